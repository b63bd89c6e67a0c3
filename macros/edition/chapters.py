"""The pages of the handbook as chapters: what a reader can put together on paper, by the part that they belong to."""

from __future__ import annotations

from ..words import gettext
from . import Edition
from .pages import Page
from .rows import name_fase

_PERSONAL = {"dossiers", "mijnmap", "samenstellen"}  # what these show is a reader's own
_LISTS = {"checklist", "formulier"}
_TRAINING = {"programmas", "blokken", "oefeningen", "dias", "casussen", "werkvormen"}


def list_chapters(edition: Edition) -> dict[str, list[Page]]:
    """Every page but those on which readers make something of their own, by its part; first those of the fasen."""
    fasen = {
        edition.places[item].page: edition.number(fase)
        for item, fase in edition.fasen.items()
        if item in edition.places
    }
    titles = [gettext("The method"), *(name_fase(n) for n in range(1, len(edition.handboek.fasen) + 1))]
    titles += [gettext("Checklists"), gettext("Who does what"), gettext("For trainers"), gettext("Reference")]
    groups: dict[str, list[Page]] = {title: [] for title in titles}
    for page in sorted(edition.pages, key=lambda page: not page.path.endswith("index.md")):
        macros = {call.macro for call in page.calls}
        if not macros & _PERSONAL:
            groups[_part(page, macros, fasen.get(page.path, 0))].append(page)
    return {title: pages for title, pages in groups.items() if pages}


def _part(page: Page, macros: set[str], fase: int) -> str:
    if macros & _LISTS:
        return gettext("Checklists")
    if macros & {"rol", "rollen"}:
        return gettext("Who does what")
    if macros & _TRAINING:
        return gettext("For trainers")
    if "methodiek" in macros:
        return gettext("The method")
    return name_fase(fase) if fase else gettext("Reference")
