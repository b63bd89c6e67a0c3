"""Each folder in ``data_fout/`` is a mistake in the data, with the complete message that an editor must read.

A case holds only the files that differ from ``_goed/``; an empty file ``NAME.weg`` takes NAME away.
What must be said stands in its ``meldingen.txt``; an empty one means that it simply works.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from macros.edition.load import load_edition
from macros.reading.load import list_stale, load_handboek
from macros.reading.messages import DataFout
from macros.words import EDITORS_LANGUAGE
from tests.conftest import run
from tests.english import dutch_in

FOLDER = Path(__file__).parent / "data_fout"
GOED = FOLDER / "_goed"
CASES = sorted(path for path in FOLDER.iterdir() if path != GOED)
# What is quoted in a message: words of the data, a line to write, names that may be chosen.
_QUOTED = re.compile(r"\w+\('?…?'?\)|'[^']*'|\{\{.*?\}\}|oud: .*|(?<=choose from: ).*")
READS_WELL = {"met-bom", "namen-uit-europa", "oude-mac-regels", "tekst-blijft-tekst", "windows-regels"}


def make_handboek(case: Path, folder: Path) -> Path:
    """Write the good handbook into `folder`, with what is different in `case`."""
    shutil.copytree(GOED, folder, dirs_exist_ok=True)
    for gone in case.rglob("*.weg"):
        (folder / gone.relative_to(case).with_suffix("")).unlink()
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.weg", "meldingen.txt"))
    return folder


def read_meldingen(folder: Path) -> str:
    """All that loading the handbook in `folder` says."""
    try:
        load_edition(folder / "data", folder / "docs")
    except DataFout as error:
        return f"{error}\n"
    return ""


def expected(case: Path) -> str:
    """The complete message that belongs to `case`."""
    return (case / "meldingen.txt").read_text(encoding="utf-8")


def check(folder: Path, today: str = "2026-06-01") -> subprocess.CompletedProcess[str]:
    """Run the command that editors run, as if it were `today`."""
    words = ("check", "--today", today, "--data", folder / "data", "--docs", folder / "docs")
    return run(sys.executable, "-m", "macros", *words)


def snapshot(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """Every file in `folder` with its time and content."""
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message_is_complete(case: Path, tmp_path: Path) -> None:
    """A mistake gives exactly the lines of its ``meldingen.txt``, no more and no fewer."""
    assert read_meldingen(make_handboek(case, tmp_path)) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message_is_the_same_in_english(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads English reads as many lines of the same places, without a word of Dutch that is not quoted."""
    monkeypatch.setenv(EDITORS_LANGUAGE, "en")
    said = read_meldingen(make_handboek(case, tmp_path)).splitlines()
    assert sorted(map(place_of, said)) == sorted(map(place_of, expected(case).splitlines()))
    assert [line for line in said if dutch_in(_QUOTED.sub("", line.split(": ", 1)[1]))] == []


def place_of(line: str) -> str:
    """The file and the line that a message is about."""
    return line.split(": ", 1)[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_message_names_its_place(case: Path) -> None:
    """Every line begins with a file and a line in it, and a case without lines is one that must simply work."""
    places = [line.split(": ", 1)[0] for line in expected(case).splitlines()]
    assert all(
        place.startswith(("data/", "docs/", "school/", "mkdocs.yml:")) and place.split(":")[1].isdecimal()
        for place in places
    )
    assert bool(places) == (case.name not in READS_WELL)


def test_good_handbook_loads(tmp_path: Path) -> None:
    """The handbook that all cases start from has no mistake."""
    assert read_meldingen(make_handboek(GOED, tmp_path)) == ""


def test_data_loads_without_pages(tmp_path: Path) -> None:
    """The data alone give the same meldingen about data as together with the pages."""
    folder = make_handboek(FOLDER / "alles-tegelijk", tmp_path)
    with pytest.raises(DataFout) as caught:
        load_handboek(folder / "data")
    about_data = [line for line in expected(FOLDER / "alles-tegelijk").splitlines() if line.startswith("data/")]
    assert str(caught.value).splitlines() == about_data


@pytest.mark.parametrize("name", ["alles-tegelijk", "alias-bom", "geen-utf8"])
def test_command_prints_the_lines_and_fails(name: str, tmp_path: Path) -> None:
    """The command says what is wrong, nothing else, and exits 1."""
    result = check(make_handboek(FOLDER / name, tmp_path))
    assert (result.returncode, result.stdout, result.stderr) == (1, "", expected(FOLDER / name))


def test_command_is_content_with_good_data(tmp_path: Path) -> None:
    """Good data give one friendly line and exit status 0."""
    result = check(make_handboek(GOED, tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "Alles in orde: 2 fasen, 3 stappen, 31 plekken om naar te verwijzen.\n"


def test_what_was_not_checked_for_a_year_is_named(tmp_path: Path) -> None:
    """An address that nobody checked for a year gets one line with its place; that is no mistake."""
    result = check(make_handboek(GOED, tmp_path), today="2027-02-01")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:-1] == [
        "let op: data/bronnen.yml:9: het webadres van 'fietsersbond' is langer dan een jaar niet gecontroleerd "
        "(het laatst: januari 2026)"
    ]


def test_a_feit_that_was_not_checked_for_a_year_is_named(tmp_path: Path) -> None:
    """The line names the feit, and when it was checked last."""
    data = make_handboek(FOLDER / "feit-bij-onbekend-id", tmp_path) / "data"
    assert next(str(melding) for melding in list_stale(data, date(2027, 2, 1))) == (
        "data/actualiteit.yml:10: feit 'nu-lijm' is langer dan een jaar niet gecontroleerd (het laatst: januari 2026)"
    )


def test_what_was_checked_this_year_is_not_named(tmp_path: Path) -> None:
    """A year after a check nothing is said yet."""
    assert list_stale(make_handboek(GOED, tmp_path) / "data", date(2027, 1, 28)) == []


def test_an_address_that_was_never_checked_is_named(tmp_path: Path) -> None:
    """An address without a date of checking counts as not checked."""
    data = make_handboek(GOED, tmp_path) / "data"
    text = (data / "bronnen.yml").read_text(encoding="utf-8")
    (data / "bronnen.yml").write_text(text.partition("        toestand")[0], encoding="utf-8")
    lines = [str(melding) for melding in list_stale(data, date(2026, 6, 1))]
    assert lines == ["data/bronnen.yml:7: het webadres van 'fietsersbond' is nog nooit gecontroleerd"]


def test_a_day_that_is_to_come_is_named(tmp_path: Path) -> None:
    """A slip in a year would keep an address from being looked at again for decades."""
    data = make_handboek(GOED, tmp_path) / "data"
    lines = [str(melding) for melding in list_stale(data, date(2025, 12, 31))]
    assert lines == ["data/bronnen.yml:9: het webadres van 'fietsersbond' is gecontroleerd op een dag die nog komt"]


@pytest.mark.parametrize("name", ["_goed", "alles-tegelijk"])
def test_loading_writes_nothing(name: str, tmp_path: Path) -> None:
    """Loading leaves every file as it was and makes no new one."""
    folder = make_handboek(FOLDER / name, tmp_path)
    before = snapshot(folder)
    read_meldingen(folder)
    assert snapshot(folder) == before


def test_repaired_data_load_again(tmp_path: Path) -> None:
    """After a mistake is repaired, the next load sees the new files."""
    folder = make_handboek(FOLDER / "verschreven-sleutel", tmp_path)
    assert read_meldingen(folder)
    assert read_meldingen(make_handboek(GOED, folder)) == ""
