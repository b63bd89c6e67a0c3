"""Gives what a page loads an address that changes with its content: a browser may keep it for ever and is never behind.

The digest is a query, not part of the name: files keep their names, for a page that is still open and for the PDFs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

_FOLDER = "assets"
# Where a page names what it loads; what a text says of such a file, or an address elsewhere, stays as it is.
_ADDRESSES = re.compile(
    r'\s(?:(?:src|href|data-zoek|data-excel|data-werkmap|data-laad)="(?!\w+:)|property="og:image" content=")[^"]*"'
)
_IN_PAGE = re.compile(rf"({_FOLDER}/[\w./-]+)(?:\?v=[0-9a-f]+)?(?=[\"'\s])")
_IN_STYLE = re.compile(r"url\(([\"']?)([\w./-]+)(?:\?v=[0-9a-f]+)?\1\)")
_PROGRAM = (".js", ".css", ".map")


def stamp_styles(site_dir: Path) -> None:
    """Give the fonts and pictures that stylesheets name their digests; it changes the stylesheets, so it comes first."""
    for style in (site_dir / _FOLDER).rglob("*.css"):
        stamp = partial(_stamp_url, style.parent)
        style.write_text(_IN_STYLE.sub(stamp, style.read_text(encoding="utf-8")), encoding="utf-8")


def _stamp_url(folder: Path, match: re.Match[str]) -> str:
    quote, name = match.groups()
    file = folder / name
    return f"url({quote}{name}?v={_digest(file)}{quote})" if file.is_file() else match[0]


def list_digests(site_dir: Path) -> dict[str, str]:
    """The digest of each asset, by its path below the site."""
    return {name: _digest(path) for name, path in _list_assets(site_dir)}


def _list_assets(site_dir: Path) -> Iterator[tuple[str, Path]]:
    files = sorted(path for path in (site_dir / _FOLDER).rglob("*") if path.is_file())
    return ((path.relative_to(site_dir).as_posix(), path) for path in files)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def stamp_page(html: str, digests: Mapping[str, str]) -> str:
    """The page with its digest behind each asset that it names."""

    def stamp(match: re.Match[str]) -> str:
        return f"{match[1]}?v={digests[match[1]]}" if match[1] in digests else match[0]

    return _ADDRESSES.sub(lambda address: _IN_PAGE.sub(stamp, address[0]), html)


def remove_unused(site_dir: Path, pages: Iterable[str]) -> None:
    """Remove scripts and styles that no page names: a theme brings many, and none should run that is not needed."""
    addresses = (address[0] for html in pages for address in _ADDRESSES.finditer(html))
    named = {match[1] for address in addresses for match in _IN_PAGE.finditer(address)}
    for name, path in _list_assets(site_dir):
        if name.endswith(_PROGRAM) and name not in named:
            path.unlink()
