"""What a trainer asks of the handbook: how long, when, what changed since, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from ..content.clock import Moment, plan_day, read_time, sum_minutes, write_time
from ..content.model import Beurt, Blok, Casus, Feit, Oefenstof, Programma, Rol, Trainingen, Vraag, Werkvorm
from ..words import gettext, ngettext
from .exercises import Kaart, Oefening, answers, feiten_about, list_exercises
from .relations import Relations


@dataclass(frozen=True)
class Day:
    """One day of a programme: its moments in order, and the minutes that are left at its end."""

    number: int
    moments: tuple[Moment, ...]
    left: int


@dataclass(frozen=True)
class Training:
    """The trainings of a handbook that has any."""

    relations: Relations

    @property
    def all(self) -> Trainingen:
        """All that there is for trainers."""
        trainingen = self.relations.handboek.trainingen
        assert trainingen is not None
        return trainingen

    def blok(self, blok_id: str) -> Blok:
        """The blok with this id."""
        blok = self.relations.by_id[blok_id]
        assert isinstance(blok, Blok)
        return blok

    def werkvorm(self, blok: Blok) -> Werkvorm:
        """How one works in a blok."""
        werkvorm = self.relations.by_id[blok.werkvorm]
        assert isinstance(werkvorm, Werkvorm)
        return werkvorm

    def casus(self, blok: Blok) -> Casus | None:
        """The casus of a blok, when it has one."""
        casus = self.relations.by_id[blok.casus] if blok.casus else None
        assert casus is None or isinstance(casus, Casus)
        return casus

    def beurten(self, blok: Blok) -> tuple[Beurt, ...]:
        """What is done in a blok, in order: as it says itself, else as its werkvorm does."""
        return blok.beurten or self.werkvorm(blok).beurten

    def minutes(self, thing: Blok | Werkvorm) -> int:
        """How long a blok or a werkvorm takes."""
        return sum_minutes(self.beurten(thing) if isinstance(thing, Blok) else thing.beurten)

    @cached_property
    def _minutes(self) -> dict[str, int]:
        return {blok.id: self.minutes(blok) for blok in self.all.blokken}

    def days(self, programma: Programma) -> list[Day]:
        """The days of a programme with their clock."""
        plans = [(dag, plan_day(dag, self._minutes)) for dag in programma.dagen]
        return [Day(n, plan, read_time(dag.eind) - plan[-1].eind) for n, (dag, plan) in enumerate(plans, start=1)]

    def blokken(self, programma: Programma) -> list[Blok]:
        """The blokken of a programme in order, each once."""
        ids = dict.fromkeys(punt.blok for dag in programma.dagen for punt in dag.punten if punt.blok)
        return [self.blok(item) for item in ids]

    def needed(self, programma: Programma) -> list[str]:
        """What one brings along for a programme, each thing once."""
        return list(dict.fromkeys(ding for blok in self.blokken(programma) for ding in self.werkvorm(blok).nodig))

    def turns(self, moment: Moment) -> list[tuple[int, Beurt]]:
        """What is done in the blok of a moment, each with when it begins, in minutes after midnight."""
        turns, now = [], moment.begin
        for beurt in self.beurten(self.blok(moment.blok)) if moment.blok else ():
            turns.append((now, beurt))
            now += beurt.minuten
        return turns

    def first_of_werkvorm(self, day: Day) -> list[Moment]:
        """The moments of a day at which a werkvorm is used for the first time that day: there it is explained."""
        seen: dict[str, Moment] = {}
        for moment in day.moments:
            if moment.blok:
                seen.setdefault(self.blok(moment.blok).werkvorm, moment)
        return list(seen.values())

    def exercises(self, blok: Blok) -> list[Oefening]:
        """The exercises of a blok."""
        return list(list_exercises(self.relations, blok))

    def shuffled(self, oefening: Oefening) -> tuple[Kaart, ...]:
        """The cards as they lie on the table: by their words, so that their order tells nothing; questions as asked."""
        return (
            oefening.cards if oefening.kind == "casus" else tuple(sorted(oefening.cards, key=lambda card: card.words))
        )

    def loose_answers(self, oefening: Oefening) -> list[str]:
        """A card for each answer, as often as one needs it, in an order that tells nothing."""
        return sorted(words for card in oefening.cards for words in ((card.brief,) if card.brief else card.answers))

    def answers(self, vraag: Vraag) -> list[tuple[str, str]]:
        """What the method itself says to a question: each time an id and its text."""
        return list(answers(self.relations, vraag))

    def feiten(self, blok: Blok) -> list[Feit]:
        """All that has changed about what a blok is about or asks, what changes what one does first."""
        casus = self.casus(blok)
        asked = [item for vraag in (*blok.vragen, *(casus.vragen if casus else ())) for item in vraag.kijk_bij]
        things = [self.relations.by_id[item] for item in (*blok.over, *asked)]
        return sorted(feiten_about(self.relations, things), key=lambda feit: feit.doe is None)

    def programmas_for(self, rol: Rol) -> list[Programma]:
        """The programmes for a rol; none when the handbook has no trainings."""
        trainingen = self.relations.handboek.trainingen
        return [programma for programma in (trainingen.programmas if trainingen else ()) if rol.id in programma.voor]

    def as_list(self, programma: Programma) -> str:
        """A programme as a reader's browser keeps one of its own: its days and what is done on them, in order."""
        pairs: list[tuple[str, str]] = []
        for dag in programma.dagen:
            pairs.append(("dag", f"{dag.begin}-{dag.eind}"))
            pairs += [("blok", punt.blok) if punt.blok else ("pauze", str(punt.pauze)) for punt in dag.punten]
        return urlencode(pairs)

    def origin(self, thing: Oefenstof) -> str:
        """Whose it is, and whether anybody has tried it."""
        school = self.relations.owner(thing)
        whose = gettext("From {school}.", school=school) if school else gettext("This is ours, not the method’s.")
        return " ".join((whose, *(() if thing.beproefd else (gettext("Not tried yet."),))))

    def length(self, minutes: int) -> str:
        """A number of minutes in words."""
        return ngettext("{number} minute", "{number} minutes", minutes)

    def clock(self, minutes: int) -> str:
        """Minutes after midnight as one reads them off a clock."""
        return write_time(minutes)
