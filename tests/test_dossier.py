"""The whole life of a dossier in a real browser: what a reader ticks and writes is never lost, and never leaves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from tests.conftest import Site
from tests.dossiers import (
    BLOCKED,
    FIRST,
    FULL,
    LIST,
    OVERVIEW,
    SECOND,
    add_dossier,
    box,
    choose,
    do,
    entries,
    keep_before,
    open_page,
    progress,
    status,
    stored,
    unfold,
    write_note,
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty browser."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Page:
    """The checklist of fase 2, opened for the first time."""
    return open_page(context, server + LIST)


def test_the_first_tick_makes_a_dossier(page: Page) -> None:
    """Without any preparation a tick is kept, counted, and there again after a reload."""
    box(page, FIRST).check()
    expect(page.locator(".dossier-bewaard")).to_contain_text("Bewaard om")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    page.reload()
    expect(box(page, FIRST)).to_be_checked()


def test_status_and_notes_are_kept(page: Page) -> None:
    """A status, a name, a day and a note come back after a reload; what is written is seen in short, and whole when unfolded."""
    status(page, FIRST).select_option("bezig")
    write_note(page, FIRST, "bellen")
    page.locator(f"#wie-{FIRST}").fill("Mia")
    page.reload()
    expect(status(page, FIRST)).to_have_value("bezig")
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("bellen")
    expect(page.locator(f"#{FIRST} .meer-kort").first).to_have_text("Mia · bellen")
    expect(page.locator(f"#wie-{FIRST}")).to_be_hidden()
    unfold(page, FIRST)
    expect(page.locator(f"#wie-{FIRST}")).to_be_visible()


def test_what_does_not_apply_does_not_count(page: Page) -> None:
    """A stap that does not apply is left out of the count."""
    status(page, FIRST).select_option("nvt")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 0, skipped=1))


def test_a_stap_has_one_status_everywhere(page: Page, context: BrowserContext, server: str) -> None:
    """What is ticked on a checklist shows where the stap stands, and in the overview."""
    box(page, FIRST).check()
    stap = open_page(context, server + "maatwerktraject/kaders.html")
    expect(stap.locator(f"#{FIRST} .stand-merk")).to_have_text("klaar")
    overview = open_page(context, server + OVERVIEW)
    row = overview.locator("tr", has_text="Kaders van het maatwerktraject vaststellen")
    expect(row.locator('[data-aantal="klaar"]')).to_have_text("1")


def test_a_list_of_stappen_shows_how_far_each_is(page: Page, context: BrowserContext, server: str) -> None:
    """*Alle stappen* says of each what the dossier says of it, as the pages of a fase do."""
    status(page, FIRST).select_option("bezig")
    every = open_page(context, server + "stappen.html")
    marks = every.locator(".stand-merk:visible")
    expect(marks).to_have_text(["bezig"])
    expect(every.locator(f"[data-stand-van={FIRST}]")).to_contain_text("bezig")


def test_two_tabs_do_not_overwrite_each_other(page: Page, context: BrowserContext, server: str) -> None:
    """Two tabs that are open at once show each other's ticks, and keep both."""
    box(page, FIRST).check()
    other = open_page(context, server + LIST)
    box(other, SECOND).check()
    expect(box(page, SECOND)).to_be_checked()
    status(page, FIRST).select_option("bezig")
    expect(status(other, FIRST)).to_have_value("bezig")
    assert {stap: entry["status"] for stap, entry in entries(page).items()} == {FIRST: "bezig", SECOND: "klaar"}


def test_several_dossiers(page: Page) -> None:
    """Each dossier has its own ticks; renaming and removing touch one, and removing can be undone."""
    box(page, FIRST).check()
    do(page, "nieuw")
    page.locator("#dossier-naam").fill("Groen")
    page.keyboard.press("Enter")
    expect(box(page, FIRST)).not_to_be_checked()
    do(page, "verwijderen")
    expect(box(page, FIRST)).to_be_checked()
    do(page, "ongedaan")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Groen"])


def test_emptying_a_list_can_be_undone(page: Page) -> None:
    """A list that was emptied by mistake comes back whole."""
    box(page, FIRST).check()
    write_note(page, SECOND, "niet vergeten")
    do(page, "leegmaken")
    expect(box(page, FIRST)).not_to_be_checked()
    do(page, "ongedaan")
    expect(box(page, FIRST)).to_be_checked()
    expect(page.locator(f"#opmerking-{SECOND}")).to_have_value("niet vergeten")


def test_undoing_a_removal_leaves_other_dossiers_alone(page: Page) -> None:
    """What was done in another dossier after a removal stays when the removal is undone, and stays in sight."""
    box(page, FIRST).check()
    add_dossier(page, "Groen")
    write_note(page, FIRST, "oud")
    choose(page, "Dossier 1")
    do(page, "verwijderen")
    choose(page, "Groen")
    page.locator(f"#opmerking-{FIRST}").fill("nieuw")
    box(page, SECOND).check()
    do(page, "ongedaan")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Groen"])
    page.reload()
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("nieuw")
    expect(box(page, SECOND)).to_be_checked()
    choose(page, "Dossier 1")
    expect(box(page, FIRST)).to_be_checked()


