"""The rules of law on adverts: words and pay of postings, by place of work and headcount."""

from __future__ import annotations

from typing import Any

import pytest

from rolebook.diagnostics import Severity
from tests.policy_samples import MADRID, PAID, find, judge_advert, make_catalogue, with_posting

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


@pytest.mark.parametrize(
    ("place", "text", "language", "rules"),
    [
        (MADRID, "男女不限，35岁以下", "zh", {"general.sexnote", "es.equality"}),
        (MADRID, "Indique su salario actual.", "es", {"eu.payhistory"}),
        ({"country": "LT"}, "Indique su salario actual.", "es", {"eu-transposed.payhistory"}),
        ({"country": "US", "region": "TX"}, "A recent college graduate", "en", {"us.age"}),
        ({"country": "GB"}, "a young and dynamic team", "en", {"uk.ageproxy"}),
        ({"country": "GB"}, "We were founded 30 years ago.", "en", set()),
        ({"country": "CN", "region": "江苏省"}, "应届毕业生优先", "zh", set()),
        ({"country": "CN", "region": "Jiangsu"}, "限男性", "zh", {"cn.sex"}),
        ({"country": "MX"}, "se busca hombre de 25 a 35 años", "es", {"mx.equality"}),
        ({"country": "PE"}, "buena presencia", "es", {"pe.posting"}),
    ],
)
def test_words_of_a_posting(place: dict[str, str], text: str, language: str, rules: set[str]) -> None:
    assert set(judge_advert(place, text, language, **PAID)) == rules


def test_the_place_of_work_chooses_the_law_not_the_language() -> None:
    for place, rule in ((MADRID, "es.equality"), ({"country": "CN", "region": "Hubei"}, "cn.age")):
        assert set(judge_advert(place, "35岁以下", "zh", **PAID)) == {rule}


def test_every_place_counts() -> None:
    found = judge_advert(
        MADRID, "35岁以下", "zh", **PAID, places=[MADRID, {"country": "CN", "region": "Hubei"}]
    )
    assert set(found) == {"es.equality", "cn.age"}


@pytest.mark.parametrize(
    ("state", "enough", "short"),
    [
        ("CA", 15, 14),
        ("CO", 1, None),
        ("DC", 1, None),
        ("HI", 50, 49),
        ("IL", 15, 14),
        ("MD", 1, None),
        ("ME", 10, 9),
        ("NJ", 10, 9),
        ("NY", 4, 3),
        ("VT", 5, 4),
        ("WA", 15, 14),
    ],
)
def test_pay_in_the_states(state: str, enough: int, short: int | None) -> None:
    place, rule = {"country": "US", "region": state}, f"us-{state.lower()}.pay"
    found = judge_advert(place, "A good job", headcount=enough)
    assert (found[rule].severity, found[rule].missing) == (ERROR, ())
    assert rule not in judge_advert(place, "A good job", headcount=enough, **PAID)
    if short:
        assert judge_advert(place, "A good job", headcount=None)[rule].missing == ("headcount",)
        assert judge_advert(place, "A good job", headcount=short) == {}


@pytest.mark.parametrize(("state", "needed"), [("MA", 25), ("MN", 30)])
def test_states_whose_law_counts_the_people_there(state: str, needed: int) -> None:
    place, rule = {"country": "US", "region": state}, f"us-{state.lower()}.pay"

    def judge(total: int, **there: Any) -> tuple[str, ...] | None:
        found = judge_advert(place, "A good job", headcount={"total": str(total), **there})
        return found[rule].missing if rule in found else None

    assert judge(400) == ("there",)
    assert judge(needed - 1) is None
    assert judge(400, countries={"US": str(needed - 1)}) is None
    assert judge(400, regions={f"US-{state}": str(needed)}) == ()
    assert judge(400, regions={f"US-{state}": str(needed - 1)}) is None


@pytest.mark.parametrize(
    ("country", "rule", "severity", "missing"),
    [
        ("ES", "eu.pay", WARNING, ()),
        ("AT", "at.pay", ERROR, ()),
        ("LT", "lt.pay", ERROR, ()),
        ("IT", "it.pay", ERROR, ()),
        ("SK", "eu.pay", WARNING, ()),
        ("TW", "tw.pay", ERROR, ("open",)),
    ],
)
def test_pay_elsewhere(country: str, rule: str, severity: Severity, missing: tuple[str, ...]) -> None:
    found = judge_advert({"country": country}, "Salario según valía", "es")
    assert {name: (f.severity, f.missing) for name, f in found.items()} == {rule: (severity, missing)}
    assert judge_advert({"country": country}, "Salario según valía", "es", **PAID) == {}


def test_ontario() -> None:
    place = {"country": "CA", "region": "Ontario"}
    wide = {"pay": {"min": "60000", "max": "120000", "currency": "CAD", "per": "year"}}
    high = {"pay": {"min": "100000", "max": "210000", "currency": "CAD", "per": "year"}}
    monthly = {"pay": {"min": "5000", "max": "9000", "currency": "CAD", "per": "month"}}
    text = "Canadian experience required."
    found = judge_advert(place, text)
    assert set(found) == {"ca-on.pay", "ca-on.experience", "ca-on.ai", "ca-on.vacancy"}
    assert found["ca-on.ai"].missing == ("open",)
    text = "An existing vacancy. We use no artificial intelligence to select applicants."
    assert set(judge_advert(place, text, **wide)) == {"ca-on.spread"}
    assert judge_advert(place, text, **high) == {}
    assert judge_advert(place, text, **monthly) == {}
    assert judge_advert(place, text, headcount=24) == {}


def test_coded_words_are_off_by_default_and_counted_together() -> None:
    text = "An aggressive, fearless, ambitious, dominant hunter"
    assert judge_advert(MADRID, text, **PAID) == {}
    catalogue = with_posting(
        make_catalogue("SG", packs={"house": {"enable": ["coded"]}}),
        {"places": [MADRID], **PAID},
        {"en": {"introduction": text}},
    )
    finding = find(catalogue)["general.coded"]
    assert len(finding.list_words()) == 5
    assert finding.severity is ADVICE


def test_statements_of_equal_opportunity_are_not_searched() -> None:
    catalogue = with_posting(
        make_catalogue("SG"),
        {"places": [{"country": "FR"}], **PAID},
        {"en": {"equal_opportunity": "Married or single, male or female, all are welcome."}},
    )
    assert find(catalogue) == {}
