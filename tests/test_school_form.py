"""*Uw school*: the page on which a school makes its own file says what `make check` says, and loses nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from macros.content.model import School
from macros.edition.load import load_edition
from macros.reading.messages import DataFout
from tests.conftest import ROOT, Site, served
from tests.school import EXAMPLE, lay

_CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("schoolgevallen.yml").read_text("utf-8"))
_NAMES = [case["naam"] for case in _CASES]
_READ = "text => { try { return Schoolbestand.read(text); } catch (error) { return String(error.message); } }"


def meldingen(folder: Path, text: str) -> list[str]:
    """What `make check` says of a school's file, without the places."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    try:
        load_edition(lay(folder, text) / "data", folder / "docs")
    except DataFout as error:
        return [melding.message for melding in error.meldingen]
    return []


def agree(said: list[str], expected: list[str]) -> bool:
    """Whether each begins as one of what is expected, and all of that is said."""
    return len(said) == len(expected) and all(any(words.startswith(start) for words in said) for start in expected)


@pytest.mark.parametrize("case", _CASES, ids=_NAMES)
def test_check_says_what_is_wrong(tmp_path: Path, case: dict[str, Any]) -> None:
    """Each case, as an editor meets it."""
    said = meldingen(tmp_path, case["school"])
    assert agree(said, case["fout"]), said


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """The form, empty."""
    with served(site.folder) as address, browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{address}school.html")
        expect(page.get_by_role("heading", name="Uw school")).to_be_visible()
        expect(page.locator(".schoolform")).to_be_visible()
        yield page


@pytest.mark.parametrize("case", _CASES, ids=_NAMES)
def test_the_form_says_the_same(page: Page, case: dict[str, Any]) -> None:
    """Each case, as somebody meets it who opens such a file on the page."""
    said = page.evaluate(
        "text => Schoolregels.check(Schoolbestand.read(text), delen.schoolvorm).map(({woorden}) => woorden)",
        case["school"],
    )
    assert agree(said, case["fout"]), said


def open_file(page: Page, name: str, text: str) -> None:
    """Choose a file on the page."""
    file: Any = {"name": name, "mimeType": "text/yaml", "buffer": text.encode()}
    page.locator(".schoolform input[type=file]").set_input_files(file)


def as_texts(value: Any) -> Any:
    """A value as the handbook reads it: every scalar a text."""
    if isinstance(value, dict):
        return {key: as_texts(inner) for key, inner in value.items()}
    return [as_texts(inner) for inner in value] if isinstance(value, list) else str(value) if value is not None else ""


_TEXTS = [EXAMPLE, *(case["school"] for case in _CASES)]
_STYLES = [
    "a: |\n  één\n\n  twee\nb: >-\n  één\n  twee\n\n  drie\n",
    "a: |-\n  één\n   twee\nb:\n- x\n- - y\n  - z\n",
    "a: één\n  twee\n\n  drie\nb: 'het ''t'\nc: \"a\\tb\\u00e9\"\n",
    "a: [b, 'c, d', {e: f}] # opmerking\nb: {}\nc: []\n",
    "- a: 1\n  b: 2\n-\n  a: 3\n- c\n",
    "'a': \"x\n  y\"\nb: 'x\n\n  y'\n",
    "# een\na:\n  # twee\n  b: c # drie\n\n---\n"[:-4],
    "a: x#y\nb: http://a.nl/b#c\nc: 12:30\nd: NO\n",
    "\ufeffa: b\r\nc:\r\n  - d\r\n",
    "a:\n  - b: |\n      tekst\n    c: d\n",
]


@pytest.mark.parametrize("text", [*_TEXTS, *_STYLES])
def test_a_file_is_read_as_yaml_is(page: Page, text: str) -> None:
    """What an editor may write by hand means the same on the page as for the handbook."""
    assert page.evaluate(_READ, text) == as_texts(yaml.load(text, yaml.BaseLoader))


_BROKEN = [
    ("a: b\n\tc: d", 2),
    ("a: 'b\nc: d", 1),
    ("a: &x b", 1),
    ("a: b\na: c", 2),
    ("a:\n  b: c\n d: e", 3),
    ("a: [b\nc: d", 1),
    ("a: b: c", 1),
    ("zomaar\nb: c", 2),
]


@pytest.mark.parametrize(("text", "line"), _BROKEN)
def test_what_cannot_be_read_is_named_with_its_line(page: Page, text: str, line: int) -> None:
    """And never guessed."""
    said = page.evaluate(_READ, text)
    assert isinstance(said, str)
    assert said.startswith(f"Regel {line}: "), said


_SIGNS = "ab :#-'\"\\|>[]{}&*!?%@`,\n\té’\u00a0\u2028😀 0~="


