"""From the model to a form, and from what was filled in back to a value: what a form does not show stays as it was.

A form shows one thing with an id. Groups without an id of their own stand in it; things with an id are rows that lead
to a form of their own, here only by that id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..content.fields import Field, fields_of
from ..content.model import Model, Prose
from ..reading.fidelity import split_sentences

Posted = Mapping[str, Sequence[str]]
_LIST_LINE = re.compile(r"\s*([-*+]|\d+[.)])\s")


def can_begin(kind: type[Model]) -> bool:
    """Whether a form can make a new thing of this class: it needs no other thing with an id within it."""
    return all(
        not field.required or (field.sort != "ding" and (field.kind is None or can_begin(field.kind)))
        for field in fields_of(kind)
    )


# --- What a form shows --------------------------------------------------------------------------------


def shorten(kind: type[Model], value: Mapping[str, Any]) -> dict[str, Any]:
    """A value as its form knows it: of what has an id of its own just that."""
    return {field.name: _shorten(field, value[field.name]) for field in fields_of(kind) if field.name in value}


def _shorten(field: Field, value: Any) -> Any:
    if isinstance(value, list):
        return [_shorten(field, item) for item in value]
    if field.sort == "ding":
        return {"id": value["id"]}
    return shorten(field.kind, value) if field.kind and isinstance(value, dict) else value


def complete(value: Any, whole: Any) -> Any:
    """The opposite: everything that has an id in `whole` in its place again."""
    return _complete(value, {item["id"]: item for item in _with_id(whole)})


def _complete(value: Any, held: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_complete(item, held) for item in value]
    if isinstance(value, dict):
        return (
            held.get(value["id"], value)
            if value.keys() == {"id"}
            else {k: _complete(v, held) for k, v in value.items()}
        )
    return value


def _with_id(value: Any, is_outer: bool = True) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "id" in value and not is_outer:
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _with_id(inner, is_outer=False)


# --- What was filled in -------------------------------------------------------------------------------


def read_form(kind: type[Model], posted: Posted, was: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """The value that a form says, of which `was` is what it showed; an empty field is not there."""
    found = {
        field.name: _read_field(field, posted, was.get(field.name), prefix + field.name) for field in fields_of(kind)
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _read_field(field: Field, posted: Posted, was: Any, name: str) -> Any:
    words = posted.get(name, ())
    if field.sort == "id":
        return was
    if field.sort == "ding":
        return [{"id": item} for item in words] if field.many else was
    if field.kind and field.many:
        old = list(was or ())
        return [_read_group(field.kind, posted, old, f"{name}.{number}.") for number in words]
    if field.kind:
        return read_form(field.kind, posted, was or {}, f"{name}.") if words else was
    if field.many:
        return [_as_written(field, word, _same(word, was or ())) for word in words if word.strip()]
    return _as_written(field, words[0], was) if words else was


def _read_group(kind: type[Model], posted: Posted, old: list[Any], prefix: str) -> dict[str, Any]:
    number = int(prefix.rstrip(".").rpartition(".")[2])
    return read_form(kind, posted, old[number] if number < len(old) else {}, prefix)


def _same(word: str, old: Sequence[Any]) -> Any:
    """What a word of a list was, when only the end of its line differs."""
    return next((item for item in old if _bare(item) == _bare(word)), None)


def _bare(words: str) -> str:
    return words.replace("\r\n", "\n").rstrip("\n")


def _on_one_line(words: str, was: str | None) -> str:
    """Words that are not Markdown: as they were when only the ends of lines differ."""
    line = " ".join(words.split())
    return was if was is not None and line == " ".join(was.split()) else line


def _as_written(field: Field, words: str, was: str | None) -> str | None:
    """What was filled in as the data have it: the same as it was if no word differs, else a sentence on each line."""
    words = _bare(words)
    if was is not None and words == _bare(was):
        return was
    if not words.strip():
        return None
    if not isinstance(field.mark, Prose):
        return words if field.sort == "tekst" else _on_one_line(words, was)
    old = (was or "").split("\n")
    is_long = "\n" in (was or "") or "\n" in words or not field.mark.inline
    lines = [line.rstrip() for line in words.split("\n")]
    if is_long:
        lines = [
            part
            for line in lines
            for part in ([line] if line in old or _LIST_LINE.match(line) else split_sentences(line))
        ]
    text = "\n".join(lines).strip("\n")
    return text + "\n" if "\n" in text or "\n" in (was or "") else text
