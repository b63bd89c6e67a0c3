"""What a page loads has an address that changes with its content, so that a browser may keep it for ever."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from macros.site.addresses import list_digests, remove_unused, stamp_page, stamp_styles
from tests.conftest import Site


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A site of a stylesheet, its font, and two scripts."""
    for name, text in {
        "assets/css/a.css": 'p { src: url("../fonts/a.woff2"); mask: url(#b); background: url("data:image/png,x") }',
        "assets/fonts/a.woff2": "letters",
        "assets/js/a.js": "used",
        "assets/js/b.js": "unused",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def digest_of(file: Path) -> str:
    """What the address of a file with this content carries."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def test_a_page_names_what_its_files_hold(bare: Path) -> None:
    """Each asset that is there gets its digest, wherever the page stands: but no text, and no address elsewhere."""
    page = '<script src="../assets/js/a.js"></script><i data-zoek="/x/assets/js/a.js /x/assets/js/b.js">assets/js/c.js </i>'
    text = '<a href="https://else.example/assets/js/a.js" title="assets/js/a.js">assets/js/a.js </a>'
    a, b = (digest_of(bare / f"assets/js/{name}.js") for name in "ab")
    stamped = stamp_page(page, list_digests(bare))
    assert stamp_page(text, list_digests(bare)) == text
    assert stamped == page.replace("a.js", f"a.js?v={a}").replace("b.js", f"b.js?v={b}")
    assert stamp_page(stamped, list_digests(bare)) == stamped


def test_a_stylesheet_changes_with_its_font(bare: Path) -> None:
    """A font that changes changes the stylesheet that names it, and so the address of that in a page."""
    stamp_styles(bare)
    before = list_digests(bare)["assets/css/a.css"]
    stamp_styles(bare)
    assert list_digests(bare)["assets/css/a.css"] == before
    (bare / "assets/fonts/a.woff2").write_text("other letters")
    stamp_styles(bare)
    text = (bare / "assets/css/a.css").read_text()
    assert f'url("../fonts/a.woff2?v={digest_of(bare / "assets/fonts/a.woff2")}")' in text
    assert 'url(#b); background: url("data:image/png,x")' in text
    assert list_digests(bare)["assets/css/a.css"] != before


def test_programs_that_no_page_names_are_removed(bare: Path) -> None:
    """A script that nothing loads does not stay for somebody else to find; what is not a program does."""
    remove_unused(bare, ['<script src="assets/js/a.js"></script><link href="assets/css/a.css">'])
    assert {path.name for path in bare.rglob("*") if path.is_file()} == {"a.css", "a.woff2", "a.js"}


def test_everything_that_pages_load_has_its_digest(each_site: Site) -> None:
    """Scripts, stylesheets, pictures, fonts and the parts of the search: each address ends with what the file holds."""
    addresses = set()
    for path in each_site.folder.rglob("*.html"):
        page = urljoin("http://site/", path.relative_to(each_site.folder).as_posix())
        text = path.read_text(encoding="utf-8")
        addresses |= {urljoin(page, address) for address in re.findall(r'(?<=[" ])[^" ]*assets/[^" ]+(?=[" ])', text)}
    for style in each_site.folder.rglob("*.css"):
        page = urljoin("http://site/", style.relative_to(each_site.folder).as_posix())
        addresses |= {
            urljoin(page, name) for name in re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8"))
        }
    assert {Path(urlsplit(address).path).suffix for address in addresses} == {".css", ".js", ".svg", ".woff2"}
    for address in addresses:
        assert urlsplit(address).query == f"v={digest_of(each_site.folder / urlsplit(address).path.lstrip('/'))}"


def test_no_program_is_published_that_no_page_names(each_site: Site) -> None:
    """Every script and stylesheet of the site is named in a page, all styles in each."""
    programs = [path for path in each_site.folder.rglob("*") if path.suffix in (".js", ".css", ".map")]
    assert len(programs) > 10
    pages = [page.html for page in each_site.pages.values()]
    assert not [path for path in programs if not any(f"/{path.name}?v=" in html for html in pages)]
    styles = [path for path in programs if path.suffix == ".css"]
    assert not [path for path in styles if not all(f"/{path.name}?v=" in html for html in pages)]


def test_the_browser_asks_for_nothing_without_a_digest(browser: Browser, server: str) -> None:
    """Reading and searching, at the root and deeper, ask for no asset by an address that could grow old."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("index.html", "checklists/plaatsing.html", "404.html"):
        page.goto(server + path)
        page.keyboard.press("Control+k")
        page.keyboard.type("stagecontract")
        expect(page.locator("[data-zoekresultaten] a").first).to_be_visible()
        page.evaluate("document.fonts.ready")
    page.close()
    assets = {url for url in asked if "/assets/" in url}
    assert {"zoekindex.js", "handboek.css", "regular.woff2"} <= {Path(urlsplit(url).path).name for url in assets}
    assert all(re.search(r"\?v=[0-9a-f]{12}$", url) for url in assets)
