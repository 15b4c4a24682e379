"""One scoring: engine, page and spreadsheet agree to the decimal, on random rules and on those of the library."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import asdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rolebook.content.catalogue import Catalogue
from rolebook.content.handbook_models import AssessmentSettings
from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import KpiFacts
from rolebook.content.scoring import format_number
from rolebook.render.spreadsheet.cells import add_styles
from rolebook.render.spreadsheet.form import Outputs
from rolebook.render.spreadsheet.formulas import limit_results
from rolebook.render.spreadsheet.rules import Inputs
from rolebook.render.spreadsheet.workbook import add_assessment
from rolebook.views.context import SiteOptions, make_context
from rolebook.views.model.workbook import AssessmentWorkbook
from rolebook.views.workbook import build_assessment_workbook
from tests.assessment_cases import Case, Rules, compute, list_ties, make_case, make_rules
from tests.conftest import ROOT
from tests.project import TODAY
from tests.workbook_views import make_workbook_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SEED = 20261127


@cache
def library() -> Catalogue:
    catalogue, problems = load_catalogue(ROOT)
    assert not problems
    return catalogue


def library_rules() -> list[tuple[str, Rules]]:
    book = library().handbook
    return [
        (name, Rules(role.facts.kpis, role.facts.penalties, book.assessment, book.ratings))
        for name, role in library().roles.items()
        if any(role.facts.kpis.values())
    ]


@pytest.mark.browser
def test_the_page_computes_what_the_engine_computes(browser: Browser) -> None:
    chance = random.Random(SEED)
    every = [make_rules(chance) for _ in range(120)] + [rules for _, rules in library_rules()]
    jobs, expected = [], []
    for rules in every:
        cases = [*list_ties(rules), *(make_case(chance, rules) for _ in range(20))]
        expected.append([compute(rules, case) for case in cases])
        jobs.append({"table": asdict(rules.table), "cases": [_for_page(case) for case in cases]})
    page = browser.new_page()
    page.add_script_tag(content=(ROOT / "templates/assets/js/scoring.js").read_text("utf-8"))
    found = page.evaluate(
        "jobs => jobs.map(({table, cases}) => cases.map(c => rolebookScoring.assess(table, c.actuals, c.occurrences)))",
        jobs,
    )
    page.close()
    compared = 0
    for rules, outcomes, wanted in zip(every, found, expected, strict=True):
        for outcome, engine in zip(outcomes, wanted, strict=True):
            assert _from_page(outcome) == engine, rules
            compared += 1
    assert compared > 4000


def _for_page(case: Case) -> dict[str, Any]:
    given = {name: format_number(value) for name, value in case.actuals.items() if value is not None}
    return {"actuals": given, "occurrences": case.occurrences}


def _from_page(outcome: dict[str, Any]) -> dict[str, Any]:
    return {
        "scores": {row["id"]: row["score"] for row in outcome["kpis"]},
        "contributions": {row["id"]: row["contribution"] for row in outcome["kpis"]},
        "taken": {
            row["id"]: {unit: value for unit, value in row["taken"] if value != "0"}
            for row in outcome["penalties"]
        },
        **{name: outcome[name] for name in ("weighted", "added", "deducted", "total", "rating")},
    }


@pytest.mark.slow
def test_the_spreadsheet_computes_what_the_engine_computes(tmp_path: Path) -> None:
    """Recalculated by LibreOffice, many assessments in one file."""
    chance = random.Random(SEED + 1)
    jobs: list[tuple[AssessmentWorkbook, Rules, Case]] = []
    for rules in (make_rules(chance) for _ in range(30)):
        view = make_workbook_view(rules)
        cases = (make_case(chance, rules), make_case(chance, rules), next(iter(list_ties(rules))))
        jobs += [(view, rules, case) for case in cases[: 3 if len(jobs) % 4 else 2]]
    options = SiteOptions(None, tuple(library().handbook.languages), tuple(library().roles), TODAY)
    context = make_context(library(), options, "es", (ROOT / "templates",))
    for name, rules in library_rules():
        jobs.append(
            (build_assessment_workbook(context, library().roles[name]), rules, make_case(chance, rules))
        )
    workbook = Workbook()
    add_styles(workbook, "en")
    written = []
    for number, (view, rules, case) in enumerate(jobs):
        kept = _within_limits(view, case)
        inputs, outputs = add_assessment(workbook, view, f" {number}")
        written.append((workbook.worksheets[-2].title, view, outputs, compute(rules, kept), rules, kept))
        _fill(workbook, view, inputs, kept, chance)
    workbook.save(tmp_path / "cases.xlsx")
    values = load_workbook(recalculate(tmp_path / "cases.xlsx"), data_only=True)
    for sheet, view, outputs, engine, rules, case in written:
        assert _from_sheet(values, sheet, view, outputs) == engine, (sheet, rules, case)
    assert len(written) > 100


@pytest.mark.slow
def test_the_spreadsheet_tells_what_it_cannot_take(tmp_path: Path) -> None:
    """Text and numbers out of range, which can be pasted past the check, count as no result, and the cell says so."""
    band = {"weight": 50, "unit": "count", "scoring": {"bands": [{"from": 5, "score": 100}, {"score": 0}]}}
    names = ("text", "huge", "finer", "date")
    rules = Rules({name: KpiFacts.model_validate(band) for name in names}, {}, AssessmentSettings(), {})
    view = make_workbook_view(rules)
    workbook = Workbook()
    add_styles(workbook, "en")
    inputs, outputs = add_assessment(workbook, view)
    form = workbook["Form"]
    for name, value in zip(names, ("five", 10**12, 4.99996, None), strict=True):
        form[inputs.results[name].partition("!")[2].replace("$", "")].value = value
    workbook.save(tmp_path / "odd.xlsx")
    values = load_workbook(recalculate(tmp_path / "odd.xlsx"), data_only=True)["Form"]
    shown = {name: values[cell].value for name, cell in outputs.scores.items()}
    assert shown["text"] == shown["huge"] == view.words.check
    assert shown["finer"] == 100, "rounded to four decimals first"
    assert not shown["date"]
    assert values[outputs.total].value == 100


def recalculate(path: Path) -> Path:
    """What LibreOffice makes of a file with formulas; it ends with 0 even if it fails, so look at the outcome."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: make setup-tests installs it"
    out = path.parent / "recalculated"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (out / path.name).is_file(), done.stdout + done.stderr
    return out / path.name


