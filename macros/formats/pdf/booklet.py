"""A booklet of A5 from pages of A4: two on each side of a sheet, in the order in which a copier wants them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

_SHEETS = 8  # of A4 in each gathering: what still folds well
_LONG, _SHORT = 841.89, 595.28  # the sides of a sheet, in points
_SCALE = _SHORT / _LONG


def make_booklet(pdf: bytes) -> bytes:
    """The sheets of a PDF of A4, to print on both sides, turned over the short side; each gathering folds in two."""
    reader, writer = PdfReader(BytesIO(pdf)), PdfWriter()
    pages = [writer._add_object(_as_picture(page).clone(writer)) for page in reader.pages]
    for left, right in _sides(len(pages)):
        sheet = writer.add_blank_page(_LONG, _SHORT)
        drawn = {f"/P{place}": pages[number] for place, number in enumerate((left, right)) if number < len(pages)}
        sheet[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject(name): page for name, page in drawn.items()})}
        )
        content = DecodedStreamObject()
        content.set_data("".join(_draw(name) for name in drawn).encode())
        sheet[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({key: str(value) for key, value in (reader.metadata or {}).items()})
    language = str(reader.root_object["/Lang"])
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _draw(name: str) -> str:
    """Draw a page on the left or the right half of a sheet."""
    across = _LONG / 2 if name == "/P1" else 0
    return f"q {_SCALE:.5f} 0 0 {_SCALE:.5f} {across:.3f} 0 cm {name} Do Q\n"


def _as_picture(page: Any) -> Any:
    """A page as something that can be drawn on another."""
    picture = DecodedStreamObject()
    picture.set_data(page.get_contents().get_data())
    picture[NameObject("/Type")] = NameObject("/XObject")
    picture[NameObject("/Subtype")] = NameObject("/Form")
    picture[NameObject("/BBox")] = page.mediabox
    picture[NameObject("/Resources")] = page.raw_get("/Resources")
    return picture.flate_encode()


def _sides(count: int) -> Iterator[tuple[int, int]]:
    """The numbers of the pages, from 0, on the left and right of each side; those from `count` on stay empty."""
    for first in range(0, count, 4 * _SHEETS):
        size = min(4 * _SHEETS, -(-(count - first) // 4) * 4)
        for low in range(size // 2):
            low_page, high_page = first + low, first + size - 1 - low
            yield (high_page, low_page) if low % 2 == 0 else (low_page, high_page)
