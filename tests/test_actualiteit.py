"""What has changed since the source: each note with its source, in every format, and no dead address as a link."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from macros.content.days import write_day
from macros.content.markdown import plain
from macros.content.model import Begrip, Bron, Feit, Kenniscentrum, Vindplaats
from macros.edition import Edition
from macros.edition.imprint import read_imprint
from macros.formats.open_data import make_csv, make_json, read_open_handboek, read_rows
from macros.render.view import PageView
from macros.search.records import list_records
from tests.conftest import BuiltPage, Site, pdf_pages

_PAGE = "actualiteit.html"
_CHANGES = "verandert wat u doet"
_LINKED = re.compile(r"^(?:https?:)?//", re.IGNORECASE)


@pytest.fixture(scope="module")
def feiten(edition: Edition) -> dict[str, Feit]:
    """All that has changed, by its id."""
    return {feit.id: feit for feit in edition.handboek.actualiteit.feiten}


@pytest.fixture(scope="module")
def gone(edition: Edition) -> dict[str, str]:
    """The host of each address that has gone or moved, with its state."""
    bronnen = (bron for groep in edition.handboek.bronnen.groepen for bron in groep.bronnen)
    return {
        _host(bron.url): bron.toestand for bron in bronnen if bron.url and bron.toestand in ("vervallen", "verhuisd")
    }


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold().removeprefix("www.")


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def notes(site: Site) -> Iterator[tuple[BuiltPage, Tag, str]]:
    """Every note of the site with its page and the id of its feit."""
    for page in site.pages.values():
        for note in page.article.select(".nu"):
            link = note.select_one(".nu-verder a")
            assert link, f"{page.path}: {note}"
            yield page, note, str(link["href"]).partition("#")[2]


def page_of(edition: Edition, item_id: str) -> str:
    """The page of the site where something stands."""
    return edition.places[item_id].address.partition("#")[0]


# --- On the pages ---------------------------------------------------------------------------------


def test_every_note_says_now_since_when_and_who_says_so(site: Site, feiten: Mapping[str, Feit]) -> None:
    """A note carries its label, its date, its words, and a link to its source with the day it was seen."""
    for page, note, feit_id in notes(site):
        feit, label, source = feiten[feit_id], note.select_one(".nu-kop"), note.select_one(".nu-bron")
        assert label, page.path
        assert source, page.path
        since = f"sinds {write_day(feit.sinds)}" if feit.sinds else ""
        counted = f"stand van {write_day(feit.stand)}" if feit.stand else ""
        days = "; ".join(filter(None, (since, counted)))
        assert _words(label) == (f"Nu ({days})" if days else "Nu")
        assert (plain(feit.doe) if feit.doe else feit.titel) in _words(note), feit_id
        assert plain(feit.nu).replace("\n", " ") in _words(note), feit_id
        assert feit.bronnen[0].titel in _words(source), feit_id
        assert f"gezien in {write_day(feit.bronnen[0].gezien)}" in _words(source), feit_id


def test_every_feit_stands_where_it_matters(site: Site, edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """Each feit has a note at each thing that it touches, or in the row of the kenniscentrum."""
    shown = {(page.path, feit_id) for page, _, feit_id in notes(site)}
    cells = (link for link in site.pages["kenniscentra.html"].article.select(".nu-cel a"))
    shown |= {("kenniscentra.html", str(link["href"]).partition("#")[2]) for link in cells}
    special = [(item, feit.id) for feit in feiten.values() if not feit.algemeen for item in feit.raakt]
    places = {(page_of(edition, item), feit_id) for item, feit_id in special}
    assert places <= shown


def test_a_change_of_what_to_do_stands_above_the_stap(site: Site, edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """Of a stap whose action changed, what to do now comes before its own text."""
    staps = {(item, feit.id) for feit in feiten.values() if feit.gewicht == _CHANGES for item in feit.raakt
             if edition.by_id[item].noun() == "stap"}  # fmt: skip
    assert staps
    for item, feit_id in staps:
        stap = site.pages[page_of(edition, item)].article.find(id=item)
        assert isinstance(stap, Tag)
        parts = [child for child in stap.find_all(recursive=False) if isinstance(child, Tag)]
        assert "nu" in parts[0].get_attribute_list("class"), (item, feit_id)
        assert plain(feiten[feit_id].doe or "") in _words(stap), item


def test_one_general_note_a_page_at_most(site: Site, feiten: Mapping[str, Feit]) -> None:
    """What holds for a whole page is said there once."""
    general = Counter(page.path for page, _, feit in notes(site) if feiten[feit].algemeen)
    assert general
    assert set(general.values()) == {1}


def test_the_general_note_is_on_every_page_of_the_method(site: Site, feiten: Mapping[str, Feit]) -> None:
    """Who opens a fase, or the page of the kenniscentra, reads at once whom to call now."""
    general = {page.path for page, _, feit in notes(site) if feiten[feit].algemeen}
    assert {"kenniscentra.html", "plaatsing.html", "maatwerktraject/kaders.html"} <= general
    assert {"loopbaanorientatie/index.html", "maatwerktraject/index.html"} <= general


# --- The page of all changes ----------------------------------------------------------------------


def listed(site: Site) -> list[list[str]]:
    """The ids on the page of all changes, by its lists."""
    lists = site.pages[_PAGE].article.select("ul.feiten")
    return [[str(item["id"]) for item in part.select("li.feit")] for part in lists]


def test_all_changes_are_listed(site: Site, feiten: Mapping[str, Feit]) -> None:
    """Each feit stands there once, those that change what to do in the first list."""
    first, second = listed(site)
    assert sorted(first + second) == sorted(feiten)
    assert {feiten[item].gewicht for item in first} == {_CHANGES}
    assert {feiten[item].gewicht for item in second} == {"goed om te weten"}


def test_changes_are_listed_newest_first(site: Site, feiten: Mapping[str, Feit]) -> None:
    """Within a list the newest stands first, and what has no date last."""
    for part in listed(site):
        days = [feiten[item].sinds or feiten[item].stand or "" for item in part]
        assert days == sorted(days, reverse=True)


def test_the_list_says_then_now_and_all_sources(site: Site, feiten: Mapping[str, Feit]) -> None:
    """Each entry has its title, what the handbook says, what is true now, every source with its day, and when checked."""
    for item in site.pages[_PAGE].article.select("li.feit"):
        feit, words = feiten[str(item["id"])], _words(item)
        assert _words(item).startswith(feit.titel), feit.id
        assert plain(feit.toen) in words, feit.id
        assert plain(feit.nu).replace("\n", " ") in words, feit.id
        assert f"Nagegaan in {write_day(feit.gecontroleerd)}" in words, feit.id
        for page in feit.bronnen:
            assert page.titel in words, feit.id
            assert f"gezien in {write_day(page.gezien)}" in words, feit.id
            assert bool(item.find("a", href=page.url)) != page.vervallen, page.url


def test_the_list_can_be_filtered(browser: Browser, server: str, feiten: Mapping[str, Feit]) -> None:
    """A reader chooses a fase and sees only what matters there; the count says how many of all."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server + _PAGE)
        expect(page.get_by_role("status")).to_have_text(f"{len(feiten)} van {len(feiten)} veranderingen")
        page.get_by_label("Deel", exact=True).select_option("Fase 3")
        shown = page.locator("li.feit:visible")
        expect(page.get_by_role("status")).to_have_text(f"{shown.count()} van {len(feiten)} veranderingen")
        assert 0 < shown.count() < len(feiten)
        expect(page.locator("#nu-nazorg-wettelijk")).to_be_visible()
        expect(page.locator("#nu-kc-vtl")).to_be_hidden()


