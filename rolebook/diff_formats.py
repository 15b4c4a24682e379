"""What changed between two versions, for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rolebook.content.changes import ENTRY_FACTS, Changed
from rolebook.diagnostic_formats import clean
from rolebook.history.compare import RoleComparison
from rolebook.versions import Versions
from rolebook.views.change_labels import label_handbook
from rolebook.views.comparison import Contexts, name_handbook_entry, name_role, tell_role
from rolebook.views.model import ChangeDetail, ChangeEntry

FORMAT = 1
"""The number of the JSON format; it changes when a field changes its meaning or is taken away."""


def format_human(versions: Versions, contexts: Contexts, roles: Mapping[str, RoleComparison]) -> str:
    """All changes in words, in the language of the contexts; empty if there are none."""
    blocks = ["\n".join(_tell_role(contexts, role)) for role in roles.values() if role.state != "same"]
    handbook = "\n".join(_tell_handbook(versions, contexts))
    whole = "\n\n".join([*blocks, *([handbook] if handbook else [])])
    return "\n".join(clean(line) for line in whole.split("\n"))


def _tell_role(contexts: Contexts, role: RoleComparison) -> Iterator[str]:
    _ = contexts.new._
    title = f"{role.id} · {name_role(contexts, role)}"
    if role.old is None or role.new is None:
        yield f"{title}: " + (_("new role") if role.old is None else _("role no longer exists"))
        return
    before, after = role.old.facts, role.new.facts
    yield f"{title}: " + _("version {version}").format(
        version=after.version if before.version == after.version else f"{before.version} → {after.version}"
    )
    for group in tell_role(contexts, role).groups:
        yield f"  {group.label}"
        for entry in group.entries:
            yield from _tell_entry(entry, is_field=group.id == "role")
    yield from _tell_languages(contexts, role)
    for advice in list_advice(contexts, role):
        yield f"  ! {advice}"


def _tell_entry(entry: ChangeEntry, *, is_field: bool) -> Iterator[str]:
    head = entry.name.plain if is_field else f"{entry.id} “{_cut(entry.name.plain)}”"
    if entry.status_label:
        head += f" ({entry.status_label})"
    if is_field and len(entry.details) == 1:
        yield f"    {head}: {_show(entry.details[0], entry)}"
        return
    yield f"    {head}"
    for detail in entry.details:
        yield f"      {detail.label}: {_show(detail, entry)}"
    for note in entry.notes:
        yield f"      {note}"


def _show(detail: ChangeDetail, entry: ChangeEntry) -> str:
    """A value before and after; of a new entry only what is."""
    if entry.status == "added":
        return detail.new or "–"
    return f"{detail.old or '–'} → {detail.new or '–'}"


def _cut(text: str) -> str:
    return text if len(text) <= 70 else text[:69].rstrip() + "…"


def _tell_languages(contexts: Contexts, role: RoleComparison) -> Iterator[str]:
    """What became of the other languages' words: how many changed, and how many are out of date."""
    context = contexts.new
    _ = context._
    for tag in context.catalogue.handbook.languages:
        changed = [word.key for word in role.words if tag in word.languages]
        behind = [word.key for word in role.words if tag in word.behind]
        name = context.language.name_of(tag)
        if changed and tag != context.tag:
            told = context.count("{count} text changed", "{count} texts changed", len(changed))
            yield f"  {name}: {told}"
        if behind:
            told = context.count("out of date in {count} place", "out of date in {count} places", len(behind))
            yield f"  {name}: {told} ({', '.join(behind)})"


def list_advice(contexts: Contexts, role: RoleComparison) -> list[str]:
    """What should be done about a role's version and date, in words."""
    if role.old is None or role.new is None:
        return []
    _, before, after = contexts.new._, role.old.facts, role.new.facts
    path = role.new.files[0].path
    if role.binds_anew and before.version == after.version:
        advice = _(
            "Facts changed, but the version is still {version}: raise version and effective in {path}."
        )
        return [advice.format(version=after.version, path=path)]
    if before.version != after.version and before.effective == after.effective:
        advice = _("The version changed, but it is still effective from {date}: check effective in {path}.")
        assert after.effective
        return [advice.format(date=contexts.new.language.date(after.effective), path=path)]
    return []


