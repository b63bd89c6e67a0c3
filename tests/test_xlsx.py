"""Excel files, read back: the stappen of the model, rules over exactly their rows, and nothing that runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.utility import xl_pixel_width

from macros.content.markdown import plain
from macros.content.model import Checklist, School, Stap
from macros.edition import Edition
from macros.edition.imprint import Imprint, read_imprint
from macros.edition.rows import StapRow, checklist_rows, handboek_rows
from macros.formats.excel import book as house
from macros.formats.excel import make_xlsx, read_checklist, read_handboek
from macros.reading.school import lay_over
from tests.school import OWN

_ADDRESS = "https://handboek.example.nl/boris/"
_ALL = "handboek"
_LISTS = (
    "checklist-loopbaanorientatie",
    "checklist-maatwerktraject",
    "checklist-arbeidstoeleiding",
    "checklist-plaatsing",
)
_NAMES = (*_LISTS, _ALL)


@dataclass(frozen=True)
class Book:
    """A file that was made, and the stappen that it should hold."""

    data: bytes
    stappen: list[Stap]

    def open(self, values: bool = False) -> Workbook:
        """The workbook as a reader sees it; with `values`, what its formulas last gave."""
        return load_workbook(BytesIO(self.data), data_only=values)

    @property
    def sheet(self) -> Worksheet:
        """The sheet with one row a stap."""
        workbook = self.open()
        return workbook["Stappen" if "Stappen" in workbook.sheetnames else "Checklist"]


def imprint(edition: Edition, address: str = _ADDRESS) -> Imprint:
    """The imprint of the real handbook, published at `address`."""
    return read_imprint(edition.handboek, address)


def make(edition: Edition, name: str, address: str = _ADDRESS) -> bytes:
    """The file of this checklist, or of the whole handbook."""
    if name == _ALL:
        return make_xlsx(read_handboek(edition, imprint(edition, address)))
    checklist = edition.by_id[name]
    assert isinstance(checklist, Checklist)
    return make_xlsx(read_checklist(edition, checklist, imprint(edition, address)))


def stappen_of(edition: Edition, name: str) -> list[Stap]:
    """The stappen that the model has for this file, nested ones too."""
    if name == _ALL:
        return [stap for fase in edition.handboek.fasen for stap in fase.all_stappen()]
    groepen = getattr(edition.by_id[name], "groepen")  # noqa: B009
    return [nested for groep in groepen for stap in edition.stappen_of(groep) for nested in stap.all_stappen()]


@pytest.fixture(scope="module")
def edition(either: Edition) -> Edition:
    """A file says what its handbook says, also when a school has laid its own over it."""
    return either


@pytest.fixture(scope="module", params=_NAMES)
def book(request: pytest.FixtureRequest, edition: Edition) -> Book:
    """Each kind of file in turn."""
    return Book(make(edition, request.param), stappen_of(edition, request.param))


def head_row(sheet: Worksheet) -> int:
    """The number of the row with the heads, from 1."""
    return next(int(str(cell.row)) for row in sheet.iter_rows() for cell in row if cell.value == "Id")


def columns(sheet: Worksheet) -> dict[str, str]:
    """The letter of each column by its head."""
    return {str(cell.value): cell.column_letter for cell in sheet[head_row(sheet)] if isinstance(cell, Cell)}


def span(sheet: Worksheet, head: str, count: int) -> str:
    """The cells under a head, as in F7:F38."""
    letter, first = columns(sheet)[head], head_row(sheet) + 1
    return f"{letter}{first}:{letter}{first + count - 1}"


def under(sheet: Worksheet, head: str) -> list[Cell]:
    """The cells under a head."""
    return list(sheet[columns(sheet)[head]])[head_row(sheet) :]


def target_of(cell: Cell) -> str:
    """The address that a cell leads to, or nothing."""
    link = cell.hyperlink
    return "#".join(filter(None, (link.target, link.location))) if link else ""


def targets(sheet: Worksheet) -> list[str]:
    """All addresses that a sheet leads to."""
    return [target_of(cell) for row in sheet.iter_rows() for cell in row if target_of(cell)]


def test_same_stappen_in_the_same_order(book: Book) -> None:
    """Each row is the next stap of the model, and no row is left over."""
    assert [cell.value for cell in under(book.sheet, "Id")] == [stap.id for stap in book.stappen]


def test_same_text_as_the_model(book: Book) -> None:
    """A row holds all words of its stap; between its first line and the rest stands what one does otherwise now."""
    parts = [(stap.doe, stap.toelichting, OWN.get(stap.id)) for stap in book.stappen]
    expected = ["\n".join(plain(part) for part in texts if part) for texts in parts]
    assert [re.sub(r"\nNu: .*", "", str(cell.value)) for cell in under(book.sheet, "Stap")] == expected
    assert not [cell.value for cell in under(book.sheet, "Stap") if "Nu: " in str(cell.value).partition("\nNu: ")[0]]


def test_what_is_otherwise_now_is_said(edition: Edition) -> None:
    """Whoever works from Excel calls no organisation that has gone: each change of what to do stands with its stap."""
    sheet = Book(make(edition, _ALL), stappen_of(edition, _ALL)).sheet
    ids, texts = ([cell.value for cell in under(sheet, head)] for head in ("Id", "Stap"))
    text_of = dict(zip(ids, map(str, texts), strict=True))
    feiten = [feit for feit in edition.handboek.actualiteit.feiten if feit.doe]
    said = [(stap, plain(feit.doe)) for feit in feiten for stap in feit.raakt if stap in text_of]
    assert len(said) >= 8
    for stap, words in said:
        assert f"\nNu: {words}" in text_of[stap], stap


def test_every_checklist_can_be_made(edition: Edition) -> None:
    """Every list of the handbook gives a file with a row for each of its stappen."""
    for checklist in edition.handboek.checklists.checklists:
        made = Book(make(edition, checklist.id), stappen_of(edition, checklist.id))
        assert len(under(made.sheet, "Id")) == len(made.stappen), checklist.id


def test_columns(book: Book) -> None:
    """The columns stand in the promised order; only a list with headings of its own has one more."""
    heads = [head for head in columns(book.sheet) if head != "Groep"]
    assert heads == ["Fase", "Onderdeel", "Stap", "Rol", "Status", "Wie", "Wanneer", "Opmerking", "Id"]


def test_groups_of_a_list_are_a_column(edition: Edition) -> None:
    """The headings of a list stand beside its stappen, those that follow an onderdeel too."""
    sheet = Book(make(edition, "checklist-plaatsing"), []).sheet
    groepen = dict.fromkeys(cell.value for cell in under(sheet, "Groep"))
    assert list(groepen) == ["Uit fase 2: waar u op teruggrijpt", "De warme overdracht"]


def test_dropdown_and_dates_cover_exactly_the_rows(book: Book) -> None:
    """The status can only be chosen and the date only be a date, on every row and nowhere else."""
    sheet = book.sheet
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    status, wanneer = (span(sheet, head, len(book.stappen)) for head in ("Status", "Wanneer"))
    assert set(rules) == {status, wanneer}
    assert (rules[status].type, rules[status].formula1) == ("list", '"open,bezig,klaar,n.v.t."')
    assert rules[wanneer].type == "date"


def test_colours_follow_their_own_row(book: Book) -> None:
    """Each rule covers exactly the rows, and looks at the first of them from there."""
    sheet, first = book.sheet, head_row(book.sheet) + 1
    last = first + len(book.stappen) - 1
    assert sheet.conditional_formatting
    for area in sheet.conditional_formatting:
        assert re.fullmatch(rf"[A-Z]{first}:[A-Z]{last}", str(area.sqref)), area.sqref
        for rule in area.rules:
            assert set(re.findall(r"\$[A-Z]+(\d+)", rule.formula[0])) == {str(first)}, rule.formula


@pytest.mark.parametrize("name", [_ALL, "checklist-maatwerktraject"])
def test_a_list_without_stappen_says_so(edition: Edition, name: str) -> None:
    """When a school leaves out all of them there is one row that says so, with no rule, filter or count over nothing."""
    everything = [stap for fase in edition.handboek.fasen for stap in fase.all_stappen()]
    school = School(naam="De Brug", weglaten=tuple(stap.id for stap in everything))
    handboek, layer = lay_over(edition.handboek, school)
    bare = replace(edition, handboek=handboek, layer=layer)
    made = Book(make(bare, name), [])
    sheet = made.sheet
    assert [cell.value for cell in under(sheet, "Stap")] == ["In deze lijst staan geen stappen."]
    assert [cell.value for cell in under(sheet, "Id")] == [None]
    assert not sheet.data_validations.dataValidation
    assert not sheet.conditional_formatting
    assert not sheet.tables
    assert "Klaar: 0 van 0" in {cell.value for row in made.open(values=True)[sheet.title] for cell in row}
    formulas = [str(cell.value) for page in made.open() for row in page.iter_rows() for cell in row]
    ranges = [cells for text in formulas for cells in re.findall(r"\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)", text)]
    assert all(int(first) <= int(last) for first, last in ranges)


def test_status_is_shown_by_more_than_colour(book: Book) -> None:
    """What is busy, done or not applicable differs in its letters as well."""
    sheet = book.sheet
    status = span(sheet, "Status", len(book.stappen))
    rules = next(area.rules for area in sheet.conditional_formatting if str(area.sqref) == status)
    looks = {rule.formula[0].split('"')[1]: rule.dxf for rule in rules}
    assert set(looks) == {"bezig", "klaar", "n.v.t."}
    assert all(dxf.numFmt or dxf.font.b or dxf.font.i for dxf in looks.values())


def test_progress_counts_exactly_the_rows(book: Book) -> None:
    """The formula of the progress line looks at every status and no other cell."""
    sheet = book.sheet
    formulas = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    where = "Stappen[Status]"
    assert formulas == [f'="Klaar: "&COUNTIF({where},"klaar")&" van "&COUNTIF({where},"<>n.v.t.")']


def test_a_row_that_a_school_adds_is_a_row(book: Book) -> None:
    """The list is a table without merged cells, of exactly the rows: what is added below it has all that a row has."""
    sheet = book.sheet
    (table,) = sheet.tables.values()
    head, last = head_row(sheet), head_row(sheet) + len(book.stappen)
    assert table.ref == f"A{head}:{columns(sheet)['Id']}{last}"
    assert [column.name for column in table.tableColumns] == list(columns(sheet))
    assert not any(page.merged_cells.ranges for page in book.open())


def test_formulas_carry_their_value(book: Book) -> None:
    """A viewer that does not calculate shows what the formulas give."""
    formulas, values = book.open(), book.open(values=True)
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert values[sheet.title][cell.coordinate].value is not None, cell.coordinate
    assert f"Klaar: 0 van {len(book.stappen)}" in {cell.value for row in values[book.sheet.title] for cell in row}


def test_overview_adds_up(edition: Edition) -> None:
    """Each fase and onderdeel of the overview has as many stappen as the model."""
    sheet = Book(make(edition, _ALL), []).open(values=True)["Overzicht"]
    counts = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=5)]
    expected: list[tuple[str, int]] = []
    for number, fase in enumerate(edition.handboek.fasen, 1):
        expected.append((f"Fase {number}: {plain(fase.titel)}", len(list(fase.all_stappen()))))
        expected += [(plain(part.titel), len(list(part.all_stappen()))) for part in fase.onderdelen()]
    assert counts == [*expected, ("Alles samen", len(stappen_of(edition, _ALL)))]


def test_sheet_is_ready_to_filter_and_print(book: Book) -> None:
    """The head stays in sight, filters, and comes back on each page of A4, one wide, of all rows there are."""
    sheet, head = book.sheet, head_row(book.sheet)
    (table,) = sheet.tables.values()
    assert sheet.freeze_panes == f"A{head + 1}"
    assert table.autoFilter.ref == table.ref
    assert sheet.print_title_rows == f"${head}:${head}"
    assert not sheet.print_area  # or a row that somebody adds would not be printed
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", int(sheet.PAPERSIZE_A4))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_pages_say_their_number_and_version(book: Book, edition: Edition) -> None:
    """Each sheet has the version, the date and the page number at its foot."""
    for sheet in book.open():
        assert sheet.oddFooter.left.text == imprint(edition).version_line
        assert sheet.oddFooter.center.text == "Pagina &P van &N"


def test_no_word_is_cut(book: Book) -> None:
    """Every word fits in its column; an id stands in the last one, where it may be."""
    sheet = book.sheet
    for head, letter in list(columns(sheet).items())[:-1]:
        room = sheet.column_dimensions[letter].width * 7 + 5
        for cell in under(sheet, head):
            words = str(cell.value or "").split()
            widest = max((xl_pixel_width(word) * cell.font.size / 11 for word in words), default=0)
            assert widest < room, f"{cell.coordinate}: {cell.value}"


def test_document_properties(book: Book, edition: Edition) -> None:
    """The file says what it is, in which language, which version, and carries the version's date and no other."""
    about, workbook = imprint(edition), book.open()
    found = workbook.properties
    assert found.title
    assert (found.creator, found.language, found.version) == (about.author, "nl", about.version)
    assert found.created == found.modified == about.moment.replace(tzinfo=None)
    assert {item.name: item.value for item in workbook.custom_doc_props.props} == {
        "Versie": about.version,
        "Licentie": about.licence,
        "Bron": _ADDRESS,
    }


