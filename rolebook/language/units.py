"""What results and penalties are counted in, in words: to stand beside a box or an amount."""

from __future__ import annotations

from decimal import Decimal

from rolebook.content.role_facts import KpiFacts
from rolebook.language.phrases import Phrases


def say_unit(phrases: Phrases, kpi: KpiFacts) -> str:
    """What the results of a KPI are counted in: %, days, yuan; empty for a plain number."""
    _ = phrases._
    if kpi.unit == "money":
        return _name_money(phrases, kpi)
    return {"percent": "%", "days": _("days"), "hours": _("hours"), "points": _("points")}.get(kpi.unit, "")


def money_pattern(phrases: Phrases, currency: str) -> str:
    """How an amount is written, with {} for the number: {} yuan."""
    return phrases.language.money_pattern(currency)


def _name_money(phrases: Phrases, kpi: KpiFacts) -> str:
    _ = phrases._
    currency = money_pattern(phrases, kpi.currency or phrases.currency).replace("{}", "").strip()
    scale = kpi.scale or "1"
    if scale == "1":
        return currency
    if phrases.language.is_cjk:
        return {"1000": _("thousand"), "10000": _("ten thousand"), "1000000": _("million")}[scale] + currency
    return f"× {phrases.language.number(Decimal(scale))} {currency}"
