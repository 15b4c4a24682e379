"""Feeds of the open vacancies of a language: Atom and JSON Feed for readers, XML for job boards."""

from __future__ import annotations

import datetime as dt
import json
from email.utils import format_datetime

from rolebook.content.postings import Posting, find_state
from rolebook.language.markdown import SafeHtml
from rolebook.views import links
from rolebook.views.board_jobs import list_board_jobs
from rolebook.views.context import ViewContext
from rolebook.views.feed_links import name_feeds
from rolebook.views.jobs import find_last_change, introduce_jobs, sort_postings
from rolebook.views.model.feeds import AtomFeed, BoardFeed, FeedEntry, JsonFeed
from rolebook.views.posting import find_summary, find_title, find_wording, list_languages, write_description


def list_open_postings(context: ViewContext) -> list[Posting]:
    """The open vacancies that have a page in this language, newest first."""
    today = context.options.build_date
    return [
        posting
        for posting in sort_postings(context)
        if context.tag in list_languages(context, posting) and find_state(posting, today) == "open"
    ]


def build_atom_feed(context: ViewContext) -> AtomFeed:
    """The vacancies as an Atom feed (RFC 4287). The site's address is known, or there are no feeds."""
    return context.keep("atom feed", context.tag, lambda: _build_atom_feed(context))


def _build_atom_feed(context: ViewContext) -> AtomFeed:
    base_url = _find_base_url(context)
    words, employer = context.catalogue.words[context.tag], context.catalogue.handbook.employer
    return AtomFeed(
        language=context.tag,
        title=name_feeds(context),
        description=introduce_jobs(context),
        author=words.organisation,
        author_url=employer.url if employer else None,
        url=links.public_url(base_url, links.atom_path(context.tag)),
        page=links.public_url(base_url, links.jobs_path(context.tag)),
        updated=_at_midnight(find_last_change(context)),
        entries=tuple(_build_entry(context, posting) for posting in list_open_postings(context)),
    )


def build_json_feed(context: ViewContext) -> JsonFeed:
    """The same vacancies as a JSON Feed (jsonfeed.org/version/1.1)."""
    atom = build_atom_feed(context)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": atom.title,
        "description": atom.description,
        "home_page_url": atom.page,
        "feed_url": links.public_url(_find_base_url(context), links.json_feed_path(context.tag)),
        "language": atom.language,
        "authors": [{"name": atom.author} | ({"url": atom.author_url} if atom.author_url else {})],
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.content,
                "date_published": entry.published,
                "language": atom.language,
            }
            for entry in atom.entries
        ],
    }
    return JsonFeed(SafeHtml(json.dumps(feed, ensure_ascii=False, indent=1)))


def build_board_feed(context: ViewContext) -> BoardFeed:
    """The vacancies as job boards read them: one job for each place."""
    base_url = _find_base_url(context)
    today = dt.datetime.combine(context.options.build_date, dt.time(), dt.UTC)
    return BoardFeed(
        publisher=context.catalogue.words[context.tag].organisation,
        publisher_url=links.public_url(base_url, links.jobs_path(context.tag)),
        built=format_datetime(today, usegmt=True),
        jobs=list_board_jobs(context, base_url, list_open_postings(context)),
    )


def _find_base_url(context: ViewContext) -> str:
    base_url = context.options.base_url
    assert base_url, "feeds are planned only where the site's address is known"
    return base_url


def _build_entry(context: ViewContext, posting: Posting) -> FeedEntry:
    path = links.posting_path(context.tag, posting.id)
    return FeedEntry(
        url=links.public_url(_find_base_url(context), path),
        title=find_title(context, posting, find_wording(context, posting)).plain,
        summary=find_summary(context, posting).plain,
        content=write_description(context, posting),
        published=_at_midnight(posting.facts.posted),
    )


def _at_midnight(day: dt.date) -> str:
    """A day as RFC 3339 has it."""
    return f"{day}T00:00:00Z"
