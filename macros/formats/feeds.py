"""What has changed, as feeds that a program follows: JSON Feed 1.1 and Atom (RFC 4287).

A feit keeps its id in every version, so that a reader of feeds sees a change of it and not a second one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..content.markdown import plain
from ..content.model import Feit
from ..edition import Edition
from ..edition.catalog import FEEDS
from ..edition.imprint import Imprint
from ..edition.places import Place
from ..edition.statuses import name_weight
from ..render.view import render_file
from ..words import gettext

_VERSION = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Entry:
    """One change: `id` is the same for ever, `url` empty when it is not known where the handbook stands."""

    id: str
    title: str
    text: str
    url: str
    day: date
    tag: str

    @property
    def moment(self) -> str:
        """When it came into the handbook, as RFC 3339 writes it."""
        return _moment(self.day)


@dataclass(frozen=True)
class Feed:
    """All changes, the newest first; `page` is where a person reads them and `addresses` where these files stand."""

    id: str
    title: str
    imprint: Imprint
    page: str
    addresses: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def moment(self) -> str:
        """The day of the edition, as RFC 3339 writes it."""
        return _moment(self.imprint.date)


def read_feed(edition: Edition, imprint: Imprint) -> Feed:
    """What has changed; what was in the handbook from the start has the day of its previous version."""
    uitgave = edition.handboek.methodiek.uitgave
    first = uitgave.vorige.datum if uitgave.vorige else uitgave.datum
    feiten = sorted(edition.handboek.actualiteit.feiten, key=lambda feit: feit.opgenomen or first, reverse=True)
    name = edition.handboek.methodiek.titel
    place = edition.places[feiten[0].id].page if feiten and feiten[0].id in edition.places else ""
    return Feed(
        id=_lasting_id(name),
        title=gettext("{name}: what has changed", name=imprint.title),
        imprint=imprint,
        page=imprint.url(Place(place, "").address) if place else "",
        addresses=tuple(imprint.url(download.path) for download in FEEDS),
        entries=tuple(_entry(edition, imprint, name, feit, feit.opgenomen or first) for feit in feiten),
    )


def _entry(edition: Edition, imprint: Imprint, name: str, feit: Feit, day: date) -> Entry:
    lines = (gettext("Now: {words}", words=plain(feit.doe)) if feit.doe else "", plain(feit.nu))
    url = imprint.url(edition.places[feit.id].address) if feit.id in edition.places else ""
    return Entry(
        _lasting_id(f"{name}/{feit.id}"), feit.titel, "\n".join(filter(None, lines)), url, day, name_weight(feit)
    )


def make_json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    content = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.addresses[1],
        "language": feed.imprint.language,
        "authors": [{"name": feed.imprint.author}],
        "items": [_as_item(entry) for entry in feed.entries],
    }
    return (json.dumps(_known(content), ensure_ascii=False, indent=2) + "\n").encode()


def make_atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    return render_file(Path(__file__).parent / "templates", "atom.xml", feed=feed).encode()


def _as_item(entry: Entry) -> dict[str, Any]:
    return _known(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_text": entry.text,
            "date_published": entry.moment,
            "tags": [entry.tag],
        }
    )


def _known(content: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an address, when the handbook has none."""
    return {name: value for name, value in content.items() if value}


def _lasting_id(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _moment(day: date) -> str:
    return datetime.combine(day, time(12), UTC).isoformat()