def test_any_text_goes_to_a_file_and_back(page: Page) -> None:
    """Whatever is filled in is in the file, for the page and for PyYAML alike."""
    luck = random.Random(18)
    texts = [
        "".join(luck.choice("ab :#-'\"\\|>[]{}&*!?%@`,\n\té’\u00a0\u2028😀 0~=") for _ in range(luck.randint(1, 14)))
        for _ in range(600)
    ]
    value = {"naam": "De Brug", "lijst": texts, "dingen": [{"a": text, "b": [text, text]} for text in texts]}
    written = page.evaluate("value => Schoolbestand.write(value)", value)
    assert yaml.load(written, yaml.BaseLoader) == value
    assert page.evaluate(_READ, written) == value


def test_the_example_comes_back_as_it_was(page: Page) -> None:
    """Opened and saved, a file says the same."""
    page.locator(".schoolform input[type=file]").set_input_files(
        {"name": "school.yml", "mimeType": "text/yaml", "buffer": EXAMPLE.encode()}
    )
    expect(page.locator(".school-melding")).to_contain_text("school.yml is geopend. 8 regels met een opmerking")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar het bestand").first.click()
    assert download.value.suggested_filename == "school.yml"
    saved = yaml.safe_load(Path(download.value.path()).read_text("utf-8"))
    assert School.model_validate(saved) == School.model_validate(yaml.safe_load(EXAMPLE))
    assert page.locator(".school-fouten").is_hidden()
    page.get_by_role("button", name="Alles leegmaken").click()


def test_somebody_makes_a_file_by_keyboard(page: Page, tmp_path: Path) -> None:
    """A name, a contact and a step of one's own; mistakes are named at their field; a reload keeps all; `make check` agrees."""
    page.get_by_label("Naam", exact=True).first.fill("De Brug")
    for summary, button in (("Contacten", "Erbij: contact"), ("Stappen", "Erbij: stap")):
        page.locator(".school-lijst > summary", has_text=summary).first.press("Enter")
        page.get_by_role("button", name=button, exact=True).first.press("Enter")
    contact = page.get_by_role("group", name="Contact 1")
    contact.get_by_label("Naam").fill("Mia")
    contact.get_by_label("Mail").fill("mia")
    stap = page.get_by_role("group", name="Stap 1")
    stap.get_by_label("Doe", exact=True).fill("Bel eerst: dan ga je.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar het bestand").first.press("Enter")
    assert download.value.suggested_filename == "school-concept.yml"
    expect(page.locator(".school-fouten")).to_be_focused()
    expect(page.locator(".school-fouten li")).to_have_count(2)
    expect(contact.get_by_label("Mail")).to_have_attribute("aria-invalid", "true")
    assert not Axe().run(page).response["violations"]
    page.get_by_role("link", name="'bij' ontbreekt").press("Enter")
    expect(stap.get_by_label("Bij", exact=True)).to_be_focused()
    stap.get_by_label("Bij", exact=True).select_option("focus")
    page.reload()
    expect(page.locator(".schoolform")).to_be_visible()
    assert page.get_by_label("Naam", exact=True).first.input_value() == "De Brug"
    page.evaluate("document.querySelectorAll('.school-lijst').forEach(part => { part.open = true; })")
    page.get_by_role("group", name="Contact 1").get_by_label("Mail").fill("mia@debrug.example.nl")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar het bestand").first.press("Enter")
    assert download.value.suggested_filename == "school.yml"
    text = Path(download.value.path()).read_text("utf-8")
    assert "id: brug-bel-eerst-dan-ga" in text
    assert "doe: 'Bel eerst: dan ga je.'" in text
    assert not meldingen(tmp_path, text)
    page.get_by_role("button", name="Alles leegmaken").click()


def test_what_is_taken_away_comes_back(page: Page) -> None:
    """A row and the whole form: undo puts back what was there, in its place."""
    page.locator(".schoolform input[type=file]").set_input_files(
        {"name": "school.yml", "mimeType": "text/yaml", "buffer": EXAMPLE.encode()}
    )
    expect(page.locator(".school-melding")).to_contain_text("geopend")
    whole = page.evaluate("localStorage.getItem('school:boris')")
    page.evaluate("document.querySelectorAll('.school-lijst').forEach(part => { part.open = true; })")
    for button in ("Verwijder: Tip 1", "Alles leegmaken"):
        page.get_by_role("button", name=button, exact=True).click()
        assert page.evaluate("localStorage.getItem('school:boris')") != whole
        page.get_by_role("button", name="Ongedaan maken").click()
        assert page.evaluate("localStorage.getItem('school:boris')") == whole
    page.get_by_role("button", name="Alles leegmaken").click()


def test_a_faulty_file_changes_nothing(page: Page) -> None:
    """What cannot be read is said with its line, and what was filled in stays."""
    page.get_by_label("Naam", exact=True).first.fill("De Brug")
    open_file(page, "stuk.yml", "naam: 'De Brug\nlogo: x")
    expect(page.locator(".school-melding")).to_contain_text("Regel 1: wat hier begint met ', eindigt niet.")
    assert page.get_by_label("Naam", exact=True).first.input_value() == "De Brug"
    page.get_by_role("button", name="Alles leegmaken").click()
