"""The handbook says what its two sources say, word for word, but for what ``data/errata.yml`` names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from macros.content.model import (
    Erratum,
    Handboek,
    Instantie,
    Lijst,
    Model,
    Onderdeel,
    Partner,
    Prose,
    Rubriek,
    Sectie,
    Verloop,
)
from macros.edition import Edition
from macros.edition.load import load_edition
from macros.edition.rows import handboek_rows
from macros.reading.fidelity import apply_errata, has_words, normalise, read_blocks, read_sentences
from macros.reading.messages import DataFout
from tests.conftest import ROOT, Site, copy_project
from tests.getrouw import holds_in_order, holds_run, read_lists
from tests.test_actualiteit import BOOKS

_NAMES = ("handleiding", "partners")
_NOT_TEXT = (
    ".plek, .headerlink, .toevoeging, .waar, .gebruik, svg, script, "
    "style, .alleen-voorlezen, .errata, .feiten, .nu, .nu-meer, .nu-cel, .na-link"
)
_BLOCKS = "p, li, h1, h2, h3, h4, th, td, dt, dd, tr, figcaption, ol, ul, blockquote, label, div, section"
_HEADINGS = "h1, h2, h3, h4, th, dt, figcaption, .doen-kop, .ondertitel"
_TITLES = ("titel", "naam", "kop", "inleiding_titel", "fasen_titel")


def errata_of(handboek: Handboek, name: str) -> tuple[Erratum, ...]:
    """Every departure from a source text."""
    return next(tekst.errata for tekst in handboek.errata.teksten if tekst.naam == name)


def corrected_source(handboek: Handboek, name: str) -> str:
    """A source text with its errata applied."""
    text = (ROOT / "data" / "bron" / f"{name}.md").read_text(encoding="utf-8")
    return apply_errata(text, errata_of(handboek, name))


def text_of(html: str) -> tuple[str, str]:
    """The method's text of a page, and that of its headings, normalised; additions of ours are left out."""
    soup = BeautifulSoup(html, "html.parser")
    for extra in soup.select(_NOT_TEXT):
        extra.decompose()
    for block in soup.select(_BLOCKS):
        block.insert_before("\n")
        block.append("\n")
    headings = "\n".join(normalise(heading.get_text()) for heading in soup.select(_HEADINGS))
    return normalise(soup.get_text()), headings


@cache
def _site_text(site: Site) -> tuple[str, str]:
    texts = [text_of(str(page.article)) for page in site.pages.values()]
    return "\n".join(text for text, _ in texts), "\n".join(headings for _, headings in texts)


@pytest.mark.parametrize("name", _NAMES)
def test_errata_change_something(edition: Edition, name: str) -> None:
    """Each erratum quotes something that the source says, and says it otherwise."""
    assert corrected_source(edition.handboek, name)
    assert not [e.citaat for e in errata_of(edition.handboek, name) if e.citaat == e.correctie]


@pytest.mark.parametrize("name", _NAMES)
def test_site_says_all_that_the_source_says(site: Site, edition: Edition, name: str) -> None:
    """Every sentence, list item and heading of the corrected source stands on a page of the built site."""
    text, headings = _site_text(site)
    sentences = list(read_sentences(corrected_source(edition.handboek, name)))
    missing = [
        sentence.text
        for sentence in sentences
        if not (has_words(headings, sentence.text) if sentence.kind == "heading" else sentence.text in text)
    ]
    assert not missing
    assert len(sentences) > {"handleiding": 540, "partners": 15}[name]


def test_a_stap_stands_whole_in_its_place(either_site: Site, either: Edition) -> None:
    """Where a link to a stap leads all its words are, also those that a checklist folds away, and a school's own."""
    rows = handboek_rows(either)
    assert len(rows) > 60
    for row in rows:
        page, _, anchor = either.places[row.stap.id].address.partition("#")
        text, _ = text_of(str(either_site.pages[page].article.find(id=anchor)))
        assert not [line for line in row.text.splitlines() if normalise(line) not in text], row.stap.id


