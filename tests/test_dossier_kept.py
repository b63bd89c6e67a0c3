"""The right pupil, nothing lost, nothing that comes back: dossiers of several tabs, people, files and handbooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect

from tests.dossiers import (
    FIRST,
    LIST,
    OVERVIEW,
    PREFIX,
    SECOND,
    add_dossier,
    box,
    choose,
    do,
    entries,
    keep_before,
    open_file,
    open_page,
    save_file,
    status,
    stored,
    unfold,
    write_note,
)

_EVERYWHERE = "gericht-observeren"  # a stap of three checklists


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty browser."""
    context = browser.new_context(accept_downloads=True, locale="nl-NL")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Page:
    """The checklist of fase 2, opened for the first time."""
    return open_page(context, server + LIST)


@pytest.fixture
def colleague(browser: Browser, server: str) -> Iterator[Page]:
    """The same list in the browser of somebody else."""
    context = browser.new_context(accept_downloads=True, locale="nl-NL")
    yield open_page(context, server + LIST)
    context.close()


def everything(page: Page) -> str:
    """All that the browser keeps of this site, as one text."""
    return str(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))


# --- The right pupil ------------------------------------------------------------------------------


def test_paper_names_the_dossier_that_is_open(page: Page) -> None:
    """The head of each print is that of the dossier that is open then: after another choice, a new name, none at all."""
    head = page.locator("#gegeven-onderwerp")
    add_dossier(page, "Jan")
    add_dossier(page, "Piet")
    for name in ("Jan", "Piet"):
        choose(page, name)
        page.pdf()
        expect(head).to_have_value(name)
    do(page, "hernoemen")
    page.locator("#dossier-naam").fill("Groen")
    page.keyboard.press("Enter")
    page.pdf()
    expect(head).to_have_value("Groen")
    for _ in range(2):
        do(page, "verwijderen")
    page.pdf()
    expect(head).to_have_value("")
    expect(page.locator("#gegeven-datum")).to_have_value("")


def test_paper_has_the_day_on_which_it_is_printed(page: Page, server: str) -> None:
    """A page that stays open overnight prints the new day, the list as well as the overview."""
    page.clock.set_fixed_time("2026-11-28T12:00:00")
    box(page, FIRST).check()
    page.pdf()
    expect(page.locator("#gegeven-datum")).to_have_value("28-11-2026")
    page.clock.set_fixed_time("2026-11-29T12:00:00")
    page.pdf()
    expect(page.locator("#gegeven-datum")).to_have_value("29-11-2026")
    page.goto(server + OVERVIEW)
    page.clock.set_fixed_time("2026-11-30T12:00:00")
    page.pdf()
    expect(page.locator(".dossier-titel")).to_have_text("Dossier 1 · 30-11-2026")


def test_a_page_is_ready_for_paper_before_it_is_printed(context: BrowserContext, server: str) -> None:
    """The button fills in name, day and notes before it calls the printer: not every browser waits for them."""
    context.add_init_script("""window.print = () => {
      window.printed = [...document.querySelectorAll("#gegeven-onderwerp, #gegeven-datum")].map(input => input.value)
        .concat(document.querySelector(".vinkje .geschreven:not(:empty)").textContent);
    }""")
    page = open_page(context, server + LIST)
    write_note(page, FIRST, "bellen")
    page.evaluate("document.querySelectorAll('.gegevens input').forEach(input => { input.value = ''; })")
    page.locator('[data-balk] [data-doe="afdrukken"]').click()
    name, day, note = page.evaluate("window.printed")
    assert (name, bool(day), note) == ("Dossier 1", True, "bellen")


def test_the_choice_of_a_dossier_belongs_to_its_tab(page: Page, context: BrowserContext, server: str) -> None:
    """Whatever another tab chooses, this one goes on with its own pupil, on the next page too."""
    add_dossier(page, "Jan")
    add_dossier(page, "Piet")
    choose(page, "Jan")
    other = open_page(context, server + LIST)
    expect(other.locator("#dossier-keuze option:checked")).to_have_text("Jan")
    choose(other, "Piet")
    page.goto(server + "checklists/loopbaanorientatie.html")
    expect(page.locator("#dossier-keuze option:checked")).to_have_text("Jan")
    page.locator(".vinkje input[type=checkbox]").first.check()
    assert {one["naam"]["v"]: len(one["stappen"]) for one in stored(page).values()} == {"Jan": 1, "Piet": 0}


