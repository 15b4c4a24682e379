"""Printed documents, and what stands around each."""

from __future__ import annotations

from dataclasses import dataclass, field

from rolebook.views.model.chapters import (
    Acknowledgement,
    AssessmentGuide,
    BookIndex,
    DepartmentCalendar,
    Imprint,
)
from rolebook.views.model.reference import Form, GlossaryGroup, Guide, OrgChart, ScaleLevel
from rolebook.views.model.role import Role, SharedWorkflow
from rolebook.views.model.words import Fact, Text


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
    workflows: tuple[SharedWorkflow, ...] = field(default=())
    guides: tuple[Guide, ...] = field(default=())
    imprint: Imprint | None = None
    assessment: AssessmentGuide | None = None
    calendar: tuple[DepartmentCalendar, ...] = ()
    index: tuple[BookIndex, ...] = ()
    acknowledgement: Acknowledgement | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FormDocument:
    """A form to print and fill in by hand."""

    frame: DocumentFrame
    form: Form
