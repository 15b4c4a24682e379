"""Two catalogues compared: for each role its changed facts, entries and words; the handbook in brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.changes import ENTRY_FACTS, ROLE_FIELDS, VersionChanges, VersionRecord
from rolebook.content.fields import Facts
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import OUTLINES
from rolebook.history.handbook import HandbookChange, compare_handbooks
from rolebook.history.words import WordChange, compare_words

State = Literal["added", "removed", "changed", "same"]
_PROMISES_NOTHING = {"review_by", "sections_first", "draft"}
"""Fields of a role whose change alone needs no new version."""


@dataclass(frozen=True)
class RoleComparison:
    """A role before and after; one of the two is None if it is new or gone.

    ``record`` holds its changes as changes.yaml does; ``words`` each text that changed, with its old and
    new words in the source language.
    """

    id: str
    old: Role | None
    new: Role | None
    record: VersionRecord
    words: tuple[WordChange, ...] = ()

    @property
    def state(self) -> State:
        """What became of the role."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        versions = [(role.facts.version, role.facts.effective) for role in (self.old, self.new)]
        same = self.record.is_empty and not self.words and versions[0] == versions[1]
        return "same" if same else "changed"

    @property
    def binds_anew(self) -> bool:
        """Whether facts changed that hold for people, or entries came or went."""
        if any(name not in _PROMISES_NOTHING for name, _ in self.record.role.fields()):
            return True
        return any(
            entry.change in ("added", "removed") or any(name != "certainty" for name, _ in entry.fields())
            for section in ENTRY_FACTS
            for entry in self.record.section(section).values()
        )


@dataclass(frozen=True)
class Comparison:
    """Two versions of a project, and what changed from the one to the other; roles by id, sorted."""

    old: Catalogue
    new: Catalogue
    roles: Mapping[str, RoleComparison]
    handbook: tuple[HandbookChange, ...]

    @property
    def changed(self) -> list[RoleComparison]:
        """The roles that are not the same in both."""
        return [role for role in self.roles.values() if role.state != "same"]


def compare_catalogues(old: Catalogue, new: Catalogue) -> Comparison:
    """All that changed from one catalogue to the other."""
    names = sorted({*old.roles, *new.roles})
    languages = new.handbook.languages
    roles = {name: compare_roles(name, old.roles.get(name), new.roles.get(name), languages) for name in names}
    return Comparison(old, new, roles, compare_handbooks(old, new))


def compare_roles(
    role_id: str, old: Role | None, new: Role | None, languages: tuple[str, ...]
) -> RoleComparison:
    """A role before and after; one of the two may be missing. ``languages`` are those whose words are compared."""
    there = new or old
    assert there and there.facts.effective
    data: dict[str, Any] = {"effective": there.facts.effective}
    words: tuple[WordChange, ...] = ()
    if old is not None and new is not None:
        words = compare_words(old, new, languages)
        data["since"] = old.facts.version
        data["role"] = _compare_fields(old.facts, new.facts, RoleFacts, ROLE_FIELDS)
        data["texts"] = {w.id: w.languages for w in words if not w.section and w.languages}
        for section in ENTRY_FACTS:
            data[section] = _compare_section(section, old, new, words)
    return RoleComparison(role_id, old, new, VersionChanges.model_validate(data), words)


def _compare_section(
    section: str, old: Role, new: Role, words: tuple[WordChange, ...]
) -> dict[str, dict[str, Any]]:
    before, after = list_entries(old, section), list_entries(new, section)
    reworded: dict[str, list[str]] = {}
    for word in words:
        if word.section == section and word.id in before and word.id in after:
            reworded.setdefault(word.id, []).extend(word.languages)
    moved = find_moved(before, after)
    changes: dict[str, dict[str, Any]] = {}
    for name in (*after, *(name for name in before if name not in after)):
        change: dict[str, Any] = {}
        if name not in before or name not in after:
            change["change"] = "added" if name in after else "removed"
        elif name in moved:
            change["change"] = "moved"
        if change.get("change") == "moved" and before[name] != after[name]:
            change["group"] = _pair(before[name], after[name])
        fields = _compare_entry(section, name, old, new)
        # An entry that is not there has no values, not even those that hold where they are left out.
        sides = {side for side, there in (("old", before), ("new", after)) if name in there}
        for field, pair in fields.items():
            if kept := {side: value for side, value in pair.items() if side in sides}:
                change[field] = kept
        if name in reworded:
            change["words"] = tuple(dict.fromkeys(reworded[name]))
        if change:
            changes[name] = change
    return changes


