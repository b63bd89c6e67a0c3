"""What browsers do with a page beside showing it: translate it, save it, read it aloud as an article, zoom in on a field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.edition import Edition
from tests.conftest import Site
from tests.node import FOLDER

_LISTS = ("checklists/maatwerktraject.html", "checklists/dossiers.html")
_KINDS = (
    "index.html", "stappen.html", "kenniscentra.html", "begrippen.html", "actualiteit.html", "plaatsing.html",
    "checklists/stageovereenkomst.html", "trainers/oefeningen.html", "trainers/dias.html", "trainers/casussen.html", *_LISTS,
)  # fmt: skip

# Translates as browsers do: each text is put in elements of its own, other words come for it, and so for what comes later.
_TRANSLATE = """() => {
  const other = (text) => text.replace(/\\p{L}+/gu, (word) => "x" + [...word].reverse().join(""));
  const done = new WeakSet();
  const isKept = (node) => node.parentElement?.closest("script, style, textarea, [translate=no], .notranslate");
  function translate(root) {
    const texts = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    if (root.nodeType === Node.TEXT_NODE) texts.push(root);
    while (walk.nextNode()) texts.push(walk.currentNode);
    for (const text of texts) {
      if (!text.parentElement || done.has(text) || isKept(text) || !text.data.trim()) continue;
      const inner = document.createTextNode(other(text.data));
      done.add(inner);
      if (text.parentElement.matches("option, title, text, tspan")) { text.replaceWith(inner); continue; }
      const around = document.createElement("font"), within = document.createElement("font");
      within.append(inner);
      around.append(within);
      text.replaceWith(around);
    }
  }
  document.documentElement.lang = "tr";
  translate(document.documentElement);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) translate(node);
  }).observe(document.documentElement, { childList: true, subtree: true });
}"""
_OTHER = "text => text.replace(/\\p{L}+/gu, (word) => 'x' + [...word].reverse().join(''))"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has kept nothing yet; a script that stops fails the test."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def translated(page: Page, address: str) -> None:
    """Open a page and put other words for all of its words, as a browser that translates does."""
    page.goto(address)
    page.evaluate(_TRANSLATE)


# --- Translated by the browser -----------------------------------------------------------------------


def test_choices_work_in_another_language(page: Page, server: str) -> None:
    """Who chooses a fase and a rol of translated words gets what belongs to them, and an address that anybody can open."""
    translated(page, f"{server}stappen.html")
    fase = page.locator("#filter-fase")
    assert "xesaF" in fase.inner_text()
    fase.select_option(index=2)
    page.locator("#filter-rol").select_option(index=1)
    shown = page.locator('[data-filter="stappen"] > li:visible').count()
    assert 0 < shown < page.locator('[data-filter="stappen"] > li').count()
    assert "fase=Fase+2" in page.url
    address = page.url
    page.goto(address)
    assert page.locator('[data-filter="stappen"] > li:visible').count() == shown


def test_a_table_is_filtered_and_sorted_in_another_language(page: Page, server: str) -> None:
    """The words that a reader sees are those to filter by, and a column is sorted by what it shows."""
    translated(page, f"{server}kenniscentra.html")
    rows = page.locator("table[data-tabel] tbody tr")
    everything = rows.count()
    page.locator(".tabel-filter input").first.fill("xwuob")
    assert 0 < page.locator("table[data-tabel] tbody tr:visible").count() < everything
    page.locator(".tabel-filter input").first.fill("")
    page.locator("table[data-tabel] thead button").first.click()
    heads = [text.strip() for text in page.locator("table[data-tabel] tbody th").all_inner_texts()]
    page.locator("table[data-tabel] thead button").first.click()
    assert [text.strip() for text in page.locator("table[data-tabel] tbody th").all_inner_texts()] == heads[::-1]
    assert len(heads) == everything


def test_the_search_works_in_another_language(page: Page, server: str) -> None:
    """A question finds, a filter of translated words leaves what fits, and the example that is offered is asked in Dutch."""
    translated(page, server)
    page.locator(".zoek-knop").click()
    page.locator("[data-zoek-vraag]").nth(1).click()
    expect(page.locator("#zoek-veld")).to_have_value("stagecontract")
    expect(page.locator("[data-zoekresultaten] li").first).to_be_visible()
    page.locator('[data-zoek-filter="fase"]').select_option(index=2)
    expect(page.locator("[data-zoek-status]")).to_contain_text("x")
    assert page.locator("[data-zoekresultaten] li:not(.fase-2)").count() == 0
    page.locator("[data-zoekresultaten] a").first.click()
    assert page.url != server


def test_a_dossier_works_in_another_language(page: Page, server: str) -> None:
    """Ticks, names and fields are kept as they were written, what a file says stays Dutch, and the name is not translated."""
    translated(page, f"{server}checklists/maatwerktraject.html")
    box = page.locator(".vinkje input[type=checkbox]")
    box.nth(0).check()
    page.locator("#dossier-naam").fill("Fatma")
    page.locator(".dossier-naam [type=submit]").click()
    page.locator("[data-stand]").nth(1).select_option("bezig")
    assert page.locator("#dossier-keuze").inner_text().strip() == "Fatma"
    page.locator("[data-doe=volgende]").click()
    page.locator("[data-dossier] summary").click()
    with page.expect_download() as waiting:
        page.locator("[data-doe=bewaren]").click()
    assert "Fatma" in waiting.value.suggested_filename
    assert "Boris" in waiting.value.path().read_text(encoding="utf-8")
    translated(page, f"{server}checklists/maatwerktraject.html")
    assert [box.nth(at).is_checked() for at in range(3)] == [True, False, False]
    translated(page, f"{server}checklists/dossiers.html")
    row = page.locator("[data-tabel-van=dossiers] tbody tr")
    assert row.count() == 1
    assert row.locator("th").inner_text() == "Fatma"
    page.locator("[data-tabel-van=dossiers] button").click()
    assert "Fatma" in page.locator("#dossier-keuze").inner_text()
    page.goto(server)
    assert "Fatma: Checklist maatwerktraject" in page.locator("[data-verder]").inner_text()


def test_names_stay_as_they_are(page: Page, server: str, edition: Edition) -> None:
    """Who calls a kenniscentrum or writes to a partner finds its name in any language."""
    handboek = edition.handboek
    assert handboek.kenniscentra
    assert handboek.partners
    names = {
        "kenniscentra.html": [item.naam for item in handboek.kenniscentra.kenniscentra],
        "partners.html": [item.naam for item in handboek.partners.partners],
    }
    for path, found in names.items():
        translated(page, server + path)
        shown = page.locator("body").inner_text()
        assert [name for name in found if name not in shown] == []


def test_slides_and_exercises_work_in_another_language(page: Page, server: str) -> None:
    """A programme is chosen from translated words, and an answer counts by what it stands for."""
    translated(page, f"{server}trainers/dias.html")
    page.locator("#dias-programma").select_option(index=1)
    assert page.locator(".dias-blok:visible").count() < page.locator(".dias-blok").count()
    translated(page, f"{server}trainers/oefeningen.html")
    place = page.locator('[data-oefening="begrippen"]').first
    answers = dict(
        place.evaluate("""(place) => [...place.querySelectorAll("[data-kaart]")].map((card) => [
        card.querySelector(".kaart-woorden").textContent, card.dataset.kaart])""")
    )
    screen = page.locator(".oefening-scherm").filter(has=page.locator("select")).first
    for at in range(screen.locator("li").count()):
        item = screen.locator("li").nth(at)
        words = item.locator("label").evaluate("label => label.firstChild.textContent")
        item.locator("select").select_option(value=answers[words])
    screen.locator(".hoofdknop").click()
    other = page.evaluate(_OTHER, "Alles is zoals de methodiek het zegt.")
    assert screen.locator("[role=status]").inner_text() == other


def test_every_choice_has_a_value_of_its_own(site: Site) -> None:
    """No choice of a list stands for the words that it shows, and no name of the handbook or a person is translated."""
    for path, page in site.pages.items():
        assert [str(option) for option in page.soup.find_all("option") if "value" not in option.attrs] == [], path
        assert page.soup.select_one(".merk [translate=no]"), path


# --- On a phone, on paper, copied and read as an article ---------------------------------------------------


@pytest.mark.parametrize("path", _KINDS)
def test_a_phone_does_not_zoom_in_on_a_field(page: Page, server: str, path: str) -> None:
    """The letters of a field are at least 16 pixels high on a phone: some zoom in on smaller ones, and stay so."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + path)
    page.locator(".zoek-knop").click()
    sizes = page.evaluate("""() => [...document.querySelectorAll("select, textarea, input")]
        .filter((field) => !["checkbox", "radio", "file"].includes(field.type))
        .map((field) => [parseFloat(getComputedStyle(field).fontSize), field.id || field.className])""")
    assert sizes
    assert [field for size, field in sizes if size < 16] == []


