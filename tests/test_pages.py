"""Where things stand, and how one page links to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.pages import Place
from macros.placing import read_pages


@pytest.mark.parametrize(
    ("page", "anchor", "from_page", "href"),
    [
        ("index.md", "", "index.md", "index.html"),
        ("index.md", "doel", "index.md", "#doel"),
        ("partners.md", "", "index.md", "partners.html"),
        ("partners.md", "kpc", "index.md", "partners.html#kpc"),
        ("fase/index.md", "", "index.md", "fase/index.html"),
        ("fase/focus.md", "stap", "fase/index.md", "focus.html#stap"),
        ("fase/focus.md", "stap", "fase/focus.md", "#stap"),
        ("index.md", "", "fase/focus.md", "../index.html"),
        ("andere/focus.md", "stap", "fase/focus.md", "../andere/focus.html#stap"),
        ("a/b/c.md", "", "a/d/e.md", "../b/c.html"),
    ],
)
def test_href_is_relative(page: str, anchor: str, from_page: str, href: str) -> None:
    """An address leads from the one page to the other, wherever the site stands."""
    assert Place(page, anchor).href(from_page) == href


@pytest.mark.parametrize(
    "between_braces",
    ["fasen() | upper", "1 + 1", "'tekst'", "fasen().lengte", "fase('a', 'b')", "fasen()[0]", "not fasen()"],
)
def test_a_page_holds_macros_only(tmp_path: Path, between_braces: str) -> None:
    """Whatever else Jinja knows is a mistake with its line."""
    (tmp_path / "index.md").write_text(f"# Home\n\n{{{{ {between_braces} }}}}\n")
    assert_refused(tmp_path)


@pytest.mark.parametrize("statement", ["{% if x %}{% endif %}", "{% include 'x.md' %}", "{% set x = 1 %}"])
def test_a_page_decides_nothing(tmp_path: Path, statement: str) -> None:
    """A statement is a mistake with its line."""
    (tmp_path / "index.md").write_text(f"# Home\n\n{statement}\n")
    assert_refused(tmp_path)


def assert_refused(docs: Path) -> None:
    """The page has a mistake on line 3."""
    (page,) = read_pages(docs)
    assert page.melding
    assert str(page.melding).startswith(
        f"{docs.name}/index.md:3: tussen accolades hoort op een pagina alleen een macro"
    )