@pytest.mark.parametrize("name", _NAMES)
def test_two_runs_are_equal(edition: Edition, name: str) -> None:
    """The same handbook gives the same bytes, with no time of the day in them."""
    data = make(edition, name)
    assert data == make(edition, name)
    assert {entry.date_time for entry in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_links_lead_to_the_site(book: Book, edition: Edition) -> None:
    """Each id leads to its stap on the web, and each sheet leads back to the handbook."""
    expected = {stap.id: f"{_ADDRESS}{edition.places[stap.id].address}" for stap in book.stappen}
    assert {str(cell.value): target_of(cell) for cell in under(book.sheet, "Id")} == expected
    for sheet in book.open():
        assert any(target.startswith(_ADDRESS) for target in targets(sheet)), sheet.title


@pytest.mark.parametrize("name", _NAMES)
def test_without_an_address_there_are_no_links(edition: Edition, name: str) -> None:
    """A handbook that stands nowhere on the web makes no link to it."""
    assert not any(targets(sheet) for sheet in Book(make(edition, name, address=""), []).open())


def test_text_stays_text(edition: Edition) -> None:
    """Words that look like a formula, a number, a link, or the XML of Excel, stay words."""
    words = ("=1+1", "@SOM(A1)", "-2+3", "007", "https://example.nl", "_x0041_", "<r><t>x</t></r>", "<r><t>x</r>")
    written = house.Book("Proef", imprint(edition))
    sheet = written.add_sheet("Blad", [20])
    for row, text in enumerate(words):
        sheet.write_string(row, 0, text)
    cells = [cell for (cell,) in load_workbook(BytesIO(written.close()))["Blad"].iter_rows()]
    assert [(str(cell.value).rstrip(), cell.data_type) for cell in cells] == [(text, "s") for text in words]


def test_a_head_fits_what_excel_takes(edition: Edition) -> None:
    """A title of any length, with signs that are codes there, stands at the head of the paper as far as it fits."""
    long = replace(imprint(edition), title="A&B " * 99, licence="x" * 999)
    written = house.Book("&" * 999, long)
    written.add_sheet("Blad", [20])
    head = load_workbook(BytesIO(written.close()))["Blad"].oddHeader
    assert (head.left.text, head.right.text) == ("A&&B " * 20, "&" * 100)


def test_rows_know_what_they_are_within(edition: Edition) -> None:
    """A stap within another comes right after it and says so."""
    rows = handboek_rows(edition)
    nested = [(before, row) for before, row in pairwise(rows) if row.depth > before.depth]
    assert nested
    assert all(row.within == before.stap.id for before, row in nested)


def test_rows_of_a_list_without_headings_have_no_group(edition: Edition) -> None:
    """When the onderdeel says it all, nothing is said twice."""
    checklist = edition.by_id["checklist-maatwerktraject"]
    assert isinstance(checklist, Checklist)
    rows: list[StapRow] = checklist_rows(edition, checklist)
    assert not any(row.groep for row in rows)


def test_created_is_the_day_of_the_version(edition: Edition) -> None:
    """No file carries the moment at which it was made."""
    uitgave = edition.handboek.methodiek.uitgave
    moment = Book(make(edition, _ALL), []).open().properties.created
    assert isinstance(moment, datetime)
    assert moment.date() == uitgave.datum
