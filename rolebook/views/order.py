"""Which roles an edition holds, and in which order roles stand wherever several are shown."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.handbook_models import Edition
from rolebook.views.context import ViewContext

PARTS = {"department": "departments", "industry": "industries", "family": "families"}
"""The section of the handbook whose entries the parts of an edition are."""


def sort_roles(context: ViewContext) -> list[CatalogueRole]:
    """The roles to show: by department as the handbook lists them, high levels first, then by title."""
    return list(context.keep("order", "", lambda: _sort_roles(context)))


def _sort_roles(context: ViewContext) -> tuple[CatalogueRole, ...]:
    book = context.catalogue.handbook
    departments, levels = list(book.departments), list(book.levels)

    def key(role: CatalogueRole) -> tuple[int, int, str]:
        title = context.wording(role).sentence("title")
        return (
            departments.index(role.department),
            -levels.index(role.level),
            title.text if title else role.id,
        )

    return tuple(sorted((context.catalogue.roles[name] for name in context.options.roles), key=key))


def select_roles(context: ViewContext, edition: Edition) -> list[CatalogueRole]:
    """The roles of an edition, in the order of the handbook."""
    return [role for role in sort_roles(context) if edition.holds(role.facts)]


def split_parts(
    context: ViewContext, edition: Edition, roles: Sequence[CatalogueRole]
) -> list[tuple[str, list[CatalogueRole]]]:
    """The roles of an edition by its parts, in the order of the handbook; those of none, under "", come last."""
    shelves: dict[str, list[CatalogueRole]] = {}
    for role in roles:
        name = {"department": role.department, "industry": role.industry, "family": role.facts.family or ""}
        shelves.setdefault(name[edition.parts], []).append(role)
    known = [name for name in getattr(context.catalogue.handbook, PARTS[edition.parts]) if name in shelves]
    return [(name, shelves[name]) for name in (*known, *({""} & shelves.keys()))]
