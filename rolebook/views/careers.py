"""The start page of the public site: who we are, what is open, why people stay, and all roles."""

from __future__ import annotations

from collections import Counter

from rolebook.content.careers_words import CareersWords
from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.frame import build_frame
from rolebook.views.jobs import Contexts, count_openings, list_open_jobs
from rolebook.views.linked_data import mark_employer
from rolebook.views.model import Link, Text
from rolebook.views.model.careers import CareersPage, Promise, RoleEntry, RoleShelf
from rolebook.views.order import sort_roles

MOST_JOBS = 9
"""How many vacancies the start page shows; if there are more, the newest of them, and a link to all."""


def build_careers_page(context: ViewContext, contexts: Contexts) -> CareersPage:
    """The start page of the public site in one language."""
    _, path = context._, links.home_path(context.tag)
    # Newest first, and before others those that are written in the reader's language.
    cards = tuple(sorted(list_open_jobs(context, contexts, path), key=lambda card: bool(card.language)))
    title = say_headline(context)
    introduction = context.pick({tag: words.introduction for tag, words in _list_words(context)}, block=True)
    organisation = context.catalogue.words[context.tag].organisation
    about = _("Open vacancies and all roles at {organisation}.").format(organisation=organisation)
    jobs = links.relative_href(path, links.jobs_path(context.tag))
    return CareersPage(
        frame=build_frame(
            context,
            links.home_path,
            title.plain,
            introduction.plain if introduction else about,
            nav="home",
            searchable=False,
            pictured=True,
        ),
        title=title,
        introduction=introduction,
        cards=cards[:MOST_JOBS],
        job_count=context.count("{count} vacancy", "{count} vacancies", len(cards)),
        all_jobs=Link(_("All vacancies"), jobs) if context.catalogue.postings else None,
        no_jobs=None
        if cards
        else _(
            "There are no open vacancies at the moment. The roles below show what people do here: please look in again."
        ),
        promises=_list_promises(context),
        shelves=_fill_shelves(context, path),
        role_count=context.count("{count} role", "{count} roles", len(context.options.roles)),
        employer=mark_employer(context),
    )


def say_headline(context: ViewContext) -> Text:
    """The headline of the start page: the house's own, or a plain one."""
    own = context.pick({tag: words.title for tag, words in _list_words(context)})
    organisation = context.catalogue.words[context.tag].organisation
    return own or plain_text(context._("Work at {organisation}").format(organisation=organisation))


def _list_words(context: ViewContext) -> list[tuple[str, CareersWords]]:
    return [(tag, words.careers) for tag, words in context.catalogue.words.items()]


def _list_promises(context: ViewContext) -> tuple[Promise, ...]:
    """The reasons to work here, in the order of the source language."""
    words = dict(_list_words(context))
    promises = []
    for name in words[context.catalogue.handbook.source_language].promises:
        given = {tag: own.promises[name] for tag, own in words.items() if name in own.promises}
        title = context.pick({tag: promise.title for tag, promise in given.items()})
        text = context.pick({tag: promise.text for tag, promise in given.items()})
        assert title
        promises.append(Promise(title, text))
    return tuple(promises)


def _fill_shelves(context: ViewContext, path: str) -> tuple[RoleShelf, ...]:
    """All roles by family or by department, whichever leaves the fewest on the fullest shelf."""
    roles = sort_roles(context)
    by_department = Counter(role.department for role in roles)
    by_family = Counter(role.facts.family for role in roles)
    in_families = None not in by_family and max(by_family.values(), default=0) < max(
        by_department.values(), default=0
    )
    section = "families" if in_families else "departments"
    site = links.SiteLinks(context.tag, path)
    openings = count_openings(context)
    filled: dict[str, list[RoleEntry]] = {name: [] for name in getattr(context.catalogue.handbook, section)}
    for role in roles:
        name = (role.facts.family or "") if in_families else role.department
        level = None if in_families else context.name("levels", role.level).plain
        filled[name].append(_build_entry(context, role, site, level, openings[role.id]))
    return tuple(
        RoleShelf(f"roles-{name}", context.name(section, name).plain, tuple(entries))
        for name, entries in filled.items()
        if entries
    )


def _build_entry(
    context: ViewContext, role: CatalogueRole, site: links.SiteLinks, level: str | None, openings: int
) -> RoleEntry:
    title = context.wording(role).sentence("title")
    assert title
    return RoleEntry(
        title=to_text(title),
        href=site.role(role.id) or "",
        level=level,
        openings=context.count("{count} vacancy", "{count} vacancies", openings) if openings else None,
    )