def test_undoing_a_removal_at_once_opens_the_dossier_again(page: Page) -> None:
    """Whoever undoes a removal before doing anything else is back where they were."""
    box(page, FIRST).check()
    add_dossier(page, "Groen")
    box(page, SECOND).check()
    do(page, "verwijderen")
    expect(box(page, FIRST)).to_be_checked()
    do(page, "ongedaan")
    expect(box(page, FIRST)).not_to_be_checked()
    expect(box(page, SECOND)).to_be_checked()


def test_undoing_keeps_what_is_newer(page: Page) -> None:
    """What was written after a list was emptied stays when that is undone, and the rest comes back."""
    box(page, FIRST).check()
    box(page, SECOND).check()
    do(page, "leegmaken")
    status(page, FIRST).select_option("bezig")
    do(page, "ongedaan")
    expect(status(page, FIRST)).to_have_value("bezig")
    expect(box(page, SECOND)).to_be_checked()
    page.reload()
    expect(status(page, FIRST)).to_have_value("bezig")
    expect(box(page, SECOND)).to_be_checked()


def test_undoing_without_storage_loses_nothing(context: BrowserContext, server: str) -> None:
    """Where the browser keeps nothing, a dossier that was made after a removal is still there when that is undone."""
    context.add_init_script(BLOCKED)
    page = open_page(context, server + LIST)
    box(page, FIRST).check()
    do(page, "verwijderen")
    box(page, SECOND).check()
    do(page, "ongedaan")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Dossier 1 (2)"])
    expect(box(page, SECOND)).to_be_checked()


def test_a_name_is_given_to_the_dossier_it_was_asked_for(page: Page) -> None:
    """The form for a name closes when another dossier is opened or the last one goes, here or in another tab."""
    box(page, FIRST).check()
    add_dossier(page, "Groen")
    form = page.locator(".dossier-naam")
    do(page, "hernoemen")
    expect(form).to_be_visible()
    choose(page, "Dossier 1")
    expect(form).to_be_hidden()
    do(page, "verwijderen")
    do(page, "hernoemen")
    other = open_page(page.context, page.url)
    do(other, "verwijderen")
    expect(form).to_be_hidden()
    do(page, "nieuw")
    page.locator("#dossier-naam").fill("Blauw")
    page.keyboard.press("Enter")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Blauw"])


def test_to_a_file_and_back(page: Page, browser: Browser, server: str, tmp_path: Path) -> None:
    """A file that was saved opens in another browser, which says what it took over."""
    box(page, FIRST).check()
    with page.expect_download() as download:
        do(page, "bewaren")
    file = tmp_path / "dossiers.json"
    download.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["versie"]
    other = browser.new_context()
    elsewhere = open_page(other, server + LIST)
    elsewhere.locator('input[type="file"]').set_input_files(file)
    expect(elsewhere.locator(".dossier-melding")).to_contain_text("Nieuw: 1 dossier. Overgenomen: 1 stap.")
    expect(box(elsewhere, FIRST)).to_be_checked()
    other.close()


def test_opening_a_file_keeps_what_is_newer(page: Page, tmp_path: Path) -> None:
    """A file that was saved before does not undo what was done since; it says so."""
    box(page, FIRST).check()
    with page.expect_download() as download:
        do(page, "bewaren")
    file = tmp_path / "oud.json"
    download.value.save_as(file)
    status(page, FIRST).select_option("bezig")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".dossier-melding")).to_contain_text("Hier nieuwer, dus gebleven: 1 stap.")
    expect(status(page, FIRST)).to_have_value("bezig")
    assert "allebei" not in page.locator(".dossier-melding").inner_text()


_STRANGE = {
    "empty": (b"", "niet te lezen"),
    "broken": (b"{", "niet te lezen"),
    "binary": (bytes(range(256)), "niet te lezen"),
    "deep": (b"[" * 1_000_000, "niet te lezen"),
    "deep and closed": (b"[" * 100_000 + b"]" * 100_000, "geen dossier van dit handboek"),
    "large": (b" " * 20_000_001, "te groot"),
    "too much to keep": (
        json.dumps(
            {
                "formaat": 1,
                "dossiers": {f"d-{n}": {"naam": "x" * 5000, "t": 1, "stappen": {}} for n in range(1200)},
            }
        ).encode(),
        "past niet meer",
    ),
    "foreign": (b'{"leerlingen": []}', "geen dossier van dit handboek"),
    "list": (b"[1, 2]", "geen dossier van dit handboek"),
    "number": (b"1e999", "geen dossier van dit handboek"),
    "dossiers in a list": (b'{"formaat": 1, "dossiers": [{}]}', "geen dossier van dit handboek"),
    "newer": (b'{"formaat": 99, "dossiers": {}}', "nieuwere versie"),
    "nothing": (
        b'{"formaat": 1, "dossiers": {}, "actief": {"toString": 1}}',
        "Nieuw: 0 dossiers. Overgenomen: 0 stappen.",
    ),
}


