"""Where things stand, and how one page links to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.edition.pages import read_pages
from macros.edition.places import Place


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
    [
        *("fasen() | upper", "1 + 1", "'tekst'", "fasen().lengte", "fasen()[0]", "not fasen()"),
        *("fase('a', 'b')", "fase(titel='a')", "fase(*a)", "fase(**a)"),
    ],
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


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "# Home\n"),
        ("---\ntitle: Home\n---\n", "# Home\n"),
        ("\ufeff---\ntitle: Home\n---\n", "# Home\n"),
        ("\ufeff", "# Home\n"),
        ("---  \ntitle: Home\n--- \n", "# Home\n"),
        ("---\ntitle: Home\n...\n", "# Home\n"),
        ("---\ntitle: Home\n---\n", ""),
        ("---\ntitle: Home\n---\n", "{{- fasen() }}"),
        ("---\r\ntitle: Home\r\n---\r\n", "# Home\n"),
    ],
)
def test_the_head_of_a_page_is_not_its_text(tmp_path: Path, head: str, body: str) -> None:
    """What a page says about itself is read apart, however it was written; the rest is what it shows."""
    (tmp_path / "index.md").write_bytes(f"{head}{body}".encode())
    (page,) = read_pages(tmp_path)
    assert page.melding is None
    assert page.about == ({"title": "Home"} if "title" in head else {})
    assert page.text == ("" if "{{" in body else body)
    assert [call.macro for call in page.calls] == (["fasen"] if "{{" in body else [])


def test_mistakes_below_a_head_have_their_line(tmp_path: Path) -> None:
    """The lines of the head count."""
    (tmp_path / "index.md").write_text("---\ntitle: Home\n---\n# Home\n\n{{ 1 + 1 }}\n")
    (page,) = read_pages(tmp_path)
    assert page.melding
    assert page.melding.line == 6


@pytest.mark.parametrize("title", ["{{ 7 * 7 }}", "{{ fasen() }}", "{# stil #}", "{% if x %}"])
def test_the_head_of_a_page_says_nothing_in_braces(tmp_path: Path, title: str) -> None:
    """A title that a generator would work out is a mistake."""
    (tmp_path / "index.md").write_text(f'---\ntitle: "{title}"\n---\n# Home\n')
    (page,) = read_pages(tmp_path)
    assert page.melding
    assert "accolades" in page.melding.message


def assert_refused(docs: Path) -> None:
    """The page has a mistake on line 3."""
    (page,) = read_pages(docs)
    assert page.melding
    assert str(page.melding).startswith(
        f"{docs.name}/index.md:3: tussen accolades hoort op een pagina alleen een macro"
    )
