"""Which KPIs and penalties stand behind each duty of a role."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.views.model.words import Ref


@dataclass(frozen=True, slots=True)
class TraceLink:
    """A KPI or penalty behind a duty; ``through`` says where that is so by the group it stands in."""

    number: str
    ref: Ref
    through: str | None = None


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One duty, or a group of duties with what is about it as a whole.

    ``gap`` says that neither KPI nor penalty is about a duty; groups have none.
    """

    number: str
    depth: int
    duty: Ref
    is_group: bool
    kpis: tuple[TraceLink, ...] = ()
    penalties: tuple[TraceLink, ...] = ()
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Duty ↔ KPI ↔ penalty for one role; a column that would be empty is left out."""

    summary: str
    rows: tuple[TraceRow, ...]
    has_kpis: bool
    has_penalties: bool
