"""The pages of the editor: for this machine alone, for everybody, and saying what an editor meant."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from macros.content.fields import fields_of
from macros.editor.book import Book, Project, check
from macros.editor.changes import apply_all, compare
from macros.editor.cleaning import clean
from macros.editor.forms import read_form, shorten
from macros.editor.handover import read_changes
from macros.editor.naming import propose_id, taken_ids
from macros.editor.server import Editor
from macros.editor.source import Departure, Sources
from macros.editor.state import fill, operate
from macros.editor.trial import preview
from macros.upkeep.splice import Unwritable
from tests.conftest import ROOT
from tests.editor import SITE, Hands, changed_lines, copy_texts, editing, git
from tests.java import run_jar
from tests.test_accessibility import find, visit
from tests.test_html import CHECKER

_REAL = Project(ROOT / "data", ROOT / "docs")
_EXAMPLE = Project(ROOT / "tests" / "voorbeeld" / "data", ROOT / "tests" / "voorbeeld" / "docs")
_PAGES = (
    "/", "/?q=leerbedrijf", "/ding/bestand:methodiek", "/ding/kaders-vaststellen", "/ding/leerbedrijf-zoeken", "/ding/rol:docent",
    "/ding/nu-nazorg-wettelijk", "/ding/bestand:school", "/nieuw?bij=bestand:actualiteit&veld=feiten&na=*",
    "/weg/leerbedrijf-zoeken", "/klaar", "/ding/nergens",
)  # fmt: skip


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor of a copy of the handbook that nobody saves anything in."""
    with editing(copy_texts(tmp_path_factory.mktemp("editor"), school=True)) as editor:
        yield editor


@pytest.fixture
def hands(tmp_path: Path, browser: Browser) -> Iterator[Hands]:
    """Somebody who edits a copy of the handbook, without a school."""
    with editing(copy_texts(tmp_path)) as editor:
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        page.goto(editor.address)
        yield Hands(page, editor)
        context.close()


# --- For this machine and who has its address -------------------------------------------------------


def ask(
    editor: Editor, method: str, path: str, form: dict[str, str] | None = None, **headers: str
) -> http.client.HTTPResponse:
    """What the editor answers to a request with these headers."""
    connection = http.client.HTTPConnection("127.0.0.1", editor.server.server_port)
    connection.request(method, path, urlencode(form or {}) or None, headers)
    answer = connection.getresponse()
    answer.read()
    return answer


def cookie_of(editor: Editor) -> str:
    """The cookie of who came by the address that was printed."""
    answer = ask(editor, "GET", editor.address.removeprefix(editor.origin))
    assert answer.status == 303
    return (answer.headers["Set-Cookie"] or "").partition(";")[0]


def test_only_who_has_the_address_comes_in(editor: Editor) -> None:
    """Without the secret, or with another one, there is no page; the cookie is for this server only."""
    assert ask(editor, "GET", "/").status == 403
    assert ask(editor, "GET", "/open?sleutel=geraden").status == 403
    assert ask(editor, "GET", "/", Cookie="bewerken-1=x; y").status == 403
    assert ask(editor, "GET", "/", Cookie=cookie_of(editor)).status == 200
    answer = ask(editor, "GET", editor.address.removeprefix(editor.origin))
    assert answer.headers["Set-Cookie"].endswith("; Path=/; HttpOnly; SameSite=Strict")


def test_it_listens_on_this_machine_and_to_its_own_name(editor: Editor) -> None:
    """It stands on 127.0.0.1, and a name that was led there gets nothing, not even a style."""
    assert editor.server.server_address[0] == "127.0.0.1"
    cookie = cookie_of(editor)
    for host in ("kwaad.example.nl", "127.0.0.1", f"localhost:{editor.server.server_port}"):
        assert ask(editor, "GET", "/", Host=host, Cookie=cookie).status == 421
        assert ask(editor, "GET", "/kleuren.css", Host=host).status == 421


