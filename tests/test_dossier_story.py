"""A month at a school: eight dossiers of four teachers, brought together, chased, handed over, sent through Excel and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.dossiers import OVERVIEW, choose, do, open_file, open_page, save_file, stored
from tests.test_excel_both_ways import Filled, change, save_excel

_FIRST_DAY = date(2026, 11, 30)  # a Monday
_TEACHERS = {"Ans": ("Rood", "Oranje"), "Bo": ("Geel", "Groen"), "Cor": ("Blauw", "Paars"), "Dia": ("Wit", "Zwart")}
_NAMES = sorted(name for names in _TEACHERS.values() for name in names)
_Said = dict[str, dict[str, str]]


@dataclass
class School:
    """Everybody's browser, and what each dossier should say of each stap, by its name."""

    manager: Page
    teachers: dict[str, Page]
    folder: Path
    stappen: list[str] = field(default_factory=list)
    expected: dict[str, _Said] = field(default_factory=lambda: {name: {} for name in _NAMES})

    def today(self, day: date) -> None:
        """Let it be this day for everybody, nine in the morning."""
        for page in (self.manager, *self.teachers.values()):
            page.context.clock.set_fixed_time(datetime(day.year, day.month, day.day, 9))

    def write(self, page: Page, name: str, stap: str, **values: str) -> None:
        """Somebody says something of a stap, which should be there at the end."""
        choose(page, name)
        change(page, stap, **values)
        self.note(name, stap, **values)

    def note(self, name: str, stap: str, **values: str) -> None:
        """What a dossier should say from now on."""
        self.expected[name].setdefault(stap, {}).update(values)

    def should_be_late(self, today: date) -> list[str]:
        """The dossiers in which something should have been done before today."""

        def is_late(entry: dict[str, str]) -> bool:
            return "" < entry.get("wanneer", "") < today.isoformat() and entry.get("status") not in ("klaar", "nvt")

        return [name for name in _NAMES if any(map(is_late, self.expected[name].values()))]

    def hand_over(self, page: Page, name: str) -> Path:
        """The file of one dossier."""
        choose(page, name)
        with page.expect_download() as download:
            do(page, "bewaren")
        target = self.folder / download.value.suggested_filename
        download.value.save_as(target)
        return target


@pytest.fixture
def school(browser: Browser, server: str, tmp_path: Path) -> Iterator[School]:
    """A manager and four teachers, each with a browser of their own, with nothing in it."""
    with ExitStack() as stack:
        pages = []
        for _ in ("manager", *_TEACHERS):
            context = browser.new_context(
                accept_downloads=True, locale="nl-NL", viewport={"width": 1280, "height": 900}
            )
            stack.callback(context.close)
            context.clock.install(time=datetime(2026, 11, 30, 9))
            pages.append(open_page(context, server + OVERVIEW))
        school = School(pages[0], dict(zip(_TEACHERS, pages[1:], strict=True)), tmp_path)
        items = school.manager.locator("[data-stap]")
        school.stappen = items.evaluate_all("items => items.map(item => item.dataset.stap)")
        yield school


def said_in(page: Page) -> dict[str, _Said]:
    """What the dossiers of a browser say, by their names; nothing stands beside it that somebody has to choose from."""
    result: dict[str, _Said] = {}
    for dossier in stored(page).values():
        assert dossier["naam"]["v"] not in result, "a dossier is there twice"
        fields = [kept for entry in dossier["stappen"].values() for kept in entry.values()]
        assert not [kept for kept in fields if "ook" in kept]
        said = {stap: {part: kept["v"] for part, kept in entry.items()} for stap, entry in dossier["stappen"].items()}
        result[dossier["naam"]["v"]] = {stap: entry for stap, entry in said.items() if entry}
    return result


def late(page: Page) -> list[str]:
    """The dossiers in which something is too late, as the manager sees them."""
    page.locator('.alle [name="dag"]').select_option("laat")
    names = page.locator('[data-tabel-van="dossiers"] tbody th').all_inner_texts()
    page.locator('.alle [name="dag"]').select_option("")
    return names


