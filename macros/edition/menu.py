"""The menu of the site: which pages it names, and what is wrong between it and the pages that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..reading.messages import Melding, suggestion
from .pages import Page

CONFIG = "mkdocs.yml"
_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class MenuItem:
    """A page in the menu, and the line on which it stands."""

    page: str
    line: int


def read_menu(config: Path) -> list[MenuItem]:
    """Every page that the menu names, in order; none when there is no menu, or when its file cannot be read."""
    try:
        root = yaml.compose(config.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return []
    sections = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    return list(_items(sections["nav"])) if "nav" in sections else []


def _items(node: yaml.Node) -> Iterator[MenuItem]:
    if isinstance(node, yaml.ScalarNode):
        yield MenuItem(node.value, node.start_mark.line + 1)
    for inner in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _items(inner)
    for _, inner in node.value if isinstance(node, yaml.MappingNode) else ():
        yield from _items(inner)


def faulty_menu(pages: Sequence[Page], docs_dir: Path) -> Iterator[Melding]:
    """A page stands in the menu once, what the menu names is there, and its tab is called as its heading."""
    menu = read_menu(docs_dir.parent / CONFIG)
    known, seen = {page.path for page in pages}, set[str]()
    for item in menu:
        if item.page.endswith(".md") and item.page not in known:
            yield Melding(CONFIG, item.line, f"er is geen pagina '{item.page}'" + suggestion(item.page, known))
        elif item.page in seen:
            yield Melding(CONFIG, item.line, f"'{item.page}' staat al in het menu; haal een van de twee weg")
        seen.add(item.page)
    for page in pages:
        name, title = f"{docs_dir.name}/{page.path}", str(page.about.get("title") or "")
        if menu and page.path not in seen:
            entry = f"- {title or 'Titel'}: {page.path}"
            yield Melding(name, 1, f"deze pagina staat niet in het menu; zet onder 'nav' in {CONFIG}: {entry}")
        heading = _HEADING.search(page.text)
        if title and heading and heading[1] != title:
            yield Melding(
                name, 1, f"bovenaan heet deze pagina '{title}' en in haar kop '{heading[1]}'; maak dat gelijk"
            )
