"""The list of vacancies, with what it can be filtered by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rolebook.content.postings import Posting, find_state
from rolebook.language.locales import begin_upper
from rolebook.language.posting_phrases import say_pay
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.feed_links import link_feeds
from rolebook.views.frame import build_frame
from rolebook.views.model import Choice, Filter, Opening
from rolebook.views.model.posting import JobCard, JobsPage
from rolebook.views.posting import find_summary, find_title, find_wording, list_languages
from rolebook.views.posting_facts import name_employment, name_remote, say_country, say_state, say_town

Contexts = Mapping[str, ViewContext]


def build_jobs_page(context: ViewContext, contexts: Contexts) -> JobsPage:
    """All vacancies: the open ones, newest first, then those that are not open."""
    _, path = context._, links.jobs_path(context.tag)
    open_cards = list_open_jobs(context, contexts, path)
    former = [posting for posting in sort_postings(context) if not _is_open(context, posting)]
    title = _("Vacancies")
    introduction = introduce_jobs(context)
    return JobsPage(
        frame=build_frame(context, links.jobs_path, title, introduction, nav="jobs", searchable=False),
        title=title,
        introduction=introduction,
        filters=_build_filters(context),
        cards=open_cards,
        former=tuple(build_job_card(context, contexts, posting, path) for posting in former),
        count=context.count("{count} vacancy", "{count} vacancies", len(open_cards)),
        feeds=link_feeds(context, path),
    )


def introduce_jobs(context: ViewContext) -> str:
    """What the list of vacancies is, in a sentence."""
    return context._("Jobs that we offer now, with what they ask for, where they are and what they pay.")


def find_last_change(context: ViewContext) -> dt.date:
    """The last day on which a vacancy opened or ended, as far as dates tell; that of the handbook if none did."""
    today = context.options.build_date
    days = [
        day
        for posting in context.catalogue.postings.values()
        if posting.facts.status != "draft"
        for day in _list_turns(posting, today)
    ]
    return max(days, default=min(context.catalogue.handbook.effective, today))


def _list_turns(posting: Posting, today: dt.date) -> Iterator[dt.date]:
    """The days until today on which it opened and ended."""
    posted, last = posting.facts.posted, posting.facts.valid_through
    if posted <= today:
        yield posted
    if last is not None and last < today:  # there is no day after 9999-12-31
        yield last + dt.timedelta(days=1)


def list_open_jobs(context: ViewContext, contexts: Contexts, path: str) -> tuple[JobCard, ...]:
    """Cards of the open vacancies for the page at ``path``, newest first."""
    return tuple(
        build_job_card(context, contexts, posting, path)
        for posting in sort_postings(context)
        if _is_open(context, posting)
    )


def list_openings(context: ViewContext, contexts: Contexts, role: str, path: str) -> tuple[Opening, ...]:
    """The open vacancies of a role for its page at ``path``, newest first."""
    cards = (
        build_job_card(context, contexts, posting, path)
        for posting in sort_postings(context)
        if posting.role == role and _is_open(context, posting)
    )
    return tuple(
        Opening(
            title=card.title.plain,
            href=card.href,
            details=(*card.details, card.pay) if card.pay else card.details,
            dates=card.dates,
            language=card.language,
            language_name=card.language_name,
        )
        for card in cards
    )


def count_openings(context: ViewContext) -> Counter[str]:
    """How many vacancies of each role are open."""
    return Counter(
        posting.role for posting in context.catalogue.postings.values() if _is_open(context, posting)
    )


def sort_postings(context: ViewContext) -> list[Posting]:
    """All vacancies, newest first."""
    return sorted(
        context.catalogue.postings.values(),
        key=lambda posting: (-posting.facts.posted.toordinal(), posting.id),
    )


def build_job_card(context: ViewContext, contexts: Contexts, posting: Posting, path: str) -> JobCard:
    """A vacancy as an entry of a list; in its source language if it has not that of the page."""
    # Home, the list of vacancies and the role's page show the same card, each with an address of its own.
    most = len(context.catalogue.postings)
    card = context.keep(
        "job card", posting.id, lambda: _build_job_card(context, contexts, posting), most=most
    )
    return replace(card, href=links.relative_href(path, card.href))


def _build_job_card(context: ViewContext, contexts: Contexts, posting: Posting) -> JobCard:
    """The card, with the address of the vacancy's page from the root of the site."""
    languages = list_languages(context, posting)
    tag = context.tag if context.tag in languages else posting.source_language
    own = contexts[tag]
    wording = find_wording(own, posting)
    title, summary = find_title(own, posting, wording), find_summary(own, posting)
    facts, state = posting.facts, say_state(context, posting)[0]
    employment, remote = name_employment(context), name_remote(context)
    towns = tuple(dict.fromkeys(say_town(own, wording, place) for place in facts.places))
    countries = tuple(dict.fromkeys(say_country(context, place) for place in facts.places))
    where = (
        context.language.join(towns) if towns else "",
        context.language.join(countries),
        remote[facts.remote] if facts.remote != "none" else "",
    )
    details = (*where, *(employment[kind] for kind in facts.employment))
    values = _list_values(posting)
    searched = (title.plain, summary.plain, *details, posting.reference)
    return JobCard(
        id=posting.id,
        href=links.posting_path(tag, posting.id),
        title=title,
        summary=summary,
        details=_begin_with_capital(detail for detail in details if detail),
        pay=say_pay(context.say, facts),
        dates=_say_dates(context, posting),
        state=state,
        badge=_name_state(context, state),
        language=tag if tag != context.tag else None,
        language_name=context.language.name_of(tag) if tag != context.tag else None,
        values=tuple((name, " ".join(found)) for name, found in values.items()),
        search_text=" ".join(searched).casefold(),
    )


