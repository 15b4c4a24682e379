"""An assessment as a spreadsheet: one sheet to fill in and print, one that computes."""

from __future__ import annotations

import re

from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties

from rolebook.render.spreadsheet.archive import pack_workbook
from rolebook.render.spreadsheet.cells import add_styles
from rolebook.render.spreadsheet.form import FormSheet, Outputs
from rolebook.render.spreadsheet.rules import Inputs, write_rules
from rolebook.views.model.workbook import AssessmentWorkbook

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def render_workbook(view: AssessmentWorkbook) -> bytes:
    """The bytes of the spreadsheet (XLSX): the same view, the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook, view.frame.language)
    add_assessment(workbook, view)
    properties = workbook.properties
    properties.title, properties.creator = view.frame.title, view.frame.author
    properties.language, properties.subject = view.frame.language, view.frame.handbook
    workbook.calculation.fullCalcOnLoad = True
    return pack_workbook(workbook, view.frame.created)


def add_assessment(workbook: Workbook, view: AssessmentWorkbook, suffix: str = "") -> tuple[Inputs, Outputs]:
    """Add the two sheets of an assessment; where people fill in, and where the outcome stands."""
    form = workbook.create_sheet(_name_sheet(view.words.sheet, suffix))
    rules = workbook.create_sheet(_name_sheet(view.words.rules_sheet, suffix))
    inputs, outputs = FormSheet(form, view, f"'{rules.title}'").write()
    write_rules(rules, view, inputs)
    rules.protection.sheet = True
    for sheet in (form, rules):
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 1 if view.frame.paper == "letter" else 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
        sheet.print_title_rows = "1:2"
        sheet.oddFooter.left.text = _escape(f"{view.frame.handbook} · {view.frame.edition}")
        sheet.oddFooter.right.text = "&P / &N"
        sheet.oddHeader.right.text = _escape(view.frame.organisation)
    return inputs, outputs


def _name_sheet(name: str, suffix: str) -> str:
    return _FORBIDDEN.sub(" ", name)[: _LONGEST_NAME - len(suffix)] + suffix


def _escape(text: str) -> str:
    """Words for a header or footer, in which & begins a code."""
    return text.replace("&", "&&")
