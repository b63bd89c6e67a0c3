"""What is true now: days, addresses and feiten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ...content.days import is_day, is_older_than_a_year, write_date, write_day
from ...content.model import Bron, Feit, Model, Uitgave
from ..library import Item, Library
from ..messages import Melding, quote
from .fields import given

_DAYS = ("sinds", "stand", "gecontroleerd", "gezien")


def faulty_days(library: Library) -> Iterator[Melding]:
    """A day that an editor notes is in the calendar."""
    for item in library.whole(Model):
        for field, day in given(item.part, _DAYS):
            if isinstance(day, str) and not is_day(day):
                yield item.melding(f"'{field}': de dag {quote(day)} bestaat niet", field)


def faulty_addresses(library: Library) -> Iterator[Melding]:
    """An address that has moved says where to, and only such an address does."""
    for item in library.whole(Bron):
        bron = item.part
        if bron.toestand and not bron.url:
            yield item.melding("'toestand' hoort bij een 'url'; die ontbreekt", "toestand")
        elif bron.toestand == "verhuisd" and not bron.nu_url:
            yield item.melding("een adres dat verhuisd is, heeft 'nu_url': waar de informatie nu staat", "toestand")
        elif bron.nu_url and bron.toestand != "verhuisd":
            yield item.melding("'nu_url' hoort bij een adres met 'toestand: verhuisd'", "nu_url")


def repeated_addresses(library: Library) -> Iterator[Melding]:
    """An address is one bron: else somebody mends one of the two."""
    first: dict[str, str] = {}
    for item in library.whole(Bron):
        if not item.part.url:
            continue
        address = re.sub(r"^https?://(www\.)?|/$", "", item.part.url.lower())
        if address in first:
            yield item.melding(
                f"dit adres heeft de bron {quote(first[address])} ook; gebruik die, en haal deze weg", "url"
            )
        first.setdefault(address, item.id)


def faulty_feiten(library: Library) -> Iterator[Melding]:
    """A feit that changes what to do says what to do, and only such a feit does."""
    message = "een feit heeft 'doe' als zijn 'gewicht' 'verandert wat u doet' is, en anders niet"
    for item in library.whole(Feit):
        if bool(item.part.doe) != (item.part.gewicht == "verandert wat u doet"):
            yield item.melding(message, "gewicht")


def faulty_versions(library: Library) -> Iterator[Melding]:
    """The version before this one is older, and no feit came in after this version."""
    for item in library.whole(Uitgave):
        uitgave = item.part
        if uitgave.vorige and uitgave.vorige.datum >= uitgave.datum:
            yield item.melding("de vorige versie is niet ouder dan deze", "vorige")
        for feit in library.whole(Feit):
            if feit.part.opgenomen and feit.part.opgenomen > uitgave.datum:
                day = write_date(uitgave.datum)
                yield feit.melding(f"'opgenomen' ligt na de dag van deze versie ({day}, in methodiek.yml)", "opgenomen")


def stale_items(library: Library, today: date) -> Iterator[Melding]:
    """What nobody has checked for a year before `today`, or on a day that is still to come."""
    for item in library.whole(Feit):
        yield from _stale(item, f"feit {quote(item.id)}", item.part.gecontroleerd, today)
    for bron in library.whole(Bron):
        if bron.part.url:
            yield from _stale(bron, f"het webadres van {quote(bron.id)}", bron.part.gecontroleerd, today)


def _stale(item: Item[Model], what: str, checked: str | None, today: date) -> Iterator[Melding]:
    if not checked:
        yield item.melding(f"{what} is nog nooit gecontroleerd", "url")
    elif checked > today.isoformat():
        yield item.melding(f"{what} is gecontroleerd op een dag die nog komt", "gecontroleerd")
    elif is_older_than_a_year(checked, today):
        last = write_day(checked)
        yield item.melding(f"{what} is langer dan een jaar niet gecontroleerd (het laatst: {last})", "gecontroleerd")