def _begin_with_capital(details: Iterable[str]) -> tuple[str, ...]:
    """Details in a row, of which the first begins the line; a draft may have none."""
    return tuple(detail if position else begin_upper(detail) for position, detail in enumerate(details))


def _is_open(context: ViewContext, posting: Posting) -> bool:
    return find_state(posting, context.options.build_date) == "open"


def _say_dates(context: ViewContext, posting: Posting) -> tuple[str, ...]:
    facts, _ = posting.facts, context._
    posted = _("Posted {date}").format(date=context.language.date(facts.posted))
    if facts.valid_through is None:
        return (posted,)
    closes = _("apply by {date}").format(date=context.language.date(facts.valid_through))
    return posted, closes


def _name_state(context: ViewContext, state: str) -> str | None:
    _ = context._
    return {
        "draft": _("draft"),
        "not-yet-open": _("not yet open"),
        "closed": _("closed"),
        "expired": _("closed"),
    }.get(state)


def _list_values(posting: Posting) -> dict[str, tuple[str, ...]]:
    """What a vacancy is found by: each filter's id and the values that it has."""
    facts, role = posting.facts, posting.shown
    assert role
    countries = dict.fromkeys((*(place.country for place in facts.places), *facts.applicant_countries))
    return {
        "country": tuple(countries),
        "remote": (facts.remote,),
        "employment": facts.employment,
        "department": (role.department,),
    }


def _build_filters(context: ViewContext) -> tuple[Filter, ...]:
    """Filters that leave a choice: more than one value among the open vacancies."""
    _ = context._
    labels = {
        "country": _("Country"),
        "remote": _("Remote work"),
        "employment": _("Employment"),
        "department": _("Department"),
    }
    employment, remote = name_employment(context), name_remote(context)
    counts: dict[str, Counter[str]] = {name: Counter() for name in labels}
    for posting in context.catalogue.postings.values():
        if _is_open(context, posting):
            for name, values in _list_values(posting).items():
                counts[name].update(values)

    def name_value(name: str, value: str) -> str:
        if name == "country":
            return context.language.country(value)
        if name == "department":
            return context.name("departments", value).plain
        return {str(kind): words for kind, words in (*employment.items(), *remote.items())}[value]

    return tuple(
        Filter(
            name,
            labels[name],
            tuple(
                sorted(
                    (Choice(value, name_value(name, value), number) for value, number in found.items()),
                    key=lambda choice: choice.label,
                )
            ),
        )
        for name, found in counts.items()
        if len(found) > 1
    )
