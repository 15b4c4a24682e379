"""The report of policy checks, for HR."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.pages import Frame
from rolebook.views.model.words import Link, Ref, Text


@dataclass(frozen=True, slots=True)
class DoubtfulEntry:
    """An entry that a finding is about: where it stands, what it says, the words that were caught."""

    label: str
    text: Text | None
    words: str | None


@dataclass(frozen=True, slots=True)
class PolicyFinding:
    """One rule against one or several entries.

    ``kind`` is error, warning, advice, undecided or kept, and ``label`` says it. ``source`` names the law, its
    grade and the day on which it was checked; ``kept`` who keeps the finding, until when and why.
    """

    id: str
    kind: str
    label: str
    sentence: str
    says: str | None
    source: str | None
    entries: tuple[DoubtfulEntry, ...]
    suggestion: str | None
    kept: str | None


@dataclass(frozen=True, slots=True)
class WithheldEntry:
    """An entry of a role that a posting does not show, and why."""

    label: str
    text: Text | None
    reason: str


@dataclass(frozen=True, slots=True)
class JudgedSubject:
    """A role or a posting with what was found in it."""

    anchor: str
    name: Ref
    places: str
    findings: tuple[PolicyFinding, ...]
    withheld: tuple[WithheldEntry, ...]


@dataclass(frozen=True, slots=True)
class PoliciesPage:
    """The report: postings first, as they go out; then roles; then what cannot be judged."""

    frame: Frame
    title: str
    introduction: str
    summary: str
    postings: tuple[JudgedSubject, ...]
    roles: tuple[JudgedSubject, ...]
    gaps: tuple[str, ...]
    grades: tuple[tuple[str, str], ...]
    breadcrumbs: tuple[Link, ...] = ()
