"""What would become of a change: the handbook as it would be, or each mistake at the field that it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import lxml.html
from markupsafe import Markup

from ..content.model import Named
from ..edition import Edition
from ..edition.relations import key_of
from ..reading.messages import DataFout, Loc, Melding
from ..render.view import HEADING, PageView, render_heading
from ..upkeep.splice import lines_of
from .book import Book, Project, Spot, check
from .changes import Change, apply_all
from .state import State, name_at

_POINTERS = {"id", "for", "aria-labelledby", "aria-describedby"}  # that must not meet those of the form
_WITHIN = ("li", "tr")  # what cannot stand alone
_LEVEL = re.compile(r"h[1-6]")


@dataclass
class Trial:
    """A change that was tried: the handbook with it (None while something is wrong), and what is wrong, by field and elsewhere."""

    edition: Edition | None = None
    by_field: dict[str, list[str]] = field(default_factory=dict)
    elsewhere: list[tuple[Melding, str]] = field(
        default_factory=list
    )  # with the key of what it is in, if that is known

    @property
    def is_right(self) -> bool:
        """Whether it may be saved."""
        return self.edition is not None


def attempt(project: Project, book: Book, changes: Iterable[Change], key: str, state: State) -> Trial:
    """Try changes made in the form of the thing with this key. Raises Stale and Unwritable."""
    after = apply_all(changes, book)
    try:
        return Trial(check(project, after))
    except DataFout as error:
        return place(error, after, after.spots.get(key), state)


def place(error: DataFout, book: Book, spot: Spot | None, state: State) -> Trial:
    """Each mistake at the field of this thing that shows what it is in."""
    trial = Trial()
    for melding in error.meldingen:
        loc = _loc_at(book.texts[melding.file], melding.line) if melding.file in book.texts else ()
        if spot and melding.file == spot.file and loc[: len(spot.loc)] == spot.loc:
            name = name_at(spot.kind, state, loc[len(spot.loc) :])
            trial.by_field.setdefault(name, []).append(melding.message)
        else:
            trial.elsewhere.append((melding, _key_at(book, melding.file, loc)))
    return trial


def _key_at(book: Book, file: str, loc: Loc) -> str:
    """The key of the nearest thing around a place."""
    around = [spot for spot in book.spots.values() if spot.file == file and spot.loc == loc[: len(spot.loc)]]
    return max(around, key=lambda spot: len(spot.loc)).key if around else ""


def _loc_at(text: str, line: int) -> Loc:
    """The path of what stands on a line."""
    above = [(number, len(loc), loc) for loc, number in lines_of(text).items() if number <= line]
    return max(above, key=lambda found: found[:2])[2]


def preview(edition: Edition, key: str, address: str) -> Markup:
    """How a page will show a thing, made by its own templates; nothing of what no page shows. Links lead to `address`."""
    thing = edition.by_id.get(key)
    place_ = edition.places.get(key_of(thing)) if isinstance(thing, Named) else None
    if thing is None or place_ is None:
        return Markup("")
    view = PageView(edition, place_.page)
    html = "".join(view.call(call.macro, call.argument) for call in edition.page_at[place_.page].calls)
    html = HEADING.sub(lambda match: render_heading(len(match[1]), match[3] or "", Markup(match[2])), html)
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    found = body.xpath("//*[@id=$id]", id=place_.anchor) if place_.anchor else []
    shown = _with_section(found[0]) if found else [body]
    for element in shown:
        element.rewrite_links(lambda link: urljoin(urljoin(address, place_.href("").partition("#")[0]), link))
        for inner in element.iter():
            if isinstance(inner.tag, str) and _LEVEL.fullmatch(inner.tag):
                inner.tag = f"h{min(6, int(inner.tag[1]) + 2)}"  # it stands under a heading here
            inner.attrib.pop("name", None)
            for name in _POINTERS.intersection(inner.attrib):
                if targets := inner.attrib.pop(name).split():
                    inner.attrib[name] = " ".join(f"voorbeeld-{target}" for target in targets)
    if shown[0].tag in _WITHIN:
        shown = [_held(shown[0])]
    return Markup("".join(lxml.html.tostring(element, encoding="unicode", with_tail=False) for element in shown))


def _with_section(element: Any) -> list[Any]:
    """An element, and after a heading what stands under it."""
    found = [element]
    if _LEVEL.fullmatch(element.tag):
        for sibling in element.itersiblings():
            if _LEVEL.fullmatch(str(sibling.tag)) and sibling.tag <= element.tag:
                break
            found.append(sibling)
    return found


def _held(element: Any) -> Any:
    """An element within what it stood in, and nothing else."""
    around = next(element.iterancestors("ul", "ol", "table"))
    holder = lxml.html.Element(around.tag, {"class": around.get("class", "")})
    holder.append(element)
    return holder
