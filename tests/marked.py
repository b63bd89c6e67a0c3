"""A language in which every word of the interface stands between ‹ and ›, and what a handbook shows that does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import get_month_names
from babel.messages.pofile import write_po
from bs4 import BeautifulSoup

from macros.content.markdown import plain
from macros.content.model import Model
from macros.words import DEFAULT, FOLDER, as_list, read_catalog
from tests.english import CODES, EXAMPLE, SPOKEN, english_edition, texts_in

SEARCH = "dialog.zoek"  # which shows words and pieces of texts
_CODE = re.compile(r"[a-z]{2}[-_][A-Z]{2}")  # a language, which a machine reads
_LIST = "; "  # between the heads of a table, which are cut apart
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "kbd",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sup",
    "time",
}
_WORD = re.compile(r"[^\W\d_]{2,}(?:[’'-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S+\.\w{2,5}\b\S*|\S+/\S*|(?:\w+-){3,}\w+")
_MARKDOWN = re.compile(r"\{\{.*?\}\}|^\w+:|[#*`]|\]\([^)]*\)|\[|\]", re.MULTILINE)
_HEADS = (
    'meta[name="description"], meta[property$=":title"], meta[property$=":description"], meta[property$=":site_name"]'
)
_PHRASES = range(4, 8)  # so many words in a row are no chance; more are some of these
_ENDS = re.compile(r"[.:;,?!]\s|[()]|\n")
# What has a name of its own, and what machines and measures are called.
_NAMES = {
    "atom", "csv", "ctrl", "epub", "esc", "excel", "feed", "gift", "json", "kb", "mb", "moodle", "pdf", "powerpoint", "schema",
    "word", "xx", "zip",
}  # fmt: skip


def write_marked(path: Path) -> None:
    """A catalogue of English in which each word, and each form of one, is marked."""
    catalog = read_catalog(FOLDER / f"{DEFAULT}.po")
    for message in catalog:
        if message.id:
            forms = [_mark(text) for text in as_list(message.id)]
            message.string = forms[0] if isinstance(message.id, str) else tuple(forms)
    with path.open("wb") as file:
        write_po(file, catalog, omit_header=True)


def _mark(text: str) -> str:
    return text if _CODE.fullmatch(text) else _LIST.join(f"‹{part}›" for part in text.split(_LIST))


def escaped(text: str) -> list[str]:
    """What a text says that is neither marked nor the handbook's own; each line of it is a thing of its own."""
    runs, depth = [""], 0
    for sign in text:
        depth += (sign == "‹") - (sign == "›")
        assert depth >= 0, f"a mark too many in {text!r}"
        if depth == 0:
            runs[-1] += sign
        elif runs[-1]:
            runs.append("")
    assert depth == 0, f"a mark that is not closed in {text!r}"
    lines = (line.strip("› \t") for run in runs for line in run.splitlines())
    return [line for line in lines if not is_own(line)]


def said_in(html: str) -> Iterator[str]:
    """What a page says, with each block on lines of its own; and each thing that is only heard, by itself."""
    soup = BeautifulSoup(html, "html.parser")
    for code in soup.select(f"script, style, {SEARCH}"):
        code.extract()
    yield from (str(tag[name]) for tag in soup.find_all(True) for name in SPOKEN if tag.get(name))
    yield from (str(tag["content"]) for tag in soup.select(_HEADS))
    for tag in soup.find_all(lambda tag: tag.name not in _INLINE or "dia-vak" in tag.get("class", [])):
        tag.insert_before("\n")
        tag.insert_after("\n")
    yield soup.get_text()


def escaped_words(text: str) -> set[str]:
    """The words outside all marks that no text of the handbook has: of what is cut and broken anywhere."""
    return set(words_in(unmarked(text))) - _own_words()


@cache
def _own_words() -> frozenset[str]:
    return frozenset({word for text in _own_texts() for word in words_in(text)}) | _NAMES


def unmarked(text: str) -> str:
    """What a text says outside all marks."""
    return re.sub("‹[^‹›]*›", " ", re.sub("‹[^‹›]*(?:‹[^‹›]*›[^‹›]*)+›", " ", text))


def words_in(text: str) -> tuple[str, ...]:
    """Its words, in small letters."""
    return tuple(word.casefold() for word in _WORD.findall(_ADDRESS.sub(" ", text)))


def is_own(run: str) -> bool:
    """Whether these words are texts of the handbook, one or more in a row, each of them whole or a phrase of one."""
    words = words_in(run)
    reached = {0}
    for start in range(len(words)):
        if start not in reached:
            continue
        for end in range(start + 1, len(words) + 1):
            part = words[start:end]
            if part in _own_runs() or (len(part) == 1 and part[0] in _NAMES) or part in _phrases():
                reached.add(end)
    return len(words) in reached


@cache
def _own_runs() -> frozenset[tuple[str, ...]]:
    """Each text of the handbook, each sentence of one, and how that begins and ends, as where a link stands in it."""
    runs = set()
    for text in _own_texts():
        for part in (text, *text.splitlines(), *_ENDS.split(text)):
            words = words_in(part)
            runs |= {words, words[:2], words[:3], words[-2:], words[-3:]}
    return frozenset(runs)


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    """Some words in a row in a text of the handbook."""
    lines = [words_in(text) for text in _own_texts()]
    return frozenset(
        words[at : at + size] for words in lines for size in _PHRASES for at in range(len(words) - size + 1)
    )


@cache
def _own_texts() -> tuple[str, ...]:
    """All that the data, the pages and the configuration of the handbook say."""
    fields = (
        (name, value)
        for _, part in english_edition().handboek.parts()
        for name, value in part
        if not isinstance(value, Model)
    )
    data = [plain(text) if name not in CODES else text for name, value in fields for text in texts_in(value)]
    pages = [_MARKDOWN.sub(" ", path.read_text(encoding="utf-8")) for path in (EXAMPLE / "docs").rglob("*.md")]
    config = list(_leaves(yaml.safe_load((EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8"))))
    months = list(get_month_names(locale="en").values())
    return (*data, *pages, *config, *months)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (str(key), *_leaves(inner))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _leaves(inner)
