"""What the handbook says of the employer (codes J008, J022, S012)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.countries import is_country, suggest_country
from rolebook.checks.links import is_web_address
from rolebook.content.catalogue import Catalogue
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Diagnostic, Severity, shorten


def check_employer_addresses(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The employer's pages have whole web addresses."""
    employer = catalogue.handbook.employer
    if employer is None:
        return
    given: list[tuple[str, tuple[Key, ...]]] = [(employer.url, ("employer", "url"))] if employer.url else []
    given += [(address, ("employer", "same_as", index)) for index, address in enumerate(employer.same_as)]
    for address, at in given:
        if not is_web_address(address):
            message = f"“{shorten(address)}” is no web address"
            hint = "write it like https://example.com/company"
            yield catalogue.handbook_file.diagnose("S012", Severity.ERROR, message, hint, at=at)


def check_headcount(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """No more people work in the countries than in all, and in the regions than in their country."""
    employer = catalogue.handbook.employer
    headcount = employer.headcount if employer else None
    if headcount is None:
        return
    at = ("employer", "headcount", "total")
    inside = sum(headcount.countries.values())
    if inside > headcount.total:
        message = f"{inside} people work in the countries, but {headcount.total} in all"
        yield _tell(catalogue, message, at)
    for country in sorted({region.partition("-")[0] for region in headcount.regions}):
        inside = sum(count for region, count in headcount.regions.items() if region.startswith(f"{country}-"))
        whole = headcount.countries.get(country, headcount.total)
        if inside > whole:
            message = f"{inside} people work in the regions of {country}, but {whole} in the whole country"
            yield _tell(catalogue, message, ("employer", "headcount", "regions"))


def check_headcount_countries(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """People are counted in countries that there are."""
    employer = catalogue.handbook.employer
    headcount = employer.headcount if employer else None
    for country in headcount.countries if headcount else ():
        if not is_country(country):
            at = ("employer", "headcount", "countries", country)
            message, hint = f"“{country}” is the code of no country", suggest_country(country)
            yield catalogue.handbook_file.diagnose("J008", Severity.ERROR, message, hint, at=at, at_key=True)


def _tell(catalogue: Catalogue, message: str, at: tuple[Key, ...]) -> Diagnostic:
    hint = "correct the numbers: many laws hold from a certain number of people on"
    return catalogue.handbook_file.diagnose("J022", Severity.WARNING, message, hint, at=at, at_key=True)
