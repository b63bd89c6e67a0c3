"""How far a stap is, and how much a change matters: words of which there are only so many, alike on pages and in files."""

from __future__ import annotations

from dataclasses import dataclass

from ..content.model import Feit
from ..content.names import say_choice
from ..words import gettext, named


@dataclass(frozen=True)
class Status:
    """`id` is what a dossier keeps of it, `name` is its word in English."""

    id: str
    name: str

    @property
    def word(self) -> str:
        """What readers see."""
        return gettext(self.name)


OPEN = Status("open", named("open"))
BEZIG = Status("bezig", named("in progress"))
KLAAR = Status("klaar", named("done"))
NVT = Status("nvt", named("n/a"))
STATUSES = (OPEN, BEZIG, KLAAR, NVT)


def name_weight(feit: Feit) -> str:
    """What readers see of how much a change matters; the data say it in Dutch."""
    return say_choice(feit.gewicht)
