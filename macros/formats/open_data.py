"""Open data: the whole handbook as JSON with its schema, and a CSV table for each kind of thing in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from ..content.markdown import plain
from ..content.model import Bron, Handboek, Instantie, Model, Named, Partner, Rechten, Tips
from ..content.schema import described
from ..edition import Edition
from ..edition.catalog import CSV_NOUNS, SCHEMA
from ..edition.imprint import Imprint
from ..edition.rows import handboek_rows
from ..edition.statuses import name_weight
from ..words import gettext, named

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MONTH = re.compile(r"\d{4}-\d{2}")
_FORMULA_STARTS = tuple("=+-@＝＋－＠")

Row = tuple[str, ...]


# --- JSON -----------------------------------------------------------------------------------------


class Impressum(Model):
    """What the file says about itself."""

    titel: str
    versie: str
    datum: date
    auteur: str
    licentie: str
    rechten: Rechten
    taal: str = Field(description=named("The language of the text, as a code."))
    adres: str = Field(description=named("Where the handbook is on the web; empty if that is not known."))


class Plek(Model):
    """Where something stands in the handbook."""

    soort: str = Field(description=named("What it is: a step, a tip, a term, and so on."))
    adres: str = Field(
        description=named(
            "The whole address; only the page and the place on it if it is not known where the handbook is."
        )
    )


class OpenHandboek(Model):
    """The file with everything."""

    model_config = ConfigDict(serialize_by_alias=True)

    schema_name: str = Field(alias="$schema", description=named("The schema of this file."))
    uitgave: Impressum
    plekken: dict[str, Plek] = Field(description=named("Of each id its place in the handbook."))
    eigen: tuple[str, ...] = Field(description=named("What the school itself has added: steps, tips, terms, a list."))
    weggelaten: tuple[str, ...] = Field(description=named("The steps of the method that the school does not do."))
    handboek: Handboek = Field(
        description=named("All that it holds. Texts are Markdown; a link is [text][id], with an id of 'plekken'.")
    )


def read_open_handboek(edition: Edition, imprint: Imprint) -> OpenHandboek:
    """The whole handbook as open data: the model as it is, the imprint, the place of every id, what is a school's."""
    return OpenHandboek.model_validate(
        {
            "$schema": imprint.url(SCHEMA.path) or SCHEMA.name,
            "uitgave": _impressum(edition, imprint),
            "plekken": {
                item_id: Plek(soort=item.noun(), adres=imprint.address + edition.places[item_id].address)
                for item_id, item in edition.by_id.items()
                if item_id in edition.places
            },
            "eigen": edition.layer.own,
            "weggelaten": tuple(edition.layer.left_out),
            "handboek": edition.handboek,
        }
    )


def make_json(content: OpenHandboek) -> bytes:
    """Open data as readable UTF-8 JSON."""
    return _as_json(content.model_dump(mode="json", by_alias=True))


def _impressum(edition: Edition, imprint: Imprint) -> Impressum:
    return Impressum(
        titel=imprint.title,
        versie=imprint.version,
        datum=imprint.date,
        auteur=imprint.author,
        licentie=imprint.licence,
        rechten=edition.handboek.methodiek.uitgave.rechten,
        taal=imprint.language,
        adres=imprint.address,
    )


def make_json_schema(imprint: Imprint) -> bytes:
    """The JSON Schema of what `make_json` makes, in the words of readers, with its own address when that is known."""
    schema = described(OpenHandboek.model_json_schema(mode="serialization"))
    schema["title"] = gettext("Handbook as open data")
    own = imprint.url(SCHEMA.path)
    return _as_json({"$schema": _DIALECT, **({"$id": own} if own else {}), **schema})


def _as_json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


# --- CSV ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Table:
    """The heads of a table, in English, and the rows under them."""

    heads: str
    rows: Callable[[Edition], Iterator[Row]]


def read_rows(edition: Edition, noun: str, imprint: Imprint) -> tuple[Row, ...]:
    """The table of one of the `CSV_NOUNS`: its heads, then its rows, which end with an address.

    Raises ValueError for another noun.
    """
    if noun not in _TABLES:
        raise ValueError(f"no table of {noun!r}; there is one of {', '.join(CSV_NOUNS)}")
    table = _TABLES[noun]
    heads = tuple(gettext(table.heads).split("; "))
    return (heads, *((*row, address and imprint.address + address) for *row, address in table.rows(edition)))


