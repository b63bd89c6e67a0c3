"""The words of the interface: one catalogue, which holds what the code names and nothing else."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import pytest
from babel.messages.catalog import Message
from markupsafe import Markup
from playwright.sync_api import Browser, expect

from macros.content import model, names
from macros.content.days import write_date
from macros.content.fields import fields_of
from macros.content.model import Methodiek, Model, Naamwoorden, file_kinds
from macros.edition.load import load_edition
from macros.render.view import environment
from macros.site.frame import finish_frame
from macros.site.scripts import finish_scripts
from macros.words import (
    EDITORS_LANGUAGE,
    FOLDER,
    as_list,
    fill_in,
    form,
    gettext,
    languages,
    ngettext,
    read_catalog,
    read_words,
    speak,
    spoken,
    spoken_to_editors,
    tell,
    words_of_scripts,
)
from macros.words.collect import collect_words, update_catalog
from macros.words.nouns import NOUNS, Noun, rename
from tests.conftest import ROOT, Site

_GOOD = ROOT / "tests" / "data_fout" / "_goed"
_CATALOGUES = sorted(FOLDER.glob("*.po"))
_SCRIPTS = ROOT / "docs" / "assets" / "js"
_CALL = re.compile(r"\bn?gettext\(")
_PLACE = re.compile(r"\{\w*\}")


def messages(path: Path) -> Iterator[Message]:
    """Every message of a catalogue, without its head."""
    return (message for message in read_catalog(path) if message.id)


@pytest.mark.parametrize("path", _CATALOGUES, ids=lambda path: path.stem)
def test_the_catalogue_holds_what_the_code_names(path: Path) -> None:
    """No word of the code is missing and none is left over: else type `make words`."""
    assert path.read_bytes() == update_catalog(path, collect_words())


@pytest.mark.parametrize("path", _CATALOGUES, ids=lambda path: path.stem)
def test_every_word_is_translated_with_its_values(path: Path) -> None:
    """Each word, and each form of one with a number, has a translation that names the same values."""
    found = list(messages(path))
    assert len(found) > 50
    for message in found:
        sources, forms = as_list(message.id), as_list(message.string)
        assert len(forms) == len(sources)
        for text, said in zip(sources, forms, strict=True):
            assert said, text
            assert sorted(_PLACE.findall(said)) == sorted(_PLACE.findall(text)), text


@pytest.mark.parametrize(
    ("machine", "heard"),
    [
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nl_BE"}, "nl"),
        ({"LANG": "en_GB.UTF-8", EDITORS_LANGUAGE: "nl"}, "nl"),
        ({"LANG": "en_GB.UTF-8", EDITORS_LANGUAGE: "handboek"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({}, None),
    ],
)
def test_an_editor_is_spoken_to_in_a_language_of_choice(
    machine: dict[str, str], heard: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of the setting, else of the machine, else of the method; readers hear that of the method."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", EDITORS_LANGUAGE):
        monkeypatch.delenv(name, raising=False)
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    for method in languages():
        speak(method)
        said = {"en": "'doe' is missing", "nl": "'doe' ontbreekt"}
        assert tell("{name} is missing", name="'doe'") == said[heard or method]
        with spoken_to_editors():
            assert spoken() == (heard or method)
            with spoken_to_editors(False):
                assert spoken() == method
        assert gettext("Show all") == {"en": "Show all", "nl": "Alles tonen"}[method]


def test_own_nouns_are_those_of_its_own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor of a method of tasks reads *task*; one who reads another language reads the usual word of that."""
    speak("en", {"stap": Noun("task", "tasks")})
    monkeypatch.setenv(EDITORS_LANGUAGE, "en")
    assert tell("step") == "task"
    monkeypatch.setenv(EDITORS_LANGUAGE, "nl")
    assert tell("step") == "stap"


def test_each_name_in_the_data_can_be_said() -> None:
    """Every key, every noun and every value to choose from has words for forms and messages; there is none too many."""
    kinds = {
        kind for _, kind in inspect.getmembers(model, inspect.isclass) if issubclass(kind, Model) and kind is not Model
    }
    fields = [field for kind in kinds for field in fields_of(kind)]
    assert {field.name for field in fields} == set(names.KEYS)
    held = {kind.noun() for kind in kinds if any(field.kind is kind for field in fields)}
    assert held | {kind.noun() for kind in file_kinds().values()} == set(names.NOUNS) - {"pagina", "handboek"}
    chosen = {choice for field in fields for choice in field.choices}
    assert set(names.CHOICES) <= chosen
    assert {choice for choice in chosen - set(names.CHOICES) if len(choice) > 3} == set()


