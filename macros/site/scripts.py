"""Makes scripts and styles of a built site ready for readers: in their language, without what only programmers read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..words import fill_in, words_of_scripts

_SCRIPTS, _STYLES = Path("assets", "js"), Path("assets", "css")
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_CALL = re.compile(rf"\bgettext\(\s*{_STRING}|\bngettext\(\s*{_STRING},\s*{_STRING}")
_ONE_STRING = re.compile(_STRING)
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


def finish_styles(site_dir: Path) -> None:
    """Put the words of readers in the styles and take out their remarks: a seventh of what they weigh."""
    for path in (site_dir / _STYLES).glob("*.css"):
        text = path.read_text(encoding="utf-8")
        if (ready := fill_in(_STYLE_REMARK.sub("", text))) != text:
            path.write_text(ready, encoding="utf-8")


def _translate(call: str, words: dict[str, list[str]]) -> str:
    texts = [json.loads(text) for text in _ONE_STRING.findall(call)]
    forms = iter(words.get(texts[0], texts))
    return _ONE_STRING.sub(lambda _: json.dumps(next(forms), ensure_ascii=False), call)
