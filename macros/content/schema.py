"""JSON Schemas of the data files, for editors that check and complete while one types."""

from __future__ import annotations

import json
from pathlib import Path

from .model import Model, file_kinds


def render_schemas() -> dict[str, str]:
    """The text of each schema by its file name; `fase.json` is that of every file in ``fasen/``."""
    names = {name: ("fase" if name == "fasen" else name) for name in file_kinds()}
    return {f"{names[name]}.json": _render(kind) for name, kind in file_kinds().items()}


def _render(kind: type[Model]) -> str:
    return json.dumps(kind.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into `folder` and remove what is left of older ones; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    schemas = render_schemas()
    for stale in set(folder.glob("*.json")) - {folder / name for name in schemas}:
        stale.unlink()
    for name, text in schemas.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in schemas]