def test_what_is_stale_is_marked(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """A feit that nobody checked for a year before this edition says so, in its note and in the list."""
    old = feiten["nu-portfolio"].model_copy(update={"gecontroleerd": "2020-01"})
    actualiteit = edition.handboek.actualiteit.model_copy(update={"feiten": (old, feiten["nu-wajong"])})
    aged = replace(edition, handboek=edition.handboek.model_copy(update={"actualiteit": actualiteit}))
    view = PageView(aged, "actualiteit.md")
    assert "niet nagegaan" in view.note(old)
    assert "niet nagegaan" not in view.note(feiten["nu-wajong"])
    assert view.call("actualiteit").count("langer dan een jaar geleden") == 1


def test_a_day_of_counting_is_no_day_of_beginning(feiten: Mapping[str, Feit]) -> None:
    """What is a number of a certain day, or was last seen then, does not say that it is so since that day."""
    counted = {
        "nu-erkende-leerbedrijven", "nu-praktijkverklaring-geen-mbo", "nu-kwalificaties-aantal",
        "nu-adviseurs-praktijkleren-aantal", "nu-harrie", "nu-dossier-ontstaan", "nu-aantal-pro-scholen",
        "nu-banenafspraak-stand", "nu-driehonderd-scholen", "nu-praktijkverklaring-aantallen",
        "nu-prestatie-indicator-advies",
    }  # fmt: skip
    unknown = {"nu-chq", "nu-kan", "nu-werknemer-in-opleiding", "nu-alterius"}
    assert not [item for item in counted | unknown if feiten[item].sinds]
    assert not [item for item in counted if not feiten[item].stand]


def test_the_subject_leads_to_its_feit(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """The search finds a feit by its subject in the words of the source, and names it by what is true now."""
    records = {record.address.partition("#")[2]: record for record in list_records(edition)}
    for feit in feiten.values():
        assert records[feit.id].title == feit.titel
        assert feit.onderwerp in records[feit.id].words, feit.id


# --- Links ----------------------------------------------------------------------------------------


def _html_links(data: bytes) -> Iterator[str]:
    tags = BeautifulSoup(data, "html.parser").select("[href], [src], [action]")
    yield from (str(tag.get(name)) for tag in tags for name in ("href", "src", "action") if tag.get(name))


def _pdf_links(data: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(data)).pages:
        for annotation in page.get("/Annots") or ():
            action = annotation.get_object().get("/A")
            if action and "/URI" in action.get_object():
                yield str(action.get_object()["/URI"])


def _zip_links(data: bytes) -> Iterator[str]:
    """The links in what is a ZIP of XML or HTML: Word, Excel, EPUB, the offline site."""
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".html", ".xhtml")):
                yield from _html_links(archive.read(name))
            elif name.endswith((".rels", ".xml")):
                tree = etree.fromstring(archive.read(name))
                yield from (str(value) for tag in tree.iter() for key, value in tag.attrib.items() if key == "Target")
                yield from (text for text in tree.itertext() if "HYPERLINK" in text)


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".html": _html_links, ".pdf": _pdf_links, ".docx": _zip_links, ".epub": _zip_links, ".xlsx": _zip_links, ".zip": _zip_links
}  # fmt: skip


