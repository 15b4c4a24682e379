"""The scoring rules of a role as a small table, from which page and spreadsheet compute what the engine does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScorePiece:
    """A stretch of results from ``low`` (None: from the lowest) up to the piece before it in the list.

    ``low`` itself belongs to it if ``closed``. ``score`` is final, within floor and cap and rounded; None where the
    line of the KPI gives it, or where the rule is silent. ``band`` is the index of the band that gives the score.
    """

    low: str | None
    closed: bool
    score: str | None
    band: int | None = None
    on_line: bool = False
    vetoed: bool = False
    voids_total: bool = False


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score that changes evenly: ``score`` at ``start``, then ``gain`` or ``lose`` for each step of ``each``."""

    start: str
    score: str
    each: str
    lose: str
    gain: str
    whole: bool
    falling: bool
    floor: str | None
    cap: str | None


@dataclass(frozen=True, slots=True)
class KpiRule:
    """How one KPI scores: its pieces from the highest results to the lowest, and its line if it has one."""

    id: str
    weight: str
    added: bool
    pieces: tuple[ScorePiece, ...]
    line: ScoreLine | None = None


@dataclass(frozen=True, slots=True)
class PenaltyPart:
    """What each occurrence from the ``first`` one takes; ``unit`` tells points, currencies and percentages apart."""

    first: int
    size: str
    unit: str


@dataclass(frozen=True, slots=True)
class PenaltyRule:
    """What occurrences of one fault take; ``once``: one occurrence counts of several."""

    id: str
    once: bool
    at_most: str | None
    parts: tuple[PenaltyPart, ...]


@dataclass(frozen=True, slots=True)
class RatingRule:
    """The lowest total that earns a rating; None for the last one."""

    id: str
    lowest: str | None


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """All rules of a role's assessment, every number a decimal string; scores have so many ``decimals``."""

    decimals: int
    floor: str
    cap: str | None
    kpis: tuple[KpiRule, ...]
    penalties: tuple[PenaltyRule, ...]
    ratings: tuple[RatingRule, ...]
