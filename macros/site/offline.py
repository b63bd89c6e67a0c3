"""The whole site as a ZIP that works from a USB stick: unpack, double-click ``index.html``."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from ..edition.catalog import OFFLINE
from ..edition.imprint import Imprint
from .compression import ENDINGS

_NO_USE = ("sitemap.xml", "404.html")
_PRELOAD = re.compile(
    r'<link rel="preload"[^>]*>\s*'
)  # files have no origin, so a browser gets these in vain, and says so
_ITSELF = re.compile(rf'<span class="bestand" data-bestand="{re.escape(OFFLINE.name)}">.*?</span></span>', re.DOTALL)


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
        for path in sorted(path for path in site_dir.rglob("*") if path.is_file() and path != target):
            name = path.relative_to(site_dir).as_posix()
            if name not in _NO_USE and path.suffix not in ENDINGS:
                entry = zipfile.ZipInfo(f"{target.stem}/{name}", imprint.moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_STORED if _is_packed(path) else zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, _content(path))
    return output.getvalue()


def _is_packed(path: Path) -> bool:
    """Whether compressing again would only cost time."""
    return path.suffix in (".woff2", ".png", ".docx", ".xlsx", ".epub", ".pdf")


def _content(path: Path) -> bytes:
    """A file for the copy; a page does not offer the copy itself there, and asks for its letters by its styles alone."""
    if path.suffix != ".html":
        return path.read_bytes()
    return _PRELOAD.sub("", _ITSELF.sub("", path.read_text(encoding="utf-8"))).encode()
