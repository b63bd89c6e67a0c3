"""The colours of the handbook, by the names that its stylesheet gives them: for files, which no stylesheet of the site reaches.

And whether those that a school chose can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.numbers import format_decimal

from ..content.model import School
from ..content.shared import SHARED
from ..reading.library import Library
from ..reading.messages import Melding, quote
from ..words import named, spoken, spoken_to_editors, tell

STYLESHEET = SHARED / "docs" / "assets" / "css" / "kleuren.css"
_LINE = re.compile(r"^ +--([\w-]+): (?:light-dark\()?#(\w+)", re.MULTILINE)


@cache
def _read() -> dict[str, str]:
    """Each colour as it is by daylight on a screen; those of paper, which come later, are for what the styles dress."""
    return dict(reversed(_LINE.findall(STYLESHEET.read_text(encoding="utf-8"))))


def colour(name: str) -> str:
    """A colour as ``#rrggbb``; raises KeyError for a name that the stylesheet does not have."""
    digits = _read()[name]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


LEAST_CONTRAST = 4.5  # that letters need, by WCAG 2.2, 1.4.3


def faulty_colours(library: Library) -> Iterator[Melding]:
    """What stands on the colours of a school can be read."""
    for item in library.whole(School):
        for name, (letters, message) in _ON_COLOURS.items():
            value = getattr(item.part.kleuren, name, None)
            if value and (found := contrast(value, colour(letters))) < LEAST_CONTRAST:
                with spoken_to_editors():
                    found_, least = (format_decimal(share, "0.0", locale=spoken()) for share in (found, LEAST_CONTRAST))
                yield item.melding(tell(message, value=quote(value), found=found_, least=least), "kleuren", name)


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
