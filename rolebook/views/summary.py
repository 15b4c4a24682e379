"""The summary of a run: one row a person, then every KPI and every occurrence, as tables of figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from rolebook.content.catalogue import Role
from rolebook.language.phrases import Phrases
from rolebook.results.assess_people import AppliedPenalty, PersonResult
from rolebook.results.headings import fold
from rolebook.views.context import ViewContext
from rolebook.views.model.summary import DataTable, TableBook, TableColumn, Value
from rolebook.views.score_words import name_kpi, name_role, name_trigger

_MONEY = ("variable-pay", "fine", "wage-deduction")


def build_summary(
    context: ViewContext, results: Sequence[PersonResult], files: Sequence[str], made: dt.date
) -> TableBook:
    """The workbook of a run; ``files`` are the scorecards, in the order of the people."""
    words = context.catalogue.words[context.tag]
    return TableBook(
        language=context.tag,
        title=context._("Team results"),
        author=words.organisation,
        created=str(made),
        tables=(
            _build_people(context, results, files),
            _build_kpis(context, results),
            _build_penalties(context, results),
        ),
    )


def build_blank_results(context: ViewContext, roles: Sequence[Role], made: dt.date) -> TableBook:
    """An empty table of results for these roles: who, which role, every KPI with its unit, every penalty."""
    _ = context._
    headings = [_("Name"), _("Staff number"), _("Role"), _("Superior")]
    columns = [TableColumn(heading) for heading in headings]
    columns += [TableColumn(label, "number") for _name, label in _label_rules(context, roles)]
    columns.append(TableColumn(_("Comment")))
    blank: Value = None
    # Where there is one role, its id stands in the first row, as an example to be copied down.
    row = [blank, blank, roles[0].id if len(roles) == 1 else blank, *[blank] * (len(columns) - 3)]
    words = context.catalogue.words[context.tag]
    table = DataTable(_("Results"), tuple(columns), (tuple(row),) if len(roles) == 1 else ())
    return TableBook(context.tag, _("Results"), words.organisation, str(made), (table,))


def _label_rules(context: ViewContext, roles: Sequence[Role]) -> list[tuple[str, str]]:
    """Each KPI of the roles once, then each penalty: by name with its unit, or by id if the name is not certain."""
    labels: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for role in roles:
        for name, facts in role.facts.kpis.items():
            if facts is not None:
                shown = name_kpi(context, role, name).plain
                names.setdefault(fold(shown), set()).add(name)
                unit = _say_unit(context, facts.unit, facts.currency, facts.scale)
                labels.setdefault(name, f"{shown} ({unit})")
    for name, label in labels.items():
        same = [ids for ids in names.values() if name in ids]
        if len(same) > 1 or any(len(ids) > 1 for ids in same):
            labels[name] = f"{name} ({label.rpartition('(')[2]}"
    penalties = dict.fromkeys(name for role in roles for name, facts in role.facts.penalties.items() if facts)
    return [*labels.items(), *((name, name) for name in penalties)]


def _build_people(context: ViewContext, results: Sequence[PersonResult], files: Sequence[str]) -> DataTable:
    _, decimals = context._, context.catalogue.handbook.assessment.decimals
    sums = list(dict.fromkeys(key for result in results for key in _sum_money(result)))
    columns = [
        *(
            TableColumn(label)
            for label in (_("Staff number"), _("Name"), _("Role"), _("Role id"), _("Department"))
        ),
        *(TableColumn(label) for label in (_("Superior"), _("Period"))),
        TableColumn(_("Mean of the scores by weight"), "number", decimals),
        TableColumn(_("Added points"), "number", decimals),
        TableColumn(_("Points deducted"), "number", decimals),
        TableColumn(_("Total"), "number", decimals),
        *(TableColumn(label) for label in (_("Rating"), _("Veto by"), _("Self-rating"))),
        TableColumn(_("Occurrences of penalties"), "number"),
        *(TableColumn(_say_sum(context.say, key), "number", 2) for key in sums),
        TableColumn(_("Scorecard")),
    ]
    rows: list[tuple[Value, ...]] = []
    for result, file in zip(results, files, strict=True):
        person, assessment, money = result.person, result.assessment, _sum_money(result)
        rows.append(
            (
                *(person.number, person.name, name_role(context, person.role).plain, person.role.id),
                person.department or context.name("departments", person.role.department).plain,
                *(person.manager, person.period.text),
                *(assessment.weighted, assessment.added, assessment.deducted, assessment.total),
                context.name("ratings", assessment.rating).plain if assessment.rating else None,
                context.language.join(name_kpi(context, person.role, name).plain for name in assessment.void),
                person.self_score,
                Decimal(len(result.penalties)),
                *(money.get(key) for key in sums),
                file,
            )
        )
    return DataTable(_("Summary"), tuple(columns), tuple(rows))


def _build_kpis(context: ViewContext, results: Sequence[PersonResult]) -> DataTable:
    _, decimals = context._, context.catalogue.handbook.assessment.decimals
    columns = (
        *(
            TableColumn(label)
            for label in (_("Staff number"), _("Name"), _("Role id"), _("KPI id"), _("KPI"))
        ),
        TableColumn(_("Target"), "number", None),
        TableColumn(_("Actual"), "number", None),
        TableColumn(_("Unit")),
        TableColumn(_("Score"), "number", decimals),
        TableColumn(_("Weight"), "number", None),
        TableColumn(_("Share of total"), "number", None),
    )
    rows: list[tuple[Value, ...]] = []
    for result in results:
        person = result.person
        for row in result.assessment.kpis:
            facts = row.facts
            rows.append(
                (
                    *(person.number, person.name, person.role.id, row.id),
                    name_kpi(context, person.role, row.id).plain,
                    *(facts.target, row.actual, _say_unit(context, facts.unit, facts.currency, facts.scale)),
                    row.score.value if row.score else None,
                    None if facts.added else facts.weight,
                    row.contribution,
                )
            )
    return DataTable(_("KPIs"), columns, tuple(rows))


def _build_penalties(context: ViewContext, results: Sequence[PersonResult]) -> DataTable:
    _ = context._
    columns = (
        *(TableColumn(label) for label in (_("Staff number"), _("Name"), _("Role id"), _("Penalty id"))),
        TableColumn(_("What happened")),
        TableColumn(_("Date")),
        TableColumn(_("Occurrence"), "number"),
        TableColumn(_("What follows")),
        TableColumn(_("Amount"), "number", 2),
        TableColumn(_("Evidence")),
    )
    rows: list[tuple[Value, ...]] = []
    for result in results:
        person = result.person
        for one in result.penalties:
            effect = one.applied.effect
            of = context.name("pay_components", effect.of).plain if effect.of else None
            rows.append(
                (
                    *(person.number, person.name, person.role.id, one.penalty),
                    name_trigger(context, person.role, one.penalty).plain,
                    one.applied.date.isoformat() if one.applied.date else None,
                    Decimal(one.applied.ordinal),
                    context.say.effect(effect, of),
                    one.applied.charged,
                    one.evidence,
                )
            )
    return DataTable(_("Penalties"), columns, tuple(rows))


_SumKey = tuple[str, str]


def _sum_money(result: PersonResult) -> dict[_SumKey, Decimal]:
    """What all penalties take in money, by kind and currency."""
    sums: dict[_SumKey, Decimal] = {}
    for one in result.penalties:
        key = _money_key(one)
        if key is not None:
            sums[key] = sums.get(key, Decimal(0)) + (one.applied.charged or Decimal(0))
    return sums


def _money_key(one: AppliedPenalty) -> _SumKey | None:
    effect = one.applied.effect
    if effect.kind in _MONEY and effect.amount is not None:
        return (effect.kind, effect.amount.currency)
    return None


def _say_sum(say: Phrases, key: _SumKey) -> str:
    _ = say._
    names = {
        "fine": _("Fines ({currency})"),
        "variable-pay": _("Less variable pay ({currency})"),
        "wage-deduction": _("Deductions from wages ({currency})"),
    }
    return names[key[0]].format(currency=key[1])


def _say_unit(context: ViewContext, unit: str, currency: str | None, scale: str | None) -> str:
    _ = context._
    if unit == "money":
        name = currency or context.catalogue.handbook.currency
        return f"{scale} {name}" if scale and scale != "1" else name
    return {
        "percent": "%",
        "count": _("number"),
        "days": _("days"),
        "hours": _("hours"),
        "points": _("points"),
        "ratio": _("ratio"),
    }[unit]