@pytest.mark.parametrize("name", _STRANGE)
def test_a_strange_file_changes_nothing(page: Page, tmp_path: Path, name: str) -> None:
    """A file that is broken, too large or of something else is refused with its reason, and what was kept stays."""
    content, reason = _STRANGE[name]
    box(page, FIRST).check()
    before = stored(page)
    file = tmp_path / "vreemd.json"
    file.write_bytes(content)
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".dossier-melding")).to_contain_text(reason)
    assert stored(page) == before
    page.reload()
    expect(box(page, FIRST)).to_be_checked()


_NASTY = """<img src=x onerror="document.title=1">'&lt;b&gt;{{ 7*7 }}=HYPERLINK("x") ${x} é 漢 😀 """ + "lang" * 200


def open_dossiers(page: Page, folder: Path, dossiers: dict[str, Any], actief: Any) -> None:
    """Open a file with these dossiers, and wait for what is said about it."""
    file = folder / f"raar{len(list(folder.iterdir()))}.json"
    file.write_text(json.dumps({"formaat": 1, "dossiers": dossiers, "actief": actief}), encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".dossier-melding")).to_contain_text(file.name)


def test_hostile_text_stays_text(page: Page, context: BrowserContext, server: str, tmp_path: Path) -> None:
    """Markup in a file is shown as text, everywhere; wrong types and unknown words are set right, strange ids left out."""
    hidden = "\u202e\u2066\x00\n\x1b\ud800"
    stap = {"status": "gehackt", "wie": _NASTY, "wanneer": hidden, "opmerking": 5, "t": "morgen"}
    stappen = {FIRST: stap, "__proto__": {}, "A B": {}, "constructor": {"status": "klaar", "t": 1e300}, SECOND: [1]}
    strange = {
        "__proto__": {"naam": "x", "stappen": {}},
        "constructor": {"naam": 5, "stappen": {}},
        "d-2": {"naam": "x"},
    }
    title = page.title()
    open_dossiers(page, tmp_path, {"d-1": {"naam": _NASTY + hidden, "t": -5, "stappen": stappen}, **strange}, "d-1")
    expect(page.locator("#dossier-keuze option")).to_have_text([_NASTY, "Dossier"])
    assert (status(page, FIRST).input_value(), page.title()) == ("open", title)
    assert page.locator(f"#wie-{FIRST}").input_value() == _NASTY
    assert sorted(entries(page)) == sorted([FIRST, "constructor"])
    overview = open_page(context, server + OVERVIEW)
    expect(overview.locator(f'[data-stap="{FIRST}"]')).to_contain_text(_NASTY.strip())
    expect(overview.locator(".dossier-titel")).to_contain_text(_NASTY.strip())
    assert overview.locator("[data-overzicht] img").count() == 0
    do(overview, "verwijderen")
    expect(overview.locator(".dossier-melding")).to_contain_text(_NASTY.strip())


@pytest.mark.parametrize("actief", ["constructor", "__proto__", "weg", ["d-1"], 7, None])
def test_no_dossier_that_is_not_there_is_open(page: Page, tmp_path: Path, actief: Any) -> None:
    """A file that names a strange dossier as the one that is open opens one that is there, and only where none was."""
    dossier = {"naam": "Groen", "t": 5, "stappen": {}}
    open_dossiers(page, tmp_path, {"d-1": dossier}, actief)
    expect(page.locator("#dossier-keuze")).to_have_value("d-1")
    open_dossiers(page, tmp_path, {"d-2": {**dossier, "naam": "Rood"}}, actief)
    expect(page.locator("#dossier-keuze")).to_have_value("d-1")


@pytest.mark.parametrize("time", [4e12, 1e15, 9e15, 1e300, 1.5, "1", None])
def test_no_time_stops_a_reader(page: Page, tmp_path: Path, time: Any) -> None:
    """What a file says that was done in the future, or at no time at all, can be changed at once, and undone."""
    stappen = {FIRST: {"status": "klaar", "t": time}}
    open_dossiers(page, tmp_path, {"d-1": {"naam": "Groen", "t": time, "stappen": stappen}}, "d-1")
    box(page, FIRST).uncheck()
    page.reload()
    expect(box(page, FIRST)).not_to_be_checked()
    do(page, "leegmaken")
    do(page, "ongedaan")
    status(page, FIRST).select_option("bezig")
    page.reload()
    expect(status(page, FIRST)).to_have_value("bezig")


