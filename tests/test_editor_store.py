"""What an editor saves is whole, never takes the place of what another wrote, and can be taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from macros.editor.book import Book, Project, check
from macros.editor.changes import LAST, Change, Stale, apply_all, compare
from macros.editor.forms import complete, shorten
from macros.editor.handover import read_changes, take_over, write_changes
from macros.editor.store import Store
from macros.reading.messages import DataFout
from macros.upkeep.splice import read
from tests.conftest import ROOT, run
from tests.editor import changed_lines, copy_texts

_TITLE = Change("bestand:methodiek", "titel", was="Boris brengt je bij 'n baan", wordt="Boris brengt je bij een baan")
_TERM = {"id": "netwerk", "term": "netwerk", "definitie": "Wie u kent.", "samengesteld": "true"}
_BEGRIP = Change("bestand:begrippen", "begrippen", "erbij", wordt=_TERM, na=LAST)
_BOTH = (_TITLE, _BEGRIP)
_FILES = ("data/methodiek.yml", "data/begrippen.yml")
_SAVE = """
import os, signal, sys
from pathlib import Path
from macros.editor import store
from tests.test_editor_store import _BOTH, Project
root, last = Path(sys.argv[1]), int(sys.argv[2])
put, count = store._put, iter(range(100))
def put_or_die(path, text):
    if next(count) == last:
        os.kill(os.getpid(), signal.SIGKILL)
    put(path, text)
store._put = put_or_die
store.Store(Project(root / "data", root / "docs")).save(_BOTH)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the texts of the handbook."""
    return copy_texts(tmp_path)


def texts(project: Project) -> dict[str, str]:
    """What every file says."""
    return dict(Book.of(project).texts)


# --- Saving -----------------------------------------------------------------------------------------


def test_several_files_are_saved_together(project: Project) -> None:
    """Two changes in two files are one save, and one step back takes both away, to the letter."""
    before, store = texts(project), Store(project)
    store.save(_BOTH)
    assert changed_lines(project) == {"data/methodiek.yml": (1, 1), "data/begrippen.yml": (5, 0)}
    assert store.undo().changes == _BOTH
    assert texts(project) == before
    with pytest.raises(LookupError):
        store.undo()


def test_what_is_wrong_is_not_written(project: Project) -> None:
    """One change that breaks a rule keeps the other from being written too."""
    before = texts(project)
    with pytest.raises(DataFout, match="nergens gebruikt"):
        Store(project).save((_TITLE, replace(_BEGRIP, wordt={**_TERM, "term": "kwintelkwast"})))
    assert texts(project) == before


def test_two_editors_at_once(project: Project) -> None:
    """Both add to one list and change different fields: all of it stands there; the same field is only for the first."""
    one, two = Store(project), Store(project)
    one.save((_TITLE,))
    two.save((_BEGRIP,))
    with pytest.raises(Stale) as clash:
        two.save((replace(_TITLE, wordt="Boris"),))
    assert (clash.value.change.was, clash.value.now) == (_TITLE.was, _TITLE.wordt)
    assert changed_lines(project) == {"data/methodiek.yml": (1, 1), "data/begrippen.yml": (5, 0)}


def test_a_text_editor_at_the_same_time(project: Project) -> None:
    """What somebody wrote in the same file stays, also when the editor's own change is taken back."""
    store, path = Store(project), project.data / "methodiek.yml"
    store.save((_TITLE,))
    path.write_text(path.read_text("utf-8").replace("# De bron laat deze koppen leeg.", "# Leeg in de bron."), "utf-8")
    store.undo()
    assert changed_lines(project) == {"data/methodiek.yml": (1, 1)}
    assert "# Leeg in de bron." in path.read_text("utf-8")


def test_a_session_outlives_its_process(project: Project) -> None:
    """Who begins again can still take back all that was saved, from the last to the first."""
    before = texts(project)
    Store(project).save((_TITLE,))
    Store(project).save((_BEGRIP,))
    again = Store(project)
    assert [len(save.changes) for save in again.saves()] == [1, 1]
    assert (again.undo().changes, again.undo().changes) == ((_BEGRIP,), (_TITLE,))
    assert texts(project) == before


@pytest.mark.parametrize("last", range(4))
def test_killed_while_saving(project: Project, last: int) -> None:
    """Killed before the journal nothing is saved, after it all of it, whatever was written by then; and it can be taken back."""
    before = texts(project)
    killed = subprocess.run(
        [sys.executable, "-c", _SAVE, str(project.root), str(last)], cwd=ROOT, capture_output=True, text=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    store = Store(project)
    after = texts(project)
    assert {name for name in after if after[name] != before[name]} == (set(_FILES) if last else set())
    assert len(store.saves()) == bool(last)
    if last:
        store.undo()
    assert texts(project) == before
    assert not list(project.root.rglob("*.partial"))


def test_killed_while_saving_and_then_changed_by_another(project: Project) -> None:
    """A file that somebody wrote before the editor began again keeps that; the other is put back as it was."""
    before = texts(project)
    subprocess.run([sys.executable, "-c", _SAVE, str(project.root), "2"], cwd=ROOT, capture_output=True)
    path = project.root / _FILES[1]
    path.write_text(before[_FILES[1]] + "# Van een ander.\n", "utf-8")
    assert Store(project).saves() == ()
    assert texts(project) == {**before, _FILES[1]: before[_FILES[1]] + "# Van een ander.\n"}


def test_killed_at_any_moment(project: Project) -> None:
    """Killed from outside at moments that nobody chose, the files are as before or as after, and never half."""
    before = texts(project)
    wholes = {tuple(before.values()), tuple(apply_all(_BOTH, Book(before)).texts.values())}
    for moment in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", _SAVE, str(project.root), "99"], cwd=ROOT, stderr=subprocess.DEVNULL
        )
        start = time.monotonic()
        while process.poll() is None and not (project.root / ".bewerk").exists() and time.monotonic() < start + 60:
            time.sleep(0.01)
        time.sleep(moment / 4)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        store = Store(project)
        assert tuple(texts(project).values()) in wholes
        while store.saves():
            store.undo()
        assert texts(project) == before