def test_a_tab_whose_dossier_was_removed_asks_for_another(page: Page, context: BrowserContext, server: str) -> None:
    """No tick lands with another pupil because somebody removed a dossier in another tab."""
    add_dossier(page, "Jan")
    add_dossier(page, "Piet")
    do(open_page(context, server + LIST), "verwijderen")
    expect(page.locator("#dossier-keuze option:checked")).to_have_text("Kies een dossier")
    box(page, FIRST).check()
    assert {one["naam"]["v"]: len(one["stappen"]) for one in stored(page).values() if "naam" in one} == {
        "Jan": 0,
        "Dossier 1": 1,
    }


@pytest.mark.parametrize("name", ["jan", " Jan ", "JAN", "Ján", "Ja\u0301n"])
def test_names_are_compared_as_people_read_them(page: Page, name: str) -> None:
    """A name that reads as that of another dossier is not taken, and the form says why."""
    add_dossier(page, "Jan")
    add_dossier(page, name)
    form = page.locator("#dossier-naam")
    assert "Er is al een dossier Jan." in form.evaluate("input => input.validationMessage")
    form.fill("Jan B.")
    page.keyboard.press("Enter")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Jan", "Jan B."])
    do(page, "hernoemen")
    form.fill("jan b.")
    page.keyboard.press("Enter")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Jan", "jan b."])


def test_dossiers_of_one_name_are_told_apart(page: Page, colleague: Page, tmp_path: Path) -> None:
    """Two people may both have a dossier of the same name: in the list and on paper they differ by a number."""
    for one in (page, colleague):
        add_dossier(one, "Groep 2")
    add_dossier(page, "Groep 10")
    open_file(page, save_file(colleague, tmp_path / "collega.json"))
    expect(page.locator("#dossier-keuze option")).to_have_text(["Groep 2", "Groep 2 (2)", "Groep 10"])
    choose(page, "Groep 2 (2)")
    page.pdf()
    expect(page.locator("#gegeven-onderwerp")).to_have_value("Groep 2 (2)")


# --- Files of several people ----------------------------------------------------------------------


@pytest.fixture
def shared(page: Page, colleague: Page, tmp_path: Path) -> tuple[Page, Page]:
    """Two people with the same dossier."""
    add_dossier(page, "Groen")
    write_note(page, FIRST, "samen")
    open_file(colleague, save_file(page, tmp_path / "begin.json"))
    return page, colleague


def test_different_fields_of_a_stap_are_both_taken(shared: tuple[Page, Page], tmp_path: Path) -> None:
    """Who ticks a stap does not undo what somebody else wrote with it."""
    ours, theirs = shared
    write_note(ours, SECOND, "Ouders willen eerst een gesprek.")
    box(theirs, SECOND).check()
    said = open_file(ours, save_file(theirs, tmp_path / "collega.json"))
    assert "Overgenomen: 1 stap." in said
    assert entries(ours)[SECOND] == {"status": "klaar", "opmerking": "Ouders willen eerst een gesprek."}


@pytest.mark.parametrize("hours", [-9000, -3, 3, 9000])
def test_two_notes_on_one_stap_both_stay(shared: tuple[Page, Page], tmp_path: Path, hours: int) -> None:
    """Of two notes one is shown and the other stands beside it with its file, whatever the clocks say; either can be chosen."""
    ours, theirs = shared
    theirs.evaluate("hours => { const now = Date.now; Date.now = () => now() + hours * 3600000; }", hours)
    write_note(ours, FIRST, "van mij")
    write_note(theirs, FIRST, "van de collega")
    assert "allebei bewaard: 1 stap" in open_file(ours, save_file(theirs, tmp_path / "collega.json"))
    note, beside = ours.locator(f"#opmerking-{FIRST}"), ours.locator(f"#{FIRST} .ook-geschreven li")
    words = (note.input_value(), beside.inner_text())
    expected = {"van mij": "in collega.json: van de collega", "van de collega": "hier: van mij"}[words[0]]
    assert expected in words[1]
    other = expected.split(": ")[1]
    beside.get_by_role("button", name="Gebruik dit").click()
    expect(note).to_have_value(other)
    ours.reload()
    beside.get_by_role("button", name="Verwijder dit").click()
    expect(beside).to_have_count(0)
    expect(note).to_have_value(other)
    do(ours, "ongedaan")
    expect(beside).to_have_count(1)


