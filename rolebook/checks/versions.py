"""Recorded versions that contradict one another or the role (codes V…)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rolebook.content.catalogue import Catalogue, Role
from rolebook.diagnostics import Diagnostic, Severity


def check_version_order(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Recorded versions stand newest first."""
    records = list(role.versions.items())
    for (newer, above), (older, below) in pairwise(records):
        if above.effective < below.effective and role.changes_file:
            yield role.changes_file.diagnose(
                "V001",
                Severity.WARNING,
                f"version {older} is effective after version {newer}, which stands before it",
                "put the newest version first, or correct the date",
                at=("versions", older, "effective"),
            )


def check_version_recorded(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Where versions are recorded, the role's own version is among them."""
    version = role.facts.version
    if role.versions and version not in role.versions:
        newest = next(iter(role.versions))
        yield role.diagnose(
            "V002",
            Severity.ADVICE,
            f"the changes of version {version} are not recorded; the newest recorded one is {newest}",
            f"run `rolebook diff REVISION --record` with the revision that holds version {newest}",
            at=("version",),
        )


def check_version_date(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The role's version has one date, in role.yaml and among the recorded versions."""
    record = role.versions.get(role.facts.version or "")
    if record and role.changes_file and record.effective != role.facts.effective:
        yield role.changes_file.diagnose(
            "V003",
            Severity.WARNING,
            f"version {role.facts.version} is recorded as effective from {record.effective}, "
            f"but role.yaml says {role.facts.effective}",
            "write the same date in both",
            at=("versions", role.facts.version or "", "effective"),
        )
