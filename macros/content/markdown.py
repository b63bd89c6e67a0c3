"""The Markdown of the data: a small dialect, as tokens and as plain words.

Paragraphs, emphasis, lists and links by id (`[Test je talent][beroepeninbeeld]`); `reading.dialect` refuses the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .model import Model, Prose, Title

INTERNAL = "\0"


class _EveryReference(dict[str, dict[str, str]]):
    """Lets every `[text][id]` become a link, so that an unknown id is found when checking, not lost as text."""

    def get(self, label: str, default: object = None) -> dict[str, str]:
        return {"href": INTERNAL + label.lower(), "title": ""}

    def __contains__(self, label: object) -> bool:
        return True


html_renderer = RendererHTML()
parser = MarkdownIt("commonmark", {"html": True}).disable("reference")
parser.validateLink = lambda url: True  # type: ignore[method-assign]  # else a bad address would be left as text


@cache
def parse(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, every `[text][id]` in it a link."""
    return tuple(parser.parse(text, {"references": _EveryReference()}))


def inline_tokens(text: str) -> Iterator[tuple[int, Token]]:
    """Yield (line, token) of the inline tokens of `text`; lines count from 0."""
    for block in parse(text):
        line = block.map[0] if block.map else 0
        for token in block.children or ():
            yield line, token
            line += token.content.count("\n") + (token.type in ("softbreak", "hardbreak"))


def block_tokens(text: str) -> Iterator[tuple[int, Token]]:
    """Yield (line, token) of what opens a block of `text`."""
    return ((block.map[0] if block.map else 0, block) for block in parse(text) if block.nesting >= 0)


@cache
def references(text: str) -> tuple[tuple[int, str], ...]:
    """The (line, id) of every link by id in `text`; lines count from 0."""
    links = ((line, str(token.attrs["href"])) for line, token in inline_tokens(text) if token.type == "link_open")
    return tuple((line, href.removeprefix(INTERNAL)) for line, href in links if href.startswith(INTERNAL))


def texts_of(part: Model) -> Iterator[tuple[str, Prose | Title]]:
    """Yield (words without markup, mark) for the texts and titles of this object itself."""
    for _, text, mark in part.marked(Prose, Title):
        yield plain(text) if isinstance(mark, Prose) else text, mark


@cache
def plain(text: str | None) -> str:
    """The words of a text without markup: blocks on lines of their own."""
    lines = []
    for block in parse(text or ""):
        if block.type == "inline":
            lines.append("".join(_plain_token(token) for token in block.children or ()))
    return "\n".join(lines)


def _plain_token(token: Token) -> str:
    return " " if token.type == "softbreak" else token.content if token.type == "text" else ""


_SIGNS = re.compile(r"""[\\`*_{}\[\]<>&#!|~^"']""")


def escape_markdown(words: str) -> str:
    """The Markdown, of Python-Markdown with its attributes, that says just these words."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", words)
