"""What changed from one version to another: of a role, of all roles, on paper."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.words import Ref, Text


@dataclass(frozen=True, slots=True)
class ChangeDetail:
    """One value before and after, in words; None where there was or is none. ``label`` may be empty.

    ``stacked``: the two are long, and each begins a line of its own.
    """

    id: str
    label: str
    old: str | None
    new: str | None
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What became of one entry: ``status`` is added, removed, moved or empty; ``notes`` tell of its words."""

    id: str
    name: Text
    href: str | None = None
    status: str = ""
    status_label: str | None = None
    details: tuple[ChangeDetail, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changed entries of one section of a role."""

    id: str
    label: str
    entries: tuple[ChangeEntry, ...]


@dataclass(frozen=True, slots=True)
class RoleVersion:
    """What one version of a role changed; ``empty`` says so where there is nothing to show."""

    version: str
    heading: str
    groups: tuple[ChangeGroup, ...]
    count: str
    note: Text | None = None
    since: str | None = None
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedRole:
    """A role in a list of changes; ``status_label`` tells if it is new or gone."""

    id: str
    anchor: str
    role: Ref
    version: RoleVersion | None
    status_label: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """The changes that hold from one day on."""

    id: str
    label: str
    roles: tuple[ChangedRole, ...]
