"""From ``data/`` to a checked `Handboek`, or to every mistake with its place."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from ..content.model import Fase, Handboek, Methodiek
from ..words import speak
from .files import language_in, load_files
from .library import Library
from .messages import DataFout, Melding
from .rules.fidelity import faulty_errata, strange_sentences
from .rules.ids import equal_ids, faulty_removals, unknown_links, unknown_references, unused_items
from .rules.school import faulty_school
from .rules.search_words import faulty_search_words, lost_search_words
from .rules.shapes import faulty_groepen, faulty_order, faulty_questions, repeated_partners
from .rules.texts import clashing_terms, faulty_texts, faulty_words, letterless_words
from .rules.today import faulty_addresses, faulty_days, faulty_feiten, faulty_versions, repeated_addresses, stale_items
from .rules.trainings import faulty_programmas, faulty_punten

_RULES = (
    equal_ids, faulty_texts, faulty_words, letterless_words, clashing_terms, faulty_groepen, faulty_questions,
    faulty_removals, faulty_search_words,
    faulty_days, faulty_addresses, faulty_feiten, faulty_punten,
    repeated_partners, repeated_addresses,
)  # fmt: skip
_RULES_BETWEEN_FILES = (
    unknown_references, unknown_links, unused_items, faulty_order, lost_search_words, faulty_school, faulty_versions,
    faulty_programmas, faulty_errata, strange_sentences,
)  # fmt: skip


def load_handboek(data_dir: Path) -> Handboek:
    """Load and check `data_dir`.

    Raises DataFout with every mistake of every file.
    """
    library, meldingen = check_files(data_dir)
    if meldingen:
        raise DataFout(meldingen)
    return assemble(library)


def _library(data_dir: Path) -> Library:
    """What stands in `data_dir`; from now on the interface speaks the language of the method, in what is wrong with it too."""
    speak(language_in(data_dir))
    library = Library(load_files(data_dir), data_dir)
    for item in library.whole(Methodiek):
        item.part.speak()
    return library


def check_files(data_dir: Path) -> tuple[Library, list[Melding]]:
    """What stands in `data_dir` and all that is wrong with it.

    While a file is missing, rules that would blame other files for its absence are left for the next run.
    """
    library = _library(data_dir)
    rules = (*_RULES, *_RULES_BETWEEN_FILES) if library.is_known else _RULES
    meldingen = [melding for file in library.files for melding in file.source.meldingen]
    found = {rule: list(rule(library)) for rule in rules}
    if found.get(unknown_references) or found.get(unknown_links):
        del found[unused_items]  # a slip in an id makes what it meant look unused
    return library, [*meldingen, *chain.from_iterable(found.values())]


def list_stale(data_dir: Path, today: date) -> list[Melding]:
    """What nobody has checked for a year before `today`: no mistake, but something to look at again."""
    return sorted(stale_items(_library(data_dir), today))


def assemble(library: Library) -> Handboek:
    """The handbook of files in which nothing is wrong."""
    objects = [(Path(file.source.file).stem, file.object) for file in library.files]
    fields: dict[str, Any] = {name: thing for name, thing in objects if not isinstance(thing, Fase)}
    fasen = {thing.id: thing for _, thing in objects if isinstance(thing, Fase)}
    fields["fasen"] = tuple(fasen[fase_id] for fase_id in fields["methodiek"].fasen)
    return Handboek.model_construct(None, **fields)
