"""The whole life of a dossier in a real browser: what a reader ticks and writes is never lost, and never leaves."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

_LIST = "checklists/maatwerktraject.html"
_OVERVIEW = "checklists/dossiers.html"
_FIRST, _SECOND = "contact-opnemen-met-kenniscentrum", "leerbedrijf-zoeken"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with an empty browser."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Page:
    """The checklist of fase 2, opened for the first time."""
    return open_page(context, server + _LIST)


def open_page(context: BrowserContext, address: str) -> Page:
    """A new tab."""
    page = context.new_page()
    page.goto(address)
    return page


def box(page: Page, stap: str) -> Any:
    """The box of a stap."""
    return page.locator(f"#vink-{stap}")


def status(page: Page, stap: str) -> Any:
    """The choice of status of a stap."""
    return page.locator(f"#stand-{stap}")


def progress(page: Page, done: int, skipped: int = 0) -> str:
    """What the bar says when so many stappen of the list are done, and so many do not apply."""
    return f"{done} van {page.locator('.vinkje').count() - skipped} klaar"


def do(page: Page, action: str) -> None:
    """Press a button of the dossier, unfolding what it stands in."""
    button = page.locator(f'.dossier [data-doe="{action}"]')
    if not button.is_visible():
        page.locator(".dossier summary").click()
    button.click()


def stored(page: Page) -> dict[str, Any]:
    """What the browser has kept."""
    return dict(json.loads(page.evaluate("localStorage.dossiers || '{}'")))


def entries(page: Page) -> dict[str, Any]:
    """The stappen of the dossier that is open, as kept."""
    data = stored(page)
    return dict(data["dossiers"][data["actief"]]["stappen"])


def write_note(page: Page, stap: str, note: str) -> None:
    """Write a note with a stap."""
    page.locator(f'[aria-controls="invullen-{stap}"]').click()
    page.locator(f"#opmerking-{stap}").fill(note)


def test_the_first_tick_makes_a_dossier(page: Page) -> None:
    """Without any preparation a tick is kept, counted, and there again after a reload."""
    box(page, _FIRST).check()
    expect(page.locator(".dossier-bewaard")).to_contain_text("Bewaard om")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    page.reload()
    expect(box(page, _FIRST)).to_be_checked()


def test_status_and_notes_are_kept(page: Page) -> None:
    """A status, a name, a day and a note come back after a reload, opened for the eye."""
    status(page, _FIRST).select_option("bezig")
    write_note(page, _FIRST, "bellen")
    page.locator(f"#wie-{_FIRST}").fill("Mia")
    page.reload()
    expect(status(page, _FIRST)).to_have_value("bezig")
    expect(page.locator(f"#opmerking-{_FIRST}")).to_have_value("bellen")
    expect(page.locator(f"#wie-{_FIRST}")).to_be_visible()


def test_what_does_not_apply_does_not_count(page: Page) -> None:
    """A stap that does not apply is left out of the count."""
    status(page, _FIRST).select_option("nvt")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 0, skipped=1))


def test_a_stap_has_one_status_everywhere(page: Page, context: BrowserContext, server: str) -> None:
    """What is ticked on a checklist shows where the stap stands, and in the overview."""
    box(page, _FIRST).check()
    stap = open_page(context, server + "maatwerktraject/kaders.html")
    expect(stap.locator(f"#{_FIRST} .stand-merk")).to_have_text("klaar")
    overview = open_page(context, server + _OVERVIEW)
    row = overview.locator("tr", has_text="Kaders van het maatwerktraject vaststellen")
    expect(row.locator("td").first).to_have_text("1")


def test_two_tabs_do_not_overwrite_each_other(page: Page, context: BrowserContext, server: str) -> None:
    """Two tabs that are open at once show each other's ticks, and keep both."""
    box(page, _FIRST).check()
    other = open_page(context, server + _LIST)
    box(other, _SECOND).check()
    expect(box(page, _SECOND)).to_be_checked()
    status(page, _FIRST).select_option("bezig")
    expect(status(other, _FIRST)).to_have_value("bezig")
    assert {stap: entry["status"] for stap, entry in entries(page).items()} == {_FIRST: "bezig", _SECOND: "klaar"}


