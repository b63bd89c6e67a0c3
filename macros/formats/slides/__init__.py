"""Slides for PowerPoint and Impress: native text and shapes, made from templates of our own (ECMA-376, PresentationML).

A slide is one XML text whatever its number is, so that a page in the browser can put a deck together from prepared ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...edition.deck import Box, Deck, Slide
from ...edition.imprint import Imprint
from ...render.view import render_file
from ..archive import pack
from ..office import LANGUAGES, Logo, Relation, relations_of, render_relations, render_theme

_render_text = partial(render_file, Path(__file__).parent / "templates")
_INCH = 914400
_WIDTH, _HEIGHT = 12192000, 6858000  # 16:9, in the units of the standard: 914400 to an inch
_TOP, _LEFT = round(1.85 * _INCH), round(0.75 * _INCH)
_ROW_GAP, _BOX_GAP = round(0.45 * _INCH), round(0.35 * _INCH)
_LAYOUTS = {"titel": 1, "blok": 2, "tekst": 3, "tekening": 4, "slot": 3}
_LOGO_HEIGHT = round(0.9 * _INCH)


@dataclass(frozen=True)
class Shape:
    """A box of a drawing with its place on the slide, in the units of the standard."""

    box: Box
    x: int
    y: int
    width: int
    height: int


def make_pptx(deck: Deck, imprint: Imprint, logo: Logo | None = None) -> bytes:
    """The file of a deck; the logo stands on its first slide."""
    parts = frame_parts(deck.title, imprint, len(deck.slides), logo.suffix if logo else "")
    if logo:
        parts[f"ppt/media/logo{logo.suffix}"] = logo.content
    for number, slide in enumerate(deck.slides, start=1):
        picture = logo if slide.kind == "titel" else None
        named = {
            f"ppt/slides/slide{number}.xml": (
                render_slide(slide, imprint, picture),
                slide_relations(slide, number, picture),
            ),
            f"ppt/notesSlides/notesSlide{number}.xml": (render_notes(slide, imprint), notes_relations(number)),
        }
        for name, (text, relations) in named.items():
            parts[name] = text.encode()
            parts[relations_of(name)] = render_relations(relations)
    return pack(parts, imprint.moment)


def render_slide(slide: Slide, imprint: Imprint, logo: Logo | None = None) -> str:
    """One slide, without its number."""
    shapes, arrows = lay_out(slide.rows)
    language = LANGUAGES[imprint.language]
    width = logo.width(_LOGO_HEIGHT) if logo else 0
    return _render_text("slide.xml", slide=slide, shapes=shapes, arrows=arrows, language=language, logo_width=width)


def render_notes(slide: Slide, imprint: Imprint) -> str:
    """What stands below a slide for who speaks: its own words first, so that nothing is only on the slide."""
    own = (slide.title, *slide.lines, *(box.words for row in slide.rows for box in row))
    return _render_text("notes.xml", lines=(*own, *filter(None, slide.notes)), language=LANGUAGES[imprint.language])


def slide_relations(slide: Slide, number: int, logo: Logo | None = None) -> tuple[Relation, ...]:
    """What the slide at this place in a deck names."""
    layout = f"../slideLayouts/slideLayout{_LAYOUTS[slide.kind]}.xml"
    notes = f"../notesSlides/notesSlide{number}.xml"
    picture = (Relation("rId3", "image", f"../media/logo{logo.suffix}"),) if logo else ()
    return (Relation("rId1", "slideLayout", layout), Relation("rId2", "notesSlide", notes), *picture)


def notes_relations(number: int) -> tuple[Relation, ...]:
    """What the notes below that slide name."""
    master = Relation("rId1", "notesMaster", "../notesMasters/notesMaster1.xml")
    return (master, Relation("rId2", "slide", f"../slides/slide{number}.xml"))


def lay_out(rows: tuple[tuple[Box, ...], ...]) -> tuple[list[Shape], list[tuple[int, int, int]]]:
    """The shapes of a drawing, and its arrows as (x, y, length): downwards from each row to the next."""
    if not rows:
        return [], []
    below = _HEIGHT - round(0.4 * _INCH)
    height = min((below - _TOP - _ROW_GAP * (len(rows) - 1)) // len(rows), round(1.1 * _INCH))
    shapes, arrows = [], []
    for number, row in enumerate(rows):
        y = _TOP + number * (height + _ROW_GAP)
        room = _WIDTH - 2 * _LEFT
        widest = room if any(box.label for box in row) else round(7.5 * _INCH)
        width = min((room - _BOX_GAP * (len(row) - 1)) // len(row), widest)
        left = _LEFT + (room - width * len(row) - _BOX_GAP * (len(row) - 1)) // 2
        shapes += [Shape(box, left + at * (width + _BOX_GAP), y, width, height) for at, box in enumerate(row)]
        if number + 1 < len(rows):
            arrows.append((_WIDTH // 2, y + height, _ROW_GAP))
    return shapes, arrows


def frame_parts(title: str, imprint: Imprint, count: int, logo_suffix: str = "") -> dict[str, bytes]:
    """All parts of a deck of `count` slides but these themselves."""
    language = LANGUAGES[imprint.language]
    context = {"title": title, "imprint": imprint, "count": count, "language": language, "logo_suffix": logo_suffix}
    rendered = {
        "[Content_Types].xml": "types.xml",
        "docProps/core.xml": "core.xml",
        "docProps/app.xml": "app.xml",
        "ppt/presentation.xml": "presentation.xml",
        "ppt/presProps.xml": "pres_props.xml",
        "ppt/viewProps.xml": "view_props.xml",
        "ppt/slideMasters/slideMaster1.xml": "master.xml",
        "ppt/notesMasters/notesMaster1.xml": "notes_master.xml",
    }
    parts = {name: _render_text(template, **context).encode() for name, template in rendered.items()}
    parts |= {f"ppt/theme/theme{number}.xml": render_theme(imprint) for number in (1, 2)}
    for number, kind in enumerate(("titel", "blok", "tekst", "tekening"), start=1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = _render_text("layout.xml", kind=kind, **context).encode()
    return parts | {relations_of(name): render_relations(found) for name, found in _frame_relations(count).items()}


def _frame_relations(count: int) -> dict[str, list[Relation]]:
    slides = [Relation(f"rId{n + 10}", "slide", f"slides/slide{n}.xml") for n in range(1, count + 1)]
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    layouts = {
        f"ppt/slideLayouts/slideLayout{n}.xml": [Relation("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]
        for n in range(1, 5)
    }
    return {
        "": [
            Relation("rId1", "officeDocument", "ppt/presentation.xml"),
            Relation("rId2", core, "docProps/core.xml"),
            Relation("rId3", "extended-properties", "docProps/app.xml"),
        ],
        "ppt/presentation.xml": [
            Relation("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
            Relation("rId2", "notesMaster", "notesMasters/notesMaster1.xml"),
            Relation("rId3", "theme", "theme/theme1.xml"),
            Relation("rId4", "presProps", "presProps.xml"),
            Relation("rId5", "viewProps", "viewProps.xml"),
            *slides,
        ],
        "ppt/slideMasters/slideMaster1.xml": [
            *(Relation(f"rId{n}", "slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, 5)),
            Relation("rId5", "theme", "../theme/theme1.xml"),
        ],
        "ppt/notesMasters/notesMaster1.xml": [Relation("rId1", "theme", "../theme/theme2.xml")],
        **layouts,
    }