def test_a_method_may_be_in_each_language_that_has_words() -> None:
    """And in no other; the code itself is English, so that has all of them, with its plurals."""
    assert sorted(get_args(Methodiek.model_fields["taal"].annotation)) == languages()
    speak("en")
    assert gettext("Show all") == "Show all"
    assert ngettext("{number} step", "{number} steps", 2) == "2 steps"
    assert write_date(date(2026, 11, 21)) == "21 November 2026"
    speak("nl")
    assert gettext("Show all") == "Alles tonen"
    assert write_date(date(2026, 11, 21)) == "21 november 2026"


def test_a_language_without_words_is_refused() -> None:
    """With where they should stand; what was spoken stays so."""
    with pytest.raises(LookupError, match=r"'fr': there is no fr\.po in"):
        speak("fr")
    assert spoken() == "nl"


def test_every_call_in_a_script_is_seen() -> None:
    """What reads the scripts for words misses none of their calls: each text is a literal."""
    for script in _SCRIPTS.glob("*.js"):
        code = re.sub(r"/\*\*.*?\*/|^ *//.*$", "", script.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        literal = re.compile(r"\bn?gettext\(\s*\"")
        if script.name != "woorden.js":
            assert len(_CALL.findall(code)) == len(literal.findall(code)), script.name


def test_values_and_numbers() -> None:
    """A text takes its values by name; one is singular, every other number plural."""
    assert gettext("{shown} of {all}", shown=3, all=32) == "3 van 32"
    assert [ngettext("{number} result.", "{number} results.", number) for number in (0, 1, 2)] == [
        "0 resultaten.",
        "1 resultaat.",
        "2 resultaten.",
    ]


def test_what_has_no_words_is_refused() -> None:
    """A text that is not in the catalogue, or a language without one, is an error that says what to do."""
    with pytest.raises(LookupError, match="make words"):
        gettext("No such word")
    with pytest.raises(LookupError, match=r"no xx\.po"):
        read_words("xx")


def test_scripts_of_a_site_speak_its_language(site: Site) -> None:
    """A finished script says the words of readers, none of the English, and no remarks; a second time changes nothing."""
    files = {path.name: path.read_text(encoding="utf-8") for path in (site.folder / "assets" / "js").glob("*.js")}
    together = "\n".join(files.values())
    for text, forms in words_of_scripts().items():
        assert all(f'"{form}"' in together for form in forms), text
        assert text in forms or f'gettext("{text}"' not in together
    assert not re.search(r"^ *(//|/\*)", together, re.MULTILINE)
    finish_scripts(site.folder)
    assert files == {
        path.name: path.read_text(encoding="utf-8") for path in (site.folder / "assets" / "js").glob("*.js")
    }


def test_the_frame_and_the_styles_of_a_site_speak_its_language(site: Site) -> None:
    """Nothing is left marked in a finished page or style."""
    files = [path for kind in ("*.html", "*.css") for path in site.folder.rglob(kind)]
    assert len(files) > 50
    assert [path.name for path in files if re.search("[⟦⟧]", path.read_text(encoding="utf-8"))] == []


def test_what_is_marked_is_filled_in() -> None:
    """A marked text takes its values in order; what the catalogue does not know is no word of ours, and stays."""
    assert fill_in("<a>⟦To {title}¦<b>kappers</b>⟧</a> ⟦Search⟧") == "<a>Naar <b>kappers</b></a> Zoeken"
    assert fill_in("⟦No such word⟧ ⟦⟧ ¦") == "⟦No such word⟧ ⟦⟧ ¦"


def test_a_word_within_an_address(tmp_path: Path) -> None:
    """Where a word became a part of an address, so does its translation."""
    page = tmp_path / "index.html"
    page.write_text(f'<a href="mailto:x?subject={quote("⟦Is something wrong?⟧ Kaders")}">', encoding="utf-8")
    html = finish_frame(page, tmp_path, load_edition(_GOOD / "data", _GOOD / "docs"))
    assert html == '<a href="mailto:x?subject=Klopt%20er%20iets%20niet%3F%20Kaders">'


def test_what_is_marked_needs_no_escape() -> None:
    """The translations of what is marked stand in HTML and in CSS as they are."""
    for message in messages(FOLDER / "nl.po"):
        if any(not name.endswith((".py", ".j2", ".js")) for name, _ in message.locations):
            assert not re.search('[<>&"\\\\]', as_list(message.string)[0]), message.id


def test_a_template_gives_values_as_text() -> None:
    """In a template a value is text, and is escaped, unless it is markup already."""
    template = environment().from_string('{{ gettext("To {title}", title=name) }}')
    assert template.render(name="<b>") == "Naar &lt;b&gt;"
    assert template.render(name=Markup("<b>x</b>")) == "Naar <b>x</b>"


def test_scripts_work_before_they_are_finished(browser: Browser, server: str) -> None:
    """Without the words of readers, as in a site that is not finished, a page shows the English and all works."""
    page = browser.new_page()
    page.route(
        "**/assets/js/*.js*", lambda route: route.fulfill(path=_SCRIPTS / Path(route.request.url.split("?")[0]).name)
    )
    page.goto(f"{server}checklists/maatwerktraject.html")
    page.locator(".vinkje input[type=checkbox]").first.check()
    expect(page.locator(".dossier-voortgang")).to_have_text(re.compile(r"^1 of \d\d done$"))
    page.close()


@pytest.mark.parametrize("missing", ["woorden.js", "pagina.js"])
def test_a_page_without_the_words_is_a_page_without_scripts(browser: Browser, server: str, missing: str) -> None:
    """Where what the other scripts need did not arrive, a page reads, ticks and links as it does without any script."""
    page = browser.new_page()
    page.route(f"**/{missing}*", lambda route: route.abort())
    page.goto(f"{server}checklists/maatwerktraject.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator(".vinkje input[type=checkbox]").first.check()
    expect(page.locator("[data-dossier]")).to_be_hidden()
    page.get_by_role("banner").get_by_role("link", name="Zoeken").click()
    page.wait_for_url("**/begrippen.html")
    page.close()


_ROUTE = {"fase": Noun("traject", "trajecten", neuter=True), "stap": Noun("taak", "taken")}
_RENAMED = [
    ("PDF of the whole phase", "nl", "PDF van het hele traject"),
    ("The whole phase, to adapt yourself.", "nl", "Het hele traject om zelf aan te passen."),
    ("Phase {number}: {name}", "nl", "Traject {number}: {name}"),
    ("To this step on the web", "nl", "Naar deze taak op het web"),
    ("All steps in one file, with filters.", "nl", "Alle taken in één bestand, met filters."),
    ("Next step", "en", "Next errand"),
    ("{number} step", "en", "{number} errand"),
]


@pytest.mark.parametrize(("text", "language", "expected"), _RENAMED)
def test_a_method_has_its_own_nouns(text: str, language: str, expected: str) -> None:
    """In every word of the interface, with the article that belongs to it; names of values are no nouns."""
    own = _ROUTE if language == "nl" else {"stap": Noun("errand", "errands")}
    speak(language, own)
    assert form(text) == expected
    speak(language)
    assert form(text) != expected


def test_an_article_follows_its_noun() -> None:
    """In English by its sound, in Dutch by its kind, with or without an adjective between."""
    assert rename("a step, A phase", "en", {"stap": Noun("errand", "errands")}) == "an errand, A phase"
    assert rename("de fase, elke fase, Deze korte fase", "nl", _ROUTE) == "het traject, elk traject, Dit korte traject"
    assert rename("het begrip", "nl", {"begrip": Noun("term", "termen")}) == "de term"
    assert rename("{fase} fase-1 fasevol", "nl", _ROUTE) == "{fase} fase-1 fasevol"


def test_each_language_has_its_nouns() -> None:
    """Those that a method may name, in each language that has words."""
    assert sorted(NOUNS) == languages()
    assert {tuple(nouns) for nouns in NOUNS.values()} == {tuple(Naamwoorden.model_fields)}
