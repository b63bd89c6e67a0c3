"""To Excel and back: a list that a school filled in, sorted and added to comes back as what was changed, and nothing else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import Site
from tests.dossiers import (
    FIRST,
    LIST,
    OVERVIEW,
    SECOND,
    add_dossier,
    do,
    entries,
    open_file,
    open_page,
    save_file,
    stored,
)

_THIRD, _FOURTH = "globaal-takenpakket-vaststellen", "mogelijkheden-inzichtelijk-maken"
_NOTHING_NEW = "Nieuw: 0 dossiers. Overgenomen: 0 stappen."


def change(page: Page, stap: str, **values: str) -> None:
    """Say something of a stap in the dossier that is open."""
    page.evaluate("([stap, values]) => Dossiers.set(stap, values)", [stap, values])


def save_excel(page: Page, path: Path) -> Path:
    """Save the dossier that is open as a file of Excel."""
    with page.expect_download() as download:
        do(page, "excel-bewaren")
    download.value.save_as(path)
    return path


@dataclass
class Filled:
    """A file of Excel in the hands of a school."""

    path: Path

    def __post_init__(self) -> None:
        self.book: Workbook = load_workbook(self.path)
        names = [name for name in ("Stappen", "Checklist") if name in self.book.sheetnames]
        self.sheet: Worksheet = self.book[names[0]]
        self.head = next(int(str(cell.row)) for row in self.sheet.iter_rows() for cell in row if cell.value == "Id")
        self.columns = {str(cell.value): int(str(cell.column)) for cell in self.sheet[self.head] if cell.value}

    def row_of(self, stap: str) -> int:
        """The number of the row of a stap."""
        rows = range(self.head + 1, self.sheet.max_row + 1)
        return next(row for row in rows if self.sheet.cell(row, self.columns["Id"]).value == stap)

    def get(self, stap: str, head: str) -> Any:
        """What stands in a cell."""
        return self.sheet.cell(self.row_of(stap), self.columns[head]).value

    def put(self, where: str | int, **values: Any) -> int:
        """Write in the row of a stap, or in that of a number; the answer is its number."""
        row = self.row_of(where) if isinstance(where, str) else where
        for head, value in values.items():
            self.sheet.cell(row, self.columns[head]).value = value
        return row

    def add(self, **values: Any) -> int:
        """Add a row below all others."""
        return self.put(self.sheet.max_row + 1, **values)

    def save(self) -> Path:
        """Save it, as another program does; the answer is where."""
        self.book.save(self.path)
        return self.path

    def save_in_office(self) -> Path:
        """Save it, and let LibreOffice open and save it once more, where a machine has that."""
        if office := shutil.which("soffice"):
            own, made = self.path.parent / "profile", self.path.parent / "again"
            words = [f"-env:UserInstallation={own.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
            subprocess.run([office, *words, str(made), str(self.save())], check=True, capture_output=True)
            (made / self.path.name).replace(self.path)
        return self.path if office else self.save()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty browser."""
    context = browser.new_context(accept_downloads=True, locale="nl-NL", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Page:
    """*Mijn dossiers* with a dossier in which something was done."""
    page = open_page(context, server + OVERVIEW)
    page.evaluate("Dossiers.create('Groen')")
    change(page, FIRST, status="klaar", opmerking="gebeld\nop maandag")
    change(page, SECOND, status="bezig", wie="Bo", wanneer="2026-12-03")
    change(page, _THIRD, wanneer="voor de kerst")
    return page


@pytest.fixture
def filled(page: Page, tmp_path: Path) -> Filled:
    """Its file of Excel."""
    return Filled(save_excel(page, tmp_path / "groen.xlsx"))


def test_a_file_says_what_the_dossier_says(filled: Filled) -> None:
    """Each stap has its status, who, the day as a day and the note with its lines; the head says whose it is and how far."""
    assert [filled.get(FIRST, head) for head in ("Status", "Opmerking")] == ["klaar", "gebeld\nop maandag"]
    assert [filled.get(SECOND, head) for head in ("Status", "Wie")] == ["bezig", "Bo"]
    assert filled.get(SECOND, "Wanneer") == datetime(2026, 12, 3)
    assert filled.get(_THIRD, "Wanneer") == "voor de kerst"
    assert filled.get(_FOURTH, "Status") == "open"
    (_, where), *_ = filled.book.defined_names["dossier"].destinations
    assert filled.sheet[where].value == "Groen"
    values = load_workbook(filled.path, data_only=True)[filled.sheet.title]
    all_rows = filled.sheet.max_row - filled.head
    assert f"Klaar: 1 van {all_rows}" in {cell.value for row in values.iter_rows(max_row=2) for cell in row}


def test_the_sheet_beside_it_holds_no_text(filled: Filled) -> None:
    """What a school takes out of the list is out of the file: the sheet beside it holds codes and times, and is in sight."""
    words = " ".join(str(cell.value) for row in filled.book["Dossier"].iter_rows() for cell in row)
    assert FIRST in words
    assert not [text for text in ("gebeld", 'Bo"', "kerst", "2026-12-03") if text in words]
    assert filled.book["Dossier"].sheet_state == "visible"


def test_nothing_was_changed_says_nothing(page: Page, filled: Filled, tmp_path: Path) -> None:
    """A file that comes back as it went changes nothing, as it left the browser or saved by another program."""
    before = stored(page)
    untouched = shutil.copy(filled.path, tmp_path / "zo.xlsx")
    for path in (Path(untouched), filled.save_in_office()):
        assert _NOTHING_NEW in open_file(page, path)
    assert stored(page) == before


def test_what_a_school_changed_comes_back(page: Page, filled: Filled) -> None:
    """Sorted, with rows hidden, changed and added: each row is known by its id, and only what was changed is taken over."""
    filled.put(FIRST, Opmerking=None)
    filled.put(SECOND, Status="KLAAR ", Wanneer="31-1-2027")
    filled.put(_FOURTH, Status="bezig", Wie="Mia", Wanneer=datetime(2027, 2, 1))
    rows = [[cell.value for cell in row] for row in filled.sheet.iter_rows(min_row=filled.head + 1)]
    for at, row in enumerate(sorted(rows, key=lambda row: str(row[-1])), filled.head + 1):
        for column, value in enumerate(row, 1):
            filled.sheet.cell(at, column).value = value
        filled.sheet.row_dimensions[at].hidden = at % 2 == 0
    assert "Overgenomen: 3 stappen." in open_file(page, filled.save_in_office())
    found = entries(page)
    assert found[FIRST] == {"status": "klaar", "opmerking": ""}
    assert found[SECOND] == {"status": "klaar", "wie": "Bo", "wanneer": "2027-01-31"}
    assert found[_THIRD] == {"wanneer": "voor de kerst"}
    assert found[_FOURTH] == {"status": "bezig", "wie": "Mia", "wanneer": "2027-02-01"}
    assert _NOTHING_NEW in open_file(page, filled.path)


def test_both_sides_were_changed(page: Page, filled: Filled) -> None:
    """What was changed here only stays, what in Excel only is taken; of what was on both sides both stay."""
    change(page, FIRST, opmerking="hier veranderd")
    change(page, SECOND, wie="hier")
    filled.put(SECOND, Wie="in Excel", Status="klaar")
    assert "allebei bewaard: 1 stap" in open_file(page, filled.save())
    assert page.evaluate("stap => Dossiers.entry(stap).opmerking", FIRST) == "hier veranderd"
    kept = next(iter(stored(page).values()))["stappen"][SECOND]
    assert kept["status"]["v"] == "klaar"
    assert {kept["wie"]["v"], *(one["v"] for one in kept["wie"]["ook"])} == {"hier", "in Excel"}
    assert _NOTHING_NEW in open_file(page, filled.path)


def test_the_file_of_a_colleague_makes_the_dossier(page: Page, filled: Filled, browser: Browser, server: str) -> None:
    """Who has no such dossier gets it whole; what both do after that is merged as from a dossier's own file."""
    other = browser.new_context(accept_downloads=True, locale="nl-NL")
    theirs = open_page(other, server + OVERVIEW)
    assert "Nieuw: 1 dossier." in open_file(theirs, filled.path)
    assert stored(theirs).keys() == stored(page).keys()
    assert entries(theirs) == entries(page)
    change(theirs, FIRST, opmerking="overgenomen")
    back = save_file(theirs, filled.path.with_name("terug.json"))
    assert "Overgenomen: 1 stap." in open_file(page, back)
    assert page.evaluate("stap => [Dossiers.entry(stap).opmerking, Dossiers.others(stap).length]", FIRST) == [
        "overgenomen",
        0,
    ]
    other.close()


def test_a_row_of_a_school_is_a_stap_of_its_own(page: Page, filled: Filled, tmp_path: Path) -> None:
    """A row that was added is kept, shown, asked of a person, goes back to Excel as a row of the table, and changes there."""
    row = filled.add(Stap="Ouders bellen", Wie="Mia", Wanneer=datetime(2027, 1, 2), Rol="mentor")
    assert f"Rij {row}: geen stap van dit handboek. Bewaard als eigen stap." in open_file(page, filled.save_in_office())
    assert _NOTHING_NEW in open_file(page, filled.path)
    expect(page.locator("[data-notities]")).to_contain_text("Ouders bellen")
    expect(page.locator('[data-tabel-van="taken"]')).to_contain_text("Ouders bellen")
    again = Filled(save_excel(page, tmp_path / "weer.xlsx"))
    (own,) = [cell.value for cell in again.sheet[again.sheet.max_row] if str(cell.value).startswith("eigen-")]
    assert [again.get(str(own), head) for head in ("Stap", "Wie", "Opmerking")] == [
        "Ouders bellen",
        "Mia",
        "Rol: mentor",
    ]
    (table,) = again.sheet.tables.values()
    assert table.ref.endswith(str(again.row_of(str(own))))
    last = again.row_of(str(own))
    for ranges in (again.sheet.data_validations.dataValidation, again.sheet.conditional_formatting):
        assert all(str(one.sqref).endswith(str(last)) for one in ranges)
    again.put(str(own), Stap="Ouders en oma bellen", Status="klaar")
    assert "Overgenomen: 1 stap." in open_file(page, again.save())
    assert entries(page)[str(own)]["doe"] == "Ouders en oma bellen"
    assert len([stap for stap in entries(page) if stap.startswith("eigen-")]) == 1


def test_a_list_keeps_its_own_rows(context: BrowserContext, page: Page, server: str, tmp_path: Path) -> None:
    """A row that was added to one list goes back into that list, and not into another."""
    for address, rows in ((LIST, 1), ("checklists/loopbaanorientatie.html", 0)):
        page.goto(server + address)
        name = address.rsplit("/", 1)[-1]
        file = Filled(save_excel(page, tmp_path / f"{name}.xlsx"))
        if rows:
            file.add(Stap="Alleen hier")
            page.goto(server + OVERVIEW)
            open_file(page, file.save())
            page.goto(server + address)
            file = Filled(save_excel(page, tmp_path / f"{name}-2.xlsx"))
        words = [cell.value for row in file.sheet.iter_rows() for cell in row]
        assert words.count("Alleen hier") == rows


def test_what_is_not_understood_is_said_and_kept(page: Page, filled: Filled) -> None:
    """By row: a status that is none, a column of a school's own, words for a day, words of a stap, a copied row, a long text."""
    strange = filled.put(FIRST, Status="misschien")
    filled.columns["Budget"] = filled.sheet.max_column + 1
    filled.put(filled.head, Budget="Budget")
    budget = filled.put(SECOND, Budget=200)
    words = filled.put(_FOURTH, Stap="Zeg wat kan", Wanneer="na de zomer")
    long = filled.put("voorzieningen-overleggen", Opmerking="x" * 5001)
    moved = filled.put("voorwaarden-bespreken", Rol="moeder")
    copy = filled.add(Stap="Bel ook de vader", Id=FIRST, Status="bezig")
    loose = filled.add(Opmerking="zomaar")
    said = open_file(page, filled.save())
    assert f"Rijen {strange}, {budget}, {moved}: hier stond iets" in said
    assert f"Rij {words}: de stap is anders verwoord" in said
    assert f"Rij {words}: bij Wanneer staat geen datum" in said
    assert f"Rij {long}: een tekst is te lang" in said
    assert f"Rijen {copy}, {loose}: geen stap van dit handboek." in said
    found = entries(page)
    assert found[FIRST] == {"status": "klaar", "opmerking": "gebeld\nop maandag\nStatus: misschien"}
    assert found[SECOND]["opmerking"] == "Budget: 200"
    assert (found[_FOURTH]["doe"], found[_FOURTH]["wanneer"]) == ("Zeg wat kan", "na de zomer")
    assert "voorzieningen-overleggen" not in found
    assert found["voorwaarden-bespreken"] == {"opmerking": "Rol: moeder"}
    own = sorted(entry["doe"] for stap, entry in found.items() if stap.startswith("eigen-"))
    assert own == ["Bel ook de vader", "Een rij zonder woorden"]
    assert _NOTHING_NEW in open_file(page, filled.path)


def test_another_name_is_another_pupil(page: Page, filled: Filled) -> None:
    """Who uses the file of one pupil for the next one gets a dossier more, and the first pupil's stays as it was."""
    before = entries(page)
    (_, where), *_ = filled.book.defined_names["dossier"].destinations
    filled.sheet[where].value = "Piet"
    filled.put(FIRST, Opmerking="van Piet")
    for number in (1, 0):
        said = open_file(page, filled.save())
        assert "een andere naam dan toen ze werd gemaakt: Piet, niet Groen" in said
        assert f"Nieuw: {number} dossier" in said
    assert sorted(one["naam"]["v"] for one in stored(page).values()) == ["Groen", "Piet"]
    page.evaluate("Dossiers.choose(Dossiers.living()[0][0])")
    assert entries(page) == before


def test_a_list_that_was_never_in_a_browser(page: Page, site: Site, tmp_path: Path) -> None:
    """The file from *Downloads*, filled in by hand, becomes a dossier, once however often it is opened."""
    blank = Filled(
        Path(shutil.copy(site.folder / "downloads" / "checklist-maatwerktraject.xlsx", tmp_path / "Rood.xlsx"))
    )
    blank.put(FIRST, Status="klaar", Opmerking="op papier begonnen")
    blank.add(Stap="Eigen rij")
    said = open_file(page, blank.save())
    assert "Nieuw: 1 dossier." in said
    assert "er een nieuw dossier van gemaakt: Rood" in said
    assert _NOTHING_NEW in open_file(page, blank.path)
    red = next(one for one in stored(page).values() if one["naam"]["v"] == "Rood")
    assert red["stappen"][FIRST]["opmerking"]["v"] == "op papier begonnen"
    assert len(red["stappen"]) == 2


def test_a_row_is_as_high_as_what_stands_in_it(page: Page, tmp_path: Path) -> None:
    """A long note is seen whole, without a program that measures it first; the sheet beside the list stays low."""
    before = Filled(save_excel(page, tmp_path / "a.xlsx"))
    change(page, FIRST, opmerking="regel\n" * 20)
    change(page, SECOND, opmerking="woord " * 200)
    after = Filled(save_excel(page, tmp_path / "b.xlsx"))
    for stap in (FIRST, SECOND, _FOURTH):
        low, high = (file.sheet.row_dimensions[file.row_of(stap)].height for file in (before, after))
        assert (high > 250 > low) == (stap != _FOURTH)
    assert not [row.height for row in after.book["Dossier"].row_dimensions.values() if row.height]


_NASTY = (
    "=1+1", "@SOM(A1)", "_x0041_ en _x000D_", "  spaties  ", "<b>&amp;]]>", "'t kan", "é😀\u200d👩", "een\n\ntwee\n", "007", "1-2",
)  # fmt: skip


def test_any_text_goes_there_and_back(page: Page, tmp_path: Path) -> None:
    """What looks like a formula, a number, XML or a code of Excel is text, in the file and after it."""
    stappen = page.locator("[data-stap]").evaluate_all("items => items.map(item => item.dataset.stap)")[: len(_NASTY)]
    for stap, text in zip(stappen, _NASTY, strict=True):
        change(page, stap, opmerking=text)
    before = stored(page)
    filled = Filled(save_excel(page, tmp_path / "a.xlsx"))
    found = [str(filled.get(stap, "Opmerking")).replace("_x005F_", "_") for stap in stappen]  # as openpyxl leaves it
    assert found == list(_NASTY)
    assert _NOTHING_NEW in open_file(page, filled.save_in_office())
    assert stored(page) == before


def test_days_count_from_1904_too(page: Page, filled: Filled) -> None:
    """A program of Apple's days counts its days from another one."""
    filled.book.epoch = CALENDAR_MAC_1904
    filled.put(_FOURTH, Wanneer=datetime(2027, 2, 1))
    assert "Overgenomen: 1 stap." in open_file(page, filled.save())
    assert entries(page)[_FOURTH]["wanneer"] == "2027-02-01"
    assert entries(page)[SECOND]["wanneer"] == "2026-12-03"


def _no_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 nonsense " * 40)


def _old_office(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))


