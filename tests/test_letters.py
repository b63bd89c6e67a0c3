"""Our own letters from the first page on, and nothing that moves when they come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page

from macros.content.letters import FAMILY, list_faces, strange_signs
from macros.edition.catalog import OFFLINE
from macros.formats.typeface import make_ttf
from macros.site.offline import files_folder
from tests.conftest import ROOT, Site
from tests.test_weight import _WATCH, first_visits, requests_of

_CSS = ROOT / "docs" / "assets" / "css"
_JS = ROOT / "docs" / "assets" / "js"
_PAGES = (
    "index.html",
    "maatwerktraject/index.html",
    "checklists/maatwerktraject.html",
    "over.html",
    "kenniscentra.html",
)
_FALLBACK = re.compile(r'font-family: "Als (\w+)"; font-weight: (\d+); src: (.+?); size-adjust: ([\d.]+)%')
_HEIGHTS = (
    "[...document.querySelectorAll('article :is(h1, h2, p, li)')].map(text => text.getBoundingClientRect().height)"
)
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
_LOADED = "[...document.fonts].filter(face => face.family.includes('Atkinson') && face.status === 'loaded').length >= 2"

# A fallback is on the machine and need not be fetched: its stand-in is there before we look.
_HAVE_FALLBACK = """async () => {
  const faces = [...document.fonts].filter(face => face.family.includes("Als "));
  await Promise.allSettled(faces.map(face => face.load()));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return faces.filter(face => face.status === "loaded").length;
}"""


def fallbacks() -> dict[str, dict[int, float]]:
    """How wide our letters are beside those of each fallback, by its name and by weight."""
    found: dict[str, dict[int, float]] = {}
    for name, weight, _, size in _FALLBACK.findall((_CSS / "letters.css").read_text(encoding="utf-8")):
        found.setdefault(name, {})[int(weight)] = float(size) / 100
    return found


@cache
def stand_in(weight: int, adjust: float) -> bytes:
    """Letters as wide as a fallback's, with an ascent and descent of their own: for a machine that lacks the fallback."""
    ours = next(face for face in list_faces() if face.weight == weight)
    font = TTFont(BytesIO(make_ttf(ours)))  # without hints, as ours on the web: a machine may round widths by them
    font["head"].unitsPerEm = round(1000 * adjust)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = 800, -150, 300
    for name in ("sTypoAscender", "usWinAscent"):
        setattr(font["OS/2"], name, 800)
    font["OS/2"].sTypoDescender, font["OS/2"].usWinDescent, font["OS/2"].sTypoLineGap = -150, 150, 300
    output = BytesIO()
    font.save(output)
    return output.getvalue()


