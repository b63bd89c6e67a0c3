"""Makes scripts and styles of a built site ready for readers: in their language, without what only programmers read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..edition import Edition
from ..edition.colours import PALETTE, STYLESHEET, colour, own_colours
from ..words import fill_in, words_of_scripts

_SCRIPTS, _STYLES = Path("assets", "js"), Path("assets", "css")
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_CALL = re.compile(rf"\bgettext\(\s*{_STRING}|\bngettext\(\s*{_STRING},\s*{_STRING}")
_ONE_STRING = re.compile(_STRING)
_TWO_COLOURS = re.compile(r"light-dark\((#\w+), #\w+\)")
_COLOURS = re.compile(r"^:root \{\n  color-scheme: light dark;\n.*?^\}\n", re.MULTILINE | re.DOTALL)
_FASEN = re.compile(r"(?:^\.fase-\d+ \{.*\}\n)+", re.MULTILINE)
_FASE = "handboek.css"  # where a fase gets its colours
_INK = re.compile(r"^ +--inkt: ", re.MULTILINE)  # of the screen, and then of paper
_OWN = "kleur-fase-"
_HEAD_COLOUR = re.compile(r"(--merk: )[^;]+;")
_BOX_COLOUR = re.compile(r"(--vlak: light-dark\()[^,]+,")
_STYLE_REMARK = re.compile(r"/\*(?:(?!\*/).)*\*/\n?", re.DOTALL)
_REMARK = re.compile(r"^ *(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)


def finish_scripts(site_dir: Path) -> None:
    """Put the words of readers in the scripts and take out their remarks; a second time changes nothing.

    The words take the place of the English in each call, so that a page loads every text once; they and the remarks
    would make the scripts half as heavy again.
    """
    words = words_of_scripts()
    for path in (site_dir / _SCRIPTS).glob("*.js"):
        text = path.read_text(encoding="utf-8")
        ready = _CALL.sub(lambda call: _translate(call[0], words), _REMARK.sub("", text))
        if ready != text:
            path.write_text(ready, encoding="utf-8")


def wear_colours(site_dir: Path, edition: Edition) -> None:
    """Put the colours of a school in the place of those of the handbook: on the screen, by night too for its head, and on paper.

    Each fase wears its own, or one of the palette in turn.
    """
    path = site_dir / _STYLES / STYLESHEET.name
    if not path.is_file():
        return
    _dress_fasen(path, edition)
    colours = edition.handboek.school.kleuren if edition.handboek.school else None
    if colours is None:
        return
    text = _HEAD_COLOUR.sub(rf"\g<1>{colours.kop};", path.read_text(encoding="utf-8"))
    if colours.vlak:
        text = _BOX_COLOUR.sub(rf"\g<1>{colours.vlak},", text, count=1)
    path.write_text(text, encoding="utf-8")


def _dress_fasen(colours: Path, edition: Edition) -> None:
    """Give each fase its colours where the palette, as the styles have it, is not what they are; a second time changes nothing."""
    fasen = edition.handboek.fasen
    own = {number: found for number, fase in enumerate(fasen, 1) if (found := own_colours(fase))}
    if not own and len(fasen) <= PALETTE:
        return
    both = [
        (f"{_OWN}{number}{end}", pair)
        for number, found in own.items()
        for end, pair in (("", found.letters), ("-licht", found.ground))
    ]
    screen = "".join(f"  --{name}: light-dark({light}, {dark});\n" for name, (light, dark) in both)
    paper = "".join(f"    --{name}: {colour('merk-tekst')};\n" for name, _ in both if name.endswith("-licht"))
    texts, text = iter((screen, paper)), colours.read_text(encoding="utf-8")
    if both and screen.splitlines()[0] not in text:
        colours.write_text(_INK.sub(lambda line: next(texts) + line[0], text), encoding="utf-8")
    style = colours.with_name(_FASE)
    names = [f"{_OWN}{n}" if n in own else f"fase-{(n - 1) % PALETTE + 1}" for n in range(1, len(fasen) + 1)]
    rules = "".join(
        f".fase-{n} {{ --kleur: var(--{name}); --kleur-licht: var(--{name}-licht); }}\n"
        for n, name in enumerate(names, 1)
    )
    style.write_text(_FASEN.sub(rules, style.read_text(encoding="utf-8")), encoding="utf-8")


def finish_styles(site_dir: Path) -> None:
    """Put the words of readers in the styles and take out their remarks: a seventh of what they weigh."""
    for path in (site_dir / _STYLES).glob("*.css"):
        text = path.read_text(encoding="utf-8")
        if (ready := _light_first(fill_in(_STYLE_REMARK.sub("", text)))) != text:
            path.write_text(ready, encoding="utf-8")


def _light_first(style: str) -> str:
    """The style with its light colours for every browser, and the dark ones beside them where both are understood.

    A variable with a function that a browser does not know is worse than none: all that asks for it goes without.
    """
    return style if "@supports (color: light-dark" in style else _COLOURS.sub(_write_both, style)


def _write_both(rule: re.Match[str]) -> str:
    light = _TWO_COLOURS.sub(r"\1", rule[0]).replace("light dark;", "light;", 1)
    two = [line for line in rule[0].splitlines() if "light dark" in line or "light-dark" in line]
    both = "\n".join(["@supports (color: light-dark(red, red)) {", "  :root {", *two, "  }", "}", ""])
    return light + both


def _translate(call: str, words: dict[str, list[str]]) -> str:
    texts = [json.loads(text) for text in _ONE_STRING.findall(call)]
    forms = iter(words.get(texts[0], texts))
    return _ONE_STRING.sub(lambda _: json.dumps(next(forms), ensure_ascii=False), call)
