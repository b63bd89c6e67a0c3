"""Finds Poppler, which shows PDFs as readers see them, or installs it: ``python tests/poppler.py``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_WORD = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)</word>')


@dataclass(frozen=True)
class Word:
    """A word as it is shown: on which page, from 0, and where, in points from the upper left corner."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """How large its letters are, in points, with the room above and below them."""
        return self.bottom - self.top


def find_poppler() -> str | None:
    """The path of the program that reads the words of a PDF; None when there is none."""
    return shutil.which("pdftotext")


def _pdftotext(path: Path, *how: str) -> str:
    program = find_poppler()
    assert program, "Poppler is missing: python tests/poppler.py"
    return subprocess.run([program, *how, path, "-"], capture_output=True, text=True, check=True).stdout


def texts_of_pages(path: Path) -> list[str]:
    """The text of each page, in the order in which it was written."""
    return _pdftotext(path, "-raw").split("\f")[:-1]


def words_shown(path: Path) -> list[Word]:
    """All words that a PDF shows, those that somebody filled in too."""
    pages = _pdftotext(path, "-bbox").split("<page ")[1:]
    return [_word(match, number) for number, page in enumerate(pages) for match in _WORD.finditer(page)]


def _word(match: re.Match[str], page: int) -> Word:
    left, top, right, bottom = map(float, match.groups()[:4])
    return Word(unescape(match[5]), page, left, top, right, bottom)


@dataclass(frozen=True)
class Font:
    """Letters in which a PDF shows its words: what they are called, and whether it holds them itself."""

    name: str
    embedded: bool


def fonts_in(path: Path) -> list[Font]:
    """All letters that the pages and fields of a PDF ask for."""
    found = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    rows = (line.rsplit(maxsplit=7) for line in found.stdout.splitlines()[2:])
    return [Font(re.sub(r"^[A-Z]{6}\+", "", row[0].split()[0]).replace("-", " "), row[-5] == "yes") for row in rows]


if __name__ == "__main__":
    if not find_poppler():
        subprocess.run(["sh", Path(__file__).parents[1] / ".ci" / "install.sh", "poppler-utils"])
    if not find_poppler():
        sys.exit("The tests need Poppler.")
    print(f"The tests read PDFs with {find_poppler()}")
