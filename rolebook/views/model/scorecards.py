"""Scorecards of people, and the sheet of a team."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.words import Flag, Text


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """One line about the person or the assessment."""

    id: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One KPI with its result: ``rule`` is what gave the score. ``applies`` is false for “not applicable”."""

    number: str
    name: Text
    rule: str
    target: str
    actual: str
    score: str
    weight: str
    contribution: str
    applies: bool = True
    vetoed: bool = False


@dataclass(frozen=True, slots=True)
class SumRow:
    """One line of the sum below the KPIs; ``note`` says how it comes about."""

    id: str
    label: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PenaltyEntry:
    """One occurrence of a penalty. ``rule`` is its number in the role's list of penalties."""

    rule: str
    trigger: Text
    occurrence: str
    effect: str
    date: str | None = None
    evidence: str | None = None
    proof: Text | None = None
    decision: str | None = None
    points: str | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class GuaranteeEntry:
    """A guarantee and how it stands."""

    trigger: Text
    span: str
    state: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class RatingStep:
    """One rating of the scale, and whether it is the one that was reached."""

    name: Text
    range: str
    reached: bool


@dataclass(frozen=True, slots=True)
class SignLine:
    """A line to sign on, with the name of who signs if it is known."""

    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The assessment of one person as a document to sign."""

    frame: DocumentFrame
    name: str
    role: Text
    period: str
    facts: tuple[ScoreFact, ...]
    total: str
    rating: Text | None
    meaning: Text | None
    scale: tuple[RatingStep, ...]
    rows: tuple[ScoreRow, ...]
    added: tuple[ScoreRow, ...]
    sums: tuple[SumRow, ...]
    penalties: tuple[PenaltyEntry, ...]
    guarantees: tuple[GuaranteeEntry, ...]
    notes: tuple[str, ...]
    comment: str
    signers: tuple[SignLine, ...]


@dataclass(frozen=True, slots=True)
class ChartBand:
    """A stretch of the chart's ground that belongs to a rating; measures in px."""

    x: str
    width: str
    label: str
    even: bool


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One person's bar; ``y`` is the top of its row. ``passed`` is false for a rating that means failed."""

    y: int
    label: str
    x: str
    width: str
    end: str
    value: str
    passed: bool = True


@dataclass(frozen=True, slots=True)
class ChartTick:
    """A line of the scale with its number."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class ChartHeading:
    """A title within the chart: whose bars follow."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class TeamChart:
    """Totals as bars over the bands of the ratings; sizes in px, all places worked out."""

    width: int
    height: int
    left: str
    right: str
    top: int
    bottom: int
    title: str
    description: str
    bands: tuple[ChartBand, ...]
    ticks: tuple[ChartTick, ...]
    bars: tuple[ChartBar, ...]
    accent: str
    headings: tuple[ChartHeading, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One person in the table of a group."""

    name: str
    number: str
    weighted: str
    added: str
    deducted: str
    total: str
    rating: Text | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AverageRow:
    """One KPI over all people of a role; ``count`` says of how many."""

    name: Text
    target: str
    actual: str
    score: str
    weight: str
    count: str


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """The people of one role in one department."""

    anchor: str
    role: Text
    department: str
    facts: tuple[ScoreFact, ...]
    charts: tuple[TeamChart, ...]
    rows: tuple[TeamRow, ...]
    averages: tuple[AverageRow, ...]


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """All people of a run on a few pages."""

    frame: DocumentFrame
    title: str
    period: str
    facts: tuple[ScoreFact, ...]
    distribution: tuple[RatingCount, ...]
    groups: tuple[TeamGroup, ...]


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How many people reached a rating."""

    name: Text
    range: str
    count: str
    share: str


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """The chart of all people as a file of its own."""

    language: str
    chart: TeamChart
