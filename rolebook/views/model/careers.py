"""The start page of the public site: who we are, what is open, why people stay, and all roles."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.language.markdown import SafeHtml
from rolebook.views.model.pages import Frame
from rolebook.views.model.posting import JobCard
from rolebook.views.model.words import Link, Text


@dataclass(frozen=True, slots=True)
class Promise:
    """A reason to work here."""

    title: Text
    text: Text | None


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A role in the library: its level, if the shelf does not tell it, and how many vacancies it has, if any."""

    title: Text
    href: str
    level: str | None
    openings: str | None


@dataclass(frozen=True, slots=True)
class RoleShelf:
    """Roles of one department or family; ``id`` is the place on the page."""

    id: str
    name: str
    roles: tuple[RoleEntry, ...]


@dataclass(frozen=True, slots=True)
class CareersPage:
    """The start page of the public site.

    ``cards`` are the newest open vacancies and ``all_jobs`` leads to the list of all, if there is one; where there are
    none, ``no_jobs`` says so. ``employer`` is the JSON-LD of who offers them.
    """

    frame: Frame
    title: Text
    introduction: Text | None
    cards: tuple[JobCard, ...]
    job_count: str
    all_jobs: Link | None
    no_jobs: str | None
    promises: tuple[Promise, ...]
    shelves: tuple[RoleShelf, ...]
    role_count: str
    employer: SafeHtml | None = None
