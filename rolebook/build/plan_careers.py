"""The plan of what a house shows of itself: brand and logo everywhere; start page and pictures for the public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from rolebook.build.artifact import Artifact
from rolebook.build.sketch import Sketch
from rolebook.content.catalogue import Catalogue
from rolebook.content.employer import LOGO_FOLDER
from rolebook.views import links
from rolebook.views.assessment import is_assessed
from rolebook.views.brand import build_brand, build_picture
from rolebook.views.careers import build_careers_page, say_headline
from rolebook.views.context import ViewContext
from rolebook.views.jobs import build_job_card
from rolebook.views.model import PictureCard
from rolebook.views.posting import list_languages

BRAND_SHEET = "assets/css/brand.css"


def plan_logo(catalogue: Catalogue) -> Iterator[Artifact]:
    """The employer's logo, if there is one."""
    employer = catalogue.handbook.employer
    if employer and employer.logo:
        yield Artifact(links.logo_path(employer.logo), "file", f"{LOGO_FOLDER}/{employer.logo}", "")


def sketch_brand(context: ViewContext) -> Iterator[Sketch]:
    """The style sheet with the colours of the house, if it chose any."""
    if build_brand(context):
        yield Sketch(BRAND_SHEET, "page", "site/brand.css.j2", "", partial(build_brand, context))


def list_unused_assets(context: ViewContext) -> frozenset[str]:
    """Scripts and style sheets that no page of this site uses."""
    unused: set[str] = set()
    if not context.sees("handbook"):
        unused.add("js/compare.js")
    roles = context.catalogue.roles
    if not any(is_assessed(context, roles[name]) for name in context.options.roles):
        unused |= {"js/assess.js", "js/scoring.js", "css/assess.css"}
    if context.options.audience.is_public and not context.catalogue.postings:
        unused.add("js/filter.js")
    return frozenset(unused)


def sketch_careers(context: ViewContext, contexts: Mapping[str, ViewContext]) -> Iterator[Sketch]:
    """The public start page of a language, and the pictures that other sites show of its pages."""
    tag, path = context.tag, links.home_path(context.tag)
    page = partial(build_careers_page, context, contexts)
    yield Sketch(path, "page", "site/careers.html.j2", tag, page)
    if not context.options.base_url:
        return  # nobody could name a picture's address
    yield _sketch_picture(context, path, partial(_picture_home, context))
    for name in context.options.roles:
        path = links.role_path(tag, name)
        yield _sketch_picture(context, path, partial(_picture_role, context, name), role=name)
    for name, posting in context.catalogue.postings.items():
        if tag in list_languages(context, posting):
            path = links.posting_path(tag, name)
            yield _sketch_picture(context, path, partial(_picture_posting, context, contexts, name))


def _sketch_picture(context: ViewContext, page: str, make: partial[PictureCard], role: str = "") -> Sketch:
    return Sketch(links.picture_path(page), "picture", "", context.tag, make, role)


def _picture_home(context: ViewContext) -> PictureCard:
    return build_picture(context, say_headline(context).plain)


def _picture_role(context: ViewContext, name: str) -> PictureCard:
    role = context.catalogue.roles[name]
    title = context.wording(role).sentence("title")
    assert title
    department = context.name("departments", role.department).plain
    return build_picture(context, title.text, (department, context.name("levels", role.level).plain))


def _picture_posting(context: ViewContext, contexts: Mapping[str, ViewContext], name: str) -> PictureCard:
    path = links.posting_path(context.tag, name)
    card = build_job_card(context, contexts, context.catalogue.postings[name], path)
    return build_picture(context, card.title.plain, card.details)
