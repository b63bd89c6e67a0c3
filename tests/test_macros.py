"""Every macro gives the Markdown that stands in ``tests/macros/``; renew it with ``python -m tests.test_macros``."""

from __future__ import annotations

from functools import cache

import pytest

from macros.edition import Edition
from macros.edition.load import load_edition
from macros.edition.macros import VIEWS
from macros.edition.pages import read_pages
from macros.render.view import PageView
from tests.conftest import ROOT

_GOOD = ROOT / "tests" / "data_fout" / "_goed"
_EXPECTED = ROOT / "tests" / "macros"
_RENEW = "If this is what you meant, run: python -m tests.test_macros"


@cache
def small_edition() -> Edition:
    """A handbook of a few lines, about mending a tyre."""
    return load_edition(_GOOD / "data", _GOOD / "docs")


@cache
def placed() -> dict[str, tuple[str, str | None]]:
    """The page and the argument of each macro that the small handbook's pages place, the first time."""
    calls = [(call.macro, page.path, call.argument) for page in read_pages(_GOOD / "docs") for call in page.calls]
    return {macro: (page, argument) for macro, page, argument in reversed(calls)}


def any_argument(name: str) -> str | None:
    """Something that the macro can show, when it needs to be told what."""
    return next((item.id for item in small_edition().by_id.values() if item.noun() == VIEWS[name].noun), None)


def render(name: str) -> str:
    """What the macro gives on its page; on the front page when it has none."""
    page, argument = placed().get(name) or ("index.md", any_argument(name))
    return PageView(small_edition(), page).call(name, argument)


@pytest.mark.parametrize("name", VIEWS)
def test_macro_gives_what_is_expected(name: str) -> None:
    """The macro gives the expected Markdown, to the letter."""
    expected = (_EXPECTED / f"{name}.md").read_text(encoding="utf-8")
    assert render(name) == expected, _RENEW


def test_every_macro_has_one_expected_file() -> None:
    """There is an expected file for each macro and for nothing else."""
    assert {path.stem for path in _EXPECTED.iterdir()} == set(VIEWS), _RENEW


def renew() -> None:
    """Write what every macro gives now as what is expected, for a person to read before it is kept."""
    _EXPECTED.mkdir(exist_ok=True)
    for stale in {path for path in _EXPECTED.iterdir() if path.stem not in VIEWS}:
        stale.unlink()
    for name in VIEWS:
        (_EXPECTED / f"{name}.md").write_text(render(name), encoding="utf-8")


if __name__ == "__main__":
    renew()
