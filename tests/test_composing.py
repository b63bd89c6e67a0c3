"""What readers put together themselves: a programme with its times and slides, and a folder that prints as one book."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pptx
import pytest
from bs4 import BeautifulSoup
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from macros.content.markdown import plain
from macros.edition import Edition
from macros.edition.catalog import OFFLINE
from macros.edition.deck import WORDS, make_deck
from macros.edition.imprint import read_imprint
from macros.edition.training import Training
from macros.formats.document import programma_document, render_document
from macros.formats.parts import make_parts
from macros.formats.slides import make_pptx
from tests.conftest import Site
from tests.test_accessibility import find, visit
from tests.test_training import with_words

PROGRAMME, FOLDER = "trainers/samenstellen.html", "map.html"
_NO_PRINTER = "window.print = () => { window.printed = (window.printed ?? 0) + 1; }"
_ACTIONS = 12


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty browser, and no printer."""
    context = browser.new_context(accept_downloads=True, locale="nl-NL", viewport={"width": 1280, "height": 900})
    context.add_init_script(_NO_PRINTER)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Page:
    """The page on which one makes a programme."""
    return open_page(context, server + PROGRAMME)


def open_page(context: BrowserContext, address: str) -> Page:
    """A new tab."""
    page = context.new_page()
    page.goto(address)
    return page


def begin(page: Page, titel: str) -> None:
    """Begin with a ready programme."""
    page.get_by_label("Begin met").select_option(label=titel)
    page.get_by_role("button", name="Neem over").click()


def tick(page: Page, name: str) -> None:
    """Tick what is offered by this name."""
    box = page.get_by_role("checkbox", name=name, exact=True)
    if not box.is_visible():
        page.locator("details.lijst-aanbod", has=page.locator(f'[data-naam="{name}"]')).locator("summary").click()
    box.check()


def names(page: Page) -> list[str]:
    """What is on the list, in order."""
    return list(page.locator(".lijst-naam").all_inner_texts())


def print_it(page: Page, what: str = "") -> BeautifulSoup:
    """What comes out on paper."""
    if what:
        page.get_by_label("Op papier", exact=True).select_option(what)
    before = page.evaluate("window.printed ?? 0")
    page.get_by_role("button", name="Afdrukken", exact=True).click()
    page.wait_for_function("before => (window.printed ?? 0) > before", arg=before)
    return BeautifulSoup(page.locator("[data-boek]").inner_html(), "html.parser")


def save_slides(page: Page, path: Path) -> Path:
    """The slides as a file."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar dia’s").click()
    download.value.save_as(path)
    return path


def texts(content: str | io.BytesIO) -> list[list[str]]:
    """What each slide of a file says, and what stands below it."""
    return [
        [
            *(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame),
            slide.notes_slide.notes_text_frame.text,
        ]
        for slide in pptx.Presentation(content).slides
    ]


def unfold(page: Page) -> None:
    """See how to keep, share and remove."""
    page.get_by_text("Bewaren, delen of verwijderen").click()


def link_of(page: Page) -> str:
    """The link that is shared, where a browser gives no clipboard."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    unfold(page)
    page.get_by_role("button", name="Kopieer de link").click()
    return page.locator(".lijst-melding").inner_text().removeprefix("Kopieer deze link: ")


# --- A programme ----------------------------------------------------------------------------------


def test_from_home_to_an_own_dagdeel_by_keyboard(context: BrowserContext, server: str, tmp_path: Path) -> None:
    """Printed and as slides in at most twelve actions, each of them a key on what has the focus."""
    page = open_page(context, server)
    actions: list[Callable[[], Any]] = [
        lambda: page.get_by_role("link", name="Maak zelf een programma").press("Enter"),
        lambda: page.get_by_label("Begin met").select_option(label="Een dagdeel over fase 2"),
        lambda: page.get_by_role("button", name="Neem over").press("Enter"),
        lambda: page.get_by_role("checkbox", name="De taal van de kwalificaties").press("Space"),
        lambda: page.get_by_role("checkbox", name="Wie doet wat?").press("Space"),
        lambda: page.get_by_role("button", name="Omhoog: Wie doet wat?").press("Enter"),
        lambda: page.get_by_role("button", name="Afdrukken", exact=True).press("Enter"),
    ]
    for action in actions:
        action()
    expect(page.get_by_role("button", name="Omhoog: Wie doet wat?")).to_be_attached()
    page.wait_for_function("() => window.printed")
    expect(page.locator("[data-boek] h2").first).to_contain_text("09:00")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar dia’s").press("Enter")
    download.value.save_as(tmp_path / "eigen.pptx")
    assert len(actions) + 1 <= _ACTIONS
    assert "Wie doet wat?" in [slide[0] for slide in texts(str(tmp_path / "eigen.pptx"))]


