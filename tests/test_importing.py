"""Imports: what damaged texts become, that no sentence is lost, and that a draft is a role."""

from __future__ import annotations

import datetime as dt
import json
import re
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolebook.checks import check_catalogue
from rolebook.cli import cli
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.validate import to_plain
from rolebook.content.yaml_reader import read_yaml
from rolebook.diagnostics import Severity
from rolebook.importing.encodings import decode_bytes
from rolebook.importing.import_texts import ImportOutcome, ImportRequest, import_texts, write_drafts
from rolebook.importing.markers import NumberChain, find_inline, read_marker
from rolebook.importing.problems import ImportProblem
from rolebook.importing.recognise_cadence import find_cadence
from rolebook.importing.recognise_penalty import find_penalty
from rolebook.importing.recognise_qualification import find_qualifications
from rolebook.importing.source_text import MAX_TEXT, read_source
from rolebook.importing.vocabulary import LANGUAGES, guess_language, load_vocabulary
from rolebook.scaffold import start_project

TODAY = dt.date(2026, 12, 1)
TEXTS = Path(__file__).parent / "data" / "import"
PREFIX = "new-"  # the project of the tests has a sales manager already


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in three languages. Nobody may change it."""
    folder = tmp_path_factory.mktemp("import") / "project"
    start_project(folder, LANGUAGES, TODAY)
    return folder


def draft(project: Path, *files: Path, **choices: object) -> ImportOutcome:
    request = ImportRequest(project, files, project / "roles", TODAY, prefix=PREFIX, **choices)  # type: ignore[arg-type]
    return import_texts(request)


def draft_text(project: Path, folder: Path, text: str, **choices: object) -> ImportOutcome:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return draft(project, path, **choices)


def read_drafts(outcome: ImportOutcome) -> dict[str, tuple[RoleFacts, RoleWords]]:
    """The roles of an import, read back from the text of their files."""
    roles: dict[str, dict[str, object]] = {}
    for path, text in outcome.files.items():
        file, problems = read_yaml(path.name, text.encode())
        assert not problems and file.root
        model = RoleFacts if path.name == "role.yaml" else RoleWords
        roles.setdefault(path.parent.name, {})[model.__name__] = model.model_validate(to_plain(file.root))
    return {name: (one["RoleFacts"], one["RoleWords"]) for name, one in roles.items()}  # type: ignore[misc]


def list_comments(outcome: ImportOutcome) -> str:
    return "\n".join(line for text in outcome.files.values() for line in text.split("\n") if "#" in line)


class TestSamples:
    """Texts of our own, with the damages that real ones have."""

    def test_english(self, project: Path) -> None:
        outcome = draft(project, TEXTS / "posts.en.txt")
        roles = read_drafts(outcome)
        assert list(roles) == ["new-warehouse-supervisor", "new-receiving-clerk"]
        facts, words = roles["new-warehouse-supervisor"]
        assert facts.draft and facts.source_language == "en" and words.title == "Warehouse supervisor"
        assert len(words.duties) == 7
        assert "Walks through the cold store twice a day and notes the temperature." in words.duties.values()
        assert "Reconciles the ledger with the accounting department each quarter" in words.duties.values()
        assert list(words.authority.values()) == ["Has the right to refuse goods that do not match the order"]
        assert sorted(need.kind for need in facts.qualifications.values() if need) == [
            "age",
            "education",
            "experience",
            "health",
            "skill",
        ]
        assert [rule.effect.kind for rule in facts.penalties.values() if rule] == [
            "fine",
            "variable-pay",
            "points",
        ]
        cadences = [
            duty.cadence.model_dump(exclude_none=True)
            for duty in facts.duties.values()
            if duty and duty.cadence
        ]
        assert {"every": ("week",), "on": "monday"} in cadences
        assert {"every": ("month",), "by": 5} in cadences
        assert {"every": ("month",), "at_least": 3} in cadences
        _, clerk = roles["new-receiving-clerk"]
        assert "Tells purchasing at once." in clerk.duties.values()
        assert list(clerk.workflows["workflow"].items) == ["take-papers", "second-count-goods"]  # type: ignore[union-attr]
        assert "A bus from the station and lunch." in list_comments(outcome)
        assert "Page 2 of 2" in list_comments(outcome)

    def test_chinese(self, project: Path) -> None:
        outcome = draft(project, TEXTS / "posts.zh.txt")
        roles = read_drafts(outcome)
        assert list(roles) == ["new-warehouse-department-supervisor", "new-receiving"]
        facts, words = roles["new-warehouse-department-supervisor"]
        assert (words.title, words.purpose) == ("仓储部主管", "保证货物收发准确、及时，仓库安全整洁。")
        assert len(words.duties) == 6 and len(words.authority) == 1 and len(words.qualifications) == 5
        assert [str(kpi.weight) for kpi in facts.kpis.values() if kpi] == ["40", "35", "25"]
        assert [words.kpis[name].name for name in facts.kpis] == ["盘点准确率", "发货及时率", "仓储费用"]  # type: ignore[union-attr]
        effects = [rule.effect for rule in facts.penalties.values() if rule]
        assert effects[0].amount and (effects[0].amount.value, effects[0].amount.currency) == (100, "CNY")
        assert (effects[1].percent, effects[2].points) == (20, 2)
        assert "直接上级：运营总监" in list_comments(outcome)
        _, clerk = roles["new-receiving"]
        assert clerk.title == "收货员" and len(clerk.duties) == 3 and len(clerk.qualifications) == 3

    def test_spanish(self, project: Path) -> None:
        outcome = draft(project, TEXTS / "posts.es.txt")
        roles = read_drafts(outcome)
        facts, words = roles["new-warehouse-supervisor"]
        assert words.title == "Encargado de almacén"
        assert len(words.duties) == 5 and len(words.authority) == 1
        lost = [path for path, source in facts.provenance.items() if source and source.gap == "lost"]
        assert len(lost) == 1 and words.duties[lost[0].split(".")[1]].startswith("de las etiquetas")  # type: ignore[union-attr]
        assert "El punto 5 de esta lista no tiene texto" in list_comments(outcome)
        fine = next(rule for rule in facts.penalties.values() if rule)
        assert fine.effect.amount and (fine.effect.amount.value, fine.effect.amount.currency) == (30, "EUR")
        clerk, spoken = roles["new-reception-assistant"]
        assert len(spoken.duties) == 3 and [str(kpi.weight) for kpi in clerk.kpis.values() if kpi] == [
            "60",
            "40",
        ]

    def test_chinese_form_that_was_pasted(self, project: Path) -> None:
        """Labels stand on lines of their own, their values on the next; the numbers of the duties are gone."""
        outcome = draft(project, TEXTS / "form.zh.txt")
        ((facts, words),) = read_drafts(outcome).values()
        assert (words.title, words.purpose) == ("仓储主管", "保证货物收发准确。")
        assert len(words.duties) == 4
        assert {need.kind for need in facts.qualifications.values() if need} == {
            "sex",
            "age",
            "education",
            "experience",
        }
        assert [str(kpi.weight) for kpi in facts.kpis.values() if kpi] == ["60", "40"]
        comments = list_comments(outcome)
        assert "直属上级：仓储经理" in comments and "所在部门：仓储部" in comments
        assert "line 9 (a label without a value)" in comments

    def test_spanish_form_in_capitals(self, project: Path) -> None:
        outcome = draft(project, TEXTS / "form.es.txt")
        ((_, words),) = read_drafts(outcome).values()
        assert (words.title, words.purpose) == ("Jefe de taller", "Mantener las máquinas en marcha.")
        assert list(words.duties.values()) == ["Revisar las máquinas.", "Pedir repuestos cada semana."]
        assert len(words.qualifications) == 3
        assert "Puesto al que reporta: Gerente de planta" in list_comments(outcome)
        assert "de 7 a 15" in list_comments(outcome)

    def test_english_page_with_bullets(self, project: Path) -> None:
        outcome = draft(project, TEXTS / "page.en.txt")
        ((_, words),) = read_drafts(outcome).values()
        assert words.title == "Front desk clerk"
        assert words.purpose == "A front desk clerk receives visitors and keeps the house in touch."
        rooms, post = words.duties.values()
        assert rooms.title == "Rooms" and len(rooms.items) == 2 and post.title == "Post"  # type: ignore[union-attr]
        assert len(words.qualifications) == 3

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_draft_passes_the_check(self, project: Path, language: str, tmp_path: Path) -> None:
        own = tmp_path / "own"
        start_project(own, LANGUAGES, TODAY)
        write_drafts(draft(own, TEXTS / f"posts.{language}.txt"))
        catalogue, problems = load_catalogue(own)
        problems = [*problems, *check_catalogue(catalogue, today=TODAY)]
        assert [p for p in problems if p.severity is Severity.ERROR] == []
        assert sum(role.facts.draft for role in catalogue.roles.values()) == 2

    def test_age_and_health_are_entries_of_their_own(self, project: Path) -> None:
        facts, words = read_drafts(draft(project, TEXTS / "posts.en.txt"))["new-warehouse-supervisor"]
        for name, need in facts.qualifications.items():
            if need and need.kind not in ("age", "health"):
                assert not re.search(r"25|health", str(words.qualifications[name]))


class TestDamages:
    """One damage each."""

    @pytest.mark.parametrize(
        ("text", "value", "rest"),
        [
            ("1 1. Eleven", 11, "Eleven"),
            ("１１、十一", 11, "十一"),
            ("11) Eleven", 11, "Eleven"),
            ("11.3 years of it", 11, "3 years of it"),
            ("11 Onceava tarea", 11, "Onceava tarea"),
            ("11。十一", 11, "十一"),
        ],
    )
    def test_number_eleven(self, text: str, value: int, rest: str) -> None:
        chain = NumberChain()
        chain.last["arabic"] = 10
        chain.last["half-bracket"] = 10
        marker = read_marker(text, chain, load_vocabulary("en"))
        assert marker and marker.value == value and text[marker.end :] == rest

    @pytest.mark.parametrize(
        "text", ["2.5 years of it", "2026.12.01 is a date", "3-5 years", "A cooperative team", "12 customers"]
    )
    def test_what_is_no_number_of_an_item(self, text: str) -> None:
        assert read_marker(text, NumberChain(), load_vocabulary("en")) is None

    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("Does one. 2. Does two; 3. Does three.", [2, 3]),
            ("做一。2、做二；3、做三", [2, 3]),
            ("in 2. place", []),
            ("version 1.2 of 3.4", []),
        ],
    )
    def test_items_inside_a_line(self, text: str, values: list[int]) -> None:
        chain = NumberChain()
        chain.last["arabic"] = 1
        assert [marker.value for marker in find_inline(text, chain)] == values

    def test_heading_glued_to_the_numbers_of_role_and_item(self, project: Path, tmp_path: Path) -> None:
        roles = (
            "".join(
                f"Responsibilities of the stock clerk {number} 1. Counts shelf {number}.\n2. Fills shelf {number}.\n\n"
                for number in range(1, 13)
            )
            .replace("clerk 11 1.", "clerk: 1 1 1.")
            .replace("clerk 12 1.", "clerk121;")
        )
        outcome = draft_text(project, tmp_path, roles)
        drafts = read_drafts(outcome)
        assert len(drafts) == 12 and all(len(words.duties) == 2 for _, words in drafts.values())
        assert "new-stock-clerk-12" in drafts

    def test_restarted_numbers_of_fines_are_penalties(self, project: Path, tmp_path: Path) -> None:
        text = "Duties:\n1. Keeps records.\n2. Answers.\n1. No records, 20 yuan fine.\n2. Mail lost, fine of 10 yuan."
        facts, words = read_drafts(draft_text(project, tmp_path, text))["new-text"]
        assert len(words.duties) == 2 and len(facts.penalties) == 2
        assert all(facts.provenance[f"penalties.{name}"].certainty == "inferred" for name in facts.penalties)  # type: ignore[union-attr]

    def test_header_of_every_page(self, project: Path, tmp_path: Path) -> None:
        page = "Acme staff handbook\n"
        text = f"{page}Buyer\nDuties:\n1. Buys.\n{page}2. Sells.\n{page}3. Counts.\n{page}"
        outcome = draft_text(project, tmp_path, text)
        _, words = read_drafts(outcome)["new-buyer"]
        assert list(words.duties.values()) == ["Buys.", "Sells.", "Counts."]
        assert list_comments(outcome).count("Acme staff handbook") == 4

    def test_second_list_of_duties_is_another_role(self, project: Path, tmp_path: Path) -> None:
        text = "Duties:\n1. Buys.\n2. Sells.\nRequirements:\n1. Experience\nDuties:\n1. Cooks.\n2. Washes.\n"
        drafts = read_drafts(draft_text(project, tmp_path, text))
        assert [list(words.duties.values()) for _, words in drafts.values()] == [
            ["Buys.", "Sells."],
            ["Cooks.", "Washes."],
        ]

    def test_list_without_numbers_and_its_titles(self, project: Path, tmp_path: Path) -> None:
        text = "采购员的基本职责包括：\n计划\n计算数量。\n编制预算。\n合同\n签订合同。\n归档合同。\n"
        ((_, words),) = read_drafts(draft_text(project, tmp_path, text)).values()
        plan, contract = words.duties.values()
        assert (plan.title, contract.title) == ("计划", "合同")  # type: ignore[union-attr]
        assert list(contract.items.values()) == ["签订合同。", "归档合同。"]  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            (
                "Role definition\nThe fleet manager is responsible for vans.\nDuties:\n1. Buys vans.\n",
                "Fleet manager",
            ),
            ("岗位概述\n采购专员主要负责采购。\n岗位职责\n1、询价。\n2、下单。\n", "采购专员"),
            (
                "Objetivo:\nEl jefe de flota es responsable de ella.\nFUNCIONES ESPECIFICAS:\n1. Comprar.\n",
                "Jefe de flota",
            ),
        ],
    )
    def test_title_in_passing(self, project: Path, tmp_path: Path, text: str, title: str) -> None:
        outcome = draft_text(project, tmp_path, text)
        ((_, words),) = read_drafts(outcome).values()
        assert words.title == title and len(words.duties) in (1, 2)
        assert "guess: the text says" in list_comments(outcome)

    def test_numbered_heading_of_no_section(self, project: Path, tmp_path: Path) -> None:
        text = "一、岗位职责\n1、询价。\n二、任职资格\n1、大专以上学历。\n三、团建活动\n每月聚餐。\n"
        outcome = draft_text(project, tmp_path, text)
        ((_, words),) = read_drafts(outcome).values()
        assert len(words.duties) == len(words.qualifications) == 1
        assert "under “团建活动”" in list_comments(outcome)

    def test_nested_numbers(self, project: Path, tmp_path: Path) -> None:
        text = "岗位职责\n一、采购\n1、询价。\n（1）比较价格；\n（2）记录报价。\n2、下单。\n二、付款\n1、核对发票。\n"
        _, words = read_drafts(draft_text(project, tmp_path, text))["new-text"]
        first, second = words.duties.values()
        assert first.title == "采购" and len(first.items) == 2  # type: ignore[union-attr]
        assert len(next(iter(first.items.values())).items) == 2  # type: ignore[union-attr]
        assert list(second.items.values()) == ["核对发票。"]  # type: ignore[union-attr]

    def test_labels_without_signs_between(self, project: Path, tmp_path: Path) -> None:
        text = "岗位说明书部门采购部岗位名称采购专员直接上级采购经理本职工作负责采购。岗位职责：1、询价。2、下单。"
        outcome = draft_text(project, tmp_path, text)
        ((_, words),) = read_drafts(outcome).values()
        assert (words.title, words.purpose) == ("采购专员", "负责采购。")
        assert list(words.duties.values()) == ["询价。", "下单。"]
        assert "直接上级：采购经理" in list_comments(outcome)

    def test_braces_and_unsafe_links_do_no_harm(self, project: Path, tmp_path: Path) -> None:
        own = tmp_path / "own"
        start_project(own, LANGUAGES, TODAY)
        text = "Duties:\n1. Fills in {name} <b>now</b>.\n2. [This](javascript:x), [that](../../etc).\n3. <data:x>\n"
        write_drafts(draft_text(own, tmp_path, text))
        catalogue, problems = load_catalogue(own)
        problems = [*problems, *check_catalogue(catalogue, today=TODAY)]
        assert [p for p in problems if p.severity is Severity.ERROR] == []

    @pytest.mark.parametrize("weights", [("50", "40"), ("80", "40"), ("30", None), (None, None)])
    def test_weights_always_add_up(
        self, project: Path, tmp_path: Path, weights: tuple[str | None, str | None]
    ) -> None:
        lines = [f"{n}. Result {n}{f' (weight {w} %)' if w else ''}" for n, w in enumerate(weights, 1)]
        facts, _ = read_drafts(
            draft_text(project, tmp_path, "Duties:\n1. Sells.\nKPIs:\n" + "\n".join(lines))
        )["new-text"]
        assert sum(kpi.weight for kpi in facts.kpis.values() if kpi) == 100


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


def make_word(path: Path) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("岗位说明书", 0)
    table = document.add_table(rows=2, cols=4)
    for row, cells in enumerate(
        [("岗位名称", "客服主管", "所属部门", "客服部"), ("直接上级", "总经理", "编制日期", "2026-01-01")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_heading("岗位职责", 1)
    document.add_paragraph("客户管理", style="List Number")
    document.add_paragraph("每月5日前汇总投诉", style="List Number 2")
    document.add_paragraph("回访客户", style="List Number 2")
    document.add_paragraph("每周一召开例会", style="List Number")
    document.add_paragraph().add_run("任职资格").bold = True
    document.add_paragraph("本科及以上学历", style="List Bullet")
    document.add_heading("绩效考核", 1)
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        [("考核指标", "权重", "目标值"), ("客户满意度", "60%", "95%"), ("处理时长", "40", "24小时")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_heading("福利待遇", 1)
    document.add_paragraph("五险一金。")
    document.save(str(path))
    return path


class TestWord:
    def test_headings_lists_and_tables(self, project: Path, tmp_path: Path) -> None:
        outcome = draft(project, make_word(tmp_path / "post.docx"))
        facts, words = read_drafts(outcome)["new-customer-service-supervisor"]
        assert words.title == "客服主管"
        group, meeting = words.duties.values()
        assert group.title == "客户管理" and len(group.items) == 2 and meeting == "每周一召开例会"  # type: ignore[union-attr]
        assert list(words.qualifications.values()) == ["本科及以上学历"]
        assert [(str(kpi.weight), kpi.unit, str(kpi.target)) for kpi in facts.kpis.values() if kpi] == [
            ("60", "percent", "95"),
            ("40", "hours", "24"),
        ]
        assert "五险一金" in list_comments(outcome) and "直接上级：总经理" in list_comments(outcome)

    def test_bad_documents(self, tmp_path: Path) -> None:
        good = make_word(tmp_path / "good.docx").read_bytes()
        (tmp_path / "cut.docx").write_bytes(good[: len(good) // 2])
        (tmp_path / "text.docx").write_text("Duties:\n1. Sells.")
        (tmp_path / "locked.docx").write_bytes(
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
        )
        (tmp_path / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
        with zipfile.ZipFile(tmp_path / "sheet.docx", "w") as package:
            package.writestr("xl/workbook.xml", "<x/>")
        with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", b"<a>" + b" " * (30 << 20) + b"</a>")
        with zipfile.ZipFile(tmp_path / "paragraphs.docx", "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", b"<a>" + b"<p>x</p>" * 500_000 + b"</a>")
        with zipfile.ZipFile(tmp_path / "entities.docx", "w") as package:
            package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        with zipfile.ZipFile(tmp_path / "broken.docx", "w") as package:
            package.writestr("word/document.xml", "<w:document>")
        expected = {
            "cut": "damaged",
            "text": "no Word document",
            "locked": "password",
            "old": "older Word",
            "sheet": "no Word document",
            "bomb": "too large",
            "paragraphs": "too large",
            "entities": "entities",
            "broken": "damaged",
        }
        for name, words in expected.items():
            with pytest.raises(ImportProblem) as caught:
                read_source(tmp_path / f"{name}.docx")
            assert words in caught.value.message, name
            assert caught.value.hint, name

    def test_without_the_library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = make_word(tmp_path / "post.docx")
        monkeypatch.setitem(__import__("sys").modules, "mammoth", None)
        with pytest.raises(ImportProblem) as caught:
            read_source(path)
        assert "rolebook[docx]" in caught.value.hint


def test_the_page_shows_what_an_import_writes(project: Path, tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs/import.md").read_text(encoding="utf-8")
    text, words, facts = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    own = tmp_path / "text.txt"
    own.write_text(text, encoding="utf-8")
    written = import_texts(ImportRequest(project, (own,), project / "roles", TODAY)).files
    drafted = {path.name: body for path, body in written.items()}
    assert drafted["en.yaml"].split("\n", 1)[1] == words
    position = 0
    for line in facts.splitlines():
        position = drafted["role.yaml"].index(f"{line}\n", position)


class TestBadFiles:
    def test_each_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_bytes(b"")
        (tmp_path / "blank.txt").write_text(" \n\n--- \n")
        (tmp_path / "folder.txt").mkdir()
        with (tmp_path / "huge.txt").open("wb") as stream:
            stream.truncate(50 << 20)
        (tmp_path / "long.txt").write_text("word " * (MAX_TEXT // 4))
        (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
        (tmp_path / "paper.txt").write_bytes(b"%PDF-1.7")
        (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
        expected = {
            "empty.txt": "is empty",
            "blank.txt": "no words",
            "folder.txt": "is a folder",
            "huge.txt": "50 MB",
            "long.txt": "too large",
            "paper.pdf": ".pdf",
            "paper.txt": "a PDF",
            "old.doc": ".doc",
            "missing.txt": "no file",
        }
        for name, words in expected.items():
            with pytest.raises(ImportProblem) as caught:
                read_source(tmp_path / name)
            assert words in caught.value.message, name

    def test_a_name_cannot_write_into_the_draft(self, project: Path, tmp_path: Path) -> None:
        path = tmp_path / "a\nowner: nobody\x1b[31m\udcff.txt"
        path.write_text("Duties:\n1. Sells.\n2. Buys.\n")
        outcome = draft(project, path)
        ((facts, _),) = read_drafts(outcome).values()
        assert facts.owner == "sales"
        assert "\x1b" not in "".join(outcome.files.values())

    def test_unreadable(self, tmp_path: Path) -> None:
        path = tmp_path / "secret.txt"
        path.write_text("x")
        path.chmod(0)
        try:
            if path.stat().st_mode & stat.S_IRUSR or __import__("os").geteuid() == 0:
                pytest.skip("this user may read everything")
            with pytest.raises(ImportProblem, match="cannot be read"):
                read_source(path)
        finally:
            path.chmod(0o600)

    def test_no_role(self, project: Path, tmp_path: Path) -> None:
        with pytest.raises(ImportProblem, match="no role"):
            draft_text(project, tmp_path, "The weather was fine yesterday, and nobody worked.")

    def test_language_that_the_handbook_lacks(self, tmp_path: Path) -> None:
        own = tmp_path / "own"
        start_project(own, ("en",), TODAY)
        with pytest.raises(ImportProblem, match="no language of the handbook"):
            draft(own, TEXTS / "posts.zh.txt")
        with pytest.raises(ImportProblem, match="cannot be imported"):
            draft(own, TEXTS / "posts.zh.txt", language="de")


SENTENCES = {
    "en": [
        "Counts the shelves in hall {n}",
        "Writes report {n} every Monday",
        "Has the right to stop line {n}",
        "College degree, aged 25 to {n}",
        "Late {n} times: fined 50 yuan",
        "It is said that {n} is a good number",
    ],
    "zh": [
        "清点第{n}号仓库的货物",
        "每周一提交{n}号报告",
        "有权停止{n}号生产线",
        "大专以上学历，年龄{n}岁以下",
        "迟到{n}次，罚款50元",
        "据说{n}是个好数字",
    ],
    "es": [
        "Contar las estanterías de la nave {n}",
        "Redactar el informe {n} cada lunes",
        "Está autorizado a parar la línea {n}",
        "Título universitario, edad máxima {n} años",
        "Llegar tarde {n} veces: multa de 50 euros",
        "Se dice que {n} es un buen número",
    ],
}
HEADINGS = {
    "en": [
        "Duties:",
        "Job requirements",
        "Penalties:",
        "Responsibilities of the buyer 2 ",
        "Benefits",
        "Buyer",
        "Workflow:",
        "KPIs",
    ],
    "zh": [
        "岗位职责：",
        "任职要求",
        "处罚规定",
        "采购经理岗位职责",
        "福利待遇",
        "二、采购专员",
        "工作流程：",
        "考核指标",
    ],
    "es": [
        "Funciones:",
        "Requisitos",
        "Sanciones:",
        "Responsabilidades del comprador: 2 ",
        "Beneficios",
        "Jefe de compras",
        "Procedimiento:",
        "Indicadores",
    ],
}
MARKS = [
    "",
    "{n}. ",
    "{n}、",
    "{n}, ",
    "（{n}）",
    "{n}) ",
    "① ",
    "一、",
    "a. ",
    "■",
    "- ",
    "1 {n}. ",
    "p>{n}. ",
    "<p>",
    "{n} ",
    "First, ",
    "第二，",
]
ENDS = ["\n", ".\n", "。\n", ";\n", " ", ". ", "。", ";", "\n\n", ".p>\n", "</p>\n", ":\n"]


def letters(text: str) -> str:
    """Letters and figures alone: written here a second time, so that a mistake in the import shows."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


