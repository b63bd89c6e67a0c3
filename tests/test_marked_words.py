"""No word escapes the catalogue: with one in which each is marked, all that the handbook shows is marked, or its own."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

from macros.words import OTHER_CATALOGUE
from tests.conftest import Site, build_once, keep_made, pdf_pages, served
from tests.english import asking, press_everything
from tests.example import make_example
from tests.marked import SEARCH, escaped, escaped_words, said_in, unmarked, write_marked

_LIVELY = (
    "index.html", "folder.html", "group.html", "lists/dossiers.html", "lists/visit.html", "slides.html", "tasks.html", "teach.html",
)  # fmt: skip
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEARD = re.compile(
    r'<(?:w:alias w:val|w:style [^>]*w:customStyle="1"[^>]*><w:name w:val|p:cNvPr [^>]*\b(?:name|descr))="([^"]*)"'
)
_OF_PANDOC = {"Compact", "Table Caption", "Definition Term", "Definition"}  # styles that it looks for by these names
_HEARD_IN = """(part) => ["aria-label", "placeholder", "title"].flatMap((name) =>
  [...part.querySelectorAll(`[${name}]`)].map((tag) => tag.getAttribute(name)))"""
_CUT = "…"  # the end of what was too long for a field of Word
_GIFT = re.compile(r"\$CATEGORY:|\b(?:TRUE|FALSE)\b|//|::|[{}=~#]")
_HEAD_CODE = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[LCRPND]')


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The English handbook in that language."""
    catalogue = tmp_path_factory.mktemp("words") / "en.po"
    write_marked(catalogue)
    return build_once(tmp_path_factory, "marked", _make, **{OTHER_CATALOGUE: str(catalogue)})


def _make(folder: Path) -> Path:
    make_example(folder / "garden")
    return keep_made(folder / "garden")


@pytest.fixture(scope="module")
def markedserver(marked: Site) -> Iterator[str]:
    """Where its site is served."""
    with served(marked.folder) as address:
        yield address


def of_office(path: Path, holder: str) -> Iterator[str]:
    """Each paragraph of a file of Word or PowerPoint, and what it calls its parts and says of them."""
    with zipfile.ZipFile(path) as archive:
        for name in (name for name in archive.namelist() if name.endswith(".xml")):
            xml = archive.read(name).decode()
            for paragraph in ElementTree.fromstring(xml).iter(f"{holder}p"):
                yield "".join(text.text or "" for text in paragraph.iter(f"{holder}t"))
            yield from (heard for heard in _HEARD.findall(xml) if heard not in _OF_PANDOC and not heard.endswith(_CUT))


def of_excel(path: Path) -> Iterator[str]:
    """Each cell, and all that a sheet says beside its cells."""
    book: Any = load_workbook(path)
    yield str(book.properties.title)
    for sheet in book:
        yield sheet.title
        yield from (column.name for table in sheet.tables.values() for column in table.tableColumns)
        yield from (
            str(cell)
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if not str(cell or "=").startswith("=")
        )
        for part in (sheet.oddHeader, sheet.oddFooter):
            yield from (_HEAD_CODE.sub("\n", side.text) for side in (part.left, part.center, part.right) if side.text)
        for rule in sheet.data_validations.dataValidation:
            yield from filter(None, (rule.error, rule.errorTitle, rule.prompt, rule.promptTitle))


def of_book(path: Path) -> Iterator[str]:
    """Each page of an EPUB."""
    with zipfile.ZipFile(path) as archive:
        for name in (name for name in archive.namelist() if name.endswith(".xhtml")):
            yield from said_in(archive.read(name).decode())


def of_table(path: Path) -> Iterator[str]:
    """Each cell."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from (cell for row in csv.reader(file, delimiter=";") for cell in row)


def of_feed(path: Path) -> Iterator[str]:
    """What it shows of each change."""
    for element in ElementTree.parse(path).iter():
        if element.tag.rpartition("}")[2] in ("title", "content", "summary", "name"):
            yield element.text or ""
        yield element.get("term", "")


def of_guide(path: Path) -> Iterator[str]:
    """What one sees on opening the copy for a stick: what stands in it, and what to do."""
    with zipfile.ZipFile(path) as archive:
        yield from {name.split("/")[1].removesuffix(".txt").removesuffix(".html") for name in archive.namelist()}
        yield archive.read(archive.namelist()[0]).decode("utf-8-sig")


_READERS = {
    ".docx": lambda path: of_office(path, _WORD),
    ".pptx": lambda path: of_office(path, _DRAWING),
    ".xlsx": of_excel,
    ".epub": of_book,
    ".csv": of_table,
    ".xml": of_feed,
    ".txt": lambda path: [_GIFT.sub("\n", path.read_text(encoding="utf-8"))],
    ".zip": of_guide,
}


def test_a_word_that_escaped_would_be_found() -> None:
    """Alone, beside what is marked and beside what is the handbook's own; what is marked may hold values."""
    assert escaped("‹Season 1: ‹of› Ground› Ground") == []
    assert escaped("Show all") == ["Show all"]
    assert escaped("‹Show› all") == ["all"]
    assert escaped("Ground, quotation") == ["Ground, quotation"]
    assert escaped("Once there were two evenings") == ["Once there were two evenings"]
    with pytest.raises(AssertionError, match="not closed"):
        escaped("‹Show")
    assert unmarked("‹a ‹b› c› d").split() == ["d"]
    assert next(said_in('<p>A <b>b</b></p><img alt="C">')) == "C"


def test_no_word_escapes_on_a_page(marked: Site) -> None:
    """Shown, heard, or told to who finds the page."""
    assert len(marked.pages) > 20
    found = {
        path: [line for text in said_in(page.html) for line in escaped(text)] for path, page in marked.pages.items()
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("path", _LIVELY)
def test_no_word_escapes_in_a_state_of_a_page(markedserver: str, browser: Browser, path: str) -> None:
    """Whatever is ticked, typed, opened, chosen or pressed; what was typed is the reader's own."""
    seen = press_everything(browser, markedserver, path)
    typed = re.compile(r"\bzzz\b|\bPlot 7\b")
    assert {line for html in seen for text in said_in(html) for line in escaped(typed.sub("", text))} == set()


@pytest.mark.parametrize("words", ["sowing", "who has the key", "courgete", "qqqq", ""])
def test_no_word_escapes_in_an_answer_of_the_search(markedserver: str, browser: Browser, words: str) -> None:
    """With results, after a slip, with none, and before anything is typed."""
    with asking(browser, markedserver, words) as page:
        shown = page.locator(SEARCH).inner_text()
        heard = page.locator(SEARCH).evaluate(_HEARD_IN)
    assert len(shown) > 20
    assert escaped_words("\n".join([shown, *heard])) - {*words.split()} == set()


@pytest.mark.parametrize("kind", _READERS)
def test_no_word_escapes_in_a_file(marked: Site, kind: str) -> None:
    """In its text, its heads, its names of parts, and what it says of pictures and fields."""
    files = [path for path in (marked.folder / "downloads").iterdir() if path.suffix == kind]
    assert files
    found = {path.name: [line for text in _READERS[kind](path) for line in escaped(text)] for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_word_escapes_in_a_pdf(marked: Site) -> None:
    """Lines break anywhere in it, so that each word is looked at alone: outside the marks all are the handbook's own."""
    files = list((marked.folder / "downloads").glob("*.pdf"))
    assert len(files) > 15
    found = {path.name: escaped_words(" ".join(pdf_pages(path))) for path in files}
    assert {name: words for name, words in found.items() if words} == {}
