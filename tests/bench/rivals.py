"""Asks our questions of other searches, on the same site: of Material's (lunr), of Pagefind, and of ours without its words.

``pip install 'pagefind[bin]'``, build, then ``python -m tests.bench.rivals SITE``. Prints a table; no test depends on it.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from macros.content.tokens import fold
from macros.edition import Edition
from macros.edition.load import load_edition
from macros.search.index import INDEX
from macros.search.records import Record, list_records
from tests.bench.measuring import Table
from tests.bench.projects import build, plain_project
from tests.bench.search import zipped
from tests.browser import FLAGS, find_browser
from tests.conftest import ROOT, served
from tests.zoekmaat import UNSEEN, Answer, ask, judge, open_search, read_questions

_TITLE_WEIGHT = 10
_PART = re.compile(r"/(search|lunr)|^pagefind/|/zoek\w+\.js$")  # what belongs to a search
_ASK_MATERIAL = """async questions => {
  const field = document.querySelector("[data-md-component=search-query]");
  const meta = document.querySelector(".md-search-result__meta");
  const type = async text => {
    const before = meta.textContent;
    field.value = text;
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    for (let turn = 0; turn < 200 && meta.textContent === before; turn++) await new Promise(done => setTimeout(done, 10));
  };
  const answers = [];
  for (const question of questions) {
    await type("");
    await type(question);
    const pages = [...document.querySelectorAll(".md-search-result__item")].map(item => [...item.querySelectorAll("a")]);
    const links = pages.flatMap(links => links.length > 1 ? links.slice(1) : links); // the first only says the page
    answers.push(links.map(link => link.href.replace(/\\?[^#]*/, "")));
  }
  return answers;
}"""
_ASK_PAGEFIND = """async questions => {
  const pagefind = await import("/pagefind/pagefind.js");
  const answers = [];
  for (const question of questions) {
    const { results } = await pagefind.search(question);
    answers.push((await Promise.all(results.slice(0, 3).map(result => result.data()))).map(result => result.url));
  }
  return answers;
}"""

Ask = Callable[[Page, str, Sequence[str]], list[list[str]]]


# --- The searches ---------------------------------------------------------------------------------


def build_material(folder: Path) -> Path:
    """The same pages in Material as it comes, with its own search."""
    project = plain_project(folder)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("plugins: []", "plugins: [{search: {lang: nl}}]")
    config.write_text(text, encoding="utf-8")
    build(project)
    return folder / "site"


def ask_material(page: Page, address: str, questions: Sequence[str]) -> list[list[str]]:
    """Type each question into Material's field."""
    page.goto(f"{address}index.html")
    page.locator("[data-md-component=search-query]").focus()
    page.wait_for_timeout(3000)
    return list(page.evaluate(_ASK_MATERIAL, list(questions)))


def build_pagefind(folder: Path, edition: Edition, with_words: bool) -> Path:
    """Pagefind's index of our records, a title counting for ten words of the text."""
    from pagefind.index import IndexConfig, PagefindIndex

    async def write() -> None:
        async with PagefindIndex(config=IndexConfig(output_path=str(folder / "pagefind"))) as index:
            for record in list_records(edition):
                words = _words_of(record, edition) if with_words else ""
                await index.add_html_file(content=_as_page(record, words), url=record.address)

    asyncio.run(write())
    folder.joinpath("index.html").write_text("<!doctype html><title>Pagefind</title>", encoding="utf-8")
    return folder


def _as_page(record: Record, words: str) -> str:
    title, text = html.escape(record.title), html.escape(f"{record.text} {words}")
    return f'<html lang="nl"><body><h1 data-pagefind-weight="{_TITLE_WEIGHT}">{title}</h1><p>{text}</p></body></html>'


def _words_of(record: Record, edition: Edition) -> str:
    """What readers may type for a record: its own words, and those of each group of which it says one."""
    said = f" {fold(f'{record.title} {record.text}')} "
    groups = (groep.woorden for groep in edition.handboek.zoekwoorden.groepen)
    fitting = [words for words in groups if any(f" {fold(word)} " in said for word in words)]
    return ", ".join([*record.words, *(word for words in fitting for word in words)])


def ask_pagefind(page: Page, address: str, questions: Sequence[str]) -> list[list[str]]:
    """Ask each question of Pagefind's own script."""
    page.goto(f"{address}index.html")
    return [[link.removeprefix("/") for link in links] for links in page.evaluate(_ASK_PAGEFIND, list(questions))]


def strip_words(site: Path, folder: Path) -> Path:
    """A copy of the site whose index knows only what the handbook says."""
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("downloads"))
    path = folder / INDEX
    head, _, text = path.read_text(encoding="utf-8").partition("=")
    index = json.loads(text.rstrip().removesuffix(";"))
    index.update(groups=[], records={**index["records"], "also": ["" for _ in index["records"]["also"]]})
    path.write_text(f"{head}={json.dumps(index, ensure_ascii=False)};\n", encoding="utf-8")
    return folder


def ask_ours(page: Page, address: str, questions: Sequence[str]) -> list[list[str]]:
    """Type each question into our field."""
    open_search(page, address)
    return [answer.links for answer in ask(page, *questions)]


# --- The table ------------------------------------------------------------------------------------


def compare(browser: Browser, name: str, folder: Path, ask_all: Ask, site: Path) -> list[str]:
    """A row of the table: how well a search in `folder` answers, and what it loads for a first question."""
    lists = read_questions()
    practised = [question for other, questions in lists.items() if other != UNSEEN for question in questions]
    with served(folder) as address, browser.new_context() as context:
        loaded: set[str] = set()
        context.on("request", lambda request: loaded.add(urlsplit(request.url).path.lstrip("/")))
        page = context.new_page()
        ask_all(page, address, [practised[0].words])
        size = zipped(*(folder / path for path in loaded if _PART.search(path)))
        shares = []
        for questions in (practised, lists[UNSEEN]):
            answers = ask_all(page, address, [question.words for question in questions])
            inside = [Answer([link.removeprefix(address) for link in links], not links) for links in answers]
            score = judge(name, questions, inside, site)
            shares.append(f"{score.first / score.total:.0%} / {score.three / score.total:.0%}")
    return [name, *shares, f"{size / 1000:.0f} kB"]


def measure_site(site: Path) -> Table:
    """How each search answers: first / among the first three, of the practised and of the unseen questions."""
    edition = load_edition(ROOT / "data", ROOT / "docs")
    table = Table("The search beside others", ("", "practised: first / first three", "unseen", "gzip, first question"))
    with tempfile.TemporaryDirectory() as temporary:
        searches: list[tuple[str, Path, Ask]] = [
            ("Material's lunr", build_material(Path(temporary)), ask_material),
            ("Pagefind", build_pagefind(Path(temporary, "pagefind"), edition, with_words=False), ask_pagefind),
            (
                "Pagefind with our words",
                build_pagefind(Path(temporary, "words"), edition, with_words=True),
                ask_pagefind,
            ),
            ("ours without words", strip_words(site, Path(temporary, "ours")), ask_ours),
            ("ours", site, ask_ours),
        ]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
            table.rows += [compare(browser, *search, site) for search in searches]
            browser.close()
    return table


if __name__ == "__main__":
    print(measure_site(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
