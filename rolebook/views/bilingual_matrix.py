"""The penalty matrix in two languages: each rule has a row in the first, and below it one in the second."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.views.bilingual import pair, zip_by_id
from rolebook.views.bilingual_edition import BilingualEdition, Chapter, continue_chapter
from rolebook.views.bilingual_labels import pair_all
from rolebook.views.context import ViewContext
from rolebook.views.documents import build_printed_role
from rolebook.views.edition import DOCUMENT
from rolebook.views.model import (
    BilingualLine,
    BilingualMatrixGroup,
    BilingualPenalty,
    BilingualPenaltyChapter,
    MatrixLabels,
)

_ROLES_TOGETHER = 6
"""Of how many roles the penalty rules are laid out together: half as many as in one language."""


def list_bilingual_penalties(edition: BilingualEdition) -> Chapter:
    """The chapter, a few roles at a time; nothing if no role has penalties."""
    roles = [role for role in edition.roles if any(role.facts.penalties.values())]
    labels = MatrixLabels(**pair_all(*(_list_labels(context) for context in edition.both)))
    line = BilingualLine("penalties", labels.title, "back")
    for number, start in enumerate(range(0, len(roles), _ROLES_TOGETHER), 1):
        make = partial(_build_chapter, edition, labels, roles[start : start + _ROLES_TOGETHER], number == 1)
        yield continue_chapter("penalties", edition, make, line, number)


def _build_chapter(
    edition: BilingualEdition, labels: MatrixLabels, roles: Sequence[CatalogueRole], opens: bool
) -> BilingualPenaltyChapter:
    groups = tuple(_build_group(edition, role) for role in roles)
    return BilingualPenaltyChapter(edition.frame, edition.sides, labels, groups, opens)


def _build_group(edition: BilingualEdition, role: CatalogueRole) -> BilingualMatrixGroup:
    first, second = (build_printed_role(context, role, DOCUMENT) for context in edition.both)
    rules = zip_by_id(first.penalties, second.penalties)
    return BilingualMatrixGroup(
        pair(first.title, second.title), tuple(BilingualPenalty(*both) for both in rules)
    )


def _list_labels(context: ViewContext) -> dict[str, str]:
    _, space = context._, "" if context.language.is_cjk else " "
    how = _(
        "Each rule says what follows the first, the second and the third time. An effect that stands across several "
        "columns is the same each time."
    )
    then = _(
        "A penalty takes effect once the person named has confirmed it on the evidence, and the employee may appeal "
        "within the time given."
    )
    return {
        "title": _("Penalty matrix"),
        "intro": f"{how}{space}{then}",
        "caution": _(
            "Fines and deductions from pay may breach employment law where you are; ask counsel before you use them."
        ),
        "number": _("No."),
        "happened": _("What happened"),
        "once": _("1st time"),
        "twice": _("2nd time"),
        "often": _("3rd time or later"),
        "counted": _("Counted"),
        "evidence": _("Evidence of the fault"),
        "confirmed": _("Confirmed by"),
        "appeal": _("Appeal"),
    }
