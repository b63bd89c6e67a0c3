"""A file whose bytes would differ has another key: what it is made from is its key, and nothing else is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from macros.content.model import Handboek, Model, Uitgave
from macros.edition import Edition
from macros.edition.catalog import list_downloads
from macros.edition.colours import STYLESHEET
from macros.edition.imprint import read_imprint
from macros.edition.load import load_edition
from macros.making.workshop import Workshop
from macros.making.write import Job, code_digest
from macros.words import speak
from macros.words.nouns import Noun
from tests.conftest import ROOT

_EXAMPLE = ROOT / "tests" / "voorbeeld"
# Of the rest the key is the very text that is laid out, so they would differ together.
_MADE_FROM_THE_MODEL = (".xlsx", ".csv", ".json")


@cache
def example() -> Edition:
    """A handbook with something of nearly every noun."""
    return load_edition(_EXAMPLE / "data", _EXAMPLE / "docs")


def jobs(edition: Edition) -> dict[str, Job]:
    """The files that are made from the model itself, by their paths."""
    workshop = Workshop(edition, read_imprint(edition.handboek), ROOT / "docs" / "assets" / "css")
    files = (file for file in list_downloads(edition) if file.name.endswith(_MADE_FROM_THE_MODEL))
    return {file.path: workshop.job(file) for file in files}


@cache
def made() -> dict[str, tuple[str, bytes]]:
    """The key and the bytes of each file of the example."""
    return {path: (job.digest, job.run()) for path, job in jobs(example()).items()}


def change(part: Model, name: str) -> Any:
    """Another value for a field; None when there is no other that the handbook could hold."""
    value, annotation = getattr(part, name), type(part).model_fields[name].annotation
    if isinstance(value, bool):
        return not value
    if get_origin(annotation) is Literal:
        return next(choice for choice in get_args(annotation) if choice != value)
    if isinstance(value, str) and name != "id":
        return f"{value} anders"
    return value[:-1] if isinstance(value, tuple) and value else None


def put(part: Model, path: tuple[str | int, ...], value: Any) -> Any:
    """`part` with another value at `path`."""
    name, *rest = path
    if not rest:
        return part.model_copy(update={str(name): value})
    held = getattr(part, str(name))
    if isinstance(held, tuple):
        index, *deeper = rest
        item = put(held[int(index)], tuple(deeper), value)
        return part.model_copy(update={str(name): (*held[: int(index)], item, *held[int(index) + 1 :])})
    return part.model_copy(update={str(name): put(held, tuple(rest), value)})


def parts(kind: str) -> Iterator[tuple[tuple[str | int, ...], Model]]:
    """Where something of this class stands in the example, the first time."""
    found = ((path, part) for path, part in example().handboek.parts() if type(part).__name__ == kind)
    return (next(found) for _ in range(1))


_KINDS = sorted({type(part).__name__ for _, part in example().handboek.parts()} - {Handboek.__name__})


@pytest.mark.parametrize("kind", _KINDS)
def test_what_changes_a_file_changes_its_key(kind: str) -> None:
    """Change any field of any class of the model: a file whose bytes differ then has another key."""
    for path, part in parts(kind):
        for name in type(part).model_fields:
            if (value := change(part, name)) is None:
                continue
            handboek = put(example().handboek, (*path, name), value)
            with suppress(KeyError, StopIteration, ValueError):  # an id that leads nowhere: the rules refuse it
                for file, job in jobs(replace(example(), handboek=handboek)).items():
                    if file in made() and job.digest == made()[file][0]:
                        assert job.run() == made()[file][1], f"{file} holds {kind}.{name}, and its key does not"


def test_a_rol_by_another_name_is_made_again() -> None:
    """The workbook of a checklist names rollen: rename one, and it has another key."""
    changed = replace(example(), handboek=put(example().handboek, ("rollen", "rollen", 0, "naam"), "iemand anders"))
    workbooks = [path for path in made() if path.endswith(".xlsx")]
    assert workbooks
    assert any(jobs(changed)[path].digest != made()[path][0] for path in workbooks)


def test_the_same_handbook_has_the_same_keys() -> None:
    """Read again, everything has the key that it had: what has not changed is not made again."""
    again = load_edition(_EXAMPLE / "data", _EXAMPLE / "docs")
    assert {path: job.digest for path, job in jobs(again).items()} == {path: key for path, (key, _) in made().items()}
    assert Uitgave.__name__ in _KINDS


def test_other_words_make_files_anew() -> None:
    """A maker says words of its own: in another language, or with another noun, they differ."""
    said: list[tuple[str, dict[str, Noun]]] = [("nl", {}), ("en", {}), ("en", {"stap": Noun("task", "tasks")})]
    keys = []
    for language, nouns in said:
        speak(language, nouns)
        keys.append(Job("een.txt", str.encode, ("een",)).digest)
    assert len(set(keys)) == len(said)


def test_another_colour_makes_files_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stylesheet from which files have their colours is part of every key."""
    before = code_digest.__wrapped__()
    colours = tmp_path / "kleuren.css"
    colours.write_text(STYLESHEET.read_text(encoding="utf-8").replace("#12464d", "#123456"), encoding="utf-8")
    monkeypatch.setattr("macros.making.write.STYLESHEET", colours)
    assert code_digest.__wrapped__() != before
