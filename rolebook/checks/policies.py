"""Findings of policy checks as diagnostics: what may breach a law or a rule of the house (codes F)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rolebook.checks.countries import is_country
from rolebook.checks.suppressions import check_suppressions
from rolebook.checks.texts import locate_fragment
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.postings import Posting
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import ContentError, Diagnostic, Severity, shorten
from rolebook.policies.findings import Finding, choose_words
from rolebook.policies.packs import EU_MEMBERS, read_phrases
from rolebook.policies.report import Gap, PolicyReport, make_report

HOUSE, UNDECIDED = "F016", "F018"
CODES = {
    "age": "F001",
    "minage": "F001",
    "ageproxy": "F002",
    "sex": "F003",
    "sexnote": "F004",
    "family": "F005",
    "health": "F006",
    "carrier": "F006",
    "looks": "F007",
    "origin": "F008",
    "localexperience": "F008",
    "coded": "F009",
    "pay": "F010",
    "payspread": "F010",
    "payhistory": "F011",
    "fine": "F012",
    "bonuscut": "F013",
    "loss": "F014",
    "rest": "F015",
    "ainote": "F017",
    "vacancynote": "F017",
}
"""Detector → code; those of a project's own packs have the code of the house."""

_RANK = {Severity.ADVICE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_MILDER = {Severity.ERROR: Severity.WARNING}
_NAMED = 3
"""So many entries are named one by one."""

_KEPT_DAYS = 180
"""For how long a suppression is proposed; who writes it may choose another day."""


def check_policies(catalogue: Catalogue, today: dt.date) -> Iterator[Diagnostic]:
    """Wording, pay and penalties are in line with the laws and house rules of the packs, as far as these tell."""
    try:
        report = make_report(catalogue, today)
    except ContentError as error:
        yield from error.diagnostics
        return
    groups: dict[tuple[str, str, str, str, str], list[Finding]] = {}
    undecided: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in report.findings:
        if finding.is_kept:
            continue
        who = (finding.subject, finding.subject_id)
        if finding.is_undecided:
            name = finding.missing[0]
            own = finding.name_missing(name, "en") if name == "open" else ""
            undecided.setdefault((*who, name, own), []).append(finding)
        else:
            code = CODES.get(finding.detector_id, HOUSE)
            groups.setdefault((*who, finding.origin, finding.entry, code), []).append(finding)
    for code, alike in _join_advice(groups):
        yield _tell_breach(catalogue, code, alike, today)
    for findings in undecided.values():
        yield _tell_undecided(catalogue, findings)
    yield from _tell_gaps(catalogue, report)
    yield from check_suppressions(catalogue, report, today)


def _join_advice(
    groups: Mapping[tuple[str, str, str, str, str], list[Finding]],
) -> Iterator[tuple[str, list[list[Finding]]]]:
    """The findings to be told together, with their code: of advice, all that says the same about one role."""
    joined: dict[tuple[object, ...], list[list[Finding]]] = {}
    for (*who, entry, code), findings in groups.items():
        rules = tuple(finding.rule_id for finding in findings)
        advice = all(_soften(finding) is Severity.ADVICE for finding in findings)
        joined.setdefault((code, *who, findings[0].detector_id, rules, None if advice else entry), []).append(
            findings
        )
    for key, alike in joined.items():
        yield str(key[0]), alike


def _tell_breach(
    catalogue: Catalogue, code: str, alike: Sequence[Sequence[Finding]], today: dt.date
) -> Diagnostic:
    """All that the rules of one code say about one entry, or about several that differ in nothing else."""
    findings = alike[0]
    first = findings[0]
    severity = max((_soften(finding) for finding in findings), key=_RANK.__getitem__)
    hint = first.suggest("en")
    if severity is not Severity.ADVICE:
        hint += f"; or keep it: {propose_suppression(findings, today)}"
    return _diagnose(catalogue, first, code, severity, _describe(alike), hint)


def _soften(finding: Finding) -> Severity:
    """The severity of a finding here: what stays inside the house, and is known to be delicate, is milder.

    Qualifications of roles never reach a posting against its law, so they do not stop a build. A caution on an
    entry shows that somebody knows.
    """
    if finding.subject == "posting":
        return finding.severity
    if finding.entry.startswith("qualifications."):
        return Severity.ADVICE if finding.flagged else _MILDER.get(finding.severity, Severity.ADVICE)
    if finding.flagged and finding.severity is Severity.WARNING:
        return Severity.ADVICE
    return finding.severity


def _describe(alike: Sequence[Sequence[Finding]]) -> str:
    findings = alike[0]
    first = findings[0]
    words = [word for group in alike for word in group[0].list_words()]
    found = choose_words(first.detector.finds, "en")
    if words and first.fact is None:
        found += f" ({', '.join(f'“{shorten(word, 30)}”' for word in words[:3])})"
    laws: dict[str, str] = {}
    others: list[str] = []
    for finding in findings:
        checked = f"checked on {finding.rule.verified}" + (", over a year ago" if finding.old else "")
        if finding.rule.statute:
            unverified = ", not verified" if finding.rule.grade == "U" else ""
            laws.setdefault(choose_words(finding.rule.statute, "en"), f" ({checked}{unverified})")
        else:
            says = choose_words(finding.rule.says, "en")
            others.append(f"{says} ({checked}); ask counsel" if finding.rule.verified else says)
    names = [_name(group[0]) for group in alike]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    sentence = f"{', '.join(names[:_NAMED])}{more}: {found}"
    if laws:
        sentence += f"; this may breach {' and '.join(law + note for law, note in laws.items())}; ask counsel"
    return "; ".join([sentence, *dict.fromkeys(others)])


def _name(finding: Finding) -> str:
    """The entry, as a reader of the report would look for it."""
    section, _, entry = finding.entry.partition(".")
    if finding.subject != finding.origin:
        return f"“{entry or section}” of the role"
    whole = {"text": "the posting", "pay": "the posting", "pay_note": "the note on pay"}
    return f"“{entry}”" if entry else whole.get(section, f"the {section.replace('_', ' ')}")


def _tell_undecided(catalogue: Catalogue, findings: Sequence[Finding]) -> Diagnostic:
    first = findings[0]
    phrases = read_phrases()
    name = first.missing[0]
    places = {finding.jurisdiction.name["en"] for finding in findings if finding.jurisdiction}
    missing = (
        first.name_missing(name, "en")
        if name == "open"
        else choose_words(phrases[name], "en").format(place=", ".join(sorted(places)))
    )
    rules = ", ".join(sorted({finding.rule_id for finding in findings}))
    what = sorted({choose_words(finding.detector.name, "en") for finding in findings})
    number = len({finding.rule_id for finding in findings})
    count = f"{number} {'rule' if number == 1 else 'rules'} ({rules})"
    message = f"cannot decide {count} about {', '.join(what)}: not known is {missing}"
    hints = {
        "region": "write region: … at the place of work",
        "spelling": "write the region in English, in its own language, or as in ISO 3166-2",
        "city": "write city: … at the place of work",
        "headcount": "write employer: {headcount: {total: …}} in handbook.yaml",
        "there": "write employer: {headcount: {regions: {US-CA: …}}} in handbook.yaml",
        "remote": "state the pay, or ask counsel",
        "share": "write percent: … in the effect, or ask counsel",
    }
    hint = hints.get(name, "ask counsel")
    severity = Severity.WARNING if first.subject == "posting" else Severity.ADVICE
    return _diagnose(catalogue, first, UNDECIDED, severity, message, hint)


def _tell_gaps(catalogue: Catalogue, report: PolicyReport) -> Iterator[Diagnostic]:
    for gap in report.gaps:
        if gap.kind == "pack" and not is_country(gap.detail):
            continue  # another check tells that there is no such country
        if gap.subject == "posting":
            problem = _describe_posting_gap(gap)
            if problem:
                posting = catalogue.postings[gap.subject_id]
                at: tuple[Key, ...] = ("places",) if gap.kind == "pack" else ()
                yield posting.diagnose(UNDECIDED, Severity.WARNING, *problem, at=at, at_key=True)
            continue
        entries = f"{gap.entries} {'entry' if gap.entries == 1 else 'entries'} of roles"
        if gap.kind == "place":
            message = f"cannot decide whether {entries} may breach a law: nobody says where the people work"
            hint = "write jurisdictions: [CN-HB], or wherever they work, or give the roles places"
            at = ()
        else:
            message = (
                f"cannot decide whether {entries} may breach a law of {gap.detail}: no pack speaks of it"
            )
            hint = "ask counsel, and write a pack of your own in handbook/policies/ (docs/policies.md)"
            at = ("jurisdictions",)
        yield catalogue.handbook_file.diagnose(UNDECIDED, Severity.ADVICE, message, hint, at=at, at_key=True)


def _describe_posting_gap(gap: Gap) -> tuple[str, str] | None:
    if gap.kind == "pack":
        hint = "ask counsel, and write a pack of your own in handbook/policies/"
        return f"cannot decide whether it may breach a law of {_describe_unknown(gap.detail)}", hint
    if gap.kind == "language":
        hint = "ask counsel, and give detectors patterns for it in a pack of your own"
        return f"cannot judge its words in “{gap.detail}”: there are no patterns for this language", hint
    return None  # that an open posting has no place is told by a rule of its own


def _describe_unknown(country: str) -> str:
    only = ", only of the European Union" if country in EU_MEMBERS else ""
    return f"{country}: no pack speaks of it{only}"


def propose_suppression(findings: Iterable[Finding], today: dt.date) -> str:
    """What to write into the file of a role or posting to keep these findings of one entry."""
    found = list(findings)
    rules = ", ".join(dict.fromkeys(finding.rule_id for finding in found))
    entry, mark = found[0].entry, found[0].mark
    until = today + dt.timedelta(days=_KEPT_DAYS)
    name = entry.rpartition(".")[2].replace("_", "-")
    return (
        f"suppress: {{{name}: {{rules: [{rules}], entries: {{{entry}: {mark}}}, "
        f"reason: …, author: …, until: {until}}}}}"
    )


def _diagnose(
    catalogue: Catalogue, finding: Finding, code: str, severity: Severity, message: str, hint: str
) -> Diagnostic:
    """A diagnostic at the fact or the words that were caught."""
    subject: Role | Posting
    if finding.subject == "posting":
        subject = catalogue.postings[finding.subject_id]
        if finding.origin == "role":
            return subject.diagnose(code, severity, message, hint, at=("role",), at_key=True)
    else:
        subject = catalogue.roles[finding.subject_id]
    if finding.fact is not None or not finding.matches:
        at = finding.fact or ()
        if at == () or (finding.detector.pay == "missing"):
            at = ("places",)  # their law asks for what is not there
        return subject.diagnose(code, severity, message, hint, at=at, at_key=True)
    match = finding.matches[0]
    file = subject.file_of(match.path, match.language)
    place = locate_fragment(file, match.path, match.words, match.occurrence)
    return file.diagnose(code, severity, message, hint, place=place)
