"""A role in one language, with all its sections."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rolebook.views.model.trace import Trace
from rolebook.views.model.words import Caution, Fact, Flag, Mark, Ref, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an outline: a sentence, or a group with a title and items."""

    id: str
    anchor: str
    number: str
    depth: int
    text: Text | None = None
    title: Text | None = None
    intro: Text | None = None
    items: tuple[Entry, ...] = ()
    cadence: str | None = None
    note: str | None = None
    refs: tuple[Ref, ...] = ()
    flags: tuple[Flag, ...] = ()
    mark: Mark | None = None
    style: str = ""
    style_label: str | None = None


@dataclass(frozen=True, slots=True)
class SharedWorkflow:
    """A workflow of the handbook that several roles follow; ``href`` leads to it where it stands elsewhere."""

    id: str
    anchor: str
    title: Text
    intro: Text | None
    steps: tuple[Entry, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for staff, marked where it tells of a gap or a doubt."""

    text: Text
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Qualification:
    """One requirement; ``notes`` say what stands for it, and which KPI measures it."""

    id: str
    text: Text
    kind: str
    need: str
    required: bool
    flags: tuple[Flag, ...] = ()
    mark: Mark | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a score: the results that earn it, and the score."""

    range: str
    score: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: an actual result and the score it gets; ``reported`` if it was really reached."""

    actual: str
    score: str
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI; ``share`` is its weight as a number of 100 for the chart, ``weight`` the same in words.

    ``rules`` say what the bands do not: the line, floor and cap, the veto. The points of an ``added`` KPI stand
    beside the 100.
    """

    id: str
    anchor: str
    number: str
    name: Text
    measure: Text | None
    evidence: Text | None
    weight: str
    share: Decimal
    tone: int
    target: str
    period: str
    direction: str
    bands: tuple[Band, ...] = ()
    examples: tuple[Example, ...] = ()
    measures: tuple[Ref, ...] = ()
    mark: Mark | None = None
    division: str | None = None
    rules: tuple[str, ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class PenaltyStep:
    """What happens at one occurrence."""

    occurrence: str
    effect: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What follows at one occurrence, or at several in a row: ``span`` of the columns 1st, 2nd, 3rd or later.

    ``later`` says what changes after the third; ``label`` names the occurrences where there are no columns.
    """

    label: str
    effect: str
    span: int
    later: tuple[PenaltyStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a guarantee can end, and what then follows."""

    condition: str
    result: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """One penalty rule.

    ``occurrences`` are the cells of the penalty matrix, three columns in all, and ``counting`` says how
    they are counted. A guarantee has ``outcomes`` instead. ``guarantee`` says the same as a sentence.
    """

    id: str
    anchor: str
    number: str
    trigger: Text
    effect: str
    per: str
    window: str | None = None
    conditions: str | None = None
    guarantee: str | None = None
    evidence: Text | None = None
    note: Text | None = None
    approver: Ref | None = None
    appeal: str | None = None
    breaks: tuple[Ref, ...] = ()
    steps: tuple[PenaltyStep, ...] = ()
    flags: tuple[Flag, ...] = ()
    mark: Mark | None = None
    amount_mark: Mark | None = None
    cap: str | None = None
    counting: str = ""
    occurrences: tuple[Occurrence, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    spares: tuple[Ref, ...] = ()
    spares_mark: Mark | None = None
    decision_mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency that the role needs, and the level on the handbook's scale."""

    id: str
    name: Ref
    level: int
    levels: int
    level_name: str
    description: Text | None = None
    mark: Mark | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """How much of the source language's words a language has; ``label`` says it, None if complete."""

    missing: int
    total: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role in one language, for pages and documents alike. Empty sections are empty tuples.

    ``order`` names the sections in the order in which they are shown. ``shared`` are the workflows of the
    handbook that the role follows. ``legend`` holds each kind of mark that stands in the role once, to
    explain them, and ``cautions`` each caution. ``trace`` is None where the document does not show it.
    Version and owner are empty for those who do not see them.
    """

    id: str
    anchor: str
    kind: str
    title: Text
    summary: Text
    purpose: Text | None
    purpose_mark: Mark | None
    facts: tuple[Fact, ...]
    duties: tuple[Entry, ...]
    authority: tuple[Entry, ...]
    accountability: tuple[Entry, ...]
    qualifications: tuple[Qualification, ...]
    kpis: tuple[Kpi, ...]
    penalties: tuple[Penalty, ...]
    workflows: tuple[Entry, ...]
    competencies: tuple[Competency, ...]
    relations: tuple[Entry, ...]
    notes: tuple[Note, ...]
    closing: Text | None
    shared: tuple[SharedWorkflow, ...]
    order: tuple[str, ...]
    version: str
    effective: str
    review_by: str | None
    owner: Ref | None
    translation: Translation
    legend: tuple[Mark, ...] = ()
    cautions: tuple[Caution, ...] = ()
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One duty or step that falls due, and in which role; ``when`` if the heading does not say it all."""

    when: str | None
    text: Text
    href: str | None
    role: Ref | None = None


@dataclass(frozen=True, slots=True)
class CalendarGroup:
    """What falls due in one rhythm: each day, each week, before or after an event …"""

    id: str
    label: str
    rows: tuple[CalendarRow, ...]