def test_what_a_file_brought_can_be_undone(shared: tuple[Page, Page], tmp_path: Path) -> None:
    """Undoing takes out what the file brought, and leaves what was done since; the file can be opened again."""
    ours, theirs = shared
    write_note(theirs, FIRST, "van de collega")
    add_dossier(theirs, "Rood")
    file = save_file(theirs, tmp_path / "collega.json")
    assert "Nieuw: 1 dossier. Overgenomen: 1 stap." in open_file(ours, file)
    box(ours, SECOND).check()
    do(ours, "ongedaan")
    expect(ours.locator("#dossier-keuze option")).to_have_text(["Groen"])
    expect(ours.locator(f"#opmerking-{FIRST}")).to_have_value("samen")
    expect(box(ours, SECOND)).to_be_checked()
    open_file(ours, file)
    assert "van de collega" in everything(ours)


def test_a_removed_dossier_comes_back_only_when_asked(shared: tuple[Page, Page], tmp_path: Path) -> None:
    """A file that has a dossier which was removed here says so, and offers to take it over after all."""
    ours, theirs = shared
    file = save_file(theirs, tmp_path / "collega.json")
    do(ours, "verwijderen")
    assert "Hier eerder verwijderd, dus niet overgenomen: Groen." in open_file(ours, file)
    expect(ours.locator("#dossier-keuze option")).to_have_text(["Nog geen dossier"])
    do(ours, "toch-overnemen")
    expect(ours.locator("#dossier-keuze option")).to_have_text(["Groen"])
    ours.reload()
    expect(ours.locator(f"#opmerking-{FIRST}")).to_have_value("samen")
    expect(ours.locator('[data-doe="toch-overnemen"]')).to_be_hidden()


@dataclass
class Person:
    """Somebody in a browser, and what they know: which notes stand, and which were written over by who saw them."""

    page: Page
    shown: str = ""
    standing: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)

    def write(self, note: str, clock: int) -> None:
        """Write a note over the one that is shown, at this time."""
        self.page.evaluate(
            "([stap, note, clock]) => { Date.now = () => clock; Dossiers.set(stap, {opmerking: note}); }",
            [FIRST, note, clock],
        )
        self.replaced |= {self.shown} - {""}
        self.standing = self.standing - self.replaced | {note}
        self.look()

    def take(self, other: Person, name: str) -> None:
        """Open a file of somebody else."""
        text = other.page.evaluate("Dossiers.toFile('1', '')")
        self.page.evaluate("([text, name]) => Dossiers.fromFile(new File([text], name)).then(() => 0)", [text, name])
        self.replaced |= other.replaced
        self.standing = (self.standing | other.standing) - self.replaced
        self.look()

    def look(self) -> None:
        """What the page says must be what stands."""
        self.shown, others = self.page.evaluate(
            "stap => [Dossiers.entry(stap).opmerking, Dossiers.others(stap).map(({version}) => version.v)]", FIRST
        )
        assert {self.shown, *others} - {""} == self.standing


_SHORT = "checklists/plaatsing.html"  # a page that shows little is soon brought up to date, after each of many deeds
_CLOCKS = st.integers(1, 10**12)  # from 1970 to far in the next century
_DEEDS = st.lists(
    st.tuples(st.sampled_from(["write", "take"]), st.integers(0, 2), st.integers(0, 2), _CLOCKS), max_size=16
)