@pytest.mark.parametrize(
    "path", ["/ding/bestand:methodiek", "/nieuw?bij=bestand:school", "/weg/kaders-vaststellen", "/klaar"]
)
def test_a_form_of_another_page_is_refused(editor: Editor, path: str) -> None:
    """A form that is sent from elsewhere, or without the token of a page of ours, does nothing."""
    cookie, secret = cookie_of(editor), editor.secret
    form = {"token": secret, "was": "{}", "actie": "bewaar", "titel": "Gekaapt", "opvolger": "methode"}
    for origin in ("http://kwaad.example.nl", "null", "http://127.0.0.1:8000"):
        assert ask(editor, "POST", path, form, Cookie=cookie, Origin=origin).status == 403
    assert ask(editor, "POST", path, form, Cookie=cookie).status == 403
    assert ask(editor, "POST", path, {**form, "token": "x"}, Cookie=cookie, Origin=editor.origin).status == 403
    assert ask(editor, "POST", path, form, Origin=editor.origin).status == 403
    assert changed_lines(editor.project) == {}


def test_no_page_may_run_anything(editor: Editor) -> None:
    """Every answer has a policy without scripts, and no page holds one."""
    answer = ask(editor, "GET", "/", Cookie=cookie_of(editor))
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; img-src 'self'; "
    )
    templates = (ROOT / "macros" / "editor" / "templates").glob("*.j2")
    assert not [path.name for path in templates if "<script" in path.read_text("utf-8")]


