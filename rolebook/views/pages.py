"""The page of one role: its view, its documents, its relatives."""

from __future__ import annotations

from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.assessment import list_assessment
from rolebook.views.book_assessment import link_assessment
from rolebook.views.calendar import build_role_calendar
from rolebook.views.change_telling import list_versions
from rolebook.views.context import ViewContext
from rolebook.views.digest import remember_role
from rolebook.views.documents import PDF, WORD, has_word_documents
from rolebook.views.forms import list_forms
from rolebook.views.frame import build_frame
from rolebook.views.guides import list_guides
from rolebook.views.jobs import Contexts, list_openings
from rolebook.views.linked_data import mark_trail
from rolebook.views.model import ContentsItem, Link, RelatedRoles, Role, RolePage
from rolebook.views.role import build_page_role
from rolebook.views.section_names import name_sections
from rolebook.views.trace import build_trace

MOST_RELATIVES = 24
"""How many related roles of one kind a page names before it leaves the rest to the list of roles."""


def build_role_page(
    context: ViewContext, role: CatalogueRole, incomplete: frozenset[str], contexts: Contexts
) -> RolePage:
    """The page of a role; ``incomplete`` names the languages in which it is not fully translated.

    ``contexts`` are those of all languages: a vacancy may be written in another one.
    """

    def path_of(tag: str) -> str:
        return links.role_path(tag, role.id)

    path = path_of(context.tag)
    site = links.SiteLinks(context.tag, path)
    view = build_page_role(context, role)
    view = replace(view, trace=build_trace(context, role, view))
    relatives = _find_relatives(context, role, site)
    _ = context._
    home = links.relative_href(path, links.home_path(context.tag))
    is_public = context.options.audience.is_public
    department = context.name("departments", role.department).plain
    crumbs = (
        (Link(_("Roles"), f"{home}#roles"),)
        if is_public
        else (Link(_("Roles"), home), Link(department, f"{home}#department={role.department}"))
    )
    in_handbook = context.sees("handbook")
    if in_handbook:
        remember_role(context, view)
    calendar = build_role_calendar(context, role, site) if in_handbook else ()
    guides = (*list_guides(context, path, role.id), *list_forms(context, path, role.id))
    assessment = list_assessment(context, path, role)
    changes = list_versions(context, role, site)
    return RolePage(
        frame=build_frame(
            context,
            path_of,
            view.title.plain,
            view.summary.plain,
            nav="roles",
            incomplete=incomplete,
            pictured=True,
        ),
        role=view,
        contents=_list_contents(
            context, view, bool(calendar), bool(guides or assessment), bool(relatives), bool(changes)
        ),
        documents=_list_documents(context, path, role) if in_handbook else (),
        variants=relatives,
        compare=links.relative_href(path, links.compare_path(context.tag)) + f"#a={role.id}"
        if in_handbook
        else None,
        breadcrumbs=crumbs,
        trail=mark_trail(context, path, crumbs, view.title.plain),
        calendar=calendar,
        guides=guides,
        assessment=assessment,
        how_assessed=link_assessment(context, path) if view.kpis else None,
        changes=changes,
        openings=list_openings(context, contexts, role.id, path),
    )


def _list_documents(context: ViewContext, path: str, role: CatalogueRole) -> tuple[Link, ...]:
    """The documents to print in which the role stands."""
    _ = context._
    rows = [(_("Role charter (PDF)"), links.charter_path(context.tag, role.id), PDF)]
    if has_word_documents(context):
        rows.append((_("Role charter (Word)"), links.charter_word_path(context.tag, role.id), WORD))
    rows.append((_("Handbook of all roles (PDF)"), links.handbook_path(context.tag, "all"), PDF))
    return tuple(Link(label, links.relative_href(path, to), media=media) for label, to, media in rows)


def _find_relatives(
    context: ViewContext, role: CatalogueRole, site: links.SiteLinks
) -> tuple[RelatedRoles, ...]:
    """The other roles of the same industry, and those of the same family that are not among them.

    Of many, the first ones and a link to the list of all.
    """
    facts = role.facts
    industry = [name for name in context.roles_by("industry")[role.industry] if name != role.id]
    family = [
        name
        for name in (context.roles_by("family")[facts.family] if facts.family else ())
        if name != role.id and context.catalogue.roles[name].industry != role.industry
    ]
    home = links.relative_href(site.path, links.home_path(context.tag))
    is_public = context.options.audience.is_public
    groups = (
        ("industries", "industry", role.industry, industry),
        ("families", "family", facts.family or "", family),
    )
    related = []
    for section, quality, value, names in groups:
        if names:
            rest = Link(
                context.count("All {count} roles", "All {count} roles", len(names) + 1),
                f"{home}#roles" if is_public else f"{home}#{quality}={value}",
            )
            shown = tuple(context.refer(name, site) for name in names[:MOST_RELATIVES])
            more = rest if len(names) > MOST_RELATIVES else None
            related.append(RelatedRoles(context.name(section, value).plain, shown, more))
    return tuple(related)


def _list_contents(
    context: ViewContext,
    role: Role,
    has_calendar: bool,
    has_guides: bool,
    has_relatives: bool,
    has_changes: bool,
) -> tuple[ContentsItem, ...]:
    _ = context._
    labels = name_sections(_)
    sections = [
        (getattr(role, name) or (name == "workflows" and role.shared), labels[name], name)
        for name in role.order
    ]
    sections += [
        (role.trace, _("Traceability"), "traceability"),
        (has_calendar, _("Calendar"), "calendar"),
        (has_guides, _("Guides and forms"), "guides"),
        (role.notes, _("Notes for staff"), "notes"),
        (has_changes, _("What changed"), "changes"),
        (has_relatives, _("Related roles"), "variants"),
    ]
    return tuple(ContentsItem(label, anchor) for content, label, anchor in sections if content)
