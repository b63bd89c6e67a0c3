"""A form that is being filled in, and what it asks for: changes, a bron and errata along with them, or another form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ..content.fields import fields_of
from ..content.model import Model, Rol, School, Schoolstap, Stap, model_in
from ..content.names import say_noun
from ..edition.macros import ROL
from .book import FILE, SCHOOL_FILE, Book, Project, Spot, is_of_the_school, language_of, outwards
from .changes import LAST, Change, Stale, compare
from .forms import complete, read_form, shorten
from .naming import propose_id, taken_ids
from .source import Departure, Sources
from .state import State, fill
from .trial import Trial

SCHOOL = f"{FILE}school"
_BRON = "nieuwe-bron"  # how the fields begin of a bron that is saved along
_PREFILL = "v."  # how in an address the fields begin that are filled in already


@dataclass
class Sheet:
    """A form on its way to the screen: its state, what it showed, and what is to be said about it."""

    spot: Spot
    state: State
    was: dict[str, Any]
    is_sent: bool = False
    said: list[str] = field(default_factory=list)
    cleaned: list[str] = field(default_factory=list)  # what was done to pasted text
    trial: Trial | None = None
    departures: list[Departure] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)
    place: dict[str, str] = field(default_factory=dict)  # of something new: where it goes

    @classmethod
    def of(cls, book: Book, spot: Spot) -> Sheet:
        """The form of what stands there."""
        was = shorten(spot.kind, book.value(spot))
        return cls(spot, fill(spot.kind, was), was)

    @property
    def noun(self) -> str:
        """What kind of thing it is."""
        return say_noun(self.spot.kind.noun())

    @property
    def is_new(self) -> bool:
        """Whether this is not there yet."""
        return bool(self.place)

    @property
    def value(self) -> dict[str, Any]:
        """What the form says."""
        return read_form(self.spot.kind, self.state, self.was)

    @property
    def was_words(self) -> str:
        """What it showed, to send along."""
        return json.dumps(self.was, ensure_ascii=False)

    def first(self, name: str) -> str:
        """What stands in a field that is there once."""
        return first(self.state, name)

    # --- What it asks for -----------------------------------------------------------------------------

    def changes(self, book: Book, project: Project) -> tuple[list[Change], str]:
        """The changes, and the key of the thing that they are about."""
        along, value = list(self._new_bron(book, project)), self.value
        if not self.is_new:
            whole = book.value(self.spot)
            changes = compare(self.spot.key, complete(self.was, whole), complete(value, whole), self.spot.kind)
            return [*along, *changes], self.spot.key
        if self.place == {"bij": SCHOOL}:
            return [Change(SCHOOL, "naam", wordt=value.get("naam"))], SCHOOL
        new_id = self.first("id").strip() or propose_id(value, taken_ids(project, book), language_of(book))
        self.state["id"] = [new_id]
        around, path = self.place["bij"], self.place["veld"]
        where = {"soort": "erbij", "na": self.place.get("na")} if _is_list(book.spots[around].kind, path) else {}
        key = f"{ROL}{new_id}" if self.spot.kind is Rol else new_id
        return [*along, Change(around, path, wordt={"id": new_id, **value}, **where)], key  # type: ignore[arg-type]

    def _new_bron(self, book: Book, project: Project) -> Iterator[Change]:
        """The bron that is saved along with a form."""
        said = {name: self.first(f"{_BRON}.{name}").strip() for name in ("titel", "url", "id")}
        if not said["titel"]:
            return
        new_id = said["id"] or propose_id(said, taken_ids(project, book), language_of(book))
        self.state[f"{_BRON}.id"] = [new_id]
        bron = {"id": new_id, "titel": said["titel"], **({"url": said["url"]} if said["url"] else {})}
        around = SCHOOL if is_of_the_school(self.spot) else self.first(f"{_BRON}.groep")
        yield Change(around, "bronnen", "erbij", wordt=bron, na=LAST)

    def find_departures(self, project: Project) -> list[Departure]:
        """Where it says something else than the source of the method."""
        return Sources.of(project).departures(self.spot, self.was, self.value)

    def errata(self, project: Project) -> list[Change]:
        """The errata of what the editor calls a mistake in the source."""
        reason, sort = self.first("erratum-reden").strip(), self.first("erratum-soort")
        if self.first("bedoeling") != "erratum" or not reason:
            return []
        sources = Sources.of(project)
        found = [sources.erratum(departure, reason, sort) for departure in self.departures]
        return [change for change in found if change]

    def elsewhere(self, book: Book, departure: Departure, kind: str) -> str:
        """The address of the form for what is not the source's, filled in as far as is known: a feit, or a stap of the school."""
        if kind == "feit":
            today = date.today().isoformat()
            known = {"raakt": self.spot.key, "toen": departure.old, "nu": departure.new, "gecontroleerd": today}
            return _address(f"{FILE}actualiteit", "feiten", known)
        around = next(
            (spot for spot in outwards(book, self.spot) if spot.kind.noun() in ("onderdeel", "rubriek")), None
        )
        known = {"doe": departure.new, "bij": around.key if around else ""}
        known |= {"na": self.spot.key} if self.spot.kind in (Stap, Schoolstap) else {}
        return _address(SCHOOL, "stappen", known)

    def merged(self, book: Book, stale: Stale) -> Sheet:
        """The form on what is there now, with what this editor changed, and what of that somebody else changed too."""
        spot = book.spots.get(self.spot.key)
        if self.is_new or spot is None:
            self.stale = [stale]
            return self
        now, mine = Sheet.of(book, spot), self.value
        names = {name for name in {*self.was, *mine} if self.was.get(name) != mine.get(name)}
        kept = {name: words for name, words in self.state.items() if name.partition(".")[0] in names}
        others = {name: words for name, words in now.state.items() if name.partition(".")[0] not in names}
        clashes = [
            Stale(Change(spot.key, name, was=self.was.get(name), wordt=mine.get(name)), now.was.get(name))
            for name in sorted(names)
            if now.was.get(name) not in (self.was.get(name), mine.get(name))
        ]
        return Sheet(spot, {**others, **kept}, now.was, stale=clashes or [stale])


