"""The PDFs: to be read by everyone, to be filled in, and with the same text as everything else."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pdfua import validate
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from macros.content.letters import FAMILY
from macros.content.model import Checklist
from macros.edition import Edition
from macros.edition.catalog import BOOKLET
from macros.edition.imprint import read_imprint
from macros.edition.rows import checklist_rows, handboek_rows
from macros.formats.document import list_document, render_document
from macros.formats.pdf import make_pdf, make_pdf_html
from tests.conftest import ROOT, Site, pdf_pages, served
from tests.poppler import fonts_in, words_shown

_AROUND = 500  # points
_CSS = ROOT / "docs" / "assets" / "css"
_LISTS = (
    "loopbaanorientatie",
    "maatwerktraject",
    "plaatsing",
    "arbeidstoeleiding",
    "bewijsmap",
    "gesprek",
    "management",
)


def pdf_files(site: Site) -> list[Path]:
    """Every PDF of the site that is read; the booklet is for a copier, its text is that of the large print."""
    return sorted(path for path in (site.folder / "downloads").glob("*.pdf") if path.name != BOOKLET.name)


@cache
def read(path: Path) -> PdfReader:
    """A PDF, opened."""
    return PdfReader(path)


def bare(text: str) -> str:
    """Text without white space, footers, page numbers and what is said behind a link: how lines fall does not matter."""
    text = re.sub(r"Boris brengt je bij 'n baan · [^\n]*|pagina \d+ van \d+", "", text)
    text = re.sub(r"\((nu:|niet\s+gecontroleerd|vervallen)[^)]*\)", "", text)
    return re.sub(r"\s", "", text)


def words_of(path: Path) -> str:
    """All words of a PDF, bare."""
    return bare("\n".join(pdf_pages(path)))


def checklist_of(edition: Edition, name: str) -> Checklist:
    """A checklist by the end of its id."""
    item = edition.by_id[f"checklist-{name}"]
    assert isinstance(item, Checklist)
    return item


def test_every_letter_comes_from_the_typeface(site: Site) -> None:
    """Each PDF, the booklet too, holds the letters that it shows, and only those of the handbook's typeface."""
    for path in (site.folder / "downloads").glob("*.pdf"):
        fonts = fonts_in(path)
        assert fonts
        assert [font for font in fonts if not (font.embedded and font.name.startswith(FAMILY))] == [], path.name


def test_every_pdf_is_accessible(site: Site) -> None:
    """A check of PDF/UA-1 finds no error and no warning in any PDF."""
    files = pdf_files(site)
    assert len(files) >= 19
    for path in files:
        findings = [f"{finding.rule_id}: {finding.message}" for finding in validate(str(path)).findings]
        assert not findings, path.name


def test_every_pdf_says_what_it_is(site: Site) -> None:
    """Title, author, language, version and the marks of PDF/UA stand in every PDF; all its fonts are embedded."""
    for path in pdf_files(site):
        reader: Any = read(path)
        root, info = reader.trailer["/Root"], reader.metadata
        assert info is not None
        assert info.title, path.name
        assert info.author, path.name
        assert "versie" in str(info.keywords), path.name
        assert root["/Lang"] == "nl", path.name
        assert root["/MarkInfo"]["/Marked"], path.name
        for page in reader.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                assert "AtkinsonHyperlegible" in font["/BaseFont"].replace("-", ""), (path.name, font["/BaseFont"])


@pytest.mark.parametrize("name", _LISTS)
def test_a_checklist_holds_the_stappen_of_the_model(either_site: Site, either: Edition, name: str) -> None:
    """Every stap stands in the PDF, whole and in order."""
    words = words_of(either_site.folder / "downloads" / f"checklist-{name}.pdf")
    place = 0
    for row in checklist_rows(either, checklist_of(either, name)):
        place = words.find(bare(row.doe), place)
        assert place >= 0, row.doe
        for line in row.toelichting.splitlines():
            assert bare(line) in words, line


@pytest.mark.parametrize("name", _LISTS)
def test_a_short_checklist_says_only_what_to_do(either_site: Site, either: Edition, name: str) -> None:
    """The short PDF has the first sentence of each stap and none of the explanation."""
    words = words_of(either_site.folder / "downloads" / f"checklist-{name}-kort.pdf")
    for row in checklist_rows(either, checklist_of(either, name)):
        assert bare(row.doe) in words
        assert not row.stap.toelichting or bare(row.toelichting.splitlines()[0]) not in words


