"""A site changes from one whole site to the next, whatever happens to the build."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.site.publish import publish
from tests.conftest import ROOT, copy_project, mkdocs, run

_FILES = 8
_KILLS = 10
_BUILD = f"""
import pathlib, sys, time
word, pause, folder = sys.argv[1], float(sys.argv[2]), pathlib.Path(sys.argv[3])
for number in range({_FILES}):
    folder.mkdir(exist_ok=True)
    (folder / f"{{number}}.html").write_text(word)
    time.sleep(pause)
"""
_FAILING_BUILD = (sys.executable, "-c", "import pathlib, sys; pathlib.Path(sys.argv[1]).mkdir(); sys.exit(3)")


def build(word: str, pause: float = 0) -> tuple[str, ...]:
    """A command that writes a site of a few files that all say `word`, with a pause after each."""
    return sys.executable, "-c", _BUILD, word, str(pause)


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
    """Beside the site itself only the lock is kept."""
    kept = {"lock", site.resolve().name} if site.is_symlink() else {"lock"}
    assert {path.name for path in (site.parent / ".site").iterdir()} == kept


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


def test_a_failing_build_leaves_the_old_site(published: Path) -> None:
    """A build that fails gives its exit status and changes nothing."""
    assert publish(_FAILING_BUILD, published) == 3
    assert_whole(published, "old")
    assert_no_leftovers(published)


def test_a_failing_first_build_publishes_nothing(tmp_path: Path) -> None:
    """Where there was no site, a build that fails makes none."""
    assert publish(_FAILING_BUILD, tmp_path / "site") == 3
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
            if next(steps) == step:
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
