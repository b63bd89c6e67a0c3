"""A stap or tip names at 'rollen' whom its own text names, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from macros.content.markdown import plain
from macros.content.model import Handboek, Model, Rol, Sectie, Stap, Tip
from macros.edition import Edition
from tests.conftest import real_edition
from tests.english import english_edition


def own_text(thing: Model) -> str:
    """All words of a stap, tip or sectie itself; what a stap holds speaks for itself."""
    names = ("titel", "doe", "toelichting", "tekst")
    return " ".join(" ".join(plain(getattr(thing, name, None)) for name in names).split())


def is_named(rol: Rol, text: str) -> bool:
    """Whether one of the words for `rol` stands in `text` as a whole word, with or without a capital before it."""
    for word in (rol.naam, *rol.genoemd_als):
        pattern = rf"(?<![\w-])[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}(?![\w-])"
        if re.search(pattern, text):
            return True
    return False


def with_rollen(handboek: Handboek) -> Iterator[Stap | Tip | Sectie]:
    """Every stap and tip of the method, and each sectie that says who is involved."""
    for fase in handboek.fasen:
        for _, part in fase.parts():
            if isinstance(part, (Stap, Tip)) or (isinstance(part, Sectie) and part.rollen):
                yield part


@pytest.fixture(params=[real_edition, english_edition], ids=["own", "english"])
def each_edition(request: pytest.FixtureRequest) -> Edition:
    """This handbook, and the English one."""
    found = request.param()
    assert isinstance(found, Edition)
    return found


def test_rollen_are_whom_the_text_names(each_edition: Edition) -> None:
    """At every stap and tip stand those whose name, or another word for them, is in its text."""
    rollen = each_edition.handboek.rollen.rollen
    things = list(with_rollen(each_edition.handboek))
    wrong = {
        thing.id: named
        for thing in things
        if set(named := [rol.id for rol in rollen if is_named(rol, own_text(thing))]) != set(thing.rollen)
    }
    assert not wrong
    assert len(things) > 50


@pytest.mark.parametrize(
    ("text", "named"),
    [("Bespreek dit met MEE.", True), ("Neem iets mee.", False), ("Ga mee naar MEE.", True), ("Waarmee?", False)],
)
def test_a_word_is_no_name(edition: Edition, text: str, named: bool) -> None:
    """A name in capitals is not found in a common word."""
    assert is_named(next(rol for rol in edition.handboek.rollen.rollen if rol.id == "mee"), text) is named


def test_every_word_for_a_rol_is_used(each_edition: Edition) -> None:
    """What stands at `genoemd_als` stands somewhere in a stap, tip or sectie."""
    texts = " ".join(map(own_text, with_rollen(each_edition.handboek)))
    for rol in each_edition.handboek.rollen.rollen:
        for word in rol.genoemd_als:
            assert word in texts, (rol.id, word)
