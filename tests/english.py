"""What is not English in the English handbook: words of Dutch that are neither the interface's nor the handbook's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from macros.content.languages import language_of
from macros.content.markdown import plain
from macros.content.model import Model
from macros.edition import Edition
from macros.edition.load import load_edition
from macros.words import read_words
from tests.conftest import ROOT, real_edition

EXAMPLE = ROOT / "tests" / "voorbeeld"
_WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = (
    "aria-label",
    "aria-description",
    "title",
    "alt",
    "placeholder",
    "label",
    "data-tabel",
    "data-wat",
    "data-kop",
)
CODES = {"id", "soort", "gewicht", "oefening", "toestand", "status", "url", "nu_url"}
_ANY_LANGUAGE = {"aa", "april", "atom", "epub", "http", "november", "schema", "wcag", "xml"}
_ADDRESS = re.compile(r"\S+\.\w{2,5}\b|[#?&]\w+=\S+")
_MACRO = re.compile(r"\{\{.*?\}\}|^\w+:", re.MULTILINE)

# What a reader could be told in a box of the browser, or takes to paper, is kept in place of being shown.
_LISTEN = """
  const told = window.told = [];
  for (const name of ["alert", "confirm", "prompt"]) {
    window[name] = (text) => { told.push(text); return name === "confirm" || "Plot 7"; };
  }
  window.print = () => {};
  Element.prototype.requestFullscreen = () => Promise.resolve();
"""
_PRESS_EVERYTHING = """async () => {
  const seen = [];
  const look = () => seen.push(document.body.outerHTML, document.title);
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  look();
  for (const box of [...document.querySelectorAll("input[type=checkbox]")].slice(0, 8)) box.click();
  for (const field of document.querySelectorAll("input[type=text], input[type=search], textarea")) {
    field.value = "zzz";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  await new Promise((done) => setTimeout(done, 50));
  look();
  for (const button of [...document.querySelectorAll("button")].slice(0, 60)) {
    if (!button.isConnected || button.disabled) continue;
    button.click();
    await new Promise((done) => setTimeout(done, 5));
    look();
  }
  for (const list of document.querySelectorAll("select")) {
    for (const option of [...list.options].slice(0, 4)) {
      list.value = option.value;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  await new Promise((done) => setTimeout(done, 50));
  look();
  return [...new Set(seen)].concat(window.told);
}"""


@cache
def english_edition() -> Edition:
    """The English handbook, read once."""
    return load_edition(EXAMPLE / "data", EXAMPLE / "docs")


def words_of(text: str) -> set[str]:
    """Its words, in small letters."""
    return {word.lower() for word in _WORD.findall(text)}


def texts_in(value: Any) -> Iterator[str]:
    """Each text in the value of a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)


def _own_words(edition: Edition, folder: Path) -> set[str]:
    """What the data, the pages and the configuration of a handbook say to readers."""
    texts = [
        plain(text)
        for _, part in edition.handboek.parts()
        for name, value in part
        if name not in CODES and not isinstance(value, Model)
        for text in texts_in(value)
    ]
    pages = [_MACRO.sub("", path.read_text(encoding="utf-8")) for path in (folder / "docs").rglob("*.md")]
    config = re.sub(r"\w+:|\S+\.\w+", "", (folder / "mkdocs.yml").read_text(encoding="utf-8"))
    return words_of("\n".join([*texts, *pages, config]))


def _catalogue(language: str) -> set[str]:
    nouns = english_edition().handboek.methodiek.nouns() if language == "en" else {}
    return words_of(
        "\n".join(form for forms in read_words(language, tuple(nouns.items())).forms.values() for form in forms)
    )


@cache
def dutch_words() -> frozenset[str]:
    """Words that only Dutch has: of its catalogue, of the Dutch handbook, and the smallest of the language."""
    dutch = _catalogue("nl") | _own_words(real_edition(), ROOT) | language_of("nl").stop_words
    english = _catalogue("en") | _own_words(english_edition(), EXAMPLE)
    return frozenset(dutch - english - _ANY_LANGUAGE)


def dutch_in(text: str) -> list[str]:
    """The lines of a text that say something in Dutch; names of files and what an address asks for are not said."""
    lines = (_ADDRESS.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if words_of(line) & dutch_words()]


def said_by(html: str) -> str:
    """What readers of a page see, hear, or find with it in a list of results."""
    soup = BeautifulSoup(html, "html.parser")
    for code in soup(["script", "style"]):
        code.extract()
    heads = [str(tag.get("content", "")) for tag in soup.find_all("meta") if tag.get("name") or tag.get("property")]
    spoken = [str(tag[name]) for tag in soup.find_all(True) for name in SPOKEN if tag.get(name)]
    return "\n".join([soup.get_text("\n"), *heads, *spoken])


def press_everything(browser: Browser, server: str, path: str) -> list[str]:
    """A page in each of its states: whatever is ticked, typed, opened, chosen or pressed; a list of dossiers has one."""
    with browser.new_context(accept_downloads=True) as context:
        page = context.new_page()
        page.add_init_script(_LISTEN)
        if path == "lists/dossiers.html":
            page.goto(f"{server}lists/visit.html")
            page.locator(".vinkje input[type=checkbox]").first.check()
        page.goto(server + path)
        seen: list[str] = page.evaluate(_PRESS_EVERYTHING)
    assert len(seen) > 2
    return seen


@contextmanager
def asking(browser: Browser, server: str, words: str) -> Iterator[Page]:
    """The first page with its search open, and these words typed in it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server)
        page.keyboard.press("Control+k")
        page.keyboard.type(words)
        page.wait_for_timeout(300)
        yield page
