"""While serving, a saved change is soon on screen and a mistake never takes the page away."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from macros.site.editing import without_edit_links
from tests.conftest import ROOT, copy_project
from tests.example import make_example

_BANNER = re.compile(r'<div class="fouten" role="alert">.*?</div>\n?', re.DOTALL)
_PATIENCE = 300  # seconds before we give up: only a server that is stuck takes that long
_CHANGES = {
    "data": ("data/methodiek.yml", "ondertitel: ", "ondertitel: Vandaag veranderd. ", "index.html"),
    "docs": ("docs/over.md", "# Over dit handboek", "# Over dit handboek\n\nVandaag veranderd.", "over.html"),
    "templates": ("macros/render/templates/welkom.j2", "<p", "<p>Vandaag veranderd.</p>\n\n<p", "index.html"),
    "overrides": (
        "overrides/main.html",
        '<main class="pagina"',
        '<p>Vandaag veranderd.</p><main class="pagina"',
        "index.html",
    ),
}
_EDITOR = [sys.executable, "-m", "macros", "bewerk", "--port", "0", "--"]
_LIKE_WINDOWS = """
import os, sys
for name in ("fcntl", "grp", "pwd", "resource", "syslog", "termios"):
    sys.modules[name] = None
for name in ("getuid", "geteuid", "mkfifo", "nice"):
    delattr(os, name)
"""
# What is made aside takes all that a machine has, and is another test's subject.
_NO_DOWNLOADS = """
import os, sys
if "finish" in sys.orig_argv:
    os._exit(0)
