"""Which files the handbook can be taken along in: their names, what they are of and what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..content.model import Fase
from . import Edition

FOLDER = "downloads"
WHOLE = ""


@dataclass(frozen=True)
class Download:
    """One file: `kind` is what its button says, `subject` the id that it is of, `WHOLE` for the whole handbook."""

    name: str
    kind: str
    subject: str
    purpose: str

    @property
    def path(self) -> str:
        """Where it stands below the site."""
        return f"{FOLDER}/{self.name}"


_LIST_KINDS = (
    ("{}.pdf", "PDF", "Om te printen of op het scherm in te vullen."),
    ("{}-kort.pdf", "PDF, kort", "Alleen de vakjes en de eerste zin van elke stap."),
    ("{}.docx", "Word", "Om aan te passen in uw eigen huisstijl."),
    ("{}.xlsx", "Excel", "Om bij te houden wie wat doet en wanneer."),
)
_FORM_KINDS = (
    ("{}.docx", "Word", "Om in te vullen en te ondertekenen."),
    ("{}.pdf", "PDF", "Om te printen of op het scherm in te vullen."),
)
_FASE_KINDS = (
    ("fase-{}.pdf", "PDF", "De hele fase om te printen of uit te delen."),
    ("fase-{}.docx", "Word", "De hele fase om zelf aan te passen."),
)
_WHOLE_KINDS = (
    ("handboek.pdf", "PDF", "Het hele handboek als boek, met inhoudsopgave en paginanummers."),
    ("handboek.docx", "Word", "Het hele handboek om zelf aan te passen."),
    ("handboek.epub", "EPUB", "Het hele handboek voor een e-reader of telefoon."),
    ("handboek.xlsx", "Excel", "Alle stappen in één bestand, met filters."),
)
_DATA = ("JSON", "JSON Schema", "CSV")
_DATA_KINDS = (
    ("handboek.json", "JSON", "Alles als open data, voor programmeurs."),
    ("handboek.schema.json", "JSON Schema", "De opbouw van handboek.json."),
)
OFFLINE = Download(
    "handboek-offline.zip", "ZIP", WHOLE, "De hele site voor op een USB-stick: uitpakken en index.html openen."
)
CSV_NOUNS = ("stappen", "tips", "instanties", "kenniscentra", "partners", "bronnen", "begrippen")


def list_downloads(edition: Edition) -> tuple[Download, ...]:
    """Every file that is made from the handbook, in the order in which they are shown; the offline copy comes later."""
    return tuple(_downloads(edition))


def list_groups(edition: Edition) -> Iterator[tuple[str, list[Download]]]:
    """Yield (title, files) of all that can be taken along, the offline copy too."""
    downloads = list_downloads(edition)
    yield "Het hele handboek", [d for d in downloads if d.subject == WHOLE and d.kind not in _DATA] + [OFFLINE]
    for item_id in dict.fromkeys(d.subject for d in downloads if d.subject != WHOLE):
        item: Any = edition.by_id[item_id]
        number = f"Fase {edition.number(item)}: " if isinstance(item, Fase) else ""
        yield number + item.titel, [d for d in downloads if d.subject == item_id]
    yield "Open data", [d for d in downloads if d.kind in _DATA]


def _downloads(edition: Edition) -> Iterator[Download]:
    for template, kind, purpose in _WHOLE_KINDS:
        yield Download(template, kind, WHOLE, purpose)
    for fase in edition.handboek.fasen:
        yield from _kinds_of(fase.id, fase.id, _FASE_KINDS)
    for checklist in edition.handboek.checklists.checklists:
        yield from _kinds_of(checklist.id, checklist.id, _LIST_KINDS)
    for formulier in edition.handboek.checklists.formulieren:
        yield from _kinds_of(formulier.id, formulier.id, _FORM_KINDS)
    for template, kind, purpose in _DATA_KINDS:
        yield Download(template, kind, WHOLE, purpose)
    for noun in CSV_NOUNS:
        if not getattr(edition.handboek, noun, True):
            continue
        yield Download(f"{noun}.csv", "CSV", WHOLE, f"Alle {noun} als tabel.")


def _kinds_of(stem: str, subject: str, kinds: tuple[tuple[str, str, str], ...]) -> Iterator[Download]:
    return (Download(template.format(stem), kind, subject, purpose) for template, kind, purpose in kinds)
