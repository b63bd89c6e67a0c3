"""The exercises of a programme as questions for Moodle, in its GIFT format: plain text that its own pages describe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..edition.exercises import Kaart, Oefening
from ..words import gettext

_SPECIAL = re.compile(r"([~=#{}:\\])")


def make_gift(title: str, exercises: tuple[Oefening, ...]) -> bytes:
    """The file for a programme called `title`: a category, then each question with the ids in which its answer stands."""
    blocks = [f"$CATEGORY: {_escape(title).replace('/', '//')}"]
    for oefening in exercises:
        blocks += _SHAPES[oefening.kind](oefening)
    return "\n\n".join(blocks).encode() + b"\n"


def _matching(oefening: Oefening) -> Iterator[str]:
    pairs = "\n".join(f"={_escape(card.words)} -> {_escape(' '.join(card.answers))}" for card in oefening.cards)
    yield _question(oefening, oefening.task, pairs, *oefening.cards)


def _several(oefening: Oefening) -> Iterator[str]:
    """Whom the text names counts; whom it does not name costs nothing, as somebody else may have a part in it."""
    for card in oefening.cards:
        share = f"%{100 / len(card.answers):.5f}%"
        lines = [f"~{share if option in card.answers else ''}{_escape(option)}" for option in oefening.options]
        yield _question(oefening, f"{oefening.task} {card.words}", "\n".join(lines), card)


def _false(oefening: Oefening) -> Iterator[str]:
    asked = gettext("Does this still hold?")
    for card in oefening.cards:
        explained = _escape(" ".join(card.answers))
        yield _question(oefening, f"{asked} {card.words}", f"FALSE#{explained}", card)


def _open(oefening: Oefening) -> Iterator[str]:
    for card in oefening.cards:
        explained = _escape(" ".join(card.answers))
        yield _question(oefening, f"{oefening.task} {card.words}", f"####{explained}", card)


def _question(oefening: Oefening, text: str, answers: str, *cards: Kaart) -> str:
    ids = ", ".join(dict.fromkeys(item for card in cards for item in card.ids))
    return f"// {ids}\n::{_escape(oefening.title)}::{_escape(text)} {{\n{answers}\n}}"


def _escape(text: str) -> str:
    """`text` on one line, with the signs that mean something in GIFT as themselves."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


_SHAPES: dict[str, Callable[[Oefening], Iterator[str]]] = {
    "volgorde": _matching,
    "begrippen": _matching,
    "wie-doet-wat": _several,
    "toen-en-nu": _false,
    "casus": _open,
}
