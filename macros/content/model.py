"""The content model: what the handbook is made of, from the whole down to one stap.

Every YAML file under ``data/`` is an instance of one of these classes; `Handboek` names the files.
The classes are frozen: load once, then read.
Descriptions are words of the interface because editors read them, in their language: as tooltips and in forms.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Annotated, Any, Literal, get_args
from urllib.parse import quote

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from .. import words
from ..words import gettext, named
from ..words.nouns import Noun

# Nothing that a machine has for other programs changes how this is read; looking for it takes a tenth of the time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@dataclass(frozen=True)
class Prose:
    """Marks a string as Markdown text; `inline` allows no paragraphs or lists.

    `ours` says that we wrote it: it stands beside the method's text, which is the source's, word for word.
    """

    inline: bool = False
    ours: bool = False


@dataclass(frozen=True)
class Title:
    """Marks a string as words of the text that stand above it or name something: no Markdown; `ours` as for `Prose`."""

    ours: bool = False


@dataclass(frozen=True)
class Reference:
    """Marks a string as the id of something of one of these nouns; none named means: anything with an id."""

    nouns: tuple[str, ...] = ()


Mark = Prose | Title | Reference


def _mark_in(annotation: Any) -> Mark | None:
    """The mark within an annotation, such as the `Prose` of `tuple[Regel, ...]`."""
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        if isinstance(part, Mark):
            return part
        if found := _mark_in(part):
            return found
    return None


def model_in(annotation: Any) -> type[Model] | None:
    """The model class within `annotation`, such as `Stap` in `tuple[Stap, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)


def _as_bool(value: Any) -> Any:
    """Read the text of a YAML scalar: the loader keeps all text text, so that `NO` stays a word."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _on_one_line(words: str) -> str:
    """`words` as one line: behind | they end in a new line."""
    return re.sub(r"\s*\n\s*", " ", words.strip())


_IN_ADDRESS = r'[^\s"<>\[\]\\^`{|}]'
DAY_PATTERN = r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[
    str,
    Field(
        pattern=ID_PATTERN,
        max_length=80,
        description=named("A lasting name: small letters, figures and hyphens. It never changes."),
    ),
]
Woord = Annotated[str, AfterValidator(_on_one_line), Field(min_length=1)]
Titel = Annotated[str, AfterValidator(_on_one_line), Field(min_length=1), Title()]
EigenTitel = Annotated[str, AfterValidator(_on_one_line), Field(min_length=1), Title(ours=True)]
Regel = Annotated[str, Field(min_length=1), Prose(inline=True)]
Tekst = Annotated[str, Field(min_length=1), Prose()]
EigenRegel = Annotated[str, Field(min_length=1), Prose(inline=True, ours=True)]
EigenTekst = Annotated[str, Field(min_length=1), Prose(ours=True)]
Webadres = Annotated[str, Field(pattern=rf"^https?://{_IN_ADDRESS}+\.{_IN_ADDRESS}+$")]
Kleur = Annotated[
    str,
    Field(pattern=r"^#[0-9a-fA-F]{6}$", description="Een kleur: # en zes tekens, 0 tot en met 9 of a tot en met f."),
]
Icoon = Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$")]
Naam = Annotated[str, Field(pattern=r"^[^\W\d_][^\W\d_]*([ ’-][^\W\d_]+)*$", max_length=40)]
Paginapad = Annotated[str, Field(pattern=r"^[\w-]+(/[\w-]+)*\.md$")]
JaNee = Annotated[bool, BeforeValidator(_as_bool), Field(strict=True), WithJsonSchema({"type": "boolean"})]

Zoekwoorden = Annotated[
    tuple[Woord, ...],
    Field(description=named("What readers type when they look for this. For the search only: it comes on no page.")),
]

RolId = Annotated[str, Reference(("rol",))]
StapId = Annotated[str, Reference(("stap",))]
BronId = Annotated[str, Reference(("bron",))]
FaseId = Annotated[str, Reference(("fase",))]
PartnerId = Annotated[str, Reference(("partner", "instantie"))]
PlekId = Annotated[str, Reference(("onderdeel", "fase"))]
OnderdeelId = Annotated[str, Reference(("onderdeel", "rubriek", "fase"))]
DoelId = Annotated[str, Reference()]
BewijsId = Annotated[str, Reference(("stap", "tip"))]
WerkvormId = Annotated[str, Reference(("werkvorm",))]
CasusId = Annotated[str, Reference(("casus",))]
BlokId = Annotated[str, Reference(("blok",))]
Minuten = Annotated[int, Field(ge=1, le=240, description=named("How long this takes, in whole minutes."))]
Tijd = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description=named("A time, such as 09:00 or 13:30."))]
Dag = Annotated[
    str, Field(pattern=DAY_PATTERN, description=named("A day, a month or a year: 2026-11-21, 2026-11 or 2026."))
]