def test_several_dossiers(page: Page) -> None:
    """Each dossier has its own ticks; renaming and removing touch one, and removing can be undone."""
    box(page, _FIRST).check()
    do(page, "nieuw")
    page.locator("#dossier-naam").fill("Groen")
    page.keyboard.press("Enter")
    expect(box(page, _FIRST)).not_to_be_checked()
    do(page, "verwijderen")
    expect(box(page, _FIRST)).to_be_checked()
    do(page, "ongedaan")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Groen"])


def test_emptying_a_list_can_be_undone(page: Page) -> None:
    """A list that was emptied by mistake comes back whole."""
    box(page, _FIRST).check()
    write_note(page, _SECOND, "niet vergeten")
    do(page, "leegmaken")
    expect(box(page, _FIRST)).not_to_be_checked()
    do(page, "ongedaan")
    expect(box(page, _FIRST)).to_be_checked()
    expect(page.locator(f"#opmerking-{_SECOND}")).to_have_value("niet vergeten")


def add_dossier(page: Page, name: str) -> None:
    """Make another dossier, which is then open."""
    do(page, "nieuw")
    page.locator("#dossier-naam").fill(name)
    page.keyboard.press("Enter")


def choose(page: Page, name: str) -> None:
    """Choose a dossier in the list."""
    page.locator("#dossier-keuze").select_option(label=name)


def test_undoing_a_removal_leaves_other_dossiers_alone(page: Page) -> None:
    """What was done in another dossier after a removal stays when the removal is undone, and stays in sight."""
    box(page, _FIRST).check()
    add_dossier(page, "Groen")
    write_note(page, _FIRST, "oud")
    choose(page, "Dossier 1")
    do(page, "verwijderen")
    choose(page, "Groen")
    page.locator(f"#opmerking-{_FIRST}").fill("nieuw")
    box(page, _SECOND).check()
    do(page, "ongedaan")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Groen"])
    page.reload()
    expect(page.locator(f"#opmerking-{_FIRST}")).to_have_value("nieuw")
    expect(box(page, _SECOND)).to_be_checked()
    choose(page, "Dossier 1")
    expect(box(page, _FIRST)).to_be_checked()


def test_undoing_a_removal_at_once_opens_the_dossier_again(page: Page) -> None:
    """Whoever undoes a removal before doing anything else is back where they were."""
    box(page, _FIRST).check()
    add_dossier(page, "Groen")
    box(page, _SECOND).check()
    do(page, "verwijderen")
    expect(box(page, _FIRST)).to_be_checked()
    do(page, "ongedaan")
    expect(box(page, _FIRST)).not_to_be_checked()
    expect(box(page, _SECOND)).to_be_checked()


def test_undoing_keeps_what_is_newer(page: Page) -> None:
    """What was written after a list was emptied stays when that is undone, and the rest comes back."""
    box(page, _FIRST).check()
    box(page, _SECOND).check()
    do(page, "leegmaken")
    status(page, _FIRST).select_option("bezig")
    do(page, "ongedaan")
    expect(status(page, _FIRST)).to_have_value("bezig")
    expect(box(page, _SECOND)).to_be_checked()
    page.reload()
    expect(status(page, _FIRST)).to_have_value("bezig")
    expect(box(page, _SECOND)).to_be_checked()


def test_undoing_without_storage_loses_nothing(context: BrowserContext, server: str) -> None:
    """Where the browser keeps nothing, a dossier that was made after a removal is still there when that is undone."""
    context.add_init_script(_BLOCKED)
    page = open_page(context, server + _LIST)
    box(page, _FIRST).check()
    do(page, "verwijderen")
    box(page, _SECOND).check()
    do(page, "ongedaan")
    expect(page.locator("#dossier-keuze option")).to_have_text(["Dossier 1", "Dossier 1"])
    expect(box(page, _SECOND)).to_be_checked()


