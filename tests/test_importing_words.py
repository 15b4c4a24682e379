"""Imports: what single words and figures become: cadences, requirements, penalties, languages, encodings."""

from __future__ import annotations

import pytest

from rolebook.importing.encodings import decode_bytes
from rolebook.importing.problems import ImportProblem
from rolebook.importing.recognise_cadence import find_cadence
from rolebook.importing.recognise_penalty import find_penalty
from rolebook.importing.recognise_qualification import find_qualifications
from rolebook.importing.vocabulary import guess_language, load_vocabulary


@pytest.mark.parametrize(
    ("language", "text", "fields"),
    [
        ("en", "Reports every Monday", {"every": "week", "on": "monday"}),
        ("en", "Sends it by the 2nd of each month", {"every": "month", "by": 2}),
        ("en", "Calls at least three times a week", {"every": "week", "at_least": 3}),
        ("en", "annual, quarterly and monthly plans", {"every": ["month", "quarter", "year"]}),
        ("en", "Closes the till before the end of the month", {"every": "month", "by": "end"}),
        ("en", "Serves customers", None),
        ("zh", "每周一汇报", {"every": "week", "on": "monday"}),
        ("zh", "每月２日前上交报表", {"every": "month", "by": 2}),
        ("zh", "每周至少三次回访", {"every": "week", "at_least": 3}),
        ("zh", "每日、周、月总结", {"every": ["day", "week", "month"]}),
        ("zh", "每月底前盘点", {"every": "month", "by": "end"}),
        ("zh", "不定期抽查", {"manner": "irregular"}),
        ("zh", "每月45日", {"every": "month"}),
        ("es", "Informa todos los lunes", {"every": "week", "on": "monday"}),
        ("es", "antes del día 2 de cada mes", {"every": "month", "by": 2}),
        ("es", "al menos tres veces por semana", {"every": "week", "at_least": 3}),
        ("es", "planes diarios, semanales y mensuales", {"every": ["day", "week", "month"]}),
        ("es", "antes de finalizar cada mes", {"every": "month", "by": "end"}),
    ],
)
def test_cadences(language: str, text: str, fields: dict[str, object] | None) -> None:
    found = find_cadence(text, load_vocabulary(language), {})
    assert (dict(found.fields) if found else None) == fields


def test_cadence_before_an_event_of_the_handbook() -> None:
    found = find_cadence(
        "6 hours before delivery, check the car", load_vocabulary("en"), {"delivery": "hand-over"}
    )
    assert found and dict(found.fields) == {"hours": 6, "before": "hand-over"}
    assert find_cadence("6 hours before delivery, check the car", load_vocabulary("en"), {}) is None


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("en", "Bachelor's degree or above", [{"kind": "education", "minimum": "bachelor"}]),
        (
            "en",
            "Two years of experience, food is preferred",
            [{"kind": "experience", "months_at_least": 24, "need": "preferred"}],
        ),
        (
            "en",
            "3-5 years of sales experience",
            [{"kind": "experience", "months_at_least": 36, "months_at_most": 60}],
        ),
        ("en", "Under 35 years old", [{"kind": "age", "at_most": 35}]),
        ("zh", "本科及以上学历", [{"kind": "education", "minimum": "bachelor"}]),
        ("zh", "三年以上工作经验", [{"kind": "experience", "months_at_least": 36}]),
        ("zh", "三十五周岁以下", [{"kind": "age", "at_most": 35}]),
        (
            "zh",
            "男女不限，大专以上",
            [{"kind": "sex", "need": "information"}, {"kind": "education", "minimum": "associate"}],
        ),
        ("es", "Más de 2 años de experiencia", [{"kind": "experience", "months_at_least": 24}]),
        ("es", "Licenciatura o superior", [{"kind": "education", "minimum": "bachelor"}]),
        ("es", "Menores de 40 años", [{"kind": "age", "at_most": 40}]),
    ],
)
def test_qualifications(language: str, text: str, facts: list[dict[str, object]]) -> None:
    found = [dict(one.facts) for one in find_qualifications(text, load_vocabulary(language))]
    assert found == [{"need": "required", **one} for one in facts]


@pytest.mark.parametrize(
    ("language", "text", "effect"),
    [
        (
            "en",
            "Late: a fine of 1,500 yuan",
            {"kind": "fine", "amount": {"value": "1500", "currency": "CNY"}},
        ),
        ("en", "Five points off", {"kind": "process"}),
        ("en", "5 points off each time", {"kind": "points", "points": "5"}),
        ("zh", "扣工资50元", {"kind": "wage-deduction", "amount": {"value": "50", "currency": "CNY"}}),
        ("zh", "扣绩效奖金10%", {"kind": "variable-pay", "percent": "10"}),
        ("zh", "警告", {"kind": "warning"}),
        ("es", "multa de 2,50 euros", {"kind": "fine", "amount": {"value": "2.5", "currency": "EUR"}}),
        ("es", "despido", {"kind": "process"}),
    ],
)
def test_penalties(language: str, text: str, effect: dict[str, object]) -> None:
    assert find_penalty(text, load_vocabulary(language), {}).facts["effect"] == effect


class TestEncodings:
    CHINESE = "岗位职责：1、负责销售计划的制定与执行；2、每周一汇报。\n"
    SPANISH = "Funciones: 1. Atender a los clientes según la petición; año y niñez.\n"

    @pytest.mark.parametrize(
        ("text", "codec", "label"),
        [
            (CHINESE, "gb18030", "GB18030"),
            (CHINESE, "utf-8-sig", "UTF-8"),
            (CHINESE, "utf-16", "UTF-16"),
            (CHINESE, "utf-16-le", "UTF-16"),
            (CHINESE, "utf-16-be", "UTF-16"),
            (SPANISH, "cp1252", "Windows-1252"),
            (SPANISH, "utf-8", "UTF-8"),
        ],
    )
    def test_known(self, text: str, codec: str, label: str) -> None:
        assert decode_bytes("x", text.encode(codec)) == (text, label)

    @pytest.mark.parametrize(
        "data",
        [
            bytes(range(128, 256)) * 4,
            b"\x00\x01\x02\x03",
            "職務内容：営業".encode("euc-jp") + b"\xff",
            b"\xff\xfeabc",
        ],
    )
    def test_unknown(self, data: bytes) -> None:
        with pytest.raises(ImportProblem, match="encoding"):
            decode_bytes("x", data)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Responsible for the daily work of the team", "en"),
        ("负责日常工作", "zh"),
        ("Responsable de la gestión diaria", "es"),
        ("负责CRM系统 sales", "zh"),
    ],
)
def test_languages_are_seen(text: str, language: str) -> None:
    assert guess_language(text) == language