class Model(BaseModel):
    """What every object of the handbook can do: name its noun, yield its texts and references, yield its parts."""

    # Only the class of a whole file gets a validator of its own, in the loader: one for each would take twice as long.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def noun(cls) -> str:
        """The noun of the method that this class stands for, as in a template's or macro's name."""
        return cls.__name__.lower()

    @classmethod
    @cache
    def marks(cls) -> dict[str, Mark]:
        """The fields of this class that hold text or ids, with what they hold."""
        found = {
            name: next((m for m in info.metadata if isinstance(m, Mark)), None) or _mark_in(info.annotation)
            for name, info in cls.model_fields.items()
        }
        return {name: mark for name, mark in found.items() if mark}

    @classmethod
    @cache
    def _marked_as(cls, kinds: tuple[type[Mark], ...]) -> tuple[tuple[str, Mark], ...]:
        return tuple((name, mark) for name, mark in cls.marks().items() if isinstance(mark, kinds))

    @classmethod
    @cache
    def _wordy(cls) -> tuple[str, ...]:
        """The fields of this class that may hold strings that are neither Markdown nor a reference."""
        others = dict(cls._marked_as((Prose, Reference)))
        return tuple(name for name in cls.model_fields if name not in others and name not in cls.holders())

    @classmethod
    @cache
    def holders(cls) -> tuple[str, ...]:
        """The fields of this class that hold other objects."""
        return tuple(name for name, info in cls.model_fields.items() if model_in(info.annotation))

    def marked(self, *kinds: type[Mark]) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
        """Yield (path, value, mark) for the strings of this object itself that are marked as one of `kinds`."""
        for name, mark in type(self)._marked_as(kinds):
            if (value := getattr(self, name)) is None:
                continue
            if isinstance(value, tuple):
                yield from (((name, index), item, mark) for index, item in enumerate(value) if item is not None)
            else:
                yield (name,), value, mark

    def words(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield (path, value) for the strings of this object itself that are neither Markdown nor a reference."""
        for name in type(self)._wordy():
            value = getattr(self, name)
            items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            for index, item in items:
                if isinstance(item, str):
                    yield (name,) if index is None else (name, index), item

    def parts(self) -> Iterator[tuple[tuple[str | int, ...], Model]]:
        """Yield (path, part) for this object and all that it holds, depth first, in the order of the data."""
        yield (), self
        for name in type(self).holders():
            value = getattr(self, name)
            items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
            for index, item in items:
                if isinstance(item, Model):
                    here = (name,) if index is None else (name, index)
                    for path, part in item.parts():
                        yield (*here, *path), part


class Named(Model):
    """Something with an id: it can be linked to, and its id never changes."""

    id: Id


# --- Drawings -------------------------------------------------------------------------------------


class Knoop(Model):
    """One box in a stroomschema."""

    tekst: Woord = Field(description=named("What stands in the box, in short."))
    naar: DoelId = Field(description=named("The id of the place that this box leads to."))
    soort: Literal["stap", "vraag", "eind"] = Field(
        "stap", description=named("A question is drawn as a diamond, the end with round corners.")
    )
    ja: Woord | None = Field(None, description=named("With a question: the word on the line to the next box."))
    nee: Woord | None = Field(None, description=named("With a question: the word on the line that skips boxes."))
    nee_naar: int | None = Field(
        None, description=named("With a question: the number of the row where 'nee' leads; the first row is 1.")
    )


class Rij(Model):
    """Boxes that stand side by side: their order does not matter."""

    vakken: tuple[Knoop, ...] = Field(min_length=1, max_length=3)


class Stroomschema(Named):
    """A drawing from top to bottom; each rij follows from the one above."""

    titel: Titel
    uitleg: EigenRegel | None = Field(None, description=named("One sentence below the drawing."))
    samengesteld: JaNee = Field(True, description=named("true: we drew this after the text."))
    rijen: tuple[Rij, ...] = Field(min_length=2)


# --- Text -----------------------------------------------------------------------------------------


class Sectie(Named):
    """A piece of running text under a heading."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description=named("true: the source does not have this heading; it is ours."))
    tekst: Tekst | None = None
    rollen: tuple[RolId, ...] = ()
    stroomschema: Stroomschema | None = None
    secties: tuple[Sectie, ...] = Field((), description=named("Headings within this text."))


class Lijst(Named):
    """A list of instruments or sources of information."""

    titel: Titel
    punten: tuple[Regel, ...] = Field(min_length=1)


# --- What to do -----------------------------------------------------------------------------------


_NAMED = named(
    "Who is involved: everybody whose name, or a word of 'genoemd_als' in rollen.yml, is in this text itself. "
    "Whoever is spoken to as 'you' need not be named."
)


class Stap(Named):
    """One thing to do: can be linked to, ticked and printed."""

    doe: Regel = Field(description=named("The first sentence: what to do. This stands on the short checklist."))
    toelichting: Tekst | None = Field(None, description=named("The rest of the text: how, why, with whom."))
    punten: tuple[Stap, ...] = Field((), description=named("Steps within this step."))
    rollen: tuple[RolId, ...] = Field((), description=_NAMED)

    def all_stappen(self) -> Iterator[Stap]:
        """This stap, then those within it."""
        yield self
        for stap in self.punten:
            yield from stap.all_stappen()


class Tip(Named):
    """Advice beside the stappen."""

    tekst: Tekst
    bij: tuple[StapId, ...] = Field((), description=named("The steps that this tip is about, if the text shows that."))
    rollen: tuple[RolId, ...] = Field((), description=_NAMED)


class Tips(Model):
    """The tips of one part, with the sentence before them."""

    titel: Titel
    voor: RolId = Field(description=named("For whom these tips are: who is spoken to as 'you'."))
    inleiding: Tekst | None = None
    tips: tuple[Tip, ...] = Field(min_length=1)


class Rubriek(Named):
    """A theme within an onderdeel, with or without stappen of its own."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description=named("true: the source does not have this heading; it is ours."))
    tekst: Tekst | None = None
    stappen: tuple[Stap, ...] = ()
    slot: Tekst | None = Field(None, description=named("Text below the steps, without a heading of its own."))


class Onderdeel(Named):
    """A part of a fase: introduction, stappen, and what helps with them."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description=named("true: the source does not have this heading; it is ours."))
    voor: RolId = Field(description=named("For whom this part is: who is spoken to as 'you'."))
    inleiding: Tekst | None = None
    stappen: tuple[Stap, ...] = ()
    rubrieken: tuple[Rubriek, ...] = ()
    tenslotte: Tekst | None = None
    instrumenten: Lijst | None = None
    informatie: Lijst | None = None
    tips: Tips | None = None

    def all_stappen(self) -> Iterator[Stap]:
        """Every stap of this onderdeel, those of its rubrieken and the nested ones too, in order."""
        groups = (self.stappen, *(rubriek.stappen for rubriek in self.rubrieken))
        for stap in chain.from_iterable(groups):
            yield from stap.all_stappen()


class Doen(Model):
    """The heart of a fase: its onderdelen in order."""

    inleiding: Tekst
    onderdelen: tuple[Onderdeel, ...] = Field(min_length=1)


class Verloop(Named):
    """How a fase goes from start to end: the drawing and the text that explains it."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description=named("true: the source does not have this heading; it is ours."))
    aanloop: Regel = Field(description=named("The sentence before the drawing."))
    stroomschema: Stroomschema | None = None
    tekst: Tekst


class Fase(Named):
    """One of the phases of the method."""

    naam: Titel = Field(description=named("The name in the row of phases."))
    titel: Titel = Field(description=named("The title above its own page."))
    kleur: Kleur | None = Field(
        None, description=named("Its colour, dark enough for letters on a light page. Without one it gets one of six.")
    )
    kleur_donker: Kleur | None = Field(
        None, description=named("The same for who reads light letters on a dark page; without it, it is found.")
    )
    icoon: Icoon | None = Field(
        None, description=named("The name of one of the icons that come with the handbook, such as material/sprout.")
    )
    inleiding: Tekst
    verloop: Verloop
    ondersteuning: tuple[Sectie, ...] = Field((), description=named("What others do in this phase."))
    achtergrond: Sectie | None = None
    informatie: Lijst | None = None
    doen: Doen
    gesprek: Onderdeel | None = Field(None, description=named("The talks in this phase."))
    instrumenten: Lijst | None = None
    tips: Tips | None = None
    management: Onderdeel | None = None

    def onderdelen(self) -> tuple[Onderdeel, ...]:
        """All parts with stappen, in reading order: the onderdelen, the gesprek, the management."""
        return (*self.doen.onderdelen, *(part for part in (self.gesprek, self.management) if part))

    def all_stappen(self) -> Iterator[Stap]:
        """Every stap of this fase in reading order."""
        for onderdeel in self.onderdelen():
            yield from onderdeel.all_stappen()

    def all_tips(self) -> Iterator[Tip]:
        """Every tip of this fase in reading order."""
        for _, part in self.parts():
            if isinstance(part, Tip):
                yield part


# --- The files ------------------------------------------------------------------------------------


class Punten(Model):
    """A sentence and the short list that it announces."""

    inleiding: Tekst
    punten: tuple[Regel, ...] = Field(min_length=1)


class Werkwijze(Named):
    """How the method works; the list of its fasen follows from `Methodiek.fasen`."""

    titel: Titel
    tekst: Tekst
    fasen_titel: Titel
    fasen_inleiding: Tekst


class Colofonregel(Model):
    """A heading of the source's colofon; the source leaves all of them empty."""

    kop: Titel
    tekst: Regel | None = None


class Versie(Model):
    """A version of the handbook that was published before."""

    versie: Woord
    datum: date


Uitdrukking = Annotated[str, Field(pattern=r"^\(?[\w.+-]+\)?( (AND|OR|WITH) \(?[\w.+-]+\)?)*$")]


class Rechten(Model):
    """Under which licence each part may be used, for programs that ask: an expression of SPDX, such as ``CC-BY-4.0``."""

    programmatuur: Uitdrukking | None = None
    eigen_teksten: Uitdrukking | None = Field(
        None, description=named("What is not of the source: what has changed since, exercises, programmes, checklists.")
    )
    methode: Uitdrukking | None = Field(
        None, description=named("The text of the source. Empty: nothing was agreed, so ask its publishers.")
    )


class Uitgave(Model):
    """What every file that leaves the handbook says about itself. Not from the source."""

    versie: Woord = Field(description=named("The number of this version, for example 2026.1."))
    datum: date = Field(
        description=named("The day of this version, as 2026-01-31. Change it with every change of the text.")
    )
    vorige: Versie | None = Field(
        None, description=named("The version before this one: what changed after it is called new.")
    )
    auteur: Woord
    licentie: Woord
    rechten: Rechten = Field(
        Rechten(),
        description=named("The licence of each part, as an expression of SPDX. What was not agreed stays out."),
    )


class Naamwoord(Model):
    """What a method calls one of its nouns."""

    een: Naam = Field(description=named("The word for one, in small letters: route."))
    meer: Naam = Field(description=named("The word for more than one: routes."))
    lidwoord: Literal["de", "het"] = Field("de", description=named("In Dutch: which article goes with it."))


class Naamwoorden(Model):
    """The nouns that a method may call otherwise. The keys in its data stay as they are."""

    fase: Naamwoord | None = None
    stap: Naamwoord | None = None
    rol: Naamwoord | None = None
    checklist: Naamwoord | None = None
    begrip: Naamwoord | None = None
    school: Naamwoord | None = None


class Methodiek(Model):
    """What the method is, and why."""

    titel: Titel
    taal: Literal["nl", "en"] = Field(
        "nl",
        description=named("The language of the method, as nl or en. Buttons, files and search are in this language."),
    )
    naamwoorden: Naamwoorden | None = Field(
        None,
        description=named(
            "What the method calls its phases, steps and roles, if that is something else. Buttons and files say so too."
        ),
    )
    uitgave: Uitgave
    ondertitel: Titel
    inleiding_titel: Titel
    inleiding: Tekst
    doelen: Punten
    werkwijze: Werkwijze
    fasen: tuple[FaseId, ...] = Field(min_length=1, max_length=20, description=named("The phases in order."))
    stroomschema: Stroomschema | None = None
    achtergrond: Sectie
    colofon: tuple[Colofonregel, ...] = ()

    def speak(self) -> None:
        """Show the words of the interface in the language of the method, with its own nouns, from now on."""
        words.speak(self.taal, self.nouns())

    def nouns(self) -> dict[str, Noun]:
        """What the method calls otherwise than the interface does."""
        own = {name: value for name, value in self.naamwoorden or () if value}
        return {name: Noun(noun.een, noun.meer, noun.lidwoord == "het") for name, noun in own.items()}


class Groep(Model):
    """A group of a checklist: all stappen of an onderdeel, or stappen by name."""

    onderdeel: OnderdeelId | None = Field(None, description=named("All steps of this part, this theme or this phase."))
    titel: Titel | None = Field(None, description=named("The heading above single steps."))
    stappen: tuple[StapId, ...] = Field((), description=named("Single steps, in order."))


class Checklist(Named):
    """A view of stappen for printing and ticking. Holds no text of the method."""

    titel: Titel
    uitleg: EigenTekst = Field(description=named("Where this list comes from and what it is for."))
    voor: tuple[RolId, ...] = Field(min_length=1, description=named("For whom this list is."))
    fase: FaseId | None = None
    samengesteld: JaNee = Field(True, description=named("We put this list together from the steps of the handbook."))
    groepen: tuple[Groep, ...] = Field(min_length=1)


class Veld(Named):
    """One thing to fill in on a formulier."""

    label: Titel
    soort: Literal["regel", "tekst", "datum", "vakje", "handtekening"] = "regel"


class Veldgroep(Model):
    """Fields that belong together, and the stappen that ask for them."""

    titel: Titel
    uitleg: Regel | None = None
    stappen: tuple[StapId, ...] = Field((), description=named("Where the handbook says this."))
    velden: tuple[Veld, ...] = Field(min_length=1)


class Formulier(Named):
    """A model form."""

    titel: Titel
    uitleg: EigenTekst
    samengesteld: JaNee = True
    groepen: tuple[Veldgroep, ...] = Field(min_length=1)


class Checklists(Model):
    """The lists and the forms."""

    organisatie: Woord = Field(
        default_factory=lambda: gettext("Organisation or team"),
        description=named("Who fills in the list. This stands above each list on paper."),
    )
    onderwerp: Woord = Field(
        default_factory=lambda: gettext("Subject"),
        description=named("About whom or what the list is. This stands above each list on paper."),
    )
    let_op: EigenRegel = Field(
        default_factory=lambda: gettext("Write no names of people: choose a number or a colour."),
        description=named("What stands with a dossier before somebody makes one."),
    )
    checklists: tuple[Checklist, ...] = Field(min_length=1)
    formulieren: tuple[Formulier, ...] = ()


class Instantie(Named):
    """An organisation that matters to those who carry out the method."""

    naam: Titel
    tekst: Tekst
    rol: RolId | None = None
    ook: Zoekwoorden = ()


class Instanties(Model):
    """All instanties."""

    titel: Titel
    inleiding: Tekst
    instanties: tuple[Instantie, ...] = Field(min_length=1)


class Kenniscentrum(Named):
    """A centre of expertise of one branch of industry."""

    naam: Titel
    sectoren: Regel
    sector_nu: EigenRegel | None = Field(
        None,
        description=named(
            "What this sector is called by those who do the work now. If you are not sure, leave it out."
        ),
    )
    website: BronId
    ook: Zoekwoorden = ()


class Opvolger(Model):
    """Whom one calls now in the place of all kenniscentra. Not from the source."""

    naam: Woord
    telefoon: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{5,}$")] | None = Field(
        None, description=named("The number, as people read it: 088-123 45 67.")
    )
    website: BronId
    let_op: EigenRegel | None = Field(None, description=named("What a reader must know with it."))


