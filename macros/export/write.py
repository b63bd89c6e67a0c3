"""The one place that writes files: makes every download that is not there yet, several at once.

What a file is made from decides its name in the cache; so what has not changed is not made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from multiprocessing import get_context
from pathlib import Path
from time import time
from typing import Any

Report = Callable[[str], None]
_KEEP = 24 * 60 * 60  # seconds that what nothing asks for stays in the store
_START = "fork" if sys.platform == "linux" else "spawn"  # a build has one thread: a fork is safe, and a second faster


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


def write_files(jobs: Iterable[Job], site_dir: Path, store: Path, report: Report, made_from: str = "") -> list[Path]:
    """Put every file into the site; those made before come from `store`. Returns the files.

    `made_from` is a text that differs when any of the jobs would: while it stays the same they are not even looked at.
    `report` is told how far it is, when there is something to make.
    """
    store.mkdir(parents=True, exist_ok=True)
    memory = store / f"{hashlib.sha256(code_digest() + made_from.encode()).hexdigest()[:24]}.json"
    kept = _recall(memory) if made_from else {}
    if not kept or not all((store / name).exists() for name in kept):
        kept = _make_all(jobs, store, report)
        _store(memory, json.dumps(kept).encode())
    for name in kept:
        (store / name).touch()
    _remove_stale(store)
    return [_copy(store / name, site_dir / path) for name, path in kept.items()]


def _recall(memory: Path) -> dict[str, str]:
    """What was kept when all was as it is now: the path below the site of each file of the store."""
    try:
        return dict(json.loads(memory.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _remove_stale(store: Path) -> None:
    """Remove what nothing has asked for since yesterday: another build may be at work with the rest."""
    for path in store.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time() - _KEEP:
                path.unlink()


def _copy(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, target))


def _make_all(jobs: Iterable[Job], store: Path, report: Report) -> dict[str, str]:
    """Make what the store does not hold yet; gives the path below the site of each file of the store."""
    kept = {f"{job.digest}-{Path(job.path).name}": job for job in jobs}
    _make_missing({store / name: job for name, job in kept.items() if not (store / name).exists()}, report)
    return {name: job.path for name, job in kept.items()}


def _make_missing(missing: dict[Path, Job], report: Report) -> None:
    if not missing:
        return
    report(f"Making {len(missing)} files ...")
    workers = min(len(missing), os.cpu_count() or 1)
    if workers == 1:
        for path, job in missing.items():
            _store(path, job.run())
        return
    with ProcessPoolExecutor(workers, mp_context=get_context(_START)) as pool:
        results = {path: pool.submit(job.run) for path, job in missing.items()}
        for count, (path, result) in enumerate(results.items(), start=1):
            _store(path, result.result())
            report(f"  {count} of {len(missing)}: {missing[path].path}")


def _store(path: Path, content: bytes) -> None:
    """Write all or nothing: an interrupted build leaves no half file behind that looks whole."""
    partial = path.with_suffix(f".{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)
