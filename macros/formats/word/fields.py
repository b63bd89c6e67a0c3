"""What can be ticked or filled in: from the inputs of a page to content controls of Word.

Pandoc knows no inputs. So each leaves its number behind, in a character style of its own, and comes back after pandoc.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import etree, html

from ...words import gettext, named
from .parts import render_part

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST = 64  # what Word allows for the name and the title of a content control
_FIRST_NUMBER = 1000
_MILLIMETRE = 56.7  # in twentieths of a point
_STYLE, _STYLE_ID = named("Place to fill in"), "Invulplek"
_HIDDEN = "alleen-voorlezen"
_STYLES = {
    "doe": named("Step"),
    "doen-kop": named("Heading of what to do"),
    "gebruik": named("Involved"),
    "kaart-voor": named("Beside a link"),
    "na-link": named("Beside a link"),
    "noot": named("Note below"),
    "nu": named("What is new"),
    "toevoeging": named("Addition"),
    "waar": named("Place in the method"),
    "wie": named("Involved"),
}


@dataclass(frozen=True)
class Field:
    """An input: `kind` is its type, `name` what programs call it and `title` what people hear.

    `height` is that of its row at least, in millimetres; 0 leaves it as it is.
    """

    kind: str
    name: str
    title: str
    height: int = 0


def take_fields(page: str) -> tuple[str, list[Field]]:
    """The page with a number for each input, and the inputs; its classes have become styles of Word.

    Words that a stylesheet hides from the eye are left out: Word has no such thing.
    """
    root = html.document_fromstring(page)
    for element in root.find_class(_HIDDEN):
        element.drop_tree()
    fields = [_take(element, number) for number, element in enumerate(root.iter("input"))]
    for element in list(root.iter("p", "div", "span")):
        if style := _STYLES.get(element.get("class", "")):
            _set_style(element, style)
    return html.tostring(root, encoding="unicode", doctype="<!doctype html>"), fields


def _take(element: Any, number: int) -> Field:
    height = int(element.get("data-hoogte", 0))
    field = Field(element.get("type"), element.get("name")[:_LONGEST], _shorten(element.get("title")), height)
    element.tag, element.text = "span", str(number)
    element.attrib.clear()
    element.set("data-custom-style", gettext(_STYLE))
    return field


def _shorten(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _set_style(element: Any, style: str) -> None:
    """Give a block this style; a paragraph cannot have one itself, so it gets a block around it."""
    if element.tag == "p":
        inner = etree.Element("p")
        inner.text, inner[:] = element.text, list(element)
        element.tag, element.text = "div", None
        element.append(inner)
    element.attrib.clear()
    element.set("data-custom-style", gettext(style))


def put_fields(body: Any, fields: Sequence[Field], language: str) -> None:
    """Put a content control in the place of each number in this document."""
    for paragraph in list(body.iter(f"{WORD}p")):
        for runs in _numbered_runs(paragraph):
            number = int("".join(text.text for run in runs for text in run.iter(f"{WORD}t")))
            runs[0].addprevious(_control(fields[number], _FIRST_NUMBER + number, language))
            _make_room(next(paragraph.iterancestors(f"{WORD}tr")), fields[number].height)
            for run in runs:
                paragraph.remove(run)


def _numbered_runs(paragraph: Any) -> Iterator[list[Any]]:
    for numbered, runs in groupby(list(paragraph), _is_numbered):
        if numbered:
            yield list(runs)


def _is_numbered(run: Any) -> bool:
    style = run.find(f"{WORD}rPr/{WORD}rStyle")
    return style is not None and style.get(f"{WORD}val") == _STYLE_ID


def _control(field: Field, number: int, language: str) -> Any:
    return etree.fromstring(render_part("veld.xml", veld=field, nummer=number, taal=language).strip())


def _make_room(row: Any, height: int) -> None:
    """Let a row be this high at least, in millimetres."""
    properties = row.find(f"{WORD}trPr")
    size = properties.find(f"{WORD}trHeight")
    twips = round(height * _MILLIMETRE)
    if size is None:
        size = etree.SubElement(properties, f"{WORD}trHeight", {f"{WORD}val": "0", f"{WORD}hRule": "atLeast"})
    size.set(f"{WORD}val", str(max(int(size.get(f"{WORD}val")), twips)))
