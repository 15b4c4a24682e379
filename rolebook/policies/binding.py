"""From what was caught to findings: the rules that hold where the work is done, and what is not known for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rolebook.content.employer import Headcount
from rolebook.content.policy_packs import PaySpread
from rolebook.content.suppressions import Suppression
from rolebook.policies.catching import Catch
from rolebook.policies.entries import PayRange
from rolebook.policies.findings import YEAR, Finding, Keep, Missing, Subject
from rolebook.policies.headcounts import find_size
from rolebook.policies.places import WorkPlace
from rolebook.policies.rulebook import PlacedRule, Rulebook


@dataclass(frozen=True)
class Situation:
    """Whose entries are judged: role or posting, where the work is done, for how large an employer, on which day."""

    subject: Subject
    subject_id: str
    places: tuple[WorkPlace, ...]
    headcount: Headcount | None
    today: dt.date
    suppressions: Mapping[str, Suppression | None]


def bind_rules(catches: Iterable[Catch], rulebook: Rulebook, situation: Situation) -> Iterator[Finding]:
    """Each rule that speaks about a catch of one of its detectors, once an entry."""
    rules = rulebook.choose_rules(situation.places)
    told: set[tuple[str, str, str, str]] = set()
    for catch in catches:
        for placed in rules:
            key = (placed.id, catch.detector, catch.entry.origin, catch.entry.name)
            if catch.detector not in placed.rule.detector or key in told:
                continue
            if not _is_in_scope(catch, placed, situation):
                continue
            told.add(key)
            yield _make_finding(catch, placed, rulebook, situation)


def _is_in_scope(catch: Catch, placed: PlacedRule, situation: Situation) -> bool:
    if find_size(placed, situation.headcount) is False:
        return False
    if isinstance(catch.entry.pay, PayRange):
        return placed.rule.spread is not None and _is_too_wide(catch.entry.pay, placed.rule.spread)
    return True


def _is_too_wide(pay: PayRange, spread: PaySpread) -> bool:
    """Whether a range is too wide, in the law's own currency; a range in another one is left to the reader."""
    if pay.currency != spread.currency or pay.lowest is None or pay.highest is None:
        return False
    exempt = spread.exempt_above is not None and pay.highest > spread.exempt_above
    return not exempt and pay.highest - pay.lowest > spread.at_most


def _make_finding(catch: Catch, placed: PlacedRule, rulebook: Rulebook, situation: Situation) -> Finding:
    rule, entry = placed.rule, catch.entry
    # A team pays for what one person did: no share of pay makes that a recovery of that person's damage.
    above = rule.above is not None and (
        catch.team or (catch.share is not None and catch.share > rule.above.percent)
    )
    return Finding(
        placed.id,
        rule,
        catch.detector,
        rulebook.detectors[catch.detector],
        placed.jurisdiction,
        rulebook.weigh(placed.id, rule, above=above),
        situation.subject,
        situation.subject_id,
        entry.origin,
        entry.name,
        entry.mark,
        catch.matches,
        catch.fact,
        team=catch.team,
        flagged=entry.flagged or entry.kind in ("age", "sex", "health"),
        old=rule.verified is not None and situation.today - rule.verified > YEAR,
        remote=placed.remote,
        missing=tuple(_list_missing(catch, placed, situation, above)),
        keep=_find_keep(placed.id, entry.name, entry.mark, situation),
    )


def _list_missing(catch: Catch, placed: PlacedRule, situation: Situation, above: bool) -> Iterator[Missing]:
    yield from placed.missing
    size = find_size(placed, situation.headcount)
    if not isinstance(size, bool):
        yield size
    if placed.rule.above is not None and not above and catch.share is None:
        yield "share"
    if placed.rule.open:
        yield "open"


def _find_keep(rule_id: str, entry: str, mark: str, situation: Situation) -> Keep | None:
    """The suppression of a finding; one that still counts goes before one that does not."""
    found: list[Keep] = []
    for name, suppression in situation.suppressions.items():
        if suppression is None or rule_id not in suppression.rules or entry not in suppression.entries:
            continue
        if suppression.entries[entry] != mark:
            found.append(Keep(name, suppression, "changed"))
        elif suppression.until < situation.today:
            found.append(Keep(name, suppression, "expired"))
        else:
            return Keep(name, suppression, "kept")
    return found[0] if found else None
