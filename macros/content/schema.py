"""JSON Schemas of the data files, for editors that check and complete while one types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..words import gettext, is_known
from .model import Model, file_kinds


def render_schemas() -> dict[str, str]:
    """The text of each schema by its file name, in the language that is spoken; `fase.json` is that of every file in ``fasen/``."""
    names = {name: ("fase" if name == "fasen" else name) for name in file_kinds()}
    return {f"{names[name]}.json": _render(kind) for name, kind in file_kinds().items()}


def _render(kind: type[Model]) -> str:
    return json.dumps(described(kind.model_json_schema()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def described(schema: Any) -> Any:
    """A schema with each description in the language of the method; what a class says is for programmers, and goes."""
    if isinstance(schema, list):
        return [described(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    about = schema.get("description")
    shown = {"description": gettext(about)} if isinstance(about, str) and is_known(about) else {}
    return {
        name: described(value) for name, value in schema.items() if name != "description" or not isinstance(value, str)
    } | shown


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into `folder` and remove what is left of older ones; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    schemas = render_schemas()
    for stale in set(folder.glob("*.json")) - {folder / name for name in schemas}:
        stale.unlink()
    for name, text in schemas.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in schemas]
