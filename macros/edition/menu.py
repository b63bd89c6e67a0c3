"""The menu of the site: which pages it names, and what is wrong between it and the pages that there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..content.model import School
from ..content.tokens import split_words
from ..reading.library import Library
from ..reading.messages import Melding, quote, suggestion
from ..words import tell
from .pages import Page

_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class MenuItem:
    """A page in the menu, the file and the line in which it stands, and what it is called there."""

    page: str
    file: str
    line: int
    title: str = ""


def read_menu(folder: Path) -> list[MenuItem]:
    """Every page that the menu names, in order: that of the first settings in `folder` that have one."""
    return next(filter(None, map(_read, sorted(folder.glob("*.yml")))), [])


def _read(config: Path) -> list[MenuItem]:
    try:
        root = yaml.compose(config.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return []
    sections = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    if "nav" not in sections:
        return []
    # Folders that a menu leaves out on purpose.
    left_out = str(getattr(sections.get("not_in_nav"), "value", "")).split()
    menu = _items(sections["nav"], config.name)
    return [*menu, *(MenuItem(f"{name.strip('/')}/", config.name, 1) for name in left_out)]


def _items(node: yaml.Node, file: str, title: str = "") -> Iterator[MenuItem]:
    if isinstance(node, yaml.ScalarNode):
        yield MenuItem(node.value, file, node.start_mark.line + 1, title)
    for inner in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _items(inner, file)
    for key, inner in node.value if isinstance(node, yaml.MappingNode) else ():
        yield from _items(inner, file, key.value)


def _differs(item: MenuItem, title: str) -> bool:
    """Whether a page has another name in the menu than of its own: a menu may shorten it, and calls the first page Home."""
    if not item.title or not title or item.page == "index.md":
        return False
    return {*split_words(item.title)}.isdisjoint(split_words(title))


def faulty_hidden(library: Library, pages: Sequence[Page]) -> Iterator[Melding]:
    """What a school hides is a page that there is, and not the first."""
    known = {page.path for page in pages} - {"index.md"}
    for item in library.whole(School):
        for index, name in enumerate(item.part.verbergen):
            if name == "index.md":
                yield item.melding(tell("the first page always stays in the menu"), "verbergen", index)
            elif name not in known:
                yield item.melding(_no_page(name, known), "verbergen", index)


def faulty_menu(pages: Sequence[Page], docs_dir: Path) -> Iterator[Melding]:
    """A page stands in the menu once, what the menu names is there, and its name there, in the tab and as its heading is one."""
    menu = read_menu(docs_dir.parent)
    known, seen = {page.path: str(page.about.get("title") or "") for page in pages}, set[str]()
    for item in menu:
        if item.page.endswith(".md") and item.page not in known:
            yield Melding(item.file, item.line, _no_page(item.page, known))
        elif item.page in seen:
            message = tell("{page} is in the menu already; take one of the two away", page=quote(item.page))
            yield Melding(item.file, item.line, message)
        elif _differs(item, known.get(item.page, "")):
            title = known[item.page]
            message = tell(
                "in the menu {page} is called {menu}, and at its top {title}; give them one name",
                page=quote(item.page),
                menu=quote(item.title),
                title=quote(title),
            )
            yield Melding(item.file, item.line, message)
        seen.add(item.page)
    for page in pages:
        name, title = f"{docs_dir.name}/{page.path}", known[page.path]
        folders = (name for name in seen if name.endswith("/"))
        if menu and page.path not in seen and not page.path.startswith(tuple(folders)):
            entry = f"- {title or tell('Title')}: {page.path}"
            message = tell(
                "this page is not in the menu; put below 'nav' in {file}: {entry}", file=menu[0].file, entry=entry
            )
            yield Melding(name, 1, message)
        heading = _HEADING.search(page.text)
        if title and heading and heading[1] != title:
            message = tell(
                "at its top this page is called {title}, and in its heading {heading}; make them equal",
                title=quote(title),
                heading=quote(heading[1]),
            )
            yield Melding(name, 1, message)


def _no_page(name: str, known: Iterable[str]) -> str:
    return tell("there is no page {page}", page=quote(name)) + suggestion(name, known)
