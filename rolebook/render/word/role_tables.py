"""The tables of a role in Word: one row for each thing and no merged cells, so that rows can be added by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rolebook.language.locales import find_language
from rolebook.render.word.outline import say_ref, say_refs, say_signs
from rolebook.render.word.runs import Words, join
from rolebook.render.word.writer import Cell, Line, Writer
from rolebook.views.model import Competency, Kpi, Penalty, Qualification

_QUALIFICATION_WIDTHS = (45, 120)
_KPI_WIDTHS = (9, 86, 30, 25, 15)
_PENALTY_WIDTHS = (9, 80, 44, 32)
_COMPETENCY_WIDTHS = (45, 120)
_BETWEEN = "\u00a0· "
_ARROW = "\u00a0→\u00a0"


def write_qualifications(writer: Writer, rows: Sequence[Qualification], caption: str) -> None:
    """What is asked, of what kind, and how needed."""
    comma = find_language(writer.speech.tag).comma
    cells = []
    for row in rows:
        lines: list[Line] = [_line([*writer.say(row.text), *say_signs(row.mark, row.flags)])]
        lines += [_line([Words(note, "Muted")]) for note in row.notes]
        cells.append([[_line([Words(f"{row.kind}{comma}{row.need}", "Muted")])], lines])
    writer.write_table(
        _QUALIFICATION_WIDTHS, (writer._("Kind"), writer._("Requirement")), cells, caption=caption
    )


def write_kpis(writer: Writer, kpis: Sequence[Kpi], caption: str) -> None:
    """What is measured and how it scores, with target and weight."""
    _ = writer._
    rows = [
        [
            [_line([Words(kpi.number, "Muted")])],
            [_line([*writer.say(kpi.name, strong=True), *say_signs(kpi.mark)]), *_describe_kpi(writer, kpi)],
            [_line([Words(kpi.target, strong=True)])],
            [_line([Words(kpi.period)])],
            [_line([Words(kpi.weight, strong=True)])],
        ]
        for kpi in kpis
    ]
    head = (_("No."), _("KPI"), _("Target"), _("Period"), _("Weight"))
    anchors = [kpi.anchor for kpi in kpis]
    writer.write_table(_KPI_WIDTHS, head, rows, caption=caption, numeric=4, anchors=anchors)


def _describe_kpi(writer: Writer, kpi: Kpi) -> Iterator[Line]:
    about = [writer.say(kpi.measure) if kpi.measure else []]
    about.append([] if kpi.bands else [Words(kpi.direction)])
    if kpi.division:
        about.append(_labelled(writer._("Divided"), [Words(kpi.division, "Muted")]))
    scores = [
        [Words(band.range), Words(_ARROW, "Muted"), Words(band.score, strong=True)] for band in kpi.bands
    ]
    scores += [[Words(rule)] for rule in kpi.rules]
    for parts in (about, scores):
        words = join(parts, _BETWEEN)
        if words:
            yield _line(words)


def write_penalties(writer: Writer, penalties: Sequence[Penalty], caption: str) -> None:
    """What happened, what follows each time, who decides, and how long one can appeal."""
    _ = writer._
    rows = [
        [
            [_line([Words(rule.number, "Muted")])],
            [
                _line([*writer.say(rule.trigger), *say_signs(rule.mark, rule.flags)]),
                *_describe_penalty(writer, rule),
            ],
            list(_tell_effects(rule)),
            list(_tell_decision(writer, rule)),
        ]
        for rule in penalties
    ]
    head = (_("No."), _("What happened"), _("What follows"), _("Decision and appeal"))
    anchors = [rule.anchor for rule in penalties]
    writer.write_table(_PENALTY_WIDTHS, head, rows, caption=caption, anchors=anchors)


def _describe_penalty(writer: Writer, rule: Penalty) -> Iterator[Line]:
    _ = writer._
    if rule.conditions:
        yield _line([Words(rule.conditions, "Muted")])
    counted = _labelled(_("Counted"), [Words(rule.counting, "Muted")])
    yield _line(join((counted, [Words(rule.cap, "Muted")] if rule.cap else []), _BETWEEN))
    if rule.breaks:
        yield _line(_labelled(_("Breaks"), say_refs(writer, rule.breaks, "Muted")))
    if rule.evidence:
        yield _line(_labelled(_("Evidence of the fault"), writer.say(rule.evidence, "Muted")))
    if rule.spares:
        spared = [*say_refs(writer, rule.spares, "Muted"), *say_signs(rule.spares_mark)]
        yield _line(_labelled(_("Not deducted again in"), spared))
    if rule.note:
        yield _line(_labelled(_("Note"), writer.say(rule.note, "Muted")))


def _tell_effects(rule: Penalty) -> Iterator[Line]:
    """Each occurrence, or each way in which a guarantee can end, in a line of its own."""
    lines = [
        [Words(outcome.condition), Words(_ARROW, "Muted"), Words(outcome.result, strong=True)]
        for outcome in rule.outcomes
    ]
    if rule.outcomes:
        steps = [(step.occurrence, step.effect) for step in rule.steps]
    else:
        steps = []
        for cell in rule.occurrences:
            steps.append((cell.label, cell.effect))
            steps += [(step.occurrence, step.effect) for step in cell.later]
    lines += [[Words(label), Words(_ARROW, "Muted"), Words(effect, strong=True)] for label, effect in steps]
    lines = lines or [[]]
    lines[0] = [*lines[0], *say_signs(rule.amount_mark)]
    yield from (_line(words) for words in lines)


def _tell_decision(writer: Writer, rule: Penalty) -> Iterator[Line]:
    _ = writer._
    yield _line(
        say_ref(writer, rule.approver) if rule.approver else [Words(_("nobody named who decides"), "Muted")]
    )
    appeal = rule.appeal or _("no time for an appeal laid down")
    yield _line([Words(appeal, "Muted"), *say_signs(rule.decision_mark)])


def write_competencies(writer: Writer, rows: Sequence[Competency], caption: str) -> None:
    """The names of competencies, level by level."""
    cells: list[list[Cell]] = []
    for (level, name, mark), found in groupby(rows, key=lambda row: (row.level, row.level_name, row.mark)):
        label = [Words(f"{level} {name}"), *say_signs(mark)]
        names = say_refs(writer, [row.name for row in found])
        cells.append([[_line(label)], [_line(names)]])
    head = (writer._("Level"), writer._("Competency"))
    writer.write_table(_COMPETENCY_WIDTHS, head, cells, caption=caption)


def _labelled(label: str, words: list[Words]) -> list[Words]:
    return [Words(label, "Muted", strong=True), Words(" "), *words]


def _line(words: Sequence[Words]) -> Line:
    return "TableText", words
