"""Where everything stands: which page shows which part of the handbook.

The pages in ``docs/`` place macros; what a macro shows is declared in `VIEWS`.
So the pages themselves say where a stap lives, and every link by id follows them when they move.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from .loader import Melding, suggestion
from .model import Begrip, Fase, Handboek, Model, Prose, Reference, Rol, Veld
from .text import Terms, references


@dataclass(frozen=True)
class View:
    """A macro for the pages: the noun that its argument names (None: no argument), what it shows, what it places."""

    noun: str | None
    pick: Callable[[Handboek, Any], Any]
    places: Callable[[Any], Iterable[Model]]


def _whole(thing: Model) -> Iterator[Model]:
    return (part for _, part in thing.parts())


def _nothing(thing: Any) -> Iterator[Model]:
    return iter(())


def _fase_itself(fase: Fase) -> Iterator[Model]:
    """A fase's own page: all but its onderdelen, tips and background, which have places of their own."""
    yield fase
    for thing in (fase.verloop, *fase.ondersteuning, fase.informatie, fase.instrumenten):
        if thing:
            yield from _whole(thing)


def _itself(handboek: Handboek, thing: Model) -> Model:
    return thing


VIEWS: dict[str, View] = {
    "methodiek": View(None, lambda h, _: h.methodiek, lambda m: (*_whole(m.werkwijze), m.stroomschema)),
    "welkom": View(None, lambda h, _: h.methodiek, _nothing),
    "fasen": View(None, lambda h, _: h.fasen, _nothing),
    "fase": View("fase", _itself, _fase_itself),
    "onderdeel": View("onderdeel", _itself, _whole),
    "tips": View("fase", lambda h, fase: fase.tips, _whole),
    "sectie": View("sectie", _itself, _whole),
    "checklists": View(None, lambda h, _: h.checklists, _nothing),
    "checklist": View("checklist", _itself, _whole),
    "formulier": View("formulier", _itself, _whole),
    "instanties": View(None, lambda h, _: h.instanties, _whole),
    "kenniscentra": View(None, lambda h, _: h.kenniscentra, _whole),
    "partners": View(None, lambda h, _: h.partners, _whole),
    "bronnen": View(None, lambda h, _: h.bronnen, _whole),
    "begrippen": View(None, lambda h, _: h.begrippen, _whole),
    "colofon": View(None, lambda h, _: h.methodiek, _nothing),
    "errata": View(None, lambda h, _: h.errata, _nothing),
}


@dataclass(frozen=True)
class Call:
    """One macro on a page."""

    macro: str
    argument: str | None
    line: int


@dataclass(frozen=True)
class Page:
    """A Markdown file of ``docs/``: its path below that folder and the macros it places, in order."""

    path: str
    calls: tuple[Call, ...] = ()
    melding: Melding | None = None


@dataclass(frozen=True)
class Place:
    """Where something stands: a page, and the anchor on it (empty when the page is all about it)."""

    page: str
    anchor: str

    def href(self, from_page: str) -> str:
        """The relative address of this place as seen from another page."""
        target = posixpath.splitext(self.page)[0] + ".html"
        relative = posixpath.relpath(target, posixpath.dirname(from_page) or ".")
        if self.page == from_page and self.anchor:
            relative = ""
        return f"{relative}#{self.anchor}" if self.anchor else relative


@dataclass(frozen=True)
class Edition:
    """The handbook with the place of everything in it."""

    handboek: Handboek
    places: dict[str, Place]

    @cached_property
    def by_id(self) -> dict[str, Model]:
        """Every object with an id; rollen apart."""
        return {part.id: part for part in _all_parts(self.handboek) if hasattr(part, "id") and not isinstance(part, Rol)}

    @cached_property
    def rollen(self) -> dict[str, Rol]:
        """Each rol by its id."""
        return {rol.id: rol for rol in self.handboek.rollen.rollen}

    @cached_property
    def fasen(self) -> dict[str, Fase]:
        """The fase that each id belongs to, for all within a fase."""
        return {part.id: fase for fase in self.handboek.fasen for _, part in fase.parts() if hasattr(part, "id")}

    @cached_property
    def uses(self) -> dict[str, list[Model]]:
        """For each id what names it, by a field or a link: the nearest thing around with a place of its own."""
        uses: dict[str, list[Model]] = {}
        around: dict[tuple, Model] = {}
        for path, part in self.handboek.parts():
            owner = part if getattr(part, "id", None) in self.places else _nearest(around, path)
            if owner is None:
                continue
            around[path] = owner
            named = [value for _, value, _ in part.marked(Reference)]
            named += [item for _, text, _ in part.marked(Prose) for _, item in references(text)]
            for item_id in named:
                if owner not in uses.setdefault(item_id, []):
                    uses[item_id].append(owner)
        return uses

    @cached_property
    def terms(self) -> Terms:
        """All forms of all begrippen."""
        return Terms({form: b.id for b in self.handboek.begrippen.begrippen for form in (b.term, *b.vormen)})


