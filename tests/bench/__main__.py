"""Measures the handbook on the machine at hand: ``make bench``, or ``python -m tests.bench growth search``.

Prints a table for each measure; when none is named, all of them are also written to RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from tests.bench import changes, engines, growth, loading, material, search, server
from tests.bench.measuring import machine

_RESULTS = Path(__file__).with_name("RESULTS.md")
_MEASURES = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (material, engines, growth, changes, loading, server, search)
}


def main() -> None:
    """Make the measures that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"one of: {', '.join(_MEASURES)}")
    names = parser.parse_args().measures
    if unknown := set(names) - set(_MEASURES):
        parser.error(f"there is no measure {', '.join(sorted(unknown))}; choose from {', '.join(_MEASURES)}")
    parts = [f"# Measured on {date.today()}\n\n{machine()}. Made by `make bench`."]
    print(parts[0], end="\n\n", flush=True)
    for name in names or _MEASURES:
        parts.append(_measure(name))
        print(parts[-1], end="\n\n", flush=True)
    if not names:
        _RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _measure(name: str) -> str:
    began = perf_counter()
    print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        table = _MEASURES[name](Path(folder))
    print(f"{perf_counter() - began:.0f} s", file=sys.stderr)
    return str(table)


if __name__ == "__main__":
    main()
