"""Addresses that answer, have moved, are gone, are slow or go round in circles: all on this machine, no other is asked."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from macros.content.model import Bron, Vindplaats
from macros.formats import ToolError
from macros.reading.files import load_files
from macros.reading.load import load_handboek
from macros.reading.messages import DataFout
from macros.reading.yaml import read_source
from macros.upkeep.links import Answer, ask_lychee, check_links, judge, judge_source, write_fields
from tests.conftest import ROOT
from tests.school import EXAMPLE, lay
from tests.test_data_fout import FOLDER, GOED, make_handboek

_TODAY = date(2026, 6, 1)
_WORKS, _WEG, _STIL = Answer(200), Answer(404, problem="404 Not Found"), Answer(problem="Timeout")
_ELSEWHERE = Answer(200, (("https://nieuw.example.nl/fiets", 302),))
_URL, _NEW = "http://www.oud.example.nl", "https://nieuw.example.nl/fiets"
_PAGES = {
    "/werkt": (200, ""),
    "/verhuisd": (301, "/twee"),
    "/twee": (308, "/werkt"),
    "/weg": (404, ""),
    "/druk": (503, ""),
}
_CIRCLE = {"/kring": (301, "/terug"), "/terug": (301, "/kring"), "/alleen-get": (405, "")}


class Actor(BaseHTTPRequestHandler):
    """Plays a part for each path; `/traag` says nothing until the test is over."""

    over = threading.Event()

    def do_HEAD(self) -> None:
        """Answer as the path says."""
        if self.path == "/traag":
            self.over.wait()
        status, target = {**_PAGES, **_CIRCLE}.get(self.path, (200, ""))
        self.send_response(200 if self.command == "GET" and self.path == "/alleen-get" else status)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on this machine that plays all parts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Actor) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        Actor.over.set()
        http.shutdown()


@pytest.fixture(scope="module")
def answers(server: str) -> dict[str, Answer]:
    """What each path answers; no answer within two seconds is called slow."""
    paths = ("/werkt", "/verhuisd", "/weg", "/druk", "/kring", "/alleen-get", "/traag", "/a?b=(c)&d=e.")
    found = ask_lychee([server + path for path in paths], timeout=2, retries=0)
    return {url.removeprefix(server): answer for url, answer in found.items()}


def bron(**fields: str) -> Bron:
    """A bron with these fields."""
    return Bron.model_validate({"id": "fiets", "titel": "Fiets", "url": _URL, **fields})


def verdict(answer: Answer, new: Answer = _WORKS, **fields: str) -> tuple[dict[str, str], str]:
    """What is written and said when the address of a bron with these fields gives `answer`, and its `nu_url` `new`."""
    result = judge(bron(**fields), {_URL: answer, _NEW: new}, _TODAY)
    return dict(result.fields), result.words


# --- Asking ---------------------------------------------------------------------------------------


def test_every_address_gets_its_own_answer(answers: dict[str, Answer]) -> None:
    """Each address has an answer, also one with signs that mean something in a text."""
    assert len(answers) == 8
    assert {path for path, answer in answers.items() if answer.works} == {
        "/werkt", "/verhuisd", "/alleen-get", "/a?b=(c)&d=e."
    }  # fmt: skip


def test_moves_are_followed_and_told(answers: dict[str, Answer], server: str) -> None:
    """An address that moved twice says where it ends."""
    assert answers["/verhuisd"].moved_from(f"{server}/verhuisd") == f"{server}/werkt"
    assert not answers["/werkt"].moved_from(f"{server}/werkt")


def test_what_is_gone_is_not_what_is_out_of_order(answers: dict[str, Answer]) -> None:
    """Only an address that says so itself is gone: no answer, a circle or a busy server is not enough."""
    assert [path for path, answer in answers.items() if answer.is_gone] == ["/weg"]
    assert "kring" in answers["/kring"].problem
    assert answers["/traag"].code is None
    assert answers["/druk"].code == 503


def test_an_address_where_nobody_listens() -> None:
    """A closed port is a problem, not a crash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Actor) as http:
        url = f"http://127.0.0.1:{http.server_port}/"
    answer = ask_lychee([url], timeout=2, retries=0)[url]
    assert answer.problem
    assert not answer.works


# --- Judging --------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [{}, {"toestand": "onbekend"}, {"toestand": "actief"}])
def test_an_address_that_answers_is_active(state: dict[str, Any]) -> None:
    """It becomes actief, and the editor is asked to look when it was not so before."""
    fields, words = verdict(_WORKS, **state)
    assert fields == {"toestand": "actief", "gecontroleerd": "2026-06-01"}
    assert bool(words) == (state != {"toestand": "actief"})


def test_an_address_that_is_gone_is_no_link_any_more() -> None:
    """What its own site calls gone becomes vervallen."""
    assert verdict(_WEG, toestand="actief")[0] == {"toestand": "vervallen", "gecontroleerd": "2026-06-01"}


