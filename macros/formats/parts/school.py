"""What a browser needs to make a school's own file: its fields, what they may hold, and all that one can choose from.

It is made from the method alone: in the handbook of a school too, what is its own comes from its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...content.fields import Field, fields_of
from ...content.model import Model, Named, Onderdeel, Prose, Rol, Rubriek, School, Stap
from ...content.names import say_noun
from ...edition import Edition
from ...edition.colours import LEAST_CONTRAST, colour
from ...edition.macros import ROL
from ...edition.rows import name_fase
from ...reading.messages import meant_by
from ...reading.school import NO_LAYER
from ...words import gettext

SCHOOL_FORM = "schoolvorm"  # the name of its script
_PAGE, _HIDDEN_FIELD = "pagina", "verbergen"
_LONGEST_LABEL = 90
_LIMITS = ("pattern", "maxLength", "minItems", "maxItems", "minimum", "maximum")


def describe_school(edition: Edition) -> dict[str, Any]:
    """The classes that a school's file is made of, each thing that it may name, and what the rules between them ask."""
    bare = replace(edition, handboek=edition.layer.method, layer=NO_LAYER) if edition.layer.method else edition
    return {
        "soorten": {kind.__name__: [_describe(kind, field) for field in fields_of(kind)] for kind in _kinds(School)},
        "dingen": [*_things(bare), *_pages(bare)],
        "plekken": {
            part.id: [
                [stap.id, *(inner.id for inner in stap.all_stappen() if inner is not stap)] for stap in _stappen(part)
            ]
            for part in bare.by_id.values()
            if isinstance(part, (Onderdeel, Rubriek))
        },
        "kleuren": {"kop": colour("merk-tekst"), "vlak": colour("inkt-zacht")},
        "contrast": LEAST_CONTRAST,
        "namen": {noun: say_noun(noun) for noun in sorted(_nouns(bare))},
    }


def _nouns(bare: Edition) -> set[str]:
    """Each noun that the form may speak of."""
    fields = [field for kind in _kinds(School) for field in fields_of(kind)]
    named = {noun for field in fields for noun in field.nouns or ()} | {
        field.kind.noun() for field in fields if field.kind
    }
    return named | {part.noun() for part in bare.by_id.values()} | {_PAGE}


def _kinds(kind: type[Model], seen: tuple[type[Model], ...] = ()) -> dict[type[Model], None]:
    """A class and all that its fields hold."""
    found = dict.fromkeys((kind,))
    for field in fields_of(kind):
        if field.kind and field.kind not in (kind, *seen):
            found |= _kinds(field.kind, (*seen, kind))
    return found


def _describe(kind: type[Model], field: Field) -> dict[str, Any]:
    """A field in the words that the script of the form knows."""
    schema = kind.model_json_schema()
    schema = schema["$defs"][kind.__name__] if "properties" not in schema else schema
    about = schema["properties"][field.name]
    parts = (*about.get("anyOf", ()), about.get("items", {}), about)
    inner: dict[str, Any] = next((part for part in parts if set(part) & set(_LIMITS)), {})
    limits = {name: value for part in (inner, about) for name, value in part.items() if name in _LIMITS}
    is_page = field.name == _HIDDEN_FIELD
    return {
        "naam": field.name,
        "label": field.label,
        "soort": "verwijzing" if is_page else field.sort,
        "meer": field.many,
        "moet": field.required,
        "uitleg": field.help,
        "keuzes": field.choices,
        "betekenissen": [meaning for _, meaning in field.said_choices],
        "nouns": [_PAGE] if is_page else field.nouns,
        "kind": field.kind.__name__ if field.kind else None,
        "ding": field.kind.noun() if field.kind else None,
        "tekst": isinstance(field.mark, Prose),
        "grenzen": limits,
        "is": gettext(meant) if "pattern" in limits and (meant := meant_by(limits["pattern"])) else None,
    }


def _things(bare: Edition) -> Iterator[list[str]]:
    """Each thing with an id: its id, its noun, what to call it, and in what it stands."""
    for part in bare.by_id.values():
        yield [part.id, part.noun(), _label(bare, part), _around(bare, part)]


def _pages(bare: Edition) -> Iterator[list[str]]:
    """Each page that may be hidden."""
    for page in bare.pages:
        lead = bare.leads.get(page.path)
        thing = bare.by_id.get(f"{ROL}{lead.argument}", bare.by_id.get(lead.argument or "")) if lead else None
        if page.path != "index.md":
            title = str(page.about.get("title") or (_label(bare, thing) if thing else page.path))
            yield [page.path, _PAGE, title, ""]


def _label(bare: Edition, part: Named) -> str:
    names = (getattr(part, name, None) for name in ("titel", "naam", "term", "label", "doe", "tekst"))
    words = " ".join(str(next(filter(None, names), part.id)).split())
    return words if len(words) <= _LONGEST_LABEL else words[:_LONGEST_LABEL].rsplit(" ", 1)[0] + " …"


def _around(bare: Edition, part: Named) -> str:
    fase, onderdeel = bare.fasen.get(part.id), bare.onderdelen.get(part.id)
    number = name_fase(bare.number(fase)) if fase and fase is not part and not isinstance(part, Rol) else ""
    return " · ".join(filter(None, (number, onderdeel.titel if onderdeel and onderdeel is not part else "")))


def _stappen(part: Onderdeel | Rubriek) -> tuple[Stap, ...]:
    return part.stappen
