"""What an advert asks for in terms that machines compare: a degree, months of experience, or either of the two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rolebook.content.role_facts import QualificationFacts

_DEGREES = ("secondary", "associate", "bachelor", "master", "doctorate")
Qualifications = Mapping[str, QualificationFacts | None]


@dataclass(frozen=True, slots=True)
class StatedRequirements:
    """The lowest degree, the least experience in months; ``either``: having one of the two is enough."""

    degree: str | None = None
    months: int | None = None
    either: bool = False


def find_requirements(qualifications: Qualifications) -> StatedRequirements:
    """What nobody can be hired without, as far as it is certain.

    A requirement that something else can stand in for is none, unless that is a degree for a degree, or
    experience for a degree where nothing else of the two is asked for.
    """
    degrees: list[str] = []
    months: list[int] = []
    pairs: list[tuple[str, int]] = []
    for group in _group_alternatives(qualifications):
        if group is None or any(entry.need != "required" for entry in group):
            continue
        schooling = [entry for entry in group if entry.kind == "education"]
        practice = [entry for entry in group if entry.kind == "experience"]
        if len(schooling) + len(practice) < len(group):
            continue
        lowest = _find_lowest(schooling)
        shortest = _find_shortest(practice)
        if lowest and shortest is not None:
            pairs.append((lowest, shortest))
        elif lowest and not practice:
            degrees.append(lowest)
        elif shortest is not None and not schooling:
            months.append(shortest)
    if len(pairs) == 1 and not degrees and not months:
        return StatedRequirements(*pairs[0], either=True)
    return StatedRequirements(
        max(degrees, key=_DEGREES.index, default=None),
        max(months, default=None),
    )


def _group_alternatives(qualifications: Qualifications) -> Iterable[tuple[QualificationFacts, ...] | None]:
    """Requirements of which any one is enough, group by group; None for a group that is not shown whole."""
    entries = {name: entry for name, entry in qualifications.items() if entry is not None}
    group_of = {name: name for name in entries}

    def find(name: str) -> str:
        while group_of[name] != name:
            name = group_of[name]
        return name

    cut = set()
    for name, entry in entries.items():
        if entry.alternative_to in entries:
            group_of[find(name)] = find(str(entry.alternative_to))
        elif entry.alternative_to:
            cut.add(name)
    groups: dict[str, list[str]] = {}
    for name in entries:
        groups.setdefault(find(name), []).append(name)
    for names in groups.values():
        yield None if cut.intersection(names) else tuple(entries[name] for name in names)


def _find_lowest(entries: list[QualificationFacts]) -> str | None:
    """The lowest degree of several that are each enough; None if one of them names no degree."""
    named = [entry.minimum for entry in entries if entry.minimum]
    return min(named, key=_DEGREES.index) if named and len(named) == len(entries) else None


def _find_shortest(entries: list[QualificationFacts]) -> int | None:
    named = [entry.months_at_least for entry in entries if entry.months_at_least is not None]
    return min(named) if named and len(named) == len(entries) else None