class Kenniscentra(Model):
    """All kenniscentra, who does their work now, and the team that stands for them in a region."""

    titel: Titel
    opvolger: Opvolger | None = Field(
        None, description=named("Whom to call now in the place of a centre of expertise.")
    )
    kenniscentra: tuple[Kenniscentrum, ...] = Field(min_length=1)
    adviesteam: Sectie


class Partner(Named):
    """An organisation that works along."""

    naam: Titel


class Partnersoort(Named):
    """What partners do together."""

    titel: Titel
    partners: tuple[PartnerId, ...] = Field(
        min_length=1, description=named("In order; an organisation may stand here too.")
    )


class Partners(Named):
    """All partners by kind."""

    titel: Titel
    inleiding: Tekst
    soorten_inleiding: Tekst
    soorten: tuple[Partnersoort, ...] = Field(min_length=1)
    partners: tuple[Partner, ...] = Field(min_length=1)


class Bron(Named):
    """A website, book or attachment that the text refers to."""

    titel: Titel
    url: Webadres | None = None
    toestand: Literal["actief", "verhuisd", "vervallen", "onbekend"] | None = Field(
        None, description=named("How the web address is doing. An address that has moved or is gone becomes no link.")
    )
    nu_url: Webadres | None = Field(
        None, description=named("Where the information is now, of an address that has moved.")
    )
    gecontroleerd: Dag | None = Field(None, description=named("When the address was checked."))
    zie: DoelId | None = Field(
        None, description=named("With an attachment that does not come along: what takes its place now.")
    )
    uitleg: EigenRegel | None = Field(None, description=named("Our explanation; not from the source."))
    status: Literal["niet meegeleverd"] | None = None
    ook: Zoekwoorden = ()


