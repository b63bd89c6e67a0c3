"""From a YAML file to values with their lines, or to what is wrong with it.

YAML is read event by event instead of through a constructor: so every value keeps its line, all text stays text
(`NO` is a word, `12:30` a time), an equal key is seen, and an alias cannot grow into a bomb.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
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

from ..words import tell
from .messages import (
    BACKSLASH,
    BAD_START,
    INVISIBLE,
    LEFT_OVERS,
    MERGE_MARKER,
    SECOND_PART,
    STRANGE,
    TAB,
    Loc,
    Melding,
    code_of,
    explain_yaml,
    lookalikes,
    quote,
)

YAML_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # keeps all text text
_INDENTED_BY_TAB = re.compile(r"^ *[^\S\n ]", re.MULTILINE)
_LIST_ITEM = re.compile(r"\s*([-*+•]|\d+[.)])\s")
_APOSTROPHE = re.compile(r"(?::|^\s*-) +'([stnkm])\b(?!.*'\s*(?:#.*)?$)")
_LOST_REMARK = re.compile(r"\s+#")
_MAX_DEPTH = 40
LARGEST_FILE = 1_000_000  # bytes: ten times the largest of this handbook
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
            self._source.report(rest.start_mark.line + 1, tell(SECOND_PART))
        return value

    def _skip(self, kind: type) -> None:
        event = self._next()
        assert isinstance(event, kind), event

    def _value(self, event: Any, loc: Loc) -> Any:
        line = event.start_mark.line + 1
        if len(loc) > _MAX_DEPTH:
            raise self._refuse(line, tell("there are too many lists or groups within each other here"))
        if isinstance(event, AliasEvent) or event.anchor or event.tag:
            raise self._refuse(line, tell(BAD_START))
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
            message = tell("what stands after ' #' is not read; put a remark on a line of its own")
            self._source.report(end.line + 1, message)
        begun = _APOSTROPHE.search(self._lines[line - 1]) if event.style == "'" else None
        if begun and end.line + 1 > line:
            self._source.report(line, _begins_with(begun))
        if event.style in ("", None, ">") and self._runs_together(event):
            message = tell("like this the text comes on one line; put | behind the colon, and the text below it")
            self._source.report(line, message)
        if event.style == '"' and INVISIBLE.search(event.value):
            self._source.report(line, tell(BACKSLASH))
        if len(event.value) > _LONGEST_TEXT:
            self._source.report(line, tell("this text is longer than {number} signs; divide it", number=_LONGEST_TEXT))
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
                raise self._refuse(line, tell("a key must be a plain word; a text with brackets belongs behind |"))
            here = (*loc, key.value)
            if key.value in items:
                first = self._source.lines[here]
                message = tell(
                    "{name} stands on line {line} too; take one of the two away", name=quote(key.value), line=first
                )
                self._source.report(line, message)
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
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            source.report(1, tell("this file is larger than 1 MB; divide it or take away what does not belong there"))
            return source
        source.text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        source.report(line, tell("here is a sign that is not in UTF-8; save the file with the encoding UTF-8"))
        return source
    except OSError:
        source.report(1, tell("this file does not open; is it a folder, or are you not allowed to read it?"))
        return source
    _check_characters(source, source.text)
    if not source.meldingen:
        _parse_into(source, source.text)
    return source


def _check_characters(source: Source, text: str) -> None:
    if left := MERGE_MARKER.search(text):
        source.report(text[: left.start()].count("\n") + 1, tell(LEFT_OVERS))
        return
    if not STRANGE.search("".join(set(text))) and not _INDENTED_BY_TAB.search(text):
        return  # looked at in one go, and each character once: nearly every file is right
    for number, line in enumerate(text.split("\n"), start=1):
        if found := INVISIBLE.search(line):
            place, code = found.start() + 1, code_of(found[0])
            message = tell("sign {place} of this line can't be seen ({code}); take it away", place=place, code=code)
            source.report(number, message)
        elif strange := next(lookalikes(line), None):
            source.report(number, strange)
        elif _INDENTED_BY_TAB.match(line):
            source.report(number, tell(TAB))


def _open_apostrophe(lines: list[str]) -> tuple[int, str] | None:
    """The last line on which a text begins with a word such as 's, which YAML reads as an opening quote."""
    for number in range(len(lines), 0, -1):
        if begun := _APOSTROPHE.search(lines[number - 1]):
            return number, _begins_with(begun)
    return None


def _begins_with(begun: re.Match[str]) -> str:
    return tell("a text can't begin with {words}; put it behind | on a new line", words=f"'{begun[1]}")


def _parse_into(source: Source, text: str) -> None:
    try:
        source.value = _YamlReader(source, text).read()
    except _Stop:
        return
    except yaml.MarkedYAMLError as error:
        line, message = explain_yaml(error, text.split("\n"))
        source.report(*(_open_apostrophe(text.split("\n")[:line]) or (line, message)))
        return
    if source.value in (None, ""):
        source.report(1, tell("this file is empty"))
