"""The page of printed handbooks: what there is, and by which digest each is known."""

from __future__ import annotations

from rolebook.views import links
from rolebook.views.book import find_digest
from rolebook.views.context import ViewContext
from rolebook.views.edition import list_editions, open_edition
from rolebook.views.frame import build_frame
from rolebook.views.model import EditionRow, EditionsPage, Link


def build_editions(context: ViewContext) -> EditionsPage:
    """All printed handbooks of a language, that of all roles first."""
    path = links.handbooks_path(context.tag)
    rows = []
    for name in list_editions(context):
        edition = open_edition(context, name)
        rows.append(
            EditionRow(
                edition.label,
                links.relative_href(path, links.handbook_path(context.tag, name)),
                context.count("{count} role", "{count} roles", len(edition.roles)),
                find_digest(edition),
            )
        )
    _ = context._
    title = _("Handbooks to print")
    description = _("The printed handbooks of this language, with their digests.")
    return EditionsPage(
        build_frame(context, links.handbooks_path, title, description, searchable=False),
        title,
        _(
            "A digest is computed from all that an edition says. It stands in the imprint, on the sheet to sign and in "
            "the properties of the file: where they are the same, so is the text."
        ),
        tuple(rows),
        (Link(_("Roles"), links.relative_href(path, links.home_path(context.tag))),),
    )
