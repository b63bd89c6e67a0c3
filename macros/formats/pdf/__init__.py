"""PDF by WeasyPrint: tagged for who reads with a screen reader (PDF/UA-1), and to be filled in on screen.

It wears the same print stylesheet as the browser's Print, and adds what only a file can have.
"""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ...edition.imprint import Imprint
from ...render.view import render_file
from ...words import fill_in
from .. import ToolError
from ..document import Rendered
from ..typeface import list_faces
from .structure import finish_structure, noting_elements

_NO_PANGO = (
    "WeasyPrint needs Pango to make PDFs. Debian and Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0. Mac: brew install pango. Windows: pacman -S mingw-w64-x86_64-pango, in MSYS2."
)
_STYLES = ("kleuren.css", "handboek.css", "print.css")
_TEMPLATES = Path(__file__).parent / "templates"
BOOK, SHORT = "boek", "kort"


def make_pdf_html(rendered: Rendered, imprint: Imprint, css_dir: Path, shape: str = "") -> str:
    """The whole HTML page from which `make_pdf` works, its stylesheets included.

    `css_dir` holds those of the site; `shape` is a class of its styles: a BOOK has a cover and a table of contents.
    """
    return render_file(
        _TEMPLATES,
        "document",
        imprint=imprint,
        title=rendered.title,
        subtitle=rendered.subtitle,
        body=rendered.html,
        logo=rendered.logo,
        contents=rendered.contents if shape == BOOK else (),
        shape=shape,
        faces=list_faces(),
        styles=read_styles(css_dir),
    )


def read_styles(css_dir: Path) -> list[Markup]:
    """The stylesheets that a PDF wears, of which `css_dir` holds those that the site wears too."""
    paths = (*(css_dir / name for name in _STYLES), _TEMPLATES / "paper.css")
    return [Markup(fill_in(path.read_text(encoding="utf-8"))) for path in paths]


def make_pdf(html: str, identifier: str) -> bytes:
    """The PDF of an HTML page that `make_pdf_html` gave; `identifier` tells this file from others.

    Raises ToolError when Pango, which WeasyPrint needs, is not installed.
    """
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
    gc.disable()  # a document is one large living thing: looking for garbage in it costs a fifth of the time
    try:
        with noting_elements() as made:
            return bytes(
                HTML(string=html, url_fetcher=OwnFiles()).write_pdf(
                    pdf_variant="pdf/ua-1",
                    pdf_forms=True,
                    pdf_identifier=identifier.encode(),
                    finisher=lambda document, pdf: finish_structure(document, pdf, made),
                )
            )
    finally:
        gc.enable()


def count_pages(path: Path) -> int:
    """How many pages a PDF has."""
    import pypdf

    return pypdf.PdfReader(path).get_num_pages()
