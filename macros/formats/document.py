"""The handbook as one running text: the HTML that becomes a PDF, a Word file or an EPUB."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify, unique
from markupsafe import Markup

from ..content.model import Checklist, Fase, Formulier, Handboek, Named, Programma, Vindplaats
from ..edition import Edition
from ..edition.imprint import Imprint
from ..edition.macros import VIEWS
from ..render.text import Target
from ..render.view import HEADING, PageView, heading, render_heading
from ..words import gettext

_HERE = Path(__file__).parent
# Of a short list on paper, in mm: a side, what stands above the table and above a group, a row with its text; and how
# many rows go on one side.
_SIDE, _LIST_HEAD, _GROUP_HEAD, _MEAN_ROW, _LEAST_ROW = 240, 45, 6, 13, 9
_ON_ONE_SIDE = 13


@dataclass(frozen=True)
class Part:
    """A macro, the id that it is given, the level of its highest heading, and a title for what has none."""

    macro: str
    argument: str | None = None
    level: int = 1
    title: str = ""


@dataclass(frozen=True)
class Document:
    """What a file holds, and which page of the site shows the same."""

    title: str
    parts: tuple[Part, ...]
    page: str = ""


def inline_logo(edition: Edition) -> str:
    """The logo of the school as a data URL, or nothing when there is none."""
    if not edition.logo:
        return ""
    kind = guess_type(edition.logo.name)[0]
    return f"data:{kind};base64,{b64encode(edition.logo.read_bytes()).decode()}"


class DocumentView(PageView):
    """The handbook as seen from within a document: links stay inside where they can, else lead to the site."""

    folders: tuple[Path, ...] = (_HERE / "templates",)
    on_paper = True
    label_length = 1000  # a reference says all of it

    def __init__(self, edition: Edition, document: Document, imprint: Imprint) -> None:
        super().__init__(edition, document.page, imprint.address)
        self._inside = {item_id for part in document.parts for item_id in _ids(edition, part)}

    def href(self, item_id: str) -> str:
        """The anchor of an id in this document, or its address on the site, or nothing when that is not known."""
        if item_id in self._inside:
            return f"#{item_id}"
        return self.imprint.url(self.edition.places[item_id].address)

    def logo(self) -> str:
        """The school's logo itself, for a file that stands alone, or nothing when there is none."""
        return inline_logo(self.edition)

    def closing(self, level: int) -> str:
        """What stands at the end, with a heading of this level."""
        return ""

    def _term(self, item_id: str) -> Target:
        return Target()  # on paper nobody sees the mark of a begrip, and a screen reader would say 450 more links


class PdfView(DocumentView):
    """The same for a PDF, with fields to fill in."""

    folders = (_HERE / "pdf" / "templates", *DocumentView.folders)

    def __init__(self, edition: Edition, document: Document, imprint: Imprint) -> None:
        super().__init__(edition, document, imprint)
        self._web: dict[str, Vindplaats] = {}

    def address_number(self, page: Vindplaats) -> int:
        """The place of an address in the list at the end."""
        self._web.setdefault(page.url, page)
        return list(self._web).index(page.url) + 1

    def closing(self, level: int) -> str:
        """That list."""
        return self._render("_adressen", list(self._web.values()), niveau=level)


class ShortView(PdfView):
    """The same with only the first sentence of each stap, in one table."""

    folders = (_HERE / "pdf" / "templates" / "kort", *PdfView.folders)

    def row_height(self, lijst: Checklist) -> float:
        """How tall each row of a list is at least, in mm: what is left of its one or two sides, divided."""
        count = len(self.edition.stappen_on(lijst)) or 1  # a school may leave all of them out
        room = _SIDE * (1 if count <= _ON_ONE_SIDE else 2) - _LIST_HEAD - _GROUP_HEAD * len(lijst.groepen)
        return round(_LEAST_ROW + min(max(room / count - _MEAN_ROW, 0), _LEAST_ROW), 1)


class WordView(DocumentView):
    """The same for Word: tables to tick and fill in instead of lists."""

    folders = (_HERE / "word" / "templates", *DocumentView.folders)


class EpubView(DocumentView):
    """The same for an e-reader, which shows a page much as a browser does."""

    folders = (_HERE / "epub" / "templates", *DocumentView.folders)
    on_paper = False

    def _term(self, item_id: str) -> Target:
        return Target({"href": self.href(item_id), "class": "begrip"} if item_id in self._inside else {})


def _ids(edition: Edition, part: Part) -> Iterator[str]:
    view = VIEWS[part.macro]
    subject = view.pick(edition.handboek, edition.by_id.get(view.key(part.argument)))
    return (item.id for item in view.places(subject) if isinstance(item, Named))


@dataclass(frozen=True)
class Rendered:
    """A document as HTML from its first heading on; `contents` has its chapters with their sections.

    `starts` has the ids of the headings with which its parts begin: where an e-reader may begin a new page.
    """

    title: str
    subtitle: str
    html: Markup
    contents: tuple[dict[str, Any], ...]
    starts: tuple[str, ...] = ()
    logo: str = ""


