"""Scoring rules as formulas that binary floating point cannot spoil.

A spreadsheet counts in floating point, in which 0.1 + 0.2 is not 0.3. So every number is first made whole (a
result of 83.3 becomes 833000), and all sums, products and comparisons are those of whole numbers below 10^14,
which are exact. A quotient is rounded once, half away from zero, by INT((2a + b) / 2b), which is exact as well:
the rounding functions of the programs mend their arguments, each in its own way.

Only functions that Excel 2010 knows: IF, AND, ISNUMBER, ABS, INT, ROUND, SIGN, MIN, MAX, SUM.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from rolebook.views.model.scoring import KpiRule, PenaltyRule, RatingRule, ScoreLine, ScorePiece

RESULT_DECIMALS = 4
"""Decimals that a result can have, unless its rule needs more."""

_EXACT = 10**14
_MOST_RESULT = 10**9


@dataclass(frozen=True, slots=True)
class ResultLimits:
    """Which results of a KPI are computed exactly: so many decimals, and no further from 0 than ``most``."""

    decimals: int
    most: int


def count_decimals(*numbers: str | None) -> int:
    """The most decimals that any of these numbers has."""
    return max((len(number.partition(".")[2]) for number in numbers if number), default=0)


def make_whole(number: str, decimals: int) -> int:
    """A decimal number times a power of ten; ValueError if it has more decimals than that."""
    scaled = Decimal(number).scaleb(decimals)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{number} has more than {decimals} decimals")
    return whole


def limit_results(rule: KpiRule, decimals: int) -> ResultLimits:
    """Which results of a KPI are computed exactly; ``decimals`` are those of scores."""
    line = rule.line
    limits = [piece.low for piece in rule.pieces]
    kept = max(RESULT_DECIMALS, count_decimals(*limits, *((line.start, line.each) if line else ())))
    most = min(_MOST_RESULT, 10 ** max(0, 13 - kept))
    if line is not None:
        start = abs(make_whole(line.start, kept))
        for slope in _Slope.of(line, kept, decimals):
            if slope.change:
                room = (_EXACT - slope.divisor) // 2 - abs(slope.base)
                most = min(most, max(0, room // slope.change - start) // 10**kept)
    return ResultLimits(kept, most)


def score_formula(rule: KpiRule, cell: str, decimals: int) -> str:
    """The score, times 10^``decimals``, of the whole result in a cell; "" where the rule is silent."""
    kept = limit_results(rule, decimals).decimals

    def say(piece: ScorePiece) -> str:
        if piece.score is not None:
            return str(make_whole(piece.score, decimals))
        return _line_formula(rule.line, cell, kept, decimals) if piece.on_line and rule.line else '""'

    return _choose(rule.pieces, cell, kept, say)


def veto_formula(rule: KpiRule, cell: str, decimals: int) -> str | None:
    """2 where the whole result in a cell voids the total, 1 where it is vetoed, else 0; None without a veto."""
    if not any(piece.vetoed for piece in rule.pieces):
        return None
    kept = limit_results(rule, decimals).decimals
    return _choose(rule.pieces, cell, kept, lambda piece: str(int(piece.vetoed) + int(piece.voids_total)))


def list_units(rule: PenaltyRule) -> tuple[str, ...]:
    """The units in which a penalty takes anything."""
    return tuple(dict.fromkeys(part.unit for part in rule.parts if part.unit and Decimal(part.size)))


def charge_formula(rule: PenaltyRule, unit: str, earlier: str, now: str, decimals: int) -> str:
    """What occurrences take in one unit, times 10^``decimals``; ``earlier`` and ``now`` are cells of whole numbers."""
    until = f"({earlier}+{now})"
    if len({part.unit for part in rule.parts if Decimal(part.size)}) == 1:
        return f"{_take(rule, until, decimals)}-{_take(rule, earlier, decimals)}"
    parts = []
    for index, part in enumerate(rule.parts):
        if part.unit == unit:
            last = _last_of(rule, index)
            ends = [_take(rule, _clip(count, part.first - 1, last), decimals) for count in (until, earlier)]
            parts.append(f"{ends[0]}-{ends[1]}")
    return "+".join(parts) or "0"


def round_quotient(numerator: str, divisor: str) -> str:
    """A quotient of whole numbers, rounded half away from zero; the divisor is above 0."""
    return f"SIGN({numerator})*INT((2*ABS({numerator})+{divisor})/(2*{divisor}))"


def rating_formula(rules: Sequence[RatingRule], total: str, decimals: int, cells: Sequence[str]) -> str:
    """The name, in one of these cells, of the rating that the whole total in a cell earns."""
    formula = '""'
    for rule, cell in reversed(list(zip(rules, cells, strict=True))):
        if rule.lowest is None:
            formula = cell
        else:
            scaled = Decimal(rule.lowest).scaleb(decimals)
            lowest = int(scaled) + int(int(scaled) < scaled)
            formula = f"IF({total}>={lowest},{cell},{formula})"
    return formula


@dataclass(frozen=True, slots=True)
class _Slope:
    """One side of a line in whole numbers: score × 10^decimals = (base + change × distance) ÷ divisor.

    The distance is that of whole results, or counted in full steps.
    """

    base: int
    change: int
    divisor: int

    @classmethod
    def of(cls, line: ScoreLine, kept: int, decimals: int) -> tuple[_Slope, _Slope]:
        """The worse side and the better one."""
        scale = max(decimals, count_decimals(line.score, line.lose, line.gain))
        step = 1 if line.whole else make_whole(line.each, kept)
        divisor = step * 10 ** (scale - decimals)
        base = make_whole(line.score, scale) * step

        def side(points: str) -> _Slope:
            change = make_whole(points, scale)
            shared = gcd(base, change, divisor)
            return cls(base // shared, change // shared, divisor // shared)

        return side(line.lose), side(line.gain)


def _line_formula(line: ScoreLine, cell: str, kept: int, decimals: int) -> str:
    start = make_whole(line.start, kept)
    distance = f"({start}-{cell})" if line.falling else f"({cell}{-start:+d})"
    steps = distance
    if line.whole:
        steps = f"SIGN({distance})*INT(ABS({distance})/{make_whole(line.each, kept)})"
    worse, better = (_side_formula(slope, steps) for slope in _Slope.of(line, kept, decimals))
    formula = better if worse == better else f"IF({distance}>0,{better},{worse})"
    if line.floor is not None:
        formula = f"MAX({formula},{make_whole(line.floor, decimals)})"
    if line.cap is not None:
        formula = f"MIN({formula},{make_whole(line.cap, decimals)})"
    return formula


def _side_formula(slope: _Slope, steps: str) -> str:
    if not slope.change:
        size = (2 * abs(slope.base) + slope.divisor) // (2 * slope.divisor)
        return str(size if slope.base >= 0 else -size)
    value = f"({slope.base}+{slope.change}*{steps})"
    return value if slope.divisor == 1 else round_quotient(value, str(slope.divisor))


def _choose(pieces: Sequence[ScorePiece], cell: str, kept: int, say: Callable[[ScorePiece], str]) -> str:
    """What is said of the piece that holds the whole result in a cell; by halves, so that IFs nest little."""
    if len(pieces) == 1:
        return say(pieces[0])
    middle = len(pieces) // 2
    edge = pieces[middle - 1]
    assert edge.low is not None
    upper, lower = _choose(pieces[:middle], cell, kept, say), _choose(pieces[middle:], cell, kept, say)
    sign = ">=" if edge.closed else ">"
    return upper if upper == lower else f"IF({cell}{sign}{make_whole(edge.low, kept)},{upper},{lower})"


def _take(rule: PenaltyRule, count: str, decimals: int) -> str:
    """What so many first occurrences take, in whatever units, within the cap."""
    sums = []
    for index, part in enumerate(rule.parts):
        size, last = make_whole(part.size, decimals), _last_of(rule, index)
        if size:
            reached = _clip(count, part.first - 1, last)
            sums.append(f"{size}*({reached}-{part.first - 1})" if part.first > 1 else f"{size}*{reached}")
    formula = f"({'+'.join(sums) or '0'})"
    return formula if rule.at_most is None else f"MIN({formula},{make_whole(rule.at_most, decimals)})"


def _last_of(rule: PenaltyRule, index: int) -> int | None:
    """The last occurrence that a part of the rule is for; None for the last part."""
    return rule.parts[index + 1].first - 1 if index + 1 < len(rule.parts) else None


def _clip(count: str, low: int, high: int | None) -> str:
    below = count if high is None else f"MIN({count},{high})"
    return f"MAX({below},{low})" if low else below
