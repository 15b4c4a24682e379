"""What belongs to no single role, on pages and in documents alike: chart, glossary, guides, forms."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.words import Mark, Ref, Text


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
class ChartBranch:
    """The organisation chart as nested lists."""

    label: str
    href: str | None
    branches: tuple[ChartBranch, ...] = ()
    id: str = ""


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
class ScaleLevel:
    """A level of the competency scale."""

    level: int
    name: str


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section of a guide."""

    anchor: str
    title: Text
    text: Text
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """An article in one language, for pages and handbooks alike."""

    id: str
    anchor: str
    kind: str
    title: Text
    opening: Text
    sections: tuple[GuideSection, ...]
    roles: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a table to fill in."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing to fill in; ``rows`` are lines to write on, or rows of a table, each with its number."""

    id: str
    kind: str
    label: Text
    hint: Text | None
    rows: tuple[str, ...]
    columns: tuple[FormColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class FormBlock:
    """Fields that follow each other: ``short`` ones take a line each and can stand side by side."""

    short: bool
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class FormSection:
    """A section of a form."""

    id: str
    anchor: str
    title: Text
    intro: Text | None
    blocks: tuple[FormBlock, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One variant of a form, for its page and its printed document alike."""

    id: str
    title: Text
    variant: Text
    heading: Text
    intro: Text | None
    variant_intro: Text | None
    sections: tuple[FormSection, ...]
    roles: tuple[Ref, ...]
