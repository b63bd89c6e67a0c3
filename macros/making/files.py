"""How a file is written: whole, or not at all; and how long what was made is kept."""

from __future__ import annotations

import os
from pathlib import Path
from time import time

_KEEP = 24 * 60 * 60  # seconds that what nothing asks for is kept


def write_whole(path: Path, content: bytes) -> None:
    """Write all or nothing: an interrupted build leaves no half file behind that looks whole."""
    half = path.with_suffix(f".{os.getpid()}.partial")
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def is_stale(path: Path) -> bool:
    """Whether nothing has asked for a kept file since yesterday: before, another build may be at work with it."""
    return path.stat().st_mtime < time() - _KEEP