def _tell_handbook(versions: Versions, contexts: Contexts) -> Iterator[str]:
    _ = contexts.new._
    labels = {
        "added": _("new"),
        "removed": _("removed"),
        "changed": _("changed"),
        "reworded": _("worded anew"),
    }
    changes = versions.comparison.handbook
    if changes:
        yield _("Handbook")
    for change in changes:
        name = label_handbook(contexts.new, change.section)
        if change.id:
            name += f": {change.id} “{_cut(name_handbook_entry(contexts, change))}”"
        if change.id or change.change != "changed":
            yield f"  {name} ({labels[change.change]})"
        else:
            yield f"  {name}: {change.old or '–'} → {change.new or '–'}"


def format_json(versions: Versions, contexts: Contexts, roles: Mapping[str, RoleComparison]) -> str:
    """All changes as JSON: values as content files write them, and the same in words under ``text``."""
    book = versions.comparison.old.handbook, versions.comparison.new.handbook
    sides = [
        {"name": name, "commit": commit, "version": handbook.version, "effective": str(handbook.effective)}
        for name, commit, handbook in zip(versions.names, versions.commits, book, strict=True)
    ]
    data = {
        "format": FORMAT,
        "language": contexts.new.tag,
        "old": sides[0],
        "new": sides[1],
        "roles": [_pack_role(contexts, role) for role in roles.values() if role.state != "same"],
        "handbook": [
            {"section": c.section, "id": c.id or None, "change": c.change, "old": c.old, "new": c.new}
            for c in versions.comparison.handbook
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _pack_role(contexts: Contexts, role: RoleComparison) -> dict[str, Any]:
    changes: list[dict[str, Any]] = []
    if role.old is not None and role.new is not None:
        told = {group.id: {e.id: e for e in group.entries} for group in tell_role(contexts, role).groups}
        changes += _pack_fields("role", "", None, role.record.role.fields(), told.get("role", {}))
        for section in ENTRY_FACTS:
            shown = told.get(section, {})
            for name, entry in role.record.section(section).items():
                if entry.change:
                    text = shown[name].name.plain if name in shown else None
                    changes.append(_pack(section, name, None, entry.change, None, None, text))
                known = {name: shown[name]} if name in shown else {}
                changes += _pack_fields(section, name, entry.change, entry.fields(), known)
    return {
        "id": role.id,
        "change": role.state,
        "title": name_role(contexts, role),
        "version": _pack_pair(role, "version"),
        "effective": _pack_pair(role, "effective"),
        "changes": changes,
        "words": [
            {
                "section": word.section or None,
                "id": word.id,
                "field": word.field or None,
                "old": word.old,
                "new": word.new,
                "languages": list(word.languages),
                "out_of_date": list(word.behind),
            }
            for word in role.words
        ],
        "advice": list_advice(contexts, role),
    }


def _pack_fields(
    section: str,
    name: str,
    change: str | None,
    fields: Iterable[tuple[str, Changed]],
    told: Mapping[str, ChangeEntry],
) -> Iterator[dict[str, Any]]:
    for field, changed in fields:
        values = changed.model_dump(mode="json", by_alias=True, exclude_none=True)
        entry = told.get(name or field)
        details = [d for d in entry.details if d.id == field] if entry else []
        text = None
        if entry and details:
            text = f"{details[0].label}: {_show(details[0], entry)}".removeprefix(": ")
        yield _pack(section, name, field, "changed", values.get("old"), values.get("new"), text)


def _pack(
    section: str, name: str, field: str | None, change: str, old: object, new: object, text: str | None
) -> dict[str, Any]:
    return {
        "section": section,
        "id": name or None,
        "field": field,
        "change": change,
        "old": old,
        "new": new,
        "text": text,
    }


def _pack_pair(role: RoleComparison, field: str) -> dict[str, str | None]:
    sides = {"old": role.old, "new": role.new}
    return {name: str(getattr(side.facts, field)) if side else None for name, side in sides.items()}
