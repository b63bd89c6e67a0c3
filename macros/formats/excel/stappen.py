"""The sheet with one row a stap, on which a school divides the work and follows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range_abs

from ...edition.colours import colour
from ...edition.rows import StapRow, name_fase
from ...edition.statuses import BEZIG, KLAAR, NVT, OPEN, STATUSES, Status
from ...words import gettext, named
from .book import Book, count_lines, fit_height, fit_width, name_table, say, within

STATUS_LOOKS: dict[Status, dict[str, Any]] = {
    OPEN: {},
    BEZIG: {"bg_color": colour("stift"), "bold": True},
    KLAAR: {"bg_color": colour("klaar"), "num_format": '"✓ "@'},
    NVT: {"bg_color": colour("nvt"), "font_color": colour("inkt-zacht"), "italic": True},
}
_LATE = {"bold": True, "font_color": colour("laat"), "num_format": '"! "d-m-yyyy'}
_FIRST_DATE, _LAST_DATE = date(2000, 1, 1), date(2099, 12, 31)
_TEXT_SIZE = 11
_LEAST_ROW_HEIGHT = 44
_INDENT = 1.5
_TITLE_ROW, _ABOUT_ROW, _ABOUT_WHOM_ROW, _FILLED_IN_ROW, _GAP_ROW, _HEAD_ROW = range(6)
_FIRST_ROW = _HEAD_ROW + 1


@dataclass(frozen=True)
class Column:
    """A column of the list: its head in English, style, least width and letter size, and what it says of a stap."""

    name: str
    style: str
    width: float
    size: float = _TEXT_SIZE
    value: Callable[[StapRow], str] = lambda row: ""

    @property
    def title(self) -> str:
        """Its head, as readers see it."""
        return gettext(self.name)

    def fitted(self, rows: Sequence[StapRow]) -> float:
        """The width in which no word of these rows is cut, nor the head with its filter button."""
        return fit_width([self.value(row) for row in rows], self.width, self.size)


FASE = Column(named("Phase"), "cel", 8, 10, lambda row: name_fase(row.number))
ONDERDEEL = Column(named("Part"), "cel", 15, 10, lambda row: row.onderdeel)
_GROEP = Column(named("Group"), "cel", 15, 10, lambda row: row.groep)
_STAP = Column(named("Step"), "stap", 57, value=lambda row: f"{row.doe}\n{row.uitleg}".strip())
_ROL = Column(named("Role"), "cel", 13, 10, lambda row: row.rollen)
STATUS = Column(named("Status"), "status", 10)
_WIE = Column(named("Who"), "notitie", 14)
_WANNEER = Column(named("When"), "datum", 12.5)
_OPMERKING = Column(named("Remark"), "notitie", 25)
_ID = Column(named("Id"), "id", 6, 6, lambda row: row.stap.id)  # for the site: last and small
DOSSIER, DAY = "dossier", "datum"  # the cells that say of whom a list is, and of which day


@dataclass(frozen=True)
class Link:
    """Words that lead to an address; nothing is shown when that is empty."""

    words: str
    url: str


def _table() -> str:
    return name_table(gettext("Steps"))


def _date_rule() -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": _FIRST_DATE,
        "maximum": _LAST_DATE,
        "error_title": gettext("No date"),
        "error_message": gettext("Fill in a date, for instance 31-1-2027."),
    }


def _status_rule() -> dict[str, Any]:
    words = [status.word for status in STATUSES]
    return {
        "validate": "list",
        "source": words,
        "error_title": gettext("Unknown status"),
        "error_message": gettext("Choose {words} or {last}", words=", ".join(words[:-1]), last=words[-1]),
    }


class StappenSheet:
    """The sheet with one row a stap."""

    def __init__(self, book: Book, name: str, rows: Sequence[StapRow]) -> None:
        self.name, self.rows = name, rows
        groep = (_GROEP,) if any(row.groep for row in rows) else ()
        self.columns = (FASE, ONDERDEEL, *groep, _STAP, _ROL, STATUS, _WIE, _WANNEER, _OPMERKING, _ID)
        self._widths = [column.width if column is _ID else column.fitted(rows) for column in self.columns]
        self._book, self._last_row = book, _FIRST_ROW + max(len(rows), 1) - 1  # without rows, one says so
        self.sheet = book.add_sheet(name, self._widths, landscape=True)

    def write(self, about: str, link: Link, organisatie: str, onderwerp: str) -> None:
        """Fill the sheet; `about` is the line under the title, beside it stands `link`; the rest is to be filled in."""
        self._write_top(about, link)
        self._write_fields(organisatie, onderwerp)
        self._write_head()
        for row, stap in enumerate(self.rows, _FIRST_ROW):
            self._write_row(row, stap)
        if self.rows:
            self._add_rules()
            self._add_marks()
        else:
            self.sheet.write_string(
                _FIRST_ROW,
                self.columns.index(_STAP),
                gettext("There are no steps in this list."),
                self._book.style(_STAP.style),
            )
        self._set_up_page()

    def reference(self, column: Column) -> str:
        """The cells of this column, rows that a school adds too, as in `Stappen[Status]`; without rows one empty cell."""
        if self.rows:
            return f"{_table()}[{column.title}]"
        index = self.columns.index(column)
        return f"{quote_sheetname(self.name)}!{xl_range_abs(_FIRST_ROW, index, self._last_row, index)}"

    def _write_top(self, about: str, link: Link) -> None:
        book, sheet = self._book, self.sheet
        after_stap = self.columns.index(_ROL)
        sheet.set_row_pixels(_TITLE_ROW, 34)
        sheet.write_string(_TITLE_ROW, 0, book.title, book.style("titel"))
        sheet.write_formula(_TITLE_ROW, after_stap, self.progress(), book.style("stand"), self.progress_at_start())
        sheet.set_row_pixels(_ABOUT_ROW, 20)
        sheet.write_string(_ABOUT_ROW, 0, about, book.style("klein"))
        if link.url:
            sheet.write_url(_ABOUT_ROW, after_stap, link.url, book.style("link"), link.words)

    def progress(self) -> str:
        """The formula that says how many stappen are done, of all that matter; works on every sheet."""
        if not self.rows:
            return f'="{self.progress_at_start()}"'
        status = self.reference(STATUS)
        done, every = f'COUNTIF({status},"{KLAAR.word}")', f'COUNTIF({status},"<>{NVT.word}")'
        return say(gettext("Done: {done} of {all}", done=within(done), all=within(every)))

    def progress_at_start(self) -> str:
        """What that formula says while nothing is done."""
        return gettext("Done: {done} of {all}", done=0, all=len(self.rows))

    def _write_fields(self, organisatie: str, onderwerp: str) -> None:
        """Room for what the list is about, if that is somebody, and who filled it in, as on paper."""
        self._write_field(_ABOUT_WHOM_ROW, f"{organisatie}:")
        self._write_field(_FILLED_IN_ROW, gettext("Filled in by:"))
        day_row = _FILLED_IN_ROW if onderwerp else _ABOUT_WHOM_ROW
        self._write_field_on_the_right(day_row, gettext("Date:"), "invullen datum", DAY)
        if onderwerp:
            self._write_field_on_the_right(_ABOUT_WHOM_ROW, f"{onderwerp}:", "invullen", DOSSIER)
        self.sheet.set_row_pixels(_GAP_ROW, 8)

    def _write_field(self, row: int, label: str) -> None:
        """A label over the narrow columns, and room to write in the widest."""
        self.sheet.set_row_pixels(row, 25)
        self.sheet.write_string(row, 0, label, self._book.style("label"))
        self.sheet.write_blank(row, self.columns.index(_STAP), None, self._book.style("invullen"))

    def _write_field_on_the_right(self, row: int, label: str, style: str, name: str) -> None:
        status, wie, last = (self.columns.index(column) for column in (STATUS, _WIE, _OPMERKING))
        self.sheet.write_string(row, status, label, self._book.style("label rechts"))
        for column in range(wie, last + 1):
            self.sheet.write_blank(row, column, None, self._book.style(style))
        self._book.name_cell(name, self.sheet, row, wie)

    def _write_head(self) -> None:
        """The heads of the columns, of a table: a row that somebody adds below it has all that a row has."""
        self.sheet.set_row_pixels(_HEAD_ROW, 26)
        styles = [self._book.style("kop", indent=1 if column is _STAP else 0) for column in self.columns]
        if not self.rows:
            for index, column in enumerate(self.columns):
                self.sheet.write_string(_HEAD_ROW, index, column.title, styles[index])
            return
        heads = [
            {"header": column.title, "header_format": style} for column, style in zip(self.columns, styles, strict=True)
        ]
        table = {"name": _table(), "columns": heads, "style": None}
        self.sheet.add_table(_HEAD_ROW, 0, self._last_row, len(self.columns) - 1, table)

    def _write_row(self, row: int, stap: StapRow) -> None:
        self.sheet.set_row_pixels(row, self._height(stap))
        for index, column in enumerate(self.columns):
            cell = (row, index)
            if column is _ID:
                self._write_id(cell, stap)
            elif column is _STAP:
                self._write_stap(cell, stap)
            elif column is STATUS:
                self.sheet.write_string(*cell, OPEN.word, self._book.style(column.style))
            elif text := column.value(stap):
                self.sheet.write_string(*cell, text, self._book.style(column.style))
            else:
                self.sheet.write_blank(*cell, None, self._book.style(column.style))

    def _write_id(self, cell: tuple[int, int], stap: StapRow) -> None:
        if url := self._book.imprint.url(stap.address):
            tip = gettext("To this step on the web")
            self.sheet.write_url(*cell, url, self._book.style("id link"), stap.stap.id, tip)
        else:
            self.sheet.write_string(*cell, stap.stap.id, self._book.style("id"))

    def _write_stap(self, cell: tuple[int, int], stap: StapRow) -> None:
        style = self._book.style
        if not stap.uitleg:
            self.sheet.write_string(*cell, stap.doe, style("stap vet", indent=1 + stap.depth))
            return
        runs = (style("vet"), stap.doe, style("gewoon"), f"\n{stap.uitleg}")
        self.sheet.write_rich_string(*cell, *runs, style("stap", indent=1 + stap.depth))

    def _height(self, stap: StapRow) -> int:
        widths = dict(zip(self.columns, self._widths, strict=True))
        del widths[_ID]
        room = widths.pop(_STAP) - _INDENT * (1 + stap.depth)
        lines = count_lines(stap.doe, room, _STAP.size, bold=True)
        lines += count_lines(stap.uitleg, room, _STAP.size) if stap.uitleg else 0
        others = (fit_height(count_lines(c.value(stap), width, c.size), c.size) for c, width in widths.items())
        return max(_LEAST_ROW_HEIGHT, fit_height(lines, _STAP.size), *others)

    def _add_rules(self) -> None:
        for column, rule in ((STATUS, _status_rule()), (_WANNEER, _date_rule())):
            index = self.columns.index(column)
            self.sheet.data_validation(_FIRST_ROW, index, self._last_row, index, rule)

    def _add_marks(self) -> None:
        """Show the status of each row by colour and by letters, and a date that has passed."""
        last = len(self.columns) - 1
        chosen, wanneer = (self.columns.index(column) for column in (STATUS, _WANNEER))
        here, when = f"${xl_col_to_name(chosen)}{_FIRST_ROW + 1}", f"${xl_col_to_name(wanneer)}{_FIRST_ROW + 1}"
        late = f'=AND({when}<>"",{when}<TODAY(),{here}<>"{KLAAR.word}",{here}<>"{NVT.word}")'
        self._mark(late, wanneer, wanneer, _LATE)
        for status, looks in STATUS_LOOKS.items():
            if not looks:
                continue
            background = {key: value for key, value in looks.items() if key not in ("num_format", "bold")}
            self._mark(f'={here}="{status.word}"', chosen, chosen, looks)
            self._mark(f'={here}="{status.word}"', 0, last, background)

    def _mark(self, formula: str, first: int, last: int, looks: dict[str, Any]) -> None:
        rule = {"type": "formula", "criteria": formula, "format": self._book.mark(looks)}
        self.sheet.conditional_format(_FIRST_ROW, first, self._last_row, last, rule)

    def _set_up_page(self) -> None:
        self.sheet.freeze_panes(_FIRST_ROW, 0)
        self.sheet.repeat_rows(_HEAD_ROW)
        self._book.let_rows_grow(self.sheet, _FIRST_ROW)
