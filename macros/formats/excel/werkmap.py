"""Workbooks as scripts: a browser fills them with a dossier, also from a stick, where it may read no files.

Such a script holds the parts of a workbook, as text; scripts in ``docs/assets/js`` whose names begin with ``excel`` fill them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from ...edition import Edition
from ...edition.catalog import DOSSIERS_WERKMAP, WHOLE_WERKMAP, werkmap_path
from ...edition.imprint import Imprint
from ...words import gettext, named
from . import Content, read_checklist, read_handboek, write_book
from .book import Book, name_table

_HEAD_ROW = 2
_DOSSIERS = {
    named("Dossier"): ("notitie", 24.0),
    named("Phase"): ("cel", 7.0),
    named("Done"): ("cel", 7.0),
    named("Of"): ("cel", 7.0),
    named("Next step"): ("notitie", 50.0),
    named("Who"): ("notitie", 16.0),
    named("When"): ("datum", 13.0),
    named("Too late"): ("cel", 9.0),
}
_TASKS = {
    named("Who"): ("notitie", 18.0),
    named("When"): ("datum", 13.0),
    named("Step"): ("notitie", 52.0),
    named("Dossier"): ("notitie", 24.0),
    named("Status"): ("notitie", 11.0),
    named("Remark"): ("notitie", 34.0),
}


def make_werkmappen(edition: Edition, imprint: Imprint) -> Iterator[tuple[str, bytes]]:
    """Each of these scripts with its path below the site: of each list, of all stappen, of all dossiers."""
    for checklist in edition.handboek.checklists.checklists:
        yield werkmap_path(checklist.id), make_werkmap(read_checklist(edition, checklist, imprint))
    yield werkmap_path(WHOLE_WERKMAP), make_werkmap(read_handboek(edition, imprint))
    yield werkmap_path(DOSSIERS_WERKMAP), make_overview_werkmap(imprint)


def make_werkmap(content: Content) -> bytes:
    """The workbook of a list, with a sheet more: by that the site knows later what was changed in it."""
    book = Book(content.title, content.imprint)
    write_book(book, content)
    sheet = book.add_sheet(gettext("Dossier"), [100.0], pages=1)
    sheet.write_string(0, 0, gettext("By this sheet the site sees what was changed in the list. Leave it as it is."))
    sheet.print_area(0, 0, 0, 0)
    return _as_script(book.close())


def make_overview_werkmap(imprint: Imprint) -> bytes:
    """The workbook of all dossiers: a row each, and on a second sheet what each person still has to do."""
    book = Book(gettext("Overview of dossiers"), imprint)
    _add_table(book, gettext("Dossiers"), gettext("Dossiers"), _DOSSIERS)
    _add_table(book, gettext("By person"), gettext("Tasks"), _TASKS)
    return _as_script(book.close())


def _add_table(book: Book, name: str, table: str, columns: dict[str, tuple[str, float]]) -> None:
    """A sheet with a table of one row, which is empty and which others are made like."""
    sheet = book.add_sheet(name, [width for _, width in columns.values()], landscape=True)
    sheet.write_string(0, 0, book.title, book.style("titel"))
    sheet.set_row_pixels(_HEAD_ROW, 26)
    heads = [{"header": gettext(head), "header_format": book.style("kop")} for head in columns]
    sheet.add_table(
        _HEAD_ROW, 0, _HEAD_ROW + 1, len(heads) - 1, {"name": name_table(table), "columns": heads, "style": None}
    )
    for column, (style, _) in enumerate(columns.values()):
        sheet.write_blank(_HEAD_ROW + 1, column, None, book.style(style))
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.repeat_rows(_HEAD_ROW)


def _as_script(workbook: bytes) -> bytes:
    with ZipFile(BytesIO(workbook)) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return f"globalThis.werkmap = {json.dumps(parts, ensure_ascii=False)};\n".encode()
