"""What is filled in on a PDF shows, all of it, and what is printed can be written on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from macros.edition import Edition
from macros.edition.rows import checklist_rows
from tests.conftest import Site, pdf_pages
from tests.poppler import words_shown
from tests.test_pdf import bare, read, words_of

_LEAST_BOX = 24 * 0.75  # of a box to tick, in points
_MULTILINE = 1 << 12
_NAMES = ("wie-", "wanneer-")  # who and when have room for a name or a day, all other places of more lines for a note


def forms(site: Site) -> list[Path]:
    """Every PDF with something to fill in."""
    return sorted(path for path in (site.folder / "downloads").glob("*.pdf") if read(path).get_fields())


def fields_of(file: PdfReader | PdfWriter) -> Iterator[tuple[int, Any]]:
    """Each field with the number of its page, from 0."""
    for number, page in enumerate(file.pages):
        for reference in page.get("/Annots", ()):
            if (field := reference.get_object())["/Subtype"] == "/Widget":
                yield number, field


def some_words(name: str, number: int) -> list[str]:
    """Words that stand nowhere else: 400 letters for a note, 60 for all else."""
    room = 400 if name == "note" else 60
    words = [f"v{number}w{place}" for place in range(room)]
    return words[: next(end for end in range(room) if len(" ".join(words[: end + 1])) > room)]


def test_all_that_is_filled_in_shows(site: Site, tmp_path: Path) -> None:
    """Filled with 60 letters for a name or a day and 400 for a note, each field shows each word, within its own lines."""
    for path in forms(site):
        writer = PdfWriter(clone_from=path)
        written: dict[str, tuple[int, Any]] = {}
        for number, (page, field) in enumerate(fields_of(writer)):
            if field["/FT"] == "/Tx":
                is_note = field.get("/Ff", 0) & _MULTILINE and not field["/T"].startswith(_NAMES)
                words = some_words("note" if is_note else "name", number)
                field[NameObject("/V")] = TextStringObject(" ".join(words))
                written |= dict.fromkeys(words, (page, field))
        writer.write(tmp_path / path.name)
        least = 4 if path.name.endswith(("-kort.pdf", "-short.pdf")) else 6
        shown = {word.text: word for word in words_shown(tmp_path / path.name) if word.text in written}
        assert written.keys() - shown.keys() == set(), path.name
        for text, (page, field) in written.items():
            left, top, right, bottom = map(float, field["/Rect"])
            height = float(writer.pages[page].mediabox.height)
            word = shown[text]
            assert word.page == page
            assert left - 1 <= word.left, (path.name, field["/T"])
            assert word.right <= right + 3, (path.name, field["/T"], word, right)  # Poppler's own margin
            assert height - top - 1 <= word.top, (path.name, field["/T"])
            assert word.bottom <= height - bottom + 2, (path.name, field["/T"])
            assert word.size >= least, (path.name, field["/T"])


def test_a_box_to_tick_is_large_enough_for_a_finger(each_site: Site) -> None:
    """Each box is at least 24 pixels wide and high, and carries a name."""
    for path in forms(each_site):
        for _, field in fields_of(read(path)):
            left, top, right, bottom = map(float, field["/Rect"])
            if field["/FT"] == "/Btn":
                assert min(right - left, top - bottom) >= _LEAST_BOX - 0.01, (path.name, field["/T"])
            assert field["/TU"]


def test_a_signature_is_a_line_to_write_on(site: Site, edition: Edition) -> None:
    """A form asks nobody to type a signature: its place is no field, and its words stand there."""
    path = site.folder / "downloads" / "model-stageovereenkomst.pdf"
    (form,) = edition.handboek.checklists.formulieren
    signatures = [veld for groep in form.groepen for veld in groep.velden if veld.soort == "handtekening"]
    assert len(signatures) == 4
    names = {field["/T"] for _, field in fields_of(read(path))}
    assert names.isdisjoint(veld.id for veld in signatures)
    assert all(bare(veld.label) in words_of(path) for veld in signatures)


def test_a_short_list_is_one_sheet(either_site: Site, either: Edition) -> None:
    """Each short list stands on one sheet of two sides, most on one, with its labels once on each side."""
    counts = []
    for lijst in either.handboek.checklists.checklists:
        path = either_site.folder / "downloads" / f"{lijst.id}-kort.pdf"
        pages = pdf_pages(path)
        counts.append(len(pages))
        for number, words in enumerate(pages, start=1):
            assert words.count("Opmerking") == 1, path.name
            assert f"blad {number} van {len(pages)}" in words, path.name
        boxes = [field for _, field in fields_of(read(path)) if field["/FT"] == "/Btn"]
        assert [bare(str(box["/TU"])) for box in boxes] == [bare(row.doe) for row in checklist_rows(either, lijst)]
    assert max(counts) <= 2
    assert counts.count(1) >= len(counts) / 2
