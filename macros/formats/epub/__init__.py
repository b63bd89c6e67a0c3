"""EPUB: the whole handbook as a book for an e-reader or a phone.

It is made here and not by pandoc, which would turn the drawings into pictures that know neither links nor the book's
typeface, and drop what tells a stap from a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import etree

from ...content.letters import FAMILY, list_faces
from ...edition.imprint import Imprint
from ...render.view import render_file
from ..archive import pack
from ..cover import make_cover
from ..document import Rendered
from ..pdf import read_pages
from ..typeface import make_ttf

_render_text = partial(render_file, Path(__file__).parent / "templates")
_IDENTIFIER = "urn:uuid:2cc53fb4-8ab3-5c9f-a190-eb5cdf25e612"  # the same for every version: for ever
NO_PAGES: Mapping[str, int] = MappingProxyType({})
_FOLDER = "EPUB"
_PACKAGE = f"{_FOLDER}/pakket.opf"
_MIMETYPE = "application/epub+zip"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_HOLD_ALL = {f"{_XHTML}{name}" for name in ("li", "dt", "dd", "td", "th")}
_PAGE_ID = "blz-{}"
_SVG = "{http://www.w3.org/2000/svg}"
_TYPES = {
    "css": "text/css",
    "ncx": "application/x-dtbncx+xml",
    "png": "image/png",
    "ttf": "application/vnd.ms-opentype",
    "xhtml": "application/xhtml+xml",
}


@dataclass(frozen=True)
class Item:
    """A file of the book; `properties` are what an e-reader must know of it."""

    href: str
    content: bytes
    properties: str = ""

    @property
    def id(self) -> str:
        """Its name in the list of files."""
        return f"deel-{self.href.replace('.', '-')}"

    @property
    def type(self) -> str:
        """Its media type."""
        return _TYPES[self.href.rpartition(".")[2]]

    @property
    def is_page(self) -> bool:
        """Whether one reads it."""
        return self.href.endswith(".xhtml")


def make_paged_epub(pdf: bytes, rendered: Rendered, imprint: Imprint) -> bytes:
    """The same with the pages of the printed book, `pdf`: who reads on a screen finds what another has on paper."""
    return make_epub(rendered, imprint, read_pages(pdf))


def make_epub(rendered: Rendered, imprint: Imprint, printed: Mapping[str, int] = NO_PAGES) -> bytes:
    """The EPUB of a document that was rendered for e-readers: a page for each of its parts.

    `printed` has the page of the printed book on which each id begins.
    Raises ValueError when its HTML is not well-formed.
    """
    chapters = list(_split(_parse(rendered.html), set(rendered.starts)))
    places = dict(_places(chapters))
    begins = _list_pages(places, printed)
    context = {
        "imprint": imprint,
        "identifier": _IDENTIFIER,
        "title": rendered.title,
        "subtitle": rendered.subtitle,
        "contents": rendered.contents,
        "plekken": places,
        "bladzijden": {page: _address_of(places[item_id], page) for page, item_id in begins.items()},
    }
    items = [
        Item("titel.xhtml", _render("titel.xhtml", **context)),
        Item("inhoud.xhtml", _render("inhoud.xhtml", **context), "nav"),
        Item("inhoud.ncx", _render("inhoud.ncx", **context)),
        *(_chapter_item(chapter, places, begins, imprint) for chapter in chapters),
        Item("boek.css", _render("boek.css", faces=list_faces(), familie=FAMILY)),
        Item("omslag.png", make_cover(rendered.title, rendered.subtitle, imprint), "cover-image"),
        *(Item(f"{face.name}.ttf", make_ttf(face)) for face in list_faces()),
    ]
    parts = {
        "mimetype": _MIMETYPE.encode(),
        "META-INF/container.xml": _render("container.xml", pakket=_PACKAGE),
        _PACKAGE: _render("pakket.opf", delen=items, **context),
        **{f"{_FOLDER}/{item.href}": item.content for item in items},
    }
    return pack(parts, imprint.moment, stored=("mimetype",))


def _render(template: str, **context: Any) -> bytes:
    return _render_text(template, **context).encode()


# --- Chapters -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chapter:
    """What stands on one page of the book; `number` is its place in it, `id` that of its first heading."""

    number: int
    id: str
    title: str
    elements: tuple[Any, ...]

    @property
    def href(self) -> str:
        """The name of its file."""
        return f"hoofdstuk-{self.number}.xhtml"


def _parse(html: str) -> list[Any]:
    """The elements of a running text."""
    try:
        return list(etree.fromstring(_render_text("geheel.xml", body=html)))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"the HTML for the EPUB is not well-formed: {error}") from error


def _split(elements: Iterable[Any], starts: set[str]) -> Iterator[Chapter]:
    """The chapters of these elements: one begins at each heading in `starts`, or at the line above that goes with it."""
    groups: list[list[Any]] = []
    place: list[Any] = []
    for element in elements:
        if element.get("class") == "waar":
            place = [element]
        elif element.get("id") in starts:
            groups.append([*place, element])
            place = []
        else:
            groups[-1].append(element)
    return (_chapter(number, group) for number, group in enumerate(groups, start=1))


def _chapter(number: int, elements: list[Any]) -> Chapter:
    heading = next(element for element in elements if element.get("id"))
    return Chapter(number, heading.get("id"), "".join(heading.itertext()), tuple(elements))


def _places(chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
    """Yield for each id its address in the book."""
    for chapter in chapters:
        parts = (part for element in chapter.elements for part in element.iter())
        yield from ((part_id, f"{chapter.href}#{part_id}") for part in parts if (part_id := part.get("id")))


def _list_pages(ids: Iterable[str], printed: Mapping[str, int]) -> dict[int, str]:
    """The first of these ids on each page of the printed book."""
    pages: dict[int, str] = {}
    for item_id in ids:
        if item_id in printed:
            pages.setdefault(printed[item_id], item_id)
    return pages


def _address_of(place: str, page: int) -> str:
    """Where the mark of a page stands, when it is at this place."""
    return f"{place.partition('#')[0]}#{_PAGE_ID.format(page)}"


def _mark_pages(section: Any, begins: Mapping[int, str]) -> None:
    """Put a mark where each page begins: before the thing that does, or within it where nothing may stand before it."""
    things = {element.get("id"): element for element in section.iter(f"{_XHTML}*")}
    for page, item_id in begins.items():
        if item_id not in things:
            continue
        mark = etree.fromstring(_render("bladzijde.xml", id=_PAGE_ID.format(page), bladzijde=page).strip())
        thing = things[item_id]
        within = thing[0] if thing.tag == f"{_XHTML}tr" else thing
        if within.tag in _HOLD_ALL:
            mark.tail, within.text = within.text, None
            within.insert(0, mark)
        else:
            within.addprevious(mark)


def _chapter_item(chapter: Chapter, places: dict[str, str], begins: Mapping[int, str], imprint: Imprint) -> Item:
    page = etree.fromstring(_render("hoofdstuk.xhtml", id=chapter.id, title=chapter.title, imprint=imprint))
    section = page.find(f"{_XHTML}body/{_XHTML}section")
    section.extend(chapter.elements)
    _mark_pages(section, begins)
    for link in section.iter(f"{_XHTML}a", f"{_SVG}a"):
        target = link.get("href")
        link.set("href", places[target[1:]] if target.startswith("#") else target)
    has_drawing = section.find(f".//{_SVG}svg") is not None
    content = bytes(etree.tostring(page.getroottree(), xml_declaration=True, encoding="UTF-8"))
    return Item(chapter.href, content, "svg" if has_drawing else "")
