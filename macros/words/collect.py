"""Brings the catalogues of words up to date with the code: ``make words``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from . import FOLDER, MARKED, as_list, read_catalog

_ROOT = FOLDER.parents[1]
_KEYWORDS = {"gettext": None, "named": None, "tell": None, "ngettext": (1, 2)}
_STRICT = {"silent": "false"}  # or Babel passes over a template that it cannot read


def read_marked(file: IO[bytes], *_: Any, **__: Any) -> Iterator[tuple[int, str, str, list[str]]]:
    """The words that are marked in a file, as Babel asks for them."""
    yield from ((1, "gettext", word[1], []) for word in MARKED.finditer(file.read().decode()))


_MARKED = "macros.words.collect:read_marked"
# Where words stand, and what reads them there.
_SOURCES = (
    ("docs/assets/js", "**.js", "javascript"),
    ("macros", "**.j2", "jinja2"),
    ("macros", "**.py", "python"),
    ("macros", "**.css", _MARKED),
    ("docs/assets/css", "**.css", _MARKED),
    ("overrides", "**.html", _MARKED),
)
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def collect_words(root: Path = _ROOT) -> Catalog:
    """Every word that the code of a project names, with the files that do."""
    words = Catalog(fuzzy=False)
    for folder, pattern, method in _SOURCES:
        found = extract_from_dir(root / folder, [(pattern, method)], {"**.j2": _STRICT}, keywords=_KEYWORDS)
        for name, _, message, _, _ in found:
            path = Path(folder, name).as_posix()
            words.add(message, locations=[(path, None)])  # type: ignore[list-item]
    return words


def update_catalog(path: Path, words: Catalog) -> bytes:
    """A file of words as it should be: without what nothing names any more, and with what is new, still empty."""
    catalog = read_catalog(path)
    catalog.update(words, no_fuzzy_matching=True)
    output = BytesIO()
    write_po(output, catalog, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return _HEADER.format(language=path.stem).encode() + output.getvalue()


def main() -> int:
    """Update every catalogue and say what has no translation yet; returns 1 when there is such a word."""
    words = collect_words()
    empty = 0
    for path in sorted(FOLDER.glob("*.po")):
        path.write_bytes(update_catalog(path, words))
        for message in read_catalog(path):
            if message.id and not all(as_list(message.string)):
                print(f"{path.relative_to(_ROOT)}: {message.id!r} has no translation yet")
                empty += 1
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
