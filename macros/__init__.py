"""The door between the handbook and the site generator: nothing else here knows which one it is.

mkdocs-macros calls all that is public here; Zensical calls `define_env`, in the same way.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

CONFIG = "mkdocs.yml"
_MADE = ".made"  # where what was made is kept: Zensical empties .cache
_pages: dict[str, str] = {}  # what each page said in the last good build: a server builds again and again
_mistaken = False
_finishing: subprocess.Popen[bytes] | None = None
_head_start: Any = None


def define_env(env: Any) -> None:
    """Give the pages their macros; a mistake ends a build, but a server goes on with the last good handbook."""
    gc.set_threshold(100_000)  # most of what a build makes lives on: looking for garbage takes a tenth of its time
    from .kept import current_edition, last_good_edition
    from .messages import DataFout
    from .pages import VIEWS
    from .render import PageView

    global _mistaken
    _stop_finishing()
    sys.excepthook = _say_what_failed
    data_dir, docs_dir = _folders(env)
    address = env.conf["site_url"] or ""
    try:
        edition = current_edition(data_dir, docs_dir, Path(env.project_dir, _MADE, "edition"))
        _mistaken = False
    except DataFout as error:
        kept = last_good_edition(data_dir, docs_dir)
        if kept is None:
            raise SystemExit(f"\n{error}\n") from None
        print(f"\n{error}\n\nDe laatste goede versie blijft staan.\n", file=sys.stderr)
        edition, _mistaken = kept, True

    def macro(name: str) -> Callable[..., str]:
        return lambda argument=None: PageView(edition, _page_path(env.page), address).call(name, argument)

    for name in VIEWS:
        env.macro(macro(name), name)


def on_pre_page_macros(env: Any) -> None:
    """Make the page ourselves: its macros are known already, and mkdocs-macros would end a server for a broken template.

    Nothing is left to render: braces in a text of the handbook are text.
    """
    from .kept import last_good_edition
    from .raw import fence
    from .render import PageView

    _leave_macros_alone(env)
    if not _pages and not _is_serving():
        _start_downloads(env)
    page, edition = _page_path(env.page), last_good_edition(*_folders(env))
    if edition and page in edition.page_at and not _mistaken:
        try:
            _pages[page] = PageView(edition, page, env.conf["site_url"] or "").render_page(fence)
        except Exception:
            if page not in _pages:
                raise
            traceback.print_exc()
    if page in _pages or _mistaken:
        env.markdown = ""


def on_post_page_macros(env: Any) -> None:
    """Hand over the page that was made."""
    env.markdown = _pages.get(_page_path(env.page), env.markdown)


def on_post_build(env: Any) -> None:
    """Finish the site that MkDocs has just built; a server shows it at once, and makes the downloads behind its back."""
    from .kept import last_good_edition
    from .site import finish_pages, finish_site

    edition = last_good_edition(*_folders(env))
    assert edition is not None
    site_dir, cache, address = Path(env.conf["site_dir"]), Path(env.project_dir, _MADE), env.conf["site_url"] or ""
    if _is_serving():
        finish_pages(site_dir, edition, cache, live=True)
        _finish_aside(env, site_dir, cache, address)
        return
    finish_site(site_dir, edition, address, cache, _head_start)


def _say_what_failed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line what cannot be read or written, such as a full disk; of all else show where it went wrong."""
    if isinstance(error, OSError):
        print(f"\nThe build stopped: {error}\n", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def _start_downloads(env: Any) -> None:
    """Begin with the longest download while the pages are being built: it takes as long as all the rest."""
    from .kept import last_good_edition
    from .site import start_downloads

    global _head_start
    data_dir, docs_dir = _folders(env)
    if edition := last_good_edition(data_dir, docs_dir):
        css_dir, cache = docs_dir / "assets" / "css", Path(env.project_dir, _MADE)
        _head_start = start_downloads(edition, env.conf["site_url"] or "", css_dir, cache)


def _leave_macros_alone(env: Any) -> None:
    """Have Markdown take what the macros make as it is: MkDocs can be told so."""
    from .raw import RawHtml

    extensions = env.conf["markdown_extensions"]
    if not any(isinstance(extension, RawHtml) for extension in extensions):
        extensions.append(RawHtml())


def _is_serving() -> bool:
    return "serve" in sys.argv


def _finish_aside(env: Any, site_dir: Path, cache: Path, address: str) -> None:
    """Finish the site in a process of its own that steps aside for the server, and ends when something newer comes."""
    global _finishing
    data_dir, docs_dir = _folders(env)
    options = {"--data": data_dir, "--docs": docs_dir, "--cache": cache, "--address": address, "--nice": 19}
    words = [str(word) for option in options.items() for word in option]
    command = [sys.executable, "-m", "macros", "finish", "--live", *words, str(site_dir)]
    _finishing = subprocess.Popen(command, cwd=env.project_dir, start_new_session=True)


def _stop_finishing() -> None:
    """End what is being made for the site as it was: a new build is about to empty its folder."""
    if _finishing is not None and _finishing.poll() is None:
        os.killpg(_finishing.pid, signal.SIGKILL)
        _finishing.wait()


atexit.register(_stop_finishing)
atexit.register(gc.freeze)  # or Python would look for garbage in all that was made, just before it all goes


def _folders(env: Any) -> tuple[Path, Path]:
    """Where the data and the pages are."""
    return Path(env.project_dir, "data"), Path(env.project_dir, env.conf["docs_dir"])


def _page_path(page: Any) -> str:
    """The path of a page below docs/: MkDocs keeps it in a file object, Zensical in the page."""
    return str(page.file.src_uri if hasattr(page, "file") else page.path)