def begin_sheet(book: Book, query: Mapping[str, str]) -> Sheet | None:
    """The form of something new, where an address says that it goes; None for what can't be begun there."""
    place = {name: query[name] for name in ("bij", "veld", "na") if query.get(name)}
    if place == {"bij": SCHOOL} and SCHOOL not in book.spots:
        return Sheet(Spot(SCHOOL, SCHOOL_FILE, (), School), {}, {}, place=place)
    around = book.spots.get(place.get("bij", ""))
    kind = _kind_at(around.kind, place.get("veld", "").split(".")) if around else None
    if around is None or kind is None:
        return None
    state = {name.removeprefix(_PREFILL): [words] for name, words in query.items() if name.startswith(_PREFILL)}
    return Sheet(Spot("", around.file, (), kind), state, {}, place=place)


def first(state: Mapping[str, Sequence[str]], name: str) -> str:
    """What stands in a field that is there once."""
    return next(iter(state.get(name, ())), "")


def _address(around: str, path: str, known: Mapping[str, str]) -> str:
    filled = {f"{_PREFILL}{name}": words for name, words in known.items()}
    return f"/nieuw?{urlencode({'bij': around, 'veld': path, 'na': LAST, **filled})}"


def _kind_at(kind: type[Model], path: Sequence[str]) -> type[Model] | None:
    """The class of what stands in a field, or in one within it."""
    inner: type[Model] | None = kind
    for name in path:
        inner = model_in(inner.model_fields[name].annotation) if inner and name in inner.model_fields else None
    return inner


def _is_list(kind: type[Model], path: str) -> bool:
    *around, last = path.split(".")
    holder = _kind_at(kind, around)
    return holder is not None and any(field.name == last and field.many for field in fields_of(holder))
