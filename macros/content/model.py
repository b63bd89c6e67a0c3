"""The content model: what the handbook is made of, from the whole down to one stap.

Every YAML file under ``data/`` is an instance of one of these classes; `Handboek` names the files.
The classes are frozen: load once, then read.
Descriptions are in Dutch because editors read them, as tooltips in their editor and in error messages.
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
        description="Blijvende naam: kleine letters, cijfers en streepjes. Verandert nooit.",
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
Naam = Annotated[str, Field(pattern=r"^[^\W\d_][^\W\d_]*([ ’-][^\W\d_]+)*$", max_length=40)]
Paginapad = Annotated[str, Field(pattern=r"^[\w-]+(/[\w-]+)*\.md$")]
JaNee = Annotated[bool, BeforeValidator(_as_bool), Field(strict=True), WithJsonSchema({"type": "boolean"})]

Zoekwoorden = Annotated[
    tuple[Woord, ...],
    Field(description="Wat lezers typen als ze dit zoeken. Alleen voor het zoeken: het komt op geen enkele pagina."),
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
Minuten = Annotated[int, Field(ge=1, le=240, description="Hoe lang dit duurt, in hele minuten.")]
Tijd = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Een tijd, als 09:00 of 13:30.")]
Dag = Annotated[str, Field(pattern=DAY_PATTERN, description="Een dag, maand of jaar: 2026-11-21, 2026-11 of 2026.")]


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

    tekst: Woord = Field(description="Wat er in het vak staat, kort.")
    naar: DoelId = Field(description="Het id van de plek waar dit vak naartoe leidt.")
    soort: Literal["stap", "vraag", "eind"] = Field(
        "stap", description="Een vraag tekenen we als ruit, het eind met ronde hoeken."
    )
    ja: Woord | None = Field(None, description="Bij een vraag: het woord bij de lijn naar het volgende vak.")
    nee: Woord | None = Field(None, description="Bij een vraag: het woord bij de lijn die vakken overslaat.")
    nee_naar: int | None = Field(
        None, description="Bij een vraag: het nummer van de rij waar 'nee' heen gaat; de eerste rij is 1."
    )


class Rij(Model):
    """Boxes that stand side by side: their order does not matter."""

    vakken: tuple[Knoop, ...] = Field(min_length=1, max_length=3)


class Stroomschema(Named):
    """A drawing from top to bottom; each rij follows from the one above."""

    titel: Titel
    uitleg: EigenRegel | None = Field(None, description="Eén zin onder de tekening.")
    samengesteld: JaNee = Field(True, description="true: wij tekenden dit naar de tekst.")
    rijen: tuple[Rij, ...] = Field(min_length=2)


# --- Text -----------------------------------------------------------------------------------------


class Sectie(Named):
    """A piece of running text under a heading."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description="true: de bron heeft deze kop niet; hij is van ons.")
    tekst: Tekst | None = None
    rollen: tuple[RolId, ...] = ()
    stroomschema: Stroomschema | None = None
    secties: tuple[Sectie, ...] = Field((), description="Tussenkoppen binnen deze tekst.")


class Lijst(Named):
    """A list of instruments or sources of information."""

    titel: Titel
    punten: tuple[Regel, ...] = Field(min_length=1)


# --- What to do -----------------------------------------------------------------------------------


_NAMED = (
    "Wie erbij betrokken zijn: ieder van wie de naam, of een woord van 'genoemd_als' in rollen.yml, in deze tekst zelf staat. "
    "Wie met 'u' wordt aangesproken, hoeft er niet bij."
)


class Stap(Named):
    """One thing to do: can be linked to, ticked and printed."""

    doe: Regel = Field(description="De eerste zin: wat u doet. Dit staat op de korte checklist.")
    toelichting: Tekst | None = Field(None, description="De rest van de tekst: hoe, waarom, met wie.")
    punten: tuple[Stap, ...] = Field((), description="Stappen binnen deze stap.")
    rollen: tuple[RolId, ...] = Field((), description=_NAMED)

    def all_stappen(self) -> Iterator[Stap]:
        """This stap, then those within it."""
        yield self
        for stap in self.punten:
            yield from stap.all_stappen()


