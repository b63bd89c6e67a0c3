"""What an editor sees and does: each page of the editor, and what becomes of what is sent from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from ..content.dutch import fold
from ..content.markdown import plain
from ..content.model import Model, Rol, Schoolstap, Stap, model_in
from ..edition.macros import ROL
from ..render.view import render_file
from ..upkeep.splice import Unwritable
from ..words import gettext
from .book import FILE, SCHOOL_FILE, Book, Project, Spot, check, holder, is_of_the_school
from .changes import LAST, Change, Stale, compare
from .forms import complete, fields_of, read_form, shorten
from .handover import commit, has_git, write_changes
from .naming import propose_id, taken_ids
from .removal import remove
from .source import Departure, Sources
from .state import State, clean_all, fill, operate, show
from .store import Store, summarise
from .trial import Trial, attempt, preview

_HERE = Path(__file__).parent / "templates"
_MOST_FOUND = 60
_BRON = "nieuwe-bron"  # how the fields begin of a bron that is saved along
_SAYS_MOST = ("titel", "naam", "term", "label", "doe", "tekst", "kop", "oud")
SCHOOL = f"{FILE}school"


@dataclass(frozen=True)
class Answer:
    """What is sent back: a page, a file, or the address to go on to."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""


@dataclass
class Sheet:
    """A form on its way to the screen: its state, and what is to be said about it."""

    spot: Spot
    state: State
    was: dict[str, Any]
    is_sent: bool = False
    said: list[str] = field(default_factory=list)
    cleaned: list[str] = field(default_factory=list)  # what was done to pasted text
    trial: Trial | None = None
    departures: list[Departure] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)
    place: dict[str, str] = field(default_factory=dict)  # of something new: where it goes

    @property
    def is_new(self) -> bool:
        """Whether this is not there yet."""
        return bool(self.place)


