"""Printed documents, and what stands around each."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.changes import ChangeDay
from rolebook.views.model.reference import Form
from rolebook.views.model.role import Role


@dataclass(frozen=True, slots=True)
class DocumentFrame:
    """What a printed document has around its content.

    ``archive``: it must be fit to be kept for good (PDF/A-2u). ``accent``: the colour of the house, if it chose one.
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
    archive: bool = False
    accent: str | None = None


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
class FormDocument:
    """A form to print and fill in by hand."""

    frame: DocumentFrame
    form: Form


@dataclass(frozen=True, slots=True)
class ChangesDocument:
    """What changed, as a printed document for staff."""

    frame: DocumentFrame
    intro: str
    days: tuple[ChangeDay, ...]
