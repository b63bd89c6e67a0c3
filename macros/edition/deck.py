"""What stands on the slides of a training: the method's own sentences, few enough on each to be read from the back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..content.markdown import plain
from ..content.model import (
    Blok,
    Fase,
    Knoop,
    Named,
    Onderdeel,
    Programma,
    Rij,
    Rubriek,
    Sectie,
    Stap,
    Stroomschema,
    Vraag,
)
from ..words import gettext
from . import Edition
from .imprint import Imprint
from .training import Day, Training

WORDS = 60  # on one slide, its title included
ROWS = 4  # of a drawing, on one slide
_COUNTED = 4  # words that numbering may add to a title
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
_CLAUSE = re.compile(r"(?<=,)\s+|(?<=/)\s+")


@dataclass(frozen=True)
class Box:
    """A box of a drawing; `label` says which way leads on from a question."""

    words: str
    kind: str
    label: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide: its lines, the rows of its drawing, and what stands below it for who speaks.

    `kind` is one of titel, blok, tekst, tekening, slot; `fase` is its number, 0 for none, and `kleur` its own.
    """

    title: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kind: str = "tekst"
    fase: int = 0
    kleur: str = ""
    rows: tuple[tuple[Box, ...], ...] = ()


@dataclass(frozen=True)
class Deck:
    """The slides of one programme or one blok, each with a title of its own."""

    title: str
    slides: tuple[Slide, ...]


def make_deck(edition: Edition, imprint: Imprint, programma: Programma) -> Deck:
    """The slides of a programme, from its title to whose the text is."""
    maker = _Maker(edition, imprint)
    slides = [maker.title(programma), *maker.programme(programma)]
    return Deck(programma.titel, _unique([*slides, maker.end()]))


def make_blok_deck(edition: Edition, imprint: Imprint, blok: Blok) -> Deck:
    """The slides of one blok."""
    return Deck(blok.titel, _unique(_Maker(edition, imprint).blok(blok)))


def end_slide(edition: Edition, imprint: Imprint) -> Slide:
    """Whose the text is, and which version."""
    return _Maker(edition, imprint).end()


