"""A handbook that was read before is not read again while every file is the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.edition import Edition
from macros.edition.load import load_edition
from macros.making import current
from macros.making.current import current_edition, last_good_edition
from macros.reading.messages import DataFout
from tests.school import lay
from tests.test_data_fout import GOED, snapshot


class Book:
    """A small handbook that counts how often it is read."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = Path(shutil.copytree(GOED, folder / "boek"))
        self.times_read = 0
        self._read = load_edition
        monkeypatch.setattr(current, "load_edition", self._count)
        monkeypatch.setattr(current, "_editions", {})

    def _count(self, *folders: Path) -> Edition:
        self.times_read += 1
        return self._read(*folders)

    def open(self) -> Edition:
        """The handbook as it is now."""
        return current_edition(self.folder / "data", self.folder / "docs")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """A handbook that has not been read yet."""
    return Book(tmp_path, monkeypatch)


def test_what_is_the_same_is_not_read_again(book: Book) -> None:
    """A generator asks for the handbook for every page; it is read once."""
    assert book.open() is book.open()
    assert book.times_read == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.replace("data/methodiek.yml", "titel: ", "titel: Nieuw "),
        lambda book: book.replace("docs/index.md", "{{", "Nieuw.\n\n{{"),
        lambda book: (book.folder / "docs" / "nieuw.md").write_text("# Nieuw\n"),
        lambda book: lay(book.folder, "naam: De Brug\n"),
    ],
    ids=["data", "page", "new page", "school"],
)
def test_a_change_is_read(book: Book, change: Callable[[Book], object]) -> None:
    """Whatever changes is in the next handbook."""
    before = book.open()
    change(book)
    assert book.open() != before
    assert book.times_read == 2


@pytest.mark.parametrize("name", ["data/rollen.yml.txt", "data/x.YAML", "data/fasen/x.YML", "school/shool.yml"])
def test_a_slip_in_a_name_is_said(book: Book, name: str) -> None:
    """A file that nothing reads is a mistake, also when all that is read was kept."""
    book.open()
    (book.folder / "school").mkdir(exist_ok=True)
    (book.folder / name).write_text("x: y\n")
    with pytest.raises(DataFout, match="wordt niet gelezen"):
        book.open()


def test_a_folder_may_be_a_link(book: Book) -> None:
    """What changes behind it is read."""
    fasen, elsewhere = book.folder / "data" / "fasen", book.folder.parent / "elders"
    fasen.rename(elsewhere)
    fasen.symlink_to(elsewhere)
    before = book.open()
    (path, *_) = sorted(elsewhere.glob("*.yml"))
    path.write_text(path.read_text(encoding="utf-8").replace("titel: ", "titel: Nieuw ", 1), encoding="utf-8")
    assert book.open() != before


def test_strange_files_at_a_school_do_no_harm(book: Book) -> None:
    """A name in old signs, a pipe and a folder with the name of a file stop nothing."""
    school = book.folder / "school"
    school.mkdir()
    (school / os.fsdecode(b"caf\xe9.svg")).write_text("x")
    os.mkfifo(school / "pijp.png")
    (school / "map.jpg").mkdir()
    book.open()
    book.open()
    assert book.times_read == 1


def test_a_mistake_is_not_kept(book: Book) -> None:
    """It is said each time, and the last good handbook is still there for a server."""
    good = book.open()
    book.replace("docs/index.md", "{{", "{{ onbekend() }}\n\n{{")
    for _ in range(2):
        with pytest.raises(DataFout, match="onbekend"):
            book.open()
    assert last_good_edition(book.folder / "data", book.folder / "docs") is good
    book.replace("docs/index.md", "{{ onbekend() }}\n\n", "")
    assert book.open() == good


def test_nothing_is_written(book: Book) -> None:
    """Who only wants to know what is there leaves no file behind."""
    before = snapshot(book.folder.parent)
    current_edition(book.folder / "data", book.folder / "docs")
    assert snapshot(book.folder.parent) == before