@st.composite
def damaged_texts(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """A language, a text, and the sentences in it."""
    language = draw(st.sampled_from(LANGUAGES))
    parts, sentences = [], []
    for index in range(draw(st.integers(1, 14))):
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(st.sampled_from(HEADINGS[language])) + draw(st.sampled_from(["\n", " ", ""])))
        sentence = draw(st.sampled_from(SENTENCES[language])).replace("{n}", str(40 + index))
        mark = draw(st.sampled_from(MARKS)).replace(
            "{n}", str(draw(st.integers(1, 5)) if draw(st.booleans()) else index + 1)
        )
        parts.append(mark + sentence + draw(st.sampled_from(ENDS)))
        sentences.append(sentence)
    return language, "".join(parts), sentences


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged_texts())
def test_no_sentence_is_lost(project: Path, tmp_path: Path, case: tuple[str, str, list[str]]) -> None:
    language, text, sentences = case
    try:
        outcome = draft_text(project, tmp_path, text, language=language)
    except ImportProblem as problem:
        assert "no role" in problem.message  # then nothing is written, and nothing lost
        return
    written = letters("\n".join(outcome.files.values()))
    for sentence in sentences:
        assert all(letters(clause) in written for clause in re.split("[,，:：]", sentence)), sentence


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["txt", "md", "docx"]))
def test_any_bytes_are_a_draft_or_a_problem(project: Path, tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"any.{ending}"
    path.write_bytes(data)
    try:
        read_drafts(draft(project, path))
    except ImportProblem as problem:
        assert problem.message


class TestCommand:
    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        folder = tmp_path / "own"
        start_project(folder, LANGUAGES, TODAY)
        return folder

    def run(self, own: Path, *args: str | Path) -> Result:
        return CliRunner().invoke(
            cli, ["import", *map(str, args), "--project", str(own)], catch_exceptions=False
        )

    def test_writes_folders_and_a_report(self, own: Path, tmp_path: Path) -> None:
        report = tmp_path / "report.json"
        result = self.run(
            own, TEXTS / "posts.en.txt", TEXTS / "posts.es.txt", "--prefix", "x-", "--report", report
        )
        assert result.exit_code == 0, result.output
        assert "4 drafts" in result.output and "posts.es.txt (UTF-8, es): 2 drafts" in result.output
        data = json.loads(report.read_text(encoding="utf-8"))
        assert [len(file["roles"]) for file in data["files"]] == [2, 2] and data["written"]
        for file in data["files"]:
            for role in file["roles"]:
                assert (own / role["folder"] / "role.yaml").is_file()
                assert role["placed"]["duties"] and role["lines"][0] < role["lines"][1]
        assert {one["line"] for one in data["files"][0]["roles"][0]["unplaced"]} >= {1, 2}
        assert any("read as" in repair["what"] for repair in data["files"][0]["repairs"])
        assert load_catalogue(own)[0].roles.keys() >= {"x-warehouse-supervisor", "x-warehouse-supervisor-2"}

    def test_dry_run_writes_nothing(self, own: Path) -> None:
        before = sorted(own.rglob("*"))
        result = self.run(own, TEXTS / "posts.en.txt", "--dry-run")
        assert result.exit_code == 0 and "Nothing was written" in result.output
        assert sorted(own.rglob("*")) == before

    def test_nothing_is_overwritten(self, own: Path) -> None:
        assert self.run(own, TEXTS / "posts.en.txt").exit_code == 0
        path = own / "roles/warehouse-supervisor/en.yaml"
        path.write_text("title: Mine\nsummary: Mine\n")
        result = self.run(own, TEXTS / "posts.en.txt")
        assert result.exit_code == 1 and "there already" in result.output and "--prefix" in result.output
        assert path.read_text() == "title: Mine\nsummary: Mine\n"
        assert self.run(own, TEXTS / "posts.en.txt", "--prefix", "second-").exit_code == 0

    def test_into_another_folder(self, own: Path, tmp_path: Path) -> None:
        result = self.run(own, TEXTS / "posts.en.txt", "--into", tmp_path / "drafts")
        assert result.exit_code == 0
        text = (tmp_path / "drafts/warehouse-supervisor/role.yaml").read_text(encoding="utf-8")
        assert "$schema=../../own/schema/role.json" in text

    def test_wrong_usage(self, own: Path, tmp_path: Path) -> None:
        assert self.run(own).exit_code == 2
        assert self.run(own, TEXTS / "posts.en.txt", "--prefix", "Ü").exit_code == 2
        missing = self.run(own, tmp_path / "nothing.txt")
        assert missing.exit_code == 1 and "there is no file" in missing.output
        assert self.run(tmp_path, TEXTS / "posts.en.txt").exit_code == 1  # no project

    def test_a_file_in_the_way_leaves_nothing_behind(self, own: Path) -> None:
        outcome = draft(own, TEXTS / "posts.en.txt")
        (own / "roles/new-receiving-clerk").write_text("in the way")
        with pytest.raises(ImportProblem, match="there already"):
            write_drafts(outcome)
        assert not (own / "roles/new-warehouse-supervisor").exists()
