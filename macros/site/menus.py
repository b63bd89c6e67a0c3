"""Takes out of the menus of a built site the pages that a school hides; the pages themselves stay, and are found."""

from __future__ import annotations

import re
from functools import cache, partial
from os.path import relpath
from pathlib import Path
from posixpath import dirname, join, normpath

from ..edition import Edition

_ARTICLE = "<article"
_STEP = re.compile(r'[ \t]*<a class="(vorige|volgende)" href="([^"]+)"(.*?</a>)\n?', re.DOTALL)


def hide_pages(pages: dict[Path, str], site_dir: Path, edition: Edition) -> None:
    """Take what the menus say of hidden pages out of `pages`, the HTML of each page; the way onwards skips them."""
    html = {path.relative_to(site_dir).as_posix(): text for path, text in pages.items()}
    hidden = [name for page in edition.hidden_pages if (name := page.removesuffix(".md") + ".html") in html]
    if not hidden:
        return

    @cache
    def beyond(name: str, way: str) -> tuple[str, str] | None:
        """The first page that is shown on this way from a hidden one, with the rest of the link to it."""
        for step in _STEP.finditer(html[name]):
            if step[1] == way:
                there = normpath(join(dirname(name), step[2]))
                return beyond(there, way) if there in hidden else (there, step[3])
        return None

    def skip(step: re.Match[str], name: str) -> str:
        there = normpath(join(dirname(name), step[2]))
        if there not in hidden:
            return step[0]
        found = beyond(there, step[1])
        return f'<a class="{step[1]}" href="{_relative(found[0], name)}"{found[1]}\n' if found else ""

    for path, text in pages.items():
        name = path.relative_to(site_dir).as_posix()
        menus, article, rest = text.partition(_ARTICLE)
        for there in hidden:
            menus = _item(there, name).sub("", menus)
        pages[path] = menus + article + _STEP.sub(partial(skip, name=name), rest)


def _item(there: str, name: str) -> re.Pattern[str]:
    """What a menu says of a page, seen from another, with the pages of its part; the page of errors stands nowhere."""
    address = rf'[^"]*/{re.escape(there)}' if name == "404.html" else re.escape(_relative(there, name))
    return re.compile(
        rf'\s*<li[^>]*>\s*<a href="(?:\./)?{address}"[^>]*>[^<]*</a>\s*(?:<ul>.*?</ul>\s*)?</li>', re.DOTALL
    )


def _relative(there: str, name: str) -> str:
    return relpath(there, dirname(name) or ".")
