"""A handbook that was read before is not read again, and is the same handbook."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros import check, kept
from macros.kept import current_edition, last_good_edition
from macros.messages import DataFout
from macros.pages import Edition
from macros.render import PageView
from tests.test_data_fout import GOED, snapshot
from tests.test_school import EXAMPLE, lay


class Book:
    """A small handbook, read as a process does that has just begun."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = Path(shutil.copytree(GOED, folder / "boek"))
        self.store = folder / "kept"
        self.times_read = 0
        self._read = check.load_edition
        monkeypatch.setattr(check, "load_edition", self._count)
        self._forget = lambda: monkeypatch.setattr(kept, "_editions", {})

    def _count(self, *folders: Path) -> Edition:
        self.times_read += 1
        return self._read(*folders)

    def open(self) -> Edition:
        """The handbook, for a new process."""
        self._forget()
        return self.open_again()

    def open_again(self) -> Edition:
        """The handbook, for a process that had it before."""
        return current_edition(self.folder / "data", self.folder / "docs", self.store)

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """A handbook of which nothing is kept yet."""
    return Book(tmp_path, monkeypatch)


def test_another_process_reads_nothing(book: Book) -> None:
    """What one process read is there for the next, the whole of it."""
    first = book.open()
    assert book.open() == first
    assert book.times_read == 1


def test_a_new_time_is_no_change(book: Book) -> None:
    """A file that was written again with what it held, as Git does, is not read again."""
    book.open()
    for path in (book.folder / "data").rglob("*.yml"):
        os.utime(path, (0, 0))
    book.open()
    assert book.times_read == 1


@pytest.mark.parametrize("opens", [Book.open, Book.open_again])
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
def test_a_change_is_read(book: Book, change: Callable[[Book], object], opens: Callable[[Book], Edition]) -> None:
    """Whatever changes is in the next handbook, of the same process and of another."""
    before = book.open()
    change(book)
    assert opens(book) != before
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


def test_what_is_saved_meanwhile_is_not_mixed_up(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was saved while all was being read, and then put back, is not kept for what it was."""
    titel = ("data/methodiek.yml", "titel: ", "titel: Nieuw ")
    load = check.load_edition

    def save_and_load(*folders: Path) -> Edition:
        book.replace(*titel)
        return load(*folders)

    with monkeypatch.context() as patch:
        patch.setattr(check, "load_edition", save_and_load)
        book.open()
    book.replace(titel[0], titel[2], titel[1])
    assert "Nieuw" not in book.open().handboek.methodiek.titel


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


def test_a_new_reader_reads_again(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other code made of the files, or other versions of what reads them, is not used."""
    book.open()
    monkeypatch.setattr(kept, "_READERS", "another")
    book.open()
    assert book.times_read == 2


@pytest.mark.parametrize(
    "spoil", [lambda content: content[:-99], lambda content: b"", lambda content: pickle.dumps("x")]
)
def test_a_spoilt_file_is_made_again(book: Book, spoil: Callable[[bytes], bytes]) -> None:
    """A file that holds no handbook is nothing to stop for."""
    first = book.open()
    (path,) = book.store.iterdir()
    path.write_bytes(spoil(path.read_bytes()))
    assert book.open() == first
    assert book.open() == first
    assert book.times_read == 2


def test_nowhere_to_keep_it_is_no_mistake(book: Book) -> None:
    """Where nothing can be written, the handbook is read each time."""
    book.store.write_text("no folder")
    assert book.open() == book.open()
    assert book.times_read == 2


def test_one_handbook_is_kept(book: Book) -> None:
    """Saving a hundred times does not fill a disk, nor does a process that was ended while it wrote."""
    book.open()
    (book.store / "oud.1.partial").write_text("x")
    os.utime(book.store / "oud.1.partial", (0, 0))
    for text in ("een", "twee", "drie"):
        (book.folder / "docs" / "nieuw.md").write_text(f"# {text}\n")
        book.open()
    assert len(list(book.store.iterdir())) == 1


def test_a_mistake_is_not_kept(book: Book) -> None:
    """It is said each time, and the last good handbook is still there for a server."""
    good = book.open()
    book.replace("docs/index.md", "{{", "{{ onbekend() }}\n\n{{")
    for _ in range(2):
        with pytest.raises(DataFout, match="onbekend"):
            book.open_again()
    assert last_good_edition(book.folder / "data", book.folder / "docs") is good
    book.replace("docs/index.md", "{{ onbekend() }}\n\n", "")
    assert book.open_again() == good


def test_nothing_is_written_without_a_store(book: Book) -> None:
    """Who only wants to know what is there leaves no file behind."""
    before = snapshot(book.folder.parent)
    current_edition(book.folder / "data", book.folder / "docs")
    assert snapshot(book.folder.parent) == before


def test_what_was_kept_gives_the_same_pages(edition: Edition) -> None:
    """The real handbook shows the same on every page, whether it was read or kept."""
    again = pickle.loads(pickle.dumps(edition))
    for page in edition.pages:
        assert PageView(again, page.path).render_page() == PageView(edition, page.path).render_page(), page.path


def test_the_school_is_kept_too(book: Book) -> None:
    """A school's layer, its logo included, is the same from the file."""
    lay(book.folder, EXAMPLE.partition("contacten")[0])
    first = book.open()
    again = book.open()
    assert (again, again.logo) == (first, book.folder / "school" / "logo.svg")
    assert book.times_read == 1
