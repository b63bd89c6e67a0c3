"""Excel: a checklist or the whole handbook as a file in which a school divides the work and follows it."""

from __future__ import annotations

from collections.abc import Sequence

from ...content.markdown import plain
from ...content.model import Checklist
from ...edition import Edition
from ...edition.imprint import Imprint
from ...edition.rows import StapRow, checklist_rows, handboek_rows, name_rollen
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


def make_checklist_xlsx(edition: Edition, checklist: Checklist, imprint: Imprint) -> bytes:
    """An Excel file with the stappen of `checklist`, one a row, and a sheet that explains it."""
    book = Book(checklist.titel, imprint)
    rows = checklist_rows(edition, checklist)
    page = edition.places[checklist.id].address
    voor = name_rollen(edition, checklist.voor)
    origin = "samengesteld uit de stappen van het handboek" if checklist.samengesteld else ""
    about = " · ".join(filter(None, (f"Voor: {voor}", imprint.version_line, origin)))
    heads = edition.handboek.checklists
    StappenSheet(book, "Checklist", rows).write(about, Link("Deze lijst op het web", imprint.url(page)), heads)
    facts = {"Waarvoor": plain(checklist.uitleg), "Voor": voor, **_fasen(rows)}
    _UitlegSheet(book).write(facts, page, _lost(edition, rows, imprint))
    return book.close()


def make_handboek_xlsx(edition: Edition, imprint: Imprint) -> bytes:
    """An Excel file with every stap of the handbook, a sheet that counts by onderdeel, and one that explains it."""
    book = Book("Alle stappen van het handboek", imprint)
    overview = OverviewSheet(book)
    rows = handboek_rows(edition)
    about = f"{len(rows)} stappen in {len(edition.handboek.fasen)} fasen · {imprint.version_line}"
    stappen = StappenSheet(book, "Stappen", rows)
    stappen.write(about, Link("Het handboek op het web", imprint.address), edition.handboek.checklists)
    overview.write(stappen, about)
    purpose = (
        "Hiermee verdeelt en volgt u al het werk. "
        "Op het blad Stappen staan alle stappen van het handboek, op volgorde. "
        "Op het blad Overzicht ziet u hoe ver elk onderdeel is."
    )
    _UitlegSheet(book).write({"Waarvoor": purpose, **_fasen(rows)}, "", _lost(edition, rows, imprint))
    return book.close()


def _fasen(rows: Sequence[StapRow]) -> dict[str, str]:
    """The fasen of these stappen by what the list calls them."""
    return {name_fase(row.number): row.fase for row in sorted(rows, key=lambda row: row.number)}


def _lost(edition: Edition, rows: Sequence[StapRow], imprint: Imprint) -> dict[str, tuple[str, str]]:
    """The attachments that these stappen speak of and that are lost: what takes their place, and its address."""
    bijlagen = (bron for row in rows for bron in edition.bijlagen(row.stap))
    return {bron.titel: (plain(bron.uitleg), imprint.url(edition.places[str(bron.zie)].address)) for bron in bijlagen}


class _UitlegSheet:
    """The sheet that says what the file is and how to use it: names on the left, text on the right."""

    def __init__(self, book: Book) -> None:
        self._book, self._sheet, self._row = book, book.add_sheet("Uitleg", _WIDTHS, pages=1), 1

    def write(self, facts: dict[str, str], page: str, lost: dict[str, tuple[str, str]]) -> None:
        """Fill the sheet; `page` is the list's page within the site, `lost` is text and address by name."""
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

    def _write_lost(self, lost: dict[str, tuple[str, str]]) -> None:
        for name, (text, url) in lost.items():
            self._write_pair(name, text)
            if url:
                self._write_link("", url, "Naar wat ervoor in de plaats komt")
