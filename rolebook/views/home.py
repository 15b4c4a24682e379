"""The start page of a language, the list of roles, and the page that offers the languages."""

from __future__ import annotations

from collections import Counter

from rolebook.content.catalogue import Catalogue
from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.language.locales import find_language
from rolebook.views import links
from rolebook.views.brand import build_brand, find_icon, find_logo
from rolebook.views.careers import say_headline
from rolebook.views.context import SiteOptions, ViewContext, to_text
from rolebook.views.frame import build_frame
from rolebook.views.linked_data import mark_site
from rolebook.views.model import (
    AboutPage,
    Alternate,
    Choice,
    Filter,
    HomePage,
    LanguageChoicePage,
    Link,
    LostPage,
    LostWords,
    RoleCard,
    Sitemap,
    SitemapEntry,
)
from rolebook.views.model.feeds import Robots
from rolebook.views.order import select_roles, sort_roles
from rolebook.views.orgchart import build_orgchart
from rolebook.views.role import build_scale, build_translation

_FILTERS = (
    ("department", "departments"),
    ("level", "levels"),
    ("industry", "industries"),
    ("family", "families"),
)


def build_home(context: ViewContext) -> HomePage:
    """The start page of one language."""
    words, book = context.catalogue.words[context.tag], context.catalogue.handbook
    path = links.home_path(context.tag)
    site = links.SiteLinks(context.tag, path)
    roles = sort_roles(context)
    introduction = context.pick({tag: w.introduction for tag, w in context.catalogue.words.items()})
    cards = tuple(build_card(context, role, site) for role in roles)

    def link_edition(name: str, label: str, note: str | None = None) -> Link:
        languages = book.editions[name].languages if name in book.editions else ()
        return Link(
            label, links.relative_href(path, links.edition_path(context.tag, name, languages)), note=note
        )

    in_handbook = context.sees("handbook")
    label = context._("Handbook of all roles (PDF)")
    if "all" in book.editions:
        label = context.name("editions", "all").plain
    editions = []
    for name, edition in book.editions.items():
        if name != "all" and context.tag in (edition.languages or (context.tag,)):
            number = len(select_roles(context, edition))
            note = context.count("{count} role", "{count} roles", number)
            editions.append(link_edition(name, context.name("editions", name).plain, note))
    return HomePage(
        frame=build_frame(
            context,
            links.home_path,
            words.title,
            introduction.plain if introduction else words.title,
            nav="roles",
            searchable=False,
        ),
        subtitle=context.pick({tag: w.subtitle for tag, w in context.catalogue.words.items()}),
        introduction=introduction,
        filters=_build_filters(context, roles),
        cards=cards,
        count=context.count("{count} role", "{count} roles", len(cards)),
        chart=build_orgchart(context, site) if context.sees("organisation") else None,
        handbook=link_edition("all", label) if in_handbook else None,
        editions=tuple(editions),
        compare=links.relative_href(path, links.compare_path(context.tag)) if in_handbook else None,
        about=Link(context._("About this handbook"), links.relative_href(path, links.about_path(context.tag)))
        if has_preface(context.catalogue)
        else None,
        policies=Link(context._("Policy report"), links.relative_href(path, links.policies_path(context.tag)))
        if context.options.report
        else None,
        digests=Link(
            context._("All printed handbooks, with their digests"),
            links.relative_href(path, links.handbooks_path(context.tag)),
        )
        if in_handbook
        else None,
    )


def has_preface(catalogue: Catalogue) -> bool:
    """Whether there is a preface to show."""
    return any(words.preface for words in catalogue.words.values())


def build_about(context: ViewContext) -> AboutPage:
    """The preface of the handbook as a page."""
    path = links.about_path(context.tag)
    preface = context.pick({tag: w.preface for tag, w in context.catalogue.words.items()}, block=True)
    assert preface
    title = context._("About this handbook")
    return AboutPage(
        frame=build_frame(context, links.about_path, title, preface.plain),
        preface=preface,
        scale=build_scale(context),
        breadcrumbs=(Link(context._("Roles"), links.relative_href(path, links.home_path(context.tag))),),
    )


