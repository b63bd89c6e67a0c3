"""Reading YAML and turning it into the model: places, plain text, and every message in Dutch."""

from __future__ import annotations

import copy
import os
import re
import shutil
import time
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from macros.content.model import Handboek, Model, Rollen, Stap, Stroomschema, file_kinds
from macros.reading.files import load_files
from macros.reading.load import load_handboek
from macros.reading.messages import DataFout, Melding, as_id, explain_model, nearest, quote, suggestion
from macros.reading.yaml import YAML_LOADER, Source, read_source
from tests.conftest import ROOT
from tests.school import lay
from tests.test_data_fout import GOED, read_meldingen, snapshot

LONG = "x" * 5000


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """A function that reads a text as a YAML file."""

    def read_text(text: str | bytes) -> Source:
        path = tmp_path / "proef.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_source(path, "data/proef.yml")

    return read_text


def said(source: Source) -> list[str]:
    """The lines about a source, without its name."""
    return [str(melding).removeprefix("data/proef.yml:") for melding in source.meldingen]


def explain(kind: type[Model], value: Any) -> dict[str, str]:
    """What is said about `value` as a `kind`, by the path of each mistake."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(value)
    return {".".join(map(str, loc)): message for loc, message in explain_model(kind, caught.value)}


# --- Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", ["NO", "no", "yes", "on", "12:30", "1e3", "0x1F", "010", "1.10", "~", "null", "2026-01-31", ".5", "true"]
)
def test_text_stays_text(read: Any, word: str) -> None:
    """What YAML likes to read as a number, a time or a truth is a word here."""
    assert read(f"a: {word}\n").value == {"a": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  een\n  twee\n", "een\ntwee\n"),
        ("a: >\n  een\n  twee\n", "een twee\n"),
        ("a: een\n  twee\n", "een twee"),
        ("a: 'zo''n'\n", "zo'n"),
        ('a: "een\\ntwee"\n', "een\ntwee"),
        ("a: [een, {b: twee}]\n", ["een", {"b": "twee"}]),
        ("a:\n", ""),
        ('a: "   "\n', ""),
        ("a: een#twee\n", "een#twee"),
        ("# vooraf\na: een\n# achteraf\n", "een"),
    ],
)
def test_values(read: Any, text: str, value: Any) -> None:
    """Each way to write a text or a list gives what it says; a text of only white space is empty."""
    source = read(text)
    assert (said(source), source.value) == ([], {"a": value})


@pytest.mark.parametrize("text", ["a: één\n", "\ufeffa: één\n", "a: één\r\n", "a: één\r", "---\na: één\n", "a: één"])
def test_ways_to_save_a_file(read: Any, text: str) -> None:
    """A byte order mark, any line end, or none at the end make no difference."""
    assert read(text).value == {"a": "één"}


# --- Places ---------------------------------------------------------------------------------------


def test_lines_of_paths(read: Any) -> None:
    """Every key and item has its own line; what is not there has that of the nearest thing around it."""
    source = read("# vooraf\na:\n  - b: 1\n    c:\n      2\n  -\n    d: 3\n")
    paths = [(), ("a",), ("a", 0), ("a", 0, "c"), ("a", 1), ("a", 1, "d"), ("a", 1, "weg", 0), ("weg",)]
    assert [source.line(path) for path in paths] == [2, 2, 3, 4, 7, 7, 7, 2]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: |\n  een\n\n  drie\n", [2, 3, 4]),
        ("a: |-\n\n  twee\n", [2, 3, 3]),
        ("a:\n  |\n  een\n  twee\n", [3, 4, 5]),
        ("a: >\n  een\n\n  twee\n", [1, 1, 1]),
        ("a: een\n\n  twee\n", [1, 1, 1]),
        ("a:\n  een\n", [2, 2, 2]),
        ('a: "een\\ntwee"\n', [1, 1, 1]),
    ],
)
def test_lines_within_text(read: Any, text: str, lines: list[int]) -> None:
    """In a text behind | each line has its own place; of a text that YAML folds, the first line is named."""
    source = read(text)
    assert [source.text_line(("a",), offset) for offset in range(3)] == lines


def test_place_in_folded_text_is_a_real_line(read: Any) -> None:
    """A place that nothing was read at is that of what is around it."""
    assert read("a: een\n").text_line(("b", 0), 5) == 1


# --- Broken files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: dit bestand is leeg"),
        ("\n# niets\n", "1: dit bestand is leeg"),
        ("a: b\n---\nc: d\n", "2: wat na '---' of '...' komt, wordt niet gelezen; haal die regel weg"),
        ("a:\n\t- b\n", "2: spring in met gewone spaties, niet met tabs"),
        ("a:\n\u00a0 - b\n", "2: teken 1 van deze regel (U+00A0) is een bijzondere spatie; typ een gewone"),
        ("a: b\u202ec\n", "1: teken 5 van deze regel is onzichtbaar (U+202E); haal het weg"),
        ("a: b\x1b[31m\n", "1: teken 5 van deze regel is onzichtbaar (U+001B); haal het weg"),
        ("a: b\u2028\n", "1: teken 5 van deze regel is onzichtbaar (U+2028); haal het weg"),
        ("a: b # c\n", "1: wat na ' #' staat, wordt niet gelezen; zet een opmerking op een eigen regel"),
        ("a: #b\n", "1: wat na ' #' staat, wordt niet gelezen; zet een opmerking op een eigen regel"),
        ("a: b\n  c # d\n", "2: wat na ' #' staat, wordt niet gelezen; zet een opmerking op een eigen regel"),
        ("a: 1\nb: 2\na: 3\n", "3: 'a' staat ook al op regel 1; haal een van de twee weg"),
        ("a:\n  - b: 1\n    b: 2\n", "3: 'b' staat ook al op regel 2; haal een van de twee weg"),
        (b"a: b\nc: \xe9\n", "2: hier staat een teken dat niet in UTF-8 is; bewaar het bestand met de codering UTF-8"),
    ],
)
def test_broken_file(read: Any, text: str | bytes, message: str) -> None:
    """What makes a file unreadable or ambiguous is said once, with its line."""
    assert said(read(text)) == [message]


def test_equal_keys_do_not_stop_reading(read: Any) -> None:
    """After an equal key the first value stands, and what is wrong further on is found too."""
    source = read("a: 1\na:\n  b: 1\n  b: 2\na: 3\nc: 4 # vijf\n")
    assert [melding.line for melding in source.meldingen] == [2, 4, 5, 6]
    assert source.value == {"a": "1", "c": "4"}


BAD_STARTS = [
    "*een",
    "**een** twee",
    "&een twee",
    "& een",
    "!een twee",
    "!!een",
    "@een",
    "`een`",
    "%een",
    "]een",
    ", een",
]
ODD_YAML = [
    "'een", '"een', "'zo'n", '"een" twee', "[een", "{een: twee", "[een][twee] drie", "[een,, twee]", "{{ een }}",
    "- een", "| een", ">0", "|99", '"\\een"', '"\\xzz"', '"\\ud800"', "een: twee", "? een", "!<een twee", "!a!b c",
    '"een\n---\n', "[een: twee: drie]", "\n een\nb c\nd: e", "{een\n: twee}", "{? een", "[?een, :twee]", "%YAML 1.1",
]  # fmt: skip


@pytest.mark.parametrize("start", BAD_STARTS)
def test_text_that_yaml_does_not_let_begin_so(read: Any, start: str) -> None:
    """A text that begins with a sign of YAML gets advice instead of an alias, a label or a riddle."""
    advice = "een tekst mag niet beginnen met een teken als & * ! % @ ` of een haak; zet hem tussen aanhalingstekens"
    assert said(read(f"# vooraf\na: {start}\n")) == [f"2: {advice}"]


@pytest.mark.parametrize("value", [*BAD_STARTS, *ODD_YAML])
@pytest.mark.parametrize("before", ["a: ", "- ", ""])
def test_yaml_problems_are_said_in_dutch(read: Any, before: str, value: str) -> None:
    """Whatever PyYAML stumbles over, an editor reads no English and no line that is not there."""
    source = read(f"{before}{value}\n")
    assert not any("geen geldige YAML" in line for line in said(source))
    assert all(1 <= melding.line <= len(source.text.splitlines()) for melding in source.meldingen)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder with the name of a file is said to be one, not opened."""
    source = read_source(tmp_path, "data/proef.yml")
    assert said(source) == ["1: dit bestand gaat niet open; is het een map, of hebt u er geen toegang toe?"]