def own_texts(whole: Model) -> Iterator[tuple[str, str]]:
    """Yield (field, text) for all Markdown of `whole` that is the method's, not ours."""
    composed = [path for path, part in whole.parts() if getattr(part, "samengesteld", False)]
    for path, part in whole.parts():
        if not any(path[: len(other)] == other for other in composed):
            for (field, *_), text, mark in part.marked(Prose):
                if not mark.ours:
                    yield str(field), text


def test_data_says_only_what_the_source_says(edition: Edition) -> None:
    """Every sentence of the method's data is one of the corrected source; a title is a row of its words."""
    blocks = [block for name in _NAMES for block in read_sentences(corrected_source(edition.handboek, name))]
    known, plain = {block.text for block in blocks}, " ".join(block.text for block in blocks)
    strange = [
        block.text
        for field, text in own_texts(edition.handboek)
        for block in read_sentences(text)
        if not (has_words(plain, block.text) if field in _TITLES else block.text in known)
    ]
    assert not strange


_SLIPS = {
    ("fasen/loopbaanorientatie.yml", "Peil de reacties van", "Peil de reactie van"): (
        "data/fasen/loopbaanorientatie.yml:206: de bron zegt: 'Peil de reacties van de leerling.'; "
        "wijkt u daarvan af, zet dat in errata.yml, of in school/ als het van uw school is"
    ),
    (
        "fasen/plaatsing.yml",
        "- id: tip-terugkomdagen-organiseren",
        "- id: tip-van-mij\n            tekst: Vraag het aan mij.\n          - id: tip-terugkomdagen-organiseren",
    ): ("'Vraag het aan mij.' staat niet in de bron"),
    ("errata.yml", "citaat: ", "citaat: XX"): "dit citaat staat niet in handleiding.md, of niet meer",
    ("errata.yml", "naam: handleiding", "naam: handleidin"): "er is geen bestand handleidin.md in data/bron/",
}


@pytest.mark.parametrize("slip", _SLIPS, ids=lambda slip: slip[2].strip()[:30])
def test_a_slip_is_said_where_it_stands(tmp_path: Path, slip: tuple[str, str, str]) -> None:
    """Who changes a sentence of the method reads what the source says, before anything is published."""
    name, old, new = slip
    project = copy_project(tmp_path)
    path = project / "data" / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFout) as caught:
        load_edition(project / "data", project / "docs")
    assert _SLIPS[slip] in str(caught.value)


