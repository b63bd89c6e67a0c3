"""Days as a reader says them, in the language of the method."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel.dates import format_date

from ..words import spoken

_SHAPES = ("y", "MMMM y", "d MMMM y")  # of a year, a month, a day


def write_date(day: date) -> str:
    """A date: 21 november 2026."""
    return _write(day, _SHAPES[-1], spoken())


def write_day(day: str) -> str:
    """What an editor noted as `2026-11-21`, `2026-11` or `2026`: 21 november 2026, november 2026, 2026."""
    parts = [int(number) for number in day.split("-")]
    year, month, number = [*parts, 1, 1][:3]
    return _write(date(year, month, number), _SHAPES[len(parts) - 1], spoken())


@cache
def _write(day: date, shape: str, language: str) -> str:
    return format_date(day, shape, locale=language)


def is_day(day: str) -> bool:
    """Whether `day`, written as an editor does, is in the calendar: 2026-02-30 is not."""
    try:
        date(*(int(number) for number in f"{day}-01-01".split("-")[:3]))
    except ValueError:
        return False
    return True


def a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def is_older_than_a_year(day: str, today: date) -> bool:
    """Whether `day`, a date, month or year, lies more than a year before `today`; a month counts to its end."""
    parts = [int(part) for part in day.split("-")]
    year, month, number = [*parts, *(12, 28)[len(parts) - 1 :]]
    return (today.year - year, today.month - month, today.day - number) > (1, 0, 0)
