"""The projects that are built: copies of this one, whole or of the pages alone, and one of plain Material."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from macros.edition.load import load_edition
from macros.render.view import PageView
from tests.bench.measuring import Run, run
from tests.conftest import ROOT, copy_project

_FASE, _STAP = (
    Path("data", "fasen", "plaatsing.yml"),
    "id: oud-leerling-verwijzen\n          doe: ",
)  # with no erratum in it
_PLAIN = """\
use_directory_urls: false
theme: {name: material, language: nl, font: false}
plugins: []
"""


def plain_project(folder: Path) -> Path:
    """The same pages and menu for Material as it comes: the macros worked out, no frame and no search of any kind."""
    project = folder / "project"
    edition = load_edition(ROOT / "data", ROOT / "docs")
    for page in edition.pages:
        path = project / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PageView(edition, page.path).render_page(), encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    parts = {key: _section(config, key) for key in ("site_name", "markdown_extensions", "nav")}
    (project / "mkdocs.yml").write_text(_PLAIN + "".join(parts.values()), encoding="utf-8")
    return project


def _section(config: str, key: str) -> str:
    """A key of mkdocs.yml with all that belongs to it, as text."""
    found = re.search(rf"^{key}:.*\n(?:  .*\n|\n)*", config, re.MULTILINE)
    assert found, key
    return found[0]


def change_stap(project: Path) -> None:
    """Add a word to a stap and to the source that says it, as an editor does before each build."""
    text = (project / _FASE).read_text(encoding="utf-8")
    sentence = text.partition(_STAP)[2].split("\n")[0]
    assert sentence
    (project / _FASE).write_text(text.replace(sentence, f"Zo {sentence}", 1), encoding="utf-8")
    for source in (project / "data" / "bron").glob("*.md"):
        said = source.read_text(encoding="utf-8")
        source.write_text(said.replace(sentence, f"Zo {sentence}"), encoding="utf-8")


def forget(project: Path) -> None:
    """Remove all that earlier builds kept."""
    shutil.rmtree(project / ".made", ignore_errors=True)


def build(project: Path) -> Run:
    """Build a project with MkDocs."""
    return run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", project.parent / "site"], project)


def build_zensical(project: Path, *options: str) -> Run:
    """Build the pages of a project with Zensical."""
    return run([sys.executable, "-m", "zensical", "build", "--strict", *options], project)


def finished_site(folder: Path) -> Path:
    """This handbook as it is published; downloads that were made before are used."""
    project = copy_project(folder)
    (project / ".made").symlink_to(ROOT / ".made")
    build(project)
    return folder / "site"
