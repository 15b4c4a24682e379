"""Postings that could not be shown, applied for, or meant (codes J001 to J009, J011, J012, J014 to J017, X013)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.checks.countries import is_country, list_currencies, suggest_country
from rolebook.checks.links import is_web_address
from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.postings import Posting
from rolebook.content.role_words import OUTLINES
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Diagnostic, Severity, shorten

# Nothing that a mailto: link would read as more than an address: jobs@example.com?bcc=… sends copies elsewhere.
_OUTSIDE = r"@\s<>,;:?&#%/\\\"()\[\]"
_EMAIL = re.compile(rf"[^{_OUTSIDE}]+@[^.{_OUTSIDE}]+(\.[^.{_OUTSIDE}]+)+")


def check_role(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What is advertised is a post, and if it is open, one whose description is finished."""
    role = catalogue.roles[posting.role]
    if role.facts.kind == "unit":
        message = f"“{role.id}” is the charter of a department: nobody can be hired for it"
        yield posting.diagnose("J002", Severity.ERROR, message, "name a role of kind: post", at=("role",))
    if role.facts.draft and posting.facts.status == "open":
        message = f"the posting is open, but the role “{role.id}” is a draft"
        hint = "finish the role and delete its draft: true, or write status: draft here"
        yield posting.diagnose("J001", Severity.ERROR, message, hint, at=("role",))


