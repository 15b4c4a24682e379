"""Handbooks as books: the sections that are laid out one by one, and how they follow each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rolebook.views.model.chapters import Imprint
from rolebook.views.model.documents import DocumentFrame
from rolebook.views.model.matrix import PenaltyMatrix
from rolebook.views.model.reference import GlossaryGroup, Guide, OrgChart, ScaleLevel
from rolebook.views.model.role import Role, SharedWorkflow
from rolebook.views.model.words import Fact, Text


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents: what it leads to, its words, and how it looks (``front part item back``)."""

    anchor: str
    label: str
    style: str = "item"
    language: str | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a handbook that begins on a new page and is laid out on its own.

    ``name`` is unique in the language; editions share sections of the same name, which must then be the same.
    ``make`` gives the view, which the template sees as ``doc``; it has a ``frame``. ``lines`` stand in the
    contents. ``right``: begins on a right-hand page. Not a view itself: it holds what is still to be made.
    """

    name: str
    template: str
    make: Callable[[], Any]
    lines: tuple[ContentsLine, ...] = ()
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """Cover and imprint of a handbook."""

    frame: DocumentFrame
    subtitle: Text | None
    edition_name: str
    facts: tuple[Fact, ...]
    imprint: Imprint | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a handbook; the page numbers come in when it is put together."""

    frame: DocumentFrame
    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class Preface:
    """What a handbook begins with, and the scale of its competencies."""

    frame: DocumentFrame
    text: Text
    scale: tuple[ScaleLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who reports to whom, as a picture and as a tree."""

    frame: DocumentFrame
    chart: OrgChart


@dataclass(frozen=True, slots=True)
class PartOpening:
    """The first page of a part: the roles of one department (or industry, or family)."""

    frame: DocumentFrame
    number: str
    anchor: str
    title: Text
    description: Text | None
    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class RoleSection:
    """One role in a handbook; the same in all editions."""

    frame: DocumentFrame
    role: Role


@dataclass(frozen=True, slots=True)
class PenaltyChapter:
    """The penalty rules of some roles of the edition; ``opens``: with these the chapter begins."""

    frame: DocumentFrame
    matrix: PenaltyMatrix
    opens: bool = True


@dataclass(frozen=True, slots=True)
class WorkflowsChapter:
    """The workflows that several roles of the edition follow."""

    frame: DocumentFrame
    workflows: tuple[SharedWorkflow, ...]


@dataclass(frozen=True, slots=True)
class GuidesChapter:
    """The guides for roles of the edition."""

    frame: DocumentFrame
    guides: tuple[Guide, ...]


@dataclass(frozen=True, slots=True)
class GlossaryChapter:
    """The glossary."""

    frame: DocumentFrame
    groups: tuple[GlossaryGroup, ...]


@dataclass(frozen=True, slots=True)
class BookPart:
    """A section in its place in a book: the path under which it is planned, and the side it begins on."""

    path: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A handbook as it is put together: its sections in order, and its properties.

    ``elsewhere`` are anchors that links may name although this edition does not hold them: such links become
    plain words. ``double_sided``: left and right pages mirror each other, and sections may ask for a side.
    """

    frame: DocumentFrame
    title: str
    description: str
    parts: tuple[BookPart, ...]
    elsewhere: tuple[str, ...] = field(default=())
    double_sided: bool = True
