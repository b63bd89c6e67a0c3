"""What a screen reader is told of a PDF: what the Matterhorn Protocol lets a program check, and `pdfua` does not.

The numbers are those of the protocol's failure conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from macros.edition import Edition
from macros.edition.imprint import read_imprint
from macros.formats.document import PdfView, ShortView, list_document, render_document
from macros.formats.pdf import make_pdf, make_pdf_html
from tests.conftest import ROOT, Site, real_edition
from tests.english import english_edition
from tests.test_pdf import pdf_files, read

_CSS = ROOT / "docs" / "assets" / "css"
_BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/Table", "/Figure", "/TOC"}
_GROUPS = {"/Document", "/Part", "/Sect", "/Div", "/NonStruct", "/BlockQuote", "/Caption"}
_WITHIN = {"/Span", "/Link", "/Reference", "/Form"}
_OF = {  # what may stand directly in what
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/TOC": {"/TOCI", "/TOC", "/Caption"},
    "/TOCI": {"/Lbl", "/Reference", "/NonStruct", "/P", "/TOC"},
}
_BEGIN, _END, _LETTERS = (b"BDC", b"BMC"), b"EMC", (b"Tj", b"TJ")
_TOLD = {*_BEGIN, _END, *_LETTERS}
_KNOWN = _BLOCKS | _GROUPS | _WITHIN | set(_OF).union(*_OF.values())


class Tag:
    """An element of the tree of tags, with what it stands in."""

    def __init__(self, element: Any, parent: Tag | None) -> None:
        self.element, self.parent = element, parent
        self.kind = str(element["/S"])
        kids = element.get("/K", [])
        self.kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        self.tags = [Tag(kid, self) for kid in self.kids if isinstance(kid, dict) and "/S" in kid]
        self.annotations = [kid["/Obj"] for kid in self.kids if isinstance(kid, dict) and kid.get("/Type") == "/OBJR"]

    def all(self) -> Iterator[Tag]:
        """This one and all within it, in the order in which they are read."""
        yield self
        for tag in self.tags:
            yield from tag.all()

    def marks(self) -> Iterator[tuple[Any, int]]:
        """The pieces of pages that are its own, each with its page."""
        for kid in self.kids:
            if isinstance(kid, int):
                yield self.element.raw_get("/Pg"), int(kid)
            elif kid.get("/Type") == "/MCR":
                yield kid.raw_get("/Pg"), int(kid["/MCID"])


@cache
def tree_of(path: Path) -> Tag:
    """The tags of a PDF, from the top."""
    catalog: Any = read(path).trailer["/Root"]
    return Tag(catalog["/StructTreeRoot"]["/K"][0].get_object(), None)


@cache
def drawings_of(path: Path) -> list[list[tuple[bytes, int | None]]]:
    """What each page draws, as far as it begins or ends a mark, with its number, or sets letters: reading all takes seconds."""
    pages: Any = read(path).pages
    return [
        [(operator, _mark_of(operands)) for operands, operator in page.get_contents().operations if operator in _TOLD]
        for page in pages
    ]


def _mark_of(operands: Any) -> int | None:
    """The number of the mark that begins there, if it has one."""
    properties = operands[1] if len(operands) > 1 else None
    return int(properties["/MCID"]) if isinstance(properties, dict) and "/MCID" in properties else None


_PDFS = {
    "book": "handboek",
    "list": "checklist-maatwerktraject",
    "short": "checklist-maatwerktraject-kort",
    "form": "model-stageovereenkomst",
    "fase": "fase-maatwerktraject",
}
# A word that is its own id is no address that is read out.
_NAMED_ALIKE = {begrip.term for begrip in english_edition().handboek.begrippen.begrippen}
_ENGLISH_PDFS = {
    "English book": "handbook",
    "English list": "visit-list",
    "English form": "letter-owner",
    "workbook": "workbook-two-evenings",
}


@pytest.fixture(params=[*_PDFS, *_ENGLISH_PDFS])
def path(request: pytest.FixtureRequest) -> Path:
    """One PDF of each kind, of both handbooks."""
    site = request.getfixturevalue("site" if request.param in _PDFS else "tuin")
    return Path(site.folder, "downloads", f"{(_PDFS | _ENGLISH_PDFS)[request.param]}.pdf")


def test_every_tag_is_known_and_in_its_place(path: Path) -> None:
    """Each tag is one that readers know (02-001), and lists, tables and contents hold their own parts only (09-004 to -006)."""
    for tag in tree_of(path).all():
        assert tag.kind in _KNOWN
        if tag.kind in _OF:
            assert {kid.kind for kid in tag.tags} <= _OF[tag.kind], tag.kind
            assert len(tag.tags) == len(tag.kids)


def test_every_piece_of_text_stands_in_the_tree_once(path: Path) -> None:
    """What a page draws is in one tag, which it points back to, or is an artifact (01-003 to -007)."""
    reader = read(path)
    owners = {(mark.idnum, number): tag for tag in tree_of(path).all() for mark, number in tag.marks()}
    counts = Counter((mark.idnum, number) for tag in tree_of(path).all() for mark, number in tag.marks())
    assert set(counts.values()) == {1}
    catalog: Any = reader.trailer["/Root"]
    nums = catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    homes = {nums[place]: nums[place + 1] for place in range(0, len(nums), 2)}
    drawn = set()
    page: Any
    for page, drawing in zip(reader.pages, drawings_of(path), strict=True):
        number = page.indirect_reference.idnum
        marks = {mark for _, mark in drawing if mark is not None}
        drawn |= {(number, mark) for mark in marks}
        home: Any = homes[page["/StructParents"]]
        home = home.get_object() if isinstance(home, IndirectObject) else home
        for mark in marks:
            assert home[mark].get_object() == owners[number, mark].element
    assert drawn == set(owners)


def test_no_text_is_drawn_outside_of_what_is_marked(path: Path) -> None:
    """Letters stand within a tag or an artifact (01-005)."""
    for drawing in drawings_of(path):
        depth = 0
        for operator, _ in drawing:
            depth += (operator in _BEGIN) - (operator == _END)
            assert depth or operator not in _LETTERS


def test_headings_leave_no_level_out(path: Path) -> None:
    """The first heading is of the first level, and no level is skipped on the way down (14-002, 14-003)."""
    levels = [int(tag.kind[2]) for tag in tree_of(path).all() if tag.kind in {f"/H{level}" for level in range(1, 7)}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_header_says_what_it_heads(path: Path) -> None:
    """A header cell heads a row or a column (15-003)."""
    headers = [tag for tag in tree_of(path).all() if tag.kind == "/TH"]
    assert all(tag.element["/A"]["/Scope"] in ("/Row", "/Column") for tag in headers)


def test_every_picture_has_words_and_a_place(path: Path) -> None:
    """A picture says what it shows (13-004) and where on its page it stands."""
    for tag in tree_of(path).all():
        if tag.kind == "/Figure":
            assert tag.element["/Alt"]
            left, bottom, right, top = tag.element["/A"]["/BBox"]
            assert 0 <= left < right <= 596
            assert 0 <= bottom < top <= 843


def test_every_link_is_one_and_says_where_it_leads(path: Path) -> None:
    """A link is tagged as one (28-011), described by its own words (28-012), and holds no other link."""
    linked = set()
    for tag in tree_of(path).all():
        if tag.kind != "/Link":
            continue
        assert tag.annotations
        assert not [inner for inner in tag.all() if inner is not tag and inner.kind == "/Link"]
        for annotation in tag.annotations:
            words = annotation["/Contents"]
            assert words.strip()
            assert words != annotation.get("/Dest") or words in _NAMED_ALIKE, words
            assert annotation["/StructParent"] not in linked
            linked.add(annotation["/StructParent"])
    annotations = [each.get_object() for page in read(path).pages for each in page.get("/Annots", ())]
    assert linked == {each["/StructParent"] for each in annotations if each["/Subtype"] == "/Link"}
    fields = {each["/StructParent"] for each in annotations if each["/Subtype"] == "/Widget"}
    forms = [tag for tag in tree_of(path).all() if tag.kind == "/Form"]
    assert {tag.annotations[0]["/StructParent"] for tag in forms} == fields  # 28-010


def test_a_list_leads_back_to_its_page(edition: Edition) -> None:
    """The code and the address on paper are links, and the code says where it leads."""
    imprint = read_imprint(edition.handboek, "https://voorbeeld.nl")
    lijst = edition.handboek.checklists.checklists[0]
    for view in (PdfView, ShortView):
        rendered = render_document(edition, list_document(edition, lijst), imprint, view)
        pdf: Any = PdfReader(BytesIO(make_pdf(make_pdf_html(rendered, imprint, _CSS), "x")))
        tags = list(Tag(pdf.root_object["/StructTreeRoot"]["/K"][0].get_object(), None).all())
        address = f"https://voorbeeld.nl/{edition.places[lijst.id].address}"
        back = [tag for tag in tags for link in tag.annotations if link.get("/A", {}).get("/URI") == address]
        assert [tag.kind for tag in back] == ["/Link", "/Link"], view
        (code,) = (inner for tag in back for inner in tag.all() if inner.kind == "/Figure")
        assert address in code.element["/Alt"]


def test_a_table_over_two_pages_is_one(site: Site) -> None:
    """There are as many tables, rows, lists and items as in the text, however many pages they take."""
    edition = real_edition()
    imprint = read_imprint(edition.handboek)
    (item,) = edition.handboek.checklists.formulieren
    html = make_pdf_html(render_document(edition, list_document(edition, item), imprint), imprint, _CSS)
    soup = BeautifulSoup(html, "html.parser")
    tags = Counter(tag.kind for tag in tree_of(site.folder / "downloads" / "model-stageovereenkomst.pdf").all())
    assert tags["/Table"] == len(soup.find_all("table"))
    assert tags["/TR"] == len(soup.find_all("tr"))
    kinds = Counter(tag.kind for tag in tree_of(site.folder / "downloads" / "checklist-maatwerktraject-kort.pdf").all())
    assert kinds["/Table"] == kinds["/THead"] == 1
    assert len(read(site.folder / "downloads" / "checklist-maatwerktraject-kort.pdf").pages) == 2


def test_the_contents_are_tagged_as_such(site: Site) -> None:
    """Each entry of the contents is one link with its number behind it, and no dots are read."""
    path = site.folder / "downloads" / "handboek.pdf"
    entries = [tag for tag in tree_of(path).all() if tag.kind == "/TOCI"]
    assert len(entries) > 40
    for entry in entries:
        own = [tag for tag in entry.all() if tag.kind == "/Link" and _entry_of(tag) is entry]
        assert len(own) == 1
        assert own[0].parent is not None
        assert own[0].parent.kind == "/Reference"
        assert (
            len([mark for tag in own[0].all() for mark in tag.marks()]) <= 3
        )  # its words, perhaps on two lines; its number


def _entry_of(tag: Tag) -> Tag | None:
    while tag.kind != "/TOCI":
        assert tag.parent
        tag = tag.parent
    return tag


def test_the_text_begins_with_its_title(site: Site) -> None:
    """What stands at the foot of each page is not what one hears first."""
    for path in pdf_files(site):
        if path.name.startswith(("checklist", "model")):
            first = next(tag for tag in tree_of(path).all() if tag.kind in _BLOCKS)
            assert first.kind == "/H1", path.name


def test_a_form_has_a_heading_for_each_group(site: Site) -> None:
    """Who jumps from heading to heading finds each group of fields."""
    (form,) = real_edition().handboek.checklists.formulieren
    headings = [tag for tag in tree_of(site.folder / "downloads" / f"{form.id}.pdf").all() if tag.kind == "/H2"]
    assert len(headings) == len(form.groepen) + 1


def test_bookmarks_open_to_chapters(site: Site) -> None:
    """The outline of the book shows its chapters; what is below them unfolds."""
    catalog: Any = read(site.folder / "downloads" / "handboek.pdf").trailer["/Root"]
    outline = catalog["/Outlines"]
    chapters = []
    item = outline["/First"]
    while item:
        chapters.append(item)
        item = item.get("/Next")
    assert outline["/Count"] == len(chapters)
    assert all(chapter["/Count"] <= 0 for chapter in chapters)
