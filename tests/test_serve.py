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
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from macros.site.editing import without_edit_links
from tests.conftest import ROOT, copy_project

_PATIENCE = 60  # seconds before we give up: only a server that is stuck takes that long
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
def serving(folder: Path, command: list[str]) -> Iterator[Server]:
    """Serve a copy of the project in `folder` with `command`, which ends with the address to serve on."""
    project, log = copy_project(folder), folder / "log"
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
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


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for a copy of the project."""
    with serving(tmp_path_factory.mktemp("serve"), serve_command()) as server:
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
    """A mistake in data/ shows its file and line, the last good page stays, and what mends it is on the page."""
    good = served.page("begrippen.html")
    with served.changed("data/begrippen.yml", "    term: ", "    trem: Vandaag veranderd "):
        served.wait_until(lambda: bool(re.search(r"^data/begrippen\.yml:\d+: 'trem' is .*'term'", served.said(), re.M)))
        assert served.page("begrippen.html") == good
        with served.changed("data/begrippen.yml", "    trem: ", "    term: "):
            served.wait_until(lambda: "Vandaag veranderd" in served.page("begrippen.html"))
    assert served.page("begrippen.html") == good
    assert "Traceback" not in served.said()


@pytest.mark.parametrize("mistake", _MISTAKES_IN_PAGES)
def test_a_mistake_in_a_page_is_said(served: Server, mistake: str) -> None:
    """A macro that cannot work shows its page and line, and the last good page stays."""
    good, before = served.page("index.html"), len(served.said())
    with served.changed("docs/index.md", "{{ fasen() }}", _MISTAKES_IN_PAGES[mistake]):
        served.wait_until(lambda: bool(re.search(r"^docs/\w+\.md:\d+: ", served.said()[before:], re.MULTILINE)))
        assert served.page("index.html") == good
    assert served.page("index.html") == good
    assert "Traceback" not in served.said()[before:]


def test_a_dead_link_is_said(served: Server) -> None:
    """A link to a page that does not exist is named, and the pages go on."""
    with served.changed("docs/over.md", "# Over dit handboek", "# Over dit handboek\n\n[Hier](nergens.md)"):
        served.wait_until(lambda: "'nergens.md'" in served.said())
        assert "Hier" in served.page("over.html")


def test_a_mistake_in_a_template_is_said(served: Server) -> None:
    """A template that cannot work names itself, and the last good page stays."""
    good = served.page("index.html")
    with served.changed("macros/render/templates/welkom.j2", "<p", "{% if %}<p"):
        served.wait_until(lambda: "TemplateSyntaxError" in served.said())
        assert 'templates/welkom.j2", line 1' in served.said()
        assert served.page("index.html") == good


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
    with serving(tmp_path, [*_EDITOR, *serve_command()]) as served:
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


@pytest.mark.parametrize("before", [[], _EDITOR], ids=["alone", "with editor"])
def test_a_server_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path, before: list[str]) -> None:
    """What makes the downloads aside ends with the server, when that is ended by a SIGTERM."""

    def at_work() -> list[str]:
        listed = subprocess.run(["ps", "-Aww", "-o", "args"], capture_output=True, text=True).stdout.splitlines()
        return [line for line in listed if f"{tmp_path}" in line]

    with serving(tmp_path, [*before, *serve_command()]) as server:
        server.wait_until(lambda: any(" finish " in line for line in at_work()))
        server.process.terminate()
        assert server.process.wait(_PATIENCE) != 0
        start = time.monotonic()
        while at_work() and time.monotonic() < start + _PATIENCE:
            time.sleep(0.05)
        assert at_work() == []
