"""The typeface of the handbook: its faces on this machine, and the letters that it has.

Atkinson Hyperlegible was made to be read: its letters are told apart with poor sight too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from unicodedata import normalize

FAMILY = "Atkinson Hyperlegible"
_FACES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"), ("BoldItalic", 700, "italic"))
_WANTED = [
    *range(0x20, 0x180),
    *range(0x2010, 0x2040),
    *map(ord, "ȘșȚț€™−≠"),
]  # European Latin, and the signs of a text


@dataclass(frozen=True)
class Face:
    """One face of the typeface; `name` is that of its file on the web, without ``.woff2``."""

    name: str
    path: Path
    weight: int
    style: str

    @property
    def url(self) -> str:
        """The address of the file on this machine."""
        return self.path.as_uri()


@cache
def list_faces() -> tuple[Face, ...]:
    """The faces that the package ships."""
    folder = Path(str(files("fontpkg_atkinson_hyperlegible") / "files"))
    return tuple(
        Face(name.lower(), folder / f"AtkinsonHyperlegible-{name}.ttf", weight, style) for name, weight, style in _FACES
    )


@cache
def letters() -> frozenset[str]:
    """Every sign that all faces have, in every format."""
    from fontTools.ttLib import TTFont

    return frozenset(map(chr, set(_WANTED).intersection(*(TTFont(face.path).getBestCmap() for face in list_faces()))))


@cache
def _strangers() -> re.Pattern[str]:
    strange = f"[^{re.escape(''.join(sorted(letters())))}\\s]+"
    return re.compile(f"{strange}(?: +{strange})*")


def strange_signs(text: str) -> Iterator[str]:
    """Yield what the typeface has no letters for: each machine would show it in others, or as a box."""
    if not letters().issuperset(text):  # nearly every text is right
        yield from dict.fromkeys(_strangers().findall(normalize("NFC", text)))  # é may be written as e and its accent
