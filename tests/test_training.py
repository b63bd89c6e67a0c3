"""What a trainer gets follows from the method's own text: every programme on time, nothing of the trainer's leaks."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from macros.content.clock import read_time
from macros.content.model import Blok, Feit, Named, Programma, Stap
from macros.edition import Edition
from macros.edition.exercises import list_exercises
from macros.edition.imprint import read_imprint
from macros.edition.load import load_edition
from macros.edition.training import Training
from macros.formats.document import DocumentView, WordView, programma_document, render_document
from macros.formats.word import make_docx
from macros.making.workshop import Workshop
from macros.render.view import PageView
from tests.conftest import ROOT, copy_project
from tests.test_docx import _W as W
from tests.test_docx import WordFile, styled, wrong_styles

_EXAMPLE = ROOT / "tests" / "voorbeeld"
_OWN = """\
naam: De Brug
blokken:
  - id: ons-blok
    titel: Zo doen wij het
    soort: keuze
    over: [focus]
    voor: [docent]
    leerdoelen: [U weet hoe het bij ons gaat.]
    werkvorm: werkvorm-tweetallen
    beproefd: true
programmas:
  - id: ons-programma
    titel: Onze middag
    uitleg: Voor nieuwe collega's.
    voor: [docent]
    dagen:
      - begin: "13:00"
        eind: "14:00"
        punten:
          - blok: ons-blok
