"""Where everything stands: which page shows which part of the handbook.

The pages in ``docs/`` place macros; what a macro shows is declared in `VIEWS`.
So the pages themselves say where a stap lives, and every link by id follows them when they move.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from .messages import Loc, Melding
from .model import (
    Bron,
    Checklist,
    Fase,
    Feit,
    Groep,
    Handboek,
    Model,
    Named,
    Onderdeel,
    Prose,
    Reference,
    Rol,
    Stap,
    Tip,
    Tips,
)
from .school import NO_LAYER, Layer
from .text import Terms, references, texts_of

ROL = "rol:"  # goes before the id of a rol where ids of all nouns come together
_TITLE = re.compile(r"^# ", re.MULTILINE)


@dataclass(frozen=True)
class View:
    """A macro for the pages: the noun that its argument names (None: no argument), what it shows, what it places."""

    noun: str | None
    pick: Callable[[Handboek, Any], Any]
    places: Callable[[Any], Iterable[Model]]

    def key(self, argument: str | None) -> str:
        """Under which key of `Edition.by_id` stands what the argument names."""
        return f"{ROL}{argument}" if self.noun == "rol" else argument or ""


def _whole(thing: Model) -> Iterator[Model]:
    return (part for _, part in thing.parts())


def _nothing(thing: Any) -> Iterator[Model]:
    return iter(())


def _fase_itself(fase: Fase) -> Iterator[Model]:
    """A fase's own page: all but its onderdelen, tips and background, which have places of their own."""
    yield fase
    for thing in (fase.verloop, *fase.ondersteuning, fase.informatie, fase.instrumenten):
        if thing:
            yield from _whole(thing)


def _itself(handboek: Handboek, thing: Model) -> Model:
    return thing


VIEWS: dict[str, View] = {
    "methodiek": View(None, lambda h, _: h.methodiek, lambda m: (*_whole(m.werkwijze), m.stroomschema)),
    "welkom": View(None, lambda h, _: h.methodiek, _nothing),
    "fasen": View(None, lambda h, _: h.fasen, _nothing),
    "fase": View("fase", _itself, _fase_itself),
    "onderdeel": View("onderdeel", _itself, _whole),
    "tips": View("fase", lambda h, fase: fase.tips, _whole),
    "sectie": View("sectie", _itself, _whole),
    "rol": View("rol", _itself, _whole),
    "rollen": View(None, lambda h, _: h.rollen, _nothing),
    "stappen": View(None, lambda h, _: h.fasen, _nothing),
    "dossiers": View(None, lambda h, _: h.fasen, _nothing),
    "checklists": View(None, lambda h, _: h.checklists, _nothing),
    "checklist": View("checklist", _itself, _whole),
    "formulier": View("formulier", _itself, _whole),
    "instanties": View(None, lambda h, _: h.instanties, _whole),
    "kenniscentra": View(None, lambda h, _: h.kenniscentra, _whole),
    "partners": View(None, lambda h, _: h.partners, _whole),
    "bronnen": View(None, lambda h, _: h.bronnen, _whole),
    "begrippen": View(None, lambda h, _: h.begrippen, _whole),
    "actualiteit": View(None, lambda h, _: h.actualiteit, _whole),
    "downloads": View(None, lambda h, _: h, _nothing),
    "colofon": View(None, lambda h, _: h.methodiek, _nothing),
    "errata": View(None, lambda h, _: h.errata, _nothing),
}


@dataclass(frozen=True)
class Call:
    """One macro on a page; `bare` when its brackets are missing, so that nothing would be called."""

    macro: str
    argument: str | None
    line: int
    bare: bool = False


