"""The second engine builds the same handbook: page by page, in a browser, and what can be taken along."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect

from macros.edition.catalog import OFFLINE
from tests.conftest import ROOT, BuiltPage, Site, copy_project, keep_made, run, served
from tests.test_accessibility import find, visit
from tests.test_serve import Server, free_port, serving
from tests.zoekmaat import measure_all, read_questions

_ADDRESSES = ("href", "src", "data-zoek")
_NOT_COMPARED = (*_ADDRESSES, "data-laad")  # a digest of a page's own text, of which the engines break lines otherwise
_BUILD = ("make", "site", "MOTOR=zensical", f"PY={sys.executable}", "VENV=stamps")
_PHONE, _DESKTOP = (360, 800), (1280, 800)
_LIST, _FIRST = "checklists/maatwerktraject.html", "contact-opnemen-met-kenniscentrum"
_KINDS = ("index.html", "maatwerktraject/kaders.html", _LIST, "rollen/docent.html", "kenniscentra.html", "404.html")


def prepare(project: Path) -> Path:
    """A copy of a project in which `_BUILD` finds all that it needs installed, and the downloads made before."""
    (project / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    if not (project / ".made").exists():
        keep_made(project)
    for path in ("requirements.txt", "requirements-zensical.txt", "stamps/.run", "stamps/.zensical"):
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).touch()
    return project


@pytest.fixture(scope="module")
def zensical(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site, built by the second engine; after that of the first, whose downloads it can use."""
    return build(prepare(copy_project(tmp_path_factory.mktemp("zensical"))))


def build(project: Path) -> Site:
    """The site of a project, built by the second engine."""
    result = run(*_BUILD, cwd=project)
    assert result.returncode == 0, result.stderr
    return Site(project / "site", result.stdout + result.stderr)


