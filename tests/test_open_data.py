"""Open data, read back: the whole model as JSON, and tables that a Dutch Excel opens right."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from macros.content.markdown import plain
from macros.content.model import Handboek, Rechten
from macros.edition import Edition
from macros.edition.catalog import CSV_NOUNS, SCHEMA
from macros.edition.imprint import Imprint, read_imprint
from macros.formats.open_data import make_csv, make_json, make_json_schema, read_open_handboek, read_rows
from tests.conftest import Site
from tests.school import OWN


@pytest.fixture(scope="module")
def edition(either: Edition) -> Edition:
    """A file says what its handbook says, also when a school has laid its own over it."""
    return either


@pytest.fixture(scope="module")
def imprint(edition: Edition) -> Imprint:
    """The imprint of the real handbook."""
    return read_imprint(edition.handboek, "https://handboek.example.nl/boris")


@pytest.fixture(scope="module")
def content(edition: Edition, imprint: Imprint) -> dict[str, Any]:
    """What handboek.json says."""
    result: dict[str, Any] = json.loads(make_json(read_open_handboek(edition, imprint)).decode("utf-8"))
    return result


def read_table(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by the heads of its columns."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_json_holds_the_whole_model(content: dict[str, Any], edition: Edition) -> None:
    """The JSON read back is the handbook itself, to the last word."""
    assert Handboek.model_validate(content["handboek"]) == edition.handboek


def test_json_fits_its_schema(content: dict[str, Any], imprint: Imprint) -> None:
    """The file keeps to the schema that goes with it, and the schema is a sound one."""
    schema = json.loads(make_json_schema(imprint))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(content)
    assert content["$schema"] == schema["$id"] == f"https://handboek.example.nl/boris/downloads/{SCHEMA.name}"


def test_data_without_an_address_is_still_whole(edition: Edition) -> None:
    """When nobody knows where the site will stand, addresses are those within it, and nothing has a false one."""
    nowhere = read_imprint(edition.handboek)
    content = json.loads(make_json(read_open_handboek(edition, nowhere)))
    assert content["$schema"] == SCHEMA.name
    assert "$id" not in json.loads(make_json_schema(nowhere))
    begrip = edition.handboek.begrippen.begrippen[0].id
    assert content["plekken"][begrip]["adres"] == edition.places[begrip].address


def test_schema_refuses_what_is_not_a_handbook(content: dict[str, Any], imprint: Imprint) -> None:
    """A stap without its sentence does not pass."""
    broken = json.loads(json.dumps(content))
    del broken["handboek"]["fasen"][0]["doen"]["onderdelen"][0]["stappen"][0]["doe"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json.loads(make_json_schema(imprint))).validate(broken)


def test_schema_speaks_dutch(imprint: Imprint) -> None:
    """The schema carries none of the English explanations of the classes."""
    text = make_json_schema(imprint).decode()
    assert "De eerste zin: wat u doet." in text
    assert "One thing to do" not in text
    assert "Every YAML file" not in text


def test_json_says_where_it_is_from(content: dict[str, Any], imprint: Imprint) -> None:
    """The imprint stands in the file."""
    assert content["uitgave"] == {
        "titel": imprint.title,
        "versie": imprint.version,
        "datum": imprint.date.isoformat(),
        "auteur": imprint.author,
        "licentie": imprint.licence,
        "rechten": {"programmatuur": "MIT", "eigen_teksten": None, "methode": None},
        "taal": "nl",
        "adres": "https://handboek.example.nl/boris/",
    }


def test_a_licence_is_an_expression() -> None:
    """Programs read licences by their names in SPDX: words for people stand in another field."""
    for good in ("MIT", "CC-BY-SA-4.0", "LicenseRef-uitgevers", "(MIT OR Apache-2.0) AND CC0-1.0"):
        assert Rechten(methode=good).methode == good
    for wrong in ("vrij te gebruiken", "MIT,", ""):
        with pytest.raises(ValidationError):
            Rechten(methode=wrong)


def test_places_exist_on_the_site(content: dict[str, Any], either_site: Site) -> None:
    """Every address in the file leads to a page of the site, and to an anchor on it."""
    for item_id, plek in content["plekken"].items():
        page, _, anchor = plek["adres"].removeprefix("https://handboek.example.nl/boris/").partition("#")
        assert page in either_site.pages, item_id
        assert not anchor or either_site.pages[page].soup.find(id=anchor), plek


def test_every_stap_and_begrip_has_a_place(content: dict[str, Any], edition: Edition) -> None:
    """What can be linked to has its kind and its address in the file."""
    nouns = {item_id: plek["soort"] for item_id, plek in content["plekken"].items()}
    assert all(nouns[stap.id] == "stap" for fase in edition.handboek.fasen for stap in fase.all_stappen())
    assert all(nouns[begrip.id] == "begrip" for begrip in edition.handboek.begrippen.begrippen)


def test_json_is_readable(edition: Edition, imprint: Imprint) -> None:
    """Letters with accents are themselves, on lines that a person can read."""
    text = make_json(read_open_handboek(edition, imprint)).decode("utf-8")
    assert "Loopbaanoriëntatie" in text
    assert max(map(len, text.splitlines())) < 3000


def test_csv_has_the_stappen_of_the_model(edition: Edition, imprint: Imprint) -> None:
    """The table of stappen holds all of them, in order, with their text."""
    stappen = [stap for fase in edition.handboek.fasen for stap in fase.all_stappen()]
    rows = read_table(make_csv(read_rows(edition, "stappen", imprint)))
    assert [row["id"] for row in rows] == [stap.id for stap in stappen]
    assert [row["stap"] for row in rows] == [plain(stap.doe) for stap in stappen]
    said = [(stap.toelichting, OWN.get(stap.id)) for stap in stappen]
    assert [row["toelichting"] for row in rows] == ["\n".join(plain(part) for part in parts if part) for parts in said]
    feiten = [(plain(feit.doe), feit.raakt) for feit in edition.handboek.actualiteit.feiten if feit.doe]
    assert [row["nu"] for row in rows] == ["\n".join(do for do, ids in feiten if stap.id in ids) for stap in stappen]


def test_csv_counts(edition: Edition, imprint: Imprint) -> None:
    """Each table has a row for everything of its kind."""
    handboek: Any = edition.handboek
    expected = {
        "stappen": sum(1 for fase in handboek.fasen for _ in fase.all_stappen()),
        "tips": sum(1 for fase in handboek.fasen for _ in fase.all_tips()),
        "instanties": len(handboek.instanties.instanties),
        "kenniscentra": len(handboek.kenniscentra.kenniscentra),
        "partners": len({partner for soort in handboek.partners.soorten for partner in soort.partners}),
        "bronnen": sum(len(groep.bronnen) for groep in handboek.bronnen.groepen),
        "begrippen": len(handboek.begrippen.begrippen),
        "actualiteit": len(handboek.actualiteit.feiten),
    }
    assert {noun: len(read_table(make_csv(read_rows(edition, noun, imprint)))) for noun in CSV_NOUNS} == expected


@pytest.mark.parametrize("noun", CSV_NOUNS)
def test_csv_opens_in_dutch_excel(edition: Edition, noun: str, imprint: Imprint) -> None:
    """A table starts with the mark of UTF-8, has semicolons and CRLF, and every row is as long as its head."""
    data = make_csv(read_rows(edition, noun, imprint))
    assert data.startswith(b"\xef\xbb\xbfid;")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(row[0] and row[-1] for row in rows)


@pytest.mark.parametrize("noun", CSV_NOUNS)
def test_csv_ids_are_unique(edition: Edition, noun: str, imprint: Imprint) -> None:
    """Each row is about something of its own."""
    ids = [row["id"] for row in read_table(make_csv(read_rows(edition, noun, imprint)))]
    assert len(ids) == len(set(ids))


def test_a_partner_keeps_all_that_it_works_on(edition: Edition, imprint: Imprint) -> None:
    """A partner that is named twice has one row with both."""
    rows = {row["id"]: row for row in read_table(make_csv(read_rows(edition, "partners", imprint)))}
    assert rows["jobstap"]["werkt samen aan"] == "De scholing van bedrijven | Externe jobcoaching"
    assert rows["uwv"]["soort"] == "instantie"


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-2", "@SOM(A1)", " =1+1", "＝1+1"])
def test_formula_like_text_is_made_harmless(edition: Edition, text: str, imprint: Imprint) -> None:
    """Text that a spreadsheet would calculate starts with an apostrophe."""
    begrip = edition.handboek.begrippen.begrippen[0].model_copy(update={"term": text})
    begrippen = edition.handboek.begrippen.model_copy(update={"begrippen": (begrip,)})
    changed = replace(edition, handboek=edition.handboek.model_copy(update={"begrippen": begrippen}))
    assert read_table(make_csv(read_rows(changed, "begrippen", imprint)))[0]["begrip"] == f"'{text}"


def test_a_month_is_no_day(edition: Edition, imprint: Imprint) -> None:
    """A month says that its day is not known, so that Excel makes no day of it; a day and a year stay as they are."""
    row = ("2018-05", "2018-05-01", "2018", "in 2018-05")
    assert make_csv((row,)).decode("utf-8-sig") == "2018-05-XX;2018-05-01;2018;in 2018-05\r\n"
    assert any(
        row["gecontroleerd"] == "2026-11-XX" for row in read_table(make_csv(read_rows(edition, "bronnen", imprint)))
    )


def test_addresses_in_tables_are_whole(edition: Edition, imprint: Imprint) -> None:
    """Every row of every table ends with where it stands on the web, to click on."""
    for noun in CSV_NOUNS:
        for row in read_table(make_csv(read_rows(edition, noun, imprint))):
            assert row["adres"].startswith("https://handboek.example.nl/boris/"), row["id"]


def test_two_runs_are_equal(edition: Edition, imprint: Imprint) -> None:
    """The same handbook gives the same bytes."""
    assert make_json(read_open_handboek(edition, imprint)) == make_json(read_open_handboek(edition, imprint))
    assert make_json_schema(imprint) == make_json_schema(imprint)
    assert all(
        make_csv(read_rows(edition, noun, imprint)) == make_csv(read_rows(edition, noun, imprint)) for noun in CSV_NOUNS
    )


def test_unknown_table(edition: Edition, imprint: Imprint) -> None:
    """Asking for a table that there is not says which ones there are."""
    with pytest.raises(ValueError, match=r"no table of 'fasen'.*stappen, tips"):
        make_csv(read_rows(edition, "fasen", imprint))
