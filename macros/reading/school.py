"""A school's own layer: what ``school/school.yml`` adds to the method and leaves out of it.

The method's files stay as they are; the `Handboek` that comes out holds both, and the `Layer` says what is the school's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from ..content.model import (
    Brongroep,
    Fase,
    Handboek,
    Model,
    Onderdeel,
    Rubriek,
    School,
    Schoolstap,
    Stap,
    Tip,
    Tips,
    Trainingen,
)
from ..words import gettext

SCHOOL = School.noun()  # the name of its folder and its file
LOGO_STARTS = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff"}
LOGO_SUFFIXES = (*LOGO_STARTS, ".svg")
_OEFENSTOF = ("werkvormen", "casussen", "blokken", "programmas")
_LAID_OVER = ("stappen", "tips", "bronnen", "begrippen", "weglaten", *_OEFENSTOF)
OWN_BRONNEN = "bronnen-van-de-school"
Holder = TypeVar("Holder", Onderdeel, Rubriek)
WithTips = TypeVar("WithTips", Onderdeel, Fase)
Plain = TypeVar("Plain", bound=Model)


@dataclass(frozen=True)
class Layer:
    """What a school changed: the ids of all that is its own, and of each stap that it leaves out the onderdeel's id.

    `method` is the handbook without it.
    """

    own: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    method: Handboek | None = field(default=None, repr=False, compare=False)


NO_LAYER = Layer()


def lay_over(handboek: Handboek, school: School) -> tuple[Handboek, Layer]:
    """The handbook as this school uses it: what is its own added, what it leaves out taken away."""
    work = _Work(school)
    bronnen, begrippen, checklists = handboek.bronnen, handboek.begrippen, handboek.checklists
    lijst = school.checklist
    if school.bronnen:
        group = Brongroep(id=OWN_BRONNEN, titel=gettext("Of {school}", school=school.naam), bronnen=school.bronnen)
        bronnen = bronnen.model_copy(update={"groepen": (*bronnen.groepen, group)})
    changed = {
        "fasen": tuple(work.fase(fase) for fase in handboek.fasen),
        "bronnen": bronnen,
        "begrippen": _extended(begrippen, begrippen=school.begrippen),
        "checklists": _extended(checklists, checklists=(lijst,) if lijst else ()),
        "trainingen": add_trainings(handboek.trainingen, school),
        "school": school.model_copy(update=dict.fromkeys(_LAID_OVER, ())),
    }
    stappen = [inner for stap in school.stappen for inner in stap.all_stappen()]
    others = [thing for name in ("tips", "begrippen", *_OEFENSTOF) for thing in getattr(school, name)]
    own = (thing.id for thing in (*stappen, *others, *((lijst,) if lijst else ())))
    return handboek.model_copy(update=changed), Layer(tuple(own), work.left_out, handboek)


def _extended(holder: Plain, **more: tuple[Model, ...]) -> Plain:
    """`holder` with these behind what its fields hold."""
    return holder.model_copy(update={name: (*getattr(holder, name), *things) for name, things in more.items()})


def _as(kind: type[Plain], thing: Model) -> Plain:
    """The thing that a school adds as one of the method's, without where it goes."""
    return cast("Plain", kind.model_construct(None, **{name: getattr(thing, name) for name in kind.model_fields}))


def add_trainings(trainingen: Trainingen | None, school: School) -> Trainingen | None:
    """All that there is for trainers, with what a school adds to it; nothing when neither has any."""
    added = {name: things for name in _OEFENSTOF if (things := getattr(school, name))}
    if not added:
        return trainingen
    there = trainingen or Trainingen(uitleg=school.naam)
    return _extended(there, **added)


class _Work:
    def __init__(self, school: School) -> None:
        self._school = school
        self.left_out: dict[str, str] = {}

    def fase(self, fase: Fase) -> Fase:
        doen = fase.doen.model_copy(
            update={"onderdelen": tuple(self._onderdeel(part) for part in fase.doen.onderdelen)}
        )
        others = {name: getattr(fase, name) for name in ("gesprek", "management")}
        changed = fase.model_copy(
            update={"doen": doen, **{name: part and self._onderdeel(part) for name, part in others.items()}}
        )
        return self._with_tips(changed, fase.doen.onderdelen[0].voor)

    def _onderdeel(self, onderdeel: Onderdeel) -> Onderdeel:
        rubrieken = tuple(self._holder(rubriek, onderdeel) for rubriek in onderdeel.rubrieken)
        changed = self._holder(onderdeel, onderdeel).model_copy(update={"rubrieken": rubrieken})
        return self._with_tips(changed, onderdeel.voor)

    def _with_tips(self, holder: WithTips, voor: str) -> WithTips:
        """An onderdeel or a fase with the tips of the school behind its own; those are for `voor` when it has none."""
        own = tuple(_as(Tip, tip) for tip in self._school.tips if tip.onderdeel == holder.id)
        if not own:
            return holder
        tips = _extended(holder.tips, tips=own) if holder.tips else Tips(titel=gettext("Tips"), voor=voor, tips=own)
        return holder.model_copy(update={"tips": tips})

    def _holder(self, holder: Holder, onderdeel: Onderdeel) -> Holder:
        """An onderdeel or rubriek with its stappen as the school has them."""
        own = [stap for stap in self._school.stappen if stap.bij == holder.id]
        stappen = list(self._kept(holder.stappen, onderdeel, own))
        stappen += [_as(Stap, stap) for stap in own if stap.na is None]
        return holder.model_copy(update={"stappen": tuple(stappen)})

    def _kept(self, stappen: tuple[Stap, ...], onderdeel: Onderdeel, own: list[Schoolstap]) -> Iterator[Stap]:
        for stap in stappen:
            if stap.id in self._school.weglaten:
                self.left_out |= {inner.id: onderdeel.id for inner in stap.all_stappen()}
            else:
                yield stap.model_copy(update={"punten": tuple(self._kept(stap.punten, onderdeel, own))})
            yield from (_as(Stap, extra) for extra in own if extra.na == stap.id)