def fill_in(school: School, path: Path, name: str, teacher: str, week: int) -> Path:
    """A teacher works in Excel: ticks, writes, sorts the rows and adds one."""
    filled = Filled(path)
    first, asked, own = school.stappen[week - 1], school.stappen[10], f"Huisbezoek in week {week}"
    filled.put(asked, Status="klaar", Opmerking="Gebeld.")
    school.note(name, asked, status="klaar", opmerking="Gebeld.")
    filled.put(first, Status="klaar", Opmerking=f"gedaan in Excel\ndoor {teacher}")
    school.note(name, first, status="klaar", opmerking=f"gedaan in Excel\ndoor {teacher}")
    rows = [[cell.value for cell in row] for row in filled.sheet.iter_rows(min_row=filled.head + 1)]
    for at, row in enumerate(reversed(rows), filled.head + 1):
        for column, value in enumerate(row, 1):
            filled.sheet.cell(at, column).value = value
    filled.add(Stap=own, Wie=teacher, Wanneer=datetime(2026, 12, 31))
    school.note(name, own, doe=own, wie=teacher, wanneer="2026-12-31")
    return filled.save_in_office() if week == 1 else filled.save()


def by_words(said: dict[str, _Said]) -> dict[str, _Said]:
    """The same, with a school's own stap called by its words."""
    return {name: {entry.get("doe", stap): entry for stap, entry in dossier.items()} for name, dossier in said.items()}


def test_a_month_at_a_school(school: School) -> None:
    """Nothing is lost and nothing is doubled, whoever writes where and however it travels."""
    manager, stappen = school.manager, school.stappen
    files = []
    for teacher, page in school.teachers.items():
        for name in _TEACHERS[teacher]:
            page.evaluate("name => Dossiers.create(name)", name)
            for week in range(1 + _NAMES.index(name) % 4):  # some have more to do than others
                day = _FIRST_DAY + timedelta(days=7 * week + 2)
                school.write(page, name, stappen[week], wie=teacher, wanneer=day.isoformat())
        files.append(save_file(page, school.folder / f"{teacher}.json"))
    manager.locator('.dossier input[type="file"]').set_input_files(files)
    expect(manager.locator('[data-tabel-van="dossiers"] tbody tr')).to_have_count(8)
    assert said_in(manager) == school.expected

    for week, (teacher, page) in enumerate(school.teachers.items(), 1):
        school.today(_FIRST_DAY + timedelta(days=7 * week))
        manager.reload()
        assert late(manager) == school.should_be_late(_FIRST_DAY + timedelta(days=7 * week))
        on_paper, in_excel = _TEACHERS[teacher]
        # The manager asks for something more, hands both dossiers over, and goes on meanwhile.
        for name in (on_paper, in_excel):
            school.write(manager, name, stappen[10], wie="manager", opmerking=f"Bel mij.\nWeek {week}")
        handed = school.hand_over(manager, on_paper)
        choose(manager, in_excel)
        workbook = save_excel(manager, school.folder / f"{in_excel}.xlsx")
        for name in (on_paper, in_excel):
            school.write(manager, name, stappen[11], status="nvt")
        # The teacher works in the one, with the file of the other in Excel.
        open_file(page, handed)
        school.write(page, on_paper, stappen[week - 1], status="klaar", opmerking=f"gedaan door {teacher}")
        school.write(page, on_paper, stappen[10], status="klaar")
        back = school.hand_over(page, on_paper)
        for path in (
            back,
            fill_in(school, workbook, in_excel, teacher, week),
            back,
            workbook,
        ):  # and once more by mistake
            open_file(manager, path)
        assert by_words(said_in(manager)) == school.expected

    with manager.expect_download() as download:
        manager.get_by_role("button", name="Bewaar als Excel", exact=True).click()
    download.value.save_as(school.folder / "overzicht.xlsx")
    sheet = load_workbook(school.folder / "overzicht.xlsx")["Dossiers"]
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == _NAMES
    everything = save_file(manager, school.folder / "alles.json")
    for page in school.teachers.values():
        open_file(page, everything)
        assert by_words(said_in(page)) == school.expected
    # Back through Excel, one by one, into an empty browser.
    workbooks = []
    for name in _NAMES:
        choose(manager, name)
        workbooks.append(Filled(save_excel(manager, school.folder / f"{name} alles.xlsx")).save())
    manager.evaluate("Dossiers.removeAll()")
    for path in workbooks:
        open_file(manager, path)
    assert by_words(said_in(manager)) == school.expected