"""


@cache
def example() -> Edition:
    """Another handbook, with a programme of two days."""
    return load_edition(_EXAMPLE / "data", _EXAMPLE / "docs")


def html_of(edition: Edition, programma: Programma, macro: str) -> str:
    """A programme as its file shows it, before it is laid out."""
    document = programma_document(edition, programma, macro)
    return str(render_document(edition, document, read_imprint(edition.handboek), DocumentView).html)


def lines_of(html: str) -> list[str]:
    """What can be read in it, block by block."""
    blocks = re.split(r"</?(?:p|li|td|th|tr|h\d|dt|dd|caption|div|ol|ul|table)\b[^>]*>", html)
    texts = (" ".join(unescape(re.sub(r"<[^>]+>", "", block)).split()) for block in blocks)
    return [text for text in texts if text]


def programmas(edition: Edition) -> list[Programma]:
    """All programmes, of which there are some."""
    found = Training(edition).all.programmas
    assert found
    return list(found)


@pytest.mark.parametrize("which", ["own", "example"])
def test_every_programme_ends_on_time(which: str, edition: Edition) -> None:
    """Each day begins when it says, nothing overlaps, breaks count, and it ends before its end."""
    there = edition if which == "own" else example()
    for programma in programmas(there):
        days = Training(there).days(programma)
        for dag, day in zip(programma.dagen, days, strict=True):
            assert day.moments[0].begin == read_time(dag.begin)
            assert all(a.eind == b.begin for a, b in zip(day.moments, day.moments[1:], strict=False))
            breaks = sum(punt.pauze or 0 for punt in dag.punten)
            work = sum(Training(there).minutes(Training(there).blok(punt.blok)) for punt in dag.punten if punt.blok)
            assert day.moments[-1].eind == read_time(dag.begin) + breaks + work <= read_time(dag.eind)
    assert max(len(programma.dagen) for programma in programmas(example())) > 1


def test_the_clock_of_a_script_follows_each_beurt(edition: Edition) -> None:
    """What is done in a blok begins when the blok does and ends when it does."""
    training = Training(edition)
    for programma in programmas(edition):
        for moment in training.days(programma)[0].moments:
            turns = training.turns(moment)
            assert not turns or turns[0][0] == moment.begin
            assert not turns or turns[-1][0] + turns[-1][1].minuten == moment.eind


def test_one_changed_stap_changes_all_that_is_made_for_trainers(edition: Edition) -> None:
    """Draaiboek, werkboek, page of blokken and exercises say the stap as it reads now."""
    old, new = "Stel op basis van de uitkomsten", "Stel met deze nieuwe woorden"
    changed = with_words(edition, "globaal-takenpakket-vaststellen", old, new)
    programma = next(p for p in programmas(edition) if p.id == "programma-kennismaking")
    for macro in ("draaiboek", "werkboek"):
        assert old in html_of(edition, programma, macro)
        assert new in html_of(changed, programma, macro)
        assert old not in html_of(changed, programma, macro)
    for page, macro in (("trainers/oefeningen.md", "oefeningen"), ("trainers/casussen.md", "casussen")):
        assert old in PageView(edition, page).call(macro)
        assert new in PageView(changed, page).call(macro)


def with_words(edition: Edition, stap_id: str, old: str, new: str) -> Edition:
    """The handbook with other words in one stap."""
    fasen = edition.handboek.model_dump()["fasen"]
    texts = [stap for fase in fasen for stap in find(fase, stap_id)]
    assert len(texts) == 1
    texts[0]["doe"] = texts[0]["doe"].replace(old, new)
    kind = type(edition.handboek.fasen[0])
    handboek = edition.handboek.model_copy(update={"fasen": tuple(kind.model_validate(fase) for fase in fasen)})
    return replace(edition, handboek=handboek)


def find(thing: object, item_id: str) -> list[dict[str, str]]:
    """The objects with this id within what was read."""
    if isinstance(thing, dict):
        here = [thing] if thing.get("id") == item_id else []
        return here + [found for value in thing.values() for found in find(value, item_id)]
    return [found for value in thing for found in find(value, item_id)] if isinstance(thing, (list, tuple)) else []


def test_each_blok_shows_every_feit_that_touches_it(edition: Edition) -> None:
    """What has changed about what a blok is about, or about what it asks, stands in the draaiboek of each programme."""
    training = Training(edition)
    for programma in programmas(edition):
        text = "\n".join(lines_of(html_of(edition, programma, "draaiboek")))
        touched = {feit.id for blok in training.blokken(programma) for feit in touching(edition, blok)}
        assert touched
        for feit in edition.handboek.actualiteit.feiten:
            if feit.id in touched:
                assert feit.titel in text, (programma.id, feit.id)


def touching(edition: Edition, blok: Blok) -> list[Feit]:
    """The feiten about any id within what a blok is about or asks."""
    casus = Training(edition).casus(blok)
    asked = [item for vraag in (*blok.vragen, *(casus.vragen if casus else ())) for item in vraag.kijk_bij]
    ids = {
        part.id for item in (*blok.over, *asked) for _, part in edition.by_id[item].parts() if isinstance(part, Named)
    }
    return [feit for feit in edition.handboek.actualiteit.feiten if ids.intersection(feit.raakt)]


@pytest.mark.parametrize("which", ["own", "example"])
def test_a_werkboek_is_the_draaiboek_without_what_is_the_trainers(which: str, edition: Edition) -> None:
    """All that participants read stands in the draaiboek too; no note, no answer and nothing to say in the werkboek."""
    there = edition if which == "own" else example()
    training = Training(there)
    for programma in programmas(there):
        script = "\n".join(lines_of(html_of(there, programma, "draaiboek"))[1:])
        workbook = lines_of(html_of(there, programma, "werkboek"))[1:]
        assert [line for line in workbook if line not in script] == []
        text = "\n".join(workbook)
        for secret in secrets(training, programma):
            assert secret in script
            assert secret not in text


def secrets(training: Training, programma: Programma) -> list[str]:
    """What only a trainer may read: what to say, the notes, and answers of more than a few words."""
    found = []
    for blok in training.blokken(programma):
        found += [beurt.zeg for beurt in training.beurten(blok) if beurt.zeg]
        found += [line for line in (blok.trainer or "").splitlines()[:1] if "*" not in line]
        found += [words for vraag in blok.vragen for _, words in training.answers(vraag)]
        cards = [card for oefening in training.exercises(blok) if not oefening.options for card in oefening.cards]
        found += [answer for card in cards for answer in card.answers if len(answer) > 40]
    assert found
    return found


def test_every_answer_is_the_methods_own_and_says_where_it_stands(edition: Edition) -> None:
    """Each card names ids of the handbook, and nobody whom the text does not name is among the answers."""
    kinds = set()
    for blok in Training(edition).all.blokken:
        for oefening in list_exercises(edition, blok):
            kinds.add(oefening.kind)
            for card in oefening.cards:
                assert card.answers
                assert card.ids
                assert set(card.ids) <= set(edition.places)
                if oefening.kind == "wie-doet-wat":
                    (stap_id,) = card.ids
                    stap = edition.by_id[stap_id]
                    assert isinstance(stap, Stap)
                    assert set(card.answers) == {rol.naam for rol in edition.rollen_of(stap.rollen)}
                    assert set(card.answers) <= set(oefening.options)
    assert kinds == {"volgorde", "wie-doet-wat", "begrippen", "toen-en-nu", "casus"}


def test_boxes_of_one_row_may_change_places() -> None:
    """Cards that stand side by side in the drawing have one place."""
    good = load_edition(ROOT / "tests/data_fout/_goed/data", ROOT / "tests/data_fout/_goed/docs")
    (blok,) = (blok for blok in Training(good).all.blokken if blok.oefening)
    (oefening,) = list_exercises(good, blok)
    schema = good.handboek.fasen[0].verloop.stroomschema
    assert schema
    expected = {knoop.tekst: place for place, rij in enumerate(schema.rijen, start=1) for knoop in rij.vakken}
    assert {card.words: card.place for card in oefening.cards} == expected


def test_a_trainer_cuts_and_adds_in_word(edition: Edition, tmp_path: Path) -> None:
    """Each blok is a heading with headings below it, and each part wears a style that Word knows."""
    workshop = Workshop(edition, read_imprint(edition.handboek), ROOT / "docs" / "assets" / "css")
    for programma in programmas(edition)[:1]:
        for shows in ("draaiboek", "werkboek"):
            data = make_docx(workshop.rendered(programma.id, WordView, shows), workshop.imprint)
            file = WordFile(programma.id, data)
            assert len(styled(file, "Heading1")) == 1
            bare = [title.split(" ", 1)[-1] if shows == "draaiboek" else title for title in styled(file, "Heading2")]
            assert [blok.titel for blok in Training(edition).blokken(programma)] == [t for t in bare if t != "Pauze"]
            assert len(styled(file, "Heading3")) > len(bare)
            kinds = {s.get(f"{W}styleId"): s.get(f"{W}type") for s in file.xml("word/styles.xml").iter(f"{W}style")}
            assert wrong_styles(file.body, kinds) == []
            path = tmp_path / f"{shows}.docx"
            path.write_bytes(data)
            result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
            assert [str(error) for error in result.errors] == []


def test_a_school_adds_what_is_its_own(tmp_path: Path) -> None:
    """Its programme stands among the others, says whose it is, and has its files; what was tried says nothing of that."""
    project = copy_project(tmp_path)
    (project / "school").mkdir(exist_ok=True)
    (project / "school" / "school.yml").write_text(_OWN, encoding="utf-8")
    there = load_edition(project / "data", project / "docs")
    programma = next(p for p in programmas(there) if p.id == "ons-programma")
    page = PageView(there, there.places[programma.id].page).render_page()
    assert "Onze middag" in page
    assert Training(there).origin(programma) == "Van De Brug. Nog niet beproefd."
    assert Training(there).origin(Training(there).blok("ons-blok")) == "Van De Brug."
    assert "Zo doen wij het" in html_of(there, programma, "draaiboek")


def test_all_that_is_ours_says_so(edition: Edition) -> None:
    """Every programme, blok, casus and werkvorm carries the mark, and says when nobody has tried it; invented pupils too."""
    for page in (page for page in edition.pages if page.path.startswith("trainers/")):
        calls = {call.macro for call in page.calls} & {"programmas", "blokken", "casussen", "werkvormen"}
        for macro in calls:
            things = getattr(Training(edition).all, macro)
            html = PageView(edition, page.path).call(macro)
            assert html.count("Dit is van ons, niet van de methodiek. Nog niet beproefd.") == len(things)
    assert all("verzonnen" in casus.situatie for casus in Training(edition).all.casussen)
