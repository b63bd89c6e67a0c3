"""What is done to a site after a generator has built it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal

from ..content.letters import list_faces
from ..edition import Edition
from ..edition.imprint import Imprint, read_imprint
from ..formats.excel.werkmap import make_werkmappen
from ..formats.parts import as_script, make_parts
from ..formats.pdf import count_pages
from ..formats.typeface import make_woff2
from ..making.publish import VERSION
from ..making.write import Job, write_files
from ..render.view import logo_path
from ..search.index import write_search_index
from ..words import ngettext, spoken
from .addresses import list_digests, remove_unused, stamp_page, stamp_styles
from .compression import ENDINGS, compress_files
from .editing import add_edit_links, editor_address, without_edit_links
from .frame import finish_frame
from .menus import hide_pages
from .moves import keep_old_addresses
from .offline import write_offline_copy
from .policy import add_policy
from .scripts import finish_scripts, finish_styles, wear_colours

_OF_THE_THEME = ("search.json", "assets/javascripts/LICENSE")  # of a search and scripts that no page of ours loads
_ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
_SIZE = re.compile(r'<span[^>]* data-grootte="([^"]+)">(?=</span>)')


def finish_pages(site_dir: Path, edition: Edition, address: str, cache: Path, live: bool = False) -> None:
    """Complete the pages of a built site: fonts, search index, workbooks, words of readers, lasting addresses, policy.

    `address` is where the site will stand, or empty; `cache` keeps what was made, for the next time.
    `live` is for a server that adds a script to each page it sends.
    Raises FileNotFoundError when `site_dir` holds no site.
    """
    if not (site_dir / "index.html").is_file():
        raise FileNotFoundError(f"no site in {site_dir}")
    edition.handboek.methodiek.speak()
    for name in _OF_THE_THEME:
        (site_dir / name).unlink(missing_ok=True)
    write_search_index(site_dir, edition)
    imprint = read_imprint(edition.handboek, address)
    _write_scripts(site_dir, make_werkmappen(edition, imprint))
    _write_scripts(site_dir, make_parts(edition, imprint))
    write_files(_fonts(), site_dir, cache / "fonts", _report)
    if edition.logo:
        shutil.copyfile(edition.logo, site_dir / logo_path(edition.logo))
    pages = {path: without_edit_links(finish_frame(path, site_dir, edition)) for path in site_dir.rglob("*.html")}
    hide_pages(pages, site_dir, edition)
    keep_old_addresses(pages, site_dir, edition)
    _write_scripts(site_dir, _page_parts(site_dir, pages))
    remove_unused(site_dir, pages.values())
    wear_colours(site_dir, edition)
    stamp_styles(site_dir)
    finish_scripts(site_dir)
    finish_styles(site_dir)
    digests = list_digests(site_dir)
    editor = editor_address() if live else ""
    for path, html in pages.items():  # last, because digests and hashes are of what all has become
        if editor:
            html = add_edit_links(html, path.relative_to(site_dir).as_posix(), edition, editor)
        path.write_text(add_policy(stamp_page(html, digests), live), encoding="utf-8")


def finish_site(
    site_dir: Path,
    edition: Edition,
    address: str,
    cache: Path,
    live: bool = False,
) -> None:
    """Turn a built site into a finished one, in place: `finish_pages`, the downloads, the copy to take along.

    `address`, `cache` and `live` are as for `finish_pages`.
    Raises FileNotFoundError when `site_dir` holds no site, ToolError when a tool to make files is missing.
    """
    from ..making.workshop import Workshop

    finish_pages(site_dir, edition, address, cache, live)
    workshop = Workshop(edition, read_imprint(edition.handboek, address), site_dir / "assets" / "css")
    write_files(workshop.jobs(), site_dir, cache / "files", _report, workshop.made_from)
    _fill_in_sizes(site_dir)
    write_offline_copy(site_dir, workshop.imprint)
    _fill_in_sizes(site_dir)
    _write_version(site_dir, workshop.imprint)
    if not live:
        compress_files(site_dir)


def _write_scripts(site_dir: Path, scripts: Iterable[tuple[str, bytes]]) -> None:
    """What a browser fills or puts together: all of it is made in less than a second, so each time anew."""
    for name, script in scripts:
        (site_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (site_dir / name).write_bytes(script)


def _page_parts(site_dir: Path, pages: Mapping[Path, str]) -> Iterator[tuple[str, bytes]]:
    """What each page itself says, for who puts pages together."""
    for path, html in pages.items():
        if article := _ARTICLE.search(html):
            yield as_script(path.relative_to(site_dir).with_suffix("").as_posix(), article[1])


def _write_version(site_dir: Path, imprint: Imprint) -> None:
    """Say which version this is, in a file that a program may ask for; `inhoud` differs when anything of the site does."""
    target = site_dir / VERSION
    target.unlink(missing_ok=True)
    files = sorted(path for path in site_dir.rglob("*") if path.is_file() and path.suffix not in ENDINGS)
    digests = (hashlib.sha256(path.read_bytes()).digest() for path in files)
    version = {
        "handboek": imprint.title,
        "versie": imprint.version,
        "datum": imprint.date.isoformat(),
        "adres": imprint.address,
        "inhoud": hashlib.sha256(b"".join(digests)).hexdigest()[:12],
    }
    target.write_text(json.dumps(version, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _fonts() -> Iterator[Job]:
    return (Job(f"assets/fonts/{face.name}.woff2", make_woff2, (face,)) for face in list_faces())


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _fill_in_sizes(site_dir: Path) -> None:
    """Say beside each download how large it is, where a page asks for it and the file is there."""
    describe = cache(_describe)
    for page in site_dir.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        filled = _SIZE.sub(lambda match: match[0] + describe(site_dir / match[1]), text)
        if filled != text:
            page.write_text(filled, encoding="utf-8")


def _describe(file: Path) -> str:
    """How large a file is, for a reader: its pages when it is a PDF, and its bytes; nothing when it is not there."""
    if not file.is_file():
        return ""
    size = format_size(file.stat().st_size)
    if file.suffix != ".pdf":
        return size
    return ngettext("{number} page, {size}", "{number} pages, {size}", count_pages(file), size=size)


def format_size(size: int) -> str:
    """A number of bytes as a reader says it: 84 kB, in Dutch 1,2 MB and in English 1.2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{format_decimal(size / 1e6, '0.0', locale=spoken())} MB"
