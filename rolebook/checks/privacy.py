"""Whether applicants are told what becomes of their data, and where (codes J008, J023, S012)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.countries import is_country, suggest_country
from rolebook.checks.links import is_web_address
from rolebook.content.catalogue import Catalogue
from rolebook.content.postings import Posting, list_countries
from rolebook.content.privacy import find_notices, list_addresses
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Diagnostic, Severity, shorten


def check_employer_privacy(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The employer's privacy notices have safe addresses, and are for countries that there are."""
    employer = catalogue.handbook.employer
    for address, at in list_addresses(employer.privacy if employer else None):
        for code, message, hint, at_key in _find_faults(address, at):
            yield catalogue.handbook_file.diagnose(
                code, Severity.ERROR, message, hint, at=("employer", "privacy", *at), at_key=at_key
            )


def check_posting_privacy(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The same of a posting's own."""
    for address, at in list_addresses(posting.facts.privacy):
        for code, message, hint, at_key in _find_faults(address, at):
            yield posting.diagnose(code, Severity.ERROR, message, hint, at=("privacy", *at), at_key=at_key)


def check_notice(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Who applies for what is open is told, in each of its countries, what becomes of their data."""
    employer = catalogue.handbook.employer
    fields = (posting.facts.privacy, employer.privacy if employer else None)
    if posting.facts.status != "open" or posting.facts.apply is None:
        return
    countries = list_countries(posting.facts)
    missing = [
        country
        for country in countries or ("",)
        if not find_notices(fields, posting.source_language, posting.source_language, (country,))
    ]
    if not missing:
        return
    message = "applicants are not told what becomes of their data: there is no privacy notice"
    message += f" for {', '.join(missing)}" if len(missing) < len(countries) else ""
    hint = "add privacy: https://… to the employer in handbook.yaml, or to this posting"
    yield posting.diagnose("J023", Severity.ADVICE, message, hint, at=("apply",), at_key=True)


def _find_faults(address: str, at: tuple[Key, ...]) -> Iterator[tuple[str, str, str, bool]]:
    """Code, message, hint, and whether it is the key that is wrong."""
    if not is_web_address(address, ("https",)):
        hint = "write the whole address, beginning with https://"
        yield "S012", f"“{shorten(address)}” is no safe address for a privacy notice", hint, False
    country = str(at[0]).rpartition("-")[2] if at else ""
    if len(country) == 2 and country.isupper() and not is_country(country):
        yield "J008", f"“{country}” is the code of no country", suggest_country(country), True
