"""From ``data/*.yml`` to a checked `Handboek`, or to every mistake with its place.

YAML is read event by event instead of through a constructor: so every value keeps its line, all text stays text
(`NO` is a word, `12:30` a time), an equal key is seen, and an alias cannot grow into a bomb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_origin

import yaml
from pydantic import ValidationError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from .files import YAML_NAME
from .messages import (
    BACKSLASH,
    BAD_START,
    INVISIBLE,
    SECOND_PART,
    TAB,
    Loc,
    Melding,
    explain_model,
    explain_yaml,
    quote,
    suggestion,
)
from .model import Fase, Handboek, Model, model_in
from .school import SCHOOL

YAML_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # keeps all text text
_INDENTED_BY_TAB = re.compile(r"^ *[^\S\n ]", re.MULTILINE)
_LIST_ITEM = re.compile(r"\s*([-*+•]|\d+[.)])\s")
_LOST_REMARK = re.compile(r"\s+#")
_MAX_DEPTH = 40
_LARGEST_FILE = 1_000_000  # bytes: ten times the largest of this handbook
_LONGEST_TEXT = 10_000  # characters: five times the longest of this handbook


@dataclass
class Source:
    """One file as it was read: its value, the line of every path in it, and what is wrong with it."""

    file: str
    text: str = ""
    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    text_lines: dict[Loc, range] = field(default_factory=dict)
    meldingen: list[Melding] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """The line of `loc`, or of the nearest thing around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def text_line(self, loc: Loc, offset: int) -> int:
        """Where line `offset` of the text at `loc` stands: in a text that is not behind |, its first line."""
        lines = self.text_lines.get(loc) or range(self.line(loc), self.line(loc) + 1)
        return lines[min(offset, len(lines) - 1)]

    def report(self, line: int, message: str) -> None:
        """Note a mistake on `line` (from 1)."""
        self.meldingen.append(Melding(self.file, line, message))


class _Stop(Exception):
    """Reading this file further makes no sense; the reason has been reported."""


class _YamlReader:
    """Builds dicts, lists and strings from YAML events and notes where each stands."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._lines = [*text.split("\n"), ""]  # PyYAML counts one more at the end
        self._next: Callable[[], Any] = YAML_LOADER(text).get_event

    def read(self) -> Any:
        """The value of the first document; a second one is a mistake."""
        self._skip(StreamStartEvent)
        if isinstance(self._next(), StreamEndEvent):
            return None
        value = self._value(self._next(), ())
        self._skip(DocumentEndEvent)
        if not isinstance(rest := self._next(), StreamEndEvent):
            self._source.report(rest.start_mark.line + 1, SECOND_PART)
        return value

    def _skip(self, kind: type) -> None:
        event = self._next()
        assert isinstance(event, kind), event

    def _value(self, event: Any, loc: Loc) -> Any:
        line = event.start_mark.line + 1
        if len(loc) > _MAX_DEPTH:
            raise self._refuse(line, "hier zitten te veel lijsten of groepen in elkaar")
        if isinstance(event, AliasEvent) or event.anchor or event.tag:
            raise self._refuse(line, BAD_START)
        self._source.lines.setdefault(loc, line)
        if isinstance(event, ScalarEvent):
            return self._text(event, loc)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(loc)
        return self._mapping(loc)

    def _text(self, event: Any, loc: Loc) -> str:
        line, end = event.start_mark.line + 1, event.end_mark
        lines = range(line + 1, line + 2 + event.value.count("\n")) if event.style == "|" else range(line, line + 1)
        self._source.text_lines[loc] = lines
        if not event.style and _LOST_REMARK.match(self._lines[end.line], end.column):
            message = "wat na ' #' staat, wordt niet gelezen; zet een opmerking op een eigen regel"
            self._source.report(end.line + 1, message)
        if event.style in ("", None, ">") and self._runs_together(event):
            message = "zo komt deze tekst op één regel; zet | achter de dubbele punt, en de tekst eronder"
            self._source.report(line, message)
        if event.style == '"' and INVISIBLE.search(event.value):
            self._source.report(line, BACKSLASH)
        if len(event.value) > _LONGEST_TEXT:
            self._source.report(line, f"deze tekst is langer dan {_LONGEST_TEXT} tekens; verdeel hem")
        return event.value[:_LONGEST_TEXT] if event.value.strip() else ""

    def _runs_together(self, event: Any) -> bool:
        """Whether a text of several lines has a list or paragraphs that YAML makes one line of."""
        start, end = event.start_mark, event.end_mark
        if start.line == end.line:
            return False
        below = self._lines[start.line + 1 : end.line + (end.column > 0)]
        return "\n" in event.value.rstrip("\n") or any(map(_LIST_ITEM.match, below))

    def _sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._value(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(key := self._next(), MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarEvent) or key.anchor or key.tag:
                raise self._refuse(line, "een sleutel moet een gewoon woord zijn; een tekst met haken hoort achter |")
            here = (*loc, key.value)
            if key.value in items:
                first = self._source.lines[here]
                self._source.report(line, f"{quote(key.value)} staat ook al op regel {first}; haal een van de twee weg")
                self._value(self._next(), (*loc, key.value, "dubbel"))
                continue
            self._source.lines[here] = line
            items[key.value] = self._value(self._next(), here)
        return items

    def _refuse(self, line: int, message: str) -> _Stop:
        self._source.report(line, message)
        return _Stop()


def read_source(path: Path, name: str) -> Source:
    """Read one YAML file; what is wrong with it stands in the result's `meldingen`, nothing is raised."""
    source = Source(name)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        if len(content) > _LARGEST_FILE:
            source.report(1, "dit bestand is groter dan 1 MB; verdeel het of haal weg wat er niet hoort")
            return source
        source.text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        source.report(line, "hier staat een teken dat niet in UTF-8 is; bewaar het bestand met de codering UTF-8")
        return source
    except OSError:
        source.report(1, "dit bestand gaat niet open; is het een map, of hebt u er geen toegang toe?")
        return source
    _check_characters(source, source.text)
    if not source.meldingen:
        _parse_into(source, source.text)
    return source


