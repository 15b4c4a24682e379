"""Whether an employer has as many people as a law asks for, in all and in the region of the law."""

from __future__ import annotations

import re

from rolebook.content.employer import Headcount
from rolebook.content.policy_packs import Jurisdiction
from rolebook.policies.findings import Missing
from rolebook.policies.rulebook import PlacedRule

_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


def find_size(placed: PlacedRule, headcount: Headcount | None) -> bool | Missing:
    """Whether a rule holds for an employer of this size; if that cannot be told, the fact that is missing."""
    needed, there = placed.rule.headcount_at_least, placed.rule.headcount_there
    if headcount is None:
        return (
            "headcount" if needed is not None or (there is not None and not _is_met(placed, there)) else True
        )
    if needed is not None and headcount.total < needed:
        return False
    if there is None or _is_met(placed, there):
        return True
    known, most = _count_there(placed.jurisdiction, headcount)
    if known is not None:
        return known >= there
    return "there" if most >= there else False


def _is_met(placed: PlacedRule, there: int) -> bool:
    """Whether it takes one person in the region only: who is hired for work there is one."""
    return there == 1 and not placed.remote and not placed.missing


def _count_there(jurisdiction: Jurisdiction | None, headcount: Headcount) -> tuple[int | None, int]:
    """How many people work where a law holds, None if nobody says; and how many it can be at most."""
    for region in jurisdiction.regions if jurisdiction else ():
        if _CODE.fullmatch(region):
            country = region.partition("-")[0]
            return headcount.regions.get(region), headcount.countries.get(country, headcount.total)
    return None, headcount.total
