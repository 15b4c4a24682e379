"""Traceability: which KPIs measure a duty, and which penalties punish its neglect."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.model import Entry, Kpi, Penalty, Ref, Role, Text, Trace, TraceLink, TraceRow

MOST = 58
"""How much of a sentence is shown, in letters; a Chinese character takes the room of two."""
_WIDE = "WF"
_LOOSE = " ,;:.!?，、；：。！？–—-（(「“‘"


@dataclass(frozen=True)
class _About:
    """A KPI or penalty, and the duties that it is about."""

    number: str
    ref: Ref
    duties: frozenset[str]


def build_trace(context: ViewContext, role: CatalogueRole, view: Role) -> Trace | None:
    """The table of a role whose view is made; None without duties, or with neither KPIs nor penalties."""
    kpis = [_about_kpi(role, kpi) for kpi in view.kpis]
    penalties = [_about_penalty(role, rule) for rule in view.penalties]
    if not view.duties or not (kpis or penalties):
        return None
    gap = context._("no KPI, no penalty")
    if not (kpis and penalties):
        gap = context._("no KPI") if kpis else context._("no penalty")
    rows = tuple(
        TraceRow(
            number=entry.number,
            depth=entry.depth,
            duty=Ref(shorten(entry.title or entry.text or plain_text(entry.id)), f"#{entry.anchor}", "duty"),
            is_group=bool(entry.items),
            kpis=(of_kpis := tuple(_list_links(context, entry, groups, kpis))),
            penalties=(of_penalties := tuple(_list_links(context, entry, groups, penalties))),
            gap=None if entry.items or of_kpis or of_penalties else gap,
        )
        for entry, groups in _walk(view.duties, ())
    )
    return Trace(_summarise(context, rows, bool(kpis), bool(penalties)), rows, bool(kpis), bool(penalties))


def shorten(text: Text, most: int = MOST) -> Text:
    """The beginning of a sentence, cut between words, without emphasis and links."""
    words = text.plain
    cut = _count_fitting(words, most)
    if cut == len(words):
        return replace(plain_text(words), language=text.language)
    start = words[:cut]
    # Between two words, unless the last blank is far away: Chinese has few of them.
    blank = cut if words[cut] == " " else start.rfind(" ")
    if blank > cut // 2:
        start = start[:blank]
    return replace(plain_text(start.rstrip(_LOOSE) + "…"), language=text.language)


def _count_fitting(words: str, most: int) -> int:
    if 2 * len(words) <= most or words.isascii():
        return min(len(words), most)  # most sentences, without a look at each letter
    width = 0
    for index, character in enumerate(words):
        width += 2 if unicodedata.east_asian_width(character) in _WIDE else 1
        if width > most:
            return index
    return len(words)


def _about_kpi(role: CatalogueRole, kpi: Kpi) -> _About:
    facts = role.facts.kpis[kpi.id]
    return _About(
        kpi.number, Ref(kpi.name, f"#{kpi.anchor}", "kpi"), frozenset(facts.measures if facts else ())
    )


def _about_penalty(role: CatalogueRole, rule: Penalty) -> _About:
    facts = role.facts.penalties[rule.id]
    ref = Ref(shorten(rule.trigger), f"#{rule.anchor}", "penalty")
    return _About(rule.number, ref, frozenset(facts.breaks if facts else ()))


def _walk(entries: tuple[Entry, ...], groups: tuple[Entry, ...]) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    """Every duty with the groups that it stands in, the innermost first."""
    for entry in entries:
        yield entry, groups
        yield from _walk(entry.items, (entry, *groups))


def _list_links(
    context: ViewContext, entry: Entry, groups: tuple[Entry, ...], rules: list[_About]
) -> Iterator[TraceLink]:
    for rule in rules:
        if entry.id in rule.duties:
            yield TraceLink(rule.number, rule.ref)
            continue
        group = next((group for group in groups if group.id in rule.duties), None)
        if group is not None:
            # Translators: {number} is that of a group of duties; a KPI or penalty is about it as a whole.
            through = context._("as part of {number}").format(number=group.number)
            yield TraceLink(rule.number, rule.ref, through)


def _summarise(context: ViewContext, rows: tuple[TraceRow, ...], has_kpis: bool, has_penalties: bool) -> str:
    """How many duties there are, and how many are measured, punished, neither: each group by its members."""
    _, number = context._, context.language.number
    duties = [row for row in rows if not row.is_group]
    parts = [_("Duties: {count}").format(count=number(len(duties)))]
    if has_kpis:
        measured = sum(bool(row.kpis) for row in duties)
        parts.append(_("measured by a KPI: {count}").format(count=number(measured)))
    if has_penalties:
        punished = sum(bool(row.penalties) for row in duties)
        parts.append(_("under a penalty: {count}").format(count=number(punished)))
    left = sum(bool(row.gap) for row in duties)
    if left and has_kpis and has_penalties:
        parts.append(_("neither: {count}").format(count=number(left)))
    return " · ".join(parts)
