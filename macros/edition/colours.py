"""The colours of the handbook, by the names that its stylesheet gives them: for files, which no stylesheet of the site reaches."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

STYLESHEET = Path(__file__).parents[2] / "docs" / "assets" / "css" / "kleuren.css"
_LINE = re.compile(r"^ +--([\w-]+): (?:light-dark\()?#(\w+)", re.MULTILINE)


@cache
def _read() -> dict[str, str]:
    """Each colour as it is by daylight on a screen; those of paper, which come later, are for what the styles dress."""
    return dict(reversed(_LINE.findall(STYLESHEET.read_text(encoding="utf-8"))))


def colour(name: str) -> str:
    """A colour as ``#rrggbb``; raises KeyError for a name that the stylesheet does not have."""
    digits = _read()[name]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
