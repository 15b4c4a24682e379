"""Imports: what each damage of a text becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.checks import check_catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import Severity
from rolebook.importing.import_texts import write_drafts
from rolebook.importing.markers import NumberChain, find_inline, read_marker
from rolebook.importing.vocabulary import LANGUAGES, load_vocabulary
from rolebook.scaffold import start_project
from tests.import_drafts import TODAY, draft_text, list_comments, read_drafts


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

    def test_heading_glued_to_the_numbers_of_role_and_item(self, blank_project: Path, tmp_path: Path) -> None:
        roles = (
            "".join(
                f"Responsibilities of the stock clerk {number} 1. Counts shelf {number}.\n2. Fills shelf {number}.\n\n"
                for number in range(1, 13)
            )
            .replace("clerk 11 1.", "clerk: 1 1 1.")
            .replace("clerk 12 1.", "clerk121;")
        )
        outcome = draft_text(blank_project, tmp_path, roles)
        drafts = read_drafts(outcome)
        assert len(drafts) == 12 and all(len(words.duties) == 2 for _, words in drafts.values())
        assert "new-stock-clerk-12" in drafts

    def test_restarted_numbers_of_fines_are_penalties(self, blank_project: Path, tmp_path: Path) -> None:
        text = "Duties:\n1. Keeps records.\n2. Answers.\n1. No records, 20 yuan fine.\n2. Mail lost, fine of 10 yuan."
        facts, words = read_drafts(draft_text(blank_project, tmp_path, text))["new-text"]
        assert len(words.duties) == 2 and len(facts.penalties) == 2
        assert all(facts.provenance[f"penalties.{name}"].certainty == "inferred" for name in facts.penalties)  # type: ignore[union-attr]

    def test_header_of_every_page(self, blank_project: Path, tmp_path: Path) -> None:
        page = "Acme staff handbook\n"
        text = f"{page}Buyer\nDuties:\n1. Buys.\n{page}2. Sells.\n{page}3. Counts.\n{page}"
        outcome = draft_text(blank_project, tmp_path, text)
        _, words = read_drafts(outcome)["new-buyer"]
        assert list(words.duties.values()) == ["Buys.", "Sells.", "Counts."]
        assert list_comments(outcome).count("Acme staff handbook") == 4

    def test_second_list_of_duties_is_another_role(self, blank_project: Path, tmp_path: Path) -> None:
        text = "Duties:\n1. Buys.\n2. Sells.\nRequirements:\n1. Experience\nDuties:\n1. Cooks.\n2. Washes.\n"
        drafts = read_drafts(draft_text(blank_project, tmp_path, text))
        assert [list(words.duties.values()) for _, words in drafts.values()] == [
            ["Buys.", "Sells."],
            ["Cooks.", "Washes."],
        ]

    def test_list_without_numbers_and_its_titles(self, blank_project: Path, tmp_path: Path) -> None:
        text = "采购员的基本职责包括：\n计划\n计算数量。\n编制预算。\n合同\n签订合同。\n归档合同。\n"
        ((_, words),) = read_drafts(draft_text(blank_project, tmp_path, text)).values()
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
    def test_title_in_passing(self, blank_project: Path, tmp_path: Path, text: str, title: str) -> None:
        outcome = draft_text(blank_project, tmp_path, text)
        ((_, words),) = read_drafts(outcome).values()
        assert words.title == title and len(words.duties) in (1, 2)
        assert "guess: the text says" in list_comments(outcome)

    def test_numbered_heading_of_no_section(self, blank_project: Path, tmp_path: Path) -> None:
        text = "一、岗位职责\n1、询价。\n二、任职资格\n1、大专以上学历。\n三、团建活动\n每月聚餐。\n"
        outcome = draft_text(blank_project, tmp_path, text)
        ((_, words),) = read_drafts(outcome).values()
        assert len(words.duties) == len(words.qualifications) == 1
        assert "under “团建活动”" in list_comments(outcome)

    def test_nested_numbers(self, blank_project: Path, tmp_path: Path) -> None:
        text = "岗位职责\n一、采购\n1、询价。\n（1）比较价格；\n（2）记录报价。\n2、下单。\n二、付款\n1、核对发票。\n"
        _, words = read_drafts(draft_text(blank_project, tmp_path, text))["new-text"]
        first, second = words.duties.values()
        assert first.title == "采购" and len(first.items) == 2  # type: ignore[union-attr]
        assert len(next(iter(first.items.values())).items) == 2  # type: ignore[union-attr]
        assert list(second.items.values()) == ["核对发票。"]  # type: ignore[union-attr]

    def test_labels_without_signs_between(self, blank_project: Path, tmp_path: Path) -> None:
        text = "岗位说明书部门采购部岗位名称采购专员直接上级采购经理本职工作负责采购。岗位职责：1、询价。2、下单。"
        outcome = draft_text(blank_project, tmp_path, text)
        ((_, words),) = read_drafts(outcome).values()
        assert (words.title, words.purpose) == ("采购专员", "负责采购。")
        assert list(words.duties.values()) == ["询价。", "下单。"]
        assert "直接上级：采购经理" in list_comments(outcome)

    def test_braces_and_unsafe_links_do_no_harm(self, blank_project: Path, tmp_path: Path) -> None:
        own = tmp_path / "own"
        start_project(own, LANGUAGES, TODAY)
        text = "Duties:\n1. Fills in {name} <b>now</b>.\n2. [This](javascript:x), [that](../../etc).\n3. <data:x>\n"
        write_drafts(draft_text(own, tmp_path, text))
        catalogue, problems = load_catalogue(own)
        problems = [*problems, *check_catalogue(catalogue, today=TODAY)]
        assert [p for p in problems if p.severity is Severity.ERROR] == []

    @pytest.mark.parametrize("weights", [("50", "40"), ("80", "40"), ("30", None), (None, None)])
    def test_weights_always_add_up(
        self, blank_project: Path, tmp_path: Path, weights: tuple[str | None, str | None]
    ) -> None:
        lines = [f"{n}. Result {n}{f' (weight {w} %)' if w else ''}" for n, w in enumerate(weights, 1)]
        facts, _ = read_drafts(
            draft_text(blank_project, tmp_path, "Duties:\n1. Sells.\nKPIs:\n" + "\n".join(lines))
        )["new-text"]
        assert sum(kpi.weight for kpi in facts.kpis.values() if kpi) == 100
