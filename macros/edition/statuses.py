"""How far a stap is: what a list offers to choose from, on a page and in every file."""

from __future__ import annotations

from dataclasses import dataclass

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
