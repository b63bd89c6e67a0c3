"""The pages of a trainer in a browser: slides one at a time, exercises by keyboard, and without a script all to be read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from macros.edition import Edition
from macros.edition.training import Training
from macros.formats.gift import make_gift
from tests.zoekmaat import ask, open_search

SLIDES, EXERCISES = "trainers/dias.html", "trainers/oefeningen.html"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A trainer's browser."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def title_on_screen(page: Page) -> str:
    """The title of the slide that fills the window."""
    return str(
        page.evaluate(
            """() => [...document.querySelectorAll('.dia')].find((slide) => {
                const { top, bottom } = slide.getBoundingClientRect();
                return top < innerHeight / 2 && bottom > innerHeight / 2;
            }).querySelector('.dia-kop').textContent"""
        )
    )


def test_slides_are_shown_one_at_a_time_by_keyboard(page: Page, server: str, edition: Edition) -> None:
    """Those of the chosen programme, in its order; the title has the focus; Escape leads back to the button."""
    programma = next(p for p in Training(edition).all.programmas if p.id == "programma-maatwerktraject")
    first, second = Training(edition).blokken(programma)[:2]
    page.goto(server + SLIDES)
    page.get_by_label("Programma").select_option(programma.id)
    assert f"programma={programma.id}" in page.url
    page.get_by_role("button", name="Toon een voor een").press("Enter")
    expect(page.locator(":focus")).to_have_text(first.titel)
    assert title_on_screen(page) == first.titel
    for key in ("ArrowRight", "PageDown", " "):
        before = title_on_screen(page)
        page.keyboard.press(key)
        page.wait_for_function("title => document.activeElement.textContent !== title", arg=before)
        assert title_on_screen(page) == page.locator(":focus").inner_text() != before
    page.keyboard.press("Home")
    page.keyboard.press("End")
    assert "samen" in title_on_screen(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Toon een voor een")).to_be_focused()
    expect(page.locator(f"#dias-{second.id}")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Programma")).to_have_value(programma.id)
    expect(page.locator("#dias-blok-management")).to_be_hidden()


def test_slides_are_printed_three_or_one_on_a_sheet(page: Page, server: str) -> None:
    """Three lie below each other, one fills a sheet on its side; the print has no more than was chosen."""
    page.goto(f"{server}{SLIDES}?programma=programma-kennismaking")
    shown = page.locator(".dias-blok:not([hidden]) .dia").count()
    three = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert shown / 3 <= len(three.pages) < shown * 0.7
    page.evaluate("window.print = () => {}")
    page.get_by_label("Afdrukken", exact=True).select_option("1")
    page.get_by_role("button", name="Afdrukken", exact=True).click()
    one = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    landscape = [sheet for sheet in one.pages if sheet.mediabox.width > sheet.mediabox.height]
    assert len(landscape) == shown


def test_without_a_script_all_can_be_read(browser: Browser, server: str) -> None:
    """Slides are sections with a title, exercises lists with folded answers."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + SLIDES)
    assert page.locator(".dia:visible").count() == page.locator(".dia").count() > 20
    page.goto(server + EXERCISES)
    page.locator("details.antwoord summary").first.click()
    expect(page.locator("details.antwoord").first).to_contain_text("plaats")
    context.close()


def test_cards_are_put_in_order_by_keyboard(page: Page, server: str) -> None:
    """Up and down move a card and keep the focus on it; the check counts what stands where the method has it."""
    page.goto(server + EXERCISES)
    exercise = page.locator(".oefening-scherm").first
    right = ["Loopbaanoriëntatie en beroepskeuze", "Inrichting en uitvoering maatwerktraject"]
    right += ["Plaatsing op de arbeidsmarkt", "Duurzame arbeidsplek"]
    for card in reversed(right):
        button = exercise.get_by_role("button", name=f"Omhoog: {card}")
        for _ in range(3):
            button.press("Enter")
            expect(button).to_be_focused()
    exercise.get_by_role("button", name="Nakijken").press("Enter")
    expect(exercise.get_by_role("status")).to_have_text("Alles is zoals de methodiek het zegt.")
    exercise.get_by_role("button", name=f"Omlaag: {right[0]}").press("Enter")
    exercise.get_by_role("button", name="Nakijken").press("Enter")
    expect(exercise.get_by_role("status")).to_contain_text("2 van de 4")


def test_who_the_text_names_is_ticked(page: Page, server: str, edition: Edition) -> None:
    """All right answers ticked is right; somebody whom the text does not name is never wrong, but is told of."""
    blok = Training(edition).blok("blok-wie-doet-wat")
    (oefening,) = Training(edition).exercises(blok)
    page.goto(server + EXERCISES)
    exercise = page.locator(f'.oefening-scherm:has(+ [data-oefening="{oefening.kind}"])')
    for card in oefening.cards:
        group = exercise.get_by_role("group", name=card.words)
        for answer in card.answers:
            group.get_by_label(answer, exact=True).check()
    check, status = exercise.get_by_role("button", name="Nakijken"), exercise.get_by_role("status")
    check.click()
    expect(status).to_have_text("Alles is zoals de methodiek het zegt.")
    expect(exercise.locator(".oordeel", has_text="Zoals de methodiek het zegt")).to_have_count(len(oefening.cards))
    card = next(card for card in oefening.cards if len(card.answers) < len(oefening.options))
    group = exercise.get_by_role("group", name=card.words)
    group.get_by_label(next(name for name in oefening.options if name not in card.answers), exact=True).check()
    expect(status).to_have_text("")
    check.click()
    expect(status).to_have_text(
        "Alles is zoals de methodiek het zegt. Bij 1 stap koos u iemand die de tekst niet noemt. Dat is niet fout."
    )
    group.get_by_label(card.answers[0], exact=True).uncheck()
    check.click()
    expect(
        exercise.locator("li").filter(has=page.get_by_role("group", name=card.words)).locator(".oordeel")
    ).to_have_text("Kijk nog eens")


@pytest.mark.parametrize("typed", ["powerpoint", "oefening", "draaiboek", "casus", "teamdag"])
def test_the_search_leads_a_trainer_there(page: Page, server: str, typed: str) -> None:
    """What a trainer types finds a page for trainers among the first three results."""
    open_search(page, server)
    (answer,) = ask(page, typed)
    assert [link for link in answer.links[:3] if "/trainers/" in link]


def test_moodle_gets_each_question_with_its_id(edition: Edition) -> None:
    """The shares of the right answers make a hundred, nobody else costs anything, and signs of the format are escaped."""
    blok = Training(edition).blok("blok-wie-doet-wat")
    exercises = tuple(Training(edition).exercises(blok))
    text = make_gift("Wie/wat: a=b", exercises).decode()
    assert text.startswith("$CATEGORY: Wie//wat\\: a\\=b\n")
    questions = text.split("\n\n")[1:]
    assert len(questions) == len(exercises[0].cards)
    for question, card in zip(questions, exercises[0].cards, strict=True):
        assert question.startswith(f"// {card.ids[0]}\n::")
        shares = [float(line[2:].partition("%")[0]) for line in question.splitlines() if line.startswith("~%")]
        assert len(shares) == len(card.answers)
        assert abs(sum(shares) - 100) < 0.01
        assert not [line for line in question.splitlines() if line.startswith("~%-")]
