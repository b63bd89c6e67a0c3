"""What a school adds and leaves out fits the method."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from ...content.model import Onderdeel, Rubriek, School, Schoolstap
from ..library import Library
from ..messages import Melding, quote
from ..school import LOGO_STARTS


def faulty_school(library: Library) -> Iterator[Melding]:
    """A school puts its stappen where they belong, leaves out what is the method's, and has its logo in its folder."""
    holders: dict[str, Onderdeel | Rubriek] = {item.id: item.part for item in library.whole(Onderdeel)}
    holders |= {item.id: item.part for item in library.whole(Rubriek)}
    for item in library.whole(School):
        school = item.part
        for index, stap in enumerate(school.stappen):
            # An id that is no stap, or nothing, has been named already.
            is_known = stap.bij in holders and library.nouns.get(stap.na or "") == stap.noun()
            if is_known and (problem := faulty_place(stap, holders[stap.bij], set(school.weglaten))):
                yield item.melding(problem, "stappen", index, "na")
        yield from (item.melding(problem, "weglaten", index) for index, problem in faulty_weglaten(school))
        yield from (item.melding(problem, "rollen", index, "rol") for index, problem in faulty_names(school))
        if school.logo and (problem := faulty_logo(library.school_dir / school.logo)):
            yield item.melding(problem, "logo")


_LARGEST_LOGO = 500_000  # bytes; it goes into every file of the handbook
_ACTS = re.compile(r"\}(script|handler|foreignObject|iframe|set|animate\w*)$|^\{http://www.w3.org/1999/xhtml\}")
_OUTSIDE = re.compile(r"\s*(?!#|data:image/(png|jpeg);)", re.IGNORECASE)


def faulty_place(stap: Schoolstap, holder: Onderdeel | Rubriek, left_out: Set[str]) -> str | None:
    """What is wrong, in Dutch, with the stap behind which a school puts its own in this onderdeel or rubriek."""
    na, places = str(stap.na), [place for outer in holder.stappen for place in outer.all_stappen()]
    if na not in {place.id for place in places}:
        return f"de stap {quote(na)} hoort niet bij {quote(holder.id)}"
    for place in places:
        # What is left out keeps its own place, but not those within it.
        within = {inner.id for inner in place.all_stappen()} - {place.id}
        if place.id in left_out and na in within:
            return f"de stap {quote(na)} valt weg met {quote(place.id)} in 'weglaten'; kies een andere stap"
    return None


def faulty_weglaten(school: School) -> Iterator[tuple[int, str]]:
    """Yield (index in `weglaten`, what is wrong with it in Dutch)."""
    own, seen = {inner.id for stap in school.stappen for inner in stap.all_stappen()}, set[str]()
    for index, item in enumerate(school.weglaten):
        if item in own:
            yield index, f"{quote(item)} is een eigen stap; haal hem hier weg, of daar waar hij in 'stappen' staat"
        elif item in seen:
            yield index, f"{quote(item)} staat hier al; haal een van de twee weg"
        seen.add(item)


def faulty_names(school: School) -> Iterator[tuple[int, str]]:
    """Yield (index in `rollen`, what is wrong with it in Dutch)."""
    seen = set[str]()
    for index, naam in enumerate(school.rollen):
        if naam.rol in seen:
            yield index, f"{quote(naam.rol)} staat hier al; haal een van de twee weg"
        seen.add(naam.rol)


def faulty_logo(logo: Path) -> str | None:
    """What is wrong with the file of a logo, in Dutch: only a picture that does nothing may stand on a site."""
    name = quote(logo.name)
    try:
        with logo.open("rb") as file:
            content = file.read(_LARGEST_LOGO + 1)
    except OSError:
        return f"er is geen bestand {name} in {logo.parent.name}/"
    if len(content) > _LARGEST_LOGO:
        return f"{name} is groter dan {_LARGEST_LOGO // 1000} kB; maak het plaatje kleiner"
    if logo.suffix in LOGO_STARTS:
        return None if content.startswith(LOGO_STARTS[logo.suffix]) else f"{name} is geen {logo.suffix[1:]}"
    from lxml import etree  # here, as hardly any build has a drawing to look into

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return f"{name} is geen svg"
    if any(_is_active(element) for element in (*root.itersiblings(preceding=True), *root.iter())):
        return f"{name} doet meer dan een plaatje hoort te doen (een script, of iets van elders); kies een gewone svg of een png"
    return None


def _is_active(element: Any) -> bool:
    """Whether a part of a drawing runs something, or gets something from elsewhere."""
    if not isinstance(element.tag, str):
        return element.tag.__name__ == "Entity" or getattr(element, "target", "") == "xml-stylesheet"
    return bool(_ACTS.search(element.tag)) or any(
        name.lower().startswith("on") or (name.rpartition("}")[2] == "href" and _OUTSIDE.match(value))
        for name, value in element.attrib.items()
    )