class Brongroep(Named):
    """Sources of one kind."""

    titel: EigenTitel
    uitleg: EigenRegel | None = None
    bronnen: tuple[Bron, ...] = Field(min_length=1)


class Bronnen(Model):
    """All sources, grouped."""

    groepen: tuple[Brongroep, ...] = ()


class Begrip(Named):
    """A term of the method."""

    term: Woord
    vormen: tuple[Woord, ...] = Field(
        (), description=named("Other forms that the text has: more than one, an abbreviation, in full.")
    )
    definitie: Regel
    samengesteld: JaNee = Field(
        False, description=named("true: we wrote this explanation; the source does not explain the word.")
    )
    zie: DoelId | None = Field(None, description=named("Where the handbook says more about it."))
    ook: Zoekwoorden = ()

    @property
    def letter(self) -> str:
        """Under which letter one looks for it."""
        return self.term[:1].upper()


class Begrippen(Model):
    """All terms."""

    begrippen: tuple[Begrip, ...] = ()


class Rol(Named):
    """Somebody who is involved."""

    naam: Woord = Field(description=named("Short, in small letters, as behind 'Who:'."))
    genoemd_als: tuple[Woord, ...] = Field(
        (),
        description=named(
            "Other words by which the text names this role: more than one, or another word for the same."
        ),
    )
    nu: Woord | None = Field(
        None,
        description=named(
            "What this role is called now, if that is something else. It stands behind the name everywhere."
        ),
    )
    omschrijving: EigenRegel = Field(description=named("Our description; not from the source."))
    per_leerling: JaNee = Field(
        True,
        description=named(
            "false: this role works for the whole school. A list for such a role does not ask about whom it is."
        ),
    )
    ook: Zoekwoorden = ()


