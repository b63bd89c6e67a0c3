"""The files to take along: complete, beside what they are of, and not made again without need."""

from __future__ import annotations

import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from macros.edition import Edition
from macros.edition.catalog import FOLDER, OFFLINE, list_downloads
from macros.edition.imprint import read_imprint
from macros.formats import ToolError
from macros.making.workshop import Workshop
from macros.making.write import Job, write_files
from macros.reading.school import Layer
from macros.site.compression import ENDINGS
from macros.site.offline import files_folder
from macros.words import speak
from macros.words.nouns import Noun
from tests.conftest import ROOT, Site, real_edition
from tests.english import dutch_in, english_edition


def files_in(site: Site) -> list[Path]:
    """What there is to download; the compressed copies beside it are the server's business."""
    return [path for path in (site.folder / FOLDER).iterdir() if path.suffix not in ENDINGS]


def test_every_file_is_there_and_nothing_else(site: Site, edition: Edition) -> None:
    """The site has each file of the catalogue, none of them empty."""
    files = {path.name: path.stat().st_size for path in files_in(site)}
    assert set(files) == {download.name for download in list_downloads(edition)} | {OFFLINE.name}
    assert all(size > 300 for size in files.values())


def test_every_file_keeps_its_name(edition: Edition) -> None:
    """Links lead to these files from elsewhere: a name stays what it has been, and only what is new adds one."""
    names = {download.name for download in (*list_downloads(edition), OFFLINE)}
    assert names == set((ROOT / "tests" / "bestandsnamen.txt").read_text(encoding="utf-8").split())


def test_a_file_has_the_words_of_its_reader() -> None:
    """In another language, and with the nouns of the method; in small letters without accents, as addresses have them."""
    english_edition().handboek.methodiek.speak()
    names = {download.name for download in list_downloads(english_edition())}
    assert {"handbook.pdf", "season-ground.docx", "workbook-two-evenings.pdf", "tasks.csv", "updates.atom.xml"} <= names
    assert not dutch_in("\n".join(re.sub(r"[-.]", " ", name) for name in names))
    speak("nl", {"fase": Noun("één route", "één routes")})
    fase = next(download for download in list_downloads(real_edition()) if download.stem == "phase {name}")
    assert fase.name == f"een-route-{fase.subject}.pdf"


def test_the_page_lists_every_file_with_its_size(site: Site) -> None:
    """*Alles downloaden* names each file, how large it is and what it is for."""
    items = site.pages["downloads.html"].article.select("[data-bestand]")
    assert {item["data-bestand"] for item in items} == {path.name for path in files_in(site)}
    for item in items:
        assert re.search(r"\d+ kB|\d,\d MB", item.get_text()), item["data-bestand"]
    pages = {item["data-bestand"]: re.search(r"(\d+) blz\.", item.get_text()) for item in items}
    for path in (path for path in files_in(site) if path.suffix == ".pdf"):
        found = pages[path.name]
        assert found, path.name
        assert int(found[1]) == len(PdfReader(path).pages), path.name


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("checklists/maatwerktraject.html", ["PDF", "PDF, kort", "Word", "Excel"]),
        ("checklists/stageovereenkomst.html", ["Word", "PDF"]),
        ("maatwerktraject/index.html", ["PDF", "Word"]),
    ],
)
def test_files_stand_beside_what_they_are_of(site: Site, page: str, kinds: list[str]) -> None:
    """A checklist, a form and a fase offer their own files at the top."""
    links = site.pages[page].article.select(".bestanden a[download]")
    assert [link.get_text() for link in links] == kinds


def _make(text: str, log: str) -> bytes:
    """A file of a job that notes that it was made."""
    with Path(log).open("a") as lines:
        lines.write(text + "\n")
    return text.encode()


def _jobs(log: Path, *texts: str) -> list[Job]:
    return [Job(f"downloads/{number}.txt", _make, (text, str(log))) for number, text in enumerate(texts)]


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    """A second run makes nothing, a change makes one file, and what nobody asked for in a day leaves the store."""
    log, site, store = tmp_path / "log", tmp_path / "site", tmp_path / "store"

    def write(*texts: str) -> None:
        write_files(_jobs(log, *texts), site, store, lambda line: None)

    write("een", "twee")
    write("een", "twee")
    for path in store.iterdir():
        os.utime(path, (0, 0))
    write("een", "drie")
    write("een", "vier")
    assert sorted(log.read_text().split()) == ["drie", "een", "twee", "vier"]
    assert (site / "downloads" / "1.txt").read_text() == "vier"
    assert {path.read_text() for path in store.glob("*.txt")} == {"een", "drie", "vier"}


