"""The geometry of every stroomschema: nothing overlaps, nothing sticks out, every line leads somewhere."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.content.model import Knoop, Rij, Stroomschema
from macros.edition import Edition
from macros.render.drawing import Box, Drawing, lay_out, text_width

_TIP = 6.01  # a line stops this far from its box, behind the tip of its arrow
_WORDS = st.lists(
    st.sampled_from(["een", "het", "werk", "stage", "bedrijf", "leerling", "Wajong"]), min_size=1, max_size=9
)

Point = tuple[float, float]


def boxes_of(drawing: Drawing) -> list[Box]:
    """All boxes from top to bottom."""
    return [box for row in drawing.rows for box in row]


def corners_of(line: str) -> list[Point]:
    """The points of a path that goes straight down and across only."""
    points: list[Point] = []
    for letter, numbers in re.findall(r"([MHV])([-\d. ]+)", line):
        first, *rest = map(float, numbers.split())
        x, y = (first, rest[0]) if rest else points[-1]
        points.append({"M": (x, y), "H": (first, y), "V": (x, first)}[letter])
    return points


def distance(point: Point, box: Box) -> float:
    """How far `point` is from the outline of `box`, as a rectangle."""
    (x, y), right = point, box.x + box.width
    outside = max(box.x - x, x - right, 0), max(box.y - y, y - box.bottom, 0)
    inside = min(abs(x - box.x), abs(x - right), abs(y - box.y), abs(y - box.bottom))
    return sum(outside) or inside


def is_on(point: Point, line: str) -> bool:
    """Whether `point` is on the path."""
    x, y = point
    corners = corners_of(line)
    return any(
        min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2) for (x1, y1), (x2, y2) in pairwise(corners)
    )


def room_in(box: Box, middle: float) -> float:
    """How wide a box is at a height: a diamond is narrower towards its top and bottom."""
    if box.knoop.soort != "vraag":
        return box.width
    return box.width * (1 - abs(middle - (box.y + box.height / 2)) / (box.height / 2))


def assert_drawn_well(drawing: Drawing) -> None:
    """Everything is in its place and in sight."""
    boxes = boxes_of(drawing)
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.bottom <= drawing.height
        for words in box.lines:
            assert box.y < words.y < box.bottom, words
            assert text_width(words.text) <= room_in(box, words.y - 5), words
    for one, other in combinations(boxes, 2):
        beside = one.x + one.width < other.x or other.x + other.width < one.x
        assert beside or one.bottom < other.y or other.bottom < one.y, (one, other)
    for line in drawing.lines:
        for point in corners_of(line):
            assert 0 <= point[0] <= drawing.width
            assert 0 <= point[1] <= drawing.height
        for end in (corners_of(line)[0], corners_of(line)[-1]):
            at_box = any(distance(end, box) <= _TIP for box in boxes)
            assert at_box or any(is_on(end, other) for other in drawing.lines if other != line), line
    for label in drawing.labels:
        half = text_width(label.text) / 2
        assert half <= label.x <= drawing.width - half, label


def test_every_real_schema_is_drawn_well(edition: Edition) -> None:
    """The drawings of the handbook itself."""
    schemas = [part for _, part in edition.handboek.parts() if isinstance(part, Stroomschema)]
    assert len(schemas) >= 5
    for schema in schemas:
        assert_drawn_well(lay_out(schema))


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=3), min_size=3, max_size=6), st.booleans())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_any_schema_is_drawn_well(rows: list[list[list[str]]], asks: bool) -> None:
    """Whatever an editor writes, with a question above it or without."""
    question = Knoop(tekst=" ".join(rows[0][0]) + "?", naar="hier", soort="vraag", ja="ja", nee="nee", nee_naar=3)
    rijen = [Rij(vakken=tuple(Knoop(tekst=" ".join(words), naar="hier") for words in row)) for row in rows]
    first = [Rij(vakken=(question,))] if asks else []
    assert_drawn_well(lay_out(Stroomschema(id="schema", titel="Schema", rijen=(*first, *rijen))))


@pytest.mark.parametrize(("narrow", "wide"), [("il", "mw"), ("een", "EEN"), ("werk", "werken")])
def test_wider_words_get_more_room(narrow: str, wide: str) -> None:
    """Letters are not all equally wide."""
    assert text_width(narrow) < text_width(wide)


def test_an_arrow_ends_on_its_box(edition: Edition) -> None:
    """Each arrow's tip is on the outline of a box."""
    for schema in (part for _, part in edition.handboek.parts() if isinstance(part, Stroomschema)):
        drawing = lay_out(schema)
        for arrow in drawing.arrows:
            x, y = map(float, re.findall(r"[\d.]+", arrow)[:2])
            assert any(distance((x, y), box) < 0.01 for box in boxes_of(drawing)), arrow
