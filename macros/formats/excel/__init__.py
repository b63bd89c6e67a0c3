"""Excel: a checklist or the whole handbook as a file in which a school divides the work and follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...content.markdown import plain
from ...content.model import Checklist
from ...edition import Edition
from ...edition.imprint import Imprint
from ...edition.rows import StapRow, checklist_rows, handboek_rows
from .book import Book, count_lines, fit_height
from .overview import OverviewSheet
from .stappen import STATUS_LOOKS, Link, StappenSheet, name_fase

_STATUS_WORDS = {
    "open": "Hier is nog niet aan begonnen.",
    "bezig": "Hier wordt aan gewerkt. De rij wordt geel en de status vet.",
    "klaar": "Dit is gedaan. De rij wordt groen en de status krijgt een vinkje.",
    "n.v.t.": "Niet van toepassing. De rij wordt grijs en schuin. Deze stap telt niet mee.",
}
_USE = {
    "Status": "Kies uit het lijstje in de cel. De voortgang bovenaan telt vanzelf mee.",
    "Wie": "Schrijf op wie dit doet.",
    "Wanneer": "Vul een datum in, bijvoorbeeld 31-1-2027. "
    "Is die dag voorbij en de stap niet klaar, dan wordt de datum rood en vet, met een uitroepteken.",
    "Filteren": "Met de knoppen in de kop kiest u welke rijen u ziet, bijvoorbeeld wat open is.",
    "Afdrukken": "De lijst past op A4, liggend. Wat u met het filter verbergt, wordt niet afgedrukt.",
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
    origin = "samengesteld uit de stappen van het handboek" if checklist.samengesteld else ""
    return Content(
        title=checklist.titel,
        sheet="Checklist",
        rows=rows,
        about=" · ".join(filter(None, (f"Voor: {voor}", imprint.version_line, origin))),
        link=Link("Deze lijst op het web", imprint.url(page)),
        organisatie=edition.handboek.checklists.organisatie,
        onderwerp=edition.handboek.checklists.onderwerp,
        facts=(("Waarvoor", plain(checklist.uitleg)), ("Voor", voor), *_fasen(rows)),
        lost=tuple(_lost(edition, rows, imprint)),
        page=page,
        counts_fasen=False,
        imprint=imprint,
    )


def read_handboek(edition: Edition, imprint: Imprint) -> Content:
    """Every stap of the handbook, with a sheet that counts them by onderdeel."""
    rows = tuple(handboek_rows(edition))
    purpose = (
        "Hiermee verdeelt en volgt u al het werk. "
        "Op het blad Stappen staan alle stappen van het handboek, op volgorde. "
        "Op het blad Overzicht ziet u hoe ver elk onderdeel is."
    )
    return Content(
        title="Alle stappen van het handboek",
        sheet="Stappen",
        rows=rows,
        about=f"{len(rows)} stappen in {len(edition.handboek.fasen)} fasen · {imprint.version_line}",
        link=Link("Het handboek op het web", imprint.address),
        organisatie=edition.handboek.checklists.organisatie,
        onderwerp=edition.handboek.checklists.onderwerp,
        facts=(("Waarvoor", purpose), *_fasen(rows)),
        lost=tuple(_lost(edition, rows, imprint)),
        page="",
        counts_fasen=True,
        imprint=imprint,
    )


def make_xlsx(content: Content) -> bytes:
    """An Excel file with one row a stap, and a sheet that explains it."""
    book = Book(content.title, content.imprint)
    overview = OverviewSheet(book) if content.counts_fasen else None
    stappen = StappenSheet(book, content.sheet, content.rows)
    stappen.write(content.about, content.link, content.organisatie, content.onderwerp)
    if overview:
        overview.write(stappen, content.about)
    _UitlegSheet(book).write(dict(content.facts), content.page, content.lost)
    return book.close()


def _fasen(rows: Sequence[StapRow]) -> Iterator[tuple[str, str]]:
    """The fasen of these stappen by what the list calls them."""
    return ((name_fase(number), fase) for number, fase in sorted({(row.number, row.fase) for row in rows}))


def _lost(edition: Edition, rows: Sequence[StapRow], imprint: Imprint) -> Iterator[tuple[str, str, str]]:
    """Each attachment that these stappen speak of and that is lost: what takes its place, and the address of that."""
    bijlagen = {bron.id: bron for row in rows for bron in edition.bijlagen(row.stap)}
    for bron in bijlagen.values():
        yield bron.titel, plain(bron.uitleg), imprint.url(edition.places[str(bron.zie)].address)


class _UitlegSheet:
    """The sheet that says what the file is and how to use it: names on the left, text on the right."""

    def __init__(self, book: Book) -> None:
        self._book, self._sheet, self._row = book, book.add_sheet("Uitleg", _WIDTHS, pages=1), 1

    def write(self, facts: dict[str, str], page: str, lost: Sequence[tuple[str, str, str]]) -> None:
        """Fill the sheet; `page` is the list's page within the site, `lost` has (name, text, address)."""
        self._sheet.set_row_pixels(0, 36)
        self._sheet.write_string(0, 0, self._book.title, self._book.style("titel"))
        self._write_pairs(facts)
        self._write_imprint(page)
        self._write_heading("Zo gebruikt u deze lijst")
        self._write_pairs(_USE)
        self._write_heading("Wat de status betekent")
        self._write_statuses()
        if lost:
            self._write_heading("Genoemd in de tekst, maar niet meegeleverd")
            self._write_lost(lost)
        self._sheet.print_area(0, 0, self._row - 1, len(_WIDTHS) - 1)
        self._book.let_rows_grow(self._sheet, 1)

    def _write_imprint(self, page: str) -> None:
        imprint = self._book.imprint
        about = {"Handboek": imprint.title, "Uitgave": imprint.version_line, "Makers": imprint.author}
        self._write_pairs({**about, "Licentie": imprint.licence})
        if url := imprint.url(page):
            self._write_link("Op het web", url)

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
            self._write_pair(status, words, "status", **STATUS_LOOKS[status])

    def _write_lost(self, lost: Sequence[tuple[str, str, str]]) -> None:
        for name, text, url in lost:
            self._write_pair(name, text)
            if url:
                self._write_link("", url, "Naar wat ervoor in de plaats komt")
