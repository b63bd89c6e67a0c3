"""Excel: a checklist or the whole handbook as a file in which a school divides the work and follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...content.markdown import plain
from ...content.model import Checklist, Onderdeel, Rubriek
from ...edition import Edition
from ...edition.imprint import Imprint
from ...edition.rows import StapRow, checklist_rows, handboek_rows, name_fase
from ...edition.statuses import BEZIG, KLAAR, NVT, OPEN
from ...words import gettext, named
from .book import Book, count_lines, fit_height
from .overview import OverviewSheet
from .stappen import STATUS_LOOKS, Link, StappenSheet

_STATUS_WORDS = {
    OPEN: named("Nobody has begun with this yet."),
    BEZIG: named("This is being worked on. The row becomes yellow and the status bold."),
    KLAAR: named("This has been done. The row becomes green and the status gets a tick."),
    NVT: named("Not applicable. The row becomes grey and slanted. This step does not count."),
}
_USE = {
    named("Status"): named("Choose from the list in the cell. The progress at the top counts along."),
    named("Who"): named("Write down who does this."),
    named("When"): named(
        "Fill in a date, for instance 31-1-2027. "
        "When that day has passed and the step is not done, the date becomes red and bold, with an exclamation mark."
    ),
    named("Own rows"): named(
        "Add a row right below the last one: it counts along. On the page My dossiers you open this file again."
    ),
    named("To filter"): named("With the buttons in the head you choose which rows you see, for instance what is open."),
    named("To print"): named("The list fits on A4, landscape. What you hide with the filter is not printed."),
}
_WIDTHS = [30.0, 74.0]


@dataclass(frozen=True)
class Content:
    """All that an Excel file says: nothing else is in it.

    `about` is the line below the title, `facts` says by name what the file is, `lost` holds (name, text, address) of what
    the stappen speak of and that is no more, `page` is the page within the site that shows the same.
    """

    title: str
    sheet: str
    rows: tuple[StapRow, ...]
    about: str
    link: Link
    organisatie: str
    onderwerp: str
    facts: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str, str], ...]
    page: str
    counts_fasen: bool
    imprint: Imprint


def read_checklist(edition: Edition, checklist: Checklist, imprint: Imprint) -> Content:
    """The stappen of `checklist`, one a row."""
    rows = tuple(checklist_rows(edition, checklist))
    page = edition.places[checklist.id].address
    voor = edition.name_rollen(checklist.voor)
    origin = gettext("put together from the steps of the handbook") if checklist.samengesteld else ""
    if school := edition.owner(checklist):
        origin = gettext("of {school}", school=school)
    return Content(
        title=checklist.titel,
        sheet=gettext("Checklist"),
        rows=rows,
        about=" · ".join(filter(None, (gettext("For: {roles}", roles=voor), imprint.version_line, origin))),
        link=Link(gettext("This list on the web"), imprint.url(page)),
        organisatie=edition.handboek.checklists.organisatie,
        onderwerp=edition.onderwerp_of(checklist),
        facts=((gettext("What for"), plain(checklist.uitleg)), (gettext("For"), voor), *_fasen(rows)),
        lost=tuple(_lost(edition, rows, imprint)),
        page=page,
        counts_fasen=False,
        imprint=imprint,
    )


def read_handboek(edition: Edition, imprint: Imprint) -> Content:
    """Every stap of the handbook, with a sheet that counts them by onderdeel."""
    rows = tuple(handboek_rows(edition))
    counts = gettext("{steps} steps in {phases} phases", steps=len(rows), phases=len(edition.handboek.fasen))
    purpose = gettext(
        "With this you divide and follow all the work. "
        "The sheet Steps has all steps of the handbook, in order. "
        "On the sheet Overview you see how far each part is."
    )
    return Content(
        title=gettext("All steps of the handbook"),
        sheet=gettext("Steps"),
        rows=rows,
        about=f"{counts} · {imprint.version_line}",
        link=Link(gettext("The handbook on the web"), imprint.address),
        organisatie=edition.handboek.checklists.organisatie,
        onderwerp=edition.handboek.checklists.onderwerp,
        facts=((gettext("What for"), purpose), *_fasen(rows), *_own_headings(edition)),
        lost=tuple(_lost(edition, rows, imprint)),
        page="",
        counts_fasen=True,
        imprint=imprint,
    )


def make_xlsx(content: Content) -> bytes:
    """An Excel file with one row a stap, and a sheet that explains it."""
    book = Book(content.title, content.imprint)
    write_book(book, content)
    return book.close()


def write_book(book: Book, content: Content) -> None:
    """Write the sheets of such a file."""
    overview = OverviewSheet(book) if content.counts_fasen else None
    stappen = StappenSheet(book, content.sheet, content.rows)
    stappen.write(content.about, content.link, content.organisatie, content.onderwerp)
    if overview:
        overview.write(stappen, content.about)
    _UitlegSheet(book).write(dict(content.facts), content.page, content.lost)


def _fasen(rows: Sequence[StapRow]) -> Iterator[tuple[str, str]]:
    """The fasen of these stappen by what the list calls them."""
    return ((name_fase(number), fase) for number, fase in sorted({(row.number, row.fase) for row in rows}))


def _own_headings(edition: Edition) -> Iterator[tuple[str, str]]:
    """Which headings in the columns the source does not have."""
    parts = (
        part for fase in edition.handboek.fasen for onderdeel in fase.onderdelen() for _, part in onderdeel.parts()
    )
    titles = [part.titel for part in parts if isinstance(part, (Onderdeel, Rubriek)) and part.eigen_kop]
    if titles:
        yield gettext("Headings of ours"), "; ".join(dict.fromkeys(titles))


def _lost(edition: Edition, rows: Sequence[StapRow], imprint: Imprint) -> Iterator[tuple[str, str, str]]:
    """Each attachment that these stappen speak of and that is lost: what takes its place, and the address of that."""
    bijlagen = {bron.id: bron for row in rows for bron in edition.bijlagen(row.stap)}
    for bron in bijlagen.values():
        yield bron.titel, plain(bron.uitleg), imprint.url(edition.places[str(bron.zie)].address)


class _UitlegSheet:
    """The sheet that says what the file is and how to use it: names on the left, text on the right."""

    def __init__(self, book: Book) -> None:
        self._book, self._sheet, self._row = book, book.add_sheet(gettext("Explanation"), _WIDTHS, pages=1), 1

    def write(self, facts: dict[str, str], page: str, lost: Sequence[tuple[str, str, str]]) -> None:
        """Fill the sheet; `page` is the list's page within the site, `lost` has (name, text, address)."""
        self._sheet.set_row_pixels(0, 36)
        self._sheet.write_string(0, 0, self._book.title, self._book.style("titel"))
        self._write_pairs(facts)
        self._write_imprint(page)
        self._write_heading(gettext("How to use this list"))
        self._write_pairs({gettext(name): gettext(words) for name, words in _USE.items()})
        self._write_heading(gettext("What the status means"))
        self._write_statuses()
        if lost:
            self._write_heading(gettext("Named in the text, but not supplied with it"))
            self._write_lost(lost)
        self._sheet.print_area(0, 0, self._row - 1, len(_WIDTHS) - 1)
        self._book.let_rows_grow(self._sheet, 1)

    def _write_imprint(self, page: str) -> None:
        imprint = self._book.imprint
        about = {gettext("Handbook"): imprint.title, gettext("Edition"): imprint.version_line}
        self._write_pairs({**about, gettext("Makers"): imprint.author, gettext("Licence"): imprint.licence})
        if url := imprint.url(page):
            self._write_link(gettext("On the web"), url)

    def _write_heading(self, text: str) -> None:
        self._row += 1
        self._sheet.set_row_pixels(self._row, 30)
        self._sheet.write_string(self._row, 0, text, self._book.style("stand"))
        self._row += 1

    def _write_pairs(self, pairs: dict[str, str]) -> None:
        for name, text in pairs.items():
            self._write_pair(name, text)

    def _write_pair(self, name: str, text: str, style: str = "tekst vet", **looks: object) -> None:
        lines = max(count_lines(name, _WIDTHS[0], 11, bold=True), count_lines(text, _WIDTHS[1] - 2, 11))
        self._sheet.set_row_pixels(self._row, fit_height(lines, 11))
        self._sheet.write_string(self._row, 0, name, self._book.style(style, **looks))
        self._sheet.write_string(self._row, 1, text, self._book.style("tekst"))
        self._row += 1

    def _write_link(self, name: str, url: str, words: str | None = None) -> None:
        self._sheet.write_string(self._row, 0, name, self._book.style("tekst vet"))
        self._sheet.write_url(self._row, 1, url, self._book.style("tekst link"), words)
        self._row += 1

    def _write_statuses(self) -> None:
        for status, words in _STATUS_WORDS.items():
            self._write_pair(status.word, gettext(words), "status", **STATUS_LOOKS[status])

    def _write_lost(self, lost: Sequence[tuple[str, str, str]]) -> None:
        for name, text, url in lost:
            self._write_pair(name, text)
            if url:
                self._write_link("", url, gettext("To what takes its place"))