@pytest.mark.parametrize("name", _LISTS)
def test_a_checklist_can_be_filled_in(either_site: Site, either: Edition, name: str) -> None:
    """There is a box and room for who, when and a note for each stap, and each says what it is for."""
    fields = read(either_site.folder / "downloads" / f"checklist-{name}.pdf").get_fields() or {}
    boxes = [field for field in fields.values() if field["/FT"] == "/Btn"]
    rows = checklist_rows(either, checklist_of(either, name))
    assert len(boxes) == len(rows)
    heads = 4 if either.onderwerp_of(checklist_of(either, name)) else 3
    assert len(fields) == 4 * len(rows) + heads
    assert all(field["/TU"] for field in fields.values())
    assert [bare(str(box["/TU"])) for box in boxes] == [bare(row.doe) for row in rows]


def test_the_book_has_a_cover_contents_and_page_numbers(site: Site) -> None:
    """The whole handbook opens with a cover and a table of contents, whose numbers are those of the pages."""
    pages = pdf_pages(site.folder / "downloads" / "handboek.pdf")
    assert "pagina" not in pages[0]
    entry = re.search(r"Maatwerktraject operationeel maken[\s.]*?(\d+)", "\n".join(pages[1:4]))
    assert entry
    assert "Maatwerktraject operationeel maken" in pages[int(entry[1]) - 1]
    assert re.search(r"\(blz\. \d+\)", "\n".join(pages))


def test_the_book_holds_the_stappen_of_the_model(either_site: Site, either: Edition) -> None:
    """Every stap stands in the whole handbook with all its words, in order; what a link on paper adds is left out."""
    words = re.sub(r"\(blz\.\d+\)", "", words_of(either_site.folder / "downloads" / "handboek.pdf"))
    place = 0
    for row in handboek_rows(either):
        for line in row.text.splitlines():
            place = words.find(bare(line), place)
            assert place >= 0, line


def test_the_book_has_bookmarks(either_site: Site, either: Edition) -> None:
    """The outline names each fase and its onderdelen."""
    outline = read(either_site.folder / "downloads" / "handboek.pdf").outline
    titles = [str(item.title) for item in _flatten(outline)]
    for fase in either.handboek.fasen:
        assert {fase.titel, *(part.titel for part in fase.onderdelen())} <= set(titles)


def _flatten(outline: list) -> list:  # type: ignore[type-arg]
    return [item for part in outline for item in (_flatten(part) if isinstance(part, list) else [part])]


def test_the_same_text_gives_the_same_bytes(edition: Edition) -> None:
    """Two times the same PDF is the same file, byte for byte."""
    imprint = read_imprint(edition.handboek, "https://voorbeeld.nl")
    rendered = render_document(edition, list_document(edition, checklist_of(edition, "plaatsing")), imprint)
    html = make_pdf_html(rendered, imprint, _CSS)
    assert make_pdf(html, "x") == make_pdf(html, "x")


def test_without_an_address_paper_has_no_code(edition: Edition) -> None:
    """A QR code stands on paper only when it is known where it would lead."""
    for address, count in (("", 0), ("https://voorbeeld.nl", 1)):
        imprint = read_imprint(edition.handboek, address)
        rendered = render_document(edition, list_document(edition, checklist_of(edition, "plaatsing")), imprint)
        assert rendered.html.count('class="qr"') == count
        assert ("voorbeeld.nl/checklists/plaatsing.html" in rendered.html) == bool(count)


def test_no_word_falls_off_the_paper(site: Site, tmp_path: Path) -> None:
    """Every word of the book stands on its page: on larger paper none would be seen around that."""
    writer = PdfWriter(clone_from=site.folder / "downloads" / "handboek.pdf")
    width, height = (float(size) for size in writer.pages[0].mediabox.upper_right)
    for page in writer.pages:
        assert [*page.mediabox] == [0, 0, width, height]
        page.mediabox = RectangleObject((-_AROUND, -_AROUND, width + _AROUND, height + _AROUND))
    writer.write(tmp_path / "larger.pdf")
    words = words_shown(tmp_path / "larger.pdf")
    assert len(words) > 10_000
    for word in words:
        assert _AROUND <= word.left <= word.right <= width + _AROUND, word
        assert _AROUND <= word.top <= word.bottom <= height + _AROUND, word


def test_a_pdf_gets_nothing_from_elsewhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A picture in a document cannot bring in a file of this machine, or ask for an address."""
    Image.new("RGB", (9, 9)).save(tmp_path / "geheim.png")
    with served(tmp_path) as address:
        page = f'<img src="{(tmp_path / "geheim.png").as_uri()}"><img src="{address}geheim.png"><p>x</p>'
        (sheet,) = PdfReader(BytesIO(make_pdf(page, "proef"))).pages
    assert not sheet.images
    assert caplog.text.count("only what the handbook has itself") == 2
