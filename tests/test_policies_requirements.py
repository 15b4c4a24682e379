"""The rules of law on requirements: row by row of the table that they were taken from, by place of work."""

from __future__ import annotations

from typing import Any

import pytest

from rolebook.diagnostics import Severity
from tests.policy_samples import AGE, TRAIT, judge_need

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


@pytest.mark.parametrize(
    ("where", "rule", "severity"),
    [
        ("US-TX", "us.age", ERROR),
        ("GB", "uk.equality", ERROR),
        ("ES", "es.equality", ERROR),
        ("FR", "fr.discrimination", ERROR),
        ("MX", "mx.equality", ERROR),
        ("TW", "tw.age", ERROR),
        ("CO", "co.age", ERROR),
        ("CL", "cl.posting", ERROR),
        ("PE", "pe.posting", ERROR),
        ("SG", "sg.fairness", WARNING),
        ("CN-HB", "cn.age", WARNING),
    ],
)
def test_an_upper_age(where: str, rule: str, severity: Severity) -> None:
    by_fact = judge_need(where, AGE)
    by_words = judge_need(where, TRAIT, zh="年龄限35岁以下的", es="menores de 35 años")
    for found in (by_fact, by_words):
        assert {name: f.severity for name, f in found.items()} == {rule: severity}
    assert by_words[rule].list_words("zh") == ("35岁以下",)


def test_a_minimum_age() -> None:
    lower = {"kind": "age", "at_least": "25"}
    assert set(judge_need("ES", lower)) == {"es.equality"}
    assert judge_need("US-TX", lower) == {}  # to prefer older people is allowed there
    assert judge_need("ES", {"kind": "age", "at_least": "18"}) == {}
    assert judge_need("ES", TRAIT, en="at least 18 years old") == {}


@pytest.mark.parametrize(
    ("where", "facts", "words", "rule", "severity"),
    [
        ("CN-HB", {"kind": "sex"}, "限男性", "cn.sex", ERROR),
        ("CN-HB", TRAIT, "已婚已育优先", "cn.family", ERROR),
        ("CN-HB", TRAIT, "限本地户籍", "cn.origin", ERROR),
        ("CN-HB", TRAIT, "乙肝携带者勿投", "cn.carrier", ERROR),
        ("CN-HB", TRAIT, "身体健康", "cn.health", WARNING),
        ("FR", TRAIT, "限男性", "fr.sex", ERROR),
        ("FR", TRAIT, "已婚者优先", "fr.sex", ERROR),
        ("FR", TRAIT, "形象气质佳", "fr.discrimination", ERROR),
        ("FR", TRAIT, "母语为法语", "fr.discrimination", ERROR),
        ("ES", TRAIT, "身体健康", "es.health", WARNING),
        ("ES", TRAIT, "限本地户籍", "es.equality", ERROR),
        ("GB", {"kind": "health"}, "身体好", "uk.health", WARNING),
        ("GB", TRAIT, "女士优先", "uk.equality", ERROR),
        ("US-TX", TRAIT, "女士优先", "us.sex", ERROR),
        ("US-TX", TRAIT, "母语为英语", "us.origin", ERROR),
        ("US-TX", TRAIT, "无重大疾病", "us.health", ERROR),
        ("MX", TRAIT, "身体健康", "mx.equality", ERROR),
        ("SG", TRAIT, "限男性", "sg.fairness", WARNING),
        ("CL", TRAIT, "形象好", "cl.posting", ERROR),
    ],
)
def test_requirements(where: str, facts: dict[str, Any], words: str, rule: str, severity: Severity) -> None:
    found = judge_need(where, facts, zh=words)
    named = {name: f.severity for name, f in found.items() if not name.startswith("eu.")}
    assert named == {rule: severity}


def test_a_neutral_sex_is_not_a_limit() -> None:
    found = judge_need("CN-HB", {"kind": "sex"}, zh="男女不限", en="Men and women alike")
    assert {name: f.severity for name, f in found.items()} == {"general.sexnote": ADVICE}


def test_europe_is_stricter_where_the_directive_is_in_force() -> None:
    assert judge_need("DE", TRAIT, zh="限男性")["eu.sex"].severity is WARNING
    found = judge_need("IT", TRAIT, zh="限男性")
    assert {name: f.severity for name, f in found.items()} == {"eu-transposed.sex": ERROR}
