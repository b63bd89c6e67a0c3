"""What is true now: days, addresses and feiten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ...content.days import is_day, is_older_than_a_year, write_date, write_day
from ...content.model import Bron, Feit, Model, Uitgave
from ...words import spoken_to_editors, tell
from ..library import Item, Library
from ..messages import Melding, quote
from .fields import given

_DAYS = ("sinds", "stand", "gecontroleerd", "gezien")


def faulty_days(library: Library) -> Iterator[Melding]:
    """A day that an editor notes is in the calendar."""
    for item in library.whole(Model):
        for field, day in given(item.part, _DAYS):
            if isinstance(day, str) and not is_day(day):
                message = tell("{name}: there is no day {day}", name=quote(field), day=quote(day))
                yield item.melding(message, field)


def faulty_addresses(library: Library) -> Iterator[Melding]:
    """An address that has moved says where to, and only such an address does."""
    for item in library.whole(Bron):
        bron = item.part
        if bron.toestand and not bron.url:
            yield item.melding(tell("'toestand' belongs to a 'url', which is missing"), "toestand")
        elif bron.toestand == "verhuisd" and not bron.nu_url:
            yield item.melding(tell("an address that has moved has 'nu_url': where the information is now"), "toestand")
        elif bron.nu_url and bron.toestand != "verhuisd":
            yield item.melding(tell("'nu_url' belongs to an address with 'toestand: verhuisd'"), "nu_url")


def repeated_addresses(library: Library) -> Iterator[Melding]:
    """An address is one bron: else somebody mends one of the two."""
    first: dict[str, str] = {}
    for item in library.whole(Bron):
        if not item.part.url:
            continue
        address = re.sub(r"^https?://(www\.)?|/$", "", item.part.url.lower())
        if address in first:
            message = tell(
                "the source {id} has this address too; use that, and take this one away", id=quote(first[address])
            )
            yield item.melding(message, "url")
        first.setdefault(address, item.id)


def faulty_feiten(library: Library) -> Iterator[Melding]:
    """A feit that changes what to do says what to do, and only such a feit does."""
    message = tell("a fact has 'doe' when its 'gewicht' is 'verandert wat u doet', and else it has not")
    for item in library.whole(Feit):
        if bool(item.part.doe) != (item.part.gewicht == "verandert wat u doet"):
            yield item.melding(message, "gewicht")


def faulty_versions(library: Library) -> Iterator[Melding]:
    """The version before this one is older, and no feit came in after this version."""
    for item in library.whole(Uitgave):
        uitgave = item.part
        if uitgave.vorige and uitgave.vorige.datum >= uitgave.datum:
            yield item.melding(tell("the previous version is not older than this one"), "vorige")
        for feit in library.whole(Feit):
            if feit.part.opgenomen and feit.part.opgenomen > uitgave.datum:
                with spoken_to_editors():
                    day = write_date(uitgave.datum)
                message = tell("'opgenomen' is after the day of this version ({day}, in methodiek.yml)", day=day)
                yield feit.melding(message, "opgenomen")


def stale_items(library: Library, today: date) -> Iterator[Melding]:
    """What nobody has checked for a year before `today`, or on a day that is still to come."""
    for item in library.whole(Feit):
        yield from _stale(item, tell("fact {id}", id=quote(item.id)), item.part.gecontroleerd, today)
    for bron in library.whole(Bron):
        if bron.part.url:
            yield from _stale(bron, tell("the web address of {id}", id=quote(bron.id)), bron.part.gecontroleerd, today)


def _stale(item: Item[Model], what: str, checked: str | None, today: date) -> Iterator[Melding]:
    if not checked:
        yield item.melding(tell("{what} was never checked", what=what), "url")
    elif checked > today.isoformat():
        yield item.melding(tell("{what} was checked on a day that is still to come", what=what), "gecontroleerd")
    elif is_older_than_a_year(checked, today):
        with spoken_to_editors():
            last = write_day(checked)
        message = tell("{what} was not checked for more than a year (last: {day})", what=what, day=last)
        yield item.melding(message, "gecontroleerd")