# --- Hostile files --------------------------------------------------------------------------------


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The events that are read from YAML, counted as they are read."""
    seen: list[object] = []

    class Counting(YAML_LOADER):  # type: ignore[misc, valid-type]
        def get_event(self) -> object:
            event = super().get_event()
            seen.append(event)
            return event

    monkeypatch.setattr("macros.reading.yaml.YAML_LOADER", Counting)
    return seen


def test_alias_bomb_is_refused_at_once(read: Any, events: list[object]) -> None:
    """A file of a few lines that would unfold to a billion words is left at its first anchor."""
    bomb = "a: &a [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join(['*a'] * 9)}]\n" for n in range(30))
    assert len(said(read(bomb))) == 1
    assert 0 < len(events) < 10


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "{? " * 100_000])
def test_deep_nesting_is_refused_at_once(read: Any, events: list[object], text: str) -> None:
    """Lists within lists within lists are left long before the computer's own limit."""
    assert len(said(read(text))) == 1
    assert 0 < len(events) < 200


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.one_of(st.text(st.characters(codec="utf-8")), st.text(" \n:-#'\"|>[]{}&*!ab")).map(str.encode) | st.binary())
def test_no_file_breaks_reading(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Any file at all gives a value or a melding, and each melding is one line about a line of the file."""
    path = tmp_path_factory.getbasetemp() / "proef.yml"
    path.write_bytes(content)
    source = read_source(path, "data/proef.yml")
    assert source.meldingen or source.value is not None
    assert all("\n" not in str(melding) and melding.line >= 1 for melding in source.meldingen)


SLIPS = [*" \n\t:-#'\"|>&*!%@`[]{},?<\\=.aZ9é\x07\u200b", "\n\n", "  ", "- ", "{{", "[x][y]", "<b>", "id: ", "---\n"]
STRANGE = [
    "", "x", "id", "NO", "-1", "0", "99999999999999999999", "true", "2026-02-30", LONG, [], {}, [[]], {"x": "y"}, ["x"] * 9,
    "https://[x.y", "a@b.c", "../x.svg", "constructor", "[x][y]", "[][x]", "&nbsp;", "&#0;", "&#12;", "&rlm;", "\t=1", "\x0c",
    "<b>", "{{", "**", "`", "\\", "a\n\n# b\n", "- a\n- b", "\u0130", "\U000e0041",
]  # fmt: skip
OFTEN = settings(derandomize=True, database=None, deadline=None, max_examples=300)
SELDOM = settings(OFTEN, max_examples=20)
PATIENCE = 13  # times what the real handbook takes to load: it takes 0.15 s, and nothing may take 2 s


def copy_handbook(source: Path, folder: Path) -> Path:
    """A copy of a handbook to damage, with a school's own layer."""
    for name in ("data", "docs"):
        shutil.copytree(source / name, folder / name)
    return lay(folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good handbook, which loads in no time."""
    folder = copy_handbook(GOED, tmp_path_factory.mktemp("klein"))
    layer = {
        "naam": "De Werkplaats",
        "logo": "logo.svg",
        "contacten": [{"naam": "Mo", "mail": "mo@werkplaats.example"}],
    }
    stap = {"id": "werkbon", "bij": "lek-zoeken", "na": "lek-plakken", "doe": "Schrijf een werkbon."}
    (folder / "school" / "school.yml").write_text(yaml.dump({**layer, "stappen": [stap]}), encoding="utf-8")
    assert read_meldingen(folder) == ""
    return folder


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook."""
    folder = copy_handbook(ROOT, tmp_path_factory.mktemp("echt"))
    assert read_meldingen(folder) == ""
    return folder


@pytest.fixture(scope="module")
def limit(real: Path) -> float:
    """The processor time that loading may take, whatever the files hold: many times that of the real handbook."""

    def spend() -> float:
        os.utime(real / "data" / "rollen.yml")
        start = time.process_time()
        read_meldingen(real)
        return time.process_time() - start

    return PATIENCE * max(spend() for _ in range(3))


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything within what a file holds."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from nodes(inner, (*path, key))


def damage_value(data: st.DataObject, content: bytes) -> bytes:
    """The file with one thing in it taken away, renamed, or replaced by something strange or by another thing in it."""
    whole = yaml.load(content, yaml.CBaseLoader)
    paths = list(nodes(whole))
    *around, key = data.draw(st.sampled_from(paths))
    holder = reduce(getitem, around, whole)
    other = reduce(getitem, data.draw(st.sampled_from(paths)), whole)
    value = data.draw(st.sampled_from([*STRANGE, copy.deepcopy(other), None]))
    if value is None:
        del holder[key]
    elif isinstance(holder, dict) and isinstance(value, str) and data.draw(st.booleans()):
        holder[value] = holder.pop(key)
    else:
        holder[key] = value
    return yaml.dump(whole, allow_unicode=data.draw(st.booleans()), sort_keys=False).encode()


def damage_text(data: st.DataObject, content: bytes) -> bytes:
    """The file with a slip of the keyboard, any bytes, or a stretch of itself, in the place of some of it."""
    start = data.draw(st.integers(0, len(content)))
    end = start + data.draw(st.integers(0, 2) | st.integers(0, len(content)))
    slip = data.draw(
        st.sampled_from(["", *SLIPS]).map(str.encode) | st.binary(max_size=9) | st.just(content[start:end] * 2)
    )
    return content[:start] + slip + content[end:]


def check_damage(folder: Path, limit: float, data: st.DataObject) -> None:
    """Damage a file of the handbook in `folder`: loading it ends soon, in a handbook or in meldingen, and writes nothing."""
    paths = sorted(path for path in folder.rglob("*.*") if path.suffix in (".yml", ".md"))
    path = data.draw(st.sampled_from(paths))
    good = path.read_bytes()
    damage = damage_value if path.suffix == ".yml" and good != b"[]" and data.draw(st.booleans()) else damage_text
    bad = damage(data, good)
    path.write_bytes(bad)
    before = snapshot(folder)
    try:
        start = time.process_time()
        said = read_meldingen(folder)
        spent = time.process_time() - start
        after = snapshot(folder)
    finally:
        path.write_bytes(good)
    assert spent < limit
    assert after == before
    assert not re.search(r"klopt niet:|geen geldige|: '\w+' hoort niet in de tekst", said)
    for line in said.splitlines():
        place = re.match(r"(?P<file>(?:data|docs|school)/[\w./-]*):(?P<line>\d+): \S", line)
        assert place, line
        if place["file"] == path.relative_to(folder).as_posix():
            assert 1 <= int(place["line"]) <= max(1, len(bad.decode(errors="replace").splitlines())), line


@OFTEN
@given(st.data())
def test_no_damage_breaks_loading(small: Path, limit: float, data: st.DataObject) -> None:
    """Whatever becomes of a file, loading ends soon in a handbook or in meldingen in Dutch with their places."""
    check_damage(small, limit, data)


@SELDOM
@given(st.data())
def test_no_damage_breaks_the_real_handbook(real: Path, limit: float, data: st.DataObject) -> None:
    """The same for the files that editors change every day."""
    check_damage(real, limit, data)


_BEGRIPPEN = (ROOT / "data" / "begrippen.yml").read_text(encoding="utf-8")  # its ids stay known


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("checklists", "checklists:\n- stappen:\n" + "".join(f"  - nergens-{number}\n" for number in range(3000))),
        ("rollen", "".join(f"sleutel-{number}: x\n" for number in range(3000))),
        ("rollen", "rollen:\n" + "".join(f"- id: Rol {number}\n" for number in range(3000))),
        ("begrippen", _BEGRIPPEN + "".join(f"  - id: b{n}\n    term: t{n}\n    definitie: d\n" for n in range(3000))),
        ("instanties", "inleiding: " + "_a_" * 3000 + "\n"),
        ("instanties", "inleiding: " + "[" * 9000 + "\n"),
        ("instanties", "inleiding: |\n" + "  - a\n" * 1500),
        ("instanties", "inleiding: " + "x" * 10_001 + "\n"),
        ("partners", "# x\n" * 250_001),
    ],
    ids=["references", "keys", "ids", "terms", "emphasis", "brackets", "list", "long text", "large file"],
)
def test_much_of_the_same_is_soon_read(tmp_path: Path, limit: float, name: str, text: str) -> None:
    """A file with thousands of mistakes, or with a text that takes a parser long, is not a way to stop an editor."""
    folder = copy_handbook(ROOT, tmp_path)
    (folder / "data" / f"{name}.yml").write_text(text, encoding="utf-8")
    start = time.process_time()
    assert f"data/{name}.yml:" in read_meldingen(folder)
    assert time.process_time() - start < limit


