"""The nouns of a method in the words of the interface: a handbook of routes and tasks says *route* where others say *phase*."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """What a method calls one of its nouns, in small letters; `neuter` when its Dutch article is `het`."""

    one: str
    more: str
    neuter: bool = False


# Each noun that may have another word, as the catalogue of a language says it.
NOUNS: dict[str, dict[str, Noun]] = {
    "nl": {
        "fase": Noun("fase", "fasen"),
        "stap": Noun("stap", "stappen"),
        "rol": Noun("rol", "rollen"),
        "checklist": Noun("checklist", "checklists"),
        "begrip": Noun("begrip", "begrippen", neuter=True),
        "school": Noun("school", "scholen"),
    },
    "en": {
        "fase": Noun("phase", "phases"),
        "stap": Noun("step", "steps"),
        "rol": Noun("role", "roles"),
        "checklist": Noun("checklist", "checklists"),
        "begrip": Noun("term", "terms"),
        "school": Noun("school", "schools"),
    },
}
_NEUTER = {"de": "het", "deze": "dit", "die": "dat", "elke": "elk", "iedere": "ieder", "welke": "welk", "onze": "ons"}
_COMMON = {neuter: common for common, neuter in _NEUTER.items()}
_BETWEEN = r"(\s+(?:[a-z]+e\s+)?)"  # of an article and its noun: nothing, or one adjective
_VOWELS = tuple("aeiou")


def rename(text: str, language: str, own: Mapping[str, Noun]) -> str:
    """`text` of a catalogue with the method's own nouns in the place of the usual ones, and articles that fit."""
    for name, noun in own.items():
        usual = NOUNS[language][name]
        text = _agree(text, language, usual, noun)
        text = _replace(text, usual.more, noun.more)
        text = _replace(text, usual.one, noun.one)
    return text


def _replace(text: str, usual: str, own: str) -> str:
    """A word for another, with the capital that it had; names of values stay."""
    return re.sub(rf"(?<![\w{{-]){usual}(?![\w}}-])", lambda found: _like(found[0], own), text, flags=re.IGNORECASE)


def _like(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _agree(text: str, language: str, usual: Noun, own: Noun) -> str:
    """The same with articles for the noun that will stand there."""
    if language == "en":
        return _turn(text, "a|an", usual.one, lambda _: "an" if own.one.startswith(_VOWELS) else "a")
    if usual.neuter == own.neuter:
        return text
    articles = _NEUTER if own.neuter else _COMMON
    return _turn(text, "|".join(articles), usual.one, articles.__getitem__)


def _turn(text: str, articles: str, noun: str, choose: Callable[[str], str]) -> str:
    pattern = re.compile(rf"\b({articles})\b{_BETWEEN}(?={noun}(?![\w}}-]))", re.IGNORECASE)
    return pattern.sub(lambda found: _like(found[1], choose(found[1].lower())) + found[2], text)
