"""Finds Java, on which epubcheck runs, or installs it: ``python tests/java.py``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

# A program that ends within seconds is not worth making fast: half of its processor time went to that.
_BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")
_INSTALL = Path(__file__).parent.parent / ".ci" / "install.sh"


@cache
def find_java() -> str | None:
    """The path of a Java that runs; None when there is none: a Mac has a stub that only says so."""
    java = shutil.which("java")
    works = java and subprocess.run([java, "-version"], capture_output=True).returncode == 0
    return java if works else None


def run_jar(jar: Path | str, *words: Path | str) -> subprocess.CompletedProcess[str]:
    """What a program for Java says of what it is asked."""
    java = find_java()
    assert java, "no Java: python tests/java.py installs one"
    return subprocess.run([java, *_BRIEF, "-jar", str(jar), *map(str, words)], capture_output=True, text=True)


if __name__ == "__main__":
    if not find_java() and subprocess.run(["sh", _INSTALL, "default-jre-headless"]).returncode:
        sys.exit("The tests need Java, for epubcheck.")
    print(f"The tests use the Java {find_java()}")
