"""What PyYAML and pydantic find wrong, said to an editor: in Dutch, with what to do about it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as encode

import yaml
from pydantic import ValidationError

from ..content.letters import strange_signs
from ..content.model import Model, model_in

Loc = tuple[str | int, ...]

BAD_START = "een tekst mag niet beginnen met een teken als & * ! % @ ` of een haak; zet hem tussen aanhalingstekens"
SECOND_PART = "wat na '---' of '...' komt, wordt niet gelezen; haal die regel weg"
TAB = "spring in met gewone spaties, niet met tabs"
_AFTER_BAR = "na | of > begint de tekst op een nieuwe regel"
_COLON = "hier staat ': ' te veel, of de regel springt te ver in; zet tekst met ': ' achter |"
_OPEN_QUOTE = "het aanhalingsteken op deze regel is niet gesloten; sluit het, of zet de tekst achter |"
_BAD_INDENT = "de inspringing klopt niet; zet deze regel recht onder de regels waar hij bij hoort"
_STRAY_TEXT = "na het aanhalingsteken of de haak gaat de tekst nog door; zet de hele tekst achter | op een nieuwe regel"
BACKSLASH = r"een \ mag niet tussen dubbele aanhalingstekens; zet de tekst achter | op een nieuwe regel"

# What no reader sees: control characters, marks that turn text around or hide it, and what is no character at all.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)

# What looks like a sign that YAML or the text knows, and is another.
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LOOKALIKES = (
    (re.compile(f"[{_SPACES}]"), "een bijzondere spatie; typ een gewone"),
    (re.compile("[\u2010-\u2012\u2212\ufe63\uff0d]"), "een bijzonder streepje; typ een gewoon streepje (-)"),
    (
        re.compile("[\ue000-\uf8ff]"),
        "een teken uit een tekstverwerker dat elders een leeg vakje is; typ er een streepje (-) voor",
    ),
)
_LATIN, _ALIKE = r"A-Za-z\u00c0-\u024f", r"\u0370-\u03ff\u0400-\u052f"
_WORD = re.compile(r"[\w-]+")
STRANGE = re.compile(f"{INVISIBLE.pattern}|[{_ALIKE}]|" + "|".join(pattern.pattern for pattern, _ in LOOKALIKES))
MERGE_MARKER = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$", re.MULTILINE)
LEFT_OVERS = "hier staan restjes van een samenvoeging; kies een van de twee teksten en haal de tekens weg"


def lookalikes(line: str) -> Iterator[str]:
    """What looks like something else in a line of text, said to an editor."""
    for pattern, meant in LOOKALIKES:
        if found := pattern.search(line):
            yield f"teken {found.start() + 1} van deze regel (U+{ord(found[0]):04X}) is {meant}"
    for word in _WORD.findall(line):
        strange = re.search(f"[{_ALIKE}]", word)
        if strange and re.search(f"[{_LATIN}]", word):
            yield f"in {quote(word)} staat een letter uit een ander alfabet (U+{ord(strange[0]):04X}); typ het woord opnieuw"


def letterless(text: str) -> Iterator[str]:
    """What no letter of the typeface stands for in a text, said to an editor."""
    for found in strange_signs(INVISIBLE.sub("", text)):
        yield f"{quote(found)} (U+{ord(found[0]):04X}) zit niet in het lettertype van het handboek; schrijf het anders"


# What PyYAML says, and what an editor should read; True: the mistake is where the part that PyYAML was in begins.
_YAML_PROBLEMS = (
    ("mapping values", False, _COLON),
    ("unexpected ':'", False, _COLON),
    ("expected ':'", True, "hier ontbreekt een dubbele punt met een spatie, of de regel springt te weinig in"),
    ("end of stream", True, _OPEN_QUOTE),
    ("expected ',' or", True, "de haak op deze regel is niet gesloten; sluit hem, of zet de tekst achter |"),
    ("document indicator", True, _OPEN_QUOTE),
    ("comment or line break", False, _AFTER_BAR),
    ("indentation indicator", False, _AFTER_BAR),
    ("tab character", False, TAB),
    ("sequence entries", False, "een lijst begint op een nieuwe regel onder de sleutel, elk punt met een streepje"),
    ("escape", False, BACKSLASH),
    ("hexdecimal", False, BACKSLASH),
    ("document start", False, SECOND_PART),
    ("mapping keys", False, BAD_START),
    ("cannot start any token", False, BAD_START),
    ("directive", True, BAD_START),
    ("scanning an alias", True, BAD_START),
    ("scanning an anchor", True, BAD_START),
    ("ing a tag", True, BAD_START),
    ("tag handle", True, BAD_START),
    ("incompatible YAML", False, BAD_START),
    ("expected node content", False, BAD_START),
)
_MUST_BE = {
    "string_type": "moet tekst zijn, geen lijst of groep; een tekst met haken hoort achter | op een nieuwe regel",
    "tuple_type": "moet een lijst zijn: elk punt op een eigen regel, met een streepje ervoor",
    "model_type": "moet uit regels als 'sleutel: waarde' bestaan, met een spatie na de dubbele punt",
    "bool_type": "moet true of false zijn",
    "int_type": "moet een heel getal zijn",
    "int_parsing": "moet een heel getal zijn",
    "int_parsing_size": "moet een heel getal zijn",
    "date_type": "moet een datum zijn, zoals 2026-01-31",
    "date_parsing": "moet een datum zijn, zoals 2026-01-31",
    "date_from_datetime_parsing": "moet een datum zijn, zoals 2026-01-31",
    "date_from_datetime_inexact": "moet een datum zijn, zoals 2026-01-31",
}


MOST_CHOICES = 25  # that a message lists
_NEAR, _NEAR_KEY = 0.8, 0.6  # of one among hundreds of ids, of one among a few keys
_IN_ADDRESS = "!#$%&'()*+,/:;=?@~"

# What a value must be, by what only its pattern holds; any other pattern is that of an id.
_PATTERNS = {
    "http": "een volledig webadres zijn dat begint met http:// of https://",
    "[0-5]": "een tijd zijn, zoals 09:00 of 13:30",
    "\\d": "een dag, maand of jaar zijn, zoals 2026-11-21, 2026-11 of 2026",
    "svg": "de naam van een bestand zijn, zoals logo.svg, logo.png of logo.jpg",
    "\\+?": "een telefoonnummer zijn, zoals 088-123 45 67",
    "#[0-9a-f": "een kleur zijn: # en zes tekens, 0 tot en met 9 of a tot en met f",
    "[ ’-]": "een woord zijn, met alleen letters, spaties en streepjes",
    "\\.md": "een pagina zijn, zoals trainers/index.md",
    "@": "een mailadres zijn, zoals naam@school.nl",
}


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


def quote(value: object) -> str:
    """`value` between quotes, on one line and not too long to read."""
    words = " ".join(str(value).split())
    return f"'{words}'" if len(words) <= 60 else f"'{words[:59]}…'"


def nearest(word: str, known: Iterable[str], near: float = _NEAR) -> str | None:
    """The one of `known` that `word` is a slip of; a word that is only a little like it would mislead."""
    others = [other for other in known if other != word]
    found = difflib.get_close_matches(word[:100], others, n=1, cutoff=near)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str], most: int = 0, near: float = _NEAR) -> str:
    """`; bedoelde u '…'?` with the nearest of `known`; else all of them when there are at most `most`, or nothing."""
    choices = sorted(known)
    if meant := nearest(word, choices, near):
        return f"; bedoelde u '{meant}'?"
    return f"; kies uit: {', '.join(choices)}" if 0 < len(choices) <= most else ""


# --- YAML -----------------------------------------------------------------------------------------


def explain_yaml(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str]:
    """The line (from 1) and the explanation of what PyYAML could not read in `lines`."""
    mark = error.problem_mark or error.context_mark
    said = f"{error.context}: {error.problem}"
    for words, at_context, dutch in _YAML_PROBLEMS:
        if words in said:
            place = error.context_mark if at_context and error.context_mark else mark
            return _line(place, lines), dutch
    if "expected key" in said or "expected '-'" in said:
        before = lines[mark.line][: mark.column] if mark and mark.line < len(lines) else ""
        above = lines[mark.line - 1].rstrip() if mark and mark.line else ""
        if above.endswith((": []", ": {}")):
            return _line(mark, lines) - 1, f"haal {above[-2:]} weg: hieronder staat al een lijst"
        return _line(mark, lines), _STRAY_TEXT if before.strip(" -") else _BAD_INDENT
    return _line(mark, lines), f"dit is geen geldige YAML: {error.problem}"


def _line(mark: yaml.Mark | None, lines: list[str]) -> int:
    """The line of `mark`; PyYAML counts one more than there is when a file ends too soon."""
    last = len(lines) - (not lines[-1])
    return min(mark.line + 1, last) if mark else 1


# --- The model ------------------------------------------------------------------------------------


def explain_model(kind: type[Model], error: ValidationError) -> Iterator[tuple[Loc, str]]:
    """Yield (path, explanation) for all that does not fit `kind`, each mistake once."""
    problems: list[Any] = list(error.errors(include_url=False))
    meant = {_meant(kind, problem["loc"]) for problem in problems if problem["type"] == "extra_forbidden"}
    for problem in problems:
        if not (problem["type"] == "missing" and problem["loc"] in meant) and not _only_follows(problem):
            yield problem["loc"], _explain(kind, problem)


def _only_follows(problem: dict[str, Any]) -> bool:
    """Whether a list is called too short only because pydantic does not count its faulty items."""
    return problem["type"] == "too_short" and bool(len(problem["input"]) >= problem["ctx"]["min_length"])


def _keys_at(kind: type[Model], loc: Loc) -> Iterable[str]:
    """The keys that the object at `loc` in a `kind` may have."""
    for name in loc:
        if isinstance(name, str):
            kind = model_in(kind.model_fields[name].annotation) or kind
    return kind.model_fields


def _meant(kind: type[Model], loc: Loc) -> Loc:
    """The path of the key that the unknown key at `loc` looks like."""
    return (*loc[:-1], nearest(str(loc[-1]), _keys_at(kind, loc[:-1]), _NEAR_KEY) or "")


def _explain(kind: type[Model], problem: dict[str, Any]) -> str:
    loc, code, value, context = problem["loc"], problem["type"], problem["input"], problem.get("ctx", {})
    name = _name(loc)
    if code == "missing":
        return f"{name} ontbreekt"
    if code == "extra_forbidden":
        keys = _keys_at(kind, loc[:-1])
        return f"{name} is hier geen bekende sleutel" + suggestion(str(loc[-1]), keys, MOST_CHOICES, _NEAR_KEY)
    if value in ("", []):
        return f"{name} is leeg; vul het in of haal de regel weg"
    if code == "string_pattern_mismatch":
        return f"{name} {_must_match(context['pattern'], value)}"
    if code == "string_too_long":
        return f"{name} mag hoogstens {context['max_length']} tekens hebben"
    if code in ("greater_than_equal", "less_than_equal"):
        least, most = context.get("ge"), context.get("le")
        return f"{name} moet minstens {least} zijn" if most is None else f"{name} mag hoogstens {most} zijn"
    if code == "too_short":
        return f"{name} heeft minstens {context['min_length']} punten nodig"
    if code == "too_long":
        return f"{name} mag hoogstens {context['max_length']} punten hebben"
    if code == "literal_error":
        allowed = re.findall("'([^']*)'", context["expected"])
        return f"{name} moet {' of '.join(map(quote, allowed))} zijn" + suggestion(str(value), allowed)
    return f"{name} {_MUST_BE.get(code, 'klopt niet: ' + problem['msg'])}"


def _name(loc: Loc) -> str:
    """What stands at `loc`, in words."""
    key = next((part for part in reversed(loc) if isinstance(part, str)), None)
    if key is None:
        return "dit bestand"
    return quote(key) if isinstance(loc[-1], str) else f"punt {loc[-1] + 1} van {quote(key)}"


def meant_by(pattern: str) -> str | None:
    """What a value must be by this pattern, in words that follow `moet`; nothing for that of an id."""
    return next((meant for sign, meant in _PATTERNS.items() if sign in pattern), None)


def _must_match(pattern: str, value: str) -> str:
    if meant := meant_by(pattern):
        better = encode(value, safe=_IN_ADDRESS) if value.startswith("http") else value
        hint = f"; bedoelde u {quote(better)}?" if better != value else ""
        return f"moet {meant}, niet {quote(value)}{hint}"
    hint = f"; bedoelde u {quote(as_id(value))}?" if as_id(value) else ""
    return f"mag alleen kleine letters, cijfers en losse streepjes hebben, niet {quote(value)}{hint}"


def as_id(value: str) -> str:
    """The id that an editor may have meant by `value`."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")
