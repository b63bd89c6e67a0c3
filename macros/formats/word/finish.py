"""The last touches to what pandoc wrote: tables that print well, lists that line up, a table of contents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from .fields import WORD, Field, put_fields
from .pages import number_pages
from .parts import render_part

_INDENT = 397  # in twentieths of a point, like all lengths here
_SPACE_BELOW = "160"
_NO_MARK = "1000"  # the list with which pandoc indents
_BOX = "Schemavak"
_ARROW = "Schemapijl"
_INDENTS = {"Actueel": 227, "Toevoeging": 227, _BOX: 170}
_STYLES = {"FirstParagraph": "BodyText"}
_HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
_CONTENTS = ("TOCHeading", "TOC1", "TOC2")
_PLAIN_LINKS = ("TOC1", "TOC2", "Schemavak")
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def finish_document(document: bytes, styles: bytes, fields: Sequence[Field], language: str, width: int) -> bytes:
    """The document with its fields, its tables as wide as the text, and its table of contents as they should be."""
    root = etree.fromstring(document)
    for paragraph in list(root.iter(f"{WORD}p")):
        _finish_paragraph(paragraph)
    for table in list(root.iter(f"{WORD}tbl")):
        _finish_table(table, width)
    put_fields(root, fields, language)
    _make_contents(root, number_pages(root, styles, width))
    names = {"w14": _WORD_2010, "mc": _COMPATIBILITY}
    etree.cleanup_namespaces(root, top_nsmap=names, keep_ns_prefixes=[*names])
    root.set(f"{{{_COMPATIBILITY}}}Ignorable", "w14")
    return _serialize(root)


def finish_numbering(numbering: bytes) -> bytes:
    """The lists with smaller indents than pandoc gives them."""
    root = etree.fromstring(numbering)
    for level in root.iter(f"{WORD}lvl"):
        indent = level.find(f"{WORD}pPr/{WORD}ind")
        indent.set(f"{WORD}left", str((int(level.get(f"{WORD}ilvl")) + 1) * _INDENT))
        indent.set(f"{WORD}hanging", str(_INDENT))
    return _serialize(root)


def _serialize(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# --- Paragraphs -----------------------------------------------------------------------------------


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else str(style.get(f"{WORD}val"))


def _finish_paragraph(paragraph: Any) -> None:
    properties = paragraph.find(f"{WORD}pPr")
    if properties is None:
        return
    style = properties.find(f"{WORD}pStyle")
    if style is None:
        style = etree.Element(f"{WORD}pStyle", {f"{WORD}val": "ListParagraph"})
        properties.insert(0, style)
    name = style.get(f"{WORD}val")
    style.set(f"{WORD}val", _STYLES.get(name, name))
    _set_indent(properties, name)
    if name in _PLAIN_LINKS:
        _make_links_plain(paragraph)
    if _stays_with_next(paragraph):
        style.addnext(etree.Element(f"{WORD}keepNext"))
    if name == "Heading1" and _follows_its_place(paragraph):
        style.addnext(etree.Element(f"{WORD}pageBreakBefore", {f"{WORD}val": "0"}))


def _make_links_plain(paragraph: Any) -> None:
    """Let links look like the text around them, and put an arrow at the right."""
    for style in list(paragraph.iter(f"{WORD}rStyle")):
        if style.get(f"{WORD}val") == _ARROW:
            style.getparent().addnext(etree.Element(f"{WORD}tab"))
        else:
            style.getparent().remove(style)


def _stays_with_next(paragraph: Any) -> bool:
    """Whether this line announces a list, or the next one only says who is involved."""
    after = next((e for e in paragraph.itersiblings() if e.tag in (f"{WORD}p", f"{WORD}tbl")), None)
    if after is None:
        return False
    is_point = [line.find(f"{WORD}pPr/{WORD}numPr") is not None for line in (paragraph, after)]
    is_below_point = paragraph.find(f"{WORD}pPr/{WORD}ind") is not None
    return _style(after) == "Betrokken" or (is_point == [False, True] and not is_below_point)


def _set_indent(properties: Any, style: str) -> None:
    """Indent what stands below a point of a list, where pandoc puts a point without a mark."""
    points = properties.find(f"{WORD}numPr")
    if points is None:
        return
    left = (int(points.find(f"{WORD}ilvl").get(f"{WORD}val")) + 1) * _INDENT
    if points.find(f"{WORD}numId").get(f"{WORD}val") == _NO_MARK:
        properties.remove(points)
        etree.SubElement(properties, f"{WORD}ind", {f"{WORD}left": str(left + _INDENTS.get(style, 0))})
    elif style == _BOX:
        sides = {f"{WORD}left": str(left + _INDENTS[style]), f"{WORD}hanging": str(_INDENT)}
        etree.SubElement(properties, f"{WORD}ind", sides)


def _follows_its_place(heading: Any) -> bool:
    """Whether the line above says where in the method this is: then that line begins the page."""
    before = next(heading.itersiblings(f"{WORD}p", preceding=True), None)
    return before is not None and _style(before) == "Plaats"


def _keep_with_next(row: Any) -> None:
    for paragraph in row.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        style.addnext(etree.Element(f"{WORD}keepNext"))


# --- Tables ---------------------------------------------------------------------------------------


def _finish_table(table: Any, width: int) -> None:
    """Give columns their widths, keep rows whole, keep a heading with what it heads, and name the table."""
    rows = table.findall(f"{WORD}tr")
    headed = rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None
    _set_widths(table, rows, width)
    for row in rows:
        properties = row.find(f"{WORD}trPr")
        if properties is None:
            properties = etree.Element(f"{WORD}trPr")
            row.insert(0, properties)
        properties.insert(0, etree.Element(f"{WORD}cantSplit"))
    for row in rows[:1] if headed else rows[:-1]:
        _keep_with_next(row)
    _make_space_below(table)
    if not headed:
        table.find(f"{WORD}tblPr/{WORD}tblLook").set(f"{WORD}firstColumn", "1")  # there its labels stand
    if (about := table.find(f"{WORD}tblPr")).find(f"{WORD}tblCaption") is None:
        etree.SubElement(about, f"{WORD}tblCaption").set(f"{WORD}val", _heading_above(table))


def _set_widths(table: Any, rows: Sequence[Any], text: int) -> None:
    columns = table.findall(f"{WORD}tblGrid/{WORD}gridCol")
    total = sum(int(column.get(f"{WORD}w")) for column in columns)
    widths = [str(round(int(column.get(f"{WORD}w")) * text / total)) for column in columns]
    whole = table.find(f"{WORD}tblPr/{WORD}tblW")
    whole.set(f"{WORD}type", "dxa")
    whole.set(f"{WORD}w", str(text))
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{WORD}w", width)
    for row in rows:
        for cell, width in zip(row.findall(f"{WORD}tc"), widths, strict=True):
            size = etree.Element(f"{WORD}tcW", {f"{WORD}w": width, f"{WORD}type": "dxa"})
            cell.find(f"{WORD}tcPr").insert(0, size)


def _make_space_below(table: Any) -> None:
    after = table.getnext()
    properties = after.find(f"{WORD}pPr") if after is not None else None
    if properties is not None and _style(after) not in _HEADINGS:
        etree.SubElement(properties, f"{WORD}spacing", {f"{WORD}before": _SPACE_BELOW})


def _heading_above(table: Any) -> str:
    above = (p for p in table.itersiblings(f"{WORD}p", preceding=True) if _style(p) in _HEADINGS)
    heading = next(above, None)
    return "" if heading is None else "".join(heading.itertext()).strip()


# --- Contents -------------------------------------------------------------------------------------


def _make_contents(root: Any, pages: Mapping[str, int]) -> None:
    """Turn the lines of the table of contents into one with pages, that Word knows how to renew."""
    lines = [p for p in root.iter(f"{WORD}p") if _style(p) in _CONTENTS]
    if not lines:
        return
    frame = etree.fromstring(render_part("inhoud.xml").strip())
    begin, end = (frame.find(f".//{WORD}p[@id='{name}']") for name in ("begin", "einde"))
    lines[0].addprevious(frame)
    frame.find(f"{WORD}sdtContent").extend(lines)
    links = {link.get(f"{WORD}anchor"): link for link in frame.iter(f"{WORD}hyperlink")}
    _leave_out(root, links)
    for place, link in links.items():
        link.extend(_runs(etree.fromstring(render_part("paginanummer.xml", plek=place, pagina=pages[place]).strip())))
    lines[1][1:1] = _runs(begin)
    lines[-1].extend(_runs(end))
    for paragraph in (begin, end):
        paragraph.getparent().remove(paragraph)


def _leave_out(root: Any, contents: Collection[str]) -> None:
    """Give headings of things in a list, which the contents do not name, a style that Word does not look for either."""
    place = ""
    for element in root.iter(f"{WORD}bookmarkStart", f"{WORD}p"):
        if element.tag == f"{WORD}bookmarkStart":
            place = element.get(f"{WORD}name")
        elif _style(element) == "Heading2" and place not in contents:
            element.find(f"{WORD}pPr/{WORD}pStyle").set(f"{WORD}val", "Lijstkop")


def _runs(paragraph: Any) -> Iterator[Any]:
    return iter(list(paragraph))
