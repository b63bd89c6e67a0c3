"""What the head of a checklist asks for, on its page and in every file."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from macros.edition import Edition
from macros.edition.imprint import read_imprint
from macros.formats.document import Document, DocumentView, Part, WordView, render_document
from macros.formats.excel import make_xlsx, read_checklist

_ABOUT_ONE, _ABOUT_SCHOOL = "checklist-bewijsmap", "checklist-management"  # the first is for a docent and a leerling


@pytest.mark.parametrize(("lijst", "asks"), [(_ABOUT_ONE, True), (_ABOUT_SCHOOL, False)])
def test_a_list_about_a_school_asks_for_no_leerling(edition: Edition, lijst: str, asks: bool) -> None:
    """PDF, Word and Excel ask about whom a list is, unless it is only for who works for the whole school."""
    checklist = next(item for item in edition.handboek.checklists.checklists if item.id == lijst)
    imprint = read_imprint(edition.handboek, "")
    document = Document(checklist.titel, (Part("checklist", lijst),))
    for view in (DocumentView, WordView):
        html = render_document(edition, document, imprint, view).html
        assert ("Leerling of groep" in html) == asks, view
        assert "Ingevuld door" in html
        assert "Dossier" not in html
    sheet = load_workbook(BytesIO(make_xlsx(read_checklist(edition, checklist, imprint)))).worksheets[0]
    words = [str(cell.value) for row in sheet.iter_rows(max_row=5) for cell in row]
    assert ("Leerling of groep:" in words) == asks
    assert {"School:", "Ingevuld door:", "Datum:"} <= set(words)
    assert edition.onderwerp_of(checklist) == ("Leerling of groep" if asks else "")
