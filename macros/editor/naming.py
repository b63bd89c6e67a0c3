"""An id for something new, from its words: it can't be changed later, so it is short and says what it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..content.languages import language_of
from ..content.markdown import plain
from ..edition.macros import ROL
from ..edition.published import read_published
from ..reading.messages import as_id
from .book import FILE, Book, Project

_SAYS_MOST = ("titel", "naam", "term", "label", "doe", "tekst")
_MOST_WORDS, _LONGEST = 4, 50


def propose_id(value: Mapping[str, Any], taken: Collection[str], language: str) -> str:
    """An id that nothing has or had, from the first words that count in this language."""
    said = next((plain(str(value[name])) for name in _SAYS_MOST if value.get(name)), "")
    words = as_id(said).split("-")
    telling = [word for word in words if word not in language_of(language).stop_words] or words
    stem = "-".join(telling[:_MOST_WORDS])[:_LONGEST].strip("-") or "nieuw"
    return next(name for name in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if name not in taken)


def taken_ids(project: Project, book: Book) -> set[str]:
    """Every id that the handbook has, had, or showed in the version that was published last."""
    now = {key.removeprefix(ROL) for key in book.spots if not key.startswith(FILE)}
    moved = [
        item["oud"] for value in book.values.values() if isinstance(value, dict) for item in value.get("verhuisd") or ()
    ]
    return now.union(moved, (key.removeprefix(ROL) for key in read_published(project.data)[1]))
