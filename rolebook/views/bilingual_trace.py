"""Which KPIs and penalties stand behind each duty of a role, in two languages: duties twice, numbers once."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.views.bilingual import pair_words
from rolebook.views.model import (
    BilingualTrace,
    BilingualTraceLink,
    BilingualTraceRow,
    Pair,
    Trace,
    TraceLink,
    TraceRow,
)


def pair_trace(first: Trace | None, second: Trace | None) -> BilingualTrace | None:
    """The table of a role; None if it has none."""
    if first is None or second is None:
        return None
    rows = (_pair_row(*both) for both in zip(first.rows, second.rows, strict=True))
    return BilingualTrace(
        pair_words(first.summary, second.summary), tuple(rows), first.has_kpis, first.has_penalties
    )


def _pair_row(row: TraceRow, same: TraceRow) -> BilingualTraceRow:
    return BilingualTraceRow(
        number=row.number,
        first=row.duty,
        second=same.duty,
        is_group=row.is_group,
        kpis=_pair_links(row.kpis, same.kpis),
        penalties=_pair_links(row.penalties, same.penalties),
        gap=_pair_said(row.gap, same.gap),
    )


def _pair_links(firsts: Sequence[TraceLink], seconds: Sequence[TraceLink]) -> tuple[BilingualTraceLink, ...]:
    return tuple(
        BilingualTraceLink(link.number, link.ref.href, _pair_said(link.through, same.through))
        for link, same in zip(firsts, seconds, strict=True)
    )


def _pair_said(first: str | None, second: str | None) -> Pair | None:
    return pair_words(first, second) if first and second else None
