"""A project with a copy of this code and another handbook, for tests that build, break or change one."""

from __future__ import annotations

import shutil
from pathlib import Path

from macros import CONFIG
from macros.content.schema import write_schemas
from macros.reading.files import language_in
from macros.upkeep.prepare import config_blocks
from macros.words import speak

_ROOT = Path(__file__).parent.parent
_EXAMPLE = _ROOT / "tests" / "voorbeeld"
_CODE = ("docs/assets/css", "docs/assets/js", "docs/assets/img/merk.svg", "docs/robots.txt", "macros", "overrides")
_OWN = ("data", "docs", "README.md")


def make_example(folder: Path) -> None:
    """Make in `folder` the project of the example, which stands alone."""
    (folder / "school").mkdir(parents=True)
    for source, name in (*((_ROOT, name) for name in _CODE), *((_EXAMPLE, name) for name in _OWN)):
        _copy(source / name, folder / name)
    speak(language_in(folder / "data"))
    write_schemas(folder / "data" / "_schema")
    config = merge_config((_ROOT / CONFIG).read_text("utf-8"), (_EXAMPLE / CONFIG).read_text("utf-8"))
    (folder / CONFIG).write_text(config, encoding="utf-8")


def merge_config(common: str, own: str) -> str:
    """The text of a configuration in which each key of `own` takes the place of that of `common`, remarks and all."""
    replaced = config_blocks(own)
    return "".join(replaced.get(key, block) for key, block in config_blocks(common).items())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "decisions"), dirs_exist_ok=True)
    else:
        shutil.copy(source, target)