class Rollen(Model):
    """Everybody who is involved, in the order in which they are listed."""

    rollen: tuple[Rol, ...] = Field(min_length=1)


class Zoekgroep(Model):
    """Words that mean the same to who searches."""

    woorden: tuple[Woord, ...] = Field(
        min_length=2, description=named("At least one of them is in the handbook just like this.")
    )


class Zoekgroepen(Model):
    """Everyday words for the method's words; those for one thing stand with that thing, as `ook`."""

    groepen: tuple[Zoekgroep, ...] = ()


class Vindplaats(Model):
    """A page on the web that says what is true now."""

    titel: Woord
    url: Webadres
    gezien: Dag = Field(description=named("When we saw the page."))
    vervallen: JaNee = Field(
        False, description=named("true: the page is no longer there. The address can still be read, but is no link.")
    )


class Feit(Named):
    """Something that has changed since the source was written. All of it is ours, and sourced."""

    titel: EigenTitel = Field(
        description=named("What is true now, as a sentence that also holds with the day behind it.")
    )
    onderwerp: EigenTitel = Field(
        description=named("What it is about, in the words of the source. For the search only.")
    )
    raakt: tuple[DoelId, ...] = Field(min_length=1, description=named("The ids of all that this belongs to."))
    toen: EigenRegel = Field(description=named("What the handbook says, in one sentence."))
    nu: EigenTekst = Field(description=named("What holds now, short and simple."))
    doe: EigenRegel | None = Field(
        None, description=named("What to do otherwise now. It stands above the text of the step.")
    )
    sinds: Dag | None = Field(None, description=named("When it came to be so, not when somebody wrote about it."))
    stand: Dag | None = Field(None, description=named("When it was counted or written down, for a number or a report."))
    opgenomen: date | None = Field(
        None,
        description=named(
            "The day on which this came into the handbook or changed, as 2026-01-31. If it was always there, leave it out."
        ),
    )
    gewicht: Literal["verandert wat u doet", "goed om te weten"]
    algemeen: JaNee = Field(False, description=named("true: holds for the whole page; stands there once, at the top."))
    gecontroleerd: Dag
    bronnen: tuple[Vindplaats, ...] = Field(min_length=1)


