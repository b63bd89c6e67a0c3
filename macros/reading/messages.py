"""What PyYAML and pydantic find wrong, said to an editor in a language of theirs, with what to do about it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as encode

import yaml
from pydantic import ValidationError

from ..content.letters import strange_signs
from ..content.model import Model, model_in
from ..words import named, tell

Loc = tuple[str | int, ...]

BAD_START = named("a text can't begin with a sign such as & * ! % @ ` or a bracket; put it between quotes")
SECOND_PART = named("what comes after '---' or '...' is not read; take that line away")
TAB = named("indent with ordinary spaces, not with tabs")
_AFTER_BAR = named("after | or > the text begins on a new line")
_COLON = named("here is a ': ' too many, or the line is indented too far; put text with ': ' behind |")
_OPEN_QUOTE = named("the quote on this line is not closed; close it, or put the text behind |")
_BAD_INDENT = named("the indent is not right; put this line straight below the lines that it belongs to")
_STRAY_TEXT = named("the text goes on after the quote or the bracket; put all of it behind | on a new line")
BACKSLASH = named("a \\ can't stand between double quotes; put the text behind | on a new line")

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
    (re.compile(f"[{_SPACES}]"), named("{place} is a special space; type an ordinary one")),
    (re.compile("[\u2010-\u2012\u2212\ufe63\uff0d]"), named("{place} is a special dash; type an ordinary hyphen (-)")),
    (
        re.compile("[\ue000-\uf8ff]"),
        named("{place} is a sign of a word processor that is an empty box elsewhere; type a hyphen (-) for it"),
    ),
)
_LATIN, _ALIKE = r"A-Za-z\u00c0-\u024f", r"\u0370-\u03ff\u0400-\u052f"
_WORD = re.compile(r"[\w-]+")
STRANGE = re.compile(f"{INVISIBLE.pattern}|[{_ALIKE}]|" + "|".join(pattern.pattern for pattern, _ in LOOKALIKES))
MERGE_MARKER = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$", re.MULTILINE)
LEFT_OVERS = named("here is what a merge left; choose one of the two texts and take the signs away")


def lookalikes(line: str) -> Iterator[str]:
    """What looks like something else in a line of text, said to an editor."""
    for pattern, meant in LOOKALIKES:
        if found := pattern.search(line):
            place = tell("sign {number} of this line ({code})", number=found.start() + 1, code=code_of(found[0]))
            yield tell(meant, place=place)
    for word in _WORD.findall(line):
        strange = re.search(f"[{_ALIKE}]", word)
        if strange and re.search(f"[{_LATIN}]", word):
            yield tell(
                "{word} has a letter of another alphabet ({code}); type the word anew",
                word=quote(word),
                code=code_of(strange[0]),
            )


def letterless(text: str) -> Iterator[str]:
    """What no letter of the typeface stands for in a text, said to an editor."""
    for found in strange_signs(INVISIBLE.sub("", text)):
        yield tell(
            "{sign} ({code}) is not in the typeface of the handbook; write it otherwise",
            sign=quote(found),
            code=code_of(found),
        )


def code_of(sign: str) -> str:
    """The number that Unicode gives a sign, of more signs the first."""
    return f"U+{ord(sign[0]):04X}"


# What PyYAML says, and what an editor should read; True: the mistake is where the part that PyYAML was in begins.
_YAML_PROBLEMS = (
    ("mapping values", False, _COLON),
    ("unexpected ':'", False, _COLON),
    ("expected ':'", True, named("a colon with a space is missing here, or the line is indented too little")),
    ("end of stream", True, _OPEN_QUOTE),
    ("expected ',' or", True, named("the bracket on this line is not closed; close it, or put the text behind |")),
    ("document indicator", True, _OPEN_QUOTE),
    ("comment or line break", False, _AFTER_BAR),
    ("indentation indicator", False, _AFTER_BAR),
    ("tab character", False, TAB),
    ("sequence entries", False, named("a list begins on a new line below its key, each item with a dash")),
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
    "string_type": named("{name} must be text, no list or group; a text with brackets belongs behind | on a new line"),
    "tuple_type": named("{name} must be a list: each item on a line of its own, with a dash before it"),
    "model_type": named("{name} must be made of lines like 'key: value', with a space after the colon"),
    "bool_type": named("{name} must be true or false"),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size"), named("{name} must be a whole number")),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        named("{name} must be a day, such as 2026-01-31"),
    ),
}


MOST_CHOICES = 25  # that a message lists
_NEAR, _NEAR_KEY = 0.8, 0.6  # of one among hundreds of ids, of one among a few keys
_IN_ADDRESS = "!#$%&'()*+,/:;=?@~"

# What is said when a value is beyond a limit, and under which names pydantic gives that.
_LIMITS = {
    "string_too_long": named("{name} may have at most {number} signs"),
    "greater_than_equal": named("{name} must be at least {number}"),
    "less_than_equal": named("{name} may be at most {number}"),
    "too_short": named("{name} needs at least {number} items"),
    "too_long": named("{name} may have at most {number} items"),
}
_LIMIT_KEYS = ("max_length", "min_length", "ge", "le")

# What a value must be, by what only its pattern holds; any other pattern is that of an id.
_PATTERNS = {
    "http": named("be a whole web address that begins with http:// or https://"),
    "[0-5]": named("be a time, such as 09:00 or 13:30"),
    "\\d": named("be a day, a month or a year, such as 2026-11-21, 2026-11 or 2026"),
    "svg": named("be the name of a file, such as logo.svg, logo.png or logo.jpg"),
    "\\+?": named("be a telephone number, such as 088-123 45 67"),
    "#[0-9a-f": named("be a colour: # and six signs, 0 to 9 or a to f"),
    "[ ’-]": named("be a word, with letters, spaces and hyphens only"),
    "\\.md": named("be a page, such as trainers/index.md"),
    "@": named("be an address for mail, such as name@school.org"),
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
    """`; did you mean '…'?` with the nearest of `known`; else all of them when there are at most `most`, or nothing."""
    choices = sorted(known)
    if meant := nearest(word, choices, near):
        return did_you_mean(meant)
    return tell("; choose from: {choices}", choices=", ".join(choices)) if 0 < len(choices) <= most else ""


def did_you_mean(meant: str) -> str:
    """What is put behind a mistake when it is a slip of something."""
    return tell("; did you mean {meant}?", meant=quote(meant))


def one_of(choices: Sequence[str]) -> str:
    """Some words of which one is meant, the last two with *or* between them."""
    return tell(" or ").join(filter(None, (", ".join(choices[:-1]), *choices[-1:])))


# --- YAML -----------------------------------------------------------------------------------------


def explain_yaml(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str]:
    """The line (from 1) and the explanation of what PyYAML could not read in `lines`."""
    mark = error.problem_mark or error.context_mark
    said = f"{error.context}: {error.problem}"
    for words, at_context, meaning in _YAML_PROBLEMS:
        if words in said:
            place = error.context_mark if at_context and error.context_mark else mark
            return _line(place, lines), tell(meaning)
    if "expected key" in said or "expected '-'" in said:
        before = lines[mark.line][: mark.column] if mark and mark.line < len(lines) else ""
        above = lines[mark.line - 1].rstrip() if mark and mark.line else ""
        if above.endswith((": []", ": {}")):
            return _line(mark, lines) - 1, tell("take {sign} away: there is a list below it already", sign=above[-2:])
        return _line(mark, lines), tell(_STRAY_TEXT if before.strip(" -") else _BAD_INDENT)
    return _line(mark, lines), tell("this is no valid YAML: {problem}", problem=error.problem)


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
        return tell("{name} is missing", name=name)
    if code == "extra_forbidden":
        keys = _keys_at(kind, loc[:-1])
        slip = suggestion(str(loc[-1]), keys, MOST_CHOICES, _NEAR_KEY)
        return tell("{name} is no known key here", name=name) + slip
    if value in ("", []):
        return tell("{name} is empty; fill it in or take the line away", name=name)
    if code == "string_pattern_mismatch":
        return _must_match(name, context["pattern"], value)
    if code in _LIMITS:
        return tell(
            _LIMITS[code], name=name, number=next(iter(context[limit] for limit in _LIMIT_KEYS if limit in context))
        )
    if code == "literal_error":
        allowed = re.findall("'([^']*)'", context["expected"])
        choice = tell(" or ").join(map(quote, allowed))
        return tell("{name} must be {choice}", name=name, choice=choice) + suggestion(str(value), allowed)
    return (
        tell(_MUST_BE[code], name=name)
        if code in _MUST_BE
        else tell("{name} is not right: {problem}", name=name, problem=problem["msg"])
    )


def _name(loc: Loc) -> str:
    """What stands at `loc`, in words."""
    key = next((part for part in reversed(loc) if isinstance(part, str)), None)
    if key is None:
        return tell("this file")
    return (
        quote(key) if isinstance(loc[-1], str) else tell("item {number} of {name}", number=loc[-1] + 1, name=quote(key))
    )


def meant_by(pattern: str) -> str | None:
    """What a value must be by this pattern, in English, in words that follow *must*; nothing for that of an id."""
    return next((meant for sign, meant in _PATTERNS.items() if sign in pattern), None)


def _must_match(name: str, pattern: str, value: str) -> str:
    if meant := meant_by(pattern):
        better = encode(value, safe=_IN_ADDRESS) if value.startswith("http") else value
        message = tell("{name} must {be}, not {value}", name=name, be=tell(meant), value=quote(value))
    else:
        better = as_id(value)
        message = tell(
            "{name} may have only small letters, figures and single hyphens, not {value}", name=name, value=quote(value)
        )
    return message + (did_you_mean(better) if better not in ("", value) else "")


def as_id(value: str) -> str:
    """The id that an editor may have meant by `value`."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")
