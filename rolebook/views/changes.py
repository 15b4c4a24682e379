"""The recorded changes of all roles: on a page of the site, and on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from rolebook.content.catalogue import Catalogue
from rolebook.views import links
from rolebook.views.change_telling import build_version
from rolebook.views.change_values import Side
from rolebook.views.context import ViewContext
from rolebook.views.document_frame import build_document_frame
from rolebook.views.frame import build_frame
from rolebook.views.model import ChangeDay, ChangedRole, ChangesDocument, ChangesPage, Link
from rolebook.views.order import sort_roles


def list_days(context: ViewContext, path: str | None) -> tuple[ChangeDay, ...]:
    """The recorded changes of all roles by the day from which they hold, newest first.

    ``path`` is that of the page whose roles link to theirs; None on paper.
    """
    days: dict[dt.date, list[ChangedRole]] = {}
    site = links.SiteLinks(context.tag, path) if path else links.CharterLinks()
    for role in sort_roles(context):
        side = Side(context, role)
        ref = context.refer(role.id, site)
        for version, record in role.versions.items():
            anchor = f"{role.id}--{'-'.join(version.split())}"
            told = build_version(version, record, side, side)
            days.setdefault(record.effective, []).append(ChangedRole(role.id, anchor, ref, told))
    return group_days(context, days)


def group_days(context: ViewContext, days: Mapping[dt.date, list[ChangedRole]]) -> tuple[ChangeDay, ...]:
    """Changed roles by the day from which their versions hold, newest first."""
    return tuple(
        ChangeDay(
            f"from-{day}",
            context._("Effective from {date}").format(date=context.language.date(day)),
            tuple(roles),
        )
        for day, roles in sorted(days.items(), key=lambda pair: pair[0], reverse=True)
    )


def build_changes_page(context: ViewContext) -> ChangesPage:
    """The changes of all roles, newest first."""
    path = links.changes_path(context.tag)
    _ = context._
    description = _("What changed in the roles from version to version, newest first.")
    return ChangesPage(
        frame=build_frame(
            context, links.changes_path, _("What changed"), description, nav="changes", searchable=False
        ),
        days=list_days(context, path),
        document=Link(
            _("What changed (PDF)"), links.relative_href(path, links.changes_document_path(context.tag))
        ),
    )


def build_changes_document(context: ViewContext) -> ChangesDocument:
    """All recorded changes as a document for staff."""
    book = context.catalogue.handbook
    _ = context._
    version = _("Version {version}, effective {date}").format(
        version=book.version, date=context.language.date(book.effective)
    )
    newest = max(find_days(context.catalogue, context.options.roles))
    intro = _("What changed in the roles from version to version, newest first.")
    frame = build_document_frame(context, _("What changed"), version, str(newest))
    return ChangesDocument(frame, intro, list_days(context, None))


def find_days(catalogue: Catalogue, roles: Iterable[str]) -> list[dt.date]:
    """The days from which recorded versions of these roles hold."""
    return [record.effective for name in roles for record in catalogue.roles[name].versions.values()]