def test_the_clock_follows_at_once(page: Page) -> None:
    """Longer, shorter, in another order, with a break, a second day: the ends are said in words."""
    begin(page, "Een dagdeel over fase 1")
    end = page.locator(".lijst-maat")
    expect(end.first).to_have_text("Eindigt om 11:45. 15 minuten over.")
    page.get_by_label("Minuten: Waarom Boris?").fill("60")
    page.keyboard.press("Tab")
    expect(end.first).to_have_text("Eindigt om 12:25. 25 minuten te lang.")
    page.get_by_role("button", name="Omlaag: Waarom Boris?").press("Enter")
    expect(page.get_by_role("button", name="Omlaag: Waarom Boris?")).to_be_focused()
    expect(page.locator(".lijst-blok time")).to_have_text(["09:00", "09:22", "10:22", "11:12", "11:47", "12:07"])
    page.get_by_label("Van", exact=True).fill("13:00")
    page.keyboard.press("Tab")
    expect(end.first).to_contain_text("Eindigt om 16:25")
    page.get_by_label("tot", exact=True).fill("16:25")
    page.keyboard.press("Tab")
    expect(end.first).to_have_text("Eindigt om 16:25. Precies op tijd.")
    page.get_by_role("button", name="Dag erbij").click()
    page.get_by_role("button", name="Pauze erbij").click()
    expect(end.last).to_have_text("Eindigt om 09:15. 165 minuten over.")
    page.get_by_role("button", name="Verwijder: Pauze").last.click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(end.last).to_contain_text("Eindigt om 09:15.")


@pytest.mark.parametrize("macro", ["draaiboek", "werkboek"])
def test_a_ready_programme_comes_out_as_its_file(page: Page, edition: Edition, macro: str) -> None:
    """What the browser puts together of a programme that nobody changed says the same, clock and all, as its own file."""
    programma = Training(edition).all.programmas[0]
    begin(page, programma.titel)
    own = print_it(page, macro)
    imprint = read_imprint(edition.handboek)
    rendered = render_document(edition, programma_document(edition, programma, macro), imprint)
    whole = BeautifulSoup(rendered.html, "html.parser")

    def rows(soup: BeautifulSoup, table: str) -> list[list[str]]:
        return [[cell.get_text(" ", strip=True) for cell in row("td")] for row in soup.select(f"{table} tbody tr")]

    def needed(soup: BeautifulSoup) -> list[str]:
        head = soup.find(string="Wat u nodig hebt")
        items = head.find_all_next("ul", limit=1)[0].select("li") if head else []
        return [item.get_text(strip=True) for item in items]

    assert needed(own) == needed(whole)
    assert bool(needed(own)) == (macro == "draaiboek")
    assert rows(own, "table.beurten") == rows(whole, "table.beurten")
    assert rows(own, "table.antwoorden") == rows(whole, "table.antwoorden")
    heads = [" ".join(head.get_text().split()) for head in whole("h2") if head.get_text()[:1].isdigit()]
    assert [" ".join(head.get_text().split()) for head in own("h2") if head.get_text()[:1].isdigit()] == heads
    assert bool(heads) == (macro == "draaiboek")
    assert bool(rows(own, "table.beurten")) == (macro == "draaiboek")
    assert len(own.select(".werk-vraag")) == len(whole.select(".werk-vraag"))


def test_a_break_has_no_sheet_of_its_own(page: Page) -> None:
    """Each blok of an own draaiboek begins a sheet, a break stands where it comes."""
    begin(page, "Kennismaken met Boris")
    print_it(page, "draaiboek")
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    (having,) = [sheet for sheet in sheets[1:] if "14:27 Pauze" in sheet]
    assert len(having.split("14:27 Pauze")[0].strip()) > 100


