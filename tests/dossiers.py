"""What a reader does with dossiers, for the tests of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

LIST = "checklists/maatwerktraject.html"
OVERVIEW = "checklists/dossiers.html"
PREFIX = "dossier:boris:"
FIRST, SECOND = "contact-opnemen-met-kenniscentrum", "leerbedrijf-zoeken"


def open_page(context: BrowserContext, address: str) -> Page:
    """A new tab."""
    page = context.new_page()
    page.goto(address)
    return page


def box(page: Page, stap: str) -> Any:
    """The box of a stap."""
    return page.locator(f"#vink-{stap}")


def status(page: Page, stap: str) -> Any:
    """The choice of status of a stap."""
    return page.locator(f"#stand-{stap}")


def progress(page: Page, done: int, skipped: int = 0) -> str:
    """What the bar says when so many stappen of the list are done, and so many do not apply."""
    return f"{done} van {page.locator('.vinkje').count() - skipped} klaar"


def do(page: Page, action: str) -> None:
    """Press a button of the dossier, unfolding what it stands in."""
    button = page.locator(f'.dossier [data-doe="{action}"]')
    if not button.is_visible():
        page.locator(".dossier summary").click()
    button.click()


def stored(page: Page) -> dict[str, Any]:
    """What the browser has kept: each dossier by its id."""
    kept = page.evaluate("({...localStorage})")
    return {key.removeprefix(PREFIX): json.loads(text) for key, text in kept.items() if key.startswith(PREFIX)}


def entries(page: Page) -> dict[str, dict[str, str]]:
    """The stappen of the dossier that is open, as kept, with what their fields say."""
    stappen = stored(page)[page.evaluate("Dossiers.activeId")]["stappen"]
    return {stap: {part: kept["v"] for part, kept in entry.items()} for stap, entry in stappen.items()}


def keep_before(page: Page, dossiers: dict[str, Any], actief: str = "") -> None:
    """Keep dossiers as the first version of the handbook did."""
    text = json.dumps({"formaat": 1, "actief": actief, "dossiers": dossiers})
    page.evaluate("text => localStorage.setItem('dossiers', text)", text)


def unfold(page: Page, stap: str) -> None:
    """See all of a stap."""
    more = page.locator(f"#{stap} > .vinkje-kern > .meer")
    if more.get_attribute("open") is None:
        more.locator("summary").click()


def write_note(page: Page, stap: str, note: str) -> None:
    """Write a note with a stap."""
    unfold(page, stap)
    page.locator(f"#opmerking-{stap}").fill(note)


def save_file(page: Page, path: Path) -> Path:
    """Save all dossiers as a file."""
    with page.expect_download() as download:
        do(page, "alles-bewaren")
    download.value.save_as(path)
    return path


def open_file(page: Page, path: Path) -> str:
    """Open a file with dossiers; returns what the page says about it."""
    message = page.locator(".dossier-melding")
    message.evaluate("message => { message.textContent = ''; }")
    page.locator('input[type="file"]').set_input_files(path)
    expect(message).not_to_be_empty()
    return message.inner_text()


def add_dossier(page: Page, name: str) -> None:
    """Make another dossier, which is then open."""
    do(page, "nieuw")
    page.locator("#dossier-naam").fill(name)
    page.keyboard.press("Enter")


def choose(page: Page, name: str) -> None:
    """Choose a dossier in the list."""
    page.locator("#dossier-keuze").select_option(label=name)


BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
