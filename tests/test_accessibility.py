"""Accessible for everyone: what a machine can find, on every page and in every state, and walks by keyboard alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT, Site

PHONE, DESKTOP, _ZOOMED = (360, 800), (1280, 800), (320, 256)  # the last is 1280 × 1024 at 400 %
_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_COLOURS = ["color-contrast-enhanced", "link-in-text-block"]
_LIST, _STAPPEN, _SCHEMA = "checklists/maatwerktraject.html", "maatwerktraject/kaders.html", "plaatsing.html"
_SAMPLE = (
    "index.html", "methodiek.html", "maatwerktraject/index.html", _STAPPEN, "maatwerktraject/gesprek.html", _SCHEMA,
    "checklists/index.html", _LIST, "checklists/dossiers.html", "checklists/stageovereenkomst.html", "stappen.html?fase=Fase+2",
    "rollen/index.html", "rollen/docent.html", "actualiteit.html", "kenniscentra.html", "begrippen.html", "bronnen.html",
    "downloads.html", "over.html", "toegankelijkheid.html", "404.html", "trainers/samenstellen.html", "map.html",
)  # fmt: skip
_PRINTED = {path.partition("?")[0] for path in _SAMPLE}

_FIND = """async (options) => {
  const found = (await axe.run(document, options)).violations;
  return found.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`));
}"""
_FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  at.seen ??= Math.random();
  const [{x, y, width, height}] = at.getClientRects();  // of its first line
  const ring = element => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  const top = document.elementFromPoint(Math.max(0, x + Math.min(width, innerWidth) / 2), Math.max(0, y + height / 2));
  const label = at.closest("label");
  const before = window.lastStop?.isConnected ? window.lastStop.compareDocumentPosition(at) : 4;
  window.lastStop = at;
  return {
    what: at.outerHTML.slice(0, 110), seen: at.seen, inOrder: Boolean(before & 4),
    ring: ring(at) || (label !== null && ring(label)),
    shown: width > 0 && height > 0 && (top === null || at.contains(top) || top.contains(at)),
    inside: y + height > 0 && y < innerHeight,
  };
}"""
_SMALL = """() => {
  const controls = document.querySelectorAll("a[href], button, summary, select, textarea, input, label.knop");
  const inText = link => link.matches("a.begrip") || link.tagName === "A" && getComputedStyle(link).display === "inline"
    && link.closest("p, li, td, dd, figcaption, caption, h1, h2, h3, span")?.textContent.trim() !== link.textContent.trim();
  return [...controls].filter(control => {
    const {width, height} = control.getBoundingClientRect();
    return control.checkVisibility() && !control.matches(".alleen-voorlezen") && !inText(control)
      && (width < 23.9 || height < 23.9);
  }).map(control => control.outerHTML.slice(0, 150));
}"""
_LINKS_BY_COLOUR_ONLY = """() => [...document.querySelectorAll("article :is(p, li, td, dd) a[href]")].filter(link => {
  const around = link.parentElement.textContent.trim() !== link.textContent.trim();
  const lines = element => getComputedStyle(element).textDecorationLine.includes("underline");
  return around && getComputedStyle(link).display.startsWith("inline") && link.checkVisibility() && !lines(link);
}).map(link => link.outerHTML.slice(0, 150))"""
_MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
  const {transitionDuration, animationName} = getComputedStyle(element);
  return /[1-9]/.test(transitionDuration) || animationName !== "none";
}).map(element => element.outerHTML.slice(0, 150))"""


@contextmanager
def visit(browser: Browser, size: tuple[int, int], axe: bool = False, **options: Any) -> Iterator[Page]:
    """A tab, with axe at hand when it is asked for: each page that is loaded takes it in."""
    touch = size == PHONE
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="nl-NL", has_touch=touch, is_mobile=touch, **options
    )
    if axe:
        context.add_init_script(path=_AXE)
    yield context.new_page()
    context.close()


def find(page: Page, colours_only: bool = False) -> list[str]:
    """What axe finds wrong in the page as it is now; text contrast is held to 7:1."""
    run = {"type": "rule", "values": _COLOURS} if colours_only else {"type": "tag", "values": _TAGS}
    rules = {
        "color-contrast": {"enabled": False},  # contained in the next
        "color-contrast-enhanced": {"enabled": True},
        "label-content-name-mismatch": {"enabled": True},  # WCAG 2.5.3, which axe calls an experiment
    }
    options = {"runOnly": run, "resultTypes": ["violations"], **({} if colours_only else {"rules": rules})}
    return list(page.evaluate(_FIND, options))


# --- What a machine can find ----------------------------------------------------------------------


def test_the_rules_are_recent() -> None:
    """The rules that we hold ourselves to know WCAG 2.2."""
    version = re.search(r"axe v(\d+)\.(\d+)", _AXE.read_text(encoding="utf-8")[:100])
    assert version
    assert (int(version[1]), int(version[2])) >= (4, 10)


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def found(request: pytest.FixtureRequest, browser: Browser, server: str, site: Site) -> dict[str, list[str]]:
    """What is wrong on any page, by what was looked for."""
    return look_at_all(browser, request.param, server, (*site.pages, "404.html"), _PRINTED)


def look_at_all(
    browser: Browser, size: tuple[int, int], server: str, paths: Iterable[str], printed: Collection[str]
) -> dict[str, list[str]]:
    """What is wrong, by what was looked for: each page is loaded once, and then looked at in every way."""
    found: dict[str, list[str]] = defaultdict(list)
    with visit(browser, size, axe=True) as page:
        for path in paths:
            page.goto(server + path)
            if path in printed:  # before anything is unfolded
                found["paper"] += find_on_paper(page)
            page.emulate_media(
                media="screen", color_scheme="light", forced_colors="none", reduced_motion="no-preference"
            )
            for name, look in _LOOKS.items():
                found[name] += [f"{path}: {what}" for what in look(page)]
            page.emulate_media(
                media="screen", color_scheme="light", forced_colors="none", reduced_motion="no-preference"
            )
            page.set_viewport_size({"width": size[0], "height": size[1]})
    return dict(found)  # so that nothing that was not looked for is found to be empty


def find_in_the_dark(page: Page) -> list[str]:
    """What axe finds wrong in the dark colours."""
    page.emulate_media(color_scheme="dark")
    return find(page, colours_only=True)


def find_in_forced_colours(page: Page) -> list[str]:
    """What axe finds wrong in colours of the reader's own."""
    page.emulate_media(color_scheme="light", forced_colors="active")
    return find(page, colours_only=True)


def find_on_paper(page: Page) -> list[str]:
    """What axe finds wrong in what is printed."""
    page.emulate_media(forced_colors="none", media="print")
    return find(page)


def moving(page: Page) -> list[str]:
    """What moves, for those who asked for less of that and for others."""
    found: list[str] = []
    for motion in ("reduce", "no-preference"):
        page.emulate_media(forced_colors="none", reduced_motion=motion)
        found += page.evaluate(_MOVING)
    return found


def too_wide_at_400_percent(page: Page) -> list[str]:
    """Whether the page scrolls sideways on a screen of 320 by 256 pixels, which is what 400 % leaves."""
    page.set_viewport_size({"width": _ZOOMED[0], "height": _ZOOMED[1]})
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} pixels wide"] if width > _ZOOMED[0] else []


def too_small(page: Page) -> list[str]:
    """What can be pressed and is too small for that, also in what is folded."""
    unfold(page)
    return list(page.evaluate(_SMALL))


_LOOKS: dict[str, Callable[[Page], list[str]]] = {
    "rules": find,
    "dark": find_in_the_dark,
    "forced colours": find_in_forced_colours,
    "moving": moving,
    "links": lambda page: list(page.evaluate(_LINKS_BY_COLOUR_ONLY)),
    "small": too_small,
    "wide": too_wide_at_400_percent,
}  # in this order, as each leaves the page to the next


@pytest.mark.parametrize("colours", ["rules", "dark", "forced colours"])
def test_nothing_is_found_on_any_page(found: dict[str, list[str]], colours: str) -> None:
    """No page breaks a rule of WCAG 2.0 to 2.2 A and AA or of good practice, light, dark, or in forced colours."""
    assert found[colours] == []


def test_nothing_is_found_on_paper(found: dict[str, list[str]]) -> None:
    """Each kind of page holds as it is printed."""
    assert found["paper"] == []


def open_menu(page: Page) -> None:
    """Unfold the menu of a phone."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.locator(".menu summary").click()


def search(page: Page) -> None:
    """Ask something of the search."""
    page.keyboard.press("Control+k")
    page.locator("#zoek-veld").fill("stage")
    expect(page.locator(".zoek-resultaten li").first).to_be_visible()


def search_in_vain(page: Page) -> None:
    """Ask something that the search does not know."""
    search(page)
    page.locator("#zoek-veld").fill("qqqqxxqq")
    expect(page.locator("[data-zoek-niets]")).to_be_visible()


def use_dossier(page: Page) -> None:
    """Tick a box, and unfold the dossier, its name and the fields of a stap."""
    page.goto(page.url.rsplit("/", 1)[0] + "/maatwerktraject.html")
    page.locator(".vinkje input[type=checkbox]").first.check()
    page.locator(".meer > summary").first.click()
    page.locator(".vinkje a.begrip:visible").first.click()
    page.locator("[data-stand]").nth(1).select_option("nvt")
    page.locator(".dossier summary").click()
    page.locator('.dossier [data-doe="nieuw"]').click()


def see_overview(page: Page) -> None:
    """Look at a dossier that something was done in, and ask to remove everything."""
    use_dossier(page)
    page.goto(page.url.rsplit("/", 1)[0] + "/dossiers.html")
    page.locator(".dossier summary").click()
    page.locator('[data-doe="alles-weg"]').click()


def choose(page: Page) -> None:
    """Use every filter of the page."""
    for select in page.locator(".filters select").all():
        select.select_option(index=1)


def sort_and_filter(page: Page) -> None:
    """Sort a table and leave some rows out."""
    page.locator(".tabel thead button").first.click()
    page.locator(".tabel-filter input").fill("bouw")


def unfold(page: Page) -> None:
    """Open everything that can be unfolded in the text."""
    page.evaluate("for (const details of document.querySelectorAll('main details')) details.open = true")


_STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "menu": ("index.html", open_menu),
    "search": ("index.html", search),
    "search in vain": ("index.html", search_in_vain),
    "dossier": (_LIST, use_dossier),
    "overview": ("checklists/dossiers.html", see_overview),
    "filters": ("stappen.html", choose),
    "table": ("kenniscentra.html", sort_and_filter),
    "details": ("begrippen.html", unfold),
}


@pytest.mark.parametrize("state", _STATES)
def test_nothing_is_found_in_any_state(browser: Browser, server: str, state: str) -> None:
    """With what can be opened open and what can be used used, nothing is found either, light, dark or forced."""
    path, bring_about = _STATES[state]
    found: list[str] = []
    for size in (PHONE, DESKTOP):
        with visit(browser, size, axe=True) as page:
            page.goto(server + path)
            bring_about(page)
            found += [*find(page), *find_in_the_dark(page), *find_in_forced_colours(page)]
    assert found == []


# --- By keyboard ----------------------------------------------------------------------------------


def walk(page: Page, limit: int = 45) -> Iterator[dict[str, Any]]:
    """Go through the page with Tab, from its start; yield where the focus is, until it has been there before."""
    seen = set()
    for _ in range(limit):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None or stop["seen"] in seen:
            return
        seen.add(stop["seen"])
        yield stop


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab for one page after another."""
    with visit(browser, request.param) as page:
        yield page


@pytest.mark.parametrize("path", _SAMPLE)
def test_every_stop_of_the_keyboard_is_seen(tab: Page, server: str, path: str) -> None:
    """Tab goes through a page in the order of the page, and where it stands has a ring and is not covered."""
    tab.goto(server + path)
    stops = list(walk(tab))
    assert len(stops) > 5
    for stop in stops:
        assert stop["inOrder"], stop
        assert stop["ring"], stop
        assert stop["shown"], stop
        assert stop["inside"], stop


def test_the_skip_link_leads_past_the_menu(browser: Browser, server: str) -> None:
    """The first stop is a link that brings the keyboard to the text."""
    with visit(browser, DESKTOP) as page:
        page.goto(server + _STAPPEN)
        page.keyboard.press("Tab")
        expect(page.locator(".overslaan")).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_menu_opens_by_keyboard(browser: Browser, server: str, scripts: bool) -> None:
    """Enter opens the menu; Escape closes it and stays there; without a script Enter closes it too."""
    with visit(browser, PHONE, java_script_enabled=scripts) as page:
        page.goto(server + _STAPPEN)
        menu, panel = page.locator(".menu summary"), page.locator(".menu-paneel")
        menu.focus()
        page.keyboard.press("Enter")
        expect(panel).to_be_visible()
        page.keyboard.press("Tab")
        expect(panel.locator("a").first).to_be_focused()
        if not scripts:
            menu.focus()
        page.keyboard.press("Escape" if scripts else "Enter")
        expect(panel).to_be_hidden()
        expect(menu).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_box_is_ticked_with_space(browser: Browser, server: str, scripts: bool) -> None:
    """Tab reaches a box of a checklist, Space ticks it, and Space takes the tick away."""
    with visit(browser, PHONE, java_script_enabled=scripts) as page:
        page.goto(server + _LIST)
        box = page.locator(".vinkje input[type=checkbox]").first
        page.locator(".vinkje").first.evaluate("item => item.scrollIntoView()")
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
        page.keyboard.press("Space")
        expect(box).not_to_be_checked()


def test_a_dossier_is_filled_in_by_keyboard(browser: Browser, server: str) -> None:
    """Status, fields and note of a stap are reached with Tab and used with keys."""
    with visit(browser, PHONE) as page:
        page.goto(server + _LIST)
        page.locator("[data-stand]").first.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-stand]").first).to_have_value("bezig")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        for _ in range(12):  # past the links in the explanation
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.veld"):
                break
        page.keyboard.type("Mia")
        expect(page.locator('[data-veld="wie"]').first).to_have_value("Mia")


def test_a_box_of_a_schema_opens_by_keyboard(browser: Browser, server: str) -> None:
    """Tab reaches the boxes of a drawing, and Enter opens what they are about."""
    with visit(browser, PHONE) as page:
        page.goto(server + _SCHEMA)
        page.locator(".schema svg a").first.focus()
        page.keyboard.press("Tab")
        second = page.locator(".schema svg a").nth(1)
        expect(second).to_be_focused()
        target = str(second.get_attribute("href")).split("#")[-1]
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(target) + "$"))


def test_the_search_keeps_and_returns_the_focus(browser: Browser, server: str) -> None:
    """The window of the search holds the keyboard while it is open, and gives it back when Escape closes it."""
    with visit(browser, DESKTOP) as page:
        page.goto(server + "index.html")
        button = page.locator(".zoek-knop")
        button.focus()
        page.keyboard.press("Enter")
        page.keyboard.type("stage")
        expect(page.locator(".zoek-resultaten li").first).to_be_visible()
        stops = [stop["ring"] for stop in walk(page, limit=12)]
        assert len(stops) > 5
        assert all(stops)
        assert page.evaluate(
            "document.activeElement === document.body || !document.activeElement.closest('main, .kop')"
        )
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()
        expect(button).to_be_focused()


# --- Touch, zoom, colour and motion ---------------------------------------------------------------


def test_targets_are_large_enough(found: dict[str, list[str]]) -> None:
    """All that can be pressed is at least 24 by 24 pixels, links in running text apart."""
    assert found["small"] == []


def test_nothing_scrolls_sideways_at_400_percent(found: dict[str, list[str]]) -> None:
    """On a screen of 320 by 256 pixels every page only scrolls down, with all that can be unfolded open."""
    assert found["wide"] == []


def test_the_search_fits_at_400_percent(browser: Browser, server: str) -> None:
    """The window of the search, with results in it, only scrolls down there too."""
    with visit(browser, _ZOOMED) as page:
        page.goto(server + "index.html")
        search(page)
        assert page.evaluate("document.querySelector('dialog').scrollWidth") <= _ZOOMED[0]


def test_links_in_text_are_underlined(found: dict[str, list[str]]) -> None:
    """A link among words is told apart without its colour."""
    assert found["links"] == []


def test_nothing_moves(found: dict[str, list[str]]) -> None:
    """Nothing fades, slides or scrolls by itself, whatever the reader has asked for."""
    assert found["moving"] == []


def test_what_is_called_aloud_holds_what_is_seen(site: Site) -> None:
    """Who works by voice says the words on a button or link: its name holds them, in the same order (WCAG 2.5.3)."""
    for path, page in site.pages.items():
        for tag in page.soup.select("a[aria-label], button[aria-label], summary[aria-label]"):
            own = copy(tag)  # the page is read by other tests too
            for hidden in own.select(".alleen-voorlezen, [aria-hidden=true], [hidden]"):
                hidden.decompose()
            seen, called = (" ".join(text.split()).casefold() for text in (own.get_text(" "), str(tag["aria-label"])))
            assert seen in called or seen == "#", (path, seen, called)


@pytest.mark.parametrize("path", _SAMPLE)
def test_text_may_be_spaced(browser: Browser, server: str, path: str) -> None:
    """With the room between letters, words, lines and paragraphs that some need, nothing is cut off (WCAG 1.4.12)."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page.goto(server + path)
    page.add_style_tag(content=_SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(_CUT_OFF) == []
    page.close()


_SPACED = """* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(element);
  const seen = element.checkVisibility() && element.clientWidth > 1 && !element.matches("input, select, textarea");
  return seen && (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 2
    || overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2);
}).map((element) => `${element.tagName}.${element.className}`)"""


def test_nothing_is_said_in_a_title_only(site: Site) -> None:
    """No page has a tooltip that only a mouse can see."""
    for path, page in site.pages.items():
        assert [str(tag)[:150] for tag in page.soup.select("body [title]")] == [], path


def test_every_page_can_be_read_without_scripts(browser: Browser, server: str) -> None:
    """Without a script each kind of page has its title and text, and no button that would do nothing."""
    with visit(browser, PHONE, java_script_enabled=False) as page:
        for path in _SAMPLE:
            page.goto(server + path)
            expect(page.locator("h1")).to_be_visible()
            assert len(page.locator("article").inner_text()) > 100, path
            for button in page.get_by_role("button").all():
                assert button.evaluate(
                    "button => button.closest('summary') !== null || button.tagName === 'SUMMARY'"
                ), path


# --- Colours --------------------------------------------------------------------------------------

_TOKEN = re.compile(r"--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));")
_FASEN = [(f"fase-{number}", ground) for number in range(1, 7) for ground in ("papier", f"fase-{number}-licht", "vlak")]
_TEXTS = [
    ("inkt", "papier"), ("inkt", "vlak"), *((("inkt"), f"fase-{number}-licht") for number in range(1, 7)),
    ("inkt-zacht", "papier"), ("inkt-zacht", "vlak"), *((("inkt-zacht"), f"fase-{number}-licht") for number in range(1, 7)),
    ("merk-tekst", "merk"), ("papier", "inkt"), *_FASEN, *(("papier", f"fase-{number}") for number in range(1, 7)),
]  # fmt: skip


def tokens() -> dict[str, tuple[str, str]]:
    """The colours of the handbook by name, light and dark."""
    css = (ROOT / "docs" / "assets" / "css" / "kleuren.css").read_text(encoding="utf-8")
    root = css[css.index(":root {") : css.index("}")]
    return {name: (light or both, dark or both) for name, light, dark, both in _TOKEN.findall(root)}


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _TEXTS)
def test_text_has_a_contrast_of_seven(text: str, ground: str, scheme: int) -> None:
    """Every colour of text stands out at least 7 to 1 from every ground that it stands on."""
    assert contrast(tokens()[text][scheme], tokens()[ground][scheme]) >= 7


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["papier", "vlak"])
def test_the_edges_of_fields_are_seen(ground: str, scheme: int) -> None:
    """The edge of what can be filled in stands out at least 3 to 1."""
    assert contrast(tokens()["rand"][scheme], tokens()[ground][scheme]) >= 3
