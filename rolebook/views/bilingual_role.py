"""A role in two languages: the views of both, paired row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views.bilingual import (
    is_long,
    list_words,
    pair,
    pair_blocks,
    pair_facts,
    pair_known,
    pair_words,
    zip_by_id,
)
from rolebook.views.bilingual_labels import build_section_titles
from rolebook.views.bilingual_trace import pair_trace
from rolebook.views.context import ViewContext
from rolebook.views.links import Links
from rolebook.views.model import (
    BilingualBand,
    BilingualCompetency,
    BilingualExample,
    BilingualKpi,
    BilingualPenalty,
    BilingualQualification,
    BilingualRole,
    BilingualRow,
    BilingualSection,
    BilingualWorkflow,
    Entry,
    Kpi,
    Pair,
    Role,
    SharedWorkflow,
)
from rolebook.views.role import build_role
from rolebook.views.trace import build_trace

_UNNUMBERED = ("checklist", "promises")


def build_bilingual_role(
    first: ViewContext, second: ViewContext, role: CatalogueRole, links: Links
) -> BilingualRole:
    """A role in both languages; ``links`` decides where its references lead."""
    own, other = (build_role(context, role, links) for context in (first, second))
    notices = None
    if own.translation.label or other.translation.label:
        notices = pair_words(own.translation.label or "", other.translation.label or "")
    titles = build_section_titles(first, second)
    sections = (_build_section(name, titles[name], own, other) for name in own.order)
    return BilingualRole(
        id=own.id,
        anchor=own.anchor,
        title=pair(own.title, other.title),
        summary=pair(own.summary, other.summary),
        notices=notices,
        facts=pair_facts(own.facts, other.facts),
        sections=tuple(section for section in sections if section),
        trace=pair_trace(build_trace(first, role, own), build_trace(second, role, other)),
        closing=pair_blocks(own.closing, other.closing),
    )


def pair_workflow(first: SharedWorkflow, second: SharedWorkflow) -> BilingualWorkflow:
    """A workflow of the handbook; only its title where it stands elsewhere."""
    return BilingualWorkflow(
        first.anchor,
        pair(first.title, second.title),
        None if first.href else pair_known(first.intro, second.intro),
        () if first.href else pair_rows(first.steps, second.steps),
        first.href,
    )


def pair_rows(firsts: Sequence[Entry], seconds: Sequence[Entry], style: str = "") -> tuple[BilingualRow, ...]:
    """An outline as rows, each group before its entries; ``style`` is the kind of list that they stand in."""
    rows: list[BilingualRow] = []
    for entry, other in zip_by_id(firsts, seconds):
        kind = "group" if entry.items else "box" if style == "checklist" else "entry"
        words = (list_words(view.title, view.intro, view.text) for view in (entry, other))
        rows.append(
            BilingualRow(
                kind,
                entry.anchor,
                "" if style in _UNNUMBERED else entry.number,
                entry.depth,
                replace(entry, items=()),
                replace(other, items=()),
                is_long(*words),
            )
        )
        rows += pair_rows(entry.items, other.items, entry.style)
    return tuple(rows)


def _build_section(name: str, title: Pair, own: Role, other: Role) -> BilingualSection | None:
    """A section under its title; None if it has nothing to say."""
    empty = BilingualSection(name, title)
    if name == "purpose":
        section = replace(empty, prose=pair_blocks(own.purpose, other.purpose))
    elif name == "qualifications":
        section = replace(empty, qualifications=_pair_qualifications(own, other))
    elif name == "kpis":
        section = replace(empty, kpis=tuple(_pair_kpi(*kpis) for kpis in zip_by_id(own.kpis, other.kpis)))
    elif name == "penalties":
        rules = zip_by_id(own.penalties, other.penalties)
        section = replace(empty, penalties=tuple(BilingualPenalty(*rule) for rule in rules))
    elif name == "competencies":
        section = replace(empty, competencies=_pair_competencies(own, other))
    elif name == "workflows":
        shared = tuple(pair_workflow(*both) for both in zip_by_id(own.shared, other.shared))
        section = replace(empty, rows=pair_rows(own.workflows, other.workflows), workflows=shared)
    else:
        section = replace(empty, rows=pair_rows(getattr(own, name), getattr(other, name)))
    return section if section != empty else None


def _pair_qualifications(own: Role, other: Role) -> tuple[BilingualQualification, ...]:
    both = zip_by_id(own.qualifications, other.qualifications)
    return tuple(BilingualQualification(str(index), *views) for index, views in enumerate(both, 1))


def _pair_competencies(own: Role, other: Role) -> tuple[BilingualCompetency, ...]:
    return tuple(
        BilingualCompetency(first.level, pair_words(first.level_name, second.level_name), first, second)
        for first, second in zip_by_id(own.competencies, other.competencies)
    )


def _pair_kpi(first: Kpi, second: Kpi) -> BilingualKpi:
    return BilingualKpi(
        first=first,
        second=second,
        target=pair_words(first.target, second.target),
        period=pair_words(first.period, second.period),
        weight=pair_words(first.weight, second.weight),
        bands=tuple(
            BilingualBand(pair_words(band.range, same.range), pair_words(band.score, same.score))
            for band, same in zip(first.bands, second.bands, strict=True)
        ),
        rules=tuple(pair_words(rule, same) for rule, same in zip(first.rules, second.rules, strict=True)),
        examples=tuple(
            BilingualExample(
                pair_words(example.actual, same.actual),
                pair_words(example.score, same.score),
                example.reported,
            )
            for example, same in zip(first.examples, second.examples, strict=True)
        ),
    )
