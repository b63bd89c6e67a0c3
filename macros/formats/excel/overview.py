"""The sheet that counts, by fase and by onderdeel, how far the stappen on another sheet are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from ...edition.rows import name_fase
from ...edition.statuses import BEZIG, KLAAR, NVT, OPEN, STATUSES
from ...words import gettext
from .book import Book, count_lines, fit_height, say, within
from .stappen import FASE, ONDERDEEL, STATUS, STATUS_LOOKS, StappenSheet

_WIDTHS = [46.0, 11.0, 10.0, 10.0, 10.0, 10.0, 16.0]
_COUNT, _PROGRESS = 1, len(STATUSES) + 2
_COLUMNS = {status: _COUNT + 1 + index for index, status in enumerate(STATUSES)}
_TITLE_ROW, _ABOUT_ROW, _PROGRESS_ROW, _HEAD_ROW = range(4)
_FIRST_ROW = _HEAD_ROW + 1
_ROW_PIXELS = 28
_LABEL = "LABEL"


@dataclass(frozen=True)
class _Part:
    """A row: its style, what it is called, which stappen it counts (as a formula), and how many those are.

    In the formula `_LABEL` is the cell that says what it is called: text of the handbook is never part of a formula.
    """

    style: str
    label: str
    condition: str
    count: int


class OverviewSheet:
    """A row for each fase, under it one for each of its onderdelen, and at the end one for all together."""

    def __init__(self, book: Book) -> None:
        self._book, self.sheet = book, book.add_sheet(gettext("Overview"), _WIDTHS)

    def write(self, stappen: StappenSheet, about: str) -> None:
        """Fill the sheet with formulas over `stappen`; `about` is the line under the title."""
        self._write_top(stappen, about)
        parts = list(_parts(stappen))
        for row, part in enumerate(parts, _FIRST_ROW):
            self._write_part(row, part, stappen)
        last_row = _FIRST_ROW + len(parts) - 1
        done = {"type": "formula", "criteria": _done(), "format": self._book.mark(STATUS_LOOKS[KLAAR])}
        self.sheet.conditional_format(_FIRST_ROW, 0, last_row, _PROGRESS, done)
        self.sheet.freeze_panes(_FIRST_ROW, 0)
        self.sheet.repeat_rows(_HEAD_ROW)
        self.sheet.print_area(0, 0, last_row, _PROGRESS)

    def _write_top(self, stappen: StappenSheet, about: str) -> None:
        book, sheet = self._book, self.sheet
        sheet.set_row_pixels(_TITLE_ROW, 34)
        sheet.write_string(_TITLE_ROW, 0, book.title, book.style("titel"))
        sheet.write_string(_ABOUT_ROW, 0, about, book.style("klein"))
        if book.imprint.address:
            link = gettext("The handbook on the web")
            sheet.write_url(_ABOUT_ROW, _COLUMNS[BEZIG], book.imprint.address, book.style("link"), link)
        sheet.set_row_pixels(_PROGRESS_ROW, 36)
        sheet.write_formula(_PROGRESS_ROW, 0, stappen.progress(), book.style("stand"), stappen.progress_at_start())
        sheet.set_row_pixels(_HEAD_ROW, _ROW_PIXELS)
        for column, head in enumerate(_heads()):
            style = "kop getal" if column else "kop"
            sheet.write_string(_HEAD_ROW, column, head, book.style(style))

    def _write_part(self, row: int, part: _Part, stappen: StappenSheet) -> None:
        self.sheet.set_row_pixels(row, max(_ROW_PIXELS, _fit(part.label)))
        condition = part.condition.replace(_LABEL, xl_rowcol_to_cell(row, 0))
        words, number = self._book.style(part.style), self._book.style(f"{part.style} getal")
        self.sheet.write_string(row, 0, part.label, words)
        self.sheet.write_formula(row, _COUNT, f"=SUMPRODUCT(1*{condition})", number, part.count)
        for status in STATUSES[1:]:
            formula = f'=SUMPRODUCT({condition}*({stappen.reference(STATUS)}="{status.word}"))'
            self.sheet.write_formula(row, _COLUMNS[status], formula, number, 0)
        self.sheet.write_formula(row, _COLUMNS[OPEN], _open(row), number, part.count)
        self.sheet.write_formula(
            row, _PROGRESS, _progress(row), number, gettext("{shown} of {all}", shown=0, all=part.count)
        )


def _parts(stappen: StappenSheet) -> Iterator[_Part]:
    fase_cells, onderdeel_cells = stappen.reference(FASE), stappen.reference(ONDERDEEL)
    for number, fase in dict.fromkeys((row.number, row.fase) for row in stappen.rows):
        counts = Counter(row.onderdeel for row in stappen.rows if row.number == number)
        in_fase = f'({fase_cells}="{name_fase(number)}")'
        yield _Part("fase", f"{name_fase(number)}: {fase}", in_fase, counts.total())
        for onderdeel, count in counts.items():
            yield _Part("deel", onderdeel, f"{in_fase}*({onderdeel_cells}={_LABEL})", count)
    yield _Part("totaal", gettext("All together"), f'({fase_cells}<>"")', len(stappen.rows))


def _heads() -> tuple[str, ...]:
    words = (status.word.capitalize() for status in STATUSES)
    return (gettext("Part"), gettext("Steps"), *words, gettext("Progress"))


def _fit(label: str) -> int:
    return fit_height(count_lines(label, _WIDTHS[0] - 2, 11, bold=True), 11)


def _open(row: int) -> str:
    """All that has no other status, so that a status that somebody cleared counts as open."""
    others = (xl_rowcol_to_cell(row, _COLUMNS[status]) for status in STATUSES[1:])
    return "=" + "-".join((xl_rowcol_to_cell(row, _COUNT), *others))


def _progress(row: int) -> str:
    done, every, skipped = (xl_rowcol_to_cell(row, c) for c in (_COLUMNS[KLAAR], _COUNT, _COLUMNS[NVT]))
    return say(gettext("{shown} of {all}", shown=within(done), all=within(f"({every}-{skipped})")))


def _done() -> str:
    """The rule, as seen from the first row, for a row in which all that matters is done."""
    columns = (_COLUMNS[KLAAR], _COUNT, _COLUMNS[NVT])
    done, every, skipped = (xl_rowcol_to_cell(_FIRST_ROW, column, col_abs=True) for column in columns)
    return f"=AND({done}>0,{done}={every}-{skipped})"
