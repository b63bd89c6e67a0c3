"""A form as it stands on the screen: the words in its fields by their names, as a browser sends them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..content.fields import Field, fields_of
from ..content.model import Model
from ..reading.messages import Loc
from .cleaning import clean
from .forms import Posted, can_begin

State = dict[str, list[str]]


@dataclass(frozen=True)
class Shown:
    """One field as it is shown.

    `words` are in its inputs, `things` the ids of its rows, and `groups` the fields of each group by its number.
    """

    field: Field
    name: str
    words: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[Shown, ...]], ...] = ()

    @property
    def key(self) -> str:
        """What tells this field from any other on the page."""
        return f"veld-{self.name.replace('.', '-')}"

    @property
    def can_grow(self) -> bool:
        """Whether a new item can be begun from here."""
        return self.field.kind is None or can_begin(self.field.kind)


def fill(kind: type[Model], value: Mapping[str, Any], prefix: str = "") -> State:
    """The form of a value."""
    state: State = {}
    for field in fields_of(kind):
        held, name = value.get(field.name), prefix + field.name
        items = held if isinstance(held, list) else [] if held is None else [held]
        if field.sort == "ding":
            state[name] = [item["id"] for item in items]
        elif field.kind and items:
            state[name] = [str(number) for number in range(len(items))]
            for number, item in enumerate(items):
                state |= fill(field.kind, item, f"{name}.{number}." if field.many else f"{name}.")
        elif field.sort != "id" and not field.kind:
            state[name] = [item.rstrip("\n") for item in items] or ([] if field.many else [""])
    return state


def show(kind: type[Model], state: Posted, prefix: str = "") -> tuple[Shown, ...]:
    """The fields of a form, in the order of the model."""
    return tuple(_show(field, state, prefix + field.name) for field in fields_of(kind) if field.sort != "id")


def _show(field: Field, state: Posted, name: str) -> Shown:
    held = tuple(state.get(name, ()))
    if field.sort == "ding":
        return Shown(field, name, things=held)
    if field.kind:
        inner = [(number, f"{name}.{number}." if field.many else f"{name}.") for number in held]
        return Shown(field, name, groups=tuple((number, show(field.kind, state, where)) for number, where in inner))
    words = tuple(word for word in held if word.strip()) if field.many else held
    return Shown(field, name, words=(*words, "") if field.many else words or ("",))


def operate(state: State, action: str, name: str, place: int = 0) -> State:
    """The form after a button of a list: an item comes, goes, or changes places with the one before it."""
    items = [item for item in state.get(name, []) if item.strip()]
    if action == "erbij":
        items.append(str(1 + max(map(int, items), default=-1)))
    elif action == "weg" and place < len(items):
        del items[place]
    elif action in ("omhoog", "omlaag"):
        upper = place - (action == "omhoog")
        if 0 <= upper < len(items) - 1:
            items[upper : upper + 2] = reversed(items[upper : upper + 2])
    return {**state, name: items}


def clean_all(state: State, before: Posted) -> tuple[State, list[str]]:
    """The form with what a word processor left in it made plain, where it says something else than before; and what was done."""
    said: dict[str, None] = {}
    cleaned: State = {}
    for name, words in state.items():
        known = set(before.get(name, ()))
        pairs = [(word, []) if word.replace("\r\n", "\n") in known else clean(word) for word in words]
        cleaned[name] = [word for word, _ in pairs]
        said |= dict.fromkeys(line for _, lines in pairs for line in lines)
    return cleaned, list(said)


def name_at(kind: type[Model], state: Mapping[str, Sequence[str]], loc: Loc) -> str:
    """The name of the field that shows what stands at `loc` within a thing; empty for the thing as a whole."""
    return ".".join(_names_at(kind, state, loc, ""))


def _names_at(kind: type[Model], state: Mapping[str, Sequence[str]], loc: Loc, prefix: str) -> Iterator[str]:
    if not loc:
        return
    field = next((field for field in fields_of(kind) if field.name == loc[0]), None)
    if field is None or field.sort == "id":
        return
    yield field.name
    if field.kind is None or field.sort == "ding":
        return
    name, rest = prefix + field.name, loc[1:]
    if field.many:
        if not rest:
            return
        number = state.get(name, ())[int(rest[0])]
        yield number
        name, rest = f"{name}.{number}", rest[1:]
    yield from _names_at(field.kind, state, rest, f"{name}.")
