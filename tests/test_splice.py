"""A change of one value leaves every other line of its file as it was, or is refused; every value of the handbook is tried."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.reading.messages import Loc
from macros.upkeep.splice import Unwritable, at, change, identity, read
from tests.conftest import ROOT
from tests.school import EXAMPLE

_FILES = sorted([*(ROOT / "data").rglob("*.yml"), *(ROOT / "tests" / "voorbeeld" / "data").rglob("*.yml")])
_TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in _FILES} | {"school": EXAMPLE}
_LONG, _DEEPEST = 3000, 8  # letters of a text that is worth a cut, and in which column an item begins at most
_HOSTILE = (
    "NO", "null", "~", "12:30", "2026-01-31", "0x1F", "- a", "a: b", "a #b", "# a", "'s avonds",
    '"', "'", "''", "[a]", "{a: b}",
    "&a", "*a", "!a", "%a", "@a", "`a`", "| a", "> a", "a:", ":a", "---", "...", "? a", "a, b", "a]", "a}", "\\n", "\\", " a",
    "a ",
    "\ta", "a\tb", "a\nb\n", "a\n\nb\n", "\na\n", "a\n\n", " a\nb\n", "a\n  b\n", "- a\n- b\n", "a\r\nb", "\x00", "\x1b",
    "\x85", "\xa0",
    "\u2028", "\ufeff", "\ud800", "😀", "=", "<<", "a" * 2000, "x: |\n  y\n",
)  # fmt: skip


@cache
def pieces(name: str) -> tuple[str, ...]:
    """A file cut into its items, each below the lines that lead to it: what is tried in a small file holds in a large one."""
    return tuple(_cut(_TEXTS[name]))


def _cut(text: str, column: int = 0) -> Iterator[str]:
    """The text; or when it is long, for each item that begins in this column a text with that item alone, cut further."""
    _, *starts = [match.start() for match in re.finditer(rf"^ {{{column}}}- |\Z", text, re.MULTILINE)]
    small = [text[: starts[0]] if starts else text, *(_alone(text, *item, column) for item in pairwise(starts))]
    if len(text) < _LONG or column > _DEEPEST:
        yield text
    elif all(map(_is_whole, small)):
        yield from (piece for part in small for piece in _cut(part, column + 2))
    else:
        yield from _cut(text, column + 2)


def _alone(text: str, start: int, end: int, column: int) -> str:
    """An item that begins in this column, below the lines that lead to it."""
    lines = [text[start:end]]
    for line in reversed(text[:start].splitlines(keepends=True)):
        indent = len(line) - len(line.lstrip())
        if indent < column and line.strip() and not line.lstrip().startswith("#"):
            lines.insert(0, line)
            column = indent
    return "".join(lines)


def _is_whole(piece: str) -> bool:
    try:
        return isinstance(read(piece), dict)
    except Unwritable:
        return False


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Every value within a value, with its path."""
    yield loc, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from walk(inner, (*loc, step))


def difference(old: str, new: str) -> tuple[int, int]:
    """How many lines stand between the first and the last that differ, in both texts."""
    before, after = old.split("\n"), new.split("\n")
    same = 0
    for pair in (zip(before, after, strict=False), zip(reversed(before), reversed(after), strict=False)):
        room = min(len(before), len(after)) - same
        same += next((n for n, (a, b) in enumerate(pair) if a != b or n == room), room)
    return len(before) - same, len(after) - same


def slip(words: str) -> str:
    """The words with one letter more."""
    middle = len(words) // 2
    return f"{words[:middle]}x{words[middle:]}"


def lists_of(piece: str) -> Iterator[tuple[Loc, list[Any]]]:
    """Every list of a file that holds something."""
    return ((loc, value) for loc, value in walk(read(piece)) if isinstance(value, list) and value)


