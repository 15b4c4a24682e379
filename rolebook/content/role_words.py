"""The words of a role in one language: ``roles/<id>/<lang>.yaml``. No numbers, no relations."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rolebook.content.fields import Facts, Id, Sentence


class Group(Facts):
    """Several entries under a title; items may be groups again."""

    title: Sentence | None = None
    intro: Sentence | None = None
    items: dict[Id, OutlineEntry] = Field(
        default={}, description="id → sentence, or a group again (three deep)"
    )


def _tell_entry(value: Any) -> str:
    if value is None:
        return "nothing"
    return "group" if isinstance(value, (dict, Group)) else "sentence"


OutlineEntry = Annotated[
    Annotated[Sentence, Tag("sentence")] | Annotated[Group, Tag("group")] | Annotated[None, Tag("nothing")],
    Discriminator(_tell_entry),
]
Outline = dict[Id, OutlineEntry]
ENTRY_TAGS = frozenset({"sentence", "group", "nothing", "words"})


class KpiWords(Facts):
    """The name of a KPI and how it is measured."""

    name: Sentence | None = Field(None, description="Needed, unless handbook.yaml names the KPI")
    measure: Sentence | None = None
    evidence: Sentence | None = Field(
        None, description="Where the actual result is read: a report, a ledger, a system"
    )


class PenaltyWords(Facts):
    """The trigger of a penalty, with what proves it and what should be noted."""

    trigger: Sentence
    evidence: Sentence | None = None
    note: Sentence | None = None


def _tell_penalty(value: Any) -> str:
    if value is None:
        return "nothing"
    return "words" if isinstance(value, (dict, PenaltyWords)) else "sentence"


PenaltyEntry = Annotated[
    Annotated[Sentence, Tag("sentence")]
    | Annotated[PenaltyWords, Tag("words")]
    | Annotated[None, Tag("nothing")],
    Discriminator(_tell_penalty),
]


class RoleWords(Facts):
    """A role's words in one language, keyed by the ids of role.yaml."""

    title: Sentence | None = None
    summary: Sentence | None = Field(None, description="One sentence: what this role is for")
    purpose: Sentence | None = Field(None, description="A paragraph or two; Markdown")
    duties: Outline = {}
    authority: Outline = {}
    accountability: Outline = {}
    qualifications: dict[Id, Sentence | None] = {}
    kpis: dict[Id, KpiWords | None] = {}
    penalties: dict[Id, PenaltyEntry] = {}
    workflows: Outline = {}
    relations: Outline = {}
    closing: Sentence | None = Field(None, description="A sentence or two at the end of the role; Markdown")
    notes: dict[Id, Sentence | None] = Field(
        {},
        description="Remarks for staff: doubts, gaps, repairs; on the site's role page, never in a document to sign",
    )


Group.model_rebuild()
RoleWords.model_rebuild()
OUTLINES = ("duties", "authority", "accountability", "workflows", "relations")
__all__ = [
    "ENTRY_TAGS",
    "OUTLINES",
    "Group",
    "KpiWords",
    "Outline",
    "OutlineEntry",
    "PenaltyEntry",
    "PenaltyWords",
    "RoleWords",
]
