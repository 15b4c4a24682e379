"""The report of policy checks as text for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rolebook.content.catalogue import Catalogue
from rolebook.diagnostics import Severity, shorten
from rolebook.policies import Finding, Gap, PolicyReport, Withheld
from rolebook.policies.findings import choose_words
from rolebook.policies.packs import read_phrases
from rolebook.policies.places import WorkPlace
from rolebook.policies.region_names import name_region
from rolebook.policies.report import find_posting_places, find_role_places

REASONS = {
    "asked": "the posting says so",
    "limit": "a limit of age, sex or health",
    "flag": "a caution on it: not for adverts",
    "rule": "a rule forbids it",
}
_INDENT = " " * 13
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


def choose_subjects(
    catalogue: Catalogue, report: PolicyReport, roles: Sequence[str], postings: Sequence[str]
) -> list[tuple[str, str]]:
    """Roles with findings and postings that were judged, or those that were named, as pairs of kind and id."""
    chosen = [("role", name) for name in catalogue.roles if name in roles]
    chosen += [("posting", name) for name in catalogue.postings if name in postings]
    if roles or postings:
        return chosen
    found = {(finding.subject, finding.subject_id) for finding in report.findings}
    return [
        *(("role", name) for name in catalogue.roles if ("role", name) in found),
        *(("posting", name) for name in report.withheld),
    ]


def format_human(
    catalogue: Catalogue, report: PolicyReport, subjects: Sequence[tuple[str, str]], language: str
) -> str:
    """The report as paragraphs: role by role, posting by posting, and at the end what cannot be judged."""
    parts = ["\n".join(_tell_subject(catalogue, report, kind, name, language)) for kind, name in subjects]
    gaps = [f"  {_tell_gap(gap)}" for gap in report.gaps if not gap.subject_id or _is_among(gap, subjects)]
    if gaps:
        parts.append("\n".join(["Not judged", *gaps]))
    parts.append(_summarise(report, subjects))
    return "\n\n".join(parts)


def _tell_subject(
    catalogue: Catalogue, report: PolicyReport, kind: str, name: str, language: str
) -> Iterator[str]:
    places = "; ".join(
        dict.fromkeys(_tell_place(place, report, language) for place in _find_places(catalogue, kind, name))
    )
    yield f"{kind} {name} ({places or 'no place of work named'})"
    findings = _find_own(report, kind, name)
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (f.is_kept, f.is_undecided, _ORDER[f.severity])):
        kept = finding.keep.id if finding.keep else None
        alike.setdefault((finding.rule_id, finding.detector_id, finding.missing, kept), []).append(finding)
    for group in alike.values():
        yield from _tell_findings(group, language)
    if not findings:
        yield "  no findings"
    for withheld in report.withheld.get(name, ()) if kind == "posting" else ():
        yield f"  withheld   {withheld.section}.{withheld.entry}: {_tell_reasons(withheld)}"


def _tell_findings(findings: Sequence[Finding], language: str) -> Iterator[str]:
    """Findings that differ in their entries only."""
    first = findings[0]
    state = "undecided" if first.is_undecided else str(first.severity)
    grade = f" (grade {first.rule.grade})" if first.rule.grade else ""
    yield f"  {'kept' if first.is_kept else state:9}  {first.rule_id}{grade}: {first.say(language)}"
    if first.rule.statute:
        yield f"{_INDENT}{first.explain(language)}"
    for finding in findings:
        words = "”, “".join(shorten(word, 40) for word in finding.list_words()[:4])
        of_role = " of the role" if finding.subject != finding.origin else ""
        mark = "" if finding.is_kept else f"  [{finding.mark}]"
        yield f"{_INDENT}- {finding.entry}{of_role}{f' “{words}”' if words else ''}{mark}"
    if first.keep is not None:
        kept = first.keep.suppression
        note = {"kept": "", "expired": ", but this has ended", "changed": ", but the entry has changed"}
        yield (f"{_INDENT}kept until {kept.until} by {kept.author}: {kept.reason}{note[first.keep.state]}")
    if not first.is_kept:
        yield f"{_INDENT}→ {first.suggest(language)}"


def _tell_reasons(withheld: Withheld) -> str:
    rules = dict.fromkeys(finding.rule_id for finding in withheld.findings)
    reasons = "; ".join(REASONS[reason] for reason in withheld.reasons)
    return f"{reasons} ({', '.join(rules)})" if rules else reasons


def _tell_gap(gap: Gap) -> str:
    whose = f"{gap.subject} {gap.subject_id}: " if gap.subject_id else ""
    entries = f"{gap.entries} {'entry' if gap.entries == 1 else 'entries'} of roles: " if gap.entries else ""
    missing = choose_words(read_phrases()[gap.kind], "en")
    return f"{whose}{entries}not known: {missing}{f' ({gap.detail})' if gap.detail else ''}"


def _summarise(report: PolicyReport, subjects: Sequence[tuple[str, str]]) -> str:
    findings = [finding for kind, name in subjects for finding in _find_own(report, kind, name)]
    open_ones = [finding for finding in findings if not finding.is_kept and not finding.is_undecided]
    counts = [
        (sum(1 for f in open_ones if f.severity is severity), word)
        for severity, word in (
            (Severity.ERROR, "grave"),
            (Severity.WARNING, "to look at"),
            (Severity.ADVICE, "advice"),
        )
    ]
    counts.append((sum(1 for f in findings if f.is_undecided and not f.is_kept), "undecided"))
    counts.append((sum(1 for f in findings if f.is_kept), "kept"))
    told = ", ".join(f"{number} {word}" for number, word in counts if number)
    return f"{told or 'No findings'}. This is no legal advice: ask counsel where the work is done."


def format_json(
    catalogue: Catalogue, report: PolicyReport, subjects: Sequence[tuple[str, str]], today: str
) -> str:
    """The report as one JSON object, with the words of every language that the packs have."""
    found = [finding for kind, name in subjects for finding in _find_own(report, kind, name)]
    postings = {name for kind, name in subjects if kind == "posting"}
    data = {
        "date": today,
        "findings": [_pack_finding(finding, catalogue.handbook.languages) for finding in found],
        "withheld": {
            name: [_pack_withheld(one) for one in withheld]
            for name, withheld in report.withheld.items()
            if name in postings
        },
        "gaps": [
            {"kind": gap.kind, "subject": gap.subject, "id": gap.subject_id, "detail": gap.detail}
            for gap in report.gaps
            if not gap.subject_id or _is_among(gap, subjects)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _pack_finding(finding: Finding, languages: Iterable[str]) -> dict[str, Any]:
    rule, keep = finding.rule, finding.keep
    return {
        "subject": finding.subject,
        "id": finding.subject_id,
        "entry": finding.entry,
        "of": finding.origin,
        "rule": finding.rule_id,
        "detector": finding.detector_id,
        "severity": str(finding.severity),
        "grade": rule.grade,
        "verified": str(rule.verified) if rule.verified else None,
        "old": finding.old,
        "statute": dict(rule.statute or {}),
        "says": dict(rule.says),
        "remote": dict(rule.remote.says) if finding.remote and rule.remote else None,
        "message": {language: finding.say(language) for language in languages},
        "suggestion": {language: finding.suggest(language) for language in languages},
        "fact": ".".join(map(str, finding.fact)) if finding.fact else None,
        "words": [
            {"language": match.language, "path": ".".join(map(str, match.path)), "words": match.words}
            for match in finding.matches
        ],
        "missing": list(finding.missing),
        "mark": finding.mark,
        "suppression": None
        if keep is None
        else {
            "id": keep.id,
            "state": keep.state,
            "reason": keep.suppression.reason,
            "author": keep.suppression.author,
            "until": str(keep.suppression.until),
        },
    }


def _pack_withheld(withheld: Withheld) -> dict[str, Any]:
    return {
        "entry": f"{withheld.section}.{withheld.entry}",
        "reasons": list(withheld.reasons),
        "rules": list(dict.fromkeys(finding.rule_id for finding in withheld.findings)),
    }


def _find_own(report: PolicyReport, kind: str, name: str) -> list[Finding]:
    return [f for f in report.findings if (f.subject, f.subject_id) == (kind, name)]


def _find_places(catalogue: Catalogue, kind: str, name: str) -> tuple[WorkPlace, ...]:
    if kind == "role":
        return find_role_places(catalogue.roles[name], catalogue)
    return find_posting_places(catalogue.postings[name])


def _tell_place(place: WorkPlace, report: PolicyReport, language: str) -> str:
    if place.anywhere:
        return f"{place.country}, from home"
    region = name_region(place, report.rulebook.own, language)
    is_code = region is not None and region.startswith(f"{place.country}-")
    parts = [place.city, region] if is_code else [place.city, region, place.country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _is_among(gap: Gap, subjects: Sequence[tuple[str, str]]) -> bool:
    return (gap.subject, gap.subject_id) in subjects
