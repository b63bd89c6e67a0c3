"""The slides of a programme: native text, read back by a real library, valid by the schemas of Office."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE

from macros.content.markdown import plain
from macros.content.model import Stap
from macros.edition import Edition
from macros.edition.deck import WORDS, Deck, cut, make_deck
from macros.edition.exercises import list_exercises
from macros.edition.imprint import read_imprint
from macros.edition.load import load_edition
from macros.edition.training import Training
from macros.formats.archive import unpack
from macros.formats.office import Logo
from macros.formats.slides import make_pptx
from tests.conftest import ROOT
from tests.test_training import with_words

_ADDRESS = "https://boris.example/"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LEAST = 2400  # hundredths of a point


@cache
def loaded() -> Edition:
    """The handbook itself."""
    return load_edition(ROOT / "data", ROOT / "docs")


PROGRAMMAS = [programma.id for programma in Training(loaded()).all.programmas]


def deck_of(edition: Edition, programma_id: str) -> Deck:
    """The slides of a programme."""
    programma = next(p for p in Training(edition).all.programmas if p.id == programma_id)
    return make_deck(edition, read_imprint(edition.handboek, _ADDRESS), programma)


@cache
def made(programma_id: str) -> bytes:
    """The file of a programme."""
    return make_pptx(deck_of(loaded(), programma_id), read_imprint(loaded().handboek, _ADDRESS))


def read(content: bytes) -> list[Any]:
    """Its slides, as python-pptx reads them."""
    return list(pptx.Presentation(BytesIO(content)).slides)


@pytest.mark.parametrize("programma_id", PROGRAMMAS)
def test_it_is_valid(programma_id: str, tmp_path: Path) -> None:
    """Office finds nothing to repair in it."""
    path = tmp_path / "dias.pptx"
    path.write_bytes(made(programma_id))
    result = OpenXmlValidator().validate(str(path))
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("programma_id", PROGRAMMAS)
def test_a_slide_can_be_read_from_the_back_and_aloud(programma_id: str) -> None:
    """Each has a title that no other has and at most sixty words; every run has a language; nothing is a picture."""
    slides = read(made(programma_id))
    titles = [slide.shapes.title.text for slide in slides]
    assert len(set(titles)) == len(titles) > 10
    for slide in slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert len(" ".join(text for text in texts if text != "‹#›").split()) <= WORDS, slide.shapes.title.text
        assert not [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        first = next(shape for shape in slide.shapes if shape.has_text_frame)
        assert first == slide.shapes.title, "a screen reader says the title first"
    for name, part in unpack(made(programma_id)).items():
        if name.startswith("ppt/slides/slide") and name.endswith(".xml"):
            root = etree.fromstring(part)
            runs = root.findall(f".//{_A}rPr")
            assert runs
            assert {run.get("lang") for run in runs} == {"nl-NL"}


@pytest.mark.parametrize("programma_id", PROGRAMMAS)
def test_no_text_is_smaller_than_24_points(programma_id: str) -> None:
    """Neither a slide nor what it inherits its size from; the master gives one for each kind of text."""
    parts = unpack(made(programma_id))
    for name, part in parts.items():
        if re.match(r"ppt/(slides|slideLayouts|slideMasters)/\w+\.xml", name):
            sizes = [int(size) for size in re.findall(rb'\bsz="(\d+)"', part)]
            assert all(size >= _LEAST for size in sizes), name
    master = etree.fromstring(parts["ppt/slideMasters/slideMaster1.xml"])
    for style in ("titleStyle", "bodyStyle", "otherStyle"):
        assert int(master.find(f".//{_P}{style}//{_A}defRPr").get("sz")) >= _LEAST


@pytest.mark.parametrize("programma_id", PROGRAMMAS)
def test_nothing_is_only_on_the_slide(programma_id: str) -> None:
    """The notes say all that a slide says, and where in the handbook it stands."""
    addresses = 0
    for slide in read(made(programma_id)):
        notes = slide.notes_slide.notes_text_frame.text
        addresses += _ADDRESS in notes
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text != "‹#›":
                for paragraph in shape.text_frame.paragraphs[:1]:
                    assert paragraph.text in notes
    assert addresses


def test_a_drawing_is_made_of_shapes() -> None:
    """Every box of a stroomschema stands on a slide, row by row, in a shape of its own."""
    schema = loaded().handboek.fasen[1].verloop.stroomschema
    assert schema
    boxes = [knoop.tekst for rij in schema.rijen for knoop in rij.vakken]
    drawn = [
        shape.text_frame.paragraphs[0].text
        for slide in read(made("programma-maatwerktraject"))
        if slide.shapes.title.text.startswith(schema.titel)
        for shape in slide.shapes
        if shape.has_text_frame and not shape.is_placeholder
    ]
    assert [text for text in drawn if text] == boxes


def test_every_stap_of_an_onderdeel_is_on_the_slides_whole(edition: Edition) -> None:
    """What is cut over slides reads whole when one puts it together again, and no sentence of ours stands for it."""
    deck = deck_of(edition, "programma-orientatie")
    said = " ".join(" ".join(slide.lines) for slide in deck.slides)
    for onderdeel in edition.handboek.fasen[0].doen.onderdelen:
        for stap in onderdeel.all_stappen():
            assert " ".join(plain(stap.doe).split()) in said, stap.id


def test_one_changed_stap_changes_the_slides(edition: Edition) -> None:
    """A deck says the stap as it reads now."""
    old, new = "Peil de reacties", "Vraag naar de reacties"
    changed = with_words(edition, "reacties-peilen", old, new)
    texts = [" ".join(" ".join(s.lines) for s in deck_of(e, "programma-orientatie").slides) for e in (edition, changed)]
    assert old in texts[0]
    assert new in texts[1]
    assert old not in texts[1]


def test_a_long_sentence_is_cut_where_one_breathes() -> None:
    """At a sentence, then at a comma, then between words; nothing is lost."""
    longest = max(
        (plain(stap.doe) for fase in loaded().handboek.fasen for stap in fase.all_stappen()),
        key=lambda t: len(t.split()),
    )
    for text in (longest, "Een. Twee. Drie.", "woord " * 100, "een, twee, drie, vier"):
        for budget in (2, 20, 57):
            pieces = cut(text.strip(), budget)
            assert " ".join(pieces) == text.strip()
            assert all(len(piece.split()) <= budget for piece in pieces)
    assert cut("Kort. Lang genoeg voor twee.", 3)[0] == "Kort."


def test_the_last_slide_says_whose_the_text_is() -> None:
    """Author, licence, version and what is ours."""
    text = "\n".join(deck_of(loaded(), PROGRAMMAS[0]).slides[-1].lines)
    uitgave = loaded().handboek.methodiek.uitgave
    assert all(words in text for words in (uitgave.auteur, uitgave.licentie, uitgave.versie, "de rest is van ons"))


def test_the_trainer_reads_the_answers_below_the_slide() -> None:
    """Each answer of an exercise stands in the notes of one of its slides."""
    deck = deck_of(loaded(), "programma-kennismaking")
    notes = "\n".join(" ".join(slide.notes) for slide in deck.slides)
    for blok in Training(loaded()).blokken(Training(loaded()).all.programmas[0]):
        for oefening in list_exercises(loaded(), blok):
            for card in oefening.cards:
                assert all(answer in notes for answer in oefening.said(card)), card.words


def test_the_logo_of_a_school_stands_on_the_first_slide(tmp_path: Path) -> None:
    """In its own shape, and the file stays valid."""
    picture = BytesIO()
    Image.new("RGB", (300, 100), "#12464d").save(picture, "PNG")
    content = make_pptx(
        deck_of(loaded(), PROGRAMMAS[0]), read_imprint(loaded().handboek), Logo(picture.getvalue(), ".png")
    )
    first, *others = read(content)
    (logo,) = [shape for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert round(logo.width / logo.height, 1) == 3.0
    assert not [shape for slide in others for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    path = tmp_path / "logo.pptx"
    path.write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_same_deck_gives_the_same_bytes(edition: Edition) -> None:
    """Two machines make one file; another version makes another."""
    deck, imprint = deck_of(edition, PROGRAMMAS[0]), read_imprint(edition.handboek, _ADDRESS)
    assert make_pptx(deck, imprint) == made(PROGRAMMAS[0])
    assert make_pptx(deck, replace(imprint, version="2099.9")) != made(PROGRAMMAS[0])


def test_who_teaches_finds_each_stap_in_one_deck() -> None:
    """The id of a stap leads somewhere: the example's notes have addresses of places that exist."""
    places = {place.address for place in loaded().places.values()}
    notes = "\n".join("\n".join(s.notes) for p in PROGRAMMAS for s in deck_of(loaded(), p).slides)
    found = re.findall(rf"{re.escape(_ADDRESS)}(\S+)", notes)
    assert found
    assert set(found) <= places
    assert any(isinstance(thing, Stap) for thing in loaded().by_id.values())
