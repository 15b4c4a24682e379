"""Which entries of its role a posting must not show, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rolebook.diagnostics import Severity
from rolebook.policies.entries import Entry
from rolebook.policies.findings import Finding

Reason = Literal["asked", "limit", "flag", "rule"]
"""``asked``: the posting says so; ``limit``: it is about age, sex or health; ``flag``: a caution says that it is not
for adverts; ``rule``: the law of a place of work, or the house, forbids it."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """An entry of the role that a posting does not show: section, id, why, and the findings that say so."""

    section: str
    entry: str
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...] = ()


def withhold_entries(
    entries: Iterable[Entry], findings: Iterable[Finding], asked: frozenset[str]
) -> tuple[Withheld, ...]:
    """Which of these entries of a role are withheld, in their order.

    A finding of error grade withholds unless somebody keeps it; one that cannot be decided does so as well.
    """
    by_entry: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.origin == "role":
            by_entry.setdefault(finding.entry, []).append(finding)
    withheld: list[Withheld] = []
    for entry in entries:
        section, _, name = entry.name.partition(".")
        if entry.origin != "role" or not name:
            continue
        found = by_entry.get(entry.name, [])
        reasons: list[Reason] = []
        if entry.name in asked:
            reasons.append("asked")
        if entry.kind in ("age", "sex", "health"):
            reasons.append("limit")
        if entry.flagged:
            reasons.append("flag")
        if any(finding.severity is Severity.ERROR and not finding.is_kept for finding in found):
            reasons.append("rule")
        if reasons:
            withheld.append(Withheld(section, name, tuple(reasons), tuple(found)))
    return tuple(withheld)