def test_a_tick_on_paper_is_a_letter(page: Page, server: str) -> None:
    """A ticked box is printed with a letter in it, and without a ground: Firefox makes that a black square."""
    page.goto(f"{server}checklists/plaatsing.html")
    page.locator(".vinkje input[type=checkbox]").first.check()
    page.emulate_media(media="print")
    drawn = page.locator(".vinkje input[type=checkbox]").evaluate_all(
        "boxes => boxes.slice(0, 2).map(box => [getComputedStyle(box, '::before').content, getComputedStyle(box).backgroundImage])"
    )
    assert drawn == [['"×"', "none"], ["none", "none"]]


def test_what_is_copied_reads_in_order(page: Page, server: str, site: Site) -> None:
    """In the page's own order each text stands below or beside the one before it, so what is copied reads as what is seen."""
    page.set_viewport_size({"width": 360, "height": 740})
    for path in site.pages:
        page.goto(server + path)
        assert page.evaluate(_OUT_OF_ORDER) == [], path


_OUT_OF_ORDER = """() => {
  const out = [];
  let before = -Infinity, words = "";
  for (const block of document.querySelectorAll("article :is(h1, h2, h3, p, li, td, th, dt, dd, legend)")) {
    if (!block.checkVisibility() || block.closest("thead, .lijstbalk, .alleen-voorlezen, .alleen-scherm")) continue;
    const text = [...block.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!text) continue;
    const range = document.createRange();
    range.selectNode(text);
    const { top, height } = range.getBoundingClientRect();
    if (height && top < before - 2) out.push(`${words} | ${text.data.trim().slice(0, 40)}`);
    if (height) [before, words] = [top, text.data.trim().slice(0, 40)];
  }
  return out;
}"""


