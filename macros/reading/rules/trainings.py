"""What a trainer is given can be done in the time that there is, and has what it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ...content.clock import plan_day, read_time, sum_minutes, write_time
from ...content.model import Blok, Programma, Programmadag, Programmapunt, Werkvorm
from ..library import Library
from ..messages import Melding, quote


def faulty_punten(library: Library) -> Iterator[Melding]:
    """Each point of a programme is a blok or a break."""
    for item in library.whole(Programmapunt):
        if (item.part.blok is None) == (item.part.pauze is None):
            yield item.melding("een punt van een programma is óf een 'blok', óf een 'pauze'")


def faulty_programmas(library: Library) -> Iterator[Melding]:
    """A day of a programme fits the time that it has, and nothing is done twice."""
    minutes = _minutes(library)
    for item in library.whole(Programma):
        for index, dag in enumerate(item.part.dagen):
            if problem := faulty_day(dag, minutes):
                yield item.melding(problem, "dagen", index, "eind")
        blokken = Counter(punt.blok for dag in item.part.dagen for punt in dag.punten if punt.blok)
        for blok in (blok for blok, count in blokken.items() if count > 1):
            yield item.melding(f"{quote(blok)} staat meer dan één keer in dit programma; haal er een weg", "id")


def _minutes(library: Library) -> dict[str, int]:
    """How long each blok takes."""
    werkvormen = {item.id: item.part.beurten for item in library.whole(Werkvorm)}
    blokken = [item.part for item in library.whole(Blok)]
    return {blok.id: sum_minutes(blok.beurten or werkvormen.get(blok.werkvorm, ())) for blok in blokken}


def faulty_day(dag: Programmadag, minutes: Mapping[str, int]) -> str | None:
    """What is wrong with the time of a day, in Dutch."""
    begin, end = read_time(dag.begin), read_time(dag.eind)
    if end <= begin:
        return "de dag eindigt niet na zijn begin"
    if any(
        (punt.blok is None) == (punt.pauze is None) or (punt.blok and punt.blok not in minutes) for punt in dag.punten
    ):
        return None  # said elsewhere
    done = plan_day(dag, minutes)[-1].eind
    if done > end:
        return f"deze dag duurt {done - end} minuten te lang: hij is pas om {write_time(done)} klaar; haal iets weg of begin eerder"
    return None


_MAKES = {
    "volgorde": "noemt in 'over' iets met een stroomschema",
    "wie doet wat": "noemt in 'over' iets met stappen die een rol noemen",
    "begrippen": "noemt in 'over' een tekst waarin begrippen staan",
    "toen en nu": "noemt in 'over' iets wat een feit in actualiteit.yml raakt",
}


def explain_empty(oefening: str) -> str:
    """What to say of a blok whose exercise would be empty."""
    return f"een blok met oefening {quote(oefening)} {_MAKES[oefening]}"
