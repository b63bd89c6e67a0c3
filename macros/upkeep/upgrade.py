"""What a next version of the generator asks of the data of a handbook: keys that have another name, or are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..reading.messages import Loc
from ..words import tell
from .splice import Unwritable, change, lines_of, read
from .version import VERSION, keep_version, kept_version


@dataclass(frozen=True)
class KeyChange:
    """From `version` on, the key at `place` is called `now`, or is gone.

    The place is its file, or `fasen`, and the keys that lead to it: ``checklists/checklists/uitleg``.
    """

    version: str
    place: str
    now: str = ""


CHANGES: tuple[KeyChange, ...] = ()  # the newest last


def upgrade(data_dir: Path, changes: Sequence[KeyChange] = CHANGES) -> list[str]:
    """Bring the data up to this version and keep that it is; returns what changed, a line each.

    Raises OSError for data of a later version, and for a file in which a change cannot be written.
    """
    before = kept_version(data_dir)
    if _number(before) > _number(VERSION):
        raise OSError(
            tell(
                "data/ is for version {version} and the generator is version {other}; put that back in the Makefile",
                version=before,
                other=VERSION,
            )
        )
    said = [
        line
        for step in changes
        if _number(before) < _number(step.version) <= _number(VERSION)
        for path in _files(data_dir, step)
        for line in _upgrade_file(path, step, data_dir.parent)
    ]
    keep_version(data_dir)
    return said


def _number(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def _files(data_dir: Path, step: KeyChange) -> list[Path]:
    name = step.place.partition("/")[0]
    return sorted((data_dir / name).glob("*.yml")) or [path for path in [data_dir / f"{name}.yml"] if path.exists()]


def _upgrade_file(path: Path, step: KeyChange, project: Path) -> Iterator[str]:
    """Change one key of a file wherever it stands, the last first, so that the places of the others stay."""
    text = path.read_bytes().decode("utf-8")
    key = step.place.rpartition("/")[2]
    name = path.relative_to(project).as_posix()
    for loc in reversed([*_find(read(text), tuple(step.place.split("/")[1:]))]):
        line = lines_of(text)[loc]
        try:
            text = _rename(text, loc, line, step.now) if step.now else change(text, loc, None)
        except Unwritable as error:
            said = tell(
                "change {key} into {other} here yourself ({problem})",
                key=repr(key),
                other=repr(step.now),
                problem=error,
            )
            raise OSError(f"{name}:{line}: {said}") from None
        said = (
            tell("{key} is called {other} now", key=repr(key), other=repr(step.now))
            if step.now
            else tell("{key} is gone", key=repr(key))
        )
        yield f"{name}:{line}: {said}"
    path.write_bytes(text.encode("utf-8"))


def _find(value: Any, keys: tuple[str, ...]) -> Iterator[Loc]:
    """Where these keys lead in a value, through all items of a list."""
    if isinstance(value, list):
        yield from ((index, *loc) for index, item in enumerate(value) for loc in _find(item, keys))
    elif not keys:
        yield ()
    elif isinstance(value, dict) and keys[0] in value:
        yield from ((keys[0], *loc) for loc in _find(value[keys[0]], keys[1:]) or ())


def _rename(text: str, loc: Loc, line: int, now: str) -> str:
    """`text` with another name for the key at `loc`, which stands in this line; all else stays as it was written."""
    lines = text.splitlines(keepends=True)
    lines[line - 1] = re.sub(rf"(?<![\w-]){loc[-1]}(?= *:)", now, lines[line - 1], count=1)
    changed = "".join(lines)
    if loc in _find(read(changed), tuple(part for part in loc if isinstance(part, str))):
        raise Unwritable(f"{loc[-1]!r} stands there otherwise")
    return changed
