"""The geometry of a stroomschema: where its boxes, lines and words go.

All lengths are in units of the drawing, which is 340 wide: one unit is about a pixel on a narrow phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ..content.model import Knoop, Stroomschema

WIDTH = 340
_FONT = 14
_LINE = 18
_PADDING = 11
_GAP = 34
_LANE = 30
_BETWEEN = 14
_SINGLE = 236
_NARROW, _WIDE = frozenset("fijlrtI.,:;'()- "), frozenset("mwMW")


@dataclass(frozen=True)
class Words:
    """One line of text: its middle (x), its baseline (y)."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Box:
    """A knoop with its place: left, top, width, height, and the outline of its shape."""

    knoop: Knoop
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Words, ...]

    @property
    def middle(self) -> float:
        """The x of the middle."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def diamond(self) -> str:
        """The corners of a question, for an SVG polygon."""
        middle_y = self.y + self.height / 2
        corners = (
            (self.middle, self.y),
            (self.x + self.width, middle_y),
            (self.middle, self.bottom),
            (self.x, middle_y),
        )
        return " ".join(f"{x:g},{y:g}" for x, y in corners)

    @property
    def radius(self) -> float:
        """How round the corners are: an end is a stadium."""
        return self.height / 2 if self.knoop.soort == "eind" else 6


@dataclass(frozen=True)
class Drawing:
    """All that is to be drawn; a line is an SVG path, an arrow the tip of a line (x, y, pointing left or down)."""

    height: float
    rows: tuple[tuple[Box, ...], ...]
    lines: tuple[str, ...]
    arrows: tuple[str, ...]
    labels: tuple[Words, ...]
    width: int = WIDTH


def lay_out(schema: Stroomschema) -> Drawing:
    """Place all boxes of `schema` from top to bottom and draw the lines between them."""
    lane = _LANE if any(knoop.nee_naar for rij in schema.rijen for knoop in rij.vakken) else 0
    rows: list[tuple[Box, ...]] = []
    top = 2.0
    for rij in schema.rijen:
        row = _row(rij.vakken, top, WIDTH - 2 - lane)
        rows.append(row)
        top = max(box.bottom for box in row) + _GAP
    lines: list[str] = []
    arrows: list[str] = []
    labels: list[Words] = []
    for above, below in pairwise(rows):
        _connect(above, below, lines, arrows)
    for row in rows:
        for box in row:
            if box.knoop.nee_naar:
                _branch(box, rows[box.knoop.nee_naar - 1][-1], lines, arrows, labels)
    return Drawing(top - _GAP + 2, tuple(rows), tuple(lines), tuple(arrows), tuple(labels))


def text_width(text: str, size: float = _FONT) -> float:
    """About how wide `text` is in a sans-serif face of `size`; a little too wide rather than too narrow."""
    em = sum(0.34 if c in _NARROW else 0.9 if c in _WIDE else 0.7 if c.isupper() else 0.57 for c in text)
    return em * size


def _wrap(text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _row(vakken: tuple[Knoop, ...], top: float, right: float) -> tuple[Box, ...]:
    count = len(vakken)
    width = min(_SINGLE, right - 2) if count == 1 else (right - 2 - _BETWEEN * (count - 1)) / count
    left = 2 + (right - 2 - count * width - _BETWEEN * (count - 1)) / 2
    wrapped = [
        _wrap(knoop.tekst, width * (0.62 if knoop.soort == "vraag" else 1) - 2 * _PADDING + 6) for knoop in vakken
    ]
    deepest = max(map(len, wrapped))
    extra = 2.6 if any(knoop.soort == "vraag" for knoop in vakken) else 1
    height = deepest * _LINE + 2 * _PADDING * extra
    return tuple(
        _box(knoop, lines, left + index * (width + _BETWEEN), top, width, height)
        for index, (knoop, lines) in enumerate(zip(vakken, wrapped, strict=True))
    )


def _box(knoop: Knoop, lines: list[str], x: float, y: float, width: float, height: float) -> Box:
    first = y + height / 2 - (len(lines) - 1) * _LINE / 2 + _FONT * 0.35
    words = tuple(Words(x + width / 2, first + index * _LINE, line) for index, line in enumerate(lines))
    return Box(knoop, x, y, width, height, words)


def _connect(above: tuple[Box, ...], below: tuple[Box, ...], lines: list[str], arrows: list[str]) -> None:
    """Draw the lines from a row to the next: straight for one box to one, else by way of a bar between."""
    top = below[0].y
    if len(above) == len(below) == 1:
        lines.append(f"M{above[0].middle:g} {above[0].bottom:g}V{top - 6:g}")
    else:
        bar = (max(box.bottom for box in above) + top) / 2
        middles = [box.middle for box in (*above, *below)]
        lines += [f"M{box.middle:g} {box.bottom:g}V{bar:g}" for box in above]
        lines.append(f"M{min(middles):g} {bar:g}H{max(middles):g}")
        lines += [f"M{box.middle:g} {bar:g}V{top - 6:g}" for box in below]
    arrows += [f"M{box.middle:g} {top:g}l-5-9h10z" for box in below]


def _branch(question: Box, target: Box, lines: list[str], arrows: list[str], labels: list[Words]) -> None:
    """Draw the line that skips: out at the right of the question, down the lane, in at the right of the target."""
    lane, start = WIDTH - 8, question.y + question.height / 2
    edge, end = target.x + target.width, target.y + target.height / 2
    lines.append(f"M{question.x + question.width:g} {start:g}H{lane:g}V{end:g}H{edge + 6:g}")
    arrows.append(f"M{edge:g} {end:g}l9-5v10z")
    labels.append(Words(question.x + question.width + 10, start - 7, str(question.knoop.nee)))
    labels.append(Words(question.middle + 16, question.bottom + 15, str(question.knoop.ja)))
