"""Passing on what was changed: as a commit where there is git, else as a file that another takes over by id."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import yaml

from ..formats import ToolError
from ..upkeep.splice import Unwritable, read
from ..words import gettext
from .book import Project
from .changes import Change, Sort, Stale, apply
from .store import Save, Store

_NO_SUCH_FIELD = (AssertionError, AttributeError, LookupError, TypeError, ValueError)  # of a file that others wrote


def has_git(project: Project) -> bool:
    """Whether the handbook stands in a repository of git."""
    return _git(project, "rev-parse", "--is-inside-work-tree").returncode == 0


def commit(project: Project, saves: Sequence[Save], words: str) -> str:
    """Commit the files that were changed in this session, and no other; what git says when it refuses."""
    files = sorted({name for save in saves for name in save.texts})
    for step in (("add", "--", *files), ("commit", "-q", "-m", words, "--", *files)):
        result = _git(project, *step)
        if result.returncode:
            return gettext("Git refused: {words}", words=(result.stderr or result.stdout).strip())
    return ""


def _git(project: Project, *words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", "-C", str(project.root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return subprocess.CompletedProcess(words, 1, "", "")


def write_changes(changes: Sequence[Change]) -> str:
    """The changes as a file to send."""
    return yaml.safe_dump([change.as_data() for change in changes], allow_unicode=True, sort_keys=False, width=10_000)


def read_changes(path: Path) -> list[Change]:
    """The changes in a file that somebody sent; raises ToolError for what is no such file."""
    try:
        value: Any = read(path.read_text(encoding="utf-8"))
        changes = [Change(**words) for words in value]
        if all(change.soort in get_args(Sort) for change in changes):
            return changes
        raise TypeError(path)
    except (Unwritable, TypeError, UnicodeDecodeError):
        raise ToolError(gettext("{file} is no file with changes", file=path.name)) from None


def take_over(data: Path, docs: Path, changes: Sequence[Change]) -> list[str]:
    """Make all of these changes that still fit, and say what no longer does, a line each.

    Raises DataFout, with nothing written, when what they make together would be wrong.
    """
    store = Store(Project(data.absolute(), docs.absolute()))
    book, fitting, said = store.book(), [], []
    for change in changes:
        try:
            book = apply(change, book)
            fitting.append(change)
        except (Stale, *_NO_SUCH_FIELD):
            said.append(gettext("no longer fits: {thing}, {field}", thing=change.ding, field=change.veld))
    if fitting:
        store.save(tuple(fitting), remembered=False)
    return said
