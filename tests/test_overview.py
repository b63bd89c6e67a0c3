"""All dossiers side by side: what a manager sees, prints and takes to a calendar, and the way back to a list."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from tests.dossiers import FIRST, LIST, OVERVIEW, SECOND, box, keep_before, open_page

_TODAY = "2026-12-02T10:00:00"  # a Wednesday
_LATE, _SUNDAY, _LATER = "2026-12-01", "2026-12-06", "2026-12-07"


def stap(wie: str, wanneer: str, status: str = "open") -> dict[str, Any]:
    """What an earlier version kept of a stap."""
    return {"status": status, "wie": wie, "wanneer": wanneer, "opmerking": "", "t": 5}


_DOSSIERS = {
    "d-1": {"naam": "Groen", "t": 5, "stappen": {FIRST: stap("", "", "klaar"), SECOND: stap("Mia", _LATER)}},
    "d-2": {"naam": "Blauw", "t": 5, "stappen": {FIRST: stap("Mia", _LATE), SECOND: stap("Bo", "voor de kerst")}},
    "d-3": {"naam": "Rood", "t": 5, "stappen": {"plaatsing-onbekend": stap("Mia", _LATE)}},
    "d-4": {"naam": "Wit", "t": 5, "stappen": {FIRST: stap("mia ", _SUNDAY, "bezig")}},
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A manager, on a day in December."""
    context = browser.new_context(accept_downloads=True, locale="nl-NL", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Page:
    """The overview, with the dossiers of several people."""
    page = context.new_page()
    page.clock.set_fixed_time(_TODAY)
    page.goto(server + OVERVIEW)
    keep_before(page, _DOSSIERS, "d-1")
    page.reload()
    return page


def rows(page: Page, table: str) -> Locator:
    """The rows of a table of the overview."""
    return page.locator(f'[data-tabel-van="{table}"] tbody tr')


def names(page: Page) -> list[str]:
    """What the dossiers that are shown are called, from the top."""
    return rows(page, "dossiers").locator("th").all_inner_texts()


def test_each_dossier_has_a_row(page: Page) -> None:
    """A row says the fase, how much is done, what comes next, who does it by when, and what is too late."""
    assert names(page) == ["Blauw", "Groen", "Rood", "Wit"]
    cells = rows(page, "dossiers").first.locator("td")
    expect(cells.nth(0)).to_have_text("2")
    expect(rows(page, "dossiers").nth(1).locator("td").nth(1)).to_contain_text("1 van ")
    expect(cells.nth(3)).to_have_text("Mia")
    expect(cells.nth(4)).to_have_text("1 december 2026, te laat")
    expect(cells.nth(5)).to_have_text("1 stap")


@pytest.mark.parametrize(
    ("field", "choice", "dossiers", "tasks"),
    [
        ("wie", "Bo", ["Blauw"], 1),
        ("wie", "Mia", ["Blauw", "Groen", "Wit"], 3),
        ("dag", "laat", ["Blauw"], 1),
        ("dag", "week", ["Blauw", "Wit"], 2),
        ("dag", "zonder", ["Blauw"], 1),
        ("fase", "0", ["Rood"], 0),
    ],
)
def test_a_manager_chooses(page: Page, field: str, choice: str, dossiers: list[str], tasks: int) -> None:
    """One person, what is too late, this week, or one fase: both tables show that only."""
    page.locator(f'.alle [name="{field}"]').select_option(choice)
    assert names(page) == dossiers
    expect(rows(page, "taken")).to_have_count(tasks)


def test_by_person_and_by_day(page: Page) -> None:
    """All that somebody has to do stands together, over all dossiers, the earliest first."""
    assert [row.locator("th, td").all_inner_texts()[::3] for row in rows(page, "taken").all()] == [
        ["Bo", "Blauw"],
        ["Mia", "Blauw"],
        ["mia", "Wit"],
        ["Mia", "Groen"],
    ]


def test_the_order_is_the_readers_own(page: Page) -> None:
    """By day the dossier that is due first stands first; one without a day comes last."""
    page.locator('.alle [name="volgorde"]').select_option("dag")
    assert names(page) == ["Blauw", "Wit", "Groen", "Rood"]


def test_a_row_opens_its_dossier(page: Page) -> None:
    """The name of a dossier opens it below, and its next stap leads there with the right dossier open."""
    page.get_by_role("button", name="Wit").click()
    expect(page.locator("#dossier-keuze")).to_have_value("d-4")
    rows(page, "dossiers").first.get_by_role("link").click()
    page.wait_for_url(f"**#{FIRST}")
    assert page.evaluate("Dossiers.name") == "Blauw"


def test_the_overview_prints_on_its_side(page: Page) -> None:
    """All dossiers stand on one sheet that lies on its side, without what only the screen needs."""
    sheet, *_ = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert sheet.mediabox.width > sheet.mediabox.height
    words = " ".join(sheet.extract_text().split())
    for word in ("Blauw", "Groen", "Rood", "Wit", "te laat", "2 december 2026", "Per persoon", "Bo"):
        assert word in words
    assert "Volgorde" not in words


def test_a_calendar_file_has_what_is_open(page: Page, tmp_path: Path) -> None:
    """Each open stap with a day is a whole day in a calendar; long lines are folded and nothing is cut."""
    name = "Wit, met; een \\ en € " + "lang " * 20
    page.evaluate("name => { Dossiers.choose('d-4'); Dossiers.rename(name); }", name.strip())
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar voor uw agenda").click()
    assert download.value.suggested_filename == "agenda 2026-12-02.ics"
    download.value.save_as(tmp_path / "a.ics")
    data = (tmp_path / "a.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    text = data.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 3
    assert f"DTSTART;VALUE=DATE:{_SUNDAY.replace('-', '')}" in text
    assert f"UID:{FIRST}.d-4" in text
    assert name.strip().replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") in text


def test_nothing_for_a_calendar_is_said(page: Page) -> None:
    """Without a day there is no file, and the page says why."""
    page.locator('.alle [name="dag"]').select_option("zonder")
    page.get_by_role("button", name="Bewaar voor uw agenda").click()
    expect(page.locator(".dossier-melding")).to_contain_text("Er is dus niets voor een agenda.")


def test_home_leads_back_to_the_list(context: BrowserContext, server: str) -> None:
    """Home has the way back to the list that was last filled in, with its dossier open, until that is removed."""
    home = open_page(context, server + "index.html")
    way = home.locator("[data-verder]")
    expect(way).to_be_hidden()
    listing = open_page(context, server + LIST)
    box(listing, FIRST).check()
    expect(way).to_contain_text("Verder met Dossier 1: ")
    listing.evaluate("Dossiers.create('Groen')")
    home.bring_to_front()
    way.get_by_role("link").click()
    expect(home).to_have_url(server + LIST)
    expect(box(home, FIRST)).to_be_checked()
    home.evaluate("void Dossiers.remove()")
    home.goto(server + "index.html")
    expect(way).to_be_hidden()


def test_the_choices_are_folded_on_a_phone(page: Page) -> None:
    """On a phone the first dossier stands on the first screen; what one chooses by is a tap away, and stays in sight on a desk."""
    expect(page.locator('.alle [name="wie"]')).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 640})
    page.reload()
    expect(page.locator('.alle [name="wie"]')).to_be_hidden()
    first = rows(page, "dossiers").first.locator("th").bounding_box()
    bar = page.locator("[data-balk]").bounding_box()
    assert first
    assert bar
    assert first["y"] + first["height"] <= bar["y"]
    page.locator(".alle-keuze summary").click()
    page.locator('.alle [name="wie"]').select_option("Bo")
    assert names(page) == ["Blauw"]
    expect(page.locator(".alle").get_by_role("status")).to_have_text("1 van 4 dossiers")


