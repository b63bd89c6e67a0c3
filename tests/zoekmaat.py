"""Measures the search as a reader meets it, in a browser: ``python -m tests.zoekmaat SITE`` after a build.

The questions are those of the handbook here, or of a file that is named behind SITE (``tests/zoekvragen-en.yml``).

A question is answered when the section behind one of its first results holds one of the phrases that it names. A question
to which the handbook has no answer names none, and is answered when the search says so.
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
ENGLISH = Path(__file__).with_name("zoekvragen-en.yml")  # of the handbook in tests/voorbeeld
# The share that has to be answered by the first result and by one of the first three, and may be said to have no answer.
GOAL = (0.80, 0.95, 0.03)
GOALS = {
    **dict.fromkeys(("docent", "trainer", "manager"), (0.75, 0.90, 0.05)),
    "gevonden": (0.55, 0.90, 0.13),
    "geen": (0.75, 0.75, 0),
    "daarna": (0.75, 0.85, 0.10),
    **dict.fromkeys(("neighbour", "organiser", "officer"), (0.60, 0.87, 0.20)),
    "none": (0.50, 0.50, 0),
    "after": (0.65, 0.80, 0.15),
}
UNSEEN = "proef"  # its misses are not shown: what one has looked at, one has practised
_HEADING = re.compile(r"h[1-6]$")
# Types each question, as far as the page can tell, and reads the first three results, and whether it says there is none.
_ASK = """questions => questions.map(question => {
  const field = document.querySelector("input[type=search]");
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const links = [...document.querySelectorAll("[data-zoekresultaten] a")].slice(0, 3).map(link => link.href);
  return { links, denied: !document.querySelector("[data-zoek-niets]").hidden };
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
class Answer:
    """The first three results; `denied` when the search says that the handbook has no answer."""

    links: list[str]
    denied: bool


@dataclass(frozen=True)
class Score:
    """How many of the questions have an answer as their first result and among the first three.

    `denied` is how many of those that have an answer are said to have none, whatever is shown below that.
    """

    name: str
    total: int
    first: int
    three: int
    denied: int
    misses: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether the goal is met."""
        first, three, denied = (share * self.total for share in GOALS.get(self.name, GOAL))
        return self.first >= first and self.three >= three and self.denied <= denied

    def __str__(self) -> str:
        shares = f"eerste {self.first / self.total:.0%}, eerste drie {self.three / self.total:.0%}"
        return f"{self.name}: {self.total} vragen, {shares}, {self.denied} keer ten onrechte 'geen antwoord'"


def read_questions(file: Path = QUESTIONS) -> dict[str, list[Question]]:
    """Every list of questions by its name."""
    lists = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: [Question(item["q"], tuple(item["v"])) for item in items] for name, items in lists.items()}


def open_search(page: Page, address: str) -> None:
    """Open the search on the first page of the site, and wait until it can answer."""
    page.goto(f"{address}index.html")
    page.keyboard.press("Control+k")
    page.locator("[data-zoek-filter=soort] option").nth(1).wait_for(state="attached")


def ask(page: Page, *questions: str) -> list[Answer]:
    """Type each question; returns what is shown, with whole addresses."""
    return [Answer(**answer) for answer in page.evaluate(_ASK, list(questions))]


def judge(name: str, questions: Sequence[Question], answers: Sequence[Answer], folder: Path) -> Score:
    """The score of a list of questions, each with what it got for an answer, by paths in the site."""
    pairs = list(zip(questions, answers, strict=True))
    rights = [_rights(question, answer, folder) for question, answer in pairs]
    misses = [
        f"{'niet eerste' if any(right) else 'GEMIST':11} {question.words}: {', '.join(answer.links) or 'niets gevonden'}"
        for (question, answer), right in zip(pairs, rights, strict=True)
        if not any(right[:1])
    ]
    denied = sum(answer.denied for question, answer in pairs if question.phrases)
    return Score(name, len(pairs), len(pairs) - len(misses), sum(map(any, rights)), denied, tuple(misses))


def _rights(question: Question, answer: Answer, folder: Path) -> list[bool]:
    """For each of the first three results whether it is an answer; when there is none, whether that is said."""
    if not question.phrases:
        return [answer.denied]
    return [question.is_answered_by(read_section(folder, link)) for link in answer.links]


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
        inside = [Answer([link.removeprefix(address) for link in given.links], given.denied) for given in answers]
        scores.append(judge(name, questions, inside, folder))
    return scores


def main(folder: Path, questions: Path = QUESTIONS) -> int:
    """Print the score of each list with its misses; returns 1 when the goal is not met."""
    if not (folder / "index.html").exists():
        print(f"Er staat geen site in {folder}: typ eerst 'make site'.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        scores = measure_all(browser.new_page(), f"{folder.resolve().as_uri()}/", folder, read_questions(questions))
        browser.close()
    for score in scores:
        print(score, *(f"  {miss}" for miss in score.misses if score.name != UNSEEN), sep="\n")
    met = all(score.is_good for score in scores if score.name != UNSEEN)
    print(f"Doel: {'gehaald' if met else 'NIET gehaald'}.")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:] or ["site"])))
