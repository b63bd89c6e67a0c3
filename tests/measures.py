"""What a fallback must be told to take as much room as our letters: ``python -m tests.measures Arial=FILE,BOLD_FILE ...``.

Prints the rules of ``docs/assets/css/letters.css`` for each family, to be put there when a typeface changes. Fonts to
measure come from the packages fonts-liberation2 (as wide as Arial), fonts-roboto-unhinted and fonts-dejavu.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from fontTools.ttLib import TTFont

from macros.content.letters import list_faces

_TEXT = Path(__file__).parent / "bron" / "handleiding.md"  # in which letters are as common as in the handbook

_ALL = {
    "line-gap-override": "0%",
    "unicode-range": "U+0-24F, U+2000-206F",
}  # letters; signs that ours lack stay as they are


def width(font: TTFont, letters: Counter[str]) -> float:
    """How wide these letters are together, in parts of the size of the type."""
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    total: float = sum(count * advances[glyphs[ord(letter)]][0] for letter, count in letters.items())
    return total / float(font["head"].unitsPerEm)


def measure(ours: TTFont, other: TTFont) -> dict[str, str]:
    """The descriptors that give `other` the measures of `ours`."""
    known = ours.getBestCmap().keys() & other.getBestCmap().keys()
    letters = Counter(letter for letter in _TEXT.read_text(encoding="utf-8") if ord(letter) in known)
    adjust = width(ours, letters) / width(other, letters)
    head, em = ours["hhea"], ours["head"].unitsPerEm
    sizes = {"size": adjust, "ascent": head.ascent / em / adjust, "descent": -head.descent / em / adjust}
    names = {"size": "size-adjust", "ascent": "ascent-override", "descent": "descent-override"}
    return {names[name]: f"{100 * size:.1f}%" for name, size in sizes.items()} | _ALL


def main(families: list[str]) -> None:
    """Print the rules for each `NAME=REGULAR,BOLD`."""
    faces = {face.weight: TTFont(face.path) for face in list_faces() if face.style == "normal"}
    for name, _, files in (family.partition("=") for family in families):
        for (weight, ours), file in zip(faces.items(), files.split(","), strict=True):
            rules = " ".join(f"{key}: {value};" for key, value in measure(ours, TTFont(file)).items())
            print(f'@font-face {{ font-family: "Als {name}"; font-weight: {weight}; {rules} }}')


if __name__ == "__main__":
    main(sys.argv[1:])