def _another_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")


def _another_list(path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Id", "Status", "Stap"])
    book.worksheets[0].append(["boodschap-1", "open", "melk"])
    book.save(path)


def _broken_xml(path: Path) -> None:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    with zipfile.ZipFile(buffer) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"</", b"<", 1))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 101_000_000)


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (_no_zip, "a.xlsx", "Dit bestand is niet te lezen."),
        (_broken_xml, "a.xlsx", "Dit bestand is niet te lezen."),
        (_another_zip, "a.xlsx", "Dit bestand is niet te lezen."),
        (_another_list, "a.xlsx", "Dit bestand is geen dossier van dit handboek."),
        (_bomb, "a.xlsx", "Dit bestand is te groot"),
        (_old_office, "a.xlsx", "Bewaar het in Excel als .xlsx, zonder wachtwoord."),
        (_old_office, "a.xls", "Bewaar het in Excel als .xlsx, zonder wachtwoord."),
        (_another_zip, "a.ods", "Bewaar het in Excel als .xlsx, zonder wachtwoord."),
    ],
)
def test_a_strange_file_changes_nothing(
    page: Page, tmp_path: Path, make: Callable[[Path], None], name: str, words: str
) -> None:
    """What is no list of this handbook is refused, with the reason."""
    before = stored(page)
    make(tmp_path / name)
    said = open_file(page, tmp_path / name)
    assert words in said
    assert "Er is niets veranderd." in said
    assert stored(page) == before


