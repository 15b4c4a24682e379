"""The scorecard of one person: every figure that `rolebook.assessment` computed, with the rule that gave it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from rolebook.assessment.total import KpiResult
from rolebook.language.score_phrases import say_score_rules
from rolebook.results.assess_people import PersonResult
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.document_frame import build_document_frame
from rolebook.views.model import Kpi
from rolebook.views.model.scorecards import (
    RatingStep,
    Scorecard,
    ScoreFact,
    ScoreRow,
    SignLine,
    SumRow,
)
from rolebook.views.rules import build_kpis
from rolebook.views.score_words import (
    NOTHING,
    join_sentences,
    list_ratings,
    name_kpi,
    name_role,
    say_period,
    say_score,
    say_signed,
    say_span,
)
from rolebook.views.scorecard_penalties import build_guarantees, build_penalty


def build_scorecard(context: ViewContext, result: PersonResult, made: dt.date) -> Scorecard:
    """The scorecard of a person in the context's language; ``made`` is the date in the document's properties."""
    person, assessment, _ = result.person, result.assessment, context._
    role = person.role.facts
    assert role.version and role.effective
    title = name_role(context, person.role)
    period = say_period(context, person.period)
    heading = _("Scorecard of {name}, {period}").format(name=person.name, period=period)
    version = _("Version {version}, effective {date}").format(
        version=role.version, date=context.language.date(role.effective)
    )
    frame = build_document_frame(context, heading, f"{title.plain} · {version}", str(made))
    digits = max([_count_decimals(row.contribution) for row in assessment.kpis], default=0)
    kpis = {kpi.id: kpi for kpi in build_kpis(context, person.role, links.CharterLinks())}
    rows = [
        _build_row(context, kpis[row.id], row, index, digits) for index, row in enumerate(assessment.kpis, 1)
    ]
    weighed = [row for row, facts in zip(rows, assessment.kpis, strict=True) if not facts.facts.added]
    added = [row for row, facts in zip(rows, assessment.kpis, strict=True) if facts.facts.added]
    rating = context.name("ratings", assessment.rating) if assessment.rating else None
    return Scorecard(
        frame=frame,
        name=person.name,
        role=title,
        period=period,
        facts=_build_facts(context, result),
        total=say_score(context, assessment.total),
        rating=rating,
        meaning=context.description("ratings", assessment.rating) if assessment.rating else None,
        scale=tuple(
            RatingStep(name, text, key == assessment.rating) for key, name, text in list_ratings(context)
        ),
        rows=tuple(weighed),
        added=tuple(added),
        sums=_build_sums(context, result, digits),
        penalties=tuple(build_penalty(context, result, one) for one in result.penalties),
        guarantees=build_guarantees(context, result),
        notes=_build_notes(context, result),
        comment=person.comment,
        signers=(
            SignLine(_("Employee"), person.name),
            SignLine(_("Superior"), person.manager),
            SignLine(_("Human resources")),
        ),
    )


def _build_facts(context: ViewContext, result: PersonResult) -> tuple[ScoreFact, ...]:
    person, _ = result.person, context._
    department = person.department or context.name("departments", person.role.department).plain
    rows = (
        ScoreFact("period", _("Assessment period"), say_span(context, person.period)),
        ScoreFact("department", _("Department"), department),
        ScoreFact("number", _("Staff number"), person.number),
        ScoreFact("superior", _("Superior"), person.manager),
        ScoreFact("self", _("Self-rating"), person.self_score),
    )
    return tuple(row for row in rows if row.value)


def _build_row(context: ViewContext, kpi: Kpi, row: KpiResult, index: int, digits: int) -> ScoreRow:
    facts = row.facts
    common = ScoreRow(
        number=str(index),
        name=kpi.name,
        rule="",
        target=kpi.target,
        actual=context._("not applicable"),
        score=NOTHING,
        weight=kpi.weight,
        contribution=NOTHING,
        applies=False,
    )
    if row.actual is None or row.score is None or row.contribution is None:
        return common
    return replace(
        common,
        rule=_say_rule(context, kpi, row),
        actual=context.say.measure(facts, row.actual),
        score=say_score(context, row.score.value),
        contribution=context.language.fixed(row.contribution, digits),
        applies=True,
        vetoed=row.score.vetoed,
    )


def _say_rule(context: ViewContext, kpi: Kpi, row: KpiResult) -> str:
    """What gave the score: the band, or the line with its limits, or the veto."""
    facts, score, _ = row.facts, row.score, context._
    rules = say_score_rules(context.say, facts)
    if score is None or facts.scoring is None:
        return join_sentences(context, *rules)
    if score.vetoed and facts.scoring.veto:
        return rules[-1]  # the veto is said last
    if score.band is None:
        return join_sentences(context, *(rules[:-1] if facts.scoring.veto else rules))
    band = kpi.bands[score.band]
    return _("{range}: {points}").format(range=band.range, points=band.score)


def _build_sums(context: ViewContext, result: PersonResult, digits: int) -> tuple[SumRow, ...]:
    assessment, _ = result.assessment, context._
    counted = [row for row in assessment.kpis if row.score is not None and not row.facts.added]
    weight = sum((row.facts.weight for row in counted), Decimal(0))
    contributed = sum((row.contribution for row in counted if row.contribution is not None), Decimal(0))
    note = None
    if weight and weight != 100:
        note = _("{sum} ÷ {weight} of the weight, as the rest does not apply").format(
            sum=context.language.fixed(contributed, digits), weight=context.language.percent(weight)
        )
    rows = [
        SumRow("weighted", _("Mean of the scores by weight"), say_score(context, assessment.weighted), note)
    ]
    if any(row.facts.added for row in assessment.kpis):
        rows.append(SumRow("added", _("Added points"), say_signed(context, assessment.added)))
    if assessment.deducted or any(one.applied.effect.kind == "points" for one in result.penalties):
        rows.append(
            SumRow("deducted", _("Points deducted"), say_signed(context, assessment.deducted, minus=True))
        )
    note = None
    if assessment.void:
        names = context.language.join(
            name_kpi(context, result.person.role, name).plain for name in assessment.void
        )
        note = _("veto by: {names}").format(names=names)
    elif assessment.total is None:
        note = _("no KPI with a weight applies")
    else:
        note = _say_limit(context, result)
    rows.append(SumRow("total", _("Total"), say_score(context, assessment.total), note))
    return tuple(rows)


def _say_limit(context: ViewContext, result: PersonResult) -> str | None:
    """That the total was held by its cap or floor, if it was."""
    assessment, settings, _ = result.assessment, context.catalogue.handbook.assessment, context._
    if assessment.weighted is None:
        return None
    reached = assessment.weighted + assessment.added - assessment.deducted
    if settings.cap is not None and assessment.total == settings.cap < reached:
        return _("never more than {points}").format(points=context.language.number(settings.cap))
    if assessment.total == settings.floor > reached:
        return _("never less than {points}").format(points=context.language.number(settings.floor))
    return None


def _build_notes(context: ViewContext, result: PersonResult) -> tuple[str, ...]:
    """How the figures came about, what a signature means, and how to object."""
    role, settings, _ = result.person.role.facts, context.catalogue.handbook.assessment, context._
    assert role.version and role.effective
    notes = [
        _(
            "The figures were computed by the rules of version {version} of the role, effective {date}; "
            "scores and total are rounded half up to {decimals}."
        ).format(
            version=role.version,
            date=context.language.date(role.effective),
            decimals=context.count("{count} decimal", "{count} decimals", settings.decimals),
        )
    ]
    if any(not row.facts.added and row.score is None for row in result.assessment.kpis):
        notes.append(_("The weight of a KPI that does not apply falls to the other KPIs in proportion."))
    notes.append(
        _(
            "A signature of the employee confirms that the result was received and discussed, not agreement with it."
        )
    )
    days = {
        facts.appeal_days
        for one in result.penalties
        if (facts := role.penalties[one.penalty]) and facts.appeal_days is not None
    }
    if len(days) == 1:
        (number,) = days
        notes.append(
            context.count(
                "A penalty can be appealed against in writing within {count} day of receipt.",
                "A penalty can be appealed against in writing within {count} days of receipt.",
                number,
            )
        )
    elif days:
        notes.append(_("A penalty can be appealed against in writing, within the days that stand beside it."))
    else:
        notes.append(_("Objections are written in the comments, or handed to human resources in writing."))
    return tuple(notes)


def _count_decimals(value: Decimal | None) -> int:
    """How many decimals it takes to write a number exactly."""
    if value is None:
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