def _within_limits(view: AssessmentWorkbook, case: Case) -> Case:
    """Without the results that the spreadsheet refuses: of more decimals, or further from 0 than it computes."""
    kept = dict(case.actuals)
    for rule in view.form.table.kpis:
        value, limits = kept[rule.id], limit_results(rule, view.form.table.decimals)
        if value is not None and abs(value) > limits.most:
            kept[rule.id] = None
    return Case(kept, case.occurrences)


def _fill(
    workbook: Workbook, view: AssessmentWorkbook, inputs: Inputs, case: Case, chance: random.Random
) -> None:
    def set_value(place: str, value: object) -> None:
        sheet, cell = re.fullmatch(r"'(.+)'!(.+)", place).groups()  # type: ignore[union-attr]
        workbook[sheet][cell.replace("$", "")].value = value

    for name, value in case.actuals.items():
        if value is not None:
            set_value(inputs.results[name], float(value))
        elif chance.random() < 0.5:
            set_value(inputs.counts[name], view.words.not_applicable)
            set_value(inputs.results[name], 55)
    for name, (earlier, now) in case.occurrences.items():
        set_value(inputs.earlier[name], earlier or None)
        set_value(inputs.now[name], now)


def _from_sheet(values: Workbook, sheet: str, view: AssessmentWorkbook, outputs: Outputs) -> dict[str, Any]:
    form = values[sheet]

    def read(cell: str) -> str | None:
        value = form[cell].value
        if value in (None, ""):
            return None
        assert isinstance(value, (int, float)), (cell, value)
        return format_number(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-9)) + 0)

    names = {rating.name.plain: rating.id for rating in view.form.ratings}
    rating = form[outputs.rating].value
    taken: dict[str, dict[str, str]] = {}
    for penalty in view.form.penalties:
        name = penalty.penalty.id
        points = read(outputs.points[name])
        taken[name] = {} if points in (None, "0") else {"points": str(points)}
        row = outputs.points[name][1:]
        said = form[f"J{row}"].value or ""
        for unit in view.form.units:
            pattern = re.escape(unit.pattern).replace(r"\{\}", r"([\d.,]+)")
            if match := re.search(pattern, said):
                taken[name][unit.unit] = format_number(Decimal(match[1].replace(",", ".")))
    return {
        "scores": {name: read(cell) for name, cell in outputs.scores.items()},
        "contributions": {name: read(cell) for name, cell in outputs.contributions.items()},
        "weighted": read(outputs.weighted),
        "added": read(outputs.added),
        "deducted": read(outputs.deducted),
        "total": read(outputs.total),
        "rating": names.get(rating) if rating else None,
        "taken": taken,
    }
