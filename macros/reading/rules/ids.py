"""An id names one thing, and what is named exists and is needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...content.markdown import references
from ...content.model import ID_PATTERN, Begrip, Bron, Reference, Rol, Verhuizing
from ..library import Library
from ..messages import Melding, quote
from ..school import OWN_BRONNEN, SCHOOL

_NO_LINK = "gebruik [ en ] alleen voor een link, als [tekst][id]"
_MUST_BE_USED = ("bron", "partner", "rol", "begrip")


def equal_ids(library: Library) -> Iterator[Melding]:
    """An id names one thing in the whole handbook."""
    first = {(False, OWN_BRONNEN): "zo heten de bronnen van een school samen; kies een ander id"}
    for item in library.named:
        key = (isinstance(item.part, Rol), item.id)
        if key in first:
            yield item.melding(f"het id {quote(item.id)} bestaat al: {first[key]}", "id")
        first.setdefault(key, f"{item.source.file}:{item.line('id')}")


def unknown_references(library: Library) -> Iterator[Melding]:
    """A field that names an id must name one that exists, of the right noun."""
    for item in library.items:
        for path, value, mark in item.part.marked(Reference):
            if value not in library.known(mark):
                yield item.melding(library.unknown(value, mark), *path)


def unknown_links(library: Library) -> Iterator[Melding]:
    """Text links only to ids that exist."""
    anything = Reference()
    for item, path, text, _ in library.prose:
        for offset, named in references(text):
            if named not in library.known(anything):
                message = library.unknown(named, anything) if re.match(ID_PATTERN, named) else _NO_LINK
                yield item.text_melding(message, path, offset)


def unused_items(library: Library) -> Iterator[Melding]:
    """A source, partner, rol or term that nothing names does not belong in the handbook.

    Any word in a faulty file counts as a use: what it names is only known when it is right.
    """
    loose_words = set(re.findall(r"[\w-]+", library.loose_text))
    for item in library.named:
        part = item.part
        used = library.used[(isinstance(part, Rol), item.id)] or item.id in loose_words
        if isinstance(part, Begrip):
            used = used or library.terms[item.id] > 0
        used = used or (
            isinstance(part, (Bron, Begrip)) and Path(item.source.file).parent.name == SCHOOL
        )  # there for its own sake
        if part.noun() in _MUST_BE_USED and not used:
            message = f"{part.noun()} {quote(item.id)} wordt nergens gebruikt; verwijs ernaar of haal dit punt weg"
            yield item.melding(message, "id")


def faulty_removals(library: Library) -> Iterator[Melding]:
    """A retired id is not in use any more, and has one successor."""
    moves = list(library.whole(Verhuizing))
    counts = Counter(move.part.oud for move in moves)
    for move in moves:
        if move.part.oud in library.nouns:
            yield move.melding(f"het id '{move.part.oud}' is nog in gebruik; haal dit punt weg", "oud")
        if counts[move.part.oud] > 1:
            yield move.melding(f"het id '{move.part.oud}' staat hier meer dan één keer", "oud")
