"""The whole site as a ZIP that works from a USB stick: unpack, read what to do, and one page to double-click."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from markupsafe import Markup

from ..edition.catalog import OFFLINE
from ..edition.imprint import Imprint
from ..render.view import render_file
from ..words import gettext
from .compression import ENDINGS
from .editing import without_edit_links

_TEMPLATES = Path(__file__).parent / "templates"
_NO_USE = ("sitemap.xml", "404.html")
_PRELOAD = re.compile(
    r'<link rel="preload"[^>]*>\s*'
)  # files have no origin, so a browser gets these in vain, and says so


def files_folder() -> str:
    """The name of the folder that holds the site, below what a reader opens."""
    return gettext("files")


def write_offline_copy(site_dir: Path, imprint: Imprint) -> Path:
    """Zip the site into its own downloads; the same site always gives the same bytes. Returns the file."""
    target = site_dir / OFFLINE.path
    content = _zip_site(site_dir, target, imprint)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def _zip_site(site_dir: Path, target: Path, imprint: Imprint) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = f"{imprint.title}, {imprint.version_words}. {imprint.licence}".encode()
        for name, content in (*_guide(imprint), *_site_files(site_dir, target)):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", imprint.moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if _is_packed(name) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return output.getvalue()


def _guide(imprint: Imprint) -> Iterator[tuple[str, bytes]]:
    """What one sees on opening the folder: what to do, as Windows writes text, and the one page to open."""
    guide, opening = gettext("READ ME") + ".txt", gettext("Open the handbook") + ".html"
    page = render_file(_TEMPLATES, "lees-mij.txt", imprint=imprint, opening=opening, files=files_folder())
    words = Markup(page).unescape().strip()
    yield guide, "\r\n".join([*words.splitlines(), ""]).encode("utf-8-sig")
    yield opening, render_file(_TEMPLATES, "open.html", imprint=imprint, home=f"{files_folder()}/index.html").encode()


def _site_files(site_dir: Path, target: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(path for path in site_dir.rglob("*") if path.is_file() and path != target):
        name = path.relative_to(site_dir).as_posix()
        if name not in _NO_USE and path.suffix not in ENDINGS:
            yield f"{files_folder()}/{name}", _content(path)


def _is_packed(name: str) -> bool:
    """Whether compressing again would only cost time."""
    return name.endswith((".woff2", ".png", ".docx", ".dotx", ".xlsx", ".pptx", ".epub", ".pdf"))


def _content(path: Path) -> bytes:
    """A file for the copy; a page does not offer the copy itself there, and asks for its letters by its styles alone."""
    if path.suffix != ".html":
        return path.read_bytes()
    page = without_edit_links(path.read_text(encoding="utf-8"))
    itself = rf'<span class="bestand" data-bestand="{re.escape(OFFLINE.name)}">.*?</span></span>'
    return _PRELOAD.sub("", re.sub(itself, "", page, flags=re.DOTALL)).encode()
