"""Writes several files or none, and remembers what was saved in this session so that all of it can be taken back.

Before anything is written, a journal holds all of it: who starts again after a crash finishes what it says, or undoes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from ..edition import Edition
from ..upkeep.splice import Unwritable
from .book import Book, Project, check
from .changes import Change, apply_all

Texts = dict[str, tuple[str | None, str | None]]  # by the name of a file what it said and what it says; None: not there
_FOLDER, _JOURNAL, _SESSION, _LOCK = ".bewerk", "logboek.json", ".bewerk/sessie.json", "slot"


@dataclass(frozen=True)
class Save:
    """What was saved at one time."""

    changes: tuple[Change, ...]
    texts: Texts


class Store:
    """The files of a handbook, to be written by one editor at a time."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._root = project.root
        self._folder = self._root / _FOLDER
        self._alone = Lock()
        with self.locked():
            pass

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone at work here, in this process and on this machine, with nothing half done."""
        self._folder.mkdir(exist_ok=True)
        with self._alone, (self._folder / _LOCK).open("w") as file:
            _lock(file)
            self._recover()
            yield

    def book(self) -> Book:
        """The texts as they are now."""
        return Book.of(self.project)

    def saves(self) -> tuple[Save, ...]:
        """What was saved in this session, in order."""
        kept = _parse(_read(self._root / _SESSION))
        return tuple(Save(tuple(Change(**words) for words in save["changes"]), save["texts"]) for save in kept)

    def save(self, changes: tuple[Change, ...], remembered: bool = True) -> Edition:
        """Make these changes in the files as they are now, when all is right then; `remembered` to be taken back.

        Raises Stale for what has changed meanwhile, Unwritable, and DataFout with all that would be wrong.
        """
        with self.locked():
            before = self.book()
            after = apply_all(changes, before)
            edition = check(self.project, after)
            texts = _differing(before, after)
            if texts:
                self._write(texts, (*self.saves(), *([Save(changes, texts)] if remembered else [])))
            return edition

    def undo(self) -> Save:
        """Take back what was saved last: the files get their texts back, or where another changed them too, the fields.

        Raises Stale when the fields themselves have changed since, LookupError when nothing was saved.
        """
        with self.locked():
            *kept, last = self.saves() or self._nothing()
            now = self.book()
            if all(_read(self._root / name) == text for name, (_, text) in last.texts.items()):
                texts = {name: (new, old) for name, (old, new) in last.texts.items()}
            else:
                back = apply_all([change.undone() for change in reversed(last.changes)], now)
                check(self.project, back)
                texts = _differing(now, back)
            self._write(texts, tuple(kept))
            return last

    def _nothing(self) -> tuple[Save, ...]:
        raise LookupError("nothing was saved")

    def close(self) -> None:
        """Forget what was saved: it has been passed on."""
        with self.locked():
            (self._root / _SESSION).unlink(missing_ok=True)

    # --- All or nothing -------------------------------------------------------------------------------

    def _write(self, texts: Texts, saves: tuple[Save, ...]) -> None:
        session = json.dumps([asdict(save) for save in saves], ensure_ascii=False)
        whole = {**texts, _SESSION: (_read(self._root / _SESSION), session)}
        for name, (old, _) in texts.items():
            if _read(self._root / name) != old:
                raise Unwritable(f"{name} changed just now")
        _put(self._folder / _JOURNAL, json.dumps(whole, ensure_ascii=False))
        self._finish(whole)

    def _recover(self) -> None:
        """Finish what was being written when this was ended, or undo it when somebody wrote another text meanwhile."""
        if journal := _parse(_read(self._folder / _JOURNAL)):
            whole: Texts = {name: tuple(texts) for name, texts in dict(journal).items()}
            foreign = [name for name, texts in whole.items() if _read(self._root / name) not in texts]
            self._finish({name: (new, old) for name, (old, new) in whole.items()} if foreign else whole, foreign)
        (self._folder / _JOURNAL).unlink(missing_ok=True)

    def _finish(self, whole: Texts, foreign: list[str] | tuple[()] = ()) -> None:
        for name, (_, text) in whole.items():
            if name not in foreign:
                _put(self._root / name, text)
        (self._folder / _JOURNAL).unlink()


def _lock(file: Any) -> None:
    """Wait until no other process holds this file; the lock ends with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    fcntl.flock(file, fcntl.LOCK_EX)


def _differing(before: Book, after: Book) -> Texts:
    texts = {name: (before.texts.get(name), text) for name, text in after.texts.items()}
    return {name: (old, new) for name, (old, new) in texts.items() if old != new}


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None


def _parse(text: str | None) -> Any:
    """What a file of ours says; one that was never finished says nothing."""
    try:
        return json.loads(text or "[]")
    except ValueError:
        return []


def _put(path: Path, text: str | None) -> None:
    """Write a file whole, so that it survives a loss of power; None takes it away."""
    path = path.resolve()
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    half = path.with_name(f"{path.name}.partial")
    with half.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        half.chmod(path.stat().st_mode)
    half.replace(path)


def summarise(saves: tuple[Save, ...]) -> list[Change]:
    """All changes of a session, in order."""
    return [change for save in saves for change in save.changes]
