"""The handbook on paper: a book that one would bind, with nothing torn and nothing too small to read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from macros.edition import Edition
from macros.edition.catalog import BOOKLET, LARGE_PRINT
from macros.formats.pdf.booklet import make_booklet
from macros.words import gettext
from tests.conftest import Site
from tests.poppler import Word, words_shown
from tests.test_pdf import pdf_files, read

_BOOK = "handboek.pdf"
_LINE = 1.24  # of the typeface: how high a line of it is, for letters of 1
_HEAD, _RUNNING_HEAD, _FOOT = 40, 57, 58  # of a page, in points: what is higher or lower is no text
_CHAPTER = 1 / 3  # how full a page within a chapter is at least
_LABELS = {gettext(word) for word in ("Done", "Step", "Who", "When", "Note", "Date", "Filled in by")}


@cache
def words_of_pages(path: Path) -> list[list[Word]]:
    """The words on each page."""
    pages = defaultdict(list)
    for word in words_shown(path):
        pages[word.page].append(word)
    return [pages[number] for number in range(len(read(path).pages))]


def text_of(path: Path, number: int) -> list[Word]:
    """The words of a page, from 0, without its head and foot."""
    height = float(read(path).pages[number].mediabox.height)
    head = _RUNNING_HEAD if path.name == _BOOK else _HEAD
    return [word for word in words_of_pages(path)[number] if head < word.top < height - _FOOT]


@pytest.fixture
def book(site: Site) -> Path:
    """The whole handbook."""
    return site.folder / "downloads" / _BOOK


def starts_of(path: Path) -> set[int]:
    """The pages, from 0, on which a chapter begins, or a list to copy."""
    reader: Any = read(path)
    chapters = [item for item in reader.outline if not isinstance(item, list)]
    lists = (
        reader.outline[[getattr(item, "title", "") for item in reader.outline].index(_LISTS) + 1]
        if path.name == _BOOK
        else []
    )
    own = [item for item in lists if not isinstance(item, list)]
    return {reader.get_destination_page_number(item) for item in (*chapters, *own)}


_LISTS, _INDEX = gettext("Checklists and forms"), gettext("Index")


def test_the_contents_fit_one_page(book: Path) -> None:
    """Between the colophon and the first chapter stands one page with text, and its back is empty."""
    first = min(starts_of(book) - {2})
    assert [bool(text_of(book, number)) for number in range(2, first)] == [True, False]


def test_no_page_within_a_chapter_is_nearly_empty(site: Site) -> None:
    """A page is at least a third full unless its chapter or list ends there; and where it ends stands more than one line."""
    for path in (site.folder / "downloads" / f"{name}.pdf" for name in _READ):
        count, starts = len(read(path).pages), starts_of(path)
        first = min(starts)
        for number in range(first, count):
            words = text_of(path, number)
            ends = number + 1 == count or number + 1 in starts or not text_of(path, number + 1)
            if not words:
                assert number + 1 in starts, (path.name, number + 1)
                continue
            height = float(read(path).pages[number].mediabox.height)
            full = (max(word.bottom for word in words) - _HEAD) / (height - _HEAD - _FOOT)
            assert ends or full >= _CHAPTER, (path.name, number + 1, full)
            assert len({round(word.bottom) for word in words}) > 2, (path.name, number + 1)


_READ = (
    "handboek", "fase-loopbaanorientatie", "fase-maatwerktraject", "fase-plaatsing", "checklist-maatwerktraject",
    "checklist-plaatsing", "model-stageovereenkomst",
)  # fmt: skip


def test_nothing_is_torn(site: Site) -> None:
    """A note does not begin a page, apart from its text; a number or a heading does not end one."""
    for path in (site.folder / "downloads" / f"{name}.pdf" for name in _READ):
        for number in range(len(read(path).pages)):
            if words := text_of(path, number):
                assert words[0].text not in ("Nu:", "Betrokken:"), (path.name, number + 1)
                last = max(words, key=lambda word: word.bottom)
                assert [word.text for word in words if abs(word.bottom - last.bottom) < 3] != [
                    last.text
                ] or not re.fullmatch(r"\d+", last.text), (path.name, number + 1)
        for page, top in headings_of(path):
            assert any(word.top > top + 14 for word in text_of(path, page)), (path.name, page + 1)


def headings_of(path: Path) -> Iterator[tuple[int, float]]:
    """Where each heading stands: its page, from 0, and how far from the top."""
    reader: Any = read(path)

    def flat(items: list[Any]) -> Iterator[Any]:
        for item in items:
            if isinstance(item, list):
                yield from flat(item)
            else:
                yield item

    for item in flat(reader.outline):
        number = reader.get_destination_page_number(item)
        yield number, float(reader.pages[number].mediabox.height) - float(item.top)


def test_nothing_that_is_to_be_read_is_small(site: Site, edition: Edition) -> None:
    """All text has letters of 9 points at least; what names a page or a field, and the number of a note, of 8."""
    lists = edition.handboek.checklists
    labels = " ".join((*_LABELS, lists.organisatie, lists.onderwerp)).split()
    for path in pdf_files(site):
        for number, words in enumerate(words_of_pages(path)):
            height = float(read(path).pages[number].mediabox.height)
            for word in words:
                points = word.size / _LINE
                assert points > 7.9, (path.name, number + 1, word)
                is_small = points < 8.9 and word.top < height - _FOOT and not re.fullmatch(r"[\d,.]+|blz\.", word.text)
                assert not is_small or word.text in labels, (path.name, number + 1, word)


def test_an_address_stands_in_the_book_once(book: Path, edition: Edition) -> None:
    """The notes say by number where they come from; the list at the end has each address once."""
    words = [word.text for number in range(len(read(book).pages)) for word in text_of(book, number)]
    assert not [word for word in words if word.startswith(("(http", "http"))]
    destinations = read(book).named_destinations
    urls = {bron.url for feit in edition.handboek.actualiteit.feiten for bron in feit.bronnen}
    numbers = sorted(int(name.removeprefix("adres_")) for name in destinations if name.startswith("adres_"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert 50 < len(numbers) <= len(urls)
    reader: Any = read(book)
    first, last = (reader.get_destination_page_number(destinations[name]) for name in ("adres_1", "_register"))
    listed = {link["/A"]["/URI"] for page in reader.pages[first:last] for link in _links(page) if "/A" in link}
    gone = {bron.url for feit in edition.handboek.actualiteit.feiten for bron in feit.bronnen if bron.vervallen}
    assert listed <= urls
    assert len(listed) + len(gone) >= len(numbers)


def _links(page: Any) -> list[Any]:
    return [each.get_object() for each in page.get("/Annots", ())]


def test_a_note_has_the_number_that_the_text_says(book: Path, edition: Edition) -> None:
    """The notes are numbered through the whole book, as the figures in its text are."""
    text = " ".join(word.text for number in range(len(read(book).pages)) for word in text_of(book, number))
    titles = sorted((feit.titel for feit in edition.handboek.actualiteit.feiten), key=len, reverse=True)
    found = re.findall(rf"(?<!\S)(\d+)\. (?:{'|'.join(map(re.escape, titles))})(?= \(|\. )", text)
    assert len(found) > 50
    assert [int(number) for number in found] == list(range(1, len(found) + 1))


def test_a_reference_is_whole_and_says_its_page(book: Path) -> None:
    """No title is cut off, and behind each stands the page on which it is found."""
    text = " ".join(word.text for number in range(len(read(book).pages)) for word in text_of(book, number))
    assert "…" not in text
    for begin in re.finditer(r"Hoort bij:|Tip:", text):
        assert re.match(r"[^()]*(?:\([^()]*\)[^()]*?)*?\(blz\. \d+\)", text[begin.end() : begin.end() + 900]), text[
            begin.start() :
        ][:99]


def test_the_index_leads_to_the_pages_that_speak_of_it(book: Path, edition: Edition) -> None:
    """Each begrip stands in the index with the page where it is explained, each page once and in order."""
    pages: Any = read(book)
    first = pages.get_destination_page_number(pages.named_destinations["_register"])
    text = " ".join(word.text for number in range(first, len(pages.pages)) for word in text_of(book, number))
    for begrip in edition.handboek.begrippen.begrippen:
        found = re.search(rf"(?:\d|{_INDEX}) {re.escape(begrip.term)}: ((?:\d+, )*\d+)", text)
        assert found, begrip.term
        numbers = [int(number) for number in found[1].split(", ")]
        assert numbers == sorted(set(numbers))
        assert pages.get_destination_page_number(pages.named_destinations[begrip.id]) + 1 in numbers, begrip.term
    assert [word.text for word in words_of_pages(book)[first]][-1] == str(first + 1)


def test_chapters_begin_on_the_right_between_mirrored_margins(book: Path) -> None:
    """Each chapter begins on an odd page, and each page has room to bind on its inner side; its number is outside."""
    reader: Any = read(book)
    chapters = [reader.get_destination_page_number(item) + 1 for item in reader.outline if not isinstance(item, list)]
    assert all(number % 2 for number in chapters)
    margins: dict[int, float] = {}
    for number in range(4, len(reader.pages)):
        for word in text_of(book, number):
            margins[number % 2] = min(margins.get(number % 2, 999), word.left)
    assert margins[0] > margins[1] + 15  # from 0, so what is even is on the right
    for number in chapters:
        foot = [word for word in words_of_pages(book)[number - 1] if word.text == str(number)]
        assert any(word.left > 500 for word in foot)


def test_the_book_has_a_colophon_and_all_that_is_copied(book: Path, edition: Edition) -> None:
    """The back of the cover says which edition it is, whose, and how to refer to it; all lists and the matrix are in it."""
    back = " ".join(word.text for word in words_of_pages(book)[1])
    uitgave = edition.handboek.methodiek.uitgave
    for words in (uitgave.versie, uitgave.auteur, uitgave.licentie, "Verwijs zo"):
        assert words in back
    reader: Any = read(book)
    titles = [
        str(item.title)
        for part in reader.outline
        for item in (part if isinstance(part, list) else [part])
        if not isinstance(item, list)
    ]
    lists = edition.handboek.checklists
    assert {str(getattr(item, "titel", "")) for item in (*lists.checklists, *lists.formulieren)} <= set(titles)
    assert gettext("Who does what") in titles
    assert not reader.get_fields()


def test_large_print_is_large(site: Site) -> None:
    """The text has letters of 16 points, and nothing in it is under 12."""
    sizes: Counter[int] = Counter()
    for words in words_of_pages(site.folder / "downloads" / LARGE_PRINT.name):
        for word in words:
            sizes[round(word.size / _LINE)] += len(word.text)
    assert sizes.most_common(1)[0][0] >= 14
    assert sizes[16] > sum(sizes.values()) / 4
    assert min(sizes) >= 12


def test_a_booklet_folds_in_order(site: Site) -> None:
    """Of each eight sheets the first has the cover right and the last page left, and so on inwards."""
    large, booklet = (site.folder / "downloads" / name for name in (LARGE_PRINT.name, BOOKLET.name))
    pages, sides = words_of_pages(large), words_of_pages(booklet)
    assert len(sides) == 2 * -(-len(pages) // 4)
    middle = float(PdfReader(booklet).pages[0].mediabox.width) / 2
    for side, (left, right) in enumerate(((31, 0), (1, 30), (29, 2))):
        halves = [[word.text for word in sides[side] if (word.left < middle) == is_left] for is_left in (True, False)]
        assert [Counter(half) for half in halves] == [
            Counter(word.text for word in pages[page]) for page in (left, right)
        ]


def test_the_same_book_gives_the_same_booklet(site: Site) -> None:
    """Two times the same booklet is the same file, byte for byte."""
    data = (site.folder / "downloads" / "model-stageovereenkomst.pdf").read_bytes()
    assert make_booklet(data) == make_booklet(data)
