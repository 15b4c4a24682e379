"""How assessment works: the sentences that hold for the rules of these roles, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.book_example import build_worked_example
from rolebook.views.book_rules import explain_formula, explain_penalties, explain_scores
from rolebook.views.context import ViewContext
from rolebook.views.frame import build_frame, has_guides
from rolebook.views.model import AssessmentGuide, AssessmentGuidePage, ContentsItem, Link, Rating
from rolebook.views.order import sort_roles


def has_assessment(context: ViewContext) -> bool:
    """Whether any role that is shown is assessed: has a KPI."""
    roles = (context.catalogue.roles[name] for name in context.options.roles)
    return any(facts for role in roles for facts in role.facts.kpis.values())


def build_assessment_guide(
    context: ViewContext, roles: Sequence[CatalogueRole], document: links.Links, prefix: str = ""
) -> AssessmentGuide | None:
    """The chapter for these roles; None if none of them has a KPI. ``prefix`` begins its anchors."""
    kpis = [facts for role in roles for facts in role.facts.kpis.values() if facts is not None]
    if not kpis:
        return None
    penalties = [facts for role in roles for facts in role.facts.penalties.values() if facts is not None]
    ratings = build_ratings(context)
    _ = context._
    return AssessmentGuide(
        title=_("How assessment works"),
        opening=_(
            "What is assessed is known beforehand: each KPI has a target, a weight and a rule by which a result "
            "becomes a score. The same results always give the same total."
        ),
        method=(
            explain_formula(context, kpis, penalties, prefix),
            explain_scores(context, kpis, prefix),
        ),
        ratings_title=_("Ratings"),
        ratings_anchor=f"{prefix}ratings",
        ratings=ratings,
        rules=explain_penalties(context, penalties, prefix),
        example=build_worked_example(context, roles, document, f"{prefix}example"),
    )


def link_assessment(context: ViewContext, path: str) -> Link | None:
    """The link from a page to that on assessment; None if there is nothing to assess."""
    if not has_assessment(context):
        return None
    href = links.relative_href(path, links.assessment_guide_path(context.tag))
    return Link(context._("How assessment works"), href)


def build_assessment_guide_page(context: ViewContext) -> AssessmentGuidePage:
    """The site's page on how assessment works, for all roles that have a page."""
    path = links.assessment_guide_path(context.tag)
    guide = build_assessment_guide(context, sort_roles(context), links.SiteLinks(context.tag, path))
    assert guide
    parts = [(part.title, part.anchor) for part in guide.method]
    parts += [(guide.ratings_title, guide.ratings_anchor)] if guide.ratings else []
    parts += [(part.title, part.anchor) for part in guide.rules]
    parts += [(guide.example.title, guide.example.anchor)] if guide.example else []
    return AssessmentGuidePage(
        build_frame(context, links.assessment_guide_path, guide.title, guide.opening, nav="guides"),
        guide,
        tuple(ContentsItem(label, anchor) for label, anchor in parts),
        (_link_overview(context, path),),
    )


def _link_overview(context: ViewContext, path: str) -> Link:
    """The way back: the page of guides, or the start page where there is none."""
    if has_guides(context.catalogue):
        return Link(context._("Guides and forms"), links.relative_href(path, links.guides_path(context.tag)))
    return Link(context._("Roles"), links.relative_href(path, links.home_path(context.tag)))


def build_ratings(context: ViewContext) -> tuple[Rating, ...]:
    """The rating scale from the best to the worst, with the totals that earn each rating."""
    _, number, book = context._, context.language.number, context.catalogue.handbook
    rows = []
    above: Decimal | None = None
    for name, facts in book.ratings.items():
        low = facts.from_
        if low is None:
            said = _("every total") if above is None else _("less than {value}").format(value=number(above))
        elif above is None:
            said = _("{value} or more").format(value=number(low))
        else:
            said = _("{low} to below {high}").format(low=number(low), high=number(above))
        failed = None if facts.passed else _("not passed")
        mark = context.mark_source(book.provenance, f"ratings.{name}")
        words = context.name("ratings", name), said, context.description("ratings", name)
        rows.append(Rating(*words, failed, mark))
        above = low
    return tuple(rows)
