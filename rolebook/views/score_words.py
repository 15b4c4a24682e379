"""What scorecards and team sheets say in the same words: periods, totals, ratings, names of KPIs."""

from __future__ import annotations

from decimal import Decimal

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.role_facts import KpiFacts
from rolebook.results.period import Period
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.model import Text

NOTHING = "–"


def say_period(context: ViewContext, period: Period) -> str:
    """A period in words: November 2026, 2026年11月, cuarto trimestre de 2026."""
    from babel.dates import format_date, format_skeleton

    first, locale = period.span.first, context.language.locale
    if period.kind == "month":
        return str(format_skeleton("yMMMM", first, locale=locale))
    if period.kind == "quarter":
        return str(format_skeleton("yQQQQ", first, locale=locale))
    if period.kind == "half-year":
        _ = context._
        pattern = _("first half of {year}") if period.number == 1 else _("second half of {year}")
        return pattern.format(year=first.year)
    return str(format_date(first, "y", locale=locale)) + ("年" if context.language.is_cjk else "")


def say_span(context: ViewContext, period: Period) -> str:
    """The first and the last day of a period."""
    return context._("{first} to {last}").format(
        first=context.language.date(period.span.first), last=context.language.date(period.span.last)
    )


def say_score(context: ViewContext, value: Decimal | None) -> str:
    """A score or total with the decimals that the handbook rounds to; a dash for none."""
    if value is None:
        return NOTHING
    return context.language.fixed(value, context.catalogue.handbook.assessment.decimals)


def say_signed(context: ViewContext, value: Decimal, *, minus: bool = False) -> str:
    """Points that are added to, or taken from, a total: +2.0, −5.0."""
    if not value:
        return say_score(context, value)
    sign = "−" if minus == (value > 0) else "+"
    return sign + say_score(context, abs(value))


def name_kpi(context: ViewContext, role: CatalogueRole, name: str) -> Text:
    """The name of a KPI of a role."""
    phrase = context.wording(role).kpi(name, "name")
    return to_text(phrase) if phrase else plain_text(name)


def name_trigger(context: ViewContext, role: CatalogueRole, name: str) -> Text:
    """The trigger of a penalty of a role."""
    phrase = context.wording(role).penalty(name, "trigger")
    return to_text(phrase) if phrase else plain_text(name)


def name_role(context: ViewContext, role: CatalogueRole) -> Text:
    """The title of a role."""
    phrase = context.wording(role).sentence("title")
    return to_text(phrase) if phrase else plain_text(role.id)


def say_target(context: ViewContext, facts: KpiFacts) -> str:
    """The target of a KPI with its unit."""
    return context._("to be agreed") if facts.target is None else context.say.measure(facts, facts.target)


def list_ratings(context: ViewContext) -> list[tuple[str, Text, str]]:
    """The ratings from the best to the worst: id, name, and the totals that earn each."""
    ranges, above = [], None
    for name, rating in context.catalogue.handbook.ratings.items():
        _ = context._
        if rating.from_ is None:
            low = context._("less than {value}")
            text = low.format(value=_plain(context, above)) if above is not None else _("any other result")
        else:
            text = _("{value} or more").format(value=_plain(context, rating.from_))
        ranges.append((name, context.name("ratings", name), text))
        above = rating.from_
    return ranges


def join_sentences(context: ViewContext, *parts: str) -> str:
    """Short phrases in a row, as the language separates them."""
    return ("；" if context.language.is_cjk else "; ").join(part for part in parts if part)


def _plain(context: ViewContext, value: Decimal | None) -> str:
    return context.language.number(value) if value is not None else NOTHING
