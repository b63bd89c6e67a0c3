"""The version of the generator, the one number that a handbook depends on; and what a handbook keeps of it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = "boris-handboek"
VERSION = "1.0.0"
_KEPT = "_versie"  # in data/: the version that the data is written for


def keep_version(data_dir: Path) -> None:
    """Say in `data_dir` that it is written for this version."""
    (data_dir / _KEPT).write_text(VERSION + "\n", encoding="utf-8")


def kept_version(data_dir: Path) -> str:
    """The version that the data is written for; before there was one to keep: 0."""
    path = data_dir / _KEPT
    return path.read_text(encoding="utf-8").strip() if path.exists() else "0"