@cache
def files_of(site: Site, suffix: str) -> dict[str, list[str]]:
    """The addresses outside the site that each file of one kind links to."""
    paths = sorted(site.folder.rglob(f"*{suffix}"))
    found = {path.relative_to(site.folder).as_posix(): _READERS[suffix](path.read_bytes()) for path in paths}
    return {name: [link for link in links if "//" in link] for name, links in found.items()}


@pytest.mark.parametrize("suffix", _READERS)
def test_no_address_that_went_is_a_link(site: Site, gone: Mapping[str, str], suffix: str) -> None:
    """No file of any format links to an address that is vervallen or verhuisd."""
    files = files_of(site, suffix)
    assert files
    links = [(name, link) for name, found in files.items() for link in found]
    hosts = re.compile(r"//(?:www\.)?(?:" + "|".join(map(re.escape, gone)) + r")(?![\w.-])", re.IGNORECASE)
    assert not [(name, link) for name, link in links if hosts.search(link)]


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".epub", ".zip"])
def test_links_are_found_in_each_format(site: Site, suffix: str) -> None:
    """The test above does see links: each format has some to SBB."""
    assert any("s-bb.nl" in link for links in files_of(site, suffix).values() for link in links)


def test_what_went_stays_readable(site: Site, edition: Edition) -> None:
    """An address that has gone or moved is still named in the list of bronnen, with what became of it."""
    for bron in (part for _, part in edition.handboek.bronnen.parts() if isinstance(part, Bron)):
        item = site.pages["bronnen.html"].article.find(id=bron.id)
        assert isinstance(item, Tag)
        says = {"vervallen": "(vervallen)", "verhuisd": "(nu: ", "onbekend": "(niet nagegaan)"}.get(
            bron.toestand or "", ""
        )
        assert bron.titel in _words(item)
        assert says in _words(item), bron.id
        if bron.nu_url:
            assert item.find("a", href=bron.nu_url), bron.id


def test_links_that_leave_the_site_are_safe_and_say_so(site: Site) -> None:
    """Each link to another site has its `rel`, and words for who cannot see the mark."""
    for page in site.pages.values():
        for link in page.article.find_all("a", href=_LINKED):
            assert {"noopener", "external"} <= set(link.get_attribute_list("rel")), (page.path, link)
            assert "andere site" in _words(link) + str(link.get("aria-label", "")), (page.path, link)