# --- For everybody ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(360, 800), (1280, 800)], ids=["phone", "desktop"])
def test_every_page_is_accessible(editor: Editor, browser: Browser, size: tuple[int, int]) -> None:
    """axe finds nothing on any page, on a phone and on a desktop, and none is wider than its screen."""
    with visit(browser, size, axe=True, java_script_enabled=True) as page:
        page.goto(editor.address)
        for path in _PAGES:
            page.goto(editor.origin + path)
            assert find(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path


def test_the_checker_finds_no_error(editor: Editor, tmp_path: Path) -> None:
    """The W3C's own checker has nothing to say of any page."""
    cookie = cookie_of(editor)
    for number, path in enumerate((*_PAGES, "/ding/plaatsing", "/ding/bestand:errata")):
        request = Request(editor.origin + quote(path, safe="/?=&:*"), headers={"Cookie": cookie})
        with suppress(HTTPError), urlopen(request) as answer:
            (tmp_path / f"{number}.html").write_bytes(answer.read())
    pages = sorted(tmp_path.glob("*.html"))
    result = run_jar(CHECKER, "--format", "gnu", *pages)
    assert len(pages) == len(_PAGES) + 1
    assert (result.stderr, result.returncode) == ("", 0)


def test_a_refused_form_is_accessible(hands: Hands, browser: Browser) -> None:
    """Also with its mistakes, and with the question what one means by a sentence that is not the source's."""
    with visit(browser, (360, 800), axe=True) as page:
        page.goto(hands.editor.address)
        page.goto(f"{hands.editor.origin}/ding/tip-nazorg-bieden")
        page.get_by_label("Tekst (nodig)", exact=True).fill("Dit staat nergens.")
        page.get_by_role("button", name="Opslaan", exact=True).click()
        expect(page.get_by_role("group", name="Dit is een zin van de methodiek")).to_be_visible()
        assert find(page) == []


@pytest.mark.parametrize(("project", "least"), [(_REAL, 100), (_EXAMPLE, 10)], ids=["real", "example"])
def test_every_thing_has_a_form_and_a_preview(project: Project, least: int) -> None:
    """The form of each thing, sent as it is, changes nothing; and what a page shows of it can be shown beside it."""
    book = Book.of(project)
    edition, shown = check(project, book), 0
    for spot in book.spots.values():
        was = shorten(spot.kind, book.value(spot))
        state = {name: [word.replace("\n", "\r\n") for word in words] for name, words in fill(spot.kind, was).items()}
        assert read_form(spot.kind, state, was) == {
            name: value for name, value in was.items() if value not in ([], {})
        }, spot.key
        shown += bool(preview(edition, spot.key, SITE)) if spot.loc and shown < 150 else 0
    assert shown > least


# --- What an editor meant ---------------------------------------------------------------------------


def test_what_has_changed_becomes_a_feit(hands: Hands) -> None:
    """The form of a feit is filled in as far as is known, and the sentence of the method stays."""
    hands.open("/ding/tip-nazorg-bieden")
    hands.type("Tekst (nodig)", "Er is nu wel een plicht.")
    hands.press("Opslaan")
    hands.press("Er is iets veranderd: schrijf een feit")
    expect(hands.page.get_by_label("Raakt 1", exact=True)).to_have_value("tip-nazorg-bieden")
    expect(hands.page.get_by_label("Toen (nodig)")).to_have_value(re.compile("^Alhoewel u als school"))
    expect(hands.page.get_by_label("Nu (nodig)")).to_have_value("Er is nu wel een plicht.")
    assert changed_lines(hands.project) == {}


def test_what_is_ours_goes_to_the_school(hands: Hands) -> None:
    """A stap of the school begins with these words, behind the stap that they were written in; first the school has a name."""
    hands.open("/ding/bestand:school")
    hands.type("Naam (nodig)", "De Dam")
    hands.save()
    hands.open("/ding/leerbedrijf-zoeken")
    hands.type("Doe (nodig)", "Zoek in onze eigen lijst.")
    hands.press("Opslaan")
    hands.press("Dit is van onze school: maak er een eigen stap van")
    expect(hands.page.get_by_label("Doe (nodig)")).to_have_value("Zoek in onze eigen lijst.")
    expect(hands.page.get_by_label("Bij (nodig)")).to_have_value("kaders-vaststellen")
    hands.save()
    assert changed_lines(hands.project) == {"school/school.yml": (7, 0)}


def test_the_smallest_erratum() -> None:
    """A mistake in the source is quoted by the fewest words that stand there once; what is not there can't be quoted."""
    sources = Sources({"bron": "De docent loopt. De leerling\nloopt  mee. De leerling slaapt."})

    def words(old: str, new: str) -> tuple[str, str] | None:
        change = sources.erratum(Departure("x", old, new), "Fout.", "zin")
        return (change.wordt["citaat"], change.wordt["correctie"]) if change else None

    assert words("De docent loopt.", "De docent rent.") == ("loopt.", "rent.")
    assert words("De leerling slaapt.", "De leerling slaapt niet.") == ("slaapt.", "slaapt niet.")
    assert words("De leerling loopt mee.", "Een leerling loopt mee.") == ("De leerling\nloopt", "Een leerling loopt")
    assert words("Hier niet.", "Hier wel.") is None


def test_somebody_else_changed_the_field(hands: Hands) -> None:
    """Was, there now and yours are shown; what is saved then takes the place of what is there, and the rest stays theirs."""
    hands.open("/ding/beroepeninbeeld")
    path = hands.project.data / "bronnen.yml"
    theirs = (
        path.read_text("utf-8")
        .replace("titel: www.beroepeninbeeld.nl", "titel: Van een ander")
        .replace("    ook: [beroepentest, ", "    ook: [")
    )
    path.write_text(theirs, "utf-8")
    hands.type("Titel (nodig)", "Van mij")
    hands.press("Opslaan")
    expect(hands.page.get_by_role("status")).to_contain_text("Iemand anders heeft dit intussen veranderd")
    for words in ("www.beroepeninbeeld.nl", "Van een ander", "Van mij"):
        expect(hands.page.get_by_role("definition").filter(has_text=words)).to_be_visible()
    assert path.read_text("utf-8") == theirs
    hands.save()
    assert path.read_text("utf-8") == theirs.replace("Van een ander", "Van mij")


def test_pasted_text_is_cleaned_visibly(hands: Hands) -> None:
    """What a word processor left is made plain, said, and only then saved."""
    hands.open("/ding/beroepeninbeeld")
    hands.type("Uitleg", "De\u00a0\u2018scan\u2019\u00ad.")
    hands.press("Opslaan")
    expect(hands.page.get_by_role("status")).to_contain_text("gekrulde aanhalingstekens werden rechte")
    expect(hands.page.get_by_label("Uitleg", exact=True)).to_have_value("De 'scan'.")
    assert changed_lines(hands.project) == {}
    hands.save()
    assert hands.value("beroepeninbeeld")["uitleg"] == "De 'scan'."


@pytest.mark.parametrize(
    ("pasted", "plain", "said"),
    [
        ("Gewoon - 'zo'.", "Gewoon - 'zo'.", 0),
        ("\u2022\u00a0een\r\n\u2022\u00a0twee", "- een\n- twee", 2),
        ("\uf0b7 een", "- een", 1),
        ("\u201cJa\u201d \u2026 nee\u2011ja\u200b", '"Ja" ... nee-ja', 4),
        ("o een", "- een", 1),
        ("oom", "oom", 0),
    ],
)
def test_what_is_cleaned(pasted: str, plain: str, said: int) -> None:
    """Quotes, spaces, hyphens, bullets and what nobody sees become what the handbook knows, each said once."""
    cleaned, lines = clean(pasted)
    assert (cleaned, len(lines)) == (plain, said)
    assert clean(cleaned) == (cleaned, [])


def test_undo(hands: Hands) -> None:
    """What was saved stands under Done with before and after, and can be taken back there."""
    hands.open("/ding/beroepeninbeeld")
    hands.type("Uitleg", "Nieuw.")
    hands.save()
    hands.open("/klaar")
    expect(hands.page.get_by_role("definition").filter(has_text="Nieuw.")).to_be_visible()
    hands.press("Maak het laatste ongedaan")
    expect(hands.page.get_by_role("status")).to_have_text("Ongedaan gemaakt.")
    assert changed_lines(hands.project) == {}


def test_done(hands: Hands) -> None:
    """The changes go into a file with their reason, or are committed with it; then there is nothing left to pass on."""
    root = hands.project.root
    git(root, "config", "user.name", "Test")
    git(root, "config", "user.email", "test@example.nl")
    hands.open("/ding/beroepeninbeeld")
    hands.type("Uitleg", "Nieuw.")
    hands.save()
    (root / "docs" / "over.md").write_text("Van een ander.", "utf-8")
    hands.open("/klaar")
    hands.type("Waarom, voor wie het bestand krijgt", "Nagekeken.")
    hands.reach(hands.page.get_by_role("button", name="Bewaar de wijzigingen als bestand"))
    with hands.page.expect_download() as download:
        hands.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "wijziging.yml"
    (change,) = read_changes(Path(download.value.path()))
    assert (change.ding, change.veld, change.wordt, change.waarom) == (
        "beroepeninbeeld",
        "uitleg",
        "Nieuw.",
        "Nagekeken.",
    )
    hands.type("Waarom, in één zin", "Uitleg nagekeken")
    hands.press("Leg het vast")
    assert git(root, "log", "-1", "--format=%s", "--name-only").split("\n\n") == [
        "Uitleg nagekeken",
        "data/bronnen.yml\n",
    ]
    hands.open("/klaar")
    expect(hands.page.get_by_text("Er is niets veranderd sinds u de vorige keer klaar was.")).to_be_visible()


# --- Ids --------------------------------------------------------------------------------------------


def test_an_id_is_made_of_words_and_new() -> None:
    """It has the words that count, is short, and is no id that there is or was."""
    taken = taken_ids(_REAL, Book.of(_REAL))
    assert {"leerbedrijf-zoeken", "docent", "methode"} <= taken
    assert (
        propose_id({"doe": "Zoek samen met de [leerling][x] naar één bedrijf in de buurt."}, taken, "nl")
        == "zoek-leerling-bedrijf-buurt"
    )
    assert propose_id({"titel": "Leerbedrijf zoeken"}, taken, "nl") == "leerbedrijf-zoeken-2"
    assert propose_id({"titel": "…"}, taken, "nl") == "nieuw"


# --- Forms ------------------------------------------------------------------------------------------


def test_lists_move_by_their_buttons() -> None:
    """An item goes up, down and away, and a group comes with a number of its own."""
    state = {"ook": ["a", "b", "", "c"], "beurten": ["0", "3"]}
    assert operate(state, "omhoog", "ook", 1)["ook"] == ["b", "a", "c"]
    assert operate(state, "omlaag", "ook", 2)["ook"] == ["a", "b", "c"]
    assert operate(state, "omhoog", "ook", 0)["ook"] == ["a", "b", "c"]
    assert operate(state, "weg", "ook", 0)["ook"] == ["b", "c"]
    assert operate(state, "erbij", "beurten")["beurten"] == ["0", "3", "4"]


def test_a_sentence_stands_on_its_line() -> None:
    """What is typed over several lines, or in a long text, gets a line for each sentence; a line that was there stays."""
    stap = Book.of(_REAL).spots["leerbedrijf-zoeken"].kind

    def written(words: str, was: str) -> Any:
        return read_form(stap, {"toelichting": [words]}, {"toelichting": was}).get("toelichting")

    assert written("Een. Twee.\r\nDrie.", "Drie.\n") == "Een.\nTwee.\nDrie.\n"
    assert written("Een. Twee.\r\nDrie.", "Een. Twee.\n") == "Een. Twee.\nDrie.\n"
    assert written("- Een. Twee.", "x\n") == "- Een. Twee.\n"
    assert written("Een.", "Een.\n") == "Een.\n"
    assert written("", "Een.\n") is None


def test_words_on_two_lines_stay_so() -> None:
    """A field that a browser shows on one line keeps the ends of lines that its value has in the file."""
    kind = Book.of(_REAL).spots["banenafspraak"].kind
    assert read_form(kind, {"term": ["een twee"]}, {"term": "een\ntwee\n"}) == {"term": "een\ntwee\n"}
    assert read_form(kind, {"term": ["een  drie "]}, {"term": "een\ntwee\n"}) == {"term": "een drie"}


_TYPED = st.one_of(st.text(), st.text("ab \n:-#'\"[]{},|>&*!%@\\", max_size=12))


_BOOK = Book.of(_REAL)


@settings(max_examples=60, deadline=None)
@given(words=_TYPED, field=st.sampled_from(["doe", "toelichting", "rollen"]))
def test_whatever_is_typed_is_exact_or_refused(words: str, field: str) -> None:
    """A field says afterwards what was read from the form, and nothing else changes; or it can't be written."""
    book, spot = _BOOK, _BOOK.spots["leerbedrijf-zoeken"]
    was = shorten(spot.kind, book.value(spot))
    said = read_form(spot.kind, {**fill(spot.kind, was), field: [words]}, was)
    try:
        after = apply_all(compare(spot.key, was, said, spot.kind), book)
    except Unwritable:
        return
    assert after.value(after.spots[spot.key]) == said
    assert after.texts.keys() == book.texts.keys()
    unlike = [
        key
        for key, other in after.spots.items()
        if other.loc[:5] != spot.loc[:5] and after.value(other) != book.value(book.spots[key])
    ]
    assert set(unlike) <= {"kaders-vaststellen", "maatwerktraject"}


def test_help_comes_from_the_model(editor: Editor, browser: Browser) -> None:
    """What a field is for is said in the words of the model, and read aloud with it."""
    with visit(browser, (1280, 800)) as page:
        page.goto(editor.address)
        page.goto(f"{editor.origin}/ding/leerbedrijf-zoeken")
        (doe,) = [field for field in fields_of(Book.of(_REAL).spots["leerbedrijf-zoeken"].kind) if field.name == "doe"]
        expect(page.get_by_label("Doe (nodig)", exact=True)).to_have_accessible_description(doe.help)
