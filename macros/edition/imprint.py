"""What every file says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ..content.days import write_date
from ..content.model import Handboek
from ..words import DEFAULT, gettext


@dataclass(frozen=True)
class Imprint:
    """What every file says about itself.

    `address` is where the handbook stands on the web, ending in a slash, or empty when that is not known.
    """

    title: str
    version: str
    date: date
    author: str
    licence: str
    address: str = ""
    language: str = DEFAULT

    @property
    def moment(self) -> datetime:
        """The one time that files may carry: so that the same text always gives the same bytes."""
        return datetime.combine(self.date, time(12), UTC)

    @property
    def version_line(self) -> str:
        """The version and its date in words: `Versie 2026.1, 21 november 2026`."""
        return gettext("Version {version}, {date}", version=self.version, date=write_date(self.date))

    @property
    def version_words(self) -> str:
        """The version alone, within a sentence: `versie 2026.1`."""
        return gettext("version {version}", version=self.version)

    @property
    def version_of(self) -> str:
        """The version with its day, within a sentence: `versie 2026.1 van 21 november 2026`."""
        return gettext("version {version} of {date}", version=self.version, date=write_date(self.date))

    @property
    def edition_line(self) -> str:
        """What the first page of the book says: `Handboek · versie 2026.1 · 21 november 2026`."""
        return self._line(gettext("Handbook"))

    @property
    def properties(self) -> dict[str, str]:
        """What an office file says of itself in fields of its own."""
        about = {gettext("Version"): self.version, gettext("Licence"): self.licence, gettext("Source"): self.address}
        return {name: value for name, value in about.items() if value}

    def foot(self, title: str) -> str:
        """What stands below each page of a file called `title`; the book, called as the handbook, says that once."""
        names = self.title if f"{self.title} · ".startswith(f"{title} · ") else f"{self.title} · {title}"
        return self._line(names)

    def _line(self, names: str) -> str:
        return f"{names} · {self.version_words} · {write_date(self.date)}"

    def url(self, page: str) -> str:
        """The full address of a page below the site, or nothing when the site's address is not known."""
        return self.address + page if self.address else ""


def read_imprint(handboek: Handboek, address: str = "") -> Imprint:
    """The imprint of this handbook, published at `address`."""
    uitgave, school = handboek.methodiek.uitgave, handboek.school
    return Imprint(
        title=f"{handboek.methodiek.titel} · {school.naam}" if school else handboek.methodiek.titel,
        version=uitgave.versie,
        date=uitgave.datum,
        author=uitgave.auteur,
        licence=uitgave.licentie,
        language=handboek.methodiek.taal,
        address=address and address.rstrip("/") + "/",
    )
