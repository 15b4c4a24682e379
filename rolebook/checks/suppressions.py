"""Suppressions of findings: they end, and they hold for what was looked at only (codes F019 to F021)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.postings import Posting
from rolebook.content.suppressions import Suppression
from rolebook.content.yaml_tree import Key, suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity
from rolebook.policies.findings import Finding
from rolebook.policies.report import PolicyReport


def check_suppressions(catalogue: Catalogue, report: PolicyReport, today: dt.date) -> Iterator[Diagnostic]:
    """Every suppression keeps a finding, and is neither over nor written for other words."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.subject, finding.subject_id), []).append(finding)
    for withheld in report.withheld.values():
        for one in withheld:
            for finding in one.findings:
                found.setdefault((finding.subject, finding.subject_id), []).append(finding)
    for role in catalogue.roles.values():
        own = role.files[0].root.child("suppress") if role.files[0].root else None
        for name, suppression in role.facts.suppress.items():
            # What a role takes over with others' entries is checked where it is written.
            if suppression is not None and own is not None and own.child(name) is not None:
                yield from _check(role, name, suppression, found.get(("role", role.id), ()), today)
    for posting in catalogue.postings.values():
        if posting.id not in report.withheld:
            continue  # nobody sees it any more
        for name, suppression in posting.facts.suppress.items():
            if suppression is not None:
                yield from _check(posting, name, suppression, found.get(("posting", posting.id), ()), today)


def _check(
    subject: Role | Posting,
    name: str,
    suppression: Suppression,
    findings: Sequence[Finding],
    today: dt.date,
) -> Iterator[Diagnostic]:
    at: tuple[Key, ...] = ("suppress", name)
    meant = [finding for finding in findings if finding.rule_id in suppression.rules]
    about = [finding for finding in meant if finding.entry in suppression.entries]
    if suppression.until < today and about:
        message = f"“{name}” ended on {suppression.until}; what it kept is told again"
        hint = "look at it once more: mend it, or write a later day"
        yield subject.diagnose("F019", Severity.WARNING, message, hint, at=(*at, "until"))
    for entry, mark in suppression.entries.items():
        here = [finding for finding in about if finding.entry == entry]
        path = (*at, "entries", entry)
        if not here:
            known = {finding.entry for finding in meant or findings}
            rules = ", ".join(suppression.rules)
            message = f"“{name}” keeps nothing: {rules} says nothing about “{entry}”"
            hint = suggest_nearest(entry, known - {entry}, list_few=False) or "delete it"
            yield subject.diagnose("F021", Severity.ADVICE, message, hint, at=path, at_key=True)
        elif here[0].mark != mark:
            message = f"“{entry}” has changed since “{name}” was written, so that is void"
            hint = f"look at it once more; to keep it, write {here[0].mark}"
            yield subject.diagnose("F020", Severity.WARNING, message, hint, at=path)
