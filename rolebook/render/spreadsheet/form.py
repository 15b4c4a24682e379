"""The sheet that people see, fill in and print: results, penalties, total, comments, signatures."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from rolebook.render.spreadsheet.cells import merge, put, put_formula, set_height, set_widths
from rolebook.render.spreadsheet.entries import expect_count, expect_number, explain_cell, offer_choices
from rolebook.render.spreadsheet.formulas import limit_results
from rolebook.render.spreadsheet.rules import (
    Inputs,
    Rows,
    column_of,
    other_units,
    points_decimals,
    rating_of,
    weight_decimals,
)
from rolebook.views.model.assessment import AssessedKpi, AssessedPenalty
from rolebook.views.model.workbook import AssessmentWorkbook

_WIDTHS = dict(zip("ABCDEFGHIJKLM", (5, 32, 15, 38, 9, 9, 11, 9, 10, 11, 15, 15, 30), strict=True))
_LAST = "M"
_BAD = "A1281B"


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the form shows what it computes; scores and contributions by the ids of KPIs, points by penalties."""

    scores: dict[str, str]
    contributions: dict[str, str]
    points: dict[str, str]
    weighted: str
    added: str
    deducted: str
    total: str
    rating: str


class FormSheet:
    """Writes the form from top to bottom; ``rules`` is the quoted name of the sheet that computes."""

    def __init__(self, sheet: Worksheet, view: AssessmentWorkbook, rules: str):
        self.sheet, self.view, self.rules = sheet, view, rules
        self.form, self.words = view.form, view.words
        self.rows = Rows.plan(view.form)
        self.name = "'" + sheet.title.replace("'", "''") + "'"
        self.row = 1

    def write(self) -> tuple[Inputs, Outputs]:
        """Fill the sheet; where its inputs and outputs are."""
        set_widths(self.sheet, _WIDTHS.values())
        self._write_head()
        inputs = Inputs()
        scores, contributions = self._write_kpis(inputs)
        points = self._write_penalties(inputs)
        outputs = self._write_total(scores, contributions, points)
        self._write_talk()
        self._protect()
        return inputs, outputs

    def _write_head(self) -> None:
        frame, words = self.view.frame, self.words
        put(self.sheet, "A1", frame.title, "title")
        self.sheet.row_dimensions[1].height = 30
        put(self.sheet, "A2", f"{frame.organisation} · {frame.handbook} · {frame.edition}", "note line")
        put(self.sheet, "A3", words.instructions, "note line")
        superior = ", ".join(ref.label.plain for ref in self.form.superiors)
        for row, pairs in (
            (5, (("A", words.employee, "C", "D"), ("F", words.period, "I", "L"))),
            (6, (("A", words.number, "C", "D"), ("F", _explain(words.superior, superior), "I", "L"))),
        ):
            for place, label, first, last in pairs:
                put(self.sheet, f"{place}{row}", label, "label")
                merge(self.sheet, f"{first}{row}", f"{last}{row}", "input")
            self.sheet.row_dimensions[row].height = 22
        self.row = 8

    def _write_section(self, title: str) -> None:
        put(self.sheet, f"A{self.row}", title, "section")
        self.sheet.row_dimensions[self.row].height = 26
        self.row += 1

    def _write_heads(self, heads: dict[str, str]) -> None:
        for column in _WIDTHS:
            place = "head number" if column in "EIJ" else "head inside" if column in "FGHKLM" else "head"
            put(self.sheet, f"{column}{self.row}", heads.get(column), place)
        set_height(self.sheet, self.row, [(text, _WIDTHS[column]) for column, text in heads.items()])
        self.row += 1

    def _write_kpis(self, inputs: Inputs) -> tuple[dict[str, str], dict[str, str]]:
        words = self.words
        self._write_section(words.results)
        heads = (
            *(words.kpi, words.target, words.scoring, words.weight, words.counts, words.result, words.unit),
            *(words.score, words.contribution, words.self_rating, words.superior_rating, words.evidence),
        )
        self._write_heads(dict(zip("BCDEFGHIJKLM", heads, strict=True)))
        scores, contributions, first = {}, {}, self.row
        for assessed in self.form.kpis:
            name, row = assessed.kpi.id, self.row
            inputs.counts[name], inputs.results[name] = f"{self.name}!$F${row}", f"{self.name}!$G${row}"
            scores[name], contributions[name] = f"I{row}", f"J{row}"
            self._write_kpi(assessed)
        places = f"F{first}:F{self.row - 1}"
        source = f"{self.rules}!{':'.join(self.rows.choices)}"
        offer_choices(self.sheet, places, source, words, words.prompt_counts)
        if self.form.ratings:
            offer_choices(self.sheet, f"K{first}:L{self.row - 1}", self._list_ratings(), words)
        vetoed = FormulaRule(formula=[f"{self.rules}!$G{self.rows.kpis[self.form.kpis[0].kpi.id]}>0"],
                             font=Font(color=_BAD, strike=False, b=True))  # fmt: skip
        self.sheet.conditional_formatting.add(f"I{first}:J{self.row - 1}", vetoed)
        self.row += 1
        return scores, contributions

    def _write_kpi(self, assessed: AssessedKpi) -> None:
        kpi, row, sheet, words = assessed.kpi, self.row, self.sheet, self.words
        rule = next(rule for rule in self.form.table.kpis if rule.id == kpi.id)
        name = f"{kpi.name.plain}\n{kpi.measure.plain}" if kpi.measure else kpi.name.plain
        scoring = "\n".join([*(f"{band.range} → {band.score}" for band in kpi.bands), *kpi.rules])
        target = "\n".join((kpi.target, kpi.period))
        evidence = kpi.evidence.plain if kpi.evidence else ""
        put(sheet, f"A{row}", int(kpi.number), "small")
        put(sheet, f"B{row}", name, "text")
        put(sheet, f"C{row}", target, "text")
        put(sheet, f"D{row}", scoring, "small")
        put(sheet, f"E{row}", kpi.weight, "number")
        put(sheet, f"F{row}", words.counted, "input")
        put(sheet, f"G{row}", None, "input number")
        put(sheet, f"H{row}", assessed.unit, "unit")
        decimals, source = self.form.table.decimals, self.rows.kpis[kpi.id]
        score, result = f"{self.rules}!$C${source}", f"$G${row}"
        left_out = f'OR({result}="",$F${row}={self.rules}!{self.rows.choices[1]})'
        missing = f'IF({left_out},"",{_quote(words.check)})'
        put_formula(
            sheet, f"I{row}", f'IF({score}="",{missing},{score}/{10**decimals})', "figure", _shape(decimals)
        )
        scale = 10 ** (decimals + weight_decimals(self.form) + 2)
        share = f"{score}/{10**decimals}" if rule.added else f"{self.rules}!$E${source}/{scale}"
        put_formula(sheet, f"J{row}", f'IF({score}="","",{share})', "number", "0.0##")
        for column in "KLM":
            put(sheet, f"{column}{row}", None, "input")
        set_height(sheet, row, [(name, _WIDTHS["B"]), (target, _WIDTHS["C"]), (scoring, _WIDTHS["D"])], 26)
        if evidence:
            explain_cell(sheet, f"M{row}", words.evidence, evidence)
        limits = limit_results(rule, decimals)
        note = (
            f"{words.prompt_percent} {words.prompt_result}" if assessed.unit == "%" else words.prompt_result
        )
        expect_number(sheet, f"G{row}", limits.most, words, note)
        self.row += 1

    def _write_penalties(self, inputs: Inputs) -> dict[str, str]:
        words = self.words
        points: dict[str, str] = {}
        if not self.form.penalties:
            return points
        self._write_section(words.penalties)
        self._write_heads({"B": words.happened, "D": words.follows, "F": words.earlier, "G": words.now,
                           "I": words.points, "J": words.other, "M": words.remarks})  # fmt: skip
        merge(self.sheet, f"J{self.row - 1}", f"L{self.row - 1}", "head inside")
        first = self.row
        for assessed in self.form.penalties:
            name, row = assessed.penalty.id, self.row
            inputs.earlier[name], inputs.now[name] = f"{self.name}!$F${row}", f"{self.name}!$G${row}"
            points[name] = f"I{row}"
            self._write_penalty(assessed)
        expect_count(self.sheet, f"F{first}:G{self.row - 1}", words)
        self.row += 1
        return points

    def _write_penalty(self, assessed: AssessedPenalty) -> None:
        penalty, row, sheet = assessed.penalty, self.row, self.sheet
        steps = [f"{step.occurrence}: {step.effect}" for step in penalty.steps]
        parts = (penalty.effect, penalty.per, penalty.window, penalty.cap, penalty.appeal)
        effect = "\n".join([", ".join(part for part in parts if part), *steps])
        put(sheet, f"A{row}", int(penalty.number), "small")
        merge(sheet, f"B{row}", f"C{row}", "text")
        put(sheet, f"B{row}", penalty.trigger.plain, "text")
        merge(sheet, f"D{row}", f"E{row}", "small")
        put(sheet, f"D{row}", effect, "small")
        for column in "FG":
            put(sheet, f"{column}{row}", None, "input number")
        source, decimals = self.rows.penalties[penalty.id], points_decimals(self.form)
        put(sheet, f"H{row}", None, "text")
        taken = f"{self.rules}!$D${source}"
        put_formula(sheet, f"I{row}", f'IF({taken}=0,"",{taken}/{10**decimals})', "figure")
        merge(sheet, f"J{row}", f"L{row}", "text")
        put_formula(sheet, f"J{row}", self._say_others(source, decimals), "text")
        put(sheet, f"M{row}", None, "input")
        widths = (_WIDTHS["B"] + _WIDTHS["C"], _WIDTHS["D"] + _WIDTHS["E"])
        set_height(sheet, row, [(penalty.trigger.plain, widths[0]), (effect, widths[1])], 26)
        self.row += 1

    def _say_others(self, source: int, decimals: int) -> str:
        """What a penalty takes besides points, each amount in the pattern that heads its column."""
        head = min(self.rows.penalties.values()) - 1
        words = []
        for unit in other_units(self.form):
            column = column_of(self.form, unit)
            amount, pattern = f"{self.rules}!${column}${source}", f"{self.rules}!${column}${head}"
            words.append(f'IF({amount}=0,"",SUBSTITUTE({pattern},"{{}}",{amount}/{10**decimals}))')
        joined = '&" "&'.join(words)
        return f"TRIM({joined})" if words else '""'

    def _write_total(
        self, scores: dict[str, str], contributions: dict[str, str], points: dict[str, str]
    ) -> Outputs:
        words, form, rows = self.words, self.form, self.rows
        self._write_section(words.total_section)
        top, decimals = self.row, form.table.decimals

        def amount(name: str, places: int) -> str:
            cell = f"{self.rules}!{rows.sum(name)}"
            return f'IF({cell}="","",{cell}/{10**places})'

        lines = [("weighted", words.weighted, decimals, _shape(decimals), "figure")]
        lines.append(("added", words.added, decimals, "General", "figure"))
        lines.append(("deducted", words.deducted, points_decimals(form), "General", "figure"))
        lines.append(("total", words.total, decimals, _shape(decimals), "sum"))
        places = {}
        for name, label, digits, shape, style in lines:
            merge(self.sheet, f"F{self.row}", f"H{self.row}", "sum label" if style == "sum" else "text")
            put(self.sheet, f"F{self.row}", label, "sum label" if style == "sum" else "text")
            put_formula(self.sheet, f"I{self.row}", amount(name, digits), style, shape)
            self.sheet.row_dimensions[self.row].height = 24 if style == "sum" else 18
            places[name] = f"I{self.row}"
            self.row += 1
        merge(self.sheet, f"F{self.row}", f"H{self.row}", "sum label")
        put(self.sheet, f"F{self.row}", words.rating, "sum label")
        merge(self.sheet, f"I{self.row}", f"L{self.row}", "sum text")
        put_formula(self.sheet, f"I{self.row}", rating_of(form, self.rules), "sum text")
        rating = f"I{self.row}"
        veto = f"{self.rules}!{rows.sum('veto')}"
        put_formula(self.sheet, f"M{self.row}", f'IF({veto}=2,{_quote(words.vetoed)},"")', "note")
        self.sheet.row_dimensions[self.row].height = 24
        self._write_scale(top)
        self.row = max(self.row, top + len(form.ratings)) + 2
        return Outputs(scores, contributions, points, places["weighted"], places["added"],
                       places["deducted"], places["total"], rating)  # fmt: skip

    def _write_scale(self, top: int) -> None:
        """The rating scale, and how many KPIs have a result, to the left of the total."""
        first, last = (self.rows.kpis[kpi.kpi.id] for kpi in (self.form.kpis[0], self.form.kpis[-1]))
        put(self.sheet, f"B{top}", self.words.with_result, "text")
        counted = f"COUNT({self.rules}!$C${first}:$C${last})"
        put_formula(self.sheet, f"C{top}", f'{counted}&" / {len(self.form.kpis)}"', "text")
        for index, rating in enumerate(self.form.ratings, top + 1):
            put(self.sheet, f"B{index}", rating.name.plain, "text")
            merge(self.sheet, f"C{index}", f"D{index}", "text")
            put(self.sheet, f"C{index}", rating.range, "text")

    def _write_talk(self) -> None:
        words, sheet = self.words, self.sheet
        self._write_section(words.comments)
        for label in (words.comment_employee, words.comment_superior, words.agreements):
            put(sheet, f"A{self.row}", label, "label")
            merge(sheet, f"C{self.row}", f"{_LAST}{self.row}", "input")
            sheet.row_dimensions[self.row].height = 48
            self.row += 1
        put(sheet, f"A{self.row}", words.agrees, "label")
        put(sheet, f"C{self.row}", None, "input")
        sheet.row_dimensions[self.row].height = 22
        offer_choices(sheet, f"C{self.row}", f"{self.rules}!{self.rows.answers}", words)
        self.row += 2
        heads = (
            ("A", "B", words.signed_by),
            ("C", "D", words.name),
            ("E", "J", words.signature),
            ("K", "L", words.date),
        )
        for first, last, text in heads:
            merge(sheet, f"{first}{self.row}", f"{last}{self.row}", "head")
            put(sheet, f"{first}{self.row}", text, "head")
        for signer in words.signers:
            self.row += 1
            for first, last, _text in heads:
                merge(sheet, f"{first}{self.row}", f"{last}{self.row}", "sign" if first == "A" else "input")
            put(sheet, f"A{self.row}", signer, "sign")
            sheet.row_dimensions[self.row].height = 30
        notes = [*self.form.formula, self.form.appeal]
        self.row += 1
        for note in (" ".join(notes[:-1]), notes[-1]):
            self.row += 1
            merge(sheet, f"A{self.row}", f"{_LAST}{self.row}", "note")
            put(sheet, f"A{self.row}", note, "note")
            set_height(sheet, self.row, [(note, sum(_WIDTHS.values()))])

    def _list_ratings(self) -> str:
        cells = self.rows.ratings(self.form)
        return f"{self.rules}!{cells[0]}:{cells[-1]}"

    def _protect(self) -> None:
        guard = self.sheet.protection
        guard.sheet = True
        guard.formatColumns = guard.formatRows = False  # so that people can make room


def _shape(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals else "0"


def _quote(text: str) -> str:
    """Words inside a formula, which takes no more than 255 characters in one piece."""
    return '"' + text[:120].replace('"', '""') + '"'


def _explain(label: str, name: str) -> str:
    return f"{label} ({name})" if name else label
