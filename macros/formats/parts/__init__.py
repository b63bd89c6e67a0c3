"""Parts as scripts: what a reader puts together in a browser, also from a stick, where a page may read no files.

Each script adds one part to ``delen``: a blok on paper, its slides, or what every deck has. Those of a blok begin at
midnight and take their own minutes: the scripts in ``docs/assets/js`` that put them together fill in the clock.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from ...content.model import Blok, Programma, Programmadag, Programmapunt
from ...edition import Edition
from ...edition.catalog import part_path
from ...edition.deck import Slide, end_slide, make_blok_deck
from ...edition.imprint import Imprint
from ..document import Document, DocumentView, show_headings
from ..office import Logo, read_logo, render_relations
from ..slides import frame_parts, notes_relations, render_notes, render_slide, slide_relations
from .school import SCHOOL_FORM, describe_school

DECK = "dias"  # the name of what every deck has
_TITLE, _LINE = "@titel@", "@regel@"  # where a script writes


class PartView(DocumentView):
    """The handbook as seen from one blok on paper."""

    folders = (Path(__file__).parent / "templates", *DocumentView.folders)

    def blok(self, blok: Blok, macro: str) -> str:
        """What the draaiboek or the werkboek of any programme has of a blok."""
        day = Programmadag(begin="00:00", eind="23:59", punten=(Programmapunt(blok=blok.id),))
        alone = Programma(id=blok.id, titel=blok.titel, uitleg=blok.titel, voor=blok.voor, dagen=(day,))
        self._section += 1
        return show_headings(self._render(macro, alone, niveau=2) + self._render("_noten", self.noten()))


def as_script(name: str, part: object) -> tuple[str, bytes]:
    """Where a part stands below the site, and the script that holds it."""
    text = json.dumps(part, ensure_ascii=False)
    return part_path(name), f'(globalThis.delen ??= {{}})["{name}"] = {text};\n'.encode()


def make_parts(edition: Edition, imprint: Imprint) -> Iterator[tuple[str, bytes]]:
    """Each of these scripts with its path below the site; those for trainers only when the handbook has trainings."""
    yield as_script(SCHOOL_FORM, describe_school(edition))
    trainingen = edition.handboek.trainingen
    for blok in trainingen.blokken if trainingen else ():
        paper = {
            macro: PartView(edition, Document(blok.titel, ()), imprint).blok(blok, macro)
            for macro in ("draaiboek", "werkboek")
        }
        yield as_script(blok.id, paper)
        slides = make_blok_deck(edition, imprint, blok).slides
        yield as_script(f"{DECK}-{blok.id}", [_slide(slide, imprint) for slide in slides])
    if trainingen:
        yield as_script(DECK, _deck(edition, imprint, read_logo(edition)))


def _deck(edition: Edition, imprint: Imprint, logo: Logo | None) -> dict[str, object]:
    """What every deck has: its frame for one slide, and slides for a script to write on."""
    frame = frame_parts(_TITLE, imprint, 1, logo.suffix if logo else "")
    lines = (imprint.title, imprint.version_line)
    return {
        "geraamte": {name: content.decode() for name, content in frame.items()},
        "notities": render_relations(notes_relations(1)).decode(),
        "logo": {"naam": f"logo{logo.suffix}", "inhoud": b64encode(logo.content).decode()} if logo else None,
        "titel": _slide(Slide(_TITLE, lines, (), "titel"), imprint, logo),
        "tijden": _slide(Slide(_TITLE, (_LINE,)), imprint),
        "pauze": _slide(Slide(_TITLE, (), (), "blok"), imprint),
        "slot": _slide(end_slide(edition, imprint), imprint),
    }


def _slide(slide: Slide, imprint: Imprint, logo: Logo | None = None) -> dict[str, str]:
    """A slide with what it names, as if it were the first."""
    return {
        "titel": slide.title,
        "dia": render_slide(slide, imprint, logo),
        "notities": render_notes(slide, imprint),
        "delen": render_relations(slide_relations(slide, 1, logo)).decode(),
    }