def test_many_tasks_print_a_line_each(page: Page) -> None:
    """Nine people's worth of tasks in nine dossiers: every one is on paper, on numbered sheets, without a sheet for every few."""
    stappen = page.locator("[data-stap]").evaluate_all("items => items.map(item => item.dataset.stap)")[:9]
    many = {
        f"e-{number}": {
            "naam": f"Leerling {number}",
            "t": 5,
            "stappen": {id_: stap("Ans de Vries", f"2026-11-{20 + at}") for at, id_ in enumerate(stappen)},
        }
        for number in range(9)
    }
    page.evaluate("Dossiers.removeAll()")
    keep_before(page, many, "e-1")
    page.reload()
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    tasks = [text for text in sheets if "Ans de Vries" in text and "Hoe ver u bent" not in text]
    lines = [line for text in tasks for line in text.splitlines()]
    assert sum(line.startswith("Ans de Vries 2") and "november 2026, te laat" in line for line in lines) == 81
    assert f"pagina 2 van {len(sheets)}" in tasks[1]


def test_a_note_keeps_its_lines(page: Page) -> None:
    """What was written on several lines stands on several lines, in the overview and on its list."""
    page.evaluate(
        "stap => { Dossiers.choose('d-1'); Dossiers.set(stap, {opmerking: 'een\\ntwee\\r\\ndrie'}); }", SECOND
    )
    words = page.locator(f'[data-stap="{SECOND}"] .kaart-voor')
    assert words.inner_text().endswith("een\ntwee\ndrie")
    page.goto(page.url.replace(OVERVIEW, LIST))
    expect(page.locator(f"#opmerking-{SECOND}")).to_have_value("een\ntwee\ndrie")
