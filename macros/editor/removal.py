"""Taking something away that others may have kept, printed or linked to: what names it, and what takes its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..content.fields import fields_of
from ..content.model import Model, Prose, Reference, Rol
from .book import FILE, Book, Spot, holder
from .changes import LAST, Change, compare, get, name_before
from .forms import complete, shorten


def remove(book: Book, spot: Spot, successor: str, today: date) -> list[Change]:
    """What takes a thing away, with all within it: what named it names its successor, and old addresses lead there."""
    held = holder(book, spot)
    assert held
    around = book.spots[held[0]]
    items = get(book.value(around), held[1].split("."))
    value = book.value(spot)
    gone = Change(*held, "weg", was=value, na=name_before(items, items.index(value)))
    ids = [item["id"] for item in _things(value)]
    moved = [{"oud": old, "nieuw": successor, "sinds": today.isoformat()} for old in ids]
    lasting = [Change(f"{FILE}verhuisd", "verhuisd", "erbij", wordt=move, na=LAST) for move in moved]
    return [gone, *(change for old in ids for change in redirect(book, spot, old, successor)), *lasting]


def _things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "id" in value:
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _things(inner)


def redirect(book: Book, gone: Spot, old: str, new: str) -> Iterator[Change]:
    """What makes all that names `old` name `new`, outside of what goes itself."""
    for spot in book.spots.values():
        if spot.file == gone.file and spot.loc[: len(gone.loc)] == gone.loc:
            continue
        shown = shorten(spot.kind, book.value(spot))
        led = _lead(spot.kind, shown, old, new, is_rol=gone.kind is Rol)
        if led != shown:
            whole = book.value(spot)
            yield from compare(spot.key, complete(shown, whole), complete(led, whole), spot.kind)


def _lead(kind: type[Model], value: Mapping[str, Any], old: str, new: str, is_rol: bool) -> dict[str, Any]:
    fields = {field.name: field for field in fields_of(kind)}
    led = dict(value)
    for name, held in value.items():
        field = fields[name]
        if field.kind and field.sort == "groep":
            inner = field.kind
            led[name] = (
                [_lead(inner, item, old, new, is_rol) for item in held]
                if field.many
                else _lead(inner, held, old, new, is_rol)
            )
        elif isinstance(field.mark, Reference) and (field.nouns == ("rol",)) == is_rol:
            led[name] = _replace(held, old, new)
        elif isinstance(field.mark, Prose):
            led[name] = [_relink(text, old, new) for text in held] if field.many else _relink(held, old, new)
    return led


def _replace(held: Any, old: str, new: str) -> Any:
    if not isinstance(held, list):
        return new if held == old else held
    return held if old not in held else list(dict.fromkeys(new if item == old else item for item in held))


def _relink(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<=\]\[){re.escape(old)}(?=\])", new, text)
