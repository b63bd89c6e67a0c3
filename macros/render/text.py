"""From the Markdown of the data to HTML, with its links worked out and its terms marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markdown_it.token import Token
from markupsafe import Markup

from ..content.markdown import INTERNAL, html_renderer, parse, parser
from ..content.terms import NO_TERMS, Terms
from ..words import gettext


@dataclass(frozen=True)
class Target:
    """Where words lead: the attributes of their `<a>`, none when they lead nowhere.

    `note` is said behind the words, before `successor`: a link that took the place of an address that has `gone`.
    """

    attrs: dict[str, str] = field(default_factory=dict)
    note: str = ""
    gone: bool = False
    successor: Target | None = None
    name: str = ""  # what a successor is called

    @property
    def leaves(self) -> bool:
        """Whether it is on another site, which is said to who cannot see that."""
        return "rel" in self.attrs

    def hides_address(self, words: str) -> bool:
        """Whether these words say not even on which site it is: paper says so behind them."""
        return self.leaves and self.name.removeprefix("www.") not in words

    def strikes(self, words: str) -> bool:
        """Whether these words are an address that is no use any more, and not a name or a sentence."""
        return self.gone and "." in words.strip(".") and " " not in words


def website(url: str) -> Target:
    """A page on another site."""
    return Target({"href": url, "rel": "noopener external"}, name=urlsplit(url).netloc)


Link = Callable[[str], Target]


class Renderer:
    """Renders text to HTML for one page.

    `link` says where an id leads, `term` the same of a begrip: nowhere for plain text.
    A begrip is marked once in each part, which is what stands under a heading: wherever it occurs, but not over and over.
    """

    def __init__(self, link: Link, terms: Terms = NO_TERMS, term: Link = lambda term_id: Target()) -> None:
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
        target: Target | None = None
        words = ""
        for place, token in enumerate(tokens):
            if token.type == "link_open":
                target, words = self._link(str(token.attrs["href"]).removeprefix(INTERNAL)), tokens[place + 1].content
                yield from _begin_link(target, words)
            elif token.type == "link_close" and target is not None:
                yield from _end_link(target, words)
                target = None
            elif token.type == "text" and target is None:
                yield from self._mark_terms(token)
            else:
                yield token

    def _mark_terms(self, token: Token) -> Iterator[Token]:
        for piece, term_id in self._terms.split(token.content):
            attrs = self._term(term_id).attrs if term_id and term_id not in self._seen else {}
            text = token if piece == token.content else Token("text", "", 0, content=piece)
            if attrs and term_id:
                self._seen.add(term_id)
                yield Token("link_open", "a", 1, attrs=dict(attrs))
                yield text
                yield Token("link_close", "a", -1)
            else:
                yield text


def _begin_link(target: Target, words: str) -> Iterator[Token]:
    if target.attrs:
        shown = {"class": "met-adres"} if target.hides_address(words) else {}
        yield Token("link_open", "a", 1, attrs={**target.attrs, **shown})
    elif target.strikes(words):
        yield Token("s_open", "s", 1)


def _end_link(target: Target, words: str) -> Iterator[Token]:
    """The end of a link: that it leaves the site, for who cannot see that, and what is to be said behind it."""
    if target.leaves:
        another_site = gettext("another site")
        yield from _span("alleen-voorlezen", _text(f" ({another_site})"))
    if target.attrs:
        yield Token("link_close", "a", -1)
    elif target.strikes(words):
        yield Token("s_close", "s", -1)
    if target.note:
        yield from _span("na-link", _text(f" ({target.note}"), *_successor(target), _text(")"))


def _successor(target: Target) -> Iterator[Token]:
    if new := target.successor:
        yield from (_text(" "), *_begin_link(new, new.name), _text(new.name), *_end_link(new, new.name))


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _span(kind: str, *content: Token) -> Iterator[Token]:
    yield Token("span_open", "span", 1, attrs={"class": kind})
    yield from content
    yield Token("span_close", "span", -1)
