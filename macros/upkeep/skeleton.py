"""The beginning of a handbook for another method: what is its own, in its language; all else the generator lays."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..content.names import KEYS, say_key
from ..content.shared import SHARED
from ..words import gettext, named, speak, tell
from .prepare import LAID, prepare
from .version import PACKAGE, VERSION, keep_version

_TEMPLATES = Path(__file__).parent / "skeleton"
# What the file of each page is called, beside the first and those of the fasen: readers see it in the address.
_PAGES = {
    "alles": named("everything"),
    "lijst": named("lists"),
    "methode": named("method"),
    "naslag": named("reference"),
    "wie": named("who"),
}
_LOCAL = "lokaal.mk"  # where this machine gets the generator; the skeleton's .gitignore has it


def make_skeleton(folder: Path, title: str, language: str, fasen: int) -> None:
    """Make a handbook in `folder` that works, for an editor to fill in.

    Raises FileExistsError when `folder` holds something already, LookupError for a language without words.
    """
    speak(language)
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(tell("{folder} is not empty; choose a folder that does not exist yet", folder=folder))
    templates = _environment(folder, title, language, fasen)
    for name in templates.list_templates(extensions=["j2"]):
        template = templates.get_template(name)
        for number in range(1, fasen + 1) if Path(name).name.startswith("fase.") else (0,):
            path = folder / _target(name.removesuffix(".j2"), number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(template.render(number=number), encoding="utf-8")
    keep_version(folder / "data")
    if (SHARED / "pyproject.toml").is_file():  # this is no wheel: follow the code where it stands
        (folder / _LOCAL).write_text(f'GENERATOR = --editable "{SHARED}"\n', encoding="utf-8")
    prepare(folder)
    if shutil.which("git"):
        subprocess.run(["git", "init", "--quiet", str(folder)], check=True)


def _environment(folder: Path, title: str, language: str, fasen: int) -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    jinja.filters["scalar"] = _scalar
    jinja.globals |= {
        "gettext": gettext,
        "title": title,
        "language": language,
        "fasen": range(1, fasen + 1),
        "lasting_name": re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-") or "handboek",
        "pages": {name: gettext(text) for name, text in _PAGES.items()},
        "phase": gettext("phase"),
        "keys": sorted(KEYS),
        "say_key": say_key,
        "today": date.today(),
        "laid": LAID,
        "package": PACKAGE,
        "version": VERSION,
    }
    return jinja


def _target(name: str, number: int) -> str:
    """Where a template's text goes: pages and fasen have names in the language of the method."""
    path, phase = Path(name), gettext("phase")
    if number:
        return str(path.with_stem(f"{phase}-{number}"))
    if path.parent.name == "docs" and path.stem in _PAGES:
        return str(path.with_stem(gettext(_PAGES[path.stem])))
    return name


def _scalar(text: Any) -> str:
    """A text as YAML writes it on one line, in quotes where it needs those."""
    return yaml.safe_dump(text, allow_unicode=True, width=float("inf")).removesuffix("...\n").strip()
