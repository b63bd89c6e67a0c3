"""The beginning of a handbook for another method: the code of this project with a small example for its data and pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from .. import CONFIG
from ..content.schema import write_schemas

_ROOT = Path(__file__).parents[2]
_EXAMPLE = _ROOT / "tests" / "voorbeeld"
_SHARED = (
    ".ci/install.sh", ".editorconfig", ".gitignore", ".vscode", "LICENSE", "deploy", "docs/assets/css",
    "docs/assets/js", "docs/assets/img/merk.svg", "docs/robots.txt", "macros", "overrides",
    "requirements*.txt", "school/README.md",
)  # fmt: skip
_NAMES = re.compile(r"^(name = \")[\w-]+-(?=handboek)|^description = .*\n", re.MULTILINE)  # what names this method
_LASTING_NAME = re.compile(r"(?<=^  kenmerk: ).*", re.MULTILINE)
_KEY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


def make_skeleton(folder: Path) -> None:
    """Make a project in `folder` that stands alone: `make serve` shows the example, for an editor to replace.

    Raises FileExistsError when `folder` holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is niet leeg; kies een map die nog niet bestaat")
    for path in (path for pattern in _SHARED for path in _ROOT.glob(pattern)):
        _copy(path, folder / path.relative_to(_ROOT))
    for name in ("data", "docs", "README.md"):
        _copy(_EXAMPLE / name, folder / name)
    makefile = without_tests((_ROOT / "Makefile").read_text("utf-8"))
    (folder / "Makefile").write_text(makefile, encoding="utf-8")
    project = _NAMES.sub(r"\1", (_ROOT / "pyproject.toml").read_text("utf-8"))
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    write_schemas(folder / "data" / "_schema")
    config = merge_config((_ROOT / CONFIG).read_text("utf-8"), (_EXAMPLE / CONFIG).read_text("utf-8"))
    own_name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "handboek"
    (folder / CONFIG).write_text(_LASTING_NAME.sub(own_name, config), encoding="utf-8")


def without_tests(makefile: str) -> str:
    """The text of a Makefile without the rules that need the tests, which stay with the code that they are of."""
    kept = "\n\n".join(rule for rule in makefile.split("\n\n") if "$(VENV)/.test" not in rule) + "\n"
    targets = re.findall(r"^([a-z]+):", kept, re.MULTILINE)
    return re.sub(r"(?<=^\.PHONY: ).*", " ".join(targets), kept, count=1, flags=re.MULTILINE)


def merge_config(common: str, own: str) -> str:
    """The text of a configuration in which each key of `own` takes the place of that of `common`, remarks and all."""
    replaced = _blocks(own)
    return "".join(replaced.get(key, block) for key, block in _blocks(common).items())


def _blocks(config: str) -> dict[str, str]:
    """The text of each key at the top level."""
    return {block.partition(":")[0]: block for block in _KEY.split(config) if _KEY.match(block)}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "decisions"), dirs_exist_ok=True)
    else:
        shutil.copy(source, target)
