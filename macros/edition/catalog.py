"""Which files the handbook can be taken along in: their names, what they are of and what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import slugify

from ..content.model import Blok, Fase, Named, Programma
from ..words import gettext, named
from . import Edition
from .rows import name_fase
from .training import Training

FOLDER = "downloads"
WHOLE = ""


_NAMES = ("PDF", "Word", "Excel", "EPUB", "ZIP", "JSON", "JSON Schema", "CSV", "Atom", "JSON Feed", "Moodle")


def _say(name: str) -> str:
    """A kind of file as readers see it; what has a name of its own keeps it."""
    return name if name in _NAMES else gettext(name)


@dataclass(frozen=True)
class Download:
    """One file: `format` is what it is and `aim` what for, in English; `subject` the id that it is of, `WHOLE` for all.

    It is called `stem`, in English with `of` as its value, or `of` alone, and then its `ending`.
    """

    stem: str
    ending: str
    format: str
    subject: str
    aim: str
    of: str = ""
    shows: str = ""  # the macro that it shows when that is not the one of its subject's noun, or the noun of its table
    things: str = ""  # what it lists, in English

    @property
    def name(self) -> str:
        """What the file is called: words of readers, as an address has them."""
        words = gettext(self.stem, name=self.of) if self.stem else self.of
        return slugify(words, "-") + self.ending

    @property
    def kind(self) -> str:
        """What its button says."""
        return _say(self.format)

    @property
    def purpose(self) -> str:
        """What it is for."""
        return gettext(self.aim, things=gettext(self.things) if self.things else "")

    @property
    def path(self) -> str:
        """Where it stands below the site."""
        return f"{FOLDER}/{self.name}"


_Kind = tuple[str, str, str, str]  # of a file: its stem or what it shows, its ending, its format and its aim
SHORT = named("PDF, short")
_LIST_KINDS: tuple[_Kind, ...] = (
    ("", ".pdf", "PDF", named("To print, or to fill in on screen.")),
    (named("{name} short"), ".pdf", SHORT, named("On one sheet: the boxes and the first sentence of each step.")),
    ("", ".docx", "Word", named("To adapt to your own house style.")),
    ("", ".xlsx", "Excel", named("To keep track of who does what, and when.")),
)
_FORM_KINDS: tuple[_Kind, ...] = (
    ("", ".docx", "Word", named("To fill in and to sign.")),
    ("", ".pdf", "PDF", named("To print, or to fill in on screen.")),
)
_FASE = named("phase {name}")
_FASE_KINDS: tuple[_Kind, ...] = (
    (_FASE, ".pdf", "PDF", named("The whole phase, to print or to hand out.")),
    (_FASE, ".docx", "Word", named("The whole phase, to adapt yourself.")),
)
_HANDBOOK = named("handbook")
BOOK = Download(
    _HANDBOOK, ".pdf", "PDF", WHOLE, named("The whole handbook as a book, with a table of contents and page numbers.")
)
LARGE_PRINT = Download(
    named("handbook large"),
    ".pdf",
    named("PDF, large print"),
    WHOLE,
    named("The same with letters of 16 points, for who sees poorly; without the lists to copy."),
)
BOOKLET = Download(
    named("handbook booklet"),
    ".pdf",
    named("PDF, booklet"),
    WHOLE,
    named("For a copier: print on both sides, turn over the short side, fold each eight sheets to a booklet of A5."),
)
_WHOLE = (
    BOOK,
    LARGE_PRINT,
    BOOKLET,
    Download(_HANDBOOK, ".docx", "Word", WHOLE, named("The whole handbook, to adapt yourself.")),
    Download(_HANDBOOK, ".epub", "EPUB", WHOLE, named("The whole handbook for an e-reader or a phone.")),
    Download(_HANDBOOK, ".xlsx", "Excel", WHOLE, named("All steps in one file, with filters.")),
)
_SCRIPT, _WORKBOOK, _CARDS, _EXERCISES, _SLIDES = "draaiboek", "werkboek", "kaarten", "oefeningen", "dias"
_PROGRAMMA_STEMS = {
    _SCRIPT: named("script {name}"),
    _WORKBOOK: named("workbook {name}"),
    _CARDS: named("cards {name}"),
    _EXERCISES: named("exercises {name}"),
    _SLIDES: named("slides {name}"),
}
_PROGRAMMA_KINDS: tuple[_Kind, ...] = (
    (_SCRIPT, ".pdf", named("Script, PDF"), named("For the trainer: times, what to say, answers.")),
    (_SCRIPT, ".docx", named("Script, Word"), named("The same, to cut and to add to.")),
    (_WORKBOOK, ".pdf", named("Workbook, PDF"), named("For participants: questions, and lines to write on.")),
    (_WORKBOOK, ".docx", named("Workbook, Word"), named("The same, to adapt.")),
    (_CARDS, ".pdf", named("Cards, PDF"), named("To cut out, for the exercises.")),
    (_EXERCISES, ".gift.txt", "Moodle", named("The exercises as questions for Moodle (GIFT).")),
    (_SLIDES, ".pptx", named("Slides, PowerPoint"), named("To show, with what to say below each slide.")),
)
_LETTERHEAD = Download(
    named("letterhead"),
    ".dotx",
    named("Word, letterhead"),
    WHOLE,
    named("For letters: with the name and the logo of the school."),
)
_KINDS = (
    "PDF", SHORT, LARGE_PRINT.format, BOOKLET.format, "Word", _LETTERHEAD.format, "Excel", "EPUB", "ZIP",
)  # fmt: skip
_DATA = ("JSON", "JSON Schema", "CSV", "Atom", "JSON Feed")
OPEN_DATA = Download(_HANDBOOK, ".json", "JSON", WHOLE, named("Everything as open data, for programmers."))
SCHEMA = Download(_HANDBOOK, ".schema.json", "JSON Schema", WHOLE, named("How handbook.json is built up."))
_NEWS = named("updates")
FEEDS = (
    Download(_NEWS, ".atom.xml", "Atom", WHOLE, named("To follow the changes with a program that reads feeds.")),
    Download(_NEWS, ".feed.json", "JSON Feed", WHOLE, named("The same for programmers.")),
)
OFFLINE = Download(
    named("handbook offline"),
    ".zip",
    "ZIP",
    WHOLE,
    named("The whole site for a USB stick: unpack it and read READ ME."),
)
WHOLE_WERKMAP, DOSSIERS_WERKMAP = "handboek", "dossiers"
CSV_NOUNS = {
    "stappen": named("steps"),
    "tips": named("tips"),
    "instanties": named("organisations"),
    "kenniscentra": named("centres of expertise"),
    "partners": named("partners"),
    "bronnen": named("sources"),
    "begrippen": named("terms"),
    "actualiteit": named("changes"),
}
_TABLE_STEMS = {"actualiteit": _NEWS}  # of those that are not called after what they list


def werkmap_path(name: str) -> str:
    """Where the script stands that holds a workbook for a browser to fill: of a checklist by its id, or one of the above."""
    return f"assets/werkmap/{name}.js"


def part_path(name: str) -> str:
    """Where the script stands that holds a part of what a reader puts together: of a page, a blok or a deck, by its name."""
    return f"assets/delen/{name}.js"


def list_downloads(edition: Edition) -> tuple[Download, ...]:
    """Every file that is made from the handbook, in the order in which they are shown; the offline copy comes later."""
    return tuple(_downloads(edition))


@dataclass(frozen=True)
class FileGroup:
    """The files of one thing, and where the page of all downloads has them."""

    title: str
    anchor: str
    downloads: tuple[Download, ...]


def list_groups(edition: Edition) -> Iterator[FileGroup]:
    """What can be taken along, by what it is of, the offline copy too; data for programs apart, see `list_data`."""
    downloads = list_downloads(edition)
    whole = [download for download in downloads if download.subject == WHOLE and download.format not in _DATA]
    yield _group(gettext("The whole handbook"), [*whole, OFFLINE])
    for item_id in dict.fromkeys(download.subject for download in downloads if download.subject != WHOLE):
        item: Any = edition.by_id[item_id]
        if isinstance(item, Programma):
            continue
        number = f"{name_fase(edition.number(item))}: " if isinstance(item, Fase) else ""
        yield _group(number + item.titel, [download for download in downloads if download.subject == item_id])


def list_programmas(edition: Edition) -> list[FileGroup]:
    """What a trainer can take along, by programme."""
    trainingen = edition.handboek.trainingen
    files = [download for download in list_downloads(edition) if download.shows]
    programmas = trainingen.programmas if trainingen else ()
    return [_group(p.titel, [file for file in files if file.subject == p.id]) for p in programmas]


def list_data(edition: Edition) -> FileGroup:
    """The files for programs."""
    return _group(gettext("Open data"), [download for download in list_downloads(edition) if download.format in _DATA])


def list_kinds(edition: Edition) -> dict[str, str]:
    """The kinds of files for people in the order in which they are shown, each with what it is for."""
    files = [download for group in list_groups(edition) for download in group.downloads]
    formats = sorted({download.format for download in files}, key=_KINDS.index)
    return {_say(name): next(download.purpose for download in files if download.format == name) for name in formats}


def _group(title: str, downloads: Iterable[Download]) -> FileGroup:
    return FileGroup(title, slugify(title, "-"), tuple(downloads))


def _downloads(edition: Edition) -> Iterator[Download]:
    yield from _WHOLE
    if edition.handboek.school:
        yield _LETTERHEAD
    for fase in edition.handboek.fasen:
        in_stem = gettext("phase") + "-"
        yield from _kinds_of(fase, _FASE_KINDS, fase.id.removeprefix(in_stem))
    for checklist in edition.handboek.checklists.checklists:
        yield from _kinds_of(checklist, _LIST_KINDS)
    for formulier in edition.handboek.checklists.formulieren:
        yield from _kinds_of(formulier, _FORM_KINDS)
    for programma in edition.handboek.trainingen.programmas if edition.handboek.trainingen else ():
        yield from _of_programma(programma, Training(edition).blokken(programma))
    yield from (OPEN_DATA, SCHEMA, *FEEDS)
    for noun, things in CSV_NOUNS.items():
        if getattr(edition.handboek, noun, True):
            stem = _TABLE_STEMS.get(noun, things)
            yield Download(stem, ".csv", "CSV", WHOLE, named("All {things} as a table."), shows=noun, things=things)


def _of_programma(programma: Programma, blokken: Iterable[Blok]) -> Iterator[Download]:
    """The files of a programme; those with exercises only when one of its blokken has any."""
    name = programma.id.removeprefix(f"{programma.noun()}-")
    made, asked = any(blok.oefening for blok in blokken), any(blok.casus for blok in blokken)
    empty = {_CARDS: not made, _EXERCISES: not (made or asked)}
    for shows, ending, kind, purpose in _PROGRAMMA_KINDS:
        if not empty.get(shows):
            yield Download(_PROGRAMMA_STEMS[shows], ending, kind, programma.id, purpose, name, shows)


def _kinds_of(thing: Named, kinds: tuple[_Kind, ...], name: str = "") -> Iterator[Download]:
    return (Download(stem, ending, kind, thing.id, purpose, name or thing.id) for stem, ending, kind, purpose in kinds)