def test_a_name_is_given_to_the_dossier_it_was_asked_for(page: Page) -> None:
    """The form for a name closes when another dossier is opened or the last one goes, here or in another tab."""
    box(page, _FIRST).check()
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
    box(page, _FIRST).check()
    with page.expect_download() as download:
        do(page, "bewaren")
    file = tmp_path / "dossiers.json"
    download.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["versie"]
    other = browser.new_context()
    elsewhere = open_page(other, server + _LIST)
    elsewhere.locator('input[type="file"]').set_input_files(file)
    expect(elsewhere.locator(".dossier-melding")).to_contain_text("Nieuw: 1 dossier. Overgenomen: 1 stap.")
    expect(box(elsewhere, _FIRST)).to_be_checked()
    other.close()


def test_opening_a_file_keeps_what_is_newer(page: Page, tmp_path: Path) -> None:
    """An older file does not undo what was done since; it says so."""
    box(page, _FIRST).check()
    file = tmp_path / "oud.json"
    old = stored(page)
    for dossier in old["dossiers"].values():
        dossier["stappen"] = {_FIRST: {"status": "open", "t": 1000}, _SECOND: {"status": "klaar", "t": 1000}}
    file.write_text(json.dumps(old), encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".dossier-melding")).to_contain_text("Hier nieuwer, dus gebleven: 1 stap.")
    expect(box(page, _FIRST)).to_be_checked()
    expect(box(page, _SECOND)).to_be_checked()


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
    box(page, _FIRST).check()
    before = stored(page)
    file = tmp_path / "vreemd.json"
    file.write_bytes(content)
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".dossier-melding")).to_contain_text(reason)
    assert stored(page) == before
    page.reload()
    expect(box(page, _FIRST)).to_be_checked()


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
    stappen = {_FIRST: stap, "__proto__": {}, "A B": {}, "constructor": {"status": "klaar", "t": 1e300}, _SECOND: [1]}
    strange = {
        "__proto__": {"naam": "x", "stappen": {}},
        "constructor": {"naam": 5, "stappen": {}},
        "d-2": {"naam": "x"},
    }
    title = page.title()
    open_dossiers(page, tmp_path, {"d-1": {"naam": _NASTY + hidden, "t": -5, "stappen": stappen}, **strange}, "d-1")
    expect(page.locator("#dossier-keuze option")).to_have_text([_NASTY, "Dossier"])
    assert (status(page, _FIRST).input_value(), page.title()) == ("open", title)
    assert page.locator(f"#wie-{_FIRST}").input_value() == _NASTY
    assert sorted(entries(page)) == sorted([_FIRST, "constructor"])
    overview = open_page(context, server + _OVERVIEW)
    expect(overview.locator(f'[data-stap="{_FIRST}"]')).to_contain_text(_NASTY.strip())
    expect(overview.locator(".dossier-titel")).to_contain_text(_NASTY.strip())
    assert overview.locator("[data-overzicht] img").count() == 0
    do(overview, "verwijderen")
    expect(overview.locator(".dossier-melding")).to_contain_text(_NASTY.strip())


@pytest.mark.parametrize("actief", ["constructor", "__proto__", "weg", ["d-1"], 7, None])
def test_no_dossier_that_is_not_there_is_open(page: Page, tmp_path: Path, actief: Any) -> None:
    """A file that names a strange dossier as the one that is open leaves open what was."""
    box(page, _FIRST).check()
    before = stored(page)["actief"]
    open_dossiers(page, tmp_path, {"d-1": {"naam": "Groen", "t": 5, "stappen": {}}}, actief)
    assert stored(page)["actief"] == before
    page.reload()
    expect(box(page, _FIRST)).to_be_checked()


