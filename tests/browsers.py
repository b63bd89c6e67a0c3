"""What the oldest browsers that this handbook promises to work in can do, by the data that MDN keeps of every feature."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import tinycss2

from tests.node import FOLDER

OLDEST = {"chrome": 97, "edge": 97, "firefox": 98, "safari": 15.4, "safari_ios": 15.4}  # the spring of 2022
_DATA = FOLDER / "node_modules" / "@mdn" / "browser-compat-data" / "data.json"
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_MEMBER = re.compile(r"\.\s*([A-Za-z]\w*)")
_GLOBAL = re.compile(r"(?<![\w.$])([A-Z]\w+)\b")
_NAME = re.compile(r"(?<![\w.$])[a-z]\w*")
_LOOKBEHIND = re.compile(r"\(\?<[=!]")
_SELECTOR = re.compile(r"::?([a-z-]+)")
_INNER = re.compile(r"\([^()]*\)")
_HANDS = ("cursor", "resize")  # what only a mouse does is nothing to a tablet

_UNITS = dict.fromkeys(("dvh", "dvw"), "viewport_percentage_units_dynamic")

Feature = dict[str, Any]


@cache
def _data() -> Feature:
    data: Feature = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


def _is_old(feature: Feature) -> bool:
    """Whether each of the oldest browsers has it, without a prefix or a setting."""
    return all(_has(feature["__compat"]["support"].get(browser), version) for browser, version in OLDEST.items())


def _has(support: Any, version: float) -> bool:
    entries = support if isinstance(support, list) else [support or {}]
    return any(_since(entry) <= version for entry in entries)


def _since(entry: Feature) -> float:
    if set(entry) & {"prefix", "alternative_name", "flags", "version_removed"}:
        return float("inf")
    match = re.match(r"≤?([\d.]+)", str(entry.get("version_added")))
    return float(match[1]) if match else float("inf")


# --- Styles -----------------------------------------------------------------------------------------


def newer_in_style(css: str) -> set[str]:
    """What this stylesheet asks for that not all of the oldest browsers have, but for what stands within @supports."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return {name for rule in rules for name in _newer_in_rule(rule)}


def _newer_in_rule(rule: Any) -> Iterator[str]:
    if rule.type == "at-rule":
        if rule.lower_at_keyword == "supports":
            return
        yield from _newer(("at-rules", rule.lower_at_keyword), f"@{rule.lower_at_keyword}")
        if rule.content is not None:
            inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from (name for part in inside for name in _newer_in_rule(part))
    elif rule.type == "qualified-rule":
        yield from _newer_in_selector(tinycss2.serialize(rule.prelude))
        for declaration in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            yield from _newer_in_rule(declaration)
    elif rule.type == "declaration":
        yield from _newer_in_declaration(rule)


def _newer_in_selector(selector: str) -> Iterator[str]:
    for name in _SELECTOR.findall(selector):
        yield from _newer(("selectors", name), f":{name}")


def lost_with_others(css: str) -> list[str]:
    """The lists of selectors of which one is too new: a browser that does not know it drops the rule of all of them."""
    return [head for head in _heads(css) if "," in _outer(head) and set(_newer_in_selector(head))]


def _outer(selector: str) -> str:
    """The selector without what stands in brackets."""
    while (shorter := _INNER.sub("", selector)) != selector:
        selector = shorter
    return selector


def _heads(css: str) -> Iterator[str]:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude).strip()
        elif rule.content is not None and rule.lower_at_keyword == "media":
            yield from _heads(tinycss2.serialize(rule.content))


def _newer_in_declaration(declaration: Any) -> Iterator[str]:
    name = declaration.lower_name
    if name in _HANDS:
        return
    yield from _newer(("properties", name), name)
    for value in _flat(declaration.value):
        if value.type == "ident":
            yield from _newer(("properties", name, value.lower_value), f"{name}: {value.lower_value}")
        elif value.type == "function":
            yield from _newer(("types", value.lower_name), f"{value.lower_name}()")
            yield from _newer(("types", "color", value.lower_name), f"{value.lower_name}()")
        elif value.type == "dimension":
            yield from _newer(("types", "length", _UNITS.get(value.lower_unit, value.lower_unit)), value.lower_unit)
        elif value.type == "literal" and value.value == "/" and name == "content":
            yield from _newer(("properties", "content", "alt_text"), "content: … / …")


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        yield value
        yield from _flat(getattr(value, "arguments", ()))


def _newer(path: tuple[str, ...], name: str) -> Iterator[str]:
    feature = _data()["css"]
    for part in path:
        feature = feature.get(part, {})
    if "__compat" in feature and not _is_old(feature):
        yield name


# --- Scripts ----------------------------------------------------------------------------------------


def newer_in_script(code: str, ours: frozenset[str] = frozenset()) -> set[str]:
    """What this script names that not all of the oldest browsers have; `ours` are names that our scripts give.

    A member is newer when it is so in each interface that has one of that name: what kind a thing is can't be seen here.
    """
    code = _STRING.sub('""', code)
    members, names = _members()
    used = {f".{name}" for name in set(_MEMBER.findall(code)) - ours if name in members and not any(members[name])}
    used |= {name for name in _GLOBAL.findall(code) if name in names and not names[name]}
    return used | {"(?<…)" for _ in _LOOKBEHIND.finditer(code)}


def names_given(code: str) -> frozenset[str]:
    """The names that this script gives to things of its own: those that it uses without a point before them."""
    return frozenset(_NAME.findall(_STRING.sub('""', code)))


@cache
def _members() -> tuple[dict[str, list[bool]], dict[str, bool]]:
    """Of each member's name whether the interfaces that have it have it since long, and of each global's name the same."""
    kinds = {**_data()["api"], **_data()["javascript"]["builtins"]}
    members: dict[str, list[bool]] = {}
    for kind in kinds.values():
        for name, feature in kind.items():
            if "__compat" in feature:
                members.setdefault(name.removesuffix("_static"), []).append(_is_old(feature))
    return members, {name: _is_old(kind) for name, kind in kinds.items() if "__compat" in kind}
