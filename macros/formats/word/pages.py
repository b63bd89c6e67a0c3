"""On which page each bookmark comes, about: what the table of contents says until Word has counted itself.

Word lays out a file when it opens it, and no two programs do so alike. So the height of a paragraph is reckoned from its
style and the number of its letters; chapters begin on a page of their own, which keeps mistakes small.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from .fields import WORD

_PAGE = 14570  # of an upright A4 with margins of 2 cm; in twentieths of a point, like all lengths here
_LETTER, _LINE = 0.42, 1.22  # how wide a letter of Calibri is on average, and how high a line, in its own size
_SINGLE = 240
_CELL, _CELL_SIDES = 56, 192  # the space in a cell above and below its text, and beside it
_VALUE = f"{WORD}val"
_SWITCHES = {"pageBreakBefore": "begins_page", "keepNext": "stays_with_next", "keepLines": "stays_together"}


@dataclass(frozen=True)
class _Look:
    """What decides how high a paragraph is, and where it may stand."""

    size: int = 22  # in half points
    before: int = 0
    after: int = 0
    line: int = _SINGLE
    left: int = 0
    right: int = 0
    begins_page: bool = False
    stays_with_next: bool = False
    stays_together: bool = False

    def lines(self, count: int) -> float:
        """How high so many lines are."""
        return count * self.size * 10 * _LINE * self.line / _SINGLE

    def height(self, letters: int, width: int) -> float:
        """How high so many letters are in a column of this width."""
        room = (width - self.left - self.right) / (self.size * 10 * _LETTER)
        return self.before + self.after + self.lines(max(math.ceil(letters / max(room, 1)), 1))

    def dressed(self, properties: Any) -> _Look:
        """The same with what these properties of a style or a paragraph say otherwise."""
        if properties is None:
            return self
        found: dict[str, Any] = {}
        for tag, names in {"spacing": ("before", "after", "line"), "ind": ("left", "right")}.items():
            for name in names:
                if value := properties.xpath(f"string(w:{tag}/@w:{name})", namespaces={"w": WORD[1:-1]}):
                    found[name] = int(value)
        for tag, name in _SWITCHES.items():
            if (switch := properties.find(f"{WORD}{tag}")) is not None:
                found[name] = switch.get(_VALUE) != "0"
        return replace(self, **found)


def number_pages(root: Any, styles: bytes, width: int) -> dict[str, int]:
    """The page on which each bookmark of a document comes, about, with these styles and a text of this width."""
    pages: dict[str, int] = {}
    page, used = 1, 0.0
    for stack in _stacks(root, _read_looks(styles), width):
        if used and (stack.begins_page or used + stack.least > _PAGE):
            page, used = page + 1, 0.0
        for name, above in stack.names:
            pages[name] = page + int((used + above) // _PAGE)
        page, used = page + int((used + stack.height) // _PAGE), (used + stack.height) % _PAGE
    return pages


@dataclass
class _Stack:
    """Blocks of which none but the last may end a page; `names` are its bookmarks, each with what stands above it."""

    names: list[tuple[str, float]] = field(default_factory=list)
    height: float = 0
    least: float = 0  # of it, that must stand on one page
    begins_page: bool = False


def _stacks(root: Any, looks: dict[str, _Look], width: int) -> Iterator[_Stack]:
    stack, after = _Stack(), 0
    for block in root.iter(f"{WORD}p", f"{WORD}tr", f"{WORD}bookmarkStart"):
        if block.tag == f"{WORD}bookmarkStart":
            stack.names.append((block.get(f"{WORD}name"), stack.height))
        elif next(block.iterancestors(f"{WORD}tr"), None) is None:
            row = block.tag == f"{WORD}tr"
            look = _look(next(block.iter(f"{WORD}p")), looks)
            height = _row_height(block, looks) if row else look.height(_letters(block), width) - min(after, look.before)
            after = 0 if row else look.after
            stack.begins_page |= look.begins_page
            stack.least = stack.height + (height if row or look.stays_together else min(height, look.lines(2)))
            stack.height += height
            if not look.stays_with_next:
                yield stack
                stack = _Stack()
    yield stack


def _row_height(row: Any, looks: dict[str, _Look]) -> float:
    """How high a row is: as its highest cell, and at least as it says."""
    least = row.find(f"{WORD}trPr/{WORD}trHeight")
    cells = (
        sum(_look(p, looks).height(_letters(p), _cell_width(cell)) for p in cell.iter(f"{WORD}p"))
        for cell in row.iter(f"{WORD}tc")
    )
    return max(_CELL + max(cells), 0 if least is None else int(least.get(_VALUE)))


def _cell_width(cell: Any) -> int:
    return int(cell.find(f"{WORD}tcPr/{WORD}tcW").get(f"{WORD}w")) - _CELL_SIDES


def _letters(paragraph: Any) -> int:
    return sum(len(text.text or "") for text in paragraph.iter(f"{WORD}t"))


def _look(paragraph: Any, looks: dict[str, _Look]) -> _Look:
    properties = paragraph.find(f"{WORD}pPr")
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return looks["" if style is None else style.get(_VALUE)].dressed(properties)


def _read_looks(styles: bytes) -> dict[str, _Look]:
    """The look of each style of a paragraph; those that others are based on come before them."""
    root = etree.fromstring(styles)
    looks = {"": _Look().dressed(root.find(f"{WORD}docDefaults/{WORD}pPrDefault/{WORD}pPr"))}
    for style in root.iter(f"{WORD}style"):
        base = style.find(f"{WORD}basedOn")
        look = looks.get("" if base is None else base.get(_VALUE), looks[""]).dressed(style.find(f"{WORD}pPr"))
        size = style.find(f"{WORD}rPr/{WORD}sz")
        looks[style.get(f"{WORD}styleId")] = look if size is None else replace(look, size=int(size.get(_VALUE)))
    return looks