class _Maker:
    def __init__(self, edition: Edition, imprint: Imprint) -> None:
        self._edition = edition
        self._imprint = imprint
        self._training = Training(edition)

    def title(self, programma: Programma) -> Slide:
        lines = (self._imprint.title, self._imprint.version_line)
        return Slide(programma.titel, lines, (plain(programma.uitleg), self._training.origin(programma)), "titel")

    def programme(self, programma: Programma) -> Iterator[Slide]:
        days = self._training.days(programma)
        for day in days:
            yield from self._times(day, len(days))
            for moment in day.moments:
                if moment.blok:
                    yield from self.blok(self._training.blok(moment.blok))
                else:
                    until = self._training.clock(moment.eind)
                    yield Slide(gettext("Break until {time}", time=until), (), (), "blok")

    def _times(self, day: Day, days: int) -> Iterator[Slide]:
        """The times of a day."""
        title = gettext("Day {number}", number=day.number) if days > 1 else gettext("Programme")
        clock = self._training.clock
        names = [self._training.blok(moment.blok).titel if moment.blok else gettext("Break") for moment in day.moments]
        lines = [f"{clock(moment.begin)} {name}" for moment, name in zip(day.moments, names, strict=True)]
        lines.append(" ".join((clock(day.moments[-1].eind), gettext("End"))))
        yield from _spread(title, lines, ())

    def blok(self, blok: Blok) -> Iterator[Slide]:
        training = self._training
        minutes = training.length(training.minutes(blok))
        told = [
            f"{training.length(beurt.minuten)}: {plain(beurt.doe)} {plain(beurt.zeg)}".strip()
            for beurt in training.beurten(blok)
        ]
        notes = (f"{minutes}. {training.origin(blok)}", *told, plain(blok.trainer))
        yield from _spread(blok.titel, map(plain, blok.leerdoelen), tuple(filter(None, notes)), "blok")
        asked = list(self._exercises(blok))
        yield from asked
        # What an exercise is about would give its answers away, but for the drawing of an order, which is the answer.
        if not asked or blok.oefening == "volgorde":
            yield from self._things([self._edition.by_id[item] for item in blok.over])
        for vraag in blok.vragen:
            yield from self._question(vraag)
        feiten = [feit for feit in training.feiten(blok) if feit.doe]
        if feiten and blok.oefening != "toen en nu":
            title = gettext("What is otherwise now: {title}", title=blok.titel)
            notes = tuple(f"{feit.titel}. {plain(feit.nu)}" for feit in feiten)
            yield from _spread(title, [plain(feit.doe) for feit in feiten], notes)

    def _things(self, things: Iterable[Named]) -> Iterator[Slide]:
        for thing in things:
            fase = self._edition.fasen.get(thing.id)
            number, kleur = (self._edition.number(fase), fase.kleur or "") if fase else (0, "")
            for slide in _SHAPES.get(type(thing), _named)(thing, self._name(thing)):
                notes = (*slide.notes, *self._address(thing))
                yield replace(slide, fase=number, kleur=kleur, notes=notes)

    def _name(self, thing: Named) -> str:
        """Its title; with its fase when others have the same."""
        title, fase = getattr(thing, "titel", ""), self._edition.fasen.get(thing.id)
        if fase and title in self._edition.shared_titles:
            return gettext("{name} (phase {number})", name=title, number=self._edition.number(fase))
        return title

    def _address(self, thing: Named) -> tuple[str, ...]:
        place = self._edition.places.get(thing.id)
        address = self._imprint.url(place.address) if place else ""
        return (gettext("In the handbook: {address}", address=address),) if address else ()

    def _exercises(self, blok: Blok) -> Iterator[Slide]:
        for oefening in self._training.exercises(blok):
            notes = tuple(f"{card.words} {' '.join(oefening.said(card))}" for card in oefening.cards)
            if oefening.kind == "casus":
                yield from _spread(oefening.title, oefening.task.split("\n"), ())
                title = gettext("Questions: {title}", title=oefening.title)
                yield from _spread(title, [card.words for card in oefening.cards], notes)
                continue
            options = (", ".join(oefening.options),) if oefening.options else ()
            yield from _spread(oefening.title, (oefening.task, *options), notes)
            if oefening.kind != "volgorde":
                title = gettext("Answers: {title}", title=blok.titel)
                lines = [f"{card.words} – {card.brief or ' '.join(oefening.said(card))}" for card in oefening.cards]
                yield from _spread(title, lines, notes, told_by_line=True)

    def _question(self, vraag: Vraag) -> Iterator[Slide]:
        answers = self._training.answers(vraag)
        notes = tuple(words for _, words in answers)
        yield from _spread(plain(vraag.vraag), (), notes, "blok")
        yield from _spread(gettext("Answer: {question}", question=plain(vraag.vraag)), notes, notes)

    def end(self) -> Slide:
        imprint = self._imprint
        ours = gettext("The sentences of the method are the source’s; the rest is ours.")
        lines = (imprint.title, imprint.version_line, imprint.author, imprint.licence, imprint.address)
        return Slide(gettext("Whose is this text?"), tuple(filter(None, (*lines, ours))), (), "slot")


def _named(thing: Named, title: str) -> Iterator[Slide]:
    yield Slide(title, (), (), "blok")


def _fase(fase: Fase, title: str) -> Iterator[Slide]:
    yield from _spread(title, [onderdeel.titel for onderdeel in fase.onderdelen()], (plain(fase.inleiding),))


def _with_stappen(holder: Onderdeel | Rubriek, title: str) -> Iterator[Slide]:
    stappen = [stap for _, stap in holder.parts() if isinstance(stap, Stap)]
    notes = tuple(" ".join(map(plain, filter(None, (stap.doe, stap.toelichting)))) for stap in stappen)
    if stappen:
        yield from _spread(title, [plain(stap.doe) for stap in stappen], notes, told_by_line=True)
    else:
        yield from _named(holder, title)


