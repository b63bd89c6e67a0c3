"""Letterhead for a school: a template of Word with its name and logo, in the styles of the handbook's own files."""

from __future__ import annotations

from ...edition.imprint import Imprint
from ..archive import pack
from ..office import LANGUAGES, Logo, Relation, relations_of, render_relations
from .parts import render_part
from .reference import render_styles

_MILLIMETRE = 36000  # in the units of a drawing
_LOGO_HEIGHT = 18 * _MILLIMETRE
_WIDEST = 80 * _MILLIMETRE
_DOCUMENT, _HEAD, _FOOT = "word/document.xml", "word/header1.xml", "word/footer1.xml"


def make_letterhead(school: str, logo: Logo | None, imprint: Imprint) -> bytes:
    """The template of the school with this name; it says nothing of the handbook, for every letter would say so too."""
    size = _size(logo) if logo else None
    context = {"school": school, "logo": size, "soort": logo and logo.suffix[1:], "taal": LANGUAGES[imprint.language]}
    names = {
        "[Content_Types].xml": "brief_soorten.xml",
        _DOCUMENT: "brief.xml",
        _HEAD: "briefhoofd.xml",
        _FOOT: "briefvoet.xml",
    }
    kinds = {
        "styles": "styles.xml",
        "settings": "settings.xml",
        "fontTable": "fontTable.xml",
        "theme": "theme/theme1.xml",
    }
    links = {
        "": [Relation("rId1", "officeDocument", _DOCUMENT)],
        _DOCUMENT: [
            *(Relation(f"rId{number}", kind, target) for number, (kind, target) in enumerate(kinds.items(), start=1)),
            Relation("rIdHoofd", "header", "header1.xml"),
            Relation("rIdVoet", "footer", "footer1.xml"),
        ],
    }
    parts = {part: render_part(template, **context).encode() for part, template in names.items()}
    parts |= render_styles(imprint)
    if logo:
        parts[f"word/media/logo{logo.suffix}"] = logo.content
        links[_HEAD] = [Relation("rId1", "image", f"media/logo{logo.suffix}")]
    parts |= {relations_of(part): render_relations(relations) for part, relations in links.items()}
    return pack(parts, imprint.moment)


def _size(logo: Logo) -> tuple[int, int]:
    """How wide and high the logo is: no higher than a head has room for, and no wider than half a page."""
    width = logo.width(_LOGO_HEIGHT)
    share = min(1, _WIDEST / width)
    return round(width * share), round(_LOGO_HEIGHT * share)
