"""Word, by way of pandoc: files that a school adapts, ticks and fills in.

The HTML comes from ``templates/``; styles, page and foot from a reference document that is made here.
What pandoc does not know, such as boxes that can be clicked, is put in afterwards.
"""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ...edition.imprint import Imprint
from .. import ToolError
from ..archive import pack, unpack
from ..document import Rendered
from ..office import LANGUAGES
from .fields import take_fields
from .finish import finish_document, finish_numbering
from .parts import TEXT_WIDTH, render_part
from .reference import make_reference, render_parts

_NO_PANDOC = "pandoc, which makes the Word files, is missing. Install it with: pip install pypandoc_binary"


def make_docx(rendered: Rendered, imprint: Imprint, book: bool = False, landscape: bool = False) -> bytes:
    """The Word file of a document that was rendered for Word; `book` adds a cover and a table of contents.

    A file that is all columns lies on its side: `landscape`.

    Raises ToolError when pandoc is missing, or with pandoc's own words when it fails.
    """
    contents = rendered.contents if book else ()
    page = render_part(
        "document",
        imprint=imprint,
        title=rendered.title,
        subtitle=rendered.subtitle,
        body=rendered.html,
        contents=contents,
    )
    html, fields = take_fields(page)
    reference = make_reference(_default_reference(), rendered.title, imprint, book, landscape)
    parts = {**unpack(_convert(html, reference)), **render_parts(rendered.title, imprint, book, landscape)}
    language = LANGUAGES[imprint.language]
    document, styles = parts["word/document.xml"], parts["word/styles.xml"]
    parts["word/document.xml"] = finish_document(document, styles, fields, language, TEXT_WIDTH[landscape])
    parts["word/numbering.xml"] = finish_numbering(parts["word/numbering.xml"])
    del parts["word/_rels/footnotes.xml.rels"]  # pandoc repeats all links there, for notes that there are not
    return pack(parts, imprint.moment)


def _convert(html: str, reference: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "reference.docx")
        path.write_bytes(reference)
        return _pandoc("--from=html", "--to=docx", "--output=-", f"--reference-doc={path}", data=html.encode())


@cache
def _default_reference() -> bytes:
    """The reference document that pandoc itself would use."""
    return _pandoc("--print-default-data-file=reference.docx")


def _pandoc(*words: str, data: bytes = b"") -> bytes:
    """What pandoc writes for these options and this input."""
    result = subprocess.run([_find_pandoc(), *words], input=data, capture_output=True)
    if result.returncode:
        said = " ".join(result.stderr.decode(errors="replace").split())
        raise ToolError(f"pandoc failed ({result.returncode}): {said}")
    return result.stdout


@cache
def _find_pandoc() -> str:
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ToolError(_NO_PANDOC) from error