class Actualiteit(Model):
    """All that has changed since the source was written."""

    feiten: tuple[Feit, ...] = ()


class Erratum(Model):
    """A place where the handbook's text departs from its source."""

    citaat: Annotated[str, Field(min_length=1)] = Field(
        description=named("What the source says, letter by letter, with the signs of Markdown.")
    )
    correctie: str = Field(description=named("What takes its place."))
    reden: EigenRegel
    soort: Literal["spelling", "zin", "naam", "indeling"]


class Brontekst(Model):
    """One text that the handbook was made from, with every departure from it."""

    naam: Woord = Field(description=named("The name of the file with the source text, without .md."))
    titel: EigenTitel
    errata: tuple[Erratum, ...] = ()


class Errata(Model):
    """Every departure from the source texts."""

    teksten: tuple[Brontekst, ...] = ()


class Verhuizing(Model):
    """A retired id and what took its place."""

    oud: Id
    nieuw: DoelId
    sinds: date


class Verhuisd(Model):
    """All retired ids."""

    verhuisd: tuple[Verhuizing, ...] = ()


# --- Training: all of it is ours ------------------------------------------------------------------


class Oefenstof(Named):
    """What a trainer works with. Not from the source: ours, or a school's."""

    titel: EigenTitel
    beproefd: JaNee = Field(False, description=named("true: a trainer has worked with this. If not, it says so."))


