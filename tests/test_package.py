"""A handbook of another method depends on this generator by one number: a wheel has all that it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.reading.load import load_handboek
from macros.upkeep.prepare import LAID
from macros.upkeep.version import VERSION
from macros.words import languages
from tests.conftest import ROOT, Site, run

_NEXT = "999.0"
_FIRST = {"nl": "Schrijf de eerste stap van fase 1.", "en": "Write the first step of phase 1."}
_LAST_PAGE = {"nl": "fase-4.html", "en": "phase-4.html"}
_MENDED = "was-mended"


def build_wheel(source: Path, folder: Path) -> None:
    """Put the wheel of the generator in `source` in a folder."""
    words = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(words, cwd=source, check=True, capture_output=True)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of this generator, and that of a next version with a template that was mended."""
    folder, source = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("next")
    build_wheel(ROOT, folder)
    for name in ("pyproject.toml", "README.md", "LICENSE", "mkdocs.yml", *(path.name for path in ROOT.glob("req*"))):
        shutil.copy(ROOT / name, source)
    for name in (".ci", "macros", "docs/assets", "overrides"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "docs/robots.txt", source / "docs")
    change(source / "macros/upkeep/version.py", f'"{VERSION}"', f'"{_NEXT}"')
    change(source / "macros/render/templates/rollen.j2", "<", f'<p class="{_MENDED}"></p><', count=1)
    build_wheel(source, folder)
    return folder


