"""The report of policy checks as one audience may see it: a finding quotes the entry that it is about."""

from __future__ import annotations

from dataclasses import replace

from rolebook.audience.release_role import SECTIONS, find_hidden
from rolebook.content.audience_facts import Audience
from rolebook.content.catalogue import Catalogue
from rolebook.policies.report import PolicyReport


def release_report(report: PolicyReport, catalogue: Catalogue, audience: Audience) -> PolicyReport:
    """The report without what is about entries of roles that the audience may not see.

    ``catalogue`` is the whole one. What cannot be decided at all names no entry and stays.
    """
    if audience.sees_all:
        return report
    hidden = {name: find_hidden(role, audience) for name, role in catalogue.roles.items()}

    def may_see(role: str, entry: str) -> bool:
        section, _, name = entry.partition(".")
        if section not in SECTIONS or role not in hidden:
            return True
        return audience.sees(section) and name not in hidden[role][section]

    def role_of(subject: str, subject_id: str) -> str:
        return subject_id if subject == "role" else catalogue.postings[subject_id].role

    findings = tuple(
        finding
        for finding in report.findings
        if finding.origin != "role" or may_see(role_of(finding.subject, finding.subject_id), finding.entry)
    )
    withheld = {
        posting: tuple(
            entry
            for entry in entries
            if may_see(catalogue.postings[posting].role, f"{entry.section}.{entry.entry}")
        )
        for posting, entries in report.withheld.items()
    }
    return replace(report, findings=findings, withheld=withheld)
