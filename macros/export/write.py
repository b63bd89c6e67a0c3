"""The one place that writes files: makes every download that is not there yet, several at once.

What a file is made from decides its name in the cache; so what has not changed is not made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import Any

Report = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """A file to make at `path` below the site.

    `make` is called with `inputs`; `made_from` is a text that differs when the result would.
    """

    path: str
    make: Callable[..., bytes]
    inputs: tuple[Any, ...]
    made_from: str

    @cached_property
    def digest(self) -> str:
        """What tells this file from any other: what it is made from, and the code that makes it."""
        return hashlib.sha256(code_digest() + self.made_from.encode()).hexdigest()[:24]

    def run(self) -> bytes:
        """The bytes of the file."""
        return self.make(*self.inputs)


@cache
def code_digest() -> bytes:
    """A digest of all that makes files: the code and the templates of this package."""
    package = Path(__file__).parent.parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".j2", ".css"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).digest()


def write_files(jobs: Iterable[Job], site_dir: Path, store: Path, report: Report) -> list[Path]:
    """Put every file into the site; those made before come from `store`. Returns the files.

    `report` is told how far it is, when there is something to make.
    """
    store.mkdir(parents=True, exist_ok=True)
    kept = {store / f"{job.digest}-{Path(job.path).name}": job for job in jobs}
    _make_all({path: job for path, job in kept.items() if not path.exists()}, report)
    for stale in set(store.iterdir()) - set(kept):
        stale.unlink(missing_ok=True)
    return [_copy(path, site_dir / job.path) for path, job in kept.items()]


def _copy(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, target))


def _make_all(missing: dict[Path, Job], report: Report) -> None:
    if not missing:
        return
    report(f"Making {len(missing)} files ...")
    workers = min(len(missing), os.cpu_count() or 1)
    if workers == 1:
        for path, job in missing.items():
            _store(path, job.run())
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        results = {path: pool.submit(job.run) for path, job in missing.items()}
        for count, (path, result) in enumerate(results.items(), start=1):
            _store(path, result.result())
            report(f"  {count} of {len(missing)}: {missing[path].path}")


def _store(path: Path, content: bytes) -> None:
    """Write all or nothing: an interrupted build leaves no half file behind that looks whole."""
    partial = path.with_suffix(f".{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)
