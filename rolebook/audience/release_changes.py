"""The recorded versions of a role as one audience may see them: what a change list tells, its role tells too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rolebook.content.audience_facts import Audience, Part
from rolebook.content.changes import ENTRY_FACTS, EntryChange, RoleChange, RoleChanges, VersionRecord

PERSONAL = frozenset({"age", "sex", "health"})
"""Kinds of requirements that are about the person."""
_PARTS: Mapping[str, Part] = {
    "owner": "versions",
    "review_by": "versions",
    "follows": "workflows",
    **dict.fromkeys(("department", "level", "industry", "family"), "organisation"),
    **dict.fromkeys(("reports_to", "manages", "acts_for", "places", "career"), "organisation"),
}
"""Fields of a role, and the part of the handbook that shows what became of them."""
_NAMES = {
    "measures": "duties",
    "breaks": "duties",
    "spares": "kpis",
    "measured_by": "kpis",
    "alternative_to": "qualifications",
}
"""Fields that name other entries of the role, and the section of those."""
Dropped = Mapping[str, frozenset[str]]


def release_changes(changes: RoleChanges, audience: Audience, dropped: Dropped) -> RoleChanges | None:
    """The versions with only what the audience may see; None if nothing is left.

    ``dropped`` are, by section, the ids of entries that it may not see. The public is not told what is gone: no
    check has looked at those words.
    """
    withheld = {
        section: dropped.get(section, frozenset()) | frozenset(_list_limited(changes, section, audience))
        for section in ENTRY_FACTS
    }
    versions = {}
    for name, record in changes.versions.items():
        released = _release_record(record, audience, withheld)
        if record.is_empty or not released.is_empty:
            versions[name] = released
    return changes.model_copy(update={"versions": versions}) if versions else None


def _list_limited(changes: RoleChanges, section: str, audience: Audience) -> Iterator[str]:
    """The entries that any version knows as a personal limit, or with a caution, for those who see neither."""
    if audience.sees("limits"):
        return
    for record in changes.versions.values():
        for name, entry in record.section(section).items():
            fields = dict(entry.fields())
            kind, flags = fields.get("kind"), fields.get("flags")
            if (flags and (flags.old or flags.new)) or (kind and {kind.old, kind.new} & PERSONAL):
                yield name


def _release_record(record: VersionRecord, audience: Audience, withheld: Dropped) -> VersionRecord:
    changed: dict[str, Any] = {
        "role": _release_role(record.role, audience),
        "texts": {
            text: languages
            for text, languages in record.texts.items()
            if text not in ("purpose", "closing") or audience.sees(text)
        },
    }
    for section in ENTRY_FACTS:
        changed[section] = {}
        for name, entry in record.section(section).items():
            gone = audience.is_public and entry.change == "removed"
            if not audience.sees(section) or gone or name in withheld[section]:  # type: ignore[arg-type]
                continue
            kept = _release_entry(section, entry, audience, withheld)
            if kept.change or kept.words or any(kept.fields()):
                changed[section][name] = kept
    return record.model_copy(update=changed)


def _release_role(change: RoleChange, audience: Audience) -> RoleChange:
    hidden = {name: None for name, part in _PARTS.items() if not audience.sees(part)}
    first = getattr(change, "sections_first", None)
    if first and any(not audience.sees(part) for part in (*(first.old or ()), *(first.new or ()))):
        hidden["sections_first"] = None
    return change.model_copy(update=hidden)


def _release_entry(section: str, entry: EntryChange, audience: Audience, withheld: Dropped) -> EntryChange:
    """The change without the fields that tell of what the audience may not see."""
    hidden: dict[str, Any] = {} if audience.sees("sources") else {"certainty": None}
    for field, changed in entry.fields():
        named_in = section if field == "group" else _NAMES.get(field)
        if named_in is None:
            continue
        named = {name for value in (changed.old, changed.new) for name in _list_names(value)}
        if not audience.sees(named_in) or named & withheld[named_in]:  # type: ignore[arg-type]
            hidden[field] = None
    return entry.model_copy(update=hidden)


def _list_names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
