"""The English handbook is English: no Dutch word on a page, in any of its states, in a script or in a file."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from macros.content.model import Checklist
from macros.editor.book import Project
from macros.editor.desk import Desk
from macros.words import read_words, spoken_to_editors
from tests.conftest import Site, pdf_pages
from tests.english import EXAMPLE, asking, dutch_in, dutch_words, english_edition, press_everything, said_by

_OFFICE = (".docx", ".xlsx", ".pptx", ".epub")
_LINE = re.compile(r"</(?:\w+:)?(?:p|si|row|c|li|dt|dd|td|th|h\d|title)>|<(?:\w+:)?(?:br|tab)\b[^>]*>")
_TAG = re.compile(r"<w:instrText.*?</w:instrText>|<[^>]+>", re.DOTALL)
_SEEN = re.compile(
    r"\b(?:descr|alt|aria-label|w:alias w:val|w:name w:val|prompt|promptTitle|error|errorTitle|sheet name|displayName|category term"
    r'|property [^>]*name)="([^"]*)"'
)
_SCRIPT_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_SENTENCE = re.compile(r"[A-Z][a-z]+(?: [a-z]+)+[.:?]?|[a-z]+(?: [a-z]+){2,}")
_KEY = re.compile(r"'[a-z_]+'")  # of the data, which are Dutch in every handbook
_LIVELY = (
    "index.html", "changes.html", "folder.html", "group.html", "lists/dossiers.html", "lists/letter.html", "lists/visit.html",
    "slides.html", "tasks.html", "teach.html", "words.html",
)  # fmt: skip


def downloads(site: Site) -> list[Path]:
    """Every file to take along."""
    files = sorted(path for path in (site.folder / "downloads").iterdir() if path.suffix not in (".br", ".gz"))
    assert len(files) > 40
    return files


def parts_of(path: Path) -> Iterator[tuple[str, str]]:
    """What is written in a file, by the part in which it stands."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".xhtml", ".opf", ".ncx")):
                yield name, archive.read(name).decode()


def text_of(path: Path) -> str:
    """All that a file shows or tells; of the data for programs, whose keys are names, only what feeds and tables say."""
    if path.suffix == ".pdf":
        fields = (PdfReader(path).get_fields() or {}).values()
        return "\n".join([*pdf_pages(path), *(str(field.get("/TU", "")) for field in fields)])
    if path.suffix in _OFFICE:
        return "\n".join(readable(xml) for _, xml in parts_of(path))
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            guide = archive.read(f"{path.stem}/READ ME.txt").decode("utf-8-sig")
            return "\n".join([guide, *{name.split("/")[1] for name in archive.namelist()}])
    if path.suffix == ".xml":
        return readable(path.read_text(encoding="utf-8"))
    if path.name == "handbook.schema.json":
        return "\n".join(hints_of(path))
    return "" if path.name == "handbook.json" else path.read_text(encoding="utf-8-sig")


def hints_of(schema: Path) -> list[str]:
    """What a schema says of its keys, without those that it names."""
    found = re.findall(r'"description": "([^"]+)"', schema.read_text(encoding="utf-8"))
    assert found
    return [re.sub(r"'[^']*'", "", hint) for hint in found]


def readable(xml: str) -> str:
    """The text of a part of a file, line by line, with what it tells of pictures and fields."""
    return "\n".join([_TAG.sub("", _LINE.sub("\n", xml)), *_SEEN.findall(xml)])


def test_dutch_would_be_found() -> None:
    """What looks for Dutch knows it from English."""
    assert len(dutch_words()) > 2000
    assert dutch_in("Alles tonen\nShow all tasks\nhandboek.pdf") == ["Alles tonen"]
    assert dutch_in(said_by('<p>All</p><a aria-label="Naar de stap">1</a>')) == ["Naar de stap"]


def test_no_page_holds_dutch(tuin: Site) -> None:
    """Not in its text, and not in what is only heard or found."""
    pages = {
        **{path: page.html for path, page in tuin.pages.items()},
        "404": (tuin.folder / "404.html").read_text("utf-8"),
    }
    assert {path: found for path, html in pages.items() if (found := dutch_in(said_by(html)))} == {}


@pytest.mark.parametrize("path", _LIVELY)
def test_no_state_of_a_page_shows_dutch(tuinserver: str, browser: Browser, path: str) -> None:
    """Whatever is ticked, typed, opened, chosen or pressed."""
    seen = press_everything(browser, tuinserver, path)
    assert [line for html in seen for line in dutch_in(_KEY.sub("", said_by(html)))] == []


