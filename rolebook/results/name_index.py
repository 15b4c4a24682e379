"""What names in a table may mean: roles, KPIs and penalties by id, or by their name in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from rolebook.content.catalogue import Catalogue, Role
from rolebook.results.headings import fold, without_unit

Kind = Literal["kpi", "penalty"]


@dataclass(frozen=True, slots=True)
class RuleNames:
    """The KPIs and penalties of one role: every folded name, and the ids that it can mean."""

    known: Mapping[str, tuple[tuple[Kind, str], ...]]

    def find(self, name: str, kind: Kind | None = None) -> tuple[tuple[Kind, str], ...]:
        """What a name means, also without the unit in brackets at its end; several if it is not clear."""
        for text in (name, without_unit(name)):
            found = self.known.get(fold(text), ())
            found = tuple(item for item in found if kind in (None, item[0]))
            if found:
                return found
        return ()


@dataclass(frozen=True, slots=True)
class NameIndex:
    """All roles that can be assessed, by folded id and title, and the names of the rules of each."""

    roles: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, RuleNames]
    shown: Mapping[str, tuple[str, ...]]
    """For each role the ids of its KPIs and penalties, to suggest from."""

    def find_roles(self, name: str) -> tuple[str, ...]:
        """The ids of the roles that a name can mean."""
        return self.roles.get(fold(name), ())

    def suggest_rule(self, name: str, roles: Iterable[str]) -> str | None:
        """The KPI or penalty of these roles whose name is nearest, as it is written; None if none is near."""
        nearest: dict[str, str] = {}
        for role in roles:
            for folded, items in self.rules[role].known.items():
                nearest.setdefault(folded, items[0][1])
        near = get_close_matches(fold(without_unit(name))[:80], nearest, n=1, cutoff=0.75)
        return nearest[near[0]] if near else None


def index_names(catalogue: Catalogue) -> NameIndex:
    """The names of a catalogue; roles that are drafts, or that have no KPI, are left out."""
    titles: dict[str, dict[str, None]] = {}
    rules, shown = {}, {}
    for role in catalogue.roles.values():
        if role.facts.draft or not any(role.facts.kpis.values()):
            continue
        for title in (role.id, *(words.title for words in role.words.values() if words.title)):
            titles.setdefault(fold(title), {})[role.id] = None
        rules[role.id] = RuleNames(_index_rules(catalogue, role))
        shown[role.id] = tuple(
            name for part in (role.facts.kpis, role.facts.penalties) for name, facts in part.items() if facts
        )
    # An id names one role, whatever else bears the same title.
    found = {name: tuple(ids) for name, ids in titles.items()}
    found |= {fold(name): (name,) for name in rules}
    return NameIndex(found, rules, shown)


def _index_rules(catalogue: Catalogue, role: Role) -> dict[str, tuple[tuple[Kind, str], ...]]:
    ids: dict[str, dict[tuple[Kind, str], None]] = {}
    names: dict[str, dict[tuple[Kind, str], None]] = {}
    for name, kpi in role.facts.kpis.items():
        if kpi is not None:
            ids.setdefault(fold(name), {})["kpi", name] = None
            for text in list_kpi_names(catalogue, role, name):
                names.setdefault(fold(text), {})["kpi", name] = None
    for name, penalty in role.facts.penalties.items():
        if penalty is not None:
            ids.setdefault(fold(name), {})["penalty", name] = None
            for text in list_triggers(role, name):
                names.setdefault(fold(text), {})["penalty", name] = None
    return {name: tuple(found) for name, found in (names | ids).items()}


def list_kpi_names(catalogue: Catalogue, role: Role, name: str) -> list[str]:
    """The name of a KPI in every language that has one: its own, or the handbook's."""
    found = []
    facts = role.facts.kpis[name]
    for tag in catalogue.handbook.languages:
        own = role.words[tag].kpis.get(name) if tag in role.words else None
        shared = catalogue.words[tag].kpis.get((facts.named if facts else None) or name)
        text = (
            own.name
            if own and own.name
            else (shared if isinstance(shared, str) or shared is None else shared.name)
        )
        if text:
            found.append(text)
    return found


def list_triggers(role: Role, name: str) -> list[str]:
    """The trigger of a penalty in every language that has one."""
    entries = (words.penalties.get(name) for words in role.words.values())
    return [entry if isinstance(entry, str) else entry.trigger for entry in entries if entry]
