"""Changes a value in the text of a YAML file and leaves every other line as it is: remarks, empty lines, layout.

The text is cut at the marks that the parser gives. What comes out is parsed again and must hold just what was meant;
a value that cannot be written so is refused, never written otherwise.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ..reading.messages import Loc
from ..reading.yaml import YAML_LOADER

_BOM = "\ufeff"
_STRANGE_BREAK = re.compile("[\r\x85\u2028\u2029]")  # what ends a line for YAML too
_BLOCK = ("|", ">")
_DEEPER = "  "
_WIDEST = 110  # of a list on one line
Edit = tuple[int, int, str]  # what takes the place of the text from one place to another


class Unwritable(ValueError):
    """A value that cannot be written in this place."""


def change(text: str, loc: Loc, new: Any) -> str:
    """`text` with `new` as the value at `loc`; None takes away the field or the item that is there.

    A new field of a group comes where it stands in `new`. What stays the same within the value stays as it was written.
    Raises Unwritable.
    """
    bom, plain = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    ending = "\r\n" if "\r\n" in plain else "\n"
    lines = plain.replace(ending, "\n")
    if _STRANGE_BREAK.search(lines) or lines.replace("\n", ending) != plain:
        raise Unwritable("lines that end in more than one way")
    value = read(lines)
    expected = _with(value, loc, new)
    changed = _apply(lines, (), value, expected)
    if read(changed) != expected or _STRANGE_BREAK.search(changed):
        raise Unwritable(f"{new!r} at {loc}")
    return bom + changed.replace("\n", ending)


def read(text: str) -> Any:
    """The value of a whole file, all of its text as text; raises Unwritable when it cannot be read."""
    try:
        return yaml.load(text, Loader=YAML_LOADER)
    except (yaml.YAMLError, UnicodeError) as error:
        raise Unwritable(str(error)) from None


def placed(old: Mapping[str, Any], fields: Mapping[str, Any], order: Sequence[str]) -> dict[str, Any]:
    """A group with these fields too: what is new comes behind what is there and stands before it in `order`."""
    names = list(old)
    for name in sorted(fields.keys() - old.keys(), key=order.index):
        before = [names.index(other) for other in order[: order.index(name)] if other in names]
        names.insert(max(before, default=-1) + 1, name)
    return {name: fields.get(name, old.get(name)) for name in names}


def lines_of(text: str) -> dict[Loc, int]:
    """On which line, from 1, each value of a file begins, or its key."""
    return dict(_lines(yaml.compose(text, Loader=YAML_LOADER), ()))


def _lines(node: Any, loc: Loc) -> Iterator[tuple[Loc, int]]:
    yield loc, node.start_mark.line + 1
    if isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(item, (*loc, index))
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*loc, key.value))
            yield (*loc, key.value), key.start_mark.line + 1


def at(value: Any, loc: Loc) -> Any:
    """What stands at `loc` within a value."""
    for step in loc:
        value = value[step]
    return value


def _with(value: Any, loc: Loc, new: Any) -> Any:
    """The value with `new` at `loc`."""
    if not loc:
        return new
    step, copy = loc[0], value.copy()
    if len(loc) == 1 and new is None:
        del copy[step]
    else:
        copy[step] = _with(copy[step] if len(loc) > 1 else None, loc[1:], new)
    return copy


def identity(item: Any) -> Hashable:
    """By what an item of a list is known from one version of it to the next: its id, else all that it is."""
    return str(item["id"]) if isinstance(item, dict) and "id" in item else json.dumps(item, sort_keys=True)


# --- From what is there to what must be, step by step -----------------------------------------------


def _apply(text: str, loc: Loc, old: Any, new: Any) -> str:
    if old == new:
        return text
    if isinstance(old, dict) and isinstance(new, dict):
        return _change_fields(text, loc, old, new)
    if isinstance(old, list) and isinstance(new, list) and old and new:
        return _change_items(text, loc, old, new)
    return _Cutter(text).write(loc, new)


def _change_fields(text: str, loc: Loc, old: dict[str, Any], new: dict[str, Any]) -> str:
    for name in [name for name in old if name not in new]:
        text = _Cutter(text).remove_field(loc, name)
    before = None
    for name, value in new.items():
        if name not in old:
            text = _Cutter(text).add_field(loc, name, value, before)
        before = name
    for name in old.keys() & new.keys():
        text = _apply(text, (*loc, name), old[name], new[name])
    return text


def _change_items(text: str, loc: Loc, old: list[Any], new: list[Any]) -> str:
    """First what goes, then the order, then what comes, then what changes within an item."""
    if _is_rewritten(old, new):
        return _each(text, loc, old, new)
    kept = list(old)
    for index in _gone(old, new):
        if len(kept) == 1:
            return _Cutter(text).write(loc, new)
        text = _Cutter(text).remove_item(loc, index)
        del kept[index]
    order = _order(kept, new)
    if order != sorted(order):
        text = _Cutter(text).put_in_order(loc, order)
        kept = [kept[place] for place in order]
    for index, item in enumerate(new):
        if index == len(kept) or identity(kept[index]) != identity(item):
            text = _Cutter(text).add_item(loc, index, item)
            kept.insert(index, item)
    return _each(text, loc, kept, new)


def _gone(old: list[Any], new: list[Any]) -> list[int]:
    """The places, from below, of what is not in `new`; of equal items the first stay."""
    spare, gone = Counter(map(identity, new)), list[int]()
    for index, item in enumerate(old):
        spare[identity(item)] -= 1
        if spare[identity(item)] < 0:
            gone.insert(0, index)
    return gone


def _order(kept: list[Any], new: list[Any]) -> list[int]:
    """In which order the items of `kept` stand in `new`; equal ones stay as they stand."""
    free: dict[Hashable, list[int]] = {}
    for place, item in enumerate(new):
        free.setdefault(identity(item), []).append(place)
    places = [free[identity(item)].pop(0) for item in kept]
    return sorted(range(len(kept)), key=places.__getitem__)


def _is_rewritten(old: list[Any], new: list[Any]) -> bool:
    """Whether items changed where they stand: as many as there were, and none that has only moved."""
    changed = [(a, b) for a, b in zip(old, new, strict=False) if identity(a) != identity(b)]
    return len(old) == len(new) and not {identity(a) for a, _ in changed} & {identity(b) for _, b in changed}


def _each(text: str, loc: Loc, old: list[Any], new: list[Any]) -> str:
    for index, item in enumerate(new):
        if old[index] != item:
            text = _apply(text, (*loc, index), old[index], item)
    return text


# --- One cut ----------------------------------------------------------------------------------------


class _Cutter:
    """A text and where everything in it stands; each change gives a new text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._root = yaml.compose(text, Loader=YAML_LOADER)

    def write(self, loc: Loc, value: Any) -> str:
        """The text with another value in the place of that at `loc`."""
        node = self._node(loc)
        start, end = self._start(node), self._end(node)
        if isinstance(node, ScalarNode) and isinstance(value, str):
            return self._cut((start, end, self._scalar(node, value, loc)))
        if not loc:
            raise Unwritable("a whole file")
        words = dump(value, self._column(loc), is_item=isinstance(loc[-1], int))
        behind = self._text.rfind("\n", 0, start) + 1
        if isinstance(loc[-1], int) or self._text[behind:start].strip():
            return self._cut((len(self._text[:start].rstrip(" ")), end, words))
        key = self._line_end(self._start(self._key(loc)))  # what is there begins on a line below
        return self._cut((key, key, words), self._lines_of(start, end))

    def remove_field(self, loc: Loc, name: str) -> str:
        """The text without a field; the only one of a group is not taken away."""
        group = self._group(loc)
        index = next(i for i, (key, _) in enumerate(group.value) if key.value == name)
        key, value = group.value[index]
        start = self._start(key)
        if self._text[self._line_start(start) : start].strip():
            if index + 1 == len(group.value):
                raise Unwritable("a group without fields")
            return self._cut((start, self._start(group.value[index + 1][0]), ""))
        return self._cut(self._lines_of(start, self._end(value)))

    def add_field(self, loc: Loc, name: str, value: Any, before: str | None) -> str:
        """The text with a new field, behind the field `before`."""
        group = self._group(loc)
        column = group.value[0][0].start_mark.column
        words = f"{name}:{dump(value, column)}"
        found = [node for key, node in group.value if key.value == before]
        if not found:
            start = self._start(group.value[0][0])
            return self._cut((start, start, f"{words}\n{' ' * column}"))
        end = self._line_end(self._end(found[0]))
        return self._cut((end, end, f"\n{' ' * column}{words}"))

    def remove_item(self, loc: Loc, index: int) -> str:
        """The text without an item of a list that has more."""
        items = self._node(loc)
        if items.flow_style:
            if index:
                return self._cut((self._end(items.value[index - 1]), self._end(items.value[index]), ""))
            return self._cut((self._start(items.value[0]), self._start(items.value[1]), ""))
        start, end = self._chunks(items)[index]
        return self._cut(self._lines_of(start, end))

    def put_in_order(self, loc: Loc, order: list[int]) -> str:
        """The text with the items of a list in another order; what stands between them stays where it was."""
        items = self._node(loc)
        spans = self._spans(items)
        pieces = [self._text[start:end] for start, end in spans]
        return self._cut(*((*spans[place], pieces[of]) for place, of in enumerate(order) if place != of))

    def add_item(self, loc: Loc, index: int, value: Any) -> str:
        """The text with a new item in a list that has some."""
        items = self._node(loc)
        spans = self._spans(items)
        if items.flow_style:
            words = _in_brackets(value)
            place = spans[index - 1][1] if index else spans[0][0]
            return self._cut((place, place, f", {words}" if index else f"{words}, "))
        column = items.start_mark.column
        gap = self._gap(spans)
        words = f"{' ' * column}-{dump(value, column, is_item=True)}"
        if index:
            place = self._line_end(spans[index - 1][1])
            return self._cut((place, place, f"\n{gap}{words}"))
        place = self._line_start(spans[0][0])
        return self._cut((place, place, f"{words}\n{gap}"))

    # --- Where things stand ---------------------------------------------------------------------------

    def _node(self, loc: Loc) -> Any:
        node: Any = self._root
        for step in loc:
            node = (
                node.value[step]
                if isinstance(node, SequenceNode)
                else next(n for key, n in node.value if key.value == step)
            )
        return node

    def _group(self, loc: Loc) -> MappingNode:
        group = self._node(loc)
        if group.flow_style or not group.value:
            raise Unwritable("a group on one line")
        return group  # type: ignore[no-any-return]

    def _place(self, mark: Any) -> int:
        return int(self._starts[min(mark.line, len(self._starts) - 1)] + mark.column)

    def _start(self, node: Any) -> int:
        return self._place(node.start_mark)

    def _end(self, node: Any) -> int:
        """Where a value ends: before the remarks and empty lines that the parser counts with it."""
        if isinstance(node, ScalarNode):
            end = self._place(node.end_mark)
            return len(self._text[:end].rstrip()) if node.style in _BLOCK else end
        if node.flow_style or not node.value:
            return self._place(node.end_mark)
        last = node.value[-1]
        return self._end(last[1] if isinstance(node, MappingNode) else last)

    def _line_start(self, place: int) -> int:
        return self._starts[bisect_right(self._starts, place) - 1]

    def _line_end(self, place: int) -> int:
        end = self._text.find("\n", place)
        return len(self._text) if end < 0 else end

    def _key(self, loc: Loc) -> Any:
        """The key that the value at `loc` stands behind; nothing for an item of a list."""
        holder = self._node(loc[:-1])
        return (
            next((key for key, _ in holder.value if key.value == loc[-1]), None)
            if isinstance(holder, MappingNode)
            else None
        )

    def _column(self, loc: Loc) -> int:
        """The column of the key, or of the dash, that the value at `loc` stands behind."""
        return int((self._key(loc) or self._node(loc[:-1])).start_mark.column)

    def _chunks(self, items: Any) -> list[tuple[int, int]]:
        """From where to where each item of a list with dashes stands, its dash included."""
        return [(self._dash(item, items.start_mark.column), self._end(item)) for item in items.value]

    def _dash(self, item: Any, column: int) -> int:
        for line in range(item.start_mark.line, -1, -1):
            start = self._starts[line]
            if self._text[start : start + column + 1] == " " * column + "-":
                return start + column
        raise Unwritable("a list within a line")

    def _spans(self, items: Any) -> list[tuple[int, int]]:
        if items.flow_style:
            return [(self._start(item), self._end(item)) for item in items.value]
        return self._chunks(items)

    def _gap(self, spans: list[tuple[int, int]]) -> str:
        """The empty line between the items of this list, if it has those."""
        between = [self._text[end:start] for (_, end), (start, _) in pairwise(spans)]
        return "\n" if between and all("\n\n" in piece for piece in between) else ""

    def _lines_of(self, start: int, end: int) -> Edit:
        """Takes away whole lines, and the empty line below when there is one above too, or nothing else below."""
        first, last = self._line_start(start), self._line_end(end) + 1
        rest = self._text[last:]
        if self._text[:first].endswith("\n\n"):
            if rest.startswith("\n"):
                last += 1
            elif not rest.strip():
                first -= 1
        return first, min(last, len(self._text)), ""

    def _cut(self, *edits: Edit) -> str:
        text = self._text
        for start, end, words in sorted(edits, reverse=True):
            text = text[:start] + words + text[end:]
        return text

    # --- Words ----------------------------------------------------------------------------------------

    def _scalar(self, node: ScalarNode, value: str, loc: Loc) -> str:
        """How `value` is written in the place of this one: in the same way if that can be."""
        inner = isinstance(holder := self._node(loc[:-1]), SequenceNode | MappingNode) and bool(holder.flow_style)
        style, column = node.style or "", self._column(loc) if loc else 0
        if style == ">":
            old = self._text[self._start(node) : self._end(node)]
            if _says(folded := _fold(old, value), value):
                return folded
        if style == "|":
            header, *body = self._text[self._start(node) : self._end(node)].split("\n")
            indent = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=column + 2)
            literal = _literal(value, indent, header)
            if _says(literal, value):
                return literal
        return _write(value, column, style, inner)


