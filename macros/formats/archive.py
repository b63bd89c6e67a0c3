"""ZIP files, which is what Word files and EPUBs are: the same parts and moment always give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_READABLE = 0o644 << 16


def pack(parts: Mapping[str, bytes], moment: datetime, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP of these parts in this order, all dated `moment`; those in `stored` are not compressed."""
    output = BytesIO()
    with ZipFile(output, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return output.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a ZIP by their names, in order."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
