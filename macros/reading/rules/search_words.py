"""What readers may type: once, and of use to the search."""

from __future__ import annotations

from collections.abc import Iterator

from ...content.model import Model, Zoekgroep
from ...content.tokens import fold, split_words
from ...words import named, tell
from ..library import Library
from ..messages import Melding, quote
from .fields import given

_IS_THE_NAME = named("{word} is the name already; take it away here")
_IS_THERE = named("{word} stands here already; take it away here")
_IS_SKIPPED = named("{word} is skipped by the search; choose a word that means more")


def faulty_search_words(library: Library) -> Iterator[Melding]:
    """What a reader may type for something stands with it once, and is a word that the search looks for."""
    for item in library.whole(Model):
        part = item.part
        field = "woorden" if isinstance(part, Zoekgroep) else "ook"
        if field not in type(part).model_fields or not (words := getattr(part, field)):
            continue
        known = {fold(name): _IS_THE_NAME for name in _names(part)}
        for index, word in enumerate(words):
            folded, problem = fold(word), ""
            if folded in known:
                problem = known[folded]
            elif library.language.skips(word):
                problem = _IS_SKIPPED
            if problem:
                yield item.melding(tell(problem, word=quote(word)), field, index)
            known[folded] = _IS_THERE


def lost_search_words(library: Library) -> Iterator[Melding]:
    """A group of words that mean the same leads somewhere: one of them stands in the handbook."""
    message = tell("none of these words is in the handbook; add one, exactly as the text has it")
    for item in library.whole(Zoekgroep):
        if not any(library.words.issuperset(split_words(word)) for word in item.part.woorden):
            yield item.melding(message, "woorden")


def _names(part: Model) -> Iterator[str]:
    for _, value in given(part, ("naam", "term", "titel", "vormen")):
        yield from (value,) if isinstance(value, str) else value or ()