def dump(value: Any, column: int, is_item: bool = False) -> str:
    """How a value is written behind the `:` or the `-` that stands in or after `column`."""
    indent = " " * column + _DEEPER
    if isinstance(value, str):
        return f" {_write(value, column)}"
    if isinstance(value, list):
        one_line = f" [{', '.join(map(_in_brackets, value))}]" if _is_short(value) else ""
        if one_line and len(one_line) + column < _WIDEST:
            return one_line
        return "".join(f"\n{indent}-{dump(item, column + 2, is_item=True)}" for item in value)
    fields = [f"{name}:{dump(inner, column + 2)}" for name, inner in value.items()]
    return (" " if is_item else f"\n{indent}") + f"\n{indent}".join(fields)


def _is_short(value: list[Any]) -> bool:
    return all(isinstance(item, str) and "\n" not in item for item in value)


def _in_brackets(value: Any) -> str:
    if not isinstance(value, str):
        raise Unwritable("a group within brackets")
    return _write(value, 0, in_brackets=True)


def _write(value: str, column: int, style: str = "", in_brackets: bool = False) -> str:
    """`value` in this style, or in the plainest that can say it: bare, between quotes, behind |."""
    quoted = "'" + value.replace("'", "''") + "'"
    ways = {"": value, '"': json.dumps(value, ensure_ascii=False), "'": quoted}
    below = _literal(value, column + len(_DEEPER), "|" if value.endswith("\n") else "|-")
    several = "\n" in value and not in_brackets and style != '"'
    for way in (*([below] if several else []), ways.get(style, value), *ways.values(), below):
        if _says(way, value, in_brackets):
            return way
    raise Unwritable(repr(value))