class SlowLetters(SimpleHTTPRequestHandler):
    """Serves a site whose letters come when `let` is set, on a machine that has only the fallback `family`."""

    def __init__(self, *arguments: object, family: str, let: Event, directory: str) -> None:
        self.family, self.let = family, let
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the site's own files, but for letters."""
        path = Path(urlsplit(self.path).path)
        if path.name == "letters.css":
            css = (Path(self.directory) / "assets" / "css" / "letters.css").read_text(encoding="utf-8")
            self._send("text/css", re.sub(_FALLBACK, self._on_this_machine, css).encode())
        elif path.name.startswith("stand-in"):
            weight = int(path.suffix[1:])
            self._send("font/ttf", stand_in(weight, fallbacks()[self.family][weight]))
        else:
            if path.suffix == ".woff2":
                self.let.wait(60)
            super().do_GET()

    def _on_this_machine(self, match: re.Match[str]) -> str:
        source = f'url("stand-in.{match[2]}")' if match[1] == self.family else 'local("none")'
        return match[0].replace(match[3], source)

    def _send(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(params=["Arial", "Roboto", "DejaVu"])
def slow(request: pytest.FixtureRequest, site: Site) -> Iterator[tuple[str, Event]]:
    """The real site on a slow line, for each machine: its address, and what lets our letters come."""
    let = Event()
    handler = partial(SlowLetters, family=request.param, let=let, directory=str(site.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}/", let
        let.set()
        http.shutdown()


def drawn_in(page: Page, selector: str) -> set[str]:
    """The families in which the browser has drawn the text of an element."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}


def test_nothing_shifts_when_our_letters_come(browser: Browser, slow: tuple[str, Event]) -> None:
    """Whatever letters a machine has, paragraphs are as tall in them as in ours, and nothing on the screen moves."""
    address, let = slow
    addresses = [address + path for path in _PAGES]
    phone = {"width": 360, "height": 740}
    with first_visits(browser, addresses, _WATCH, viewport=phone, bypass_csp=True) as visits:
        before = [heights_in_a_fallback(page) for page, _ in visits]
        let.set()
        for (page, _), heights in zip(visits, before, strict=True):
            page.wait_for_function(_LOADED)
            page.wait_for_load_state("networkidle")
            assert FAMILY in drawn_in(page, "h1")
            moved = [one for one, other in zip(heights, page.evaluate(_HEIGHTS), strict=True) if one != other]
            # Where a machine rounds widths, a word at an edge may fall over it.
            assert len(moved) <= max(1, len(heights) / 50), page.url
            assert page.evaluate("window.shifted") < 0.001, page.url


def heights_in_a_fallback(page: Page) -> list[float]:
    """How tall the paragraphs of a page are before our letters have come."""
    page.wait_for_function(_PAINTED)
    assert page.evaluate(_HAVE_FALLBACK) == 2
    page.evaluate("window.shifted = 0")  # by the stand-in itself, which a machine has from the start
    heights: list[float] = page.evaluate(_HEIGHTS)
    assert heights
    return heights


@pytest.mark.parametrize("path", ["index.html", "checklists/maatwerktraject.html", "404.html"])
def test_the_first_page_asks_for_its_letters_once(browser: Browser, server: str, path: str) -> None:
    """The letters of the first screen are asked for at once and no more than once, and the text is drawn in them."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    fonts = [url for url in requests_of(page, server + path) if urlsplit(url).path.endswith(".woff2")]
    first = [urlsplit(url).path.rpartition("/")[2] for url in fonts[:2]]
    assert first == ["regular.woff2", "bold.woff2"]
    assert len(fonts) == len(set(fonts))
    assert len({urlsplit(url).path for url in fonts}) == len(fonts)
    assert (
        drawn_in(page, "h1")
        == drawn_in(page, "article :is(p:not(.alleen-scherm, details p), .vinkje label)")
        == {FAMILY}
    )
    assert said == []
    context.close()


def test_every_sign_on_a_page_is_in_our_letters(site: Site) -> None:
    """No page shows what the typeface has no letter for, but where it quotes the source; a machine would choose another."""
    for path, page in site.pages.items():
        quoted = "".join(tag.get_text() for tag in page.soup.find_all("del"))
        shown = " ".join(page.soup.stripped_strings).replace(quoted.strip() or " ", " ")
        assert [sign for sign in strange_signs(shown) if sign not in quoted] == [], path


def test_no_style_or_script_shows_a_sign_that_our_letters_lack(site: Site) -> None:
    """What a style puts beside a text, and what a script says, is drawn or in our letters."""
    scripts = (
        path for path in _JS.glob("*.js") if not path.name.startswith("zoektaal")
    )  # which knows what others type
    for file in (*_CSS.glob("*.css"), *scripts):
        path = site.folder / file.relative_to(ROOT / "docs")
        text = re.sub(r"/\*.*?\*/|^ *//.*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        said = "".join(re.findall(r'content: "([^"]*)"' if file.suffix == ".css" else r'"([^"\n]*)"', text))
        shown = re.sub(r"\\u?([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), said)
        assert [sign for sign in strange_signs(shown) if sign.isprintable()] == [], path.name


def test_the_copy_on_a_stick_has_the_same_letters(browser: Browser, site: Site, tmp_path: Path) -> None:
    """Opened as a file the pages have our letters too, and the browser finds nothing to complain of."""
    with ZipFile(site.folder / OFFLINE.path) as archive:
        archive.extractall(tmp_path)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / Path(OFFLINE.name).stem / files_folder() / "index.html").as_uri(), wait_until="networkidle")
    assert drawn_in(page, "h1") == {FAMILY}
    assert said == []
    page.close()