class Tip(Named):
    """Advice beside the stappen."""

    tekst: Tekst
    bij: tuple[StapId, ...] = Field((), description="De stappen waar deze tip over gaat, als de tekst dat laat zien.")
    rollen: tuple[RolId, ...] = Field((), description=_NAMED)


class Tips(Model):
    """The tips of one part, with the sentence before them."""

    titel: Titel
    voor: RolId = Field(description="Voor wie deze tips zijn: wie er met 'u' wordt aangesproken.")
    inleiding: Tekst | None = None
    tips: tuple[Tip, ...] = Field(min_length=1)


class Rubriek(Named):
    """A theme within an onderdeel, with or without stappen of its own."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description="true: de bron heeft deze kop niet; hij is van ons.")
    tekst: Tekst | None = None
    stappen: tuple[Stap, ...] = ()
    slot: Tekst | None = Field(None, description="Tekst onder de stappen, zonder eigen kop.")


class Onderdeel(Named):
    """A part of a fase: introduction, stappen, and what helps with them."""

    titel: Titel
    eigen_kop: JaNee = Field(False, description="true: de bron heeft deze kop niet; hij is van ons.")
    voor: RolId = Field(description="Voor wie dit onderdeel is: wie er met 'u' wordt aangesproken.")
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
    eigen_kop: JaNee = Field(False, description="true: de bron heeft deze kop niet; hij is van ons.")
    aanloop: Regel = Field(description="De zin vóór de tekening.")
    stroomschema: Stroomschema
    tekst: Tekst


class Fase(Named):
    """One of the phases of the method."""

    naam: Titel = Field(description="De naam in het rijtje van fasen.")
    titel: Titel = Field(description="De titel boven de eigen pagina.")
    inleiding: Tekst
    verloop: Verloop
    ondersteuning: tuple[Sectie, ...] = Field((), description="Wat anderen doen in deze fase.")
    achtergrond: Sectie | None = None
    informatie: Lijst | None = None
    doen: Doen
    gesprek: Onderdeel | None = Field(None, description="De gesprekken in deze fase.")
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
        None, description="Wat niet van de bron is: wat er nu anders is, opdrachten, programma's, checklists."
    )
    methode: Uitdrukking | None = Field(
        None, description="De tekst van de bron. Leeg: er is niets afgesproken, dus vraag het de uitgevers."
    )


class Uitgave(Model):
    """What every file that leaves the handbook says about itself. Not from the source."""

    versie: Woord = Field(description="Het nummer van deze versie, bijvoorbeeld 2026.1.")
    datum: date = Field(
        description="De dag van deze versie, als 2026-01-31. Verander hem bij elke wijziging van de tekst."
    )
    vorige: Versie | None = Field(None, description="De versie hiervoor: wat er daarna veranderde, heet nieuw.")
    auteur: Woord
    licentie: Woord
    rechten: Rechten = Field(
        Rechten(),
        description="De licentie van elk deel, als uitdrukking van SPDX. Wat niet is afgesproken, blijft weg.",
    )


class Naamwoord(Model):
    """What a method calls one of its nouns."""

    een: Naam = Field(description="Het woord voor één, in kleine letters: route.")
    meer: Naam = Field(description="Het woord voor meer: routes.")
    lidwoord: Literal["de", "het"] = Field("de", description="In het Nederlands: welk lidwoord erbij hoort.")


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
        "nl", description="De taal van de methodiek, als nl of en. Knoppen, bestanden en zoeken zijn in deze taal."
    )
    naamwoorden: Naamwoorden | None = Field(
        None,
        description="Hoe de methodiek haar fasen, stappen en rollen noemt, als dat anders is. Knoppen en bestanden zeggen dat ook.",
    )
    uitgave: Uitgave
    ondertitel: Titel
    inleiding_titel: Titel
    inleiding: Tekst
    doelen: Punten
    werkwijze: Werkwijze
    fasen: tuple[FaseId, ...] = Field(
        min_length=1, max_length=6, description="De fasen op volgorde; voor zes is er een kleur."
    )
    stroomschema: Stroomschema
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

    onderdeel: OnderdeelId | None = Field(
        None, description="Alle stappen van dit onderdeel, deze rubriek of deze fase."
    )
    titel: Titel | None = Field(None, description="De kop boven losse stappen.")
    stappen: tuple[StapId, ...] = Field((), description="Losse stappen, op volgorde.")


class Checklist(Named):
    """A view of stappen for printing and ticking. Holds no text of the method."""

    titel: Titel
    uitleg: EigenTekst = Field(description="Waar deze lijst vandaan komt en waarvoor hij dient.")
    voor: tuple[RolId, ...] = Field(min_length=1, description="Voor wie deze lijst is.")
    fase: FaseId | None = None
    samengesteld: JaNee = Field(True, description="Wij stelden deze lijst samen uit de stappen van het handboek.")
    groepen: tuple[Groep, ...] = Field(min_length=1)


class Veld(Named):
    """One thing to fill in on a formulier."""

    label: Titel
    soort: Literal["regel", "tekst", "datum", "vakje", "handtekening"] = "regel"


class Veldgroep(Model):
    """Fields that belong together, and the stappen that ask for them."""

    titel: Titel
    uitleg: Regel | None = None
    stappen: tuple[StapId, ...] = Field((), description="Waar in het handboek dit staat.")
    velden: tuple[Veld, ...] = Field(min_length=1)


class Formulier(Named):
    """A model form."""

    titel: Titel
    uitleg: EigenTekst
    samengesteld: JaNee = True
    groepen: tuple[Veldgroep, ...] = Field(min_length=1)


class Checklists(Model):
    """The lists and the forms."""

    organisatie: Woord = Field("Organisatie", description="Wie de lijst invult. Dit staat boven elke lijst op papier.")
    onderwerp: Woord = Field(
        "Onderwerp", description="Over wie of wat de lijst gaat. Dit staat boven elke lijst op papier."
    )
    let_op: EigenRegel = Field(
        "Schrijf geen namen van mensen op: kies een nummer of een kleur.",
        description="Wat er bij een dossier staat, voordat iemand er een maakt.",
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
        None, description="Hoe deze sector heet bij wie het werk nu doet. Weet u het niet zeker, laat het dan weg."
    )
    website: BronId
    ook: Zoekwoorden = ()


class Opvolger(Model):
    """Whom one calls now in the place of all kenniscentra. Not from the source."""

    naam: Woord
    telefoon: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]{5,}$")] | None = Field(
        None, description="Het nummer, zoals men het leest: 088-123 45 67."
    )
    website: BronId
    let_op: EigenRegel | None = Field(None, description="Wat een lezer erbij moet weten.")


class Kenniscentra(Model):
    """All kenniscentra, who does their work now, and the team that stands for them in a region."""

    titel: Titel
    opvolger: Opvolger | None = Field(None, description="Wie u nu belt in plaats van een kenniscentrum.")
    kenniscentra: tuple[Kenniscentrum, ...] = Field(min_length=1)
    adviesteam: Sectie


class Partner(Named):
    """An organisation that works along."""

    naam: Titel


class Partnersoort(Named):
    """What partners do together."""

    titel: Titel
    partners: tuple[PartnerId, ...] = Field(min_length=1, description="Op volgorde; een instantie mag ook.")


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
        None, description="Hoe het met het webadres staat. Een adres dat verhuisd of vervallen is, wordt geen link."
    )
    nu_url: Webadres | None = Field(None, description="Waar de informatie nu staat, bij een adres dat verhuisd is.")
    gecontroleerd: Dag | None = Field(None, description="Wanneer het adres is gecontroleerd.")
    zie: DoelId | None = Field(
        None, description="Bij een bijlage die niet is meegeleverd: wat er nu voor in de plaats komt."
    )
    uitleg: EigenRegel | None = Field(None, description="Onze toelichting; komt niet uit de bron.")
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
        (), description="Andere vormen die in de tekst staan: meervoud, afkorting, voluit."
    )
    definitie: Regel
    samengesteld: JaNee = Field(False, description="true: wij schreven deze uitleg; de bron legt het woord niet uit.")
    zie: DoelId | None = Field(None, description="Waar het handboek er meer over zegt.")
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

    naam: Woord = Field(description="Kort, in kleine letters, zoals achter 'Wie:'.")
    genoemd_als: tuple[Woord, ...] = Field(
        (), description="Andere woorden waarmee de tekst deze rol noemt: meervoud, of een ander woord voor dezelfde."
    )
    nu: Woord | None = Field(None, description="Hoe deze rol nu heet, als dat anders is. Staat overal achter de naam.")
    omschrijving: EigenRegel = Field(description="Onze omschrijving; komt niet uit de bron.")
    per_leerling: JaNee = Field(
        True,
        description="false: deze rol werkt voor de hele school. Een lijst voor zo'n rol vraagt niet over wie hij gaat.",
    )
    ook: Zoekwoorden = ()


class Rollen(Model):
    """Everybody who is involved, in the order in which they are listed."""

    rollen: tuple[Rol, ...] = Field(min_length=1)


class Zoekgroep(Model):
    """Words that mean the same to who searches."""

    woorden: tuple[Woord, ...] = Field(min_length=2, description="Minstens één ervan staat zo in het handboek.")


class Zoekgroepen(Model):
    """Everyday words for the method's words; those for one thing stand with that thing, as `ook`."""

    groepen: tuple[Zoekgroep, ...] = ()


