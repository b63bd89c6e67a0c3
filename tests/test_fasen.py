"""The look of a fase: its colour and its icon from the data, on screen and on paper, however many fasen there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from macros.content.model import Fase
from macros.edition import Edition
from macros.edition.catalog import list_downloads
from macros.edition.colours import GOOD_CONTRAST, LEAST_CONTRAST, colour, contrast, own_colours
from macros.edition.deck import Slide
from macros.edition.imprint import read_imprint
from macros.edition.load import load_edition
from macros.formats.slides import render_slide
from macros.making.workshop import Workshop
from macros.render.view import PageView
from macros.site.scripts import wear_colours
from tests.conftest import ROOT, Site
from tests.english import english_edition

_GOOD = ROOT / "tests" / "data_fout" / "_goed"
_STYLES = ROOT / "docs" / "assets" / "css"
_COLOURS = ["#6b4423", "#8a1f5c", "#2f5d1e", "#8a3b00", "#000000", "#0000ff", "#c00000", "#007070", "#6a6a6a"]


def fase_with(**looks: str) -> Fase:
    """A fase that looks so."""
    return english_edition().handboek.fasen[0].model_copy(update={"kleur_donker": None, **looks})


@pytest.mark.parametrize("kleur", _COLOURS)
@pytest.mark.parametrize("by_night", [False, True])
def test_all_that_follows_from_a_colour_can_be_read(kleur: str, by_night: bool) -> None:
    """Letters of it on each ground, those of the page on it, and all others on the ground that is made of it."""
    own = own_colours(fase_with(kleur=kleur))
    assert own
    letters, ground = own.letters[by_night], own.ground[by_night]
    for other in (ground, colour("vlak", by_night), colour("papier", by_night)):
        assert contrast(letters, other) >= LEAST_CONTRAST
    for name in ("inkt", "inkt-zacht"):
        assert contrast(colour(name, by_night), ground) >= GOOD_CONTRAST
    assert ground != colour("papier", by_night)


def test_a_method_may_choose_both() -> None:
    """What is found for the night is only what the data do not say."""
    own = own_colours(fase_with(kleur="#2f5d1e", kleur_donker="#b5e48c"))
    assert own
    assert own.letters == ("#2f5d1e", "#b5e48c")
    assert own_colours(fase_with(kleur="")) is None


def test_each_fase_wears_its_own_on_screen(tuin: Site) -> None:
    """By day and by night where a browser knows both, and white below its text on paper."""
    colours = (tuin.folder / "assets/css/kleuren.css").read_text(encoding="utf-8")
    rules = (tuin.folder / "assets/css/handboek.css").read_text(encoding="utf-8")
    for number, fase in enumerate(english_edition().handboek.fasen, start=1):
        own = own_colours(fase)
        assert own
        assert f"--kleur-fase-{number}: {own.letters[0]};" in colours
        assert f"--kleur-fase-{number}: light-dark({', '.join(own.letters)});" in colours
        assert f"    --kleur-fase-{number}-licht: #ffffff;" in colours
        assert f".fase-{number} {{ --kleur: var(--kleur-fase-{number}); " in rules
    assert ".fase-5 " not in rules


@pytest.mark.parametrize(
    ("path", "places"), [("index.html", ".fasen > li"), ("seasons/sowing.html", ".stappenbalk > li")]
)
def test_its_icon_stands_where_a_fase_is_shown(tuin: Site, path: str, places: str) -> None:
    """On its card and at the head of its page, in its colour; who listens hears its number and name alone."""
    shown = tuin.pages[path].article.select(places)
    assert len(shown) == len(english_edition().handboek.fasen)
    icons = [icon for place in shown for icon in place.select("svg.icoon[aria-hidden=true][fill=currentColor]")]
    assert len({str(icon) for icon in icons}) == len(icons) == len(shown)


def test_its_icon_stands_on_paper() -> None:
    """In its colour at the head of its PDF, as a background, which is no picture without words."""
    edition = english_edition()
    workshop = Workshop(edition, read_imprint(edition.handboek), _STYLES)
    fase = edition.handboek.fasen[2]
    pdf = next(file for file in list_downloads(edition) if file.subject == fase.id and file.ending == ".pdf")
    html = workshop.job(pdf).inputs[0]
    (icon,) = re.findall(r'<p class="waar"><span class="faseteken" style="([^"]+)"></span>', html)
    assert "fill%3D%22%232f5d1e%22" in icon


def many_fasen(count: int) -> Edition:
    """A handbook with so many fasen, none with a colour but the last."""
    edition = english_edition()
    fasen = tuple(fase_with(kleur="", icoon="") for _ in range(count - 1))
    handboek = edition.handboek.model_copy(update={"fasen": (*fasen, fase_with(kleur="#8a1f5c"))})
    return Edition(handboek, edition.layer, edition.places, edition.leads, edition.pages, Path("school"))


@pytest.mark.parametrize("count", [1, 12])
def test_there_may_be_any_number(count: int, tmp_path: Path) -> None:
    """Beyond six the colours begin anew; one of its own stands in their row."""
    shutil.copytree(_STYLES, tmp_path / "assets" / "css")
    wear_colours(tmp_path, many_fasen(count))
    rules = re.findall(
        r"^\.fase-(\d+) \{ --kleur: var\(--(kleur-)?fase-(\d+)\)",
        (tmp_path / "assets/css/handboek.css").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    palette = [(str(n), "", str((n - 1) % 6 + 1)) for n in range(1, count)]
    assert rules == [*palette, (str(count), "kleur-", str(count))]


def test_without_any_the_styles_stay_as_they_are(edition: Edition, tmp_path: Path) -> None:
    """This handbook has three fasen and no colours of its own: nothing is written."""
    shutil.copytree(_STYLES, tmp_path / "assets" / "css")
    wear_colours(tmp_path, edition)
    for style in _STYLES.glob("*.css"):
        assert (tmp_path / "assets" / "css" / style.name).read_bytes() == style.read_bytes()


@pytest.mark.parametrize(
    ("slide", "expected"),
    [
        (Slide("Een", fase=2), 'schemeClr val="accent2"'),
        (Slide("Een", fase=8), 'schemeClr val="accent2"'),
        (Slide("Een", fase=2, kleur="#8a1f5c"), 'srgbClr val="8a1f5c"'),
    ],
)
def test_its_slides_have_its_colour(slide: Slide, expected: str) -> None:
    """The band beside them: one of the six of the theme, or its own."""
    assert expected in render_slide(slide, read_imprint(english_edition().handboek))


def test_the_menu_knows_its_number() -> None:
    """Of one figure or two, before its name."""
    menu = (ROOT / "overrides/partials/nav.html").read_text(encoding="utf-8")
    items = [SimpleNamespace(title=title, url="x") for title in ("1 One", "12 Twelve", "7", "Lists")]
    jinja = Environment(autoescape=True)
    jinja.filters["url"] = str
    html = jinja.from_string(menu).render(nav=SimpleNamespace(items=items), page={"url": ""})
    assert re.findall(r"<li(?: class=\"(.*?)\")?>", html) == ["fase-1", "fase-12", "fase-7", ""]


def test_a_drawing_stands_only_where_the_data_have_one(tmp_path: Path) -> None:
    """A method and a fase can do without."""
    shutil.copytree(_GOOD, tmp_path, dirs_exist_ok=True)
    for path in (tmp_path / "data/methodiek.yml", tmp_path / "data/fasen/rijden.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^( *)stroomschema:\n(?:\1 +.*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert "<svg" in PageView(load_edition(_GOOD / "data", _GOOD / "docs"), "index.md").call("methodiek")
    bare = PageView(load_edition(tmp_path / "data", tmp_path / "docs"), "index.md")
    assert "<svg" not in bare.call("methodiek")
    assert "<svg" not in bare.call("fase", "rijden")
