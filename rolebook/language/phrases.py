"""Facts in words: cadences, effects, targets and bands, said in one language.

Interface words come through gettext (``templates/locale``); numbers, money and dates through CLDR.
"""

from __future__ import annotations

import re
from copy import copy
from decimal import Decimal
from gettext import NullTranslations

from rolebook.content.role_facts import Cadence, Effect, Guarantee, KpiFacts, PenaltyFacts
from rolebook.content.score_facts import Band
from rolebook.language.locales import Language

# Spanish names of events and pay components bring an article: "antes de" + "el cierre": "antes del cierre".
_SPANISH_CONTRACTION = re.compile(r"\b(de|a) el\b")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Phrases:
    """Says facts in one language; ``currency`` is that of money KPIs that name none."""

    def __init__(self, language: Language, interface: NullTranslations, currency: str):
        self.language = language
        self.currency = currency
        self._ = interface.gettext
        self._n = interface.ngettext

    def with_figures_of(self, country: str | None) -> Phrases:
        """The same phrases, with numbers and money as a country writes them (Language.with_figures_of)."""
        local = copy(self)
        local.language = self.language.with_figures_of(country)
        return local

    def count(self, one: str, many: str, value: Decimal | int) -> str:
        """A counted phrase: 1 day, 2 days. Fractions take the plural: 1.5 hours."""
        number = int(value) if value == int(value) else 2
        return self._n(one, many, number).format(count=self.language.number(value))

    def _insert(self, pattern: str, **words: str) -> str:
        """The pattern with names in it, which may begin with an article."""
        text = pattern.format(**words)
        return _SPANISH_CONTRACTION.sub(r"\1l", text) if self.language.locale.language == "es" else text

    def period(self, period: str) -> str:
        """How often: daily, weekly …"""
        _ = self._
        return {
            "day": _("daily"),
            "week": _("weekly"),
            "month": _("monthly"),
            "quarter": _("quarterly"),
            "half-year": _("half-yearly"),
            "year": _("yearly"),
        }[period]

    def window(self, period: str) -> str:
        """Within which period occurrences count: within a year …"""
        _ = self._
        return {
            "day": _("within a day"),
            "week": _("within a week"),
            "month": _("within a month"),
            "quarter": _("within a quarter"),
            "half-year": _("within half a year"),
            "year": _("within a year"),
        }[period]

    def cadence(self, cadence: Cadence, before: str | None = None, after: str | None = None) -> str:
        """When a duty falls due, as a short phrase; ``before`` and ``after`` are the names of its events."""
        _ = self._
        parts: list[str] = []
        if before and before == after:
            # Translators: {event} brings its article with it, if the language has articles.
            parts.append(self._insert(_("before and after {event}"), event=before))
        else:
            parts += [self._around_event(cadence, name, name is before) for name in (before, after) if name]
        if cadence.every and cadence.every == ("month",) and (cadence.by or cadence.from_):
            parts.append(self._day_of_month(cadence))
        elif cadence.every and cadence.on:
            parts.append(
                _("every {weekday}").format(weekday=self.language.weekday(WEEKDAYS.index(cadence.on)))
            )
        elif cadence.every and cadence.at_least:
            parts.append(self._at_least(cadence.every[0], cadence.at_least))
        elif cadence.every:
            parts.append(self.language.join(self.period(p) for p in cadence.every))
            if cadence.by or cadence.from_:
                parts.append(self._day_of_month(cadence))
        if cadence.rolling_months:
            parts.append(
                self.count(
                    "looking {count} month ahead", "looking {count} months ahead", cadence.rolling_months
                )
            )
        if cadence.manner:
            parts.append(
                {
                    "always": _("at all times"),
                    "at-once": _("at once"),
                    "regular": _("regularly"),
                    "irregular": _("from time to time"),
                }[cadence.manner]
            )
        return ("，" if self.language.is_cjk else ", ").join(parts)

    def division(self, steps: tuple[str, ...]) -> str:
        """The steps in which a target is divided: year → month → week → day → person."""
        _ = self._
        names = {
            "year": _("year"),
            "half-year": _("half-year"),
            "quarter": _("quarter"),
            "month": _("month"),
            "week": _("week"),
            "day": _("day"),
            "region": _("region"),
            "person": _("person"),
        }
        return " → ".join(names[step] for step in steps)

    def _at_least(self, period: str, times: int) -> str:
        return {
            "day": self.count("at least once a day", "at least {count} times a day", times),
            "week": self.count("at least once a week", "at least {count} times a week", times),
            "month": self.count("at least once a month", "at least {count} times a month", times),
            "quarter": self.count("at least once a quarter", "at least {count} times a quarter", times),
            "half-year": self.count(
                "at least once every half-year", "at least {count} times every half-year", times
            ),
            "year": self.count("at least once a year", "at least {count} times a year", times),
        }[period]

    def _day_of_month(self, cadence: Cadence) -> str:
        _, day = self._, self.language.ordinal_day
        if cadence.by == "end":
            return _("before the end of each month")
        if cadence.from_ and cadence.by:
            return _("from the {first} to the {last} of each month").format(
                first=day(cadence.from_), last=day(cadence.by)
            )
        if cadence.by:
            return _("by the {day} of each month").format(day=day(cadence.by))
        assert cadence.from_
        return _("from the {day} of each month").format(day=day(cadence.from_))

    def _around_event(self, cadence: Cadence, event: str, before: bool) -> str:
        _ = self._
        if cadence.hours is not None:
            time = self.count("{count} hour", "{count} hours", cadence.hours)
        elif cadence.days is not None:
            time = self.count("{count} day", "{count} days", cadence.days)
        else:
            # Translators: {event} brings its article with it, if the language has articles.
            return self._insert(_("before {event}") if before else _("after {event}"), event=event)
        # Translators: {time} is such as “2 days”.
        pattern = _("{time} before {event}") if before else _("{time} after {event}")
        return self._insert(pattern, time=time, event=event)

    def months(self, months: int) -> str:
        """A length of time given in months: 2 years, 18 months."""
        if months and months % 12 == 0:
            return self.count("{count} year", "{count} years", months // 12)
        return self.count("{count} month", "{count} months", months)

    def education(self, minimum: str) -> str:
        """A degree: bachelor's degree …"""
        _ = self._
        return {
            "secondary": _("secondary school"),
            "associate": _("college diploma"),
            "bachelor": _("bachelor's degree"),
            "master": _("master's degree"),
            "doctorate": _("doctorate"),
        }[minimum]

    def measure(self, kpi: KpiFacts, value: Decimal) -> str:
        """A value of a KPI with its unit: 95%, 12 days, 50 yuan."""
        unit = kpi.unit
        if unit == "percent":
            return self.language.percent(value)
        if unit == "money":
            return self._money(value, kpi.scale, kpi.currency or self.currency)
        if unit == "days":
            return self.count("{count} day", "{count} days", value)
        if unit == "hours":
            return self.count("{count} hour", "{count} hours", value)
        if unit == "points":
            return self.count("{count} point", "{count} points", value)
        return self.language.number(value)

    def _money(self, value: Decimal, scale: str | None, currency: str) -> str:
        """An amount counted in thousands or more: 30 of ten thousand are 300,000 yuan, but 30万元."""
        if scale in (None, "1"):
            return self.language.money(value, currency)
        if not self.language.is_cjk:
            return self.language.money(value * Decimal(scale), currency)
        _, number = self._, self.language.number
        unit = {"1000": _("thousand"), "10000": _("ten thousand"), "1000000": _("million")}[scale]
        return self.language.money(Decimal(0), currency).replace(number(0), f"{number(value)}{unit}")

    def band(self, kpi: KpiFacts, band: Band, upper: Decimal | None = None) -> str:
        """The results that a band covers: 80% or more."""
        _ = self._

        def say(value: Decimal) -> str:
            return self.measure(kpi, value)

        if band.from_ is not None and band.below is not None:
            return _("{low} to below {high}").format(low=say(band.from_), high=say(band.below))
        if band.from_ is not None and band.up_to is not None:
            return _("{low} to {high}").format(low=say(band.from_), high=say(band.up_to))
        if band.above is not None and band.up_to is not None:
            return _("more than {low}, up to {high}").format(low=say(band.above), high=say(band.up_to))
        if band.above is not None and band.below is not None:
            return _("more than {low}, less than {high}").format(low=say(band.above), high=say(band.below))
        if band.from_ is not None:
            return _("{value} or more").format(value=say(band.from_))
        if band.above is not None:
            return _("more than {value}").format(value=say(band.above))
        if band.up_to == 0 and kpi.unit in ("count", "days", "hours"):
            return say(band.up_to)  # nothing is less than none
        if band.up_to is not None:
            return _("{value} or less").format(value=say(band.up_to))
        if band.below is not None:
            return _("less than {value}").format(value=say(band.below))
        return _("any other result")

    def effect(self, effect: Effect, of: str | None = None) -> str:
        """What a penalty does: fine of 50 yuan; ``of`` is the name of the pay component it is taken of."""
        _ = self._
        if effect.amount is not None:
            amount = self.language.money(effect.amount.value, effect.amount.currency)
            patterns = {
                "fine": _("fine of {amount}"),
                "wage-deduction": _("deduction of {amount} from wages"),
                "variable-pay": _("{amount} less variable pay"),
            }
            return patterns.get(effect.kind, "{amount}").format(amount=amount)
        if effect.points is not None:
            points = self.count("{count} point", "{count} points", effect.points)
            return _("{points} deducted").format(points=points)
        if effect.percent is not None:
            share = self.language.percent(effect.percent)
            if of:
                # Translators: {component} brings its article with it, if the language has articles.
                pattern = _("{percent} deducted from {component}")
                return self._insert(pattern, percent=share, component=of)
            return _("{percent} deducted").format(percent=share)
        return {
            "warning": _("warning"),
            "process": _("procedure"),
            "points": _("points deducted"),
            "variable-pay": _("less variable pay"),
            "fine": _("fine"),
            "wage-deduction": _("deduction from wages"),
        }[effect.kind]

    def per(self, penalty: PenaltyFacts) -> str:
        """How often a penalty can apply."""
        _ = self._
        return {
            "occurrence": _("each time"),
            "check": _("each assessment"),
            "period": _("once a period"),
            "case": _("each case"),
        }[penalty.per]

    def conditions(self, triggers: str) -> str:
        """How the conditions of one rule combine."""
        _ = self._
        return {"any": _("any one of the conditions is enough"), "all": _("all conditions together")}[
            triggers
        ]

    def guarantee(self, guarantee: Guarantee) -> str:
        """The condition under which a guarantee holds good."""
        orders = self.count("{count} completed order", "{count} completed orders", guarantee.orders_at_least)
        return self._(
            "The guarantee lasts {time}; with at least {orders} in that time the employee stays "
            "and nothing is deducted."
        ).format(time=self.months(guarantee.months), orders=orders)
