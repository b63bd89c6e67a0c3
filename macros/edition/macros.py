"""What each macro for the pages shows, and what it gives a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..content.model import Fase, Handboek, Model

ROL = "rol:"  # goes before the id of a rol where ids of all nouns come together


@dataclass(frozen=True)
class View:
    """A macro for the pages: the noun that its argument names (None: no argument), what it shows, what it places."""

    noun: str | None
    pick: Callable[[Handboek, Any], Any]
    places: Callable[[Any], Iterable[Model]]
    file: str = ""  # the file in ``data/`` that it shows, when that has another name

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


def _own_list(handboek: Handboek) -> Iterator[Model]:
    """The list of a school, if it has one."""
    lijst = handboek.school and handboek.school.checklist
    return _whole(lijst) if lijst else _nothing(lijst)


def _itself(handboek: Handboek, thing: Model) -> Model:
    return thing


VIEWS: dict[str, View] = {
    "methodiek": View(
        None, lambda h, _: h.methodiek, lambda m: (*_whole(m.werkwijze), *filter(None, [m.stroomschema]))
    ),
    "welkom": View(None, lambda h, _: h.methodiek, _nothing),
    "nieuws": View(None, lambda h, _: h.actualiteit, _nothing),
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
    "schoollijst": View(None, lambda h, _: h, _own_list),
    "formulier": View("formulier", _itself, _whole),
    "instanties": View(None, lambda h, _: h.instanties, _whole),
    "kenniscentra": View(None, lambda h, _: h.kenniscentra, _whole),
    "partners": View(None, lambda h, _: h.partners, _whole),
    "bronnen": View(None, lambda h, _: h.bronnen, _whole),
    "begrippen": View(None, lambda h, _: h.begrippen, _whole),
    "actualiteit": View(None, lambda h, _: h.actualiteit, _whole),
    "uwschool": View(None, lambda h, _: h, _nothing),
    "mijnmap": View(None, lambda h, _: h, _nothing),
    "downloads": View(None, lambda h, _: h, _nothing),
    "programmas": View(None, lambda h, _: h.trainingen, lambda t: t.programmas, "trainingen"),
    "blokken": View(None, lambda h, _: h.trainingen, lambda t: t.blokken, "trainingen"),
    "oefeningen": View(None, lambda h, _: h.trainingen, _nothing, "trainingen"),
    "dias": View(None, lambda h, _: h.trainingen, _nothing, "trainingen"),
    "samenstellen": View(None, lambda h, _: h.trainingen, _nothing, "trainingen"),
    "casussen": View(None, lambda h, _: h.trainingen, lambda t: t.casussen, "trainingen"),
    "werkvormen": View(None, lambda h, _: h.trainingen, lambda t: t.werkvormen, "trainingen"),
    "draaiboek": View("programma", _itself, _nothing),
    "werkboek": View("programma", _itself, _nothing),
    "kaarten": View("programma", _itself, _nothing),
    "colofon": View(None, lambda h, _: h.methodiek, _nothing),
    "errata": View(None, lambda h, _: h.errata, _nothing),
}