def check_role_languages(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The role has words in every language of the posting, so that no advert mixes languages."""
    role = catalogue.roles[posting.role]
    for language in posting.words if posting.facts.include else ():
        if language not in role.words:
            yield posting.diagnose(
                "J017",
                Severity.WARNING,
                f"the role “{role.id}” has no words in “{language}”: the advert would mix two languages",
                f"translate {role.files[0].path.rpartition('/')[0]}/{language}.yaml, or delete this file",
                language=language,
            )


def check_period(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A posting does not end before it begins."""
    facts = posting.facts
    if facts.valid_through is not None and facts.valid_through < facts.posted:
        message = f"it ends on {facts.valid_through}, before it is posted on {facts.posted}"
        hint = "choose a later valid_through, or an earlier posted"
        yield posting.diagnose("J003", Severity.ERROR, message, hint, at=("valid_through",))


def check_places(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An open posting says where the work is done, or from where."""
    facts = posting.facts
    if facts.applicant_countries and facts.remote != "full":
        message = f"applicant_countries counts for remote: full only, and this one is remote: {facts.remote}"
        hint = "write remote: full, or delete the line"
        yield posting.diagnose(
            "J006", Severity.WARNING, message, hint, at=("applicant_countries",), at_key=True
        )
    if facts.status != "open":
        return
    if facts.remote == "full" and not facts.applicant_countries:
        message = "the work can be done from home, but it is not said in which countries"
        hint = "add applicant_countries: [ES, PT]"
        yield posting.diagnose("J005", Severity.ERROR, message, hint, at=("remote",))
    elif facts.remote != "full" and not facts.places:
        message = "the posting is open, but has no place of work"
        hint = "add places: [{country: ES, city: Madrid}], or remote: full with applicant_countries"
        yield posting.diagnose("J004", Severity.ERROR, message, hint, at=("status",))


def check_several_countries(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """One posting for several countries: pay, law and often the text differ."""
    facts = posting.facts
    countries = sorted({place.country for place in facts.places})
    if len(countries) > 1:
        message = f"the places lie in several countries ({', '.join(countries)}): pay and law differ"
        hint = "write a posting for each country"
        yield posting.diagnose("J015", Severity.ADVICE, message, hint, at=("places",), at_key=True)


def check_countries(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Countries are countries, not other two capitals."""
    facts = posting.facts
    given: list[tuple[str, tuple[Key, ...]]] = [
        (place.country, ("places", index, "country")) for index, place in enumerate(facts.places)
    ]
    given += [
        (country, ("applicant_countries", index)) for index, country in enumerate(facts.applicant_countries)
    ]
    for country, at in given:
        if not is_country(country):
            message, hint = f"“{country}” is the code of no country", suggest_country(country)
            yield posting.diagnose("J008", Severity.ERROR, message, hint, at=at)


def check_pay(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Pay is one amount, or a range whose ends are in order."""
    pay = posting.facts.pay
    if pay is None:
        return
    message = ""
    if pay.exact is not None and (pay.min is not None or pay.max is not None):
        message, hint = "the pay is exact and a range at once", "keep exact, or min and max"
    elif pay.exact is None and pay.min is None and pay.max is None:
        message, hint = "the pay has no amount", "add min and max, or exact"
    elif pay.min is not None and pay.max is not None and pay.min > pay.max:
        message, hint = f"the least pay, {pay.min}, is more than the most, {pay.max}", "exchange min and max"
    if message:
        yield posting.diagnose("J007", Severity.ERROR, message, hint, at=("pay",), at_key=True)


def check_currency(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Pay is in a currency of the places of work."""
    pay = posting.facts.pay
    if pay is None:
        return
    for country in sorted({place.country for place in posting.facts.places}):
        currencies = list_currencies(country)
        if currencies and pay.currency not in currencies:
            yield posting.diagnose(
                "J009",
                Severity.ADVICE,
                f"the pay is in {pay.currency}, but people in {country} are paid in {', '.join(currencies)}",
                "check the currency",
                at=("pay", "currency"),
            )


def check_apply(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """People can apply for what is open, and what they send is not read on the way."""
    apply = posting.facts.apply
    if apply is None or (apply.url is None and apply.email is None):
        if posting.facts.status == "open":
            message = "the posting is open, but nobody is told where to apply"
            hint = "add apply: {url: https://…} or apply: {email: …}"
            yield posting.diagnose("J011", Severity.ERROR, message, hint, at=("status",))
        return
    if apply.url is not None and not is_web_address(apply.url, ("https",)):
        message = f"“{shorten(apply.url)}” is no safe address for applications"
        hint = "write the whole address, beginning with https://"
        yield posting.diagnose("J012", Severity.ERROR, message, hint, at=("apply", "url"))
    if apply.email is not None and not _EMAIL.fullmatch(apply.email):
        message = f"“{shorten(apply.email)}” is no address for mail"
        hint = "write it like jobs@example.com, without a name or mailto:"
        yield posting.diagnose("J012", Severity.ERROR, message, hint, at=("apply", "email"))


def check_description(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An open posting says what the job is."""
    if posting.facts.status != "open" or _says_something(posting, catalogue.roles[posting.role]):
        return
    message = "the posting is open, but says nothing about the job: nothing of the role is shown"
    hint = f"include: [purpose, duties, qualifications], or write an introduction in {posting.source_language}.yaml"
    yield posting.diagnose("J014", Severity.ERROR, message, hint, at=("status",))


def _says_something(posting: Posting, role: Role) -> bool:
    own, above = posting.source_words, role.source_words
    if own.introduction or own.duties or own.qualifications:
        return True
    for section in posting.facts.include:
        if section == "purpose":
            entries = ["purpose"] if above.purpose else []
        elif section in OUTLINES:
            entries = [
                item.id
                for item in walk_outline(getattr(above, section))
                if not item.is_group
                and not any(posting.withholds(section, name) for name in (item.id, *item.groups))
            ]
        else:
            entries = [name for name in getattr(role.facts, section) if not posting.withholds(section, name)]
        if entries:
            return True
    return False


def check_reference(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Two postings that are open, or will be, have references of their own."""
    seen: dict[str, str] = {}
    for posting in catalogue.postings.values():
        if posting.facts.status == "closed":
            continue
        key = posting.reference.casefold()
        if key in seen:
            message = f"“{posting.reference}” is the reference of “{seen[key]}” too"
            hint = "give each a reference of its own: job boards keep one posting for each"
            yield posting.diagnose("J016", Severity.WARNING, message, hint, at=("reference",))
        seen.setdefault(key, posting.id)


def check_repetitions(posting: Posting, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Nothing stands twice in a list."""
    for field in ("places", "applicant_countries", "employment", "include", "withhold"):
        values = getattr(posting.facts, field)
        for index, value in enumerate(values):
            if value in values[:index]:
                name = f"“{value}”" if isinstance(value, str) else "a place"
                message, hint = f"{name} stands twice in {field}", "delete one of the two"
                at: tuple[Key, ...] = (field, index)
                yield posting.diagnose("X013", Severity.WARNING, message, hint, at=at)