def test_the_store_holds_whole_files_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be kept whole is not kept, and one that vanishes at the last moment does not become an empty one."""
    log, site, store = tmp_path / "log", tmp_path / "site", tmp_path / "store"

    def write() -> None:
        write_files(_jobs(log, "een"), site, store, lambda line: None, made_from="alles")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _refuse)
        with pytest.raises(OSError, match="full"):
            write()
    assert not list(store.iterdir())
    write()
    next(store.glob("*.txt")).unlink()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "exists", lambda path: True)
        with pytest.raises(FileNotFoundError):
            write()
    assert not list(store.glob("*.txt"))


def _refuse(path: Path, target: Path) -> None:
    raise OSError("full")


def test_a_clock_that_jumps_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for stays, also when the clock of the disk is days behind that of the machine."""
    monkeypatch.setattr("macros.making.files.time", lambda: time() + 9e6)
    write_files(_jobs(tmp_path / "log", "een"), tmp_path / "site", tmp_path / "store", lambda line: None)
    assert (tmp_path / "site" / "downloads" / "0.txt").read_text() == "een"


def test_a_process_that_is_ended_is_said(tmp_path: Path) -> None:
    """When the system ends a process, for want of memory say, one line says so."""
    jobs = [Job("downloads/0.txt", os._exit, (9,))]
    with pytest.raises(ToolError, match="ended from outside"):
        write_files(jobs, tmp_path / "site", tmp_path / "store", lambda line: None)


@pytest.fixture
def copy(site: Site, tmp_path: Path) -> Path:
    """The offline copy, unpacked."""
    with zipfile.ZipFile(site.folder / OFFLINE.path) as archive:
        archive.extractall(tmp_path)
    return tmp_path / Path(OFFLINE.name).stem / files_folder()


def test_the_offline_copy_works_from_a_stick(copy: Path, browser: Browser) -> None:
    """Opened by a double click, pages, search and a tick that is kept all work, without a word on the network."""
    context = browser.new_context()
    page = context.new_page()
    problems: list[Any] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: problems.append(error))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((copy.parent / "Open het handboek.html").as_uri())
    page.wait_for_url(re.compile("/index.html$"))
    page.get_by_role("link", name=re.compile("Fase 2")).first.click()
    expect(page.locator("h1")).to_have_text(re.compile("Het maatwerktraject"))
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    page.keyboard.type("stageovereenkomst")
    expect(page.locator("[data-zoekresultaten] a").first).to_be_visible()
    page.goto((copy / "checklists" / "plaatsing.html").as_uri())
    page.locator(".vinkje label").first.click()
    page.reload()
    expect(page.locator('.vinkje input[type="checkbox"]').first).to_be_checked()
    assert not problems
    assert asked
    assert all(url.startswith("file:") for url in asked)
    context.close()


def test_the_offline_copy_says_first_what_to_do(site: Site, copy: Path) -> None:
    """Beside the folder with all files stand two things: what to read, first, and what to open, which it names."""
    with zipfile.ZipFile(site.folder / OFFLINE.path) as archive:
        assert archive.namelist()[0].endswith("/LEES MIJ.txt")
    assert {path.name for path in copy.parent.iterdir()} == {"LEES MIJ.txt", "Open het handboek.html", files_folder()}
    said = (copy.parent / "LEES MIJ.txt").read_bytes().decode("utf-8-sig")
    assert '"Open het handboek.html"' in said
    assert f'"{files_folder()}"' in said
    assert "&#" not in said


def test_the_offline_copy_does_not_offer_itself(copy: Path) -> None:
    """Every download in the copy is there, and the copy itself is not among them."""
    text = (copy / "downloads.html").read_text(encoding="utf-8")
    assert OFFLINE.name not in text
    offered = re.findall(r'href="(downloads/[^"]+)"', text)
    assert len(offered) > 10
    assert all((copy / path).is_file() for path in offered)


def test_what_is_a_schools_own_decides_too(edition: Edition) -> None:
    """When the method adopts a stap of a school, the files that named it the school's own are made again."""
    workshop = Workshop(edition, read_imprint(edition.handboek, ""), ROOT / "docs" / "assets" / "css")
    stap = next(iter(edition.stappen(edition.handboek.fasen[0].id)))
    own = replace(workshop, edition=replace(edition, layer=Layer((stap.id,))))
    assert own.made_from != workshop.made_from