# --- Changes ----------------------------------------------------------------------------------------


def test_every_thing_is_shown_short_and_made_whole() -> None:
    """What a form knows of a thing, with what it does not show put back, is the thing."""
    book = Book.of(Project(ROOT / "data", ROOT / "docs"))
    assert len(book.spots) > 500
    for spot in book.spots.values():
        value = book.value(spot)
        assert complete(shorten(spot.kind, value), value) == value, spot.key
        assert compare(spot.key, value, value, spot.kind) == []


def test_the_order_of_a_list_is_told_by_its_ids() -> None:
    """A list that lost, got and moved an item is told as just that, and becomes so."""
    book = Book.of(Project(ROOT / "data", ROOT / "docs"))
    spot = book.spots["kaders-vaststellen"]
    old = book.value(spot)
    a, b, *rest = old["stappen"]
    new = {**old, "stappen": [rest[0], a, {"id": "nieuw", "doe": "x"}, *rest[1:]]}
    changes = compare(spot.key, old, new, spot.kind)
    assert [(change.soort, change.na) for change in changes] == [
        ("weg", a["id"]),
        ("verplaatst", None),
        ("erbij", a["id"]),
    ]
    assert changes[0].was == b
    after = apply_all(changes, book)
    assert after.value(spot) == new


# --- Passing on -------------------------------------------------------------------------------------


def test_changes_go_to_another_in_a_file(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one saved another takes over from a file, and both then have the same texts."""
    other = copy_texts(tmp_path_factory.mktemp("ander"))
    Store(project).save(_BOTH)
    file = other.root / "wijziging.yml"
    file.write_text(write_changes(_BOTH), encoding="utf-8")
    assert tuple(read_changes(file)) == _BOTH
    result = run(sys.executable, "-m", "macros", "neem-over", file, "--data", other.data, "--docs", other.docs)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert texts(other) == texts(project)
    assert Store(other).saves() == ()


def test_what_no_longer_fits_is_said(project: Project) -> None:
    """Of a file with changes those that fit are made, and the others named; who takes it over again hears that of all."""
    strange = [
        Change("bestand:methodiek", field, wordt="x") for field in ("nergens", "titel.x", "fasen.0", "uitgave.x", "")
    ]
    assert take_over(project.data, project.docs, strange) == [f"past niet meer: {s.ding}, {s.veld}" for s in strange]
    changes = [replace(_TITLE, was="Iets anders", wordt="x"), _BEGRIP, Change("nergens", "titel", wordt="x")]
    assert take_over(project.data, project.docs, changes) == [
        "past niet meer: bestand:methodiek, titel",
        "past niet meer: nergens, titel",
    ]
    assert changed_lines(project) == {"data/begrippen.yml": (5, 0)}
    assert len(take_over(project.data, project.docs, changes)) == 3


@pytest.mark.parametrize(
    "content", ["- x", "a: b", "[", "- {ding: x}", "- {ding: x, veld: y, iets: z}", "- {ding: x, veld: y, soort: z}"]
)
def test_another_file_is_no_change(project: Project, content: str) -> None:
    """A file that is something else is refused in words."""
    file = project.root / "wijziging.yml"
    file.write_text(content, encoding="utf-8")
    result = run(sys.executable, "-m", "macros", "neem-over", file, "--data", project.data, "--docs", project.docs)
    assert result.returncode == 1
    assert "geen bestand met wijzigingen" in result.stderr


def test_a_file_of_changes_says_what_it_says() -> None:
    """Each change names the thing, the field, what it was and becomes; a word that YAML reads otherwise stays a word."""
    words = write_changes([replace(_TITLE, wordt="NO", waarom="Zo heet het."), _BEGRIP])
    first, second = yaml.safe_load(words)
    assert first == {
        "ding": "bestand:methodiek",
        "veld": "titel",
        "soort": "veld",
        "was": _TITLE.was,
        "wordt": "NO",
        "waarom": "Zo heet het.",
    }
    assert read(words)[1] == second


def test_a_copy_is_checked_and_not_the_files(project: Project) -> None:
    """A trial says what would be wrong as `make check` would, and leaves the folder as it is."""
    before = texts(project)
    with pytest.raises(DataFout, match=r"^data/methodiek\.yml:5: 'titel' ontbreekt"):
        check(project, apply_all([replace(_TITLE, wordt=None)], Book.of(project)))
    assert texts(project) == before