def test_changes_within_a_moment_are_all_kept(page: Page) -> None:
    """Two changes at the same time by the clock, or after it was set back, both count: the last one wins."""
    page.clock.set_fixed_time(5_000_000)
    box(page, FIRST).check()
    status(page, FIRST).select_option("bezig")
    page.clock.set_fixed_time(1_000_000)
    write_note(page, FIRST, "later")
    page.reload()
    expect(status(page, FIRST)).to_have_value("bezig")
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("later")


def test_thousands_of_dossiers(page: Page, tmp_path: Path) -> None:
    """A file with thousands of dossiers is opened whole, beside what was there, and ticking still works."""
    box(page, FIRST).check()
    many = {
        f"d-{n}": {"naam": f"Dossier {n}", "t": 5, "stappen": {SECOND: {"status": "klaar", "t": 5}}}
        for n in range(5000)
    }
    open_dossiers(page, tmp_path, many, "d-4999")
    expect(page.locator(".dossier-melding")).to_contain_text("Nieuw: 5000 dossiers. Overgenomen: 5000 stappen.")
    choose(page, "Dossier 4999")
    expect(box(page, SECOND)).to_be_checked()
    box(page, FIRST).check()
    page.reload()
    expect(box(page, FIRST)).to_be_checked()
    assert page.locator("#dossier-keuze option").count() == 5001


def test_a_retired_id_lives_on(page: Page) -> None:
    """What was written with a stap whose id was retired stands with its successor."""
    stap = {"status": "klaar", "wie": "", "wanneer": "", "opmerking": "bewaar mij", "t": 5}
    keep_before(page, {"d-1": {"naam": "Groen", "t": 5, "weg": False, "stappen": {"oude-stap": stap}}}, "d-1")
    moves = json.dumps({"oude-stap": FIRST}).replace('"', "&quot;")
    page.route(
        "**/" + LIST,
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('data-verhuisd="{}"', f'data-verhuisd="{moves}"'),
        ),
    )
    page.reload()
    expect(box(page, FIRST)).to_be_checked()
    assert entries(page) == {FIRST: {"status": "klaar", "opmerking": "bewaar mij"}}


def test_an_unknown_stap_is_kept(page: Page) -> None:
    """What belongs to a stap that is no longer there is not thrown away."""
    stap = {"status": "klaar", "wie": "", "wanneer": "", "opmerking": "bewaar mij", "t": 5}
    keep_before(page, {"d-1": {"naam": "Groen", "t": 5, "weg": False, "stappen": {"onbekende-stap": stap}}}, "d-1")
    page.reload()
    box(page, SECOND).check()
    assert entries(page)["onbekende-stap"]["opmerking"] == "bewaar mij"


@pytest.mark.parametrize("key", ["dossiers", "dossier:boris:d-1"])
def test_unreadable_storage_is_set_aside(page: Page, key: str) -> None:
    """What cannot be read is told, kept apart, and does not stop the reader."""
    page.evaluate("key => localStorage.setItem(key, '{kapot')", key)
    page.reload()
    expect(page.locator(".dossier-storing")).to_contain_text("niet te lezen")
    box(page, FIRST).check()
    assert page.evaluate("localStorage['dossiers:boris:onleesbaar']") == "{kapot"
    assert entries(page)[FIRST]["status"] == "klaar"


def rescued(page: Page) -> str:
    """What a reader gets as a file of all that could not be read."""
    with page.expect_download() as download:
        page.locator('.lijstbalk [data-doe="redden"]').click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_unreadable_storage_is_set_aside_each_time(page: Page) -> None:
    """A second text that cannot be read leaves the first one; both can be had as a file, until everything is deleted."""
    page.evaluate("localStorage['dossiers-onleesbaar'] = '{oud'")
    for text in ("{kapot", "{stuk"):
        page.evaluate("text => { localStorage.dossiers = text; }", text)
        page.reload()
        box(page, FIRST).check()
        assert entries(page)[FIRST]["status"] == "klaar"
    assert sorted(rescued(page).split()) == ["{kapot", "{oud", "{stuk"]
    page.goto(page.url.replace("maatwerktraject.html", "dossiers.html"))
    expect(page.locator('.lijstbalk [data-doe="redden"]')).to_be_hidden()
    page.locator(".dossier summary").click()
    expect(page.locator('.dossier [data-doe="redden"]')).to_be_visible()
    do(page, "alles-weg")
    do(page, "alles-weg-ja")
    expect(page.locator('.dossier [data-doe="redden"]')).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


_NO_ROOM_ASIDE = """
const put = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.endsWith("onleesbaar")) throw new DOMException("full", "QuotaExceededError");
  put.call(this, key, value);
};
"""


def test_unreadable_storage_stays_where_there_is_no_room(page: Page) -> None:
    """What cannot be read nor put aside is not written over, and what is filled in beside it is kept."""
    page.evaluate("localStorage.dossiers = '{kapot'")
    page.add_init_script(_NO_ROOM_ASIDE)
    page.reload()
    box(page, FIRST).check()
    expect(page.locator(".dossier-storing")).to_contain_text("niet te lezen")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    assert page.evaluate("localStorage.dossiers") == "{kapot"
    assert rescued(page) == "{kapot"
    assert entries(page)[FIRST]["status"] == "klaar"


