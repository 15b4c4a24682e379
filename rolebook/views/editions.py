"""The page of printed handbooks: what there is, and by which digest each is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolebook.views import links
from rolebook.views.bilingual_book import find_bilingual_digest, list_bilingual_sections
from rolebook.views.bilingual_edition import open_bilingual_edition
from rolebook.views.book import find_digest
from rolebook.views.context import ViewContext
from rolebook.views.digest import name_digest
from rolebook.views.edition import list_editions, open_edition
from rolebook.views.frame import build_frame
from rolebook.views.model import EditionRow, EditionsPage, Link


def build_editions(context: ViewContext, contexts: Mapping[str, ViewContext]) -> EditionsPage:
    """All printed handbooks of a language, that of all roles first, those in two languages last."""
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
    rows += _list_bilingual(context, contexts, path)
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


def _list_bilingual(
    context: ViewContext, contexts: Mapping[str, ViewContext], path: str
) -> Iterator[EditionRow]:
    for name, facts in context.catalogue.handbook.editions.items():
        if context.tag in facts.languages:
            first, second = (contexts[tag] for tag in facts.languages)
            edition = open_bilingual_edition(first, second, name)
            known = first.digests.get(name_digest(edition.own))
            yield EditionRow(
                context.name("editions", name).plain,
                links.relative_href(path, links.handbook_path(first.tag, name)),
                context.count("{count} role", "{count} roles", len(edition.roles)),
                known or find_bilingual_digest(edition, list_bilingual_sections(edition)),
            )