def make_csv(rows: tuple[Row, ...]) -> bytes:
    """These rows as Excel in Dutch opens them: UTF-8 with a mark, semicolons, CRLF.

    Text that a spreadsheet could take for a formula gets an apostrophe before it, and a month without a day says so:
    Excel would make a date of it that nobody gave.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(map(_harmless, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    if _MONTH.fullmatch(text):
        return f"{text}-XX"  # as ISO 8601-2 writes a day that is not known
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text


def _address(edition: Edition, item_id: str) -> str:
    return edition.places[item_id].address if item_id in edition.places else ""


def _now(edition: Edition, thing: Named) -> str:
    """What one does otherwise now than `thing` says, a change on each line."""
    return "\n".join(plain(feit.doe) for feit in edition.changes(thing))


def _stappen(edition: Edition) -> Iterator[Row]:
    for row in handboek_rows(edition):
        where = (str(row.number), row.fase, row.onderdeel, row.rubriek, row.within)
        yield (row.stap.id, *where, row.doe, "\n".join(row.now), row.toelichting, row.rollen, row.address)


def _tips(edition: Edition) -> Iterator[Row]:
    for fase in edition.handboek.fasen:
        for tips in (part for _, part in fase.parts() if isinstance(part, Tips)):
            for tip in tips.tips:
                onderdeel = edition.onderdelen.get(tip.id)
                where = (str(edition.number(fase)), fase.titel, onderdeel.titel if onderdeel else "")
                voor, rollen = edition.name_rollen([tips.voor]), edition.name_rollen(tip.rollen)
                words = "\n".join((plain(tip.tekst), *edition.remarks(tip)))
                yield (tip.id, *where, voor, words, _now(edition, tip), rollen, _address(edition, tip.id))


def _instanties(edition: Edition) -> Iterator[Row]:
    for item in edition.handboek.instanties.instanties if edition.handboek.instanties else ():
        rol = edition.name_rollen([item.rol] if item.rol else [])
        yield (item.id, item.naam, _now(edition, item), plain(item.tekst), rol, _address(edition, item.id))


def _kenniscentra(edition: Edition) -> Iterator[Row]:
    for item in edition.handboek.kenniscentra.kenniscentra if edition.handboek.kenniscentra else ():
        bron = edition.by_id[item.website]
        assert isinstance(bron, Bron)
        yield (
            item.id,
            item.naam,
            plain(item.sectoren),
            plain(item.sector_nu),
            *_website(bron),
            _address(edition, item.id),
        )


def _website(bron: Bron) -> Row:
    """The address of a bron, how that is doing, where it went, and when that was seen."""
    return (bron.url or "", bron.toestand or "", bron.nu_url or "", bron.gecontroleerd or "")


def _partners(edition: Edition) -> Iterator[Row]:
    """Each partner once, with all that it works on."""
    partners = edition.handboek.partners
    if not partners:
        return
    named = [partner_id for soort in partners.soorten for partner_id in soort.partners]
    for partner_id in dict.fromkeys((*named, *(partner.id for partner in partners.partners))):
        item = edition.by_id[partner_id]
        assert isinstance(item, (Partner, Instantie))
        soorten = [soort.titel for soort in partners.soorten if partner_id in soort.partners]
        yield (partner_id, item.noun(), item.naam, " | ".join(soorten), _address(edition, partner_id))


def _bronnen(edition: Edition) -> Iterator[Row]:
    for groep in edition.handboek.bronnen.groepen:
        for bron in groep.bronnen:
            facts = (*_website(bron), bron.status or "", bron.zie or "", plain(bron.uitleg))
            yield (bron.id, groep.titel, bron.titel, *facts, _address(edition, bron.id))


def _begrippen(edition: Edition) -> Iterator[Row]:
    for item in edition.handboek.begrippen.begrippen:
        origin = edition.owner(item) or (gettext("we") if item.samengesteld else gettext("the source"))
        words = (item.term, ", ".join(item.vormen), _now(edition, item), plain(item.definitie), origin, item.zie or "")
        yield (item.id, *words, _address(edition, item.id))


def _actualiteit(edition: Edition) -> Iterator[Row]:
    for feit in edition.handboek.actualiteit.feiten:
        words = (feit.titel, feit.onderwerp, name_weight(feit), plain(feit.doe), plain(feit.nu), plain(feit.toen))
        days = (feit.sinds or "", feit.stand or "", str(feit.opgenomen or ""), feit.gecontroleerd)
        sources = "\n".join(f"{bron.titel}: {bron.url}" for bron in feit.bronnen)
        yield (feit.id, *words, *days, ", ".join(feit.raakt), sources, _address(edition, feit.id))


_TABLES = {
    "stappen": _Table(
        named("id; phase; phase title; part; theme; within step; step; now; explanation; roles; address"), _stappen
    ),
    "tips": _Table(named("id; phase; phase title; part; for; tip; now; roles; address"), _tips),
    "instanties": _Table(named("id; name; now; text; role; address"), _instanties),
    "kenniscentra": _Table(
        named("id; name; sectors; sector now; website; state; website now; checked; address"), _kenniscentra
    ),
    "partners": _Table(named("id; kind; name; works together on; address"), _partners),
    "bronnen": _Table(
        named("id; group; title; website; state; website now; checked; status; see; explanation; address"), _bronnen
    ),
    "begrippen": _Table(named("id; term; other forms; now; explanation; explained by; see; address"), _begrippen),
    "actualiteit": _Table(
        named(
            "id; title; subject; weight; do; now; handbook; since; as of; taken up; checked; is about; sources; address"
        ),
        _actualiteit,
    ),
}
