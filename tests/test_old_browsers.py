"""Browsers of five years back: all works or is said in words, and it looks plain rather than broken."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Route

from macros.edition.colours import colour
from tests.browsers import OLDEST, lost_with_others, names_given, newer_in_script, newer_in_style
from tests.conftest import ROOT, Site

LIGHT = {name: "rgb({}, {}, {})".format(*bytes.fromhex(colour(name)[1:])) for name in ("papier", "merk", "inkt")}
# What a stylesheet may ask for all the same, and what a reader has without it.
_PLAIN_WITHOUT = {
    ":-webkit-search-cancel-button": "the cross in the field has the colour of the browser",
    ":details-content": "paper leaves out what is folded",
    ":has": "cards stand below each other, and what an explanation folds stays open",
    "@page": "the browser's own margins on paper",
    "accent-color": "ticks have the colour of the browser",
    "align-content: start": "only more room below a short page",
    "break-after: avoid": "a heading may stand at the foot of a sheet",
    "break-before: avoid": "a line may stand at the head of a sheet",
    "contain-intrinsic-size": "nothing is left out while one scrolls",
    "content-visibility": "nothing is left out while one scrolls",
    "content-visibility: auto": "nothing is left out while one scrolls",
    "content-visibility: visible": "paper leaves out what is folded",
    "content: … / …": "a sign is read aloud; it stands there twice, the first time without this",
    "dvh": "the height with the bars of the browser; it stands there twice, the first time as vh",
    "field-sizing": "a note has a handle to make it larger",
    "field-sizing: content": "a note has a handle to make it larger",
    "hyphens": "a long word goes to the next line",
    "orphans": "a line may stand alone on a sheet",
    "outline": "the edge of what has the focus has no round corners",
    "page": "what would lie on its side stands upright",
    "scroll-snap-type": "slides stop where one stops",
    "size": "the size of paper that the browser has",
    "text-decoration: dotted": "a term is underlined without dots",
    "text-size-adjust": "letters may grow when a telephone is turned",
    "text-wrap": "lines are not balanced",
    "text-wrap: balance": "lines are not balanced",
    "text-wrap: pretty": "lines are not balanced",
    "user-select": "the sign of the link to a heading is copied along",
    "widows": "a line may stand alone on a sheet",
}
# The same for scripts, which have to ask first.
_ASKED_FIRST = {
    ".adoptedStyleSheets": "lijst-boek.js: a part has its number above it, not on each of its sheets",
    ".replaceSync": "lijst-boek.js: the same",
    ".exitFullscreen": "dias.js: only where something fills the screen",
    ".fullscreenElement": "dias.js: then nothing fills the screen",
    ".requestFullscreen": "dias.js: a slide fills the window",
    ".pipeThrough": "excel-zip.js: said in words before",
    "CompressionStream": "excel-zip.js: a file is larger",
    "DecompressionStream": "excel-zip.js: said in words before",
}


def styles(site: Site) -> dict[str, str]:
    """The stylesheets of the built site by name, and that of paper."""
    files = (site.folder / "assets" / "css").glob("*.css")  # those of a PDF are read by what makes it alone
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def scripts(site: Site) -> dict[str, str]:
    """The scripts of the built site by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in (site.folder / "assets" / "js").glob("*.js")}


def test_styles_ask_for_nothing_new_but_what_can_be_missed(site: Site) -> None:
    """What the oldest browsers lack is named with what a reader has without it, and nothing is named in vain."""
    assert set().union(*(newer_in_style(css) for css in styles(site).values())) == set(_PLAIN_WITHOUT)


def test_what_a_browser_lacks_takes_nothing_else_along(site: Site) -> None:
    """A selector that an old browser does not know stands alone: else the rule of its neighbours would go too."""
    assert {name: lost for name, css in styles(site).items() if (lost := lost_with_others(css))} == {}


