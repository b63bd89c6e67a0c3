"""What several tests need: the real site, built once, and the pages in it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, sync_playwright

from macros.edition import Edition
from macros.edition.load import load_edition
from macros.words import DEFAULT, EDITORS_LANGUAGE, speak
from tests.browser import BRIEF, FLAGS, find_browser
from tests.example import make_example
from tests.poppler import texts_of_pages
from tests.school import lay

os.environ[EDITORS_LANGUAGE] = "handboek"  # that of the method, whatever this machine speaks
ROOT = Path(__file__).parent.parent
_PAGES_CONFIG = """\
INHERIT: handboek.yml
plugins: [macros: {module_name: pages, on_undefined: strict, on_error_fail: true}]
"""
_PAGES_DOOR = """\
from macros import define_env, on_post_page_macros, on_pre_page_macros
from macros.reading import yaml

yaml.LARGEST_FILE = 10**9  # what was made larger to be measured is not for an editor to divide
"""


def pytest_collectstart() -> None:
    """What a module reads when it is loaded, may be in another language than the next."""
    speak(DEFAULT)


def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> None:
    """What many tests share is made in the same language, whatever the one that is the first to ask for it has read."""
    if fixturedef.scope != "function":
        speak(DEFAULT)


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """What one test, or what it was made with, says in another language is no business of the next."""
    speak(DEFAULT)
    yield
    speak(DEFAULT)


def run(*command: str | Path, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project; its output and exit status are for the caller to judge; `more` is put in its environment."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(cwd), **more}
    return subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True)


def mkdocs(*words: str | Path, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs of this environment."""
    return run(sys.executable, "-m", "mkdocs", *words, cwd=cwd, **more)


def copy_project(folder: Path) -> Path:
    """Copy all that a build needs into `folder`, for a test that changes something in it."""
    project = folder / "project"
    for name in ("data", "docs", "macros", "overrides", "school"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    return project


def pages_project(folder: Path) -> Path:
    """Copy the project for builds of the pages and nothing beside them: its door leaves out what comes after a build."""
    project = copy_project(folder)
    (project / "mkdocs.yml").rename(project / "handboek.yml")
    (project / "mkdocs.yml").write_text(_PAGES_CONFIG, encoding="utf-8")
    (project / "pages.py").write_text(_PAGES_DOOR, encoding="utf-8")
    return project


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file of the site."""

    path: str
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The parsed page."""
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def article(self) -> Tag:
        """What the page itself says, without menus."""
        article = self.soup.find("article")
        assert isinstance(article, Tag), f"{self.path} has no article"
        return article


@dataclass(frozen=True)
class Site:
    """A built site and what the build said."""

    folder: Path
    log: str

    @cached_property
    def pages(self) -> dict[str, BuiltPage]:
        """Every page by its path, 404.html apart."""
        files = sorted(path for path in self.folder.rglob("*.html") if path.name != "404.html")
        paths = {path.relative_to(self.folder).as_posix(): path for path in files}
        return {name: BuiltPage(name, path.read_text(encoding="utf-8")) for name, path in paths.items()}

    def equal_ids(self) -> Iterator[str]:
        """Yield each id that stands more than once on a page."""
        for path, page in self.pages.items():
            counts = Counter(tag["id"] for tag in page.soup.find_all(id=True))
            yield from (f"{path}#{name}" for name, count in counts.items() if count > 1)

    def dead_links(self) -> Iterator[str]:
        """Yield each link within the site that leads to no page, or to no anchor on it."""
        ids = {path: {tag["id"] for tag in page.soup.find_all(id=True)} for path, page in self.pages.items()}
        for path, page in self.pages.items():
            for link in page.soup.find_all("a", href=True):
                parts = urlsplit(urljoin(f"http://site/{path}", str(link["href"])))
                if parts.netloc != "site" or parts.scheme != "http":
                    continue
                target, anchor = unquote(parts.path.lstrip("/")) or "index.html", unquote(parts.fragment)
                whole = (self.folder / target).is_file() and (not anchor or "=" in anchor)  # that says what to do there
                if not whole and anchor not in ids.get(target, ()):
                    yield f"{path}: {link['href']}"


@contextmanager
def made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder that all workers share: the first to come finds it missing and makes it, while the others wait."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def build_once(factory: pytest.TempPathFactory, name: str, prepare: Callable[[Path], Path], **more: str) -> Site:
    """The site of the project that `prepare` makes in a folder, built strictly, with `more` around it, once for all workers."""
    with made_once(factory, name) as folder:
        log = folder / "log"
        if not log.exists():
            folder.mkdir()
            result = mkdocs("build", "--strict", "--site-dir", folder / "site", cwd=prepare(folder), **more)
            assert result.returncode == 0, result.stderr
            log.write_text(result.stdout + result.stderr, encoding="utf-8")
    return Site(folder / "site", log.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real site."""
    return build_once(tmp_path_factory, "real", lambda folder: ROOT)


@pytest.fixture(scope="session")
def brugsite(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the real handbook with the layer of a school; its files are kept where those of the method are."""

    return build_once(tmp_path_factory, "school", lambda folder: keep_made(lay(copy_project(folder))))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook of another method, in English, with its own copy of the code."""
    with made_once(tmp_path_factory, "garden") as folder:
        if not folder.exists():
            make_example(folder)
    return folder


@pytest.fixture(scope="session")
def tuin(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Site:
    """The site of that handbook."""
    return build_once(tmp_path_factory, "garden-site", lambda folder: keep_made(project))


def keep_made(project: Path) -> Path:
    """The project, with its files kept where those of this one are: what was made before is not made again."""
    made = ROOT / ".made"
    made.mkdir(exist_ok=True)
    (project / ".made").symlink_to(made)
    return project


@pytest.fixture(scope="session")
def tuinserver(tuin: Site) -> Iterator[str]:
    """Where its site is served."""
    with served(tuin.folder) as address:
        yield address


@pytest.fixture(scope="module", params=["own", "english"])
def each_site(request: pytest.FixtureRequest) -> Site:
    """The site of this handbook, and that of the English one: what is promised of the one holds for the other."""
    found = request.getfixturevalue("site" if request.param == "own" else "tuin")
    assert isinstance(found, Site)
    return found


@cache
def pdf_pages(path: Path) -> list[str]:
    """The text of each page of a PDF, read once."""
    return texts_of_pages(path)


@cache
def real_edition() -> Edition:
    """The handbook of this project, read once."""
    return load_edition(ROOT / "data", ROOT / "docs")


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The real handbook."""
    return real_edition()


@pytest.fixture(scope="session")
def brug(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The real handbook with the layer of a school."""
    project = lay(copy_project(tmp_path_factory.mktemp("school")))
    return load_edition(project / "data", project / "docs")


@pytest.fixture(scope="module", params=[False, True], ids=["method", "school"])
def either(request: pytest.FixtureRequest, brug: Edition) -> Edition:
    """The real handbook, and that with the layer of a school."""
    return brug if request.param else real_edition()


@pytest.fixture(scope="module")
def either_site(request: pytest.FixtureRequest, either: Edition) -> Site:
    """Its site."""
    found = request.getfixturevalue("brugsite" if either.handboek.school else "site")
    assert isinstance(found, Site)
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address on this machine where a folder is served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()


@pytest.fixture(scope="session")
def server(site: Site) -> Iterator[str]:
    """The address on this machine where the real site is served."""
    with served(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*FLAGS, BRIEF])
        yield browser
        browser.close()
