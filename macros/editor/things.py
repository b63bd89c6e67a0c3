"""What can be edited, as it is named in a list, found and chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.markdown import plain
from ..content.model import Brongroep, Rol
from ..content.names import say_noun
from ..content.tokens import fold
from ..edition.macros import ROL
from .book import FILE, Book, Spot
from .cleaning import strings_in
from .forms import shorten

_SAYS_MOST = ("titel", "naam", "term", "label", "doe", "tekst", "kop", "oud")
_LONGEST = 90


@dataclass(frozen=True)
class Thing:
    """A thing that can be edited, and what it is called."""

    spot: Spot
    id: str
    label: str

    @classmethod
    def of(cls, book: Book, spot: Spot) -> Thing:
        """The thing that stands there."""
        value = book.value(spot)
        said = next((value[name] for name in _SAYS_MOST if isinstance(value.get(name), str)), "")
        words = plain(said).replace("\n", " ") or spot.file
        short = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
        return cls(spot, spot.key.removeprefix(ROL), short)

    @property
    def noun(self) -> str:
        """What kind of thing it is; of the whole of a file the name of that."""
        return self.spot.file if self.spot.key.startswith(FILE) else say_noun(self.spot.kind.noun())

    @property
    def about(self) -> str:
        """What tells it from others that are called alike."""
        return self.noun if self.spot.key.startswith(FILE) else f"{self.noun}, {self.id}"


def label_of(book: Book, item_id: str) -> str:
    """What the thing with an id is called; nothing for an id that nothing has."""
    spot = book.spots.get(item_id) or book.spots.get(f"{ROL}{item_id}")
    return Thing.of(book, spot).label if spot else ""


def find_things(book: Book, query: str) -> list[Thing]:
    """All that has these words, first what is called by them."""
    words = fold(query).split()
    found: list[tuple[bool, Thing]] = []
    for thing in (Thing.of(book, spot) for spot in book.spots.values()):
        name = fold(f"{thing.label} {thing.id} {thing.noun}")
        said = fold(" ".join(strings_in(shorten(thing.spot.kind, book.value(thing.spot))))) if thing.spot.loc else ""
        if words and all(word in name or word in said for word in words):
            found.append((not all(word in name for word in words), thing))
    return [thing for _, thing in sorted(found, key=lambda pair: pair[0])]


def list_files(book: Book) -> list[Thing]:
    """The whole of each file."""
    return [Thing.of(book, spot) for spot in book.spots.values() if not spot.loc]


def list_choices(book: Book, nouns: Sequence[str] = ()) -> list[Thing]:
    """What a field for an id of these nouns may name; without any: all but the rollen, which have names of their own."""
    rollen = tuple(nouns) == (Rol.noun(),)
    spots = [spot for spot in book.spots.values() if not spot.key.startswith(FILE) and (spot.kind is Rol) == rollen]
    return [Thing.of(book, spot) for spot in spots if not nouns or spot.kind.noun() in nouns]


def list_groups(book: Book) -> list[Thing]:
    """The groups of bronnen."""
    return [Thing.of(book, spot) for spot in book.spots.values() if spot.kind is Brongroep]