# --- The model ------------------------------------------------------------------------------------


def models(kind: type[Model] = Model) -> Iterator[type[Model]]:
    """Every class that a file or a part of it is made of."""
    for sub in kind.__subclasses__():
        if sub.__module__ == Model.__module__ and sub is not Handboek:
            yield sub
            yield from models(sub)


@pytest.mark.parametrize(
    "wrong", ["", "x", "-", "0", LONG, "9" * 5000, [], [""], ["x"] * 9, [{}], {}, {"x": "y"}, None]
)
@pytest.mark.parametrize("kind", list(models()), ids=lambda kind: kind.__name__)
def test_every_wrong_value_has_a_dutch_message(kind: type[Model], wrong: Any) -> None:
    """Whatever stands at a key, pydantic's own words never reach an editor, nor a line too long to read."""
    messages = explain(kind, {"onbekend": "", **dict.fromkeys(kind.model_fields, wrong)})
    assert not [message for message in messages.values() if "klopt niet:" in message or len(message) > 240]


IN_ORDER: dict[str, Any] = {"id": "stap", "doe": "Doe iets."}
ABOUT_A_STAP: dict[str, dict[str, Any]] = {
    "'id' mag alleen kleine letters, cijfers en losse streepjes hebben, niet 'Een Stap'; bedoelde u 'een-stap'?": {
        "id": "Een Stap"
    },
    "'id' mag alleen kleine letters, cijfers en losse streepjes hebben, niet '…'": {"id": "…"},
    "'doe' is leeg; vul het in of haal de regel weg": {"doe": ""},
    "'punten' is leeg; vul het in of haal de regel weg": {"punten": ""},
    "'doe' moet tekst zijn, geen lijst of groep; een tekst met haken hoort achter | op een nieuwe regel": {
        "doe": ["x"]
    },
    "'rollen' moet een lijst zijn: elk punt op een eigen regel, met een streepje ervoor": {"rollen": "x"},
    "punt 1 van 'punten' moet uit regels als 'sleutel: waarde' bestaan, met een spatie na de dubbele punt": {
        "punten": ["x"]
    },
    "punt 2 van 'rollen' is leeg; vul het in of haal de regel weg": {"rollen": ["x", []]},
    "'kleur' is hier geen bekende sleutel; kies uit: doe, id, punten, rollen, toelichting": {"kleur": "x"},
    "'toelichtin' is hier geen bekende sleutel; bedoelde u 'toelichting'?": {"toelichtin": "x"},
}


