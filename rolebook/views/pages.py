"""The page of one role: its view, its documents, its relatives."""

from __future__ import annotations

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views import links
from rolebook.views.context import ViewContext
from rolebook.views.frame import build_frame
from rolebook.views.model import ContentsItem, Link, Ref, Role, RolePage
from rolebook.views.role import build_role


def build_role_page(context: ViewContext, role: CatalogueRole, incomplete: frozenset[str]) -> RolePage:
    """The page of a role; ``incomplete`` names the languages in which it is not fully translated."""

    def path_of(tag: str) -> str:
        return links.role_path(tag, role.id)

    path = path_of(context.tag)
    site = links.SiteLinks(context.tag, path)
    view = build_role(context, role, site)
    relatives: tuple[Ref, ...] = ()
    if role.facts.family:
        relatives = tuple(
            context.refer(other.id, site)
            for other in context.catalogue.roles.values()
            if other.facts.family == role.facts.family
            and other.id != role.id
            and other.id in context.options.roles
        )
    _ = context._
    documents = (
        Link(_("Role charter (PDF)"), links.relative_href(path, links.charter_path(context.tag, role.id))),
        Link(
            _("Handbook of all roles (PDF)"),
            links.relative_href(path, links.handbook_path(context.tag, "all")),
        ),
    )
    crumbs = (
        Link(_("Roles"), links.relative_href(path, links.home_path(context.tag))),
        Link(
            context.name("departments", role.department).plain,
            links.relative_href(path, links.home_path(context.tag)) + f"#department={role.department}",
        ),
    )
    return RolePage(
        frame=build_frame(
            context, path_of, view.title.plain, view.summary.plain, nav="roles", incomplete=incomplete
        ),
        role=view,
        contents=_list_contents(context, view, bool(relatives)),
        documents=documents,
        variants=relatives,
        compare=links.relative_href(path, links.compare_path(context.tag)) + f"#a={role.id}",
        breadcrumbs=crumbs,
    )


def _list_contents(context: ViewContext, role: Role, has_relatives: bool) -> tuple[ContentsItem, ...]:
    _ = context._
    sections = (
        (role.purpose, _("Purpose"), "purpose"),
        (role.duties, _("Duties"), "duties"),
        (role.authority, _("Authority"), "authority"),
        (role.accountability, _("Accountability"), "accountability"),
        (role.qualifications, _("Qualifications"), "qualifications"),
        (role.kpis, _("KPIs"), "kpis"),
        (role.penalties, _("Penalties"), "penalties"),
        (role.workflows, _("Workflows"), "workflows"),
        (role.competencies, _("Competencies"), "competencies"),
        (role.relations, _("Relations"), "relations"),
        (role.notes, _("Notes for staff"), "notes"),
        (has_relatives, _("Related roles"), "variants"),
    )
    return tuple(ContentsItem(label, anchor) for content, label, anchor in sections if content)
