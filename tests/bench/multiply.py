"""Makes the handbook of a copied project larger: the same content again, under new ids, on pages of its own.

What a handbook has more of as it grows is copied: onderdelen, checklists, rollen, instanties, kenniscentra, feiten, bronnen.
The fasen, the begrippen and the menu stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from macros.content.model import Handboek, Mark, Model, Named, Prose, Reference, Rol
from macros.edition import Edition
from macros.edition.load import load_edition
from macros.edition.macros import VIEWS
from macros.edition.pages import Call
from macros.reading import yaml as reader

_LINK = re.compile(r"\]\[([a-z0-9-]+)\]")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FOLDER = "kopie"


class Twins:
    """Makes copy `number` of things of the handbook; keeps which of them are named by another."""

    def __init__(self, number: int, copied: Iterable[Model]) -> None:
        self._end = f"-{number}"
        parts = [part for thing in copied for _, part in thing.parts() if isinstance(part, Named)]
        self._ids = {(isinstance(part, Rol), part.id) for part in parts}
        self.named: set[tuple[bool, str]] = set()

    def data(self, thing: Model) -> dict[str, Any]:
        """The copy of `thing`, as a file of data/ holds it."""
        marks = type(thing).marks()
        given = {name: getattr(thing, name) for name in type(thing).model_fields if name in thing.model_fields_set}
        return {name: self._value(name, value, marks.get(name)) for name, value in given.items() if value is not None}

    def _value(self, name: str, value: Any, mark: Mark | None) -> Any:
        if isinstance(value, tuple):
            return [self._value(name, item, mark) for item in value]
        if isinstance(value, Model):
            return self.data(value)
        if name == "id":
            return value + self._end
        if name == "url" and "/" in value:  # an address is one bron
            return f"{value}#kopie{self._end}"
        if isinstance(mark, Reference):
            return self._other(mark.nouns == ("rol",), value)
        if isinstance(mark, Prose):
            return _LINK.sub(lambda link: f"][{self._other(False, link[1])}]", value)
        return value

    def _other(self, is_rol: bool, item_id: str) -> str:
        """What a copy names instead of this id."""
        if (is_rol, item_id) not in self._ids:
            return item_id
        self.named.add((is_rol, item_id))
        return item_id + self._end

    def needed(self, things: Iterable[Named]) -> list[dict[str, Any]]:
        """The copies of those that other copies name: what nothing names does not belong in the handbook."""
        return [self.data(thing) for thing in things if (isinstance(thing, Rol), thing.id) in self.named]


def multiply(project: Path, times: int) -> Edition:
    """Give a copied project `times` as much content; returns the handbook that it then holds."""
    data_dir, docs_dir = project / "data", project / "docs"
    edition = load_edition(data_dir, docs_dir)
    parts = {name: getattr(edition.handboek, name) for name in Handboek.model_fields}
    files = {name: _plain(part) for name, part in parts.items() if isinstance(part, Model)}
    files |= {f"fasen/{fase.id}": _plain(fase) for fase in edition.handboek.fasen}
    for number in range(2, times + 1):
        twins = _add_copy(edition.handboek, files, number)
        _add_pages(edition, docs_dir, number, twins.named)
    for name, content in files.items():
        text = yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=100_000)
        (data_dir / f"{name}.yml").write_text(text, encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"\nnot_in_nav: /{_FOLDER}/\n")
    with patch.object(reader, "LARGEST_FILE", 10**9):
        return load_edition(data_dir, docs_dir)


# What stands twice in a handbook is written twice: our YAML knows no aliases.
_DUMPER = type("_Dumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {"ignore_aliases": lambda *_: True})


def _plain(thing: Model) -> dict[str, Any]:
    return thing.model_dump(mode="json", exclude_unset=True, exclude_none=True)


def _add_copy(handboek: Handboek, files: dict[str, dict[str, Any]], number: int) -> Twins:
    assert handboek.instanties
    assert handboek.kenniscentra
    lists: dict[tuple[str, str], tuple[Named, ...]] = {
        ("checklists", "checklists"): handboek.checklists.checklists,
        ("checklists", "formulieren"): handboek.checklists.formulieren,
        ("instanties", "instanties"): handboek.instanties.instanties,
        ("kenniscentra", "kenniscentra"): handboek.kenniscentra.kenniscentra,
        ("actualiteit", "feiten"): handboek.actualiteit.feiten,
    }
    onderdelen = {fase.id: fase.onderdelen() for fase in handboek.fasen}
    bronnen = [bron for groep in handboek.bronnen.groepen for bron in groep.bronnen]
    copied = (*(thing for things in (*lists.values(), *onderdelen.values()) for thing in things), *bronnen)
    twins = Twins(number, (*copied, *handboek.rollen.rollen))
    for (file, field), things in lists.items():
        files[file][field] += map(twins.data, things)
    for fase_id, parts in onderdelen.items():
        files[f"fasen/{fase_id}"]["doen"]["onderdelen"] += map(twins.data, parts)
    files["bronnen"]["groepen"][0]["bronnen"] += twins.needed(bronnen)
    files["rollen"]["rollen"] += twins.needed(handboek.rollen.rollen)
    return twins


def _add_pages(edition: Edition, docs_dir: Path, number: int, named: set[tuple[bool, str]]) -> None:
    """A page for each copy that has one in the handbook itself, below a folder of its own."""
    for page in edition.pages:
        for call in page.calls:
            if _is_copied(call, named):
                front = _FRONT.match(page.text)
                copy = docs_dir / _FOLDER / str(number) / page.path
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = f"{front[0] if front else ''}{{{{ {call.macro}('{call.argument}-{number}') }}}}\n"
                copy.write_text(text, encoding="utf-8")


def _is_copied(call: Call, named: set[tuple[bool, str]]) -> bool:
    if call.macro == "rol":
        return (True, call.argument) in named
    return VIEWS[call.macro].noun in ("onderdeel", "checklist", "formulier")