class Desk:
    """The editor of one project; `site` is where the handbook is served, `token` what each form sends along."""

    def __init__(self, project: Project, site: str, token: str) -> None:
        self.store, self.project = Store(project), project
        self._site, self._token = site, token

    # --- Pages ----------------------------------------------------------------------------------------

    def search(self, query: str = "") -> Answer:
        """All that can be edited, or what has these words."""
        book = self.store.book()
        words = fold(query).split()
        things = [Thing.of(book, spot) for spot in book.spots.values()]
        found = [thing for thing in things if words and all(word in thing.folded for word in words)]
        files = [thing for thing in things if thing.spot.loc == ()]
        return self._page("zoeken", query=query, found=found[:_MOST_FOUND], more=len(found) > _MOST_FOUND, files=files)

    def form(self, key: str, is_saved: bool = False) -> Answer:
        """The form of a thing; of a school that has none yet its first."""
        book = self.store.book()
        spot = book.spots.get(key)
        if spot is None and key == SCHOOL:
            return self.begin({"bij": SCHOOL})
        if spot is None:
            return self.missing(key)
        was = shorten(spot.kind, book.value(spot))
        trial = attempt(self.project, book, (), key, {})
        said = [gettext("Saved.")] if is_saved else []
        return self._form(book, Sheet(spot, fill(spot.kind, was), was, trial=trial, said=said))

    def begin(self, query: Mapping[str, str]) -> Answer:
        """An empty form for something new; what is known of it already is filled in."""
        book = self.store.book()
        sheet = _new_sheet(book, query)
        if sheet is None:
            return self.missing(query.get("bij", ""))
        for name, words in query.items():
            if name.startswith("v."):
                sheet.state[name[2:]] = [words]
        return self._form(book, sheet)

    def send(self, key: str, posted: State) -> Answer:
        """What is done with the form of a thing that is sent."""
        book = self.store.book()
        spot = book.spots.get(key)
        if spot is None:
            return self.missing(key)
        was = json.loads(posted.pop("was")[0])
        return self._act(book, Sheet(spot, posted, was))

    def send_new(self, query: Mapping[str, str], posted: State) -> Answer:
        """What is done with the form of something new."""
        book = self.store.book()
        sheet = _new_sheet(book, query)
        if sheet is None:
            return self.missing(query.get("bij", ""))
        posted.pop("was", None)
        sheet.state = posted
        return self._act(book, sheet)

    def ask_removal(self, key: str, successor: str = "", trial: Trial | None = None) -> Answer:
        """What names a thing, and what is to take its place."""
        book = self.store.book()
        spot = book.spots.get(key)
        if spot is None or holder(book, spot) is None:
            return self.missing(key)
        edition = check(self.project, book)
        uses = [Thing.of(book, book.spots[use.id]) for use in edition.uses.get(key, ()) if use.id in book.spots]
        choices = self._choices(book, ())
        return self._page(
            "weg", thing=Thing.of(book, spot), uses=uses, choices=choices, successor=successor, trial=trial
        )

    def send_removal(self, key: str, posted: State) -> Answer:
        """Take a thing away."""
        book, successor = self.store.book(), _first(posted, "opvolger").strip()
        spot = book.spots.get(key)
        held = holder(book, spot) if spot else None
        if spot is None or held is None:
            return self.missing(key)
        if not successor:
            trial = Trial(by_field={"opvolger": [gettext("Choose what takes its place: old links will lead there.")]})
            return self.ask_removal(key, successor, trial)
        changes = remove(book, spot, successor, date.today())
        trial = attempt(self.project, book, changes, key, {})
        if not trial.is_right:
            return self.ask_removal(key, successor, trial)
        self.store.save(tuple(changes))
        return Answer(status=303, location=f"/ding/{held[0]}")

    def overview(self, said: str = "") -> Answer:
        """All that changed in this session, before and after, to be passed on or taken back."""
        saves = self.store.saves()
        return self._page("klaar", changes=summarise(saves), saves=saves, said=said, git=has_git(self.project))

    def pass_on(self, posted: State) -> Answer:
        """Take back what was saved last, or all; or pass on what was done."""
        action, why = _first(posted, "actie"), _first(posted, "waarom").strip()
        if action in ("terug", "alles-terug"):
            return self.overview(self._undo(everything=action == "alles-terug"))
        changes = summarise(self.store.saves())
        if action == "vastleggen" and changes:
            said = commit(self.project, self.store.saves(), why or gettext("Text of the handbook changed"))
            if said:
                return self.overview(said)
        if action in ("vastleggen", "klaar"):
            self.store.close()
        return Answer(status=303, location="/")

    def file(self) -> Answer:
        """The changes of this session as a file to send."""
        return Answer(write_changes(summarise(self.store.saves())).encode(), "application/yaml; charset=utf-8")

    def missing(self, key: str) -> Answer:
        """What is said of something that is not there, or not any more."""
        return self._page("weg-al", status=404, key=key)

    def refused(self) -> Answer:
        """What is said to who did not come by the address that was printed."""
        return self._page("geweigerd", status=403)

    # --- Doing ----------------------------------------------------------------------------------------

    def _undo(self, everything: bool) -> str:
        try:
            self.store.undo()
            while everything and self.store.saves():
                self.store.undo()
        except LookupError:
            return gettext("There is nothing left to undo.")
        except Stale as stale:
            return gettext(
                "This can't be undone any more: {field} has been changed again since.", field=stale.change.veld
            )
        return gettext("Undone.")

    def _act(self, book: Book, sheet: Sheet) -> Answer:
        action, _, where = _first(sheet.state, "actie").partition(":")
        sheet.is_sent, before = True, fill(sheet.spot.kind, sheet.was)
        sheet.state, sheet.cleaned = clean_all(
            {n: w for n, w in sheet.state.items() if n not in ("actie", "token")}, before
        )
        if action in ("erbij", "weg", "omhoog", "omlaag"):
            name, _, place = where.partition(":")
            sheet.state = operate(sheet.state, action, name, int(place or 0))
            return self._form(book, sheet)
        try:
            return self._try(book, sheet, action)
        except Stale as stale:
            return self._form(*self._merge(sheet, stale))
        except Unwritable:
            sheet.said = [gettext("This text can't be written in the file; take out what is unusual in it.")]
            return self._form(book, sheet)

    def _try(self, book: Book, sheet: Sheet, action: str) -> Answer:
        value = read_form(sheet.spot.kind, sheet.state, sheet.was)
        changes, key = self._changes(book, sheet, value)
        if action in ("feit", "school"):
            return Answer(
                status=303,
                location=_elsewhere(book, sheet, value, int(_first(sheet.state, "zin") or 0), action, self.project),
            )
        sheet.departures = [] if sheet.is_new and sheet.spot.file == SCHOOL_FILE else self._departures(sheet, value)
        errata = self._errata(sheet)
        if not changes:
            sheet.said.append(gettext("Nothing has changed yet."))
            return self._form(book, sheet)
        sheet.trial = attempt(self.project, book, [*changes, *errata], key, sheet.state)
        if action != "bewaar" or not sheet.trial.is_right or sheet.cleaned:
            return self._form(book, sheet, key)
        self.store.save((*changes, *errata))
        return Answer(status=303, location=f"/ding/{key}?bewaard=1")

    def _departures(self, sheet: Sheet, value: Mapping[str, Any]) -> list[Departure]:
        return Sources.of(self.project).departures(sheet.spot, sheet.was, value)

    def _errata(self, sheet: Sheet) -> list[Change]:
        """The errata of a text that the editor calls a mistake in the source."""
        reason, sort = _first(sheet.state, "erratum-reden").strip(), _first(sheet.state, "erratum-soort") or "zin"
        if _first(sheet.state, "bedoeling") != "erratum" or not reason:
            return []
        sources = Sources.of(self.project)
        found = [sources.erratum(departure, reason, sort) for departure in sheet.departures]
        return [change for change in found if change]

    def _changes(self, book: Book, sheet: Sheet, value: dict[str, Any]) -> tuple[list[Change], str]:
        """What a form asks for, and the key of the thing that it is about."""
        extra = list(_new_bron(book, sheet, self.project))
        if not sheet.is_new:
            whole = book.value(sheet.spot)
            changes = compare(sheet.spot.key, complete(sheet.was, whole), complete(value, whole), sheet.spot.kind)
            return [*extra, *changes], sheet.spot.key
        if sheet.place["bij"] == SCHOOL and not sheet.place.get("veld"):
            return [Change(SCHOOL, "naam", wordt=value.get("naam"))], SCHOOL
        taken = taken_ids(self.project, book)
        new_id = _first(sheet.state, "id").strip() or propose_id(value, taken)
        value = {"id": new_id, **value} if "id" in sheet.spot.kind.model_fields else value
        key = f"{ROL}{new_id}" if sheet.spot.kind is Rol else new_id
        sheet.state["id"] = [new_id]
        single = not _is_list(book, sheet.place)
        change = Change(
            sheet.place["bij"],
            sheet.place["veld"],
            "veld" if single else "erbij",
            wordt=value,
            na=sheet.place.get("na") or None,
        )
        return [*extra, change], key

    def _merge(self, sheet: Sheet, stale: Stale) -> tuple[Book, Sheet]:
        """The form on what is there now, with what this editor changed."""
        book = self.store.book()
        spot = book.spots.get(sheet.spot.key)
        if sheet.is_new or spot is None:
            sheet.stale = [stale]
            return book, sheet
        now = shorten(spot.kind, book.value(spot))
        mine = read_form(spot.kind, sheet.state, sheet.was)
        names = {name for name in {*sheet.was, *mine} if sheet.was.get(name) != mine.get(name)}
        kept = {name: words for name, words in sheet.state.items() if name.partition(".")[0] in names}
        others = {name: words for name, words in fill(spot.kind, now).items() if name.partition(".")[0] not in names}
        clashes = [
            Stale(Change(spot.key, name, was=sheet.was.get(name), wordt=mine.get(name)), now.get(name))
            for name in names
        ]
        clashes = [clash for clash in clashes if clash.now not in (clash.change.was, clash.change.wordt)]
        return book, Sheet(spot, {**others, **kept}, now, stale=clashes or [stale])

    # --- Showing --------------------------------------------------------------------------------------

    def _form(self, book: Book, sheet: Sheet, key: str = "") -> Answer:
        key = key or sheet.spot.key
        edition = sheet.trial.edition if sheet.trial else None
        fields = show(sheet.spot.kind, sheet.state)
        nouns = {shown.field.nouns for shown in _all_shown(fields) if shown.field.nouns is not None}
        return self._page(
            "ding",
            sheet=sheet,
            thing=Thing.of(book, sheet.spot) if not sheet.is_new else None,
            fields=fields,
            choices={_list_name(kinds): self._choices(book, kinds) for kinds in nouns},
            list_name=_list_name,
            label=lambda item: Thing.label_of(book, item),
            was=json.dumps(sheet.was, ensure_ascii=False),
            shown=preview(edition, key, self._site) if edition else Markup(""),
            errors=sheet.trial.by_field if sheet.trial else {},
            groups=_groups_of_bronnen(book),
            around=holder(book, sheet.spot) if not sheet.is_new else None,
            place=urlencode(sheet.place),
            site=self._site_address(book, key, edition),
        )

    def _site_address(self, book: Book, key: str, edition: Any) -> str:
        place = edition.places.get(key) if edition else None
        return f"{self._site}{place.address}" if place else self._site

    def _choices(self, book: Book, nouns: Sequence[str]) -> list[Thing]:
        """What a field that names an id may name."""
        things = [Thing.of(book, spot) for spot in book.spots.values() if not spot.key.startswith(FILE)]
        rol = tuple(nouns) == (Rol.noun(),)
        return [
            thing
            for thing in things
            if thing.spot.key.startswith(ROL) == rol and (not nouns or thing.spot.kind.noun() in nouns)
        ]

    def _page(self, template: str, status: int = 200, **context: Any) -> Answer:
        html = render_file(
            _HERE, template, token=self._token, home=self._site, count=len(self.store.saves()), **context
        )
        return Answer(html.encode(), status=status)


