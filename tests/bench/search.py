"""Measures the search at its limits: bytes, loading, key strokes on a slow machine, and with a hundred times the text.

``python -m tests.bench.search SITE`` after a build, or one of the measures of ``make bench``.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench.measuring import Table
from tests.bench.projects import finished_site
from tests.browser import FLAGS, find_browser
from tests.conftest import served
from tests.zoekmaat import read_questions

_INDEX = Path("assets", "zoekindex.js")
_PARTS = ("zoektaal-nl.js", "zoektaal.js", "zoekmachine.js", "zoekvenster.js", "zoeken.js")
_SLOWER = 4
_TIMES = (1, 10, 100)
_TYPED = 60
_VARIED = ("title", "text")  # the columns that hold words of the handbook

# From the key to the frame that shows its results.
_WATCH = """() => {
  const field = document.querySelector("input[type=search]");
  let pressed;
  globalThis.waits = [];
  field.addEventListener("keydown", event => { pressed = event.timeStamp; }, true);
  field.addEventListener("input", () => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => waits.push(performance.now() - pressed);
    port2.postMessage(0);
  }));
}"""
# The same without waiting for anything: what a key stroke costs the processor, up to and with the layout.
_WORK = """questions => {
  const field = document.querySelector("input[type=search]");
  const works = [];
  for (const question of questions) {
    for (let end = 1; end <= question.length; end++) {
      const begin = performance.now();
      field.value = question.slice(0, end);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector("dialog").scrollHeight;
      works.push(performance.now() - begin);
    }
  }
  return works;
}"""
_MAKE = """() => {
  const begin = performance.now();
  Zoekmachine.make(zoekindex);
  return performance.now() - begin;
}"""


def zipped(*paths: Path) -> int:
    """How many bytes these files are when served compressed."""
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in paths)


def multiply(folder: Path, times: int) -> None:
    """Give the index of a copied site as many times the text; each copy has words of its own besides the common ones."""
    path = folder / _INDEX
    head, _, text = path.read_text(encoding="utf-8").partition("=")
    index = json.loads(text.rstrip().removesuffix(";"))
    index["records"] = {
        name: [_vary(value, copy) if name in _VARIED else value for copy in range(times) for value in column]
        for name, column in index["records"].items()
    }
    path.write_text(f"{head}={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n", encoding="utf-8")


def _vary(text: str, copy: int) -> str:
    """Every fifth word of a copy gets an ending of its own."""
    if not copy:
        return text
    return " ".join(f"{word}{copy}x" if place % 5 == 4 else word for place, word in enumerate(text.split(" ")))


def _use(browser: Browser, folder: Path, questions: list[str]) -> dict[str, float]:
    """Open the search on a slow machine, type, and note how long it takes."""
    with served(folder) as address:
        page = browser.new_page()
        slow: CDPSession = page.context.new_cdp_session(page)
        page.goto(f"{address}index.html")
        slow.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        page.keyboard.press("Control+k")
        page.locator("[data-zoek-filter=soort] option").nth(1).wait_for(state="attached", timeout=600_000)
        making = page.evaluate(_MAKE)
        works, waits = page.evaluate(_WORK, questions), _type(page, questions)
        page.close()
    (middle, high), (_, work) = _middle_and_high(waits), _middle_and_high(works)
    return {"making": making, "strokes": len(waits), "work": work, "p50": middle, "p95": high, "worst": max(waits)}


def _middle_and_high(times: list[float]) -> tuple[float, float]:
    """The median, and what 95 of a hundred stay under."""
    parts = quantiles(times, n=100)
    return parts[49], parts[94]


def _type(page: Page, questions: list[str]) -> list[float]:
    page.evaluate(_WATCH)
    for question in questions:
        page.locator("input[type=search]").fill("")
        for letter in question:
            page.keyboard.type(letter)
            page.evaluate("() => new Promise(requestAnimationFrame)")
    page.wait_for_timeout(200)
    return list(page.evaluate("waits"))


def measure(work: Path) -> Table:
    """Build the site and measure its search."""
    return measure_site(finished_site(work))


def measure_site(site: Path) -> Table:
    """What the search weighs and how fast it is, at 1, 10 and 100 times the text."""
    questions = [question.words for name in ("voorbeelden", "eigen") for question in read_questions()[name]][:_TYPED]
    scripts = [site / "assets" / "js" / name for name in _PARTS]
    table = Table(
        "The search",
        ("text", "index, gzip", "made in", "work of a key: 95 %", "key to results: median", "95 %", "worst", "strokes"),
    )
    table.notes.append(f"Scripts: {zipped(*scripts) / 1000:.1f} kB gzip. The processor is held back {_SLOWER} times.")
    table.notes.append("Key to results counts until they are drawn, and so all that the machine does besides.")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for times in _TIMES:
            folder = Path(temporary, f"site-{times}")
            shutil.copytree(site, folder, ignore=shutil.ignore_patterns("downloads"))
            multiply(folder, times)
            found = _use(browser, folder, questions if times < 100 else questions[:10])
            index = f"{zipped(folder / _INDEX) / 1000:.1f} kB"
            waits = (f"{found[name]:.0f} ms" for name in ("making", "work", "p50", "p95", "worst"))
            table.rows.append([f"{times} ×", index, *waits, f"{found['strokes']}"])
        browser.close()
    return table


if __name__ == "__main__":
    print(measure_site(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
