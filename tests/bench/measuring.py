"""What every measure needs: running a command and noting what it took, medians of runs side by side, a table."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

_AS_AT_HOME = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}  # some test machines keep no compiled code
_CPUINFO = Path("/proc/cpuinfo")
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
# Starts a command from a process of almost nothing: the peak of a new process counts what started it.
_WATCH = """
import json, os, sys, time
began = time.perf_counter()
to_errors = [(os.POSIX_SPAWN_DUP2, 2, 1)]
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=to_errors), 0)
print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss]))
sys.exit(os.waitstatus_to_exitcode(status) and 1)
"""


@dataclass(frozen=True)
class Run:
    """What a command took: seconds on the clock, seconds of processor time, the most memory at once in bytes."""

    seconds: float
    processor: float
    peak: float


@dataclass
class Table:
    """A measure: what was measured, its figures row by row, and what to know when reading them."""

    title: str
    head: Sequence[str] = ()
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [self.head, ["---", *["---:"] * (len(self.head) - 1)], *self.rows] if self.rows else []
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return "\n\n".join(part for part in (f"## {self.title}", table, "\n".join(self.notes)) if part)


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in `folder`; it must succeed. Raises RuntimeError with what it said when it does not."""
    environment = {**os.environ, **_AS_AT_HOME, "PYTHONPATH": str(folder)}
    watched = [sys.executable, "-ISc", _WATCH, *map(str, command)]
    done = subprocess.run(watched, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    seconds, processor, peak = json.loads(done.stdout)
    return Run(seconds, processor, peak * _PEAK_UNIT)


def side_by_side(makers: Mapping[str, Callable[[], Run]], times: int) -> dict[str, Run]:
    """Run each in turn, `times` over, so that what else the machine does meets all alike; the median of each."""
    runs: dict[str, list[Run]] = {name: [] for name in makers}
    for _ in range(times):
        for name, make in makers.items():
            runs[name].append(make())
    return {name: _middle(made) for name, made in runs.items()}


def _middle(runs: Sequence[Run]) -> Run:
    return Run(*(median(getattr(run, name) for run in runs) for name in ("seconds", "processor", "peak")))


def row(name: str, run: Run) -> list[str]:
    """A row of a table with the figures of a run."""
    return [name, f"{run.seconds:.2f} s", f"{run.processor:.2f} s", f"{run.peak / 1e6:.0f} MB"]


RUN_HEAD = ("", "clock", "processor", "most memory")


def machine() -> str:
    """The kind of machine, and what else it is doing."""
    text = _CPUINFO.read_text(encoding="utf-8") if _CPUINFO.exists() else ""
    model = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    parts = (
        model[1] if model else platform.processor() or platform.machine(),
        f"{os.cpu_count()} cores",
        platform.system(),
        f"Python {platform.python_version()}",
        f"load {os.getloadavg()[0]:.1f} at the start",
    )
    return ", ".join(parts)