@dataclass(frozen=True)
class Thing:
    """A thing that can be edited, as it is named in a list."""

    spot: Spot
    id: str
    label: str

    @classmethod
    def of(cls, book: Book, spot: Spot) -> Thing:
        """The thing that stands there."""
        value = book.value(spot)
        said = next((value[name] for name in _SAYS_MOST if isinstance(value.get(name), str)), "")
        words = plain(said).replace("\n", " ") or spot.file
        short = words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + " …"
        return cls(spot, spot.key.removeprefix(ROL), short)

    @staticmethod
    def label_of(book: Book, item_id: str) -> str:
        """The words of the thing with an id, wherever it stands."""
        spot = book.spots.get(item_id) or book.spots.get(f"{ROL}{item_id}")
        return Thing.of(book, spot).label if spot else ""

    @property
    def noun(self) -> str:
        """What kind of thing it is; of the whole of a file the name of that."""
        return self.spot.file if self.spot.key.startswith(FILE) else self.spot.kind.noun()

    @cached_property
    def folded(self) -> str:
        """Its words and its id as the search compares them."""
        return fold(f"{self.label} {self.id} {self.noun}")


def _first(state: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(state.get(name, ())), "")


def _list_name(nouns: Sequence[str]) -> str:
    return "-".join(("lijst", *nouns))


