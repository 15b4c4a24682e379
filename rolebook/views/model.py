"""What templates see: frozen page objects, localised, sorted, numbered, linked and formatted.

Nothing here is computed by a template: every number is a finished string, every link a finished
``href``, every list in its final order. Every ``Text`` is safe HTML with a mark if it had to fall back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from rolebook.language.markdown import SafeHtml


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a reader: safe HTML, the same as plain text, and the language if it is not the page's.

    ``language`` is None for translated words; a tag such as ``en`` marks words that are not yet translated.
    """

    html: SafeHtml
    plain: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A named thing, linked where the document has a place for it."""

    label: Text
    href: str | None = None
    kind: str = "role"


@dataclass(frozen=True, slots=True)
class Mark:
    """How sure a statement is, where it is not plainly stated: implied, inferred, doubtful, proposed."""

    kind: str
    label: str
    description: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A caution for staff: not for adverts."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts panel: a label and one or more values."""

    id: str
    label: str
    values: tuple[Ref, ...]


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


@dataclass(frozen=True, slots=True)
class Qualification:
    """One requirement."""

    id: str
    text: Text
    kind: str
    need: str
    required: bool
    flags: tuple[Flag, ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One step of a score: the results that earn it, and the score."""

    range: str
    score: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: an actual result and the score it gets."""

    actual: str
    score: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI; ``share`` is its weight as a number of 100 for the chart, ``weight`` the same in words."""

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


@dataclass(frozen=True, slots=True)
class PenaltyStep:
    """What happens at one occurrence."""

    occurrence: str
    effect: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """One penalty rule."""

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


@dataclass(frozen=True, slots=True)
class Translation:
    """How much of the source language's words a language has; ``label`` says it, None if complete."""

    missing: int
    total: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role in one language, for pages and documents alike. Empty sections are empty tuples.

    ``legend`` holds each kind of mark that stands in the role once, to explain them.
    """

    id: str
    anchor: str
    kind: str
    title: Text
    summary: Text
    purpose: Text | None
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
    notes: tuple[Text, ...]
    version: str
    effective: str
    review_by: str | None
    owner: Ref
    translation: Translation
    legend: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page's frame."""

    label: str
    href: str
    current: bool = False
    language: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language; ``url`` is absolute if the site has an address."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the site has around its content.

    ``root`` is the relative way from the page to the site's root (``../../`` or empty), ``path`` the
    page's own path from there.
    """

    language: str
    direction: str
    path: str
    root: str
    title: str
    description: str
    handbook: str
    organisation: str
    home: str
    edition: str
    nav: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """One line of a local table of contents."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RolePage:
    """The page of one role."""

    frame: Frame
    role: Role
    contents: tuple[ContentsItem, ...]
    documents: tuple[Link, ...]
    variants: tuple[Ref, ...]
    compare: str
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with the number of roles that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the role list; ``id`` is department, level, industry or family."""

    id: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role in a list. ``values`` pairs each filter's id with the role's value for it."""

    id: str
    href: str
    title: Text
    summary: Text
    values: tuple[tuple[str, str], ...]
    department: str
    level: str
    industry: str
    translation: Translation
    search_text: str


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A box of the organisation chart, in chart units (1 unit = 1 CSS px at full size)."""

    id: str
    lines: tuple[str, ...]
    label: str
    href: str | None
    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """A line from a superior to a subordinate, as an SVG path; ``dotted`` for a second superior."""

    path: str
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class OrgChart:
    """The organisation chart: boxes, lines, size, the same as nested text for those who cannot see it."""

    width: int
    height: int
    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]
    description: str
    outline: tuple[ChartBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartBranch:
    """The organisation chart as nested lists."""

    label: str
    href: str | None
    branches: tuple[ChartBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class HomePage:
    """The start page of one language."""

    frame: Frame
    subtitle: Text | None
    introduction: Text | None
    filters: tuple[Filter, ...]
    cards: tuple[RoleCard, ...]
    count: str
    chart: OrgChart
    handbooks: tuple[Link, ...]
    compare: str


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One term: in this language, the others, its definition, and renderings to avoid."""

    id: str
    anchor: str
    term: Text
    synonyms: tuple[str, ...]
    others: tuple[tuple[str, str, str], ...]
    definition: Text | None
    rejected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """Terms that begin alike; ``label`` is the letter (pinyin's letter in Chinese)."""

    label: str
    anchor: str
    terms: tuple[GlossaryTerm, ...]


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary in one language."""

    frame: Frame
    groups: tuple[GlossaryGroup, ...]
    count: str


@dataclass(frozen=True, slots=True)
class CompetencyLevel:
    """One level of a competency, with the roles that need it."""

    level: int
    name: str
    description: Text | None
    roles: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CompetencyPage:
    """One competency: what it is, its levels, and the roles that need it."""

    frame: Frame
    id: str
    name: Text
    group: str | None
    definition: Text | None
    levels: tuple[CompetencyLevel, ...]
    breadcrumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """One competency in the list: its name, definition and how many roles need it."""

    name: Ref
    definition: Text | None
    count: str


@dataclass(frozen=True, slots=True)
class CompetencyGroup:
    """Competencies of one group."""

    name: str
    description: Text | None
    rows: tuple[CompetencyRow, ...]


@dataclass(frozen=True, slots=True)
class CompetenciesPage:
    """The list of all competencies."""

    frame: Frame
    groups: tuple[CompetencyGroup, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two roles side by side; the browser loads ``script`` of each role that is chosen."""

    frame: Frame
    roles: tuple[CompareChoice, ...]


@dataclass(frozen=True, slots=True)
class CompareChoice:
    """A role that can be compared, and the script that brings its rows."""

    id: str
    label: str
    script: str


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One row of a comparison; rows of two roles with the same ``key`` stand side by side."""

    section: str
    key: str
    label: str
    html: str


@dataclass(frozen=True, slots=True)
class CompareData:
    """All that the comparison needs of one role."""

    id: str
    title: str
    href: str
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class LanguageChoicePage:
    """The start page of the site: a choice of language."""

    title: str
    organisation: str
    default_language: str
    languages: tuple[Link, ...]
    canonical: str | None
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class LostWords:
    """The words of the “not found” page in one language."""

    language: str
    direction: str
    heading: str
    message: str
    home: Link


@dataclass(frozen=True, slots=True)
class LostPage:
    """The page for addresses that do not exist, in all languages at once; it links absolutely if it can."""

    title: str
    default_language: str
    words: tuple[LostWords, ...]


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page for the sitemap, with its other languages."""

    url: str
    changed: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The sitemap; empty if the site's address is not known."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True)
class DocumentFrame:
    """What a printed document has around its content."""

    language: str
    direction: str
    paper: str
    title: str
    handbook: str
    organisation: str
    edition: str
    author: str
    created: str
    keywords: str = ""
    language_name: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """A line to sign on."""

    label: str


@dataclass(frozen=True, slots=True)
class Charter:
    """One role as a printed document to sign."""

    frame: DocumentFrame
    role: Role
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a handbook: the roles of one department (or industry, or family)."""

    number: str
    anchor: str
    title: Text
    description: Text | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """A level of the competency scale."""

    level: int
    name: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """A printed handbook: cover, contents, preface, chart, parts, glossary."""

    frame: DocumentFrame
    subtitle: Text | None
    edition_name: str
    cover_facts: tuple[Fact, ...]
    preface: Text | None
    chart: OrgChart
    parts: tuple[Part, ...]
    glossary: tuple[GlossaryGroup, ...]
    scale: tuple[ScaleLevel, ...] = field(default=())