def test_minutes_of_a_blok_are_shared_by_its_beurten(page: Page, edition: Edition) -> None:
    """A blok that takes longer ends when it says: its beurten grow with it."""
    begin(page, "Kennismaken met Boris")
    page.get_by_label("Minuten: Waarom Boris?").fill("35")
    page.keyboard.press("Tab")
    table = print_it(page, "draaiboek").select("table.beurten")[0]
    minutes = [int(row("td")[1].get_text()) for row in table.select("tbody tr")]
    assert sum(minutes) == 35
    assert len(minutes) == len(Training(edition).beurten(Training(edition).blok("blok-waarom")))


def test_no_answer_leaks_into_an_own_werkboek(page: Page, edition: Edition) -> None:
    """Participants do not read what the trainer says."""
    training = Training(edition)
    begin(page, "Een dagdeel over fase 1")
    text = " ".join(print_it(page, "werkboek").get_text(" ").split())
    for blok in training.blokken(training.all.programmas[1]):
        for beurt in training.beurten(blok):
            assert plain(beurt.doe) in text
            assert not beurt.zeg or plain(beurt.zeg) not in text


def test_own_slides_are_those_of_the_ready_programme(page: Page, edition: Edition, tmp_path: Path) -> None:
    """Put together in the browser, they say what the file of that programme says, and Office finds nothing to repair."""
    programma = Training(edition).all.programmas[0]
    begin(page, programma.titel)
    path = save_slides(page, tmp_path / "eigen.pptx")
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    ready = make_pptx(make_deck(edition, read_imprint(edition.handboek), programma), read_imprint(edition.handboek))
    own, whole = texts(str(path)), texts(io.BytesIO(ready))
    assert own[1:] == whole[1:]
    assert own[0][:2] == whole[0][:2]
    titles = [slide[0] for slide in own]
    assert len(set(titles)) == len(titles)
    assert all(len(" ".join(slide[:-1]).split()) <= WORDS + 1 for slide in own)  # and its number


def test_slides_bear_every_sign(page: Page, tmp_path: Path) -> None:
    """A name with signs of XML, two blokken twice, two days: titles stay unique and the file valid."""
    begin(page, "Kennismaken met Boris")
    page.get_by_label("Naam, zoals die op papier staat").fill('Team <A> & "B" $1')
    page.get_by_role("button", name="Dag erbij").click()
    path = save_slides(page, tmp_path / "eigen.pptx")
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    titles = [slide[0] for slide in texts(str(path))]
    assert titles[0] == 'Team <A> & "B" $1'
    assert {"Dag 1", "Dag 2"} <= set(titles)


def test_without_a_script_the_ready_programmes_are_there(browser: Browser, server: str) -> None:
    """And nothing that would not work."""
    context = browser.new_context(java_script_enabled=False)
    page = open_page(context, server + PROGRAMME)
    expect(page.locator("[data-lijst]")).to_be_hidden()
    expect(page.locator("article a[href$='.pptx']").first).to_be_visible()
    expect(page.locator("noscript p").first).to_be_visible()
    context.close()


# --- Kept and handed over -------------------------------------------------------------------------


def test_the_link_holds_everything(page: Page, browser: Browser, server: str) -> None:
    """Name, order, minutes, breaks, days and times come out as they went in; no part of them is asked of a server."""
    begin(page, "Een dagdeel over fase 2")
    page.get_by_label("Naam, zoals die op papier staat").fill("Ons dagdeel & meer")
    page.get_by_label("Minuten: Casus bij fase 2").fill("41")
    page.keyboard.press("Tab")
    paper = print_it(page, "programma").get_text(" ")
    link = link_of(page)
    other = browser.new_context(locale="nl-NL")
    other.add_init_script(_NO_PRINTER)
    guest = other.new_page()
    asked: list[str] = []
    guest.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    guest.goto(link)
    expect(guest.get_by_label("Naam, zoals die op papier staat")).to_have_value("Ons dagdeel & meer")
    assert print_it(guest, "programma").get_text(" ") == paper
    assert "41 minuten" in paper
    assert not [url for url in asked if "formaat" in url or "dagdeel" in url]
    assert "#" not in guest.url
    guest.goto(link)
    expect(guest.get_by_label("Uw programma’s").locator("option")).to_have_count(1)  # the same list is there once
    other.close()


