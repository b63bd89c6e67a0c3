"""A site changes from one whole site to the next, whatever happens to the build."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from macros.__main__ import main
from macros.making.publish import VERSION, go_back, publish
from tests.conftest import ROOT, Site, copy_project, mkdocs, run
from tests.example import make_example

_FILES = 8
_KILLS = 10
_PATIENCE = 300  # seconds before we give up: only a build that waits for ever takes that long
_BUILD = f"""
import pathlib, sys, time
name, word, pause, folder = sys.argv[1], sys.argv[2], float(sys.argv[3]), pathlib.Path(sys.argv[4])
for name in [name] if name else [f"{{number}}.html" for number in range({_FILES})]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(word)
    time.sleep(pause)
"""
_FAILING_BUILD = (sys.executable, "-c", "import pathlib, sys; pathlib.Path(sys.argv[1]).mkdir(); sys.exit(3)")


def build(word: str, pause: float = 0, name: str = "") -> tuple[str, ...]:
    """A command that writes a site of a few files that all say `word`, with a pause after each; or one file, called `name`."""
    return sys.executable, "-c", _BUILD, name, word, str(pause)


def start_publishing(site: Path, word: str, pause: float) -> subprocess.Popen[bytes]:
    """Publish in a process group of its own."""
    command = (sys.executable, "-m", "macros", "publish", str(site), "--", *build(word, pause))
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def words_of(site: Path) -> list[str]:
    """What each file of the site says."""
    return [path.read_text() for path in sorted(site.iterdir())]


def assert_whole(site: Path, *words: str) -> None:
    """The site is complete and of one build, which said one of `words`."""
    assert words_of(site) in [[word] * _FILES for word in words]


def assert_no_leftovers(site: Path) -> None:
    """Beside the site itself only the one before it is kept, and the lock."""
    store = site.parent / ".site"
    kept = {store / "lock", *([site.resolve()] if site.is_symlink() else [])}
    if (store / "previous").is_symlink():
        kept |= {store / "previous", (store / "previous").resolve()}
    assert {*store.iterdir()} == kept


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published site that says "old"."""
    site = tmp_path / "site"
    assert publish(build("old"), site) == 0
    return site


def test_a_build_is_published_whole(published: Path) -> None:
    """A build that succeeds takes the place of the site before it and leaves nothing else."""
    assert_whole(published, "old")
    assert publish(build("new"), published) == 0
    assert_whole(published, "new")
    assert_no_leftovers(published)


def test_the_site_before_is_put_back_at_once(published: Path) -> None:
    """Going back shows the earlier site, whole, and going back again the newer one; the next publication ends that."""
    with pytest.raises(OSError, match="no earlier site"):
        go_back(published)
    assert publish(build("new"), published) == 0
    for word in ("old", "new", "old"):
        go_back(published)
        assert_whole(published, word)
        assert_no_leftovers(published)
    assert publish(_FAILING_BUILD, published) == 3
    assert publish(build("newest"), published) == 0
    go_back(published)
    assert_whole(published, "old")
    assert_no_leftovers(published)


def test_going_back_says_which_version_stands_there(tmp_path: Path) -> None:
    """The command names it in Dutch; without an earlier site it says so in one line."""
    command = (sys.executable, "-m", "macros", "terug", str(tmp_path / "site"))
    for version in ("2026.1", "2026.2"):
        assert publish(build(json.dumps({"versie": version, "adres": ""}), 0, VERSION), tmp_path / "site") == 0
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "Online staat nu versie 2026.1.\n")
    shutil.rmtree(tmp_path / ".site")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr).startswith("there is no earlier site")


def test_an_address_that_is_forgotten_is_noticed(tmp_path: Path) -> None:
    """A site that knew its address is not replaced by one that does not, unless that is said."""
    site, address = tmp_path / "site", "https://handboek.example.nl/"
    with_address = build(json.dumps({"versie": "1", "adres": address}), 0, VERSION)
    assert publish(with_address, site) == 0
    command = (sys.executable, "-m", "macros", "publish", str(site), "--", *build("new"))
    environment = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"SITE_URL={address}" in one_line(done.stderr)
    for said in (address, ""):
        assert subprocess.run(command, cwd=ROOT, env={**environment, "SITE_URL": said}).returncode == 0
        assert words_of(site)[0] == "new"
        assert publish(with_address, site) == 0


def test_a_failing_build_leaves_the_old_site(published: Path) -> None:
    """A build that fails gives its exit status and changes nothing."""
    assert publish(_FAILING_BUILD, published) == 3
    assert_whole(published, "old")
    assert_no_leftovers(published)


