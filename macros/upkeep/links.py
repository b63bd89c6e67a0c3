"""Whether the addresses in data/ still lead somewhere: for who has internet, once a month.

What is certain goes into the file of the bron, into its own lines: nothing else in that file changes.
A machine sees that an address answers, not whose it is by now; so what an editor called vervallen or verhuisd stays so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..content.model import Bron, Model, Vindplaats
from ..formats import ToolError
from ..reading.files import load_files
from ..reading.load import load_handboek
from ..reading.messages import Loc
from ..reading.yaml import Source
from ..words import named, tell
from .splice import Unwritable, at, change, placed

_USER_AGENT = "handboek (kijkt elke maand of links nog werken)"
_FIELDS = ("url", "toestand", "nu_url", "gecontroleerd")  # in the order in which they stand with a bron
_GONE = (404, 410)
_FOR_EVER = (301, 308)


@dataclass(frozen=True)
class Answer:
    """What became of a request: the last status (None: no answer), the addresses it was led to, what went wrong."""

    code: int | None = None
    steps: tuple[tuple[str, int], ...] = ()
    problem: str = ""

    @property
    def works(self) -> bool:
        """Whether there is a page in the end."""
        return self.code is not None and self.code < 300 and not self.problem

    @property
    def is_gone(self) -> bool:
        """Whether the site itself says that there is no such page."""
        return self.code in _GONE

    def moved_from(self, url: str) -> str:
        """Where `url` went for good, or nothing: another page of the same site only counts for who asked for a page."""
        if not self.works or not self.steps:
            return ""
        end = self.steps[-1][0]
        elsewhere = _host(end) != _host(url)
        for_ever = _path(url) not in ("", _path(end)) and all(code in _FOR_EVER for _, code in self.steps)
        return end if elsewhere or for_ever else ""


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold().removeprefix("www.")


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")


Ask = Callable[[list[str]], Mapping[str, Answer]]


# --- Asking ---------------------------------------------------------------------------------------


def ask_lychee(urls: list[str], timeout: int = 20, retries: int = 1) -> dict[str, Answer]:
    """Ask for each address, one at a time from the same site. Raises ToolError when that cannot be done."""
    words = (
        "--format", "json", "--verbose", "--no-progress", "--max-concurrency", "4", "--host-concurrency", "1",
        "--host-request-interval", "500ms", "--timeout", str(timeout), "--max-retries", str(retries),
        "--user-agent", _USER_AGENT,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        # Between angle brackets on a line of its own each address is taken as it is, and known by its line.
        Path(folder, "lijst.md").write_text("".join(f"<{url}>\n\n" for url in urls), encoding="utf-8")
        answer = _run([str(_find_lychee()), *words, "lijst.md"], folder)
    return dict(_read_answers(answer, urls))


def _run(words: list[str], folder: str) -> dict[str, Any]:
    result = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    try:
        return dict(json.loads(result.stdout))
    except ValueError as error:
        raise ToolError(
            tell("lychee could not ask for the addresses: {problem}", problem=result.stderr.strip())
        ) from error


def _find_lychee() -> Path:
    lychee = Path(sys.executable).with_name("lychee.exe" if sys.platform == "win32" else "lychee")
    if not lychee.exists():
        raise ToolError(tell("lychee is missing; 'make links' gets it"))
    return lychee


def _read_answers(answer: Mapping[str, Any], urls: list[str]) -> Iterator[tuple[str, Answer]]:
    for kind in ("success_map", "error_map", "timeout_map"):
        for found in (item for items in answer[kind].values() for item in items):
            status, steps = found["status"], found.get("redirects", {}).get("redirects", ())
            problem = "" if kind == "success_map" else status.get("details") or status["text"]
            hops = tuple((step["url"], step["code"]) for step in steps)
            if len(hops) != len(set(hops)):
                problem = tell("the address leads in a circle")
            yield urls[(found["span"]["line"] - 1) // 2], Answer(status.get("code"), hops, problem)


# --- Judging --------------------------------------------------------------------------------------

_IS_GONE = named("the page is gone ({code}); now 'vervallen'")
_NO_PAGE = named("gave no page now ({reason}); nothing changed, look yourself and set 'toestand' if need be")
_ANSWERS_STILL = named(
    "stands at 'vervallen' but answers; it may be somebody else's now. "
    "Nothing changed, look yourself and set 'toestand' if need be"
)
_MOVED_AGAIN = named("'nu_url' has moved itself, to {address}; nothing changed, look yourself and set 'nu_url'")
_NO_PAGE_NOW = named("'nu_url' gave no page ({reason}); nothing changed, look yourself and set 'nu_url'")
_OLD_ANSWERS = named(
    "stands at 'verhuisd' but the old address answers; it may be somebody else's now. 'verhuisd' stays"
)
_SOURCE_IS_GONE = named("{address} is gone ({code}); find another source or add 'vervallen: true'")
_SOURCE_FAILED = named("{address} gave no page now ({reason}); look yourself")


@dataclass(frozen=True)
class Verdict:
    """What is to be written with a bron, and what is to be said about it (nothing: all is as it was)."""

    fields: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


def _not_asked() -> Answer:
    return Answer(problem=tell("not asked"))


def judge(bron: Bron, answers: Mapping[str, Answer], today: date) -> Verdict:
    """What follows for `bron` from what its addresses answered."""
    old = answers.get(bron.url or "", _not_asked())
    if bron.toestand == "vervallen":
        return _judge_gone(old, today)
    if bron.toestand == "verhuisd":
        return _judge_moved(bron, old, answers.get(bron.nu_url or "", _not_asked()), today)
    return _judge_living(bron, old, today)


def _judge_living(bron: Bron, answer: Answer, today: date) -> Verdict:
    checked = {"gecontroleerd": today.isoformat()}
    if answer.is_gone:
        return Verdict({"toestand": "vervallen", **checked}, tell(_IS_GONE, code=answer.code))
    if target := answer.moved_from(bron.url or ""):
        return Verdict(
            {"toestand": "verhuisd", "nu_url": target, **checked},
            tell("has moved to {address}; now 'verhuisd'. See whether the same is still there", address=target),
        )
    if not answer.works:
        return Verdict(words=tell(_NO_PAGE, reason=_reason(answer)))
    said = (
        ""
        if bron.toestand == "actief"
        else tell("answers; now 'actief'. See whether the site is still of the same people")
    )
    return Verdict({"toestand": "actief", **checked}, said)


def _judge_gone(answer: Answer, today: date) -> Verdict:
    if answer.works:
        return Verdict(words=tell(_ANSWERS_STILL))
    return Verdict({"gecontroleerd": today.isoformat()})


def _judge_moved(bron: Bron, old: Answer, new: Answer, today: date) -> Verdict:
    checked = {"gecontroleerd": today.isoformat()}
    if target := new.moved_from(bron.nu_url or ""):
        return Verdict(words=tell(_MOVED_AGAIN, address=target))
    if not new.works:
        return Verdict(words=tell(_NO_PAGE_NOW, reason=_reason(new)))
    if old.works and not old.moved_from(bron.url or ""):
        return Verdict(checked, tell(_OLD_ANSWERS))
    return Verdict(checked)


def _reason(answer: Answer) -> str:
    return answer.problem or tell("answer {code}", code=answer.code)


def judge_source(page: Vindplaats, answer: Answer) -> str:
    """What an editor should know about a source of a feit; nothing when it is still there."""
    if target := answer.moved_from(page.url):
        return tell("{address} has moved to {other}; change 'url' if the same is there", address=page.url, other=target)
    if answer.is_gone:
        return tell(_SOURCE_IS_GONE, address=page.url, code=answer.code)
    return "" if answer.works else tell(_SOURCE_FAILED, address=page.url, reason=_reason(answer))


# --- Writing --------------------------------------------------------------------------------------


def write_fields(text: str, source: Source, changes: Mapping[Loc, Mapping[str, str]]) -> str:
    """`text`, that `source` was read from, with these fields in the objects at these places, and not a sign else.

    Raises ToolError when it is laid out in a way that cannot be changed line by line.
    """
    try:
        for loc, fields in changes.items():
            text = change(text, loc, placed(at(source.value, loc), fields, _FIELDS))
    except Unwritable:
        raise ToolError(
            tell("{file} can't be changed: put each field of a source on a line of its own", file=source.file)
        ) from None
    return text


# --- All together ---------------------------------------------------------------------------------


def check_links(data_dir: Path, today: date, ask: Ask = ask_lychee) -> list[str]:
    """Ask for every address in `data_dir`, write what is certain, and give what an editor should know, a line each.

    Raises DataFout when the data are faulty, and ToolError when there is no internet.
    """
    load_handboek(data_dir)
    items = list(_with_address(data_dir))
    answers = ask(list(dict.fromkeys(url for _, _, item in items for url in _addresses(item))))
    if not any(answer.code for answer in answers.values()):
        raise ToolError(tell("no address answered at all; is there internet? Nothing was changed"))
    verdicts = [
        (source, loc, item, judge(item, answers, today)) for source, loc, item in items if isinstance(item, Bron)
    ]
    _write(data_dir, [(source, loc, verdict) for source, loc, _, verdict in verdicts])
    said = [
        f"{source.file}: {item.id} ({item.url}): {verdict.words}"
        for source, _, item, verdict in verdicts
        if verdict.words
    ]
    said += _judge_sources(items, answers)
    return [*said, tell("Asked: {number}. To look at yourself: {more}.", number=len(answers), more=len(said))]


def _with_address(data_dir: Path) -> Iterator[tuple[Source, Loc, Bron | Vindplaats]]:
    for file in load_files(data_dir):
        for loc, part in file.object.parts() if file.object else ():
            if isinstance(part, (Bron, Vindplaats)) and _addresses(part):
                yield file.source, loc, part


def _addresses(item: Model) -> list[str]:
    if isinstance(item, Vindplaats):
        return [] if item.vervallen else [item.url]
    return [url for url in (getattr(item, "url", None), getattr(item, "nu_url", None)) if url]


def _judge_sources(
    items: Iterable[tuple[Source, Loc, Bron | Vindplaats]], answers: Mapping[str, Answer]
) -> Iterator[str]:
    for source, loc, item in items:
        if isinstance(item, Vindplaats):
            words = judge_source(item, answers.get(item.url, _not_asked()))
            if words:
                yield f"{source.file}:{source.line((*loc, 'url'))}: {words}"


def _write(data_dir: Path, verdicts: Iterable[tuple[Source, Loc, Verdict]]) -> None:
    """Write all or nothing, each bron into the file that it is in: ``bronnen.yml`` or that of a school."""
    changed: dict[str, tuple[Source, dict[Loc, Mapping[str, str]]]] = {}
    for source, loc, verdict in verdicts:
        if verdict.fields:
            changed.setdefault(source.file, (source, {}))[1][loc] = verdict.fields
    contents: list[tuple[Path, bytes]] = []
    for source, fields in changed.values():
        path = data_dir.parent / source.file
        contents.append((path, write_fields(path.read_bytes().decode("utf-8"), source, fields).encode("utf-8")))
    for path, content in contents:
        partial = path.with_suffix(".yml.partial")
        partial.write_bytes(content)
        partial.replace(path)
