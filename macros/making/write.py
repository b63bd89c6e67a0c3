"""The one place that writes downloads: makes every one that is not there yet, several at once.

What a file is made from decides its name in the cache; so what has not changed is not made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from ..edition.colours import STYLESHEET
from ..formats import ToolError
from ..words import Speech, resume, speech
from .files import is_stale, write_whole

Report = Callable[[str], None]
_TOOLS = (
    "fontpkg-atkinson-hyperlegible", "fonttools", "Jinja2", "markdown-it-py", "pillow", "pydyf", "pypandoc_binary",
    "segno", "weasyprint", "XlsxWriter",
)  # fmt: skip
# A build has one thread: there a fork is safe, and a second faster.
_PROCESSES = get_context("fork") if sys.platform == "linux" else get_context("spawn")


@dataclass(frozen=True)
class Job:
    """A file to make at `path` below the site.

    `make` is called with `inputs`: frozen values that hold all that the file is made from, so they are its key.
    Before these come the bytes of `source`, another file that this one is made from.
    """

    path: str
    make: Callable[..., bytes]
    inputs: tuple[Any, ...]
    source: Job | None = None

    @cached_property
    def digest(self) -> str:
        """What tells this file from any other: what it is made from, the words and the code that make it."""
        made_from = f"{self.make.__qualname__}{self.inputs!r}{self.source and self.source.digest}{speech()}"
        return hashlib.sha256(code_digest() + made_from.encode()).hexdigest()[:24]

    @property
    def name(self) -> str:
        """Its name in the store."""
        return f"{self.digest}-{Path(self.path).name}"

    def run(self, store: Path | None = None) -> bytes:
        """The bytes of the file; `store` may hold those of its source."""
        if self.source is None:
            return self.make(*self.inputs)
        made = store / self.source.name if store else None
        return self.make(made.read_bytes() if made else self.source.run(), *self.inputs)


@cache
def code_digest() -> bytes:
    """A digest of all that makes files: this package's code and templates, the colours, the versions of its tools."""
    package = Path(__file__).parent.parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".j2", ".css", ".po"))
    sources.append(STYLESHEET)
    versions = "".join(version(name) for name in _TOOLS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources) + versions.encode()).digest()


def write_files(
    jobs: Iterable[Job],
    site_dir: Path,
    store: Path,
    report: Report,
    made_from: str = "",
) -> list[Path]:
    """Put every file into the site; those made before come from `store`. Returns the files.

    `made_from` is a text that differs when any of the jobs would: while it stays the same they are not even looked at.
    `report` is told how far it is, when there is something to make.
    """
    store.mkdir(parents=True, exist_ok=True)
    memory = _memory(store, made_from)
    kept = _recall(store, made_from) if made_from else {}
    if not kept:
        kept = _make_all(jobs, store, report)
        write_whole(memory, json.dumps(kept).encode())
    for name in kept:
        os.utime(store / name)  # and not touch, which would make a file that another build removes just now, empty
    _remove_stale(store, {memory.name, *kept})
    return [_copy(store / name, site_dir / path) for name, path in kept.items()]


def _memory(store: Path, made_from: str) -> Path:
    return store / f"{hashlib.sha256(code_digest() + made_from.encode()).hexdigest()[:24]}.json"


def _recall(store: Path, made_from: str) -> dict[str, str]:
    """What was made when all was as it is now, if all of it is still there: the path below the site of each file."""
    try:
        kept = dict(json.loads(_memory(store, made_from).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
    return kept if all((store / name).exists() for name in kept) else {}


def _remove_stale(store: Path, kept: Collection[str]) -> None:
    """Remove all but `kept` that nothing has asked for since yesterday: another build may be at work with the rest."""
    for path in store.iterdir():
        with suppress(FileNotFoundError):
            if path.name not in kept and is_stale(path):
                path.unlink()


def _copy(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, target))


def _make_all(jobs: Iterable[Job], store: Path, report: Report) -> dict[str, str]:
    """Make what the store does not hold yet; gives the path below the site of each file of the store."""
    kept: dict[str, str] = {}
    with _pool() as pool:
        results: dict[Future[bytes], Job] = {}
        waiting: list[Job] = []
        for job in jobs:  # each is under way while the next is still being put together
            kept[job.name] = job.path
            if not (store / job.name).exists():
                if job.source:
                    waiting.append(job)
                else:
                    results[pool.submit(job.run)] = job
        total = len(results) + len(waiting)
        if total:
            report(f"Making {total} files ...")
        for count in range(1, total + 1):
            if not results:
                results = {pool.submit(job.run, store): job for job in waiting}
            future = next(as_completed(results))
            job = results.pop(future)
            write_whole(store / job.name, future.result())
            report(f"  {count} of {total}: {job.path}")
    return kept


@contextmanager
def _pool() -> Iterator[ProcessPoolExecutor]:
    """Processes to make files in; after a mistake they begin at nothing new."""
    with ProcessPoolExecutor(
        os.cpu_count() or 1, mp_context=_PROCESSES, initializer=_begin, initargs=(speech(),)
    ) as pool:
        try:
            yield pool
        except BrokenProcessPool:
            raise ToolError("A process that made files was ended from outside: is there too little memory?") from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin(said: Speech) -> None:
    """Say the words of its parent in this process, and end when that does, however it does: else it waits for ever."""
    resume(said)
    parent = parent_process()
    assert parent

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
