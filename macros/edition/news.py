"""What is new in an edition: the feiten that came into it, or changed, since a day that a reader may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..content.days import a_year_before, write_date
from ..content.model import Feit, Uitgave
from ..words import gettext, ngettext
from .relations import Relations


@dataclass(frozen=True)
class News:
    """What is new in the handbook of `relations`."""

    relations: Relations

    @property
    def feiten(self) -> list[Feit]:
        """What is new since the previous version."""
        previous = self._uitgave.vorige
        return self._since(previous.datum) if previous else []

    @property
    def choice(self) -> str:
        """What the filter of the changes calls that."""
        previous = self._uitgave.vorige
        day = write_date(previous.datum) if previous else ""
        return gettext("since version {version} ({day})", version=previous.versie, day=day) if previous else ""

    def choices(self, feit: Feit) -> list[str]:
        """With which choices of that filter one sees `feit`."""
        previous = self._uitgave.vorige
        days = {gettext("in the last year"): a_year_before(self._uitgave.datum)}
        if previous:
            days = {self.choice: previous.datum, **days}
        return [words for words, day in days.items() if _came_after(feit, day)]

    @property
    def line(self) -> str:
        """How much that is, and how much of it changes what one does."""
        new = self.feiten
        changes = ngettext("{number} change", "{number} changes", len(new))
        acting = [feit for feit in new if feit.doe]
        if not acting:
            return gettext("New {since}: {changes}", since=self.choice, changes=changes)
        doing = ngettext("{number} changes what you do", "{number} change what you do", len(acting))
        return gettext("New {since}: {changes}, {doing}", since=self.choice, changes=changes, doing=doing)

    @property
    def _uitgave(self) -> Uitgave:
        return self.relations.handboek.methodiek.uitgave

    def _since(self, day: date) -> list[Feit]:
        return [feit for feit in self.relations.handboek.actualiteit.feiten if _came_after(feit, day)]


def _came_after(feit: Feit, day: date) -> bool:
    return feit.opgenomen is not None and feit.opgenomen > day
