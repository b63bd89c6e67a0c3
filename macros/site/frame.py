"""Makes the frame of each page ready for readers: in their language, with the sign of the school at its head."""

from __future__ import annotations

import re
from os.path import relpath
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import escape

from ..content.languages import LANGUAGES
from ..edition import Edition
from ..edition.imprint import read_imprint
from ..render.view import logo_path, render_sign
from ..words import fill_in

_SIGN, _VERSION = "<span data-school></span>", "<span data-uitgave></span>"
_ARTICLE = "<article"
_RULES = "js/zoektaal-{}.js"  # what the search knows of a language
_EMPTY_LINES = re.compile(r"\n\s*(?=\n)")  # that the loops of templates leave, hundreds on each page
_IN_ADDRESS = re.compile(f"{quote('⟦')}.*?{quote('⟧')}")


def finish_frame(page: Path, site_dir: Path, edition: Edition) -> str:
    """The HTML of a page with the words of readers in its frame, and the school's sign; without a school none."""
    school, logo = edition.handboek.school, edition.logo
    address = f"{relpath(site_dir, page.parent)}/{logo_path(logo)}" if logo else ""
    html = page.read_text(encoding="utf-8").replace(_SIGN, render_sign(school, address) if school else "")
    html = html.replace(_VERSION, escape(read_imprint(edition.handboek).version_of))
    if (language := edition.handboek.methodiek.taal) in LANGUAGES:
        html = html.replace(_RULES.format("geen"), _RULES.format(language))
    html = _IN_ADDRESS.sub(lambda word: quote(fill_in(unquote(word[0]))), html)
    head, article, rest = fill_in(html).partition(_ARTICLE)
    return _EMPTY_LINES.sub("", head) + article + rest