def test_no_note_is_lost_whatever_the_clocks_say(browser: Browser, server: str) -> None:
    """Three people write and open each other's files, with clocks that jump: what nobody wrote over knowingly is there."""
    contexts = [browser.new_context() for _ in range(3)]
    pages = [open_page(context, server + _SHORT) for context in contexts]

    @settings(max_examples=60, deadline=None)
    @given(_DEEDS)
    def try_out(deeds: list[tuple[str, int, int, int]]) -> None:
        for page in pages:
            page.evaluate("Dossiers.removeAll()")
        people = [Person(page) for page in pages]
        pages[0].evaluate("Dossiers.create('Groen')")
        for other in people[1:]:
            other.take(people[0], "begin.json")
        for number, (deed, who, whose, clock) in enumerate(deeds):
            if deed == "write":
                people[who].write(f"note {number}", clock * 16 + number)
            elif who != whose:
                people[who].take(people[whose], f"{whose}.json")

    try_out()
    for context in contexts:
        context.close()


# --- Gone is gone ---------------------------------------------------------------------------------


def test_of_a_removed_dossier_an_id_and_a_time_remain(page: Page, server: str) -> None:
    """Neither its name nor what was written in it stands in the browser any more; until the page is left it can be undone."""
    add_dossier(page, "Sanne de V.")
    write_note(page, FIRST, "Gezondheid: zie decaan")
    do(page, "verwijderen")
    [left] = stored(page).values()
    assert sorted(left) == ["formaat", "weg"]
    do(page, "ongedaan")
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("Gezondheid: zie decaan")
    do(page, "verwijderen")
    page.goto(server + OVERVIEW)
    assert not [word for word in ("Sanne", "Gezondheid") if word in everything(page)]


def test_of_what_was_emptied_nothing_remains(page: Page) -> None:
    """The words of a list that was emptied stand nowhere in the browser."""
    write_note(page, FIRST, "Gezondheid: zie decaan")
    page.reload()
    do(page, "leegmaken")
    assert "Gezondheid" not in everything(page)


def test_a_page_that_slept_shows_what_is_stored_now(page: Page) -> None:
    """Whoever goes back to a page finds no dossier on it that was removed elsewhere, and brings none back by a tick."""
    add_dossier(page, "Sanne")
    box(page, FIRST).check()
    page.evaluate("""() => {
      localStorage.clear();
      sessionStorage.clear();
      dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
    }""")
    expect(box(page, FIRST)).not_to_be_checked()
    box(page, SECOND).check()
    assert [one["naam"]["v"] for one in stored(page).values()] == ["Dossier 1"]


def test_a_page_that_slept_has_the_dossier_that_the_tab_has(page: Page) -> None:
    """Whoever chose another pupil on a later page and goes back does not tick with the first one."""
    add_dossier(page, "Jan")
    add_dossier(page, "Piet")
    other = next(id for id, one in stored(page).items() if one["naam"]["v"] == "Jan")
    page.evaluate(
        """id => {
          sessionStorage.setItem("dossiers:boris", id);
          dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
        }""",
        other,
    )
    expect(page.locator("#dossier-keuze option:checked")).to_have_text("Jan")


def test_emptying_a_list_says_what_it_empties_elsewhere(page: Page, server: str) -> None:
    """A stap that stands on other lists is empty there too: the message names those."""
    page.goto(server + "checklists/gesprek.html")
    write_note(page, _EVERYWHERE, "Drie observaties")
    do(page, "leegmaken")
    message = page.locator(".dossier-melding")
    expect(message).to_contain_text("Daarmee is ook 1 stap leeg op andere lijsten: ")
    expect(message).to_contain_text("Bewijsmap")
    do(page, "ongedaan")
    do(page, "leegmaken")
    do(page, "leegmaken")
    expect(message).to_have_text("Deze lijst is leeggemaakt.")


# --- A store for each handbook --------------------------------------------------------------------


def as_another(route: Route) -> None:
    """Serve a page as one of another handbook."""
    answer = route.fetch()
    body = answer.text().replace('data-handboek="boris"', 'data-handboek="tuin"')
    route.fulfill(response=answer, body=body.replace('data-titel="', 'data-titel="De tuin van '))


