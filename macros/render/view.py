"""From the model to what a page shows: each noun has a template of its own in ``templates/``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any, cast
from urllib.parse import urlencode

import jinja2
from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from ..content.days import is_older_than_a_year, write_date, write_day
from ..content.markdown import escape_markdown, plain
from ..content.model import (
    Begrip,
    Blok,
    Bron,
    Checklist,
    Fase,
    Feit,
    Kenniscentrum,
    Lijst,
    Model,
    Named,
    Onderdeel,
    Partnersoort,
    Rol,
    School,
    Sectie,
    Stap,
    Stroomschema,
    Tip,
    Vindplaats,
)
from ..edition import Edition
from ..edition.catalog import (
    FEEDS,
    WHOLE,
    Download,
    list_data,
    list_downloads,
    list_groups,
    list_kinds,
    list_programmas,
    part_path,
    werkmap_path,
)
from ..edition.chapters import list_chapters
from ..edition.colours import colour
from ..edition.deck import Deck, make_blok_deck
from ..edition.icons import Icon, find_icon
from ..edition.imprint import Imprint, read_imprint
from ..edition.macros import VIEWS
from ..edition.news import News
from ..edition.pages import Page
from ..edition.places import Place
from ..edition.relations import key_of
from ..edition.rows import name_fase
from ..edition.statuses import STATUSES
from ..edition.training import Training
from ..words import form, gettext
from .drawing import lay_out
from .text import Renderer, Target, website

_WITHIN_A_SECTION = (
    Stap,
    Tip,
    Feit,
    Bron,
    Kenniscentrum,
    Stroomschema,
)  # these have no heading: what is around them is one part
_SAME_TITLES = (Lijst, Sectie)
# Between empty lines: a text may have a line that begins like this, but no empty lines around it.
HEADING = re.compile(r"(?<=\n\n)(#+) (.+?)(?: \{ #([\w-]+) \})?(?=\n\n)")
_TEMPLATES = Path(__file__).parent / "templates"


class _Compiled(FileSystemBytecodeCache):
    """Compiles a template once, for all builds, and keeps it where Python keeps what it compiled, if that may."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


# What compiles them, and how, tells one set of compiled templates from another.
_COMPILER = hashlib.sha256(jinja2.__version__.encode() + Path(__file__).read_bytes()).hexdigest()[:12]
_COMPILED = _Compiled(str(Path(__file__).parent / "__pycache__"), f"template-{_COMPILER}-%s.cache")


