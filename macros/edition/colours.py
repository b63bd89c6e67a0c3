"""The colours of the handbook, by the names that its stylesheet gives them: for files, which no stylesheet of the site reaches.

Also those that a fase has of its own, and whether what a method or a school chose can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel.numbers import format_decimal

from ..content.model import Fase, School
from ..content.shared import SHARED
from ..reading.library import Library
from ..reading.messages import Melding, quote
from ..words import named, spoken, spoken_to_editors, tell

STYLESHEET = SHARED / "docs" / "assets" / "css" / "kleuren.css"
_LINE = re.compile(r"^ +--([\w-]+): (?:light-dark\()?#(\w+)(?:, #(\w+))?", re.MULTILINE)
PALETTE = 6  # how many colours there are for fasen that have none of their own


@cache
def _read() -> dict[str, tuple[str, str]]:
    """Each colour on a screen, by day and by night; those of paper, which come later, are for what the styles dress."""
    found = reversed(_LINE.findall(STYLESHEET.read_text(encoding="utf-8")))
    return {name: (light, dark or light) for name, light, dark in found}


def colour(name: str, by_night: bool = False) -> str:
    """A colour as ``#rrggbb``; raises KeyError for a name that the stylesheet does not have."""
    digits = _read()[name][by_night]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


@dataclass(frozen=True)
class OwnColours:
    """The colours of a fase, each by day and by night: that of its letters and edges, and of the ground below its text."""

    letters: tuple[str, str]
    ground: tuple[str, str]


def own_colours(fase: Fase) -> OwnColours | None:
    """Those that follow from what the data say of a fase; None when they say nothing."""
    if not fase.kleur:
        return None
    shades = [_mix(colour("merk-tekst"), fase.kleur, step / 20) for step in range(21)]
    night = fase.kleur_donker or next(
        shade for shade in shades if contrast(shade, colour("vlak", True)) >= GOOD_CONTRAST
    )
    letters = (fase.kleur, night)
    return OwnColours(letters, (_ground(letters, 0.12, False), _ground(letters, 0.45, True)))


def _ground(letters: tuple[str, str], most: float, by_night: bool) -> str:
    """The page with as much of the colour of day in it as leaves letters of these colours, and all others, readable."""
    paper, others = colour("papier", by_night), colour("inkt-zacht", by_night)
    grounds = [_mix(letters[0], paper, most * step / 20) for step in range(20, 0, -1)]
    readable = (
        ground
        for needed in (GOOD_CONTRAST, LEAST_CONTRAST)
        for ground in grounds
        if contrast(letters[by_night], ground) >= needed and contrast(others, ground) >= GOOD_CONTRAST
    )
    return next(readable, paper)


def _mix(one: str, other: str, share: float) -> str:
    """So much of one colour in another."""
    parts = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(a * share + b * (1 - share)) for a, b in parts).hex()


LEAST_CONTRAST, GOOD_CONTRAST = 4.5, 7  # that letters need, by WCAG 2.2, 1.4.3 and 1.4.6


def faulty_colours(library: Library) -> Iterator[Melding]:
    """What stands on the colours of a school, and in those of a fase, can be read."""
    for school in library.whole(School):
        for name, (letters, message) in _ON_COLOURS.items():
            value = getattr(school.part.kleuren, name, None)
            if value and (found := contrast(value, colour(letters))) < LEAST_CONTRAST:
                yield school.melding(_explain(message, value, found), "kleuren", name)
    for fase in library.whole(Fase):
        for name, (by_night, message) in _OF_LETTERS.items():
            value = getattr(fase.part, name)
            if value and (found := contrast(value, colour("vlak", by_night))) < LEAST_CONTRAST:
                yield fase.melding(_explain(message, value, found), name)
        if fase.part.kleur_donker and not fase.part.kleur:
            yield fase.melding(tell("this needs {name} beside it", name=quote("kleur")), "kleur_donker")


def _explain(message: str, value: str, found: float) -> str:
    with spoken_to_editors():
        found_, least = (format_decimal(share, "0.0", locale=spoken()) for share in (found, LEAST_CONTRAST))
    return tell(message, value=quote(value), found=found_, least=least)


# Whether each colour of a fase is for the night, and what is said when letters in it can't be read.
_OF_LETTERS = {
    "kleur": (
        False,
        named(
            "{value} is too light on a light page: the contrast is {found} and must be at least {least}; choose a darker colour"
        ),
    ),
    "kleur_donker": (
        True,
        named(
            "{value} is too dark on a dark page: the contrast is {found} and must be at least {least}; choose a lighter colour"
        ),
    ),
}
# What stands on each colour of a school, and what is said when that can't be read.
_ON_COLOURS = {
    "kop": (
        "merk-tekst",
        named(
            "{value} is too light for white letters: the contrast is {found} and must be at least {least}; choose a darker colour"
        ),
    ),
    "vlak": (
        "inkt-zacht",
        named(
            "{value} is too dark for black letters: the contrast is {found} and must be at least {least}; choose a lighter colour"
        ),
    ),
}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, each ``#rrggbb``, from 1 to 21, as WCAG 2.2 has it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    shares = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
