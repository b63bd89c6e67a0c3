"""The Content-Security-Policy of every page: normal use never meets it, and what does not belong there is stopped."""

from __future__ import annotations

import re
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from macros.edition.catalog import OFFLINE
from macros.site.offline import files_folder
from macros.site.policy import add_policy
from tests.conftest import Site

_LIST = "checklists/maatwerktraject.html"
_PATIENCE = 3000  # looks before we give up
_FIRST = "contact-opnemen-met-kenniscentrum"
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
# What the policy stopped is kept for the test to read.
_WATCH = """
globalThis.stopped = [];
addEventListener("securitypolicyviolation", event => stopped.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
_PAGE = "<!doctype html><html><head>{}<title>x</title></head><body><p>begin</p>{}</body></html>"


def hash_of(script: str) -> str:
    """What a policy names an inline script by."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy_of(html: str) -> str:
    """The one policy of a page; it stands before all else in the head, because it only holds for what comes after it."""
    soup = BeautifulSoup(html, "html.parser")
    (meta,) = soup.find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert soup.head
    assert soup.head.find(True) is meta
    return str(meta["content"])


# --- The pages ------------------------------------------------------------------------------------


def test_every_page_has_the_policy(site: Site) -> None:
    """Each page, also the one for addresses that do not exist, lets through its own files and no script within it."""
    pages = list(site.folder.rglob("*.html"))
    assert len(pages) == len(site.pages) + 1
    assert {policy_of(path.read_text(encoding="utf-8")) for path in pages} == {_STRICT}


def test_no_page_has_what_the_policy_stops(site: Site) -> None:
    """No page styles or scripts an element within its own text."""
    for path, page in site.pages.items():
        for tag in page.soup.find_all(True):
            assert tag.name != "style", path
            assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], (path, tag)
            assert not str(tag.get("href", "")).startswith("javascript:"), (path, tag)


def test_a_page_of_any_generator_gets_hashes_of_its_scripts() -> None:
    """Inline scripts that a page came with are let through by their digest; data and files need none."""
    scripts = ["var één = 'hé';\n", 'import "./a.js"']
    inline = f'<script>{scripts[0]}</script><script type="module">{scripts[1]}</script>'
    others = '<script type="application/ld+json">{"a": 1}</script><script src="a.js"></script>'
    policy = policy_of(add_policy(_PAGE.format('<meta charset="utf-8">', inline + others)))
    assert f"script-src 'self' {hash_of(scripts[0])} {hash_of(scripts[1])};" in policy


def test_a_policy_replaces_an_earlier_one() -> None:
    """A page that is finished again has one policy, and the rest of it is as it was."""
    page = _PAGE.format("", "<script>1</script>")
    once = add_policy(page)
    assert add_policy(add_policy(page, live=True)) == once
    assert re.sub(r"\n<meta http-equiv[^>]*>", "", once) == page


def test_a_page_without_a_head_is_refused() -> None:
    """A page that cannot have a policy does not get through unseen."""
    with pytest.raises(ValueError, match="<head>"):
        add_policy("<p>kaal</p>")


# --- In a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stick(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the unpacked offline copy."""
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(site.folder / OFFLINE.path) as archive:
        archive.extractall(folder)
    return f"{(folder / Path(OFFLINE.name).stem / files_folder()).as_uri()}/"


@pytest.fixture(params=["server", "stick"])
def address(request: pytest.FixtureRequest) -> str:
    """Where the handbook is read: from a server, and from a USB stick."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers what a policy stopped."""
    context = browser.new_context(accept_downloads=True)
    context.add_init_script(_WATCH)
    yield context
    context.close()


def stopped(page: Page, at_least: int = 0) -> list[str]:
    """What the policy of the page that is open has stopped, once that is as much as is waited for."""
    for _ in range(_PATIENCE):
        if len(found := list(page.evaluate("stopped"))) >= at_least:
            break
        page.wait_for_timeout(10)
    return found


def test_no_page_meets_its_policy(context: BrowserContext, address: str, site: Site) -> None:
    """Nothing is stopped on any page as it loads, on screen and in print."""
    page = context.new_page()
    for path in site.pages:
        page.goto(address + path)
        page.emulate_media(media="print")
        page.emulate_media(media="screen")
        assert stopped(page) == [], path