@pytest.mark.parametrize("words", ["sowing", "who has the key", "courgete", "qqqq", ""])
def test_no_answer_of_the_search_is_dutch(tuinserver: str, browser: Browser, words: str) -> None:
    """With results, after a slip, with none, and before anything is typed."""
    with asking(browser, tuinserver, words) as page:
        assert dutch_in(said_by(page.content())) == []
        assert page.locator("dialog[open]").count() == 1


def test_no_form_of_the_editor_says_dutch(tmp_path: Path) -> None:
    """Not to find a thing, to change each kind of thing, to begin something new, to take one away, or to pass it on."""
    for name in ("data", "docs"):
        shutil.copytree(EXAMPLE / name, tmp_path / name)
    desk = Desk(Project(tmp_path / "data", tmp_path / "docs"), "http://127.0.0.1:9/", "token")
    kinds = {spot.kind: spot.key for spot in desk.store.book().spots.values()}
    assert len(kinds) > 30
    with spoken_to_editors():
        answers = [desk.search(), desk.search("soil"), desk.overview(), desk.missing("x"), desk.refused()]
        answers += [desk.form(key) for key in kinds.values()]
        answers += [desk.begin({"bij": f"bestand:{file}", "veld": file, "na": "*"}) for file in ("begrippen", "rollen")]
        answers.append(desk.ask_removal("plot"))
        faulty = {"was": ["{}"], "titel": [""], "actie": ["bewaar"], "opvolger": [""]}
        answers += [desk.send(kinds[Checklist], {**faulty}), desk.send_removal("plot", {**faulty})]
    said = [line for answer in answers for line in dutch_in(said_by(answer.body.decode()))]
    assert set(said) <= {"het"}  # the article of a Dutch noun, which is chosen by its name


def test_hints_of_a_schema_are_english(project: Path) -> None:
    """What an editor of YAML shows with a key."""
    for path in (project / "data" / "_schema").glob("*.json"):
        assert [hint for hint in hints_of(path) if dutch_in(hint)] == []


def test_no_script_says_dutch(tuin: Site) -> None:
    """What scripts show comes from the catalogue, and no sentence in them is in Dutch; the parts they fetch are pages."""
    english = read_words("en", tuple(english_edition().handboek.methodiek.nouns().items())).for_scripts
    for path in (tuin.folder / "assets" / "js").glob("*.js"):
        script = path.read_text(encoding="utf-8")
        said = [json.loads(f'"{text}"') for text in re.findall(r'\bgettext\(\s*"((?:[^"\\\n]|\\.)*)"', script)]
        assert set(said) <= {form for forms in english.values() for form in forms}, path.name
        sentences = [text for text in _SCRIPT_STRING.findall(script) if _SENTENCE.fullmatch(text)]
        assert [text for text in sentences if text not in said and dutch_in(text)] == [], path.name


@pytest.mark.parametrize("kind", [".pdf", *_OFFICE, ".csv", ".txt", ".xml", ".json", ".zip"])
def test_no_file_holds_dutch(tuin: Site, kind: str) -> None:
    """Not in its text, its heads, what it says of pictures, or the guide beside it."""
    files = [path for path in downloads(tuin) if path.suffix == kind]
    assert files
    assert {path.name: found for path in files if (found := dutch_in(text_of(path)))} == {}


def test_numbers_are_written_as_in_english(tuin: Site) -> None:
    """A size of a file has a point where Dutch has a comma."""
    sizes = re.findall(r"\d+[.,]\d MB", tuin.pages["downloads.html"].html)
    assert sizes
    assert [size for size in sizes if "," in size] == []


def test_every_page_and_file_says_that_it_is_english(tuin: Site) -> None:
    """A screen reader says it, and a word processor spells it, as what it is."""
    assert {page.soup.html["lang"] for page in tuin.pages.values() if page.soup.html} == {"en-GB"}
    for path in downloads(tuin):
        if path.suffix == ".pdf":
            assert str(PdfReader(path).root_object["/Lang"]) in ("en", "en-GB"), path.name
        if path.suffix == ".docx":
            languages = {
                found for _, xml in parts_of(path) for found in re.findall(r'<w:lang\b[^>]*w:val="([^"]+)"', xml)
            }
            assert languages == {"en-GB"}, path.name
        if path.suffix == ".pptx":
            assert {found for _, xml in parts_of(path) for found in re.findall(r'\blang="([^"]+)"', xml)} == {"en-GB"}
        if path.suffix == ".epub":
            found = {
                code for _, xml in parts_of(path) for code in re.findall(r'(?:<dc:language>|xml:lang=")([\w-]+)', xml)
            }
            assert len(found) == 1
            assert found.pop().startswith("en")
