"""What a source text says, sentence by sentence, to compare the data with.

The source is corrected with the errata, then both it and the data are reduced to the same plain sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token


class Correction(Protocol):
    """What this module needs of an `Erratum`."""

    @property
    def citaat(self) -> str:
        """What the source says."""

    @property
    def correctie(self) -> str:
        """What takes its place."""


@dataclass(frozen=True)
class Block:
    """A piece of plain text; `kind` is "heading", "paragraph", "item" or "cell"."""

    kind: str
    text: str


class AnyReference(dict[str, dict[str, str]]):
    """Makes every `[text][id]` a link, so that only its text is left."""

    def get(self, label: str, default: object = None) -> dict[str, str]:
        """Any label leads somewhere."""
        return {"href": label, "title": ""}

    def __contains__(self, label: object) -> bool:
        return True


parser = MarkdownIt("commonmark")
_QUOTES = str.maketrans("‘’‚ʼ“”„", "''''\"\"\"")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\bSt\.)"  # not after an initial or 'St.'
    r"(?:(?<=[.?!])|(?<=[.?!]['\")]))"
    r" (?=['\"(]?[A-ZÀ-Þ0-9])"
)
_NO_WORD_BEFORE, _NO_WORD_AFTER = r"(?<![\w-])", r"(?![\w-])"


def apply_errata(text: str, errata: Iterable[Correction]) -> str:
    """Replace every occurrence of each `citaat` by its `correctie`, in order.

    Raises ValueError for a `citaat` that does not occur by then.
    """
    for erratum in errata:
        if erratum.citaat not in text:
            raise ValueError(f"does not occur in the source: {erratum.citaat!r}")
        text = text.replace(erratum.citaat, erratum.correctie)
    return text


def normalise(text: str) -> str:
    """One space for any whitespace, straight quotes for curly ones; nothing else changes."""
    return " ".join(text.translate(_QUOTES).split())


def read_blocks(markdown: str) -> Iterator[Block]:
    """Yield the plain text of each heading, paragraph, list item and table cell in order."""
    depth, heading = 0, False
    for token in parser.parse(markdown, {"references": AnyReference()}):
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type == "inline":
            text = "".join(plain_pieces(token.children or ()))
            yield from _as_blocks("heading" if heading else "item" if depth else "paragraph", text)


def plain_pieces(tokens: Iterable[Token]) -> Iterator[str]:
    """The words of inline tokens; a bare address without its https://."""
    bare_address = False
    for token in tokens:
        if token.type == "link_open":
            bare_address = token.info == "auto"
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "text":
            yield re.sub(r"^https?://", "", token.content) if bare_address else token.content


def _as_blocks(kind: str, text: str) -> Iterator[Block]:
    """One block, or a block for each cell when tabs make the text a table."""
    if "\t" not in text:
        yield Block(kind, normalise(text))
        return
    for line in text.split("\n"):
        for cell in line.split("\t"):
            yield Block("cell", normalise(cell))


def split_sentences(text: str) -> list[str]:
    """Cut normalised text after each full stop, question mark or exclamation mark before a new sentence."""
    return _SENTENCE_END.split(text)


def read_sentences(markdown: str) -> Iterator[Block]:
    """Yield each sentence of `markdown` with the kind of its block."""
    for block in read_blocks(markdown):
        for sentence in split_sentences(block.text) if block.kind in ("paragraph", "item") else [block.text]:
            yield Block(block.kind, sentence)


def has_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text` in this order as whole words, in capitals or not."""
    pattern = _NO_WORD_BEFORE + re.escape(normalise(words)) + _NO_WORD_AFTER
    return bool(re.search(pattern, normalise(text), re.IGNORECASE))
