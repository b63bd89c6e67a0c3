"""The typeface of the handbook: its files on this machine, and small ones for the web.

Atkinson Hyperlegible was made to be read: its letters are told apart with poor sight too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

FAMILY = "Atkinson Hyperlegible"
_FACES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"), ("BoldItalic", 700, "italic"))
_CHARACTERS = [*range(0x20, 0x180), *range(0x2010, 0x2040), 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212, 0x2260]


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


def make_woff2(face: Face) -> bytes:
    """The face with the letters of European Latin only, compressed for the web; the same bytes every time."""
    return _subset(face, "woff2")


def make_ttf(face: Face) -> bytes:
    """The same for e-readers, old ones too."""
    return _subset(face, None)


def _subset(face: Face, flavor: str | None) -> bytes:
    from fontTools import subset

    options = subset.Options(flavor=flavor, layout_features=["kern", "liga", "mark", "mkmk", "locl", "ccmp"])
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_CHARACTERS)
    output = BytesIO()
    with subset.load_font(str(face.path), options) as font:
        font.recalcTimestamp = False
        subsetter.subset(font)
        subset.save_font(font, output, options)
    return output.getvalue()
