"""The words of the interface: all that pages, scripts and files show and that is not the method's own text.

The code says each of them in English; ``nl.po`` beside this file holds what that is in Dutch. It is called alike in
Python, in a Jinja template (which is handed these two functions) and in a script:

    gettext("Show all")
    gettext("{shown} of {all}", shown=3, all=32)            in a script: gettext("{shown} of {all}", { shown, all })
    ngettext("{number} step", "{number} steps", number)     the singular is for 1
    named("Step")       the same text, for a constant: gettext shows it, as the language is known only then

What is said to editors, in whatever language they have chosen, is asked with `tell` in the place of `gettext`:

    tell("{name} is missing", name="'doe'")

Each value has a name in braces, so that a translation may change their order. The text is a literal: it is looked for
in the code. To add a word, write the call, type ``make words``, and fill in the empty ``msgstr`` in ``nl.po``; a test
fails while the catalogue and the code do not hold the same words. Scripts get theirs when a site is finished.

What can't call anything, the frame of a page (``overrides/``, read by two engines) and the styles, says ⟦Show all⟧, or
⟦To {title}¦…⟧ with its values in order. Those too are filled in when a site is finished.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from .nouns import Noun, rename

FOLDER = Path(__file__).parent
SOURCE, DEFAULT = "en", "nl"  # what the code says, and what readers see unless a method says otherwise
EDITORS_LANGUAGE = "HANDBOEK_TAAL"  # the variable in which an editor may choose a language
_MACHINES_LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that says anything decides, as POSIX has it
Speech = tuple[str, tuple[tuple[str, Noun], ...]]  # a language, and a method's own nouns
_spoken: Speech = (DEFAULT, ())
_to_editors = ContextVar("to_editors", default=False)
MARKED = re.compile("⟦([^⟦⟧¦]+)((?:¦[^⟦⟧¦]*)*)⟧")
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Words:
    """The words of one language: for each English text its translation, or its singular and its plural.

    `for_scripts` holds those that the scripts show.
    """

    forms: dict[str, list[str]]
    for_scripts: dict[str, list[str]]

    def form(self, text: str, number: int = 1) -> str:
        """`text` in this language, its values still to be filled in: its singular for 1, else its plural.

        Raises LookupError for a text that is not in the catalogue.
        """
        forms = self.forms.get(text, [])
        if not all(forms) or not forms:
            raise LookupError(f"The catalogue of words has no {text!r}; type: make words")
        return forms[0 if number == 1 else 1]


@cache
def languages() -> list[str]:
    """Every language that the interface speaks: that of the code, and those that have a catalogue."""
    return sorted({SOURCE, *(path.stem for path in FOLDER.glob("*.po"))})


def speak(language: str, nouns: Mapping[str, Noun] | None = None) -> None:
    """Show the words of this language from now on, with a method's own `nouns`; raises LookupError when it has none."""
    resume((language, tuple((nouns or {}).items())))


def resume(speech: Speech) -> None:
    """Show the words that `speech` gave elsewhere: in another process, say."""
    global _spoken
    read_words(*speech)
    _spoken = speech


def speech() -> Speech:
    """What decides which words readers see now."""
    return _spoken


@contextmanager
def spoken_to_editors(is_so: bool = True) -> Iterator[None]:
    """Within this, in this thread, all words are for editors, in their language; `is_so` false: for readers again."""
    before = _to_editors.set(is_so)
    try:
        yield
    finally:
        _to_editors.reset(before)


def spoken() -> str:
    """The language of who is spoken to now."""
    return _heard()[0]


def _heard() -> Speech:
    """What is spoken now: to readers the language of the method, to editors their own if the interface has it."""
    chosen = _chosen_by_editor() if _to_editors.get() else None
    return _spoken if chosen in (None, _spoken[0]) else (chosen, ())


def _chosen_by_editor() -> str | None:
    """The language that who types commands has chosen; None when that is none, or one without words."""
    said = next(filter(None, map(os.environ.get, (EDITORS_LANGUAGE, *_MACHINES_LANGUAGE))), "")
    code = re.split(r"[^a-z]", said.lower(), maxsplit=1)[0]
    return code if code in languages() else None


def form(text: str, number: int = 1) -> str:
    """`text`, in English, in the words of who is spoken to, its values not filled in: its singular for 1, else its plural."""
    return read_words(*_heard()).form(text, number)


@cache
def read_words(language: str, nouns: tuple[tuple[str, Noun], ...] = ()) -> Words:
    """The words of a language, with a method's own nouns; raises LookupError when it has no catalogue."""
    if language not in languages():
        raise LookupError(f"The interface has no words in {language!r}: there is no {language}.po in {FOLDER}")
    path = FOLDER / f"{DEFAULT if language == SOURCE else language}.po"
    found = {source(message.id): message for message in read_catalog(path) if message.id}
    said = {text: message.id if language == SOURCE else message.string for text, message in found.items()}
    own = dict(nouns)
    forms = {text: [rename(words, language, own) for words in as_list(said[text])] for text in said}
    used = {text for text, message in found.items() if any(name.endswith(".js") for name, _ in message.locations)}
    return Words(forms, {text: forms[text] for text in forms if text in used})


def read_catalog(path: Path) -> Catalog:
    """A file of words, whose name is its language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def source(message_id: str | list[str] | tuple[str, ...]) -> str:
    """The English text of a message; of one with a number its singular."""
    return as_list(message_id)[0]


def as_list(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """The forms of a message: one, or a singular and a plural."""
    return [text] if isinstance(text, str) else list(text or ())


def gettext(text: str, **values: object) -> str:
    """`text`, in English, as readers see it."""
    return form(text).format(**values)


def ngettext(one: str, more: str, number: int, **values: object) -> str:
    """`one` or `more`, in English and with ``{number}``, as readers see it."""
    return form(one, number).format(number=number, **values)


def is_known(text: str) -> bool:
    """Whether a text, in English, is one of the words of the interface."""
    return text in read_words(*_heard()).forms


def tell(text: str, **values: object) -> str:
    """`text`, in English, as editors see it, whatever readers speak."""
    with spoken_to_editors():
        return gettext(text, **values)


def named(text: str) -> str:
    """`text`, in English, marked as one that readers see: for a constant, which `gettext` shows later."""
    return text


def fill_in(text: str) -> str:
    """A page or a style as readers see it: each text that is marked in it in their words; no other text is touched."""
    return MARKED.sub(_fill_in, text)


def _fill_in(marked: re.Match[str]) -> str:
    text, values = marked[1], marked[2].split("¦")[1:]
    if not is_known(text):
        return marked[0]
    return gettext(text, **dict(zip(_NAME.findall(text), values, strict=True)))


def words_of_scripts() -> dict[str, list[str]]:
    """For each English text that a script shows its translation, or its singular and its plural."""
    return read_words(*_heard()).for_scripts
