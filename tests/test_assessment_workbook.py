"""The spreadsheet: what is open and what is locked, lists, words that stay words, print, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from rolebook.content.handbook_models import AssessmentSettings
from rolebook.content.role_facts import KpiFacts, PenaltyFacts
from rolebook.content.scoring import format_number
from rolebook.render.spreadsheet.formulas import limit_results, make_whole, score_formula
from rolebook.render.spreadsheet.workbook import render_workbook
from rolebook.views.model.workbook import AssessmentWorkbook
from rolebook.views.workbook import build_assessment_workbook
from tests.assessment_cases import Rules
from tests.sample_views import text
from tests.test_assessment_forms import LANGUAGES, LONG, SHORT, context_of, library
from tests.workbook_views import make_workbook_view

KNOWN_IN_2010 = {
    *("IF", "AND", "OR", "ISNUMBER", "COUNT", "SUM", "MIN", "MAX"),
    *("ABS", "SIGN", "INT", "ROUND", "SUBSTITUTE", "TRIM"),
}


def view_of(role: str, language: str) -> AssessmentWorkbook:
    return build_assessment_workbook(context_of(language), library().roles[role])


def open_workbook(role: str, language: str) -> Workbook:
    return load_workbook(io.BytesIO(render_workbook(view_of(role, language))))


def formulas_of(workbook: Workbook) -> Iterator[str]:
    for sheet in workbook:
        for row in sheet.iter_rows():
            yield from (cell.value for cell in row if isinstance(cell, Cell) and cell.data_type == "f")


def make_rules(**kpi: object) -> Rules:
    facts = KpiFacts.model_validate({"weight": 100, "unit": "count", **kpi})
    return Rules({"k": facts}, {}, AssessmentSettings(), {})


EACH = [(role, language) for role in (LONG, SHORT) for language in LANGUAGES]


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_only_what_people_fill_in_is_open(role_and_language: tuple[str, str]) -> None:
    workbook, view = open_workbook(*role_and_language), view_of(*role_and_language)
    form, rules = workbook.worksheets
    assert form.title == view.words.sheet
    assert rules.title == view.words.rules_sheet
    for sheet in workbook:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    cells = [cell for row in form.iter_rows() for cell in row if isinstance(cell, Cell)]
    unlocked = [cell for cell in cells if not cell.protection.locked]
    assert len(unlocked) > 6 * len(view.form.kpis)
    for cell in unlocked:
        assert isinstance(cell.value, str | None)
        assert cell.value in (None, view.words.counted), "an open cell holds no formula"
        assert cell.fill.fgColor.rgb.endswith("FFF6DC"), "and is seen to be one"
    assert all(cell.protection.locked for row in rules.iter_rows() for cell in row)
    assert all(cell.fill.fgColor.rgb[-6:] != "FFF6DC" for cell in cells if cell.protection.locked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_offer_what_the_words_say(language: str) -> None:
    workbook, view = open_workbook(LONG, language), view_of(LONG, language)
    form, rules = workbook.worksheets
    offered = []
    for rule in form.data_validations.dataValidation:
        if rule.type == "list":
            sheet, first, last = re.fullmatch(r"'(.+)'!(\S+):(\S+)", rule.formula1).groups()  # type: ignore[union-attr]
            assert sheet == rules.title
            offered.append([cell.value for row in rules[f"{first}:{last}".replace("$", "")] for cell in row])
        for words in (rule.prompt, rule.error):
            assert len(words or "") <= 255
        for words in (rule.promptTitle, rule.errorTitle):
            assert len(words or "") <= 32
    names = [rating.name.plain for rating in view.form.ratings]
    assert offered == [
        [view.words.counted, view.words.not_applicable],
        names,
        [view.words.yes, view.words.no],
    ]
    numbers = [rule for rule in form.data_validations.dataValidation if rule.type == "decimal"]
    assert len(numbers) == len(view.form.kpis)


@pytest.mark.parametrize("role_and_language", EACH, ids="-".join)
def test_it_prints_well(role_and_language: tuple[str, str]) -> None:
    workbook, view = open_workbook(*role_and_language), view_of(*role_and_language)
    for sheet in workbook:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (
            "landscape",
            9,
            1,
            0,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$2"
        assert view.frame.edition in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "&P / &N"
    assert workbook.properties.title == view.frame.title
    assert workbook.properties.language == role_and_language[1]
    assert workbook.calculation.fullCalcOnLoad
    letter = replace(view, frame=replace(view.frame, paper="letter", organisation="Ink & Sons"))
    made = load_workbook(io.BytesIO(render_workbook(letter))).worksheets[0]
    assert made.page_setup.paperSize == 1
    assert "Ink && Sons" in made.oddHeader.right.text


@pytest.mark.parametrize(
    ("language", "font"), [("en", "Calibri"), ("es", "Calibri"), ("zh", "Microsoft YaHei")]
)
def test_each_language_has_its_font(language: str, font: str) -> None:
    form = open_workbook(SHORT, language).worksheets[0]
    fonts = {(cell.font.name, cell.font.charset) for row in form.iter_rows() for cell in row if cell.value}
    assert fonts == {(font, 134 if language == "zh" else None)}


def test_the_same_bytes_and_no_clock() -> None:
    content = render_workbook(view_of(SHORT, "zh"))
    assert render_workbook(view_of(SHORT, "zh")) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    dates = re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)
    assert dates == [f"{view_of(SHORT, 'zh').frame.created}T00:00:00Z"] * 2
    assert len(content) < 30_000


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", '=HYPERLINK("http://x")'])
def test_words_never_become_formulas(name: str) -> None:
    rules = Rules(
        make_rules().kpis,
        {"p": PenaltyFacts.model_validate({"effect": {"kind": "points", "points": 5}})},
        AssessmentSettings(),
        {},
    )
    view = make_workbook_view(rules, text(name))
    frame = replace(view.frame, title=name, organisation=name, handbook=name)
    workbook = load_workbook(io.BytesIO(render_workbook(replace(view, frame=frame))))
    found = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert len(found) >= 4
    for cell in found:
        assert cell.data_type == "s"
        assert cell.quotePrefix
    assert all(name not in formula for formula in formulas_of(workbook))


def test_only_functions_that_excel_2010_knows_and_short_formulas() -> None:
    for role in (LONG, SHORT, "regional-sales-manager-environmental"):
        for formula in formulas_of(open_workbook(role, "es")):
            assert len(formula) < 8192
            outside = re.sub(r"'[^']*'!|\"[^\"]*\"", "", formula)
            assert set(re.findall(r"([A-Z][A-Z0-9.]+)\(", outside)) <= KNOWN_IN_2010, formula


def test_names_of_sheets_are_ones_that_programs_accept() -> None:
    view = make_workbook_view(make_rules())
    words = replace(
        view.words, sheet="It's [a]: test/of? *names\\ that are much too long", rules_sheet="R: ules"
    )
    workbook = load_workbook(io.BytesIO(render_workbook(replace(view, words=words))))
    assert workbook.sheetnames == ["It s  a   test of   names  that", "R  ules"]


def test_many_bands_nest_little() -> None:
    """Programs nest 64 functions at most; 300 bands take nine."""
    bands = [{"from": 600 - 2 * index, "score": index} for index in range(300)]
    table = make_rules(scoring={"bands": [*bands, {"score": 0}]}).table
    formula = score_formula(table.kpis[0], "B5", 1)
    depth = most = 0
    for mark in formula:
        depth += (mark == "(") - (mark == ")")
        most = max(most, depth)
    assert most <= 10
    assert len(formula) < 8192


@pytest.mark.parametrize(
    ("each", "most"), [("1", 10**9), ("0.01", 10**9), ("0.00001", 10**8), ("10000", 10**9)]
)
def test_results_are_computed_exactly_as_far_as_they_are_accepted(each: str, most: int) -> None:
    (rule,) = make_rules(scoring={"linear": {"at": 5, "each": each, "lose": 1, "gain": 1}}).table.kpis
    limits = limit_results(rule, 1)
    assert 10**4 <= limits.most <= most
    assert limits.decimals == max(4, len(each.partition(".")[2]))


def test_numbers_that_would_lose_digits_are_refused() -> None:
    assert make_whole("-0.05", 2) == -5
    with pytest.raises(ValueError, match=r"0\.055"):
        make_whole("0.055", 2)
    assert format_number(KpiFacts.model_validate({"unit": "count", "weight": "12.50"}).weight) == "12.5"
