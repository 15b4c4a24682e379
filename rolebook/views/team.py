"""The sheet of a team: charts of the totals, tables with the same figures, averages of the KPIs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rolebook.assessment.score import round_half_up
from rolebook.results.assess_people import PersonResult
from rolebook.results.team import KpiAverage, ResultGroup, average_total, sort_by_total
from rolebook.views.context import ViewContext
from rolebook.views.document_frame import build_document_frame
from rolebook.views.model import Text
from rolebook.views.model.scorecards import (
    AverageRow,
    RatingCount,
    ScoreFact,
    TeamChart,
    TeamGroup,
    TeamPicture,
    TeamRow,
    TeamSheet,
)
from rolebook.views.score_words import (
    NOTHING,
    list_ratings,
    name_kpi,
    name_role,
    say_period,
    say_score,
    say_signed,
    say_target,
)
from rolebook.views.team_chart import build_team_chart, list_bands

BARS = 24
"""People in one chart of a printed sheet: what fits on a page beside its table."""


def build_team_sheet(context: ViewContext, groups: Sequence[ResultGroup], made: dt.date) -> TeamSheet:
    """All groups as a document; ``made`` is the date in its properties."""
    _, results = context._, [result for group in groups for result in group.results]
    periods = list(dict.fromkeys(result.person.period for result in results))
    period = context.language.join(say_period(context, one) for one in periods)
    title = _("Team results")
    heading = _("Team results, {period}").format(period=period)
    version = context.catalogue.handbook.version
    edition = _("Version {version}, effective {date}").format(
        version=version, date=context.language.date(context.catalogue.handbook.effective)
    )
    decimals = context.catalogue.handbook.assessment.decimals
    facts = (
        ScoreFact("people", _("People"), context.language.number(len(results))),
        ScoreFact("average", _("Average total"), say_score(context, average_total(results, decimals))),
    )
    return TeamSheet(
        frame=build_document_frame(context, heading, edition, str(made)),
        title=title,
        period=period,
        facts=facts,
        distribution=_count_ratings(context, results),
        groups=tuple(_build_group(context, group, index) for index, group in enumerate(groups, 1)),
    )


def build_team_picture(context: ViewContext, groups: Sequence[ResultGroup]) -> TeamPicture:
    """One chart of everybody."""
    title = context._("Team results")
    parts = [(_name_group(context, group), group.results) for group in groups]
    return TeamPicture(context.tag, build_team_chart(context, parts, title, _describe_all(context, parts)))


def _build_group(context: ViewContext, group: ResultGroup, index: int) -> TeamGroup:
    _, role = context._, name_role(context, group.role)
    department = group.department or context.name("departments", group.role.department).plain
    return TeamGroup(
        anchor=f"group-{index}",
        role=role,
        department=department,
        facts=(
            ScoreFact("people", _("People"), context.language.number(len(group.results))),
            ScoreFact("average", _("Average total"), say_score(context, group.total)),
        ),
        charts=_build_charts(context, group),
        rows=tuple(_build_row(context, result) for result in group.results),
        averages=tuple(_build_average(context, group, row) for row in group.averages),
    )


def _build_charts(context: ViewContext, group: ResultGroup) -> tuple[TeamChart, ...]:
    """The group's people over as many charts as it takes, all about equally long."""
    title = _name_group(context, group)
    count = -(-len(group.results) // BARS)
    size = -(-len(group.results) // count)
    parts = [group.results[at : at + size] for at in range(0, len(group.results), size)]
    return tuple(
        build_team_chart(context, [(title, part)], title, _describe_all(context, [(title, part)]))
        for part in parts
    )


def _build_row(context: ViewContext, result: PersonResult) -> TeamRow:
    assessment, _ = result.assessment, context._
    note = None
    if assessment.void:
        names = (name_kpi(context, result.person.role, name).plain for name in assessment.void)
        note = _("veto by: {names}").format(names=context.language.join(names))
    return TeamRow(
        name=result.person.name,
        number=result.person.number,
        weighted=say_score(context, assessment.weighted),
        added=say_signed(context, assessment.added),
        deducted=say_signed(context, assessment.deducted, minus=True),
        total=say_score(context, assessment.total),
        rating=context.name("ratings", assessment.rating) if assessment.rating else None,
        note=note,
    )


def _build_average(context: ViewContext, group: ResultGroup, row: KpiAverage) -> AverageRow:
    facts = row.facts
    return AverageRow(
        name=name_kpi(context, group.role, row.id),
        target=say_target(context, facts),
        actual=NOTHING if row.actual is None else context.say.measure(facts, _tidy(row.actual)),
        score=say_score(context, row.score),
        weight=context._("added") if facts.added else context.language.percent(facts.weight),
        count=context.language.number(row.count),
    )


def _count_ratings(context: ViewContext, results: Sequence[PersonResult]) -> tuple[RatingCount, ...]:
    rows = []
    for key, name, text in list_ratings(context):
        count = sum(result.assessment.rating == key for result in results)
        share = round_half_up(Fraction(100 * count, len(results)), 0)
        rows.append(RatingCount(name, text, context.language.number(count), context.language.percent(share)))
    return tuple(rows)


def _describe_all(context: ViewContext, parts: Sequence[tuple[str, Sequence[PersonResult]]]) -> str:
    """The chart in words, for those who cannot see it: how many, the highest, the lowest, the bands."""
    _, results = context._, [result for _name, members in parts for result in members]
    ranked = [result for result in sort_by_total(results) if result.assessment.total is not None]
    if not ranked:
        return _("No totals.")
    best, worst = ranked[0], ranked[-1]
    words = _(
        "Totals of {count} people as bars, from {highest} ({best}) to {lowest} ({worst}). Ratings: {ratings}."
    )
    return words.format(
        count=context.language.number(len(results)),
        highest=say_score(context, best.assessment.total),
        best=best.person.name,
        lowest=say_score(context, worst.assessment.total),
        worst=worst.person.name,
        ratings=list_bands(context) or NOTHING,
    )


def _name_group(context: ViewContext, group: ResultGroup) -> str:
    role: Text = name_role(context, group.role)
    return f"{role.plain} · {group.department}" if group.department else role.plain


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value.normalize()
