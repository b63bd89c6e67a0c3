"""The door between the handbook and the site generator: nothing else here knows which one it is.

`define_env` is called by mkdocs-macros, and in the same way by Zensical.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

_log = logging.getLogger("mkdocs.macros.handboek")


def define_env(env: Any) -> None:
    """Give the pages their macros; a mistake in data/ ends a build, but while serving keeps the last good handbook."""
    from .check import last_good_edition, load_edition
    from .loader import DataFout
    from .pages import VIEWS
    from .render import PageView

    docs_dir = Path(env.project_dir, env.conf["docs_dir"])
    data_dir = Path(env.project_dir, "data")
    try:
        edition = load_edition(data_dir, docs_dir)
    except DataFout as error:
        kept = last_good_edition(data_dir, docs_dir)
        if kept is None:
            raise SystemExit(f"\n{error}\n") from None
        _log.error("%s\nDe laatste goede versie blijft staan.", error)
        edition = kept

    def macro(name: str) -> Any:
        return lambda argument=None: PageView(edition, _page_path(env.page)).call(name, argument)

    for name in VIEWS:
        env.macro(macro(name), name)


def on_post_build(env: Any) -> None:
    """Finish the site that MkDocs has just built."""
    from .site import finish_site

    finish_site(Path(env.conf["site_dir"]))


def _page_path(page: Any) -> str:
    """The path of a page below docs/: MkDocs keeps it in a file object, Zensical in the page."""
    return page.file.src_uri if hasattr(page, "file") else page.path
