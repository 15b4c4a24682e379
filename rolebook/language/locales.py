"""Languages and their ways of writing numbers, money, dates and lists (Babel, CLDR)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, get_day_names
from babel.languages import get_official_languages
from babel.lists import format_list
from babel.localedata import exists
from babel.numbers import format_decimal, format_percent, get_currency_name, get_currency_symbol

_CJK = {"zh", "ja", "ko"}
_SIGN_OF_LETTERS = re.compile(r"([^\W\d_])(?=\d)")
# CLDR reads plain "en" as American; our plain English is British (dates, lists).
_DEFAULT_TERRITORY = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the handbook: its tag, and CLDR's data for it.

    ``figures`` is the locale after whose custom numbers and money are written, where it is not that of the words.
    """

    tag: str
    locale: Locale
    figures: Locale | None = None

    @property
    def direction(self) -> str:
        """ltr or rtl."""
        return str(self.locale.text_direction)

    @property
    def autonym(self) -> str:
        """The language's name in itself, as a heading would write it."""
        return _find_autonym(self.tag)

    @property
    def is_cjk(self) -> bool:
        """Whether words stand without spaces between them."""
        return self.locale.language in _CJK

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return "、" if self.is_cjk else ", "

    @property
    def colon(self) -> str:
        """What stands between a label and what it is of."""
        return "：" if self.is_cjk else ": "

    @property
    def with_territory(self) -> str:
        """The language with its country, the likeliest if none is named, as Open Graph writes it: zh_CN."""
        likely = get_global("likely_subtags").get(self.locale.language, "").rpartition("_")[2]
        territory = self.locale.territory or likely
        return f"{self.locale.language}_{territory}" if territory else str(self.locale.language)

    def name_of(self, tag: str) -> str:
        """The name of another language in this one."""
        names = self.locale.languages
        return str(names.get(tag) or names.get(tag.split("-")[0], tag))

    def country(self, code: str) -> str:
        """The name of a country (ISO 3166-1) in this language; its code if CLDR has none."""
        return str(self.locale.territories.get(code, code))

    def with_figures_of(self, country: str | None) -> Language:
        """The language with numbers and money as a country writes them, if the language is one of its own.

        Mexico writes 14,500 where Spain writes 14.500. English in Spain stays as it is: its readers take a point
        for the decimal one, whatever CLDR says of ``en_ES``.
        """
        found = _find_locale_of(self.locale, country) if country else None
        return replace(self, figures=found) if found else self

    @property
    def _figures(self) -> Locale:
        return self.figures or self.locale

    def number(self, value: Decimal | int) -> str:
        """A number: 1,234.5 or 1.234,5."""
        return _format_number(self._figures, value)

    def fixed(self, value: Decimal, decimals: int) -> str:
        """A number with so many decimals, zeros too, so that those below one another stand in line: 1,234.50."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, pattern, locale=self._figures, decimal_quantization=False))

    def exact_number(self, value: Decimal) -> str:
        """A number with all decimals that it has, where others show three at most."""
        return str(format_decimal(value.normalize() + 0, locale=self._figures, decimal_quantization=False))

    def percent(self, value: Decimal) -> str:
        """A percentage given as a number of 100: 95%."""
        return _format_percent(self._figures, value)

    def money(self, value: Decimal, currency: str) -> str:
        """An amount in the customary form of the language, cents only where there are any."""
        decimals = 0 if value == value.to_integral_value() else 2
        return self.money_pattern(currency).format(
            self.fixed(value, decimals) if decimals else self.number(value)
        )

    def money_pattern(self, currency: str) -> str:
        """How an amount is written, with {} for the number: {} yuan, US${}, ${} MXN, {} €."""
        if currency == "CNY":
            # CLDR writes CN¥50 outside China; contracts and payslips there say yuan.
            return {"zh": "{}元", "es": "{} yuanes", "en": "{} yuan"}.get(self.locale.language, "{} CNY")
        if self.locale.language == "zh":
            return "{}" + get_currency_name(currency, locale=self.locale)
        pattern = copy(self._figures.currency_formats["standard"])
        pattern.frac_prec = (0, 0)
        sign = get_currency_symbol(currency, self._figures)
        zero = str(pattern.apply(0, self._figures, currency=currency, currency_digits=False))
        # Many countries call their money $, and readers come from all over the world.
        written = zero.replace(sign, "US$" if currency == "USD" else sign) if sign == "$" else zero
        written = _SIGN_OF_LETTERS.sub("\\1\N{NO-BREAK SPACE}", written)  # as CLDR's currencySpacing has it
        written = written.replace(self.number(0), "{}")
        return f"{written}\N{NO-BREAK SPACE}{currency}" if sign == "$" and currency != "USD" else written

    def date(self, value: dt.date) -> str:
        """A date in full: 1 December 2026, 2026年12月1日, 1 de diciembre de 2026."""
        return _format_date(self.locale, value)

    def join(self, items: Iterable[str]) -> str:
        """A list in words: a, b and c."""
        return format_list(list(items), style="standard", locale=self.locale)

    def weekday(self, index: int) -> str:
        """The name of a weekday, Monday being 0, as in the middle of a sentence."""
        return str(get_day_names("wide", context="format", locale=self.locale)[index])

    def ordinal_day(self, day: int) -> str:
        """A day of the month as this language says it: 2nd, 2日, 2."""
        if self.locale.language == "en":
            suffix = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
            return f"{day}{suffix}"
        return f"{day}日" if self.is_cjk else str(day)


def begin_upper(text: str) -> str:
    """A text with a capital letter at its beginning, where its script has any, as one that stands by itself."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=64)
def _find_autonym(tag: str) -> str:
    locale = Locale.parse(tag, sep="-")
    name = locale.get_display_name(locale) or tag
    return begin_upper(name)


@lru_cache(maxsize=64)
def find_language(tag: str) -> Language:
    """The language of a BCP 47 tag; ValueError if CLDR does not know it."""
    try:
        return Language(tag, Locale.parse(_DEFAULT_TERRITORY.get(tag, tag.replace("-", "_"))))
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"unknown language {tag!r}") from error


@lru_cache(maxsize=256)
def _find_locale_of(locale: Locale, country: str) -> Locale | None:
    """The locale of a language in a country where it is spoken by the state or a part of it; None if unknown."""
    official = get_official_languages(country, regional=True, de_facto=True)
    name = "_".join(part for part in (locale.language, locale.script, country) if part)
    if locale.language not in {tag.partition("_")[0] for tag in official} or not exists(name):
        return None
    return Locale.parse(name)


# A handbook says few different numbers and days many times, and CLDR's patterns take a while to apply.
@lru_cache(maxsize=4096)
def _format_number(locale: Locale, value: Decimal | int) -> str:
    # Spanish writes four digits without a separator (RAE, Ortografía 2010), but not where it writes 9,500.
    symbols = locale.number_symbols.get(locale.default_numbering_system, {})
    grouped = not -10_000 < value < 10_000 or locale.language != "es" or symbols.get("group") == ","
    return str(format_decimal(value, locale=locale, group_separator=grouped, decimal_quantization=False))


@lru_cache(maxsize=4096)
def _format_percent(locale: Locale, value: Decimal) -> str:
    return str(format_percent(value / 100, locale=locale, decimal_quantization=False))


@lru_cache(maxsize=4096)
def _format_date(locale: Locale, value: dt.date) -> str:
    return format_date(value, "long", locale=locale)
