"""The seven errands of who keeps the handbook true, by keyboard, with the lines of the files that change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.editor import Hands, changed_lines, copy_texts, editing

_WORKS, _PLACING = "data/fasen/maatwerktraject.yml", "data/fasen/plaatsing.yml"


@pytest.fixture
def hands(tmp_path: Path, browser: Browser) -> Iterator[Hands]:
    """Somebody who edits a copy of the handbook of a school."""
    with editing(copy_texts(tmp_path, school=True)) as editor:
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        page.goto(editor.address)
        yield Hands(page, editor)
        context.close()


def test_mend_a_typing_mistake_of_the_source(hands: Hands) -> None:
    """A sentence that is not the source's is not saved; called a mistake in the source it is, with an erratum beside it."""
    hands.find(
        "nazorg-bieden", "Alhoewel u als school geen wettelijke plicht kent voor nazorg, heeft een groot aantal …"
    )
    text = str(hands.value("tip-nazorg-bieden")["tekst"])
    hands.type("Tekst (nodig)", text.replace("kent voor", "hebt voor"))
    hands.press("Opslaan")
    expect(hands.page.get_by_role("alert")).to_contain_text("de bron zegt")
    assert changed_lines(hands.project) == {}
    hands.reach(hands.page.get_by_label("Een verschrijving van ons"))
    hands.page.keyboard.press("ArrowDown")
    hands.type("Reden", "Een plicht heeft men.")
    hands.save()
    assert changed_lines(hands.project) == {_PLACING: (1, 1), "data/errata.yml": (4, 0)}


def test_move_the_address_of_a_bron(hands: Hands) -> None:
    """An address that has moved says so at its field until it says where to."""
    hands.find("beroepeninbeeld bron", "www.beroepeninbeeld.nl")
    hands.choose("Toestand", "verhuisd")
    hands.press("Opslaan")
    expect(hands.page.locator("#veld-toestand-fout")).to_contain_text("'nu_url'")
    assert changed_lines(hands.project) == {}
    hands.type("Nu url", "https://www.kiesmbo.nl/")
    hands.save()
    assert changed_lines(hands.project) == {"data/bronnen.yml": (2, 1)}


def test_add_a_feit(hands: Hands) -> None:
    """A feit with its page on the web comes at the end, with an id of its words."""
    hands.open()
    hands.follow("Er is iets veranderd: een nieuw feit")
    hands.type("Titel (nodig)", "Een praktijkverklaring telt mee bij nazorg")
    hands.type("Onderwerp (nodig)", "Nazorg")
    hands.type("Raakt 1", "tip-nazorg-bieden")
    hands.type("Toen (nodig)", "Er is geen plicht.")
    hands.type("Nu (nodig)", "Er is nu wel een plicht. Die geldt voor elke school.")
    hands.choose("Gewicht (nodig)", "goed om te weten")
    hands.type("Gecontroleerd (nodig)", "2026-11")
    hands.press("Erbij: Bronnen")
    page = hands.page.get_by_role("group", name="Bronnen 1")
    for label, words in (
        ("Titel (nodig)", "De wet"),
        ("Url (nodig)", "https://wetten.example.nl/"),
        ("Gezien (nodig)", "2026-11"),
    ):
        hands.reach(page.get_by_label(label, exact=True))
        hands.page.keyboard.insert_text(words)
    hands.save()
    assert changed_lines(hands.project) == {"data/actualiteit.yml": (14, 0)}
    assert (
        hands.value("praktijkverklaring-telt-nazorg")["nu"] == "Er is nu wel een plicht.\nDie geldt voor elke school.\n"
    )


def test_add_a_begrip(hands: Hands) -> None:
    """A term that the handbook uses is added; one that it uses nowhere is refused."""
    hands.open()
    hands.follow("Een nieuw begrip")
    hands.type("Term (nodig)", "kwintelkwast")
    hands.type("Definitie (nodig)", "Een woord dat nergens staat.")
    hands.choose("Samengesteld", "ja")
    hands.press("Opslaan")
    expect(hands.page.get_by_role("alert")).to_contain_text("wordt nergens gebruikt")
    hands.type("Term (nodig)", "netwerk")
    hands.type("Id", "")
    hands.save()
    assert changed_lines(hands.project) == {"data/begrippen.yml": (5, 0)}
    assert hands.value("netwerk")["samengesteld"] == "true"


def test_add_a_stap_of_the_school_with_a_new_bron(hands: Hands) -> None:
    """The bron and the stap that links to it are saved together, in the school's own file."""
    hands.open("/ding/bestand:school")
    hands.follow("Nieuw, hierachter: Kijk in onze eigen lijst van bedrijven.")
    hands.type("Doe (nodig)", "Bel het steunpunt.")
    hands.type("Toelichting", "Het nummer staat op [de site van het steunpunt][steunpunt].")
    hands.type("Bij (nodig)", "kaders-vaststellen")
    hands.type("Na", "leerbedrijf-zoeken")
    hands.reach(hands.page.get_by_text("Een nieuwe bron erbij"))
    hands.page.keyboard.press("Enter")
    hands.type("Titel van de bron", "Steunpunt")
    hands.type("Webadres", "https://steunpunt.example.nl/")
    hands.type("Id van de bron", "steunpunt")
    hands.save()
    assert changed_lines(hands.project) == {"school/school.yml": (8, 0)}


def test_retire_a_stap(hands: Hands) -> None:
    """What names a stap is shown, and names its successor afterwards; its old address leads there."""
    hands.find(
        "mogelijkheden-inzichtelijk",
        "Maak voor de werkgever inzichtelijk wat de (on)mogelijkheden van de kandidaat zijn.",
    )
    hands.follow("Verwijder")
    hands.press("Verwijder")
    expect(hands.page.get_by_role("alert")).to_contain_text("Kies wat ervoor in de plaats komt")
    hands.type("Wat ervoor in de plaats komt", "voorzieningen-overleggen")
    hands.press("Verwijder")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text("Kaders van het maatwerktraject vaststellen")
    assert changed_lines(hands.project) == {
        _WORKS: (1, 8),
        "data/checklists.yml": (1, 2),
        "data/trainingen.yml": (1, 1),
        "data/verhuisd.yml": (4, 1),
    }


def test_reorder_tips(hands: Hands) -> None:
    """A tip moves up: its own lines change places with those of its neighbour, and no other."""
    hands.open("/ding/overdragen")
    before = hands.project.data.joinpath("fasen", "plaatsing.yml").read_text(encoding="utf-8")
    rows = hands.page.get_by_role("group", name="Tips").locator("li a[href^='/ding/tip-']")
    expect(rows.nth(1)).to_have_attribute("href", "/ding/tip-gesprekken-na-plaatsing")
    hands.press(f"Omhoog: {rows.nth(1).inner_text()}")
    expect(rows.first).to_have_attribute("href", "/ding/tip-gesprekken-na-plaatsing")
    assert changed_lines(hands.project) == {}
    hands.save()
    after = hands.project.data.joinpath("fasen", "plaatsing.yml").read_text(encoding="utf-8")
    assert sorted(before.split("\n")) == sorted(after.split("\n"))
    assert changed_lines(hands.project) == {_PLACING: (2, 2)}
