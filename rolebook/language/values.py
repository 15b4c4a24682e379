"""What placeholders stand for: the facts of an entry, said in one language.

The names are those of `rolebook.content.placeholders`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic import BaseModel

from rolebook.content.role_facts import DutyFacts, KpiFacts, PenaltyFacts, QualificationFacts, RelationFacts
from rolebook.language.phrases import WEEKDAYS, Phrases

NameOf = Callable[[str, str], str]
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill_placeholders(text: str, values: Mapping[str, str]) -> str:
    """The text with ``{name}`` replaced by the fact's words; unknown names stay (a check reports them)."""
    if "{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def list_values(facts: BaseModel | None, phrases: Phrases, name_of: NameOf) -> dict[str, str]:
    """Each placeholder of an entry and its words; ``name_of(section, id)`` names handbook entries."""
    if isinstance(facts, DutyFacts):
        return _duty_values(facts, phrases, name_of)
    if isinstance(facts, QualificationFacts):
        return _qualification_values(facts, phrases)
    if isinstance(facts, RelationFacts):
        return {} if facts.count is None else {"count": phrases.language.number(facts.count)}
    if isinstance(facts, KpiFacts):
        values = {"weight": phrases.language.percent(facts.weight), "period": phrases.period(facts.period)}
        if facts.target is not None:
            values["target"] = phrases.measure(facts, facts.target)
        return values
    return _penalty_values(facts, phrases, name_of) if isinstance(facts, PenaltyFacts) else {}


def _duty_values(facts: DutyFacts, phrases: Phrases, name_of: NameOf) -> dict[str, str]:
    cadence, language = facts.cadence, phrases.language
    values = {} if facts.count is None else {"count": language.number(facts.count)}
    if cadence is None:
        return values
    before, after = (name_of("events", name) if name else "" for name in (cadence.before, cadence.after))
    values["cadence"] = phrases.cadence(cadence, before, after)
    if cadence.every:
        values["every"] = language.join(phrases.period(p) for p in cadence.every)
    if cadence.on:
        values["on"] = language.weekday(WEEKDAYS.index(cadence.on))
    if isinstance(cadence.by, int):
        values["by"] = language.ordinal_day(cadence.by)
    if cadence.from_:
        values["from"] = language.ordinal_day(cadence.from_)
    if cadence.hours is not None:
        values["hours"] = phrases.count("{count} hour", "{count} hours", cadence.hours)
    if cadence.days is not None:
        values["days"] = phrases.count("{count} day", "{count} days", cadence.days)
    for name in ("at_least", "rolling_months"):
        if getattr(cadence, name) is not None:
            values[name] = language.number(getattr(cadence, name))
    values |= {name: event for name, event in (("before", before), ("after", after)) if event}
    return values


def _qualification_values(facts: QualificationFacts, phrases: Phrases) -> dict[str, str]:
    language = phrases.language
    values: dict[str, str] = {}
    if facts.minimum:
        values["minimum"] = phrases.education(facts.minimum)
    for low, high in (
        ("months_at_least", ("months", "years")),
        ("months_at_most", ("months_at_most", "years_at_most")),
    ):
        months = getattr(facts, low)
        if months is not None:
            values[high[0]] = language.number(months)
            values[high[1]] = phrases.months(months)
    for name in ("at_least", "at_most"):
        if getattr(facts, name) is not None:
            values[name] = language.number(getattr(facts, name))
    if facts.language:
        values["language"] = language.name_of(facts.language)
    return values


def _penalty_values(facts: PenaltyFacts, phrases: Phrases, name_of: NameOf) -> dict[str, str]:
    language, effect = phrases.language, facts.effect
    values = {"per": phrases.per(facts)}
    if effect.amount:
        values["amount"] = language.money(effect.amount.value, effect.amount.currency)
    if effect.points is not None:
        values["points"] = language.number(effect.points)
    if effect.percent is not None:
        values["percent"] = language.percent(effect.percent)
    if effect.of:
        values["of"] = name_of("pay_components", effect.of)
    if facts.window:
        values["window"] = phrases.window(facts.window)
    if facts.guarantee:
        values["months"] = phrases.months(facts.guarantee.months)
        values["orders"] = language.number(facts.guarantee.orders_at_least)
    if facts.appeal_days is not None:
        values["appeal_days"] = language.number(facts.appeal_days)
    return values