def _all_shown(fields: Sequence[Any]) -> Iterator[Any]:
    for shown in fields:
        yield shown
        for _, inner in shown.groups:
            yield from _all_shown(inner)


def _kind_at(kind: type[Model], path: Sequence[str]) -> type[Model] | None:
    """The class of what stands in a field, or in one within it."""
    for name in path:
        if name not in kind.model_fields:
            return None
        inner = model_in(kind.model_fields[name].annotation)
        if inner is None:
            return None
        kind = inner
    return kind


def _new_sheet(book: Book, query: Mapping[str, str]) -> Sheet | None:
    from ..content.model import School

    place = {name: query[name] for name in ("bij", "veld", "na") if query.get(name)}
    if place.get("bij") == SCHOOL and SCHOOL not in book.spots:
        return Sheet(Spot(SCHOOL, SCHOOL_FILE, (), School), {}, {}, place={"bij": SCHOOL})
    around = book.spots.get(place.get("bij", ""))
    kind = _kind_at(around.kind, place.get("veld", "").split(".")) if around else None
    if around is None or kind is None:
        return None
    return Sheet(Spot("", around.file, (), kind), {}, {}, place=place)


def _is_list(book: Book, place: Mapping[str, str]) -> bool:
    *path, last = place["veld"].split(".")
    kind = _kind_at(book.spots[place["bij"]].kind, path)
    return bool(kind) and any(field.name == last and field.many for field in fields_of(kind)) if kind else False


