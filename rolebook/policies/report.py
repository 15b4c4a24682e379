"""All findings of a project on a day, and what could not be decided at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.policy_packs import PackSource
from rolebook.content.postings import Posting, find_state
from rolebook.content.yaml_tree import Key, YamlFile
from rolebook.diagnostics import ContentError, Diagnostic, Severity, shorten
from rolebook.policies.adverts import list_advert_entries
from rolebook.policies.binding import Situation, bind_rules
from rolebook.policies.catching import NOTE_ON_SEX, Catch, catch_in_entry
from rolebook.policies.detecting import PatternTooSlow
from rolebook.policies.entries import Entry, list_role_entries
from rolebook.policies.findings import Finding
from rolebook.policies.packs import choose_built_in
from rolebook.policies.places import WorkPlace, read_place_code
from rolebook.policies.rulebook import Rulebook, make_rulebook
from rolebook.policies.withholding import Withheld, withhold_entries


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be judged at all, so that nobody takes silence for consent.

    ``place``: nobody knows where the people of these roles work. ``pack``: no pack speaks of this country.
    ``language``: there are no patterns for texts of this language.
    """

    kind: Literal["place", "pack", "language"]
    subject: Literal["handbook", "role", "posting"]
    subject_id: str
    detail: str = ""
    entries: int = 0


@dataclass(frozen=True)
class PolicyReport:
    """The findings of a project: those of roles, then those of postings, in the order of the files."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    withheld: Mapping[str, tuple[Withheld, ...]]
    rulebook: Rulebook


def find_findings(catalogue: Catalogue, today: dt.date) -> tuple[Finding, ...]:
    """Every finding of a project on a day, suppressed and undecided ones too."""
    return make_report(catalogue, today).findings


def make_report(catalogue: Catalogue, today: dt.date) -> PolicyReport:
    """Every finding of a project on a day, with the gaps; suppressed and undecided ones too.

    Raises ContentError if a pattern takes too long.
    """
    try:
        return _make_report(catalogue, today)
    except PatternTooSlow as error:
        raise ContentError(
            [tell_slowness(error, catalogue.packs.values(), catalogue.handbook_file)]
        ) from None


def tell_slowness(error: PatternTooSlow, packs: Iterable[PackSource], handbook: YamlFile) -> Diagnostic:
    """That a pattern takes too long, at its place in a pack of the project if it is one of those."""
    message = f"the pattern “{shorten(error.pattern)}” takes too long on “{shorten(error.text, 30)}”"
    for source in packs:
        detector = source.pack.detectors.get(error.detector)
        for language, patterns in detector.texts.items() if detector else ():
            for field in ("find", "spare"):
                if error.pattern in (found := getattr(patterns, field)):
                    at: tuple[Key, ...] = ("detectors", error.detector, "texts", language, field)
                    hint = "let no repetition stand inside another, and limit each: {0,30} instead of * or +"
                    return source.file.diagnose(
                        "F022", Severity.ERROR, message, hint, at=(*at, found.index(error.pattern))
                    )
    hint = "shorten the text that begins so: it is far longer than a text that people read"
    return handbook.diagnose("F022", Severity.ERROR, message, hint)


def _make_report(catalogue: Catalogue, today: dt.date) -> PolicyReport:
    rulebook = make_rulebook(source.pack for source in catalogue.packs.values())
    findings: list[Finding] = []
    gaps: list[Gap] = []
    withheld: dict[str, tuple[Withheld, ...]] = {}
    unplaced = 0
    unknown: dict[str, int] = {}
    for role in catalogue.roles.values():
        entries = list_role_entries(role, catalogue.handbook)
        catches = _catch(entries, rulebook)
        places = find_role_places(role, catalogue)
        situation = Situation("role", role.id, places, None, today, role.facts.suppress)
        findings += bind_rules(catches, rulebook, situation)
        serious = sum(1 for catch in catches if catch.detector != NOTE_ON_SEX)
        unplaced += 0 if places else serious
        for country in _list_unknown(places, rulebook) if serious else ():
            unknown[country] = unknown.get(country, 0) + serious
    if unplaced:
        gaps.append(Gap("place", "handbook", "", entries=unplaced))
    gaps += [Gap("pack", "handbook", "", country, number) for country, number in unknown.items()]
    for posting in catalogue.postings.values():
        if find_state(posting, today) in ("closed", "expired") or posting.role not in catalogue.roles:
            continue
        judged = judge_posting(catalogue, posting, today, rulebook)
        findings += judged.findings
        gaps += judged.gaps
        withheld[posting.id] = judged.withheld
    return PolicyReport(tuple(findings), tuple(gaps), withheld, rulebook)


@dataclass(frozen=True)
class JudgedPosting:
    """A posting's findings in what it shows, the entries that it withholds, and what cannot be told."""

    findings: tuple[Finding, ...]
    withheld: tuple[Withheld, ...]
    gaps: tuple[Gap, ...]


