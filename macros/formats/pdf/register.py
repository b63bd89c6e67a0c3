"""The index at the end of the book: begrippen and subjects, each with the pages that speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...content.model import Instantie, Named, Onderdeel, Partner, Rubriek, Sectie
from ...edition import Edition

_SUBJECTS = (Onderdeel, Rubriek, Sectie, Instantie, Partner)


@dataclass(frozen=True)
class Entry:
    """A word, and the ids of what speaks of it; the first of these is where it is explained."""

    word: str
    ids: tuple[str, ...]

    def places(self, pages: Mapping[str, int]) -> list[tuple[int, str]]:
        """On which pages that is, each once and in order, and what to go to there."""
        found: dict[int, str] = {}
        for item_id in self.ids:
            if item_id in pages:
                found.setdefault(pages[item_id], item_id)
        return sorted(found.items())


def read_register(edition: Edition) -> tuple[Entry, ...]:
    """The entries in the order of a dictionary."""
    words: dict[str, dict[str, None]] = {}
    for word, things in _entries(edition):
        words.setdefault(word, {}).update(dict.fromkeys(thing.id for thing in things))
    return tuple(Entry(word, tuple(ids)) for word, ids in sorted(words.items(), key=lambda item: item[0].casefold()))


def _entries(edition: Edition) -> Iterator[tuple[str, Iterable[Named]]]:
    for begrip in edition.handboek.begrippen.begrippen:
        yield begrip.term, (begrip, *edition.mentions.get(begrip.id, ()))
    for _, part in edition.handboek.parts():
        if isinstance(part, _SUBJECTS):
            word = part.naam if isinstance(part, (Instantie, Partner)) else part.titel
            yield word, (part, *edition.uses.get(part.id, ()))
