"""What is done to a site after a generator has built it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ..export import read_imprint
from ..export.write import HeadStart, Job, start_first, write_files
from ..fonts import list_faces, make_woff2
from ..pages import Edition
from .offline import write_offline_copy
from .search import write_search_index

_OF_THE_THEME = ("assets/javascripts", "assets/stylesheets", "search.json")  # no page of ours loads these
_SIZE = re.compile(r'<span data-grootte="([^"]+)"></span>')


def finish_pages(site_dir: Path, edition: Edition, cache: Path) -> None:
    """Add what the pages of a built site need to be read and searched, fonts and search index; remove what none needs.

    `cache` keeps what was made, for the next time.
    Raises FileNotFoundError when `site_dir` holds no site.
    """
    if not (site_dir / "index.html").is_file():
        raise FileNotFoundError(f"no site in {site_dir}")
    _remove_theme(site_dir)
    write_search_index(site_dir, edition)
    write_files(_fonts(), site_dir, cache / "fonts", _report)


def start_downloads(edition: Edition, address: str, css_dir: Path, cache: Path) -> HeadStart | None:
    """Begin with the longest of the downloads, in a process of its own, for `finish_site` to go on with.

    `address` is where the site will stand, `css_dir` holds its stylesheets, `cache` keeps what was made.
    """
    from ..export.make import Workshop

    return start_first(Workshop(edition, read_imprint(edition.handboek, address), css_dir).jobs(), cache / "files")


def finish_site(
    site_dir: Path, edition: Edition, address: str, cache: Path, head_start: HeadStart | None = None
) -> None:
    """Turn a built site into a finished one, in place: `finish_pages`, the downloads, the copy to take along.

    `address` is where the site will stand, or empty; `cache` keeps what was made, for the next time;
    `head_start` is what `start_downloads` gave.
    Raises FileNotFoundError when `site_dir` holds no site, ToolError when a tool to make files is missing.
    """
    from ..export.make import Workshop

    finish_pages(site_dir, edition, cache)
    workshop = Workshop(edition, read_imprint(edition.handboek, address), site_dir / "assets" / "css")
    made_from = workshop.everything + workshop.styles
    write_files(workshop.jobs(), site_dir, cache / "files", _report, made_from, head_start)
    _fill_in_sizes(site_dir)
    write_offline_copy(site_dir, workshop.imprint)
    _fill_in_sizes(site_dir)


def _remove_theme(site_dir: Path) -> None:
    """Remove the scripts, styles and search of a theme, which the frame of our pages does without."""
    for path in (site_dir / name for name in _OF_THE_THEME):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _fonts() -> Iterator[Job]:
    return (Job(f"assets/fonts/{face.name}.woff2", make_woff2, (face,), face.name) for face in list_faces())


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _fill_in_sizes(site_dir: Path) -> None:
    """Say beside each download how large it is, where a page asks for it and the file is there."""
    for page in site_dir.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        filled = _SIZE.sub(lambda match: _size(site_dir, match), text)
        if filled != text:
            page.write_text(filled, encoding="utf-8")


def _size(site_dir: Path, match: re.Match[str]) -> str:
    file = site_dir / match[1]
    return f'<span data-grootte="{match[1]}">{format_size(file.stat().st_size)}</span>' if file.is_file() else match[0]


def format_size(size: int) -> str:
    """A number of bytes as a reader says it: 84 kB, 1,2 MB."""
    return f"{max(1, round(size / 1000))} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB".replace(".", ",")
