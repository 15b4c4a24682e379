"""The rules of law: row by row of the table that they were taken from, by place of work, with what is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.diagnostics import Severity
from rolebook.policies import find_findings, list_withheld, make_report
from rolebook.policies.packs import read_built_in
from rolebook.policies.places import WorkPlace, find_reach
from tests.policy_samples import (
    DAY,
    FINE,
    TEAM_CUT,
    find,
    judge_advert,
    judge_need,
    judge_penalty,
    make_catalogue,
    set_book,
    with_posting,
)

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE
DEDUCTION = {"effect": {"kind": "wage-deduction", "percent": "15"}}
AGE = {"kind": "age", "at_most": "35"}
TRAIT = {"kind": "trait"}
PROCESS = {"effect": {"kind": "process"}}


def deduct(percent: str | None, of: str | None = None) -> dict[str, Any]:
    return {"effect": {"kind": "wage-deduction", "percent": percent, "of": of}}


# ------------------------------------------------------------------------------- the table: penalties


@pytest.mark.parametrize(
    ("where", "rule", "severity", "grade"),
    [
        ("ES", "es.fine", ERROR, "B"),
        ("FR", "fr.fine", ERROR, "B"),
        ("MX", "mx.fine", ERROR, "B"),
        ("AR", "ar.fine", ERROR, "B"),
        ("TW", "tw.fine", ERROR, "A"),
        ("HK", "hk.fine", ERROR, "B"),
        ("US-NY", "us-ny.fine", ERROR, "A"),
        ("US-CA", "us-ca.fine", ERROR, "B"),
        ("CO", "co.fine", ERROR, "B"),
        ("US-TX", "us.fine", WARNING, "A"),
        ("GB", "uk.fine", WARNING, "A"),
        ("CL", "cl.fine", WARNING, "U"),
        ("EC", "ec.fine", WARNING, "B"),
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


# ------------------------------------------------------------------------- the table: requirements


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


# --------------------------------------------------------------------------- the table: adverts


MADRID = {"country": "ES", "region": "Madrid", "city": "Madrid"}
PAID = {"pay": {"min": "20", "max": "30", "currency": "USD", "per": "hour"}}


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
        ("IL", 15, 14),
        ("MN", 30, 29),
        ("MA", 25, 24),
        ("NJ", 10, 9),
        ("NY", 4, 3),
        ("VT", 5, 4),
    ],
)
def test_pay_in_the_states(state: str, enough: int, short: int | None) -> None:
    place, rule = {"country": "US", "region": state}, f"us-{state.lower()}.pay"
    found = judge_advert(place, "A good job", headcount=enough)
    assert (found[rule].severity, found[rule].missing) == (ERROR, ())
    assert judge_advert(place, "A good job", headcount=None)[rule].missing == ("headcount",)
    assert rule not in judge_advert(place, "A good job", headcount=enough, **PAID)
    if short:
        assert judge_advert(place, "A good job", headcount=short) == {}


@pytest.mark.parametrize("state", ["WA", "HI", "DC", "MD"])
def test_states_whose_headcount_was_not_verified(state: str) -> None:
    found = judge_advert({"country": "US", "region": state}, "A good job")
    assert found[f"us-{state.lower()}.pay"].missing == ("open",)


@pytest.mark.parametrize(
    ("country", "rule", "severity", "missing"),
    [
        ("ES", "eu.pay", WARNING, ()),
        ("AT", "at.pay", ERROR, ()),
        ("LT", "lt.pay", ERROR, ()),
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


# -------------------------------------------------------------------------------------- places

CN = read_built_in("cn").jurisdictions


@pytest.mark.parametrize(
    ("region", "city", "guangdong", "shenzhen"),
    [
        ("Guangdong", "Guangzhou", "in", "out"),
        ("GD", "Guangzhou", "in", "out"),
        ("CN-GD", "广州", "in", "out"),
        ("广东省", "深圳市", "out", "in"),
        ("Guangdong", "Shenzhen", "out", "in"),
        (None, "深圳", "out", "in"),
        ("Jiangsu", "Suzhou", "out", "out"),
        ("CN-HB", None, "out", "out"),
        (None, None, "region", "region"),
        ("Guangdong", None, "city", "city"),
        ("Guandong", "Guangzhou", "spelling", "out"),
        ("Guangxi", "Nanning", "out", "out"),
    ],
)
def test_reach(region: str | None, city: str | None, guangdong: str, shenzhen: str) -> None:
    place = WorkPlace("CN", region, city)
    assert (find_reach(CN["cn-gd"], place), find_reach(CN["cn-sz"], place)) == (guangdong, shenzhen)


def test_guangdong_is_stricter_and_shenzhen_is_not() -> None:
    def judge(city: str | None) -> dict[str, Any]:
        catalogue = make_catalogue(None, penalties={"late": (FINE, {"en": "Comes late"})})
        place = {"country": "CN", "region": "Guangdong", **({"city": city} if city else {})}
        catalogue = set_book(catalogue, places={"here": place})
        role = catalogue.roles["sales-manager"]
        from dataclasses import replace

        facts = role.facts.model_copy(update={"places": ("here",)})
        found = find(replace(catalogue, roles={role.id: replace(role, facts=facts)}))
        return {name: (f.severity, f.missing) for name, f in found.items()}

    assert judge("Guangzhou") == {"cn-gd.fine": (ERROR, ())}
    assert judge("Shenzhen") == {"cn-sz.fine": (WARNING, ())}
    assert judge(None) == {
        "cn.fine": (WARNING, ()),
        "cn-gd.fine": (ERROR, ("city",)),
        "cn-sz.fine": (WARNING, ("city",)),
    }


def test_a_missing_region_is_no_pass() -> None:
    found = judge_penalty("US", FINE)
    assert {name: f.missing for name, f in found.items()} == {
        "us.fine": (),
        "us-ny.fine": ("region",),
        "us-ca.fine": ("region",),
    }
    assert "cannot be decided" in found["us-ny.fine"].say("en")


def test_a_missing_place_is_no_pass() -> None:
    gaps = make_report(make_catalogue(None, penalties={"late": (FINE, {"en": "Late"})}), DAY).gaps
    assert [(gap.kind, gap.subject, gap.entries) for gap in gaps] == [("place", "handbook", 1)]
    assert make_report(make_catalogue(None), DAY).gaps == ()


def test_a_country_without_pack_is_no_pass() -> None:
    gaps = make_report(make_catalogue("JP", penalties={"late": (FINE, {"en": "Late"})}), DAY).gaps
    assert [(gap.kind, gap.detail) for gap in gaps] == [("pack", "JP")]
    posted = with_posting(
        make_catalogue("SG"), {"places": [{"country": "DE"}], **PAID}, {"fr": {"introduction": "Un emploi"}}
    )
    found = make_report(posted, DAY).gaps
    assert [(gap.kind, gap.detail) for gap in found] == [("pack", "DE"), ("language", "fr")]


def test_work_from_home_is_done_somewhere() -> None:
    facts: dict[str, Any] = {"places": [], "remote": "full", "applicant_countries": ["US", "ES"]}
    found = judge_advert({}, "under 35 years old", **facts)
    assert {"us.age", "es.equality"} <= set(found)
    assert found["us-ny.pay"].missing == ("region",)


def test_closed_and_expired_postings_are_left_alone() -> None:
    assert judge_advert(MADRID, "35岁以下", "zh", status="closed") == {}
    assert judge_advert(MADRID, "35岁以下", "zh", valid_through="2026-11-30") == {}
    assert judge_advert(MADRID, "35岁以下", "zh", status="draft") != {}


# -------------------------------------------------------------------------- what a rule tells


def test_an_unverified_rule_is_at_most_a_warning() -> None:
    rule = {
        "detector": "fine",
        "says": {"en": "no fines"},
        "severity": "error",
        "grade": "U",
        "verified": "2026-11-21",
    }
    catalogue = make_catalogue(
        "SG", penalties={"late": (FINE, {"en": "Late"})}, packs={"house": {"rules": {"house.fine": rule}}}
    )
    assert find(catalogue)["house.fine"].severity is WARNING


def test_an_old_rule_says_so() -> None:
    catalogue = make_catalogue("ES", penalties={"late": (FINE, {"en": "Late"})})
    assert not find(catalogue, dt.date(2027, 11, 21))["es.fine"].old
    old = find(catalogue, dt.date(2027, 11, 22))["es.fine"]
    assert old.old
    assert "over a year ago" in old.say("en")
    assert "已逾一年" in old.say("zh")


def test_a_finding_speaks_every_language_and_never_judges() -> None:
    finding = judge_penalty("ES", FINE)["es.fine"]
    assert finding.say("en") == (
        "a fine is set; this may breach Estatuto de los Trabajadores, art. 58.3 (checked on 2026-11-21); ask counsel"
    )
    assert (
        finding.say("zh")
        == "规定了罚款，可能违反西班牙《劳动者法》第58.3条（2026-11-21核对），请咨询法律顾问"
    )
    assert finding.say("es").startswith("se fija una multa; podría infringir: Estatuto")
    assert finding.say("fr") == finding.say("en")
    assert finding.say("es-MX") == finding.say("es")
    for language in ("en", "zh", "es"):
        assert not {"illegal", "compliant", "unlawful", "违法", "ilegal"} & set(finding.say(language).split())


# --------------------------------------------------------------------------------- suppressions


def keep(entry: str, mark: str, until: str = "2027-03-01") -> dict[str, Any]:
    return {
        "agreed": {
            "rules": ["cn.fine"],
            "entries": {entry: mark},
            "reason": "Agreed with the works council",
            "author": "Li Wei",
            "until": until,
        }
    }


def test_a_suppression_keeps_a_finding_until_its_day_and_for_its_words() -> None:
    penalties: dict[str, Any] = {"late": (FINE, {"en": "Comes late"})}
    mark = find(make_catalogue("CN-HB", penalties=penalties))["cn.fine"].mark

    def state(suppress: dict[str, Any], day: dt.date = DAY, **words: str) -> str | None:
        given = {"late": (FINE, words)} if words else penalties
        finding = find(make_catalogue("CN-HB", penalties=given, suppress=suppress), day)["cn.fine"]
        return finding.keep.state if finding.keep else None

    kept = keep("penalties.late", mark)
    assert state(kept) == "kept"
    assert state(kept, dt.date(2027, 3, 1)) == "kept"
    assert state(kept, dt.date(2027, 3, 2)) == "expired"
    assert state(kept, en="Comes late twice") == "changed"
    assert state(keep("penalties.other", mark)) is None


# ------------------------------------------------------------------------------------- withheld


def test_what_a_posting_withholds() -> None:
    needs: dict[str, Any] = {
        "age": (AGE, {"en": "Under {at_most}"}),
        "fit": ({"kind": "health"}, {"en": "Good health"}),
        "sex": ({"kind": "sex"}, {"zh": "男女不限", "en": "Men and women alike"}),
        "family": (TRAIT, {"zh": "已婚已育优先", "en": "Settled"}),
        "contacts": ({"kind": "resource", "flags": ["pay-deduction"]}, {"en": "Contacts of one's own"}),
        "degree": ({"kind": "education", "minimum": "bachelor"}, {"en": "A degree"}),
        "looks": (TRAIT, {"zh": "形象好", "en": "Good manners"}),
    }
    catalogue = with_posting(
        make_catalogue("CN-HB", needs),
        {"places": [{"country": "CN", "region": "Hubei"}], "withhold": ["qualifications.degree"], **PAID},
        {"zh": {"introduction": "诚聘英才"}},
    )
    withheld = list_withheld(catalogue, catalogue.postings["job"], DAY)
    assert {one.entry: one.reasons for one in withheld if one.section == "qualifications"} == {
        "age": ("limit",),
        "fit": ("limit",),
        "sex": ("limit",),
        "family": ("rule",),
        "contacts": ("flag",),
        "degree": ("asked",),
    }
    family = next(one for one in withheld if one.entry == "family")
    assert [finding.rule_id for finding in family.findings] == ["cn.family"]
    # What is withheld is no finding of the posting any more.
    assert not any(f.subject == "posting" for f in find(catalogue).values())


def test_another_place_withholds_other_entries() -> None:
    needs: dict[str, Any] = {"looks": (TRAIT, {"zh": "形象好"})}
    for country, reasons in (("CN", []), ("FR", [("rule",)])):
        catalogue = with_posting(
            make_catalogue("CN-HB", needs),
            {"places": [{"country": country, "region": "Hubei", "city": "Wuhan"}], **PAID},
            {"zh": {"introduction": "诚聘英才"}},
        )
        withheld = list_withheld(catalogue, catalogue.postings["job"], DAY)
        assert [one.reasons for one in withheld] == reasons


# ------------------------------------------------------------------------------------ anything


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(["CN", "CN-GD", "US", "US-NY", "ES", "FR", "GB", "MX", "CA-ON", "JP", "AT", None]),
    st.sampled_from(["en", "zh", "es"]),
)
def test_any_words_are_judged_without_a_fall(text: str, where: str | None, language: str) -> None:
    words = {language: text.strip() or "x"}
    catalogue = make_catalogue(where, {"need": (TRAIT, words)}, {"late": (FINE, words)})
    report = make_report(
        with_posting(catalogue, {"places": [MADRID]}, {language: {"introduction": words[language]}}), DAY
    )
    for finding in report.findings:
        assert finding.say(language)
        assert finding.suggest(language)
        for match in finding.matches:
            assert words[language][match.start :].startswith(match.words) or match.path != ("introduction",)