@pytest.mark.parametrize("message", ABOUT_A_STAP)
def test_messages_about_a_stap(message: str) -> None:
    """Each kind of mistake in an object has one message that says what to do."""
    assert list(explain(Stap, IN_ORDER | ABOUT_A_STAP[message]).values()) == [message]


def test_suggestions_know_where_they_are() -> None:
    """A key within nested lists is compared with the keys of that place."""
    deep = {
        "id": "a",
        "doe": "A.",
        "punten": [{"id": "b", "doe": "B.", "punten": [{"id": "c", "doe": "C.", "rolen": []}]}],
    }
    assert explain(Stap, deep) == {
        "punten.0.punten.0.rolen": "'rolen' is hier geen bekende sleutel; bedoelde u 'rollen'?"
    }


def test_mistyped_key_is_not_also_missing() -> None:
    """One slip in the name of a key is one message; another key that is missing is still named."""
    assert explain(Stap, {"idd": "a"}) == {
        "idd": "'idd' is hier geen bekende sleutel; bedoelde u 'id'?",
        "doe": "'doe' ontbreekt",
    }


def test_faulty_items_do_not_make_a_list_short() -> None:
    """A list is only called short when it is, not because its items are wrong."""
    assert explain(Rollen, {"rollen": [{}]}).keys() == {"rollen.0.id", "rollen.0.naam", "rollen.0.omschrijving"}
    short = explain(Stroomschema, {"id": "a", "titel": "A", "rijen": [{"vakken": [{"tekst": "A", "naar": "a"}]}]})
    assert short == {"rijen": "'rijen' heeft minstens 2 punten nodig"}


