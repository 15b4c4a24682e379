"""Two languages side by side, row by row: first the left one, then the right one; pairs of words, and roles."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.role import Competency, Entry, Kpi, Penalty, Qualification
from rolebook.views.model.words import Ref, Text


@dataclass(frozen=True, slots=True)
class CellWords:
    """The small words of the interface inside the cells of one language."""

    untranslated: str
    evidence: str
    divided: str
    measures: str
    breaks: str
    proof: str
    spared: str
    note: str
    what_follows: str
    counted: str
    decision: str
    no_decider: str
    no_appeal: str
    no_evidence: str
    also: str
    rejected: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two languages: its tag, its own name, and its words of the interface."""

    language: str
    name: str
    words: CellWords


@dataclass(frozen=True, slots=True)
class Sides:
    """The two languages of the document."""

    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class Pair:
    """The same words in both languages; ``alike`` if both write the very same, which need not stand twice."""

    first: Text
    second: Text
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the interface that stand in both languages: titles of chapters, heads of tables."""

    contents: Pair
    preface: Pair
    organisation: Pair
    scale: Pair
    shared_workflows: Pair
    guides: Pair
    glossary: Pair
    index: Pair
    number: Pair
    target: Pair
    period: Pair
    weight: Pair
    result: Pair
    score: Pair
    example: Pair
    reported: Pair
    level: Pair
    trace: Pair
    duty: Pair
    kpis: Pair
    penalties: Pair


@dataclass(frozen=True, slots=True)
class BilingualFact:
    """One line of the facts panel: a label, and its values in each language, or once if they are ``alike``."""

    id: str
    label: Pair
    first: tuple[Ref, ...]
    second: tuple[Ref, ...]
    alike: bool


@dataclass(frozen=True, slots=True)
class BilingualRow:
    """One row of an outline. ``kind`` is group, entry, or box (an entry to tick); ``number`` is empty in lists.

    Groups have titles. Rows that are ``long``, higher than half a page, may be split between pages.
    """

    kind: str
    anchor: str
    number: str
    depth: int
    first: Entry
    second: Entry
    long: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, or another block, in both languages."""

    first: Text
    second: Text
    long: bool


@dataclass(frozen=True, slots=True)
class BilingualQualification:
    """One requirement, numbered in the order of the table."""

    number: str
    first: Qualification
    second: Qualification


@dataclass(frozen=True, slots=True)
class BilingualBand:
    """One step of a score: the results that earn it, and the score."""

    range: Pair
    score: Pair


@dataclass(frozen=True, slots=True)
class BilingualExample:
    """A worked example: an actual result and its score; ``reported`` if it was really reached."""

    actual: Pair
    score: Pair
    reported: bool


@dataclass(frozen=True, slots=True)
class BilingualKpi:
    """One KPI: its words in each language, its figures once where both languages write them alike.

    ``rules`` say what the bands do not, as in `Kpi`.
    """

    first: Kpi
    second: Kpi
    target: Pair
    period: Pair
    weight: Pair
    bands: tuple[BilingualBand, ...]
    rules: tuple[Pair, ...]
    examples: tuple[BilingualExample, ...]


@dataclass(frozen=True, slots=True)
class BilingualPenalty:
    """One penalty rule in both languages."""

    first: Penalty
    second: Penalty


@dataclass(frozen=True, slots=True)
class BilingualCompetency:
    """A competency that the role needs, and its level, whose number stands once."""

    level: int
    level_name: Pair
    first: Competency
    second: Competency


@dataclass(frozen=True, slots=True)
class BilingualWorkflow:
    """A shared workflow; ``href`` leads to it where it stands elsewhere, and then it has no rows here."""

    anchor: str
    title: Pair
    intro: Pair | None
    rows: tuple[BilingualRow, ...]
    href: str | None


@dataclass(frozen=True, slots=True)
class BilingualSection:
    """A section of a role under its title in both languages; only what belongs to its kind is not empty.

    ``name`` is purpose, duties, qualifications … as in ``Role.order``.
    """

    name: str
    title: Pair
    prose: tuple[Prose, ...] = ()
    rows: tuple[BilingualRow, ...] = ()
    qualifications: tuple[BilingualQualification, ...] = ()
    kpis: tuple[BilingualKpi, ...] = ()
    penalties: tuple[BilingualPenalty, ...] = ()
    competencies: tuple[BilingualCompetency, ...] = ()
    workflows: tuple[BilingualWorkflow, ...] = ()


@dataclass(frozen=True, slots=True)
class BilingualTraceLink:
    """The number of a KPI or penalty behind a duty, which the tables of the role name in both languages."""

    number: str
    href: str | None
    through: Pair | None


@dataclass(frozen=True, slots=True)
class BilingualTraceRow:
    """One duty, or a group of duties, as `TraceRow`."""

    number: str
    first: Ref
    second: Ref
    is_group: bool
    kpis: tuple[BilingualTraceLink, ...]
    penalties: tuple[BilingualTraceLink, ...]
    gap: Pair | None


@dataclass(frozen=True, slots=True)
class BilingualTrace:
    """Duty ↔ KPI ↔ penalty for one role; a column that would be empty is left out."""

    summary: Pair
    rows: tuple[BilingualTraceRow, ...]
    has_kpis: bool
    has_penalties: bool


@dataclass(frozen=True, slots=True)
class BilingualRole:
    """A role in both languages: only the sections that have something to say, in the order to show them.

    ``notices`` tell of texts that are not yet translated.
    """

    id: str
    anchor: str
    title: Pair
    summary: Pair
    notices: Pair | None
    facts: tuple[BilingualFact, ...]
    sections: tuple[BilingualSection, ...]
    trace: BilingualTrace | None
    closing: tuple[Prose, ...]
