"""Guides: articles attached to roles, and the page that lists them with forms and shared workflows."""

from __future__ import annotations

from dataclasses import replace

from rolebook.content.guides import Article, GuideSource
from rolebook.views import links
from rolebook.views.book_assessment import link_assessment
from rolebook.views.context import ViewContext
from rolebook.views.forms import list_forms
from rolebook.views.frame import build_frame
from rolebook.views.model import ContentsItem, Guide, GuideCard, GuidePage, GuideSection, GuidesPage, Link
from rolebook.views.outline import build_shared_workflow


def build_guide(context: ViewContext, source: GuideSource, document: links.Links) -> Guide:
    """A guide in one language; sections that are not translated stand in the source language, marked."""
    origin = context.catalogue.language_of(source)
    original = source.articles[origin]
    own = source.articles.get(context.tag)
    prefix = f"guide--{source.id}"
    sections = []
    for index, section in enumerate(original.sections):
        other = own.sections[index] if own and index < len(own.sections) else None
        title = context.pick_from(
            {context.tag: other.title if other else None, origin: section.title}, origin
        )
        text = context.pick_from(
            {context.tag: other.text if other else None, origin: section.text}, origin, block=True
        )
        assert title and text
        sections.append(
            GuideSection(
                f"{prefix}--{index + 1}",
                title,
                text,
                context.mark_source(source.facts.provenance, str(index + 1)),
            )
        )

    def say(name: str) -> dict[str, str | None]:
        return {tag: getattr(article, name) for tag, article in _both(context, source).items()}

    title, opening = (context.pick_from(say(name), origin) for name in ("title", "opening"))
    assert title and opening
    roles = tuple(
        context.refer(name, document) for name in source.facts.roles if name in context.options.roles
    )
    return Guide(source.id, prefix, source.facts.kind, title, opening, tuple(sections), roles)


def build_guide_page(context: ViewContext, source: GuideSource) -> GuidePage:
    """The page of one guide."""

    def path_of(tag: str) -> str:
        return links.guide_path(tag, source.id)

    path = path_of(context.tag)
    view = build_guide(context, source, links.SiteLinks(context.tag, path))
    view = replace(
        view, sections=tuple(replace(s, anchor=f"section-{n}") for n, s in enumerate(view.sections, 1))
    )
    contents = tuple(ContentsItem(section.title.plain, section.anchor) for section in view.sections)
    label, overview = context._("Guides and forms"), links.guides_path(context.tag)
    return GuidePage(
        build_frame(context, path_of, view.title.plain, view.opening.plain, nav="guides"),
        view,
        contents,
        (Link(label, links.relative_href(path, overview)),),
    )


def build_guides(context: ViewContext) -> GuidesPage:
    """The list of all guides, forms and shared workflows."""
    path = links.guides_path(context.tag)
    site = links.SiteLinks(context.tag, path)
    description = context._(
        "Advice for those who lead, forms to fill in, and workflows that several roles share."
    )
    return GuidesPage(
        build_frame(context, links.guides_path, context._("Guides and forms"), description, nav="guides"),
        list_guides(context, path),
        list_forms(context, path),
        tuple(build_shared_workflow(context, name, site) for name in context.catalogue.handbook.workflows),
        link_assessment(context, path),
    )


def list_guides(context: ViewContext, path: str, role: str | None = None) -> tuple[GuideCard, ...]:
    """The guides, of one role or all, as links of the page at ``path``."""
    cards = []
    for source in context.catalogue.guides.values():
        if role is not None and role not in source.facts.roles:
            continue
        origin = context.catalogue.language_of(source)
        words = _both(context, source)
        title, opening = (
            context.pick_from({tag: getattr(article, name) for tag, article in words.items()}, origin)
            for name in ("title", "opening")
        )
        assert title and opening
        href = links.relative_href(path, links.guide_path(context.tag, source.id))
        cards.append(GuideCard(title, opening, href, source.facts.kind))
    return tuple(cards)


def _both(context: ViewContext, source: GuideSource) -> dict[str, Article]:
    """The article in the language of the page and in its own."""
    tags = (context.catalogue.language_of(source), context.tag)
    return {tag: source.articles[tag] for tag in tags if tag in source.articles}
