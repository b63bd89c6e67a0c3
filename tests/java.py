"""Finds Java, on which epubcheck runs, or installs it: ``python tests/java.py``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

_INSTALL = Path(__file__).parent.parent / ".ci" / "install.sh"


def find_java() -> str | None:
    """The path of a Java that runs; None when there is none: a Mac has a stub that only says so."""
    java = shutil.which("java")
    works = java and subprocess.run([java, "-version"], capture_output=True).returncode == 0
    return java if works else None


if __name__ == "__main__":
    if not find_java() and subprocess.run(["sh", _INSTALL, "default-jre-headless"]).returncode:
        sys.exit("The tests need Java, for epubcheck.")
    print(f"The tests use the Java {find_java()}")
