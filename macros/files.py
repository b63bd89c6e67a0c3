"""Which files the handbook is read from, and how a file is written: whole, or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path
from time import time

from .school import LOGO_SUFFIXES, SCHOOL

YAML_NAME = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
_KEEP = 24 * 60 * 60  # seconds that what nothing asks for is kept


def list_files(data_dir: Path, docs_dir: Path) -> list[Path]:
    """Every file of which a change, or that it is there at all, may change what the handbook is."""
    folders = (data_dir, data_dir / "fasen", data_dir.parent / SCHOOL)  # a folder may be a link, which rglob passes by
    found = {path for folder in folders for path in folder.rglob("*") if _matters(path)}
    return [path for path in sorted(found.union(docs_dir.rglob("*.md"))) if path.exists()]


def _matters(path: Path) -> bool:
    return bool(YAML_NAME.search(path.name)) or path.suffix in LOGO_SUFFIXES


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