@pytest.mark.parametrize("time", [4e12, 1e15, 9e15, 1e300, 1.5, "1", None])
def test_no_time_stops_a_reader(page: Page, tmp_path: Path, time: Any) -> None:
    """What a file says that was done in the future, or at no time at all, can be changed at once, and undone."""
    stappen = {_FIRST: {"status": "klaar", "t": time}}
    open_dossiers(page, tmp_path, {"d-1": {"naam": "Groen", "t": time, "stappen": stappen}}, "d-1")
    box(page, _FIRST).uncheck()
    page.reload()
    expect(box(page, _FIRST)).not_to_be_checked()
    do(page, "leegmaken")
    do(page, "ongedaan")
    status(page, _FIRST).select_option("bezig")
    page.reload()
    expect(status(page, _FIRST)).to_have_value("bezig")


def test_changes_within_a_moment_are_all_kept(page: Page) -> None:
    """Two changes at the same time by the clock, or after it was set back, both count: the last one wins."""
    page.clock.set_fixed_time(5_000_000)
    box(page, _FIRST).check()
    status(page, _FIRST).select_option("bezig")
    page.clock.set_fixed_time(1_000_000)
    write_note(page, _FIRST, "later")
    page.reload()
    expect(status(page, _FIRST)).to_have_value("bezig")
    expect(page.locator(f"#opmerking-{_FIRST}")).to_have_value("later")


def test_thousands_of_dossiers(page: Page, tmp_path: Path) -> None:
    """A file with thousands of dossiers is opened whole, beside what was there, and ticking still works."""
    box(page, _FIRST).check()
    many = {
        f"d-{n}": {"naam": f"Dossier {n}", "t": 5, "stappen": {_SECOND: {"status": "klaar", "t": 5}}}
        for n in range(5000)
    }
    open_dossiers(page, tmp_path, many, "d-4999")
    expect(page.locator(".dossier-melding")).to_contain_text("Nieuw: 5000 dossiers. Overgenomen: 5000 stappen.")
    expect(box(page, _SECOND)).to_be_checked()
    box(page, _FIRST).check()
    page.reload()
    expect(box(page, _FIRST)).to_be_checked()
    assert page.locator("#dossier-keuze option").count() == 5001


def test_a_retired_id_lives_on(page: Page) -> None:
    """What was written with a stap whose id was retired stands with its successor."""
    box(page, _FIRST).check()
    page.evaluate(
        """([id]) => {
          const data = JSON.parse(localStorage.dossiers);
          const stappen = data.dossiers[data.actief].stappen;
          stappen["oude-stap"] = stappen[id];
          delete stappen[id];
          localStorage.dossiers = JSON.stringify(data);
        }""",
        [_FIRST],
    )
    moves = json.dumps({"oude-stap": _FIRST}).replace('"', "&quot;")
    page.route(
        "**/" + _LIST,
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('data-verhuisd="{}"', f'data-verhuisd="{moves}"'),
        ),
    )
    page.reload()
    expect(box(page, _FIRST)).to_be_checked()
    assert list(entries(page)) == [_FIRST]


def test_an_unknown_stap_is_kept(page: Page) -> None:
    """What belongs to a stap that is no longer there is not thrown away."""
    box(page, _FIRST).check()
    page.evaluate("""() => {
      const data = JSON.parse(localStorage.dossiers);
      data.dossiers[data.actief].stappen["onbekende-stap"] = {status: "klaar", wie: "", wanneer: "", opmerking: "bewaar mij", t: 5};
      localStorage.dossiers = JSON.stringify(data);
    }""")
    page.reload()
    box(page, _SECOND).check()
    assert entries(page)["onbekende-stap"]["opmerking"] == "bewaar mij"


def test_unreadable_storage_is_set_aside(page: Page) -> None:
    """What cannot be read is told, kept apart, and does not stop the reader."""
    page.evaluate("localStorage.dossiers = '{kapot'")
    page.reload()
    expect(page.locator(".dossier-storing")).to_contain_text("niet te lezen")
    box(page, _FIRST).check()
    assert page.evaluate("localStorage['dossiers-onleesbaar']") == "{kapot"
    assert entries(page)[_FIRST]["status"] == "klaar"


