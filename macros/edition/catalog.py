"""Which files the handbook can be taken along in: their names, what they are of and what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import slugify

from ..content.model import Blok, Fase, Programma
from ..words import gettext, named
from . import Edition
from .rows import name_fase
from .training import Training

FOLDER = "downloads"
WHOLE = ""
BOOK_PDF, LARGE_PRINT, BOOKLET = "handboek.pdf", "handboek-groot.pdf", "handboek-boekje.pdf"


_NAMES = ("PDF", "Word", "Excel", "EPUB", "ZIP", "JSON", "JSON Schema", "CSV", "Atom", "JSON Feed", "Moodle")


def _say(name: str) -> str:
    """A kind of file as readers see it; what has a name of its own keeps it."""
    return name if name in _NAMES else gettext(name)


@dataclass(frozen=True)
class Download:
    """One file: `format` is what it is and `aim` what for, in English; `subject` the id that it is of, `WHOLE` for all."""

    name: str
    format: str
    subject: str
    aim: str
    shows: str = ""  # the macro that it shows, when that is not the one of its subject's noun
    things: str = ""  # what it lists, in English

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


_SHORT = named("PDF, short")
_LIST_KINDS = (
    ("{}.pdf", "PDF", named("To print, or to fill in on screen.")),
    ("{}-kort.pdf", _SHORT, named("On one sheet: the boxes and the first sentence of each step.")),
    ("{}.docx", "Word", named("To adapt to your own house style.")),
    ("{}.xlsx", "Excel", named("To keep track of who does what, and when.")),
)
_FORM_KINDS = (
    ("{}.docx", "Word", named("To fill in and to sign.")),
    ("{}.pdf", "PDF", named("To print, or to fill in on screen.")),
)
_FASE_KINDS = (
    ("{}.pdf", "PDF", named("The whole phase, to print or to hand out.")),
    ("{}.docx", "Word", named("The whole phase, to adapt yourself.")),
)
_WHOLE_KINDS = (
    (BOOK_PDF, "PDF", named("The whole handbook as a book, with a table of contents and page numbers.")),
    (
        LARGE_PRINT,
        named("PDF, large print"),
        named("The same with letters of 16 points, for who sees poorly; without the lists to copy."),
    ),
    (
        BOOKLET,
        named("PDF, booklet"),
        named(
            "For a copier: print on both sides, turn over the short side, fold each eight sheets to a booklet of A5."
        ),
    ),
    ("handboek.docx", "Word", named("The whole handbook, to adapt yourself.")),
    ("handboek.epub", "EPUB", named("The whole handbook for an e-reader or a phone.")),
    ("handboek.xlsx", "Excel", named("All steps in one file, with filters.")),
)
_SCRIPT, _WORKBOOK, _CARDS, _EXERCISES, _SLIDES = "draaiboek", "werkboek", "kaarten", "oefeningen", "dias"
_PROGRAMMA_KINDS = (
    ("draaiboek-{}.pdf", named("Script, PDF"), named("For the trainer: times, what to say, answers."), _SCRIPT),
    ("draaiboek-{}.docx", named("Script, Word"), named("The same, to cut and to add to."), _SCRIPT),
    (
        "werkboek-{}.pdf",
        named("Workbook, PDF"),
        named("For participants: questions, and lines to write on."),
        _WORKBOOK,
    ),
    ("werkboek-{}.docx", named("Workbook, Word"), named("The same, to adapt."), _WORKBOOK),
    ("kaarten-{}.pdf", named("Cards, PDF"), named("To cut out, for the exercises."), _CARDS),
    ("oefeningen-{}.gift.txt", "Moodle", named("The exercises as questions for Moodle (GIFT)."), _EXERCISES),
    ("dias-{}.pptx", named("Slides, PowerPoint"), named("To show, with what to say below each slide."), _SLIDES),
)
_LETTERHEAD = Download(
    "briefpapier.dotx",
    named("Word, letterhead"),
    WHOLE,
    named("For letters: with the name and the logo of the school."),
)
_KINDS = (
    "PDF", _SHORT, named("PDF, large print"), named("PDF, booklet"), "Word", _LETTERHEAD.format, "Excel", "EPUB", "ZIP",
)  # fmt: skip
_DATA = ("JSON", "JSON Schema", "CSV", "Atom", "JSON Feed")
_DATA_KINDS = (
    ("handboek.json", "JSON", named("Everything as open data, for programmers.")),
    ("handboek.schema.json", "JSON Schema", named("How handboek.json is built up.")),
)
FEEDS = (
    Download("actualiteit.atom.xml", "Atom", WHOLE, named("To follow the changes with a program that reads feeds.")),
    Download("actualiteit.feed.json", "JSON Feed", WHOLE, named("The same for programmers.")),
)
OFFLINE = Download(
    "handboek-offline.zip", "ZIP", WHOLE, named("The whole site for a USB stick: unpack it and read READ ME.")
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
    for template, kind, purpose in _WHOLE_KINDS:
        yield Download(template, kind, WHOLE, purpose)
    if edition.handboek.school:
        yield _LETTERHEAD
    stem = slugify(gettext("phase"), "-")
    for fase in edition.handboek.fasen:
        yield from _kinds_of(f"{stem}-{fase.id}", fase.id, _FASE_KINDS)
    for checklist in edition.handboek.checklists.checklists:
        yield from _kinds_of(checklist.id, checklist.id, _LIST_KINDS)
    for formulier in edition.handboek.checklists.formulieren:
        yield from _kinds_of(formulier.id, formulier.id, _FORM_KINDS)
    for programma in edition.handboek.trainingen.programmas if edition.handboek.trainingen else ():
        yield from _of_programma(programma, Training(edition).blokken(programma))
    for template, kind, purpose in _DATA_KINDS:
        yield Download(template, kind, WHOLE, purpose)
    yield from FEEDS
    for noun, things in CSV_NOUNS.items():
        if not getattr(edition.handboek, noun, True):
            continue
        yield Download(f"{noun}.csv", "CSV", WHOLE, named("All {things} as a table."), things=things)


def _of_programma(programma: Programma, blokken: Iterable[Blok]) -> Iterator[Download]:
    """The files of a programme; those with exercises only when one of its blokken has any."""
    stem = programma.id.removeprefix(f"{programma.noun()}-")
    made, asked = any(blok.oefening for blok in blokken), any(blok.casus for blok in blokken)
    empty = {_CARDS: not made, _EXERCISES: not (made or asked)}
    for template, kind, purpose, shows in _PROGRAMMA_KINDS:
        if not empty.get(shows):
            yield Download(template.format(stem), kind, programma.id, purpose, shows)


def _kinds_of(stem: str, subject: str, kinds: tuple[tuple[str, str, str], ...]) -> Iterator[Download]:
    return (Download(template.format(stem), kind, subject, purpose) for template, kind, purpose in kinds)
