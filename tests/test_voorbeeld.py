"""The code serves any method: a handbook of another kind, with four fasen, comes out whole and knows nothing of this one."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from playwright.sync_api import Browser, expect

from macros.content.languages import language_of
from macros.content.model import Model, Named
from macros.edition import Edition
from macros.edition.load import load_edition
from tests.conftest import ROOT, Site, pdf_pages, run
from tests.test_accessibility import DESKTOP, PHONE, look_at_all
from tests.test_epub import complaints

_SHARED = [
    path
    for folder in ("macros", "overrides", "docs/assets/css", "docs/assets/js")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".j2", ".html", ".css", ".js")
]


_KINDS_OF_PAGES = [
    "index.html", "changes.html", "downloads.html", "folder.html", "group.html", "help.html", "lists/dossiers.html",
    "lists/letter.html", "lists/visit.html", "people.html", "seasons/harvest.html", "slides.html", "tasks.html",
    "teach.html", "words.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def tuinboek(project: Path) -> Edition:
    """The English handbook itself."""
    return load_edition(project / "data", project / "docs")


def words_of(handbook: Edition) -> set[str]:
    """What only one method has: its name and those of its fasen, its lists, its rollen and whom it works with."""
    handboek = handbook.handboek
    holders = [handboek.checklists, handboek.rollen, handboek.kenniscentra, handboek.instanties, handboek.partners]
    named = [*handboek.fasen, *(part for holder in holders if holder for _, part in holder.parts())]
    names = {part.id for part in named if isinstance(part, Named)} | set(
        handboek.methodiek.titel.casefold().split()[:1]
    )
    return (
        names
        - language_of("nl").stop_words
        - {word for kind in model_classes() for word in (kind.noun(), *kind.model_fields)}
    )


def model_classes(kind: type[Model] = Model) -> Iterator[type[Model]]:
    """Every class of the model: its nouns are those of any method."""
    for inner in kind.__subclasses__():
        yield inner
        yield from model_classes(inner)


@pytest.mark.parametrize("path", _SHARED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_code_knows_no_word_of_the_method(path: Path, edition: Edition) -> None:
    """No module, template, style or script names a fase, list or organisation of this method, or the method itself."""
    found = set(re.findall(r"[\w-]+", path.read_text(encoding="utf-8").casefold()))
    assert not found & words_of(edition)


def test_it_is_in_order(project: Path) -> None:
    """Its own check says so."""
    result = run(sys.executable, "-m", "macros", "check", cwd=project, HANDBOEK_TAAL="en")
    assert (result.returncode, result.stderr) == (0, "")
    assert "4 seasons" in result.stdout


def test_all_of_it_stands_on_the_site(tuin: Site, tuinboek: Edition) -> None:
    """Each stap has its place, and each fase its own colour."""
    anchors = {str(tag["id"]) for page in tuin.pages.values() for tag in page.soup.find_all(id=True)}
    assert {stap.id for fase in tuinboek.handboek.fasen for stap in fase.all_stappen()} <= anchors
    assert [item["class"] for item in tuin.pages["index.html"].article.select(".fasen > li")] == [
        [f"fase-{number}"] for number in range(1, 5)
    ]


def test_nothing_of_the_other_method_is_left(tuin: Site, edition: Edition) -> None:
    """No page names what only the method of this project has."""
    for path, page in tuin.pages.items():
        found = set(re.findall(r"[\w-]+", page.html.casefold()))
        assert not found & words_of(edition), path


def test_every_format_holds_every_stap(tuin: Site, tuinboek: Edition) -> None:
    """The book, the sheet and the table have the stappen in order; the list has the method's own words at its head."""
    stappen = [stap for fase in tuinboek.handboek.fasen for stap in fase.all_stappen()]
    files = tuin.folder / "downloads"
    text = " ".join(" ".join(pdf_pages(files / "handbook.pdf")).split())
    places = [text.find(stap.doe) for stap in stappen]
    assert min(places) > 0
    assert places == sorted(places)
    with (files / "tasks.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.reader(table, delimiter=";"))[1:]
    assert [row[0] for row in rows] == [stap.id for stap in stappen]
    sheet = openpyxl.load_workbook(BytesIO((files / "first-year.xlsx").read_bytes())).worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    assert {"Neighbourhood:", "Garden:"} <= cells
    assert not (files / "centres-of-expertise.csv").exists()


def test_programs_of_office_can_open_its_files(tuin: Site) -> None:
    """Each keeps to the schemas of Office, so that there is nothing to repair."""
    files = [path for path in (tuin.folder / "downloads").iterdir() if path.suffix in (".docx", ".xlsx", ".pptx")]
    assert len(files) > 15
    for path in files:
        errors = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path)).errors
        assert not [str(error) for error in errors], path.name


def test_an_e_reader_can_open_its_book(tuin: Site) -> None:
    """The official checker has no remark."""
    assert complaints(tuin.folder / "downloads" / "handbook.epub") == []


def test_its_search_knows_its_words(tuinserver: str, browser: Browser) -> None:
    """A word that only its editors wrote down leads to the stap."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(tuinserver)
        page.keyboard.press("Control+k")
        page.keyboard.type("pitchfork")
        expect(page.locator("[data-zoekresultaten] a").first).to_have_attribute("href", re.compile("#loosen-soil$"))


def test_its_checklist_lives(tuinserver: str, browser: Browser) -> None:
    """A tick is kept, in a dossier that has the method's own warning."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{tuinserver}lists/visit.html")
        page.get_by_label("Check that it has six hours of sun a day.").first.check()
        page.reload()
        expect(page.get_by_label("Check that it has six hours of sun a day.").first).to_be_checked()
        expect(page.locator(".dossier-let-op")).to_have_text(
            "A dossier is about one garden. Do not write down names of neighbours."
        )


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_accessible(tuinserver: str, browser: Browser, size: tuple[int, int]) -> None:
    """By the rules that this handbook is held to: light, dark, in forced colours, on paper, at 400 % zoom."""
    found = look_at_all(browser, size, tuinserver, _KINDS_OF_PAGES, _KINDS_OF_PAGES)
    assert len(found) == 8
    assert [f"{name}: {what}" for name, whats in found.items() for what in whats] == []
