"""What the search can find: everything with a place of its own, what it is called, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from markdown.extensions.toc import slugify

from ..content.languages import language_of
from ..content.markdown import plain
from ..content.model import (
    Begrip,
    Blok,
    Bron,
    Brongroep,
    Casus,
    Checklist,
    Fase,
    Feit,
    Formulier,
    Instantie,
    Kenniscentrum,
    Lijst,
    Named,
    Oefenstof,
    Onderdeel,
    Partner,
    Partners,
    Partnersoort,
    Programma,
    Prose,
    Rol,
    Rubriek,
    Sectie,
    Stap,
    Stroomschema,
    Tip,
    Verloop,
    Werkvorm,
    Werkwijze,
)
from ..edition import Edition
from ..edition.catalog import list_data, list_groups
from ..edition.pages import Page
from ..edition.places import Place
from ..edition.relations import key_of
from ..words import DEFAULT, gettext, named
from ..words.nouns import NOUNS

ACTUEEL, BEGRIP, BESTAND, BRON = named("Current"), named("Term"), named("File"), named("Source")
CONTACT, LIJST, PAGINA, ROL = named("Contact"), named("List"), named("Page"), named("Role")
BLOK, CASUS, PROGRAMMA, WERKVORM = named("Block"), named("Case"), named("Programme"), named("Way of working")
SCHEMA, STAP, TIP, UITLEG = named("Diagram"), named("Step"), named("Tip"), named("Explanation")
_ONDERDEEL, _PARTNER = named("Part"), named("Partner")
_HEADING = re.compile(r"^## (.+)$\n?", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÀ-Þ'‘])")
_ENDS = (".", "!", "?", ":", ";", ",")


@dataclass(frozen=True)
class Record:
    """One thing that can be found: `kind` says what it is, in English, `around` what it stands in.

    `words` are what readers type for it and what the handbook does not say; they are never shown as its text.
    `now` is what one does otherwise since the source was written.
    """

    kind: str
    title: str
    address: str
    text: str = ""
    around: str = ""
    fase: int = 0
    rollen: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=())
    now: tuple[str, ...] = field(default=())


def list_records(edition: Edition) -> Iterator[Record]:
    """Everything that can be found, in the order of the handbook, then files and pages."""
    yield _introduction(edition)
    for key, thing in edition.by_id.items():
        if key in edition.places and type(thing) in _SHAPES and not _is_lost(thing):
            yield from _records_of(edition, thing)
    yield from _contacts(edition)
    yield from _files(edition)
    for page in edition.pages:
        yield from _page_records(edition, page)


# --- The handbook ---------------------------------------------------------------------------------


def _records_of(edition: Edition, thing: Named) -> Iterator[Record]:
    kind, shape = _SHAPES[type(thing)]
    title, text = shape(edition, thing)
    fase = edition.fasen.get(thing.id) if not isinstance(thing, Rol) else None
    record = Record(
        kind=kind,
        title=title,
        address=edition.places[key_of(thing)].address,
        text=_run(*text),
        around=_around(edition, thing),
        fase=edition.number(fase) if fase else 0,
        rollen=_rollen(edition, thing),
        words=(*_aliases(edition, thing), *(_numbered(edition, thing) if isinstance(thing, Fase) else ())),
        now=tuple(plain(feit.doe) for feit in edition.changes(thing)),
    )
    yield record
    if isinstance(thing, Onderdeel) and thing.tenslotte:
        yield _ending(edition, thing, record)


def _is_lost(thing: Named) -> bool:
    """Whether `thing` is an attachment that is not here: what stands in for it is found by its name."""
    return isinstance(thing, Bron) and thing.zie is not None


def _aliases(edition: Edition, thing: Named) -> tuple[str, ...]:
    """Words that lead to `thing` and stand on no page, and the attachments that it stands in for."""
    own = (thing.onderwerp,) if isinstance(thing, Feit) else getattr(thing, "ook", ())
    called = (edition.own_names[thing.id],) if isinstance(thing, Rol) and thing.id in edition.own_names else ()
    return (
        *own,
        *called,
        *(bron.titel for bron in edition.by_id.values() if isinstance(bron, Bron) and bron.zie == thing.id),
    )


def _numbered(edition: Edition, fase: Fase) -> Iterator[str]:
    """What a fase is called by its place."""
    number, language = edition.number(fase), language_of(edition.handboek.methodiek.taal)
    yield gettext("phase {number}", number=number)
    yield from (gettext("{ordinal} phase", ordinal=ordinal) for ordinal in language.ordinals[number - 1 : number])
    if number == len(edition.handboek.fasen):
        yield gettext("last phase")


def _ending(edition: Edition, onderdeel: Onderdeel, record: Record) -> Record:
    """The closing words of an onderdeel, which have an anchor of their own."""
    place = Place(edition.places[onderdeel.id].page, f"{onderdeel.id}-ten-slotte")
    text = _run(plain(onderdeel.tenslotte))
    return replace(
        record, kind=UITLEG, title=gettext("Finally"), text=text, around=record.title, address=place.address, now=()
    )


def _introduction(edition: Edition) -> Record:
    methodiek = edition.handboek.methodiek
    place = Place(edition.places[methodiek.werkwijze.id].page, "inleiding")
    text = _run(*map(plain, (methodiek.inleiding, methodiek.doelen.inleiding, *methodiek.doelen.punten)))
    return Record(UITLEG, methodiek.inleiding_titel, place.address, text, methodiek.titel)


def _contacts(edition: Edition) -> Iterator[Record]:
    """Whom one can ask at the school, on the page that shows the school."""
    school, page = edition.handboek.school, _page_with(edition, "welkom")
    if not school or not page:
        return
    words = language_of(edition.handboek.methodiek.taal).contact_words
    for number, contact in enumerate(school.contacten, 1):
        address = Place(page.path, f"contact-{number}").address
        about = (str(getattr(edition.by_id[item], "titel", "")) for item in contact.voor)
        text = _run(*filter(None, (contact.taak, contact.telefoon, contact.mail, *about)))
        yield Record(CONTACT, contact.naam, address, text, school.naam, words=words)


def _run(*texts: str) -> str:
    """Words as a running text: the items of a list on one line."""
    lines = [line.strip() for text in texts for line in text.split("\n")]
    return " ".join(line if line.endswith(_ENDS) else f"{line};" for line in lines if line).rstrip(";")


def _around(edition: Edition, thing: Named) -> str:
    """The title of the onderdeel that holds `thing`, or what else it belongs to."""
    onderdeel = edition.onderdelen.get(thing.id)
    if onderdeel and onderdeel is not thing:
        return onderdeel.titel
    partners = edition.handboek.partners
    if isinstance(thing, Partner) and partners:
        return "; ".join(soort.titel for soort in partners.soorten if thing.id in soort.partners)
    return next((g.titel for g in edition.handboek.bronnen.groepen if thing in g.bronnen), "")


def _rollen(edition: Edition, thing: Any) -> tuple[str, ...]:
    """The ids of all who have a part in `thing`."""
    if isinstance(thing, Rol):
        return (thing.id,)
    if isinstance(thing, (Stap, Tip)):
        return tuple(rol.id for rol in edition.handboek.rollen.rollen if edition.involves(thing, rol))
    voor: Any = getattr(thing, "voor", ())
    return (
        *((voor,) if isinstance(voor, str) else voor),
        *getattr(thing, "rollen", ()),
        *filter(None, [getattr(thing, "rol", None)]),
    )


# --- What each noun is called and says ------------------------------------------------------------

_Shape = Callable[[Edition, Any], tuple[str, Iterable[str]]]


def _stap(edition: Edition, stap: Stap) -> tuple[str, Iterable[str]]:
    return plain(stap.doe), [plain(stap.toelichting)]


def _tip(edition: Edition, tip: Tip) -> tuple[str, Iterable[str]]:
    first, *rest = _SENTENCE.split(_run(plain(tip.tekst)), maxsplit=1)
    return first, rest


def _titled(edition: Edition, thing: Any) -> tuple[str, Iterable[str]]:
    return thing.titel, [plain(getattr(thing, name, None)) for name in ("inleiding", "tekst")]


def _fase(edition: Edition, fase: Fase) -> tuple[str, Iterable[str]]:
    return fase.titel, [fase.naam if fase.naam != fase.titel else "", plain(fase.inleiding), plain(fase.doen.inleiding)]


def _verloop(edition: Edition, verloop: Verloop) -> tuple[str, Iterable[str]]:
    return verloop.titel, [plain(verloop.aanloop), plain(verloop.tekst)]


def _werkwijze(edition: Edition, werkwijze: Werkwijze) -> tuple[str, Iterable[str]]:
    return werkwijze.fasen_titel, [
        plain(werkwijze.tekst),
        plain(werkwijze.fasen_inleiding),
        *(f.naam for f in edition.handboek.fasen),
    ]


def _schema(edition: Edition, schema: Stroomschema) -> tuple[str, Iterable[str]]:
    return schema.titel, [knoop.tekst for rij in schema.rijen for knoop in rij.vakken]


def _lijst(edition: Edition, lijst: Lijst) -> tuple[str, Iterable[str]]:
    return lijst.titel, map(plain, lijst.punten)


def _checklist(edition: Edition, lijst: Checklist) -> tuple[str, Iterable[str]]:
    return lijst.titel, [plain(lijst.uitleg), *(groep.titel or "" for groep in lijst.groepen)]


def _formulier(edition: Edition, formulier: Formulier) -> tuple[str, Iterable[str]]:
    groups = [text for groep in formulier.groepen for text in (groep.titel, *(veld.label for veld in groep.velden))]
    return formulier.titel, [plain(formulier.uitleg), *groups]


def _begrip(edition: Edition, begrip: Begrip) -> tuple[str, Iterable[str]]:
    forms = gettext("Also: {forms}.", forms=", ".join(begrip.vormen)) if begrip.vormen else ""
    return begrip.term, [plain(begrip.definitie), forms]


def _instantie(edition: Edition, instantie: Instantie) -> tuple[str, Iterable[str]]:
    return instantie.naam, [plain(instantie.tekst)]


def _kenniscentrum(edition: Edition, kenniscentrum: Kenniscentrum) -> tuple[str, Iterable[str]]:
    return kenniscentrum.naam, [plain(kenniscentrum.sectoren)]


def _partner(edition: Edition, partner: Partner) -> tuple[str, Iterable[str]]:
    return partner.naam, []


def _soort(edition: Edition, soort: Partnersoort) -> tuple[str, Iterable[str]]:
    names: list[Any] = [edition.by_id[partner] for partner in soort.partners]
    return soort.titel, [", ".join(partner.naam for partner in names)]


def _bron(edition: Edition, bron: Bron) -> tuple[str, Iterable[str]]:
    return bron.titel, [plain(bron.uitleg)]


def _brongroep(edition: Edition, groep: Brongroep) -> tuple[str, Iterable[str]]:
    return groep.titel, [plain(groep.uitleg), ", ".join(bron.titel for bron in groep.bronnen if not _is_lost(bron))]


def _feit(edition: Edition, feit: Feit) -> tuple[str, Iterable[str]]:
    return feit.titel, map(plain, (feit.toen, feit.nu, feit.doe))


def _rol(edition: Edition, rol: Rol) -> tuple[str, Iterable[str]]:
    return rol.naam[0].upper() + rol.naam[1:], [plain(rol.omschrijving)]


def _oefenstof(edition: Edition, thing: Oefenstof) -> tuple[str, Iterable[str]]:
    """Something for trainers: its own words, those within it too."""
    return thing.titel, [plain(text) for _, part in thing.parts() for _, text, _ in part.marked(Prose)]


_SHAPES: dict[type[Named], tuple[str, _Shape]] = {
    Fase: (named("Phase"), _fase),
    Onderdeel: (_ONDERDEEL, _titled),
    Rubriek: (_ONDERDEEL, _titled),
    Stap: (STAP, _stap),
    Tip: (TIP, _tip),
    Verloop: (UITLEG, _verloop),
    Sectie: (UITLEG, _titled),
    Werkwijze: (UITLEG, _werkwijze),
    Stroomschema: (SCHEMA, _schema),
    Lijst: (LIJST, _lijst),
    Checklist: (named("Checklist"), _checklist),
    Formulier: (named("Form"), _formulier),
    Begrip: (BEGRIP, _begrip),
    Feit: (ACTUEEL, _feit),
    Rol: (ROL, _rol),
    Instantie: (named("Organisation"), _instantie),
    Kenniscentrum: (named("Centre of expertise"), _kenniscentrum),
    Partners: (UITLEG, _titled),
    Partner: (_PARTNER, _partner),
    Partnersoort: (_PARTNER, _soort),
    Programma: (PROGRAMMA, _oefenstof),
    Blok: (BLOK, _oefenstof),
    Casus: (CASUS, _oefenstof),
    Werkvorm: (WERKVORM, _oefenstof),
    Brongroep: (BRON, _brongroep),
    Bron: (BRON, _bron),
}


# --- Files and pages ------------------------------------------------------------------------------


def _files(edition: Edition) -> Iterator[Record]:
    page = _page_with(edition, "downloads")
    for group in (*list_groups(edition), list_data(edition)) if page else ():
        assert page
        address = Place(page.path, group.anchor).address
        kinds = dict.fromkeys(download.kind for download in group.downloads)
        purposes = dict.fromkeys(download.purpose for download in group.downloads)
        yield Record(BESTAND, f"{group.title}: {', '.join(kinds)}", address, _run(*purposes))


def _page_with(edition: Edition, macro: str) -> Page | None:
    """The first page that calls `macro`."""
    return next((page for page in edition.pages if any(call.macro == macro for call in page.calls)), None)


def _called(edition: Edition, macro: str) -> Iterator[str]:
    """What readers call that which a macro shows: its name is Dutch, and in another language the noun behind it is."""
    methodiek = edition.handboek.methodiek
    if methodiek.taal == DEFAULT:
        yield macro
    for name, noun in NOUNS[DEFAULT].items():
        if noun.more == macro and methodiek.taal != DEFAULT:
            yield {**NOUNS[methodiek.taal], **methodiek.nouns()}[name].more


def _page_records(edition: Edition, page: Page) -> Iterator[Record]:
    """The page itself, unless it is all about a thing that is found already, and the parts of its own text.

    A page is also called what its macros show: one asks for it by ``rollen`` when its title is *Wie doet wat*.
    """
    title, description = (page.about.get(key, "") for key in ("title", "description"))
    top, *parts = _HEADING.split(page.text)
    if title and Place(page.path, "") not in edition.places.values():
        body = top.partition("\n")[2] if page.has_title else top
        shown = (name for call in page.calls if not call.argument for name in _called(edition, call.macro))
        words = tuple(dict.fromkeys((*page.about.get("ook", ()), *shown)))
        yield Record(PAGINA, title, Place(page.path, "").address, _run(description, plain(body)), words=words)
    for heading, body in zip(parts[::2], parts[1::2], strict=True):
        address = Place(page.path, slugify(heading.strip(), "-")).address
        yield Record(PAGINA, plain(heading), address, _run(plain(body)), around=title)
