"""Which function makes which file, and from what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from ..content.model import Checklist, Fase, Formulier
from ..edition import Edition
from ..edition.catalog import WHOLE, Download, list_downloads
from ..edition.imprint import Imprint
from ..formats.document import (
    Document,
    DocumentView,
    EpubView,
    Rendered,
    ShortView,
    WordView,
    fase_document,
    handboek_document,
    inline_logo,
    list_document,
    render_document,
)
from ..formats.pdf import make_pdf, make_pdf_html, read_styles
from .write import Job


@dataclass(frozen=True)
class Workshop:
    """The handbook with all that its files need; `css_dir` holds the stylesheets of the site."""

    edition: Edition
    imprint: Imprint
    css_dir: Path

    def jobs(self) -> Iterator[Job]:
        """What there is to make, the longest work first."""
        downloads = list_downloads(self.edition)
        order = sorted(downloads, key=lambda download: (download.subject != WHOLE, not download.name.endswith("pdf")))
        return (self._job(download) for download in order)

    def _job(self, download: Download) -> Job:
        return _MAKERS[PurePath(download.name).suffix](self, download)

    @cached_property
    def everything(self) -> str:
        """All that the handbook says, for files that are made from the model itself."""
        edition = self.edition
        return f"{edition.handboek.model_dump_json()}{self.names}{self.imprint}{inline_logo(edition)}"

    @cached_property
    def names(self) -> str:
        """What things are called, where they stand, and which of them are the school's own."""
        edition = self.edition
        titles = [(item_id, getattr(item, "titel", None)) for item_id, item in edition.by_id.items()]
        return f"{titles}{edition.places}{sorted(edition.layer.own)}{edition.layer.left_out}"

    @cached_property
    def made_from(self) -> str:
        """A text that differs when any of the files would: what the handbook says, and what the PDFs wear."""
        return self.everything + "".join(read_styles(self.css_dir))

    @cached_property
    def _rendered(self) -> dict[tuple[str, type[DocumentView]], Rendered]:
        return {}

    def rendered(self, subject: str, view_type: type[DocumentView] = DocumentView) -> Rendered:
        """The running text of a fase, a checklist, a formulier or the whole handbook, as `view_type` sees it."""
        key = (subject, view_type)
        if key not in self._rendered:
            self._rendered[key] = render_document(self.edition, self._document(subject), self.imprint, view_type)
        return self._rendered[key]

    def _document(self, subject: str) -> Document:
        item = self.edition.by_id.get(subject)
        if isinstance(item, Fase):
            return fase_document(self.edition, item)
        if isinstance(item, (Checklist, Formulier)):
            return list_document(self.edition, item)
        return handboek_document(self.edition)


def _pdf(workshop: Workshop, download: Download) -> Job:
    rendered = workshop.rendered(download.subject, ShortView if download.name.endswith("-kort.pdf") else DocumentView)
    html = make_pdf_html(rendered, workshop.imprint, workshop.css_dir, book=download.subject == WHOLE)
    return Job(download.path, make_pdf, (html, download.name), html)


# The makers are imported where they are needed: a build that changed nothing needs none.


def _docx(workshop: Workshop, download: Download) -> Job:
    from ..formats.word import make_docx

    rendered = workshop.rendered(download.subject, WordView)
    inputs = (rendered, workshop.imprint, download.subject == WHOLE)
    return Job(download.path, make_docx, inputs, repr(inputs))


def _epub(workshop: Workshop, download: Download) -> Job:
    from ..formats.epub import make_epub

    inputs = (workshop.rendered(download.subject, EpubView), workshop.imprint)
    return Job(download.path, make_epub, inputs, repr(inputs))


def _xlsx(workshop: Workshop, download: Download) -> Job:
    from ..formats.excel import make_checklist_xlsx, make_handboek_xlsx

    item = workshop.edition.by_id.get(download.subject)
    if isinstance(item, Checklist):
        stappen = [stap for groep in item.groepen for stap in workshop.edition.stappen_of(groep)]
        feiten = workshop.edition.handboek.actualiteit
        made_from = f"{item}{stappen}{feiten}{workshop.names}{workshop.imprint}"
        return Job(download.path, make_checklist_xlsx, (workshop.edition, item, workshop.imprint), made_from)
    return Job(download.path, make_handboek_xlsx, (workshop.edition, workshop.imprint), workshop.everything)


def _json(workshop: Workshop, download: Download) -> Job:
    from ..formats.open_data import make_json, make_json_schema

    if download.name.endswith(".schema.json"):
        return Job(download.path, make_json_schema, (), "")
    return Job(download.path, make_json, (workshop.edition, workshop.imprint), workshop.everything)


def _csv(workshop: Workshop, download: Download) -> Job:
    from ..formats.open_data import make_csv

    return Job(download.path, make_csv, (workshop.edition, PurePath(download.name).stem), workshop.everything)


_MAKERS: dict[str, Callable[[Workshop, Download], Job]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".epub": _epub,
    ".xlsx": _xlsx,
    ".json": _json,
    ".csv": _csv,
}