def build_card(context: ViewContext, role: CatalogueRole, site: links.SiteLinks) -> RoleCard:
    """A role as an entry of a list."""
    wording = context.wording(role)
    title, summary = wording.sentence("title"), wording.sentence("summary")
    assert title and summary
    names = [context.name(section, value).plain for key, section in _FILTERS if (value := _value(role, key))]
    shown_title, shown_summary = to_text(title), to_text(summary)
    return RoleCard(
        id=role.id,
        href=site.role(role.id) or "",
        title=shown_title,
        summary=shown_summary,
        values=tuple((key, _value(role, key)) for key, _section in _FILTERS),
        department=context.name("departments", role.department).plain,
        level=context.name("levels", role.level).plain,
        industry=context.name("industries", role.industry).plain,
        translation=build_translation(context, role),
        search_text=" ".join([shown_title.plain, shown_summary.plain, role.id, *names]).casefold(),
    )


def _value(role: CatalogueRole, key: str) -> str:
    return role.facts.family or "" if key == "family" else str(getattr(role, key))


def _build_filters(context: ViewContext, roles: list[CatalogueRole]) -> tuple[Filter, ...]:
    _, book = context._, context.catalogue.handbook
    labels = {
        "department": _("Department"),
        "level": _("Level"),
        "industry": _("Industry"),
        "family": _("Family"),
    }
    filters = []
    for key, section in _FILTERS:
        counts = Counter(value for role in roles if (value := _value(role, key)))
        known = [name for name in getattr(book, section) if name in counts]
        choices = tuple(Choice(name, context.name(section, name).plain, counts[name]) for name in known)
        filters.append(Filter(key, labels[key], choices))
    return tuple(filters)


def build_language_choice(contexts: dict[str, ViewContext]) -> LanguageChoicePage:
    """The start page of the site: a choice of language."""
    first = next(iter(contexts.values()))
    options, book = first.options, first.catalogue.handbook
    default = book.source_language if book.source_language in options.languages else options.languages[0]
    words = first.catalogue.words[default]
    base_url, is_public = options.base_url, options.audience.is_public
    alternates = tuple(
        Alternate(tag, links.public_url(base_url, links.home_path(tag)) if base_url else links.home_path(tag))
        for tag in options.languages
    )
    return LanguageChoicePage(
        title=words.organisation if is_public else words.title,
        organisation=words.organisation,
        default_language=default,
        languages=tuple(
            Link(
                find_language(tag).autonym,
                links.home_path(tag),
                tag == default,
                tag,
                say_headline(contexts[tag]).plain if is_public else first.catalogue.words[tag].title,
            )
            for tag in options.languages
        ),
        canonical=links.public_url(base_url, "index.html") if base_url else None,
        alternates=alternates,
        has_brand=build_brand(first) is not None,
        icon=find_icon(first, "index.html"),
        logo=find_logo(first, "index.html") if is_public else None,
        indexed=options.audience.is_public,
        site=mark_site(contexts[default]),
    )


def build_lost_page(contexts: dict[str, ViewContext]) -> LostPage:
    """The page for addresses that do not exist, in all languages."""
    words = []
    for tag, context in contexts.items():
        _, base_url = context._, context.options.base_url
        href = links.public_url(base_url, links.home_path(tag)) if base_url else links.home_path(tag)
        words.append(
            LostWords(
                tag,
                context.language.direction,
                _("Page not found"),
                _("There is no page at this address. It may have been renamed or removed."),
                Link(
                    _("Go to the start page")
                    if context.options.audience.is_public
                    else _("Go to the list of roles"),
                    href,
                    language=tag,
                ),
            )
        )
    choice = build_language_choice(contexts)
    brand = build_brand(next(iter(contexts.values())))
    return LostPage(choice.title, choice.default_language, tuple(words), brand)


def build_robots(options: SiteOptions) -> Robots:
    """What search engines may read: the public's site, and no other."""
    is_public, base_url = options.audience.is_public, options.base_url
    return Robots(is_public, links.public_url(base_url, "sitemap.xml") if is_public and base_url else None)


def build_sitemap(
    contexts: dict[str, ViewContext], pages: list[tuple[str, str, str | None, tuple[str, ...]]]
) -> Sitemap:
    """The sitemap of these pages: (path, the same with ``{}`` for the language, date of change, its languages)."""
    options = next(iter(contexts.values())).options
    base_url = options.base_url
    if not base_url:
        return Sitemap(())
    entries = []
    for path, pattern, changed, languages in pages:
        alternates = tuple(
            Alternate(tag, links.public_url(base_url, pattern.replace("{}", tag, 1))) for tag in languages
        )
        entries.append(
            SitemapEntry(links.public_url(base_url, path), changed, alternates if len(alternates) > 1 else ())
        )
    return Sitemap(tuple(entries))
