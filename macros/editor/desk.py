"""What an editor sees and does: each page of the editor, and what becomes of what is sent from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from ..content.fields import fields_of
from ..content.model import Erratum
from ..edition import Edition
from ..reading.messages import DataFout
from ..render.view import render_file
from ..upkeep.splice import Unwritable
from ..words import gettext, speak, spoken, spoken_to_editors
from .book import Book, Project, check, holder, language_of
from .changes import Stale, apply_all
from .handover import commit, has_git, write_changes
from .removal import remove
from .sheet import SCHOOL, Sheet, begin_sheet, first
from .state import Shown, State, clean_all, fill, operate, show
from .store import Store, summarise
from .things import Thing, find_things, label_of, list_choices, list_files, list_groups
from .trial import Trial, attempt, place, preview

_HERE = Path(__file__).parent / "templates"
_MOST_FOUND = 60


@dataclass(frozen=True)
class Answer:
    """What is sent back: a page, a file, or the address to go on to."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    name: str = ""  # of a file that is to be kept


class Desk:
    """The editor of one project; `site` is where the handbook is served, `token` what each form sends along."""

    def __init__(self, project: Project, site: str, token: str) -> None:
        self.store, self.project = Store(project), project
        speak(language_of(self.store.book()))
        self._site, self._token = site, token

    # --- Pages ----------------------------------------------------------------------------------------

    def search(self, query: str = "") -> Answer:
        """All that can be edited, or what has these words."""
        book = self.store.book()
        found = find_things(book, query)
        more = len(found) > _MOST_FOUND
        return self._page("zoeken", query=query, found=found[:_MOST_FOUND], more=more, files=list_files(book))

    def form(self, key: str, is_saved: bool = False) -> Answer:
        """The form of a thing; of a school that has none yet its first."""
        book = self.store.book()
        spot = book.spots.get(key)
        if spot is None and key == SCHOOL:
            return self.begin({"bij": SCHOOL})
        if spot is None:
            return self.missing(key)
        sheet = Sheet.of(book, spot)
        sheet.trial = attempt(self.project, book, (), key, sheet.state)
        sheet.said = [gettext("Saved.")] if is_saved else []
        return self._form(book, sheet)

    def begin(self, query: Mapping[str, str]) -> Answer:
        """An empty form for something new; what is known of it already is filled in."""
        book = self.store.book()
        sheet = begin_sheet(book, query)
        return self._form(book, sheet) if sheet else self.missing(query.get("bij", ""))

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
        sheet = begin_sheet(book, query)
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
        choices = list_choices(book)
        return self._page(
            "weg", thing=Thing.of(book, spot), uses=uses, choices=choices, successor=successor, trial=trial
        )

    def send_removal(self, key: str, posted: State) -> Answer:
        """Take a thing away."""
        book, successor = self.store.book(), first(posted, "opvolger").strip()
        spot = book.spots.get(key)
        held = holder(book, spot) if spot else None
        if spot is None or held is None:
            return self.missing(key)
        if not successor:
            trial = Trial(by_field={"opvolger": [gettext("Choose what takes its place: old links will lead there.")]})
            return self.ask_removal(key, successor, trial)
        changes = remove(book, spot, successor, date.today())
        try:
            self.store.save(tuple(changes))
        except DataFout as error:
            return self.ask_removal(key, successor, place(error, apply_all(changes, book), None, {}))
        return Answer(status=303, location=f"/ding/{held[0]}")

    def overview(self, said: str = "") -> Answer:
        """All that changed in this session, before and after, to be passed on or taken back."""
        saves = self.store.saves()
        return self._page("klaar", changes=summarise(saves), saves=saves, said=said, git=has_git(self.project))

    def pass_on(self, posted: State) -> Answer:
        """Take back what was saved last, or all; or pass on what was done."""
        action, why = first(posted, "actie"), first(posted, "waarom").strip()
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

    def file(self, why: str = "") -> Answer:
        """The changes of this session as a file to send, with why they were made."""
        changes = [replace(change, waarom=change.waarom or why) for change in summarise(self.store.saves())]
        return Answer(write_changes(changes).encode(), "application/yaml; charset=utf-8", name="wijziging.yml")

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
        except (Stale, Unwritable, DataFout):
            return gettext("This can't be undone any more: it has been changed again since.")
        return gettext("Undone.")

    def _act(self, book: Book, sheet: Sheet) -> Answer:
        action, _, where = first(sheet.state, "actie").partition(":")
        sent = {name: words for name, words in sheet.state.items() if name != "actie"}
        sheet.is_sent = True
        sheet.state, sheet.cleaned = clean_all(sent, fill(sheet.spot.kind, sheet.was))
        if action in ("erbij", "weg", "omhoog", "omlaag"):
            name, _, at = where.partition(":")
            sheet.state = operate(sheet.state, action, name, int(at or 0))
            return self._form(book, sheet)
        sheet.departures = sheet.find_departures(self.project)
        if action in ("feit", "school") and sheet.departures:
            return Answer(status=303, location=sheet.elsewhere(book, sheet.departures[int(where)], action))
        try:
            return self._try(book, sheet, is_final=action == "bewaar" and not sheet.cleaned)
        except Stale as stale:
            now = self.store.book()
            return self._form(now, sheet.merged(now, stale))
        except Unwritable:
            sheet.said = [gettext("This text can't be written in the file; take out what is unusual in it.")]
            return self._form(book, sheet)

    def _try(self, book: Book, sheet: Sheet, is_final: bool) -> Answer:
        """Save what a form asks for, or show what would become of it. Raises Stale and Unwritable."""
        changes, key = sheet.changes(book, self.project)
        if not changes:
            sheet.said.append(gettext("Nothing has changed yet."))
        changes += sheet.errata(self.project)
        if not is_final or not changes:
            sheet.trial = attempt(self.project, book, changes, key, sheet.state)
            return self._form(book, sheet, key)
        try:
            self.store.save(tuple(changes))
        except DataFout as error:
            after = apply_all(changes, book)
            sheet.trial = place(error, after, after.spots.get(key), sheet.state)
            return self._form(book, sheet, key)
        return Answer(status=303, location=f"/ding/{key}?bewaard=1")

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
            choices={_list_name(kinds): list_choices(book, kinds) for kinds in nouns},
            list_name=_list_name,
            label=lambda item: label_of(book, item),
            was=sheet.was_words,
            shown=self._preview(edition, key) if edition else Markup(""),
            kinds_of_errata=_kinds_of_errata(),
            errors=sheet.trial.by_field if sheet.trial else {},
            groups=list_groups(book),
            around=holder(book, sheet.spot) if not sheet.is_new else None,
            place=urlencode(sheet.place),
            site=self._site_address(key, edition),
        )

    def _preview(self, edition: Edition, key: str) -> Markup:
        with spoken_to_editors(False):
            return preview(edition, key, self._site)

    def _site_address(self, key: str, edition: Edition | None) -> str:
        where = edition.places.get(key) if edition else None
        return f"{self._site}{where.address if where else ''}"

    def _page(self, template: str, status: int = 200, **context: Any) -> Answer:
        frame = {"token": self._token, "home": self._site, "count": len(self.store.saves()), "language": spoken()}
        html = render_file(_HERE, template, **frame, **context)
        return Answer(html.encode(), status=status)


def _kinds_of_errata() -> list[tuple[str, str]]:
    return next(field.said_choices for field in fields_of(Erratum) if field.name == "soort")


def _list_name(nouns: Sequence[str]) -> str:
    return "-".join(("lijst", *nouns))


def _all_shown(fields: Sequence[Shown]) -> Iterator[Shown]:
    for shown in fields:
        yield shown
        for _, inner in shown.groups:
            yield from _all_shown(inner)
