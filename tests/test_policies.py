"""What a finding tells, who keeps it until when, and that any words are judged."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.diagnostics import Severity
from rolebook.policies import make_report
from tests.policy_samples import DAY, FINE, MADRID, TRAIT, find, judge_penalty, make_catalogue, with_posting

WARNING = Severity.WARNING


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
    assert not find(catalogue, dt.date(2027, 11, 27))["es.fine"].old
    old = find(catalogue, dt.date(2027, 11, 28))["es.fine"]
    assert old.old
    assert "over a year ago" in old.say("en")
    assert "已逾一年" in old.say("zh")


def test_a_finding_speaks_every_language_and_never_judges() -> None:
    finding = judge_penalty("ES", FINE)["es.fine"]
    assert finding.say("en") == (
        "a fine is set; this may breach Estatuto de los Trabajadores, art. 58.3 (checked on 2026-11-27); ask counsel"
    )
    assert (
        finding.say("zh")
        == "规定了罚款，可能违反西班牙《劳动者法》第58.3条（2026-11-27核对），请咨询法律顾问"
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
