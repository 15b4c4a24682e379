"""Duties, authority, accountability, workflows, relations: numbered entries and groups of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rolebook.content.catalogue import Role as CatalogueRole
from rolebook.content.catalogue import walk_outline
from rolebook.content.role_facts import DutyFacts, RelationFacts, StepFacts
from rolebook.content.role_words import Group, OutlineEntry
from rolebook.views.context import ViewContext, plain_text, to_text
from rolebook.views.links import CharterLinks, Links
from rolebook.views.model import Entry, SharedWorkflow, Text

_MOST_WORKFLOWS = 50
"""How many workflows of the handbook are kept, each with the links of one page or of all handbooks."""


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
        if isinstance(entry, Group):
            title = wording.group_text(section, key, "title", entry)
            intro = wording.group_text(section, key, "intro", entry)
            items = _build_entries(context, role, section, entry.items, links, f"{number}.", depth + 1)
            shown = to_text(title) if title else plain_text(key)
            words = _Words(title=shown, intro=to_text(intro) if intro else None, items=items)
        else:
            words = _Words(text=to_text(wording.outline_text(section, key, entry)))
        built.append(_build_entry(context, role, section, key, links, number, depth, words))
    return tuple(built)


@dataclass(frozen=True, slots=True)
class _Words:
    """What an entry says: a sentence, or a title and items."""

    text: Text | None = None
    title: Text | None = None
    intro: Text | None = None
    items: tuple[Entry, ...] = ()


def _build_entry(
    context: ViewContext,
    role: CatalogueRole,
    section: str,
    key: str,
    links: Links,
    number: str,
    depth: int,
    words: _Words,
) -> Entry:
    facts = getattr(role.facts, section, {}).get(key)
    related: tuple[str, ...] = ()
    if isinstance(facts, RelationFacts | StepFacts):
        related = facts.with_ if isinstance(facts, RelationFacts) else facts.by
    return Entry(
        id=key,
        anchor=links.anchor(role.id, f"{section}-{key}"),
        number=number,
        depth=depth,
        text=words.text,
        title=words.title,
        intro=words.intro,
        items=words.items,
        cadence=context.cadence(facts.cadence) if isinstance(facts, DutyFacts | StepFacts) else None,
        style=facts.list_ or "" if isinstance(facts, DutyFacts) else "",
        style_label=_say_list(context, facts) if isinstance(facts, DutyFacts) else None,
        note=_say_note(context, role, section, key),
        refs=tuple(context.refer(name, links) for name in related),
        flags=context.flags(getattr(facts, "flags", ())),
        mark=context.mark(role, f"{section}.{key}", "cadence", "count"),
    )


def build_shared_workflow(context: ViewContext, name: str, links: Links) -> SharedWorkflow:
    """A workflow of the handbook with its steps, numbered from 1; ``links`` decides where references lead."""
    return context.keep(
        "workflows", (name, links), lambda: _build_shared_workflow(context, name, links), most=_MOST_WORKFLOWS
    )


def _build_shared_workflow(context: ViewContext, name: str, links: Links) -> SharedWorkflow:
    catalogue = context.catalogue
    facts, source = catalogue.handbook.workflows[name].steps, catalogue.handbook.source_language
    own, above = (catalogue.words[tag].workflows.get(name) for tag in (context.tag, source))
    groups = [(tag, group, _index_entries(group)) for tag, group in ((source, above), (context.tag, own))]

    def pick(key: str | None, field: str) -> Text | None:
        words = {}
        for tag, group, entries in groups:
            entry = entries.get(key) if key else group
            found = getattr(entry, field, None) if isinstance(entry, Group) else entry
            words[tag] = found if isinstance(found, str) else None
        return context.pick(words)

    def build(entries: Mapping[str, OutlineEntry], prefix: str, depth: int) -> tuple[Entry, ...]:
        rows = []
        for index, (key, entry) in enumerate(((k, e) for k, e in entries.items() if e is not None), 1):
            step = facts.get(key)
            group = entry if isinstance(entry, Group) else None
            rows.append(
                Entry(
                    id=key,
                    anchor=f"workflow--{name}--{key}",
                    number=f"{prefix}{index}",
                    depth=depth,
                    text=None if group else pick(key, "") or plain_text(key),
                    title=pick(key, "title") or plain_text(key) if group else None,
                    intro=pick(key, "intro") if group else None,
                    items=build(group.items, f"{prefix}{index}.", depth + 1) if group else (),
                    cadence=context.cadence(step.cadence) if step else None,
                    refs=tuple(context.refer(who, links) for who in step.by) if step else (),
                )
            )
        return tuple(rows)

    items = build(above.items, "", 0) if isinstance(above, Group) else ()
    return SharedWorkflow(
        name, f"workflow--{name}", pick(None, "title") or plain_text(name), pick(None, "intro"), items
    )


def _index_entries(group: OutlineEntry) -> dict[str, OutlineEntry]:
    items = walk_outline(group.items) if isinstance(group, Group) else ()
    return {item.id: item.entry for item in items}


def _say_list(context: ViewContext, facts: DutyFacts) -> str | None:
    _ = context._
    if facts.list_ is None:
        return None
    return {
        "checklist": _("checklist"),
        "record": _("data to record"),
        "documents": _("documents"),
        "promises": _("promises"),
    }[facts.list_]


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