def _check_characters(source: Source, text: str) -> None:
    if not INVISIBLE.search("".join(set(text))) and not _INDENTED_BY_TAB.search(text):
        return  # looked at in one go, and each character once: nearly every file is right
    for number, line in enumerate(text.split("\n"), start=1):
        if _INDENTED_BY_TAB.match(line):
            source.report(number, TAB)
        elif found := INVISIBLE.search(line):
            place, code = found.start() + 1, ord(found[0])
            source.report(number, f"teken {place} van deze regel is onzichtbaar (U+{code:04X}); haal het weg")


def _parse_into(source: Source, text: str) -> None:
    try:
        source.value = _YamlReader(source, text).read()
    except _Stop:
        return
    except yaml.MarkedYAMLError as error:
        source.report(*explain_yaml(error, text.split("\n")))
        return
    if source.value in (None, ""):
        source.report(1, "dit bestand is leeg")


# --- From values to the model ---------------------------------------------------------------------


@dataclass
class Loaded:
    """One file: its class (None: it does not belong to the handbook), and its object when it can be read.

    `whole` says that all of it is right; what can be read of a faulty file is kept and checked in the same run.
    """

    source: Source
    kind: type[Model] | None
    object: Model | None = None
    whole: bool = False


def _validate(source: Source, kind: type[Model]) -> Loaded:
    if source.value in (None, ""):
        return Loaded(source, kind)
    try:
        return Loaded(source, kind, kind.model_validate(source.value), whole=not source.meldingen)
    except ValidationError as error:
        for loc, message in explain_model(kind, error):
            source.report(source.line(loc), message)
        return Loaded(source, kind, _salvage(kind, source.value))


def _salvage(kind: type[Model], value: Any) -> Model | None:
    """As much of `value` as can be read as a `kind`: objects and texts, None for the rest."""
    if not isinstance(value, dict):
        return None
    fields = {name: _salvage_field(info.annotation, value.get(name)) for name, info in kind.model_fields.items()}
    return kind.model_construct(None, **fields)


def _salvage_field(annotation: Any, value: Any) -> Any:
    if get_origin(annotation) is tuple:
        return tuple(_salvage_one(annotation, item) for item in value) if isinstance(value, list) else ()
    return _salvage_one(annotation, value)


def _salvage_one(annotation: Any, value: Any) -> Any:
    if kind := model_in(annotation):
        return _salvage(kind, value)
    return value if isinstance(value, str) else None


def file_kinds() -> dict[str, type[Model]]:
    """The class of each file in ``data/``, by its name without ``.yml``; ``fasen`` is a folder."""
    kinds = {name: model_in(info.annotation) for name, info in Handboek.model_fields.items()}
    return {name: kind for name, kind in kinds.items() if kind}


for _kind in file_kinds().values():
    _kind.model_rebuild()


def load_files(data_dir: Path) -> list[Loaded]:
    """Read and validate every file of the handbook; mistakes stand in each file's source."""
    optional = {name for name, info in Handboek.model_fields.items() if not info.is_required()}
    paths = {name: _path(name, data_dir) for name, kind in file_kinds().items() if kind is not Fase}
    kinds = {path: file_kinds()[name] for name, path in paths.items() if name not in optional or path.exists()}
    fasen = [path for path in sorted((data_dir / "fasen").glob("*.yml")) if not path.name.startswith(".")]
    kinds |= dict.fromkeys(fasen, Fase)
    loaded = [_load(path, _name(path, data_dir), kind) for path, kind in kinds.items()]
    if not fasen:
        loaded.append(_refused(f"{data_dir.name}/fasen/", Fase, "in deze map hoort voor elke fase een bestand"))
    return loaded + list(_strangers(data_dir, kinds))


def _path(name: str, data_dir: Path) -> Path:
    """Where the file of a field stands: a school's own layer beside the data of the method."""
    return (data_dir.parent / name if name == SCHOOL else data_dir) / f"{name}.yml"


def _name(path: Path, data_dir: Path) -> str:
    return path.relative_to(data_dir.parent).as_posix()


def _load(path: Path, name: str, kind: type[Model]) -> Loaded:
    return _validate(read_source(path, name), kind) if path.exists() else _refused(name, kind, "dit bestand ontbreekt")


def _refused(name: str, kind: type[Model] | None, message: str) -> Loaded:
    source = Source(name)
    source.report(1, message)
    return Loaded(source, kind)


def _strangers(data_dir: Path, known: Iterable[Path]) -> Iterator[Loaded]:
    """Files that nothing reads: a slip in a name must not make text vanish."""
    for folder in (data_dir, data_dir.parent / SCHOOL):
        names = [path.name for path in known if path.parent == folder]
        for path in sorted(set(folder.rglob("*")).difference(known)):
            hidden = any(part[0] in "._" for part in path.relative_to(folder).parts)
            if YAML_NAME.search(path.name) and not hidden:
                right = names if path.parent == folder else [f"{path.name.split('.')[0]}.yml"]
                message = "dit bestand wordt niet gelezen" + suggestion(path.name, right)
                yield _refused(_name(path, data_dir), None, message)