def _says(way: str, value: str, in_brackets: bool = False) -> bool:
    """Whether these words are read as `value`, at the place of a field or between the brackets of a list."""
    if not way.strip():
        return False
    try:
        return bool(
            read(f"[{way}, x]" if in_brackets else f"k: {way}\nx: x")
            == ([value, "x"] if in_brackets else {"k": value, "x": "x"})
        )
    except Unwritable:
        return False


def _literal(value: str, indent: int, header: str) -> str:
    lines = value.removesuffix("\n").split("\n")
    return "\n".join([header, *(" " * indent + line if line else "" for line in lines)])


def _fold(old: str, value: str) -> str:
    """`value` over the lines of a text that is folded into one: those that stay as they were are kept."""
    header, *lines = old.split("\n")
    words = [line.strip() for line in lines]
    above = below = 0
    while above < len(words) and value.startswith(f"{words[above]} "):
        value, above = value[len(words[above]) + 1 :], above + 1
    while below < len(words) - above and value.endswith(f" {words[-1 - below]}"):
        value, below = value[: -len(words[-1 - below]) - 1], below + 1
    indent = re.match(r"\s*", lines[0])[0]  # type: ignore[index]
    return "\n".join([header, *lines[:above], f"{indent}{value}", *lines[len(lines) - below :]])