def rescued(page: Page) -> str:
    """What a reader gets as a file of all that could not be read."""
    with page.expect_download() as download:
        page.locator('.balk-onder [data-doe="redden"]').click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_unreadable_storage_is_set_aside_each_time(page: Page) -> None:
    """A second text that cannot be read leaves the first one; both can be had as a file, until everything is deleted."""
    for text in ("{kapot", "{stuk", "{stuk"):
        page.evaluate("text => { localStorage.dossiers = text; }", text)
        page.reload()
        box(page, _FIRST).check()
        assert entries(page)[_FIRST]["status"] == "klaar"
    assert sorted(rescued(page).split()) == ["{kapot", "{stuk"]
    page.goto(page.url.replace("maatwerktraject.html", "dossiers.html"))
    expect(page.locator('.balk-onder [data-doe="redden"]')).to_be_hidden()
    page.locator(".dossier summary").click()
    expect(page.locator('.dossier [data-doe="redden"]')).to_be_visible()
    do(page, "alles-weg")
    do(page, "alles-weg-ja")
    expect(page.locator('.dossier [data-doe="redden"]')).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


_NO_ROOM_ASIDE = """
const put = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key !== "dossiers" && !window.room) throw new DOMException("full", "QuotaExceededError");
  put.call(this, key, value);
};
"""


def test_unreadable_storage_stays_until_there_is_room(page: Page) -> None:
    """What cannot be read nor put aside is not written over; once there is room it is put aside after all."""
    page.evaluate("localStorage.dossiers = '{kapot'")
    page.add_init_script(_NO_ROOM_ASIDE)
    page.reload()
    box(page, _FIRST).check()
    expect(page.locator(".dossier-storing")).to_contain_text("niet apart te zetten")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    assert page.evaluate("localStorage.dossiers") == "{kapot"
    assert rescued(page) == "{kapot"
    page.evaluate("window.room = true")
    box(page, _SECOND).check()
    expect(page.locator(".dossier-storing")).to_contain_text("Het is apart gezet")
    assert page.evaluate("localStorage['dossiers-onleesbaar']") == "{kapot"
    assert sorted(entries(page)) == sorted([_FIRST, _SECOND])


@pytest.mark.parametrize("text", ['{"formaat": 2, "dossiers": {}}', '{"formaat": 2, "lijsten": []}'])
def test_storage_of_a_newer_version_is_left_alone(page: Page, text: str) -> None:
    """What a newer version of the handbook kept is told, and neither written over nor taken for unreadable."""
    page.evaluate("text => { localStorage.dossiers = text; }", text)
    page.reload()
    box(page, _FIRST).check()
    expect(page.locator(".dossier-storing")).to_contain_text("nieuwere versie")
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    assert page.evaluate("({...localStorage})") == {"dossiers": text}
    assert rescued(page) == text


_BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
_FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.parametrize(("script", "words"), [(_BLOCKED, "bewaart niets"), (_FULL, "is vol")], ids=["blocked", "full"])
def test_storage_that_refuses(context: BrowserContext, server: str, script: str, words: str) -> None:
    """When the browser keeps nothing, the reader is told, and can still save to a file."""
    context.add_init_script(script)
    page = open_page(context, server + _LIST)
    box(page, _FIRST).check()
    expect(page.locator(".dossier-storing")).to_contain_text(words)
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    with page.expect_download() as download:
        do(page, "bewaren")
    assert _FIRST in Path(download.value.path()).read_text(encoding="utf-8")


def test_deleting_everything(page: Page, context: BrowserContext, server: str) -> None:
    """One button, pressed twice, leaves nothing in the browser."""
    box(page, _FIRST).check()
    overview = open_page(context, server + _OVERVIEW)
    do(overview, "alles-weg")
    do(overview, "alles-weg-ja")
    assert overview.evaluate("localStorage.dossiers") is None
    expect(box(page, _FIRST)).not_to_be_checked()


