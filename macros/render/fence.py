"""Lets Python-Markdown leave alone what the macros made: reading all that HTML takes as long as making it."""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from .view import HEADING

_START, _END = "\x1e", "\x1f"  # the loader refuses these in any text
_RAW = re.compile(f"{_START}(.*?){_END}", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')


def fence(text: str) -> str:
    """What a macro gave, with all but its headings fenced off: `RawHtml` keeps that as it is."""
    return _START + HEADING.sub(rf"{_END}\n\n\g<0>\n\n{_START}", text) + _END


class RawHtml(Extension):
    """Takes what is fenced off out of a page before that is read as Markdown, and puts it back afterwards."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Take it out before the site generator looks for ids in it (21), and say afterwards which these are."""
        keep = _Keep(md)
        md.preprocessors.register(keep, "keep_raw_html", 29)
        md.preprocessors.register(_TellIds(keep), "tell_ids", 19)


class _Keep(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        self.ids: set[str] = set()
        return _RAW.sub(self._take, "\n".join(lines)).split("\n")

    def _take(self, match: re.Match[str]) -> str:
        html = match[1].strip()
        self.ids.update(_ID.findall(html))
        return f"\n\n{self.md.htmlStash.store(html)}\n\n" if html else ""


class _TellIds(Preprocessor):
    """Tells whoever collects the ids of a page, to check the links to it."""

    def __init__(self, keep: _Keep) -> None:
        super().__init__(keep.md)
        self._keep = keep

    def run(self, lines: list[str]) -> list[str]:
        for collector in self.md.preprocessors:
            if (ids := getattr(collector, "present_anchor_ids", None)) is not None:
                ids.update(self._keep.ids)
        return lines