def test_two_handbooks_on_one_host_leave_each_other_alone(page: Page, server: str, tmp_path: Path) -> None:
    """Neither sees, opens or deletes a dossier of the other, also when the name of one begins as that of the other."""
    add_dossier(page, "Leerling 4")
    before = page.evaluate("({...localStorage})")
    other = page.context.new_page()
    other.route("**/*.html", as_another)
    other.goto(server + OVERVIEW)
    expect(other.locator("#dossier-keuze option")).to_have_text(["Nog geen dossier"])
    add_dossier(other, "Bloem")
    file = save_file(other, tmp_path / "tuin.json")
    assert "hoort bij een ander handboek: De tuin van Boris brengt je bij 'n baan." in open_file(page, file)
    do(other, "alles-weg")
    do(other, "alles-weg-ja")
    assert other.evaluate("({...localStorage})") == before
    page.reload()
    expect(page.locator("#dossier-keuze option")).to_have_text(["Leerling 4"])


def written(note: str) -> dict[str, Any]:
    """A stap as the first version of the handbook kept it."""
    return {"status": "klaar", "wie": "", "wanneer": "", "opmerking": note, "t": 1000}


def before_format_2(count: int) -> dict[str, Any]:
    """Dossiers as the first version of the handbook kept them, and one that was removed."""
    dossiers = {
        f"d-{n}": {"naam": f"Leerling {n}", "t": 1000, "weg": False, "stappen": {FIRST: written(f"<{n}>" + "x" * 500)}}
        for n in range(count)
    }
    return {**dossiers, "d-weg": {"naam": "Sanne", "t": 1000, "weg": True, "stappen": {FIRST: written("geheim")}}}


def test_what_is_stored_today_moves_over_once(page: Page, server: str) -> None:
    """Dossiers of the first version are there, open as they were, without what had been removed; no other handbook gets them."""
    keep_before(page, before_format_2(3), "d-1")
    page.reload()
    expect(page.locator("#dossier-keuze option")).to_have_text(["Leerling 0", "Leerling 1", "Leerling 2"])
    expect(page.locator("#dossier-keuze")).to_have_value("d-1")
    expect(box(page, FIRST)).to_be_checked()
    assert page.evaluate("localStorage.dossiers") is None
    assert not [word for word in ("Sanne", "geheim") if word in everything(page)]


_ROOM = """room => {
  const put = Storage.prototype.setItem;
  window.room = room;
  Storage.prototype.setItem = function (key, value) {
    const others = Object.keys(this).filter(other => other !== key);
    const used = others.reduce((sum, other) => sum + other.length + this.getItem(other).length, 0);
    if (used + key.length + value.length > window.room) throw new DOMException("full", "QuotaExceededError");
    put.call(this, key, value);
  };
}"""


@pytest.mark.parametrize("spare", [-2000, 0, 700, 3000, 100_000])
def test_moving_over_loses_nothing_where_there_is_little_room(page: Page, spare: int) -> None:
    """However little the browser has left, each dossier stands in it, in the old place or the new, and is shown."""
    keep_before(page, before_format_2(20), "d-1")
    used = page.evaluate("JSON.stringify({...localStorage}).length")
    page.add_init_script(f"({_ROOM})({used + spare})")
    page.reload()
    expect(page.locator("#dossier-keuze option")).to_have_count(20)
    assert not [n for n in range(20) if f"<{n}>" not in everything(page)]
    box(page, FIRST).uncheck()
    page.evaluate("window.room = 1e9")
    status(page, FIRST).select_option("bezig")
    assert len([one for one in stored(page).values() if "naam" in one]) == 20
    assert entries(page)[FIRST]["status"] == "bezig"


# --- Kept -----------------------------------------------------------------------------------------


def test_a_letter_writes_one_dossier(page: Page) -> None:
    """With three hundred full dossiers a key costs what one of them costs: only that one is written."""
    stappen = page.evaluate("[...document.querySelectorAll('.vinkje')].map(item => item.id)")
    full = {stap: written("Besproken met ouders.") for stap in stappen}
    keep_before(page, {f"d-{n}": {"naam": f"Leerling {n}", "t": 1, "stappen": full} for n in range(300)}, "d-7")
    page.reload()
    page.evaluate("""() => {
      window.put = [];
      const put = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) { window.put.push([key, value.length]); put.call(this, key, value); };
    }""")
    unfold(page, FIRST)
    page.locator(f"#opmerking-{FIRST}").press("End")
    page.keyboard.press("!")
    [(key, length)] = page.evaluate("window.put.filter(([key]) => key.startsWith('dossier:'))")
    assert key == f"{PREFIX}d-7"
    assert length < 300 * len(stappen)
    page.reload()
    assert page.locator("#dossier-keuze option").count() == 300
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("Besproken met ouders.!")


