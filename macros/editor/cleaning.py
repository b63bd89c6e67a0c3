"""What a word processor leaves in pasted text, made what the handbook knows; each kind of it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading.messages import INVISIBLE
from ..words import gettext, named

# In this order: what is looked for, what takes its place, what is said of it.
_RULES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile("\u2026"), "...", named("an ellipsis became three dots")),
    (re.compile("[\u2018\u2019\u201a\u02bc]"), "'", named("curly quotation marks became straight ones")),
    (re.compile("[\u201c\u201d\u201e]"), '"', named("curly quotation marks became straight ones")),
    (
        re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]"),
        " ",
        named("special spaces became ordinary ones"),
    ),
    (re.compile("[\u2010-\u2012\u2212\ufe63\uff0d]"), "-", named("special hyphens became ordinary ones")),
    (
        re.compile(r"(?m)^(\s*)(?:[•·▪●○‣–—\ue000-\uf8ff]|o(?=\s))\s*"),
        r"\1- ",
        named("bullets became hyphens"),
    ),
    (INVISIBLE, "", named("signs that nobody sees were taken out")),
)


def clean(text: str) -> tuple[str, list[str]]:
    """The text as the handbook can hold it, and what was done for that, for who pasted it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    said: dict[str, None] = {}
    for wrong, right, words in _RULES:
        cleaned = wrong.sub(right, text)
        if cleaned != text:
            text = cleaned
            said[gettext(words)] = None
    return text, list(said)


def strings_in(value: object) -> Iterator[str]:
    """Every string in a value."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings_in(inner)