@pytest.fixture(scope="module")
def zensical_tuin(tuin: Site, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The English site, built by the second engine after the first."""
    copy = tmp_path_factory.mktemp("zensical-garden") / "project"
    shutil.copytree(project, copy, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", ".cache"))
    return build(prepare(copy))


@pytest.fixture(scope="module", params=["own", "english"])
def engines(request: pytest.FixtureRequest) -> tuple[Site, Site]:
    """A handbook as each engine builds it: MkDocs and Zensical."""
    names = ("site", "zensical") if request.param == "own" else ("tuin", "zensical_tuin")
    return request.getfixturevalue(names[0]), request.getfixturevalue(names[1])


@pytest.fixture(scope="module")
def address(zensical: Site) -> Iterator[str]:
    """Where the second engine's site is served."""
    with served(zensical.folder) as address:
        yield address


# --- The same handbook ----------------------------------------------------------------------------


def files_of(site: Site) -> set[str]:
    """Every file of a site."""
    return {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}


def text(page: BuiltPage) -> list[str]:
    """What the article says, but for how large the copy of the site itself is."""
    strings = (
        words for words in page.article.strings if not words.parent.get("data-grootte", "").endswith(OFFLINE.ending)
    )
    return [" ".join(words.split()) for words in strings if words.strip()]


def ids(page: BuiltPage) -> list[str]:
    """Every id of the page, in order."""
    return [str(tag["id"]) for tag in page.soup.find_all(id=True)]


def links(page: BuiltPage) -> list[str]:
    """Where every link of the page leads, and every file that it loads, in order."""
    named = (str(tag[name]).split() for tag in page.soup.find_all(True) for name in _ADDRESSES if tag.get(name))
    return [urljoin(f"http://site/{page.path}", address) for addresses in named for address in addresses]


def tags(page: BuiltPage) -> list[tuple[str, dict[str, object]]]:
    """Every tag of the page with its attributes, in order, but for what it links to."""
    return [
        (tag.name, {name: value for name, value in tag.attrs.items() if name not in _NOT_COMPARED})
        for tag in page.soup.find_all(True)
    ]


def all_pages(site: Site) -> dict[str, BuiltPage]:
    """Every page of a site, that for what does not exist included."""
    return {**site.pages, "404.html": BuiltPage("404.html", (site.folder / "404.html").read_text(encoding="utf-8"))}


def test_the_build_finds_no_fault(engines: tuple[Site, Site]) -> None:
    """The second engine has nothing to remark."""
    _, zensical = engines
    assert "No issues found" in zensical.log
    assert "Warning" not in zensical.log


def test_the_same_files(engines: tuple[Site, Site]) -> None:
    """Both sites have the same files, but for the packed sitemap that only the first engine makes."""
    site, zensical = engines
    packed = {"sitemap.xml.gz"}
    assert files_of(site) - packed == files_of(zensical) - packed


@pytest.mark.parametrize("part", [text, ids, links, tags])
def test_the_same_pages(engines: tuple[Site, Site], part: Callable[[BuiltPage], list[object]]) -> None:
    """Every page has the same text, the same ids, the same links and the same tags."""
    expected, pages = map(all_pages, engines)
    assert set(expected) == set(pages)
    for path, page in expected.items():
        assert part(pages[path]) == part(page), path


@pytest.mark.parametrize("name", ["robots.txt", "sitemap.xml", "assets/zoekindex.js"])
def test_the_same_beside_the_pages(engines: tuple[Site, Site], name: str) -> None:
    """What is made beside the pages is the same byte for byte."""
    site, zensical = engines
    assert (zensical.folder / name).read_bytes() == (site.folder / name).read_bytes()


def test_the_same_downloads(engines: tuple[Site, Site]) -> None:
    """Every download is the same byte for byte; the copy of the site holds the same files."""
    site, zensical = engines
    downloads = {name for name in files_of(site) if name.startswith("downloads/")}
    (offline,) = (name for name in downloads if name.endswith(OFFLINE.ending))
    for name in downloads - {offline}:
        assert (zensical.folder / name).read_bytes() == (site.folder / name).read_bytes(), name
    ours, theirs = (zipfile.ZipFile(built.folder / offline).namelist() for built in engines)
    assert ours == theirs


# --- In a browser ---------------------------------------------------------------------------------


def test_a_checklist_remembers(browser: Browser, address: str) -> None:
    """What is ticked is counted, kept, and there again after a reload."""
    with visit(browser, _PHONE) as page:
        page.goto(address + _LIST)
        page.locator(f"#vink-{_FIRST}").check()
        expect(page.locator(".dossier-voortgang")).to_contain_text("1 van ")
        page.reload()
        expect(page.locator(f"#vink-{_FIRST}")).to_be_checked()


def test_the_search_answers(browser: Browser, address: str, zensical: Site) -> None:
    """Questions have their answer where the goal wants it."""
    lists = {"voorbeelden": read_questions()["voorbeelden"]}
    with visit(browser, _DESKTOP) as page:
        (score,) = measure_all(page, address, zensical.folder, lists)
    assert score.is_good, score.misses


@pytest.mark.parametrize("size", [_PHONE, _DESKTOP], ids=["phone", "desktop"])
def test_accessible(browser: Browser, address: str, size: tuple[int, int]) -> None:
    """No kind of page breaks a rule of WCAG 2.2 AA or of good practice."""
    with visit(browser, size, axe=True) as page:
        found = []
        for path in _KINDS:
            page.goto(address + path)
            found += find(page)
    assert found == []


# --- Building and serving -------------------------------------------------------------------------


def test_a_mistake_ends_the_build(tmp_path: Path) -> None:
    """A mistake in data/ gives its message and no traceback, and the site stays as it was."""
    project = prepare(copy_project(tmp_path))
    begrippen = project / "data" / "begrippen.yml"
    begrippen.write_text(begrippen.read_text(encoding="utf-8").replace("term:", "trem:", 1), encoding="utf-8")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("old")
    result = run(*_BUILD, cwd=project)
    assert result.returncode != 0
    assert "data/begrippen.yml:" in result.stderr
    assert "bedoelde u 'term'?" in result.stderr
    assert "Traceback" not in result.stderr
    assert (project / "site" / "index.html").read_text() == "old"


def test_an_unknown_engine_is_refused() -> None:
    """Who asks for another engine hears which there are."""
    result = run("make", "site", "MOTOR=iets-anders")
    assert result.returncode != 0
    assert "There is no MOTOR iets-anders: choose mkdocs or zensical" in result.stderr


def shows(server: Server, words: str) -> bool:
    """Whether the first page says this; a server does not answer yet when it starts, and may hang up while it builds."""
    try:
        return words in server.page("index.html")
    except OSError:
        return False


def test_a_saved_change_reaches_the_page(tmp_path: Path) -> None:
    """While the second engine serves, a change of the data is soon on the page, and a mistake is said."""
    command = [sys.executable, "-m", "zensical", "serve", "--dev-addr", f"127.0.0.1:{free_port()}"]
    with serving(copy_project(tmp_path), command) as server:
        server.wait_until(lambda: shows(server, "Boris brengt je bij"))
        with server.changed("data/methodiek.yml", "ondertitel: ", "ondertitel: Vandaag veranderd. "):
            server.wait_until(lambda: shows(server, "Vandaag veranderd."))
        with server.changed("data/begrippen.yml", "term: ", "trem: "):
            server.wait_until(lambda: "bedoelde u 'term'?" in server.said())
