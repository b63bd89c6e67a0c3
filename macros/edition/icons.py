"""The icons that a fase may have: those that come with the theme, by the names that it gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup

from ..content.model import Fase
from ..reading.library import Library
from ..reading.messages import Melding, quote, suggestion
from ..words import tell

_SVG = re.compile(r'\bviewBox="([^"]+)"[^>]*>(.*)</', re.DOTALL)


@dataclass(frozen=True)
class Icon:
    """A drawing of one colour: the box that it is drawn in, and what stands inside."""

    box: str
    inside: Markup


@cache
def find_icon(name: str) -> Icon | None:
    """The icon of this name, if there is one."""
    path = _folder() / f"{name}.svg"
    found = _SVG.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return Icon(found[1], Markup(found[2])) if found else None


def faulty_icons(library: Library) -> Iterator[Melding]:
    """Each fase that asks for an icon gets one."""
    for item in library.whole(Fase):
        name = item.part.icoon
        if name and not find_icon(name):
            yield item.melding(tell("there is no icon {name}", name=quote(name)) + suggestion(name, _names()), "icoon")


@cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(_folder()).with_suffix("").as_posix() for path in _folder().rglob("*.svg"))


@cache
def _folder() -> Path:
    """Where the theme keeps them; it is not loaded for that."""
    theme = find_spec("material")
    assert theme
    assert theme.submodule_search_locations
    return Path(theme.submodule_search_locations[0], "templates", ".icons")
