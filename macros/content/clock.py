"""When each part of a day begins: what a trainer reads off the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .model import Beurt, Programmadag


@dataclass(frozen=True)
class Moment:
    """What is done from `begin` on, in minutes after midnight: the blok with this id, or a break (None)."""

    begin: int
    minuten: int
    blok: str | None

    @property
    def eind(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.begin + self.minuten


def read_time(time: str) -> int:
    """`09:30` in minutes after midnight."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def write_time(minutes: int) -> str:
    """Minutes after midnight as `09:30`."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def sum_minutes(beurten: Iterable[Beurt]) -> int:
    """How long these take together."""
    return sum(beurt.minuten for beurt in beurten)


def plan_day(dag: Programmadag, minutes: Mapping[str, int]) -> tuple[Moment, ...]:
    """The moments of a day, of which `minutes` says how long each blok takes."""
    moments: list[Moment] = []
    now = read_time(dag.begin)
    for punt in dag.punten:
        length = punt.pauze or minutes[punt.blok or ""]
        moments.append(Moment(now, length, punt.blok))
        now += length
    return tuple(moments)
