"""What has changed since the source: each note with its source, in every format, and no dead address as a link."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
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
from macros.content.model import Begrip, Bron, Feit, Kenniscentrum, Uitgave, Versie, Vindplaats
from macros.edition import Edition
from macros.edition.imprint import read_imprint
from macros.edition.news import News
from macros.formats.feeds import make_atom, make_json_feed, read_feed
from macros.formats.open_data import make_csv, make_json, read_open_handboek, read_rows
from macros.render.view import PageView
from macros.search.records import list_records
from tests.conftest import Site, pdf_pages

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


def page_of(edition: Edition, item_id: str) -> str:
    """The page of the site where something stands."""
    return edition.places[item_id].address.partition("#")[0]


# --- On the pages ---------------------------------------------------------------------------------


def lines(tag: Tag) -> list[str]:
    """The lines of what one does otherwise now within a tag, in order, without what stands behind their words."""
    found = []
    for line in tag.select("p.nu"):
        for figure in (copy := BeautifulSoup(str(line), "html.parser")).select(".op-papier, a[aria-label]"):
            figure.decompose()
        found.append(_words(copy))
    return found


def changed(edition: Edition, noun: str) -> dict[str, list[str]]:
    """For each thing of one noun that is done otherwise now, what is said at it."""
    things = (thing for thing in edition.by_id.values() if thing.noun() == noun)
    found = {thing.id: [f"Nu: {plain(feit.doe)}" for feit in edition.changes(thing)] for thing in things}
    return {item: words for item, words in found.items() if words}


def test_a_change_stands_between_the_title_and_the_text(site: Site, edition: Edition) -> None:
    """Who reads a thing whose action changed reads first its name, then one line with what to do now, then the text."""
    nouns = {noun: changed(edition, noun) for noun in ("stap", "rubriek", "sectie", "begrip", "instantie", "verloop")}
    assert all(nouns[noun] for noun in ("stap", "rubriek", "begrip", "instantie"))
    for item, words in ((item, words) for things in nouns.values() for item, words in things.items()):
        title = site.pages[page_of(edition, item)].article.find(id=item)
        assert isinstance(title, Tag), item
        within = title.name == "li"
        after = [
            tag
            for tag in (title.find_all(recursive=False)[1:] if within else title.find_next_siblings())
            if isinstance(tag, Tag)
            and not {"toevoeging", "afvinken", "opmerking"} & set(tag.get_attribute_list("class"))
        ]
        assert [lines(BeautifulSoup(str(tag), "html.parser"))[0] for tag in after[: len(words)]] == words, item
        reasons = after[0].find("a", string="Waarom") or "nu-uitleg" in after[len(words)].get_attribute_list("class")
        assert reasons, item


def test_the_reasons_are_folded_behind_the_line(site: Site, edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """Behind a line stand, closed, what is true now, since when, a source with the day it was seen, and the way to all of them."""
    for item in changed(edition, "stap"):
        stap = site.pages[page_of(edition, item)].article.find(id=item)
        assert isinstance(stap, Tag)
        folded = stap.select_one("details.nu-uitleg")
        assert folded, item
        assert not folded.has_attr("open"), item
        for feit in edition.changes(edition.by_id[item]):
            says_all(_words(folded), feit, feit.bronnen[:1])
            link = folded.find("a", href=re.compile(f"#{feit.id}$"))
            assert link, (item, feit.id)


def says_all(words: str, feit: Feit, sources: Sequence[Vindplaats]) -> None:
    """Whether these words say what is true now, since or as of when, and who says so."""
    assert feit.titel in words, feit.id
    assert plain(feit.nu).replace("\n", " ") in words, feit.id
    assert not feit.sinds or f"sinds {write_day(feit.sinds)}" in words, feit.id
    assert not feit.stand or f"stand van {write_day(feit.stand)}" in words, feit.id
    for source in sources:
        assert source.titel in words, feit.id
        assert f"gezien in {write_day(source.gezien)}" in words, feit.id


def test_every_feit_stands_where_it_matters(site: Site, edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """Each feit is told at each thing that it touches: behind its line, as good to know, or in the row of a kenniscentrum."""
    shown = {
        (page.path, str(link["href"]).partition("#")[2])
        for page in site.pages.values()
        for link in page.article.select(":is(.nu, .nu-uitleg, .nu-meer) a[href*='#nu-']")
    }
    special = [(item, feit.id) for feit in feiten.values() if not feit.algemeen for item in feit.raakt]
    assert {(page_of(edition, item), feit_id) for item, feit_id in special} <= shown


def test_paper_has_the_reasons_in_numbered_notes(site: Site, feiten: Mapping[str, Feit]) -> None:
    """On paper a line has a figure, and at the end of the page stand the notes, counted on; each address once."""
    pages = [page for page in site.pages.values() if page.article.select("ol.noten")]
    assert len(pages) > 10
    for page in pages:
        notes = page.article.select("ol.noten > li")
        figures = [int(figure.get_text()) for figure in page.article.select(".nootcijfer")]
        assert list(dict.fromkeys(figures)) == list(range(1, len(notes) + 1)), page.path
        for note in notes:
            feit = feiten[str(note["id"]).removeprefix("noot-")]
            says_all(_words(note), feit, feit.bronnen)
        printed = [address.get_text() for address in page.article.select(".nootbron > span")]
        assert printed
        assert len(printed) == len(set(printed)), page.path


def test_the_general_note_stands_once_for_a_fase(site: Site, edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """What holds for a whole fase stands on its own page and on those of the rollen, and on no page of an onderdeel."""
    (general,) = (feit for feit in feiten.values() if feit.algemeen)
    line = f"Nu: {plain(general.doe)}"
    pages = {path for path, page in site.pages.items() if line in lines(page.article)}
    fasen = {page_of(edition, fase.id) for fase in edition.handboek.fasen}
    rollen = {page_of(edition, f"rol:{rol.id}") for rol in edition.handboek.rollen.rollen
              if any(things for _, things in edition.involving(rol))}  # fmt: skip
    assert {*fasen, "kenniscentra.html", "stappen.html"} <= pages
    assert rollen <= pages
    onderdelen = {page_of(edition, part.id) for fase in edition.handboek.fasen for part in fase.onderdelen()}
    assert not (onderdelen - fasen) & pages
    assert all(lines(site.pages[path].article).count(line) == 1 for path in pages)


def test_every_list_of_stappen_says_what_to_do_now(site: Site, edition: Edition) -> None:
    """Who goes by a list, a rol or a checklist is sent where to go now, right behind the name of the stap."""
    stappen = changed(edition, "stap")
    lists = {"stappen.html", *(page_of(edition, f"rol:{rol.id}") for rol in edition.handboek.rollen.rollen)}
    seen = set()
    for path in lists:
        for item in site.pages[path].article.select("ul.kaarten > li"):
            link = item.find("a")
            assert isinstance(link, Tag)
            stap = str(link["href"]).partition("#")[2]
            assert lines(item) == stappen.get(
                stap, lines(item) if stap not in edition.onderdelen else []
            ) or stap.startswith("tip-")
            seen |= {stap} if lines(item) else set()
    assert set(stappen) <= seen
    for box in (box for page in site.pages.values() for box in page.article.select("li.vinkje")):
        kern = box.select_one(".vinkje-kern")
        assert isinstance(kern, Tag)
        assert lines(kern) == stappen.get(str(box["id"]), []), box["id"]


def test_a_result_of_the_search_says_what_to_do_now(edition: Edition) -> None:
    """Each stap that is found comes with what one does otherwise now, and does not lead by those words."""
    records = {record.address.partition("#")[2]: record for record in list_records(edition)}
    stappen = changed(edition, "stap")
    assert stappen
    for item, words in stappen.items():
        assert [f"Nu: {now}" for now in records[item].now] == words
        assert not any(now in records[item].text for now in records[item].now)


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
        assert f"Gecontroleerd in {write_day(feit.gecontroleerd)}" in words, feit.id
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


# --- What is new ----------------------------------------------------------------------------------


def edition_of(edition: Edition, day: str, previous: str, *feiten: Feit) -> Edition:
    """The handbook in a version of `day`, after one of `previous`, with only these feiten."""
    uitgave = Uitgave(versie="3", datum=date.fromisoformat(day), vorige=Versie(versie="2", datum=date.fromisoformat(previous)),
                      auteur="x", licentie="y")  # fmt: skip
    methodiek = edition.handboek.methodiek.model_copy(update={"uitgave": uitgave})
    actualiteit = edition.handboek.actualiteit.model_copy(update={"feiten": feiten})
    return replace(
        edition, handboek=edition.handboek.model_copy(update={"methodiek": methodiek, "actualiteit": actualiteit})
    )


def test_what_is_new_is_what_came_in_after_the_previous_version(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """A feit of the day of the previous version is not new; a year counts from the day of this one."""
    acting, knowing = feiten["nu-nazorg-wettelijk"], feiten["nu-kc-vtl"]
    days = ("2026-03-02", "2026-03-01", "2025-02-28")
    made = [acting.model_copy(update={"opgenomen": date.fromisoformat(day)}) for day in days]
    untouched = knowing.model_copy(update={"opgenomen": None})
    news = News(edition_of(edition, "2026-03-10", "2026-03-01", *made, untouched))
    assert news.feiten == made[:1]
    assert news.choice == "sinds versie 2 (1 maart 2026)"
    assert [news.choices(feit) for feit in (*made, untouched)] == [
        ["sinds versie 2 (1 maart 2026)", "in het laatste jaar"], ["in het laatste jaar"], [], [],
    ]  # fmt: skip


def test_home_says_in_one_line_what_is_new(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """It says how much changed and how much of that changes what one does, in the right number; nothing new, no line."""
    acting, knowing = feiten["nu-nazorg-wettelijk"], feiten["nu-kc-vtl"]
    new = {"opgenomen": date(2026, 3, 9)}
    one, two = acting.model_copy(update=new), knowing.model_copy(update=new)
    other = feiten["nu-evc"].model_copy(update=new)

    def line(*feiten: Feit) -> str:
        return PageView(edition_of(edition, "2026-03-10", "2026-03-01", *feiten), "index.md").call("nieuws")

    begin = "Nieuw sinds versie 2 (1 maart 2026): "
    assert f"{begin}1 verandering<" in line(two)
    assert f"{begin}1 verandering, 1 daarvan verandert wat u doet<" in line(one)
    assert f"{begin}3 veranderingen, 2 daarvan veranderen wat u doet<" in line(one, two, other)
    assert "Nieuw sinds" not in line(acting.model_copy(update={"opgenomen": None}))


def test_home_leads_to_what_is_new_and_only_that_is_printed(browser: Browser, server: str, edition: Edition) -> None:
    """The line on home opens the list with only what is new in it, also on paper."""
    new = {feit.id for feit in News(edition).feiten}
    assert new
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server)
        page.get_by_role("link", name=re.compile("^Nieuw sinds")).click()
        expect(page.get_by_label("Nieuw", exact=True)).to_have_value(News(edition).choice)
        page.emulate_media(media="print")
        shown = page.locator("li.feit:visible")
        assert {item.get_attribute("id") for item in shown.all()} == new


def test_feeds_hold_every_change_under_an_id_that_lasts(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """JSON Feed and Atom tell the same: newest first, each change with its day and words, an id for ever, its address."""
    imprint = read_imprint(edition.handboek, "https://handboek.example.nl/boris")
    feed = read_feed(edition, imprint)
    content = json.loads(make_json_feed(feed))
    atom = etree.fromstring(make_atom(feed))
    names = {"a": "http://www.w3.org/2005/Atom"}
    items = content["items"]
    assert content["version"] == "https://jsonfeed.org/version/1.1"
    assert content["feed_url"] == "https://handboek.example.nl/boris/downloads/actualiteit.feed.json"
    assert {item["url"].partition("#")[2] for item in items} == feiten.keys()
    assert [item["date_published"] for item in items] == sorted(
        (item["date_published"] for item in items), reverse=True
    )
    assert len({item["id"] for item in items}) == len(items)
    for field, path in (("id", "id"), ("title", "title"), ("date_published", "updated"), ("content_text", "content")):
        assert [item[field] for item in items] == atom.xpath(f"//a:entry/a:{path}/text()", namespaces=names), field
    assert [item["url"] for item in items] == atom.xpath("//a:entry/a:link/@href", namespaces=names)
    assert not [item for item in items for feit in feiten.values() if item["title"] == feit.titel and feit.doe
                and not item["content_text"].startswith(f"Nu: {plain(feit.doe)}")]  # fmt: skip
    renamed = edition.handboek.actualiteit.model_copy(
        update={"feiten": tuple(feit.model_copy(update={"titel": "Anders"}) for feit in feiten.values())}
    )
    later = replace(edition, handboek=edition.handboek.model_copy(update={"actualiteit": renamed}))
    assert {entry.id for entry in read_feed(later, imprint).entries} == {item["id"] for item in items}


def test_feeds_without_an_address_are_feeds_too(edition: Edition) -> None:
    """Where it is not known where the site stands, a feed has no links, and no empty ones."""
    feed = read_feed(edition, read_imprint(edition.handboek, ""))
    assert "url" not in json.dumps(list(json.loads(make_json_feed(feed))["items"][0]))
    assert not etree.fromstring(make_atom(feed)).findall(".//{*}link")


def test_the_page_of_changes_names_its_feed(site: Site) -> None:
    """A reader of feeds that is given the page finds the feed, which is there."""
    page = site.folder / _PAGE
    (link,) = BeautifulSoup(page.read_bytes(), "html.parser").select('link[rel="alternate"]')
    assert (page.parent / str(link["href"])).is_file()


def test_what_is_stale_is_marked(edition: Edition, feiten: Mapping[str, Feit]) -> None:
    """A feit that nobody checked for a year before this edition says so, in its note and in the list."""
    old = feiten["nu-portfolio"].model_copy(update={"gecontroleerd": "2020-01"})
    actualiteit = edition.handboek.actualiteit.model_copy(update={"feiten": (old, feiten["nu-wajong"])})
    aged = replace(edition, handboek=edition.handboek.model_copy(update={"actualiteit": actualiteit}))
    view = PageView(aged, "actualiteit.md")
    assert "niet gecontroleerd" in view.aside(old)
    assert "niet gecontroleerd" not in view.aside(feiten["nu-wajong"])
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
        says = {"vervallen": "(vervallen)", "verhuisd": "(nu: ", "onbekend": "(niet gecontroleerd)"}.get(
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
        text = make_csv(read_rows(edition, noun, read_imprint(edition.handboek))).decode("utf-8-sig")
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


def test_an_address_that_went_is_struck_and_its_successor_names_itself(edition: Edition) -> None:
    """The words of a link are never the address of one site while it leads to another."""
    view = PageView(edition, "bronnen.md")
    moved = view.link("kansopwerk", "www.kansopwerk.nl")
    assert moved.startswith("<s>www.kansopwerk.nl</s>")
    assert re.search(r'\(nu: <a [^>]*href="https://www\.s-bb\.nl/[^>]*>www\.s-bb\.nl<', moved)
    assert view.link("kansopwerk", "de kans op werk").startswith("de kans op werk<span")
    assert "<a" not in view.link("kenniscentrumcrossover", "www.kenniscentrumcrossover.nl")


def test_links_do_what_they_say(site: Site) -> None:
    """A link whose words are an address leads to that address, on every page."""
    seen = 0
    for page in site.pages.values():
        for link in page.article.find_all("a", href=_LINKED):
            words = _words(link).removesuffix(" (andere site)")
            if re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", words):
                host = words.removeprefix("https://").removeprefix("http://").partition("/")[0]
                assert _host(str(link["href"])) == host.casefold().removeprefix("www."), (page.path, words)
                seen += 1
    assert seen > 20


def test_every_kenniscentrum_says_whom_to_call_now(site: Site, edition: Edition) -> None:
    """Each row has the sector, who to call with a number that a phone dials, and what it was called; no dead link."""
    assert edition.handboek.kenniscentra
    successor = edition.handboek.kenniscentra.opvolger
    assert successor
    assert successor.telefoon
    for item in edition.handboek.kenniscentra.kenniscentra:
        row = site.pages["kenniscentra.html"].article.find(id=item.id)
        assert isinstance(row, Tag)
        assert _words(row).startswith(plain(item.sectoren))
        assert (plain(item.sector_nu) or "niet gecontroleerd") in _words(row)
        assert row.find("a", href=f"tel:{re.sub('[^0-9+]', '', successor.telefoon)}"), item.id
        bron = edition.by_id[item.website]
        assert isinstance(bron, Bron)
        assert bool(row.find("s")) == (bron.toestand in ("verhuisd", "vervallen")), item.id


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