def list_entries(role: Role, section: str) -> dict[str, str | None]:
    """The entries of a section in their order, each with the group in which it stands."""
    facts: Mapping[str, Any] = getattr(role.facts, section, {})
    if section not in OUTLINES:
        return {name: None for name, value in facts.items() if value is not None}
    found: dict[str, str | None] = {}
    for item in walk_outline(getattr(role.source_words, section)):
        if item.entry is not None:
            found[item.id] = item.path[-3] if item.depth else None
    return found


def _compare_entry(section: str, name: str, old: Role, new: Role) -> dict[str, Any]:
    before, after = (getattr(role.facts, section, {}).get(name) for role in (old, new))
    fields: dict[str, Any] = {}
    if section == "competencies":
        fields = {"level": _pair(before, after)} if before != after else {}
    elif (model := ENTRY_FACTS[section]) is not None:
        if section in OUTLINES:  # where an entry has no facts, those that are left out hold
            before, after = before or model(), after or model()
        fields = _compare_fields(before, after, model, tuple(model.model_fields))
    there = [name in list_entries(role, section) for role in (old, new)]
    if all(there):
        sure = [_certainty(role, f"{section}.{name}") for role in (old, new)]
        fields |= {"certainty": _pair(*sure)} if sure[0] != sure[1] else {}
    return fields


def _compare_fields(
    old: Facts | None, new: Facts | None, model: type[Facts], names: tuple[str, ...]
) -> dict[str, Any]:
    """The fields that differ. An entry that is not there has no values, not even those left out."""
    found: dict[str, Any] = {}
    for name in names:
        before, after = _value(old, name), _value(new, name)
        if before != after:
            found[model.model_fields[name].alias or name] = _pair(before, after)
    return found


def _value(facts: Facts | None, name: str) -> Any:
    """The value of a field; None for what says nothing: an empty list, or fields of which none is given."""
    value = getattr(facts, name, None)
    if isinstance(value, Facts) and not value.model_dump(exclude_defaults=True):
        return None
    return None if value == () or value is False else value


def _pair(old: Any, new: Any) -> dict[str, Any]:
    return {side: value for side, value in (("old", old), ("new", new)) if value is not None}


def _certainty(role: Role, path: str) -> str:
    provenance = role.facts.provenance.get(path)
    return provenance.certainty if provenance else "stated"


def find_moved(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> set[str]:
    """The entries that stand in another group, or the fewest whose move explains the new order."""
    moved = {name for name in before if name in after and before[name] != after[name]}
    for group in {*before.values()}:
        old = [name for name in before if before[name] == group and name in after and name not in moved]
        place = {name: index for index, name in enumerate(n for n in after if n in set(old))}
        kept = set(_longest_rise([place[name] for name in old]))
        moved |= {name for name in old if place[name] not in kept}
    return moved


def _longest_rise(numbers: list[int]) -> Iterator[int]:
    """The longest series of numbers that rise from left to right."""
    best: list[
        tuple[int, int]
    ] = []  # for each number: length of the series that ends in it, and the one before
    for index, number in enumerate(numbers):
        earlier = [(best[i][0], -i) for i in range(index) if numbers[i] < number]
        length, place = max(earlier, default=(0, 1))
        best.append((length + 1, -place))
    index = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while index >= 0:
        yield numbers[index]
        index = best[index][1]
