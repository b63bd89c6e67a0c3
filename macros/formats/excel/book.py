"""The house style of Excel files: fonts, colours, page set-up, and bytes that are the same for the same input."""

from __future__ import annotations

import math
import re
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_pixel_width, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ...edition.colours import colour
from ...edition.imprint import Imprint
from ...words import gettext

_A4 = 9
_LONGEST_MARGIN_TEXT = 100
_LONGEST_PROPERTY = 255
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

# How Excel measures: a line of 11 points is 20 pixels high, and XlsxWriter knows how wide each letter of it is.
_METRIC_SIZE = 11
_LINE_PITCH = 20 / _METRIC_SIZE
_BOLD_FACTOR = 1.04
_CELL_PADDING = 7
_ROW_PADDING = 4

_BORDER = {
    "border": 1,
    "left_color": colour("rand-zacht"),
    "right_color": colour("rand-zacht"),
    "top_color": colour("rand"),
    "bottom_color": colour("rand"),
}
_WRAPPED = {"align": "left", "valign": "top", "text_wrap": True}
_CELL = {**_WRAPPED, **_BORDER}
_FILL_IN = {"valign": "vcenter", "bottom": 1, "bottom_color": colour("inkt-zacht")}
_DATE = "d-m-yyyy"
_STYLES: dict[str, dict[str, Any]] = {
    "titel": {"bold": True, "font_size": 18, "valign": "vcenter"},
    "stand": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "klein": {"font_size": 10, "font_color": colour("inkt-zacht"), "valign": "vcenter"},
    "link": {"font_size": 10, "font_color": colour("fase-1"), "underline": 1, "valign": "vcenter"},
    "label": {"bold": True, "valign": "vcenter"},
    "label rechts": {"bold": True, "align": "right", "valign": "vcenter"},
    "invullen": {"num_format": "@", **_FILL_IN},
    "invullen datum": {"num_format": _DATE, "align": "left", **_FILL_IN},
    "kop": {**_CELL, "bold": True, "valign": "vcenter", "bg_color": colour("merk"), "font_color": colour("merk-tekst")},
    "cel": {**_CELL, "font_size": 10},
    "id": {**_CELL, "text_wrap": False, "align": "fill", "font_size": 6, "font_color": colour("inkt-zacht")},
    "id link": {
        **_CELL,
        "text_wrap": False,
        "align": "fill",
        "font_size": 6,
        "font_color": colour("fase-1"),
        "underline": 1,
    },
    "stap": _CELL,
    "stap vet": {**_CELL, "bold": True},
    "vet": {"bold": True},
    "gewoon": {},
    "status": _CELL,
    "notitie": {**_CELL, "num_format": "@"},
    "datum": {**_CELL, "num_format": _DATE},
    "kop getal": {
        **_CELL,
        "bold": True,
        "valign": "vcenter",
        "align": "center",
        "bg_color": colour("merk"),
        "font_color": colour("merk-tekst"),
    },
    "deel": {**_CELL, "valign": "vcenter", "indent": 1},
    "fase": {**_CELL, "valign": "vcenter", "bold": True, "bg_color": colour("vlak")},
    "fase getal": {**_CELL, "valign": "vcenter", "bold": True, "bg_color": colour("vlak"), "align": "center"},
    "deel getal": {**_CELL, "valign": "vcenter", "align": "center"},
    "totaal": {**_CELL, "valign": "vcenter", "bold": True, "bg_color": colour("rand-zacht")},
    "totaal getal": {**_CELL, "valign": "vcenter", "bold": True, "bg_color": colour("rand-zacht"), "align": "center"},
    "tekst": {**_WRAPPED, "indent": 1},
    "tekst vet": {**_WRAPPED, "bold": True},
    "tekst link": {**_WRAPPED, "indent": 1, "font_color": colour("fase-1"), "underline": 1},
}


