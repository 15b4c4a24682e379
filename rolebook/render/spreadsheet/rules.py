"""The sheet that computes: whole numbers only, one row a KPI or penalty, then the sums and the total."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.worksheet.worksheet import Worksheet

from rolebook.render.spreadsheet.cells import merge, put, put_formula, set_height, set_widths
from rolebook.render.spreadsheet.formulas import (
    charge_formula,
    count_decimals,
    limit_results,
    list_units,
    make_whole,
    rating_formula,
    round_quotient,
    score_formula,
    veto_formula,
)
from rolebook.views.model.assessment import Assessment
from rolebook.views.model.workbook import AssessmentWorkbook

_WIDTHS = (46, 18, 14, 14, 22, 22, 22)
_OTHER_COLUMNS = "EFGHIJKLMNOPQRSTUVWXYZ"
FIRST_KPI = 5


@dataclass(frozen=True, slots=True)
class Inputs:
    """The cells of the form, with its sheet's name, that people fill in; by the ids of KPIs and penalties."""

    counts: dict[str, str] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    earlier: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """Where things stand on the sheet: rows of KPIs, penalties, sums and lists."""

    kpis: dict[str, int]
    penalties: dict[str, int]
    sums: int
    lists: int

    @classmethod
    def plan(cls, form: Assessment) -> Rows:
        """The rows for the rules of a form."""
        after = FIRST_KPI + len(form.table.kpis)
        first = after + 2 if form.table.penalties else after
        sums = first + len(form.table.penalties) + 1
        return cls(
            {rule.id: FIRST_KPI + index for index, rule in enumerate(form.table.kpis)},
            {rule.id: first + index for index, rule in enumerate(form.table.penalties)},
            sums,
            sums + len(SUMS) + 1,
        )

    def sum(self, name: str) -> str:
        """The cell of a sum."""
        return f"$B${self.sums + SUMS.index(name)}"

    @property
    def choices(self) -> tuple[str, str]:
        """The cells of “yes” and “n/a” for KPIs that count, in a row of their own."""
        return f"$A${self.lists}", f"$A${self.lists + 1}"

    @property
    def answers(self) -> str:
        """The cells of yes and no."""
        return f"$B${self.lists}:$B${self.lists + 1}"

    def ratings(self, form: Assessment) -> list[str]:
        """The cells of the names of the ratings, from the best to the worst."""
        return [f"$C${self.lists + index}" for index in range(len(form.ratings))]


SUMS = ("weights", "products", "added", "deducted", "veto", "weighted", "total")


def points_decimals(form: Assessment) -> int:
    """The decimals of what penalties take, over all of them."""
    sizes = [part.size for rule in form.table.penalties for part in rule.parts]
    return count_decimals(*sizes, *(rule.at_most for rule in form.table.penalties))


def weight_decimals(form: Assessment) -> int:
    """The decimals of the weights, over all KPIs."""
    return count_decimals(*(rule.weight for rule in form.table.kpis))


def other_units(form: Assessment) -> tuple[str, ...]:
    """The units besides points in which penalties take anything: each has a column."""
    units = dict.fromkeys(unit for rule in form.table.penalties for unit in list_units(rule))
    return tuple(unit for unit in units if unit != "points")


def column_of(form: Assessment, unit: str) -> str:
    """The column of a unit; that of points comes first."""
    return "D" if unit == "points" else _OTHER_COLUMNS[other_units(form).index(unit)]


def write_rules(sheet: Worksheet, view: AssessmentWorkbook, inputs: Inputs) -> None:
    """Fill the sheet that computes, from the cells that people fill in."""
    form, words, rows = view.form, view.words, Rows.plan(view.form)
    set_widths(sheet, _WIDTHS)
    put(sheet, "A1", words.rules_sheet, "title")
    merge(sheet, "A2", "G2", "note")
    put(sheet, "A2", words.rules_instructions, "note")
    set_height(sheet, 2, [(words.rules_instructions, sum(_WIDTHS))])
    sheet.row_dimensions[1].height = 28
    _write_kpis(sheet, view, inputs, rows)
    _write_penalties(sheet, view, inputs, rows)
    _write_sums(sheet, view, rows)
    yes, none = rows.choices
    put(sheet, yes.replace("$", ""), words.counted, "text")
    put(sheet, none.replace("$", ""), words.not_applicable, "text")
    for index, answer in enumerate((words.yes, words.no)):
        put(sheet, f"B{rows.lists + index}", answer, "text")
    for cell, rating in zip(rows.ratings(form), form.ratings, strict=True):
        put(sheet, cell.replace("$", ""), rating.name.plain, "text")