def test_a_link_takes_the_place_of_nothing(page: Page, server: str) -> None:
    """What one had is still there, and what is no list changes nothing."""
    begin(page, "Kennismaken met Boris")
    for wrong in ("formaat=9&naam=x&blok=blok-waarom", "formaat=1", "formaat=1&blok=x"):
        page.goto(f"{server}{PROGRAMME}#{wrong}")
        page.reload()
        expect(page.locator(".lijst-naam").first).to_have_text("Waarom Boris?")
    page.goto(f"{server}{PROGRAMME}#formaat=1&naam=Andere&dag=09%3A00-&blok=blok-nazorg")
    page.reload()
    expect(page.get_by_label("Uw programma’s").locator("option")).to_have_text(["Andere", "Kennismaken met Boris"])
    assert names(page) == ["Na de plaatsing"]


def test_a_retired_id_leads_to_its_successor(page: Page, server: str) -> None:
    """As links do; what this handbook never had is named and can be taken away, and everything else works."""
    page.route(
        f"**/{PROGRAMME}?oud",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=re.sub(r'data-verhuisd="[^"]*"', 'data-verhuisd=\'{"blok-oud": "blok-nazorg"}\'', answer.text()),
        ),
    )
    page.goto(f"{server}{PROGRAMME}?oud#formaat=1&naam=Oud&dag=09%3A00-&blok=blok-oud%3A12&blok=blok-van-mars")
    expect(page.locator(".lijst-naam")).to_have_text(["Na de plaatsing", "Dit staat niet in dit handboek."])
    expect(page.get_by_label("Minuten: Na de plaatsing")).to_have_value("12")
    assert "Na de plaatsing" in print_it(page, "draaiboek").get_text()


def test_a_file_brings_a_list_elsewhere(page: Page, browser: Browser, server: str, tmp_path: Path) -> None:
    """Saved here and opened there; a file of another handbook or kind is refused, with the reason."""
    begin(page, "Een dagdeel voor het management")
    unfold(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    other = browser.new_context(locale="nl-NL")
    guest = open_page(other, server + PROGRAMME)
    guest.locator('.samenstel input[type="file"]').set_input_files(path)
    expect(guest.locator(".lijst-melding")).to_contain_text("Een dagdeel voor het management is geopend.")
    assert names(guest) == names(page)
    strange = json.loads(path.read_text("utf-8"))
    for change in ({"handboek": "tuin"}, {"soort": "map"}):
        path.write_text(json.dumps({**strange, **change}), encoding="utf-8")
        guest.locator('.samenstel input[type="file"]').set_input_files(path)
        expect(guest.locator(".lijst-melding")).to_contain_text("Er is niets veranderd.")
    other.close()


def test_two_tabs_work_on_one_list(page: Page, context: BrowserContext, server: str) -> None:
    """What one adds, the other has, and neither takes the place of the other's; so after a page that slept."""
    begin(page, "Kennismaken met Boris")
    other = open_page(context, server + PROGRAMME)
    tick(other, "Na de plaatsing")
    tick(page, "Wat regelt het management?")
    assert names(page)[-2:] == ["Na de plaatsing", "Wat regelt het management?"]
    expect(other.locator(".lijst-naam").last).to_have_text("Wat regelt het management?")
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((one) => /^lijst:boris:programma:/.test(one));
          localStorage.setItem(key, "formaat=1&naam=Anders&dag=10%3A00-&blok=blok-afspraken");
          dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
        }"""
    )
    assert names(page) == ["Wat doen wij morgen?"]


def test_a_full_storage_is_said_and_loses_nothing(page: Page) -> None:
    """What does not fit stands on the page, with a word of warning, and is kept once there is room."""
    begin(page, "Kennismaken met Boris")
    page.evaluate(
        """() => {
          window.real = Storage.prototype.setItem;
          Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
        }"""
    )
    tick(page, "Na de plaatsing")
    expect(page.locator(".lijst-storing")).to_contain_text("de opslag van uw browser is vol")
    assert names(page)[-1] == "Na de plaatsing"
    page.evaluate("() => { Storage.prototype.setItem = window.real; }")
    tick(page, "Casus bij fase 1")
    expect(page.locator(".lijst-storing")).to_have_text("")
    page.reload()
    assert names(page)[-2:] == ["Na de plaatsing", "Casus bij fase 1"]


def test_what_cannot_be_read_stays(page: Page, server: str) -> None:
    """A list of a later version is neither shown nor written over."""
    page.evaluate("localStorage.setItem('lijst:boris:programma:l-later', 'formaat=2&naam=Later&iets=anders')")
    page.reload()
    expect(page.locator(".lijst-storing")).to_contain_text("niet te lezen")
    tick(page, "Na de plaatsing")
    kept = page.evaluate("localStorage.getItem('lijst:boris:programma:l-later')")
    assert kept == "formaat=2&naam=Later&iets=anders"


def test_removing_has_a_way_back(page: Page) -> None:
    """Also for the whole list."""
    begin(page, "Kennismaken met Boris")
    unfold(page)
    page.get_by_role("button", name="Verwijder", exact=True).last.click()
    expect(page.locator(".lijst-punt")).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    assert names(page)[0] == "Waarom Boris?"


# --- A folder -------------------------------------------------------------------------------------


def test_every_page_offers_itself(site: Site) -> None:
    """Each page but those on which one makes something of one's own names its part, which the folder can load."""
    folder = site.pages[FOLDER].soup
    offered = {str(box["data-welk"]) for box in folder.select('[data-punt="blad"]')}
    own = {path for path, page in site.pages.items() if page.soup.select("[data-lijst], [data-overzicht]")}
    assert offered == {path.removesuffix(".html") for path in set(site.pages) - own}
    for path in set(site.pages) - own:
        link = site.pages[path].article.select_one("[data-in-map]")
        assert link is not None, path
        assert str(link["href"]).endswith(f"{FOLDER}#erbij={path.removesuffix('.html')}")
    for box in folder.select("[data-punt]"):
        assert (site.folder / str(box["data-laad"]).partition("?")[0]).is_file()


