"""The two engines side by side, for the pages alone."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measuring import RUN_HEAD, Table, row, side_by_side
from tests.bench.projects import build, build_zensical
from tests.conftest import copy_project, pages_project

_TIMES = 5


def measure(work: Path) -> Table:
    """Build with both in turn, and with Zensical once more when nothing has changed."""
    mkdocs, zensical = pages_project(work / "mkdocs"), copy_project(work / "zensical")  # which only ever builds pages
    makers = {
        "MkDocs": lambda: build(mkdocs),
        "Zensical": lambda: build_zensical(zensical, "--clean"),
        "Zensical, nothing changed": lambda: build_zensical(zensical),
    }
    runs = side_by_side(makers, _TIMES)
    notes = [f"Medians of {_TIMES} runs of the whole command. MkDocs makes unchanged pages again."]
    return Table("MkDocs beside Zensical", RUN_HEAD, [row(name, run) for name, run in runs.items()], notes)