class Beurt(Model):
    """One thing that participants do, and how long."""

    doe: EigenRegel = Field(description=named("What participants do."))
    minuten: Minuten
    zeg: EigenRegel | None = Field(None, description=named("What the trainer says or asks with it."))


class Werkvorm(Oefenstof):
    """A way of working together."""

    groep: Woord = Field(description=named("How many work together, such as 'in pairs'."))
    beurten: tuple[Beurt, ...] = Field(min_length=1)
    nodig: tuple[EigenRegel, ...] = ()
    let_op: EigenTekst = Field(description=named("What the trainer minds."))
    meedoen: EigenTekst = Field(
        description=named("How somebody joins in who does not see, hear, walk, write or read well.")
    )
    online: EigenTekst = Field(description=named("How it goes when not everybody is in one room."))
    aanpassen: EigenTekst | None = Field(None, description=named("How it can be shorter, longer or otherwise."))


class Vraag(Model):
    """A question whose answer is the method's own text."""

    vraag: EigenRegel
    kijk_bij: tuple[BewijsId, ...] = Field(min_length=1, description=named("The steps and tips that hold the answer."))


class Casus(Oefenstof):
    """An invented situation to think about."""

    fase: FaseId
    situatie: EigenTekst = Field(description=named("The situation. Say who and what is invented."))
    vragen: tuple[Vraag, ...] = Field(min_length=1)


class Blok(Oefenstof):
    """A piece of a training: what it is about, and how one works on it."""

    soort: Literal["kern", "keuze"]
    over: tuple[DoelId, ...] = Field(
        min_length=1, description=named("The phases, parts or flow charts that it is about.")
    )
    voor: tuple[RolId, ...] = Field(min_length=1, description=named("For whom this block is."))
    leerdoelen: tuple[EigenRegel, ...] = Field(
        min_length=1, description=named("What somebody can do or knows afterwards.")
    )
    werkvorm: WerkvormId
    beurten: tuple[Beurt, ...] = Field(
        (), description=named("Only when it goes otherwise than the way of working says.")
    )
    oefening: Literal["volgorde", "wie doet wat", "begrippen", "toen en nu"] | None = Field(
        None, description=named("Which exercise the handbook makes for it of itself.")
    )
    casus: CasusId | None = None
    vragen: tuple[Vraag, ...] = ()
    trainer: EigenTekst | None = Field(None, description=named("A note for the trainer; participants do not see it."))


class Programmapunt(Model):
    """A blok, or a break."""

    blok: BlokId | None = None
    pauze: Minuten | None = Field(None, description=named("A break of so many minutes."))


class Programmadag(Model):
    """What is done on one day, from its start."""

    begin: Tijd
    eind: Tijd
    punten: tuple[Programmapunt, ...] = Field(min_length=1)


class Programma(Oefenstof):
    """Blokken in order, with breaks, on one day or more."""

    uitleg: EigenTekst
    voor: tuple[RolId, ...] = Field(min_length=1, description=named("For whom this programme is."))
    dagen: tuple[Programmadag, ...] = Field(min_length=1)


class Trainingen(Model):
    """All that is there for who teaches with the method. Not from the source."""

    uitleg: EigenTekst = Field(description=named("What there is, how it was made, and whose the text is."))
    werkvormen: tuple[Werkvorm, ...] = ()
    casussen: tuple[Casus, ...] = ()
    blokken: tuple[Blok, ...] = ()
    programmas: tuple[Programma, ...] = ()


# --- A school's own -------------------------------------------------------------------------------


class Contact(Model):
    """Somebody at the school whom a reader can ask."""

    naam: Woord = Field(description=named("A name or a function, such as 'The coordinator'."))
    taak: Woord | None = Field(None, description=named("What one needs this person for."))
    telefoon: Woord | None = None
    mail: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")] | None = None
    voor: tuple[PlekId, ...] = Field(
        (),
        description=named(
            "With which phases and parts this contact stands, on paper too; else only on the first page."
        ),
    )

    @property
    def mailto(self) -> str:
        """Where a link to write to this person leads, when there is an address."""
        return f"mailto:{quote(self.mail, safe='@')}" if self.mail else ""

    @property
    def number(self) -> str:
        """The number to dial, when `telefoon` begins with one, as 0123456789 or +31123456789."""
        found = re.match(r"\+?[\d \-()]{6,}", self.telefoon or "")
        return re.sub(r"[^\d+]", "", found[0]) if found else ""


