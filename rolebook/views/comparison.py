"""Two versions of a project compared, in words: role by role, with old and new sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.history.compare import RoleComparison
from rolebook.history.handbook import HandbookChange
from rolebook.history.words import index_texts
from rolebook.language.markdown import strip_markdown
from rolebook.views import links
from rolebook.views.change_labels import label_field, label_handbook
from rolebook.views.change_telling import build_version, make_detail
from rolebook.views.change_values import Side
from rolebook.views.changes import group_days
from rolebook.views.context import ViewContext
from rolebook.views.document_frame import build_document_frame
from rolebook.views.model import ChangeDay, ChangeDetail, ChangedRole, ChangesDocument, RoleVersion
from rolebook.views.order import sort_roles

_NAMED = {"departments", "levels", "industries", "families", "positions", "parties", "events", "places"}
_NAMED |= {
    "pay_components",
    "flags",
    "majors",
    "kpis",
    "competency_groups",
    "competencies",
    "editions",
    "ratings",
}
"""Sections of the handbook whose entries have names."""


@dataclass(frozen=True)
class Contexts:
    """How one language says the old and the new version."""

    old: ViewContext
    new: ViewContext


def tell_role(contexts: Contexts, role: RoleComparison) -> RoleVersion:
    """What changed in a role that both versions have."""
    assert role.old and role.new and role.new.facts.version
    before, after = Side(contexts.old, role.old), Side(contexts.new, role.new)
    words: dict[tuple[str, str], list[str]] = {}
    for change in role.words:
        words.setdefault((change.section, change.id), []).append(change.field)

    def reworded(section: str, name: str) -> Iterator[ChangeDetail]:
        for field in words.get((section, name), ()):
            old, new = (_find_words(side, section, name, field) for side in (before, after))
            if old == new:
                continue
            _ = contexts.new._
            own = field not in ("", "trigger") and section != ""
            label = label_field(contexts.new, section, field) if own else _("Wording") if section else ""
            yield make_detail(contexts.new, f"words-{field}", label, old, new)

    return build_version(role.new.facts.version, role.record, before, after, reworded=reworded)


def _find_words(side: Side, section: str, name: str, field: str) -> str | None:
    role, context = side.role, side.context
    assert role
    text = index_texts(role.words.get(context.tag)).get((section, name, field))
    return strip_markdown(context.wording(role).fill(section, name, text)) if text else None


def name_role(contexts: Contexts, role: RoleComparison) -> str:
    """The role's title, as the newer of the two versions says it."""
    context, there = (contexts.new, role.new) if role.new else (contexts.old, role.old)
    assert there
    title = context.wording(there).sentence("title")
    return strip_markdown(title.text) if title else role.id


def name_handbook_entry(contexts: Contexts, change: HandbookChange) -> str:
    """What an entry of the handbook is called; its id where it has no name."""
    context = contexts.old if change.change == "removed" else contexts.new
    return context.name(change.section, change.id).plain if change.section in _NAMED else change.id


def build_comparison_document(
    contexts: Contexts, roles: Iterable[RoleComparison], names: tuple[str, str | None]
) -> ChangesDocument:
    """What changed between two versions, as a document for staff; drafts are left out.

    ``names`` are those of the two versions; None is the project as it is now.
    """
    context = contexts.new
    _, book = context._, context.catalogue.handbook
    days: dict[dt.date, list[ChangedRole]] = {}
    gone: list[ChangedRole] = []
    order = {role.id: index for index, role in enumerate(sort_roles(context))}
    for role in sorted(roles, key=lambda role: order.get(role.id, len(order))):
        old, new = (None if side is None or side.facts.draft else side for side in (role.old, role.new))
        if old is None and new is None:
            continue
        if new is None:
            assert old
            gone.append(_show(contexts.old, old, None, _("role no longer exists")))
            continue
        assert new.facts.effective
        if old is None:
            shown = _show(context, new, None, _("new role"))
        else:
            told = tell_role(contexts, role)
            if not told.groups and old.facts.version == new.facts.version:
                continue
            shown = _show(context, new, told, None)
        days.setdefault(new.facts.effective, []).append(shown)
    version = _("Version {version}, effective {date}").format(
        version=book.version, date=context.language.date(book.effective)
    )
    shown_days = group_days(context, days)
    if gone:
        shown_days += (ChangeDay("gone", _("Roles that no longer exist"), tuple(gone)),)
    newest = max([*days, book.effective])
    intro = _("What changed between two versions of the handbook: {old} and {new}.").format(
        old=names[0], new=names[1] or _("the present state")
    )
    if not shown_days:
        intro = _("Nothing changed between the two versions {old} and {new}.").format(
            old=names[0], new=names[1] or _("the present state")
        )
    frame = build_document_frame(context, _("What changed"), version, str(newest))
    return ChangesDocument(frame, intro, shown_days)


def _show(
    context: ViewContext, role: CatalogueRole, told: RoleVersion | None, status: str | None
) -> ChangedRole:
    ref = replace(context.refer(role.id, links.CharterLinks()), href=None)
    return ChangedRole(role.id, f"role-{role.id}", ref, told, status)


__all__ = [
    "Contexts",
    "build_comparison_document",
    "label_handbook",
    "name_handbook_entry",
    "name_role",
    "tell_role",
]