def _sectie(sectie: Sectie, title: str) -> Iterator[Slide]:
    """How a text begins; the whole of it stands below."""
    text = plain(sectie.tekst)
    slides = list(_spread(title, filter(None, text.split("\n")), (text,)))
    lines = slides[0].lines[:-1] if len(slides) > 1 and len(slides[0].lines) > 1 else slides[0].lines
    if lines and lines[-1].endswith(":"):  # what it announces belongs with it
        yield from slides
    else:
        yield replace(slides[0], title=title, lines=lines)


def _ways(vraag: Knoop, otherwise: Rij) -> str:
    """Where the answers to a question in a drawing lead."""
    target = otherwise.vakken[0].tekst
    return gettext("‘{yes}’: go on. ‘{no}’: {target}.", yes=vraag.ja, no=vraag.nee, target=target)


def _schema(schema: Stroomschema, title: str) -> Iterator[Slide]:
    """A drawing, at most `ROWS` rows on a slide; a question says in words where its no leads."""
    rows = [
        tuple(
            Box(knoop.tekst, knoop.soort, _ways(knoop, schema.rijen[knoop.nee_naar - 1]) if knoop.nee_naar else "")
            for knoop in rij.vakken
        )
        for rij in schema.rijen
    ]
    count = -(-len(rows) // ROWS)
    borders = [len(rows) * n // count for n in range(count + 1)]
    for n, name in enumerate(_numbered(title, count)):
        here = tuple(rows[borders[n] : borders[n + 1]])
        yield Slide(name, (), (plain(schema.uitleg),), "tekening", rows=here)


_SHAPES: dict[type[Named], Callable[..., Iterator[Slide]]] = {
    Fase: _fase,
    Onderdeel: _with_stappen,
    Rubriek: _with_stappen,
    Sectie: _sectie,
    Stroomschema: _schema,
}


# --- Few words on each ----------------------------------------------------------------------------


def _spread(
    title: str, lines: Iterable[str], notes: tuple[str, ...], kind: str = "tekst", told_by_line: bool = False
) -> Iterator[Slide]:
    """The slides on which these lines fit, their order kept; with `told_by_line` each has the notes of its own lines."""
    budget = WORDS - len(title.split()) - _COUNTED
    pieces = [(piece, at) for at, line in enumerate(lines) for piece in cut(" ".join(line.split()), budget)]
    groups: list[list[tuple[str, int]]] = [[]]
    for piece, at in pieces:
        if groups[-1] and sum(len(words.split()) for words, _ in groups[-1]) + len(piece.split()) > budget:
            groups.append([])
        groups[-1].append((piece, at))
    for name, group in zip(_numbered(title, len(groups)), groups, strict=True):
        own = tuple(notes[at] for at in dict.fromkeys(at for _, at in group)) if told_by_line else notes
        yield Slide(name, tuple(words for words, _ in group), own, kind)


def cut(text: str, budget: int) -> list[str]:
    """`text` in pieces of at most `budget` words: at a sentence, else at a comma, else between words."""
    if len(text.split()) <= budget:
        return [text]
    for border in (_SENTENCE, _CLAUSE):
        if len(parts := border.split(text)) > 1:
            return [piece for joined in _join(parts, budget) for piece in cut(joined, budget)]
    words = text.split()
    return [" ".join(words[at : at + budget]) for at in range(0, len(words), budget)]


def _join(parts: list[str], budget: int) -> list[str]:
    """Neighbours together as long as they fit."""
    joined = [parts[0]]
    for part in parts[1:]:
        if len(f"{joined[-1]} {part}".split()) <= budget:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined if len(joined) > 1 else [" ".join(parts[:-1]), parts[-1]]


def _numbered(title: str, count: int) -> list[str]:
    if count == 1:
        return [title]
    return [gettext("{title} ({number} of {all})", title=title, number=n, all=count) for n in range(1, count + 1)]


def _unique(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """The same slides, those with equal titles numbered."""
    every = list(slides)
    total, seen = Counter(slide.title for slide in every), Counter[str]()
    for at, slide in enumerate(every):
        if total[slide.title] > 1:
            seen[slide.title] += 1
            every[at] = replace(slide, title=f"{slide.title} ({seen[slide.title]})")
    return tuple(every)
