"""All findings of a project on a day, and what could not be decided at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rolebook.content.catalogue import Catalogue, Role
from rolebook.policies.binding import Situation, bind_rules
from rolebook.policies.catching import NOTE_ON_SEX, Catch, catch_in_entry
from rolebook.policies.entries import list_role_entries
from rolebook.policies.findings import Finding
from rolebook.policies.packs import choose_built_in
from rolebook.policies.places import WorkPlace, read_place_code
from rolebook.policies.rulebook import Rulebook, make_rulebook


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
    rulebook: Rulebook


def find_findings(catalogue: Catalogue, today: dt.date) -> tuple[Finding, ...]:
    """Every finding of a project on a day, suppressed and undecided ones too."""
    return make_report(catalogue, today).findings


def make_report(catalogue: Catalogue, today: dt.date) -> PolicyReport:
    """Every finding of a project on a day, with the gaps; suppressed and undecided ones too."""
    rulebook = make_rulebook(source.pack for source in catalogue.packs.values())
    findings: list[Finding] = []
    gaps: list[Gap] = []
    unplaced = 0
    unknown: dict[str, int] = {}
    for role in catalogue.roles.values():
        catches = _catch_in_role(role, catalogue, rulebook)
        serious = sum(1 for catch in catches if catch.detector != NOTE_ON_SEX)
        places = find_role_places(role, catalogue)
        situation = Situation("role", role.id, places, None, today, role.facts.suppress)
        findings += bind_rules(catches, rulebook, situation)
        if not places:
            unplaced += serious
        for country in _list_unknown(places) if serious else ():
            unknown[country] = unknown.get(country, 0) + serious
    if unplaced:
        gaps.append(Gap("place", "handbook", "", entries=unplaced))
    gaps += [Gap("pack", "handbook", "", country, number) for country, number in unknown.items()]
    return PolicyReport(tuple(findings), tuple(gaps), rulebook)


def find_role_places(role: Role, catalogue: Catalogue) -> tuple[WorkPlace, ...]:
    """Where the people of a role work: in its places, or else where the handbook says; empty if nobody says."""
    book = catalogue.handbook
    known = (book.places[name] for name in role.facts.places)
    places = tuple(WorkPlace(place.country, place.region, place.city) for place in known)
    return places or tuple(read_place_code(code) for code in book.jurisdictions)


def _catch_in_role(role: Role, catalogue: Catalogue, rulebook: Rulebook) -> list[Catch]:
    return [
        catch
        for entry in list_role_entries(role, catalogue.handbook)
        for catch in catch_in_entry(entry, rulebook.detections)
    ]


def _list_unknown(places: Iterable[WorkPlace]) -> Iterator[str]:
    """The countries of which no pack of their own speaks."""
    for country in dict.fromkeys(place.country for place in places):
        if country.lower() not in choose_built_in(country):
            yield country
