"""No word of the interface escapes the catalogue: each file that shows any is looked through for what is in none of its calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from macros.words import MARKED, read_words
from tests.conftest import ROOT
from tests.test_house import name_of, parse, strings

_SHAPES = [
    path for path in ROOT.glob("macros/**/*.j2") if "skeleton" not in path.parts
]  # which is YAML: test_package.py
_TEMPLATES = [*_SHAPES, *ROOT.glob("overrides/**/*.html")]
_STATEMENT = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_NO_TEXT = re.compile(r"<(style|script|w:instrText)\b.*?</\1>|<svg\b.*?>|<[?!].*?>|&#?\w+;|<kbd.*?</kbd>", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-(?:tabel|wat|kop))="([^"]*)"')
_TAG = re.compile(r"<[^>]*>|[\w-]+=\"[^\"]*\"|(?<=>)[a-z]+(?=</meta>)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_A_WORD = re.compile(r"[A-Z][a-z]+|\w+ \w[\w ]*")
_STYLES = ("boek.css.j2", "_fonts.j2")
# A style of Word has a name of its own.
_STYLE_NAMES = re.findall(
    r'<w:name w:val="(\w+)"', (ROOT / "macros/formats/word/templates/styles.xml.j2").read_text(encoding="utf-8")
)
_CONTENT = re.compile(r"content:([^;]*);")
_STRING = re.compile(r'"([^"]*)"')
# What is wrong in the data is said to who writes it, in Dutch, and so are its choices; open data has names of its own.
_OTHER_DUTCH = {
    "edition/load.py",
    "edition/menu.py",
    "edition/pages.py",
    "edition/published.py",
    "edition/places.py",
    "edition/statuses.py",
    "formats/open_data.py",
    "site/session.py",
}
_MODULES = [
    path
    for room in ("edition", "formats", "making", "render", "search", "site")
    for path in sorted((ROOT / "macros" / room).rglob("*.py"))
    if path.relative_to(ROOT / "macros").as_posix() not in _OTHER_DUTCH
]


def shown(template: str) -> Iterator[str]:
    """The words of a template that readers see or hear and that no call gives."""
    text = _NO_TEXT.sub("", _STATEMENT.sub("", MARKED.sub("", _STATEMENT.sub("", template))))
    for words in (*_SPOKEN.findall(text), *_TAG.sub("\0", text).split("\0")):
        if _LETTERS.search(words):
            yield words.strip()


def written(template: str) -> Iterator[str]:
    """The texts within the expressions of a template that read as words and that no call is given."""
    tree = Environment().parse(template)
    given = {id(text) for call in tree.find_all(nodes.Call) if is_call(call) for text in call.args}
    for text in tree.find_all(nodes.Const):
        if not isinstance(text.value, str) or id(text) in given or text.value in _STYLE_NAMES:
            continue
        if _A_WORD.fullmatch(MARKED.sub("", text.value)):
            yield text.value


def is_call(call: nodes.Call) -> bool:
    """Whether it asks the catalogue for its words."""
    return isinstance(call.node, nodes.Name) and call.node.name in ("gettext", "ngettext")


def words_of(path: Path) -> list[str]:
    """All words of a template that are not in the catalogue."""
    template = path.read_text(encoding="utf-8")
    return [*shown(template), *written(template)]


@pytest.mark.parametrize("path", _TEMPLATES, ids=name_of)
def test_a_template_holds_no_words(path: Path) -> None:
    """All that a template shows or says comes from the data or from the catalogue."""
    if path.name not in _STYLES:
        assert words_of(path) == []


@pytest.mark.parametrize("folder", ["docs/assets/css", "macros"])
def test_a_style_holds_no_words(folder: str) -> None:
    """What a stylesheet puts beside a text comes from the catalogue too."""
    styles = list((ROOT / folder).rglob("*.css"))
    assert styles
    for path in styles:
        for content in _CONTENT.findall(MARKED.sub("", path.read_text(encoding="utf-8"))):
            assert not [text for text in _STRING.findall(content) if _LETTERS.search(text)], path.name


@cache
def dutch() -> set[str]:
    """The words that only the Dutch of the catalogue has."""
    forms = read_words("nl").forms
    english = {word.lower() for text in forms for word in _LETTERS.findall(text)}
    return {word.lower() for words in forms.values() for form in words for word in _LETTERS.findall(form)} - english


@pytest.mark.parametrize("module", _MODULES, ids=name_of)
def test_a_module_holds_no_dutch_sentence(module: Path) -> None:
    """No module that makes what readers see says four words of Dutch; shorter ones may be names, and a reviewer's work."""
    assert len(dutch()) > 200
    said = {
        text: [word for word in _LETTERS.findall(text) if word.lower() in dutch()] for _, text in strings(parse(module))
    }
    assert [text for text, words in said.items() if len(words) > 3] == []


def test_calls_are_found_wherever_they_stand() -> None:
    """No call stands within an f-string: what looks for words does not look in there."""
    for module in ROOT.glob("macros/**/*.py"):
        for text in (node for node in ast.walk(parse(module)) if isinstance(node, ast.JoinedStr)):
            named = [node.id for node in ast.walk(text) if isinstance(node, ast.Name)]
            assert not {"gettext", "ngettext"} & set(named), (module.name, text.lineno)
