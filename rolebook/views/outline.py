"""Duties, authority, accountability, workflows, relations: numbered entries and groups of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.role_facts import DutyFacts, RelationFacts
from rolebook.content.role_words import Group, OutlineEntry
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.links import CharterLinks, Links
from rolebook.views.model import Entry


def build_outline(context: ViewContext, role: CatalogueRole, section: str, links: Links) -> tuple[Entry, ...]:
    """The entries of a section as the source language arranges them, numbered 1, 1.1, 1.1.1."""
    return _build_entries(context, role, section, getattr(role.source_words, section), links, "", 0)


def _build_entries(
    context: ViewContext,
    role: CatalogueRole,
    section: str,
    entries: Mapping[str, OutlineEntry],
    links: Links,
    prefix: str,
    depth: int,
) -> tuple[Entry, ...]:
    wording = context.wording(role)
    built = []
    for index, (key, entry) in enumerate(entries.items(), 1):
        if entry is None:
            continue
        number = f"{prefix}{index}"
        bare = _build_bare(context, role, section, key, links, number, depth)
        if isinstance(entry, Group):
            title = wording.group_text(section, key, "title", entry)
            intro = wording.group_text(section, key, "intro", entry)
            items = _build_entries(context, role, section, entry.items, links, f"{number}.", depth + 1)
            shown = to_text(title) if title else plain_text(key)
            built.append(replace(bare, title=shown, intro=to_text(intro) if intro else None, items=items))
        else:
            built.append(replace(bare, text=to_text(wording.outline_text(section, key, entry))))
    return tuple(built)


def _build_bare(
    context: ViewContext, role: CatalogueRole, section: str, key: str, links: Links, number: str, depth: int
) -> Entry:
    """All of an entry but its words."""
    facts = getattr(role.facts, section, {}).get(key)
    related = facts.with_ if isinstance(facts, RelationFacts) else ()
    return Entry(
        id=key,
        anchor=links.anchor(role.id, f"{section}-{key}"),
        number=number,
        depth=depth,
        cadence=_say_cadence(context, facts) if isinstance(facts, DutyFacts) else None,
        note=_say_note(context, role, section, key),
        refs=tuple(context.refer(name, links) for name in related),
        flags=context.flags(getattr(facts, "flags", ())),
        mark=context.mark(role, f"{section}.{key}"),
    )


def _say_cadence(context: ViewContext, duty: DutyFacts) -> str | None:
    if duty.cadence is None:
        return None
    event = duty.cadence.before or duty.cadence.after
    return context.say.cadence(duty.cadence, context.name("events", event).plain if event else None) or None


def _say_note(context: ViewContext, role: CatalogueRole, section: str, key: str) -> str | None:
    power = role.facts.authority.get(key) if section == "authority" else None
    if power is None or power.kind == "decides":
        return None
    _ = context._
    if power.by is None:
        return _("proposes") if power.kind == "proposes" else _("within a delegation")
    name = context.refer(power.by, CharterLinks()).label.plain
    pattern = _("proposes; decision: {who}") if power.kind == "proposes" else _("by delegation: {who}")
    return pattern.format(who=name)
