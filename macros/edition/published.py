"""What stood where in the version that was published last: addresses that readers keep, print and send to each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..reading.library import Library
from ..reading.messages import Melding, quote
from ..words import tell
from . import Edition
from .macros import ROL
from .places import Place
from .relations import Relations

NAME = "_gepubliceerd.json"  # in data/; a program writes it, as it does the schemas


def write_published(edition: Edition, data_dir: Path) -> Path:
    """Keep the place of every id of this version; returns the file."""
    path = data_dir / NAME
    places = {key: [place.page, place.anchor] for key, place in sorted(edition.places.items())}
    kept = {"versie": edition.handboek.methodiek.uitgave.versie, "plekken": places}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return path


def read_published(data_dir: Path) -> tuple[str, dict[str, Place]]:
    """The version that was published last and its places; nothing when none was kept, or the file is broken."""
    try:
        kept = json.loads((data_dir / NAME).read_text(encoding="utf-8"))
        return str(kept["versie"]), {key: Place(*place) for key, place in kept["plekken"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return "", {}


def vanished(library: Library, relations: Relations, data_dir: Path) -> Iterator[Melding]:
    """An id that was published is still there, or its successor is known."""
    version, places = read_published(data_dir)
    for key, place in places.items():
        old = key.removeprefix(ROL)
        if key not in relations.by_id and old not in library.moved:
            message = tell(
                "{id} was on {page} in version {version} and is gone; put here what took its place: {entry}",
                id=quote(old),
                version=version,
                page=place.page,
                entry=f"oud: {old}, nieuw: …, sinds: …",
            )
            yield Melding(f"{data_dir.name}/verhuisd.yml", 1, message)
