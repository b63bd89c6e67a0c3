"""All that was read, with an index of what can be referred to: what the rules between files ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar, cast

from ..content.languages import language_of
from ..content.languages.language import Language
from ..content.markdown import plain, references, texts_of
from ..content.model import (
    Begrip,
    Errata,
    Erratum,
    Methodiek,
    Model,
    Prose,
    Reference,
    Rol,
    Verhuisd,
    Verhuizing,
    Zoekgroep,
)
from ..content.names import say_noun
from ..content.terms import Terms
from ..content.tokens import split_words
from ..words import DEFAULT, spoken_to_editors, tell
from .files import SOURCES, Loaded
from .messages import MOST_CHOICES, Loc, Melding, as_id, one_of, quote, suggestion
from .school import SCHOOL
from .yaml import Source

_ROL = ("rol",)
_ID = re.compile(r"\bid:([^,}\n]+)")
_WITHOUT_IDS = (None, Errata, Verhuisd)
_SUGGESTIONS = 100  # looking for one takes as long as all other checks of an id together


T_co = TypeVar("T_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class Item(Generic[T_co]):
    """One object of the handbook with the file that it stands in and its path there."""

    source: Source
    loc: Loc
    part: T_co

    @property
    def id(self) -> str:
        """Its id; of what has none, or a faulty one, nothing."""
        return getattr(self.part, "id", None) or ""

    def line(self, *path: str | int) -> int:
        """The line of what stands at `path` within it."""
        return self.source.line((*self.loc, *path))

    def melding(self, message: str, *path: str | int) -> Melding:
        """A mistake in what stands at `path` within it."""
        return Melding(self.source.file, self.line(*path), message)

    def text_melding(self, message: str, path: Loc, offset: int) -> Melding:
        """A mistake on line `offset` (from 0) of the text at `path`."""
        return Melding(self.source.file, self.source.text_line((*self.loc, *path), offset), message)


class Library:
    """All that was loaded, with an index of what can be referred to.

    Of a faulty file, words and ids are also taken from its bare text: a mistake in one place is no reason
    to call what stands beside it unknown or unused.
    """

    def __init__(self, files: Iterable[Loaded], data_dir: Path) -> None:
        self.files = list(files)
        self.school_dir = data_dir.parent / SCHOOL
        self._source_dir = data_dir / SOURCES
        self.loose_text = "\n".join(file.source.text for file in self.files if not file.whole)
        self._known: dict[tuple[str, ...], set[str]] = {}
        self._suggestions = iter(range(_SUGGESTIONS))

    @cached_property
    def is_known(self) -> bool:
        """Whether all ids can be known: no file that should hold them is missing or without any."""
        return all(f.whole or f.kind in _WITHOUT_IDS or _ID.search(f.source.text) for f in self.files)

    @cached_property
    def sources(self) -> dict[str, str]:
        """Each source text by the name of its file."""
        paths = sorted(self._source_dir.glob("*.md"))
        return {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in paths}

    @cached_property
    def items(self) -> list[Item[Model]]:
        """Every object of the handbook."""
        return [Item(f.source, loc, part) for f in self.files if f.object for loc, part in f.object.parts()]

    @cached_property
    def _whole_items(self) -> list[Item[Model]]:
        """The same, without the faulty files."""
        return [Item(f.source, loc, part) for f in self.files if f.object and f.whole for loc, part in f.object.parts()]

    def whole(self, kind: type[T_co]) -> Iterator[Item[T_co]]:
        """Yield every object of this class in files that are right."""
        return (cast("Item[T_co]", item) for item in self._whole_items if isinstance(item.part, kind))

    @cached_property
    def language(self) -> Language:
        """What the search knows of the language of the method."""
        named = (item.part.taal for item in self.whole(Methodiek))
        return language_of(next(named, DEFAULT))

    @cached_property
    def named(self) -> list[Item[Model]]:
        """Every object with an id."""
        return [item for item in self.items if item.id]

    @cached_property
    def prose(self) -> list[tuple[Item[Model], Loc, str, Prose]]:
        """Every text that holds Markdown with the object that it is of and its path in that."""
        return [(item, path, text, mark) for item in self.items for path, text, mark in item.part.marked(Prose)]

    @cached_property
    def shown(self) -> list[tuple[Item[Model], Loc, str]]:
        """The same for words that are not Markdown, but for what is only there for the search."""
        items = [item for item in self.items if not isinstance(item.part, Zoekgroep)]
        return [(item, path, word) for item in items for path, word in item.part.words() if path[0] != "ook"]

    @cached_property
    def texts(self) -> list[str]:
        """Every text and title, without markup."""
        return [text for item in self.items for text, _ in texts_of(item.part)]

    @cached_property
    def nouns(self) -> dict[str, str]:
        """The noun of each id, of equal ones the first, rollen apart: those are only ever named as rol."""
        return {item.id: item.part.noun() for item in reversed(self.named) if not isinstance(item.part, Rol)}

    @cached_property
    def rollen(self) -> set[str]:
        """The id of each rol."""
        return {item.id for item in self.named if isinstance(item.part, Rol)}

    @cached_property
    def loose_ids(self) -> set[str]:
        """The ids in the text of faulty files, as they are and as they should be; their noun may be unknown."""
        found = {match.strip("'\" ") for match in _ID.findall(self.loose_text)}
        return (found | {as_id(item) for item in found}) - {"", *self.nouns}

    @cached_property
    def moved(self) -> dict[str, str]:
        """The successor of each retired id."""
        return {item.part.oud: item.part.nieuw for item in self.whole(Verhuizing)}

    def known(self, mark: Reference) -> set[str]:
        """The ids that a reference of this kind may name."""
        if mark.nouns not in self._known:
            nouns = dict.fromkeys(self.rollen, "rol") if mark.nouns == _ROL else self.nouns
            fitting = {item_id for item_id, noun in nouns.items() if not mark.nouns or noun in mark.nouns}
            self._known[mark.nouns] = fitting | self.loose_ids
        return self._known[mark.nouns]

    @cached_property
    def used(self) -> Counter[tuple[bool, str]]:
        """How often each (is a rol, id) is named, by a field or a link, by something else in the handbook."""
        used: Counter[tuple[bool, str]] = Counter()
        for part in (item.part for item in self.items):
            if not isinstance(part, Verhuizing):
                named = [(mark.nouns == _ROL, value) for _, value, mark in part.marked(Reference)]
                named += [(False, item) for _, text, _ in part.marked(Prose) for _, item in references(text)]
                used.update(key for key in named if key != (False, getattr(part, "id", None)))
        return used

    @cached_property
    def words(self) -> set[str]:
        """Every word that the handbook shows, folded: all but what is only there for the search."""
        shown = [word for item, _, word in self.shown if not isinstance(item.part, Erratum)]
        return set(split_words("\n".join((*self.texts, *shown, self.loose_text))))

    @cached_property
    def terms(self) -> Counter[str]:
        """How often the term of each begrip stands in text, its own definition apart."""
        begrippen = [item.part for item in self.named if isinstance(item.part, Begrip)]
        terms = Terms({form: part.id for part in begrippen for form in (part.term, *part.vormen) if form})
        found = Counter(term for _, term in terms.split("\n".join((*self.texts, self.loose_text))) if term)
        for part in begrippen:
            found[part.id] -= sum(1 for _, term in terms.split(plain(part.definitie)) if term == part.id)
        return found

    @spoken_to_editors()
    def unknown(self, value: str, mark: Reference) -> str:
        """What to say of an id that a reference of this kind may not name."""
        noun = one_of([*map(say_noun, mark.nouns)]) or "id"
        if not value:
            return tell("an id is missing here; fill it in or take the line away")
        if value in self.moved:
            return tell("{id} has moved; write {other}", id=quote(value), other=quote(self.moved[value]))
        if value in self.nouns:
            other = say_noun(self.nouns[value])
            message = tell("{id} is no {noun} but a {other}", id=quote(value), noun=noun, other=other)
        else:
            message = tell("there is no {noun} {id}", noun=noun, id=quote(value))
        return message + self._suggestion(value, mark)

    def _suggestion(self, value: str, mark: Reference) -> str:
        """What may have been meant; who gets hundreds of mistakes has another problem."""
        if next(self._suggestions, None) is None:
            return ""
        return suggestion(value, self.known(mark), MOST_CHOICES if mark.nouns == _ROL else 0)
