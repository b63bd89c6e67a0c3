"""Which of the named fields a part of the handbook has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ...content.model import Model


def given(part: Model, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield (name, value) of those fields that this part has: asking pydantic for another costs much more."""
    return ((name, getattr(part, name)) for name in _known_fields(type(part), names))


@cache
def _known_fields(kind: type[Model], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name in kind.model_fields)
