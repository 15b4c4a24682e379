"""A vacancy as a page and as a flyer."""

from __future__ import annotations

from dataclasses import replace

from rolebook.content.postings import Posting
from rolebook.language.posting_phrases import find_country_of_work
from rolebook.language.posting_wording import PostingWording
from rolebook.language.wording import RoleWording
from rolebook.views import links
from rolebook.views.advert import build_sections
from rolebook.views.advert_html import write_advert
from rolebook.views.context import ViewContext, to_text
from rolebook.views.document_frame import build_document_frame
from rolebook.views.documents import PDF, WORD, has_word_documents
from rolebook.views.feed_links import link_feeds
from rolebook.views.frame import build_frame
from rolebook.views.linked_data import mark_trail
from rolebook.views.model import Link, Text
from rolebook.views.model.posting import Advert, EmployerBrand, PostingFlyer, PostingPage
from rolebook.views.posting_facts import build_posting_facts, say_state
from rolebook.views.privacy import link_notices
from rolebook.views.structured_data import build_structured_data


def list_languages(context: ViewContext, posting: Posting) -> tuple[str, ...]:
    """The languages in which a vacancy has a page: those of its files, in the order of the handbook."""
    return tuple(tag for tag in context.options.languages if tag in posting.words)


def find_wording(context: ViewContext, posting: Posting) -> PostingWording:
    """The words of a vacancy in this language, which it has."""
    # Lists, feeds and pages ask for each: kept for all, they are not much more than the texts that are there.
    most = len(context.catalogue.postings)
    return context.keep(
        "posting wording",
        posting.id,
        lambda: PostingWording(posting, context.tag, context.phrases),
        most=most,
    )


def find_title(context: ViewContext, posting: Posting, wording: PostingWording) -> Text:
    """The title of a vacancy: its own, or the role's."""
    own = wording.sentence("title")
    if own:
        return to_text(own)
    title = _speak(context, posting).sentence("title")
    assert title
    return to_text(title)


def find_summary(context: ViewContext, posting: Posting) -> Text:
    """One sentence about a vacancy: the role's summary."""
    summary = _speak(context, posting).sentence("summary")
    assert summary
    return to_text(summary)


def build_posting_page(context: ViewContext, posting: Posting) -> PostingPage:
    """The page of a vacancy."""

    def path_of(tag: str) -> str:
        return links.posting_path(tag, posting.id)

    path, _ = path_of(context.tag), context._
    advert = build_advert(context, posting, path)
    wording = find_wording(context, posting)
    incomplete = frozenset({context.tag} if wording.measure_completeness().missing else ())
    frame = build_frame(
        context,
        path_of,
        advert.title.plain,
        advert.introduction.plain if advert.introduction else advert.summary.plain,
        nav="jobs",
        searchable=advert.state == "open",
        incomplete=incomplete,
        languages=list_languages(context, posting),
        pictured=True,
    )
    flyer = links.relative_href(path, links.flyer_path(context.tag, posting.id))
    documents = [Link(_("This vacancy to print (PDF)"), flyer, media=PDF)]
    if has_word_documents(context):
        word = links.relative_href(path, links.posting_word_path(context.tag, posting.id))
        documents.append(Link(_("This vacancy in Word"), word, media=WORD))
    role = Link(
        _("More about this role"), links.relative_href(path, links.role_path(context.tag, posting.role))
    )
    breadcrumbs = (Link(_("Vacancies"), links.relative_href(path, links.jobs_path(context.tag))),)
    return PostingPage(
        frame=frame,
        advert=advert,
        documents=tuple(documents),
        role=role if posting.role in context.options.roles else None,
        feeds=link_feeds(context, path),
        structured=build_structured_data(context, posting, wording, advert, path),
        trail=mark_trail(context, path, breadcrumbs, advert.title.plain),
        breadcrumbs=breadcrumbs,
    )


def build_posting_flyer(context: ViewContext, posting: Posting) -> PostingFlyer:
    """A vacancy as a document to print."""
    path = links.posting_path(context.tag, posting.id)
    base_url = context.options.base_url
    advert = build_advert(context, posting, None)
    reference = context._("Reference {reference}").format(reference=advert.reference)
    frame = build_document_frame(context, advert.title.plain, reference, str(posting.facts.posted))
    frame = replace(frame, handbook=frame.organisation)  # for applicants, who know no handbook
    return PostingFlyer(
        frame, advert, links.public_url(base_url, path) if base_url else None, context.language.colon
    )


def build_advert(context: ViewContext, posting: Posting, path: str | None) -> Advert:
    """What page and flyer say of a vacancy; ``path`` is the page's."""
    advert = context.keep("advert", posting.id, lambda: _build_advert(context, posting))
    return replace(advert, employer=_find_employer(context, path))


def write_description(context: ViewContext, posting: Posting) -> str:
    """The whole advert as simple HTML, as structured data and feeds have it."""
    most = len(context.catalogue.postings)  # all feeds of a language hold all of them
    return context.keep(
        "advert html",
        posting.id,
        lambda: write_advert(build_advert(context, posting, None), context.language),
        most=most,
    )


def _build_advert(context: ViewContext, posting: Posting) -> Advert:
    wording = find_wording(context, posting)
    context = context.with_figures_of(find_country_of_work(posting.facts))
    state, notice = say_state(context, posting)

    def say(field: str, *, block: bool = False) -> Text | None:
        phrase = wording.sentence(field)
        return to_text(phrase, block=block) if phrase else None

    return Advert(
        id=posting.id,
        reference=posting.reference,
        title=find_title(context, posting, wording),
        state=state,
        notice=notice,
        summary=find_summary(context, posting),
        introduction=say("introduction", block=True),
        facts=build_posting_facts(context, posting, wording),
        sections=build_sections(context, posting, wording),
        apply=_list_ways(context, posting) if state not in ("closed", "expired") else (),
        contact=say("contact"),
        equal_opportunity=say("equal_opportunity"),
        employer=_find_employer(context, None),
        privacy=link_notices(context, posting) if state not in ("closed", "expired") else (),
    )


def _speak(context: ViewContext, posting: Posting) -> RoleWording:
    assert posting.shown, "postings are shown from a released catalogue"
    local = context.with_figures_of(find_country_of_work(posting.facts))
    return RoleWording(posting.shown, context.tag, local.phrases, context.catalogue)


def _list_ways(context: ViewContext, posting: Posting) -> tuple[Link, ...]:
    """How to apply: the form first, then mail."""
    apply, _ = posting.facts.apply, context._
    ways = []
    if apply and apply.url:
        ways.append(Link(_("Apply online"), apply.url))
    if apply and apply.email:
        ways.append(Link(_("Apply by e-mail"), f"mailto:{apply.email}", note=apply.email))
    return tuple(ways)


def _find_employer(context: ViewContext, path: str | None) -> EmployerBrand:
    employer = context.catalogue.handbook.employer
    name = context.catalogue.words[context.tag].organisation
    logo = links.logo_path(employer.logo) if employer and employer.logo else None
    return EmployerBrand(
        name,
        employer.url if employer else None,
        links.relative_href(path, logo) if path and logo else None,
    )
