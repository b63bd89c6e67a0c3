"""What a screen reader meets in a PDF: each thing once, over however many pages and lines it runs.

WeasyPrint gives each of its boxes an element in the tree of tags. A table over two pages is two boxes, so two tables;
a link over two lines two links; what stands at the foot of a page is content. Here that is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

Box = Any  # WeasyPrint and pydyf have no types
Element = Any
_LIST_PARTS = ("/Lbl", "/LBody")
_POINT = 0.75  # of a pixel
_LETTERS = re.compile(rb" [\d.]+ Tf")


@contextmanager
def noting_elements() -> Iterator[dict[Box, list[Element]]]:
    """While a PDF is written, note which elements WeasyPrint makes of each box, which it says nowhere itself."""
    from weasyprint.pdf import tags

    made: dict[Box, list[Element]] = {}
    build = tags._build_box_tree

    def build_and_note(box: Box, *rest: Any) -> Iterator[Element]:
        for element in build(box, *rest):
            made.setdefault(_itself(box), []).append(element)
            yield element

    tags._build_box_tree = build_and_note
    try:
        yield made
    finally:
        tags._build_box_tree = build


def finish_structure(document: Any, pdf: Any, made: dict[Box, list[Element]], zoom: float = 1) -> None:
    """Put the tags of `pdf` right, before it is written; `made` has the elements of each box of `document`."""
    tree = _Tree(pdf, zoom)
    boxes = [found for page in document.pages for found in _walk(page._page_box)]
    _finish_fields(document, boxes)
    _hide_furniture(tree, boxes, made)
    _describe_links(tree, boxes)
    groups = _group(boxes, made)
    for (_, tag, _), elements in groups.items():
        first, *others = elements
        for other in filter(tree.holds, others):
            tree.hide(other) if tag == "thead" else tree.merge(first, other)
    _tag_contents(tree, boxes, made)
    tree.finish()


def _itself(box: Box) -> Box:
    """A box that is placed by its coordinates stands behind another."""
    return getattr(box, "_box", box)


def _walk(page_box: Box) -> Iterator[tuple[Box, Box]]:
    """Every box of a page with the one that it stands in, in the order of the text."""
    waiting: list[tuple[Box, Box]] = [(page_box, None)]
    while waiting:
        box, parent = waiting.pop()
        yield box, parent
        waiting.extend((_itself(child), box) for child in reversed(list(box.all_children())))


def _same(box: Box) -> tuple[int, str]:
    """What tells the boxes of one HTML element, or of what CSS puts before or behind it, from all others."""
    return id(box.element), box.element_tag


def _group(
    boxes: Iterable[tuple[Box, Box]], made: dict[Box, list[Element]]
) -> dict[tuple[int, str, str], list[Element]]:
    """The elements that are parts of one thing, in order."""
    groups: dict[tuple[int, str, str], list[Element]] = {}
    for box, parent in boxes:
        if box.element is None or box.element_tag in ("html", "body"):
            continue
        outermost = parent is None or _same(box) != _same(parent)
        for element in made.get(box, ()):
            if outermost or element["S"] in _LIST_PARTS:
                groups.setdefault((*_same(box), element["S"]), []).append(element)
    return groups


def _hide_furniture(tree: _Tree, boxes: Iterable[tuple[Box, Box]], made: dict[Box, list[Element]]) -> None:
    """What stands in the margin of a page is no part of the text, nor are the dots that lead to a number."""
    from weasyprint.formatting_structure.boxes import MarginBox

    outside: set[Box] = set()
    for box, parent in boxes:
        if isinstance(box, MarginBox) or box.is_leader or parent in outside:
            outside.add(box)
            for element in made.get(box, ()):
                tree.hide(element)


def _describe_links(tree: _Tree, boxes: Iterable[tuple[Box, Box]]) -> None:
    """A link is described by its words; what is put behind them, and what stands within, is no second link."""
    around: dict[Box, Box] = {}
    for box, parent in boxes:
        link = around.get(parent)
        if annotation := getattr(box, "link_annotation", None):
            if link is None:
                annotation["Contents"].string = _words(box.element)
                link = box
            else:
                tree.remove_annotation(annotation)
        if link is not None:
            around[box] = link


def _words(element: Any) -> str:
    return element.get("aria-label") or " ".join("".join(element.itertext()).split())


def _finish_fields(document: Any, boxes: Iterable[tuple[Box, Box]]) -> None:
    """A field in a cell is as large as the cell has become; letters are as large as what is written leaves room for."""
    cell: Box = None
    heights = iter(document.pages)
    for box, parent in boxes:
        if parent is None:
            height = next(heights).height
        if box.element_tag == "td" and parent.element_tag != "td":
            cell = box
        field = getattr(box, "widget_annotation", None)
        if not field or field["FT"] != "/Tx":
            continue
        field["DA"].string = _LETTERS.sub(b" 0 Tf", field["DA"].string)
        if parent.element_tag == "td":
            left, top = cell.padding_box_x(), cell.padding_box_y()
            right, bottom = left + cell.padding_width(), top + cell.padding_height()
            sides = (left, height - top, right, height - bottom)
            field["Rect"][:] = [side * _POINT for side in sides]


def _tag_contents(tree: _Tree, boxes: Iterable[tuple[Box, Box]], made: dict[Box, list[Element]]) -> None:
    """The table of contents, by its own tags: a list of entries, each with a reference."""
    inside: set[Box] = set()
    for box, parent in boxes:
        if parent not in inside and not (box.element_tag == "nav" and box.element.get("class") == "inhoud"):
            continue
        inside.add(box)
        for element in made.get(box, ()):
            if box.element_tag == "a" and element["S"] == "/Link" and tree.holds(element):
                tree.wrap(element, "/Reference")
            element["S"] = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}.get(element["S"], element["S"])


class _Tree:
    """The elements of a PDF by their references, with what points to them."""

    def __init__(self, pdf: Any, zoom: float) -> None:
        self._pdf = pdf
        self._nums = self._get(self._get(pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        self._pages = {page: number for number, page in enumerate(pdf.page_references)}
        self._zoom = zoom
        self._moved: dict[bytes, bytes] = {}
        self._hidden: dict[int, set[int]] = {}
        self._gone: set[bytes] = set()

    def _get(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _kids(self, element: Element) -> Iterator[Element]:
        return (self._get(kid) for kid in element["K"] if isinstance(kid, bytes))

    def holds(self, element: Element) -> bool:
        """Whether it is still in the text."""
        return element.reference not in self._moved

    def _detach(self, element: Element) -> None:
        siblings = self._get(element["P"])["K"]
        if element.reference in siblings:
            siblings.remove(element.reference)

    def hide(self, element: Element) -> None:
        """Take an element and all within it out of the text."""
        self._detach(element)
        waiting = [element]
        while waiting:
            part = waiting.pop()
            self._moved[part.reference] = b"null"
            marks = self._hidden.setdefault(self._pages.get(part.get("Pg"), -1), set())
            marks.update(kid for kid in part["K"] if isinstance(kid, int))
            waiting += [kid for kid in self._kids(part) if "K" in kid]

    def merge(self, first: Element, other: Element) -> None:
        """Let `first` have all that `other` has, which ends."""
        self._detach(other)
        self._moved[other.reference] = first.reference
        for kid in other["K"]:
            if isinstance(kid, int) and other["Pg"] != first["Pg"]:
                kid = type(other)({"Type": "/MCR", "Pg": other["Pg"], "MCID": kid})
            elif isinstance(kid, bytes) and "P" in (element := self._get(kid)):
                element["P"] = first.reference
            first["K"].append(kid)

    def wrap(self, element: Element, kind: str) -> None:
        """Put an element of this kind around it."""
        around = type(element)({"Type": "/StructElem", "S": kind, "P": element["P"], "Pg": element["Pg"]})
        self._pdf.add_object(around)
        siblings = self._get(element["P"])["K"]
        siblings[siblings.index(element.reference)] = around.reference
        around["K"] = type(siblings)([element.reference])
        element["P"] = around.reference

    def remove_annotation(self, annotation: Any) -> None:
        """Take a link away, and leave its words."""
        self._gone.add(annotation.reference)

    def finish(self) -> None:
        """Let all that points to an element point to where it has gone."""
        self._drop_annotations()
        for element in self._elements():
            if element["S"] == "/LI":
                self._gather_body(element)
            elif element["S"] == "/TR":
                self._scope_headers(element)
            elif element["S"] == "/Figure" and "A" in element:
                self._turn_over(element)
        for place in range(0, len(self._nums), 2):
            marks = self._nums[place + 1]
            if isinstance(marks, list):
                marks[:] = [self._target(reference) for reference in marks]
                self._hide_marks(self._nums[place], marks)
            else:
                self._nums[place + 1] = self._target(marks)

    def _elements(self) -> list[Element]:
        return [thing for thing in self._pdf.objects if isinstance(thing, dict) and "S" in thing and "K" in thing]

    def _target(self, reference: bytes) -> bytes:
        while reference in self._moved:
            reference = self._moved[reference]
        return reference

    def _drop_annotations(self) -> None:
        for page in map(self._get, self._pages):
            if "Annots" in page:
                page["Annots"][:] = [each for each in page["Annots"] if each not in self._gone]
        for element in self._elements():
            kept = [
                kid for kid in element["K"] if not isinstance(kid, bytes) or self._get(kid).get("Obj") not in self._gone
            ]
            if len(kept) < len(element["K"]):
                element["K"][:] = kept
                element["S"] = element["S"].replace("/Link", "/Span")
        gone = {self._get(reference)["StructParent"] for reference in self._gone}
        pairs = zip(self._nums[::2], self._nums[1::2], strict=True)
        self._nums[:] = [part for pair in pairs if pair[0] not in gone for part in pair]

    def _hide_marks(self, page: int, marks: list[bytes]) -> None:
        """What is hidden is an artifact: it belongs to no element, and the page says so where it is drawn."""
        hidden = self._hidden.get(page)
        if not hidden:
            return
        for mark in hidden:
            marks[mark] = b"null"
        drawn = self._get(self._get(self._pdf.page_references[page])["Contents"]).stream
        for place, part in enumerate(drawn):
            if isinstance(part, dict) and part.get("MCID") in hidden:
                drawn[place - 1] = b"/Artifact"
                part.clear()

    def _gather_body(self, item: Element) -> None:
        """An item of a list has a label and a body, and nothing beside them."""
        labels = [kid.reference for kid in self._kids(item) if kid["S"] == "/Lbl"]
        rest = [kid for kid in item["K"] if kid not in labels]
        if all(isinstance(kid, bytes) and self._get(kid)["S"] == "/LBody" for kid in rest) and len(rest) == 1:
            return
        body = type(item)({"Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"]})
        self._pdf.add_object(body)
        body["K"] = type(item["K"])()
        item["K"][:] = [*labels, body.reference]
        for kid in rest:
            part = self._get(kid) if isinstance(kid, bytes) else None
            if part is not None and part["S"] == "/LBody":
                self.merge(body, part)
            else:
                body["K"].append(kid)
                if part is not None:
                    part["P"] = body.reference

    def _scope_headers(self, row: Element) -> None:
        """Each header cell heads its row or its column (PDF/UA-1, 7.5); the cells need no list of those beside that."""
        cells = list(self._kids(row))
        for cell in cells:
            cell["A"].pop("Headers", None)
            cell.pop("ID", None)
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Row" if any(each["S"] == "/TD" for each in cells) else "/Column"

    def _turn_over(self, figure: Element) -> None:
        """WeasyPrint counts from the top of the page, a PDF from its foot."""
        page = self._get(figure["Pg"])
        height = page["MediaBox"][3]
        left, top, right, bottom = (side * _POINT * self._zoom for side in figure["A"]["BBox"])
        figure["A"]["BBox"][:] = (left, height - bottom, right, height - top)
