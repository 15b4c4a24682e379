"""The rules of a project: those of law for its places, and those of its own packs, with its changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rolebook.content.policy_packs import Detector, Jurisdiction, PolicyPack, PolicyRule
from rolebook.diagnostics import Severity
from rolebook.policies.detecting import Detection
from rolebook.policies.findings import Missing
from rolebook.policies.packs import DETECTORS, choose_built_in, read_built_in
from rolebook.policies.places import WorkPlace, find_reach

_RANK = {Severity.ADVICE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True)
class PlacedRule:
    """A rule that reaches a place, or of which that cannot be told for want of facts."""

    id: str
    rule: PolicyRule
    jurisdiction: Jurisdiction | None
    missing: tuple[Missing, ...] = ()
    remote: bool = False
    """Whether it reaches only work that is done from home, in whatever region of the country."""

    @property
    def rank(self) -> tuple[bool, bool]:
        """What is certain comes first, and work in the region itself before work from home."""
        return bool(self.missing), self.remote


@dataclass(frozen=True)
class Rulebook:
    """All packs of a project together: detectors that are switched on, and rules by place."""

    own: tuple[PolicyPack, ...]
    detections: tuple[Detection, ...]
    detectors: Mapping[str, Detector]
    severities: Mapping[str, Severity]
    _chosen: dict[frozenset[WorkPlace], tuple[PlacedRule, ...]] = field(default_factory=dict, repr=False)

    def choose_rules(self, places: Iterable[WorkPlace]) -> tuple[PlacedRule, ...]:
        """The rules that hold in any of these places: a rule that is certain in one is certain."""
        wanted = frozenset(places)
        if wanted not in self._chosen:
            chosen: dict[str, PlacedRule] = {}
            for place in sorted(wanted, key=repr):
                for placed in self._choose_at(place):
                    known = chosen.get(placed.id)
                    if known is None or placed.rank < known.rank:
                        chosen[placed.id] = placed
            self._chosen[wanted] = tuple(chosen.values())
        return self._chosen[wanted]

    def _choose_at(self, place: WorkPlace) -> list[PlacedRule]:
        packs = (*(read_built_in(name) for name in choose_built_in(place.country)), *self.own)
        jurisdictions = {name: j for pack in packs for name, j in pack.jurisdictions.items()}
        found: dict[str, PlacedRule] = {}
        for pack in packs:
            for rule_id, rule in pack.rules.items():
                jurisdiction = jurisdictions.get(rule.jurisdiction) if rule.jurisdiction else None
                if rule.jurisdiction and jurisdiction is None:
                    continue  # a check tells that there is no such jurisdiction
                placed = _place_rule(rule_id, rule, jurisdiction, place)
                if placed:
                    found[rule_id] = placed
        for placed in tuple(found.values()):
            for other in () if placed.missing else placed.rule.replaces:
                found.pop(other, None)
        return list(found.values())

    def weigh(self, rule_id: str, rule: PolicyRule, *, above: bool) -> Severity:
        """How grave a breach of a rule is here; ``above``: it takes more than the law's share of pay.

        What is not verified is a warning at most. A project may be stricter, or milder: but what rests on an
        official text (grade A) stays a warning at least.
        """
        severity = Severity(rule.above.severity if above and rule.above else rule.severity)
        if rule.grade == "U":
            severity = min(severity, Severity.WARNING, key=_RANK.__getitem__)
        chosen = self.severities.get(rule_id)
        if chosen is not None:
            severity = chosen
            if rule.grade == "A":
                severity = max(chosen, Severity.WARNING, key=_RANK.__getitem__)
        return severity


def _place_rule(
    rule_id: str, rule: PolicyRule, jurisdiction: Jurisdiction | None, place: WorkPlace
) -> PlacedRule | None:
    """A rule at a place of work, or None if it does not reach there."""
    reach = find_reach(jurisdiction, place) if jurisdiction else "in"
    if reach == "out":
        return None
    if reach == "in":
        return PlacedRule(rule_id, rule, jurisdiction)
    if place.anywhere and reach == "region" and rule.remote:
        missing: tuple[Missing, ...] = () if rule.remote.reach == "covered" else ("remote",)
        return PlacedRule(rule_id, rule, jurisdiction, missing, remote=True)
    return PlacedRule(rule_id, rule, jurisdiction, (reach,), remote=place.anywhere)


def make_rulebook(own: Iterable[PolicyPack]) -> Rulebook:
    """The rulebook of a project with these packs of its own, beside those that come with the program."""
    packs = tuple(own)
    enabled = frozenset(name for pack in packs for name in pack.enable)
    detections = [_prepare(enabled)]
    house = {name: d for pack in packs for name, d in pack.detectors.items() if d.enabled or name in enabled}
    if house:
        detections.append(Detection(house))
    return Rulebook(
        packs,
        tuple(detections),
        {name: d for detection in reversed(detections) for name, d in detection.detectors.items()},
        {rule: Severity(word) for pack in packs for rule, word in pack.severities.items()},
    )


@lru_cache(maxsize=8)
def _prepare(enabled: frozenset[str]) -> Detection:
    """The detectors that come with the program and are on; kept, so that texts are searched once only."""
    return Detection(
        {
            name: detector
            for name, detector in read_built_in(DETECTORS).detectors.items()
            if detector.enabled or name in enabled
        }
    )