# --- Other ways out -------------------------------------------------------------------------------


def zip_words(path: Path, part: str) -> str:
    """The words in those parts of a Word file, a workbook or an EPUB."""
    with ZipFile(path) as archive:
        texts = (
            etree.fromstring(archive.read(name)).itertext() for name in archive.namelist() if re.search(part, name)
        )
        return " ".join("".join(" ".join(text) for text in texts).split())


def squeeze(text: str) -> str:
    """Text without all that a format may put between its letters."""
    return re.sub(r"\W+", "", text)


BOOKS: dict[str, Callable[[Path], str]] = {
    "handboek.pdf": lambda path: "".join(pdf_pages(path)),
    "handboek.docx": lambda path: zip_words(path, r"word/document\.xml$"),
    "handboek.epub": lambda path: zip_words(path, r"\.xhtml$"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_notes_are_in_the_book(site: Site, edition: Edition, feiten: Mapping[str, Feit], name: str) -> None:
    """On paper, in Word and in the EPUB stands each feit with what to do, what is true now and its source."""
    words = squeeze(BOOKS[name](site.folder / "downloads" / name))
    for feit in feiten.values():
        for text in (*feit.nu.splitlines(), feit.doe or "", feit.bronnen[0].titel):
            # A reader of PDFs gives the words of a link apart, so what stands between the marked begrippen is sought.
            for part, term in edition.terms.split(plain(text)):
                assert term or squeeze(part) in words, (feit.id, part)


def test_open_data_say_the_state_of_each_address(edition: Edition) -> None:
    """In the tables an address that went stands with its state and its successor."""

    def read(noun: str) -> list[dict[str, str]]:
        text = make_csv(read_rows(edition, noun)).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    bronnen = {row["id"]: row for row in read("bronnen")}
    assert bronnen["kenniscentrumcrossover"]["toestand"] == "vervallen"
    assert bronnen["kansopwerk"]["toestand"] == "verhuisd"
    assert bronnen["kansopwerk"]["website nu"].startswith("https://www.s-bb.nl/")
    assert all(
        row["toestand"] and row["gecontroleerd"] for row in (*bronnen.values(), *read("kenniscentra")) if row["website"]
    )


def test_json_has_all_changes(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """The open data hold each feit with its sources."""
    content: dict[str, Any] = json.loads(make_json(read_open_handboek(edition, read_imprint(edition.handboek, ""))))
    found = {item["id"]: item for item in content["handboek"]["actualiteit"]["feiten"]}
    assert found.keys() == feiten.keys()
    assert all(item["bronnen"] for item in found.values())


# --- The data -------------------------------------------------------------------------------------


def test_every_kenniscentrum_says_what_became_of_it(edition: Edition) -> None:
    """Of each of the seventeen it is said where its work is now."""
    assert edition.handboek.kenniscentra
    for item in edition.handboek.kenniscentra.kenniscentra:
        assert isinstance(item, Kenniscentrum)
        assert any("SBB" in feit.nu for feit in edition.feiten[item.id]), item.id


def test_sources_on_an_address_that_went_are_marked(feiten: Mapping[str, Feit], gone: Mapping[str, str]) -> None:
    """A source on a site that is vervallen is no link either."""
    pages: list[Vindplaats] = [page for feit in feiten.values() for page in feit.bronnen]
    assert all(page.vervallen for page in pages if gone.get(_host(page.url)) == "vervallen")


_WORDS = {
    "adviseur praktijkleren": "opleidingsadviseur",
    "SBB": "kenniscentra",
    "schooldiploma": "VSO-getuigschrift",
    "beschut werk": "sociale werkvoorziening",
    "Werkcentrum": "Werkplein",
    "Doorstroompunt": "sluitende aanpak",
    "KiesMBO": "beroepeninbeeld.nl",
    "banenafspraak": "100.000 banen",
    "loonkostenvoordeel": "premiekorting",
    "leerbaan": "werkend leren",
}


@pytest.mark.parametrize(("new", "old"), _WORDS.items())
def test_today_s_word_leads_to_the_word_of_the_source(edition: Edition, new: str, old: str) -> None:
    """The explanation of a new word names the old one, is marked as ours, and leads to where it matters."""
    begrip = next(item for item in edition.handboek.begrippen.begrippen if item.term == new)
    assert isinstance(begrip, Begrip)
    assert old in plain(begrip.definitie)
    assert begrip.samengesteld
    assert begrip.zie
