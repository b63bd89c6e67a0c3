"""What the fields of one object cannot say of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...content.model import Fase, Groep, Methodiek, Partnersoort, Stroomschema
from ..library import Item, Library
from ..messages import Melding, quote


def faulty_groepen(library: Library) -> Iterator[Melding]:
    """A group of a checklist is an onderdeel, or stappen with a heading of their own."""
    for item in library.whole(Groep):
        if not _is_groep(item.part):
            yield item.melding("een groep heeft óf alleen 'onderdeel', óf 'titel' en 'stappen'")


def _is_groep(groep: Groep) -> bool:
    given = [bool(value) for value in (groep.onderdeel, groep.titel, groep.stappen)]
    return given in ([True, False, False], [False, True, True])


def faulty_questions(library: Library) -> Iterator[Melding]:
    """A question in a stroomschema, and only a question, leads two ways, one of which skips a row that is there."""
    for item in library.whole(Stroomschema):
        yield from _faulty_questions(item)


def _faulty_questions(item: Item[Stroomschema]) -> Iterator[Melding]:
    last = len(item.part.rijen)
    for row, rij in enumerate(item.part.rijen):
        for column, knoop in enumerate(rij.vakken):
            here = ("rijen", row, "vakken", column)
            choice = ", ".join(map(str, range(row + 3, last + 1)))
            missing = (knoop.ja, knoop.nee, knoop.nee_naar).count(None)
            if missing != (0 if knoop.soort == "vraag" else 3):
                yield item.melding("een vraag, en alleen een vraag, heeft 'ja', 'nee' en 'nee_naar'", *here)
            elif knoop.nee_naar is not None and row + 3 > last:
                yield item.melding("na een vraag komen nog minstens twee rijen: voor ja en voor nee", *here)
            elif knoop.nee_naar is not None and not row + 3 <= knoop.nee_naar <= last:
                yield item.melding(f"'nee_naar' moet een rij overslaan; kies uit: {choice}", *here)


def repeated_partners(library: Library) -> Iterator[Melding]:
    """A kind of partners names each once."""
    for item in library.whole(Partnersoort):
        seen: set[str] = set()
        for index, partner in enumerate(item.part.partners):
            if partner in seen:
                yield item.melding(f"{quote(partner)} staat hier al; haal een van de twee weg", "partners", index)
            seen.add(partner)


def faulty_order(library: Library) -> Iterator[Melding]:
    """The fasen that `methodiek.yml` puts in order are those that exist, each once."""
    fasen = {item.id: item for item in library.named if isinstance(item.part, Fase)}
    for item in library.whole(Methodiek):
        for fase_id, count in Counter(item.part.fasen).items():
            if count > 1:
                yield item.melding(f"'{fase_id}' staat {count} keer in 'fasen'", "fasen")
        for fase_id in fasen.keys() - set(item.part.fasen):
            message = f"fase {quote(fase_id)} staat niet in 'fasen' van methodiek.yml; zet hem daar op zijn plaats"
            yield fasen[fase_id].melding(message, "id")
