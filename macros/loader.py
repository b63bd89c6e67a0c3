"""From ``data/*.yml`` to a checked `Handboek`, or to every mistake with its place.

YAML is read event by event instead of through a constructor: so every value keeps its line, all text stays text
(`NO` is a word, `12:30` a time), an equal key is seen, and an alias cannot grow into a bomb.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from .model import Fase, Handboek, Model

Loc = tuple["str | int", ...]

_YAML_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MAX_DEPTH = 40
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_YAML_PROBLEMS = (
    ("mapping values are not allowed", "hier staat een ': ' te veel; zet de tekst tussen aanhalingstekens of achter |"),
    ("could not find expected ':'", "achter de sleutel ontbreekt een dubbele punt"),
    ("did not find expected key", "de inspringing klopt niet"),
    ("did not find expected '-' indicator", "de inspringing klopt niet: hier hoort een streepje"),
    ("did not find expected ',' or", "een haak [ of { is niet gesloten"),
    ("found unexpected end of stream", "een aanhalingsteken is niet gesloten"),
    ("cannot start any token", "deze regel begint met een teken dat YAML niet toelaat"),
)


@dataclass(frozen=True, order=True)
class Melding:
    """One mistake in the data and its place."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class DataFout(Exception):
    """All mistakes that were found in one run; `str()` gives them one a line."""

    def __init__(self, meldingen: Iterable[Melding]) -> None:
        self.meldingen = sorted(set(meldingen))
        super().__init__("\n".join(map(str, self.meldingen)))


@dataclass
class Source:
    """One file as it was read: its value, the line of every path in it, and what is wrong with it."""

    file: str
    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    text_lines: dict[Loc, int] = field(default_factory=dict)
    meldingen: list[Melding] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """The line of `loc`, or of the nearest thing around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def report(self, line: int, message: str) -> None:
        """Note a mistake on `line` (from 1)."""
        self.meldingen.append(Melding(self.file, line, message))


class _Stop(Exception):
    """Reading this file further makes no sense; the reason has been reported."""


class _YamlReader:
    """Builds dicts, lists and strings from YAML events and notes where each stands."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._events = iter(yaml.parse(text, Loader=_YAML_LOADER))

    def read(self) -> Any:
        """The value of the first document; a second one is a mistake."""
        self._skip(yaml.StreamStartEvent)
        first = next(self._events)
        if isinstance(first, yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), ())
        self._skip(yaml.DocumentEndEvent)
        if not isinstance(rest := next(self._events), yaml.StreamEndEvent):
            self._source.report(rest.start_mark.line + 1, "een tweede deel na '---' wordt niet gelezen; haal het weg")
        return value

    def _skip(self, kind: type) -> None:
        event = next(self._events)
        assert isinstance(event, kind), event

    def _value(self, event: Any, loc: Loc) -> Any:
        line = event.start_mark.line + 1
        if len(loc) > _MAX_DEPTH:
            raise self._refuse(line, "dit is te diep genest")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._refuse(line, "verwijzingen met & en * horen niet in de data; gebruik een id")
        if event.tag and event.tag != "!":
            raise self._refuse(line, f"een label zoals {event.tag} hoort niet in de data")
        self._source.lines.setdefault(loc, line)
        if isinstance(event, yaml.ScalarEvent):
            self._source.text_lines[loc] = line + 1 if event.style in ("|", ">") else line
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc)
        return self._mapping(loc)

    def _sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
                raise self._refuse(line, "een sleutel moet een gewoon woord zijn")
            here = (*loc, key.value)
            if key.value in items:
                self._source.report(line, f"'{key.value}' staat hier twee keer; de eerste op regel {self._source.lines[here]}")
                self._value(next(self._events), (*loc, key.value, "dubbel"))
                continue
            self._source.lines[here] = line
            items[key.value] = self._value(next(self._events), here)
        return items

    def _refuse(self, line: int, message: str) -> _Stop:
        self._source.report(line, message)
        return _Stop()


def read_source(path: Path, name: str) -> Source:
    """Read one YAML file; what is wrong with it stands in the result's `meldingen`, nothing is raised."""
    source = Source(name)
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        source.report(error.object[: error.start].count(b"\n") + 1, "dit bestand is niet in UTF-8 bewaard")
        return source
    except OSError as error:
        source.report(1, f"dit bestand is niet te lezen: {error.strerror}")
        return source
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            source.report(number, "spring in met spaties, niet met tabs")
        elif _FORBIDDEN.search(line):
            source.report(number, "hier staat een onzichtbaar stuurteken; haal het weg")
    if not source.meldingen:
        _parse_into(source, text)
    return source


def _parse_into(source: Source, text: str) -> None:
    try:
        source.value = _YamlReader(source, text).read()
    except _Stop:
        return
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context or "")
        hint = next((dutch for english, dutch in _YAML_PROBLEMS if english in problem), f"dit is geen geldige YAML: {problem}")
        source.report(mark.line + 1 if mark else 1, hint)
        return
    except yaml.YAMLError as error:
        source.report(1, f"dit is geen geldige YAML: {error}")
        return
    if source.value in (None, ""):
        source.report(1, "dit bestand is leeg")


