"""A change of the handbook, by the id of what changes: what an editor asks for, and what can be sent to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from ..content.model import Model, model_in
from ..reading.messages import Loc
from ..upkeep.splice import change, placed
from .book import FILE, SCHOOL_FILE, Book

Sort = Literal["veld", "erbij", "weg", "verplaatst"]
_SCHOOL = FILE + "school"
_BY = "naam"
LAST = "*"  # as `na`: at the end, whatever stands there


@dataclass(frozen=True)
class Change:
    """What changes in one field of the thing with this key.

    `soort` says whether the field gets another value, or an item of its list comes, goes or moves: `na` is then the
    item behind which it comes (None: it comes first). A field may lie within another, as `uitgave.versie`.
    """

    ding: str
    veld: str
    soort: Sort = "veld"
    was: Any = None
    wordt: Any = None
    na: Any = None
    waarom: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether something with an id goes for good."""
        return self.soort == "weg" and isinstance(self.was, dict) and "id" in self.was

    def undone(self) -> Change:
        """The change that takes this one back, but for the place of what went or moved."""
        back: dict[Sort, Sort] = {"erbij": "weg", "weg": "erbij"}
        return replace(self, soort=back.get(self.soort, self.soort), was=self.wordt, wordt=self.was)

    def as_data(self) -> dict[str, Any]:
        """The change as it is written in a file: without what it does not say."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


class Stale(Exception):
    """What a change begins from is not there any more; `now` is what stands there, None for nothing."""

    def __init__(self, change_: Change, now: Any) -> None:
        super().__init__(f"{change_.ding}: {change_.veld}")
        self.change, self.now = change_, now


def apply_all(changes: Iterable[Change], book: Book) -> Book:
    """The texts with these changes, one after another. Raises Stale, and Unwritable for what cannot be written."""
    for change_ in changes:
        book = apply(change_, book)
    return book


def apply(change_: Change, book: Book) -> Book:
    """The texts with one change. Raises Stale and Unwritable."""
    spot = book.spots.get(change_.ding)
    if spot is None:
        return _begin_school(change_, book)
    path = tuple(change_.veld.split("."))
    now = get(book.value(spot), path)
    new = _new_value(change_, now)
    if new == now:
        return book
    value = _put(spot.kind, book.value(spot), path, new)
    return book.with_text(spot.file, change(book.texts[spot.file], spot.loc, value))


def _begin_school(change_: Change, book: Book) -> Book:
    """The first that a school says: its file begins with its name."""
    if change_.ding != _SCHOOL or change_.veld != "naam" or change_.was is not None:
        raise Stale(change_, None)
    head = "# yaml-language-server: $schema=../data/_schema/school.json\n"
    return book.with_text(SCHOOL_FILE, change(f"{head}naam: x\n", ("naam",), change_.wordt))


def get(value: Any, path: Iterable[str]) -> Any:
    """What stands in a field, or in one within it; None when it is not there. An item of a list goes by its `naam`."""
    for name in path:
        if isinstance(value, list):
            value = next((item for item in value if item.get(_BY) == name), None)
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def _put(kind: type[Model], value: Any, path: Loc, new: Any) -> Any:
    """A thing with another value in a field; a new field comes in the order of the model."""
    name, *rest = path
    if isinstance(value, list):
        return [_put(kind, item, tuple(rest), new) if item.get(_BY) == name else item for item in value]
    if rest:
        inner = model_in(kind.model_fields[str(name)].annotation)
        assert inner
        new = _put(inner, value.get(name) or {}, tuple(rest), new)
    if not new and (new is None or len(value) > 1):
        return {other: held for other, held in value.items() if other != name}
    return placed(value, {str(name): new}, list(kind.model_fields))


def _new_value(change_: Change, now: Any) -> Any:
    if change_.soort == "veld":
        if now not in (change_.was, change_.wordt):
            raise Stale(change_, now)
        return change_.wordt
    return _new_list(change_, list(now or ()))


def _new_list(change_: Change, items: list[Any]) -> list[Any]:
    item = change_.wordt if change_.soort == "erbij" else change_.was
    known = [_name(other) for other in items]
    if (_name(item) in known) == (change_.soort == "erbij"):
        raise Stale(change_, items)
    if change_.soort == "erbij":
        return _put_behind(change_, items, item)
    held = items.pop(known.index(_name(item)))
    if change_.soort == "verplaatst":
        return _put_behind(change_, items, held)
    if held != item:
        raise Stale(change_, held)
    return items


def _put_behind(change_: Change, items: list[Any], item: Any) -> list[Any]:
    if change_.na is None:
        return [item, *items]
    if change_.na == LAST:
        return [*items, item]
    known = [_name(other) for other in items]
    if change_.na not in known:
        raise Stale(change_, items)
    place = known.index(change_.na) + 1
    return [*items[:place], item, *items[place:]]


def _name(item: Any) -> Any:
    """How an item of a list is called in a change: by its id, else by all that it is."""
    return item["id"] if isinstance(item, dict) and "id" in item else item


def name_before(items: list[Any], place: int) -> Any:
    """How the item before `place` is called, or None when that is the first."""
    return _name(items[place - 1]) if place else None


def compare(ding: str, old: Mapping[str, Any], new: Mapping[str, Any], kind: type[Model]) -> list[Change]:
    """The changes that make `new` of `old`, field by field; an item of a list that came, went or moved each for itself."""
    return [
        change_
        for name in kind.model_fields
        if (old.get(name) or None) != (new.get(name) or None)
        for change_ in _compare_field(
            ding, name, old.get(name), new.get(name), model_in(kind.model_fields[name].annotation)
        )
    ]


def _compare_field(ding: str, field: str, old: Any, new: Any, inner: type[Model] | None) -> list[Change]:
    if inner and isinstance(old, dict) and isinstance(new, dict):
        return [replace(change_, veld=f"{field}.{change_.veld}") for change_ in compare(ding, old, new, inner)]
    if not _has_things(old) and not _has_things(new):
        return [Change(ding, field, was=old, wordt=new)]
    changes, items = [], list(old or ())
    wanted = {_name(item) for item in new or ()}
    for item in [item for item in items if _name(item) not in wanted]:
        changes.append(Change(ding, field, "weg", was=item, na=name_before(items, items.index(item))))
        items.remove(item)
    for place, item in enumerate(new or ()):
        known = [_name(other) for other in items]
        if _name(item) not in known:
            changes.append(Change(ding, field, "erbij", wordt=item, na=name_before(items, place)))
            items.insert(place, item)
        elif known[place] != _name(item):
            changes.append(Change(ding, field, "verplaatst", was=_name(item), na=name_before(items, place)))
            items.insert(place, items.pop(known.index(_name(item))))
    return changes


def _has_things(value: Any) -> bool:
    """Whether a value is a list of things with an id."""
    return isinstance(value, list) and any(isinstance(item, dict) and "id" in item for item in value)
