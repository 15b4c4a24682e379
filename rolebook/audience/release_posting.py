"""A posting as it is published: the role as this posting shows it, and nothing of what it leaves out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from rolebook.audience.release_role import release_role
from rolebook.content.audience_facts import Audience, Part
from rolebook.content.catalogue import Role
from rolebook.content.postings import Posting, find_state
from rolebook.content.yaml_tree import YamlFile

Withheld = Mapping[str, frozenset[str]]
"""Posting or role → entries, as section and id (qualifications.age), that must not be shown to the public."""
_UNSEEN = frozenset({"draft", "not-yet-open"})


def release_postings(
    postings: Mapping[str, Posting],
    roles: Mapping[str, Role],
    audience: Audience,
    today: dt.date,
    withheld: Withheld,
) -> dict[str, Posting]:
    """Every posting that the audience may see on a day, each with its role as it shows it.

    Whoever reads it, a posting is made for the public: it never holds what the public may not see.
    """
    return {
        name: _release_posting(posting, roles[posting.role], audience, withheld.get(name, frozenset()))
        for name, posting in postings.items()
        if not audience.is_public or _is_public(posting, roles[posting.role], today)
    }


def _is_public(posting: Posting, role: Role, today: dt.date) -> bool:
    """A closed posting keeps its page, but not if its role became a draft again: it would tell the draft."""
    return find_state(posting, today) not in _UNSEEN and not role.facts.draft


def _release_posting(posting: Posting, role: Role, audience: Audience, withheld: frozenset[str]) -> Posting:
    public = Audience("public", frozenset(cast(tuple[Part, ...], posting.facts.include)))
    shown = release_role(role, public, withheld.union(posting.facts.withhold))
    if audience.sees("findings"):
        return replace(posting, shown=shown)
    return replace(
        posting,
        shown=shown,
        facts=posting.facts.model_copy(update={"withhold": (), "suppress": {}}),
        file=YamlFile(posting.file.path, (), None),
        word_files={},
    )
