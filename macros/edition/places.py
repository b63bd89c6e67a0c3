"""From the macros on the pages to the place of everything, and what is wrong in them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..content.model import Begrip, Named, Rol, Veld
from ..content.names import say_noun
from ..reading.messages import Melding, quote, suggestion
from ..words import spoken_to_editors, tell
from .macros import ROL, VIEWS
from .pages import Call, Page
from .relations import Relations, key_of


@dataclass(frozen=True)
class Place:
    """Where something stands: a page, and the anchor on it (empty when the page is all about it)."""

    page: str
    anchor: str

    @property
    def address(self) -> str:
        """The address of this place within the site, as seen from its top."""
        return self.href("")

    def href(self, from_page: str) -> str:
        """The relative address of this place as seen from another page."""
        target = posixpath.splitext(self.page)[0] + ".html"
        # As seen from a root: else where the process runs is asked for, twice.
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(from_page)}")
        if self.page == from_page and self.anchor:
            relative = ""
        return f"{relative}#{self.anchor}" if self.anchor else relative


def faulty_pages(
    pages: Sequence[Page], nouns: Mapping[str, str] | None = None, docs_name: str = "docs"
) -> Iterator[Melding]:
    """What is wrong in the pages themselves; with `nouns`, the noun of each id, also the ids that they name."""
    if not pages:
        yield Melding(f"{docs_name}/", 1, tell("this folder must hold the pages"))
    for page in pages:
        if page.melding:
            yield page.melding
        for call in page.calls:
            if problem := _faulty_call(call, nouns):
                yield Melding(f"{docs_name}/{page.path}", call.line, problem)


@dataclass(frozen=True)
class Placing:
    """What stands where, which macro gives each page its title, and what is wrong in the pages."""

    places: dict[str, Place]
    leads: dict[str, Call]
    meldingen: list[Melding]


def place_all(relations: Relations, pages: Sequence[Page], docs_name: str = "docs") -> Placing:
    """Give everything its place on `pages`."""
    nouns = {item_id: item.noun() for item_id, item in relations.by_id.items()}
    meldingen = list(faulty_pages(pages, nouns, docs_name))
    leads = {page.path: page.calls[0] for page in pages if page.calls and not page.has_title}
    places: dict[str, Place] = {}
    for page in pages:
        for call in page.calls:
            if not _faulty_call(call, nouns) and (problem := _place(relations, page, call, leads, places)):
                meldingen.append(Melding(f"{docs_name}/{page.path}", call.line, problem))
    homes = relations.layer.left_out.items()
    places |= {old: places[home] for old, home in homes if home in places}
    return Placing(places, leads, meldingen)


def _faulty_call(call: Call, nouns: Mapping[str, str] | None) -> str | None:
    view = VIEWS.get(call.macro)
    if view is None:
        return tell("{name} is no known macro", name=quote(call.macro)) + suggestion(call.macro, VIEWS)
    if call.bare:
        return tell("the brackets after {name} are missing: {call}", name=quote(call.macro), call=f"{call.macro}()")
    if view.noun is None:
        return (
            None if call.argument is None else tell("{name} gets nothing between its brackets", name=quote(call.macro))
        )
    if not call.argument:
        return tell(
            "put an id between the brackets of {name}, such as {call}",
            name=quote(call.macro),
            call=f"{call.macro}('…')",
        )
    if nouns is None or nouns.get(view.key(call.argument)) == view.noun:
        return None
    known = (item_id.removeprefix(ROL) for item_id, noun in nouns.items() if noun == view.noun)
    with spoken_to_editors():
        noun = say_noun(view.noun)
    return tell("there is no {noun} {id}", noun=noun, id=quote(call.argument)) + suggestion(call.argument, known)


def _place(
    relations: Relations, page: Page, call: Call, leads: Mapping[str, Call], places: dict[str, Place]
) -> str | None:
    """Add to `places` what `call` shows; says what is wrong with it, if anything is."""
    view = VIEWS[call.macro]
    subject = view.pick(relations.handboek, relations.by_id.get(view.key(call.argument)))
    if subject is None and call.argument is None:
        file = f"data/{view.file or call.macro}.yml"
        return tell("there is nothing to show: {file} is missing", file=file)
    if subject is None:
        return tell("{id} has no {name}", id=quote(call.argument), name=call.macro)
    for part in view.places(subject):
        if not isinstance(part, Named) or isinstance(part, Veld):
            continue
        if (key := key_of(part)) in places:
            return tell("{id} is on page {page} already", id=quote(part.id), page=places[key].page)
        is_page = part is subject and leads.get(page.path) is call
        places[key] = Place(page.path, "" if is_page else part.id)
    return None


def unplaced(relations: Relations, places: Mapping[str, Place]) -> list[str]:
    """The ids of all that no page shows."""
    ids = (item_id for item_id, part in relations.by_id.items() if not isinstance(part, (Begrip, Rol, Veld)))
    return [item_id for item_id in ids if item_id not in places]