def test_the_sign_of_a_link_is_not_copied(page: Page, server: str) -> None:
    """Who selects a whole page gets its headings without the # behind them."""
    page.goto(f"{server}plaatsing.html")
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('article')), getSelection().toString()"
    )
    assert "Plaatsing" in copied
    assert "#" not in copied


def test_no_reading_view_keeps_what_is_out_of_date(page: Page, server: str, site: Site) -> None:
    """Where the library of a reading view keeps a sentence of the source, it keeps what is otherwise now with it."""
    library = (FOLDER / "node_modules" / "@mozilla" / "readability" / "Readability.js").read_text(encoding="utf-8")
    kept = 0
    for path, built in site.pages.items():
        if not built.article.select(".nu"):
            continue
        page.goto(server + path)
        found, lost = page.evaluate(library + _READ)
        assert lost == [], path
        kept += found
    assert kept > 250


_READ = """; (() => {
  const plain = (text) => text.replace(/\\s+/g, " ").trim();
  const whole = new DOMParser().parseFromString(document.documentElement.outerHTML, "text/html");
  const kept = plain(new Readability(whole).parse()?.textContent ?? "");
  const has = (text) => kept.includes(plain(text).slice(0, 60));
  let found = 0;
  const lost = [];
  for (const note of document.querySelectorAll("article .nu")) {
    let about = note.previousElementSibling;
    while (about?.matches(".nu, .opmerking")) about = about.previousElementSibling;
    const isHead = about?.matches("h1, h2, h3, h4, h1 + p"); // of the page, which no note corrects
    const sentence = isHead ? null : about ?? note.closest("li, section")?.querySelector("a, label, p:not(.nu)");
    if (has(note.textContent)) found += 1;
    else if (sentence && has(sentence.textContent.replace(/\\s*#$/, ""))) lost.push(plain(note.textContent));
  }
  return [found, lost];
})()"""


_TOOLS = {"checklists/dossiers.html", "trainers/samenstellen.html"}  # nothing to read


def test_a_reading_view_keeps_the_page(page: Page, server: str, site: Site) -> None:
    """The library of a reading view finds the text of each page, lists of links and short pages too, and no window of ours."""
    library = (FOLDER / "node_modules" / "@mozilla" / "readability" / "Readability.js").read_text(encoding="utf-8")
    for path in site.pages.keys() - _TOOLS:
        page.goto(server + path)
        found, lost = page.evaluate(library + _KEEPS)
        assert found < 3 or len(lost) <= found / 8, (path, lost)


_KEEPS = """; (() => {
  const plain = (text) => text.replace(/\\s+/g, " ").trim();
  const whole = new DOMParser().parseFromString(document.documentElement.outerHTML, "text/html");
  const kept = plain(new Readability(whole).parse()?.textContent ?? "");
  const blocks = [...document.querySelectorAll("article :is(p, li, td, th, dt, dd)")].filter((block) =>
    [...block.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 12)
    && !block.closest("form, .alleen-scherm, .keuzemenu, .dossier, [data-gemaakt]"));
  const words = blocks.map((block) => plain(block.textContent).slice(0, 50));
  return [words.length, words.filter((text) => !kept.includes(text))];
})()"""


# --- Saved and opened again --------------------------------------------------------------------------


@pytest.mark.parametrize("path", _KINDS)
def test_a_page_that_was_saved_has_everything_once(page: Page, server: str, path: str) -> None:
    """What scripts add to a page they add once, though the page that is opened holds what they added before."""
    address = server + path
    page.goto(address)
    page.locator(".zoek-knop").click()
    page.locator("#zoek-veld").fill("stage")
    expect(page.locator("[data-zoekresultaten] li").first).to_be_visible()
    page.keyboard.press("Escape")
    before, saved = _shape(page), page.content()
    page.route(address, lambda route: route.fulfill(body=saved, content_type="text/html"))
    page.goto(address)
    page.locator(".zoek-knop").click()
    page.locator("#zoek-veld").fill("stage")
    expect(page.locator("[data-zoekresultaten] li").first).to_be_visible()
    page.keyboard.press("Escape")
    assert _shape(page) == before


def _shape(page: Page) -> list[str]:
    """Every element of the page with its depth, without what only says how it looks at the moment."""
    found = page.evaluate("""() => [...document.body.querySelectorAll("*")].map((element) => {
        let depth = 0;
        for (let at = element; at; at = at.parentElement) depth += 1;
        return `${depth} ${element.tagName} ${element.id} ${element.className}`;
    })""")
    assert isinstance(found, list)
    return found