def test_an_address_that_leads_elsewhere_has_moved() -> None:
    """It becomes verhuisd, with where to, and the editor is told."""
    fields, words = verdict(_ELSEWHERE, toestand="actief")
    assert fields == {"toestand": "verhuisd", "nu_url": _NEW, "gecontroleerd": "2026-06-01"}
    assert _NEW in words


def test_a_front_page_within_the_same_site_has_not_moved() -> None:
    """To https, to www or to a first page of its own is no move."""
    assert verdict(Answer(200, (("https://oud.example.nl/home", 301),)), toestand="actief")[0]["toestand"] == "actief"


@pytest.mark.parametrize("state", [{}, {"toestand": "actief"}, {"toestand": "verhuisd", "nu_url": _NEW}])
def test_no_answer_changes_nothing(state: dict[str, str]) -> None:
    """A site that is out of order today keeps its state and its date, and the editor is told why."""
    fields, words = verdict(_STIL, new=_STIL, **state)
    assert fields == {}
    assert "Timeout" in words


@pytest.mark.parametrize("answer", [_WORKS, _ELSEWHERE])
def test_what_an_editor_called_vervallen_stays_so(answer: Answer) -> None:
    """A name that others have taken over answers too."""
    fields, words = verdict(answer, toestand="vervallen")
    assert fields == {}
    assert "van een ander" in words


def test_vervallen_is_confirmed() -> None:
    """What still does not answer was checked today."""
    assert verdict(_WEG, toestand="vervallen") == ({"gecontroleerd": "2026-06-01"}, "")


def test_what_an_editor_called_verhuisd_stays_so() -> None:
    """The old address that answers does not become actief again."""
    fields, words = verdict(_WORKS, toestand="verhuisd", nu_url=_NEW)
    assert fields == {"gecontroleerd": "2026-06-01"}
    assert "van een ander" in words


@pytest.mark.parametrize("answer", [_WEG, Answer(200, (("https://derde.example.nl/", 301),))])
def test_a_successor_that_moved_or_went_is_for_the_editor(answer: Answer) -> None:
    """The new address is an editor's choice: it is not replaced by machine."""
    fields, words = verdict(_STIL, new=answer, toestand="verhuisd", nu_url=_NEW)
    assert fields == {}
    assert "nu_url" in words


@pytest.mark.parametrize(
    ("answer", "words"), [(_WORKS, ""), (_WEG, "weg"), (_ELSEWHERE, "verhuisd"), (_STIL, "Timeout")]
)
def test_sources_of_feiten_are_only_told(answer: Answer, words: str) -> None:
    """What became of a source is said, and of one that works nothing."""
    said = judge_source(Vindplaats(titel="Bron", url=_URL, gezien="2026"), answer)
    assert words in said
    assert bool(said) == bool(words)


# --- Writing --------------------------------------------------------------------------------------


