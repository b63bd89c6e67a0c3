"""The reference document: from it pandoc takes the styles, the page and the foot of the Word files."""

from __future__ import annotations

from lxml import etree

from ...edition.imprint import Imprint
from ..archive import pack, unpack
from ..office import LANGUAGES, render_theme, theme_colour
from .parts import TEXT_WIDTH, render_part

_FOOTER_ID = "rIdVoet"
_FOOTER = "word/footer1.xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FOOTER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make_reference(default: bytes, title: str, imprint: Imprint, book: bool, landscape: bool) -> bytes:
    """The reference document for a file called `title`, made from pandoc's own, `default`."""
    parts = {**unpack(default), **render_parts(title, imprint, book, landscape)}
    parts["word/document.xml"] = _set_section(parts["word/document.xml"], book, landscape)
    parts["word/_rels/document.xml.rels"] = _add_relation(parts["word/_rels/document.xml.rels"])
    parts["[Content_Types].xml"] = _add_type(parts["[Content_Types].xml"])
    return pack(parts, imprint.moment)


def render_parts(title: str, imprint: Imprint, book: bool, landscape: bool) -> dict[str, bytes]:
    """The parts of a Word file that are ours from first to last, by their names."""
    names = {
        _FOOTER: "footer.xml",
        "docProps/core.xml": "core.xml",
        "docProps/custom.xml": "custom.xml",
        "docProps/app.xml": "app.xml",
    }
    context = {"titel": title, "imprint": imprint, "taal": LANGUAGES[imprint.language]}
    made = {part: render_part(template, **context).encode() for part, template in names.items()}
    return render_styles(imprint, book, landscape, noted=True) | made


def render_styles(
    imprint: Imprint, book: bool = False, landscape: bool = False, noted: bool = False
) -> dict[str, bytes]:
    """The parts that say how a file looks; `noted` when it has the part with notes that pandoc makes."""
    templates = ("styles.xml", "settings.xml", "fontTable.xml")
    context = {
        "boek": book,
        "breedte": TEXT_WIDTH[landscape],
        "noten": noted,
        "taal": LANGUAGES[imprint.language],
        "theme_colour": theme_colour,
    }
    made = {f"word/{template}": render_part(template, **context).encode() for template in templates}
    return {**made, "word/theme/theme1.xml": render_theme(imprint)}


def _set_section(document: bytes, book: bool, landscape: bool) -> bytes:
    root = etree.fromstring(document)
    old = root.find(f"{_WORD}body/{_WORD}sectPr")
    new = render_part("sectie.xml", voet=_FOOTER_ID, boek=book, liggend=landscape)
    old.getparent().replace(old, etree.fromstring(new))
    return bytes(etree.tostring(root))


def _add_relation(relations: bytes) -> bytes:
    root = etree.fromstring(relations)
    target = {"Id": _FOOTER_ID, "Type": _FOOTER_RELATION, "Target": _FOOTER.removeprefix("word/")}
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", target)
    return bytes(etree.tostring(root))


def _add_type(types: bytes) -> bytes:
    root = etree.fromstring(types)
    etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{_FOOTER}", "ContentType": _FOOTER_TYPE})
    return bytes(etree.tostring(root))