class Vindplaats(Model):
    """A page on the web that says what is true now."""

    titel: Woord
    url: Webadres
    gezien: Dag = Field(description="Wanneer wij de pagina zagen.")
    vervallen: JaNee = Field(
        False, description="true: de pagina is er niet meer. Het adres blijft leesbaar, maar is geen link."
    )


class Feit(Named):
    """Something that has changed since the source was written. All of it is ours, and sourced."""

    titel: EigenTitel = Field(description="Wat nu waar is, als een zin die ook met de datum erachter klopt.")
    onderwerp: EigenTitel = Field(description="Waar het over gaat, in de woorden van de bron. Alleen voor het zoeken.")
    raakt: tuple[DoelId, ...] = Field(min_length=1, description="De id's waar dit bij hoort te staan.")
    toen: EigenRegel = Field(description="Wat het handboek zegt, in één zin.")
    nu: EigenTekst = Field(description="Wat nu geldt, kort en eenvoudig.")
    doe: EigenRegel | None = Field(None, description="Wat u nu anders doet. Staat boven de tekst van de stap.")
    sinds: Dag | None = Field(None, description="Wanneer het zo is geworden, niet wanneer iemand erover schreef.")
    stand: Dag | None = Field(None, description="Wanneer het is geteld of opgeschreven, bij een aantal of een bericht.")
    opgenomen: date | None = Field(
        None,
        description="De dag waarop dit in het handboek kwam of veranderde, als 2026-01-31. Stond het er altijd al, laat het weg.",
    )
    gewicht: Literal["verandert wat u doet", "goed om te weten"]
    algemeen: JaNee = Field(False, description="true: geldt voor de hele pagina; staat daar één keer, bovenaan.")
    gecontroleerd: Dag
    bronnen: tuple[Vindplaats, ...] = Field(min_length=1)


