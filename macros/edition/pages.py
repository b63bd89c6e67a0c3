"""The pages in ``docs/``: thin Markdown with macros between braces, as they were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, TemplateSyntaxError, nodes

from ..reading.dialect import BRACES, no_braces
from ..reading.messages import LEFT_OVERS, MERGE_MARKER, Melding, letterless
from ..reading.yaml import YAML_LOADER
from ..words import named, tell

_TITLE = re.compile(r"^# ", re.MULTILINE)


@dataclass(frozen=True)
class Call:
    """One macro on a page; `bare` when its brackets are missing, so that nothing would be called."""

    macro: str
    argument: str | None
    line: int
    bare: bool = False


@dataclass(frozen=True)
class Page:
    """A Markdown file of ``docs/``: its path below that folder, its pieces in order, what it says about itself.

    When it has no title of its own, its first macro gives it one.
    """

    path: str
    pieces: tuple[str | Call, ...] = ()
    melding: Melding | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The macros that it calls."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Call))

    @cached_property
    def text(self) -> str:
        """Its own text, without its head and what its macros show."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str)).lstrip("\n")

    @cached_property
    def has_title(self) -> bool:
        """Whether its own text has a heading of the first level."""
        return bool(_TITLE.search(self.text))


_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)  # as the generators read it
_LOST_LINE = re.compile(r"\s*(title|description|ook|hide): ")
_braces = Environment(keep_trailing_newline=True)
_A_CALL = "{{ fase('…') }}"
_BAD_HEAD = named(
    "the lines between the two rules at the top are not right; write for example 'title: About this handbook'"
)


def read_pages(docs_dir: Path) -> list[Page]:
    """Every page below `docs_dir` with the macros that it calls; a page with broken braces carries a melding."""
    return [_read_page(path, docs_dir) for path in sorted(docs_dir.rglob("*.md"))]


def _read_page(path: Path, docs_dir: Path) -> Page:
    name = path.relative_to(docs_dir).as_posix()

    def faulty(line: int, message: str) -> Page:
        return Page(name, melding=Melding(f"{docs_dir.name}/{name}", line, message))

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return faulty(1, tell("this file does not open; save it with the encoding UTF-8"))
    if left := MERGE_MARKER.search(text):
        return faulty(text[: left.start()].count("\n") + 1, tell(LEFT_OVERS))
    if _LOST_LINE.match(text):
        return faulty(1, tell("a line with three hyphens is missing above this line: ---"))
    head = _HEAD.match(text)
    about = _read_head(head[1]) if head else {}
    if about is None:
        return faulty(1, tell(_BAD_HEAD))
    if head and BRACES.search(head[1]):
        return faulty(1, no_braces())
    try:
        template = _braces.parse(_without(head, text))
    except TemplateSyntaxError as error:
        return faulty(error.lineno, tell("the braces are not right; write for example {call}", call=_A_CALL))
    for strange in _strangers(template):
        message = tell("between braces on a page belongs a macro only, such as {call}", call=_A_CALL)
        return faulty(strange.lineno, message)
    shown = (node for block in template.body if isinstance(block, nodes.Output) for node in block.nodes)
    return Page(name, tuple(map(_piece, shown)), about=about)


def letterless_lines(docs_dir: Path) -> Iterator[Melding]:
    """The typeface has all letters of the pages, and of the settings beside them, which hold the menu."""
    folder = docs_dir.parent
    for path in sorted((*folder.glob("*.yml"), *docs_dir.rglob("*.md"))):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").split("\n"), start=1):
            for message in letterless(unescape(line)):
                yield Melding(path.relative_to(folder).as_posix(), number, message)


def _without(head: re.Match[str] | None, text: str) -> str:
    """`text` with nothing where its head was, each line in its place."""
    return "\n" * head[0].count("\n") + text[head.end() :] if head else text


def _read_head(head: str) -> dict[str, Any] | None:
    """What a page says about itself in the lines above it; None when that is not clear."""
    try:
        about = yaml.load(head, YAML_LOADER) or {}
    except (yaml.YAMLError, RecursionError):
        return None
    is_clear = isinstance(about, dict) and all(isinstance(about.get(key, ""), str) for key in ("title", "description"))
    return about if is_clear else None


def _strangers(template: nodes.Template) -> Iterator[nodes.Node]:
    """What stands between braces and is not a macro with at most one argument."""
    for block in template.body:
        for shown in block.nodes if isinstance(block, nodes.Output) else (block,):
            if not isinstance(shown, (nodes.TemplateData, nodes.Name)) and not _is_macro(shown):
                yield shown


def _is_macro(shown: nodes.Node) -> bool:
    if not isinstance(shown, nodes.Call) or not isinstance(shown.node, nodes.Name):
        return False
    return not any((*shown.args[1:], *shown.kwargs, shown.dyn_args, shown.dyn_kwargs))


def _piece(shown: Any) -> str | Call:
    """Text as it is, or the macro that is called: its brackets may be missing, or hold what is no id."""
    if isinstance(shown, nodes.TemplateData):
        return shown.data
    if isinstance(shown, nodes.Name):
        return Call(shown.name, None, shown.lineno, bare=True)
    arguments = [str(arg.value) if isinstance(arg, nodes.Const) else "" for arg in shown.args]
    return Call(shown.node.name, arguments[0] if arguments else None, shown.lineno)
