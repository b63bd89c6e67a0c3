"""What our frame and macros cost: the pages of this site beside plain Material with the same Markdown."""

from __future__ import annotations

from pathlib import Path

from tests.bench.measuring import RUN_HEAD, Run, Table, row, side_by_side
from tests.bench.projects import build, change_stap, plain_project
from tests.conftest import pages_project

_TIMES = 7
_GOAL = 1.3


def measure(work: Path) -> Table:
    """Build both in turn, this site once more after a change of its data: plain Material never reads any."""
    ours, edited, plain = pages_project(work / "ours"), pages_project(work / "edited"), plain_project(work / "plain")

    def build_edited() -> Run:
        change_stap(edited)
        return build(edited)

    makers = {
        "plain Material": lambda: build(plain),
        "this site": lambda: build(ours),
        "this site, its data changed": build_edited,
    }
    runs = side_by_side(makers, _TIMES)
    base = runs["plain Material"]
    ratios = [
        f"{name}: {run.seconds / base.seconds:.2f} times its time, {run.processor / base.processor:.2f} its processor time."
        for name, run in runs.items()
        if run is not base
    ]
    return Table(
        "The pages beside plain Material",
        RUN_HEAD,
        [row(name, run) for name, run in runs.items()],
        [
            *ratios,
            f"Goal: at most {_GOAL}. Medians of {_TIMES} runs of the whole command, start of Python included.",
            "Plain Material gets our pages with the macros worked out, the same menu, and no search.",
        ],
    )
