"""Measures the search as a reader meets it, in a browser: ``python -m tests.zoekmaat SITE`` after a build.

A question is answered when the section behind one of its first results holds one of the phrases that it names. One that
the handbook has no answer to names none, and is answered when the search says so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from playwright.sync_api import Page, sync_playwright

from tests.browser import FLAGS, find_browser

QUESTIONS = Path(__file__).with_name("zoekvragen.yml")
GOAL_FIRST, GOAL_THREE = 0.80, 0.95
UNSEEN = "proef"  # its misses are not shown: what one has looked at, one has practised
ROLES = ("docent", "trainer", "manager")  # measured before the search is tuned for what they ask
_HEADING = re.compile(r"h[1-6]$")
# Types each question, as far as the page can tell, and reads the first three results; none when it says there is none.
_ASK = """questions => questions.map(question => {
  const field = document.querySelector("input[type=search]");
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (!document.querySelector("[data-zoek-niets]").hidden) return [];
  return [...document.querySelectorAll("[data-zoekresultaten] a")].slice(0, 3).map(link => link.href);
})"""


@dataclass(frozen=True)
class Question:
    """What a reader types, and the phrases (regular expressions) of which an answer holds one."""

    words: str
    phrases: tuple[str, ...]

    def is_answered_by(self, text: str) -> bool:
        """Whether `text` is an answer."""
        return any(re.search(phrase, text, re.IGNORECASE) for phrase in self.phrases)


@dataclass(frozen=True)
class Score:
    """How many of the questions have an answer as their first result and among the first three."""

    name: str
    total: int
    first: int
    three: int
    misses: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether the goal is met."""
        return self.first >= GOAL_FIRST * self.total and self.three >= GOAL_THREE * self.total

    def __str__(self) -> str:
        shares = f"eerste {self.first / self.total:.0%}, eerste drie {self.three / self.total:.0%}"
        return f"{self.name}: {self.total} vragen, {shares}"


def read_questions() -> dict[str, list[Question]]:
    """Every list of questions by its name."""
    lists = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return {name: [Question(item["q"], tuple(item["v"])) for item in items] for name, items in lists.items()}


def open_search(page: Page, address: str) -> None:
    """Open the search on the first page of the site, and wait until it can answer."""
    page.goto(f"{address}index.html")
    page.keyboard.press("Control+k")
    page.locator("[data-zoek-filter=soort] option").nth(1).wait_for(state="attached")


def ask(page: Page, *questions: str) -> list[list[str]]:
    """Type each question; returns the addresses of its first three results."""
    return list(page.evaluate(_ASK, list(questions)))


def judge(name: str, questions: Sequence[Question], answers: Sequence[Sequence[str]], folder: Path) -> Score:
    """The score of a list of questions, each with the links (paths in the site) that it got for an answer."""
    rights = [
        [question.is_answered_by(read_section(folder, link)) for link in links[:3]] or [not question.phrases]
        for question, links in zip(questions, answers, strict=True)
    ]
    misses = [
        f"{'niet eerste' if any(right) else 'GEMIST':11} {question.words}: {', '.join(links) or 'niets gevonden'}"
        for question, links, right in zip(questions, answers, rights, strict=True)
        if not any(right[:1])
    ]
    return Score(name, len(questions), len(questions) - len(misses), sum(map(any, rights)), tuple(misses))


@cache
def _article(page: Path) -> Tag:
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("article")
    assert isinstance(article, Tag)
    return article


@cache
def read_section(folder: Path, link: str) -> str:
    """The text that a link leads to: the item itself, or a heading with all up to the next one."""
    path, _, anchor = link.partition("#")
    article = _article(folder / path)
    place = article.find(id=anchor) if anchor else article.find("h1")
    assert isinstance(place, Tag), link
    text = " ".join(_under(place, article)) if _HEADING.match(place.name) else place.get_text(" ")
    return " ".join(text.split())


def _under(heading: Tag, article: Tag) -> Iterator[str]:
    """The strings of a heading and of what follows it, up to the next heading."""
    yield heading.get_text(" ")
    for string in heading.find_all_next(string=True):
        parents = list(string.parents)
        if heading in parents:
            continue
        if article not in parents or any(_HEADING.match(parent.name) for parent in parents):
            return
        if type(string) is NavigableString:
            yield str(string)


def measure_all(page: Page, address: str, folder: Path, lists: Mapping[str, Sequence[Question]]) -> list[Score]:
    """Ask every list of questions."""
    open_search(page, address)
    scores = []
    for name, questions in lists.items():
        answers = ask(page, *(question.words for question in questions))
        scores.append(
            judge(name, questions, [[link.removeprefix(address) for link in links] for links in answers], folder)
        )
    return scores


def main(folder: Path) -> int:
    """Print the score of each list with its misses; returns 1 when the goal is not met."""
    if not (folder / "index.html").exists():
        print(f"Er staat geen site in {folder}: typ eerst 'make site'.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        scores = measure_all(browser.new_page(), f"{folder.resolve().as_uri()}/", folder, read_questions())
        browser.close()
    for score in scores:
        print(score, *(f"  {miss}" for miss in score.misses if score.name != UNSEEN), sep="\n")
    met = all(score.is_good for score in scores if score.name not in (UNSEEN, *ROLES))
    print(f"Doel: eerste {GOAL_FIRST:.0%}, eerste drie {GOAL_THREE:.0%}. {'Gehaald.' if met else 'NIET gehaald.'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
