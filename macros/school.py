"""A school's own layer: what ``school/school.yml`` adds to the method and leaves out of it.

The method's files stay as they are; the `Handboek` that comes out holds both, and knows what is the school's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from .messages import quote
from .model import Brongroep, Fase, Handboek, Onderdeel, Rubriek, School, Schoolstap, Stap

_LARGEST_LOGO = 500_000  # bytes; it goes into every file of the handbook
_STARTS = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8\xff"}
_ACTS = re.compile(r"\}(script|handler|foreignObject|iframe|set|animate\w*)$|^\{http://www.w3.org/1999/xhtml\}")
_OUTSIDE = re.compile(r"\s*(?!#|data:image/(png|jpeg);)", re.IGNORECASE)

SCHOOL = School.noun()  # the name of its folder and its file
LOGO_SUFFIXES = (*_STARTS, ".svg")
OWN_BRONNEN = "bronnen-van-de-school"

Holder = TypeVar("Holder", Onderdeel, Rubriek)


@dataclass(frozen=True)
class Layer:
    """What a school changed: the ids of its own stappen, and of each stap that it leaves out the onderdeel's id."""

    own: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)


NO_LAYER = Layer()


def lay_over(handboek: Handboek, school: School) -> tuple[Handboek, Layer]:
    """The handbook as this school uses it: its stappen and bronnen added, what it leaves out taken away."""
    work = _Work(school)
    bronnen = handboek.bronnen
    if school.bronnen:
        group = Brongroep(id=OWN_BRONNEN, titel=f"Van {school.naam}", bronnen=school.bronnen)
        bronnen = bronnen.model_copy(update={"groepen": (*bronnen.groepen, group)})
    changed = {
        "fasen": tuple(work.fase(fase) for fase in handboek.fasen),
        "bronnen": bronnen,
        "school": school.model_copy(update={"stappen": (), "bronnen": (), "weglaten": ()}),
    }
    own = frozenset(inner.id for stap in school.stappen for inner in stap.all_stappen())
    return handboek.model_copy(update=changed), Layer(own, work.left_out)


class _Work:
    def __init__(self, school: School) -> None:
        self._school = school
        self.left_out: dict[str, str] = {}

    def fase(self, fase: Fase) -> Fase:
        doen = fase.doen.model_copy(
            update={"onderdelen": tuple(self._onderdeel(part) for part in fase.doen.onderdelen)}
        )
        others = {name: getattr(fase, name) for name in ("gesprek", "management")}
        return fase.model_copy(
            update={"doen": doen, **{name: part and self._onderdeel(part) for name, part in others.items()}}
        )

    def _onderdeel(self, onderdeel: Onderdeel) -> Onderdeel:
        rubrieken = tuple(self._holder(rubriek, onderdeel) for rubriek in onderdeel.rubrieken)
        return self._holder(onderdeel, onderdeel).model_copy(update={"rubrieken": rubrieken})

    def _holder(self, holder: Holder, onderdeel: Onderdeel) -> Holder:
        """An onderdeel or rubriek with its stappen as the school has them."""
        own = [stap for stap in self._school.stappen if stap.bij == holder.id]
        stappen = list(self._kept(holder.stappen, onderdeel, own))
        stappen += [_plain(stap) for stap in own if stap.na is None]
        return holder.model_copy(update={"stappen": tuple(stappen)})

    def _kept(self, stappen: tuple[Stap, ...], onderdeel: Onderdeel, own: list[Schoolstap]) -> Iterator[Stap]:
        for stap in stappen:
            if stap.id in self._school.weglaten:
                self.left_out |= {inner.id: onderdeel.id for inner in stap.all_stappen()}
            else:
                yield stap.model_copy(update={"punten": tuple(self._kept(stap.punten, onderdeel, own))})
            yield from (_plain(extra) for extra in own if extra.na == stap.id)


def _plain(stap: Schoolstap) -> Stap:
    """The stap without where it goes."""
    return Stap.model_construct(None, **{name: getattr(stap, name) for name in Stap.model_fields})


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
    if logo.suffix in _STARTS:
        return None if content.startswith(_STARTS[logo.suffix]) else f"{name} is geen {logo.suffix[1:]}"
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