def test_normal_use_never_meets_the_policy(context: BrowserContext, address: str, tmp_path: Path) -> None:
    """Searching, filtering, sorting, ticking, saving to a file and opening it, and printing: all of it works."""
    page = context.new_page()
    page.goto(address + "stappen.html")
    page.get_by_label("Fase", exact=True).first.select_option(index=1)
    page.keyboard.press("Control+k")
    page.keyboard.type("stagecontract")
    expect(page.locator("[data-zoekresultaten] a").first).to_be_visible()
    assert stopped(page) == []

    page.goto(address + "kenniscentra.html")
    page.get_by_label("Zoek op beroep of sector").fill("bouw")
    page.get_by_role("columnheader", name="Sectoren").get_by_role("button").click()
    page.locator('[data-doe="weergave"]:visible').click()
    assert stopped(page) == []

    page.goto(address + _LIST)
    page.locator(f"#vink-{_FIRST}").check()
    page.locator(".dossier summary").click()
    with page.expect_download() as download:
        page.locator('[data-doe="bewaren"]').click()
    file = tmp_path / "dossiers.json"
    download.value.save_as(file)
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".dossier-melding")).to_contain_text("is geopend")
    assert page.pdf().startswith(b"%PDF")
    assert stopped(page) == []


def test_fonts_and_styles_are_loaded(context: BrowserContext, address: str) -> None:
    """The page looks as it was made: its own letters in its own colours."""
    page = context.new_page()
    page.goto(address + "index.html")
    own = "[...document.fonts].filter(face => !face.family.includes('Als '))"  # the others are the machine's
    loaded = f"Promise.all({own}.map(face => face.load())).then(faces => faces.map(face => face.status))"
    assert page.evaluate(loaded) == ["loaded"] * 4
    assert stopped(page) == []


def tamper(context: BrowserContext, path: str, injected: str, html: str = "") -> Page:
    """Open a page that somebody has added to, at the end of its body."""

    def answer(route: Route) -> None:
        page = html or route.fetch().text()
        route.fulfill(body=page.replace("</body>", f"{injected}</body>"), content_type="text/html")

    page = context.new_page()
    page.route(path, answer)
    page.goto(path)
    return page


@pytest.mark.parametrize(
    ("injected", "directive"),
    [
        ("<script>window.hit = 1</script>", "script-src-elem inline"),
        ('<img src="assets/img/merk.svg" onload="window.hit = 1">', "script-src-attr inline"),
        ('<script src="http://localhost:{port}/assets/js/tabel.js"></script>', "script-src-elem http"),
        ('<script src="data:text/javascript,window.hit=1"></script>', "script-src-elem data"),
        ('<img src="http://localhost:{port}/assets/img/merk.svg">', "img-src http"),
        ('<p style="color: red">rood</p>', "style-src-attr inline"),
        ("<style>p {{ color: red }}</style>", "style-src-elem inline"),
        ('<iframe src="over.html"></iframe>', "frame-src http"),
        ('<object data="assets/img/merk.svg"></object>', "object-src http"),
        ('<base href="http://localhost:{port}/">', "base-uri http"),
    ],
)
def test_what_is_injected_is_stopped(context: BrowserContext, server: str, injected: str, directive: str) -> None:
    """A script, handler, style, frame or file that somebody gets into a page does nothing."""
    port = server.rstrip("/").rsplit(":", 1)[1]
    page = tamper(context, f"{server}over.html", injected.format(port=port))
    assert [what for what in stopped(page, at_least=1) if what.startswith(directive)]
    assert page.evaluate("window.hit") is None


def test_what_a_script_would_add_is_stopped(context: BrowserContext, address: str) -> None:
    """Neither text made into code, nor a handler or a script put into the page, nor a form or a call elsewhere gets out."""
    page = context.new_page()
    page.goto(address + "over.html")
    page.evaluate("""async () => {
      const script = document.createElement("script");
      script.textContent = "window.hit = 1";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", '<b onclick="window.hit = 1">x</b>');
      document.body.lastElementChild.click();
      setTimeout("window.hit = 1");
      await fetch("http://localhost:9/").catch(() => {});
      const form = document.createElement("form");
      form.action = "http://localhost:9/";
      document.body.append(form);
      form.submit();
    }""")
    assert sorted(what.split(" ")[0] for what in stopped(page, at_least=5)) == [
        "connect-src", "form-action", "script-src", "script-src-attr", "script-src-elem",
    ]  # fmt: skip
    assert page.evaluate("window.hit") is None


def test_the_browser_agrees_about_hashes(context: BrowserContext, server: str) -> None:
    """A script that the page came with runs, with its accents and lines; one letter more and it does not; data is no script."""
    script = "\n  window.één = 'hé <b>';\n  // <!-- &amp;\n"
    data = '<script type="application/ld+json">{"@type": "ItemList"}</script>'
    page_with_scripts = add_policy(_PAGE.format('<meta charset="utf-8">', f"<script>{script}</script>{data}"))
    page = tamper(context, f"{server}over.html", "", page_with_scripts)
    assert page.evaluate("window.één") == "hé <b>"
    assert stopped(page) == []
    page = tamper(context, f"{server}over.html", "", page_with_scripts.replace("hé", "he"))
    assert page.evaluate("window.één") is None
    assert stopped(page) == ["script-src-elem inline"]