def _nearest(around: dict[tuple, Model], path: tuple) -> Model | None:
    return next((around[path[:end]] for end in range(len(path) - 1, -1, -1) if path[:end] in around), None)


def _all_parts(handboek: Handboek) -> Iterator[Model]:
    return (part for _, part in handboek.parts())


def read_pages(docs_dir: Path) -> list[Page]:
    """Every page below `docs_dir` with the macros that it calls; a page with broken braces carries a melding."""
    return [_read_page(path, docs_dir) for path in sorted(docs_dir.rglob("*.md"))]


def _read_page(path: Path, docs_dir: Path) -> Page:
    name = path.relative_to(docs_dir).as_posix()
    try:
        template = Environment().parse(path.read_text(encoding="utf-8"))
    except TemplateSyntaxError as error:
        melding = Melding(f"{docs_dir.name}/{name}", error.lineno, f"de accolades kloppen niet: {error.message}")
        return Page(name, melding=melding)
    calls = (_call(node) for node in template.find_all(nodes.Call) if isinstance(node.node, nodes.Name))
    return Page(name, tuple(calls))


def _call(node: nodes.Call) -> Call:
    assert isinstance(node.node, nodes.Name)
    constant = node.args[0].as_const() if node.args else None
    return Call(node.node.name, constant, node.lineno)


def place_all(handboek: Handboek, pages: Iterable[Page], docs_name: str = "docs") -> tuple[Edition, list[Melding]]:
    """Give everything its place; return that with what is wrong in the pages."""
    edition = Edition(handboek, {})
    meldingen: list[Melding] = []
    for page in pages:
        if page.melding:
            meldingen.append(page.melding)
        for index, call in enumerate(page.calls):
            problem = _faulty_call(edition, call) or _place(edition, page, call, first=index == 0)
            if problem:
                meldingen.append(Melding(f"{docs_name}/{page.path}", call.line, problem))
    return edition, meldingen


def _faulty_call(edition: Edition, call: Call) -> str | None:
    view = VIEWS.get(call.macro)
    if view is None:
        return f"'{call.macro}' is geen bekende macro" + suggestion(call.macro, VIEWS)
    if view.noun is None:
        return f"'{call.macro}' krijgt niets tussen haakjes" if call.argument else None
    thing = edition.by_id.get(str(call.argument))
    if thing is None or thing.noun() != view.noun:
        known = (item_id for item_id, item in edition.by_id.items() if item.noun() == view.noun)
        return f"onbekende {view.noun} '{call.argument}'" + suggestion(str(call.argument), known)
    return None


def _place(edition: Edition, page: Page, call: Call, first: bool) -> str | None:
    view = VIEWS[call.macro]
    subject = view.pick(edition.handboek, edition.by_id.get(call.argument or ""))
    if subject is None:
        return f"'{call.argument}' heeft geen {call.macro}"
    for part in view.places(subject):
        part_id = getattr(part, "id", None)
        if part_id is None or isinstance(part, (Rol, Veld)):
            continue
        if part_id in edition.places:
            return f"'{part_id}' staat al op de pagina {edition.places[part_id].page}"
        is_page = first and part is subject
        edition.places[part_id] = Place(page.path, "" if is_page else part_id)
    return None


def unplaced(edition: Edition) -> list[str]:
    """The ids of all that no page shows."""
    ids = (item_id for item_id, part in edition.by_id.items() if not isinstance(part, (Begrip, Veld)))
    return [item_id for item_id in ids if item_id not in edition.places]
