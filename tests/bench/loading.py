"""How long reading and checking ``data/`` takes, the first time and again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.measuring import Table
from tests.conftest import ROOT

_TIMES = 9
_LOAD = """
import json
from pathlib import Path
from time import perf_counter

began = perf_counter()
from macros.making.current import current_edition
times = [perf_counter() - began]
for _ in range(2):
    began = perf_counter()
    current_edition(Path("data"), Path("docs"))
    times.append(perf_counter() - began)
print(json.dumps(times))
"""


def measure(work: Path) -> Table:
    """Load in a process of its own, twice, and note each part."""
    runs = [_load() for _ in range(_TIMES)]
    importing, first, again, whole = (median(times) * 1000 for times in zip(*runs, strict=True))
    return Table(
        "Loading and checking the data",
        ("", "median"),
        [
            ["reading and checking, first time", f"{first:.0f} ms"],
            ["again, in the same process", f"{again:.1f} ms"],
            ["importing the code for reading and checking", f"{importing:.0f} ms"],
            ["the whole process of the first time, start of Python included", f"{whole:.0f} ms"],
        ],
        [
            "Goal: 150 ms the first time, without starting Python and importing.",
            f"Medians of {_TIMES} processes.",
        ],
    )


def _load() -> list[float]:
    began = perf_counter()
    return [*json.loads(_run(_LOAD)), perf_counter() - began]


def _run(code: str, *words: object) -> str:
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
