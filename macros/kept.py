"""The checked handbook as it was read before: within a process until a file changes, in a file for the next build."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
import markdown_it
import pydantic
import yaml

from .files import is_stale, list_files, write_whole
from .pages import Edition

_VERSIONS = (sys.version, jinja2.__version__, markdown_it.__version__, pydantic.VERSION, yaml.__version__)
_READERS = f"{_VERSIONS} {yaml.__with_libyaml__}"

_Stamp = tuple[tuple[str, int, int], ...]
_editions: dict[tuple[Path, Path], tuple[_Stamp, Edition]] = {}


def current_edition(data_dir: Path, docs_dir: Path, store: Path | None = None) -> Edition:
    """What `load_edition` gives, read again only when a file has changed.

    `store` is a folder that keeps it for other processes; without one no file is written.
    Raises DataFout.
    """
    data_dir, docs_dir = data_dir.absolute(), docs_dir.absolute()
    files = list_files(data_dir, docs_dir)
    stats = [(path, path.stat()) for path in files]
    stamp = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
    kept = _editions.get((data_dir, docs_dir))
    if kept and kept[0] == stamp:
        return kept[1]
    edition = _from_store(files, data_dir, docs_dir, store) if store else _load(data_dir, docs_dir)
    _editions[(data_dir, docs_dir)] = (stamp, edition)
    return edition


def last_good_edition(data_dir: Path, docs_dir: Path) -> Edition | None:
    """What `current_edition` gave before, while the files hold a mistake."""
    kept = _editions.get((data_dir.absolute(), docs_dir.absolute()))
    return kept[1] if kept else None


def _load(data_dir: Path, docs_dir: Path) -> Edition:
    from .check import load_edition  # what was kept can do without all that reads and checks

    return load_edition(data_dir, docs_dir)


def _from_store(files: list[Path], data_dir: Path, docs_dir: Path, store: Path) -> Edition:
    sources = [*files, *sorted(Path(__file__).parent.glob("*.py"))]
    digest = _digest(sources)
    path = store / f"{digest}.pickle"
    with suppress(Exception):  # not there, or spoilt: then all is read
        return _recall(path)
    edition = _load(data_dir, docs_dir)
    with suppress(OSError):  # a full disk, or one that may only be read, is no reason to stop
        if _digest(sources) == digest:  # nothing was saved while it was being read
            _keep(edition, path)
    return edition


def _digest(files: list[Path]) -> str:
    """What tells one handbook from another: every file that it is read from, the code, and what that reads with."""
    parts = [_READERS.encode(), *(part for path in files for part in (os.fsencode(path), _content(path)))]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def _content(path: Path) -> bytes:
    with suppress(OSError):  # the loader says what is wrong with it
        return path.read_bytes() if path.is_file() else b""
    return b""


def _recall(path: Path) -> Edition:
    """The edition in a file of our own making, as trusted as the compiled code beside it."""
    edition = pickle.loads(path.read_bytes())
    if not isinstance(edition, Edition):
        raise TypeError(path)
    return edition


def _keep(edition: Edition, path: Path) -> None:
    """Write it in the place of the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in path.parent.iterdir():
        with suppress(FileNotFoundError):
            if other.suffix == path.suffix or is_stale(other):
                other.unlink()
    write_whole(path, pickle.dumps(edition, pickle.HIGHEST_PROTOCOL))
