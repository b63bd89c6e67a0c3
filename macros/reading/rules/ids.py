"""An id names one thing, and what is named exists and is needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...content.markdown import references
from ...content.model import ID_PATTERN, Begrip, Bron, Reference, Rol, Verhuizing
from ...content.names import say_noun
from ...words import gettext, named, spoken_to_editors, tell
from ..library import Library
from ..messages import Melding, quote
from ..school import OWN_BRONNEN, SCHOOL

_NO_LINK = named("use [ and ] for a link only, as [text][id]")
_MUST_BE_USED = ("bron", "partner", "rol", "begrip")


def equal_ids(library: Library) -> Iterator[Melding]:
    """An id names one thing in the whole handbook."""
    first = {(False, OWN_BRONNEN): tell("all sources of a school together have this name; choose another id")}
    for item in library.named:
        key = (isinstance(item.part, Rol), item.id)
        if key in first:
            yield item.melding(tell("the id {id} exists already: {place}", id=quote(item.id), place=first[key]), "id")
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
        for offset, target in references(text):
            if target not in library.known(anything):
                message = library.unknown(target, anything) if re.match(ID_PATTERN, target) else tell(_NO_LINK)
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
            yield item.melding(_unused(part.noun(), item.id), "id")


def faulty_removals(library: Library) -> Iterator[Melding]:
    """A retired id is not in use any more, and has one successor."""
    moves = list(library.whole(Verhuizing))
    counts = Counter(move.part.oud for move in moves)
    for move in moves:
        if move.part.oud in library.nouns:
            message = tell("the id {id} is still in use; take this item away", id=quote(move.part.oud))
            yield move.melding(message, "oud")
        if counts[move.part.oud] > 1:
            yield move.melding(tell("the id {id} stands here more than once", id=quote(move.part.oud)), "oud")


@spoken_to_editors()
def _unused(noun: str, item_id: str) -> str:
    return gettext(
        "nothing names {noun} {id}; refer to it or take this item away", noun=say_noun(noun), id=quote(item_id)
    )
