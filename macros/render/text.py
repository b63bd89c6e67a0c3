"""From the Markdown of the data to HTML, with its links worked out and its terms marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from markdown_it.token import Token
from markupsafe import Markup

from ..content.markdown import INTERNAL, html_renderer, parse, parser
from ..content.terms import NO_TERMS, Terms
from ..words import gettext

Link = Callable[[str], "dict[str, str]"]


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
        return Markup(html_renderer.render(self._resolve(parse(text)), parser.options, {}))

    def inline(self, text: str) -> Markup:
        """`text` of a single paragraph, without the paragraph."""
        blocks = [block for block in self._resolve(parse(text)) if block.type == "inline"]
        return Markup(" ").join(
            Markup(html_renderer.renderInline(block.children or [], parser.options, {})) for block in blocks
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
                link = self._link(str(token.attrs["href"]).removeprefix(INTERNAL))
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
        another_site = gettext("another site")
        yield from _span("alleen-voorlezen", f" ({another_site})")
    if "href" in link:
        yield close
    if "na" in link:
        yield from _span("na-link", f" ({link['na']})")


def _span(kind: str, words: str) -> Iterator[Token]:
    yield Token("span_open", "span", 1, attrs={"class": kind})
    yield Token("text", "", 0, content=words)
    yield Token("span_close", "span", -1)