def _write_kpis(sheet: Worksheet, view: AssessmentWorkbook, inputs: Inputs, rows: Rows) -> None:
    form, words = view.form, view.words
    heads = (words.kpi, words.whole_result, words.whole_score, words.whole_weight, words.product, words.added)
    for column, head in zip("ABCDEFG", (*heads, words.veto), strict=True):
        put(sheet, f"{column}{FIRST_KPI - 1}", head, "head" if column == "A" else "head number")
    decimals, weights = form.table.decimals, weight_decimals(form)
    for assessed, rule in zip(form.kpis, form.table.kpis, strict=True):
        row, limits = rows.kpis[rule.id], limit_results(rule, decimals)
        result, counts = inputs.results[rule.id], inputs.counts[rule.id]
        put(sheet, f"A{row}", assessed.kpi.name.plain, "text")
        inside = f'IF(ABS({result})<={limits.most},ROUND({result}*{10**limits.decimals},0),"")'
        none = rows.choices[1]
        put_formula(
            sheet, f"B{row}", f'IF({counts}={none},"",IF(ISNUMBER({result}),{inside},""))', "number", "0"
        )
        put_formula(
            sheet,
            f"C{row}",
            f'IF(B{row}="","",{score_formula(rule, f"B{row}", decimals)})',
            "number",
            "0",
        )
        weight = 0 if rule.added else make_whole(rule.weight, weights)
        put_formula(sheet, f"D{row}", f'IF(C{row}="",0,{weight})', "number", "0")
        put_formula(sheet, f"E{row}", f'IF(C{row}="",0,C{row}*D{row})', "number", "0")
        put_formula(sheet, f"F{row}", f'IF(C{row}="",0,C{row})' if rule.added else "0", "number", "0")
        veto = veto_formula(rule, f"B{row}", decimals)
        put_formula(sheet, f"G{row}", f'IF(C{row}="",0,{veto})' if veto else "0", "number", "0")


def _write_penalties(sheet: Worksheet, view: AssessmentWorkbook, inputs: Inputs, rows: Rows) -> None:
    form, words, decimals = view.form, view.words, points_decimals(view.form)
    if not rows.penalties:
        return
    head = min(rows.penalties.values()) - 1
    for column, label in zip("ABCD", (words.penalties, words.earlier, words.now, words.points), strict=True):
        put(sheet, f"{column}{head}", label, "head" if column == "A" else "head number")
    patterns = {item.unit: item.pattern for item in form.units}
    for unit in other_units(form):
        put(sheet, f"{column_of(form, unit)}{head}", patterns[unit], "head number")
    for assessed, rule in zip(form.penalties, form.table.penalties, strict=True):
        row = rows.penalties[rule.id]
        put(sheet, f"A{row}", assessed.penalty.trigger.plain, "text")
        set_height(sheet, row, [(assessed.penalty.trigger.plain, _WIDTHS[0])])
        for column, cells in (("B", inputs.earlier), ("C", inputs.now)):
            cell = cells[rule.id]
            count = f"MAX(0,MIN(999,INT({cell})))"
            if rule.once and column == "C":
                count = f"MIN(1,{count})"
            put_formula(sheet, f"{column}{row}", f"IF(ISNUMBER({cell}),{count},0)", "number", "0")
        for unit in ("points", *other_units(form)):
            charged = "0"
            if unit in list_units(rule):
                charged = charge_formula(rule, unit, f"B{row}", f"C{row}", decimals)
            put_formula(sheet, f"{column_of(form, unit)}{row}", charged, "number", "0")


def _write_sums(sheet: Worksheet, view: AssessmentWorkbook, rows: Rows) -> None:
    form, words, table = view.form, view.words, view.form.table
    scale = max(table.decimals, points_decimals(form))
    finer = 10 ** (scale - table.decimals)
    deducted = f"{rows.sum('deducted')}*{10 ** (scale - points_decimals(form))}"
    kpis = (FIRST_KPI, FIRST_KPI + len(table.kpis) - 1)
    penalties = [f"D{row}" for row in rows.penalties.values()]
    weights, products = rows.sum("weights"), rows.sum("products")
    numerator = f"({products}*{finer}+({rows.sum('added')}*{finer}-{deducted})*{weights})"
    limited = (
        f"MAX({round_quotient(numerator, f'({weights}*{finer})')},{make_whole(table.floor, table.decimals)})"
    )
    if table.cap is not None:
        limited = f"MIN({limited},{make_whole(table.cap, table.decimals)})"
    floor = make_whole(table.floor, table.decimals)
    for name, label, formula in (
        ("weights", words.whole_weight, f"SUM(D{kpis[0]}:D{kpis[1]})"),
        ("products", words.product, f"SUM(E{kpis[0]}:E{kpis[1]})"),
        ("added", words.added, f"SUM(F{kpis[0]}:F{kpis[1]})"),
        ("deducted", words.deducted, f"SUM({penalties[0]}:{penalties[-1]})" if penalties else "0"),
        ("veto", words.veto, f"MAX(G{kpis[0]}:G{kpis[1]})"),
        ("weighted", words.weighted, f'IF({weights}=0,"",{round_quotient(products, weights)})'),
        (
            "total",
            words.total,
            f'IF({weights}=0,"",IF({rows.sum("veto")}=2,{floor},{limited}))',
        ),
    ):
        cell = rows.sum(name).replace("$", "")
        put(sheet, f"A{cell[1:]}", label, "text")
        put_formula(sheet, cell, formula, "number", "0")


def rating_of(form: Assessment, sheet_name: str) -> str:
    """The formula of the rating, for a cell of another sheet."""
    rows = Rows.plan(form)
    cells = [f"{sheet_name}!{cell}" for cell in rows.ratings(form)]
    if not cells:
        return '""'
    total, veto = (f"{sheet_name}!{rows.sum(name)}" for name in ("total", "veto"))
    earned = rating_formula(form.table.ratings, total, form.table.decimals, cells)
    return f'IF({total}="","",IF({veto}=2,{cells[-1]},{earned}))'