@pytest.mark.parametrize("name", _TEXTS)
def test_a_letter_changes_one_line(name: str) -> None:
    """Of every text of every file one letter can be changed, and only its line differs."""
    for piece in pieces(name):
        for loc, value in walk(read(piece)):
            if isinstance(value, str) and value:
                assert difference(piece, change(piece, loc, slip(value))) == (1, 1), (loc, value)


@pytest.mark.parametrize("name", _TEXTS)
def test_a_letter_changes_one_line_of_the_whole_file(name: str) -> None:
    """The same in the whole of each file, for some of its texts."""
    text = _TEXTS[name]
    texts = [(loc, value) for loc, value in walk(read(text)) if isinstance(value, str) and value]
    for loc, value in random.Random(name).sample(texts, min(len(texts), 5)):
        assert difference(text, change(text, loc, slip(value))) == (1, 1), (loc, value)


def some(items: list[Any]) -> list[int]:
    """The places of a list to try: all, or of a long one a few, the first and the last among them."""
    step = max(1, len(items) // 12)
    return sorted({*range(0, len(items), step), len(items) - 1})


@pytest.mark.parametrize("name", _TEXTS)
def test_items_go_come_and_move(name: str) -> None:
    """Of every list an item can be taken away, put back and moved: its own lines go, come or change places, and no other."""
    for piece in pieces(name):
        for loc, items in lists_of(piece):
            for index in some(items):
                _try_item(piece, loc, items, index)


@pytest.mark.parametrize("name", _TEXTS)
def test_items_go_come_and_move_in_the_whole_file(name: str) -> None:
    """The same of the first and the last item of each list that no piece of the file has whole."""
    tried = [items for piece in pieces(name) for _, items in lists_of(piece)]
    for loc, items in lists_of(_TEXTS[name]):
        for index in sorted({0, len(items) - 1}) if items not in tried else ():
            _try_item(_TEXTS[name], loc, items, index)


@pytest.mark.parametrize("name", _TEXTS)
def test_the_pieces_of_a_file_hold_all_of_it(name: str) -> None:
    """No line is left out of what is tried."""
    assert {*_TEXTS[name].split("\n")} <= {*"\n".join(pieces(name)).split("\n")}


def _try_item(piece: str, loc: Loc, items: list[Any], index: int) -> None:
    item, rest = items[index], [*items[:index], *items[index + 1 :]]
    without = change(piece, loc, rest)
    if rest:
        _, come = difference(piece, without)
        assert come <= ("[" in piece), (loc, index)
        assert at(read(change(without, loc, items)), loc) == items
    if index:
        order = [*items[: index - 1], item, items[index - 1], *items[index + 1 :]]
        moved = change(piece, loc, order)
        assert sorted(moved.split("\n")) == sorted(piece.split("\n")) or "[" in piece
        assert change(moved, loc, items) == piece
    if isinstance(item, dict) and "id" in item:
        new = {**item, "id": "nieuw-id"}
        added = change(piece, loc, [*items[: index + 1], new, *items[index + 1 :]])
        assert set(piece.split("\n")) <= set(added.split("\n"))


@pytest.mark.parametrize("name", _TEXTS)
def test_fields_go_and_come(name: str) -> None:
    """Every field of every group can be taken away, and put back where it stood."""
    for piece in pieces(name):
        for loc, group in walk(read(piece)):
            for field in group if isinstance(group, dict) and len(group) > 1 else ():
                without = change(piece, (*loc, field), None)
                assert list(at(read(without), loc)) == [other for other in group if other != field]
                back = change(without, loc, group)
                assert list(at(read(back), loc).items()) == list(group.items())


@pytest.mark.parametrize("value", _HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", ["data/begrippen.yml", "school"])
def test_what_would_be_read_otherwise_is_refused(name: str, value: str) -> None:
    """A value that means something to YAML is written so that it is read as it is, or not at all; nothing else changes."""
    piece = pieces(name)[-1]
    for loc, old in walk(read(piece)):
        if isinstance(old, str):
            try:
                changed = change(piece, loc, value)
            except Unwritable:
                continue
            assert at(read(changed), loc) == value
            assert change(changed, loc, old) == piece or at(read(change(changed, loc, old)), loc) == old


_VALUES = st.one_of(
    st.text(), st.text("ab \n:-#'\"[]{},|>&*!%@\\", max_size=12), st.lists(st.text(max_size=5), max_size=3)
)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 10**6), value=_VALUES, name=st.sampled_from(sorted(_TEXTS)))
@example(place=3, value="a\n- b", name="school")
def test_any_value_is_exact_or_refused(place: int, value: Any, name: str) -> None:
    """Whatever is put wherever, the file then says just that, and all else as before; or nothing is written."""
    small = pieces(name)
    piece = small[place % len(small)]
    places = [loc for loc, _ in walk(read(piece)) if loc]
    loc = places[place % len(places)]
    try:
        changed = change(piece, loc, value)
    except Unwritable:
        return
    before, after = dict(walk(read(piece))), dict(walk(read(changed)))
    assert at(read(changed), loc) == value
    outside = {at_: what for at_, what in before.items() if at_[: len(loc)] != loc and isinstance(what, str)}
    assert outside == {at_: what for at_, what in after.items() if at_[: len(loc)] != loc and isinstance(what, str)}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_ends_of_lines_stay(ending: str, bom: str) -> None:
    """A file of another machine keeps its ends of lines and the mark at its beginning."""
    text = bom + EXAMPLE.replace("\n", ending)
    assert change(text, ("naam",), "De Dam") == text.replace("De Brug", "De Dam", 1)


