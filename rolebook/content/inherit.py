"""``extends``: a role takes over another role's entries, id by id, facts and words alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel

from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import Group, Outline, RoleWords
from rolebook.content.sources import RoleSource
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity

Model = TypeVar("Model", bound=BaseModel)


def order_lineages(roles: Mapping[str, RoleSource]) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    """For each role, itself and the roles it extends, nearest first; cycles and unknown roles (X…)."""
    lineages: dict[str, tuple[str, ...]] = {}
    problems: list[Diagnostic] = []
    for role_id, role in roles.items():
        chain = [role_id]
        current = role
        while (parent := current.facts.extends) is not None:
            if parent not in roles:
                problems.append(
                    current.file.diagnose(
                        "X004",
                        Severity.ERROR,
                        f"extends a role that does not exist: “{parent}”",
                        suggest_nearest(parent, list(roles)),
                        at=("extends",),
                    )
                )
                break
            if parent in chain:
                if parent != role_id:
                    break  # told by the roles of the cycle itself
                cycle = " → ".join([*chain, parent])
                message, hint = f"these roles extend each other: {cycle}", "take extends out of one of them"
                if len(chain) == 1:
                    message, hint = f"“{role_id}” extends itself", "take extends out"
                problems.append(
                    role.file.diagnose(
                        "X005",
                        Severity.ERROR,
                        message,
                        hint,
                        at=("extends",),
                    )
                )
                break
            chain.append(parent)
            current = roles[parent]
        lineages[role_id] = tuple(chain)
    return lineages, problems


def merge_facts(own: RoleFacts, inherited: RoleFacts) -> RoleFacts:
    """A role's facts over those it takes over; lists and scalars given here replace, entries merge."""
    return _merge(own, inherited, skip=frozenset({"extends", "draft"}))


def merge_words(own: RoleWords, inherited: RoleWords) -> RoleWords:
    """The words of a role over those it takes over, groups merged item by item."""
    return _merge(own, inherited, skip=frozenset({"notes"}))


def drop_spared(facts: RoleFacts, own: RoleFacts) -> RoleFacts:
    """Without the KPIs that are set to null in what inherited penalties spare: nothing is left to spare."""
    dropped = {name for name, kpi in facts.kpis.items() if kpi is None}
    penalties = {
        name: rule.model_copy(update={"spares": tuple(kpi for kpi in rule.spares if kpi not in dropped)})
        if rule is not None and name not in own.penalties and not dropped.isdisjoint(rule.spares)
        else rule
        for name, rule in facts.penalties.items()
    }
    return facts.model_copy(update={"penalties": penalties})


def drop_nulls(model: Model) -> Model:
    """The model without the entries that are set to null."""
    changes = {name: _drop(value) for name, value in model if isinstance(value, dict) and value}
    return model.model_copy(update=changes)


def _merge(own: Model, inherited: Model, skip: frozenset[str]) -> Model:
    changes: dict[str, object] = {}
    for name, above in inherited:
        if name in skip:
            continue
        value = getattr(own, name)
        if isinstance(above, dict):
            changes[name] = _merge_entries(value, above)
        elif name not in own.model_fields_set:
            changes[name] = above
    return own.model_copy(update=changes)


def _merge_entries(own: Outline, above: Outline) -> Outline:
    merged = dict(above)
    for key, value in own.items():
        over = above.get(key)
        if isinstance(value, Group) and isinstance(over, Group):
            value = Group(
                title=value.title or over.title,
                intro=value.intro or over.intro,
                items=_merge_entries(value.items, over.items),
            )
        merged[key] = value
    return merged


def _drop(entries: dict[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for key, value in entries.items():
        if isinstance(value, Group):
            kept[key] = value.model_copy(update={"items": _drop(value.items)})  # type: ignore[arg-type]
        elif value is not None:
            kept[key] = value
    return kept
