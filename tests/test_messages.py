"""The interface words: every language says all of them, and the phrases made of them read well."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from rolebook.content.role_facts import Cadence, Effect, Guarantee, KpiFacts, PenaltyFacts
from rolebook.content.score_facts import Band
from rolebook.language.interface import load_interface
from rolebook.language.locales import find_language
from rolebook.language.phrases import Phrases
from rolebook.language.score_phrases import say_cap, say_score_rules

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "templates" / "locale"
LANGUAGES = sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/rolebook.po"))
# {name} of Python, %(name)s of the templates
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)s")
# Chinese characters and their punctuation.
WIDE = r"[\u3000-\u9fff\uff00-\uffef]"


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "rolebook.po"


def read_catalog(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def list_strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def test_languages() -> None:
    assert {"es", "zh"} <= set(LANGUAGES)


def test_extraction_is_fresh() -> None:
    """What make messages would write is what is there."""
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "messages", "--check"], capture_output=True, text=True
    )
    assert run.returncode == 0, f"run “make messages”, and translate what is new:\n{run.stdout}{run.stderr}"


@pytest.mark.parametrize("path", [LOCALE / "rolebook.pot", *map(path_of, LANGUAGES)], ids=lambda p: p.name)
def test_nothing_that_changes_by_itself(path: Path) -> None:
    """No dates, no line numbers, no paths of some machine, nothing obsolete."""
    text = path.read_text("utf-8")
    assert not re.search(r"-Date:|^#: .*:\d|^#: /|^#~|Generated-By", text, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete(language: str) -> None:
    template = read_catalog(LOCALE / "rolebook.pot")
    catalog = read_catalog(path_of(language), language)
    key = {(message.id, message.context) for message in template if message.id}
    assert {(message.id, message.context) for message in catalog if message.id} == key
    assert not [message.id for message in catalog if message.id and message.fuzzy]
    assert not [message.id for message in catalog if message.id and not all(list_strings(message))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms(language: str) -> None:
    catalog, plural = read_catalog(path_of(language), language), get_plural(language)
    header = next(iter(catalog)).string
    assert f"Plural-Forms: {plural.plural_forms}" in header
    counted = [message for message in catalog if message.pluralizable]
    assert counted
    assert {len(message.string) for message in counted} == {plural.num_plurals}


@pytest.mark.parametrize(("language", "forms"), [("zh", 1), ("es", 2)])
def test_number_of_plural_forms(language: str, forms: int) -> None:
    assert read_catalog(path_of(language), language).num_plurals == forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders(language: str) -> None:
    """Each translation has the placeholders of its message. The singular may say “one” in words."""
    wrong = []
    for message in read_catalog(path_of(language), language):
        ids = list(message.id) if isinstance(message.id, tuple | list) else [message.id]
        wanted = [sorted(PLACEHOLDER.findall(text)) for text in ids]
        strings = list_strings(message)
        for index, text in enumerate(strings):
            allowed = wanted if index == 0 and len(strings) > 1 else wanted[-1:]
            if message.id and sorted(PLACEHOLDER.findall(text)) not in allowed:
                wrong.append((message.id, text))
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_msgfmt(language: str, tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    assert msgfmt, "msgfmt (gettext) is installed by scripts/setup-tests"
    run = subprocess.run(
        [msgfmt, "--check", "--output-file", tmp_path / "rolebook.mo", path_of(language)],
        capture_output=True,
        text=True,
        env={"LC_ALL": "C", "PATH": ""},
    )
    # Who translated and when is in git, not in the header.
    about = [line for line in run.stderr.splitlines() if "missing in header" not in line]
    assert (run.returncode, about) == (0, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_as_the_message_does(language: str) -> None:
    """A sentence ends as a sentence, a label with a colon has its colon, spaces outside are none."""
    full_stop = "。" if language == "zh" else "."
    colon = "：" if language == "zh" else ":"
    for message in read_catalog(path_of(language), language):
        one = message.id[0] if isinstance(message.id, tuple | list) else message.id
        for text in list_strings(message) if one else ():
            assert text == text.strip(), one
            assert text.endswith(full_stop) == (one.endswith(".") and one != "No."), one
            assert text.endswith(colon) == one.endswith(":"), one


def test_chinese_punctuation() -> None:
    """Full-width marks, and spaces only beside Latin words."""
    for message in read_catalog(path_of("zh"), "zh"):
        for text in list_strings(message) if message.id else ():
            shown = PLACEHOLDER.sub("中", text)
            assert not re.search(rf"{WIDE}[,;:!?()]|[,;:!?()]{WIDE}|{WIDE}\.", shown), text
            assert not re.search(rf"{WIDE} +{WIDE}", shown), text


def phrases(language: str) -> Phrases:
    return Phrases(find_language(language), load_interface(language, [ROOT / "templates"]), "CNY")


# What is said: English, Chinese, Spanish.
CADENCES = [
    ({"every": "day"}, "daily", "每日", "cada día"),
    (
        {"every": ["year", "quarter", "month"]},
        "yearly, quarterly and monthly",
        "每年、每季度和每月",
        "cada año, cada trimestre y cada mes",
    ),
    ({"every": "week", "on": "monday"}, "every Monday", "每星期一", "cada lunes"),
    ({"every": "year", "at_least": 1}, "at least once a year", "每年至少1次", "al menos una vez al año"),
    (
        {"every": "week", "at_least": 3},
        "at least 3 times a week",
        "每周至少3次",
        "al menos 3 veces a la semana",
    ),
    (
        {"every": "month", "by": 2},
        "by the 2nd of each month",
        "每月2日前",
        "a más tardar el día 2 de cada mes",
    ),
    (
        {"every": "month", "by": "end"},
        "before the end of each month",
        "每月月底前",
        "antes de que termine cada mes",
    ),
    (
        {"every": "month", "from": 1, "by": 3},
        "from the 1st to the 3rd of each month",
        "每月1日至3日",
        "del 1 al 3 de cada mes",
    ),
    (
        {"every": "month", "rolling_months": 3},
        "monthly, looking 3 months ahead",
        "每月，滚动3个月",
        "cada mes, con previsión a 3 meses",
    ),
    ({"manner": "irregular"}, "from time to time", "不定期", "sin periodicidad fija"),
]


@pytest.mark.parametrize(("fields", "en", "zh", "es"), CADENCES)
def test_cadences(fields: dict[str, object], en: str, zh: str, es: str) -> None:
    cadence = Cadence.model_validate(fields)
    assert [phrases(tag).cadence(cadence) for tag in ("en", "zh", "es")] == [en, zh, es]


EVENTS = [
    ({"before": "x"}, "en", "delivery of the car", "before delivery of the car"),
    ({"before": "x", "hours": 6}, "zh", "交车", "交车前6小时"),
    ({"before": "x", "hours": "1.5"}, "en", "delivery", "1.5 hours before delivery"),
    ({"after": "x", "days": 1}, "zh", "考核不合格", "考核不合格后1天"),
    (
        {"before": "x", "hours": 6},
        "es",
        "la entrega del vehículo",
        "6 horas antes de la entrega del vehículo",
    ),
    ({"before": "x", "days": 1}, "es", "el cierre del año", "1 día antes del cierre del año"),
    ({"before": "x"}, "es", "el cierre del año", "antes del cierre del año"),
    ({"after": "x", "days": 2}, "es", "las vacaciones", "2 días después de las vacaciones"),
    ({"after": "x"}, "es", "una evaluación no superada", "tras una evaluación no superada"),
    ({"before": "x", "after": "x"}, "en", "the shift", "before and after the shift"),
    ({"before": "x", "after": "x"}, "zh", "当班", "当班前后"),
    ({"before": "x", "after": "x"}, "es", "el turno", "antes y después del turno"),
    ({"every": "day", "before": "x"}, "en", "opening", "before opening, daily"),
]


@pytest.mark.parametrize(("fields", "language", "event", "said"), EVENTS)
def test_events(fields: dict[str, object], language: str, event: str, said: str) -> None:
    """Names of events come as the handbook has them: in Spanish with their article, of either gender."""
    names = (event if "before" in fields else None, event if "after" in fields else None)
    assert phrases(language).cadence(Cadence.model_validate(fields), *names) == said


@pytest.mark.parametrize(
    ("language", "component", "said"),
    [
        ("en", "performance pay", "20% deducted from performance pay"),
        ("zh", "绩效工资", "扣减绩效工资的20%"),
        ("es", "la retribución variable", "descuento del 20 % de la retribución variable"),
        ("es", "el complemento de destino", "descuento del 20 % del complemento de destino"),
    ],
)
def test_pay_components(language: str, component: str, said: str) -> None:
    effect = Effect.model_validate({"kind": "variable-pay", "percent": 20, "of": "x"})
    assert phrases(language).effect(effect, component).replace("\N{NO-BREAK SPACE}", " ") == said


def test_amounts_counted_in_ten_thousands() -> None:
    """Only Chinese, Japanese and Korean count by ten thousand."""
    kpi = KpiFacts.model_validate({"weight": 10, "unit": "money", "currency": "CNY", "scale": "10000"})
    said = [phrases(tag).measure(kpi, Decimal("312.5")) for tag in ("en", "zh", "es")]
    assert said == ["3,125,000 yuan", "312.5万元", "3.125.000 yuanes"]


def test_bands() -> None:
    kpi = KpiFacts.model_validate({"weight": 10, "unit": "hours"})
    said = [
        phrases("zh").band(kpi, Band.model_validate(fields | {"score": 0}))
        for fields in (
            {"up_to": 48},
            {"above": 48, "up_to": 72},
            {"from": 1, "below": 2},
            {"above": 72},
            {"up_to": 0},
        )
    ]
    assert said == ["48小时及以下", "超过48小时至72小时（含）", "1小时至2小时（不含）", "超过72小时", "0小时"]


def test_guarantee() -> None:
    guarantee = Guarantee.model_validate({"months": 1, "orders_at_least": 2})
    assert phrases("zh").guarantee(guarantee) == "担保期为1个月；期内成交至少2单的，该员工留任，不作扣减。"
    said = phrases("es").guarantee(guarantee)
    assert said.startswith("El aval dura 1 mes; si en ese plazo hay al menos 2 pedidos cerrados, ")


LINE = {"linear": {"at": 100, "each": 5, "lose": 2, "gain": 1, "whole": True}, "floor": 0, "cap": 120}
VETO = {"veto": {"worse_than": 50, "score": 0, "total": True}}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "100 points at 100%",
                "2 points less for each full 5% worse",
                "1 point more for each full 5% better",
                "never less than 0 points",
                "never more than 120 points",
                "veto: less than 50% – the whole assessment gets the lowest total and rating",
            ],
        ),
        (
            "zh",
            [
                "100%得100分",
                "每差满5%减2分",
                "每优满5%加1分",
                "最低0分",
                "最高120分",
                "一票否决：低于50%，整个考核按最低总分和最低等级计",
            ],
        ),
        (
            "es",
            [
                "100 puntos con 100\xa0%",
                "2 puntos menos por cada 5\xa0% completo que empeore",
                "1 punto más por cada 5\xa0% completo que mejore",
                "como mínimo 0 puntos",
                "como máximo 120 puntos",
                "veto: menos de 50\xa0% – toda la evaluación recibe el total y la calificación más bajos",
            ],
        ),
    ],
)
def test_lines_floors_caps_and_vetoes(language: str, said: list[str]) -> None:
    kpi = KpiFacts.model_validate({"weight": 100, "unit": "percent", "scoring": {**LINE, **VETO}})
    assert list(say_score_rules(phrases(language), kpi)) == said


def test_caps_of_penalties() -> None:
    effects = (
        {"kind": "points", "points": 2},
        {"kind": "fine", "amount": {"value": 50, "currency": "CNY"}},
        {"kind": "variable-pay", "percent": 5, "of": "bonus"},
    )
    rules = [PenaltyFacts.model_validate({"effect": effect, "at_most": 200}) for effect in effects]
    assert [say_cap(phrases("zh"), rule) for rule in rules] == [
        "合计最多200分",
        "合计最多200元",
        "合计最多200%",
    ]
    assert say_cap(phrases("en"), PenaltyFacts.model_validate({"effect": effects[0]})) is None