class Schoolstap(Stap):
    """A stap that a school adds to an onderdeel of the method."""

    bij: Annotated[str, Reference(("onderdeel", "rubriek"))] = Field(
        description=named("The part that this step belongs to.")
    )
    na: StapId | None = Field(None, description=named("After which step of that part; else it comes last."))

    @classmethod
    def noun(cls) -> str:
        """It is a stap like any other."""
        return Stap.noun()


class Schooltip(Tip):
    """A tip that a school adds to an onderdeel or a fase."""

    onderdeel: PlekId = Field(description=named("The part or the phase that this tip stands with."))

    @classmethod
    def noun(cls) -> str:
        """It is a tip like any other."""
        return Tip.noun()


class Rolnaam(Model):
    """What a school calls a rol. The method's text keeps its own word."""

    rol: RolId
    heet: Woord = Field(description=named("The word of your school, in small letters: mentor."))


class Kleuren(Model):
    """The two colours of a school, as ``#rrggbb``: on the screen by daylight, and on paper."""

    kop: Kleur = Field(description=named("The bar above and below each page. White text stands on it."))
    vlak: Kleur | None = Field(None, description=named("The background of boxes. Black text stands on it."))


class School(Model):
    """What a school lays over the method, in a folder of its own. All of it is visibly the school's."""

    naam: Woord = Field(description=named("The name of the school, as it comes on each page."))
    logo: Annotated[str, Field(pattern=r"^[\w-]+\.(svg|png|jpg)$")] | None = Field(
        None, description=named("The file with the logo, in the same folder.")
    )
    welkom: EigenTekst | None = Field(None, description=named("An introduction of your own on the first page."))
    kleuren: Kleuren | None = Field(None, description=named("The colours of the school."))
    contacten: tuple[Contact, ...] = ()
    rollen: tuple[Rolnaam, ...] = Field(
        (), description=named("What the school calls roles, if that is something else.")
    )
    stappen: tuple[Schoolstap, ...] = Field((), description=named("Steps that the school adds itself."))
    tips: tuple[Schooltip, ...] = Field((), description=named("Tips that the school adds itself."))
    checklist: Checklist | None = Field(
        None, description=named("A list of your own, with steps of the method and of the school.")
    )
    bronnen: tuple[Bron, ...] = Field((), description=named("Websites and books that the school adds itself."))
    begrippen: tuple[Begrip, ...] = Field((), description=named("Words that the school explains itself."))
    weglaten: tuple[StapId, ...] = Field((), description=named("Steps that the school does not do."))
    verbergen: tuple[Paginapad, ...] = Field(
        (),
        description=named(
            "Pages that need not stand in the menu, such as trainers/index.md. They stay where they are."
        ),
    )
    werkvormen: tuple[Werkvorm, ...] = Field((), description=named("Ways of working that the school adds itself."))
    casussen: tuple[Casus, ...] = Field((), description=named("Cases that the school adds itself."))
    blokken: tuple[Blok, ...] = Field((), description=named("Blocks that the school adds itself."))
    programmas: tuple[Programma, ...] = Field((), description=named("Programmes that the school adds itself."))


class Handboek(Model):
    """The whole handbook: each field is a file ``data/FIELD.yml``, or the folder ``data/fasen/``.

    Not every method has instanties, kenniscentra, partners or trainingen: those files may be left out.
    `school` is the folder ``school/`` beside ``data/``; `macros.school` lays it over the rest.
    """

    methodiek: Methodiek
    fasen: tuple[Fase, ...]
    checklists: Checklists
    instanties: Instanties | None = None
    kenniscentra: Kenniscentra | None = None
    partners: Partners | None = None
    bronnen: Bronnen
    begrippen: Begrippen
    rollen: Rollen
    zoekwoorden: Zoekgroepen
    actualiteit: Actualiteit
    errata: Errata
    verhuisd: Verhuisd
    trainingen: Trainingen | None = None
    school: School | None = None


@cache
def file_kinds() -> dict[str, type[Model]]:
    """The class of each file in ``data/``, by its name without ``.yml``; ``fasen`` is a folder."""
    kinds = {name: model_in(info.annotation) for name, info in Handboek.model_fields.items()}
    return {name: kind for name, kind in kinds.items() if kind}


for _kind in file_kinds().values():
    _kind.model_rebuild()
