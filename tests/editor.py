"""An editor for the tests: a copy of the handbook in a repository of its own, edited in a real browser by keyboard alone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from playwright.sync_api import Locator, Page, expect

from macros.editor.book import Book, Project
from macros.editor.server import Editor, listen
from tests.conftest import ROOT
from tests.school import lay

SITE = "http://127.0.0.1:9/"  # nothing is served there


def copy_texts(folder: Path, school: bool = False) -> Project:
    """The files that an editor changes, in a folder of their own under git."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("assets"))
    if school:
        lay(folder)
    (folder / ".gitignore").write_text(".bewerk/\n", encoding="utf-8")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.nl", *words)
    return Project(folder / "data", folder / "docs")


def git(folder: Path, *words: str) -> str:
    """What git says."""
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout


def changed_lines(project: Project) -> dict[str, tuple[int, int]]:
    """For each file that differs how many lines came and how many went."""
    git(project.root, "add", "--intent-to-add", ".")
    rows = [line.split("\t") for line in git(project.root, "diff", "--numstat").splitlines()]
    return {name: (int(come), int(gone)) for come, gone, name in rows}


@contextmanager
def editing(project: Project) -> Iterator[Editor]:
    """The editor of a project, listening."""
    editor = listen(project, SITE, 0)
    Thread(target=editor.server.serve_forever, daemon=True).start()
    yield editor
    editor.server.shutdown()
    editor.server.server_close()


@dataclass
class Hands:
    """Somebody with a keyboard."""

    page: Page
    editor: Editor

    @property
    def project(self) -> Project:
        """What is edited."""
        return self.editor.project

    def open(self, path: str = "") -> None:
        """Go to a page of the editor."""
        self.page.goto(self.editor.origin + path)

    def find(self, words: str, name: str) -> None:
        """Search for words and open the thing with this name."""
        self.open("/")
        self.type("Woorden van wat u wilt veranderen", words)
        self.page.keyboard.press("Enter")
        self.follow(name)

    def reach(self, target: Locator) -> None:
        """Press Tab until this has the focus."""
        expect(target).to_have_count(1)
        for _ in range(600):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab reaches {target}")

    def type(self, label: str, words: str) -> None:
        """Put words in a field, in the place of what is there."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list by its first letters."""
        field = self.page.get_by_label(label, exact=True)
        self.reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)

    def press(self, name: str) -> None:
        """Press a button."""
        self._do(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow a link."""
        self._do(self.page.get_by_role("link", name=name, exact=True))

    def _do(self, target: Locator) -> None:
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def save(self) -> None:
        """Save, and see that it was."""
        self.press("Opslaan")
        expect(self.page.locator(".bewerk-fout")).to_have_count(0)
        expect(self.page.get_by_text("Bewaard.", exact=True)).to_be_visible()

    def value(self, key: str) -> dict[str, object]:
        """What the files say of a thing now."""
        book = Book.of(self.project)
        return book.value(book.spots[key])
