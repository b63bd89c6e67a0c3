"""Text that some format could take for something else arrives as text, from every field of the model, in every format."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from playwright.sync_api import Browser, Page, expect
from pypdf import PageObject, PdfReader

from tests.conftest import served
from tests.hostile import Writer, make_project
from tests.test_epub import complaints

_NUMBER = re.compile(r'q(\d+)q(?=[ "])')
_SAFE_NAME = re.compile(r"[\w.-]+")
# What no page shows: words that are only for the search, and what only files say about themselves.
_NOT_ON_PAGES = {
    "Brontekst.naam",
    "Begrip.vormen",
    "Zoekgroep.woorden",
    "Feit.onderwerp",
    "Rol.genoemd_als",
}
_FOOT = 22 / 25.4 * 72  # points: how high on a page its foot stands
_MOST_PIECES, _SHORTEST_PIECE = 3, 6  # of a text on more pages than one
_SMALL = 8.5  # points: its letters
_READ_PAGE = """() => {
  const tags = [...document.querySelectorAll("*")];
  const isData = (tag) => tag.localName === "script" && tag.type === "application/ld+json";
  const data = tags.filter(isData).map((tag) => tag.textContent);
  for (const tag of tags.filter(isData)) tag.remove();
  const attributes = tags.flatMap((tag) => [...tag.attributes].map(({ name, value }) => [name, value]));
  return { text: document.documentElement.textContent, attributes, data };
}"""


@dataclass
class Site:
    """The site of the hostile handbook, with the texts that are in it; `seen` has for each kind of file what was found."""

    folder: Path
    writer: Writer
    seen: dict[str, set[str]] = field(default_factory=dict)

    def files(self, kind: str) -> list[Path]:
        """All files whose name ends so."""
        files = sorted(self.folder.rglob(f"*{kind}"))
        assert files
        return files

    def damaged(self, kind: str, said: str) -> Iterator[str]:
        """Yield what has become of each text that did not arrive whole; a label may end early, in dots."""
        for match in _NUMBER.finditer(said):
            text = self.writer.texts[int(match[1])]
            self.seen.setdefault(kind, set()).add(text.field)
            expected = _even(kind, text.rest)
            got = said[match.start() : match.start() + len(expected)]
            same = next(
                (end for end, pair in enumerate(zip(got, expected, strict=False)) if len(set(pair)) > 1), len(got)
            )
            cut = re.match(r" ?…", said[match.start() + len(got[:same].rstrip()) :])
            if got != expected and not cut and not (kind == ".pdf" and _goes_on(expected[same:], said)):
                yield f"{text.field}: {got[max(0, same - 20) : same + 20]!r} and not {expected[same : same + 20]!r}"


def _goes_on(rest: str, said: str) -> bool:
    """Whether what a page cut off stands elsewhere, in a few long pieces: what is painted last on a page comes between."""
    for _ in range(_MOST_PIECES):
        longest = next((end for end in range(len(rest), 0, -1) if rest[:end] in said), 0)
        if longest < min(_SHORTEST_PIECE, len(rest)):
            return False
        rest = rest[longest:]
    return not rest


def _even(kind: str, text: str) -> str:
    """Text as it is compared: white space counts for one space; a PDF has it, and hyphens, where it likes."""
    if kind == ".pdf":
        return re.sub(r"[\s\u00ad\u2010-]|עברית", "", text)
    return " ".join(text.split())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The whole site, as MkDocs builds it, published at an address so that all links are there."""
    folder = tmp_path_factory.mktemp("vijandig") / "boek"
    writer = make_project(folder)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": "https://boek.example/",
        "PYTHONPATH": str(folder),
    }
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "-q")
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert not re.search(r"WARNING|Warning|ERROR", result.stderr), result.stderr
    return Site(folder / "site", writer)


@pytest.fixture(scope="module")
def pages(hostile: Site, browser: Browser) -> Iterator[Page]:
    """A browser that runs what it is given, without the policy that would stop it, and a note of all that ran."""
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.add_init_script("window.alert = () => { document.documentElement.dataset.ran = 'yes'; }")
        yield page


# --- Reading back ---------------------------------------------------------------------------------


def strings_in(value: Any) -> Iterator[str]:
    """Every string in data that came from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings_in(inner)


def read_xml(content: bytes) -> Iterator[str]:
    """All text of an XML file, and each attribute; nothing in it runs anything."""
    root = etree.fromstring(content)
    yield "".join(root.itertext())
    for element in root.iter(etree.Element):
        assert etree.QName(element).localname not in ("script", "object", "foreignObject")
        for name, value in element.attrib.items():
            assert not re.match(r"on|.*\}on", name)
            assert not value.lower().startswith("javascript:")
            yield value


def read_zip(path: Path) -> Iterator[str]:
    """All text in the XML files of a Word file or an EPUB."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".xhtml", ".opf")):
                yield from read_xml(archive.read(name))


def read_pdf(path: Path) -> Iterator[str]:
    """The text, what it says about itself, its bookmarks, and the names of its fields and links; nothing in it runs."""
    reader = PdfReader(path)
    assert not re.search(rb"/(JS|JavaScript|Launch|OpenAction)\b", path.read_bytes())
    yield "".join(_without_the_foot(page) for page in reader.pages)  # so that no foot stands within a text
    yield from (str(value) for key, value in (reader.metadata or {}).items() if key != "/Keywords")
    yield from (str(item.title) for item in _flat(reader.outline))
    for found in (reader.get_fields() or {}).values():
        yield from (str(found.get(key, "")) for key in ("/T", "/TU", "/V"))
    for note in (note.get_object() for page in reader.pages for note in page.get("/Annots", ())):
        yield str(note.get("/Contents", ""))
        assert not str(note.get("/A", {}).get("/URI", "")).lower().startswith("javascript:")


