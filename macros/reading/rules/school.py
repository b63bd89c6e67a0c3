"""What a school adds and leaves out fits the method."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from ...content.model import Onderdeel, Rubriek, School, Schoolstap
from ...words import named, tell
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
_NO_PICTURE = named("{name} is no {kind}")
_DOES_MORE = named(
    "{name} does more than a picture should (a script, or something from elsewhere); choose an ordinary svg or a png"
)
_ACTS = re.compile(r"\}(script|handler|foreignObject|iframe|set|animate\w*)$|^\{http://www.w3.org/1999/xhtml\}")
_OUTSIDE = re.compile(r"\s*(?!#|data:image/(png|jpeg);)", re.IGNORECASE)


def faulty_place(stap: Schoolstap, holder: Onderdeel | Rubriek, left_out: Set[str]) -> str | None:
    """What is wrong with the stap behind which a school puts its own in this onderdeel or rubriek."""
    na, places = str(stap.na), [place for outer in holder.stappen for place in outer.all_stappen()]
    if na not in {place.id for place in places}:
        return tell("the step {id} does not belong to {part}", id=quote(na), part=quote(holder.id))
    for place in places:
        # What is left out keeps its own place, but not those within it.
        within = {inner.id for inner in place.all_stappen()} - {place.id}
        if place.id in left_out and na in within:
            return tell(
                "the step {id} goes with {other} in 'weglaten'; choose another step",
                id=quote(na),
                other=quote(place.id),
            )
    return None


def faulty_weglaten(school: School) -> Iterator[tuple[int, str]]:
    """Yield (index in `weglaten`, what is wrong with it)."""
    own, seen = {inner.id for stap in school.stappen for inner in stap.all_stappen()}, set[str]()
    for index, item in enumerate(school.weglaten):
        if item in own:
            yield (
                index,
                tell("{id} is a step of your own; take it away here, or where it stands in 'stappen'", id=quote(item)),
            )
        elif item in seen:
            yield index, tell("{id} stands here already; take one of the two away", id=quote(item))
        seen.add(item)


def faulty_names(school: School) -> Iterator[tuple[int, str]]:
    """Yield (index in `rollen`, what is wrong with it)."""
    seen = set[str]()
    for index, naam in enumerate(school.rollen):
        if naam.rol in seen:
            yield index, tell("{id} stands here already; take one of the two away", id=quote(naam.rol))
        seen.add(naam.rol)


def faulty_logo(logo: Path) -> str | None:
    """What is wrong with the file of a logo: only a picture that does nothing may stand on a site."""
    name = quote(logo.name)
    try:
        with logo.open("rb") as file:
            content = file.read(_LARGEST_LOGO + 1)
    except OSError:
        return tell("there is no file {name} in {folder}", name=name, folder=f"{logo.parent.name}/")
    if len(content) > _LARGEST_LOGO:
        return tell(
            "{name} is larger than {number} kB; make the picture smaller", name=name, number=_LARGEST_LOGO // 1000
        )
    if logo.suffix in LOGO_STARTS:
        return (
            None if content.startswith(LOGO_STARTS[logo.suffix]) else tell(_NO_PICTURE, name=name, kind=logo.suffix[1:])
        )
    from lxml import etree  # here, as hardly any build has a drawing to look into

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return tell(_NO_PICTURE, name=name, kind="svg")
    if any(_is_active(element) for element in (*root.itersiblings(preceding=True), *root.iter())):
        return tell(_DOES_MORE, name=name)
    return None


def _is_active(element: Any) -> bool:
    """Whether a part of a drawing runs something, or gets something from elsewhere."""
    if not isinstance(element.tag, str):
        return element.tag.__name__ == "Entity" or getattr(element, "target", "") == "xml-stylesheet"
    return bool(_ACTS.search(element.tag)) or any(
        name.lower().startswith("on") or (name.rpartition("}")[2] == "href" and _OUTSIDE.match(value))
        for name, value in element.attrib.items()
    )
