"""The handbook with the place of everything in it: what all outputs ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..content.markdown import references, texts_of
from ..content.model import Feit, Model, Named, Prose, Reference
from ..reading.messages import Loc
from .pages import Call, Page
from .places import Place
from .relations import Relations, key_of


@dataclass(frozen=True)
class Edition(Relations):
    """The handbook with the place of everything in it.

    `places` has a place for each key of `by_id` that a page shows, `leads` for each page the macro that gives its title,
    `school_dir` is the folder of the school's layer, `published` what the version had that was published last.
    """

    places: dict[str, Place]
    leads: dict[str, Call]
    pages: tuple[Page, ...]
    school_dir: Path
    published: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def page_at(self) -> dict[str, Page]:
        """Each page by its path below ``docs/``."""
        return {page.path: page for page in self.pages}

    @property
    def hidden_pages(self) -> list[str]:
        """The pages that stand in no menu: those that the school hides, with all of the part that one begins, and an empty one."""
        school = self.handboek.school
        names = set(school.verbergen if school else ())
        parts = tuple(name.removesuffix("index.md") for name in names if name.endswith("/index.md"))
        empty = {page.path for page in self.pages for call in page.calls if call.macro == "schoollijst"}
        names |= set() if school and school.checklist else empty
        return [page.path for page in self.pages if page.path in names or page.path.startswith(parts)]

    @property
    def logo(self) -> Path | None:
        """The file with the logo of the school."""
        school = self.handboek.school
        return self.school_dir / school.logo if school and school.logo else None

    @cached_property
    def uses(self) -> dict[str, list[Named]]:
        """For each id what names it, by a field or a link: the nearest thing around with a place of its own."""
        uses: dict[str, dict[str, Named]] = {}
        for owner, part in self._owned():
            named = [value for _, value, _ in part.marked(Reference)]
            named += [item for _, text, _ in part.marked(Prose) for _, item in references(text)]
            for item_id in named:
                uses.setdefault(item_id, {})[key_of(owner)] = owner
        return {item_id: list(owners.values()) for item_id, owners in uses.items()}

    @cached_property
    def mentions(self) -> dict[str, list[Named]]:
        """For each begrip the things with a place of their own whose text has it in one of its forms."""
        mentions: dict[str, dict[str, Named]] = {}
        for owner, part in self._owned():
            for text, mark in texts_of(part):
                for _, term in self.terms.split(text) if not mark.ours else ():
                    if term:
                        mentions.setdefault(term, {})[key_of(owner)] = owner
        return {term: list(owners.values()) for term, owners in mentions.items()}

    def _owned(self) -> Iterator[tuple[Named, Model]]:
        """Every part of the method with the nearest thing around it that has a place of its own; no feiten."""
        around: dict[Loc, Named] = {}
        for path, part in self.handboek.parts():
            owner = part if isinstance(part, Named) and part.id in self.places else _nearest(around, path)
            if owner is not None and not isinstance(owner, Feit):
                around[path] = owner
                yield owner, part


def _nearest(around: dict[Loc, Named], path: Loc) -> Named | None:
    return next((around[path[:end]] for end in range(len(path) - 1, -1, -1) if path[:end] in around), None)
