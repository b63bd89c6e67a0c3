"""What an editor waits for: everything from nothing, after one changed stap, and when nothing has changed."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measuring import RUN_HEAD, Run, Table, row, side_by_side
from tests.bench.projects import build, change_stap, forget
from tests.conftest import copy_project, pages_project

_TIMES = 3


def measure(work: Path) -> Table:
    """Build the whole site in these three states in turn, and the pages alone to compare."""
    project, pages = copy_project(work / "whole"), pages_project(work / "pages")

    def cold() -> Run:
        forget(project)
        return build(project)

    def changed() -> Run:
        change_stap(project)
        return build(project)

    makers = {
        "everything, from nothing": cold,
        "after one changed stap": changed,
        "nothing changed": lambda: build(project),
        "the pages alone": lambda: build(pages),
    }
    runs = side_by_side(makers, _TIMES)
    added = runs["nothing changed"].seconds - runs["the pages alone"].seconds
    return Table(
        "From nothing, after one change, unchanged",
        RUN_HEAD,
        [row(name, run) for name, run in runs.items()],
        [
            f"Goals: 30 s from nothing, 5 s after one changed stap, and 0.3 s more than the pages alone: {added:.2f} s.",
            f"Medians of {_TIMES} runs of `mkdocs build --strict` with every download. Memory is of the largest process.",
        ],
    )