def test_a_folder_is_one_book(context: BrowserContext, server: str) -> None:
    """Pages from their own menus, a term and an exercise, with a cover, contents that lead to them and no id twice."""
    for path in ("plaatsing.html", "rollen/docent.html"):
        page = open_page(context, server + path)
        if page.locator(".uitklap summary").count():
            page.locator(".uitklap summary").click()
        page.get_by_role("link", name="In mijn map").click()
        expect(page.locator(".lijst-melding")).to_contain_text("staat nu in uw map.")
        assert "#" not in page.url
    tick(page, "beschut werk")
    tick(page, "Oefening: Wie doet wat?")
    page.get_by_role("button", name="Omhoog: Docent").click()
    assert names(page)[0] == "Docent"
    book = print_it(page)
    ids = [str(item["id"]) for item in book.select("[id]")]
    assert len(ids) == len(set(ids))
    inside = [str(link["href"])[1:] for link in book.select('a[href^="#"]')]
    assert len(inside) > 15
    assert set(inside) <= set(ids)
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert "Mijn map" in sheets[0]
    assert [name in sheets[1] for name in names(page)] == [True] * 4
    assert "Docent" in sheets[2]
    assert "Wie doet wat?" in sheets[-1]
    for number, name in enumerate(names(page), start=1):
        parts = [at for at, sheet in enumerate(sheets) if f"Deel {number} · {name}" in sheet]
        assert parts == list(range(parts[0], parts[-1] + 1)), "its number and its name stand on each of its sheets"
        assert sheets[parts[0]].count(f"Deel {number}") == 2, "and above it"
    assert "Kies wat u nodig hebt" not in " ".join(sheets)


def test_what_leads_to_another_part_says_its_number(context: BrowserContext, server: str) -> None:
    """On paper too; a term that is in the folder is found, one that is not leads to the handbook."""
    page = open_page(context, server + FOLDER)
    for name in ("Docent", "kenniscentrum", "beschut werk"):
        tick(page, name)
    book = print_it(page)
    (term,) = book.select('#boek-0 a[href="#boek-1-kenniscentrum"]')[:1]
    assert term.get_text() == "kenniscentrum (deel 2)"
    assert not book.select('#boek-0 a[href="#boek-1"], #boek-0 a[href="#boek-2"]')
    assert book.select('#boek-0 a[href^="http"][href*="/begrippen.html#"]')


def test_an_exercise_goes_in_with_or_without_its_answers(context: BrowserContext, server: str) -> None:
    """As one chooses; without them there is room to write."""
    page = open_page(context, server + FOLDER)
    tick(page, "Oefening: Wie doet wat?")
    both = page.get_by_label("Oefeningen", exact=True).last
    assert len(print_it(page).select("details.antwoord")) > 3
    both.select_option(label="zonder, met ruimte om te schrijven")
    book = print_it(page)
    assert not book.select("details.antwoord")
    assert len(book.select(".schrijfregels")) > 3