def change(path: Path, old: str, new: str, count: int = -1) -> None:
    """Put a text in the place of another in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


@dataclass(frozen=True)
class Project:
    """A handbook that was made with the wheel, and where its commands find wheels."""

    folder: Path
    language: str
    wheels: Path

    def run(self, *words: str) -> str:
        """Run a command in it, which may not ask the network for anything; returns all that it says."""
        own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "SOURCE_DATE_EPOCH": "1"}
        variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MAKEFLAGS")}
        result = subprocess.run(words, cwd=self.folder, env=variables | own, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout + result.stderr

    @property
    def site(self) -> Site:
        """What was built last."""
        return Site(self.folder / "site", "")


@pytest.fixture(scope="module", params=languages())
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Project:
    """A handbook made with the wheel alone, on a machine that has what the wheel needs, and nothing of this project."""
    folder = tmp_path_factory.mktemp("package")
    venv.create(folder / "venv", with_pip=True)
    (packages,) = folder.glob("venv/lib/*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    outside = Project(folder, request.param, wheels)
    python = str(folder / "venv/bin/python")
    outside.run(python, "-m", "pip", "install", "-q", "--no-deps", f"boris-handboek=={VERSION}")
    words = ("--taal", request.param, "--titel", "It’s a method: one", "--fasen", "4")
    outside.run(python, "-m", "macros", "nieuw", "boek", *words)
    (folder / "boek" / ".venv").symlink_to(folder / "venv")
    return Project(folder / "boek", request.param, wheels)


def test_it_is_in_order(project: Project) -> None:
    """Its first command installs the generator and finds nothing wrong in the words of its language."""
    said = {"en": "4 phases, 8 steps", "nl": "4 fasen, 8 stappen"}
    assert said[project.language] in project.run("make", "check")
    handboek = load_handboek(project.folder / "data")
    assert (handboek.methodiek.titel, handboek.methodiek.taal) == ("It’s a method: one", project.language)
    assert next(handboek.fasen[0].all_stappen()).doe == _FIRST[project.language]


@pytest.mark.parametrize("engine", ["zensical", "mkdocs"])
def test_each_engine_builds_it(project: Project, engine: str) -> None:
    """Its site is whole, in its language, and no link in it is dead."""
    project.run("make", "site", f"MOTOR={engine}")
    pages = project.site.pages
    assert f'<html lang="{project.language}' in pages[_LAST_PAGE[project.language]].html
    assert not list(project.site.dead_links())
    assert list(project.site.folder.rglob("*.pdf"))


def test_its_git_holds_nothing_of_the_generator(project: Project) -> None:
    """After a build, git takes what is its own, and no file that this project has too."""
    project.run("git", "add", "--all")
    names = project.run("git", "ls-files").splitlines()
    assert {"Makefile", "mkdocs.yml", "README.md", "data/README.md", "docs/index.md", "data/methodiek.yml"} <= set(
        names
    )
    assert not [name for name in names if name.startswith(LAID)]
    folders = ("docs/assets", "overrides", "macros/render", "macros/formats", "data/_schema")
    ours = {path.read_bytes() for name in folders for path in (ROOT / name).rglob("*") if path.is_file()}
    assert not [name for name in names if (project.folder / name).read_bytes() in ours]


def test_what_was_mended_reaches_it_by_one_number(project: Project) -> None:
    """Another version in its Makefile, and its next build has the template of that version."""
    makefile = project.folder / "Makefile"
    before = makefile.read_text(encoding="utf-8")
    assert before.count(VERSION) == 1
    project.run("make", "site")
    assert not [page for page in project.site.pages.values() if _MENDED in page.html]
    change(makefile, VERSION, _NEXT)
    project.run("make", "site")
    assert [page for page in project.site.pages.values() if _MENDED in page.html]


@pytest.mark.parametrize("fasen", [1, 20])
def test_any_number_of_fasen(tmp_path: Path, fasen: int) -> None:
    """A new handbook has as many as one asks for, and is in order."""
    assert main(["nieuw", str(tmp_path / "boek"), "--fasen", str(fasen)]) == 0
    assert main(["check", "--data", str(tmp_path / "boek/data"), "--docs", str(tmp_path / "boek/docs")]) == 0
    assert len(load_handboek(tmp_path / "boek/data").fasen) == fasen


def test_what_is_not_said_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of who sits at a terminal: again when it is no language, and an empty answer is the usual one."""
    answers = iter(["A garden", "xx", "en", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["nieuw", str(tmp_path / "boek")]) == 0
    methodiek = load_handboek(tmp_path / "boek/data").methodiek
    assert (methodiek.titel, methodiek.taal, len(methodiek.fasen)) == ("A garden", "en", 3)
    assert not [*answers]


def test_no_text_is_in_the_other_language(tmp_path: Path) -> None:
    """What people read in a new handbook in English is English, and in Dutch is Dutch, but for names of commands and files."""
    words = {}
    for language in languages():
        assert main(["nieuw", str(tmp_path / language), "--taal", language, "--titel", "X"]) == 0
        texts = [path.read_text(encoding="utf-8") for path in (tmp_path / language).glob("*/*.md")]
        words[language] = {*re.findall(r"[a-z]+", " ".join(texts).lower())}
    assert words["nl"] & {"een", "het", "van", "zijn", "niet"}
    assert not words["en"] & {"een", "het", "zijn", "niet", "voor"}
    assert not words["nl"] & {"the", "of", "what", "you", "with"}


@pytest.mark.parametrize(("name", "kenmerk"), [("Mijn Tuin!", "mijn-tuin"), ("園", "handboek")])
def test_it_has_a_lasting_name_of_its_own(tmp_path: Path, name: str, kenmerk: str) -> None:
    """Dossiers of two new handbooks below one host are kept apart: each is named after its folder."""
    assert main(["nieuw", str(tmp_path / name)]) == 0
    config = (tmp_path / name / "mkdocs.yml").read_text(encoding="utf-8")
    assert re.findall(r"^  kenmerk: (.*)$", config, re.MULTILINE) == [kenmerk]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is made over what is there."""
    (tmp_path / "mine").touch()
    assert main(["nieuw", str(tmp_path)]) == 1
    assert "is niet leeg" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_every_command_that_it_lists_can_be_run(tmp_path: Path) -> None:
    """Its Makefile has a rule for each, and its texts name no other."""
    folder = tmp_path / "boek"
    assert main(["nieuw", str(folder), "--taal", "en"]) == 0
    targets = [line.split()[0] for line in run("make", "--no-print-directory", "help", cwd=folder).stdout.splitlines()]
    for target in targets:
        result = run("make", "--dry-run", target, cwd=folder)
        assert (result.returncode, result.stderr) == (0, ""), target
    assert set(commands_named(folder)) <= set(targets)


def commands_named(folder: Path) -> Iterator[str]:
    """The targets that texts of a project tell one to type."""
    for name in ("README.md", "data/README.md", "Makefile", ".github/workflows/check.yml"):
        yield from re.findall(r"(?:    |type: |Type |run: )make (\w+)", (folder / name).read_text(encoding="utf-8"))
