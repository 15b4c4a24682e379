"""Links to where applicants read what becomes of their data."""

from __future__ import annotations

from rolebook.content.postings import Posting, list_countries
from rolebook.content.privacy import find_notices
from rolebook.views.context import ViewContext
from rolebook.views.model import Link


def link_notices(context: ViewContext, posting: Posting) -> tuple[Link, ...]:
    """The notices for those who apply for a vacancy: one, unless its countries have notices of their own."""
    _, employer = context._, context.catalogue.handbook.employer
    notices = find_notices(
        (posting.facts.privacy, employer.privacy if employer else None),
        context.tag,
        posting.source_language,
        list_countries(posting.facts),
    )
    label = _("Privacy notice for applicants")
    return tuple(
        Link(
            _("{name} ({country})").format(name=label, country=context.language.country(notice.country))
            if notice.country
            else label,
            notice.address,
            note=notice.address,
        )
        for notice in notices
    )


def link_house_notice(context: ViewContext) -> Link | None:
    """The notice for applicants in any country, for the foot of public pages; None if there is none for all."""
    handbook = context.catalogue.handbook
    notices = find_notices(
        (handbook.employer.privacy if handbook.employer else None,), context.tag, handbook.source_language
    )
    return Link(context._("Privacy notice for applicants"), notices[0].address) if notices else None
