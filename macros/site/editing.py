"""While an editor runs beside the server: at each thing on a page a link to its form. No site that is published has one."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ..edition import Edition
from ..render.view import render_file

ADDRESS = "HANDBOEK_BEWERKEN"  # the variable with the address of the editor, which only its own server is given
_TEMPLATES = Path(__file__).parent / "templates"
_LINK = re.compile(r'<small class="bewerk-hier">.*?</small>')
# Where a thing begins on a page, up to where its link may stand: behind a heading, within all else.
_THING = re.compile(
    r'<(?P<whole>h[1-6]|textarea)\b[^>]*?\sid="(?P<a>[^"]+)"[^>]*>.*?</(?P=whole)>'
    r'|<(?:li|figure|span|input|div|section)\b[^>]*?\sid="(?P<b>[^"]+)"[^>]*>'
    r'|<tr\b[^>]*?\sid="(?P<c>[^"]+)"[^>]*>\s*<t[hd]\b[^>]*>',
    re.DOTALL,
)
_TITLE = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)


def editor_address() -> str:
    """Where the editor of this server listens, or nothing."""
    return os.environ.get(ADDRESS, "")


def without_edit_links(html: str) -> str:
    """A page as readers have it."""
    return _LINK.sub("", html)


def add_edit_links(html: str, page: str, edition: Edition, editor: str) -> str:
    """A page with, at each thing that has its place there, a link to its form; `page` is its path below the site."""
    places = {place.anchor: key for key, place in edition.places.items() if place.href("").partition("#")[0] == page}
    html = _THING.sub(lambda found: found[0] + _link(places, found["a"] or found["b"] or found["c"], editor), html)
    return _TITLE.sub(lambda found: found[0] + _link(places, "", editor), html, count=1)


def _link(places: Mapping[str, str], anchor: str, editor: str) -> str:
    key = places.get(anchor)
    return render_file(_TEMPLATES, "bewerk-hier", editor=editor, key=key) if key else ""
