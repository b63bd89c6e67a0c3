"""Runs the tests as on other machines: ``python -m tests.machines [what pytest is to run]``; names what it could not try."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

_ROOT = Path(__file__).parent.parent
_FONTS = Path("/usr/share/fonts/truetype")
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{}<cachedir>{}</cachedir></fontconfig>
"""
_DEFAULT = (
    "tests/test_letters.py",
    "tests/test_dossier.py",
    "tests/test_browser.py",
    "tests/test_pdf.py",
    "tests/test_loader.py",
)


def fonts(folder: Path, name: str, *families: Path) -> dict[str, str]:
    """The environment of a machine that has these folders of fonts and no others."""
    config = folder / f"{name}.conf"
    config.write_text(
        _CONFIG.format("".join(f"<dir>{family}</dir>" for family in families), folder / name), encoding="utf-8"
    )
    return {"FONTCONFIG_FILE": str(config)}


def machines(folder: Path) -> Iterator[tuple[str, dict[str, str] | None, str, Path]]:
    """Yield each machine: its name, its environment (None: it cannot be had here), its Python, where the project stands."""
    here = sys.executable
    for name, family in (("only DejaVu", "dejavu"), ("only Liberation", "liberation*")):
        found = list(_FONTS.glob(family))
        yield name, fonts(folder, family.strip("*"), *found) if found else None, here, _ROOT
    others = [path for path in _FONTS.glob("*") if not path.name.startswith(("dejavu", "liberation"))]
    # A browser that has no letters at all ends before ours have come: that is no machine of a reader.
    yield "neither DejaVu nor Liberation", fonts(folder, "neither", *others) if others else None, here, _ROOT
    yield "LANG=C in Tokyo", {"LANG": "C", "LC_ALL": "C", "TZ": "Asia/Tokyo"}, here, _ROOT
    yield "a folder with a name", {}, here, folder / "élève ’n map"
    for version in ("3.11", "3.12", "3.13", "3.14"):
        python = os.environ.get(f"PYTHON_{version.replace('.', '_')}")  # of an environment with the tests' packages
        if sys.version_info[:2] != tuple(map(int, version.split("."))):
            yield f"Python {version}", {} if python else None, python or "", _ROOT


def without_what_was_made(folder: str, names: list[str]) -> set[str]:
    """What is not copied of a folder; only in that of the project is `site` something that was made."""
    return {"__pycache__", *((".venv", "site", ".site") if Path(folder) == _ROOT else ())}.intersection(names)


def main(words: list[str]) -> int:
    """Run the tests on each machine; gives how many of them failed."""
    failed, missing = [], []
    with TemporaryDirectory() as temporary:
        for name, environment, python, place in machines(Path(temporary)):
            if environment is None:
                missing.append(name)
                continue
            if place != _ROOT:
                shutil.copytree(_ROOT, place, ignore=without_what_was_made)
            print(f"--- {name}", flush=True)
            command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(words or _DEFAULT)]
            if subprocess.run(command, cwd=place, env={**os.environ, **environment}).returncode:
                failed.append(name)
    print(f"Not tried: {', '.join(missing) or 'none'}. Failed: {', '.join(failed) or 'none'}.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
