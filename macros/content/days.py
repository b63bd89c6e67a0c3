"""Days as a Dutch reader says them."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def write_date(day: date) -> str:
    """A date: 21 november 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_day(day: str) -> str:
    """What an editor noted as `2026-11-21`, `2026-11` or `2026`: 21 november 2026, november 2026, 2026."""
    year, *rest = day.split("-")
    words = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(number)) for number in rest[1:]), *words, year])


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
