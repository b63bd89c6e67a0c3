"""What macros make goes through Markdown as it is, and what is in it can still be linked to."""

from __future__ import annotations

from typing import Any

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from macros.render.fence import RawHtml, fence
from macros.render.view import heading


class Collector(Preprocessor):
    """Collects ids as a site generator does: anew for each page, from what is left in the Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        """Forget those of the page before."""
        self.present_anchor_ids = {"eigen"}
        return lines


def markdown() -> Markdown:
    """Markdown as the site generator uses it."""
    md = Markdown(extensions=["attr_list", "tables", "toc", RawHtml()])
    md.preprocessors.register(Collector(md), "collector", 21)
    return md


@pytest.mark.parametrize(
    "html",
    [
        "<ul>\n<li>een\n\n    vier spaties\n\n| a | b |\n|---|---|</li>\n</ul>",
        "<p>*geen nadruk* &amp; [geen](link)\n# geen kop\n</p>\n\n<div>\n\n- geen lijst\n\n</div>",
        '<section id="een">\n<!-- &lt; -->\n<p>{ #geen }</p>\n</section>',
        "<p>ongesloten",
    ],
)
def test_html_stays_as_it_is(html: str) -> None:
    """Nothing in it is read as Markdown, and what stands around it is."""
    assert markdown().convert(f"*voor*\n\n{fence(html)}\n\n*na*") == f"<p><em>voor</em></p>\n{html}\n<p><em>na</em></p>"


def test_headings_are_markdown() -> None:
    """The headings of a macro reach the table of contents, the first and the last thing of it too."""
    md: Any = markdown()
    text = f"{heading(2, 'Eén *echt*', 'een')}<p>tekst</p>{heading(3, 'Twee')}"
    html = '<h2 id="een">Eén &#42;echt&#42;</h2>\n<p>tekst</p>\n<h3 id="twee">Twee</h3>'
    assert md.convert(fence(text)) == html
    assert [(token["id"], token["name"]) for token in md.toc_tokens] == [("een", "Eén &#42;echt&#42;")]


def test_ids_can_be_linked_to() -> None:
    """Whoever checks links is told of every id, those of this page only."""
    md: Any = markdown()
    md.convert(fence('<p id="een">x</p>'))
    md.convert(fence('<p id="twee">x</p>\n<ul>\n<li class="x" id="drie">y</li></ul>'))
    assert md.preprocessors["collector"].present_anchor_ids == {"eigen", "twee", "drie"}


def test_a_page_without_macros_stays_markdown() -> None:
    """Prose is read as ever."""
    assert markdown().convert("# Titel\n\nEen *woord*.") == '<h1 id="titel">Titel</h1>\n<p>Een <em>woord</em>.</p>'
