"""Bilingual editions: the sections of a handbook in two languages, from cover to the sheet to sign."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.bilingual import (
    BilingualFact,
    BilingualRole,
    BilingualWorkflow,
    Labels,
    Pair,
    Prose,
    Sides,
)
from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.words import Mark


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
class BilingualImprint:
    """Who answers for the edition, by which digest a copy is known, and how to cite it.

    ``governing`` says which language counts where the two texts differ.
    """

    facts: tuple[BilingualFact, ...]
    governing: Pair
    digest_note: Pair
    citation: Pair


@dataclass(frozen=True, slots=True)
class BilingualCover:
    """Cover and imprint."""

    frame: DocumentFrame
    sides: Sides
    title: Pair
    subtitle: Pair | None
    organisation: Pair
    version: Pair
    edition_name: Pair
    facts: tuple[BilingualFact, ...]
    imprint: BilingualImprint | None = None


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
