"""A role as rows for the comparison: rows with the same key stand side by side."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.model import CompareData, CompareRow, Entry, Ref, Role, Text
from rolebook.views.role import build_page_role


def build_compare_data(context: ViewContext, role: CatalogueRole) -> CompareData:
    """All rows of one role, with links that hold on the comparison page."""
    site = links.SiteLinks(context.tag, links.compare_path(context.tag))
    view = build_page_role(context, role)
    page = links.role_path(context.tag, role.id)
    facts = tuple(
        replace(fact, values=tuple(_move_link(ref, page, site.path) for ref in fact.values))
        for fact in view.facts
    )
    rows = tuple(_list_rows(context, replace(view, facts=facts)))
    return CompareData(role.id, view.title.plain, site.role(role.id) or "", rows)


def _move_link(ref: Ref, page: str, to: str) -> Ref:
    """A link of one page as another page writes it."""
    if ref.href is None:
        return ref
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), ref.href))
    return replace(ref, href=links.relative_href(to, target))


def _list_rows(context: ViewContext, role: Role) -> Iterator[CompareRow]:
    _ = context._
    for fact in role.facts:
        if fact.id in ("version", "effective", "review-by", "owner"):
            continue
        values = context.language.comma.join(_link(ref.label, ref.href) for ref in fact.values)
        yield CompareRow(_("At a glance"), f"fact-{fact.id}", fact.label, values)
    if role.purpose:
        yield CompareRow(_("Purpose"), "purpose", _("Purpose"), _say(role.purpose))
    outlines = (
        (_("Duties"), "duties", role.duties),
        (_("Authority"), "authority", role.authority),
        (_("Accountability"), "accountability", role.accountability),
    )
    for section, name, entries in outlines:
        for key, label, html in _flatten(entries, ""):
            yield CompareRow(section, f"{name}-{key}", label, html)
    for row in role.qualifications:
        yield CompareRow(
            _("Qualifications"), f"qualification-{row.id}", row.kind, f"{_say(row.text)} ({escape(row.need)})"
        )
    for kpi in role.kpis:
        cell = " · ".join(
            [escape(kpi.weight), f"{escape(_('target'))} {escape(kpi.target)}", escape(kpi.period)]
        )
        yield CompareRow(_("KPIs"), f"kpi-{kpi.name.plain}", kpi.name.plain, cell)
    for penalty in role.penalties:
        yield CompareRow(
            _("Penalties"),
            f"penalty-{penalty.id}",
            penalty.trigger.plain,
            f"{escape(penalty.effect)} · {escape(penalty.per)}",
        )
    for competency in role.competencies:
        cell = f"{competency.level}/{competency.levels} {escape(competency.level_name)}"
        yield CompareRow(_("Competencies"), f"competency-{competency.id}", competency.name.label.plain, cell)


def _flatten(entries: tuple[Entry, ...], group: str) -> Iterator[tuple[str, str, str]]:
    for entry in entries:
        if entry.title is not None:
            yield from _flatten(entry.items, entry.title.plain)
        elif entry.text is not None:
            cadence = f' <span class="cadence">{escape(entry.cadence)}</span>' if entry.cadence else ""
            yield entry.id, group, _say(entry.text) + cadence


def _say(text: Text) -> str:
    return f'<span lang="{text.language}">{text.html}</span>' if text.language else text.html


def _link(text: Text, href: str | None) -> str:
    return f'<a href="{escape(href)}">{_say(text)}</a>' if href else _say(text)