def test_scripts_ask_before_they_use_what_is_new(site: Site) -> None:
    """What the oldest browsers lack is named with what the script does without it, and nothing is named in vain."""
    found = scripts(site)
    ours = frozenset().union(*map(names_given, found.values()))
    assert set().union(*(newer_in_script(code, ours) for code in found.values())) == set(_ASKED_FIRST)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("a { color: light-dark(red, blue) }", {"light-dark()"}),
        ("a { --x: color-mix(in srgb, red, blue) }", {"color-mix()"}),
        ("@media print { a:has(b) { height: 1dvh } }", {":has", "dvh"}),
        ("@supports (color: light-dark(red, red)) { a { color: light-dark(red, blue) } }", set()),
        ("@container (width > 1px) { a { color: red } }", {"@container"}),
        ("a:is(b, :not(c)) { inset: 0; color: red }", set()),
    ],
)
def test_the_check_of_styles_sees_what_is_new(code: str, found: set[str]) -> None:
    """A function, a selector, a unit and a rule are each seen, wherever they stand."""
    assert newer_in_style(code) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("if (box.checkVisibility()) go();", {".checkVisibility"}),
        ("list.findLast(Boolean); list.toSorted();", {".findLast", ".toSorted"}),
        ("text.match(/(?<=a)b/);", {"(?<…)"}),
        ('say("a.checkVisibility()"); // box.checkVisibility()', set()),
        ("list.at(-1); box.replaceChildren(); Object.hasOwn(a, b);", set()),
    ],
)
def test_the_check_of_scripts_sees_what_is_new(code: str, found: set[str]) -> None:
    """A method of the page, of the language and a regular expression are each seen, and no word in a text."""
    assert newer_in_script(code) == found


def test_readers_are_told_which_browsers() -> None:
    """The page that says how accessible the handbook is names the oldest browsers that are checked."""
    text = (ROOT / "docs" / "toegankelijkheid.md").read_text(encoding="utf-8")
    named = re.search(r"Chrome en Edge (\d+), Firefox (\d+) en Safari ([\d.]+)", text)
    assert named
    assert [float(number.rstrip(".")) for number in named.groups()] == [
        OLDEST[name] for name in ("chrome", "firefox", "safari")
    ]


# --- In a browser whose newer features are taken away ------------------------------------------------


def age(route: Route) -> None:
    """Answer with a stylesheet in which what old browsers do not know has names that none knows."""
    answer = route.fetch()
    css = re.sub(r"light-dark\(|color-mix\(", "not-known(", answer.text())
    route.fulfill(response=answer, body=re.sub(r":has\(", ":not-known(", css))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_newer_colours_all_is_light(browser: Browser, server: str, scheme: Literal["light", "dark"]) -> None:
    """Text stands dark on light, the head and the search have a ground of their own, and no choice of dark is offered."""
    context = browser.new_context(color_scheme=scheme)
    context.add_init_script(
        "const known = CSS.supports; CSS.supports = (...words) => !/light-dark/.test(words.join()) && known(...words)"
    )
    page = context.new_page()
    page.route("**/*.css*", age)
    page.goto(f"{server}checklists/maatwerktraject.html")
    page.locator(".zoek-knop").click()
    grounds = {
        part: page.locator(part).evaluate("e => getComputedStyle(e).backgroundColor")
        for part in ("body", ".kop", ".zoek")
    }
    ink = page.locator(".zoek").evaluate("e => getComputedStyle(e).color")
    assert grounds == {"body": LIGHT["papier"], ".kop": LIGHT["merk"], ".zoek": LIGHT["papier"]}
    assert ink == LIGHT["inkt"]
    assert page.locator('[data-doe="weergave"]:not([hidden])').count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    context.close()


def test_without_a_dialog_the_search_leads_to_a_page(browser: Browser, server: str) -> None:
    """A browser that has no <dialog> keeps the link that stands there without a script, and the tables keep their filter."""
    context = browser.new_context()
    context.add_init_script("delete globalThis.HTMLDialogElement; delete globalThis.HTMLUnknownElement")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server}kenniscentra.html")
    page.locator(".tabel-filter input").first.fill("bouw")
    assert page.locator("a.zoek-knop").get_attribute("href") == "begrippen.html"
    assert errors == []
    page.locator("a.zoek-knop").click()
    assert page.url.endswith("begrippen.html")
    context.close()