def in_order(thing: Model) -> Iterator[str]:
    """Yield the method's Markdown within `thing` in the order of its fields, as a page shows it."""
    marks = type(thing).marks()
    for name in type(thing).model_fields:
        mark, value = marks.get(name), getattr(thing, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from () if getattr(item, "samengesteld", False) else in_order(item)
            elif isinstance(mark, Prose) and not mark.ours and item:
                yield item


def sentences_of(thing: Model) -> list[str]:
    """The sentences of the method within `thing`, in its order."""
    return [block.text for text in in_order(thing) for block in read_sentences(text)]


def names_of(handboek: Handboek) -> list[str]:
    """What the data call the things that the source lists by name: fasen, onderdelen, and partners by kind."""
    fasen = [fase.naam for fase in handboek.fasen]
    onderdelen = [onderdeel.titel for fase in handboek.fasen for onderdeel in fase.doen.onderdelen]
    by_id = {part.id: part for _, part in handboek.parts() if isinstance(part, (Partner, Instantie))}
    kinds = []
    for soort in handboek.partners.soorten if handboek.partners else ():
        *others, last = [by_id[partner].naam for partner in soort.partners]
        kinds.append(f"{soort.titel}: " + (f"{', '.join(others)} en {last}" if others else last))
    return [normalise(name) for name in (*fasen, *onderdelen, *kinds)]


@pytest.mark.parametrize("name", _NAMES)
def test_data_keep_the_order_of_every_list(edition: Edition, name: str) -> None:
    """Each list of the corrected source stands in the data item by item, with nothing in between."""
    sentences, names = sentences_of(edition.handboek), names_of(edition.handboek)
    lists = list(read_lists(corrected_source(edition.handboek, name)))
    assert not [part for part in lists if not holds_run(sentences, part) and not holds_in_order(names, part)]
    assert len(lists) == {"handleiding": 34, "partners": 1}[name]


def test_onderdelen_keep_the_order_of_the_source(edition: Edition) -> None:
    """What an onderdeel says from its introduction to its tips stands in the source in that order."""
    source = [block.text for block in read_sentences(corrected_source(edition.handboek, "handleiding"))]
    onderdelen = [onderdeel for fase in edition.handboek.fasen for onderdeel in fase.onderdelen()]
    assert not [onderdeel.id for onderdeel in onderdelen if not holds_in_order(source, sentences_of(onderdeel))]


def test_what_moved_without_an_erratum_is_seen(edition: Edition) -> None:
    """Were the errata silent about the instruments that moved, their list would be out of order."""
    errata = errata_of(edition.handboek, "handleiding")
    told = [erratum for erratum in errata if "## INSTRUMENTEN" not in erratum.citaat + erratum.correctie]
    source = (ROOT / "data" / "bron" / "handleiding.md").read_text(encoding="utf-8")
    lists = read_lists(apply_errata(source, told))
    assert len(errata) - len(told) == 2
    assert not all(holds_run(sentences_of(edition.handboek), part) or len(part) < 10 for part in lists)


def test_a_heading_of_ours_says_so(site: Site, edition: Edition) -> None:
    """A heading above the method's text is one of the source, or it is marked as ours, in the data and on its page."""
    corrected = "\n\n".join(corrected_source(edition.handboek, name) for name in _NAMES)
    headings = {block.text.casefold() for block in read_blocks(corrected) if block.kind == "heading"}
    for _, part in edition.handboek.parts():
        if isinstance(part, (Onderdeel, Rubriek, Verloop, Sectie, Lijst)):
            own = bool(getattr(part, "eigen_kop", False))
            assert own != (normalise(part.titel).casefold() in headings), part.id
            if own:
                page = site.pages[edition.places[part.id].page.replace(".md", ".html")]
                heading = page.article.find(id=edition.places[part.id].anchor) or page.article.find("h1")
                assert isinstance(heading, Tag)
                mark = heading.find_next(class_="toevoeging")
                assert "Deze kop is van ons" in (mark.get_text() if mark else ""), part.id


@pytest.mark.parametrize("name", BOOKS)
def test_a_heading_of_ours_says_so_in_every_book(site: Site, edition: Edition, name: str) -> None:
    """On paper, in Word and in the EPUB each heading of ours carries its mark too."""
    own = [part for _, part in edition.handboek.parts() if getattr(part, "eigen_kop", False)]
    words = " ".join(BOOKS[name](site.folder / "downloads" / name).split())
    assert words.count("Deze kop is van ons") == len(own)


def test_each_erratum_is_shown_whole(site: Site, edition: Edition) -> None:
    """What stood there is struck out from its first line to its last, however many it has, and says why."""
    items = site.pages["over.html"].article.select("li.erratum")
    errata = [erratum for name in _NAMES for erratum in errata_of(edition.handboek, name)]
    assert len(items) == len(errata)
    for item, erratum in zip(items, errata, strict=True):
        struck, reason = item.find("del"), item.select_one(".reden")
        assert isinstance(struck, Tag)
        assert isinstance(reason, Tag)
        assert normalise(struck.get_text(" ")) == normalise(erratum.citaat)


def test_what_is_ours_says_so(site: Site, edition: Edition) -> None:
    """Each thing that we composed carries a note on its page."""
    for path, part in edition.handboek.parts():
        place = edition.places.get(getattr(part, "id", ""))
        if getattr(part, "samengesteld", False) and place:
            page = site.pages[place.page.replace(".md", ".html")]
            scope = (
                page.article.find(id=place.anchor) if place.anchor and part.noun() == "stroomschema" else page.article
            )
            assert scope is not None, path
            assert scope.select_one(".toevoeging"), path
