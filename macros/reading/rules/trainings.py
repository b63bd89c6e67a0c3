"""What a trainer is given can be done in the time that there is, and has what it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ...content.clock import plan_day, read_time, sum_minutes, write_time
from ...content.model import Blok, Programma, Programmadag, Programmapunt, Werkvorm
from ...words import named, tell
from ..library import Library
from ..messages import Melding, quote


def faulty_punten(library: Library) -> Iterator[Melding]:
    """Each point of a programme is a blok or a break."""
    for item in library.whole(Programmapunt):
        if (item.part.blok is None) == (item.part.pauze is None):
            yield item.melding(tell("an item of a programme is either a 'blok' or a 'pauze'"))


def faulty_programmas(library: Library) -> Iterator[Melding]:
    """A day of a programme fits the time that it has, and nothing is done twice."""
    minutes = _minutes(library)
    for item in library.whole(Programma):
        for index, dag in enumerate(item.part.dagen):
            if problem := faulty_day(dag, minutes):
                yield item.melding(problem, "dagen", index, "eind")
        blokken = Counter(punt.blok for dag in item.part.dagen for punt in dag.punten if punt.blok)
        for blok in (blok for blok, count in blokken.items() if count > 1):
            message = tell("{id} stands in this programme more than once; take one away", id=quote(blok))
            yield item.melding(message, "id")


def _minutes(library: Library) -> dict[str, int]:
    """How long each blok takes."""
    werkvormen = {item.id: item.part.beurten for item in library.whole(Werkvorm)}
    blokken = [item.part for item in library.whole(Blok)]
    return {blok.id: sum_minutes(blok.beurten or werkvormen.get(blok.werkvorm, ())) for blok in blokken}


def faulty_day(dag: Programmadag, minutes: Mapping[str, int]) -> str | None:
    """What is wrong with the time of a day, if anything is."""
    begin, end = read_time(dag.begin), read_time(dag.eind)
    if end <= begin:
        return tell("the day does not end after it begins")
    if any(
        (punt.blok is None) == (punt.pauze is None) or (punt.blok and punt.blok not in minutes) for punt in dag.punten
    ):
        return None  # said elsewhere
    done = plan_day(dag, minutes)[-1].eind
    if done > end:
        return tell(
            "this day is {number} minutes too long: it ends at {time}; take something away or begin earlier",
            number=done - end,
            time=write_time(done),
        )
    return None


_MAKES = {
    "volgorde": named("a block with exercise 'volgorde' names something with a flow chart in 'over'"),
    "wie doet wat": named("a block with exercise 'wie doet wat' names something with steps that name a role in 'over'"),
    "begrippen": named("a block with exercise 'begrippen' names a text with terms in it in 'over'"),
    "toen en nu": named(
        "a block with exercise 'toen en nu' names something that a fact of actualiteit.yml is about in 'over'"
    ),
}


def explain_empty(oefening: str) -> str:
    """What to say of a blok whose exercise would be empty."""
    return tell(_MAKES[oefening])