@dataclass(frozen=True)
class Page:
    """A Markdown file of ``docs/``: its path below that folder, its pieces in order, what it says about itself.

    When it has no title of its own, its first macro gives it one.
    """

    path: str
    pieces: tuple[str | Call, ...] = ()
    melding: Melding | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The macros that it calls."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Call))

    @cached_property
    def text(self) -> str:
        """Its own text, without its head and what its macros show."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str)).lstrip("\n")

    @cached_property
    def has_title(self) -> bool:
        """Whether its own text has a heading of the first level."""
        return bool(_TITLE.search(self.text))


@dataclass(frozen=True)
class Place:
    """Where something stands: a page, and the anchor on it (empty when the page is all about it)."""

    page: str
    anchor: str

    @property
    def address(self) -> str:
        """The address of this place within the site, as seen from its top."""
        return self.href("")

    def href(self, from_page: str) -> str:
        """The relative address of this place as seen from another page."""
        target = posixpath.splitext(self.page)[0] + ".html"
        # As seen from a root: else where the process runs is asked for, twice.
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(from_page)}")
        if self.page == from_page and self.anchor:
            relative = ""
        return f"{relative}#{self.anchor}" if self.anchor else relative


@dataclass(frozen=True)
class Edition:
    """The handbook with the place of everything in it; `leads` holds for each page the macro that gives its title."""

    handboek: Handboek
    places: dict[str, Place]
    leads: dict[str, Call]
    pages: tuple[Page, ...] = ()
    layer: Layer = NO_LAYER
    school_dir: Path = Path()

    @cached_property
    def page_at(self) -> dict[str, Page]:
        """Each page by its path below ``docs/``."""
        return {page.path: page for page in self.pages}

    @property
    def logo(self) -> Path | None:
        """The file with the logo of the school."""
        school = self.handboek.school
        return self.school_dir / school.logo if school and school.logo else None

    def origin(self, stap: Stap) -> str:
        """Whose a stap is, in words, when a school added it to the method."""
        school = self.handboek.school
        return f"Eigen stap van {school.naam}." if school and stap.id in self.layer.own else ""

    def left_out(self, onderdeel: Onderdeel) -> int:
        """How many stappen a school leaves out of an onderdeel, those within another stap counted too."""
        return list(self.layer.left_out.values()).count(onderdeel.id)

    @cached_property
    def by_id(self) -> dict[str, Named]:
        """Every object with an id, by its key (for all but a rol the id itself); for what a school left out its onderdeel."""
        parts = {key_of(part): part for part in _all_parts(self.handboek) if isinstance(part, Named)}
        return parts | {old: parts[home] for old, home in self.layer.left_out.items()}

    @cached_property
    def rollen(self) -> dict[str, Rol]:
        """Each rol by its id."""
        return {rol.id: rol for rol in self.handboek.rollen.rollen}

    @cached_property
    def fasen(self) -> dict[str, Fase]:
        """The fase that each id belongs to, for all within a fase."""
        return {part.id: fase for fase in self.handboek.fasen for _, part in fase.parts() if isinstance(part, Named)}

    @cached_property
    def onderdelen(self) -> dict[str, Onderdeel]:
        """The onderdeel that each id belongs to, for all within an onderdeel."""
        parts = (part for fase in self.handboek.fasen for part in fase.onderdelen())
        return {
            thing.id: onderdeel for onderdeel in parts for _, thing in onderdeel.parts() if isinstance(thing, Named)
        }

    @cached_property
    def uses(self) -> dict[str, list[Named]]:
        """For each id what names it, by a field or a link: the nearest thing around with a place of its own."""
        uses: dict[str, dict[str, Named]] = {}
        for owner, part in self._owned():
            named = [value for _, value, _ in part.marked(Reference)]
            named += [item for _, text, _ in part.marked(Prose) for _, item in references(text)]
            for item_id in named:
                uses.setdefault(item_id, {})[key_of(owner)] = owner
        return {item_id: list(owners.values()) for item_id, owners in uses.items()}

    @cached_property
    def terms(self) -> Terms:
        """All forms of all begrippen."""
        return Terms({form: b.id for b in self.handboek.begrippen.begrippen for form in (b.term, *b.vormen)})

    def number(self, fase: Fase) -> int:
        """The place of `fase` in the method, from 1."""
        return self._numbers[fase.id]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {fase.id: number for number, fase in enumerate(self.handboek.fasen, start=1)}

    @cached_property
    def shared_titles(self) -> set[str]:
        """The titles that more than one onderdeel has."""
        titles = Counter(onderdeel.titel for fase in self.handboek.fasen for onderdeel in fase.onderdelen())
        return {title for title, count in titles.items() if count > 1}

    def rollen_of(self, ids: Iterable[str]) -> list[Rol]:
        """The rollen with these ids, in the order of the handbook's list."""
        wanted = set(ids)
        return [rol for rol in self.handboek.rollen.rollen if rol.id in wanted]

    @cached_property
    def tips_bij(self) -> dict[str, list[Tip]]:
        """The tips about each stap."""
        tips: dict[str, list[Tip]] = {}
        for tip in (part for part in _all_parts(self.handboek) if isinstance(part, Tip)):
            for stap_id in tip.bij:
                tips.setdefault(stap_id, []).append(tip)
        return tips

    @cached_property
    def mentions(self) -> dict[str, list[Named]]:
        """For each begrip the things with a place of their own whose text has it in one of its forms."""
        mentions: dict[str, dict[str, Named]] = {}
        for owner, part in self._owned():
            for text, mark in texts_of(part):
                for _, term in self.terms.split(text) if not mark.ours else ():
                    if term:
                        mentions.setdefault(term, {})[key_of(owner)] = owner
        return {term: list(owners.values()) for term, owners in mentions.items()}

    def _owned(self) -> Iterator[tuple[Named, Model]]:
        """Every part of the method with the nearest thing around it that has a place of its own; no feiten."""
        around: dict[Loc, Named] = {}
        for path, part in self.handboek.parts():
            owner = part if isinstance(part, Named) and part.id in self.places else _nearest(around, path)
            if owner is not None and not isinstance(owner, Feit):
                around[path] = owner
                yield owner, part

    @cached_property
    def feiten(self) -> dict[str, list[Feit]]:
        """For each id what has changed about it; general feiten stand with their page instead."""
        feiten: dict[str, list[Feit]] = {}
        for feit in self.handboek.actualiteit.feiten:
            for item_id in () if feit.algemeen else feit.raakt:
                feiten.setdefault(item_id, []).append(feit)
        return feiten

    def involving(self, rol: Rol) -> list[tuple[Fase, list[Stap | Tip]]]:
        """Per fase the stappen and tips that a rol has a part in: who is addressed there, or named in the text."""
        return [(fase, self._by_rol.get((rol.id, fase.id), [])) for fase in self.handboek.fasen]

    @cached_property
    def _by_rol(self) -> dict[tuple[str, str], list[Stap | Tip]]:
        by_rol: dict[tuple[str, str], list[Stap | Tip]] = {}
        for fase in self.handboek.fasen:
            for thing in _steps(fase):
                for rol_id in {*thing.rollen, self.addressed.get(thing.id, "")}:
                    by_rol.setdefault((rol_id, fase.id), []).append(thing)
        return by_rol

    def involves(self, thing: Stap | Tip, rol: Rol) -> bool:
        """Whether `rol` is named in this stap or tip, or is who it addresses."""
        return rol.id in thing.rollen or rol.id == self.addressed.get(thing.id)

    @cached_property
    def addressed(self) -> dict[str, str]:
        """For each stap and tip the id of the rol that is addressed there with 'u'."""
        groups = (part for part in _all_parts(self.handboek) if isinstance(part, (Onderdeel, Tips)))
        return {thing.id: group.voor for group in groups for thing in _steps(group)}

    def stappen(self, item_id: str) -> Iterator[Stap]:
        """The stappen of an onderdeel, rubriek or fase, those within another stap left to that one."""
        item = self.by_id[item_id]
        if isinstance(item, Fase):
            for onderdeel in item.doen.onderdelen:
                yield from self.stappen(onderdeel.id)
            return
        yield from getattr(item, "stappen", ())
        for rubriek in item.rubrieken if isinstance(item, Onderdeel) else ():
            yield from rubriek.stappen

    def stappen_of(self, groep: Groep) -> Iterator[Stap]:
        """The stappen of a group of a checklist, those within another stap left to that one."""
        if groep.onderdeel:
            yield from self.stappen(groep.onderdeel)
        for item_id in groep.stappen:
            if isinstance(stap := self.by_id[item_id], Stap):  # a school may have left it out
                yield stap

    def stappen_on(self, lijst: Checklist) -> list[Stap]:
        """The stappen that stand on a checklist, those within another stap included, in order."""
        top = (stap for groep in lijst.groepen for stap in self.stappen_of(groep))
        return [inner for stap in top for inner in stap.all_stappen()]

    def bijlagen(self, thing: Model) -> list[Bron]:
        """The lost attachments that the text of `thing` itself links to, each once."""
        linked = (item for _, text, _ in thing.marked(Prose) for _, item in references(text))
        items = (self.by_id[item] for item in dict.fromkeys(linked))
        return [item for item in items if isinstance(item, Bron) and item.zie]


def key_of(part: Named) -> str:
    """The key of a thing among all that have an id: a rol has the names of rollen to itself."""
    return ROL + part.id if isinstance(part, Rol) else part.id


def _nearest(around: dict[Loc, Named], path: Loc) -> Named | None:
    return next((around[path[:end]] for end in range(len(path) - 1, -1, -1) if path[:end] in around), None)


def _steps(thing: Model) -> Iterator[Stap | Tip]:
    return (part for _, part in thing.parts() if isinstance(part, (Stap, Tip)))


def _all_parts(handboek: Handboek) -> Iterator[Model]:
    return (part for _, part in handboek.parts())
