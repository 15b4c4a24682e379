"""Bilingual editions: handbooks in two languages, row by row; first the left language, then the right one."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.role import Competency, Entry, Kpi, Penalty, Qualification
from rolebook.views.model.words import Mark, Ref, Text


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
    number: Pair
    target: Pair
    period: Pair
    weight: Pair
    result: Pair
    score: Pair
    example: Pair
    reported: Pair
    level: Pair


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
    closing: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class BilingualBranch:
    """The organisation chart as nested lists in both languages."""

    label: Pair
    href: str | None
    branches: tuple[BilingualBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class BilingualGuideSection:
    """One section of a guide, paragraph by paragraph."""

    anchor: str
    title: Pair
    prose: tuple[Prose, ...]
    marks: tuple[Mark | None, Mark | None]


@dataclass(frozen=True, slots=True)
class BilingualGuide:
    """An article in both languages."""

    anchor: str
    title: Pair
    opening: Pair
    sections: tuple[BilingualGuideSection, ...]


@dataclass(frozen=True, slots=True)
class BilingualTerm:
    """One term of the glossary, with its other words, definition and renderings to avoid in each language."""

    anchor: str
    term: Pair
    synonyms: tuple[tuple[str, ...], tuple[str, ...]]
    definition: Pair | None
    rejected: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BilingualLetter:
    """Terms that begin alike in the first language."""

    label: str
    terms: tuple[BilingualTerm, ...]


@dataclass(frozen=True, slots=True)
class BilingualScaleLevel:
    """A level of the competency scale."""

    level: int
    name: Pair


@dataclass(frozen=True, slots=True)
class BilingualLine:
    """A line of the contents, as `ContentsLine`, in both languages."""

    anchor: str
    label: Pair
    style: str = "item"
    number: str = ""


@dataclass(frozen=True, slots=True)
class BilingualCover:
    """Cover and imprint; ``governing`` says which language counts where the two texts differ."""

    frame: DocumentFrame
    sides: Sides
    title: Pair
    subtitle: Pair | None
    organisation: Pair
    version: Pair
    edition_name: Pair
    governing: Pair
    facts: tuple[BilingualFact, ...]
    digest: Pair | None = None


@dataclass(frozen=True, slots=True)
class BilingualContents:
    """The contents; the page numbers come in when the book is put together."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    lines: tuple[BilingualLine, ...]


@dataclass(frozen=True, slots=True)
class BilingualPreface:
    """The preface, and the scale of competencies."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    prose: tuple[Prose, ...]
    scale: tuple[BilingualScaleLevel, ...]


@dataclass(frozen=True, slots=True)
class BilingualOrganisation:
    """Who reports to whom."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    branches: tuple[BilingualBranch, ...]


@dataclass(frozen=True, slots=True)
class BilingualOpening:
    """The first page of a part: its name, and its roles; ``label`` says which part it is."""

    frame: DocumentFrame
    sides: Sides
    label: Pair
    anchor: str
    title: Pair
    description: Pair | None
    lines: tuple[BilingualLine, ...]


@dataclass(frozen=True, slots=True)
class BilingualRoleSection:
    """One role in a bilingual handbook; the same in all editions of these two languages."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    role: BilingualRole


@dataclass(frozen=True, slots=True)
class BilingualWorkflows:
    """The workflows that several roles of the edition follow."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    workflows: tuple[BilingualWorkflow, ...]


@dataclass(frozen=True, slots=True)
class BilingualGuides:
    """The guides for roles of the edition."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    guides: tuple[BilingualGuide, ...]


@dataclass(frozen=True, slots=True)
class BilingualGlossary:
    """The glossary."""

    frame: DocumentFrame
    sides: Sides
    labels: Labels
    letters: tuple[BilingualLetter, ...]


@dataclass(frozen=True, slots=True)
class BilingualSheet:
    """The last leaf of an edition: a person confirms, in both languages, having received it."""

    frame: DocumentFrame
    sides: Sides
    title: Pair
    facts: tuple[BilingualFact, ...]
    statements: tuple[Pair, ...]
    blanks: tuple[Pair, ...]
    signers: tuple[Pair, ...]
    date: Pair
    signature: Pair
    note: Pair