def test_a_note_of_five_thousand_letters_is_kept_whole(page: Page) -> None:
    """The longest note that is taken comes back to the last letter."""
    note = "é" * 4990 + " het einde"[:10]
    write_note(page, FIRST, note)
    page.reload()
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value(note)


def test_what_is_too_long_is_refused_aloud(page: Page) -> None:
    """A paste that does not fit leaves what stood there, and says why beside the field, until something fits again."""
    write_note(page, FIRST, "kort")
    note, told = page.locator(f"#opmerking-{FIRST}"), page.locator(f"#{FIRST} .te-lang")
    note.fill("Verslag. " * 600 + "EINDE")
    expect(told).to_have_text("Deze tekst is te lang: 5405 tekens, en er is plaats voor 5000. Hij is niet bewaard.")
    expect(note).to_have_value("kort")
    assert entries(page)[FIRST]["opmerking"] == "kort"
    note.fill("korter")
    expect(told).to_be_empty()


def test_what_does_not_fit_is_kept_once_there_is_room(page: Page, context: BrowserContext, server: str) -> None:
    """Where the storage is full in the midst, two tabs lose nothing: what stands on a page is kept when it can be."""
    add_dossier(page, "Groen")
    other = open_page(context, server + LIST)
    for tab in (page, other):
        tab.evaluate(_ROOM, 0)
    write_note(page, FIRST, "van de ene")
    write_note(other, SECOND, "van de andere")
    expect(page.locator(".dossier-storing")).to_contain_text("is vol")
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("van de ene")
    for tab in (page, other):
        tab.evaluate("window.room = 1e9")
    box(page, FIRST).check()
    expect(page.locator(".dossier-storing")).to_be_empty()
    expect(other.locator(f"#opmerking-{FIRST}")).to_have_value("van de ene")
    assert {stap: entry["opmerking"] for stap, entry in entries(page).items()} == {
        FIRST: "van de ene",
        SECOND: "van de andere",
    }


