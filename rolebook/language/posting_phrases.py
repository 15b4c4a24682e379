"""The facts of a posting in words: what it pays, when it starts, and what its placeholders stand for.

Numbers and money are written as the place of work writes them, where the language is one of its own: a Spanish advert
for Monterrey says $14,500 MXN, which a reader there would take for fourteen and a half if a point stood in it. Dates
are written as the language of the page writes them: with the month in words they cannot be misread, and a list of
vacancies in many countries would be uneven.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from rolebook.content.posting_facts import Pay, PostingFacts
from rolebook.content.postings import Posting, list_countries
from rolebook.language.phrases import Phrases
from rolebook.language.units import money_pattern


def find_country_of_work(facts: PostingFacts) -> str | None:
    """The country in which the work is done, if it is one; else that in which one can do it from home."""
    countries = list_countries(facts)
    return countries[0] if len(countries) == 1 else None


def say_pay(phrases: Phrases, facts: PostingFacts) -> str | None:
    """What is paid before tax, and for which time: 12,000–18,000 yuan a month, from US$20.50 an hour.

    The one place where pay is said: pages, lists, documents and feeds agree. None if nothing is said of it.
    """
    _, pay = phrases._, facts.pay
    if pay is None:
        return None
    amount = _say_amount(phrases.with_figures_of(find_country_of_work(facts)), pay)
    return {
        "hour": _("{amount} an hour"),
        "day": _("{amount} a day"),
        "week": _("{amount} a week"),
        "month": _("{amount} a month"),
        "year": _("{amount} a year"),
    }[pay.per].format(amount=amount)


def _say_amount(phrases: Phrases, pay: Pay) -> str:
    _, language = phrases._, phrases.language
    amounts = [amount for amount in (pay.exact, pay.min, pay.max) if amount is not None]
    # Two amounts beside each other have their cents alike: 20.50–22.00.
    decimals = 2 if any(amount != amount.to_integral_value() for amount in amounts) else 0

    def say(amount: Decimal) -> str:
        return language.fixed(amount, decimals) if decimals else language.number(amount)

    pattern = money_pattern(phrases, pay.currency)
    if pay.exact is not None:
        return pattern.format(say(pay.exact))
    if pay.min is None:
        return _("up to {amount}").format(amount=pattern.format(say(pay.max or Decimal(0))))
    if pay.max is None:
        return _("from {amount}").format(amount=pattern.format(say(pay.min)))
    if pay.min == pay.max:
        return pattern.format(say(pay.min))
    # Translators: two amounts of money; the sign of the currency stands once, before or after both.
    return pattern.format(_("{low}–{high}").format(low=say(pay.min), high=say(pay.max)))


def say_start(phrases: Phrases, start: dt.date | str) -> str:
    """The first day of work."""
    return phrases.language.date(start) if isinstance(start, dt.date) else phrases._("as soon as possible")


def list_posting_values(posting: Posting, phrases: Phrases) -> Mapping[str, str]:
    """Each placeholder of a posting's words and what stands for it in one language."""
    facts = posting.facts
    phrases = phrases.with_figures_of(find_country_of_work(facts))
    language, pay = phrases.language, say_pay(phrases, facts)
    values = {
        "openings": language.number(facts.openings),
        "posted": language.date(facts.posted),
        "reference": posting.reference,
    }
    if pay is not None:
        values["pay"] = pay
    if facts.hours_per_week is not None:
        values["hours"] = phrases.count("{count} hour", "{count} hours", facts.hours_per_week)
    if facts.starts is not None:
        values["starts"] = say_start(phrases, facts.starts)
    if facts.valid_through is not None:
        values["closes"] = language.date(facts.valid_through)
    return values
