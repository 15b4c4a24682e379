"""The rules of law on penalties: row by row of the table that they were taken from, by place of work."""

from __future__ import annotations

from typing import Any

import pytest

from rolebook.diagnostics import Severity
from rolebook.policies import find_findings
from tests.policy_samples import DAY, FINE, TEAM_CUT, TRAIT, judge_penalty, make_catalogue

ERROR, WARNING = Severity.ERROR, Severity.WARNING
PROCESS = {"effect": {"kind": "process"}}


def deduct(percent: str | None, of: str | None = None) -> dict[str, Any]:
    return {"effect": {"kind": "wage-deduction", "percent": percent, "of": of}}


@pytest.mark.parametrize(
    ("where", "rule", "severity", "grade"),
    [
        ("ES", "es.fine", ERROR, "A"),
        ("FR", "fr.fine", ERROR, "B"),
        ("MX", "mx.fine", ERROR, "A"),
        ("AR", "ar.fine", ERROR, "B"),
        ("TW", "tw.fine", ERROR, "A"),
        ("HK", "hk.fine", ERROR, "A"),
        ("US-NY", "us-ny.fine", ERROR, "A"),
        ("US-CA", "us-ca.fine", ERROR, "B"),
        ("CO", "co.fine", ERROR, "A"),
        ("US-TX", "us.fine", WARNING, "A"),
        ("GB", "uk.fine", WARNING, "A"),
        ("CL", "cl.fine", WARNING, "B"),
        ("EC", "ec.fine", WARNING, "A"),
        ("CN-HB", "cn.fine", WARNING, "B"),
    ],
)
def test_fifty_yuan_each_time(where: str, rule: str, severity: Severity, grade: str) -> None:
    found = judge_penalty(where, FINE)
    assert set(found) == {rule}
    assert (found[rule].severity, found[rule].rule.grade) == (severity, grade)
    assert found[rule].fact == ("penalties", "late", "effect")


@pytest.mark.parametrize("where", ["SG", "AT", "PE", "DE"])
def test_fines_of_which_the_packs_say_nothing(where: str) -> None:
    assert judge_penalty(where, FINE) == {}


@pytest.mark.parametrize(
    ("where", "rule", "severity"),
    [
        ("CN-HB", "cn.bonuscut", WARNING),
        ("ES", "es.fine", ERROR),
        ("FR", "fr.fine", ERROR),
        ("GB", "uk.fine", WARNING),
    ],
)
def test_variable_pay_cut_for_a_fault(where: str, rule: str, severity: Severity) -> None:
    found = judge_penalty(where, TEAM_CUT)
    assert {name: f.severity for name, f in found.items()} == {rule: severity}
    assert found[rule].team


def test_the_team_is_not_saved_by_the_cap_of_20_percent() -> None:
    """Article 16 needs a loss that this worker caused: a team's pay is cut whatever the share."""
    own, team = judge_penalty("CN-HB", deduct("20")), judge_penalty("CN-HB", deduct("20", "team-pay"))
    assert own["cn.loss"].severity is WARNING
    assert team["cn.loss"].severity is ERROR
    assert "20 %" in judge_penalty("CN-HB", TEAM_CUT)["cn.bonuscut"].say("en")


@pytest.mark.parametrize(
    ("where", "rule", "percent", "severity"),
    [
        ("CN-HB", "cn.loss", "20", WARNING),
        ("CN-HB", "cn.loss", "20.1", ERROR),
        ("GB", "uk.loss", "10", WARNING),
        ("GB", "uk.loss", "11", ERROR),
        ("MX", "mx.loss", "15", ERROR),
        ("FR", "fr.fine", "15", ERROR),
        ("TW", "tw.fine", "15", ERROR),
        ("HK", "hk.fine", "15", ERROR),
        ("US-NY", "us-ny.fine", "15", ERROR),
        ("US-CA", "us-ca.fine", "15", ERROR),
        ("AR", "ar.fine", "15", ERROR),
    ],
)
def test_deductions_for_a_loss(where: str, rule: str, percent: str, severity: Severity) -> None:
    found = judge_penalty(where, deduct(percent))
    assert {name: (f.severity, f.missing) for name, f in found.items()} == {rule: (severity, ())}


def test_a_deduction_of_unknown_share_cannot_be_decided() -> None:
    amount = {"effect": {"kind": "wage-deduction", "amount": {"value": "100", "currency": "CNY"}}}
    assert judge_penalty("CN-HB", amount)["cn.loss"].missing == ("share",)
    assert judge_penalty("EC", FINE)["ec.fine"].missing == ("share",)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("扣年假一天", {"es.fine"}),
        ("每次罚款50元", {"es.fine"}),
        ("损失从工资扣", set()),
        ("考核不合格", set()),
    ],
)
def test_penalties_that_only_words_tell(text: str, rules: set[str]) -> None:
    assert set(judge_penalty("ES", PROCESS, zh=text)) == rules


def test_words_are_not_told_again_where_a_fact_says_it() -> None:
    found = judge_penalty("ES", FINE, en="fined 50 yuan", zh="罚款50元")
    assert set(found) == {"es.fine"}


def test_one_rule_can_be_broken_in_two_ways() -> None:
    catalogue = make_catalogue(
        "ES",
        {"need": (TRAIT, {"zh": "35岁以下，限男性"})},
        {"late": (FINE, {"en": "Comes late and loses a day of leave"})},
    )
    found = [(f.rule_id, f.detector_id) for f in find_findings(catalogue, DAY) if f.rule_id.startswith("es.")]
    assert found == [
        ("es.equality", "age"),
        ("es.equality", "sex"),
        ("es.fine", "fine"),
        ("es.fine", "rest"),
    ]


def test_steps_count_too() -> None:
    steps = {**PROCESS, "steps": [{"occurrence": "2", "effect": FINE["effect"]}]}
    assert judge_penalty("MX", steps)["mx.fine"].fact == ("penalties", "late", "steps", 0, "effect")
