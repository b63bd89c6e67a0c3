"""The search, as a reader meets it: what it finds, how it is used, what it loads; on the web and from a USB stick."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from macros.__main__ import main
from macros.content.languages import LANGUAGES, language_of
from macros.content.model import Begrip, Bron, Checklist, Instantie, Kenniscentrum, Stap, Tip
from macros.content.tokens import split_words
from macros.edition import Edition
from macros.edition.catalog import OFFLINE
from macros.search.index import INDEX, Row, list_columns, make_search_index
from macros.search.records import list_records
from tests.conftest import ROOT, Site
from tests.zoekmaat import ENGLISH, UNSEEN, ask, measure_all, open_search, read_questions

_PHONE, _DESKTOP, _ZOOMED = (360, 740), (1280, 800), (320, 200)  # the last is what 400 % leaves of a small laptop
_BUDGET = 80_000
_JS = ROOT / "docs" / "assets" / "js"
_ROOTS = "words => words.map(Zoektaal.root)"
_SCRIPTS = ("zoektaal-nl.js", "zoektaal.js", "zoekmachine.js", "zoekvenster.js")
_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
_TOO_WIDE = """() => [...document.querySelectorAll("dialog, dialog *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.outerHTML.slice(0, 90))"""
_SMALL = """() => [...document.querySelectorAll("dialog :is(button, select, input, li a)")]
  .filter(e => e.offsetParent && (e.offsetWidth < 24 || e.offsetHeight < 24)).map(e => e.outerHTML.slice(0, 90))"""
_CASES = yaml.safe_load((ROOT / "tests" / "zoekwoorden.yml").read_text(encoding="utf-8"))


# --- What can be found ----------------------------------------------------------------------------


def test_everything_of_the_method_can_be_found(edition: Edition) -> None:
    """Each stap, tip, begrip, instantie, kenniscentrum and checklist is in the index, where it stands."""
    found = {record.address for record in list_records(edition)}
    nouns = (Stap, Tip, Begrip, Instantie, Kenniscentrum, Checklist)
    things = [thing for thing in edition.by_id.values() if isinstance(thing, nouns)]
    assert len(things) > 150
    assert not [thing.id for thing in things if edition.places[thing.id].address not in found]


def test_every_result_leads_to_a_spot_that_exists(edition: Edition, site: Site) -> None:
    """No record names a page or an anchor that the site does not have, and none is there twice."""
    ids = {path: {tag["id"] for tag in page.soup.find_all(id=True)} for path, page in site.pages.items()}
    records = list(list_records(edition))
    dead = []
    for record in records:
        path, _, anchor = record.address.partition("#")
        if path not in ids or (anchor and anchor not in ids[path]):
            dead.append(record.address)
    assert not dead
    assert len({record.address for record in records}) == len(records)


def test_every_page_can_be_found(edition: Edition, site: Site) -> None:
    """Each page has something on it that the search leads to."""
    assert set(site.pages) == {record.address.partition("#")[0] for record in list_records(edition)}


def test_search_words_are_on_no_page(site: Site) -> None:
    """What readers may type is never shown as text of the handbook."""
    for word in ("kapster", "vrachtwagenchauffeur", "verpleeghuis", "stagecontract"):
        assert not [path for path, page in site.pages.items() if word in page.article.get_text().lower()], word


def test_index_is_the_same_every_time(edition: Edition, site: Site) -> None:
    """The same handbook gives the same index, and the site has it."""
    assert make_search_index(edition) == make_search_index(edition) == (site.folder / INDEX).read_text(encoding="utf-8")


def test_index_and_search_agree_on_the_columns(edition: Edition) -> None:
    """Each field of a record stands in the index under its name, once for each record, and the script declares the same."""
    script = (_JS / "zoekmachine.js").read_text(encoding="utf-8")
    declared = re.search(r"@typedef \{object\} Columns\n(.*?)\n \*\n", script, re.DOTALL)
    assert declared
    content = make_search_index(edition).removeprefix("globalThis.zoekindex=").removesuffix(";\n")
    columns = json.loads(content)["records"]
    assert re.findall(r"@property \{\S+\} (\w+)", declared[1]) == [field.name for field in fields(Row)] == list(columns)
    assert {len(column) for column in columns.values()} == {len(list(list_records(edition)))}


# --- Languages ------------------------------------------------------------------------------------


@contextmanager
def knowing(browser: Browser, name: str) -> Iterator[Page]:
    """A page that has only what the search knows of this language."""
    page = browser.new_page()
    page.goto("about:blank")
    for script in (f"zoektaal-{name}.js", "zoektaal.js", "zoekmachine.js"):
        page.add_script_tag(path=_JS / script)
    page.evaluate("forms => Zoektaal.learn(forms)", language_of(name).irregular)
    yield page
    page.close()


@pytest.fixture(scope="module", params=sorted(LANGUAGES))
def language(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[str, Page]]:
    """Each language that the search knows."""
    with knowing(browser, request.param) as page:
        yield request.param, page


@pytest.fixture(scope="module")
def dutch(browser: Browser, site: Site) -> Iterator[Page]:
    """What the search knows of Dutch, and the index of the handbook."""
    with knowing(browser, "nl") as page:
        page.add_script_tag(path=site.folder / INDEX)
        yield page


def test_forms_of_a_word_have_one_root(language: tuple[str, Page]) -> None:
    """Singular and plural, and the forms of a verb, are the same word."""
    name, page = language
    roots = {words: set(page.evaluate(_ROOTS, words.split())) for words in _CASES["een"][name]}
    assert {words: found for words, found in roots.items() if len(found) > 1} == {}


def test_other_words_have_other_roots(language: tuple[str, Page]) -> None:
    """Words that only look alike stay apart."""
    name, page = language
    roots = {words: set(page.evaluate(_ROOTS, words.split())) for words in _CASES["anders"][name]}
    assert {words: found for words, found in roots.items() if len(found) < len(words.split())} == {}


def test_a_text_is_cut_into_the_same_words_everywhere(language: tuple[str, Page]) -> None:
    """What an editor writes is cut into words by Python as the browser cuts what a reader types, in any language."""
    _, page = language
    for case in _CASES["snijden"]:
        assert split_words(case["tekst"]) == case["woorden"]
        words = page.evaluate("text => Zoektaal.tokens(text).map(token => token.word)", case["tekst"])
        assert words == case["woorden"]


def test_a_language_without_rules_is_searched_word_by_word(browser: Browser) -> None:
    """Of a language that it does not know, the search folds each word and leaves it whole, and skips nothing."""
    with knowing(browser, "geen") as page:
        assert page.evaluate(_ROOTS, ["maisons", "maison"]) == ["maisons", "maison"]
        assert page.evaluate("Zoektaal.tokens('École')[0].word") == "ecole"
    assert not language_of("fr").skips("la")


def test_a_language_without_rules_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Who checks a handbook hears that its search knows nothing of the language; of one that it knows, nothing is said."""
    example = ROOT / "tests" / "voorbeeld"
    words = ["check", f"--data={example / 'data'}", f"--docs={example / 'docs'}"]
    assert main(words) == 0
    assert "no rules for the language" not in capsys.readouterr().out
    monkeypatch.delitem(LANGUAGES, "en")
    assert main(words) == 0
    assert "no rules for the language 'en'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("neighbors", "neighbour"),  # American and British spelling
        ("organised", "organise"),
        ("waterbutt", "butt"),  # an open compound as one word, with a hyphen, and the other way round
        ("water-butt", "butt"),
        ("wheel barrow", "barrow"),
        ("wheelbarow", "barrow"),  # slips of letters, and by sound
        ("shedule", "schedule"),
        ("recieve", "receive"),
        ("children grown", "grow"),  # forms that no rule derives
        ("who plants", "plant"),  # who does it is not said where one is told to do it
        ("how deep is it", "deep"),  # a number is asked, and said
        ("what does mulch mean", "mulch"),  # a word is explained by its term
    ],
)
def test_what_an_english_question_means(browser: Browser, typed: str, first: str) -> None:
    """In an index of a few records the right one is first."""
    records = {
        "carpet": "A carpet in the shed",
        "neighbour": "Ask the neighbour",
        "organise": "Organize a day",
        "barrel": "The water of the ditch",
        "butt": "A water butt",
        "barrow": "A wheelbarrow",
        "schedule": "The schedule",
        "receive": "You receive a letter",
        "child": "A child",
        "grow": "What a child grows",
        "straw": "Mulch that is made of straw",
        "mulch": "Mulch",
        "told": "Plant the tree",
        "plant": "The group plants the tree",
        "shallow": "A deep hole",
        "deep": "A hole that is half a metre deep",
    }
    kinds = {"mulch": 2, "told": 0}
    rows = [Row(kinds.get(name, 1), 0, 0, name, title, "", "", [], "", []) for name, title in records.items()]
    english = language_of("en")
    index = {
        "kinds": ["Task", "Explanation", "Term"], "weights": [1, 1, 1], "fasen": [], "rollen": [], "pages": ["a.html"],
        "records": list_columns(rows), "groups": [], "contacts": [], "asks": [[english.meaning, 2]],
        "who": {"words": english.who, "kinds": [0]}, "amount": {"words": english.how_much, "said": english.amount},
        "stop": " ".join(english.stop_words), "irregular": english.irregular,
    }  # fmt: skip
    with knowing(browser, "en") as page:
        hits = page.evaluate(
            "([index, typed]) => Zoekmachine.make(index).search(typed).hits.map(hit => hit.record.href.split('#')[1])",
            [index, typed],
        )
    assert hits[:1] == [first]


def test_a_page_loads_the_rules_of_its_own_language(each_site: Site) -> None:
    """The site has no rules but those of its language, and each page names them."""
    (rules,) = (each_site.folder / "assets" / "js").glob("zoektaal-*.js")
    for path, page in each_site.pages.items():
        assert page.html.count("zoektaal-") == 1, path
        assert rules.name == f"zoektaal-{page.soup.html['lang'][:2]}.js"  # type: ignore[index]


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("portofolio", "portfolio", 1),
        ("getuigschift", "getuigschrift", 1),
        ("opleidingsadvisuer", "opleidingsadviseur", 1),
        ("stage", "bakkerij", 3),
    ],
)
def test_distance_counts_slips(dutch: Page, a: str, b: str, apart: int) -> None:
    """A letter that is wrong, missing, too many or swapped counts once."""
    assert dutch.evaluate("([a, b]) => Zoektaal.distance(a, b, 2)", [a, b]) == apart


@pytest.mark.parametrize(
    ("question", "first", "absent"),
    [
        ("geen idee", "leuk", "fiets"),  # a phrase that means the same is found where it is said
        ("eigen test", "eigen", ""),  # a stop word decides
        ("test", "test", ""),
        ("stageweek", "stage", ""),  # of a word that nobody knows, the part that is known
        ("uvw", "uwv", ""),
        ("fase 2", "twee", ""),  # what only the search knows of a record
        ("proeve", "examen", ""),  # half of a phrase that stands for another word
        ("wie toetst", "toets", ""),  # who does it is not said where one is told to do it
        ("wanneer begint de les", "jaar", ""),  # a time is asked, and said
    ],
)
def test_what_a_question_means(dutch: Page, question: str, first: str, absent: str) -> None:
    """In an index of a few records the right one is first, and what only shares words is not found."""
    titles = {
        "fiets": "Vindt u de fiets van zijn broer leuk?",
        "leuk": "Wat een leerling leuk vindt",
        "test": "De test van de school",
        "eigen": "De test van de eigen school",
        "stage": "De stage",
        "uwv": "UWV",
        "twee": "Het traject",
        "examen": "Het examen",
        "zelf": "Toets de keuze",
        "toets": "De school toetst de keuze van de leerling",
        "rustig": "De les begint rustig",
        "jaar": "De les begint na twee jaar",
    }
    also = {"twee": "fase 2"}
    told = ("zelf",)  # the rest is explained
    rows = [
        Row(int(name not in told), 0, 0, name, title, "", "", [], also.get(name, ""), [])
        for name, title in titles.items()
    ]
    empty = {"kinds": ["Stap", "Uitleg"], "weights": [1, 1], "fasen": [], "rollen": [], "pages": ["a.html"], "asks": []}
    groups = ["leuk vindt\tgeen idee", "examen\tproeve van bekwaamheid"]
    who = {"words": "wie", "kinds": [0]}
    index = {**empty, "records": list_columns(rows), "groups": groups, "who": who}
    found = dutch.evaluate(
        """([index, question]) => Zoekmachine.make({ ...zoekindex, ...index })
          .search(question).hits.map(hit => hit.record.href.split("#")[1])""",
        [index, question],
    )
    assert found[0] == first
    assert absent not in found


# --- Answers --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offline(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy for a USB stick."""
    folder = tmp_path_factory.mktemp("usb")
    with zipfile.ZipFile(site.folder / OFFLINE.path) as archive:
        archive.extractall(folder)
    return next(path.parent for path in sorted(folder.rglob("index.html"), key=lambda path: len(path.parts)))


def test_questions_are_answered(browser: Browser, server: str, site: Site) -> None:
    """Of each list that is practised with, enough have their answer first, and nearly all among the first three."""
    page = browser.new_page()
    lists = {name: questions for name, questions in read_questions().items() if name != UNSEEN}
    for score in measure_all(page, server, site.folder, lists):
        assert score.is_good, "\n".join([str(score), *score.misses])
    page.close()


def test_questions_in_english_are_answered(browser: Browser, tuinserver: str, tuin: Site) -> None:
    """The English handbook answers nine of ten questions among the first three results, and no list falls behind."""
    page = browser.new_page()
    scores = measure_all(page, tuinserver, tuin.folder, read_questions(ENGLISH))
    for score in scores:
        assert score.is_good, "\n".join([str(score), *score.misses])
    practised = [score for score in scores if score.name in ("neighbour", "organiser", "officer")]
    assert sum(score.three for score in practised) >= 0.9 * sum(score.total for score in practised)
    page.close()


def test_questions_are_answered_from_a_usb_stick(browser: Browser, offline: Path) -> None:
    """The copy gives the same answers when it is opened as a file, without asking anything of anyone."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    lists = {"voorbeelden": read_questions()["voorbeelden"]}
    (score,) = measure_all(page, f"{offline.as_uri()}/", offline, lists)
    assert score.is_good, score.misses
    assert all(url.startswith("file://") for url in asked)
    page.close()


# --- The window -----------------------------------------------------------------------------------


@contextmanager
def reading(browser: Browser, address: str, size: tuple[int, int] = _DESKTOP, scripts: bool = True) -> Iterator[Page]:
    """Open a page; afterwards nothing may have gone wrong on it."""
    problems: list[str] = []
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert not problems


def results(page: Page) -> list[str]:
    """The words of each result."""
    return page.locator("[data-zoekresultaten] a").all_inner_texts()


def press_control_k(page: Page) -> None:
    """Open the search as a reader with a keyboard does."""
    page.keyboard.press("Control+k")


def press_button(page: Page) -> None:
    """Open the search with the button in the header."""
    page.get_by_role("banner").get_by_role("button", name="Zoeken").click()


@pytest.mark.parametrize("size", [_PHONE, _DESKTOP])
def test_two_ways_to_open(browser: Browser, server: str, size: tuple[int, int]) -> None:
    """By Ctrl+K and by the button a named window opens with the field ready; Escape closes it."""
    with reading(browser, f"{server}plaatsing.html", size) as page:
        for number, way in enumerate((press_control_k, press_button)):
            way(page)
            expect(page.get_by_role("dialog", name="Zoeken")).to_be_visible()
            field = page.get_by_role("searchbox", name="Wat zoekt u in het handboek?")
            expect(field).to_be_focused()
            expect(field).to_have_value(f"stage {number - 1}" if number else "")
            page.keyboard.type(f"stage {number}")
            page.keyboard.press("Escape")
            expect(page.locator("[data-zoek]")).to_be_hidden()


def test_no_key_alone_does_anything(browser: Browser, server: str) -> None:
    """Who speaks to a computer, or has hands that slip, sets nothing off by a single key (WCAG 2.1.4)."""
    with reading(browser, f"{server}checklists/plaatsing.html") as page:
        before = page.locator("body").inner_text(), page.url
        for key in map(chr, range(33, 127)):
            page.keyboard.press(key)
        expect(page.locator("[data-zoek]")).to_be_hidden()
        assert (page.locator("body").inner_text(), page.url) == before
        assert page.evaluate("document.activeElement === document.body")


def test_a_result_says_what_it_is_and_lands_on_its_spot(browser: Browser, server: str) -> None:
    """A result names its kind and fase, shows the words marked, and opens the very stap."""
    with reading(browser, f"{server}index.html") as page:
        press_control_k(page)
        page.keyboard.type("leerling raakt baan kwijt")
        first = page.locator("[data-zoekresultaten] a").first
        expect(first).to_contain_text("Stap · Fase 3 · De warme overdracht")
        expect(first.locator("mark").filter(has_text="verliest")).to_be_visible()
        first.click()
        page.wait_for_url("**/plaatsing.html#oud-leerling-verwijzen")
        expect(page.locator(":target")).to_be_in_viewport()


def test_a_result_on_the_same_page_closes_the_window(browser: Browser, server: str) -> None:
    """Whoever is on the page already sees the spot, not the window."""
    with reading(browser, f"{server}plaatsing.html") as page:
        press_control_k(page)
        page.keyboard.type("terugkomdag")
        page.locator("[data-zoekresultaten] a").first.click()
        expect(page.locator("[data-zoek]")).to_be_hidden()
        expect(page.locator(":target")).to_be_in_viewport()


def test_a_search_word_explains_itself(browser: Browser, server: str) -> None:
    """What is found by a word that the handbook does not say names that word, marked as a search word."""
    with reading(browser, f"{server}index.html") as page:
        press_control_k(page)
        page.keyboard.type("kapper")
        expect(page.locator("[data-zoekresultaten] a").first).to_contain_text("Zoekwoord: kapper")


def test_arrows_and_enter(browser: Browser, server: str) -> None:
    """Arrows walk through the results and back to the field; Enter in the field opens the first."""
    with reading(browser, f"{server}index.html") as page:
        press_control_k(page)
        page.keyboard.type("portfolio")
        links = page.locator("[data-zoekresultaten] a")
        expect(links.first).to_be_visible()
        for target in (links.nth(0), links.nth(1)):
            page.keyboard.press("ArrowDown")
            expect(target).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator("input[type=search]")).to_be_focused()
        address = links.first.get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(str(address))


def test_count_is_announced(browser: Browser, server: str) -> None:
    """A screen reader hears how many results there are, and what the handbook does not know."""
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        ask(page, "model stageovereenkomst tekenen qqqqq")
        status = page.get_by_role("dialog").get_by_role("status")
        expect(status).to_have_text(
            re.compile(r"^\d+ resultaten voor ‘model stageovereenkomst tekenen qqqqq’\. .*‘qqqqq’ niet\.$")
        )


def test_filters(browser: Browser, server: str) -> None:
    """Fase, rol and soort each leave only what fits, with a question and without."""
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        fase, soort, rol = (page.get_by_label(name, exact=True) for name in ("Fase", "Soort", "Rol"))
        fase.select_option("3")
        soort.select_option("Stap")
        expect(page.locator("[data-zoekresultaten] a")).to_contain_text(["Stap · Fase 3", "Stap · Fase 3"])
        ask(page, "stageovereenkomst")
        assert len(results(page)) == 1
        fase.select_option("")
        before = len(results(page))
        rol.select_option(label="UWV")
        assert 0 < len(results(page)) < before


def test_more_results(browser: Browser, server: str) -> None:
    """A button shows what did not fit, and the focus moves on to it."""
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        ask(page, "leerling")
        before = len(results(page))
        page.get_by_role("button", name="Toon meer resultaten").click()
        assert len(results(page)) > before
        expect(page.locator("[data-zoekresultaten] a").nth(before)).to_be_focused()


def test_nothing_found_helps(browser: Browser, server: str) -> None:
    """Who finds nothing gets the nearest words, the begrippen and the checklists; or the filters taken away."""
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        ask(page, "zzkwalificatiexx")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("status")).to_have_text("Niets gevonden voor ‘zzkwalificatiexx’.")
        for name in ("begrippen", "checklists"):
            expect(dialog.get_by_role("link", name=name)).to_be_visible()
        dialog.locator("[data-zoek-woorden] button").first.click()
        assert results(page)
        page.get_by_label("Fase", exact=True).select_option("1")
        ask(page, "terugkomdagen")
        dialog.get_by_role("button", name="Zoek in alles").click()
        assert results(page)


def test_a_question_without_an_answer_leads_to_whom_to_ask(browser: Browser, server: str) -> None:
    """What the handbook does not know is said, with whom to ask; a few near results stand below, and Enter opens none."""
    with reading(browser, f"{server}index.html") as page:
        press_control_k(page)
        page.keyboard.type("reiskosten")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("status")).to_contain_text("waarschijnlijk geen antwoord op ‘reiskosten’")
        expect(dialog.get_by_text("Dit komt er het dichtst bij")).to_be_visible()
        assert 0 < len(results(page)) <= 3
        page.keyboard.press("Enter")
        dialog.get_by_role("link", name="SBB", exact=True).click()
        page.wait_for_url("**/actualiteit.html#nu-sbb-telefoon")
        expect(page.locator(":target")).to_be_in_viewport()


def test_a_word_that_is_being_typed_is_not_unknown(browser: Browser, server: str) -> None:
    """The start of a word that the handbook has is no question without an answer, at any letter of it."""
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        word = "stageovereenkomst"
        answers = ask(page, *(word[:length] for length in range(3, len(word) + 1)))
        assert not [answer for answer in answers if answer.denied]


def test_a_lost_attachment_is_not_found_but_what_stands_in_for_it(
    browser: Browser, server: str, edition: Edition
) -> None:
    """Who types the name of an attachment that is not here gets what the handbook has instead, and no list of such names."""
    lost = {
        bron.titel: edition.places[bron.zie].address
        for bron in edition.by_id.values()
        if isinstance(bron, Bron) and bron.zie
    }
    assert len(lost) > 5
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        for (title, address), answer in zip(lost.items(), ask(page, *lost), strict=True):
            links = [link.removeprefix(server) for link in answer.links]
            assert address in links, title
            assert not [link for link in links if "#bijlage-" in link], title


@pytest.mark.parametrize(
    ("question", "page_of_first"),
    [
        ("welke rollen zijn er", "rollen/index.html"),  # a page is called what it shows, whatever its title
        ("de methodiek in het kort", "methodiek.html"),
        ("verschil praktijkonderwijs en vso", "begrippen.html#praktijkonderwijs"),
        ("rol van de gemeente", "rollen/gemeente.html"),
    ],
)
def test_the_kind_that_is_asked_for_comes_first(
    browser: Browser, server: str, question: str, page_of_first: str
) -> None:
    """Words such as *overzicht*, *verschil* and *rol* say which kind of thing will answer."""
    with reading(browser, f"{server}index.html") as page:
        open_search(page, server)
        (answer,) = ask(page, question)
        assert answer.links[0].removeprefix(server) == page_of_first


def test_the_question_is_still_there_after_back(browser: Browser, server: str, offline: Path) -> None:
    """Who comes back from a result finds what was asked in its field, on the web and from a USB stick."""
    for address in (f"{server}index.html", (offline / "index.html").as_uri()):
        with reading(browser, address) as page:
            press_control_k(page)
            page.keyboard.type("terugkomdag")
            page.locator("[data-zoekresultaten] a").first.click()
            page.wait_for_url("**/plaatsing.html*")
            page.go_back()
            page.wait_for_load_state()
            expect(page.locator("input[type=search]")).to_have_value("terugkomdag")
            press_control_k(page)
            expect(page.locator("[data-zoekresultaten] a").first).to_contain_text("terugkomdagen")


def test_an_address_with_a_question(browser: Browser, server: str, offline: Path) -> None:
    """A link with ?q= opens with the results there, on any page, served or from a USB stick."""
    paths = ("index.html", "stappen.html", "maatwerktraject/kaders.html")
    addresses = [*(f"{server}{path}" for path in paths), (offline / "index.html").as_uri()]
    with reading(browser, f"{addresses[0]}?q=kapper") as page:
        for address in addresses:
            page.goto(f"{address}?q=kapper")
            expect(page.locator("[data-zoekresultaten] a").first).to_contain_text("KOC")


def test_questions_are_not_kept(browser: Browser, server: str) -> None:
    """What one searched for is nowhere afterwards."""
    with reading(browser, f"{server}index.html") as page:
        press_control_k(page)
        page.keyboard.type("geheim")
        expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("geheim")
        kept = page.evaluate(
            "JSON.stringify([localStorage, sessionStorage, document.cookie, history.state, location.href])"
        )
        assert "geheim" not in kept
        assert page.locator("input[type=search]").get_attribute("autocomplete") == "off"


# --- What it asks of a machine --------------------------------------------------------------------


def test_loads_on_first_use_and_stays_small(browser: Browser, server: str, site: Site) -> None:
    """A page loads only what opens the search; all of it together is small."""
    with reading(browser, f"{server}index.html") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
        page.reload()
        page.wait_for_load_state("networkidle")
        assert not [path for path in asked if path == INDEX or path.endswith(_SCRIPTS)]
        open_search(page, server)
        loaded = {path for path in asked if path == INDEX or "/zoek" in path}
        assert {Path(path).name for path in loaded} >= {*_SCRIPTS, Path(INDEX).name}
        assert sum(len(gzip.compress((site.folder / path).read_bytes())) for path in loaded) <= _BUDGET


def test_works_under_a_strict_policy(browser: Browser, server: str, offline: Path) -> None:
    """The search needs no eval, no inline script, no style in attributes, no connection; neither from a USB stick."""
    page = browser.new_page()
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if message.type == "error" else None)
    page.route(f"{server}*.html", _strictly)
    for address in (f"{server}index.html", _strict_copy(offline / "index.html").as_uri()):
        page.goto(address)
        blocked.clear()  # what the rest of the page does is not the search's
        press_control_k(page)
        page.keyboard.type("kapper")
        expect(page.locator("[data-zoekresultaten] a").first).to_contain_text("KOC")
        assert not blocked
    page.close()


def _strictly(route: Route) -> None:
    """Answer as the server does, with the policy."""
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, "content-security-policy": _STRICT})


def _strict_copy(path: Path) -> Path:
    """A page with the policy in itself, beside the one without."""
    copy = path.with_name("strict.html")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_STRICT}">'
    copy.write_text(path.read_text(encoding="utf-8").replace("<head>", f"<head>{policy}", 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize("size", [_PHONE, _DESKTOP, _ZOOMED])
def test_window_is_accessible(browser: Browser, server: str, size: tuple[int, int]) -> None:
    """Empty, with results and with none, axe finds nothing; all fits in the width, and can be hit with a finger."""
    everything = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    with reading(browser, f"{server}index.html", size) as page:
        open_search(page, server)
        for question in ("", "stageovereenkomst", "reiskosten", "zzkwalificatiexx"):
            ask(page, question)
            schemes: dict[Any, Any] = {"dark": contrast, "light": everything}
            for scheme, options in schemes.items():
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page, context="dialog", options=options)
                assert found.violations_count == 0, found.generate_report()
            assert page.evaluate(_TOO_WIDE) == []
            assert page.evaluate(_SMALL) == []


def test_nothing_moves(browser: Browser, server: str) -> None:
    """The button takes the place of the link without a shift."""
    with reading(browser, f"{server}index.html", _PHONE) as page:
        assert page.evaluate(_SHIFT) == 0


def test_without_scripts_it_leads_to_the_begrippen(browser: Browser, server: str) -> None:
    """Where no script runs, the search in the header is a link to the list of terms."""
    with reading(browser, f"{server}plaatsing.html", scripts=False) as page:
        page.get_by_role("banner").get_by_role("link", name="Zoeken").click()
        page.wait_for_url("**/begrippen.html")
        expect(page.locator("dialog")).to_be_hidden()


def test_every_page_has_the_window_once(site: Site) -> None:
    """Each page can search."""
    for path, page in site.pages.items():
        assert len(page.soup.select("dialog[data-zoek]")) == 1, path
