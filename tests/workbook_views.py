"""Spreadsheet views of any rules, without words of a role."""

from __future__ import annotations

from dataclasses import fields

from rolebook.views.model import DocumentFrame, Kpi, Penalty, Text
from rolebook.views.model.assessment import (
    AssessedKpi,
    AssessedPenalty,
    Assessment,
    NumberStyle,
    RatingChoice,
    UnitPattern,
)
from rolebook.views.model.workbook import AssessmentWorkbook, WorkbookWords
from tests.assessment_cases import Rules
from tests.sample_views import text

FRAME = DocumentFrame(
    "en", "ltr", "a4", "Form", "Handbook", "Tools Ltd", "Version 1", "Tools Ltd", "2026-12-01"
)


def make_workbook_view(rules: Rules, name: Text | None = None) -> AssessmentWorkbook:
    """The spreadsheet of these rules; ids stand for words."""
    table = rules.table
    units = dict.fromkeys(part.unit for rule in table.penalties for part in rule.parts)
    form = Assessment(
        role="any",
        title=name or text("Anybody"),
        superiors=(),
        kpis=tuple(
            AssessedKpi(_make_kpi(rule.id, index, name), "") for index, rule in enumerate(table.kpis, 1)
        ),
        penalties=tuple(
            AssessedPenalty(
                Penalty(rule.id, "", str(index), name or text(rule.id), "effect", "each time"), ()
            )
            for index, rule in enumerate(table.penalties, 1)
        ),
        ratings=tuple(RatingChoice(rule.id, text(f"Rating {rule.id}"), "", None) for rule in table.ratings),
        units=tuple(UnitPattern(unit, f"{unit}={{}};") for unit in units if unit not in ("", "points")),
        formula=("It adds up.",),
        appeal="Appeal.",
        adds=True,
        deducts=True,
        table=table,
        numbers=NumberStyle(".", ",", 4),
    )
    words = {field.name: f"{field.name}" for field in fields(WorkbookWords) if field.name != "signers"}
    words |= {"sheet": "Form", "rules_sheet": "Rules", "error_result": "{low} to {high}"}
    return AssessmentWorkbook(FRAME, form, WorkbookWords(**words, signers=("A", "B")))  # type: ignore[arg-type]


def _make_kpi(name: str, index: int, title: Text | None) -> Kpi:
    from decimal import Decimal

    return Kpi(
        id=name,
        anchor="",
        number=str(index),
        name=title or text(name),
        measure=None,
        evidence=None,
        weight="",
        share=Decimal(0),
        tone=1,
        target="",
        period="",
        direction="",
    )
