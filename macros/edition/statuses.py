"""How far a stap is: what a list offers to choose from, on a page and in every file."""

from __future__ import annotations

from dataclasses import dataclass

from ..words import gettext


@dataclass(frozen=True)
class Status:
    """`id` is what a dossier keeps of it, `word` what readers see."""

    id: str
    word: str


OPEN = Status("open", gettext("open"))
BEZIG = Status("bezig", gettext("in progress"))
KLAAR = Status("klaar", gettext("done"))
NVT = Status("nvt", gettext("n/a"))
STATUSES = (OPEN, BEZIG, KLAAR, NVT)
