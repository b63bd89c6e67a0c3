"""What a form asks for of each class of the model: its fields in order, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from annotated_types import MinLen
from pydantic.fields import FieldInfo

from ..words import gettext
from .model import Mark, Model, Named, Prose, Reference, model_in
from .names import say_choice, say_key

Sort = Literal["id", "regel", "tekst", "keuze", "verwijzing", "groep", "ding"]
_YES_NO = ("true", "false")
_VERBATIM = ("citaat", "correctie")  # lines of a source, which are no prose of ours


@dataclass(frozen=True)
class Field:
    """One field of a form; `many` says that it is a list, `nouns` what a reference may name (none: anything)."""

    name: str
    sort: Sort
    many: bool
    required: bool
    about: str  # in English, as the model has it
    choices: tuple[str, ...] = ()
    nouns: tuple[str, ...] | None = None
    kind: type[Model] | None = None
    mark: Mark | None = None

    @property
    def label(self) -> str:
        """What stands before it."""
        return say_key(self.name)

    @property
    def help(self) -> str:
        """What it is for; nothing when its name says all."""
        return gettext(self.about) if self.about else ""

    @property
    def said_choices(self) -> list[tuple[str, str]]:
        """Each value that it may hold, with what that means."""
        return [(choice, say_choice(choice)) for choice in self.choices]

    @property
    def is_text_of_the_method(self) -> bool:
        """Whether it holds what the source says, word for word."""
        return isinstance(self.mark, Prose) and not self.mark.ours


@cache
def fields_of(kind: type[Model]) -> tuple[Field, ...]:
    """The fields of a form for things of this class, in the order of the model."""
    return tuple(_field(kind, name, info) for name, info in kind.model_fields.items())


def _field(kind: type[Model], name: str, info: FieldInfo) -> Field:
    mark, inner = kind.marks().get(name), model_in(info.annotation)
    many = any(get_origin(part) is tuple for part in (info.annotation, *get_args(info.annotation)))
    choices = tuple(_choices(info.annotation))
    sort: Sort = "regel"
    if name == "id" and issubclass(kind, Named):
        sort = "id"
    elif inner:
        sort = "ding" if issubclass(inner, Named) else "groep"
    elif isinstance(mark, Reference):
        sort = "verwijzing"
    elif choices or bool in (info.annotation, *get_args(info.annotation)):
        sort, choices = "keuze", choices or _YES_NO
    elif isinstance(mark, Prose) or name in _VERBATIM:
        sort = "tekst"
    needed = info.is_required() or any(isinstance(part, MinLen) for part in info.metadata if many)
    nouns = mark.nouns if isinstance(mark, Reference) else None
    return Field(name, sort, many, needed, info.description or "", choices, nouns, inner, mark)


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _choices(part)
