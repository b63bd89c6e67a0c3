"""What our frame and macros cost: the pages of this site beside plain Material with the same Markdown."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measuring import RUN_HEAD, Table, row, side_by_side
from tests.bench.projects import build, pages_project, plain_project

_TIMES = 7
_GOAL = 1.15


def measure(work: Path) -> Table:
    """Build both in turn."""
    projects = {"this site": pages_project(work / "ours"), "plain Material": plain_project(work / "plain")}
    makers = {name: lambda project=project: build(project) for name, project in projects.items()}
    runs = side_by_side(makers, _TIMES)
    ours, plain = runs.values()
    ratio = (
        f"{ours.seconds / plain.seconds:.2f} times its time, {ours.processor / plain.processor:.2f} its processor time"
    )
    return Table(
        "The pages beside plain Material",
        RUN_HEAD,
        [row(name, run) for name, run in runs.items()],
        [
            f"{ratio}; goal: at most {_GOAL}. Medians of {_TIMES} runs of the whole command, start of Python included.",
            "Plain Material gets our pages with the macros worked out, the same menu, and no search.",
        ],
    )
