"""Text keeps to the dialect, and a term belongs to one begrip."""

from __future__ import annotations

from collections.abc import Iterator

from ...content.markdown import inline_tokens
from ...content.model import Begrip
from ...words import tell
from ..dialect import problems, word_problems
from ..library import Library
from ..messages import Melding, letterless, quote


def faulty_texts(library: Library) -> Iterator[Melding]:
    """Text keeps to the dialect."""
    for item, path, text, mark in library.prose:
        for offset, message in problems(text, mark.inline, mark.ours) if text else ():
            yield item.text_melding(message, path, offset)


def faulty_words(library: Library) -> Iterator[Melding]:
    """Words that are not Markdown hold no markup either."""
    for item in library.items:
        for path, word in item.part.words():
            yield from (item.melding(message, *path) for message in word_problems(word))


def letterless_words(library: Library) -> Iterator[Melding]:
    """The typeface has all letters that readers see; what is quoted from the source is as the source has it."""
    for item, path, text, _ in library.prose:
        for offset, token in inline_tokens(text) if text else ():
            yield from (item.text_melding(message, path, offset) for message in letterless(token.content))
    for item, path, word in library.shown:
        if path != ("citaat",):
            yield from (item.melding(message, *path) for message in letterless(word))


def clashing_terms(library: Library) -> Iterator[Melding]:
    """A form of a term belongs to one begrip."""
    owners: dict[str, str] = {}
    for item in library.whole(Begrip):
        for form in (item.part.term, *item.part.vormen):
            if (owner := owners.setdefault(form.casefold(), item.id)) != item.id:
                message = tell("{word} belongs to the term {id} already", word=quote(form), id=quote(owner))
                yield item.melding(message)
