"""The forms in which a person's results are assessed: to print, to fill in, to compute."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.pages import Frame
from rolebook.views.model.role import Kpi, Penalty
from rolebook.views.model.scoring import ScoringTable
from rolebook.views.model.words import Link, Ref, Text


@dataclass(frozen=True, slots=True)
class AssessedKpi:
    """A KPI in a form; ``unit`` stands beside the box for its result."""

    kpi: Kpi
    unit: str


@dataclass(frozen=True, slots=True)
class AssessedPenalty:
    """A penalty in a form; ``effects`` says what follows, for each part of its rule in the scoring table."""

    penalty: Penalty
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPattern:
    """How an amount of a penalty's unit is written, with {} for the number."""

    unit: str
    pattern: str


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """A rating of the scale; ``range`` says which totals earn it."""

    id: str
    name: Text
    range: str
    description: Text | None


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a language writes numbers: decimal mark, mark between thousands, and from how many digits."""

    decimal: str
    group: str
    group_from: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What all assessment forms of a role show; ``formula`` tells in sentences how the total comes about."""

    role: str
    title: Text
    superiors: tuple[Ref, ...]
    kpis: tuple[AssessedKpi, ...]
    penalties: tuple[AssessedPenalty, ...]
    ratings: tuple[RatingChoice, ...]
    units: tuple[UnitPattern, ...]
    formula: tuple[str, ...]
    appeal: str
    adds: bool
    deducts: bool
    table: ScoringTable
    numbers: NumberStyle


@dataclass(frozen=True, slots=True)
class AssessmentDocument:
    """An assessment form as a document, to print or to fill in."""

    frame: DocumentFrame
    form: Assessment


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """The page that computes an assessment in the browser and keeps nothing."""

    frame: Frame
    form: Assessment
    documents: tuple[Link, ...]
    breadcrumbs: tuple[Link, ...] = ()
