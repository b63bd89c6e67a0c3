"""What the search needs of a language, beside the rules that work in the reader's browser."""

from __future__ import annotations

from dataclasses import dataclass

from ..tokens import split_words

_NEVER = "(?!)"


@dataclass(frozen=True)
class Language:
    """Lists of words, folded, and patterns of words by which one asks for something; of what has none, nothing is known.

    `irregular` has a word as the rules know it, and its forms that they cannot derive: "loop liep liepen, ...".
    """

    stop_words: frozenset[str] = frozenset()  # that carry no meaning by themselves
    irregular: str = ""
    ordinals: tuple[str, ...] = ()
    meaning: str = _NEVER  # what something means
    task: str = _NEVER  # what somebody does
    all_of: str = _NEVER  # all of a kind
    who: str = _NEVER
    how_much: str = _NEVER  # how much, how long or when
    amount: str = _NEVER  # what the answer to that says
    contact_words: tuple[str, ...] = ()  # what readers type who look for somebody to ask

    def skips(self, text: str) -> bool:
        """Whether the search has nothing to go by: no word, a single letter, or one that carries no meaning by itself."""
        words = split_words(text)
        return len(words) < 2 and (not words or len(words[0]) < 2 or words[0] in self.stop_words)
