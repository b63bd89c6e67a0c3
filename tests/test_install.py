"""What is installed is what was pinned, byte for byte, and can be asked about."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT, run

_WHEEL = "proefpakket-1.0-py3-none-any.whl"
_FILES = {
    "proefpakket.py": "",
    "proefpakket-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: proefpakket\nVersion: 1.0\n",
    "proefpakket-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "proefpakket-1.0.dist-info/RECORD": "",
}
_PATIENCE = 120  # seconds before we give up: only what waits for a network takes that long


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The Makefile with a package to install, and an environment whose pip puts it in a folder of its own."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    with zipfile.ZipFile(tmp_path / _WHEEL, "w") as wheel:
        for name, content in _FILES.items():
            wheel.writestr(name, content)
    programs = tmp_path / "venv" / "bin"
    programs.mkdir(parents=True)
    programs.joinpath("python").symlink_to(sys.executable)
    programs.joinpath("pip").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pip "$@"\n')
    programs.joinpath("pip").chmod(0o755)
    return tmp_path


def install(project: Path, digest: str) -> subprocess.CompletedProcess[str]:
    """What ``make`` does before anything else, with this digest for the package."""
    (project / "requirements.txt").write_text(f"proefpakket==1.0 --hash=sha256:{digest}\n")
    own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project), "PIP_TARGET": str(project / "lib")}
    words = ("make", "venv/.run", "VENV=venv")
    return subprocess.run(words, cwd=project, env={**os.environ, **own}, capture_output=True, text=True)


def test_a_wrong_hash_stops_the_install(project: Path) -> None:
    """A package that is not the one that was pinned is refused, and ``make`` goes no further; the right one is installed."""
    right = sha256((project / _WHEEL).read_bytes()).hexdigest()
    result = install(project, "0" * 64)
    assert result.returncode != 0
    assert "DO NOT MATCH THE HASHES" in result.stderr
    assert not (project / "venv" / ".run").exists()
    assert install(project, right).returncode == 0
    assert (project / "lib" / "proefpakket.py").exists()


def test_every_install_asks_for_hashes() -> None:
    """No recipe installs a list of packages without their hashes."""
    recipes = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "pip install" in line]
    lists = [line for line in recipes if " -r " in line]
    assert len(lists) >= 5
    assert all("--require-hashes" in line for line in lists)


def audit(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the last line of ``make audit``, which comes after what it installs."""
    listed = run("make", "--no-print-directory", "-n", "audit", f"PY={sys.executable}", f"AUDIT={' '.join(options)}")
    command = listed.stdout.splitlines()[-1]
    assert "pip_audit" in command
    variables = {**os.environ, **environment}
    return subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=variables, capture_output=True, text=True, timeout=_PATIENCE
    )


def pinned() -> Iterator[str]:
    """The packages that are installed on a machine like this one."""
    for line in re.findall(r"^[\w.-]+==.*?(?= \\$)", (ROOT / "tests/requirements.txt").read_text(), re.MULTILINE):
        requirement = Requirement(line)
        if not requirement.marker or requirement.marker.evaluate():
            yield requirement.name


def test_the_audit_asks_about_every_package() -> None:
    """It reads each list, hashes and all, and leaves nothing out."""
    result = audit("--dry-run")
    assert result.returncode == 0, result.stderr
    assert f"would have audited {len(list(pinned()))} packages" in result.stderr


def test_the_audit_does_not_pass_over_what_it_could_not_ask() -> None:
    """A package that the other side does not know is a failure: else all would seem well where nothing was asked."""
    assert "--strict" in run("make", "-n", "audit").stdout.split()


def test_the_audit_needs_nothing_but_the_network() -> None:
    """Without internet it fails where it asks, and not before."""
    closed = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"), "http://127.0.0.1:9")
    result = audit(**closed, NO_PROXY="", no_proxy="")
    assert result.returncode != 0
    assert "127.0.0.1" in result.stderr


def test_scripts_keep_their_line_ends_on_windows(tmp_path: Path) -> None:
    """What sets up runs as it was written, whatever line ends git on that machine likes."""
    for name in (".gitattributes", ".ci/install.sh", "Makefile"):
        (tmp_path / "ours" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "ours" / name)
    who = ("-c", "user.name=a", "-c", "user.email=a@example.nl")
    windows = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")
    for words in (
        ("init", "-q", "ours"), ("-C", "ours", "add", "-A"), (*who, "-C", "ours", "commit", "-qm", "all"),
        (*windows, "clone", "-q", "ours", "theirs"),
    ):  # fmt: skip
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    files = [path for path in (tmp_path / "theirs").rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) == 3
    assert [path.name for path in files if b"\r" in path.read_bytes()] == []
