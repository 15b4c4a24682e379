"""Bilingual editions: the chapters that tell of all roles together, and the duties of a role beside its rules."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.bilingual import BilingualPenalty, Labels, Pair, Sides
from rolebook.views.model.chapters import BookIndex
from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.words import Mark, Ref


@dataclass(frozen=True, slots=True)
class AssessmentLabels:
    """The heads of the tables on assessment."""

    number: Pair
    total: Pair
    target: Pair
    actual: Pair
    score: Pair
    weight: Pair
    product: Pair


@dataclass(frozen=True, slots=True)
class BilingualRule:
    """A rule in one or two sentences, under the word that names it."""

    label: Pair
    text: Pair


@dataclass(frozen=True, slots=True)
class BilingualExplanation:
    """A section on assessment, as `Explanation`, sentence by sentence."""

    id: str
    anchor: str
    title: Pair
    formula: Pair | None
    sentences: tuple[Pair, ...]
    steps: tuple[Pair, ...]
    rules: tuple[BilingualRule, ...]


@dataclass(frozen=True, slots=True)
class BilingualRating:
    """One step of the rating scale, as `Rating`."""

    name: Pair
    range: Pair
    meaning: Pair | None
    failed: Pair | None
    marks: tuple[Mark | None, Mark | None]


@dataclass(frozen=True, slots=True)
class BilingualExampleRow:
    """One KPI of the worked example; figures stand once where both languages write them alike."""

    number: str
    name: Pair
    target: Pair
    actual: Pair
    score: Pair
    weight: Pair
    product: Pair


@dataclass(frozen=True, slots=True)
class BilingualExampleSum:
    """A line below the worked example; ``strong`` if it is what the example leads to."""

    label: Pair
    value: Pair
    strong: bool


@dataclass(frozen=True, slots=True)
class BilingualWorkedExample:
    """The worked example: one assessment, told in both languages."""

    anchor: str
    title: Pair
    intro: Pair
    roles: tuple[Ref, Ref]
    rows: tuple[BilingualExampleRow, ...]
    sums: tuple[BilingualExampleSum, ...]


@dataclass(frozen=True, slots=True)
class BilingualAssessment:
    """How assessment works, as `AssessmentGuide`."""

    title: Pair
    opening: Pair
    method: tuple[BilingualExplanation, ...]
    ratings_title: Pair
    ratings_anchor: str
    ratings: tuple[BilingualRating, ...]
    rules: tuple[BilingualExplanation, ...]
    example: BilingualWorkedExample | None


@dataclass(frozen=True, slots=True)
class BilingualAssessmentChapter:
    """How the roles of an edition are assessed."""

    frame: DocumentFrame
    sides: Sides
    labels: AssessmentLabels
    guide: BilingualAssessment


@dataclass(frozen=True, slots=True)
class MatrixLabels:
    """The title of the penalty matrix, how to read it, a caution, and the heads of its columns."""

    title: Pair
    intro: Pair
    caution: Pair
    number: Pair
    happened: Pair
    once: Pair
    twice: Pair
    often: Pair
    counted: Pair
    evidence: Pair
    confirmed: Pair
    appeal: Pair


@dataclass(frozen=True, slots=True)
class BilingualMatrixGroup:
    """The penalty rules of one role; each has a row in each language."""

    role: Pair
    penalties: tuple[BilingualPenalty, ...]


@dataclass(frozen=True, slots=True)
class BilingualPenaltyChapter:
    """The penalty rules of some roles of an edition; ``opens``: with these the chapter begins."""

    frame: DocumentFrame
    sides: Sides
    labels: MatrixLabels
    groups: tuple[BilingualMatrixGroup, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class CalendarLabels:
    """The title of the calendar, what stands in it, and the heads of columns; others have the name of a department."""

    title: Pair
    intro: Pair
    when: Pair
    page: Pair


@dataclass(frozen=True, slots=True)
class BilingualDue:
    """One duty or step that falls due: when, what, and in which role."""

    when: Pair
    text: Pair
    role: Pair
    href: str | None


@dataclass(frozen=True, slots=True)
class BilingualCalendar:
    """What falls due in the roles of one department that an edition holds."""

    anchor: str
    title: Pair
    rows: tuple[BilingualDue, ...]


@dataclass(frozen=True, slots=True)
class BilingualCalendarChapter:
    """What falls due in some departments of an edition; ``opens``: with these the chapter begins."""

    frame: DocumentFrame
    sides: Sides
    labels: CalendarLabels
    departments: tuple[BilingualCalendar, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class BilingualIndexPart:
    """The indexes of one language, or parts of them, in the order of its letters; ``opens``: with these it begins.

    ``sides`` begin with that language; under each name stands what the same is called in the other one.
    """

    sides: Sides
    indexes: tuple[BookIndex, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class BilingualIndexChapter:
    """Indexes of an edition, one language after the other; ``opens``: with these the chapter begins.

    The page numbers come in when the book is put together.
    """

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    parts: tuple[BilingualIndexPart, ...]
    opens: bool