def test_whoever_leaves_a_page_with_something_unsaved_is_asked(page: Page) -> None:
    """A page that holds what does not fit in the storage is not left without a word; any other page is."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    box(page, FIRST).check()
    page.reload()
    assert asked == []
    page.evaluate(_ROOM, 0)
    box(page, SECOND).check()
    page.reload()
    assert asked == ["beforeunload"]


def test_a_field_shows_what_another_tab_wrote_in_it(page: Page, context: BrowserContext, server: str) -> None:
    """Whoever goes on writing in a field goes on from what stands there, not from what stood there before."""
    write_note(page, FIRST, "eerst")
    other = open_page(context, server + LIST)
    write_note(other, FIRST, "eerst, en toen")
    expect(page.locator(f"#opmerking-{FIRST}")).to_be_focused()
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("eerst, en toen")


def test_a_write_of_another_tab_that_came_too_late_takes_nothing(page: Page) -> None:
    """When another tab writes what it had before it heard of a change, that change is written again."""
    box(page, FIRST).check()
    key = next(iter(stored(page)))
    late = page.evaluate("key => localStorage.getItem(key)", PREFIX + key)
    box(page, SECOND).check()
    page.evaluate(
        """([key, text]) => {
          localStorage.setItem(key, text);
          dispatchEvent(new StorageEvent("storage", {key, newValue: text, storageArea: localStorage}));
        }""",
        [PREFIX + key, late],
    )
    assert sorted(entries(page)) == sorted([FIRST, SECOND])


_TABS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["write", "room", "none"]),
        st.sampled_from([FIRST, SECOND]),
        st.integers(1, 5000),
    ),
    max_size=12,
)


_ALL_STORED = """([key, last]) => {
  const { stappen } = JSON.parse(localStorage.getItem(key));
  return Object.entries(last).every(([stap, note]) => stappen[stap].opmerking.v === note);
}"""


def test_two_tabs_and_a_storage_that_fills_up(browser: Browser, server: str) -> None:
    """Whatever two tabs write with a storage that is full now and then, the last of each stap stands there in the end."""
    context = browser.new_context()
    tabs = [open_page(context, server + _SHORT) for _ in range(2)]
    for tab in tabs:
        tab.evaluate(_ROOM, 1e9)

    @settings(max_examples=40, deadline=None)
    @given(_TABS)
    def try_out(deeds: list[tuple[int, str, str, int]]) -> None:
        for tab in tabs:
            tab.evaluate("window.room = 1e9; Dossiers.removeAll()")
        tabs[0].evaluate("Dossiers.create('Groen')")
        dossier = tabs[0].evaluate("Dossiers.activeId")
        tabs[1].wait_for_function("id => Dossiers.living().some(([other]) => other === id)", arg=dossier)
        tabs[1].evaluate("id => Dossiers.choose(id)", dossier)
        last: dict[str, str] = {}
        for number, (who, deed, stap, length) in enumerate(deeds):
            if deed == "write":
                last[stap] = str(number).ljust(length, "x")
                words = [stap, last[stap], 10**12 + number]
                tabs[who].evaluate(
                    "([stap, v, t]) => { Date.now = () => t; Dossiers.set(stap, {opmerking: v}); }", words
                )
            else:
                for each in tabs:
                    each.evaluate("room => { window.room = room; }", 1e9 if deed == "room" else 0)
        for tab in (*tabs, *tabs):
            tab.evaluate("stap => { window.room = 1e9; Dossiers.set(stap, {wie: 'Mia'}); }", FIRST)
        for tab in tabs:
            tab.wait_for_function(_ALL_STORED, arg=[PREFIX + dossier, last])

    try_out()
    context.close()


# --- How long it lasts ----------------------------------------------------------------------------


def answering(lasts: bool) -> str:
    """A browser that is asked to keep what it stores, and says so or not."""
    return f"""
    window.asked = 0;
    Object.defineProperty(navigator, "storage", {{value: {{
      persist: async () => {{ window.asked += 1; return {json.dumps(lasts)}; }},
      persisted: async () => {json.dumps(lasts)},
    }}}});
    """


@pytest.mark.parametrize(("lasts", "words"), [(True, "tot u ze verwijdert"), (False, "uit zichzelf wissen")])
def test_a_browser_is_asked_to_keep_what_is_stored(
    context: BrowserContext, server: str, lasts: bool, words: str
) -> None:
    """Once something is kept the browser is asked to let it last, once; the panel says in words what that gave."""
    context.add_init_script(answering(lasts))
    page = open_page(context, server + LIST)
    assert page.evaluate("window.asked") == 0
    box(page, FIRST).check()
    box(page, SECOND).check()
    assert page.evaluate("window.asked") == 1
    page.locator(".dossier summary").click()
    expect(page.locator(".dossier-blijvend")).to_contain_text(words)


def test_a_browser_that_cannot_be_asked_may_delete(context: BrowserContext, server: str) -> None:
    """Where a browser knows no lasting storage the reader hears that it may delete what it keeps."""
    context.add_init_script("Object.defineProperty(navigator, 'storage', {value: undefined})")
    page = open_page(context, server + LIST)
    box(page, FIRST).check()
    page.locator(".dossier summary").click()
    expect(page.locator(".dossier-blijvend")).to_contain_text("uit zichzelf wissen")


def test_a_reader_is_reminded_of_a_file(page: Page) -> None:
    """When a change stands in no file for more than a week the page says since when, until a file is saved."""
    reminder = page.locator(".dossier-herinnering")
    page.clock.set_fixed_time("2026-11-01T12:00:00")
    box(page, FIRST).check()
    page.clock.set_fixed_time("2026-11-07T12:00:00")
    page.reload()
    expect(reminder).to_be_hidden()
    page.clock.set_fixed_time("2026-11-09T12:00:00")
    page.reload()
    expect(reminder).to_contain_text("Sinds 1 november")
    with page.expect_download():
        do(page, "bewaren")
    expect(page.locator(".dossier-melding")).to_contain_text("Kijk in uw map met downloads of het er staat.")
    expect(reminder).to_be_hidden()
    page.clock.set_fixed_time("2026-12-09T12:00:00")
    page.reload()
    expect(reminder).to_be_hidden()