def render_document(
    edition: Edition, document: Document, imprint: Imprint, view_type: type[DocumentView] = PdfView
) -> Rendered:
    """The HTML of `document` as `view_type` sees it."""
    view = view_type(edition, document, imprint)
    headings = _Headings()
    html, starts = [], []
    for text in _render_parts(view, document):
        count = len(headings.entries)
        html.append(HEADING.sub(headings.take, text))
        starts.append(headings.entries[count]["id"])
    contents = tuple(_chapters(document, headings.entries))
    subtitle = edition.handboek.methodiek.ondertitel
    return Rendered(document.title, subtitle, Markup("\n".join(html)), contents, tuple(starts), view.logo())


def show_headings(text: str) -> str:
    """The Markdown headings in what a macro gave as HTML."""
    return HEADING.sub(_Headings().take, text)


class _Headings:
    """Turns Markdown headings, all that is not HTML in what macros give, into HTML, and remembers them."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self._ids: set[str] = set()

    def take(self, match: re.Match[str]) -> str:
        level, title, anchor = len(match[1]), Markup(match[2]), match[3]
        name = title.unescape()
        item_id = unique(anchor or slugify(name, "-"), self._ids)
        self.entries.append({"level": level, "id": item_id, "name": name, "children": []})
        return render_heading(level, item_id, title)


def _chapters(document: Document, entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The chapters for the table of contents; those of lists stand there without all that they list."""
    lists = {part.title for part in document.parts if part.title and part.macro != "checklists"}
    open_entries: list[dict[str, Any]] = []
    for entry in entries:
        while open_entries and open_entries[-1]["level"] >= entry["level"]:
            open_entries.pop()
        if open_entries and open_entries[0]["name"] not in lists:
            open_entries[-1]["children"].append(entry)
        open_entries.append(entry)
    return (entry for entry in entries if entry["level"] == entries[0]["level"])


def _render_parts(view: DocumentView, document: Document) -> Iterator[str]:
    for part in document.parts:
        title = heading(part.level, part.title) if part.title else ""
        yield f"{title}{view.render_macro(part.macro, part.argument, part.level + bool(part.title))}"
    if closing := view.closing(2 if document.page else 1):
        yield closing


def fase_document(edition: Edition, fase: Fase) -> Document:
    """A fase with all its onderdelen."""
    return Document(fase.titel, tuple(_fase_parts(fase, 1)), edition.places[fase.id].page)


def _fase_parts(fase: Fase, level: int) -> Iterator[Part]:
    yield Part("fase", fase.id, level)
    for onderdeel in fase.doen.onderdelen:
        yield Part("onderdeel", onderdeel.id, level + 1)
    if fase.achtergrond:
        yield Part("sectie", fase.achtergrond.id, level + 1)
    if fase.gesprek:
        yield Part("onderdeel", fase.gesprek.id, level + 1)
    if fase.tips:
        yield Part("tips", fase.id, level + 1)
    if fase.management:
        yield Part("onderdeel", fase.management.id, level + 1)


def handboek_document(edition: Edition) -> Document:
    """The whole handbook, from the introduction to the list of bronnen."""
    handboek: Handboek = edition.handboek
    fasen = tuple(part for fase in handboek.fasen for part in _fase_parts(fase, 1))
    lists = (Part(noun) for noun in ("instanties", "kenniscentra", "partners") if getattr(handboek, noun))
    glossary = (Part("begrippen", title=gettext("Terms")),) if handboek.begrippen.begrippen else ()
    sources = (Part("bronnen", title=gettext("Sources")),) if handboek.bronnen.groepen else ()
    return Document(
        handboek.methodiek.titel,
        (
            Part("methodiek"),
            *fasen,
            Part("checklists", title=gettext("Checklists")),
            *lists,
            Part("sectie", handboek.methodiek.achtergrond.id),
            *glossary,
            *sources,
        ),
    )


def book_document(edition: Edition, forms: bool = True) -> Document:
    """The same to be bound: with all lists to copy at the end, and who does what; a screen has no use for `forms`."""
    handboek = edition.handboek
    whole = handboek_document(edition)
    copies = [("checklist", item.id) for item in handboek.checklists.checklists]
    if forms:
        copies += [("formulier", item.id) for item in handboek.checklists.formulieren]
    parts = (
        *(part for part in whole.parts if part.macro != "checklists"),
        Part("rollen", title=gettext("Who does what")),
        Part("checklists", title=gettext("Checklists and forms")),
        *(Part(macro, item_id, 2) for macro, item_id in copies),
    )
    return replace(whole, parts=parts)


def list_document(edition: Edition, item: Checklist | Formulier) -> Document:
    """A checklist or a formulier on its own."""
    return Document(item.titel, (Part(item.noun(), item.id),), edition.places[item.id].page)


def programma_document(edition: Edition, programma: Programma, macro: str) -> Document:
    """A programme as a trainer or a participant has it in hand, or its cards: `macro` says which."""
    titles = {
        "draaiboek": gettext("Script: {title}", title=programma.titel),
        "werkboek": gettext("Workbook: {title}", title=programma.titel),
        "kaarten": gettext("Cards: {title}", title=programma.titel),
    }
    title = titles[macro]
    return Document(title, (Part(macro, programma.id, title=title),), edition.places[programma.id].page)
