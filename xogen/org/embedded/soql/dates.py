"""Date literals of SOQL, such as ``THIS_QUARTER`` and ``LAST_N_DAYS:7``: the span of days each one names, in UTC."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FORM = re.compile(
    r"TODAY|YESTERDAY|TOMORROW|(?:LAST|THIS|NEXT)_(?:WEEK|MONTH|QUARTER|YEAR)|(?:LAST|NEXT)_90_DAYS"
    r"|(?:LAST|NEXT)_N_(?:DAYS|WEEKS|MONTHS|QUARTERS|YEARS):\d{1,4}|N_DAYS_AGO:\d{1,4}",
    re.IGNORECASE,
)
_MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}


def date_literal(text: str) -> bool:
    """Whether a word is a date literal."""
    return _FORM.fullmatch(text) is not None


def span(literal: str, today: date) -> tuple[date, date]:
    """Return the first day of a literal and the first day after it."""
    name, _, number = literal.partition(":")
    days = {"TODAY": 0, "YESTERDAY": -1, "TOMORROW": 1}
    if name == "N_DAYS_AGO":
        return _days(today, -int(number), 1)
    if name in days:
        return _days(today, days[name], 1)
    if name in {"LAST_90_DAYS", "LAST_N_DAYS"}:
        count = int(number or 90)
        return _days(today, -count, count + 1)
    if name in {"NEXT_90_DAYS", "NEXT_N_DAYS"}:
        return _days(today, 1, int(number or 90))
    which, _, unit = name.partition("_")
    unit = unit.removeprefix("N_").removesuffix("S")
    count = int(number) if number else 1
    at = {"LAST": -count, "THIS": 0, "NEXT": 1}[which]
    return _units(today, unit, at, count if which != "THIS" else 1)


def _days(today: date, at: int, count: int) -> tuple[date, date]:
    first = today + timedelta(days=at)
    return first, first + timedelta(days=count)


def _units(today: date, unit: str, at: int, count: int) -> tuple[date, date]:
    if unit == "WEEK":
        sunday = today - timedelta(days=(today.weekday() + 1) % 7)
        return sunday + timedelta(weeks=at), sunday + timedelta(weeks=at + count)
    size = _MONTHS[unit]
    month = today.year * 12 + (today.month - 1) // size * size
    return _month(month + at * size), _month(month + (at + count) * size)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
