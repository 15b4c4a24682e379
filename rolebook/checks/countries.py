"""Whether two capitals are a country, and what is paid there, by the tables of CLDR."""

from __future__ import annotations

from functools import cache

_WITHOUT_CURRENCY = frozenset({"AQ"})
_NO_COUNTRY = frozenset({"EU"})


@cache
def list_currencies(country: str) -> tuple[str, ...]:
    """The currencies that are legal tender in a country."""
    from babel.core import get_global

    entries = get_global("territory_currencies").get(country, [])
    return tuple(currency for currency, _start, end, is_tender in entries if is_tender and end is None)


def is_country(country: str) -> bool:
    """Whether a code of ISO 3166-1 is in use: not so UK (it is GB), EU, or those of the past."""
    if country in _NO_COUNTRY:
        return False
    return country in _WITHOUT_CURRENCY or bool(list_currencies(country))


def suggest_country(country: str) -> str:
    """What was probably meant, as a hint."""
    from babel.core import get_global

    meant = get_global("territory_aliases").get(country, [])
    if len(meant) == 1 and meant[0] not in _NO_COUNTRY:
        return f"write {meant[0]}"
    return "look it up in ISO 3166-1: CN, ES, GB, MX, US …"