@cache
def environment(folders: tuple[Path, ...] = ()) -> Environment:
    """What reads the templates: those in `folders` take the place of the common ones, and extend them as ``common/…``."""
    common = FileSystemLoader(_TEMPLATES)
    jinja = Environment(
        bytecode_cache=_COMPILED,
        loader=ChoiceLoader([FileSystemLoader(folders), common, PrefixLoader({"common": common})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja.filters["bare"] = _bare
    jinja.globals.update(gettext=_gettext, ngettext=_ngettext, colour=colour)
    return jinja


def _bare(address: str) -> str:
    """An address as one types it, for who reads it on paper."""
    return address.removeprefix("https://").removeprefix("http://")


def _gettext(text: str, **values: object) -> Markup:
    """`gettext` for a template: a value that is markup stays so, all else is text."""
    return escape(form(text)).format(**values)


def _ngettext(one: str, more: str, number: int, **values: object) -> Markup:
    """`ngettext` for a template, in the same way."""
    return escape(form(one, number)).format(number=number, **values)


def heading(level: int, title: str, anchor: str = "") -> Markup:
    """A Markdown heading with these words on lines of its own, so that the generator puts it in its table of contents."""
    title = title.unescape() if isinstance(title, Markup) else title  # of a text that the catalogue filled in
    return Markup(f"\n\n{'#' * level} {escape_markdown(title)}{f' {{ #{anchor} }}' if anchor else ''}\n\n")


def _website(bron: Bron) -> Target:
    """Where the address of a bron leads: nowhere when nothing is left of it, and to its successor when it moved."""
    if bron.toestand == "vervallen":
        return Target(note=gettext("gone"), gone=True)
    if bron.toestand == "verhuisd" and bron.nu_url:
        return Target(note=gettext("now:"), gone=True, successor=website(bron.nu_url))
    note = gettext("not checked") if bron.toestand == "onbekend" else ""
    return replace(website(str(bron.url)), note=note)


def _inside(href: str) -> Target:
    """A place in the handbook; nowhere when its address is empty."""
    return Target({"href": href} if href else {})


def logo_path(logo: Path) -> str:
    """Where the logo of a school stands below the site."""
    return f"assets/img/school{logo.suffix}"


@dataclass(frozen=True)
class Noot:
    """A numbered note, printed at the end of the section that first refers to it."""

    number: int
    feit: Feit
    section: int


class PageView:
    """The handbook as seen from one page: renders what the macros on it ask for.

    Templates receive the object as `o`, this view as `w`, and the functions `toon`, `tekst`, `regel`, `href`.
    """

    folders: tuple[Path, ...] = ()  # where templates that take the place of the common ones are sought first
    label_length = 70  # of the words of a link, where what it leads to has no title
    on_paper = False  # there a field needs its name in a title, and a drawing its words: a PDF knows no labels

    def __init__(self, edition: Edition, page: str, address: str = "") -> None:
        self.edition = edition
        self.handboek = edition.handboek
        self.handboek.methodiek.speak()
        self.imprint = read_imprint(edition.handboek, address)
        self._page = page
        self._templates: dict[str, jinja2.Template] = {}
        self._section = 0  # how many macros were shown: each ends with its notes
        self._noten: dict[str, Noot] = {}
        self._addresses: dict[str, int] = {}
        self._renderer = Renderer(self._link, edition.terms, self._term)
        self._functions = {
            "w": self,
            "toon": self.show,
            "tekst": self._renderer.block,
            "regel": self._renderer.inline,
            "href": self.href,
            "link": self.link,
            "kaal": plain,
            "kop": heading,
            "datum": write_date,
            "dag": write_day,
            "standen": STATUSES,
            "list_chapters": list_chapters,
            "list_data": list_data,
            "list_groups": list_groups,
            "list_kinds": list_kinds,
            "list_programmas": list_programmas,
            "feeds": FEEDS,
        }

    def render_page(self, fence: Callable[[str], str] = str) -> str:
        """The Markdown of the whole page, its macros worked out; `fence` is done to what each of these gives."""
        pieces = self.edition.page_at[self._page].pieces
        return "".join(p if isinstance(p, str) else fence(self.call(p.macro, p.argument)) for p in pieces)

    def call(self, macro: str, argument: str | None = None) -> str:
        """The Markdown for one macro on this page; `argument` is the id between its brackets."""
        lead = self.edition.leads.get(self._page)
        is_title = lead is not None and (lead.macro, lead.argument) == (macro, argument)
        return self.render_macro(macro, argument, level=1 if is_title else 2)

    def render_macro(self, macro: str, argument: str | None = None, level: int = 2) -> str:
        """The Markdown for one macro with its highest heading at `level`."""
        view = VIEWS[macro]
        subject = view.pick(self.handboek, self.edition.by_id.get(view.key(argument)))
        self._section += 1
        return self._render(macro, subject, niveau=level) + self._render("_noten", self.noten())

    def show(self, thing: Model, **context: Any) -> Markup:
        """`thing` in the template of its noun; `context` reaches the template as it is."""
        if isinstance(thing, Named) and not isinstance(thing, _WITHIN_A_SECTION):
            self._renderer.start_part(thing.id)
        return Markup(self._render(thing.noun(), thing, **context))

    def _render(self, template: str, thing: Any, **context: Any) -> str:
        return self._template(template).render(**self._functions, o=thing, **context)

    def _template(self, name: str) -> jinja2.Template:
        """A template; asked for once, as Jinja looks each time whether the file has changed."""
        if name not in self._templates:
            self._templates[name] = environment(self.folders).get_template(f"{name}.j2")
        return self._templates[name]

    @cached_property
    def _show_link(self) -> Callable[..., Markup]:
        """The macro that writes a link: there are too many for a template each."""
        return cast("Callable[..., Markup]", self._template("_link").module.link)  # type: ignore[attr-defined]

    # --- Links ------------------------------------------------------------------------------------

    def href(self, item_id: str) -> str:
        """The relative address of an id, as seen from this page."""
        return self.edition.places[item_id].href(self._page)

    def link(self, item_id: str, text: str, label: str = "") -> Markup:
        """A link to an id, with `label` for who cannot see what it belongs to; just the text when it leads nowhere."""
        return self._show_link(text, self._link(item_id), label)

    def link_to(self, macro: str, text: str, **query: str) -> Markup:
        """A link to the page that shows `macro`, with choices for its filters; nothing when no page does."""
        page = self.page_with(macro)
        choice = f"?{urlencode(query)}" if query else ""
        return self._show_link(text, Target({"href": self.page_href(page) + choice})) if page else Markup("")

    def page_with(self, macro: str) -> Page | None:
        """The first page that shows `macro`."""
        return next((page for page in self.edition.pages for call in page.calls if call.macro == macro), None)

    def page_href(self, page: Page) -> str:
        """The relative address of a page, as seen from this one."""
        return Place(page.path, "").href(self._page)

    def page_title(self, page: Page) -> str:
        """What a page is called: as it says itself, else by what it shows first."""
        lead = self.edition.leads.get(page.path)
        thing = self.edition.by_id.get(VIEWS[lead.macro].key(lead.argument)) if lead else None
        return str(page.about.get("title") or (self.label(thing) if thing else page.path.removesuffix(".md")))

    def folder_href(self) -> str:
        """Where a reader puts this page in a folder of his own, or nothing when no page is for that."""
        folder = self.page_with("mijnmap")
        return f"{self.page_href(folder)}#erbij={self._page.removesuffix('.md')}" if folder else ""

    def href_part(self, rol: Rol, number: int) -> str:
        """The relative address of what a rol does in one fase, or nothing when it has no page."""
        place = self.edition.places.get(key_of(rol))
        return Place(place.page, f"{rol.id}-fase-{number}").href(self._page) if place else ""

    def link_rol(self, rol: Rol) -> Markup:
        """The name of a rol, as a link to its page when it has one."""
        place = self.edition.places.get(key_of(rol))
        return self._show_link(self.edition.name_rol(rol), _inside(place.href(self._page) if place else ""))

    def icon(self, fase: Fase) -> Icon | None:
        """The icon that the data give a fase."""
        return find_icon(fase.icoon) if fase.icoon else None

    def stop(self, fase: Fase) -> Markup:
        """A fase as a stop on the way through the method."""
        return Markup(self._render("_stop", fase))

    def _link(self, item_id: str) -> Target:
        item = self.edition.by_id[item_id]
        if isinstance(item, Bron) and item.url:
            return _website(item)
        if isinstance(item, Bron) and item.zie:
            return _inside(self.href(item.zie))
        return _inside(self.href(item_id))

    def _term(self, item_id: str) -> Target:
        begrip = self.edition.by_id[item_id]
        assert isinstance(begrip, Begrip)
        return Target({"href": self.href(item_id), "class": "begrip", "data-uitleg": plain(begrip.definitie)})

    # --- Taking it along --------------------------------------------------------------------------

    def downloads(self, thing: Named) -> list[Download]:
        """The files that hold `thing`."""
        return [download for download in list_downloads(self.edition) if download.subject == thing.id]

    def pdf_around(self, thing: Model) -> tuple[str, Download]:
        """The PDF of the fase that `thing` stands in, else of the whole handbook, and what to call that."""
        fase = self.edition.fasen.get(getattr(thing, "id", ""))
        words = gettext("PDF of the whole phase") if fase else gettext("PDF of the whole handbook")
        files = list_downloads(self.edition)
        return words, next(
            file for file in files if file.subject == (fase.id if fase else WHOLE) and file.kind == "PDF"
        )

    def file_href(self, download: Download) -> str:
        """The relative address of a file, as seen from this page."""
        return self._relative(download.path)

    def excel_scripts(self, *names: str) -> str:
        """The addresses of these scripts that read and write Excel files, as seen from this page."""
        return self.scripts(*(f"excel-{name}" for name in names))

    def scripts(self, *names: str) -> str:
        """The addresses of these scripts, as seen from this page."""
        return " ".join(self._relative(f"assets/js/{name}.js") for name in names)

    def part(self, name: str) -> str:
        """The address of the script with a part of what a reader puts together, as seen from this page."""
        return self._relative(part_path(name))

    def werkmap(self, name: str) -> str:
        """The address of the script with a workbook to fill, as seen from this page."""
        return self._relative(werkmap_path(name))

    def _relative(self, path: str) -> str:
        return relpath(path, dirname(self._page) or ".")

    def logo(self) -> str:
        """The address of the school's logo, as seen from this page, or nothing when there is none."""
        return self._relative(logo_path(self.edition.logo)) if self.edition.logo else ""

    def own_address(self, thing: Named | None = None) -> str:
        """The full address of this page on the web, or of that of `thing`; nothing when the site's address is not known."""
        page = self.edition.places[thing.id].page if thing else self._page
        return self.imprint.url(Place(page, "").address)

    def qr_code(self, thing: Named | None = None) -> Markup:
        """The QR code of that address, as SVG."""
        import segno  # here, as without an address no page has one

        address = self.own_address(thing)
        code = segno.make(address, error="m", micro=False)
        return Markup(
            code.svg_inline(
                border=0,
                omitsize=True,
                svgclass=None,
                lineclass=None,
                title=gettext("QR code to {address}", address=address),
            )
        )

    # --- What has changed since -------------------------------------------------------------------

    def feiten(self, thing: Named) -> list[Feit]:
        """What has changed about `thing` itself since the source was written."""
        return self.edition.feiten.get(thing.id, [])

    def weetjes(self, thing: Named) -> list[Feit]:
        """Those of them that are good to know, and change nothing in what one does."""
        return [feit for feit in self.feiten(thing) if feit not in self.edition.changes(thing)]

    def general_notes(self, *subjects: Model) -> list[Feit]:
        """What has changed for all that these hold, said once for each fase: on its own page, on no onderdeel's."""
        inside = {part.id for subject in subjects for _, part in subject.parts() if isinstance(part, Named)}
        whole = any(
            isinstance(subject, Fase) or getattr(subject, "id", "") not in self.edition.fasen for subject in subjects
        )
        feiten = self.handboek.actualiteit.feiten if whole else ()
        return [feit for feit in feiten if feit.algemeen and inside & set(feit.raakt)]

    def aside(self, feit: Feit) -> Markup:
        """The reasons and the sources behind a note."""
        with self._renderer.aside():
            return Markup(self._render("_uitleg", feit))

    def noot(self, feit: Feit) -> Noot:
        """The numbered note at the end of the section, in which paper says why: the same one for the same feit."""
        if feit.id not in self._noten:
            self._noten[feit.id] = Noot(len(self._noten) + 1, feit, self._section)
        return self._noten[feit.id]

    def in_this_section(self, noot: Noot) -> bool:
        """Whether a note is printed at the end of the section that is being shown, and not of an earlier one."""
        return noot.section == self._section

    def noten(self) -> list[Noot]:
        """The notes of this section."""
        return list(filter(self.in_this_section, self._noten.values()))

    def noot_with(self, page: Vindplaats, noot: Noot) -> int:
        """The number of the note that prints the address of `page`: `noot` itself when none did before."""
        return self._addresses.setdefault(page.url, noot.number)

    def source(self, page: Vindplaats) -> Markup:
        """A page that says what is true now, as a link; one that is gone as text, with its address."""
        target = website(page.url)
        gone = Target(note=gettext("gone: {address}", address=target.name), gone=True)
        return self._show_link(page.titel, gone if page.vervallen else target)

    def old_address(self, kenniscentrum: Kenniscentrum) -> Markup:
        """The website of a kenniscentrum: no link unless it is known to be alive, as one should not call it any more."""
        bron = self.edition.by_id[kenniscentrum.website]
        assert isinstance(bron, Bron)
        target = replace(_website(bron), note="", successor=None)
        return self._show_link(bron.titel, Target() if bron.toestand == "onbekend" else target)

    def is_stale(self, feit: Feit) -> bool:
        """Whether nobody has checked this for more than a year before this version of the handbook."""
        return is_older_than_a_year(feit.gecontroleerd, self.imprint.date)

    def when(self, feit: Feit) -> str:
        """Since when a feit is so, and of when its count or report is, in words."""
        since = gettext("since {day}", day=write_day(feit.sinds)) if feit.sinds else ""
        counted = gettext("as of {day}", day=write_day(feit.stand)) if feit.stand else ""
        return "; ".join(filter(None, (since, counted)))

    @cached_property
    def training(self) -> Training:
        """What a trainer asks of the handbook."""
        return Training(self.edition)

    def deck(self, blok: Blok) -> Deck:
        """The slides of a blok."""
        return make_blok_deck(self.edition, self.imprint, blok)

    @property
    def news(self) -> News:
        """What is new in this edition."""
        return News(self.edition)

    def sorted_feiten(self) -> list[Feit]:
        """All that has changed, newest first; what has no date stands last."""
        return sorted(self.handboek.actualiteit.feiten, key=lambda feit: feit.sinds or feit.stand or "", reverse=True)

    def homes(self, feit: Feit) -> list[str]:
        """In which parts of the handbook a feit matters: the fasen by number, the rest together."""
        fasen = {self.edition.number(fase) for item in feit.raakt if (fase := self.edition.fasen.get(item))}
        others = any(item not in self.edition.fasen for item in feit.raakt)
        return [*map(name_fase, sorted(fasen)), *([gettext("Reference")] if others else [])]

    # --- What follows from the data ---------------------------------------------------------------

    def label(self, thing: Named) -> str:
        """What to call `thing` in a link: its title, or the start of its text."""
        names = (getattr(thing, name, None) for name in ("titel", "naam", "term"))
        text = getattr(thing, "doe", None) or getattr(thing, "tekst", None)
        words = next(filter(None, names), None) or plain(text).replace("\n", " ")
        most = self.label_length
        short = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
        fase = self.edition.fasen.get(thing.id)
        if fase and self._shares_title(thing):
            return gettext("{name} (phase {number})", name=short, number=self.edition.number(fase))
        return short

    def words_of(self, item_id: str) -> str:
        """All that a stap says to do; of one that a school left out, the title of where it stood."""
        thing = self.edition.by_id[item_id]
        return plain(thing.doe) if isinstance(thing, Stap) else self.label(thing)

    def _shares_title(self, thing: Named) -> bool:
        """Whether other fasen have something of the same name."""
        return isinstance(thing, _SAME_TITLES) or (
            isinstance(thing, Onderdeel) and thing.titel in self.edition.shared_titles
        )

    def hides_address(self, bron: Bron) -> bool:
        """Whether the title of a bron does not say where on the web it stands."""
        return bron.url is not None and website(bron.url).hides_address(bron.titel)

    def where(self, stap: Stap) -> str:
        """In a few words where a stap stands."""
        return f"{name_fase(self.edition.number(self.edition.fasen[stap.id]))} · {self._home_title(stap)}"

    def by_onderdeel(self, things: Iterable[Stap | Tip]) -> Iterator[tuple[str, list[Feit], list[Stap | Tip]]]:
        """Yield the title of each onderdeel, what is done otherwise now in all of it, and those of `things` in it; tips apart."""
        for title, group in groupby(things, self._home_title):
            found = list(group)
            onderdeel = self.edition.onderdelen.get(found[0].id) if isinstance(found[0], Stap) else None
            yield title, self.edition.changes_around(onderdeel) if onderdeel else [], found

    def _home_title(self, thing: Stap | Tip) -> str:
        onderdeel = self.edition.onderdelen.get(thing.id)
        titles = (onderdeel.titel if onderdeel else "", gettext("Tips") if isinstance(thing, Tip) else "")
        return " · ".join(filter(None, titles))

    def changes_around(self, item_id: str) -> list[Feit]:
        """What is done otherwise now in all of an onderdeel, of which a checklist shows the stappen."""
        item = self.edition.by_id[item_id]
        return self.edition.changes_around(item) if isinstance(item, Onderdeel) else []

    def names_of(self, thing: Stap | Tip) -> list[str]:
        """The names of all rollen that have a part in a stap or tip."""
        return [rol.naam for rol in self.handboek.rollen.rollen if self.edition.involves(thing, rol)]

    def stappen_with(self, rol: Rol) -> Iterator[Stap]:
        """The stappen that a rol has a part in."""
        things = (thing for _, things in self.edition.involving(rol) for thing in things)
        return (thing for thing in things if isinstance(thing, Stap))

    def moves(self) -> dict[str, str]:
        """Each retired id with what took its place."""
        return {move.oud: move.nieuw for move in self.handboek.verhuisd.verhuisd}

    def mentions(self, begrip: Begrip) -> list[Named]:
        """Where the method's text has this begrip, its own entry apart."""
        return [thing for thing in self.edition.mentions.get(begrip.id, []) if thing is not begrip]

    def sorted_begrippen(self) -> list[Begrip]:
        """All begrippen by their term, as in a dictionary."""
        return sorted(self.handboek.begrippen.begrippen, key=lambda begrip: begrip.term.casefold())

    def is_first_mention(self, partner: Named, soort: Partnersoort) -> bool:
        """Whether `soort` is the first to name this partner: there it gets its anchor."""
        partners = self.handboek.partners
        return (
            partners is not None
            and partner in partners.partners
            and soort == next(s for s in partners.soorten if partner.id in s.partners)
        )

    def lists_of(self, thing: Fase | Onderdeel) -> Iterator[tuple[Checklist, str]]:
        """Yield each checklist of a fase or an onderdeel with its address, for an onderdeel where its stappen begin."""
        for lijst in self.handboek.checklists.checklists:
            first = next(self.edition.stappen(thing.id), None)
            if lijst.fase == thing.id:
                yield lijst, self.href(lijst.id)
            elif first and thing.id in [groep.onderdeel for groep in lijst.groepen]:
                yield lijst, Place(self.edition.places[lijst.id].page, first.id).href(self._page)

    def shared_stappen(self, lijst: Checklist) -> dict[str, list[int]]:
        """For each other checklist with stappen of this one its title, and their places on this one, from 0."""
        here = self.edition.stappen_on(lijst)
        others = {
            other.titel: self.edition.stappen_on(other)
            for other in self.handboek.checklists.checklists
            if other != lijst
        }
        shared = {titel: [at for at, stap in enumerate(here) if stap in there] for titel, there in others.items()}
        return {titel: places for titel, places in shared.items() if places}

    drawing = staticmethod(lay_out)


def render_heading(level: int, anchor: str, title: Markup) -> str:
    """A heading as HTML."""
    return environment().get_template("_kop.j2").render(niveau=level, anker=anchor, titel=title)


def render_sign(school: School, logo: str) -> str:
    """What stands at the head of each page of a school's own handbook; `logo` is an address, or empty."""
    return environment().get_template("_schoolkop.j2").render(school=school, logo=logo)


def render_moved(old_id: str, href: str) -> str:
    """What says on an old page where something stands now."""
    return environment().get_template("_verhuisd.j2").render(old_id=old_id, href=href)


def render_moved_page(imprint: Imprint, href: str) -> str:
    """A page that leads on to where it stands now."""
    return environment().get_template("_verhuisde_pagina.j2").render(imprint=imprint, href=href)


def render_file(folder: Path, template: str, **context: Any) -> str:
    """A template in the folder of a format, with what it is given."""
    return environment((folder,)).get_template(f"{template}.j2").render(datum=write_date, **context)