@pytest.mark.parametrize("key", ["dossiers", "dossier:boris:d-1"])
@pytest.mark.parametrize("text", ['{"formaat": 3, "dossiers": {}}', '{"formaat": 3, "lijsten": []}'])
def test_storage_of_a_newer_version_is_left_alone(page: Page, key: str, text: str) -> None:
    """What a newer version of the handbook kept is told, and neither written over nor taken for unreadable."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()
    box(page, FIRST).check()
    expect(page.locator(".dossier-storing")).to_contain_text("nieuwere versie")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    assert page.evaluate("key => localStorage.getItem(key)", key) == text
    assert rescued(page) == text


@pytest.mark.parametrize(("script", "words"), [(BLOCKED, "bewaart niets"), (FULL, "is vol")], ids=["blocked", "full"])
def test_storage_that_refuses(context: BrowserContext, server: str, script: str, words: str) -> None:
    """When the browser keeps nothing, the reader is told, and can still save to a file."""
    context.add_init_script(script)
    page = open_page(context, server + LIST)
    box(page, FIRST).check()
    expect(page.locator(".dossier-storing")).to_contain_text(words)
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    with page.expect_download() as download:
        do(page, "bewaren")
    assert FIRST in Path(download.value.path()).read_text(encoding="utf-8")


def test_deleting_everything(page: Page, context: BrowserContext, server: str) -> None:
    """One button, pressed twice, leaves nothing in the browser."""
    box(page, FIRST).check()
    overview = open_page(context, server + OVERVIEW)
    do(overview, "alles-weg")
    do(overview, "alles-weg-ja")
    assert overview.evaluate("localStorage.length") == 0
    expect(box(page, FIRST)).not_to_be_checked()


def overlap(one: Any, other: Any) -> bool:
    """Whether two boxes share a spot."""
    return bool(
        one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    )  # fmt: skip


def test_prints_filled_in(page: Page) -> None:
    """On paper stand the ticks, the notes, the name of the dossier and the date."""
    status(page, FIRST).select_option("bezig")
    write_note(page, FIRST, "bellen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(f"#opmerking-{FIRST} + .geschreven")).to_have_text("bellen")
    expect(page.locator(f"#opmerking-{FIRST} + .geschreven")).to_be_visible()
    expect(page.locator("#gegeven-onderwerp")).to_have_value("Dossier 1")
    mark = page.locator(f"#{FIRST} .stand-papier")
    expect(mark).to_have_text("bezig")
    places = [
        thing.bounding_box()
        for thing in (mark, page.locator(f"#{FIRST} .wanneer-veld"), page.locator(f"label[for=vink-{FIRST}]"))
    ]
    assert not any(overlap(places[0], other) for other in places[1:])
    expect(page.locator(".dossier")).to_be_hidden()
    expect(page.locator("[data-balk]")).to_be_hidden()


def test_a_list_about_a_school_prints_no_empty_name(context: BrowserContext, server: str) -> None:
    """The list for the management asks for no leerling; of which dossier a filled one is, it does say."""
    page = open_page(context, server + "checklists/management.html")
    page.emulate_media(media="print")
    expect(page.locator("#gegeven-door")).to_be_visible()
    expect(page.locator("#gegeven-onderwerp")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(".vinkje input[type=checkbox]").first.check()
    page.emulate_media(media="print")
    expect(page.get_by_label("Dossier", exact=True).last).to_have_value("Dossier 1")
    expect(page.get_by_text("Leerling of groep", exact=True)).to_have_count(0)


def sheets(page: Page) -> list[Any]:
    """What the browser prints, without the grounds of things, as it does unless a reader asks for them."""
    return list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def test_a_tick_is_seen_on_paper(page: Page) -> None:
    """The cross in a box is printed, as a letter: grounds are left out; a list without ticks has none."""
    assert "×" not in sheets(page)[0].extract_text()
    box(page, FIRST).check()
    assert sheets(page)[0].extract_text().count("×") == 1


def test_the_overview_is_one_sheet(page: Page, context: BrowserContext, server: str) -> None:
    """A manager gets all of a dossier on one page, with its name and without what explains the screen."""
    write_note(page, FIRST, "bellen")
    overview = open_page(context, server + OVERVIEW)
    [sheet] = sheets(overview)
    words = " ".join(sheet.extract_text().split())
    assert "Dossier 1" in words
    assert "bellen" in words
    assert "Hier ziet u" not in words


def test_an_overview_of_nothing_leads_on(page: Page, server: str) -> None:
    """Without a dossier there is no empty table, but the way to the checklists; without notes no empty list of them."""
    page.goto(server + OVERVIEW)
    expect(page.locator("[data-overzicht]")).to_be_hidden()
    page.get_by_role("link", name="Bekijk de checklists").click()
    page.goto(server + LIST)
    box(page, FIRST).check()
    page.goto(server + OVERVIEW)
    expect(page.locator("[data-overzicht]")).to_be_visible()
    expect(page.locator("[data-notities]")).to_be_hidden()


def test_the_next_stap_is_one_key_away(page: Page) -> None:
    """The button in the bar leads to the next stap that is open, also from the middle, and says when there is none below."""
    items = page.locator(".vinkje")
    order = items.evaluate_all("items => items.map(item => item.id)")
    box(page, FIRST).check()
    button, message = page.locator('[data-balk] [data-doe="volgende"]'), page.locator(".volgende-melding")
    button.focus()
    page.keyboard.press("Enter")
    expect(box(page, SECOND)).to_be_focused()
    expect(box(page, SECOND)).to_be_in_viewport()
    button.click()
    expect(box(page, order[2])).to_be_focused()
    box(page, order[-1]).focus()
    button.click()
    expect(message).to_have_text(f"Hieronder staat geen stap meer open. Hierboven nog {len(order) - 1} stappen.")
    button.click()
    expect(box(page, SECOND)).to_be_focused()
    expect(message).to_be_empty()
    for status_of in page.locator("[data-stand]").all():
        status_of.select_option("nvt")
    button.click()
    expect(message).to_have_text("Op deze lijst staat geen stap meer open.")


def test_the_next_stap_is_a_key_away_from_anywhere_in_the_list(page: Page) -> None:
    """Ctrl and Enter go on from a note that one has just written; the bar comes before the list for who uses Tab."""
    write_note(page, FIRST, "bellen")
    page.locator(f"#opmerking-{FIRST}").press("Control+Enter")
    expect(box(page, SECOND)).to_be_focused()
    expect(page.locator(f"#opmerking-{FIRST}")).to_have_value("bellen")
    assert page.evaluate(
        "document.querySelector('[data-balk]').compareDocumentPosition(document.querySelector('.vinkje')) & 4"
    )


def test_a_stap_is_three_stops_of_the_keyboard(page: Page) -> None:
    """From one box to the next it is three times Tab, for a stap without a note of what has changed; what is folded takes none."""
    plain = page.locator(".vinkje:not(:has(.nu, .opmerking)):not(:last-child)").first
    plain.locator("input[type=checkbox]").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.vinkje-kern > input[type=checkbox]')")


def test_a_note_grows(page: Page) -> None:
    """Who writes much sees all of it."""
    write_note(page, FIRST, "kort")
    field = page.locator(f"#opmerking-{FIRST}")
    low = field.evaluate("field => field.clientHeight")
    field.fill("Gebeld en afgesproken dat hij volgende week terugbelt. " * 8)
    assert field.evaluate("field => field.clientHeight") > 2 * low
    assert field.evaluate("field => field.scrollHeight - field.clientHeight") < 4


def test_the_choice_of_explanation_is_remembered(page: Page, context: BrowserContext, server: str) -> None:
    """A list begins short; who wants the explanation has it on every list, until they choose otherwise."""
    explanation = page.locator(".uitleg").first
    expect(explanation).to_be_hidden()
    page.get_by_label("tonen").check()
    expect(explanation).to_be_visible()
    other = open_page(context, server + "checklists/plaatsing.html")
    expect(other.locator(".uitleg").first).to_be_visible()
    other.get_by_label("weglaten").check()
    page.reload()
    expect(explanation).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_stap_unfolds(browser: Browser, server: str, scripts: bool) -> None:
    """A tap shows the explanation of one stap and of no other, with a script or without."""
    context = browser.new_context(java_script_enabled=scripts)
    page = open_page(context, server + LIST)
    explanations = page.locator(".uitleg")
    owner = page.locator(".vinkje-kern:has(> .uitleg)").first
    owner.locator(".meer > summary").click()
    expect(explanations.first).to_be_visible()
    expect(explanations.nth(1)).to_be_hidden()
    context.close()


@pytest.mark.parametrize("touch", [True, False], ids=["touch", "keyboard"])
def test_a_begrip_explains_itself_on_the_spot(browser: Browser, server: str, touch: bool) -> None:
    """In a checklist a term does not lead away: it says below its sentence what it means, with a way to read more."""
    context = browser.new_context(has_touch=touch, is_mobile=touch)
    page = open_page(context, server + LIST)
    term = page.locator(".vinkje a.begrip:visible").first
    here = page.locator(".begrip-hier:visible")
    if touch:
        term.tap()
    else:
        term.focus()
        page.keyboard.press("Enter")
    expect(here).to_have_count(1)
    expect(term).to_have_attribute("aria-expanded", "true")
    assert page.url == server + LIST
    if touch:
        here.get_by_role("link", name="Lees meer").tap()
        page.wait_for_url("**/begrippen.html#*")
    else:
        page.keyboard.press("Escape")
        expect(here).to_have_count(0)
        expect(term).to_be_focused()
    context.close()


def test_the_first_stap_stands_on_the_first_screen(browser: Browser, server: str, site: Site) -> None:
    """On a phone every checklist shows what to do first without scrolling; one filled button prints."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    lists = [path for path, page in site.pages.items() if page.article.select_one(".vinkje")]
    assert len(lists) > 5
    for path in lists:
        page = open_page(context, server + path)
        expect(page.locator(".vinkje-kern > input").first).to_be_in_viewport(ratio=1)
        assert page.locator(".hoofdknop:visible").all_inner_texts() == ["Afdrukken"]
        page.close()
    context.close()


