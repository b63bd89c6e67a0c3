"""What the files of Word and PowerPoint share: how a part names another, the theme with its colours, and a logo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from ..edition import Edition
from ..edition.colours import colour
from ..edition.imprint import Imprint
from ..reading.school import LOGO_STARTS
from ..render.view import render_file

_render = partial(render_file, Path(__file__).parent / "templates")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}  # as Office calls the language of each run
_THEME = {"inkt": "text1", "papier": "background1", "merk": "text2", "vlak": "background2"} | {
    f"fase-{number}": f"accent{number}" for number in range(1, 7)
}


@dataclass(frozen=True)
class Relation:
    """A part that another part names."""

    id: str
    kind: str
    target: str

    @property
    def type(self) -> str:
        """What it is, as the standard calls it."""
        return self.kind if ":" in self.kind else _RELATIONS + self.kind


def relations_of(part: str) -> str:
    """Where the relations of a part stand; of the whole package when it is empty."""
    folder, _, name = part.rpartition("/")
    return "/".join(filter(None, (folder, "_rels", f"{name}.rels")))


def render_relations(relations: Iterable[Relation]) -> bytes:
    """The part that lists what another part names."""
    return _render("relations.xml", relations=tuple(relations)).encode()


def render_theme(imprint: Imprint) -> bytes:
    """The part with the colours and the typeface that who works on a file can choose from."""
    return _render("theme.xml", imprint=imprint).encode()


def theme_colour(name: str) -> tuple[str, str]:
    """The colour of the theme that a colour of the handbook is, and, when it is a lighter ink, how much ink is in it.

    So who chooses other colours for a file has them everywhere. The share is in 255 parts, in hexadecimal digits.
    """
    if name in _THEME:
        return _THEME[name], ""
    return _THEME["inkt"], f"{round(_darkness(name) / _darkness('inkt') * 255):02X}"


def _darkness(name: str) -> float:
    parts = bytes.fromhex(colour(name)[1:])
    return 1 - (max(parts) + min(parts)) / 2 / 255


@dataclass(frozen=True)
class Logo:
    """The picture of a school, png or jpg."""

    content: bytes
    suffix: str

    def width(self, height: int) -> int:
        """How wide it is when it is so high."""
        from PIL import Image

        with Image.open(BytesIO(self.content)) as picture:
            return round(height * picture.width / picture.height)


def read_logo(edition: Edition) -> Logo | None:
    """The logo of the school; none when it is a drawing, which not every program shows: the name stands there too."""
    path = edition.logo
    return Logo(path.read_bytes(), path.suffix) if path and path.suffix in LOGO_STARTS else None
