"""A role as one audience may see it: facts, words of every language, and nothing that leads to the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from rolebook.audience.release_changes import PERSONAL, release_changes
from rolebook.content.audience_facts import Audience, Part
from rolebook.content.catalogue import Role, walk_outline
from rolebook.content.role_facts import (
    CareerFacts,
    KpiFacts,
    PenaltyFacts,
    QualificationFacts,
    RoleFacts,
    SectionName,
)
from rolebook.content.role_words import OUTLINES, Group, Outline, OutlineEntry, RoleWords

SECTIONS: tuple[Part, ...] = get_args(SectionName)
_CAUTIONED = ("duties", "authority", "qualifications", "penalties")
"""Sections whose entries can carry cautions."""
_ORGANISATION: Mapping[str, Any] = {
    "reports_to": (),
    "manages": (),
    "acts_for": (),
    "places": (),
    "career": CareerFacts(),
}
_VERSIONS: Mapping[str, Any] = {"version": None, "review_by": None, "owner": None}


def release_role(role: Role, audience: Audience, withheld: frozenset[str] = frozenset()) -> Role:
    """The role with only what the audience may see, and without its files.

    ``withheld`` are entries, as section and id (qualifications.age), that it may not see on top of that.
    """
    dropped = find_hidden(role, audience, withheld)
    facts = _release_facts(role.facts, audience, dropped)
    words = {tag: _release_words(words, audience, dropped) for tag, words in role.words.items()}
    seen = audience.sees("organisation")
    changes = role.changes if audience.sees("versions") else None
    return replace(
        role,
        facts=facts,
        words=words,
        reports_to=role.reports_to if seen else (),
        manages=role.manages if seen else (),
        files=(),
        word_files={},
        changes=release_changes(changes, audience, dropped) if changes else None,
        changes_file=None,
    )


def _list_inside(role: Role, section: str, groups: frozenset[str]) -> Iterator[str]:
    """What stands within these groups, in whichever language: it goes with them, and so do its facts."""
    for words in role.words.values():
        for item in walk_outline(getattr(words, section)):
            if not groups.isdisjoint(item.groups):
                yield item.id


def find_hidden(
    role: Role, audience: Audience, withheld: frozenset[str] = frozenset()
) -> dict[str, frozenset[str]]:
    """By section, the ids of the entries that an audience may not see although it sees the section."""
    dropped: dict[str, frozenset[str]] = {
        section: list_withheld(role.facts, section, audience) for section in SECTIONS
    }
    for path in withheld:
        section, _, name = path.partition(".")
        if section in dropped:
            dropped[section] |= {name}
    for section in OUTLINES:
        if dropped[section]:
            dropped[section] |= frozenset(_list_inside(role, section, dropped[section]))
    return dropped


def list_withheld(facts: RoleFacts, section: str, audience: Audience) -> frozenset[str]:
    """The ids of a section's entries that are kept from an audience: personal limits, and what carries a caution."""
    if audience.sees("limits") or section not in _CAUTIONED:
        return frozenset()
    return frozenset(
        name
        for name, entry in getattr(facts, section).items()
        if entry is not None
        and (entry.flags or (isinstance(entry, QualificationFacts) and entry.kind in PERSONAL))
    )


def list_mentions(role: Role) -> Iterator[str]:
    """Every text and key in the facts of a role: the ids of all that its sentences name are among them."""
    waiting: list[Any] = [role.facts.model_dump()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple):
            waiting += value


def _release_facts(facts: RoleFacts, audience: Audience, dropped: Mapping[str, frozenset[str]]) -> RoleFacts:
    changes: dict[str, Any] = {"extends": None}
    for section in SECTIONS:
        entries = getattr(facts, section, None)
        if entries:
            kept = entries if audience.sees(section) else {}
            changes[section] = {n: e for n, e in kept.items() if n not in dropped.get(section, ())}
    changes["sections_first"] = tuple(
        name for name in facts.sections_first if audience.sees(cast(Part, name))
    )
    if not audience.sees("workflows"):
        changes["follows"] = ()
    if not audience.sees("organisation"):
        changes |= _ORGANISATION
    if not audience.sees("versions"):
        changes |= _VERSIONS
    if not audience.sees("sources"):
        changes["provenance"] = {}
    if not audience.sees("findings"):
        changes["suppress"] = {}
    return _cut_references(facts.model_copy(update=changes), audience, dropped)


def _cut_references(facts: RoleFacts, audience: Audience, dropped: Mapping[str, frozenset[str]]) -> RoleFacts:
    """The facts, in which no entry names another one that is gone."""
    lost = dropped["qualifications"]
    duties = dropped["duties"] if audience.sees("duties") else None

    def cut_duties(names: tuple[str, ...]) -> tuple[str, ...]:
        return () if duties is None else tuple(name for name in names if name not in duties)

    def cut_requirement(entry: QualificationFacts) -> QualificationFacts:
        return entry.model_copy(
            update={
                "alternative_to": None if entry.alternative_to in lost else entry.alternative_to,
                "measured_by": entry.measured_by if entry.measured_by in facts.kpis else None,
            }
        )

    def cut_kpi(entry: KpiFacts) -> KpiFacts:
        return entry.model_copy(update={"measures": cut_duties(entry.measures)})

    def cut_penalty(entry: PenaltyFacts) -> PenaltyFacts:
        spared = tuple(name for name in entry.spares if name in facts.kpis)
        return entry.model_copy(update={"breaks": cut_duties(entry.breaks), "spares": spared})

    return facts.model_copy(
        update={
            "qualifications": {n: cut_requirement(e) if e else e for n, e in facts.qualifications.items()},
            "kpis": {n: cut_kpi(e) if e else e for n, e in facts.kpis.items()},
            "penalties": {n: cut_penalty(e) if e else e for n, e in facts.penalties.items()},
        }
    )


def _release_words(words: RoleWords, audience: Audience, dropped: Mapping[str, frozenset[str]]) -> RoleWords:
    changes: dict[str, Any] = {}
    for section in SECTIONS:
        if not hasattr(words, section):
            continue
        if not audience.sees(section):
            changes[section] = None if section == "purpose" else {}
        elif section in OUTLINES:
            changes[section] = drop_entries(getattr(words, section), dropped.get(section, frozenset()))
        elif section != "purpose":
            gone = dropped.get(section, frozenset())
            changes[section] = {n: e for n, e in getattr(words, section).items() if n not in gone}
    if not audience.sees("notes"):
        changes["notes"] = {}
    if not audience.sees("closing"):
        changes["closing"] = None
    return words.model_copy(update=changes)


def drop_entries(outline: Outline, names: frozenset[str]) -> Outline:
    """An outline without these entries, and without the groups that are empty then."""
    if names.isdisjoint(item.id for item in walk_outline(outline)):
        return outline
    kept: dict[str, OutlineEntry] = {}
    for name, entry in outline.items():
        if name in names:
            continue
        if isinstance(entry, Group):
            items = drop_entries(entry.items, names)
            if entry.items and not items:
                continue
            entry = entry.model_copy(update={"items": items})
        kept[name] = entry
    return kept