@pytest.mark.parametrize("has_share", [True, False], ids=["share", "copy"])
def test_a_list_is_shared(context: BrowserContext, server: str, has_share: bool) -> None:
    """*Delen* hands the address to the machine, else copies it, and says that no ticks go along."""
    context.add_init_script(
        f"navigator.share = {'async what => { window.shared = what.url; }' if has_share else 'undefined'};"
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { window.copied = text; }}})"
    )
    page = open_page(context, f"{server}{LIST}#{FIRST}")
    page.get_by_role("button", name="Delen").click()
    expect(page.locator(".gedeeld")).to_have_text("" if has_share else re.compile("gekopieerd.*gaat niet mee"))
    assert page.evaluate(f"window.{'shared' if has_share else 'copied'}") == server + LIST


def test_a_list_that_cannot_be_copied_is_shown(context: BrowserContext, server: str) -> None:
    """Where a browser may not copy, the address stands there to take."""
    context.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); navigator.share = undefined"
    )
    page = open_page(context, server + LIST)
    page.get_by_role("button", name="Delen").click()
    expect(page.locator(".gedeeld")).to_have_text(f"Kopieer dit adres: {server}{LIST}")


def tap(thing: Locator) -> None:
    """Touch something that is in sight, without scrolling to it."""
    expect(thing).to_be_in_viewport(ratio=1)
    thing.tap()


