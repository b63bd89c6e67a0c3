"""Builds the site beside the published one, which changes in a single step: from one whole site to the next, and back.

``site`` is a link to a folder in ``.site/``. Renaming a link over another is atomic, renaming a folder is not.
The site that it led to before stays there, below the link ``previous``, until the next publication.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

VERSION = "versie.json"  # in a site: which version it is
_OLD = "old"
_LOCK = "lock"
_PREVIOUS = "previous"


def publish(build: Sequence[str], site: Path) -> int:
    """Run `build`, a command that takes the folder to build into as its last argument, and publish that as `site`.

    Returns the command's exit status.
    When it fails or is interrupted, `site` stays as it was.
    Raises OSError when the folder of `site` cannot be written in, or when `site` is something else than a built site.
    """
    if not site.is_symlink() and site.exists() and not _may_be_replaced(site):
        raise OSError(f"{site} is no built site; give it another name, or it would be lost")
    store = _store(site)
    store.mkdir(exist_ok=True)
    with _alone(store) as lock:
        _put_back(store, site)
        _remove_leftovers(store, keep=site)
        fresh = store / uuid4().hex
        try:
            status = subprocess.run([*build, str(fresh)], check=False, pass_fds=[lock]).returncode
            if status == 0:
                _publish(fresh, site)
        finally:
            _remove_leftovers(store, keep=site)
    return status


def go_back(site: Path) -> str:
    """Put the site that was published before in its place at once, and keep this one; gives the version that stands there.

    Going back twice is coming back. Raises OSError when no earlier site was kept.
    """
    store = _store(site)
    if not (store / _PREVIOUS).exists():
        raise OSError(f"there is no earlier site than {site}")
    with _alone(store):
        current, earlier = site.resolve(), (store / _PREVIOUS).resolve()
        _link(site, earlier)
        _link(store / _PREVIOUS, current)
    return read_version(site).get("versie", "")


def read_version(site: Path) -> dict[str, str]:
    """What a site says of its version and its address; nothing when it says none."""
    try:
        return dict(json.loads((site / VERSION).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _store(site: Path) -> Path:
    return site.absolute().parent / f".{site.name}"


@contextmanager
def _alone(store: Path) -> Iterator[int]:
    """Wait until no other build is at work here; the lock ends with this process and its build, however they end."""
    import fcntl  # here, as Windows has none: there sites are built, but not published in one step

    with (store / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another build of this site to end ...", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def _publish(fresh: Path, site: Path) -> None:
    _let_all_read(fresh)
    if site.is_symlink():
        _link(fresh.parent / _PREVIOUS, site.resolve())
    elif site.is_dir():
        site.rename(fresh.parent / _OLD)
    _link(site, fresh)


def _link(link: Path, target: Path) -> None:
    """Let `link` lead to `target`, in one step."""
    fresh = target.parent / f"{uuid4().hex}.link"
    fresh.symlink_to(os.path.relpath(target, link.absolute().parent))
    fresh.replace(link)


def _may_be_replaced(site: Path) -> bool:
    """Whether what stands there was built by a generator, or is an empty folder."""
    return site.is_dir() and (any(site.glob("*.html")) or not any(site.iterdir()))


def _let_all_read(fresh: Path) -> None:
    """A server is another user: whoever builds with a strict umask publishes nonetheless."""
    for path in (fresh.parent, fresh, *fresh.rglob("*")):
        mode = path.stat().st_mode
        if mode != (readable := mode | (0o555 if path.is_dir() else 0o444)):
            path.chmod(readable)


def _put_back(store: Path, site: Path) -> None:
    """Put a real folder back that a publication had just taken away when it was killed."""
    if not site.exists() and (store / _OLD).exists():
        site.unlink(missing_ok=True)
        (store / _OLD).rename(site)


def _remove_leftovers(store: Path, keep: Path) -> None:
    """Remove what earlier builds left, finished or not, but for the published one and the one before; say what stays."""
    kept = {keep.resolve(), (store / _PREVIOUS).resolve()}
    for path in store.iterdir():
        is_kept = path.name in (_LOCK, _PREVIOUS) or (not path.is_symlink() and path.resolve() in kept)
        if not is_kept:
            try:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            except OSError as error:
                print(f"An old build cannot be removed: {path}: {error.strerror}", file=sys.stderr)