def _groups_of_bronnen(book: Book) -> list[Thing]:
    return [Thing.of(book, spot) for spot in book.spots.values() if spot.kind.noun() == "brongroep"]


def _new_bron(book: Book, sheet: Sheet, project: Project) -> Iterator[Change]:
    """The bron that is saved along with a form."""
    said = {name: _first(sheet.state, f"{_BRON}.{name}").strip() for name in ("titel", "url", "id")}
    if not said["titel"]:
        return
    new_id = said["id"] or propose_id(said, taken_ids(project, book))
    sheet.state[f"{_BRON}.id"] = [new_id]
    bron = {"id": new_id, "titel": said["titel"], **({"url": said["url"]} if said["url"] else {})}
    holder_ = SCHOOL if is_of_the_school(sheet.spot) else _first(sheet.state, f"{_BRON}.groep")
    yield Change(holder_, "bronnen", "erbij", wordt=bron, na=LAST)


def _elsewhere(book: Book, sheet: Sheet, value: Mapping[str, Any], which: int, action: str, project: Project) -> str:
    """Where what somebody wants to say belongs that is not the source's: a form for it, filled in as far as is known."""
    departures = Sources.of(project).departures(sheet.spot, sheet.was, value)
    found = departures[which] if which < len(departures) else Departure("", "", "")
    if action == "feit":
        known = {
            "v.raakt": sheet.spot.key,
            "v.toen": found.old,
            "v.nu": found.new,
            "v.gecontroleerd": date.today().isoformat(),
        }
        return f"/nieuw?{urlencode({'bij': f'{FILE}actualiteit', 'veld': 'feiten', 'na': LAST, **known})}"
    stap = sheet.spot if sheet.spot.kind in (Stap, Schoolstap) else None
    around = next((spot for spot in _outwards(book, sheet.spot) if spot.kind.noun() in ("onderdeel", "rubriek")), None)
    known = {"v.doe": found.new, "v.na": stap.key if stap else "", "v.bij": around.key if around else ""}
    return f"/nieuw?{urlencode({'bij': SCHOOL, 'veld': 'stappen', 'na': LAST, **known})}"


def _outwards(book: Book, spot: Spot) -> list[Spot]:
    """The things around a thing, the nearest first."""
    around = [
        other for other in book.spots.values() if other.file == spot.file and other.loc == spot.loc[: len(other.loc)]
    ]
    return sorted(around, key=lambda other: -len(other.loc))