class Actualiteit(Model):
    """All that has changed since the source was written."""

    feiten: tuple[Feit, ...] = ()


class Erratum(Model):
    """A place where the handbook's text departs from its source."""

    citaat: Annotated[str, Field(min_length=1)] = Field(
        description="Letterlijk wat de bron zegt, met de tekens van Markdown."
    )
    correctie: str = Field(description="Wat ervoor in de plaats komt.")
    reden: EigenRegel
    soort: Literal["spelling", "zin", "naam", "indeling"]


class Brontekst(Model):
    """One text that the handbook was made from, with every departure from it."""

    naam: Woord = Field(description="De naam van het bestand met de brontekst, zonder .md.")
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
    beproefd: JaNee = Field(False, description="true: een trainer heeft hiermee gewerkt. Anders staat er bij van niet.")


class Beurt(Model):
    """One thing that participants do, and how long."""

    doe: EigenRegel = Field(description="Wat de deelnemers doen.")
    minuten: Minuten
    zeg: EigenRegel | None = Field(None, description="Wat de trainer erbij zegt of vraagt.")


class Werkvorm(Oefenstof):
    """A way of working together."""

    groep: Woord = Field(description="Met hoeveel men samenwerkt, zoals 'in tweetallen'.")
    beurten: tuple[Beurt, ...] = Field(min_length=1)
    nodig: tuple[EigenRegel, ...] = ()
    let_op: EigenTekst = Field(description="Waar de trainer op let.")
    meedoen: EigenTekst = Field(description="Hoe iemand meedoet die niet goed ziet, hoort, loopt, schrijft of leest.")
    online: EigenTekst = Field(description="Hoe het gaat als niet iedereen in één ruimte zit.")
    aanpassen: EigenTekst | None = Field(None, description="Hoe het korter, langer of anders kan.")


