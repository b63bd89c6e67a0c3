"""Which function makes which file, and from what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from ..content.model import Checklist, Fase, Formulier, Programma
from ..edition import Edition, catalog
from ..edition.catalog import BOOKLET, LARGE_PRINT, WHOLE, Download, list_downloads
from ..edition.deck import make_deck
from ..edition.imprint import Imprint
from ..edition.training import Training
from ..formats.document import (
    Document,
    DocumentView,
    EpubView,
    PdfView,
    Rendered,
    ShortView,
    WordView,
    book_document,
    fase_document,
    handboek_document,
    inline_logo,
    list_document,
    programma_document,
    render_document,
)
from ..formats.pdf import (
    BOOK,
    LARGE,
    LARGE_ZOOM,
    PART,
    SHORT,
    make_book,
    make_pdf,
    make_pdf_html,
    read_book,
    read_styles,
)
from .write import Job


@dataclass(frozen=True)
class Workshop:
    """The handbook with all that its files need; `css_dir` holds the stylesheets of the site."""

    edition: Edition
    imprint: Imprint
    css_dir: Path

    def __post_init__(self) -> None:
        self.edition.handboek.methodiek.speak()

    def jobs(self) -> Iterator[Job]:
        """What there is to make, the longest work first."""
        downloads = list_downloads(self.edition)
        order = sorted(downloads, key=lambda download: (download.subject != WHOLE, download.ending != ".pdf"))
        return (self.job(download) for download in order)

    def job(self, download: Download) -> Job:
        """How to make one file, and from what."""
        return _MAKERS[PurePath(download.name).suffix](self, download)

    @cached_property
    def made_from(self) -> str:
        """A text that differs when any of the files would: the edition, and what else they hold or wear."""
        return repr((self.edition, self.imprint, inline_logo(self.edition), read_styles(self.css_dir)))

    @cached_property
    def _rendered(self) -> dict[tuple[str, type[DocumentView], str], Rendered]:
        return {}

    def rendered(self, subject: str, view_type: type[DocumentView] = PdfView, shows: str = "") -> Rendered:
        """The running text of a subject, as `view_type` sees it; of a programme that which `shows` names."""
        key = (subject, view_type, shows)
        if key not in self._rendered:
            document = self._document(subject, view_type, shows)
            self._rendered[key] = render_document(self.edition, document, self.imprint, view_type)
        return self._rendered[key]

    def _document(self, subject: str, view_type: type[DocumentView], shows: str) -> Document:
        item = self.edition.by_id.get(subject)
        if isinstance(item, Programma):
            return programma_document(self.edition, item, shows)
        if isinstance(item, Fase):
            return fase_document(self.edition, item)
        if isinstance(item, (Checklist, Formulier)):
            return list_document(self.edition, item)
        if view_type in (ShortView, EpubView):
            return book_document(self.edition, forms=view_type is ShortView)
        return handboek_document(self.edition)


def _pdf(workshop: Workshop, download: Download) -> Job:
    if download == BOOKLET:
        from ..formats.pdf.booklet import make_booklet

        return Job(download.path, make_booklet, (), source=workshop.job(LARGE_PRINT))
    if download == LARGE_PRINT:
        rendered = workshop.rendered(WHOLE, PdfView)
        book = read_book(workshop.edition, rendered, workshop.imprint, workshop.css_dir, LARGE)
        return Job(download.path, make_book, (book, download.name, LARGE_ZOOM))
    shape = _shape(workshop, download)
    view_type = ShortView if shape in (BOOK, SHORT) else PdfView
    rendered = workshop.rendered(download.subject, view_type, download.shows)
    if shape == BOOK:
        book = read_book(workshop.edition, rendered, workshop.imprint, workshop.css_dir)
        return Job(download.path, make_book, (book, download.name))
    html = make_pdf_html(rendered, workshop.imprint, workshop.css_dir, shape)
    return Job(download.path, make_pdf, (html, download.name))


def _shape(workshop: Workshop, download: Download) -> str:
    if download.subject == WHOLE:
        return BOOK
    if download.format == catalog.SHORT:
        return SHORT
    return PART if isinstance(workshop.edition.by_id[download.subject], Fase) else ""


# The makers are imported where they are needed: a build that changed nothing needs none.


def _docx(workshop: Workshop, download: Download) -> Job:
    from ..formats.word import make_docx

    rendered = workshop.rendered(download.subject, WordView, download.shows)
    landscape = isinstance(workshop.edition.by_id.get(download.subject), Checklist)
    return Job(download.path, make_docx, (rendered, workshop.imprint, download.subject == WHOLE, landscape))


def _dotx(workshop: Workshop, download: Download) -> Job:
    from ..formats.office import read_logo
    from ..formats.word.letterhead import make_letterhead

    school = workshop.edition.handboek.school
    assert school
    return Job(download.path, make_letterhead, (school.naam, read_logo(workshop.edition), workshop.imprint))


def _epub(workshop: Workshop, download: Download) -> Job:
    from ..formats.epub import make_paged_epub

    inputs = (workshop.rendered(download.subject, EpubView), workshop.imprint)
    return Job(download.path, make_paged_epub, inputs, source=workshop.job(catalog.BOOK))


def _xlsx(workshop: Workshop, download: Download) -> Job:
    from ..formats.excel import make_xlsx, read_checklist, read_handboek

    edition, imprint = workshop.edition, workshop.imprint
    item = edition.by_id.get(download.subject)
    content = read_checklist(edition, item, imprint) if isinstance(item, Checklist) else read_handboek(edition, imprint)
    return Job(download.path, make_xlsx, (content,))


def _pptx(workshop: Workshop, download: Download) -> Job:
    from ..formats.office import read_logo
    from ..formats.slides import make_pptx

    edition, imprint = workshop.edition, workshop.imprint
    programma = edition.by_id[download.subject]
    assert isinstance(programma, Programma)
    return Job(download.path, make_pptx, (make_deck(edition, imprint, programma), imprint, read_logo(edition)))


def _gift(workshop: Workshop, download: Download) -> Job:
    from ..formats.gift import make_gift

    programma = workshop.edition.by_id[download.subject]
    assert isinstance(programma, Programma)
    training = Training(workshop.edition)
    exercises = (oefening for blok in training.blokken(programma) for oefening in training.exercises(blok))
    return Job(download.path, make_gift, (programma.titel, tuple(exercises)))


def _json(workshop: Workshop, download: Download) -> Job:
    from ..formats.open_data import make_json, make_json_schema, read_open_handboek

    if download.format == "JSON Feed":
        return _feed(workshop, download)
    if download == catalog.SCHEMA:
        return Job(download.path, make_json_schema, (workshop.imprint,))
    return Job(download.path, make_json, (read_open_handboek(workshop.edition, workshop.imprint),))


def _feed(workshop: Workshop, download: Download) -> Job:
    from ..formats.feeds import make_atom, make_json_feed, read_feed

    make = make_atom if download.format == "Atom" else make_json_feed
    return Job(download.path, make, (read_feed(workshop.edition, workshop.imprint),))


def _csv(workshop: Workshop, download: Download) -> Job:
    from ..formats.open_data import make_csv, read_rows

    return Job(download.path, make_csv, (read_rows(workshop.edition, download.shows, workshop.imprint),))


_MAKERS: dict[str, Callable[[Workshop, Download], Job]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".dotx": _dotx,
    ".epub": _epub,
    ".xlsx": _xlsx,
    ".pptx": _pptx,
    ".txt": _gift,
    ".json": _json,
    ".csv": _csv,
    ".xml": _feed,
}