class _Sheet(Worksheet):
    """A sheet in which text is text: XlsxWriter takes a text from <r> to </r> for its own XML of rich text."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Literal[0, -1, -2]:
        return super()._write_string(row, col, f"{string} " if string.endswith("</r>") else string, cell_format)


class Book:
    """A workbook in the handbook's style: add sheets to it, write in them, and `close` it for the bytes.

    Text never becomes a formula, a number or a link by itself.
    """

    def __init__(self, title: str, imprint: Imprint) -> None:
        self.title, self.imprint = title, imprint
        self._buffer = BytesIO()
        self._workbook = Workbook(
            self._buffer,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._styles: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = {}
        self._growing: dict[str, int] = {}
        self._set_properties()

    def _set_properties(self) -> None:
        imprint = self.imprint
        self._workbook.set_properties(
            {
                "title": self.title,
                "subject": imprint.title,
                "author": imprint.author,
                "comments": f"{imprint.version_line}. {imprint.licence}",
                "created": imprint.moment,
            }
        )
        for name, value in imprint.properties.items():
            if value:
                self._workbook.set_custom_property(name, value[:_LONGEST_PROPERTY], "text")

    def style(self, name: str, **changes: Any) -> Format:
        """The format of this name, with `changes` as XlsxWriter spells them.

        Raises KeyError for a name that the house style does not have.
        """
        key = (name, tuple(sorted(changes.items())))
        if key not in self._styles:
            self._styles[key] = self._workbook.add_format({**_STYLES[name], **changes})
        return self._styles[key]

    def mark(self, looks: dict[str, Any]) -> Format:
        """The format that a rule lays over a cell: only `looks`, as XlsxWriter spells them."""
        return self._workbook.add_format(looks)

    def add_sheet(self, name: str, widths: list[float], landscape: bool = False, pages: int = 0) -> Worksheet:
        """A new sheet on A4, its columns as wide as `widths` says in characters.

        Printed it is one page wide and `pages` high; 0 is as many as it takes.
        """
        sheet = self._workbook.add_worksheet(name, _Sheet)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, pages)
        sheet.hide_gridlines(2)
        sheet.set_margins(left=0.4, right=0.4, top=0.65, bottom=0.65)
        sheet.set_header(f"&L{_as_margin(self.imprint.title)}&R{_as_margin(self.title)}", {"margin": 0.3})
        page, printed = gettext("Page {number} of {all}", number="&P", all="&N"), gettext("Printed on {day}", day="&D")
        sheet.set_footer(f"&L{_as_margin(self.imprint.version_line)}&C{page}&R{printed}", {"margin": 0.3})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def name_cell(self, name: str, sheet: Worksheet, row: int, column: int) -> None:
        """Give a cell a name, by which a script finds it."""
        self._workbook.define_name(
            name, f"={quote_sheetname(str(sheet.name))}!{xl_rowcol_to_cell(row, column, True, True)}"
        )

    def let_rows_grow(self, sheet: Worksheet, first_row: int) -> None:
        """Let the rows from `first_row` (counted from 0) follow what people type in them.

        XlsxWriter nails each height down; without that mark it is what the row starts with.
        """
        self._growing[f"xl/worksheets/sheet{self._workbook.worksheets().index(sheet) + 1}.xml"] = first_row + 1

    def close(self) -> bytes:
        """Finish the workbook and give the file; nothing can be written in it any more."""
        self._workbook.close()
        result = BytesIO()
        with ZipFile(self._buffer) as raw, ZipFile(result, "w") as final:
            for name in raw.namelist():
                entry = ZipInfo(name, _ZIP_EPOCH)
                entry.compress_type = ZIP_DEFLATED
                final.writestr(entry, self._finish(name, raw.read(name).decode("utf-8")))
        return result.getvalue()

    def _finish(self, name: str, xml: str) -> str:
        if name == "docProps/core.xml":
            language, version = escape(self.imprint.language), escape(self.imprint.version)
            extra = f"<dc:language>{language}</dc:language><cp:version>{version}</cp:version>"
            return xml.replace("</cp:coreProperties>", extra + "</cp:coreProperties>")
        if first := self._growing.get(name):
            return re.sub(r'<row r="(\d+)"[^>]*>', lambda row: _unpin(row[0]) if int(row[1]) >= first else row[0], xml)
        return xml


def name_table(words: str) -> str:
    """The name of a table as Excel takes it: without spaces and signs, and not to be taken for a cell."""
    name = re.sub(r"\W+", "_", words).strip("_")
    return f"_{name}" if len(name) < 2 or re.search(r"\d", name) else name


def say(words: str) -> str:
    """The formula that says `words`; what is `within` them is worked out."""
    return "=" + f'"{words}"'.removeprefix('""&').removesuffix('&""')


def within(formula: str) -> str:
    """What `formula` gives, for a place within the words that `say` is given."""
    return f'"&{formula}&"'


def _unpin(row: str) -> str:
    return row.replace(' customHeight="1"', "")


def _as_margin(text: str) -> str:
    """`text` for a header or footer, where an ampersand starts a code."""
    text = text[:_LONGEST_MARGIN_TEXT]
    while len(doubled := text.replace("&", "&&")) > _LONGEST_MARGIN_TEXT:
        text = text[:-1]
    return doubled


def fit_width(texts: list[str], least: float, size: float) -> float:
    """The width in characters of a column in which no word of `texts` is cut, and which is `least` wide at least."""
    words = {word for text in texts for word in text.split()}
    pixels = max((xl_pixel_width(word) for word in words), default=0) * size / _METRIC_SIZE + _CELL_PADDING
    return max(least, math.ceil(_as_characters(pixels) * 4) / 4)


def fit_height(lines: int, size: float) -> int:
    """The height in pixels of a row that holds this many lines of letters of `size`, as Excel spaces them."""
    return math.ceil(lines * size * _LINE_PITCH) + _ROW_PADDING


def count_lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """How many lines `text` takes in a cell of `width` characters."""
    room = (_as_pixels(width) - _CELL_PADDING) * _METRIC_SIZE / size / (_BOLD_FACTOR if bold else 1)
    return sum(_count_wrapped(line, room) for line in text.split("\n"))


def _count_wrapped(line: str, room: float) -> int:
    lines, used = 1, 0.0
    space = xl_pixel_width(" ")
    for word in line.split(" "):
        width = xl_pixel_width(word)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        used += width + (space if used else 0)
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def _as_pixels(characters: float) -> float:
    return characters * 7 + 5


def _as_characters(pixels: float) -> float:
    return (pixels - 5) / 7
