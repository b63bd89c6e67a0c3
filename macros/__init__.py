"""The door between the handbook and the site generator: nothing else here knows which one it is.

mkdocs-macros calls all that is public here; Zensical calls `define_env`, in the same way.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from errno import EADDRINUSE
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

CONFIG = "mkdocs.yml"
_OTHER_PORT = "make serve PORT=8001", "python -m mkdocs serve --livereload -a 127.0.0.1:8001"
_MKDOCS = logging.getLogger("mkdocs")
logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)  # what it says of itself helps nobody


def define_env(env: Any) -> None:
    """Give the pages their macros; a mistake ends a build, but a server goes on with the last good handbook."""
    from .edition.macros import VIEWS
    from .reading.messages import DataFout
    from .render.view import PageView

    sys.excepthook = _say_what_failed
    if _serves():
        _go_on_after_warnings()
    try:
        edition = _session(env).begin()
    except DataFout as error:
        raise SystemExit(f"\n{error}\n") from None

    @cache  # one for all macros of a page: its notes are counted through
    def view(page: str) -> PageView:
        return PageView(edition, page, _address(env))

    def macro(name: str) -> Callable[..., str]:
        return lambda argument=None: view(_page_path(env.page)).call(name, argument)

    for name in VIEWS:
        env.macro(macro(name), name)


def on_pre_page_macros(env: Any) -> None:
    """Make the page ourselves: its macros are known already, and mkdocs-macros would end a server for a broken template.

    Nothing is left to render: braces in a text of the handbook are text.
    """
    from .render.fence import RawHtml

    extensions = env.conf["markdown_extensions"]
    if not any(isinstance(extension, RawHtml) for extension in extensions):
        extensions.append(RawHtml())
    if _session(env).make_page(_page_path(env.page)):
        env.markdown = ""


def on_post_page_macros(env: Any) -> None:
    """Hand over the page that was made."""
    env.markdown = _session(env).page(_page_path(env.page), env.markdown)


def on_post_build(env: Any) -> None:
    """Finish the site that MkDocs has just built."""
    _session(env).finish(Path(env.conf["site_dir"]))


def _session(env: Any) -> Any:
    from .site.session import session

    docs_dir = Path(env.project_dir, env.conf["docs_dir"])
    return session(Path(env.project_dir), docs_dir, _address(env), _serves())


def _serves() -> bool:
    return "serve" in sys.argv


def _go_on_after_warnings() -> None:
    """Count none of them: MkDocs' server would answer nobody until the last is mended, though the pages are there."""
    for handler in [*_MKDOCS.handlers]:
        if hasattr(handler, "get_counts"):
            _MKDOCS.removeHandler(handler)


def _address(env: Any) -> str:
    return env.conf["site_url"] or ""


def _page_path(page: Any) -> str:
    """The path of a page below docs/: MkDocs keeps it in a file object, Zensical in the page."""
    return str(page.file.src_uri if hasattr(page, "file") else page.path)


def _say_what_failed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line what cannot be read or written, such as a full disk; of all else show where it went wrong."""
    if isinstance(error, OSError) and error.errno == EADDRINUSE:
        print(f"\n{_port_in_use()}\n", file=sys.stderr)
    elif isinstance(error, OSError):
        print(f"\nThe build stopped: {error}\n", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def _port_in_use() -> str:
    from .words import tell

    command, other = _OTHER_PORT
    return tell(
        "Something runs on this port already, perhaps another window with the handbook. "
        "Close that, or choose another port: {command}, or without make: {other}",
        command=command,
        other=other,
    )
