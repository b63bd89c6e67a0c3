"""What `make bench` measures is what it says: as much content as it names, and the same Markdown for both."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from macros.content.model import Handboek
from macros.edition import Edition
from macros.reading.yaml import LARGEST_FILE
from tests.bench.measuring import Run, Table, run, side_by_side
from tests.bench.multiply import multiply
from tests.bench.projects import plain_project
from tests.conftest import ROOT, copy_project, mkdocs, pages_project


def stappen(handboek: Handboek) -> list[str]:
    """The id of every stap."""
    return [stap.id for fase in handboek.fasen for stap in fase.all_stappen()]


def test_more_content_is_more_of_everything(edition: Edition, tmp_path: Path) -> None:
    """Three times the content is a handbook without a mistake, with three times the stappen, lists and feiten."""
    grown = multiply(copy_project(tmp_path), 3)
    assert len(stappen(grown.handboek)) == 3 * len(stappen(edition.handboek))
    assert len(grown.handboek.checklists.checklists) == 3 * len(edition.handboek.checklists.checklists)
    assert len(grown.handboek.actualiteit.feiten) == 3 * len(edition.handboek.actualiteit.feiten)
    assert len(grown.pages) > 2 * len(edition.pages)
    assert set(edition.by_id) < set(grown.by_id)


def test_pages_can_be_built_alone(edition: Edition, tmp_path: Path) -> None:
    """All pages are there, of files that no editor would be let have, and nothing of what comes after them."""
    project = pages_project(tmp_path)
    with (project / "data" / "rollen.yml").open("a", encoding="utf-8") as rollen:
        rollen.write(f"# {'x' * LARGEST_FILE}\n")
    result = mkdocs("build", "--strict", cwd=project)
    assert result.returncode == 0, result.stderr
    assert len(list((project / "site").rglob("*.html"))) == len(edition.pages) + 1
    assert not (project / "site" / "downloads").exists()


def test_plain_material_gets_the_same_markdown(edition: Edition, tmp_path: Path) -> None:
    """Each page is there with its macros worked out."""
    docs = plain_project(tmp_path) / "docs"
    assert {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")} == {page.path for page in edition.pages}
    stap = stappen(edition.handboek)[0]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in docs.rglob("*.md"))
    assert f'id="{stap}"' in texts
    assert "{{" not in texts


def test_a_run_notes_what_it_took() -> None:
    """A command that asks for memory and time is seen to take them; one that fails says why."""
    small = run([sys.executable, "-c", "pass"], ROOT)
    large = run([sys.executable, "-c", "x = bytearray(90_000_000); sum(range(3_000_000))"], ROOT)
    assert large.peak > small.peak + 80_000_000
    assert large.processor > small.processor
    assert small.seconds > 0
    with pytest.raises(RuntimeError, match="Broken here"):
        run([sys.executable, "-c", "raise SystemExit('Broken here')"], ROOT)


def test_the_median_is_of_each_figure() -> None:
    """Runs take turns, and one that was disturbed does not count."""
    made: list[str] = []
    runs = iter([Run(1, 5, 3), Run(0, 0, 0), Run(9, 4, 3), Run(0, 0, 0), Run(2, 6, 9), Run(0, 0, 0)])

    def make(name: str) -> Run:
        made.append(name)
        return next(runs)

    middle = side_by_side({"a": lambda: make("a"), "b": lambda: make("b")}, 3)
    assert middle["a"] == Run(2, 5, 3)
    assert made == ["a", "b"] * 3


def test_a_table_is_markdown() -> None:
    """A measure without figures is its title and why; one with figures is a table."""
    assert str(Table("Naam", notes=["Not measured."])) == "## Naam\n\nNot measured."
    table = str(Table("Naam", ("", "s"), [["a", "1"]]))
    assert table == "## Naam\n\n|  | s |\n| --- | ---: |\n| a | 1 |"
