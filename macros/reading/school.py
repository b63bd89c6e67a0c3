"""A school's own layer: what ``school/school.yml`` adds to the method and leaves out of it.

The method's files stay as they are; the `Handboek` that comes out holds both, and the `Layer` says what is the school's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ..content.model import Brongroep, Fase, Handboek, Onderdeel, Rubriek, School, Schoolstap, Stap, Trainingen

SCHOOL = School.noun()  # the name of its folder and its file
LOGO_STARTS = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff"}
LOGO_SUFFIXES = (*LOGO_STARTS, ".svg")
_OEFENSTOF = ("werkvormen", "casussen", "blokken", "programmas")
OWN_BRONNEN = "bronnen-van-de-school"
Holder = TypeVar("Holder", Onderdeel, Rubriek)


@dataclass(frozen=True)
class Layer:
    """What a school changed: the ids of its own stappen and oefenstof, and of each stap that it leaves out the onderdeel's id."""

    own: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


NO_LAYER = Layer()


def lay_over(handboek: Handboek, school: School) -> tuple[Handboek, Layer]:
    """The handbook as this school uses it: its stappen and bronnen added, what it leaves out taken away."""
    work = _Work(school)
    bronnen = handboek.bronnen
    if school.bronnen:
        group = Brongroep(id=OWN_BRONNEN, titel=f"Van {school.naam}", bronnen=school.bronnen)
        bronnen = bronnen.model_copy(update={"groepen": (*bronnen.groepen, group)})
    changed = {
        "fasen": tuple(work.fase(fase) for fase in handboek.fasen),
        "bronnen": bronnen,
        "trainingen": add_trainings(handboek.trainingen, school),
        "school": school.model_copy(update=dict.fromkeys(("stappen", "bronnen", "weglaten", *_OEFENSTOF), ())),
    }
    stappen = (inner.id for stap in school.stappen for inner in stap.all_stappen())
    oefenstof = (thing.id for name in _OEFENSTOF for thing in getattr(school, name))
    return handboek.model_copy(update=changed), Layer((*stappen, *oefenstof), work.left_out)


def add_trainings(trainingen: Trainingen | None, school: School) -> Trainingen | None:
    """All that there is for trainers, with what a school adds to it; nothing when neither has any."""
    added = {name: things for name in _OEFENSTOF if (things := getattr(school, name))}
    if not added:
        return trainingen
    there = trainingen or Trainingen(uitleg=school.naam)
    return there.model_copy(update={name: (*getattr(there, name), *things) for name, things in added.items()})


class _Work:
    def __init__(self, school: School) -> None:
        self._school = school
        self.left_out: dict[str, str] = {}

    def fase(self, fase: Fase) -> Fase:
        doen = fase.doen.model_copy(
            update={"onderdelen": tuple(self._onderdeel(part) for part in fase.doen.onderdelen)}
        )
        others = {name: getattr(fase, name) for name in ("gesprek", "management")}
        return fase.model_copy(
            update={"doen": doen, **{name: part and self._onderdeel(part) for name, part in others.items()}}
        )

    def _onderdeel(self, onderdeel: Onderdeel) -> Onderdeel:
        rubrieken = tuple(self._holder(rubriek, onderdeel) for rubriek in onderdeel.rubrieken)
        return self._holder(onderdeel, onderdeel).model_copy(update={"rubrieken": rubrieken})

    def _holder(self, holder: Holder, onderdeel: Onderdeel) -> Holder:
        """An onderdeel or rubriek with its stappen as the school has them."""
        own = [stap for stap in self._school.stappen if stap.bij == holder.id]
        stappen = list(self._kept(holder.stappen, onderdeel, own))
        stappen += [_plain(stap) for stap in own if stap.na is None]
        return holder.model_copy(update={"stappen": tuple(stappen)})

    def _kept(self, stappen: tuple[Stap, ...], onderdeel: Onderdeel, own: list[Schoolstap]) -> Iterator[Stap]:
        for stap in stappen:
            if stap.id in self._school.weglaten:
                self.left_out |= {inner.id: onderdeel.id for inner in stap.all_stappen()}
            else:
                yield stap.model_copy(update={"punten": tuple(self._kept(stap.punten, onderdeel, own))})
            yield from (_plain(extra) for extra in own if extra.na == stap.id)


def _plain(stap: Schoolstap) -> Stap:
    """The stap without where it goes."""
    return Stap.model_construct(None, **{name: getattr(stap, name) for name in Stap.model_fields})
