"""The files of the handbook: which there are, and from their values to the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from pydantic import ValidationError

from ..content.model import Fase, Handboek, Methodiek, Model, file_kinds, model_in
from ..words import DEFAULT, languages, tell
from .messages import explain_model, suggestion
from .school import LOGO_SUFFIXES, SCHOOL
from .yaml import Source, read_source

_HIDDEN = "._~"  # how the name of a file begins that a program made for itself
_FASE_ID = re.compile(rb"^id: *['\"]?([a-z0-9-]+)", re.MULTILINE)
_LANGUAGE = re.compile(rb"^taal: *['\"]?([a-z]+)", re.MULTILINE)
_HEAD = 10_000  # bytes in which the id of a fase stands
SOURCES = "bron"  # the folder in ``data/`` with the texts that the handbook was made from
YAML_NAME = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)


def list_files(data_dir: Path, docs_dir: Path) -> list[Path]:
    """Every file of which a change, or that it is there at all, may change what the handbook is."""
    folders = (data_dir, data_dir / "fasen", data_dir.parent / SCHOOL)  # a folder may be a link, which rglob passes by
    found = {path for folder in folders for path in folder.rglob("*") if _matters(path)}
    pages, sources = docs_dir.rglob("*.md"), (data_dir / SOURCES).glob("*.md")
    return [path for path in sorted(found.union(pages, sources)) if path.exists()]


def _matters(path: Path) -> bool:
    return bool(YAML_NAME.search(path.name)) or path.suffix in LOGO_SUFFIXES


@dataclass
class Loaded:
    """One file: its class (None: it does not belong to the handbook), and its object when it can be read.

    `whole` says that all of it is right; what can be read of a faulty file is kept and checked in the same run.
    """

    source: Source
    kind: type[Model] | None
    object: Model | None = None
    whole: bool = False


def _validate(source: Source, kind: type[Model]) -> Loaded:
    if source.value in (None, ""):
        return Loaded(source, kind)
    try:
        return Loaded(source, kind, kind.model_validate(source.value), whole=not source.meldingen)
    except ValidationError as error:
        for loc, message in explain_model(kind, error):
            source.report(source.line(loc), message)
        return Loaded(source, kind, _salvage(kind, source.value))


def _salvage(kind: type[Model], value: Any) -> Model | None:
    """As much of `value` as can be read as a `kind`: objects and texts, None for the rest."""
    if not isinstance(value, dict):
        return None
    fields = {name: _salvage_field(info.annotation, value.get(name)) for name, info in kind.model_fields.items()}
    return kind.model_construct(None, **fields)


def _salvage_field(annotation: Any, value: Any) -> Any:
    if get_origin(annotation) is tuple:
        return tuple(_salvage_one(annotation, item) for item in value) if isinstance(value, list) else ()
    return _salvage_one(annotation, value)


def _salvage_one(annotation: Any, value: Any) -> Any:
    if kind := model_in(annotation):
        return _salvage(kind, value)
    return value if isinstance(value, str) else None


def load_files(data_dir: Path) -> list[Loaded]:
    """Read and validate every file of the handbook; mistakes stand in each file's source."""
    optional = {name for name, info in Handboek.model_fields.items() if not info.is_required()}
    paths = {name: _path(name, data_dir) for name, kind in file_kinds().items() if kind is not Fase}
    kinds = {path: file_kinds()[name] for name, path in paths.items() if name not in optional or path.exists()}
    fasen = [path for path in sorted((data_dir / "fasen").glob("*.yml")) if path.name[0] not in _HIDDEN]
    school = _path(SCHOOL, data_dir)  # last: what clashes with the method is the school's mistake
    kinds = {**kinds, **dict.fromkeys(fasen, Fase), **({school: kinds[school]} if school in kinds else {})}
    kinds = dict(sorted(kinds.items(), key=lambda entry: entry[0] == school))
    copies = dict(_copies(fasen))
    loaded = [
        _refused(_name(path, data_dir), None, copies[path])
        if path in copies
        else _load(path, _name(path, data_dir), kind)
        for path, kind in kinds.items()
    ]
    if not fasen:
        loaded.append(_refused(f"{data_dir.name}/fasen/", Fase, tell("this folder must hold a file for each phase")))
    return loaded + list(_strangers(data_dir, kinds))


def language_in(data_dir: Path) -> str:
    """The language that the method says it is in, however broken its file is; one without words is not known."""
    try:
        found = _LANGUAGE.search(_path(Methodiek.noun(), data_dir).read_bytes())
    except OSError:
        found = None
    language = found[1].decode() if found else DEFAULT
    return language if language in languages() else DEFAULT


def _copies(fasen: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield (file, what is wrong with it) for a fase that stands in a second file: the one that is called as it is not."""
    owners: dict[str, list[Path]] = {}
    for path in fasen:
        if path.is_file() and (found := _FASE_ID.search(path.read_bytes()[:_HEAD])):
            owners.setdefault(found[1].decode(errors="replace"), []).append(path)
    for fase_id, paths in owners.items():
        original = next((path for path in paths if path.stem == fase_id), min(paths, key=lambda path: len(path.name)))
        for path in paths:
            if path != original:
                yield path, tell("this is a copy of {name}; take one of the two away", name=original.name)


def _path(name: str, data_dir: Path) -> Path:
    """Where the file of a field stands: a school's own layer beside the data of the method."""
    return (data_dir.parent / name if name == SCHOOL else data_dir) / f"{name}.yml"


def _name(path: Path, data_dir: Path) -> str:
    return path.relative_to(data_dir.parent).as_posix()


def _load(path: Path, name: str, kind: type[Model]) -> Loaded:
    return (
        _validate(read_source(path, name), kind)
        if path.exists()
        else _refused(name, kind, tell("this file is missing"))
    )


def _refused(name: str, kind: type[Model] | None, message: str) -> Loaded:
    source = Source(name)
    source.report(1, message)
    return Loaded(source, kind)


def _strangers(data_dir: Path, known: Iterable[Path]) -> Iterator[Loaded]:
    """Files that nothing reads: a slip in a name must not make text vanish."""
    for folder in (data_dir, data_dir.parent / SCHOOL):
        names = [path.name for path in known if path.parent == folder]
        for path in sorted(set(folder.rglob("*")).difference(known)):
            hidden = any(part[0] in _HIDDEN for part in path.relative_to(folder).parts)
            if YAML_NAME.search(path.name) and not hidden:
                right = names if path.parent == folder else [f"{path.name.split('.')[0]}.yml"]
                message = tell("this file is not read") + suggestion(path.name, right)
                yield _refused(_name(path, data_dir), None, message)
