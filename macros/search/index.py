"""The search's index: all that can be found, as a script that also loads from ``file://``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..content.languages import language_of
from ..content.model import Begrip, Rol
from ..edition import Edition
from ..words import gettext
from .records import (
    ACTUEEL,
    BEGRIP,
    BESTAND,
    BLOK,
    BRON,
    CASUS,
    CONTACT,
    LIJST,
    PAGINA,
    PROGRAMMA,
    ROL,
    SCHEMA,
    STAP,
    TIP,
    UITLEG,
    WERKVORM,
    Record,
    list_records,
)

INDEX = "assets/zoekindex.js"
BETWEEN = "\t"  # words that belong together, which are a third of the index: as lists they weigh 2 kB more
# What leads elsewhere, repeats or comes from us ranks below the method's own text.
_WEIGHTS = {
    ACTUEEL: 0.6,
    BESTAND: 0.75,
    BRON: 0.85,
    LIJST: 0.7,
    PAGINA: 0.75,
    ROL: 0.7,
    SCHEMA: 0.85,
    UITLEG: 0.95,
    **dict.fromkeys((BLOK, CASUS, PROGRAMMA, WERKVORM), 0.5),
}


def write_search_index(site_dir: Path, edition: Edition) -> Path:
    """Write the index into the site; the same handbook always gives the same bytes. Returns the file."""
    target = site_dir / INDEX
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(make_search_index(edition), encoding="utf-8")
    return target


def make_search_index(edition: Edition) -> str:
    """The index as a script that hands it to the search."""
    edition.handboek.methodiek.speak()
    content = json.dumps(_index(edition), ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.zoekindex={content};\n"


def _index(edition: Edition) -> dict[str, Any]:
    records = list(list_records(edition))
    language = language_of(edition.handboek.methodiek.taal)
    asks = {BEGRIP: language.meaning, PAGINA: language.all_of, ROL: language.task}
    rollen = {rol.id: rol.naam for rol in edition.handboek.rollen.rollen}
    kinds = list(dict.fromkeys(record.kind for record in records))
    pages = list(dict.fromkeys(record.address.partition("#")[0] for record in records))
    return {
        "kinds": [gettext(kind) for kind in kinds],
        "weights": [_WEIGHTS.get(kind, 1) for kind in kinds],
        "fasen": [fase.naam for fase in edition.handboek.fasen],
        "rollen": list(rollen.values()),
        "pages": pages,
        "records": list_columns([_row(record, kinds, pages, list(rollen)) for record in records]),
        "groups": [BETWEEN.join(words) for words in _groups(edition)],
        "asks": [[words, kinds.index(kind)] for kind, words in asks.items() if kind in kinds],
        "who": {"words": language.who, "kinds": [kinds.index(kind) for kind in (STAP, TIP) if kind in kinds]},
        "amount": {"words": language.how_much, "said": language.amount},
        "contacts": [place for place, record in enumerate(records) if record.kind == CONTACT],
        "stop": " ".join(sorted(language.stop_words)),
        "irregular": language.irregular,
    }


@dataclass(frozen=True)
class Row:
    """A record in the index: `kind`, `page` and `rollen` are places in the lists of these, `fase` counts from 1.

    Its fields are the columns that the search reads by these names (`Columns` in ``assets/js/zoekmachine.js``).
    """

    kind: int
    fase: int
    page: int
    anchor: str
    title: str
    text: str
    around: str
    rollen: list[int]
    also: str
    now: list[str]


def list_columns(rows: list[Row]) -> dict[str, list[Any]]:
    """For each field of a row, by its name, the values of all rows in order."""
    return {field.name: [getattr(row, field.name) for row in rows] for field in fields(Row)}


def _row(record: Record, kinds: list[str], pages: list[str], rollen: list[str]) -> Row:
    page, _, anchor = record.address.partition("#")
    return Row(
        kind=kinds.index(record.kind),
        fase=record.fase,
        page=pages.index(page),
        anchor=anchor,
        title=record.title,
        text=record.text,
        around=record.around,
        rollen=[rollen.index(rol) for rol in record.rollen],
        also=BETWEEN.join(record.words),
        now=list(record.now),
    )


def _groups(edition: Edition) -> Iterable[list[str]]:
    """Words that mean the same: the editors' groups, and what is also typed for a begrip or a rol."""
    yield from (list(groep.woorden) for groep in edition.handboek.zoekwoorden.groepen)
    for begrip in edition.handboek.begrippen.begrippen:
        yield from _words_for(begrip, begrip.term)
    for rol in edition.handboek.rollen.rollen:
        yield from _words_for(rol, rol.naam)


def _words_for(thing: Begrip | Rol, name: str) -> Iterable[list[str]]:
    if thing.ook:
        yield [name, *thing.ook]
