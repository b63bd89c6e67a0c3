"""What the Markdown of the data refuses, said to an editor.

Whatever Markdown knows besides the dialect is a mistake with its line, never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from ..content.markdown import INTERNAL, block_tokens, inline_tokens, parse, plain
from ..words import named, tell
from .messages import INVISIBLE, code_of, quote

_ALLOWED = {
    "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "ordered_list_open",
    "ordered_list_close", "list_item_open", "list_item_close", "inline", "text", "softbreak",
    "em_open", "em_close", "strong_open", "strong_close", "link_open", "link_close",
}  # fmt: skip
_NO_HTML = named("HTML does not belong in the text: take away what stands between < and >")
_NO_BRACES = named("braces such as {braces} do not belong in the text; take them away")
_SOME_BRACES = "{{ of {%"
_REFUSALS = {
    "html_block": _NO_HTML,
    "html_inline": _NO_HTML,
    "heading_open": named("a heading does not belong in the text; take the # or the line below it away"),
    "fence": named("take the lines with ``` or ~~~ away"),
    "code_block": named("this line is indented too far"),
    "code_inline": named("take the signs ` away, or use *italics*"),
    "image": named("a picture does not belong in the text"),
    "hr": named("a rule does not belong in the text; take this line away"),
    "blockquote_open": named("don't begin a line with >"),
    "hardbreak": named("take the spaces or the \\ at the end of this line away"),
}
_MAX_LEVEL = 12
_HTML = re.compile(r"<(?!https?://[^\s<>]+>)[a-zA-Z/!?]")  # but for an address, which an erratum may quote
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)")
_WRAPPED = re.compile(r"\s*(“[^“”]*”|‘[^‘’]*’)\s*")
_NOT_WRAPPED = named("take the curly quotes around the whole text away")
_BARE = re.compile(r"(?<![\w/])www\.[\w-]+\.\w[\w./-]*\w")
_ADDRESS = re.compile(r"\w+://[\w./-]*\w")
BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_SLIPS = (  # what a word processor or a hurry makes of a list or a remark, and what to do about it
    (re.compile(r"\s*([•·▪●○‣–—]|o\s)\s*\S"), named("begin an item of a list with '- '")),
    (re.compile(r"\s*-\w"), named("put a space after the hyphen")),
    (
        re.compile(r"\s*#+[^\s#]"),
        named("a line with # does not belong here; put a remark above the block that the text is in"),
    ),
)


def problems(text: str, inline: bool = False, ours: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for what the dialect refuses in `text`; lines count from 0.

    `inline` allows a single paragraph only; `ours` names an address as it was, where a text of the method would link to it.
    """
    found = list(_markup_problems(text, inline, ours))
    yield from found
    if text and not found and not plain(text).strip():
        yield 0, tell("there are no words here")


def _markup_problems(text: str, inline: bool, ours: bool) -> Iterator[tuple[int, str]]:
    if _WRAPPED.fullmatch(text):
        yield 0, tell(_NOT_WRAPPED)
    for number, line in enumerate(text.split("\n")):
        if BRACES.search(line):
            yield number, no_braces()
        yield from ((number, tell(message)) for slip, message in _SLIPS if slip.match(line))
    if len(_BOLD.findall(text)) % 2:
        yield (
            max(n for n, line in enumerate(text.split("\n")) if _BOLD.search(line)),
            tell("here is ** without a second **; close the bold part or take the asterisks away"),
        )
    linked = 0
    for number, token in (*block_tokens(text), *inline_tokens(text)):
        linked += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not (linked or ours) and (bare := _BARE.search(token.content)):
            yield (
                number,
                tell(
                    "{address} is no link like this; put it in bronnen.yml and write [text][id] here",
                    address=quote(bare[0]),
                ),
            )
        if token.type not in _ALLOWED:
            yield (
                number,
                tell(_REFUSALS[token.type])
                if token.type in _REFUSALS
                else tell("{name} does not belong in the text", name=quote(token.type)),
            )
        elif token.level == _MAX_LEVEL:
            yield number, tell("there are too many lists within each other here")
        elif address := _address(token):
            yield (
                number,
                tell("an address belongs in bronnen.yml; write [text][id] here, not {address}", address=quote(address)),
            )
        elif found := _coded(token, text):
            yield number, tell("here is a code for a sign that nobody sees ({code}); take it away", code=code_of(found))
    if inline and [block.type for block in parse(text)] != ["paragraph_open", "inline", "paragraph_close"]:
        yield 0, tell("here belongs one sentence or paragraph, without a list")


def _address(token: Token) -> str | None:
    """The web address that `token` links to or shows, where only an id should be."""
    href = str(token.attrs.get("href", INTERNAL))
    shown = _ADDRESS.search(token.content) if token.type == "text" else None
    return shown[0] if shown else None if href.startswith(INTERNAL) else href


def _coded(token: Token, text: str) -> str | None:
    """A character that nobody sees and that `text` names by a code, such as &rlm;."""
    found = INVISIBLE.search(token.content) if token.type == "text" and "&" in text else None
    return found[0] if found and found[0] not in text else None


def word_problems(word: str) -> Iterator[str]:
    """Yield what is refused in words that are not Markdown."""
    if BRACES.search(word):
        yield no_braces()
    if _WRAPPED.fullmatch(word):
        yield tell(_NOT_WRAPPED)
    if _HTML.search(word):
        yield tell(_NO_HTML)


def no_braces() -> str:
    """What is said of braces that would be taken for those of a template."""
    return tell(_NO_BRACES, braces=_SOME_BRACES)