def list_withheld(catalogue: Catalogue, posting: Posting, today: dt.date) -> tuple[Withheld, ...]:
    """The entries of its role that a posting must not show on a day, each with the reasons."""
    return judge_posting(catalogue, posting, today).withheld


def list_all_withheld(
    catalogue: Catalogue, report: PolicyReport, today: dt.date
) -> dict[str, frozenset[str]]:
    """For every posting, also those that are closed: the entries of its role that it must not show.

    Each as section and id, such as qualifications.age.
    """
    paths = {}
    for name, posting in catalogue.postings.items():
        found = report.withheld.get(name)
        if found is None and posting.role in catalogue.roles:
            found = list_withheld(catalogue, posting, today)
        paths[name] = frozenset(f"{one.section}.{one.entry}" for one in found or ())
    return paths


def list_doubtful(report: PolicyReport) -> dict[str, frozenset[str]]:
    """For roles: entries of which a finding says more than advice and that nobody keeps, as section and id.

    The public need not see them: a role is no advert, but who looks for one reads it as such.
    """
    paths: dict[str, set[str]] = {}
    for finding in report.findings:
        if finding.subject == "role" and finding.severity is not Severity.ADVICE and not finding.is_kept:
            paths.setdefault(finding.subject_id, set()).add(finding.entry)
    return {name: frozenset(found) for name, found in paths.items()}


def judge_posting(
    catalogue: Catalogue, posting: Posting, today: dt.date, rulebook: Rulebook | None = None
) -> JudgedPosting:
    """A posting against the law of its places and the rules of the house, as it would be published."""
    rulebook = rulebook or make_rulebook(source.pack for source in catalogue.packs.values())
    entries = tuple(list_advert_entries(posting, catalogue.roles[posting.role], catalogue.handbook))
    places = find_posting_places(posting)
    employer = catalogue.handbook.employer
    headcount = employer.headcount if employer else None
    situation = Situation("posting", posting.id, places, headcount, today, posting.facts.suppress)
    found = tuple(bind_rules(_catch(entries, rulebook), rulebook, situation))
    withheld = withhold_entries(entries, found, frozenset(posting.facts.withhold))
    hidden = {f"{one.section}.{one.entry}" for one in withheld}
    shown = tuple(one for one in found if one.origin == "posting" or one.entry not in hidden)
    return JudgedPosting(shown, withheld, tuple(_list_posting_gaps(posting, places, rulebook)))


def find_posting_places(posting: Posting) -> tuple[WorkPlace, ...]:
    """Where the work of a posting is done; from home, that is anywhere in the countries that it names."""
    facts = posting.facts
    places = [WorkPlace(place.country, place.region, place.city) for place in facts.places]
    if facts.remote == "full":
        places += [WorkPlace(country, anywhere=True) for country in facts.applicant_countries]
    return tuple(places)


def _list_posting_gaps(posting: Posting, places: tuple[WorkPlace, ...], rulebook: Rulebook) -> Iterator[Gap]:
    if not places:
        yield Gap("place", "posting", posting.id)
    for country in _list_unknown(places, rulebook):
        yield Gap("pack", "posting", posting.id, country)
    for language in posting.words:
        if not any(detection.knows_language(language) for detection in rulebook.detections):
            yield Gap("language", "posting", posting.id, language)


def find_role_places(role: Role, catalogue: Catalogue) -> tuple[WorkPlace, ...]:
    """Where the people of a role work: in its places, or else where the handbook says; empty if nobody says."""
    book = catalogue.handbook
    known = (book.places[name] for name in role.facts.places)
    places = tuple(WorkPlace(place.country, place.region, place.city) for place in known)
    return places or tuple(read_place_code(code) for code in book.jurisdictions)


def _catch(entries: Iterable[Entry], rulebook: Rulebook) -> list[Catch]:
    return [catch for entry in entries for catch in catch_in_entry(entry, rulebook.detections)]


def _list_unknown(places: Iterable[WorkPlace], rulebook: Rulebook) -> Iterator[str]:
    """The countries of which no pack of their own speaks, neither ours nor the project's."""
    own = {c for pack in rulebook.own for one in pack.jurisdictions.values() for c in one.countries}
    for country in dict.fromkeys(place.country for place in places):
        if country not in own and country.lower() not in choose_built_in(country):
            yield country
