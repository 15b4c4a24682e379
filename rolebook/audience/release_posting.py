"""A posting as it is published: the role as this posting shows it, and nothing of what it leaves out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from rolebook.audience.release_role import SECTIONS, drop_entries, release_role
from rolebook.content.audience_facts import Audience, Part
from rolebook.content.catalogue import Role
from rolebook.content.postings import Posting, find_state
from rolebook.content.role_words import OUTLINES
from rolebook.content.yaml_tree import YamlFile

Withheld = Mapping[str, frozenset[str]]
"""Posting → entries of its role, as section and id (qualifications.age), that it must not show."""
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
        if not audience.is_public or find_state(posting, today) not in _UNSEEN
    }


def _release_posting(posting: Posting, role: Role, audience: Audience, withheld: frozenset[str]) -> Posting:
    public = Audience("public", frozenset(cast(tuple[Part, ...], posting.facts.include)))
    shown = _drop_paths(release_role(role, public), withheld.union(posting.facts.withhold))
    if audience.sees_all:
        return replace(posting, shown=shown)
    return replace(
        posting,
        shown=shown,
        facts=posting.facts.model_copy(update={"withhold": ()}),
        file=YamlFile(posting.file.path, (), None),
        word_files={},
    )


def _drop_paths(role: Role, paths: frozenset[str]) -> Role:
    """The role without these entries, each given as section and id."""
    dropped: dict[str, set[str]] = {}
    for path in paths:
        section, _, name = path.partition(".")
        dropped.setdefault(section, set()).add(name)

    def keep(section: str, entries: Mapping[str, Any]) -> dict[str, Any]:
        return {name: entry for name, entry in entries.items() if name not in dropped[section]}

    facts: dict[str, Any] = {}
    words: dict[str, dict[str, Any]] = {tag: {} for tag in role.words}
    for section in dropped.keys() & set(SECTIONS):
        if hasattr(role.facts, section):
            facts[section] = keep(section, getattr(role.facts, section))
        for tag, spoken in role.words.items():
            if section in OUTLINES:
                words[tag][section] = drop_entries(getattr(spoken, section), frozenset(dropped[section]))
            elif hasattr(spoken, section) and section != "purpose":
                words[tag][section] = keep(section, getattr(spoken, section))
    return replace(
        role,
        facts=role.facts.model_copy(update=facts),
        words={tag: spoken.model_copy(update=words[tag]) for tag, spoken in role.words.items()},
    )