def test_a_checklist_goes_in_empty_or_filled(context: BrowserContext, server: str) -> None:
    """As one chooses; who shares the folder shares nothing of the dossier."""
    page = open_page(context, server + "checklists/maatwerktraject.html")
    stap = "contact-opnemen-met-kenniscentrum"
    page.locator(f"#vink-{stap}").check()
    page.locator(f"#{stap} .meer summary").first.click()
    page.locator(f"#opmerking-{stap}").fill("Gebeld op dinsdag")
    page.goto(server + FOLDER)
    tick(page, "Checklist maatwerktraject")
    print_it(page)
    empty = PdfReader(io.BytesIO(page.pdf())).pages
    assert "Gebeld op dinsdag" not in " ".join(sheet.extract_text() for sheet in empty)
    page.get_by_label("Checklists", exact=True).last.select_option(label="ingevuld: Dossier 1")
    print_it(page)
    filled = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert "Gebeld op dinsdag" in filled
    assert "Dossier 1" in filled
    assert page.locator("[data-boek] .vinkje-kern > input:checked").count() == 1
    link = link_of(page)
    assert "Dossier" not in link
    assert quote("Gebeld") not in link


@pytest.mark.parametrize("path", [PROGRAMME, FOLDER])
def test_it_works_from_a_stick(context: BrowserContext, site: Site, path: str, tmp_path: Path) -> None:
    """From a folder on this machine, under the same policy, with no word of complaint."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with ZipFile(site.folder / OFFLINE.path) as archive:
        archive.extractall(tmp_path)
    (file,) = (found for found in tmp_path.rglob(Path(path).name) if found.as_posix().endswith(f"/{path}"))
    page.goto(file.as_uri())
    if path == PROGRAMME:
        begin(page, "Kennismaken met Boris")
        save_slides(page, tmp_path / "stick.pptx")
    else:
        tick(page, "Docent")
    assert len(print_it(page).select(".boek-deel h1, .boek-deel h2")) >= 1
    assert said == []


def test_parts_follow_the_text(edition: Edition) -> None:
    """Each blok has a part for paper and one for slides, and these say what its stappen say now."""
    old, new = "Peil de reacties", "Vraag naar de reacties"
    changed = with_words(edition, "reacties-peilen", old, new)
    before, after = (dict(make_parts(e, read_imprint(e.handboek))) for e in (edition, changed))
    assert len(before) == 2 * len(Training(edition).all.blokken) + 2  # that of all slides, and the form of a school
    differ = {name for name in before if before[name] != after[name]}
    assert "assets/delen/dias-blok-gesprek.js" in differ
    assert new in after["assets/delen/dias-blok-gesprek.js"].decode()


# --- For everybody --------------------------------------------------------------------------------


def fill_programme(page: Page) -> None:
    """A programme of two days, the first too long, with what one can keep unfolded."""
    begin(page, "Kennismaken met Boris")
    page.get_by_role("button", name="Dag erbij").click()
    page.get_by_role("button", name="Pauze erbij").click()
    unfold(page)


def fill_folder(page: Page) -> None:
    """A folder with something removed, which can be put back."""
    tick(page, "Docent")
    tick(page, "beschut werk")
    page.get_by_role("button", name="Verwijder: beschut werk").click()


def do_exercises(page: Page) -> None:
    """Each exercise on the screen checked as it is."""
    for button in page.get_by_role("button", name="Nakijken").all():
        button.click()


def show_slides(page: Page) -> None:
    """Slides one at a time."""
    page.get_by_role("button", name="Toon een voor een").click()


@pytest.mark.parametrize("size", [(360, 800), (1280, 800)])
@pytest.mark.parametrize(
    ("path", "work"),
    [
        (PROGRAMME, fill_programme),
        (FOLDER, fill_folder),
        ("trainers/oefeningen.html", do_exercises),
        ("trainers/dias.html", show_slides),
    ],
)
def test_axe_finds_nothing_while_one_works(
    browser: Browser, server: str, path: str, work: Callable[[Page], None], size: tuple[int, int]
) -> None:
    """Not only on a page as it opens, but with what a reader made of it."""
    with visit(browser, size, axe=True) as page:
        page.add_init_script(_NO_PRINTER)
        page.goto(server + path)
        work(page)
        assert find(page) == []
