"""A stap with all that stands around it: one row of a table, the same in Excel and in open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..content.markdown import plain
from ..content.model import Checklist, Groep, Rubriek, Stap
from ..words import gettext
from . import Edition


@dataclass(frozen=True)
class StapRow:
    """One stap in words without markup.

    `number` is that of the fase and `fase` its title, `groep` is the heading above it on a checklist, `within` the id
    of the stap that it is a part of, `depth` how far it is nested, `address` its place within the site, `remarks`
    what is said of it beside its own text, and `now` what one does otherwise since the source was written.
    """

    stap: Stap
    number: int
    fase: str
    onderdeel: str
    rubriek: str
    groep: str
    within: str
    depth: int
    rollen: str
    address: str
    remarks: tuple[str, ...] = ()
    now: tuple[str, ...] = ()

    @property
    def doe(self) -> str:
        """What to do, in one sentence."""
        return plain(self.stap.doe)

    @property
    def toelichting(self) -> str:
        """How, why and with whom, and whose it is when a school added it; empty when the handbook does not say."""
        return "\n".join(filter(None, (plain(self.stap.toelichting), *self.remarks)))

    @property
    def uitleg(self) -> str:
        """The same, after what one does otherwise now."""
        return "\n".join(
            filter(None, (*(gettext("Now: {words}", words=words) for words in self.now), self.toelichting))
        )

    @property
    def text(self) -> str:
        """All words of the stap itself, each paragraph on a line of its own."""
        return "\n".join(filter(None, (self.doe, self.toelichting)))


def handboek_rows(edition: Edition) -> list[StapRow]:
    """Every stap of the handbook, those within another stap right after it."""
    onderdelen = (onderdeel for fase in edition.handboek.fasen for onderdeel in fase.onderdelen())
    return [row for onderdeel in onderdelen for row in _rows(edition, edition.stappen(onderdeel.id))]


def checklist_rows(edition: Edition, checklist: Checklist) -> list[StapRow]:
    """Every stap of this checklist, those within another stap right after it.

    Rows know their groep only when the list has headings of its own; else the onderdeel says it all.
    """
    own_headings = any(groep.titel for groep in checklist.groepen)
    return [
        row
        for groep in checklist.groepen
        for row in _rows(edition, edition.stappen_of(groep), name_groep(edition, groep) if own_headings else "")
    ]


def name_groep(edition: Edition, groep: Groep) -> str:
    """What stands above a group of a checklist: its own title, else that of its onderdeel."""
    return groep.titel or str(getattr(edition.by_id.get(groep.onderdeel or ""), "titel", ""))


def _rows(
    edition: Edition, stappen: Iterable[Stap], groep: str = "", within: str = "", depth: int = 0
) -> Iterator[StapRow]:
    for stap in stappen:
        yield StapRow(
            stap=stap,
            number=edition.number(edition.fasen[stap.id]),
            fase=edition.fasen[stap.id].titel,
            onderdeel=edition.onderdelen[stap.id].titel,
            rubriek=_rubriek(edition, stap),
            groep=groep,
            within=within,
            depth=depth,
            rollen=edition.name_rollen(stap.rollen),
            address=edition.places[stap.id].address,
            remarks=edition.remarks(stap),
            now=tuple(plain(feit.doe) for feit in edition.changes(stap)),
        )
        yield from _rows(edition, stap.punten, groep, stap.id, depth + 1)


def _rubriek(edition: Edition, stap: Stap) -> str:
    rubrieken: Iterable[Rubriek] = edition.onderdelen[stap.id].rubrieken
    return next((r.titel for r in rubrieken for s in r.stappen if stap in s.all_stappen()), "")


def name_fase(number: int) -> str:
    """A fase by its place: short, and sorted as the method is."""
    return gettext("Phase {number}", number=number)
