"""Makes scripts and styles of a built site ready for readers: in their language, without what only programmers read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..content.model import Kleuren
from ..edition.colours import STYLESHEET
from ..words import fill_in, words_of_scripts

_SCRIPTS, _STYLES = Path("assets", "js"), Path("assets", "css")
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_CALL = re.compile(rf"\bgettext\(\s*{_STRING}|\bngettext\(\s*{_STRING},\s*{_STRING}")
_ONE_STRING = re.compile(_STRING)
_TWO_COLOURS = re.compile(r"light-dark\((#\w+), #\w+\)")
_COLOURS = re.compile(r"^:root \{\n  color-scheme: light dark;\n.*?^\}\n", re.MULTILINE | re.DOTALL)
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


def wear_colours(site_dir: Path, colours: Kleuren | None) -> None:
    """Put the colours of a school in the place of those of the handbook: on the screen, by night too for its head, and on paper."""
    path = site_dir / _STYLES / STYLESHEET.name
    if colours is None or not path.is_file():
        return
    text = _HEAD_COLOUR.sub(rf"\g<1>{colours.kop};", path.read_text(encoding="utf-8"))
    if colours.vlak:
        text = _BOX_COLOUR.sub(rf"\g<1>{colours.vlak},", text, count=1)
    path.write_text(text, encoding="utf-8")


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