def test_somebody_new_finds_the_next_stap_ticks_it_and_prints_it(browser: Browser, server: str) -> None:
    """On a phone, four taps lead from the first page to a printed tick in fase 2, and nobody needs to scroll for them."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="nl-NL"
    )
    context.add_init_script("window.print = () => { window.printed = true; }")
    page = open_page(context, server + "index.html")
    tap(page.get_by_role("article").get_by_role("link", name="Checklist maatwerktraject"))
    page.wait_for_url("**/" + LIST)
    bar = page.locator("[data-balk]")
    tap(bar.get_by_role("button", name="Volgende stap"))
    tap(page.locator(f"label[for=vink-{FIRST}]"))
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    tap(bar.get_by_role("button", name="Afdrukken"))
    assert page.evaluate("window.printed")
    context.close()


def test_long_notes_print_whole(page: Page) -> None:
    """What is longer than its field stands on paper to the last word, and what is changed after printing is printed so."""
    note = "Teruggebeld op maandag, toen was er niemand. " * 8 + "Laatste woord."
    write_note(page, FIRST, "")
    for words in ("eerst iets anders", note):
        page.locator(f"#opmerking-{FIRST}").fill(words)
        printed = " ".join(" ".join(sheet.extract_text() for sheet in sheets(page)).split())
        assert words in printed
    assert "eerst iets anders" not in printed


def test_the_keyboard_is_never_lost(page: Page, server: str) -> None:
    """After each removal, undo and answer the focus stands where a reader goes on."""
    page.goto(server + OVERVIEW)
    page.locator(".dossier summary").click()

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")

    press("Nieuw dossier")
    press("Annuleren")
    expect(page.get_by_role("button", name="Nieuw dossier")).to_be_focused()
    press("Nieuw dossier")
    page.keyboard.press("Enter")
    expect(page.locator("#dossier-keuze")).to_be_focused()
    press("Dossier verwijderen")
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#dossier-keuze")).to_be_focused()
    press("Verwijder alles")
    press("Annuleren")
    expect(page.get_by_role("button", name="Verwijder alles")).to_be_focused()
    expect(page.get_by_role("button", name="Ja, verwijder alle")).to_be_hidden()
    press("Verwijder alles")
    page.keyboard.press("Enter")
    expect(page.locator("#dossier-keuze")).to_be_focused()


def open_files(page: Page, *files: Path) -> Locator:
    """Open files; returns where the page says what came of them."""
    page.locator('input[type="file"]').set_input_files(files)
    message = page.locator(".dossier-melding")
    expect(message).to_contain_text(files[-1].name)
    return message


def hand_over(page: Page, folder: Path, name: str) -> Path:
    """Save the dossier that is open as a file."""
    with page.expect_download() as download:
        do(page, "bewaren")
    download.value.save_as(folder / name)
    return folder / name


def test_the_first_tick_asks_for_a_name(page: Page) -> None:
    """A dossier that began by itself asks what it is called, with the warning about names, and holds nobody up."""
    box(page, FIRST).check()
    form = page.locator(".lijstbalk > .dossier-naam")
    expect(form).to_contain_text("Gebruik geen namen van leerlingen")
    expect(box(page, FIRST)).to_be_focused()
    form.get_by_label("Naam van het dossier").fill("Groen")
    form.get_by_role("button", name="Opslaan").click()
    expect(form).to_be_hidden()
    expect(page.locator("#dossier-keuze option")).to_have_text(["Groen"])
    box(page, SECOND).check()
    expect(form).to_be_hidden()


def test_one_dossier_is_handed_over(page: Page, browser: Browser, server: str, tmp_path: Path) -> None:
    """A file of one dossier holds that one only, and its name says whose it is and of which day."""
    page.clock.set_fixed_time("2026-12-01T10:00:00")
    box(page, FIRST).check()
    add_dossier(page, "Groen/7")
    box(page, SECOND).check()
    with page.expect_download() as download:
        do(page, "bewaren")
    assert download.value.suggested_filename == "dossier Groen-7 2026-12-01.json"
    file = tmp_path / "groen.json"
    download.value.save_as(file)
    with page.expect_download() as both:
        do(page, "alles-bewaren")
    assert both.value.suggested_filename == "dossiers 2026-12-01.json"
    other = browser.new_context()
    elsewhere = open_page(other, server + LIST)
    expect(open_files(elsewhere, file)).to_contain_text("Nieuw: 1 dossier.")
    expect(elsewhere.locator("#dossier-keuze option")).to_have_text(["Groen/7"])
    other.close()


def test_several_files_at_once(page: Page, browser: Browser, server: str, tmp_path: Path) -> None:
    """Of each file is said what it did, a strange one among them, and all can be undone together."""
    box(page, FIRST).check()
    first = hand_over(page, tmp_path, "een.json")
    add_dossier(page, "Groen")
    second = hand_over(page, tmp_path, "twee.json")
    strange = tmp_path / "vreemd.json"
    strange.write_text("{", encoding="utf-8")
    other = browser.new_context()
    elsewhere = open_page(other, server + LIST)
    message = open_files(elsewhere, first, strange, second)
    expect(message).to_contain_text("vreemd.json: Dit bestand is niet te lezen.")
    assert [line.split()[0] for line in message.inner_text().splitlines()] == ["een.json", "vreemd.json:", "twee.json"]
    expect(elsewhere.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Groen"])
    do(elsewhere, "ongedaan")
    expect(elsewhere.locator("#dossier-keuze option")).to_have_text(["Nog geen dossier"])
    other.close()


def test_equal_names_are_told_apart(page: Page, browser: Browser, server: str, tmp_path: Path) -> None:
    """A file that brings a dossier of a name that is there already says which is which."""
    box(page, FIRST).check()
    file = hand_over(page, tmp_path, "collega.json")
    other = browser.new_context()
    elsewhere = open_page(other, server + LIST)
    box(elsewhere, SECOND).check()
    message = open_files(elsewhere, file)
    expect(message).to_contain_text("Twee dossiers heten hetzelfde:")
    words = message.inner_text()
    theirs = next(name for name in ("Dossier 1 (2)", "Dossier 1") if f"{name} komt uit dit bestand" in words)
    choose(elsewhere, theirs)
    expect(box(elsewhere, FIRST)).to_be_checked()
    other.close()


def test_when_is_a_day(page: Page) -> None:
    """A day is chosen; what is too late or of this week says so in words, until it is done."""
    page.clock.set_fixed_time("2026-12-02T10:00:00")  # a Wednesday
    write_note(page, FIRST, "bellen")
    when, word = page.locator(f"#wanneer-{FIRST}"), page.locator(f"#{FIRST} > .vinkje-kern .meer-kort")
    for day, expected in {
        "2026-12-01": "te laat · 1 december 2026",
        "2026-12-06": "deze week · 6 december 2026",
        "2026-12-07": "7 december 2026",
    }.items():
        when.fill(day)
        expect(word).to_have_text(f"{expected} · bellen")
    when.fill("2026-12-01")
    box(page, FIRST).check()
    expect(word).to_have_text("1 december 2026 · bellen")


def test_a_day_in_words_stays(page: Page) -> None:
    """What was written before there was a date field is shown as it is; once it is emptied, a day can be chosen."""
    keep_before(
        page, {"d-1": {"naam": "Groen", "t": 5, "stappen": {FIRST: {"wanneer": "voor de kerst", "t": 5}}}}, "d-1"
    )
    page.reload()
    when = page.locator(f"#wanneer-{FIRST}")
    expect(when).to_have_value("voor de kerst")
    unfold(page, FIRST)
    when.fill("")
    expect(when).to_have_attribute("type", "date")
    when.fill("2026-12-24")
    page.reload()
    expect(when).to_have_value("2026-12-24")
