"""Work that is done from home, anywhere in a country: which laws of regions reach it, and what is not known."""

from __future__ import annotations

from typing import Any

import pytest

from rolebook.diagnostics import Severity
from rolebook.policies.packs import read_built_in
from tests.policy_samples import PAID, judge_advert

HOME: dict[str, Any] = {"remote": "full", "applicant_countries": ["US"]}
EVERYWHERE = {f"US-{state}": "400" for state in ("CA", "CO", "WA", "MA", "MN", "IL", "VT", "DC")}
COVERED = {"us-ca.pay", "us-co.pay", "us-nj.pay", "us-wa.pay"}
PAY_RULES = {name: rule for name, rule in read_built_in("us").rules.items() if name.endswith(".pay")}


def judge(headcount: Any, text: str = "A good job", **facts: Any) -> dict[str, Any]:
    return judge_advert({}, text, headcount=headcount, **HOME, **facts)


def test_no_law_of_pay_says_nothing_about_work_from_home() -> None:
    assert len(PAY_RULES) == 13
    assert {
        name for name, rule in PAY_RULES.items() if rule.remote and rule.remote.reach == "covered"
    } == COVERED
    assert all(rule.remote for rule in PAY_RULES.values())


def test_where_pay_is_stated_there_is_nothing_to_decide() -> None:
    for headcount in (None, 2, {"total": "500", "regions": EVERYWHERE}):
        assert judge(headcount, **PAID) == {}


def test_laws_that_reach_work_from_home_hold_if_enough_people_work_there() -> None:
    found = judge({"total": "500", "regions": EVERYWHERE})
    assert set(found) == set(PAY_RULES)
    assert {name for name, finding in found.items() if not finding.missing} == COVERED
    for name in COVERED:
        assert found[name].severity is Severity.ERROR
        assert "may breach" in found[name].say("en")
    for name in set(PAY_RULES) - COVERED:
        assert found[name].missing == ("remote",)
        assert "cannot be decided" in found[name].say("en")


def test_without_a_headcount_nothing_is_decided() -> None:
    found = judge(None)
    assert set(found) == set(PAY_RULES)
    assert all(finding.is_undecided for finding in found.values())
    assert found["us-ca.pay"].missing == ("headcount",)


def test_without_the_headcount_of_the_region_only_that_is_missing() -> None:
    found = judge(500)
    assert found["us-ca.pay"].missing == ("there",)
    assert found["us-nj.pay"].missing == ()
    assert "work in California" in found["us-ca.pay"].say("en")
    assert "加利福尼亚州" in found["us-ca.pay"].say("zh")


@pytest.mark.parametrize(
    ("headcount", "rule", "holds"),
    [
        ({"total": "14", "regions": EVERYWHERE | {"US-CA": "5"}}, "us-ca.pay", False),
        ({"total": "15", "regions": EVERYWHERE | {"US-CA": "0"}}, "us-ca.pay", False),
        ({"total": "15", "regions": EVERYWHERE | {"US-CA": "1"}}, "us-ca.pay", True),
        ({"total": "500", "countries": {"US": "0"}}, "us-co.pay", False),
        ({"total": "9"}, "us-nj.pay", False),
        ({"total": "10"}, "us-nj.pay", True),
    ],
)
def test_too_few_people(headcount: dict[str, Any], rule: str, holds: bool) -> None:
    found = judge(headcount)
    assert (rule in found and not found[rule].missing) is holds
    assert holds or rule not in found


def test_a_place_of_work_is_more_certain_than_work_from_home() -> None:
    found = judge(500, places=[{"country": "US", "region": "California"}])
    assert found["us-ca.pay"].missing == ()
    assert not found["us-ca.pay"].remote
    assert found["us-ny.pay"].missing == ("remote",)


def test_laws_that_say_nothing_of_work_from_home_ask_for_the_region() -> None:
    found = judge(500, "under 35 years old", **PAID)
    assert set(found) == {"us.age"}
    abroad = judge_advert({}, "A good job", remote="full", applicant_countries=["CA"])
    assert abroad["ca-on.pay"].missing == ("region",)


def test_the_law_tells_why_it_reaches_work_from_home() -> None:
    found = judge({"total": "500", "regions": EVERYWHERE})
    assert "Labor Commissioner" in found["us-ca.pay"].explain("en")
    assert "劳工专员" in found["us-ca.pay"].explain("zh")
    here = judge_advert({"country": "US", "region": "CA"}, "A good job")
    assert "Labor Commissioner" not in here["us-ca.pay"].explain("en")
