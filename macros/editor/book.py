"""The handbook as the texts of its files: where each thing stands in them, and whether a change of them may be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..content.model import Fase, Methodiek, Model, Named, Rol, file_kinds, model_in
from ..edition import Edition
from ..edition.load import load_edition
from ..edition.macros import ROL
from ..reading.messages import Loc
from ..reading.school import SCHOOL
from ..upkeep.splice import Unwritable, at, read
from ..words import spoken_to_editors

FILE = "bestand:"  # goes before the name of a file whose whole has no id of its own
FASEN = "fasen"
SCHOOL_FILE = f"{SCHOOL}/{SCHOOL}.yml"


@dataclass(frozen=True)
class Project:
    """Where the handbook stands."""

    data: Path
    docs: Path

    @property
    def root(self) -> Path:
        """The folder that holds all of it."""
        return self.data.parent


@dataclass(frozen=True)
class Spot:
    """Where a thing stands: a file as the handbook names it, and a path in that."""

    key: str
    file: str
    loc: Loc
    kind: type[Model]


@dataclass(frozen=True)
class Book:
    """The texts of the handbook, each by the name of its file."""

    texts: Mapping[str, str]

    @classmethod
    def of(cls, project: Project) -> Book:
        """The texts as they are on disk."""
        paths = [*project.data.glob("*.yml"), *(project.data / FASEN).glob("*.yml"), project.root / SCHOOL_FILE]
        names = {path.relative_to(project.root).as_posix(): path for path in sorted(paths) if path.name[0] not in "._~"}
        texts = {name: _decode(path) for name, path in names.items() if path.is_file()}
        return cls({name: text for name, text in texts.items() if text is not None})

    def with_text(self, file: str, text: str) -> Book:
        """The same with another text for one file."""
        book = Book({**self.texts, file: text})
        book.__dict__["values"] = {**self.values, file: _value(text)}  # the others need not be read again
        return book

    @cached_property
    def values(self) -> dict[str, Any]:
        """What each file says; a file that cannot be read says nothing."""
        return {file: _value(text) for file, text in self.texts.items()}

    @cached_property
    def spots(self) -> dict[str, Spot]:
        """Where each thing with an id stands, and the whole of each file without one."""
        spots: dict[str, Spot] = {}
        for file, value in self.values.items():
            if (kind := kind_of(file)) and isinstance(value, dict):
                for spot in _spots(file, kind, value):
                    spots.setdefault(spot.key, spot)
        return spots

    def value(self, spot: Spot) -> dict[str, Any]:
        """What stands there."""
        return dict(at(self.values[spot.file], spot.loc))


def _decode(path: Path) -> str | None:
    """The text of a file; nothing for one that is in another coding, which the checks will name."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def _value(text: str) -> Any:
    try:
        return read(text.removeprefix("\ufeff"))
    except Unwritable:
        return None


def kind_of(file: str) -> type[Model] | None:
    """What a file of the handbook is."""
    path = Path(file)
    return Fase if path.parent.name == FASEN else file_kinds().get(path.stem)


def key_at(file: str, kind: type[Model], value: Mapping[str, Any]) -> str:
    """The key of a thing: its id, which a rol has among rollen only; of what has none its file."""
    if "id" not in value or not issubclass(kind, Named):
        return FILE + Path(file).stem
    return f"{ROL}{value['id']}" if kind is Rol else str(value["id"])


def _spots(file: str, kind: type[Model], value: Mapping[str, Any], loc: Loc = ()) -> Iterator[Spot]:
    if not loc or issubclass(kind, Named):
        yield Spot(key_at(file, kind, value), file, loc, kind)
    for name in kind.holders():
        inner, held = model_in(kind.model_fields[name].annotation), value.get(name)
        assert inner
        for step, item in enumerate(held) if isinstance(held, list) else [(None, held)]:
            if isinstance(item, dict):
                yield from _spots(file, inner, item, (*loc, name) if step is None else (*loc, name, step))


def outwards(book: Book, spot: Spot) -> list[Spot]:
    """A thing and those around it, the nearest first."""
    around = [
        other for other in book.spots.values() if other.file == spot.file and other.loc == spot.loc[: len(other.loc)]
    ]
    return sorted(around, key=lambda other: -len(other.loc))


def holder(book: Book, spot: Spot) -> tuple[str, str] | None:
    """The thing and its field in whose list this one stands; None for what stands in no list, or in one without a name."""
    nearest = next(iter(outwards(book, spot)[1:]), None)
    path = spot.loc[len(nearest.loc) : -1] if nearest else ()
    if not nearest or not path or not isinstance(spot.loc[-1], int) or any(isinstance(step, int) for step in path):
        return None
    return nearest.key, ".".join(map(str, path))


def language_of(book: Book) -> str:
    """The language of the method."""
    methodiek = next((book.value(spot) for spot in book.spots.values() if spot.kind is Methodiek), {})
    return str(methodiek.get("taal", Methodiek.model_fields["taal"].default))


def is_of_the_school(spot: Spot) -> bool:
    """Whether a thing is a school's own."""
    return spot.file == SCHOOL_FILE


def check(project: Project, book: Book) -> Edition:
    """The handbook that these texts make, checked with every rule in a copy of its folder.

    Raises DataFout with all that is wrong.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for source in (project.data, project.root / SCHOOL):
            if source.is_dir():
                shutil.copytree(source, root / source.name, ignore=shutil.ignore_patterns("_schema"))
        for file, text in book.texts.items():
            (root / file).parent.mkdir(exist_ok=True)
            (root / file).write_bytes(text.encode("utf-8"))
        with spoken_to_editors(False):
            edition = load_edition(root / project.data.name, project.docs)
        return replace(edition, school_dir=project.root / SCHOOL)
