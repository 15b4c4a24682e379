"""The plan of vacancies: their list, its feeds, and a page and a flyer for each language that one is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from rolebook.build.sketch import Sketch
from rolebook.content.postings import find_state
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.documents import has_word_documents
from rolebook.views.feeds import build_atom_feed, build_board_feed, build_json_feed
from rolebook.views.jobs import build_jobs_page, find_last_change
from rolebook.views.posting import build_posting_flyer, build_posting_page, list_languages


def sketch_jobs(context: ViewContext, contexts: Mapping[str, ViewContext]) -> Iterator[Sketch]:
    """What a language has of vacancies; nothing where the handbook has no postings."""
    tag, postings = context.tag, context.catalogue.postings
    if not postings:
        return
    jobs = partial(build_jobs_page, context, contexts)
    yield Sketch(links.jobs_path(tag), "page", "site/jobs.html.j2", tag, jobs)
    if context.options.base_url:  # feeds hold whole addresses
        for path, template, make in (
            (links.atom_path(tag), "atom.xml", build_atom_feed),
            (links.json_feed_path(tag), "feed.json", build_json_feed),
            (links.board_feed_path(tag), "jobs.xml", build_board_feed),
        ):
            yield Sketch(path, "page", f"site/{template}.j2", tag, partial(make, context))
    for name, posting in postings.items():
        if tag in list_languages(context, posting):
            page, flyer = (
                partial(build, context, posting) for build in (build_posting_page, build_posting_flyer)
            )
            yield Sketch(links.posting_path(tag, name), "page", "site/posting.html.j2", tag, page)
            yield Sketch(links.flyer_path(tag, name), "document", "print/flyer.html.j2", tag, flyer)
            if has_word_documents(context):
                yield Sketch(links.posting_word_path(tag, name), "word", "", tag, flyer)


def list_job_pages(context: ViewContext) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Pattern with {} for the language, date of change, and languages of every page of vacancies for the sitemap.

    Only open vacancies: the others have left it.
    """
    postings, today = context.catalogue.postings, context.options.build_date
    if not postings:
        return
    opened = [posting for posting in postings.values() if find_state(posting, today) == "open"]
    yield links.jobs_path("{}"), str(find_last_change(context)), context.options.languages
    for posting in opened:
        pattern = links.posting_path("{}", posting.id)
        yield pattern, str(posting.facts.posted), list_languages(context, posting)