def test_the_list_of_another_handbook_is_refused(page: Page, filled: Filled) -> None:
    """A file says of which handbook it is, and of which format."""
    cell = next(cell for row in filled.book["Dossier"].iter_rows() for cell in row if str(cell.value).startswith("{"))
    about = json.loads(str(cell.value))
    for change_, words in (({"handboek": "ander"}, "een ander handboek"), ({"formaat": 99}, "nieuwere versie")):
        cell.value = json.dumps({**about, **change_})
        assert words in open_file(page, filled.save())


@pytest.mark.parametrize("gone", ["DecompressionStream", "CompressionStream"])
def test_an_old_browser_is_told(
    context: BrowserContext, server: str, filled: Filled, tmp_path: Path, gone: str
) -> None:
    """A browser that cannot open what is packed says so in words; one that cannot pack makes a larger file."""
    page = context.new_page()
    page.add_init_script(f"delete window.{gone}")
    page.goto(server + OVERVIEW)
    said = open_file(page, filled.path)
    assert ("Deze browser is te oud om een Excelbestand te openen." in said) == (gone == "DecompressionStream")
    assert Filled(save_excel(page, tmp_path / "b.xlsx")).get(FIRST, "Status") == "klaar"


def test_nothing_is_loaded_before_it_is_asked_for(context: BrowserContext, server: str, tmp_path: Path) -> None:
    """What Excel needs comes when somebody asks for it, and what cannot be loaded is said."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + LIST)
    add_dossier(page, "Groen")
    assert not [url for url in asked if "excel" in url or "werkmap" in url]
    context.route("**/assets/werkmap/**", lambda route: route.abort())
    do(page, "excel-bewaren")
    expect(page.locator(".dossier-melding")).to_contain_text("kon niet worden geladen")
    context.unroute("**/assets/werkmap/**")
    save_excel(page, tmp_path / "a.xlsx")
    assert [url for url in asked if "werkmap/checklist-maatwerktraject.js" in url]


def test_it_works_from_a_stick(browser: Browser, site: Site, tmp_path: Path) -> None:
    """Opened by a double click, where a page may read no files of its own, a list is saved and opened too."""
    context = browser.new_context(accept_downloads=True, locale="nl-NL")
    page = context.new_page()
    page.goto((site.folder / OVERVIEW).as_uri())
    add_dossier(page, "Groen")
    change(page, FIRST, status="klaar")
    filled = Filled(save_excel(page, tmp_path / "a.xlsx"))
    filled.put(SECOND, Status="klaar")
    assert "Overgenomen: 1 stap." in open_file(page, filled.save())
    context.close()


def test_a_text_on_a_list_does_not_reset_the_reminder(page: Page, filled: Filled, server: str, tmp_path: Path) -> None:
    """A file with all stappen holds the whole dossier; that of one list does not, and the reminder goes on."""
    assert not page.evaluate("Dossiers.about().sinds")
    change(page, FIRST, wie="Bo")
    page.goto(server + LIST)
    save_excel(page, tmp_path / "lijst.xlsx")
    assert page.evaluate("Dossiers.about().sinds")


def test_the_overview_as_a_workbook(page: Page, tmp_path: Path) -> None:
    """A row for each dossier that is shown, and one for each thing that somebody has to do, in tables, with days as days."""
    page.evaluate("Dossiers.create('Rood')")
    change(page, FIRST, wie="Ans", wanneer="2026-01-02", opmerking="een\ntwee")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als Excel", exact=True).click()
    download.value.save_as(tmp_path / "a.xlsx")
    dossiers, tasks = load_workbook(tmp_path / "a.xlsx").worksheets
    for sheet in (dossiers, tasks):
        (table,) = sheet.tables.values()
        assert table.ref.endswith(str(sheet.max_row))
    rows = [[cell.value for cell in row] for row in dossiers.iter_rows(min_row=4)]
    assert [(row[0], row[1], row[2], row[7]) for row in rows] == [("Groen", 2, 1, 0), ("Rood", 2, 0, 1)]
    assert rows[1][5:7] == ["Ans", datetime(2026, 1, 2)]
    todo = [[cell.value for cell in row] for row in tasks.iter_rows(min_row=4)]
    assert [(row[0], row[1], row[3], row[4], row[5]) for row in todo] == [
        ("Ans", datetime(2026, 1, 2), "Rood", "open", "een\ntwee"),
        ("Bo", datetime(2026, 12, 3), "Groen", "bezig", None),
        (None, "voor de kerst", "Groen", "open", None),
    ]
