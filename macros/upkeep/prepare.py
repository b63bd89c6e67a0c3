"""What the generator lays in a handbook: files that both engines want to find there, and that are not the handbook's own."""

from __future__ import annotations

import re
from pathlib import Path

from .. import CONFIG
from ..content.schema import render_schemas
from ..content.shared import SHARED
from ..reading.files import language_in
from ..words import speak

COMMON_CONFIG = ".handboek.yml"  # which the handbook's own inherits
_FOLDERS = ("docs/assets/css", "docs/assets/js", "overrides")
_FILES = ("docs/assets/img/merk.svg", "docs/robots.txt")
_SCHEMAS = "data/_schema"
_LIST = ".handboek.txt"  # what was laid, so that only that is taken away
LAID = (*(f"{name}/" for name in (*_FOLDERS, _SCHEMAS)), *_FILES, COMMON_CONFIG, _LIST)  # what its git leaves out
_OWN = {"site_name", "site_description", "watch", "extra", "nav"}
_KEY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


def prepare(project: Path) -> None:
    """Lay the files of this version in `project`, and take away those of another; what somebody added stays."""
    if project.resolve() == SHARED:
        return
    speak(language_in(project / "data"))  # for what an editor reads in the schemas
    wanted, listed = _wanted(), project / _LIST
    before = listed.read_text("utf-8").split("\n") if listed.is_file() else []
    for name in set(filter(None, before)) - set(wanted):
        (project / name).unlink(missing_ok=True)
    for name, content in wanted.items():
        _lay(content, project / name)
    _lay("\n".join(sorted(wanted)).encode(), listed)


def _wanted() -> dict[str, bytes]:
    """What each of the files that the generator lays must hold."""
    copied = [path for name in _FOLDERS for path in (SHARED / name).rglob("*") if path.is_file()]
    return {
        **{path.relative_to(SHARED).as_posix(): path.read_bytes() for path in copied},
        **{name: (SHARED / name).read_bytes() for name in _FILES},
        **{f"{_SCHEMAS}/{name}": text.encode() for name, text in render_schemas().items()},
        COMMON_CONFIG: common_config((SHARED / CONFIG).read_text("utf-8")).encode(),
    }


def common_config(config: str) -> str:
    """The text of a configuration without what is a handbook's own; its macros are those of the package."""
    common = "".join(block for key, block in config_blocks(config).items() if key not in _OWN)
    return common.replace("module_name: macros", "modules: [macros]")


def config_blocks(config: str) -> dict[str, str]:
    """The text of each key at the top level."""
    return {block.partition(":")[0]: block for block in _KEY.split(config) if _KEY.match(block)}


def _lay(content: bytes, target: Path) -> None:
    """Write a file, but only when it says something else: a server that looks on builds anew for each."""
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
