"""The checked handbook as it was read last, until a file changes: a site generator asks for it again and again."""

from __future__ import annotations

from pathlib import Path

from ..edition import Edition
from ..edition.load import load_edition
from ..reading.files import list_files

_Stamp = tuple[tuple[str, int, int], ...]
_editions: dict[tuple[Path, Path], tuple[_Stamp, Edition]] = {}


def current_edition(data_dir: Path, docs_dir: Path) -> Edition:
    """What `load_edition` gives, read again only when a file has changed.

    Raises DataFout.
    """
    folders = data_dir.absolute(), docs_dir.absolute()
    stats = [(path, path.stat()) for path in list_files(*folders)]
    stamp = tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
    if folders not in _editions or _editions[folders][0] != stamp:
        _editions[folders] = (stamp, load_edition(*folders))
    return _editions[folders][1]


def last_good_edition(data_dir: Path, docs_dir: Path) -> Edition | None:
    """What `current_edition` gave before, while the files hold a mistake."""
    _, edition = _editions.get((data_dir.absolute(), docs_dir.absolute()), (None, None))
    return edition
