"""The feeds that a page of vacancies announces."""

from __future__ import annotations

from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.model.feeds import FeedLink


def link_feeds(context: ViewContext, path: str) -> tuple[FeedLink, ...]:
    """The feeds for readers, seen from the page at ``path``; none if the site's address is not known."""
    if not context.options.base_url:
        return ()
    title = name_feeds(context)
    return (
        FeedLink(
            "Atom", links.relative_href(path, links.atom_path(context.tag)), "application/atom+xml", title
        ),
        FeedLink(
            "JSON Feed",
            links.relative_href(path, links.json_feed_path(context.tag)),
            "application/feed+json",
            title,
        ),
    )


def name_feeds(context: ViewContext) -> str:
    """What the feeds are of: vacancies, and whose."""
    return f"{context._('Vacancies')} · {context.catalogue.words[context.tag].organisation}"
