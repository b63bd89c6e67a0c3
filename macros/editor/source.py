"""The method's own words: where a text departs from its source, and what an editor may have meant by that."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..content.fields import fields_of
from ..content.model import Brontekst, Model
from ..reading.fidelity import read_sentences
from ..reading.files import load_files
from ..reading.library import Library
from .book import FILE, Project, Spot, is_of_the_school
from .changes import LAST, Change


@dataclass(frozen=True)
class Departure:
    """A sentence that the source does not have; `old` is what stood there, or nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Sources:
    """The source texts as the handbook says them, by their names."""

    texts: Mapping[str, str]

    @classmethod
    def of(cls, project: Project) -> Sources:
        """The texts with all errata that there are now."""
        library = Library(load_files(project.data), project.data)
        texts = {}
        for item in library.whole(Brontekst):
            text = library.sources.get(item.part.naam, "")
            for erratum in item.part.errata:
                text = text.replace(erratum.citaat, erratum.correctie)
            texts[item.part.naam] = text
        return cls(texts)

    def departures(self, spot: Spot, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Departure]:
        """Where the texts of a thing depart from the source by this change; a school's own and what we composed may."""
        if not self.texts or is_of_the_school(spot) or str(new.get("samengesteld")) == "true":
            return []
        known = {block.text for text in self.texts.values() for block in read_sentences(text)}
        return [found for name, was, is_ in _texts(spot.kind, old, new) for found in _depart(name, was, is_, known)]

    def erratum(self, departure: Departure, reason: str, sort: str) -> Change | None:
        """The erratum that makes the source say what stands there now; None when the old sentence is not to be found."""
        for name, text in self.texts.items():
            if departure.old and (quote := _smallest(text, departure.old, departure.new)):
                words = {"citaat": quote[0], "correctie": quote[1], "reden": reason, "soort": sort}
                return Change(f"{FILE}errata", f"teksten.{name}.errata", "erbij", wordt=words, na=LAST, waarom=reason)
        return None


def _texts(
    kind: type[Model], old: Mapping[str, Any], new: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield (field, what it said, what it says) of the method's own texts that changed."""
    for field in fields_of(kind):
        was, is_ = old.get(field.name), new.get(field.name)
        if was == is_ or is_ is None or field.sort == "ding":
            continue
        name = prefix + field.name
        if field.kind and not field.many:
            yield from _texts(field.kind, was or {}, is_, f"{name}.")
        elif field.is_text_of_the_method:
            yield name, _join(was), _join(is_)


def _join(value: Any) -> str:
    return "\n\n".join(value) if isinstance(value, list) else value or ""


def _depart(field: str, old: str, new: str, known: set[str]) -> Iterator[Departure]:
    before = [block.text for block in read_sentences(old)]
    after = [block.text for block in read_sentences(new)]
    for _, start, end, at, to in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for place, sentence in enumerate(after[at:to]):
            if sentence not in known and sentence not in before[start:end]:
                yield Departure(field, before[start + place] if start + place < end else "", sentence)


def _smallest(text: str, old: str, new: str) -> tuple[str, str] | None:
    """The fewest words of `old` around what differs that stand in the text once, and what takes their place."""
    found = re.search(r"\s+".join(map(re.escape, old.split())), text)
    if not found:
        return None
    before, after = re.split(r"(\s+)", found[0]), re.split(r"(\s+)", new)
    same = [_is_alike(a, b) for a, b in zip(before, after, strict=False)]
    start = next((place for place, is_same in enumerate(same) if not is_same), len(same))
    room = min(len(before), len(after)) - start
    end = next((n for n in range(room) if not _is_alike(before[-1 - n], after[-1 - n])), room)
    for extra in range(0, len(before) + 2, 2):
        begin, rest = max(0, start - extra), max(0, end - extra)
        quote = "".join(before[begin : len(before) - rest])
        if quote.strip() and (text.count(quote) == 1 or (begin, rest) == (0, 0)):
            return quote, "".join(after[begin : len(after) - rest])
    return None


def _is_alike(a: str, b: str) -> bool:
    """Whether two pieces of a sentence are the same word, or both the space between two."""
    return a == b or not (a.strip() or b.strip())
