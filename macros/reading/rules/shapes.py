"""What the fields of one object cannot say of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...content.model import Fase, Groep, Methodiek, Partnersoort, Stroomschema
from ...words import tell
from ..library import Item, Library
from ..messages import Melding, quote


def faulty_groepen(library: Library) -> Iterator[Melding]:
    """A group of a checklist is an onderdeel, or stappen with a heading of their own."""
    for item in library.whole(Groep):
        if not _is_groep(item.part):
            yield item.melding(tell("a group has either only 'onderdeel', or 'titel' and 'stappen'"))


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
                yield item.melding(tell("a question, and only a question, has 'ja', 'nee' and 'nee_naar'"), *here)
            elif knoop.nee_naar is not None and row + 3 > last:
                yield item.melding(tell("after a question come at least two more rows: for yes and for no"), *here)
            elif knoop.nee_naar is not None and not row + 3 <= knoop.nee_naar <= last:
                yield item.melding(tell("'nee_naar' must skip a row; choose from: {choices}", choices=choice), *here)


def repeated_partners(library: Library) -> Iterator[Melding]:
    """A kind of partners names each once."""
    for item in library.whole(Partnersoort):
        seen: set[str] = set()
        for index, partner in enumerate(item.part.partners):
            if partner in seen:
                message = tell("{id} stands here already; take one of the two away", id=quote(partner))
                yield item.melding(message, "partners", index)
            seen.add(partner)


def faulty_order(library: Library) -> Iterator[Melding]:
    """The fasen that `methodiek.yml` puts in order are those that exist, each once."""
    fasen = {item.id: item for item in library.named if isinstance(item.part, Fase)}
    for item in library.whole(Methodiek):
        for fase_id, count in Counter(item.part.fasen).items():
            if count > 1:
                message = tell("{id} stands {number} times in 'fasen'", id=quote(fase_id), number=count)
                yield item.melding(message, "fasen")
        for fase_id in fasen.keys() - set(item.part.fasen):
            message = tell(
                "phase {id} is not in 'fasen' of methodiek.yml; put it in its place there", id=quote(fase_id)
            )
            yield fasen[fase_id].melding(message, "id")
