"""Exercises that the handbook makes of itself: what to lay, to name or to answer, and what the method says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ..content.markdown import plain, texts_of
from ..content.model import Begrip, Blok, Casus, Feit, Model, Named, Stap, Stroomschema, Tip, Vraag
from ..words import gettext
from .relations import Relations

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Kaart:
    """One thing to think about: what it says, what the method answers, and the ids in which that stands.

    `brief` is the answer in a few words, when it is long.
    `place` tells what goes before what in an exercise about order: cards of one place may change places.
    """

    words: str
    answers: tuple[str, ...]
    ids: tuple[str, ...]
    place: int = 0
    brief: str = ""


@dataclass(frozen=True)
class Oefening:
    """An exercise: its name, what one does, and its cards in the order of the method.

    `options` are what one may choose from for each card; empty: one thinks up the answer.
    """

    kind: str
    title: str
    task: str
    cards: tuple[Kaart, ...]
    options: tuple[str, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines one needs to write an answer on."""
        return 3 if self.kind == "casus" else 1

    def said(self, card: Kaart) -> tuple[str, ...]:
        """The answer to a card in paragraphs: what one chooses from stands on one line."""
        return (", ".join(card.answers),) if self.options else card.answers


def list_exercises(relations: Relations, blok: Blok) -> Iterator[Oefening]:
    """The exercises of a blok: the one that the handbook makes of what it is about, and its casus."""
    things = [relations.by_id[item] for item in blok.over]
    if blok.oefening:
        yield from _MAKERS[blok.oefening](relations, things)
    if blok.casus:
        casus = relations.by_id[blok.casus]
        assert isinstance(casus, Casus)
        yield _casus(relations, casus)


def _orders(relations: Relations, things: list[Named]) -> Iterator[Oefening]:
    for schema in _parts(things, Stroomschema):
        cards = [
            Kaart(knoop.tekst, (gettext("place {number}", number=place),), (knoop.naar,), place)
            for place, rij in enumerate(schema.rijen, start=1)
            for knoop in rij.vakken
        ]
        task = gettext("Lay the cards in order.")
        if len(cards) > len(schema.rijen):
            task += " " + gettext("Some cards may change places.")
        yield Oefening("volgorde", gettext("In order: {title}", title=schema.titel), task, tuple(cards))


def _roles(relations: Relations, things: list[Named]) -> Iterator[Oefening]:
    """Only who the text names counts as an answer: so whom it does not name is never wrong."""
    cards = [
        Kaart(plain(stap.doe), tuple(rol.naam for rol in relations.rollen_of(stap.rollen)), (stap.id,))
        for stap in _parts(things, Stap)
        if stap.rollen
    ]
    if cards:
        named = {rol for stap in _parts(things, Stap) for rol in stap.rollen}
        options = tuple(rol.naam for rol in relations.rollen_of(named))
        task = gettext("Who does the text name at each step? Somebody else may have a part in it as well.")
        yield Oefening("wie-doet-wat", _about(gettext("Who does what"), things), task, tuple(cards), options)


def _terms(relations: Relations, things: list[Named]) -> Iterator[Oefening]:
    texts = (text for thing in things for _, part in thing.parts() for text, _ in texts_of(part))
    found = dict.fromkeys(term for text in texts for _, term in relations.terms.split(text) if term)
    begrippen = [item for term in found if isinstance(item := relations.by_id[term], Begrip)]
    cards = [Kaart(begrip.term, (plain(begrip.definitie),), (begrip.id,)) for begrip in begrippen]
    if cards:
        task = gettext("Lay each term with its explanation.")
        yield Oefening("begrippen", _about(gettext("Term and explanation"), things), task, tuple(cards))


def _then_and_now(relations: Relations, things: list[Named]) -> Iterator[Oefening]:
    cards: dict[str, Kaart] = {}
    for feit in feiten_about(relations, things):
        if feit.doe:  # what one sentence of then has become in more ways than one is one card
            toen, nu, doe = map(plain, (feit.toen, feit.nu, feit.doe))
            known = cards.get(toen, Kaart(toen, (), ()))
            brief = f"{known.brief} {doe}".strip()
            cards[toen] = Kaart(toen, (*known.answers, nu), (*known.ids, feit.id), brief=brief)
    if cards:
        task = gettext("Does this still hold? First think, then look at what holds today.")
        yield Oefening("toen-en-nu", _about(gettext("Then and now"), things), task, tuple(cards.values()))


def _casus(relations: Relations, casus: Casus) -> Oefening:
    cards = [(vraag, dict(answers(relations, vraag))) for vraag in casus.vragen]
    kaarten = tuple(Kaart(plain(vraag.vraag), tuple(said.values()), tuple(said)) for vraag, said in cards)
    title = gettext("What would you do? {title}", title=casus.titel)
    return Oefening("casus", title, plain(casus.situatie), kaarten)


def feiten_about(relations: Relations, things: Iterable[Named]) -> list[Feit]:
    """All that has changed about these things or what is within them; a feit itself is one of them."""
    ids = {part.id for thing in things for _, part in thing.parts() if isinstance(part, Named)}
    return [feit for feit in relations.handboek.actualiteit.feiten if ids.intersection((feit.id, *feit.raakt))]


def answers(relations: Relations, vraag: Vraag) -> Iterator[tuple[str, str]]:
    """Yield (id, text) of what the method itself says to a question, without what a school left out."""
    for item in vraag.kijk_bij:
        if isinstance(thing := relations.by_id[item], (Stap, Tip)):
            yield item, _words(thing)


def _words(thing: Stap | Tip) -> str:
    texts = (thing.tekst,) if isinstance(thing, Tip) else (thing.doe, thing.toelichting)
    return " ".join(plain(text).replace("\n", " ") for text in texts if text)


def _about(name: str, things: list[Named]) -> str:
    titles = [titel for thing in things if (titel := getattr(thing, "titel", ""))]
    return f"{name}: {', '.join(titles)}"


def _parts(things: list[Named], kind: type[T]) -> Iterator[T]:
    return (part for thing in things for _, part in thing.parts() if isinstance(part, kind))


_MAKERS = {"volgorde": _orders, "wie doet wat": _roles, "begrippen": _terms, "toen en nu": _then_and_now}
