"""The Markdown of the data: a small dialect, checked when loaded and rendered for each way out.

Allowed are paragraphs, emphasis, lists and links by id (`[Test je talent][beroepeninbeeld]`).
Whatever else Markdown knows is a mistake with its line, never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from .messages import INVISIBLE, quote
from .model import Model, Prose, Title

_ALLOWED = {
    "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "ordered_list_open",
    "ordered_list_close", "list_item_open", "list_item_close", "inline", "text", "softbreak",
    "em_open", "em_close", "strong_open", "strong_close", "link_open", "link_close",
}  # fmt: skip
_NO_HTML = "HTML hoort niet in de tekst: haal weg wat tussen < en > staat"
NO_BRACES = "accolades zoals {{ of {% horen niet in de tekst; haal ze weg"
_REFUSALS = {
    "html_block": _NO_HTML,
    "html_inline": _NO_HTML,
    "heading_open": "een kop hoort niet in de tekst; haal de # of de streep onder de regel weg",
    "fence": "haal de regels met ``` of ~~~ weg",
    "code_block": "deze regel springt te ver in",
    "code_inline": "haal de tekens ` weg, of gebruik *schuin*",
    "image": "een afbeelding hoort niet in de tekst",
    "hr": "een streep hoort niet in de tekst; haal deze regel weg",
    "blockquote_open": "begin een regel niet met >",
    "hardbreak": "haal de spaties of de \\ aan het eind van deze regel weg",
}
_MAX_LEVEL = 12
_INTERNAL = "\0"
_HTML = re.compile(r"<(?!https?://[^\s<>]+>)[a-zA-Z/!?]")  # but for an address, which an erratum may quote
_ADDRESS = re.compile(r"\w+://[\w./-]*\w")
BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_SLIPS = (  # what a word processor or a hurry makes of a list or a remark, and what to do about it
    (re.compile(r"\s*([•·▪●○‣–—]|o\t)\s*\S"), "begin een punt van een lijst met '- '"),
    (re.compile(r"\s*-\w"), "zet een spatie na het streepje"),
    (
        re.compile(r"\s*#+[^\s#]"),
        "een regel met # hoort hier niet; zet een opmerking boven het blok waar de tekst in staat",
    ),
)
_SIGNS = re.compile(r"""[\\`*_{}\[\]<>&#!|~^"']""")
_WORD_END = r"(?![\w-])"
_WORD_START = r"(?<![\w-])"

Link = Callable[[str], "dict[str, str]"]


class _EveryReference(dict[str, dict[str, str]]):
    """Lets every `[text][id]` become a link, so that an unknown id is found when checking, not lost as text."""

    def get(self, label: str, default: object = None) -> dict[str, str]:
        return {"href": _INTERNAL + label.lower(), "title": ""}

    def __contains__(self, label: object) -> bool:
        return True


_html = RendererHTML()
_parser = MarkdownIt("commonmark", {"html": True}).disable("reference")
_parser.validateLink = lambda url: True  # type: ignore[method-assign]  # else a bad address would be left as text


@cache
def _parse(text: str) -> tuple[Token, ...]:
    return tuple(_parser.parse(text, {"references": _EveryReference()}))


def _inline(text: str) -> Iterator[tuple[int, Token]]:
    """Yield (line, token) of the inline tokens of `text`; lines count from 0."""
    for block in _parse(text):
        line = block.map[0] if block.map else 0
        for token in block.children or ():
            yield line, token
            line += token.content.count("\n") + (token.type in ("softbreak", "hardbreak"))


def _blocks(text: str) -> Iterator[tuple[int, Token]]:
    """Yield (line, token) of what opens a block of `text`."""
    return ((block.map[0] if block.map else 0, block) for block in _parse(text) if block.nesting >= 0)


@cache
def references(text: str) -> tuple[tuple[int, str], ...]:
    """The (line, id) of every link by id in `text`; lines count from 0."""
    links = ((line, str(token.attrs["href"])) for line, token in _inline(text) if token.type == "link_open")
    return tuple((line, href.removeprefix(_INTERNAL)) for line, href in links if href.startswith(_INTERNAL))


def problems(text: str, inline: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line, message in Dutch) for what the dialect refuses in `text`; lines count from 0.

    `inline` allows a single paragraph only.
    """
    found = list(_markup_problems(text, inline))
    yield from found
    if text and not found and not plain(text).strip():
        yield 0, "hier staan geen woorden"


def _markup_problems(text: str, inline: bool) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n")):
        if BRACES.search(line):
            yield number, NO_BRACES
        yield from ((number, message) for slip, message in _SLIPS if slip.match(line))
    for number, token in (*_blocks(text), *_inline(text)):
        if token.type not in _ALLOWED:
            yield number, _REFUSALS.get(token.type, f"'{token.type}' hoort niet in de tekst")
        elif token.level == _MAX_LEVEL:
            yield number, "hier zitten te veel lijsten in elkaar"
        elif address := _address(token):
            yield number, f"een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van {quote(address)}"
        elif found := _coded(token, text):
            yield number, f"hier staat een code voor een onzichtbaar teken (U+{ord(found):04X}); haal die weg"
    if inline and [block.type for block in _parse(text)] != ["paragraph_open", "inline", "paragraph_close"]:
        yield 0, "hier hoort één zin of alinea, zonder lijst"


def _address(token: Token) -> str | None:
    """The web address that `token` links to or shows, where only an id should be."""
    href = str(token.attrs.get("href", _INTERNAL))
    shown = _ADDRESS.search(token.content) if token.type == "text" else None
    return shown[0] if shown else None if href.startswith(_INTERNAL) else href


def texts_of(part: Model) -> Iterator[tuple[str, Prose | Title]]:
    """Yield (words without markup, mark) for the texts and titles of this object itself."""
    for _, text, mark in part.marked(Prose, Title):
        yield plain(text) if isinstance(mark, Prose) else text, mark


def _coded(token: Token, text: str) -> str | None:
    """A character that nobody sees and that `text` names by a code, such as &rlm;."""
    found = INVISIBLE.search(token.content) if token.type == "text" and "&" in text else None
    return found[0] if found and found[0] not in text else None


def word_problems(word: str) -> Iterator[str]:
    """Yield what is refused in words that are not Markdown."""
    if BRACES.search(word):
        yield NO_BRACES
    if _HTML.search(word):
        yield _NO_HTML


@cache
def plain(text: str | None) -> str:
    """The words of a text without markup: blocks on lines of their own."""
    lines = []
    for block in _parse(text or ""):
        if block.type == "inline":
            lines.append("".join(_plain_token(token) for token in block.children or ()))
    return "\n".join(lines)


def _plain_token(token: Token) -> str:
    return " " if token.type == "softbreak" else token.content if token.type == "text" else ""


def escape_markdown(words: str) -> str:
    """The Markdown, of Python-Markdown with its attributes, that says just these words."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", words)


def _small(text: str) -> str:
    """`text` in small letters, each where it was: a pattern that ignores capitals takes four times as long."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Terms:
    """Finds the terms of the method in running text, in any of their forms, as whole words."""

    def __init__(self, ids_by_form: dict[str, str]) -> None:
        self._ids = {_small(form): term_id for form, term_id in ids_by_form.items()}
        forms = sorted(self._ids, key=len, reverse=True)
        alternatives = "|".join(re.escape(form) for form in forms) or r"(?!)"
        self._pattern = re.compile(f"{_WORD_START}(?:{alternatives}){_WORD_END}")

    def split(self, text: str) -> Iterator[tuple[str, str | None]]:
        """Yield the pieces of `text` in order as (piece, id of the term or None)."""
        end = 0
        for match in self._pattern.finditer(_small(text)):
            start = match.start()
            if start > end:
                yield text[end:start], None
            end = match.end()
            yield text[start:end], self._ids[match[0]]
        if end < len(text):
            yield text[end:], None


NO_TERMS = Terms({})


class Renderer:
    """Renders text to HTML for one page.

    `link` gives the attributes of the `<a>` for an id, with `na` for words behind it and without `href` for no link
    at all; `term` those for a begrip, or an empty dict for plain text.
    A begrip is marked once in each part (a stap, a tip, a section): wherever it occurs, but not over and over.
    """

    def __init__(self, link: Link, terms: Terms = NO_TERMS, term: Link = lambda term_id: {}) -> None:
        self._link, self._terms, self._term = link, terms, term
        self._seen: set[str] = set()

    def start_part(self, subject: str) -> None:
        """From here on each begrip may be marked again, but for `subject` itself."""
        self._seen = {subject}

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within this a note is a part of its own: what is marked in it may be marked in the text around it too."""
        around, self._seen = self._seen, set()
        yield
        self._seen = around

    def block(self, text: str) -> Markup:
        """`text` as paragraphs and lists."""
        return Markup(_html.render(self._resolve(_parse(text)), _parser.options, {}))

    def inline(self, text: str) -> Markup:
        """`text` of a single paragraph, without the paragraph."""
        blocks = [block for block in self._resolve(_parse(text)) if block.type == "inline"]
        return Markup(" ").join(
            Markup(_html.renderInline(block.children or [], _parser.options, {})) for block in blocks
        )

    def _resolve(self, blocks: Sequence[Token]) -> list[Token]:
        return [
            block.copy(children=list(self._resolve_inline(block.children or ()))) if block.type == "inline" else block
            for block in blocks
        ]

    def _resolve_inline(self, tokens: Sequence[Token]) -> Iterator[Token]:
        link: dict[str, str] | None = None
        for token in tokens:
            if token.type == "link_open":
                link = self._link(str(token.attrs["href"]).removeprefix(_INTERNAL))
                if "href" in link:
                    yield token.copy(attrs={name: value for name, value in link.items() if name != "na"})
            elif token.type == "link_close" and link is not None:
                yield from _end_link(token, link)
                link = None
            elif token.type == "text" and link is None:
                yield from self._mark_terms(token)
            else:
                yield token

    def _mark_terms(self, token: Token) -> Iterator[Token]:
        for piece, term_id in self._terms.split(token.content):
            attrs = self._term(term_id) if term_id and term_id not in self._seen else {}
            text = token if piece == token.content else Token("text", "", 0, content=piece)
            if attrs and term_id:
                self._seen.add(term_id)
                yield Token("link_open", "a", 1, attrs=dict(attrs))
                yield text
                yield Token("link_close", "a", -1)
            else:
                yield text


def _end_link(close: Token, link: dict[str, str]) -> Iterator[Token]:
    """The end of a link: that it leaves the site, for who cannot see that, and what is to be said behind it."""
    if "rel" in link:
        yield from _span("alleen-voorlezen", " (andere site)")
    if "href" in link:
        yield close
    if "na" in link:
        yield from _span("na-link", f" ({link['na']})")


def _span(kind: str, words: str) -> Iterator[Token]:
    yield Token("span_open", "span", 1, attrs={"class": kind})
    yield Token("text", "", 0, content=words)
    yield Token("span_close", "span", -1)
