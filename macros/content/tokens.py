"""How the search compares texts, in every language: folded, and cut into words."""

from __future__ import annotations

import re
import unicodedata

# A run of letters or of numbers; folded, so no letter has an accent of its own.
_PIECE = re.compile(r"[^\W\d_¹²³¼-¾⁰-₉⅐-↉①-⒛]+|[\d¹²³¼-¾⁰-₉⅐-↉①-⒛]+")
_JOINTS = ("", "-", "‑", "&")  # what may stand between words that are also one
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """`text` as the search compares it: without accents and capitals."""
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(_drop_marks, unicodedata.normalize("NFD", text.lower()))


def _drop_marks(match: re.Match[str]) -> str:
    return "".join(sign for sign in match[0] if not unicodedata.category(sign).startswith("M"))


def split_words(text: str) -> list[str]:
    """The folded words of `text`, as the search finds them.

    What stands against each other or is joined by a hyphen or an ampersand (mbo2, vso-school, SH&M) is also one word;
    a thousand has no point; a letter alone is no word. ``assets/js/zoektaal.js`` says this again, and both are tested
    with ``tests/zoekwoorden.yml``.
    """
    folded = fold(text)
    found: list[str] = []
    last, joined = None, ""
    for match in _PIECE.finditer(folded):
        if last and _belong_together(last[0], match[0], folded[last.end() : match.start()]):
            joined = (joined or last[0]) + match[0]
            found.append(joined)
        else:
            joined = ""
        found.append(match[0])
        last = match
    return [word for word in found if len(word) > 1 or word in "0123456789"]


def _belong_together(last: str, word: str, between: str) -> bool:
    thousand = between in (".", ",") and last[-1].isdecimal() and len(word) == 3 and word.isdecimal()
    return thousand or between in _JOINTS
