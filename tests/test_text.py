"""The Markdown of the data: what is allowed, what is refused, where links and terms are found."""

from __future__ import annotations

import pytest

from macros.content.markdown import plain, references
from macros.content.terms import Terms
from macros.reading.dialect import problems, word_problems
from macros.render.text import Renderer, Target

TERMS = Terms({"job carving": "job-carving", "job": "job", "vso": "vso", "leerbedrijf": "leerbedrijf", "C++": "cpp"})


def renderer() -> Renderer:
    """A renderer that shows the id of each link and term."""
    return Renderer(lambda item_id: Target({"href": item_id}), TERMS, lambda term_id: Target({"title": term_id}))


def split(text: str) -> list[tuple[str, str | None]]:
    """The pieces of `text` with their terms."""
    return list(TERMS.split(text))


# --- What is refused ------------------------------------------------------------------------------

REFUSED = {
    "# kop": (0, "een kop hoort niet in de tekst; haal de # of de streep onder de regel weg"),
    "kop\n---": (0, "een kop hoort niet in de tekst; haal de # of de streep onder de regel weg"),
    "een\n\n> twee": (2, "begin een regel niet met >"),
    "een\n\n```\ntwee\n```": (2, "haal de regels met ``` of ~~~ weg"),
    "~~~\ntwee": (0, "haal de regels met ``` of ~~~ weg"),
    "een\n\n    twee": (2, "deze regel springt te ver in"),
    "een\nhet `twee`": (1, "haal de tekens ` weg, of gebruik *schuin*"),
    "een ![foto](foto.png)": (0, "een afbeelding hoort niet in de tekst"),
    "een ![foto][foto]": (0, "een afbeelding hoort niet in de tekst"),
    "een\n\n***": (2, "een streep hoort niet in de tekst; haal deze regel weg"),
    "een  \ntwee": (0, "haal de spaties of de \\ aan het eind van deze regel weg"),
    "een\\\ntwee": (0, "haal de spaties of de \\ aan het eind van deze regel weg"),
    "<div>een</div>": (0, "HTML hoort niet in de tekst: haal weg wat tussen < en > staat"),
    "een\ntwee <br>": (1, "HTML hoort niet in de tekst: haal weg wat tussen < en > staat"),
    "een\n\n<!-- twee -->": (2, "HTML hoort niet in de tekst: haal weg wat tussen < en > staat"),
    "een {{ twee }}": (0, "accolades zoals {{ of {% horen niet in de tekst; haal ze weg"),
    "een\n\n- {% twee %}": (2, "accolades zoals {{ of {% horen niet in de tekst; haal ze weg"),
    "een {# twee": (0, "accolades zoals {{ of {% horen niet in de tekst; haal ze weg"),
    "een [twee](https://a.nl)": (
        0,
        "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van 'https://a.nl'",
    ),
    "een <https://a.nl>": (0, "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van 'https://a.nl'"),
    "een https://a.nl.": (0, "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van 'https://a.nl'"),
    "een <a@b.nl>": (0, "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van 'mailto:a@b.nl'"),
    "- een\n- [twee](/x)": (1, "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van '/x'"),
    "[een](javascript:alert(1))": (
        0,
        "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van 'javascript:alert(1)'",
    ),
    "[een](id:twee)": (0, "een adres hoort in bronnen.yml; schrijf hier [tekst][id] in plaats van 'id:twee'"),
    "- 1\n  - 2\n    - 3\n      - 4\n        - 5\n          - 6": (5, "hier zitten te veel lijsten in elkaar"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    """Each construct that the dialect lacks gives one message, with its line."""
    assert set(problems(text)) == {REFUSED[text]}


def test_every_mistake_is_named() -> None:
    """Mistakes in one text are all found, each on its own line."""
    found = set(problems("*Een\ntwee* <b>\n\n- drie `vier`\n  vijf {{ zes }}\n"))
    assert {line for line, _ in found} == {1, 3, 4}


def test_lines_after_a_hard_break() -> None:
    """What follows a hard break or HTML of several lines keeps its own line."""
    assert (3, "een afbeelding hoort niet in de tekst") in set(problems("een  \n<i\nid=twee> drie\n![vier][vijf]"))


@pytest.mark.parametrize(
    "text",
    [
        "Een zin.\nNog een zin.\n\nEen alinea met *nadruk* en **veel nadruk**.",
        "- een\n- twee\n  - twee en een half\n\n1. een\n2. twee",
        "[Test je talent][test], [test][] en [test]",
        "3 < 4, &lt;b&gt;, \\*, AT&T, {een} en 50 %}",
        "",
    ],
)
def test_allowed(text: str) -> None:
    """Paragraphs, emphasis, lists and links by id are all that text needs."""
    assert [message for _, message in problems(text.replace("%}", "%"))] == []


@pytest.mark.parametrize("text", ["- een", "een\n\ntwee", "1. een", "- een\n- twee"])
def test_one_paragraph_where_inline(text: str) -> None:
    """A line of text holds no list and no second paragraph."""
    assert list(problems(text, inline=True)) == [(0, "hier hoort één zin of alinea, zonder lijst")]


@pytest.mark.parametrize(
    ("word", "refused"),
    [("vso", 0), ("a < b", 0), ("{een}", 0), ("<b>vso</b>", 1), ("{{ vso }}", 1), ("<!-- {% x %} -->", 2)],
)
def test_words_hold_no_markup(word: str, refused: int) -> None:
    """Words that are not Markdown hold no HTML and no Jinja either."""
    assert len(list(word_problems(word))) == refused


# --- Links and bare words -------------------------------------------------------------------------


def test_references() -> None:
    """Every link by id is found with its line, in each of its forms, in lists too."""
    text = "[Een][a], [b][] en\n[c]\n\n- *[vier][D]*\n- [vijf](https://e.nl) ![zes][f]"
    assert list(references(text)) == [(0, "a"), (0, "b"), (1, "c"), (3, "d")]


def test_definitions_are_not_swallowed() -> None:
    """A link definition is no part of the dialect: it stays text, so that its link is checked."""
    assert list(references("[een]: https://a.nl")) == [(0, "een")]
    assert plain("[een]: https://a.nl") == "een: https://a.nl"


def test_plain() -> None:
    """Bare words lose their markup; blocks stand on lines of their own."""
    text = "*Een* **twee**\n[drie][d] &amp; vier.\n\n- vijf\n- zes\\*\n"
    assert plain(text) == "Een twee drie & vier.\nvijf\nzes*"


# --- Terms ----------------------------------------------------------------------------------------


def test_terms_are_whole_words() -> None:
    """A term within another word, or joined to one by a hyphen, is not that term."""
    assert split("vso-school, vsos en jobs") == [("vso-school, vsos en jobs", None)]
    assert split("Het VSO.") == [("Het ", None), ("VSO", "vso"), (".", None)]


def test_longest_term_first() -> None:
    """Of two terms that begin alike, the longer is taken."""
    assert split("job carving of job") == [("job carving", "job-carving"), (" of ", None), ("job", "job")]


def test_terms_hold_any_character() -> None:
    """A term with characters that mean something to a search pattern is found as it is written."""
    assert split("C++") == [("C++", "cpp")]


@pytest.mark.parametrize("word", ["LEERBEDRİJF", "leerbedrıjf", "vſo"])
def test_terms_survive_odd_letters(word: str) -> None:
    """Letters that fold in unusual ways neither break the search nor lose text."""
    assert "".join(piece for piece, _ in split(word)) == word


def test_no_terms() -> None:
    """Without terms, text is one piece, and no text is no piece."""
    assert list(Terms({}).split("vso")) == [("vso", None)]
    assert list(Terms({}).split("")) == []


def test_rendering_marks_terms_once_in_a_part() -> None:
    """The second time that a term occurs in a part it is left alone; a new part marks it again."""
    page = renderer()
    assert page.inline("vso en vso") == '<a title="vso">vso</a> en vso'
    page.start_part("job")
    assert page.block("Een *VSO* of job.") == '<p>Een <em><a title="vso">VSO</a></em> of job.</p>\n'


def test_a_note_takes_no_mark_from_the_text_around_it() -> None:
    """A term that a note marks, which may be folded, is marked in the text after it too."""
    page = renderer()
    with page.aside():
        assert page.inline("vso") == '<a title="vso">vso</a>'
    assert page.inline("vso en vso") == '<a title="vso">vso</a> en vso'


def test_rendering_marks_no_term_in_a_link() -> None:
    """A term within a link stays plain, and may be marked after it."""
    assert renderer().inline("[het vso][x] vso") == '<a href="x">het vso</a> <a title="vso">vso</a>'


def test_rendering_escapes_text() -> None:
    """What looks like HTML after Markdown is read is shown as text."""
    assert renderer().block("&lt;b&gt; & 3 < 4") == "<p>&lt;b&gt; &amp; 3 &lt; 4</p>\n"