def _without_the_foot(page: PageObject) -> str:
    """The text of a page but for the small letters at its foot; a cover has text down to its edge."""
    texts: list[str] = []

    def read(text: str, page_matrix: list[float], text_matrix: list[float], font: object, size: float) -> None:
        height = text_matrix[4] * page_matrix[1] + text_matrix[5] * page_matrix[3] + page_matrix[5]
        if height > _FOOT or size * abs(text_matrix[3] * page_matrix[3]) > _SMALL:
            texts.append(text)

    page.extract_text(visitor_text=read)
    return "".join(texts)


def _flat(outline: Any) -> Iterator[Any]:
    for item in outline:
        yield from _flat(item) if isinstance(item, list) else [item]


def read_xlsx(path: Path) -> Iterator[str]:
    """Every cell, which is a text, and none of them within a formula."""
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type == "s" or not _NUMBER.search(str(cell.value)), cell
            yield str(cell.value)


def read_csv(path: Path) -> Iterator[str]:
    """Every cell as a spreadsheet reads it; none begins as a formula does."""
    content = path.read_bytes().decode("utf-8-sig")
    for cell in (cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=";") for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
        yield cell


def read_json(path: Path) -> Iterator[str]:
    """Every string, without the Markdown that says what it says."""
    for text in strings_in(json.loads(path.read_text(encoding="utf-8"))):
        yield re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text) if re.match(r"\\[=+@-]", text) else text


def read_index(path: Path) -> Iterator[str]:
    """What the search knows."""
    script = path.read_text(encoding="utf-8")
    yield from strings_in(json.loads(script.removeprefix("globalThis.zoekindex=").removesuffix(";\n")))


def read_archive(path: Path) -> Iterator[str]:
    """What the offline copy says about itself; its files are those of the site."""
    with zipfile.ZipFile(path) as archive:
        yield archive.comment.decode()


_READERS = {
    ".pdf": read_pdf,
    ".docx": read_zip,
    ".epub": read_zip,
    ".xlsx": read_xlsx,
    ".csv": read_csv,
    "handboek.json": read_json,
    "zoekindex.js": read_index,
    ".zip": read_archive,
}


@pytest.mark.parametrize("kind", _READERS)
def test_text_arrives_whole_in_files(hostile: Site, kind: str) -> None:
    """What stands in a field stands in the file: no more, no less, and nothing that runs or counts."""
    strings = (text for path in hostile.files(kind) for text in _READERS[kind](path))
    damaged = [line for text in strings for line in hostile.damaged(kind, _even(kind, text))]
    assert not damaged, "\n".join(damaged[:20])
    assert hostile.seen[kind] >= ({"Stap.doe", "Onderdeel.titel"} if kind != ".zip" else {"Methodiek.titel"})


def test_text_arrives_whole_on_pages(hostile: Site, pages: Page) -> None:
    """Every field of the model stands on a page as it is, in its text and in what only some hear; and nothing of it runs."""
    damaged = []
    for path in hostile.files(".html"):
        pages.goto(path.as_uri())
        assert not pages.evaluate("document.documentElement.dataset.ran"), path
        read = pages.evaluate(_READ_PAGE)
        for name, value in read["attributes"]:
            assert not name.startswith("on"), (path, name)
            assert not (name in ("href", "src", "action") and value.lower().strip().startswith("javascript:")), path
        strings = [read["text"], *(value for _, value in read["attributes"])]
        strings += [text for data in read["data"] for text in strings_in(json.loads(data))]
        damaged += [line for text in strings for line in hostile.damaged(".html", _even(".html", text))]
    assert not damaged, "\n".join(damaged[:20])
    everything = {text.field for text in hostile.writer.texts if not text.field.endswith(".ook")}
    assert hostile.seen[".html"] == everything - _NOT_ON_PAGES
    assert hostile.seen.keys() >= {"zoekindex.js"}


def test_a_result_of_the_search_is_text(hostile: Site, pages: Page) -> None:
    """What is found is shown as text too, with nothing in it but our own marks."""
    with served(hostile.folder) as address:
        pages.goto(address)
        pages.keyboard.press("Control+k")
        pages.keyboard.type("onerror")
        results = pages.locator("[data-zoekresultaten]")
        expect(results).to_contain_text("<img src=x onerror=alert(1)>")
        tags = results.evaluate("list => [...new Set([...list.querySelectorAll('*')].map((tag) => tag.localName))]")
        assert set(tags) <= {"li", "a", "span", "strong", "mark"}
        for word in ("constructor", "__proto__", "<b>kapper</b>", "toString hasOwnProperty"):
            pages.locator("#zoek-veld").fill(word)
            expect(pages.locator("[data-zoek-status]")).to_contain_text(f"‘{word}’")
        assert not pages.evaluate("document.documentElement.dataset.ran")


def test_names_of_files_are_plain(hostile: Site) -> None:
    """No file has a name that a text gave it anything strange."""
    names = [path.name for path in hostile.folder.rglob("*")]
    with zipfile.ZipFile(hostile.folder / "downloads" / "handboek.epub") as archive:
        names += [Path(name).name for name in archive.namelist()]
    assert all(_SAFE_NAME.fullmatch(name) and len(name) < 100 for name in names)


def test_files_keep_to_their_format(hostile: Site) -> None:
    """The official checkers find nothing wrong with what is made of such texts."""
    for path in (*hostile.files(".docx"), *hostile.files(".xlsx")):
        result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(str(path))
        assert not [str(error) for error in result.errors], path
    assert complaints(hostile.folder / "downloads" / "handboek.epub") == []