"""
_MISTAKES_IN_PAGES = {
    "unknown id": "{{ fase('nergens') }}",
    "broken braces": "{{ fase('plaatsing' }}",
    "no macro": "{{ fasen() | kaart }}",
}


@dataclass(frozen=True)
class Server:
    """A running server, the project that it serves and what it has said."""

    project: Path
    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """The page as it is served now, the number of its build apart."""
        assert self.process.poll() is None, self.log.read_text()
        with urlopen(self.address + path, timeout=_PATIENCE) as answer:
            text: str = answer.read().decode()
        return re.sub(r"livereload\(\d+, \d+\)", "", text)

    def has_mistakes(self, path: str, good: str) -> list[str]:
        """What the page says is wrong, which is all that differs from what it was."""
        page = self.page(path)
        banner = _BANNER.search(page)
        assert page.replace(banner[0] if banner else "", "") == good
        return [unescape(line) for line in re.findall("<li>(.*)</li>", banner[0])] if banner else []

    def said(self) -> str:
        """All that the terminal has shown."""
        return self.log.read_text(encoding="utf-8")

    def wait_until(self, is_so: Callable[[], bool]) -> float:
        """Wait until something holds; returns the seconds that it took."""
        start = time.monotonic()
        while not is_so():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < start + _PATIENCE, self.said()
            time.sleep(0.02)
        return time.monotonic() - start

    def builds(self) -> int:
        """How many times the site was built again."""
        return self.said().count("Reloading")

    @contextmanager
    def changed(self, path: str, old: str, new: str) -> Iterator[None]:
        """Save a file with `new` for the first `old`; afterwards put it back and wait for the build."""
        file = self.project / path
        before = file.read_text(encoding="utf-8")
        assert old in before
        file.write_text(before.replace(old, new, 1), encoding="utf-8")
        try:
            yield
        finally:
            builds = self.builds()
            file.write_text(before, encoding="utf-8")
        self.wait_until(lambda: self.builds() > builds)


def free_port() -> int:
    """A port on this machine that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_command() -> list[str]:
    """The command of `make serve`, with a port of its own."""
    recipe = re.search(r"^serve:.*\n\t@\$\(PY\) (.*) --dev-addr", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    return [sys.executable, *recipe[1].split(), "--dev-addr", f"127.0.0.1:{free_port()}"]


@contextmanager
def serving(project: Path, command: list[str], *more: Path) -> Iterator[Server]:
    """Serve a project with `command`, which ends with the address to serve on.

    `more` are folders in which Python finds modules first.
    """
    log = project.parent / "log"
    path = os.pathsep.join(map(str, (*more, project)))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=project, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    server = Server(project, f"http://{command[-1]}/", log, process)
    try:
        server.wait_until(lambda: bool(re.search(r"Serving.* on ", server.said())))
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def commands_of_windows() -> list[list[str]]:
    """What ``data/README.md`` tells an editor to type on Windows, with this Python."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    return [[sys.executable, *words.split()] for words in re.findall(r"^ {4}\.venv\\Scripts\\python (.*)", text, re.M)]


def python_with(folder: Path, start: str) -> Path:
    """A folder in which Python finds what it does first, each time that it starts."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(start, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for a copy of the project."""
    folder = tmp_path_factory.mktemp("serve")
    with serving(copy_project(folder), serve_command(), python_with(folder / "python", _NO_DOWNLOADS)) as server:
        yield server


@pytest.mark.parametrize("place", _CHANGES)
def test_a_saved_change_reaches_the_page(
    served: Server, place: str, record_property: Callable[[str, object], None]
) -> None:
    """A change in any folder that readers see is soon on the page."""
    file, old, new, page = _CHANGES[place]
    with served.changed(file, old, new):
        record_property("seconds", served.wait_until(lambda: "Vandaag veranderd." in served.page(page)))
    assert "Vandaag veranderd." not in served.page(page)


def test_an_open_page_reloads_under_its_policy(served: Server, browser: Browser) -> None:
    """The policy holds while serving too, but for the server's own script, which shows a change in a page that is open."""
    page = browser.new_page()
    page.goto(f"{served.address}over.html")
    with served.changed("docs/over.md", "# Over dit handboek", "# Over dit handboek\n\nVandaag veranderd."):
        expect(page.get_by_text("Vandaag veranderd.")).to_be_visible(timeout=_PATIENCE * 1000)
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self';")
    page.close()


def test_a_mistake_in_data_is_said_and_mended(served: Server) -> None:
    """A mistake in data/ is said with its file and line, above the last good page too; what mends it takes that away."""
    good = served.page("begrippen.html")
    with served.changed("data/begrippen.yml", "    term: ", "    trem: Vandaag veranderd "):
        served.wait_until(lambda: bool(re.search(r"^data/begrippen\.yml:\d+: 'trem' is .*'term'", served.said(), re.M)))
        served.wait_until(lambda: bool(served.has_mistakes("begrippen.html", good)))
        (said,) = served.has_mistakes("begrippen.html", good)
        assert re.fullmatch(r"data/begrippen\.yml:\d+: 'trem' is .*'term'\?", said)
        with served.changed("data/begrippen.yml", "    trem: ", "    term: "):
            served.wait_until(lambda: "Vandaag veranderd" in served.page("begrippen.html"))
    assert served.page("begrippen.html") == good
    assert "Traceback" not in served.said()


@pytest.mark.parametrize("mistake", _MISTAKES_IN_PAGES)
def test_a_mistake_in_a_page_is_said(served: Server, mistake: str) -> None:
    """A macro that cannot work is said with its page and line, above the last good page too."""
    good, before = served.page("index.html"), len(served.said())
    with served.changed("docs/index.md", "{{ fasen() }}", _MISTAKES_IN_PAGES[mistake]):
        served.wait_until(lambda: bool(re.search(r"^docs/\w+\.md:\d+: ", served.said()[before:], re.MULTILINE)))
        served.wait_until(lambda: bool(served.has_mistakes("index.html", good)))
        assert served.has_mistakes("index.html", good)[0].startswith("docs/")
    assert served.page("index.html") == good
    assert "Traceback" not in served.said()[before:]


def test_a_dead_link_is_said(served: Server) -> None:
    """A link to a page that does not exist is named, and the pages go on, though a build counts it as a mistake."""
    with served.changed("docs/over.md", "# Over dit handboek", "# Over dit handboek\n\n[Hier](nergens.md)"):
        served.wait_until(lambda: "'nergens.md'" in served.said())
        assert "Hier" in served.page("over.html")


def test_a_mistake_in_a_template_is_said(served: Server) -> None:
    """A template that cannot work names itself, above the last good page too."""
    good = served.page("index.html")
    with served.changed("macros/render/templates/welkom.j2", "<p", "{% if %}<p"):
        served.wait_until(lambda: "TemplateSyntaxError" in served.said())
        assert 'templates/welkom.j2", line 1' in served.said()
        served.wait_until(lambda: bool(served.has_mistakes("index.html", good)))
        assert "TemplateSyntaxError" in served.has_mistakes("index.html", good)[0]


def test_the_banner_can_be_seen(served: Server, browser: Browser) -> None:
    """Who has a page open sees the mistake that was just saved, and no longer when it is mended."""
    page = browser.new_page()
    page.goto(f"{served.address}begrippen.html")
    with served.changed("data/begrippen.yml", "    term: ", "    trem: "):
        expect(page.get_by_role("alert")).to_contain_text("data/begrippen.yml:", timeout=_PATIENCE * 1000)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=_PATIENCE * 1000)
    page.close()


