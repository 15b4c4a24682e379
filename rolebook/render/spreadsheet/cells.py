"""Cells and their looks: text that never becomes a formula, styles by purpose, widths and heights."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ACCENT, MUTED, TEXT, RULE = "0C5273", "565D66", "1B2026", "B9B5AA"
SHADE, HEAD = "FFF6DC", "F5F4F0"
POINTS_HIGH = 13.5
"""The height of a line of 10 points, in points."""


def add_styles(workbook: Workbook, language: str) -> None:
    """The styles of all cells, each named by what its cells are for; fonts by the language."""
    chinese = language.split("-")[0] == "zh"

    def font(size: float = 10, bold: bool = False, color: str = TEXT) -> Font:
        # 134 is the character set of simplified Chinese: programs then do not guess a Japanese face.
        name = "Microsoft YaHei" if chinese else "Calibri"
        return Font(name=name, charset=134 if chinese else None, family=2, sz=size, b=bold, color=color)

    line, thin = Side(style="thin", color=RULE), Side(style="hair", color=RULE)
    below, around = Border(bottom=thin), Border(left=line, right=line, top=line, bottom=line)
    between, under_head = Border(top=line, bottom=line), Border(bottom=Side(style="medium", color=TEXT))
    shade, head = PatternFill("solid", fgColor=SHADE), PatternFill("solid", fgColor=HEAD)
    top = Alignment(vertical="top", horizontal="left", wrap_text=True)
    inside = Alignment(vertical="top", horizontal="left", wrap_text=True, indent=1)
    number = Alignment(vertical="top", horizontal="right", indent=1)
    middle, bottom = Alignment(vertical="center"), Alignment(vertical="bottom", wrap_text=True)
    bottom_right = Alignment(vertical="bottom", horizontal="right", wrap_text=True, indent=1)
    for name, kind, alignment, border, fill in (
        ("title", font(16, True, ACCENT), middle, None, None),
        ("section", font(12, True, ACCENT), Alignment(vertical="bottom"), None, None),
        ("note", font(9, color=MUTED), top, None, None),
        ("note line", font(9, color=MUTED), middle, None, None),
        ("label", font(color=MUTED), middle, None, None),
        ("head", font(9, color=MUTED), bottom, under_head, head),
        ("head number", font(9, color=MUTED), bottom_right, under_head, head),
        (
            "head inside",
            font(9, color=MUTED),
            Alignment(vertical="bottom", horizontal="left", wrap_text=True, indent=1),
            under_head,
            head,
        ),
        ("text", font(), top, below, None),
        ("unit", font(), inside, below, None),
        ("small", font(9, color=MUTED), top, below, None),
        ("number", font(), number, below, None),
        ("figure", font(bold=True), number, below, None),
        ("sum", font(13, True), Alignment(vertical="center", horizontal="right", indent=1), between, None),
        (
            "sum text",
            font(12, True, ACCENT),
            Alignment(vertical="center", horizontal="left", indent=1),
            between,
            None,
        ),
        ("sum label", font(12, True), middle, between, None),
        ("input", font(), inside, around, shade),
        ("input number", font(bold=True), number, around, shade),
        ("sign", font(), Alignment(vertical="bottom"), Border(bottom=line), None),
    ):
        locked = Protection(locked=not name.startswith("input"))
        style = NamedStyle(_name_style(name), kind, alignment=alignment, protection=locked)
        if border:
            style.border = border
        if fill:
            style.fill = fill
        workbook.add_named_style(style)


def put(sheet: Worksheet, place: str, value: str | int | None, style: str) -> None:
    """Write text or a number into a cell; text stays text, whatever it begins with."""
    cell = sheet[place]
    cell.style = _name_style(style)
    if value is None or value == "":
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value[0] in "=+-@\t\r":
            cell.quotePrefix = True


def put_formula(sheet: Worksheet, place: str, formula: str, style: str, shape: str = "General") -> None:
    """Write a formula of ours, without its equals sign; ``shape`` is its number format."""
    cell = sheet[place]
    cell.style = _name_style(style)
    cell.value = f"={formula}"
    cell.number_format = shape


def merge(sheet: Worksheet, first: str, last: str, style: str) -> None:
    """Join the cells of a row, all in one style so that the border goes around."""
    for row in sheet[f"{first}:{last}"]:
        for cell in row:
            cell.style = _name_style(style)
    sheet.merged_cells.add(f"{first}:{last}")  # merge_cells() would make the borders anew, at great length


def set_widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    """The widths of the columns from the first one on, in characters."""
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width


def set_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]], least: float = 18) -> None:
    """Make a row as high as its texts need, each in a column so many characters wide."""
    lines = max((count_lines(text, width) for text, width in texts), default=1)
    sheet.row_dimensions[row].height = max(least, lines * POINTS_HIGH + 4)


def count_lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column; Chinese characters are two wide."""
    room = max(4.0, width - 1.5)
    return sum(max(1, -(-_measure(line) // int(room))) for line in text.split("\n"))


def _name_style(name: str) -> str:
    """A name that Excel does not know: “title” and “input” are styles of its own, which it would take for these."""
    return f"Rolebook {name}"


def _measure(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line)
