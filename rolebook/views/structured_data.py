"""An open vacancy as schema.org's JobPosting, in the form that Google documents for job search.

Nothing is marked up that the page does not show. Names and values are those of
developers.google.com/search/docs/appearance/structured-data/job-posting and schema.org/JobPosting. Checked in November
2026: schema.org itself, through schema-dts; of Google's page the beginning, and the rest as plug-ins for search engines
and audits of other sites quote it (kinds of employment, degrees, 100% remote work with a country at least, months of
experience, what an alternative needs, tags of the description).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from types import MappingProxyType
from urllib.parse import urljoin

from rolebook.content.posting_facts import Employment, Pay, PostingPlace
from rolebook.content.postings import Posting
from rolebook.language.markdown import SafeHtml
from rolebook.language.posting_wording import PostingWording
from rolebook.views import links
from rolebook.views.advert_html import write_advert
from rolebook.views.context import ViewContext
from rolebook.views.linked_data import Node, dump_json_ld
from rolebook.views.model.posting import Advert, AdvertSection, Point
from rolebook.views.stated_requirements import find_requirements

EMPLOYMENT_TYPES = MappingProxyType(
    {
        "full-time": "FULL_TIME",
        "part-time": "PART_TIME",
        "contractor": "CONTRACTOR",
        "temporary": "TEMPORARY",
        "intern": "INTERN",
        "volunteer": "VOLUNTEER",
        "per-diem": "PER_DIEM",
        "other": "OTHER",
    }
)
"""Kinds of employment in Google's words."""
CREDENTIALS = MappingProxyType(
    {
        "secondary": "high school",
        "associate": "associate degree",
        "bachelor": "bachelor degree",
        "master": "postgraduate degree",
        "doctorate": "postgraduate degree",
    }
)
"""Degrees in Google's words."""


def build_structured_data(
    context: ViewContext, posting: Posting, wording: PostingWording, advert: Advert, path: str
) -> SafeHtml | None:
    """The JSON-LD of an open vacancy for the page at ``path``; None if it is not open."""
    if advert.state != "open":
        return None
    return dump_json_ld(describe_job(context, posting, wording, advert, path))


def describe_job(
    context: ViewContext, posting: Posting, wording: PostingWording, advert: Advert, path: str
) -> Node:
    """The JobPosting of an advert; what is not known is left out."""
    facts, base_url = posting.facts, context.options.base_url
    employer = advert.employer
    node: Node = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": advert.title.plain,
        "description": write_advert(advert, context.language),
        "identifier": {"@type": "PropertyValue", "name": employer.name, "value": posting.reference},
        "datePosted": facts.posted.isoformat(),
        # The last day counts to its end.
        "validThrough": f"{facts.valid_through}T23:59:59" if facts.valid_through else None,
        "url": links.public_url(base_url, path) if base_url else None,
        "hiringOrganization": _drop_unknown(
            {
                "@type": "Organization",
                "name": employer.name,
                "sameAs": employer.url,
                "logo": urljoin(links.public_url(base_url, path), employer.logo)
                if base_url and employer.logo
                else None,
            }
        ),
        "employmentType": [EMPLOYMENT_TYPES[kind] for kind in _list_once(facts.employment)] or None,
        **_describe_places(context, posting, wording),
        "baseSalary": _describe_pay(facts.pay) if facts.pay else None,
        "incentiveCompensation": _find_body(advert, "offer") if facts.pay and facts.pay.variable else None,
        "jobBenefits": _join_points(context, _find_section(advert, "offer")),
        "totalJobOpenings": facts.openings,
        **_describe_start(facts.starts),
        "workHours": _say_hours(context, advert),
        **_describe_requirements(posting),
        "directApply": facts.direct_apply if facts.apply and facts.apply.url else None,
    }
    return _drop_unknown(node)


def _drop_unknown(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}


def _list_once(kinds: Iterable[Employment]) -> tuple[Employment, ...]:
    return tuple(dict.fromkeys(kinds))


def _describe_places(context: ViewContext, posting: Posting, wording: PostingWording) -> Node:
    """Where the work is done: an array only if there are several places."""
    facts = posting.facts
    places = [_describe_place(wording, place) for place in dict.fromkeys(facts.places)]
    node: Node = {"jobLocation": places[0] if len(places) == 1 else places} if places else {}
    if facts.remote == "full":  # Google: not for jobs that are done from home on some days only
        node["jobLocationType"] = "TELECOMMUTE"
        countries = [
            {"@type": "Country", "name": context.language.country(code)}
            for code in dict.fromkeys(facts.applicant_countries)
        ]
        if countries:
            node["applicantLocationRequirements"] = countries[0] if len(countries) == 1 else countries
    return node


def _describe_place(wording: PostingWording, place: PostingPlace) -> Node:
    def name(text: str | None) -> str | None:
        return wording.place_name(text) if text else None

    address = {
        "@type": "PostalAddress",
        "streetAddress": name(place.street),
        "addressLocality": name(place.city),
        "addressRegion": name(place.region),
        "postalCode": place.postcode,
        "addressCountry": place.country,
    }
    return {"@type": "Place", "address": _drop_unknown(address)}


def _describe_pay(pay: Pay) -> Node:
    value = {
        "@type": "QuantitativeValue",
        "value": _plain_number(pay.exact),
        "minValue": _plain_number(pay.min),
        "maxValue": _plain_number(pay.max),
        "unitText": pay.per.upper(),
    }
    return {"@type": "MonetaryAmount", "currency": pay.currency, "value": _drop_unknown(value)}


def _plain_number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _describe_start(starts: dt.date | str | None) -> Node:
    if starts is None:
        return {}
    return (
        {"jobStartDate": starts.isoformat()} if isinstance(starts, dt.date) else {"jobImmediateStart": True}
    )


def _describe_requirements(posting: Posting) -> Node:
    """The degree and the experience that the advert plainly asks for, and whether either is enough."""
    assert posting.shown, "postings are shown from a released catalogue"
    found = find_requirements(posting.shown.facts.qualifications)
    node: Node = {}
    if found.degree:
        node["educationRequirements"] = {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": CREDENTIALS[found.degree],
        }
    if found.months is not None:
        node["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": found.months,
        }
    if found.either:
        node["experienceInPlaceOfEducation"] = True
    return node


def _find_section(advert: Advert, name: str) -> AdvertSection | None:
    return next((section for section in advert.sections if section.id == name), None)


def _find_body(advert: Advert, name: str) -> str | None:
    section = _find_section(advert, name)
    return section.body.plain if section and section.body else None


def _join_points(context: ViewContext, section: AdvertSection | None) -> str | None:
    if section is None or not section.points:
        return None
    words = tuple(_list_words(section.points))
    return ("" if context.language.is_cjk else " ").join(words)


def _list_words(points: Iterable[Point]) -> Iterable[str]:
    for point in points:
        if point.points:  # the title of a group says nothing by itself
            yield from _list_words(point.points)
        else:
            yield point.text.plain


def _say_hours(context: ViewContext, advert: Advert) -> str | None:
    """Working hours: the advert's own words, else the number in its facts."""
    schedule = _find_body(advert, "schedule")
    if schedule:
        return schedule
    hours = next((fact for fact in advert.facts if fact.id == "hours"), None)
    return f"{hours.label}{context.language.colon}{hours.values[0].label.plain}" if hours else None
