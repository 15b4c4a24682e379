"""What may be entered where: lists to choose from, numbers within limits, notes that show beside a cell."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rolebook.views.model.workbook import WorkbookWords

# Excel refuses a file with longer ones.
_TITLE, _NOTE = 32, 255


def offer_choices(
    sheet: Worksheet, places: str, source: str, words: WorkbookWords, note: str | None = None
) -> None:
    """A drop-down list; ``source`` are the cells, of another sheet, that hold the choices."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    _refuse(rule, words, words.error_choice)
    _add(sheet, places, rule, note)


def expect_number(sheet: Worksheet, place: str, most: int, words: WorkbookWords, note: str) -> None:
    """A number no further from 0 than ``most``."""
    rule = DataValidation(type="decimal", operator="between", formula1=str(-most), formula2=str(most))
    _refuse(rule, words, words.error_result.format(low=-most, high=most))
    _add(sheet, place, rule, note)


def expect_count(sheet: Worksheet, places: str, words: WorkbookWords) -> None:
    """A whole number from 0 to 999."""
    rule = DataValidation(type="whole", operator="between", formula1="0", formula2="999")
    _refuse(rule, words, words.error_count)
    _add(sheet, places, rule, None)


def explain_cell(sheet: Worksheet, place: str, title: str, text: str) -> None:
    """A note that shows when a cell is chosen; anything may be entered."""
    rule = DataValidation(type=None)
    rule.promptTitle = title[:_TITLE]
    _add(sheet, place, rule, text)


def _refuse(rule: DataValidation, words: WorkbookWords, message: str) -> None:
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = words.check[:_TITLE], message[:_NOTE]


def _add(sheet: Worksheet, places: str, rule: DataValidation, note: str | None) -> None:
    if note:
        rule.showInputMessage, rule.prompt = True, note[:_NOTE]
    rule.add(places)
    sheet.add_data_validation(rule)
