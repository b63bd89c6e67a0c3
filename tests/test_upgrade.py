"""What a next version asks of the data is done, once, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from macros.upkeep import upgrade as upgrading
from macros.upkeep.prepare import prepare
from macros.upkeep.upgrade import KeyChange, upgrade
from macros.upkeep.version import VERSION, keep_version, kept_version

_FASE = """\
# of us
doen:
  onderdelen:
    - stappen:
        - doe: Say doe.  # doe: stays
          oud: 1
        - { id: a, doe: "doe: it" }
    - stappen: []
doe: not this one
"""
_CHANGES = (
    KeyChange("0.5", "fasen/doen/onderdelen/stappen/doe", "actie"),
    KeyChange(VERSION, "fasen/doen/onderdelen/stappen/oud"),
    KeyChange("999", "fasen/doe", "later"),
    KeyChange("0.5", "partners/naam", "heet"),
)
_UPGRADED = """\
# of us
doen:
  onderdelen:
    - stappen:
        - actie: Say doe.  # doe: stays
        - { id: a, actie: "doe: it" }
    - stappen: []
doe: not this one
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Data of one file, written for a version that nobody kept."""
    folder = tmp_path / "data"
    (folder / "fasen").mkdir(parents=True)
    (folder / "fasen" / "een.yml").write_text(_FASE, encoding="utf-8")
    return folder


def test_keys_get_their_new_names(data: Path) -> None:
    """Of the versions up to this one, at their place alone, each said with its line; the second time there is nothing to do."""
    assert upgrade(data, _CHANGES) == [
        "data/fasen/een.yml:7: 'doe' heet nu 'actie'",
        "data/fasen/een.yml:5: 'doe' heet nu 'actie'",
        "data/fasen/een.yml:6: 'oud' is weg",
    ]
    assert (data / "fasen" / "een.yml").read_text(encoding="utf-8") == _UPGRADED
    assert kept_version(data) == VERSION
    assert upgrade(data, _CHANGES) == []


def test_what_was_done_for_an_earlier_version_is_not_done_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data of a version gets only the changes that came after it."""
    monkeypatch.setattr("macros.upkeep.version.VERSION", "0.9")
    keep_version(data)
    assert upgrade(data, _CHANGES[:2]) == ["data/fasen/een.yml:6: 'oud' is weg"]


def test_data_of_a_later_version_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An older generator leaves it alone and says which version it is for."""
    (data / "_versie").write_text("999.1\n", encoding="utf-8")
    assert main(["bijwerken", "--data", str(data)]) == 1
    assert "data/ is voor versie 999.1" in capsys.readouterr().err
    assert kept_version(data) == "999.1"


def test_every_change_is_of_a_version_that_there_is() -> None:
    """The table holds no change of a version that is still to come, which would never be made, and is in order."""
    numbers = [[int(part) for part in step.version.split(".")] for step in upgrading.CHANGES]
    assert numbers == sorted(numbers)
    assert all(number <= [int(part) for part in VERSION.split(".")] for number in numbers)


def test_what_somebody_added_stays(tmp_path: Path) -> None:
    """The generator takes away what it laid itself in another version, and nothing else."""
    prepare(tmp_path)
    own, old = tmp_path / "docs" / "assets" / "css" / "eigen.css", tmp_path / "overrides" / "oud.html"
    own.write_text("own", encoding="utf-8")
    old.write_text("old", encoding="utf-8")
    laid = tmp_path / ".handboek.txt"
    laid.write_text(f"{laid.read_text('utf-8')}\noverrides/oud.html", encoding="utf-8")
    prepare(tmp_path)
    assert own.is_file()
    assert not old.exists()
    assert (tmp_path / "overrides" / "main.html").is_file()
