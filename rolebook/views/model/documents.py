"""Printed documents, and what stands around each."""

from __future__ import annotations

from dataclasses import dataclass, field

from rolebook.views.model.reference import Form, GlossaryGroup, Guide, OrgChart, ScaleLevel
from rolebook.views.model.role import Role, SharedWorkflow
from rolebook.views.model.words import Fact, Text


@dataclass(frozen=True, slots=True)
class DocumentFrame:
    """What a printed document has around its content.

    ``sides`` is ``single`` or ``double``; ``archive`` says that it must be fit for an archive (PDF/A-2u).
    """

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
    sides: str = "double"
    archive: bool = False


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


@dataclass(frozen=True, slots=True)
class FormDocument:
    """A form to print and fill in by hand."""

    frame: DocumentFrame
    form: Form