def test_what_is_right_in_a_faulty_file_is_kept(tmp_path: Path) -> None:
    """Of a file with a mistake all other objects can be checked; what cannot be read is left out."""
    text = "rollen:\n  - id: a\n    naam: [x]\n  - los\n  - id: b\n    naam: b\n    omschrijving: B.\n"
    (tmp_path / "rollen.yml").write_text(text, encoding="utf-8")
    rollen = next(file for file in load_files(tmp_path) if file.kind is Rollen)
    assert isinstance(rollen.object, Rollen)
    assert [(rol.id, rol.naam) for rol in rollen.object.rollen if rol] == [("a", None), ("b", "b")]
    assert not rollen.whole


def test_the_example_of_a_stap_can_be_pasted(tmp_path: Path) -> None:
    """What the README shows, put below any stap of an onderdeel as it stands there, is a stap of the handbook."""
    example = (ROOT / "data" / "README.md").read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("bron"))  # of which no invented stap can come
    file = data / "fasen" / "maatwerktraject.yml"
    above = "          doe: Neem contact op met een geschikt kenniscentrum.\n"
    start, end = file.read_text(encoding="utf-8").split(above)
    file.write_text(start + above + end.replace("        - id: ", f"{example}        - id: ", 1), encoding="utf-8")
    (added,) = yaml.safe_load(example)
    handboek = load_handboek(data)
    assert added["id"] in [stap.id for fase in handboek.fasen for stap in fase.all_stappen()]


