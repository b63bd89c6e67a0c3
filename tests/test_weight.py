"""Light and steady: what a page costs a reader, counted as the browser asks for it."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Site

_FIRST_VISIT, _NEXT_VISIT, _SCRIPTS = 100_000, 15_000, 15_000
# By how their names begin.
_ON_SOME_PAGES = {
    "dossier": 9_000, "overzicht": 5_000, "formulier": 2_000, "verder": 500, "filter": 2_200,
    "tabel": 1_800, "dias": 1_800, "oefening": 2_000,
    "lijst": 6_500, "samenstellen": 6_500, "mijnmap": 2_500, "school": 11_500,
}  # fmt: skip
_LONG_LISTS = {
    "actualiteit.html": 34_000,
    "begrippen.html": 23_000,
}  # all on one page, so that one can search and print it
_KINDS = (
    "index.html", "methodiek.html", "maatwerktraject/index.html", "maatwerktraject/operationeel.html", "plaatsing.html",
    "maatwerktraject/gesprek.html", "checklists/index.html", "checklists/maatwerktraject.html", "checklists/dossiers.html",
    "checklists/stageovereenkomst.html", "stappen.html", "rollen/index.html", "rollen/docent.html", "kenniscentra.html",
    "begrippen.html", "actualiteit.html", "bronnen.html", "instanties.html", "downloads.html", "over.html", "404.html",
    "trainers/index.html", "trainers/blokken.html", "trainers/oefeningen.html", "trainers/dias.html",
    "trainers/samenstellen.html", "map.html",
)  # fmt: skip
_PACKED = {".woff2", ".png"}
_WATCH = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def weigh(site: Site, address: str) -> int:
    """The bytes that a file costs on its way, compressed as a server does it."""
    file = site.folder / (urlsplit(address).path.lstrip("/") or "index.html")
    data = file.read_bytes()
    return len(data) if file.suffix in _PACKED else len(gzip.compress(data, 6))


def note_requests(page: Page) -> list[str]:
    """All that a page asks for from now on: the list grows as it loads."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if urlsplit(request.url).scheme == "http" else None)
    return asked


def requests_of(page: Page, address: str) -> list[str]:
    """All that the browser asks for to show one page."""
    asked = note_requests(page)
    page.goto(address, wait_until="networkidle")
    return asked


@contextmanager
def first_visits(
    browser: Browser, addresses: Iterable[str], script: str = "", **options: Any
) -> Iterator[list[tuple[Page, list[str]]]]:
    """Pages that are being loaded, each for a reader of its own, and what each asks for.

    They load all at once: most of a load is waiting until nothing more comes.
    """
    with ExitStack() as stack:
        visits = []
        for address in addresses:
            context = stack.enter_context(browser.new_context(locale="nl-NL", **options))
            context.add_init_script(script)
            page = context.new_page()
            visits.append((page, note_requests(page)))
            page.goto(address, wait_until="commit")
        yield visits


@pytest.fixture(scope="module")
def asked(browser: Browser, server: str) -> dict[str, list[str]]:
    """All that a first visit to each kind of page asks for."""
    return ask_for(browser, server, _KINDS)


def ask_for(browser: Browser, server: str, paths: Sequence[str]) -> dict[str, list[str]]:
    """All that a first visit to each of these pages asks for."""
    with first_visits(browser, [server + path for path in paths]) as visits:
        for page, _ in visits:
            page.wait_for_load_state("networkidle")
        return {path: addresses for path, (_, addresses) in zip(paths, visits, strict=True)}


@pytest.mark.parametrize("path", _KINDS)
def test_a_page_is_light(asked: dict[str, list[str]], server: str, site: Site, path: str) -> None:
    """A first visit costs less than 100 kB, fonts and all; the next only the page itself, less than 15 kB."""
    weights = {url: weigh(site, url) for url in asked[path]}
    assert len(weights) > 5
    assert sum(weights.values()) < _FIRST_VISIT, weights
    assert weights[server + path] < _LONG_LISTS.get(path, _NEXT_VISIT)


def test_each_page_of_another_handbook_is_light(browser: Browser, tuinserver: str, tuin: Site) -> None:
    """The English one, whose fasen have colours and icons of their own, costs a reader no more."""
    asked = ask_for(browser, tuinserver, sorted(tuin.pages))
    assert len(asked) > 20
    first = {path: sum(weigh(tuin, url) for url in addresses) for path, addresses in asked.items()}
    following = {path: weigh(tuin, path) for path in asked}
    assert {path: weight for path, weight in first.items() if weight >= _FIRST_VISIT} == {}
    assert {path: weight for path, weight in following.items() if weight >= _NEXT_VISIT} == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_a_page_loads(browser: Browser, server: str, width: int) -> None:
    """What a reader looks at stays where it is."""
    shifts = {}
    addresses = [server + path for path in _KINDS]
    with first_visits(browser, addresses, _WATCH, viewport={"width": width, "height": 800}) as visits:
        for page, _ in visits:
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.visibilityState") == "visible"  # a page that nobody sees tells of no shift
            shifts[page.url] = page.evaluate("window.shifted")
    assert {address: shift for address, shift in shifts.items() if shift >= 0.01} == {}


def test_scripts_are_light(site: Site) -> None:
    """The scripts of every page weigh at most 15 kB compressed; each set that goes only with some pages has its own limit."""
    later = {"zoektaal-nl.js", "zoektaal.js", "zoekmachine.js", "zoekvenster.js"}
    scripts = {path for path in (site.folder / "assets" / "js").glob("*.js") if path.name not in later}
    scripts -= {path for path in scripts if path.name.startswith("excel")}  # loaded when somebody first asks for it
    for name, limit in _ON_SOME_PAGES.items():
        of_some = {path for path in scripts if path.name.startswith(name)}
        assert 0 < weigh_all(of_some) <= limit, name
        scripts -= of_some
    assert weigh_all(scripts) <= _SCRIPTS


def weigh_all(paths: Iterable[Path]) -> int:
    """What these files weigh together, compressed."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


@pytest.mark.parametrize("name", ["dossier", "overzicht", "dias", "oefening", "lijst", "samenstellen", "mijnmap"])
def test_what_shows_a_dossier_goes_with_a_page_that_has_one(site: Site, name: str) -> None:
    """A page loads the scripts of a dossier, or of the overview, when it has one, and no other page does."""
    loading = {path for path, page in site.pages.items() if page.soup.select(f'script[src*="/js/{name}"]')}
    assert loading == {path for path, page in site.pages.items() if page.article.select(f"[data-{name}]")}
    assert loading


@pytest.mark.parametrize("path", ["index.html", "checklists/maatwerktraject.html"])
def test_the_search_costs_nothing_until_it_is_used(browser: Browser, server: str, path: str) -> None:
    """Neither the index nor the engine of the search is loaded before somebody opens it."""
    context = browser.new_context()
    names = {urlsplit(url).path.rsplit("/", 1)[-1] for url in requests_of(context.new_page(), server + path)}
    context.close()
    assert names.isdisjoint({"zoekindex.js", "zoekmachine.js", "zoektaal-nl.js", "zoektaal.js", "zoekvenster.js"})
