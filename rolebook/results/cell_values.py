"""What a cell says: numbers as they are written around the world, counts, dates, “not applicable”."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from rolebook.results.sheet import Cell

DecimalMark = Literal["point", "comma"]
DECIMALS = 6
"""Decimals that are kept of a result; more are rounded half up, as programs write them after a division."""

_NOT_APPLICABLE = frozenset(
    {"n/a", "na", "n.a.", "n. a.", "-", "--", "–", "—", "——", "不适用", "no aplica", "n/d"}
)
_GROUPING = " \u00a0\u2009\u202f'’"
_WHOLE_PARTS = {
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"),
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+"),
}
_MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a cell has it; ``percent`` if it stands with a percent sign (95% is 95)."""

    value: Decimal
    percent: bool


class CellFault(Exception):
    """A cell that cannot be understood: the code of the problem, what is wrong, what to do."""

    def __init__(self, code: str, message: str, hint: str):
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def is_not_applicable(cell: Cell) -> bool:
    """Whether the cell says that the KPI does not apply to this person in this period."""
    return unicodedata.normalize("NFKC", cell.text).casefold() in _NOT_APPLICABLE


def read_number(cell: Cell, mark: DecimalMark | None = None) -> Amount:
    """The number in a cell. Raises CellFault.

    Without ``mark``, a single point or comma before exactly three digits could be either mark and is refused,
    unless the number begins with 0. Spaces and apostrophes group thousands; full-width digits are digits.
    """
    if cell.number is not None:
        value = cell.number * 100 if cell.percent else cell.number
        return Amount(_settle(cell, value), cell.percent)
    text = unicodedata.normalize("NFKC", cell.text).replace("−", "-").replace("。", ".").strip()
    if cell.date is not None:
        raise CellFault(
            "A010", f"{cell.shown} is a date, not a number", "format the cell as a number and type it again"
        )
    percent = text.endswith("%")
    digits = text.removesuffix("%").strip()
    sign, digits = (-1, digits[1:].strip()) if digits.startswith("-") else (1, digits.removeprefix("+"))
    for space in _GROUPING:
        if space in digits:
            if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(space)}[0-9]{{3}})+(?:[.,][0-9]+)?", digits):
                raise _no_number(cell)
            digits = digits.replace(space, "")
            mark = mark or _only_mark(digits)
    plain = _resolve_marks(cell, digits, mark)
    return Amount(_settle(cell, sign * Decimal(plain)), percent)


def read_count(cell: Cell) -> int:
    """How many times: a whole number, 0 or more; a blank cell is 0. Raises CellFault."""
    if cell.is_blank or is_not_applicable(cell):
        return 0
    amount = read_number(cell)
    if amount.percent or amount.value != amount.value.to_integral_value() or not 0 <= amount.value <= 1_000:
        hint = "write how many times it happened: 0, 1, 2 …"
        raise CellFault("A012", f"{cell.shown} is no number of occurrences", hint)
    return int(amount.value)


def read_day(cell: Cell) -> dt.date:
    """A date, the year first (2026-11-05, 2026/11/5, 2026年11月5日), or a workbook's date. Raises CellFault."""
    if cell.date is not None:
        return cell.date
    text = unicodedata.normalize("NFKC", cell.text)
    match = re.fullmatch(
        r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)",
        text,
    )
    if match:
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            return dt.date(year, month, day)
        except ValueError:
            raise CellFault("A015", f"the calendar has no day {cell.shown}", "correct the date") from None
    hint = "write it with the year first: 2026-11-05"
    raise CellFault("A015", f"{cell.shown} is no date that can be read in one way only", hint)


def _resolve_marks(cell: Cell, digits: str, mark: DecimalMark | None) -> str:
    """The digits with a point for the decimal mark and no others."""
    found = [c for c in digits if c in ".,"]
    if (
        not re.fullmatch(r"[0-9.,]*[0-9][0-9.,]*", digits)
        or not digits[0].isdigit()
        or not digits[-1].isdigit()
    ):
        raise _no_number(cell)
    if not found:
        return digits
    kinds = set(found)
    decimal = {"point": ".", "comma": ",", None: None}[mark]
    if decimal is None:
        decimal = _guess_mark(cell, digits, found, kinds)
    grouping = "," if decimal == "." else "."
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    if decimal is None:
        grouping = found[0]
    if grouping in fraction or (decimal and found.count(decimal) > 1):
        raise _no_number(cell)
    if grouping in whole and not _WHOLE_PARTS[grouping].fullmatch(whole):
        raise _no_number(cell)
    whole = whole.replace(grouping, "")
    return f"{whole}.{fraction}" if fraction else whole


def _guess_mark(cell: Cell, digits: str, found: list[str], kinds: set[str]) -> str | None:
    """The decimal mark as the number itself shows it; None if its marks only group thousands."""
    if len(kinds) == 2:
        return found[-1]
    if len(found) > 1:
        return None
    whole, _, fraction = digits.partition(found[0])
    if len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
        return found[0]
    raise CellFault(
        "A011",
        f"{cell.shown} can be read in two ways: {whole}{fraction}, or {whole} and a fraction",
        f"write {whole}{fraction} or {whole}.{fraction}0, or say once for all with --decimal point or --decimal comma",
    )


def _only_mark(digits: str) -> DecimalMark | None:
    """The decimal mark of a number whose thousands are grouped by spaces: what is left can be nothing else."""
    return "comma" if "," in digits else "point" if "." in digits else None


def _settle(cell: Cell, value: Decimal) -> Decimal:
    if abs(value) >= 10**_MAX_DIGITS:
        raise CellFault("A010", f"{cell.shown} has more than {_MAX_DIGITS} digits", "check the number")
    rounded = value.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return Decimal(int(whole)) if rounded == whole else rounded.normalize()


def _no_number(cell: Cell) -> CellFault:
    if not cell.text:
        return CellFault("A010", "there is no number here", "write one")
    hint = "write the number alone, without a unit, such as 95, 95% or 12.5; or n/a if the KPI does not apply"
    if cell.text.startswith("#"):
        hint = "the formula has failed: mend it in the spreadsheet and save again"
    return CellFault("A010", f"{cell.shown} is not a number", hint)
