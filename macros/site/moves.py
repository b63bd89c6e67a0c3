"""Old addresses: what a reader kept, printed or sent of a thing that has another id now leads to it, without a script."""

from __future__ import annotations

import re
from os.path import relpath
from pathlib import Path, PurePosixPath

from ..edition import Edition
from ..edition.imprint import read_imprint
from ..edition.macros import ROL
from ..edition.places import Place
from ..render.view import render_moved, render_moved_page

_END = "</article>"
_START = re.compile(r"(<article\b[^>]*>)")


def keep_old_addresses(pages: dict[Path, str], site_dir: Path, edition: Edition) -> None:
    """Put an anchor for each retired id at its successor and on the page where it stood; a page that went leads on.

    `pages` has the HTML of each page of the site; it gets what is new.
    """
    for move in edition.handboek.verhuisd.verhuisd:
        new = edition.places[move.nieuw]
        page = site_dir / _file(new.page)
        pages[page] = _anchor(pages[page], move.oud, new.anchor)
        old = edition.published.get(move.oud) or edition.published.get(ROL + move.oud)
        if old and old.page != new.page:
            _lead_on(pages, site_dir, old, new, move.oud, edition)


def _file(page: str) -> str:
    return str(PurePosixPath(page).with_suffix(".html"))


def _anchor(html: str, old: str, anchor: str) -> str:
    """The page with an anchor called `old` before what has the id `anchor`; at its start when that is all of it."""
    mark = f'<span id="{old}"></span>'
    if anchor and (found := re.search(rf'<[a-z][\w-]*(?=[^>]*\sid="{re.escape(anchor)}")', html)):
        return html[: found.start()] + mark + html[found.start() :]
    return _START.sub(lambda start: start[1] + mark, html, count=1)


def _lead_on(pages: dict[Path, str], site_dir: Path, old: Place, new: Place, old_id: str, edition: Edition) -> None:
    """On the page where it stood: where it stands now."""
    path = site_dir / _file(old.page)
    href = relpath(_file(new.page), Path(_file(old.page)).parent) + (f"#{new.anchor}" if new.anchor else "")
    if path in pages:
        pages[path] = pages[path].replace(_END, render_moved(old_id, href) + _END, 1)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        pages[path] = render_moved_page(read_imprint(edition.handboek), href)
