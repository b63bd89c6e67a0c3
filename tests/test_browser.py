"""The handbook in a real browser: every page, wide and narrow, light and dark, with scripts and without."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)
from pypdf import PdfReader

from tests.conftest import Site

_PHONE, _TABLET, _DESKTOP = 360, 800, 1280
_HEIGHT = 800
Scheme = Literal["light", "dark"]
_PATIENCE = 30_000  # milliseconds before we give up: only something that is broken takes that long
_SCHEMA_PAGES = (
    "methodiek.html", "loopbaanorientatie/index.html", "maatwerktraject/index.html",
    "maatwerktraject/kwalificatiestructuur.html", "plaatsing.html",
)  # fmt: skip

# What sticks out: the page itself when it scrolls sideways, then each element that is wider than the screen.
_TOO_WIDE = """() => {
  const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().width > innerWidth + 0.5);
  const page = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
  return page.concat(wide.map(e => e.outerHTML.slice(0, 120)));
}"""
_IS_DARK = """() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number);
  return red + green + blue < 384;
}"""
_ONLY_ON_SCREEN = """() => [...document.querySelectorAll("nav, button, dialog, header, footer, [data-doe]")]
  .filter(element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 120))"""
_TEXT_SIZE = """text => {
  const svg = text.ownerSVGElement;
  return parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
}"""
_TEXT_FITS = """box => {
  const [shape, text] = ["rect, polygon", "text"].map(name => box.querySelector(name).getBBox());
  return text.x >= shape.x && text.y >= shape.y
    && text.x + text.width <= shape.x + shape.width && text.y + text.height <= shape.y + shape.height;
}"""
_IN_SIGHT = """element => {
  const {x, y, width, height} = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""
_TOOLTIP = "term => getComputedStyle(term, '::before').content"


@dataclass
class Visit:
    """A page of the browser and everything that went wrong in it."""

    page: Page
    host: str
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(_PATIENCE)
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.note(f"error: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("requestfailed", self._on_failure)
        self.page.on("response", self._on_response)

    def note(self, problem: str) -> None:
        """Remember something that went wrong on the page that is open."""
        self.problems.append(f"{self.page.url}: {problem}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.note(message.text)

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.note(f"asks another host for {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # that is what the browser calls leaving a page while it loads
            self.note(f"cannot get {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.note(f"gets {response.status} for {response.url}")


@dataclass(frozen=True)
class Reader:
    """Somebody with the real site and a browser."""

    browser: Browser
    address: str

    @contextmanager
    def visits(self, path: str = "", width: int = _DESKTOP, scripts: bool = True) -> Iterator[Visit]:
        """Open a page; afterwards nothing may have gone wrong, and no cookie may be there."""
        context = self.browser.new_context(
            viewport={"width": width, "height": _HEIGHT},
            java_script_enabled=scripts,
            locale="nl-NL",
        )
        visit = Visit(context.new_page(), urlsplit(self.address).netloc)
        if path:
            visit.page.goto(urljoin(self.address, path))
        yield visit
        cookies = context.cookies()
        context.close()
        assert not visit.problems
        assert not cookies


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Reader:
    """A reader of the real site."""
    return Reader(browser, server)


# --- Every page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "schemes"), [(_PHONE, ("light", "dark")), (_DESKTOP, ("dark", "light"))])
def test_every_page_is_quiet_and_fits(reader: Reader, site: Site, width: int, schemes: Sequence[Scheme]) -> None:
    """No page complains, asks another host for anything, or is wider than the screen; nor when evening falls, or ends."""
    with reader.visits(width=width) as visit:
        for path in (*site.pages, "404.html"):
            visit.page.emulate_media(color_scheme=schemes[0])
            visit.page.goto(urljoin(reader.address, path))
            for scheme in schemes:
                visit.page.emulate_media(color_scheme=scheme)
                for what in visit.page.evaluate(_TOO_WIDE):
                    visit.note(f"too wide: {what}")
                assert visit.page.evaluate(_IS_DARK) == (scheme == "dark"), path
        assert len(site.pages) > 30


@pytest.mark.parametrize("path", ["index.html", "checklists/maatwerktraject.html", "kenniscentra.html", "404.html"])
def test_paper_is_black_on_white_without_menus(reader: Reader, path: str) -> None:
    """What is printed in the evening has the colours of paper, and nothing that only a screen can use."""
    with reader.visits(path) as visit:
        visit.page.emulate_media(color_scheme="dark")
        assert visit.page.evaluate(_IS_DARK)
        assert visit.page.evaluate(_ONLY_ON_SCREEN)
        visit.page.emulate_media(color_scheme="dark", media="print")
        assert not visit.page.evaluate(_IS_DARK)
        assert visit.page.evaluate(_ONLY_ON_SCREEN) == []


def test_the_choice_of_light_or_dark_is_kept(reader: Reader) -> None:
    """What a reader chose holds on the next page too, until it is chosen otherwise."""
    with reader.visits("index.html") as visit:
        for path, words, dark in (("over.html", "Donkere weergave", True), ("privacy.html", "Lichte weergave", False)):
            visit.page.get_by_role("button", name=words).click()
            visit.page.goto(urljoin(reader.address, path))
            assert visit.page.evaluate(_IS_DARK) == dark


_FORM = "checklists/stageovereenkomst.html"


@pytest.mark.parametrize("way", ["again", "back"])
def test_a_form_is_kept_nowhere(reader: Reader, way: str) -> None:
    """What somebody writes in the model form is not in the browser afterwards, also not for who goes back."""
    with reader.visits(_FORM) as visit:
        field = visit.page.get_by_label("Leerbedrijf", exact=True)
        field.fill("geheim")
        visit.page.goto(urljoin(reader.address, "index.html"))
        if way == "again":
            visit.page.goto(urljoin(reader.address, _FORM))
        else:
            visit.page.go_back()
        expect(field).to_have_value("")
        assert "geheim" not in visit.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
        assert visit.page.locator('.formulier :is(input, textarea):not([autocomplete="off"])').count() == 0


def test_a_form_warns_before_what_was_written_goes(reader: Reader) -> None:
    """Who leaves is asked first, unless nothing was written or it stands in a file."""
    with reader.visits(_FORM) as visit:
        page = visit.page
        asks = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
        assert page.evaluate(asks)
        page.get_by_label("Leerbedrijf", exact=True).fill("De Boom")
        assert not page.evaluate(asks)
        with page.expect_download() as got:
            page.get_by_role("button", name="Bewaar als bestand").click()
        assert re.fullmatch(r"model-stageovereenkomst-\d{4}-\d\d-\d\d\.json", got.value.suggested_filename)
        assert page.evaluate(asks)


def test_a_form_goes_to_a_file_and_back(reader: Reader, tmp_path: Path) -> None:
    """Each kind of field comes back from a file; opening can be undone, and what is no such file changes nothing."""
    path = tmp_path / "formulier.json"
    with reader.visits(_FORM) as visit:
        page = visit.page
        company, day = page.get_by_label("Leerbedrijf", exact=True), page.locator('input[type="date"]').first
        tasks, ticked = page.get_by_label("Takenpakket", exact=True), page.locator(".vakje input").first
        message, chooser = page.locator(".formulier-melding"), page.locator(".formulier-bestand input")

        company.fill("De Boom")
        day.fill("2027-02-01")
        tasks.fill("vegen\nharken")
        ticked.check()
        with page.expect_download() as got:
            page.get_by_role("button", name="Bewaar als bestand").click()
        got.value.save_as(path)
        page.reload()
        expect(company).to_have_value("")
        company.fill("Ander")
        chooser.set_input_files(path)
        expect(message).to_have_text("formulier.json is geopend.")
        expect(company).to_have_value("De Boom")
        expect(day).to_have_value("2027-02-01")
        expect(tasks).to_have_value("vegen\nharken")
        expect(ticked).to_be_checked()
        page.get_by_role("button", name="Ongedaan maken").click()
        expect(company).to_have_value("Ander")
        expect(ticked).not_to_be_checked()

        known = json.loads(path.read_text(encoding="utf-8"))
        for text in (
            "geen JSON",
            "null",
            "[]",
            json.dumps({**known, "formulier": "x"}),
            json.dumps({**known, "handboek": "x"}),
        ):
            path.write_text(text, encoding="utf-8")
            chooser.set_input_files(path)
            expect(message).to_have_text("Dit bestand hoort niet bij dit formulier. Er is niets veranderd.")
            expect(company).to_have_value("Ander")
            chooser.set_input_files([])
            message.evaluate("message => { message.textContent = ''; }")
        path.write_text(json.dumps({**known, "velden": {"stage-leerbedrijf": 3, "stage-leerling": "<b>", "weg": "x"}}))
        chooser.set_input_files(path)
        expect(message).to_contain_text("1 veld daarvan staat niet op dit formulier")
        expect(company).to_have_value("")
        expect(page.get_by_label("Leerling", exact=True)).to_have_value("<b>")


def test_a_form_names_its_stappen_whole(reader: Reader) -> None:
    """Where a form says what it follows, no sentence is cut."""
    with reader.visits(_FORM) as visit:
        links = visit.page.locator(".formulier .wie a").all_inner_texts()
        assert len(links) > 10
        assert not [text for text in links if "…" in text]


# --- The table of kenniscentra --------------------------------------------------------------------


def rows_of(page: Page) -> Locator:
    """The rows of the table that are in sight."""
    return page.locator("table.tabel tbody tr:visible")


def names_of(page: Page) -> list[str]:
    """The kenniscentra in the order in which they stand."""
    return rows_of(page).locator("th").all_text_contents()


def test_kenniscentra_can_be_filtered(reader: Reader) -> None:
    """A word, with or without its accents, leaves the rows that have it, and how many is said."""
    with reader.visits("kenniscentra.html") as visit:
        field = visit.page.get_by_label("Zoek op beroep of sector")
        total = rows_of(visit.page).count()
        assert total == 17
        for word in ("BOUW", "créatieve", "hout meubel"):
            field.fill(word)
            left = rows_of(visit.page).count()
            assert 0 < left < total, word
            expect(visit.page.get_by_role("status")).to_have_text(f"{left} van {total}")
        field.fill("")
        assert rows_of(visit.page).count() == total


def test_the_table_knows_the_trades_that_no_row_says(reader: Reader) -> None:
    """Who types a trade in the table's own field sees the row of its sector, with the number to call as a link."""
    with reader.visits("kenniscentra.html") as visit:
        field = visit.page.get_by_label("Zoek op beroep of sector")
        for trade, row in (("kapper", "#koc"), ("stukadoor", "#savantis"), ("vrachtwagenchauffeur", "#vtl")):
            field.fill(trade)
            expect(visit.page.locator(row)).to_be_visible()
            assert rows_of(visit.page).count() < 5, trade
            call = visit.page.locator(row).get_by_role("link", name="088-338 00 00")
            expect(call).to_have_attribute("href", "tel:0883380000")


def test_an_empty_table_leads_to_the_search(reader: Reader) -> None:
    """What neither a row nor the search of trades answers is looked up in the whole handbook."""
    with reader.visits("kenniscentra.html") as visit:
        field, link = (
            visit.page.get_by_label("Zoek op beroep of sector"),
            visit.page.get_by_text("Zoek dit in het hele"),
        )
        field.fill("bouw")
        expect(link).to_be_hidden()
        field.fill("xyzzy")
        link.click()
        expect(visit.page.get_by_role("searchbox")).to_have_value("xyzzy")


def test_a_choice_stands_in_the_address_and_can_be_taken_back(reader: Reader) -> None:
    """What is chosen from the list of stappen is there again behind its address; from nothing left there is a way back."""
    with reader.visits("stappen.html?fase=Fase+2") as visit:
        page = visit.page
        every, left = page.locator("[data-filter] > li"), page.locator("[data-filter] > li:visible")
        assert 0 < left.count() < every.count()
        page.get_by_label("Onderdeel").select_option("Maatwerktraject uitvoeren")
        assert "onderdeel=Maatwerk" in page.url
        assert 0 < left.count() < every.count()
        page.get_by_role("button", name="Alles tonen").click()
        expect(left).to_have_count(every.count())
        expect(page.get_by_role("main").get_by_label("Fase")).to_be_focused()
        expect(page.get_by_role("button", name="Alles tonen")).to_be_hidden()
        assert "?" not in page.url


def test_no_choice_leads_to_nothing(reader: Reader) -> None:
    """What would leave nothing can't be chosen; an address that leaves nothing says which choice to undo."""
    with reader.visits("stappen.html?fase=Fase+2&onderdeel=Brede+oriëntatie") as visit:
        page = visit.page
        left = page.locator("[data-filter] > li:visible")
        expect(left).to_have_count(0)
        expect(page.get_by_text("Niets past. Kies “alle” bij Fase of Onderdeel.")).to_be_visible()
        page.get_by_label("Onderdeel").select_option("")
        assert left.count() > 0
        fields = page.locator(".filters select")
        options = page.locator("#filter-onderdeel option")
        assert 1 < options.and_(page.locator(":not(:disabled)")).count() < options.count()
        for field in fields.all():
            for option in field.locator("option:not(:disabled)").all():
                before = field.input_value()
                field.select_option(str(option.get_attribute("value")))
                assert left.count() > 0, option.inner_text()
                field.select_option(before)


def printed(page: Page) -> list[str]:
    """The words on each sheet that the browser prints."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]


def test_a_table_says_on_each_sheet_what_its_columns_are(reader: Reader) -> None:
    """The heads of the table of kenniscentra are printed again where it goes on."""
    with reader.visits("kenniscentra.html") as visit:
        sheets = printed(visit.page)
        assert len(sheets) > 1
        for sheet in sheets[: len(sheets) - 1]:
            assert re.search(r"Sectoren\s+Bel nu\s+Heette", sheet), sheet[:200]


@pytest.mark.parametrize("path", ["index.html", "stappen.html", "checklists/maatwerktraject.html", "bronnen.html"])
def test_each_sheet_says_what_it_is(reader: Reader, path: str) -> None:
    """At the foot of every sheet stand its title, the version and the address; no sheet has nothing else."""
    with reader.visits(path) as visit:
        title = visit.page.title().partition(" · ")[0]
        sheets = [" ".join(sheet.split()) for sheet in printed(visit.page)]
        for sheet in sheets:
            said = re.search(rf"{re.escape(title)} · versie \S+ van [\w ]+ · http://\S+", sheet)
            assert said, sheet[-200:]
            assert path in sheet.replace(" ", "")
            assert len(sheet) > len(said[0]) + 60


def test_what_was_chosen_is_printed_as_a_sentence(reader: Reader) -> None:
    """Paper has what was chosen and not the fields to choose with; each stap says who is involved."""
    with reader.visits("stappen.html?fase=Fase+2&rol=docent") as visit:
        words = " ".join("".join(printed(visit.page)).split())
        assert "Alleen: Fase 2, docent." in words
        assert "Kies wat u wilt zien" not in words
        assert "Onderdeel" not in words
        assert words.count("Betrokken:") > 10
    with reader.visits("stappen.html") as visit:
        assert "Alleen:" not in "".join(printed(visit.page))
    with reader.visits("kenniscentra.html") as visit:
        visit.page.locator(".tabel-filter input").fill("bouw")
        assert "Alleen met: bouw." in " ".join("".join(printed(visit.page)).split())


def test_a_name_that_hides_its_address_is_printed_with_it(reader: Reader) -> None:
    """A site whose name does not say where it is has its address behind it; one that does is not named twice."""
    with reader.visits("bronnen.html") as visit:
        words = "".join("".join(printed(visit.page)).split())
        assert "YouTube(http://www.youtube.com)" in words
        assert "stagemarkt.nl(http" not in words


def test_a_day_is_marked_as_empty_before_anybody_prints(reader: Reader) -> None:
    """Firefox says too late that it prints: an empty day is out of sight on paper from the first, a chosen one in it."""
    with reader.visits("checklists/stageovereenkomst.html") as visit:
        day = visit.page.locator('input[type="date"]').first
        visit.page.emulate_media(media="print")
        expect(day).to_have_css("visibility", "hidden")
        visit.page.emulate_media(media="screen")
        day.fill("2027-02-01")
        visit.page.emulate_media(media="print")
        expect(day).to_have_css("visibility", "visible")


def test_a_form_prints_whole_or_empty(reader: Reader) -> None:
    """Long words in a form are printed to the last; a day that nobody chose leaves an empty line."""
    with reader.visits("checklists/stageovereenkomst.html") as visit:
        day = visit.page.locator('input[type="date"]').first
        assert not re.search(r"[jy]{4}", "".join(printed(visit.page)))
        day.fill("2027-02-01")
        visit.page.get_by_label("Leerbedrijf", exact=True).fill("een lange naam " * 20 + "slotwoord")
        sheets = "".join(printed(visit.page))
        assert "slotwoord" in sheets
        assert "2027" in sheets


@pytest.mark.parametrize("width", [_PHONE, _DESKTOP])
def test_kenniscentra_can_be_sorted_by_keyboard(reader: Reader, width: int) -> None:
    """Enter on the head of a column sorts by it, once more turns it round; the button is in sight."""
    with reader.visits("kenniscentra.html", width) as visit:
        head = visit.page.get_by_role("columnheader", name="Sectoren")
        before = names_of(visit.page)
        head.get_by_role("button").focus()
        assert head.get_by_role("button").evaluate(_IN_SIGHT)
        visit.page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", "ascending")
        assert names_of(visit.page) == sorted(before, key=str.casefold)
        visit.page.keyboard.press("Enter")
        expect(head).to_have_attribute("aria-sort", "descending")
        assert names_of(visit.page) == sorted(before, key=str.casefold, reverse=True)


@pytest.mark.parametrize("width", [_PHONE, _DESKTOP])
def test_kenniscentra_are_complete_without_scripts(reader: Reader, width: int) -> None:
    """Without a script all rows are there, and nothing that would not work."""
    with reader.visits("kenniscentra.html", width, scripts=False) as visit:
        assert rows_of(visit.page).count() == 17
        assert not visit.page.locator(".tabel-filter, .tabel button").count()


# --- Begrippen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [_PHONE, _TABLET, _DESKTOP])
@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_begrip_is_explained(reader: Reader, width: int, way: str) -> None:
    """Each term shows its explanation under the pointer and under the keyboard, all of it within the page."""
    with reader.visits("loopbaanorientatie/brede-orientatie.html", width) as visit:
        visit.page.evaluate("for (const details of document.querySelectorAll('article details')) details.open = true")
        terms = visit.page.locator("a.begrip")
        assert terms.count() > 2
        for term in terms.all():
            assert term.evaluate(_TOOLTIP) == "none"
            if way == "hover":
                term.hover()
            else:
                visit.page.keyboard.press("Tab")  # so that the browser knows that a keyboard is in use
                term.focus()
            assert str(term.get_attribute("data-uitleg")) in term.evaluate(_TOOLTIP).replace('\\"', '"')
            assert visit.page.evaluate(_TOO_WIDE) == []
            visit.page.mouse.move(0, 0)
            term.blur()


@pytest.mark.parametrize("width", [_PHONE, _TABLET, _DESKTOP])
def test_an_explanation_can_be_pointed_at_and_sent_away(reader: Reader, width: int) -> None:
    """Who points at what floats over the page keeps it; Escape takes it away, until one points at the word again."""
    with reader.visits("loopbaanorientatie/brede-orientatie.html", width) as visit:
        for term in visit.page.locator("article > p a.begrip, .stap > p a.begrip").all():
            term.evaluate("term => term.scrollIntoView({ block: 'center' })")
            term.hover()
            left, bottom = term.evaluate("term => [term.getClientRects()[0].left, term.getClientRects()[0].bottom]")
            for below in (4, 10, 16):
                visit.page.mouse.move(left + 4, bottom + below)
                assert term.evaluate(_TOOLTIP) != "none"
            visit.page.keyboard.press("Escape")
            assert term.evaluate(_TOOLTIP) == "none"
            visit.page.mouse.move(0, 0)
            term.hover()
            assert term.evaluate(_TOOLTIP) != "none"
            visit.page.mouse.move(0, 0)


def test_begrippen_are_found_by_letter_and_by_word(reader: Reader) -> None:
    """A letter leads to the first begrip with it; a word leaves those that have it, with all that belongs to them."""
    with reader.visits("begrippen.html") as visit:
        page = visit.page
        heads = page.locator("article h2:visible")
        letters = page.get_by_role("navigation", name="Op letter").get_by_role("link")
        firsts = {head.text_content()[:1].upper() for head in heads.all()}  # type: ignore[index]
        assert {letter.text_content() for letter in letters.all()} == firsts
        for letter in letters.all():
            target = page.locator(str(letter.get_attribute("href")))
            expect(target).to_have_text(re.compile(f"^{letter.text_content()}", re.IGNORECASE))
        total = heads.count()
        page.get_by_label("Zoek in de begrippen").fill("WAJONG")
        assert 0 < heads.count() < total
        expect(page.get_by_role("status")).to_have_text(f"{heads.count()} van {total}")
        assert "evc" not in (page.locator("article").inner_text().casefold().split())
        page.get_by_label("Zoek in de begrippen").fill("")
        assert heads.count() == total


_BROKEN_WORDS = """card => {
  const broken = [];
  const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (const word of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = range.getClientRects();
      const edge = card.getBoundingClientRect().right;
      if (lines.length > 1 || (lines[0] && lines[0].right > edge)) broken.push(word[0]);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("width", [_PHONE, 720, _TABLET, 1100, _DESKTOP])
def test_no_word_of_a_card_is_broken_or_sticks_out(reader: Reader, width: int) -> None:
    """The names of the fasen are the longest words of the first page, and stand in its narrowest boxes."""
    with reader.visits("index.html", width) as visit:
        cards = visit.page.locator(".fasen > li")
        assert cards.count() == 3
        assert [word for card in cards.all() for word in card.evaluate(_BROKEN_WORDS)] == []


def test_home_takes_a_question_to_the_search(reader: Reader) -> None:
    """What is typed on home is answered in the window of the search."""
    with reader.visits("index.html") as visit:
        visit.page.get_by_label("Wat zoekt u?", exact=True).fill("stageovereenkomst")
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_role("searchbox")).to_have_value("stageovereenkomst")
        expect(visit.page.locator("dialog li a").first).to_contain_text("stageovereenkomst")


# --- Stroomschema's -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", _SCHEMA_PAGES)
def test_a_schema_is_readable_on_a_phone(reader: Reader, path: str) -> None:
    """The words in every box are large enough and stay within it."""
    with reader.visits(path, _PHONE) as visit:
        boxes = visit.page.locator(".schema svg a").all()
        assert boxes
        for box in boxes:
            assert box.locator("text").evaluate(_TEXT_SIZE) >= 12
            assert box.evaluate(_TEXT_FITS), box.text_content()


@pytest.mark.parametrize("path", _SCHEMA_PAGES)
def test_a_box_leads_to_its_section(reader: Reader, path: str) -> None:
    """A click on a box opens what it is about."""
    with reader.visits(path, _PHONE) as visit:
        box = visit.page.locator(".schema svg a").last
        target = urljoin(visit.page.url, box.get_attribute("href"))
        box.click()
        visit.page.wait_for_url(target)
        expect(visit.page.locator("h1")).to_be_attached()


# --- Checklists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_box_is_ticked_by_its_label(reader: Reader, scripts: bool) -> None:
    """A click on the words ticks the box, with a script and without."""
    with reader.visits("checklists/loopbaanorientatie.html", _PHONE, scripts=scripts) as visit:
        box = visit.page.locator(".vinkje input[type=checkbox]").first
        assert not box.is_checked()
        visit.page.locator(f"label[for={box.get_attribute('id')}]").click()
        assert box.is_checked()


# --- Search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [_PHONE, _DESKTOP])
@pytest.mark.parametrize("way", ["key", "pointer"])
def test_search_finds_a_word(reader: Reader, width: int, way: str) -> None:
    """The key / and the search in the header both lead to what the handbook says about a word."""
    with reader.visits("index.html", width) as visit:
        if way == "key":
            visit.page.keyboard.press("Control+k")
        else:
            header, words = visit.page.get_by_role("banner"), re.compile("zoek", re.IGNORECASE)
            ways = header.get_by_text(words).or_(header.get_by_label(words)).or_(header.get_by_placeholder(words))
            ways.filter(visible=True).first.click()
        expect(visit.page.locator("input:focus")).to_be_visible()
        visit.page.keyboard.type("stageovereenkomst")
        visit.page.locator("[data-zoekresultaten] a", has_text="stageovereenkomst").first.click()
        visit.page.wait_for_url(lambda url: "index.html" not in url)
        expect(visit.page.locator("article")).to_contain_text("stageovereenkomst", ignore_case=True)
