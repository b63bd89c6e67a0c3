"""From ``data/`` and ``docs/`` to an `Edition`, or to every mistake in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..content.model import Blok, Checklist, Handboek, Methodiek, Rol
from ..reading.library import Library
from ..reading.load import assemble, check_files
from ..reading.messages import DataFout, Melding, quote
from ..reading.rules.trainings import explain_empty
from ..reading.school import NO_LAYER, SCHOOL, lay_over
from ..words import tell
from . import Edition
from .catalog import OFFLINE, list_downloads
from .colours import faulty_colours
from .exercises import list_exercises
from .icons import faulty_icons
from .macros import VIEWS
from .menu import faulty_hidden, faulty_menu
from .pages import letterless_lines, read_pages
from .places import Placing, faulty_pages, place_all, unplaced
from .published import read_published, vanished
from .relations import Relations


def load_edition(data_dir: Path, docs_dir: Path) -> Edition:
    """The checked handbook together with the pages that show it.

    Raises DataFout with every mistake of every file and page.
    """
    library, meldingen = check_files(data_dir)
    pages, letterless = tuple(read_pages(docs_dir)), list(letterless_lines(docs_dir))
    if meldingen:
        raise DataFout(
            [*meldingen, *faulty_pages(pages, docs_name=docs_dir.name), *faulty_menu(pages, docs_dir), *letterless]
        )
    handboek = assemble(library)
    handboek.methodiek.speak()
    relations = Relations(*(lay_over(handboek, handboek.school) if handboek.school else (handboek, NO_LAYER)))
    placing = place_all(relations, pages, docs_dir.name)
    meldingen = [
        *placing.meldingen,
        *faulty_menu(pages, docs_dir),
        *letterless,
        *faulty_hidden(library, pages),
        *faulty_colours(library),
        *faulty_icons(library),
        *repeated_stappen(library, relations),
        *empty_exercises(library, handboek, relations),
    ]
    if not meldingen:
        homeless = homeless_items(library, relations, placing, docs_dir.name)
        meldingen = [*homeless, *vanished(library, relations, data_dir)]
    if meldingen:
        raise DataFout(meldingen)
    _, published = read_published(data_dir)
    whole = (relations.handboek, relations.layer, placing.places, placing.leads, pages)
    edition = Edition(*whole, data_dir.parent / SCHOOL, published)
    if meldingen := list(equal_files(library, edition)):
        raise DataFout(meldingen)
    return edition


def equal_files(library: Library, edition: Edition) -> Iterator[Melding]:
    """No two files that can be taken along have one name: that is made of an id, or of a noun of the method."""
    methodiek = next(library.whole(Methodiek))
    subjects: dict[str, set[str]] = {}
    for download in (*list_downloads(edition), OFFLINE):
        if download.subject in subjects.setdefault(download.name, set()):
            message = tell("two files would be called {name}; choose other words", name=quote(download.name))
            yield methodiek.melding(message, "naamwoorden")
        subjects[download.name].add(download.subject)
    equal = {subject: name for name, named in subjects.items() if len(named) > 1 for subject in named}
    for item in library.named:
        if item.id in equal:
            message = tell("two files would be called {name}; choose another id", name=quote(equal[item.id]))
            yield item.melding(message, "id")


def repeated_stappen(library: Library, relations: Relations) -> Iterator[Melding]:
    """A stap stands on a checklist once: ticks could not tell the two apart."""
    for item in library.named:
        counts = (
            Counter(stap.id for stap in relations.stappen_on(item.part)) if isinstance(item.part, Checklist) else {}
        )
        for stap_id in (stap_id for stap_id, count in counts.items() if count > 1):
            message = tell("{id} stands on this list more than once; take it away somewhere", id=quote(stap_id))
            yield item.melding(message, "id")


def empty_exercises(library: Library, handboek: Handboek, relations: Relations) -> Iterator[Melding]:
    """What a blok is about has something to make its exercise from; that a school left that out is no mistake."""
    bare = Relations(handboek, NO_LAYER)
    for item in library.whole(Blok):
        oefening, known = item.part.oefening, relations if item.id in relations.layer.own else bare
        if oefening and all(found.kind == "casus" for found in list_exercises(known, item.part)):
            yield item.melding(explain_empty(oefening), "oefening")


def homeless_items(library: Library, relations: Relations, placing: Placing, docs_name: str) -> Iterator[Melding]:
    """All that can be linked to stands on a page."""
    homeless = set(unplaced(relations, placing.places))
    for item in library.named:
        if item.id in homeless and not isinstance(item.part, Rol):
            message = tell(
                "{id} stands on no page in {folder}; put on a page there: {call}",
                id=quote(item.id),
                folder=f"{docs_name}/",
                call=_call(relations, item.id),
            )
            yield item.melding(message, "id")


def _call(relations: Relations, item_id: str) -> str:
    """The macro that would show it, as one writes it on a page."""
    part = relations.by_id[item_id]
    for macro, view in VIEWS.items():
        subjects = [thing for thing in relations.by_id.values() if thing.noun() == view.noun] if view.noun else [None]
        for subject in subjects:
            shown = view.pick(relations.handboek, subject)
            if shown is not None and any(inner is part for inner in view.places(shown)):
                return f"{{{{ {macro}('{subject.id}') }}}}" if subject else f"{{{{ {macro}() }}}}"
    return tell("its macro")
