"""PDF by WeasyPrint: tagged for who reads with a screen reader (PDF/UA-1), and to be filled in on screen.

It wears the same print stylesheet as the browser's Print, and adds what only a file can have.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ...content.letters import list_faces
from ...edition import Edition
from ...edition.imprint import Imprint
from ...render.view import render_file
from ...words import fill_in
from .. import ToolError
from ..document import Rendered
from .register import Entry, read_register
from .structure import finish_structure, noting_elements

_NO_PANGO = (
    "WeasyPrint needs Pango to make PDFs. Debian and Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Mac: brew install pango. Windows: pacman -S mingw-w64-x86_64-pango, in MSYS2."
)
_STYLES = ("kleuren.css", "handboek.css", "print.css")
_TEMPLATES = Path(__file__).parent / "templates"
BOOK, SHORT, PART = "boek", "kort", "fase"
LARGE = f"{BOOK} groot"
LARGE_ZOOM = 16 / 10.5  # of its letters, in points
_INDEX = "_register"  # no id in the data begins like this
_INDEX_MARK = "<!-- index -->"  # which no text can hold: there it would be escaped


def make_pdf_html(rendered: Rendered, imprint: Imprint, css_dir: Path, shape: str = "") -> str:
    """The whole HTML page from which `make_pdf` works, its stylesheets included.

    `css_dir` holds those of the site; `shape` is a class of its styles: a BOOK has a cover and a table of contents, it
    and a PART of it say on which page is what they refer to.
    """
    return render_file(
        _TEMPLATES,
        "document",
        imprint=imprint,
        title=rendered.title,
        subtitle=rendered.subtitle,
        body=rendered.html,
        logo=rendered.logo,
        contents=rendered.contents if BOOK in shape else (),
        shape=shape,
        faces=list_faces(),
        styles=read_styles(css_dir, *(f"{name}.css" for name in shape.split() if name in LARGE.split())),
    )


def read_styles(css_dir: Path, *more: str) -> list[Markup]:
    """The stylesheets that a PDF wears, of which `css_dir` holds those that the site wears too; `more` are for some PDFs."""
    paths = (*(css_dir / name for name in _STYLES), *(_TEMPLATES / name for name in ("paper.css", *more)))
    return [Markup(fill_in(path.read_text(encoding="utf-8"))) for path in paths]


@dataclass(frozen=True)
class Book:
    """A document with an index: its page, the page of the index alone with a mark for its entries, and the entries."""

    html: str
    index: str
    entries: tuple[Entry, ...]


def read_book(edition: Edition, rendered: Rendered, imprint: Imprint, css_dir: Path, shape: str = BOOK) -> Book:
    """What `make_book` works from."""
    html = make_pdf_html(rendered, imprint, css_dir, shape)
    mark = replace(rendered, html=Markup(_INDEX_MARK), contents=())
    return Book(html, make_pdf_html(mark, imprint, css_dir, shape), read_register(edition))


def make_pdf(html: str, identifier: str) -> bytes:
    """The PDF of an HTML page that `make_pdf_html` gave; `identifier` tells this file from others.

    Raises ToolError when Pango, which WeasyPrint needs, is not installed.
    """
    with _no_garbage():
        return _write(_lay_out(html), identifier)


def make_book(book: Book, identifier: str, zoom: float = 1) -> bytes:
    """The PDF of a book, with all its measures times `zoom`: first its text, and then its index, which asks for the pages.

    Raises ToolError as `make_pdf` does.
    """
    with _no_garbage():
        text = _lay_out(book.html)
        numbered = reversed([*enumerate(text.pages, 1)])  # of a thing over two pages the first counts
        pages = {anchor: number for number, page in numbered for anchor in page.anchors}
        first = pages[_INDEX]
        places = ((entry.word, entry.places(pages)) for entry in book.entries)
        words = render_file(_TEMPLATES, "register", entries=[*places], first=first)
        index = _lay_out(book.index.replace(_INDEX_MARK, words))
        return _write(text.copy([*text.pages[: first - 1], *index.pages]), identifier, zoom)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """A document is one large living thing: looking for garbage in it costs a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _lay_out(html: str) -> Any:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise ToolError(_NO_PANGO) from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Gets the typeface and what the page holds itself: a picture cannot ask for anything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url not in {face.url for face in list_faces()}:
                raise ValueError("only what the handbook has itself")
            return super().fetch(url, headers)

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return HTML(string=html, url_fetcher=OwnFiles()).render(pdf_forms=True, presentational_hints=True)


def _write(document: Any, identifier: str, zoom: float = 1) -> bytes:
    with noting_elements() as made:
        return bytes(
            document.write_pdf(
                zoom=zoom,
                pdf_variant="pdf/ua-1",
                pdf_identifier=identifier.encode(),
                finisher=lambda document, pdf: finish_structure(document, pdf, made, zoom),
            )
        )


def read_pages(pdf: bytes) -> dict[str, int]:
    """On which page each id of a PDF begins."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(pdf))
    places = reader.named_destinations.items()
    return {name: (reader.get_destination_page_number(place) or 0) + 1 for name, place in places}


def count_pages(path: Path) -> int:
    """How many pages a PDF has."""
    import pypdf

    return pypdf.PdfReader(path).get_num_pages()