def copy_data(tmp_path: Path) -> Path:
    """A copy of the real data."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def test_nothing_but_the_fields_is_written(tmp_path: Path) -> None:
    """Of the real file only the lines of what changed differ; comments and layout stay, and it is read as meant."""
    data = copy_data(tmp_path)
    before = (data / "bronnen.yml").read_text(encoding="utf-8").splitlines()
    check_links(data, _TODAY, lambda urls: {url: _WEG if "omroepmik" in url else _WORKS for url in urls})
    after = (data / "bronnen.yml").read_text(encoding="utf-8").splitlines()
    differing = [new for old, new in zip(before, after, strict=True) if old != new]
    assert {line.split(":")[0].strip() for line in differing} == {"toestand", "gecontroleerd"}
    assert {line[:8] for line in differing} == {" " * 8}
    states = {b.id: b.toestand for groep in load_handboek(data).bronnen.groepen for b in groep.bronnen}
    assert (states["omroepmik"], states["youtube"], states["kenniscentrumcrossover"]) == (
        "vervallen",
        "actief",
        "vervallen",
    )


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """No file but bronnen.yml changes, and none is added."""
    data = copy_data(tmp_path)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    check_links(data, _TODAY, lambda urls: dict.fromkeys(urls, _WORKS))
    after = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert [path.name for path in after if before.get(path) != after[path]] == ["bronnen.yml"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_missing_fields_come_below_the_address(tmp_path: Path, ending: str) -> None:
    """New fields stand in their order, as far in as the address, with the same ends of lines."""
    text = ending.join(
        ("# mijn lijst", "bronnen:", "  - url: http://a.nl  ", "    titel: A", "    gecontroleerd: 2020", "")
    )
    (tmp_path / "b.yml").write_bytes(text.encode())
    source = read_source(tmp_path / "b.yml", "b.yml")
    fields = {"toestand": "verhuisd", "nu_url": "https://b.nl/?a=1#c", "gecontroleerd": "2026-06-01"}
    lines = write_fields(text, source, {("bronnen", 0): fields}).split(ending)
    assert lines == [
        "# mijn lijst", "bronnen:", "  - url: http://a.nl  ", "    toestand: verhuisd", "    nu_url: https://b.nl/?a=1#c",
        "    titel: A", "    gecontroleerd: 2026-06-01", "",
    ]  # fmt: skip


def test_a_layout_that_cannot_be_changed_is_refused(tmp_path: Path) -> None:
    """A bron on one line gets no new field, but a message, rather than being spoilt."""
    text = "bronnen: [{url: 'http://a.nl', toestand: actief, titel: A}]\n"
    (tmp_path / "b.yml").write_text(text, encoding="utf-8")
    source = read_source(tmp_path / "b.yml", "b.yml")
    with pytest.raises(ToolError, match="eigen regel"):
        write_fields(text, source, {("bronnen", 0): {"nu_url": "http://b.nl"}})


# --- All together ---------------------------------------------------------------------------------


def test_the_whole_way_from_server_to_file(tmp_path: Path, server: str) -> None:
    """What the server plays stands in the file afterwards, is said in Dutch, and loads."""
    data = make_handboek(GOED, tmp_path) / "data"
    text = (
        (data / "bronnen.yml").read_text(encoding="utf-8").replace("https://www.fietsersbond.nl", f"{server}/verhuisd")
    )
    (data / "bronnen.yml").write_text(f"# blijft staan\n{text}", encoding="utf-8")
    said = check_links(data, _TODAY, partial(ask_lychee, timeout=20, retries=0))
    assert said == [
        f"data/bronnen.yml: fietsersbond ({server}/verhuisd): is verhuisd naar {server}/werkt; nu 'verhuisd'. "
        "Kijk of daar nog hetzelfde staat",
        "Nagegaan: 1. Om zelf naar te kijken: 1.",
    ]
    written = text.replace("toestand: actief", f"toestand: verhuisd\n        nu_url: {server}/werkt")
    written = written.replace("gecontroleerd: 2026-01", "gecontroleerd: 2026-06-01")
    assert (data / "bronnen.yml").read_text(encoding="utf-8") == f"# blijft staan\n{written}"
    assert all(file.whole for file in load_files(data))


def test_a_bron_of_a_school_is_written_in_its_own_file(tmp_path: Path) -> None:
    """What the school's README shows keeps its remarks, and gets what is known of its address, as the method's do."""
    data = lay(tmp_path).joinpath("data")
    shutil.copytree(ROOT / "data", data)
    check_links(data, _TODAY, lambda urls: dict.fromkeys(urls, _WORKS))
    written = (tmp_path / "school" / "school.yml").read_text(encoding="utf-8")
    (url,) = re.findall(r"    url: .*\n", EXAMPLE)
    assert written == EXAMPLE.replace(url, f"{url}    toestand: actief\n    gecontroleerd: 2026-06-01\n")
    assert "2026-06-01" in (data / "bronnen.yml").read_text(encoding="utf-8")
    assert all(file.whole for file in load_files(data))


def test_a_file_that_cannot_be_changed_keeps_the_others_as_they_are(tmp_path: Path) -> None:
    """A bron of a school on one line stops the writing of the method's bronnen too."""
    data = lay(tmp_path, "naam: De Brug\nbronnen: [{id: b, titel: B, url: 'https://b.nl'}]\n").joinpath("data")
    shutil.copytree(ROOT / "data", data)
    with pytest.raises(ToolError, match=r"school/school\.yml"):
        check_links(data, _TODAY, lambda urls: dict.fromkeys(urls, _WORKS))
    assert (data / "bronnen.yml").read_bytes() == (ROOT / "data" / "bronnen.yml").read_bytes()


def test_without_internet_nothing_is_written(tmp_path: Path) -> None:
    """When nothing answers at all, it is not the addresses that are wrong."""
    data = make_handboek(GOED, tmp_path) / "data"
    before = (data / "bronnen.yml").read_bytes()
    with pytest.raises(ToolError, match="internet"):
        check_links(data, _TODAY, lambda urls: dict.fromkeys(urls, _STIL))
    assert (data / "bronnen.yml").read_bytes() == before


def test_every_address_of_the_data_is_asked_once(tmp_path: Path) -> None:
    """The bronnen, their successors and the sources of the feiten are all in, and a page that is gone is not."""
    asked: list[str] = []

    def listen(urls: list[str]) -> dict[str, Answer]:
        asked.extend(urls)
        return dict.fromkeys(urls, _WORKS)

    check_links(copy_data(tmp_path), _TODAY, listen)
    handboek = load_handboek(ROOT / "data")
    bronnen = [b for groep in handboek.bronnen.groepen for b in groep.bronnen]
    pages = [page for feit in handboek.actualiteit.feiten for page in feit.bronnen]
    expected = {b.url for b in bronnen} | {b.nu_url for b in bronnen} | {p.url for p in pages if not p.vervallen}
    assert sorted(asked) == sorted(expected - {None})  # type: ignore[type-var]


def test_faulty_data_are_named_first(tmp_path: Path) -> None:
    """With a mistake in the data no address is asked."""
    data = make_handboek(FOLDER / "adres-verhuisd-naar-nergens", tmp_path) / "data"
    with pytest.raises(DataFout, match="nu_url"):
        check_links(data, _TODAY, lambda urls: pytest.fail("asked"))
