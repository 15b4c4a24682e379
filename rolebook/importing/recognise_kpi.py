"""KPIs with weights and targets, from sentences and from rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rolebook.importing.markers import widen
from rolebook.importing.recognise_cadence import find_cadence
from rolebook.importing.vocabulary import Vocabulary, compile_pattern


@dataclass(frozen=True)
class FoundKpi:
    """A KPI's words and what they state; ``weight`` is None where no weight is stated."""

    name: str
    measure: str
    evidence: str
    weight: Decimal | None
    target: str
    unit: str
    better: str
    period: str


def read_kpi(text: str, vocabulary: Vocabulary) -> FoundKpi:
    """A KPI from one item: its name, then perhaps a weight, a target, how it is measured."""
    plain = widen(text)
    weight = _read_weight(plain, vocabulary)
    name, measure = text, ""
    signs = re.search(r"[:：]|[,，;；](?!\d)|[(（](?=[^)）]*\d)|——?| – | - ", text)
    cuts = [
        found.start()
        for found in (signs, vocabulary.find("weight", plain), vocabulary.find("target", plain))
        if found
    ]
    cut = min((at for at in cuts if at > 1), default=0)
    if cut:
        name, measure = text[:cut].strip(), text.strip()
    elif re.search(r"\d", text):
        measure = text.strip()
        name = re.sub(r"[\s\d.,%％≥≤<>=]+$", "", text).strip() or text
    return _make(name, measure, "", weight, _read_target(plain, vocabulary), plain, vocabulary)


def read_kpi_rows(rows: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> list[tuple[int, FoundKpi]]:
    """The KPIs of a table, each with the number of its row; the first row names the columns."""
    columns = _name_columns(rows[0], vocabulary) if rows else {}
    found = []
    for index, row in enumerate(rows):
        if index == 0 and columns:
            continue
        cell = {name: row[at] for name, at in columns.items() if at < len(row)}
        name = cell.get("name") or row[0]
        if not re.search(r"\w", name):
            continue
        others = "; ".join(c for i, c in enumerate(row) if c and i not in columns.values() and c != name)
        target = cell.get("target", "")
        if re.search(r"[^\W\d_]", target):  # “24 hours”: its words are kept, its figure becomes the target
            others = "; ".join(part for part in (others, f"{rows[0][columns['target']]}: {target}") if part)
        measure = "; ".join(part for part in (cell.get("measure", ""), others) if part)
        weight = (
            _read_figure(cell.get("weight", ""))
            if "weight" in cell
            else _read_weight(widen(" ".join(row)), vocabulary)
        )
        figure = re.search(r"\d[\d,.]*", widen(target))
        whole = widen(" ".join(c for i, c in enumerate(row) if i != columns.get("weight")))
        kpi = _make(
            name,
            measure,
            cell.get("evidence", ""),
            weight,
            _number(figure[0]) if figure else "",
            whole,
            vocabulary,
            target,
        )
        if target and not figure:
            kpi = _make(name, f"{measure}; {target}".strip("; "), kpi.evidence, weight, "", whole, vocabulary)
        found.append((index, kpi))
    return found


def _name_columns(row: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, int]:
    columns: dict[str, int] = {}
    for name, pattern in vocabulary.data["kpi_columns"].items():
        for index, cell in enumerate(row):
            if index not in columns.values() and compile_pattern(pattern).search(widen(cell)):
                columns[name] = index
                break
    return columns if len(columns) > 1 or "weight" in columns else {}


def _make(
    name: str,
    measure: str,
    evidence: str,
    weight: Decimal | None,
    target: str,
    plain: str,
    vocabulary: Vocabulary,
    target_words: str = "",
) -> FoundKpi:
    about = widen(f"{name} {target_words}")
    sign = vocabulary.find("target", plain)
    stated = vocabulary.pick("units", (sign[2] if sign else "") or target_words)
    unit = stated or vocabulary.pick("units", about) or vocabulary.pick("units", plain)
    unit = unit or ("points" if target_words and target else "percent")
    better = "lower" if vocabulary.find("lower_better", plain) else "higher"
    cadence = find_cadence(plain, vocabulary, {})
    every = cadence.fields.get("every") if cadence else None
    period = every if isinstance(every, str) else "month"
    return FoundKpi(name.strip(" .。;；:："), measure, evidence, weight, target, unit, better, period)


def _read_weight(plain: str, vocabulary: Vocabulary) -> Decimal | None:
    match = vocabulary.find("weight", plain)
    return _read_figure(next(group for group in match.groups() if group)) if match else None


def _read_figure(text: str) -> Decimal | None:
    match = re.search(r"\d+(?:[.,]\d+)?", widen(text))
    value = Decimal(match[0].replace(",", ".")) if match else None
    if value is not None and "%" not in text and "％" not in text and 0 < value < 1:
        value *= 100
    return value if value is not None and 0 <= value <= 100 else None


def _read_target(plain: str, vocabulary: Vocabulary) -> str:
    match = vocabulary.find("target", plain)
    return _number(match[1]) if match else ""


def _number(text: str) -> str:
    text = text.strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return re.sub(r"[,.]", "", text)
    whole, _, part = text.replace(",", ".").partition(".")
    part = re.sub(r"\D", "", part)[:6].rstrip("0")
    return (f"{int(whole)}.{part}" if part else str(int(whole))) if len(whole) < 15 else ""


def spread_weights(weights: Sequence[Decimal | None]) -> tuple[list[Decimal], str]:
    """A weight for each KPI, and what was guessed: what is not stated shares what is left of 100, evenly."""
    open_ = [index for index, weight in enumerate(weights) if weight is None]
    stated = sum((weight for weight in weights if weight is not None), Decimal(0))
    note = "weights that the text does not state share what is left of 100" if open_ else ""
    if stated > 100 or (not open_ and stated != 100):
        # Such a sum would stop every build: the draft shares evenly, and says what the text has.
        given = ", ".join(f"{weight.normalize():f}" for weight in weights if weight is not None)
        note = f"the weights in the text add up to {stated.normalize():f}, not 100 ({given}): shared evenly for now"
        weights, open_, stated = [None] * len(weights), list(range(len(weights))), Decimal(0)
    left = 100 - stated
    share = int(left) // len(open_) if open_ else 0
    result = [weight if weight is not None else Decimal(share) for weight in weights]
    if open_:
        result[open_[0]] += left - share * len(open_)
    return result, note