def test_the_terminal_says_what_an_editor_needs(served: Server) -> None:
    """Nothing of what the generator's parts say of themselves."""
    assert "[macros]" not in served.said()


def test_a_port_in_use_is_said_in_dutch(served: Server) -> None:
    """Who serves a second time on one port reads what to type."""
    command = [*serve_command()[:-1], served.address.removeprefix("http://").rstrip("/")]
    result = subprocess.run(command, cwd=served.project, capture_output=True, text=True)
    assert result.returncode != 0
    assert "make serve PORT=8001" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_mistake_before_the_start_is_said(tmp_path: Path) -> None:
    """A server that has nothing good to show says what is wrong and stops."""
    project = copy_project(tmp_path)
    (project / "data" / "rollen.yml").unlink()
    result = subprocess.run(serve_command(), cwd=project, capture_output=True, text=True)
    assert result.returncode != 0
    assert "data/rollen.yml:1: dit bestand ontbreekt" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_editor_beside_the_server(tmp_path: Path, browser: Browser) -> None:
    """Each thing on a page leads to its form, what is saved there is soon on the page, and no copy has those links."""
    command, start = [*_EDITOR, *serve_command()], python_with(tmp_path / "python", _NO_DOWNLOADS)
    with serving(copy_project(tmp_path), command, start) as served:
        served.wait_until(lambda: "Open dit om te bewerken:" in served.said())
        found = re.search(r"http://\S+/open\S+", served.said())
        assert found
        page = browser.new_page()
        page.goto(found[0])
        page.goto(f"{served.address}maatwerktraject/kaders.html")
        assert page.locator(".bewerk-hier a").count() > 6
        page.get_by_role("link", name="Bewerk: kaders-vaststellen", exact=True).click()
        expect(page.get_by_label("Titel (nodig)", exact=True)).to_have_value(
            "Kaders van het maatwerktraject vaststellen"
        )
        page.get_by_label("Titel (nodig)", exact=True).fill("Vandaag veranderd")
        page.get_by_role("button", name="Opslaan", exact=True).click()
        expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
        served.wait_until(lambda: "Vandaag veranderd" in served.page("maatwerktraject/kaders.html"))
        page.close()
        assert "bewerk-hier" not in without_edit_links(served.page("maatwerktraject/kaders.html"))


def test_editors_on_windows_need_nothing_that_it_lacks(tmp_path: Path) -> None:
    """What they are told to type works without ``make`` and without what Python has on no Windows, downloads too."""
    install, check, serve = commands_of_windows()
    assert install[1:3] == ["-m", "pip"]
    assert (ROOT / install[-1]).is_file()
    hide, project = python_with(tmp_path / "python", _LIKE_WINDOWS), tmp_path / "tuin"
    make_example(project)
    with serving(project, [*serve, "--dev-addr", f"127.0.0.1:{free_port()}"], hide) as server:
        assert "<h1" in server.page("index.html")
        server.wait_until(lambda: bool(re.search(r" 1 of \d\d: downloads", server.said())))
        assert "Traceback" not in server.said()
    environment = {**os.environ, "PYTHONPATH": str(hide)}
    done = subprocess.run(check, cwd=server.project, env=environment, capture_output=True, text=True)
    assert "All is well: 4 seasons" in done.stdout


@pytest.mark.parametrize("before", [[], _EDITOR], ids=["alone", "with editor"])
def test_a_server_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, before: list[str]) -> None:
    """What makes the downloads aside ends with the server, when that is ended by a SIGTERM."""

    def at_work() -> list[str]:
        listed = subprocess.run(["ps", "-Aww", "-o", "args"], capture_output=True, text=True).stdout.splitlines()
        return [line for line in listed if f"{tmp_path}" in line]

    with serving(copy_project(tmp_path), [*before, *serve_command()]) as server:
        server.wait_until(lambda: any(" finish " in line for line in at_work()))
        server.process.terminate()
        assert server.process.wait(_PATIENCE) != 0
        start = time.monotonic()
        while at_work() and time.monotonic() < start + _PATIENCE:
            time.sleep(0.05)
        assert at_work() == []
