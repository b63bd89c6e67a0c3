"""The languages that the search knows: each a module here with its lists, and a script with its rules.

A language without them is searched all the same: each word then stands for itself.
"""

from __future__ import annotations

from .dutch import DUTCH
from .english import ENGLISH
from .language import Language

LANGUAGES = {"en": ENGLISH, "nl": DUTCH}  # the rules of each are in assets/js/zoektaal-<name>.js
_UNKNOWN = Language()


def language_of(name: str) -> Language:
    """What the search knows of the language with this name."""
    return LANGUAGES.get(name, _UNKNOWN)