class Vraag(Model):
    """A question whose answer is the method's own text."""

    vraag: EigenRegel
    kijk_bij: tuple[BewijsId, ...] = Field(min_length=1, description="De stappen en tips waarin het antwoord staat.")


class Casus(Oefenstof):
    """An invented situation to think about."""

    fase: FaseId
    situatie: EigenTekst = Field(description="De situatie. Zeg erbij wie en wat verzonnen is.")
    vragen: tuple[Vraag, ...] = Field(min_length=1)


class Blok(Oefenstof):
    """A piece of a training: what it is about, and how one works on it."""

    soort: Literal["kern", "keuze"]
    over: tuple[DoelId, ...] = Field(
        min_length=1, description="De fasen, onderdelen of stroomschema's waar het over gaat."
    )
    voor: tuple[RolId, ...] = Field(min_length=1, description="Voor wie dit blok is.")
    leerdoelen: tuple[EigenRegel, ...] = Field(min_length=1, description="Wat iemand daarna kan of weet.")
    werkvorm: WerkvormId
    beurten: tuple[Beurt, ...] = Field((), description="Alleen als het anders gaat dan bij de werkvorm staat.")
    oefening: Literal["volgorde", "wie doet wat", "begrippen", "toen en nu"] | None = Field(
        None, description="Welke oefening het handboek er zelf bij maakt."
    )
    casus: CasusId | None = None
    vragen: tuple[Vraag, ...] = ()
    trainer: EigenTekst | None = Field(None, description="Een aantekening voor de trainer; deelnemers zien die niet.")


class Programmapunt(Model):
    """A blok, or a break."""

    blok: BlokId | None = None
    pauze: Minuten | None = Field(None, description="Een pauze van zoveel minuten.")


class Programmadag(Model):
    """What is done on one day, from its start."""

    begin: Tijd
    eind: Tijd
    punten: tuple[Programmapunt, ...] = Field(min_length=1)


class Programma(Oefenstof):
    """Blokken in order, with breaks, on one day or more."""

    uitleg: EigenTekst
    voor: tuple[RolId, ...] = Field(min_length=1, description="Voor wie dit programma is.")
    dagen: tuple[Programmadag, ...] = Field(min_length=1)