def test_every_file_has_its_class() -> None:
    """Each field of the handbook is a file, and each file has a class of its own."""
    kinds = file_kinds()
    assert {"methodiek", "fasen", "rollen", "verhuisd"} <= kinds.keys()
    assert len(set(kinds.values())) == len(kinds)


# --- Words ----------------------------------------------------------------------------------------


def test_meldingen_are_sorted_and_said_once() -> None:
    """Files stand together, lines in order of number, and no line twice."""
    meldingen = [Melding("b", 1, "x"), Melding("a", 10, "x"), Melding("a", 9, "y"), Melding("b", 1, "x")]
    assert str(DataFout(meldingen)) == "a:9: y\na:10: x\nb:1: x"


@pytest.mark.parametrize(
    ("value", "quoted"),
    [("een", "'een'"), ("een\n twee", "'een twee'"), ("x" * 61, f"'{'x' * 59}…'"), (["x"], "'['x']'")],
)
def test_quotes_are_short_and_on_one_line(value: object, quoted: str) -> None:
    """A value of many lines or characters does not break up a message."""
    assert quote(value) == quoted


def test_suggestion() -> None:
    """The nearest known word is suggested, and none when nothing is near or it is the word itself."""
    assert suggestion("docnet", ["rol", "docent", "student"]) == "; bedoelde u 'docent'?"
    assert suggestion("docent", ["docent"]) == ""
    assert nearest(LONG, ["docent"]) is None


@pytest.mark.parametrize(
    ("value", "better"), [("Een Stap", "een-stap"), ("reünie", "reunie"), ("--a__b--", "a-b"), ("…", "")]
)
def test_as_id(value: str, better: str) -> None:
    """What an editor meant by a faulty id is guessed without accents, spaces and capitals."""
    assert as_id(value) == better
