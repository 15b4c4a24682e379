"""Imports of texts of our own, with the damages that real ones have, and of the one that the docs show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rolebook.checks import check_catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import Severity
from rolebook.importing.import_texts import ImportRequest, import_texts, write_drafts
from rolebook.importing.vocabulary import LANGUAGES
from rolebook.scaffold import start_project
from tests.import_drafts import TEXTS, TODAY, draft, list_comments, read_drafts


class TestSamples:
    """Texts of our own, with the damages that real ones have."""

    def test_english(self, blank_project: Path) -> None:
        outcome = draft(blank_project, TEXTS / "posts.en.txt")
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

    def test_chinese(self, blank_project: Path) -> None:
        outcome = draft(blank_project, TEXTS / "posts.zh.txt")
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

    def test_spanish(self, blank_project: Path) -> None:
        outcome = draft(blank_project, TEXTS / "posts.es.txt")
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

    def test_chinese_form_that_was_pasted(self, blank_project: Path) -> None:
        """Labels stand on lines of their own, their values on the next; the numbers of the duties are gone."""
        outcome = draft(blank_project, TEXTS / "form.zh.txt")
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

    def test_spanish_form_in_capitals(self, blank_project: Path) -> None:
        outcome = draft(blank_project, TEXTS / "form.es.txt")
        ((_, words),) = read_drafts(outcome).values()
        assert (words.title, words.purpose) == ("Jefe de taller", "Mantener las máquinas en marcha.")
        assert list(words.duties.values()) == ["Revisar las máquinas.", "Pedir repuestos cada semana."]
        assert len(words.qualifications) == 3
        assert "Puesto al que reporta: Gerente de planta" in list_comments(outcome)
        assert "de 7 a 15" in list_comments(outcome)

    def test_english_page_with_bullets(self, blank_project: Path) -> None:
        outcome = draft(blank_project, TEXTS / "page.en.txt")
        ((_, words),) = read_drafts(outcome).values()
        assert words.title == "Front desk clerk"
        assert words.purpose == "A front desk clerk receives visitors and keeps the house in touch."
        rooms, post = words.duties.values()
        assert rooms.title == "Rooms" and len(rooms.items) == 2 and post.title == "Post"  # type: ignore[union-attr]
        assert len(words.qualifications) == 3

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_draft_passes_the_check(self, blank_project: Path, language: str, tmp_path: Path) -> None:
        own = tmp_path / "own"
        start_project(own, LANGUAGES, TODAY)
        write_drafts(draft(own, TEXTS / f"posts.{language}.txt"))
        catalogue, problems = load_catalogue(own)
        problems = [*problems, *check_catalogue(catalogue, today=TODAY)]
        assert [p for p in problems if p.severity is Severity.ERROR] == []
        assert sum(role.facts.draft for role in catalogue.roles.values()) == 2

    def test_age_and_health_are_entries_of_their_own(self, blank_project: Path) -> None:
        facts, words = read_drafts(draft(blank_project, TEXTS / "posts.en.txt"))["new-warehouse-supervisor"]
        for name, need in facts.qualifications.items():
            if need and need.kind not in ("age", "health"):
                assert not re.search(r"25|health", str(words.qualifications[name]))


def test_the_page_shows_what_an_import_writes(blank_project: Path, tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs/import.md").read_text(encoding="utf-8")
    text, words, facts = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    own = tmp_path / "text.txt"
    own.write_text(text, encoding="utf-8")
    written = import_texts(ImportRequest(blank_project, (own,), blank_project / "roles", TODAY)).files
    drafted = {path.name: body for path, body in written.items()}
    assert drafted["en.yaml"].split("\n", 1)[1] == words
    position = 0
    for line in facts.splitlines():
        position = drafted["role.yaml"].index(f"{line}\n", position)
