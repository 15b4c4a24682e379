"""The time that an assessment is about: a calendar month, quarter, half-year or year."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from rolebook.assessment.penalties import Span, find_window

EXPECTED = "write a month as 2026-11, a quarter as 2026-Q4, a half-year as 2026-H2, a year as 2026"


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its text (2026-11, 2026-Q4, 2026-H2, 2026), its kind as penalties' windows have it, and its days.

    ``number`` says which one of its year it is.
    """

    text: str
    kind: str
    number: int
    span: Span


def parse_period(text: str) -> Period | None:
    """The period that a text names, also as 2026/11 or 2026年11月; None if it names none."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    match = re.fullmatch(
        r"([1-9][0-9]{3})(?:[-/]([0-9]{1,2})|年(?:([0-9]{1,2})月)?|[- ]?Q([0-9])|[- ]?H([0-9]))?", plain
    )
    if match is None:
        return None
    year = int(match[1])
    for kind, months, letter, digits in (
        ("month", 1, "", match[2] or match[3]),
        ("quarter", 3, "Q", match[4]),
        ("half-year", 6, "H", match[5]),
    ):
        if digits is None:
            continue
        number = int(digits)
        if not 1 <= number <= 12 // months:
            return None
        label = f"{year}-{letter}{number}" if letter else f"{year}-{number:02d}"
        return _make(kind, dt.date(year, number * months, 1), label, number)
    return _make("year", dt.date(year, 1, 1), str(year), 1)


def month_of(day: dt.date) -> Period:
    """The month that holds a day."""
    return _make("month", day, f"{day:%Y-%m}", day.month)


def _make(kind: str, day: dt.date, text: str, number: int) -> Period:
    return Period(text, kind, number, find_window(kind, day))