# --- From values to the model ---------------------------------------------------------------------


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; bedoelde u '…'?` with the nearest of `known`, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; bedoelde u '{near[0]}'?" if near else ""


def _model_in(annotation: Any) -> type[Model] | None:
    """The model class within `annotation`, such as `Stap` in `tuple[Stap, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _model_at(root: type[Model], loc: Loc) -> type[Model]:
    """The class of the object at `loc` in an instance of `root`."""
    for name in loc:
        if isinstance(name, str) and name in root.model_fields:
            root = _model_in(root.model_fields[name].annotation) or root
    return root


def _dutch(root: type[Model], error: dict[str, Any]) -> str:
    """What pydantic found, in the editor's language."""
    loc, kind, context = error["loc"], error["type"], error.get("ctx", {})
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "dit bestand")
    if kind == "missing":
        return f"'{name}' ontbreekt"
    if kind == "extra_forbidden":
        return f"'{name}' is hier geen bekende sleutel" + suggestion(name, _model_at(root, loc[:-1]).model_fields)
    if kind == "string_pattern_mismatch":
        if "http" in context["pattern"]:
            return f"'{name}' moet een volledig webadres zijn dat begint met http:// of https://, niet '{error['input']}'"
        return f"'{name}' mag alleen kleine letters, cijfers en streepjes hebben, niet '{error['input']}'"
    if kind == "string_too_short":
        return f"'{name}' is leeg; vul het in of haal de regel weg"
    if kind == "too_short":
        return f"'{name}' heeft minstens {context['min_length']} nodig"
    if kind == "too_long":
        return f"'{name}' mag er hoogstens {context['max_length']} hebben"
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", context["expected"])
        return f"'{name}' moet een van deze zijn: {', '.join(allowed)}" + suggestion(str(error["input"]), allowed)
    return f"'{name}' moet {_EXPECTED.get(kind, 'anders')} zijn"


_EXPECTED = {
    "string_type": "tekst",
    "tuple_type": "een lijst (met streepjes)",
    "model_type": "een groep sleutels (zoals 'id: …')",
    "bool_type": "true of false",
    "int_parsing": "een getal",
    "int_type": "een getal",
    "date_from_datetime_parsing": "een datum als 2026-01-31",
    "date_parsing": "een datum als 2026-01-31",
    "date_type": "een datum als 2026-01-31",
}


@dataclass
class Loaded:
    """One file of the handbook: where it came from and the checked object, or None when it is wrong."""

    source: Source
    kind: type[Model]
    object: Model | None


def _validate(source: Source, kind: type[Model]) -> Loaded:
    if source.meldingen:
        return Loaded(source, kind, None)
    try:
        return Loaded(source, kind, kind.model_validate(source.value))
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            source.report(source.line(problem["loc"]), _dutch(kind, dict(problem)))
        return Loaded(source, kind, None)


def file_kinds() -> dict[str, type[Model]]:
    """The class of each file in ``data/``, by its name without ``.yml``; ``fasen`` is a folder."""
    kinds = {name: _model_in(info.annotation) for name, info in Handboek.model_fields.items()}
    return {name: kind for name, kind in kinds.items() if kind}


def load_files(data_dir: Path) -> list[Loaded]:
    """Read and validate every file of the handbook; mistakes stand in each file's source."""
    kinds = file_kinds()
    fasen = sorted((data_dir / "fasen").glob("*.yml"))
    loaded = [_load(data_dir / f"{name}.yml", data_dir, kind) for name, kind in kinds.items() if kind is not Fase]
    loaded += [_load(path, data_dir, Fase) for path in fasen]
    if not fasen:
        loaded.append(Loaded(_missing(f"{data_dir.name}/fasen/", "deze map met fasen ontbreekt of is leeg"), Fase, None))
    loaded += [Loaded(source, Model, None) for source in _strangers(data_dir, kinds)]
    return loaded


def _load(path: Path, data_dir: Path, kind: type[Model]) -> Loaded:
    name = f"{data_dir.name}/{path.relative_to(data_dir).as_posix()}"
    if not path.exists():
        return Loaded(_missing(name, "dit bestand ontbreekt"), kind, None)
    return _validate(read_source(path, name), kind)


def _missing(name: str, message: str) -> Source:
    source = Source(name)
    source.report(1, message)
    return source


def _strangers(data_dir: Path, kinds: dict[str, type[Model]]) -> Iterator[Source]:
    """Files that nothing reads: a slip in a name must not make text vanish."""
    for path in sorted([*data_dir.glob("*.y*ml"), *data_dir.glob("fasen/*.yaml")]):
        if path.suffix != ".yml" or path.stem not in kinds or kinds[path.stem] is Fase:
            name = f"{data_dir.name}/{path.relative_to(data_dir).as_posix()}"
            yield _missing(name, "dit bestand wordt niet gelezen" + suggestion(path.stem + ".yml", (k + ".yml" for k in kinds)))
