"""What the Markdown of the data refuses, said to an editor.

Whatever Markdown knows besides the dialect is a mistake with its line, never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from ..content.markdown import INTERNAL, block_tokens, inline_tokens, parse, plain
from .messages import INVISIBLE, quote

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
_HTML = re.compile(r"<(?!https?://[^\s<>]+>)[a-zA-Z/!?]")  # but for an address, which an erratum may quote
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)")
_WRAPPED = re.compile(r"\s*(“[^“”]*”|‘[^‘’]*’)\s*")
_NOT_WRAPPED = "haal de gekrulde aanhalingstekens om de hele tekst weg"
_BARE = re.compile(r"(?<![\w/])www\.[\w-]+\.\w[\w./-]*\w")
_ADDRESS = re.compile(r"\w+://[\w./-]*\w")
BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_SLIPS = (  # what a word processor or a hurry makes of a list or a remark, and what to do about it
    (re.compile(r"\s*([•·▪●○‣–—]|o\s)\s*\S"), "begin een punt van een lijst met '- '"),
    (re.compile(r"\s*-\w"), "zet een spatie na het streepje"),
    (
        re.compile(r"\s*#+[^\s#]"),
        "een regel met # hoort hier niet; zet een opmerking boven het blok waar de tekst in staat",
    ),
)


def problems(text: str, inline: bool = False, ours: bool = False) -> Iterator[tuple[int, str]]:
    """Yield (line, message in Dutch) for what the dialect refuses in `text`; lines count from 0.

    `inline` allows a single paragraph only; `ours` names an address as it was, where a text of the method would link to it.
    """
    found = list(_markup_problems(text, inline, ours))
    yield from found
    if text and not found and not plain(text).strip():
        yield 0, "hier staan geen woorden"


def _markup_problems(text: str, inline: bool, ours: bool) -> Iterator[tuple[int, str]]:
    if _WRAPPED.fullmatch(text):
        yield 0, _NOT_WRAPPED
    for number, line in enumerate(text.split("\n")):
        if BRACES.search(line):
            yield number, NO_BRACES
        yield from ((number, message) for slip, message in _SLIPS if slip.match(line))
    if len(_BOLD.findall(text)) % 2:
        yield (
            max(n for n, line in enumerate(text.split("\n")) if _BOLD.search(line)),
            "hier staat ** zonder tweede **; sluit het vette stuk of haal de sterretjes weg",
        )
    linked = 0
    for number, token in (*block_tokens(text), *inline_tokens(text)):
        linked += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not (linked or ours) and (bare := _BARE.search(token.content)):
            yield number, f"{quote(bare[0])} is zo geen link; zet het in bronnen.yml en schrijf hier [tekst][id]"
        if token.type not in _ALLOWED:
            yield number, _REFUSALS.get(token.type, f"'{token.type}' hoort niet in de tekst")
        elif token.level == _MAX_LEVEL:
            yield number, "hier zitten te veel lijsten in elkaar"
        elif address := _address(token):
            yield number, f"een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van {quote(address)}"
        elif found := _coded(token, text):
            yield number, f"hier staat een code voor een onzichtbaar teken (U+{ord(found):04X}); haal die weg"
    if inline and [block.type for block in parse(text)] != ["paragraph_open", "inline", "paragraph_close"]:
        yield 0, "hier hoort één zin of alinea, zonder lijst"


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
        yield NO_BRACES
    if _WRAPPED.fullmatch(word):
        yield _NOT_WRAPPED
    if _HTML.search(word):
        yield _NO_HTML
