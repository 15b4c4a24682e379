"""Vacancies as job boards read them: the elements of the XML feed that many of them share.

Names and values are those of Indeed's feed (docs.indeed.com/indeed-apply/xml-feed, docs-plus.indeed.com/job-sync-xml),
which Talent.com (talent.com/integrations), ZipRecruiter, Talroo and others took over. They ask that all content stands
in CDATA, with as few HTML entities as can be; that dates are those of ISO 8601 (Indeed; ZipRecruiter takes them too);
and that a job in several places has a reference number for each, which never changes. Read in November 2026, Indeed's
pages in part, values of `remotetype` from feeds of others. Adzuna, Careerjet and Jooble have forms of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from rolebook.content.posting_facts import PostingPlace
from rolebook.content.postings import Posting
from rolebook.language.markdown import SafeHtml
from rolebook.language.posting_phrases import say_pay
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.model.feeds import BoardJob
from rolebook.views.posting import find_title, find_wording, write_description

JOB_TYPES = MappingProxyType(
    {
        "full-time": "fulltime",
        "part-time": "parttime",
        "contractor": "contract",
        "temporary": "temporary",
        "intern": "internship",
        "volunteer": "volunteer",
        "per-diem": "perdiem",
        "other": "other",
    }
)
_QUOTES = (("&quot;", '"'), ("&#x27;", "'"), ("&#39;", "'"))
REMOTE_TYPES = MappingProxyType({"none": "", "hybrid": "Hybrid remote", "full": "Fully remote"})


def list_board_jobs(context: ViewContext, base_url: str, postings: Iterable[Posting]) -> tuple[BoardJob, ...]:
    """One job for each place of these vacancies, or for each country in which one can work from home.

    No two have the same reference number, which is the same from build to build and in all languages.
    """
    taken: set[str] = set()
    return tuple(job for posting in postings for job in _list_jobs(context, base_url, posting, taken))


def put_in_cdata(text: str) -> SafeHtml:
    """Text for a CDATA section: one that its own end stands in becomes two."""
    return SafeHtml(text.replace("]]>", "]]]]><![CDATA[>"))


def spare_entities(markup: str) -> str:
    """HTML with fewer entities, on which job boards stumble: quotes in text and an “&” before a blank need none."""
    for entity, letter in _QUOTES:
        markup = markup.replace(entity, letter)
    return re.sub(r"&amp;(?=\s)", "&", markup)


def _list_jobs(context: ViewContext, base_url: str, posting: Posting, taken: set[str]) -> Iterator[BoardJob]:
    facts = posting.facts
    wording = find_wording(context, posting)
    description = put_in_cdata(spare_entities(write_description(context, posting)))
    role = posting.shown
    assert role, "postings are shown from a released catalogue"
    places = tuple(dict.fromkeys(facts.places)) or tuple(
        PostingPlace(country=country) for country in dict.fromkeys(facts.applicant_countries)
    )

    def name(text: str | None) -> str:
        return wording.place_name(text) if text else ""

    for place in places:
        number = _number_job(posting, place, len(places), taken)
        fields = (
            ("title", find_title(context, posting, wording).plain),
            ("date", _write_date(facts.posted)),
            ("referencenumber", number),
            ("requisitionid", posting.reference),
            ("url", links.public_url(base_url, links.posting_path(context.tag, posting.id))),
            ("company", context.catalogue.words[context.tag].organisation),
            ("city", name(place.city)),
            ("state", name(place.region)),
            ("country", place.country),
            ("postalcode", place.postcode or ""),
            ("streetaddress", name(place.street)),
            ("email", (facts.apply.email if facts.apply else None) or ""),
            ("salary", say_pay(context.say, facts) or ""),
            ("jobtype", ", ".join(JOB_TYPES[kind] for kind in dict.fromkeys(facts.employment))),
            ("category", context.name("departments", role.department).plain),
            ("expirationdate", _write_date(facts.valid_through) if facts.valid_through else ""),
            ("remotetype", REMOTE_TYPES[facts.remote]),
        )
        said = tuple((element, put_in_cdata(value)) for element, value in fields if value)
        yield BoardJob(said, description)


def _number_job(posting: Posting, place: PostingPlace, places: int, taken: set[str]) -> str:
    """The posting's reference; of several places with the name of this one, as posting.yaml has it."""
    base = posting.reference
    if places > 1:
        town = re.sub(r"\W+", "-", place.city or place.region or "").strip("-")
        base = "-".join(part for part in (base, place.country, town) if part)
    number, count = base, 1
    while number.casefold() in taken:
        count += 1
        number = f"{base}-{count}"
    taken.add(number.casefold())
    return number


def _write_date(day: dt.date) -> str:
    """A day as ISO 8601 has it, at midnight."""
    return f"{day}T00:00:00Z"
