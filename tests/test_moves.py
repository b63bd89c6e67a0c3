"""Addresses last: what was kept, printed or sent leads somewhere, without a script, whatever became of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from macros.edition.load import load_edition
from macros.edition.published import NAME, read_published, write_published
from macros.reading.messages import DataFout
from macros.site import finish_pages
from tests.conftest import ROOT, copy_project, mkdocs, pages_project, served

_OLD, _STAP = "zo-heette-het", "keuzes-bijhouden"
_MOVES = (
    "verhuisd:\n"
    f"  - oud: {_OLD}\n    nieuw: {_STAP}\n    sinds: 2026-11-01\n"
    "  - oud: oude-pagina\n    nieuw: plaatsing\n    sinds: 2026-11-01\n"
    "  - oud: elders\n    nieuw: warme-overdracht\n    sinds: 2026-11-01\n"
)


def test_the_places_of_a_version_are_kept(tmp_path: Path) -> None:
    """What is written is read back; a broken file is as none."""
    project = copy_project(tmp_path)
    edition = load_edition(project / "data", project / "docs")
    write_published(edition, project / "data")
    assert read_published(project / "data") == (edition.handboek.methodiek.uitgave.versie, edition.places)
    (project / "data" / NAME).write_text("{", encoding="utf-8")
    assert read_published(project / "data") == ("", {})


def test_what_vanished_without_a_successor_is_named(tmp_path: Path) -> None:
    """With the page where it stood; once verhuisd.yml has it, all is well."""
    project = copy_project(tmp_path)
    data = project / "data"
    kept = (data / NAME).read_text(encoding="utf-8")
    assert f'"{_STAP}"' in kept
    (data / NAME).write_text(kept.replace(f'"{_STAP}"', f'"{_OLD}"'), encoding="utf-8")
    with pytest.raises(DataFout) as caught:
        load_edition(data, project / "docs")
    (melding,) = caught.value.meldingen
    assert str(melding).startswith(f"data/verhuisd.yml:1: '{_OLD}' stond in versie ")
    assert "op loopbaanorientatie/focus.md en is weg" in str(melding)
    (data / "verhuisd.yml").write_text(_MOVES, encoding="utf-8")
    assert load_edition(data, project / "docs").published[_OLD].page == "loopbaanorientatie/focus.md"


def test_a_rol_that_vanished_is_named_as_an_editor_writes_it(tmp_path: Path) -> None:
    """Its name among all ids is its own, so that verhuisd.yml can have it."""
    project = copy_project(tmp_path)
    kept = project / "data" / NAME
    kept.write_text(kept.read_text(encoding="utf-8").replace('"rol:docent"', '"rol:meester"'), encoding="utf-8")
    with pytest.raises(DataFout, match=r"'meester' stond in versie .* oud: meester"):
        load_edition(project / "data", project / "docs")
    moves = f"verhuisd:\n  - oud: meester\n    nieuw: {_STAP}\n    sinds: 2026-11-01\n"
    (project / "data" / "verhuisd.yml").write_text(moves, encoding="utf-8")
    assert load_edition(project / "data", project / "docs")


def test_an_old_address_leads_on(tmp_path: Path, browser: Browser) -> None:
    """At its successor, on the page where it stood, and where a whole page went; without a script."""
    project = pages_project(tmp_path)
    data = project / "data"
    (data / "verhuisd.yml").write_text(_MOVES, encoding="utf-8")
    kept = (data / NAME).read_text(encoding="utf-8")
    places = f'"{_OLD}": ["plaatsing.md", "{_OLD}"],\n"oude-pagina": ["weg/oud.md", ""],\n"elders": ["begrippen.md", "elders"],\n'
    (data / NAME).write_text(kept.replace('"plekken": {\n', f'"plekken": {{\n{places}'), encoding="utf-8")
    result = mkdocs("build", cwd=project)
    assert result.returncode == 0, result.stderr
    finish_pages(project / "site", load_edition(data, project / "docs"), "", ROOT / ".made")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with served(project / "site") as address:
        page.goto(f"{address}loopbaanorientatie/focus.html#{_OLD}")
        top = page.locator(f"#{_OLD}").evaluate("e => e.nextElementSibling.id")
        assert top == _STAP
        page.goto(f"{address}plaatsing.html#{_OLD}")
        page.locator(f"#{_OLD} a").click()
        assert page.url == f"{address}loopbaanorientatie/focus.html#{_STAP}"
        page.goto(f"{address}weg/oud.html")
        page.wait_for_url(f"{address}plaatsing.html")
        page.goto(f"{address}begrippen.html#elders")
        assert page.locator("#elders").count() == 1
    context.close()
