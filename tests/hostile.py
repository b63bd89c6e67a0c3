"""A handbook with every field that there is, each text of it hostile: made from the model, so a new field is in it too."""

from __future__ import annotations

import re
import types
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml

from macros.content.model import (
    DAY_PATTERN,
    ID_PATTERN,
    Blok,
    Bron,
    Fase,
    Feit,
    Groep,
    Handboek,
    Kleuren,
    Knoop,
    Model,
    Naamwoorden,
    Named,
    Programmadag,
    Programmapunt,
    Prose,
    Reference,
    School,
    Veld,
    Verhuizing,
    Versie,
    Zoekgroep,
    file_kinds,
)
from macros.edition.macros import VIEWS
from macros.reading.load import load_handboek
from macros.reading.school import SCHOOL
from tests.example import make_example, merge_config

# What a spreadsheet takes for a formula.
FORMULAS = ('=HYPERLINK("//x.example")', "+1", "-1", "@SUM(1)")
# What some format could take for something else than text: in a name in the menu, in words, in Markdown.
_NAME = "\"><b>'x'</b> & [x](javascript:alert(1)) [x][javascript] *s* _s_ `c` { onclick=alert(1) } { #id } \\1 $1 "
_WORDS = (
    "\"><'x' & &amp; &lt;b&gt; &#60; ]]> ]]&gt; [x](javascript:alert(1)) [x][javascript] ![x](data:x) *s* **s** _s_ `c` ~~w~~ "
    '# k { onclick=alert(1) } {: #id .x } { #id } | p | \\ \\n \\1 $1 $HOME %s %(x)s ${x} &L&"Arial"&P _x0041_ '
    "javascript:alert(1) -- --- 1. 1) + - = ! < > ( [ ] ) ^ ~ : ; assets/css/basis.css "
)
_MARKDOWN = _WORDS + (  # all that is refused elsewhere
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- x --> <?x?> {{ 7*7 }} {% x %} {# x #}\n"
    "# k { #id }\n===\n- p\n| p |\n:   p\n---\n1. p\n> p\n"
)
_LONG_AND_FOREIGN = "lang" * 40 + " § é ’ € ćşłő ßÿž"
_ADDRESS = "https://bron.example/a?b=1&c='x'&amp;(x)*y*_z_;javascript:alert(1)#d"
_MAIL = "a&amp;b'{x}*y*_z_\\@mail.example"
_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
_PATTERNED = (_ADDRESS, _MAIL, "logo.svg", "088-123 45 67", "#12464d", "hidden.md", "material/sprout", "woord")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_OFTEN_ENOUGH = 1
_WORD_OF_THE_HANDBOOK = "onerror"

# What rules between fields ask for, by class: a field to leave out (None), or what goes in.
_RULES: Mapping[type[Model], Mapping[str, Any]] = {
    Bron: {"nu_url": None},
    Feit: {"raakt": [f"{noun}-1" for noun in ("stap", "begrip", "onderdeel", "kenniscentrum", "instantie", "tip")]},
    Groep: {"onderdeel": None},
    Fase: {"kleur_donker": None},
    Naamwoorden: {"begrip": None},
    Blok: {"over": ["stroomschema-1"]},
    Programmapunt: {"blok": "blok-1", "pauze": None},
    Programmadag: {"begin": "09:00", "eind": "23:00"},
    Kleuren: {"vlak": "#ffffff"},
    School: {"weglaten": None, "verbergen": None, "checklist": None},
    Versie: {"datum": date(2000, 1, 1)},
    Verhuizing: {"oud": "vroeger"},
}


@dataclass(frozen=True)
class Text:
    """A hostile text and the field it is in: a formula, and then the rest, which begins with its number."""

    field: str
    formula: str
    rest: str


class Writer:
    """Makes objects of the classes of the model, and remembers each text in them by its number."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._counts: Counter[str] = Counter()

    def text(self, field: str, said: str = _WORDS) -> str:
        """A text for this field, which says this and more."""
        number = len(self.texts)
        text = Text(field, FORMULAS[number % len(FORMULAS)], f"q{number}q {said}{_LONG_AND_FOREIGN}")
        self.texts.append(text)
        whole = f"{text.formula} {text.rest}"
        return _PUNCTUATION.sub(r"\\\1", whole) if said is _MARKDOWN else whole

    def make(self, kind: type[Model]) -> dict[str, Any]:
        """An object of this class with all its fields; what may be left out is there twice in the whole handbook."""
        rules = _RULES.get(kind, {})
        made = {
            name: rules[name] if name in rules else self._field(f"{kind.__name__}.{name}", info)
            for name, info in kind.model_fields.items()
        }
        return {name: value for name, value in made.items() if value not in (None, [])}

    def _field(self, field: str, info: Any) -> Any:
        if field == "Stroomschema.rijen":
            return self._schema()
        self._counts[field] += 1
        if self._counts[field] > _OFTEN_ENOUGH and not info.is_required():
            return None
        return self._value(field, info.annotation, info.metadata)

    def _value(self, field: str, annotation: Any, marks: list[Any]) -> Any:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(field, inner[0], [*marks, *inner[1:]])
        if origin in (Union, types.UnionType):
            return self._value(field, inner[0], marks)
        if origin is tuple:
            return self._items(field, inner[0], marks)
        if origin is Literal:
            return inner[0]
        if annotation is date:
            return "2026-01-31"
        if annotation is str:
            return self._string(field, list(_flat(marks)))
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return self.make(annotation)
        if field.endswith(".minuten"):
            return 5
        assert annotation in (bool, int), f"{field}: how is a {annotation} made?"
        return None

    def _items(self, field: str, item: Any, marks: list[Any]) -> list[Any]:
        if item is Veld:
            return [self.make(Veld) | {"soort": soort} for soort in get_args(Veld.model_fields["soort"].annotation)]
        if field == f"{Zoekgroep.__name__}.woorden":
            return [_WORD_OF_THE_HANDBOOK, self._value(field, item, [])]
        return [self._value(field, item, [])]

    def _schema(self) -> list[dict[str, Any]]:
        """Three boxes under each other; the first is a question, which skips the second."""
        field = f"{Knoop.__name__}."
        boxes: list[dict[str, Any]] = [{"tekst": self.text(f"{field}tekst"), "naar": "begrip-1"} for _ in range(3)]
        boxes[0] |= {"soort": "vraag", "ja": self.text(f"{field}ja"), "nee": self.text(f"{field}nee"), "nee_naar": 3}
        return [{"vakken": [box]} for box in boxes]

    def _string(self, field: str, marks: list[Any]) -> str | None:
        reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
        pattern = next((mark.pattern for mark in marks if getattr(mark, "pattern", None)), None)
        if reference:
            return f"{reference.nouns[0] if reference.nouns else 'begrip'}-1"
        if pattern == DAY_PATTERN:
            return "2026-01"
        if pattern == ID_PATTERN:
            noun = next(kind.noun() for kind in _kinds() if kind.__name__ == field.partition(".")[0])
            self._counts[noun] += 1
            return f"{noun}-{self._counts[noun]}"
        if pattern:
            return next(value for value in _PATTERNED if re.search(pattern, value))
        return self.text(field, _MARKDOWN if any(isinstance(mark, Prose) for mark in marks) else _WORDS)


def _kinds(kind: type[Model] = Model) -> Iterator[type[Model]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from _kinds(inner)


def _flat(marks: list[Any]) -> Iterator[Any]:
    """Marks, with those that pydantic keeps within them."""
    for mark in marks:
        yield mark
        yield from getattr(mark, "metadata", ())


def write_handboek(folder: Path) -> Writer:
    """Write a handbook into `folder`: all files of data, and the layer of a school."""
    writer = Writer()
    paths = {"fasen": "data/fasen/fase.yml", SCHOOL: f"{SCHOOL}/{SCHOOL}.yml"}
    for name, kind in file_kinds().items():
        path = folder / paths.get(name, f"data/{name}.yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(writer.make(kind), allow_unicode=True, sort_keys=False), encoding="utf-8")
    (folder / SCHOOL / "logo.svg").write_text(_LOGO, encoding="utf-8")
    return writer


def list_calls(handboek: Handboek) -> list[str]:
    """A call of each macro, for each thing that no call before it shows: together they show the whole handbook."""
    calls: list[str] = []
    shown: set[str] = set()
    named = [part for _, part in handboek.parts() if isinstance(part, Named)]
    for macro, view in sorted(VIEWS.items(), key=lambda item: item[1].noun == "sectie"):
        for thing in [part for part in named if part.noun() == view.noun] if view.noun else [None]:
            subject = view.pick(handboek, thing)
            parts = {part.id for part in view.places(subject) if isinstance(part, Named)} if subject else set()
            if subject and not parts & shown:
                calls.append(f"{{{{ {macro}({thing.id!r}) }}}}" if thing else f"{{{{ {macro}() }}}}")
                shown |= parts
    return calls


def make_project(folder: Path) -> Writer:
    """Make a project in `folder` that builds the site of such a handbook, with a page for each macro."""
    make_example(folder)
    for path in (*(folder / "data").rglob("*.yml"), *(folder / "docs").rglob("*.md")):
        path.unlink()
    writer = write_handboek(folder)
    pages = [
        _write_page(writer, folder / "docs", *page) for page in enumerate(list_calls(load_handboek(folder / "data")))
    ]
    own = {
        "site_name": writer.text("site_name"),
        "site_description": writer.text("site_description"),
        "nav": [pages[0], {writer.text("nav", _NAME): pages[1:3]}, {writer.text("nav", _NAME): pages[3]}, *pages[4:]],
        "extra": {
            "meld_fout": "mailto:fout@mail.example",
            "kaart": "",
            "zoekvoorbeelden": [writer.text("extra")],
            "onderaan": [{"titel": writer.text("extra"), "pagina": "index.html"}],
            "vraag_aan": [{"titel": writer.text("extra"), "pagina": "index.html"}],
            "zoek_ook": [{"titel": writer.text("extra"), "pagina": "index.html"}],
        },
    }
    (config,) = folder.glob("*.yml")
    text = "".join(yaml.dump({key: value}, allow_unicode=True) for key, value in own.items())
    config.write_text(merge_config(config.read_text(encoding="utf-8"), text), encoding="utf-8")
    return writer


def _write_page(writer: Writer, docs: Path, number: int, call: str) -> str:
    """Write a page with this call on it; only the first has the title that the call gives it. Returns its name."""
    name = f"pagina-{number}.md" if number else "index.md"
    head = {"title": writer.text("title", _NAME), "description": writer.text("description")} if number else {}
    text = f"---\n{yaml.dump(head, allow_unicode=True)}---\n{call}\n" if number else f"{call}\n"
    (docs / name).write_text(text, encoding="utf-8")
    return name