def test_remarks_stay_where_they_stand() -> None:
    """What a remark stands above may move or go; the remark itself does neither."""
    text = "a:\n  # Eerst\n  - id: x\n    # binnenin\n    b: 1\n\n  # Dan\n  - id: y\n  # Slot\n"
    moved = "a:\n  # Eerst\n  - id: y\n\n  # Dan\n  - id: x\n    # binnenin\n    b: 1\n  # Slot\n"
    x, y = read(text)["a"]
    assert change(text, ("a",), [y, x]) == moved
    assert change(text, ("a",), [x]) == "a:\n  # Eerst\n  - id: x\n    # binnenin\n    b: 1\n\n  # Dan\n  # Slot\n"


def test_a_text_over_several_lines_keeps_those_that_stay() -> None:
    """Behind | one sentence stands on a line, and behind > the lines that do not change keep their ends."""
    text = "a: |\n  Een zin.\n\n  Nog een.\nb: >-\n  een twee\n  drie vier\n  vijf\n"
    assert change(text, ("a",), "Een zin.\n\nNog een.\nEn een.\n") == text.replace("een.\nb", "een.\n  En een.\nb")
    assert change(text, ("b",), "een twee drie 4 vijf") == text.replace("vier", "4")


def test_a_first_item_and_a_last() -> None:
    """An empty list gets its first item, and a list that loses its last one is empty."""
    text = "a: []\nb: x\n"
    filled = change(text, ("a",), [{"id": "x", "b": ["c", "d"]}])
    assert filled == "a:\n  - id: x\n    b: [c, d]\nb: x\n"
    assert change(filled, ("a",), []) == text


def test_equal_items_are_told_apart_by_their_place() -> None:
    """A list that has the same words twice loses one of them."""
    text = "a:\n  - x\n  - y\n  - x\n"
    assert change(text, ("a",), ["x", "y"]) == "a:\n  - x\n  - y\n"
    assert identity("x") == identity("x") != identity({"id": "x", "b": "c"})


def test_mixed_ends_of_lines_are_refused() -> None:
    """A file whose lines end in two ways would change all over; it stays as it is."""
    with pytest.raises(Unwritable):
        change("a: b\r\nc: d\n", ("a",), "x")
