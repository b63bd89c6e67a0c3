"""The checked handbook as it was read before: within a process until a file changes, in a file for the next build."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import markdown_it
import pydantic
import yaml

from .pages import Edition
from .school import SCHOOL

_READERS = (sys.version, markdown_it.__version__, pydantic.VERSION, yaml.__version__)

_Stamp = tuple[tuple[str, int, int], ...]
_editions: dict[tuple[Path, Path], tuple[_Stamp, Edition]] = {}


def current_edition(data_dir: Path, docs_dir: Path, store: Path | None = None) -> Edition:
    """What `load_edition` gives, read again only when a file has changed.

    `store` is a folder that keeps it for other processes; without one no file is written.
    Raises DataFout.
    """
    data_dir, docs_dir = data_dir.absolute(), docs_dir.absolute()
    files = _list_files(data_dir, docs_dir)
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


def _list_files(data_dir: Path, docs_dir: Path) -> list[Path]:
    found = [*data_dir.rglob("*.y*ml"), *(data_dir.parent / SCHOOL).rglob("*"), *docs_dir.rglob("*.md")]
    return [path for path in sorted(found) if path.exists()]


def _load(data_dir: Path, docs_dir: Path) -> Edition:
    from .check import load_edition  # what was kept can do without all that reads and checks

    return load_edition(data_dir, docs_dir)


def _from_store(files: list[Path], data_dir: Path, docs_dir: Path, store: Path) -> Edition:
    path = store / f"{_digest([*files, *sorted(Path(__file__).parent.glob('*.py'))])}.pickle"
    with suppress(Exception):  # not there, or spoilt: then all is read
        return _recall(path)
    edition = _load(data_dir, docs_dir)
    with suppress(OSError):  # a full disk, or one that may only be read, is no reason to stop
        _keep(edition, path)
    return edition


def _digest(files: list[Path]) -> str:
    """What tells one handbook from another: every file that it is read from, the code, and what that reads with."""
    parts = [*_READERS, *(part for path in files for part in (str(path), _content(path)))]
    return sha256(
        b"".join(sha256(part if isinstance(part, bytes) else part.encode()).digest() for part in parts)
    ).hexdigest()


def _content(path: Path) -> bytes:
    with suppress(OSError):  # the loader says what is wrong with it
        return path.read_bytes()
    return b""


def _recall(path: Path) -> Edition:
    """The edition in a file of our own making, as trusted as the compiled code beside it."""
    content = path.read_bytes()
    gc.disable()
    try:
        edition = pickle.loads(content)
    finally:
        gc.enable()
    if not isinstance(edition, Edition):
        raise TypeError(path)
    return edition


def _keep(edition: Edition, path: Path) -> None:
    """Write it in the place of the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for older in path.parent.glob("*.pickle"):
        older.unlink(missing_ok=True)
    write_whole(path, pickle.dumps(edition, pickle.HIGHEST_PROTOCOL))


def write_whole(path: Path, content: bytes) -> None:
    """Write all or nothing: an interrupted build leaves no half file behind that looks whole."""
    half = path.with_suffix(f".{os.getpid()}.partial")
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