def test_prints_filled_in(page: Page) -> None:
    """On paper stand the ticks, the notes, the name of the dossier and the date."""
    status(page, _FIRST).select_option("bezig")
    write_note(page, _FIRST, "bellen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(f"#opmerking-{_FIRST} + .geschreven")).to_have_text("bellen")
    expect(page.locator(f"#opmerking-{_FIRST} + .geschreven")).to_be_visible()
    expect(page.locator("#gegeven-onderwerp")).to_have_value("Dossier 1")
    expect(page.locator(f"#{_FIRST} .stand-papier")).to_have_text("bezig")
    expect(page.locator(".dossier")).to_be_hidden()
    expect(page.locator("[data-balk]")).to_be_hidden()


def sheets(page: Page) -> list[Any]:
    """What the browser prints, without the grounds of things, as it does unless a reader asks for them."""
    return list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def test_a_tick_is_seen_on_paper(page: Page) -> None:
    """The cross in a box is printed, though it is a ground; a list without ticks has no such drawing."""
    assert "/Pattern" not in sheets(page)[0]["/Resources"]
    box(page, _FIRST).check()
    assert "/Pattern" in sheets(page)[0]["/Resources"]


def test_the_overview_is_one_sheet(page: Page, context: BrowserContext, server: str) -> None:
    """A manager gets all of a dossier on one page, with its name and without what explains the screen."""
    write_note(page, _FIRST, "bellen")
    overview = open_page(context, server + _OVERVIEW)
    [sheet] = sheets(overview)
    words = " ".join(sheet.extract_text().split())
    assert "Dossier 1" in words
    assert "bellen" in words
    assert "Hier ziet u" not in words


def test_an_overview_of_nothing_leads_on(page: Page, server: str) -> None:
    """Without a dossier there is no empty table, but the way to the checklists; without notes no empty list of them."""
    page.goto(server + _OVERVIEW)
    expect(page.locator("[data-overzicht]")).to_be_hidden()
    page.get_by_role("link", name="Bekijk de checklists").click()
    page.goto(server + _LIST)
    box(page, _FIRST).check()
    page.goto(server + _OVERVIEW)
    expect(page.locator("[data-overzicht]")).to_be_visible()
    expect(page.locator("[data-notities]")).to_be_hidden()


def test_the_next_stap_is_one_key_away(page: Page) -> None:
    """The button at the foot leads to the first stap that is not done, and is gone when none is left."""
    box(page, _FIRST).check()
    button = page.locator('[data-balk] [data-doe="volgende"]')
    button.focus()
    page.keyboard.press("Enter")
    expect(box(page, _SECOND)).to_be_focused()
    expect(box(page, _SECOND)).to_be_in_viewport()
    for status_of in page.locator("[data-stand]").all():
        status_of.select_option("nvt")
    expect(button).to_be_hidden()


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
    page.wait_for_url("**/" + _LIST)
    bar = page.locator("[data-balk]")
    tap(bar.get_by_role("button", name="Volgende stap"))
    tap(page.locator(f"label[for=vink-{_FIRST}]"))
    expect(page.locator(".dossier-voortgang")).to_have_text(progress(page, 1))
    tap(bar.get_by_role("button", name="Afdrukken"))
    assert page.evaluate("window.printed")
    context.close()


def test_long_notes_print_whole(page: Page) -> None:
    """What is longer than its field stands on paper to the last word, and what is changed after printing is printed so."""
    note = "Teruggebeld op maandag, toen was er niemand. " * 8 + "Laatste woord."
    write_note(page, _FIRST, "")
    for words in ("eerst iets anders", note):
        page.locator(f"#opmerking-{_FIRST}").fill(words)
        printed = " ".join(" ".join(sheet.extract_text() for sheet in sheets(page)).split())
        assert words in printed
    assert "eerst iets anders" not in printed


def test_the_keyboard_is_never_lost(page: Page, server: str) -> None:
    """After each removal, undo and answer the focus stands where a reader goes on."""
    page.goto(server + _OVERVIEW)
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
