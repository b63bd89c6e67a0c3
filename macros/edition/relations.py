"""Who belongs to what in the handbook: what follows from its ids alone, before anything has a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..content.markdown import references
from ..content.model import (
    Bron,
    Checklist,
    Contact,
    Fase,
    Feit,
    Groep,
    Handboek,
    Model,
    Named,
    Onderdeel,
    Prose,
    Rol,
    Stap,
    Tip,
    Tips,
)
from ..content.terms import Terms
from ..reading.school import Layer
from ..words import gettext
from .macros import ROL


@dataclass(frozen=True)
class Relations:
    """The handbook and who belongs to what in it; `layer` says what of it is a school's."""

    handboek: Handboek
    layer: Layer

    def remarks(self, thing: Stap | Tip) -> tuple[str, ...]:
        """What every output says of a stap or tip beside its own text, a line each: whose it is when a school added it."""
        if not (school := self.owner(thing)):
            return ()
        if isinstance(thing, Stap):
            return (gettext("Own step of {school}.", school=school),)
        return (gettext("Own tip of {school}.", school=school),)

    def owner(self, thing: Named) -> str:
        """The name of the school that added `thing`; nothing when it is the method's."""
        school = self.handboek.school
        return school.naam if school and thing.id in self.layer.own else ""

    def contacts(self, *things: Fase | Onderdeel) -> list[Contact]:
        """Whom at the school one asks about these: who is named for one of them, or for what holds it."""
        homes = {thing.id for thing in things} | {fase.id for thing in things if (fase := self.fasen.get(thing.id))}
        school = self.handboek.school
        return [contact for contact in (school.contacten if school else ()) if homes.intersection(contact.voor)]

    def contacts_of(self, lijst: Checklist) -> list[Contact]:
        """Whom at the school one asks about a checklist: about its fase, or about an onderdeel of which it has all stappen."""
        ids = (lijst.fase, *(groep.onderdeel for groep in lijst.groepen))
        things = (self.by_id[item] for item in ids if item)
        return self.contacts(*(thing for thing in things if isinstance(thing, (Fase, Onderdeel))))

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

    def name_rol(self, rol: Rol) -> str:
        """What a rol is called, and what it is called now, or at this school, when that is something else."""
        now = gettext("{name} (now: {new})", name=rol.naam, new=rol.nu) if rol.nu else rol.naam
        own = self.own_names.get(rol.id)
        return gettext("{name} (with us: {own})", name=now, own=own) if own else now

    @cached_property
    def own_names(self) -> dict[str, str]:
        """What the school calls each rol for which it has a word of its own, by the id of the rol."""
        school = self.handboek.school
        return {naam.rol: naam.heet for naam in (school.rollen if school else ())}

    def name_rollen(self, ids: Iterable[str]) -> str:
        """The names of these rollen, in the order of the handbook's list, with commas between them."""
        return ", ".join(map(self.name_rol, self.rollen_of(ids)))

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
    def feiten(self) -> dict[str, list[Feit]]:
        """For each id what has changed about it; general feiten stand with their page instead."""
        feiten: dict[str, list[Feit]] = {}
        for feit in self.handboek.actualiteit.feiten:
            for item_id in () if feit.algemeen else feit.raakt:
                feiten.setdefault(item_id, []).append(feit)
        return feiten

    def changes(self, thing: Named) -> list[Feit]:
        """What one now does otherwise than `thing` says: every output shows these, and says `doe` of each."""
        return [feit for feit in self.feiten.get(thing.id, []) if feit.doe]

    def changes_around(self, onderdeel: Onderdeel) -> list[Feit]:
        """What one now does otherwise in a whole onderdeel or in one of its rubrieken, each once."""
        feiten = {feit.id: feit for part in (onderdeel, *onderdeel.rubrieken) for feit in self.changes(part)}
        return list(feiten.values())

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

    def onderwerp_of(self, lijst: Checklist) -> str:
        """Whom a checklist is filled in about, as its head asks for; nothing for a list about a whole school."""
        about_one = any(rol.per_leerling for rol in self.rollen_of(lijst.voor))
        return self.handboek.checklists.onderwerp if about_one else ""

    def bijlagen(self, thing: Model) -> list[Bron]:
        """The lost attachments that the text of `thing` itself links to, each once."""
        linked = (item for _, text, _ in thing.marked(Prose) for _, item in references(text))
        items = (self.by_id[item] for item in dict.fromkeys(linked))
        return [item for item in items if isinstance(item, Bron) and item.zie]


def key_of(part: Named) -> str:
    """The key of a thing among all that have an id: a rol has the names of rollen to itself."""
    return ROL + part.id if isinstance(part, Rol) else part.id


def _steps(thing: Model) -> Iterator[Stap | Tip]:
    return (part for _, part in thing.parts() if isinstance(part, (Stap, Tip)))


def _all_parts(handboek: Handboek) -> Iterator[Model]:
    return (part for _, part in handboek.parts())
