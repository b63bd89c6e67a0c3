"""Finds a browser for the tests, or installs one: ``python tests/browser.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_SHELL = "chromium-headless-shell"  # the same browser without windows of its own: opening a page costs it a quarter
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip

# Pages live for a second here, which is too short to be worth the compiler that makes scripts fast.
BRIEF = "--js-flags=--no-opt --no-maglev"


def find_browser() -> str | None:
    """The path of a Chromium or Chrome on this machine, Playwright's own included; None when there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found or _MAC.exists():
        return found or str(_MAC)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_browser() -> None:
    """Install Debian's chromium when root, else Playwright's own; exits with what to do when that fails."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["sh", str(Path(__file__).parents[1] / ".ci" / "install.sh"), _SHELL], check=True)
        return
    print("Installing Playwright's own Chromium ...")
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode:
        sys.exit("No browser could be installed. Please install Chromium or Chrome and try again.")


if __name__ == "__main__":
    if not find_browser():
        install_browser()
    print(f"The tests use the browser {find_browser()}")