def test_a_failing_first_build_publishes_nothing(tmp_path: Path) -> None:
    """Where there was no site, a build that fails makes none."""
    assert publish(_FAILING_BUILD, tmp_path / "site") == 3
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("name", ["site/brief.txt", "site"])
def test_what_is_no_site_is_not_taken_away(tmp_path: Path, name: str) -> None:
    """A folder or a file of somebody's own, that happens to have this name, is left alone."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("van mij")
    with pytest.raises(OSError, match="is no built site"):
        publish(build("new"), tmp_path / "site")
    assert (tmp_path / name).read_text() == "van mij"


def test_a_server_can_read_what_was_published(tmp_path: Path) -> None:
    """Also when who builds lets nobody else read."""
    before = os.umask(0o077)
    try:
        assert publish(build("new"), tmp_path / "site") == 0
    finally:
        os.umask(before)
    folder = (tmp_path / "site").resolve()
    modes = [path.stat().st_mode for path in (folder.parent, folder, *folder.iterdir())]
    assert all(mode & 0o004 for mode in modes)
    assert all(mode & 0o001 for mode in modes[:2])


@pytest.mark.parametrize("address", ["handboek.example.nl", "https://example.nl/hand boek/", "/handboek/"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    """Before anything is built, in one line."""
    command = (sys.executable, "-m", "macros", "publish", str(tmp_path / "site"), "--", *build("new"))
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": address}, capture_output=True, text=True)
    assert done.returncode == 1
    assert one_line(done.stderr).startswith("SITE_URL is a whole address")
    assert not (tmp_path / "site").exists()


def test_a_killed_build_leaves_a_whole_site(published: Path) -> None:
    """Whenever a build is killed, the site is a whole one, and the next build cleans up."""
    start = time.monotonic()
    assert start_publishing(published, "new", 0.01).wait() == 0
    duration = time.monotonic() - start
    for number in range(_KILLS):
        process = start_publishing(published, f"new {number}", 0.01)
        time.sleep(duration * (number + 0.5) / _KILLS)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert_whole(published, "new", *(f"new {earlier}" for earlier in range(number + 1)))
    assert publish(build("last"), published) == 0
    assert_whole(published, "last")
    assert_no_leftovers(published)


class Killed(BaseException):
    """Stands for a kill at this point."""


def publish_and_be_killed(step: int, build_command: tuple[str, ...], site: Path) -> bool:
    """Publish, but be killed just before the change of the folder with this number; says whether there was one."""
    steps = itertools.count()

    def mortal(change: Callable[..., object]) -> Callable[..., object]:
        def change_or_die(*arguments: object, **options: object) -> object:
            if next(steps) >= step:
                raise Killed
            return change(*arguments, **options)

        return change_or_die

    with pytest.MonkeyPatch.context() as patch:
        for name in ("mkdir", "rename", "replace", "symlink_to", "unlink"):
            patch.setattr(Path, name, mortal(getattr(Path, name)))
        for owner, name in ((shutil, "rmtree"), (subprocess, "run")):
            patch.setattr(owner, name, mortal(getattr(owner, name)))
        try:
            publish(build_command, site)
        except Killed:
            return True
    return False


@pytest.mark.parametrize("is_folder", [False, True], ids=["published", "plain folder"])
def test_a_kill_between_any_two_steps_loses_nothing(tmp_path: Path, is_folder: bool) -> None:
    """A published site is whole at once; a plain folder that was on its way out comes back with the next build."""
    for step in itertools.count():
        site = tmp_path / str(step) / "site"
        site.parent.mkdir()
        assert (run(*build("old"), site).returncode if is_folder else publish(build("old"), site)) == 0
        killed = publish_and_be_killed(step, build("new"), site)
        if not is_folder:
            assert_whole(site, "old", "new")
        assert publish(_FAILING_BUILD, site) == 3
        assert_whole(site, "old", "new")
        assert_no_leftovers(site)
        if not killed:
            break
    assert step > 4


def test_a_build_that_outlives_its_parent_disturbs_nothing(published: Path) -> None:
    """The next publication waits for a build that goes on after the process that started it was killed."""
    process = start_publishing(published, "orphan", 0.1)
    store = published.parent / ".site"
    while not any((path / "0.html").exists() for path in store.iterdir() if path != published.resolve()):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert publish(build("new"), published) == 0
    time.sleep(0.3)  # in which a build that goes on would write
    assert_whole(published, "new")
    assert_no_leftovers(published)


def test_two_at_once_end_with_one_whole_site(published: Path) -> None:
    """Two publications at the same time both succeed, one after the other."""
    processes = [start_publishing(published, word, 0.02) for word in ("one", "two")]
    assert [process.wait() for process in processes] == [0, 0]
    assert_whole(published, "one", "two")
    assert_no_leftovers(published)


def test_a_real_folder_is_replaced(tmp_path: Path) -> None:
    """A folder that a plain build made gives way to the published site."""
    site = tmp_path / "site"
    assert run(*build("plain"), site).returncode == 0
    assert publish(_FAILING_BUILD, site) == 3
    assert_whole(site, "plain")
    assert publish(build("new"), site) == 0
    assert_whole(site, "new")
    assert_no_leftovers(site)


def test_two_sites_side_by_side_do_not_share(published: Path) -> None:
    """A site published under another name in the same folder leaves the first as it is."""
    other = published.with_name("other")
    assert publish(build("other"), other) == 0
    assert_whole(published, "old")
    assert_whole(other, "other")


def test_a_build_with_a_mistake_says_so_and_keeps_the_site(tmp_path: Path) -> None:
    """A plain build with a mistake in data/ gives only its message, fails, and leaves the folder as it was."""
    project = copy_project(tmp_path)
    begrippen = project / "data" / "begrippen.yml"
    begrippen.write_text(begrippen.read_text(encoding="utf-8").replace("term:", "trem:", 1), encoding="utf-8")
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("old")
    result = mkdocs("build", cwd=project)
    assert result.returncode != 0
    assert "data/begrippen.yml:" in result.stderr
    assert "bedoelde u 'term'?" in result.stderr
    assert "Traceback" not in result.stderr
    assert words_of(project / "site") == ["old"]


# --- A whole handbook -----------------------------------------------------------------------------


@contextmanager
def building(
    project: Path, site: Path | None = None, umask: int = 0o022, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """Build and publish a project, as ``make site`` does; what is left of that at the end is ended."""
    build_it = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir")
    with subprocess.Popen(
        [sys.executable, "-m", "macros", "publish", str(site or project / "site"), "--", *build_it],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project), **more},
        stderr=subprocess.PIPE,
        text=True,
        umask=umask,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def finish(process: subprocess.Popen[str], status: int = 0) -> str:
    """Wait for the last process of a build that must end with this status; gives what it said."""
    said = process.communicate(timeout=_PATIENCE)[1]
    assert process.returncode == status, said
    return said


def digests(folder: Path) -> dict[str, str]:
    """Every file below `folder` by its path, with a digest of what it holds; half files are not there."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".partial")
    return {path.relative_to(folder).as_posix(): sha256(content(path)).hexdigest() for path in files}


