"""What happens to the pages when there is more to say: one, ten and a hundred times the content."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.bench.measuring import Run, Table, side_by_side
from tests.bench.multiply import multiply
from tests.bench.projects import build, forget
from tests.conftest import pages_project

_TIMES = {1: 3, 10: 3, 100: 1}  # how often each size is built: the last takes minutes


def measure(work: Path) -> Table:
    """Build each size, and share what that takes among its pages."""
    table = Table("Growth", ("content", "pages", "stappen", "clock", "processor", "a page", "most memory", "a page"))
    for times, runs in _TIMES.items():
        project = pages_project(work / str(times))
        edition = multiply(project, times)
        pages, stappen = len(edition.pages), sum(1 for fase in edition.handboek.fasen for _ in fase.all_stappen())
        run = side_by_side({"": partial(_build_anew, project)}, runs)[""]
        table.rows.append(
            [
                f"{times} ×",
                str(pages),
                str(stappen),
                f"{run.seconds:.1f} s",
                f"{run.processor:.1f} s",
                f"{run.processor / pages * 1000:.0f} ms",
                f"{run.peak / 1e6:.0f} MB",
                f"{run.peak / pages / 1e6:.2f} MB",
            ]
        )
    counts = ", ".join(f"{runs} at {times} ×" for times, runs in _TIMES.items())
    table.notes.append(f"Goal: neither grows a page. Medians of {counts}; the pages alone, with MkDocs, all data read.")
    return table


def _build_anew(project: Path) -> Run:
    forget(project)
    return build(project)