class Trainingen(Model):
    """All that is there for who teaches with the method. Not from the source."""

    uitleg: EigenTekst = Field(description="Wat er is, hoe het gemaakt is, en van wie de tekst is.")
    werkvormen: tuple[Werkvorm, ...] = ()
    casussen: tuple[Casus, ...] = ()
    blokken: tuple[Blok, ...] = ()
    programmas: tuple[Programma, ...] = ()


# --- A school's own -------------------------------------------------------------------------------


class Contact(Model):
    """Somebody at the school whom a reader can ask."""

    naam: Woord = Field(description="Een naam of een functie, zoals 'De stagecoördinator'.")
    taak: Woord | None = Field(None, description="Waarvoor men bij deze persoon moet zijn.")
    telefoon: Woord | None = None
    mail: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")] | None = None
    voor: tuple[PlekId, ...] = Field(
        (),
        description="Bij welke fasen en onderdelen dit contact staat, ook op papier; anders alleen op de eerste pagina.",
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
        description="Het onderdeel waar deze stap bij hoort."
    )
    na: StapId | None = Field(None, description="Achter welke stap van dat onderdeel; anders komt hij achteraan.")

    @classmethod
    def noun(cls) -> str:
        """It is a stap like any other."""
        return Stap.noun()


class Schooltip(Tip):
    """A tip that a school adds to an onderdeel or a fase."""

    onderdeel: PlekId = Field(description="Het onderdeel of de fase waar deze tip bij staat.")

    @classmethod
    def noun(cls) -> str:
        """It is a tip like any other."""
        return Tip.noun()


class Rolnaam(Model):
    """What a school calls a rol. The method's text keeps its own word."""

    rol: RolId
    heet: Woord = Field(description="Het woord van uw school, in kleine letters: mentor.")


class Kleuren(Model):
    """The two colours of a school, as ``#rrggbb``: on the screen by daylight, and on paper."""

    kop: Kleur = Field(description="De balk boven en onder elke pagina. Er staat witte tekst op.")
    vlak: Kleur | None = Field(None, description="De achtergrond van kaders. Er staat zwarte tekst op.")


class School(Model):
    """What a school lays over the method, in a folder of its own. All of it is visibly the school's."""

    naam: Woord = Field(description="De naam van de school, zoals hij op elke pagina komt.")
    logo: Annotated[str, Field(pattern=r"^[\w-]+\.(svg|png|jpg)$")] | None = Field(
        None, description="Het bestand met het logo, in dezelfde map."
    )
    welkom: EigenTekst | None = Field(None, description="Een eigen inleiding op de eerste pagina.")
    kleuren: Kleuren | None = Field(None, description="De kleuren van de school.")
    contacten: tuple[Contact, ...] = ()
    rollen: tuple[Rolnaam, ...] = Field((), description="Hoe de school rollen noemt, als dat anders is.")
    stappen: tuple[Schoolstap, ...] = Field((), description="Stappen die de school zelf toevoegt.")
    tips: tuple[Schooltip, ...] = Field((), description="Tips die de school zelf toevoegt.")
    checklist: Checklist | None = Field(
        None, description="Een eigen lijst, met stappen van de methodiek en van de school."
    )
    bronnen: tuple[Bron, ...] = Field((), description="Websites en boeken die de school zelf toevoegt.")
    begrippen: tuple[Begrip, ...] = Field((), description="Woorden die de school zelf uitlegt.")
    weglaten: tuple[StapId, ...] = Field((), description="Stappen die de school niet doet.")
    verbergen: tuple[Paginapad, ...] = Field(
        (), description="Pagina's die niet in het menu hoeven, zoals trainers/index.md. Zij blijven wel bestaan."
    )
    werkvormen: tuple[Werkvorm, ...] = Field((), description="Werkvormen die de school zelf toevoegt.")
    casussen: tuple[Casus, ...] = Field((), description="Casussen die de school zelf toevoegt.")
    blokken: tuple[Blok, ...] = Field((), description="Blokken die de school zelf toevoegt.")
    programmas: tuple[Programma, ...] = Field((), description="Programma's die de school zelf toevoegt.")


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