def content(path: Path) -> bytes:
    """The bytes of a file; of a handbook that was kept, all that it says: pydantic pickles sets, which have no order."""
    return repr(pickle.loads(path.read_bytes())).encode() if path.suffix == ".pickle" else path.read_bytes()


@dataclass(frozen=True)
class Project:
    """A small handbook that was built and published, with what its site and its store must hold."""

    folder: Path
    site: dict[str, str]
    store: dict[str, str]

    def is_whole(self) -> bool:
        """Whether the site is the whole handbook, and all that is in the store is right."""
        return digests(self.folder / "site") == self.site and digests(self.made).items() <= self.store.items()

    @property
    def made(self) -> Path:
        """The store of what was made."""
        return self.folder / ".made"

    def forget(self, pattern: str) -> None:
        """Remove these files from the store, and what it remembers of them all."""
        for path in (*self.made.rglob("*.json"), *self.made.rglob(pattern)):
            if path.is_file():
                path.unlink()


@pytest.fixture(scope="module")
def boek(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What all these tests build again: the smallest handbook that the generator makes, with its own copy of the code."""
    folder = tmp_path_factory.mktemp("boek") / "tuin"
    assert main(["nieuw", str(folder), "--titel", "Een tuin", "--fasen", "1"]) == 0
    shutil.copytree(ROOT / "macros", folder / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    with building(folder) as process:
        finish(process)
    return Project(folder, digests(folder / "site"), digests(folder / ".made"))


def test_the_same_handbook_gives_the_same_bytes(tuin: Site, tmp_path: Path) -> None:
    """Elsewhere, later, for another user in another country: every file of the site is the same, byte for byte."""
    other, expected = tmp_path / "élders ’n map" / "garden", digests(tuin.folder)
    make_example(other)
    for path in other.rglob("*"):
        os.utime(path, (0, 1_000_000_000))
    elsewhere: dict[str, Any] = {
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "2000000000",
    }
    with building(other, umask=0o077, **elsewhere) as process:
        finish(process)
    kinds = {path.rpartition(".")[2] for path in expected}
    assert kinds >= {"html", "xml", "pdf", "docx", "xlsx", "epub", "json", "csv", "zip", "gz", "br", "woff2"}
    assert digests(other / "site") == expected


_MOMENTS = {  # what it has to make, what it says then, and whether all of it is killed or only the process that builds
    "last file": ("*.csv", r" (\d) of \1:", False),
    "pages": ("*", "Building documentation", True),
    "typeface": ("*", "Making 4 files", False),
    "first file": ("*", r" 1 of \d\d:", True),
    "third file": ("*", r" 3 of \d\d:", False),
}


@pytest.mark.parametrize("moment", _MOMENTS)
def test_a_kill_leaves_a_whole_handbook(boek: Project, moment: str) -> None:
    """Killed at any moment, whole or in part, the site and the store are right, and no process goes on for ever."""
    forgotten, words, all_of_it = _MOMENTS[moment]
    boek.forget(forgotten)
    with building(boek.folder) as process:
        assert process.stderr
        assert any(re.search(words, line) for line in process.stderr)
        builder = run("ps", "-o", "pid=", "--ppid", str(process.pid)).stdout.strip()
        os.killpg(process.pid, signal.SIGKILL) if all_of_it else os.kill(int(builder), signal.SIGKILL)
        finish(process, status=-signal.SIGKILL if all_of_it else 256 - signal.SIGKILL)
    assert boek.is_whole()


def test_the_build_after_a_kill_is_whole(boek: Project) -> None:
    """It waits for nothing, uses what those before it made, gives the same site, and cleans up."""
    with building(boek.folder) as process:
        assert "Waiting" not in finish(process)
    assert boek.is_whole()
    assert_no_leftovers(boek.folder / "site")


def test_two_builds_share_what_they_make(boek: Project, tmp_path: Path) -> None:
    """Two builds of one project at once, into two folders, with much of it to make, both give the whole handbook."""
    boek.forget("*[vx]")  # csv, xlsx and docx
    sites = [tmp_path / name / "site" for name in ("one", "two")]
    for site in sites:
        site.parent.mkdir()
    with building(boek.folder, sites[0]) as one, building(boek.folder, sites[1]) as two:
        finish(one)
        finish(two)
    assert [digests(site) for site in sites] == [boek.site] * 2


# --- Disks that do not take it --------------------------------------------------------------------


@contextmanager
def mounted(folder: Path, *how: str) -> Iterator[None]:
    """A disk at `folder`, where that may be done."""
    folder.mkdir(exist_ok=True)
    result = run("mount", *how, folder)
    if result.returncode:
        pytest.skip(f"no disk can be mounted here: {result.stderr.strip()}")
    try:
        yield
    finally:
        run("umount", folder)


def one_line(said: str) -> str:
    """The last thing that a build said, which is all that it said of what went wrong."""
    assert "Traceback" not in said
    return said.strip().splitlines()[-1]


@pytest.mark.parametrize("size", ["900k", "1800k"])
def test_a_full_disk_leaves_the_old_site(boek: Project, tmp_path: Path, size: str) -> None:
    """A site that does not fit beside the old one is not published: one line says why, and no half of it is left."""
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        site = tmp_path / "disk" / "site"
        assert publish(build("old"), site) == 0
        with building(boek.folder, site) as process:
            assert "No space left on device" in one_line(finish(process, status=1))
        assert_whole(site, "old")
        assert_no_leftovers(site)


def test_a_full_store_stays_right(boek: Project) -> None:
    """When there is no room to keep what is made, one line says so, and what was kept is right."""
    boek.forget("*")
    with mounted(boek.made, "-t", "tmpfs", "-o", "size=300k", "tmpfs"):
        with building(boek.folder) as process:
            assert "No space left on device" in one_line(finish(process, status=1))
        assert boek.is_whole()
        assert not list(boek.made.rglob("*.partial"))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nobody may write in: for root, a disk that nobody can write on."""
    if os.geteuid() == 0:
        with mounted(folder, "--bind", str(folder)):
            run("mount", "-o", "remount,bind,ro", folder)
            yield
        return
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    for path in folders:
        path.chmod(0o555)
    yield
    for path in folders:
        path.chmod(0o755)


def test_a_read_only_project_is_left_alone(boek: Project, tmp_path: Path) -> None:
    """Where nothing may be written, one line says so, whether the site is to stand there or elsewhere."""
    boek.forget("*")
    for site in (None, tmp_path / "site"):
        with read_only(boek.folder), building(boek.folder, site) as process:
            assert re.search("Read-only file system|Permission denied", one_line(finish(process, status=1)))
        assert boek.is_whole()


def test_a_read_only_site_gives_way(published: Path) -> None:
    """A published site that nobody may change is replaced; what cannot be removed of it is named, and goes later."""
    with read_only(published.resolve()):
        assert publish(build("new"), published) == 0
        assert_whole(published, "new")
    assert publish(build("last"), published) == 0
    assert_no_leftovers(published)
