"""From the model to what a page shows: each noun has a template of its own in ``templates/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .drawing import lay_out
from .model import Begrip, Bron, Fase, Groep, Lijst, Model, Onderdeel, Partnersoort, Prose, Rol, Sectie, Stap
from .pages import VIEWS, Edition
from .text import Renderer, plain, references

_LABEL_LENGTH = 70
_SAME_TITLES = (Lijst, Sectie)
_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _heading(level: int, title: str, anchor: str = "") -> Markup:
    """A Markdown heading on lines of its own, so that the generator puts it in its table of contents."""
    return Markup(f"\n\n{'#' * level} {escape(plain(title))}{f' {{ #{anchor} }}' if anchor else ''}\n\n")


class PageView:
    """The handbook as seen from one page: renders what the macros on it ask for.

    Templates receive the object as `o`, this view as `w`, and the functions `toon`, `tekst`, `regel`, `href`.
    """

    def __init__(self, edition: Edition, page: str) -> None:
        self.edition = edition
        self.handboek = edition.handboek
        self._page = page
        self._renderer = Renderer(self._link, edition.terms, self._term)
        self._functions = {
            "w": self,
            "toon": self.show,
            "tekst": self._renderer.block,
            "regel": self._renderer.inline,
            "href": self.href,
            "kaal": plain,
            "kop": _heading,
        }

    def call(self, macro: str, argument: str | None = None) -> str:
        """The Markdown for one macro on this page; `argument` is the id between its brackets."""
        subject = VIEWS[macro].pick(self.handboek, self.edition.by_id.get(argument or ""))
        return self._render(macro, subject, niveau=1 if self.is_about(subject) else 2)

    def show(self, thing: Model, **context: Any) -> Markup:
        """`thing` in the template of its noun; `context` reaches the template as it is."""
        if hasattr(thing, "id"):
            self._renderer.start_part()
        return Markup(self._render(thing.noun(), thing, **context))

    def _render(self, template: str, thing: Any, **context: Any) -> str:
        return _environment().get_template(f"{template}.j2").render(**self._functions, o=thing, **context)

    def is_about(self, thing: Any) -> bool:
        """Whether this page is all about `thing`, so that its title is the page's."""
        place = self.edition.places.get(getattr(thing, "id", ""))
        return bool(place and place.page == self._page and not place.anchor)

    # --- Links ------------------------------------------------------------------------------------

    def href(self, item_id: str) -> str:
        """The relative address of an id, as seen from this page."""
        return self.edition.places[item_id].href(self._page)

    def link_to(self, item_id: str) -> dict[str, str]:
        """The attributes of an `<a>` to this id: the address itself for a website, else its place in the handbook."""
        return self._link(item_id)

    def _link(self, item_id: str) -> dict[str, str]:
        item = self.edition.by_id[item_id]
        if isinstance(item, Bron) and item.url:
            return {"href": item.url, "rel": "noopener external"}
        if isinstance(item, Bron) and item.zie:
            return {"href": self.href(item.zie)}
        return {"href": self.href(item_id)}

    def _term(self, item_id: str) -> dict[str, str]:
        begrip = self.edition.by_id[item_id]
        return {"href": self.href(item_id), "class": "begrip", "data-uitleg": plain(begrip.definitie)}

    def bijlagen(self, thing: Model) -> list[Bron]:
        """The lost attachments that the text of `thing` itself links to, each once."""
        linked = (item for _, text, _ in thing.marked(Prose) for _, item in references(text))
        items = (self.edition.by_id[item] for item in dict.fromkeys(linked))
        return [item for item in items if isinstance(item, Bron) and item.zie]

    # --- What follows from the data ---------------------------------------------------------------

    def rollen(self, ids: Iterable[str]) -> list[Rol]:
        """The rollen with these ids, in the order of the handbook's list."""
        wanted = set(ids)
        return [rol for rol in self.handboek.rollen.rollen if rol.id in wanted]

    def label(self, thing: Model) -> str:
        """What to call `thing` in a link: its title, or the start of its text."""
        named = (getattr(thing, name, None) for name in ("titel", "naam", "term", "doe", "tekst"))
        words = plain(next(name for name in named if name)).replace("\n", " ")
        short = words if len(words) <= _LABEL_LENGTH else words[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"
        fase = self.edition.fasen.get(getattr(thing, "id", ""))
        return f"{short} (fase {self.number(fase)})" if fase and isinstance(thing, _SAME_TITLES) else short

    def uses(self, thing: Model) -> list[Model]:
        """Where the handbook names `thing`: what links to it and has a place of its own."""
        return self.edition.uses.get(thing.id, [])

    def sorted_begrippen(self) -> list[Begrip]:
        """All begrippen by their term, as in a dictionary."""
        return sorted(self.handboek.begrippen.begrippen, key=lambda begrip: begrip.term.casefold())

    def is_first_mention(self, partner: Model, soort: Partnersoort) -> bool:
        """Whether `soort` is the first to name this partner: there it gets its anchor."""
        soorten = self.handboek.partners.soorten
        return partner in self.handboek.partners.partners and soort == next(s for s in soorten if partner.id in s.partners)

    def stappen_of(self, groep: Groep) -> Iterator[Stap]:
        """The stappen of a group of a checklist."""
        if groep.onderdeel:
            yield from self.stappen(groep.onderdeel)
        for item_id in groep.stappen:
            yield self.edition.by_id[item_id]

    def number(self, fase: Fase) -> int:
        """The place of `fase` in the method, from 1."""
        return self.handboek.fasen.index(fase) + 1

    def stappen(self, item_id: str) -> Iterator[Stap]:
        """The stappen of an onderdeel, rubriek or fase, those within another stap left to that one."""
        item = self.edition.by_id[item_id]
        if isinstance(item, Fase):
            for onderdeel in item.doen.onderdelen:
                yield from self.stappen(onderdeel.id)
            return
        yield from getattr(item, "stappen", ())
        for rubriek in item.rubrieken if isinstance(item, Onderdeel) else ():
            yield from rubriek.stappen

    drawing = staticmethod(lay_out)
