"""How assessment works, in two languages: formula, scores, ratings, penalties and the worked example, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rolebook.views.bilingual import pair, pair_known, pair_words, zip_by_id
from rolebook.views.bilingual_edition import BilingualEdition, Chapter, find_template
from rolebook.views.bilingual_labels import Say, pair_all
from rolebook.views.book_assessment import build_assessment_guide
from rolebook.views.edition import DOCUMENT
from rolebook.views.model import (
    AssessmentGuide,
    AssessmentLabels,
    BilingualAssessment,
    BilingualAssessmentChapter,
    BilingualExampleRow,
    BilingualExampleSum,
    BilingualExplanation,
    BilingualLine,
    BilingualRating,
    BilingualRule,
    BilingualWorkedExample,
    ExampleRow,
    Explanation,
    Pair,
    Rating,
    Section,
    WorkedExample,
)


def list_bilingual_assessment(edition: BilingualEdition) -> Chapter:
    """The chapter as a section; nothing if no role has a KPI."""
    # Both languages get the roles in the same order, so that they choose the same example.
    first, second = (
        build_assessment_guide(context, edition.roles, DOCUMENT, "assessment--") for context in edition.both
    )
    if first is None or second is None:
        return
    guide = pair_assessment(first, second)
    labels = AssessmentLabels(**pair_all(*(_list_labels(context._) for context in edition.both)))
    make = partial(BilingualAssessmentChapter, edition.frame, edition.sides, labels, guide)
    line = BilingualLine("assessment", guide.title, "front")
    yield Section(f"{edition.own.name}/assessment", find_template("assessment"), make), (line,)


def pair_assessment(first: AssessmentGuide, second: AssessmentGuide) -> BilingualAssessment:
    """The chapter, sentence by sentence."""
    example = None
    if first.example and second.example:
        example = _pair_example(first.example, second.example)
    return BilingualAssessment(
        title=pair_words(first.title, second.title),
        opening=pair_words(first.opening, second.opening),
        method=_pair_explanations(first.method, second.method),
        ratings_title=pair_words(first.ratings_title, second.ratings_title),
        ratings_anchor=first.ratings_anchor,
        ratings=tuple(_pair_rating(*both) for both in zip(first.ratings, second.ratings, strict=True)),
        rules=_pair_explanations(first.rules, second.rules),
        example=example,
    )


def _list_labels(_: Say) -> dict[str, str]:
    return {
        "number": _("No."),
        "total": _("Total"),
        "target": _("Target"),
        "actual": _("Actual"),
        "score": _("Score"),
        "weight": _("Weight"),
        "product": _("Score × weight"),
    }


def _pair_explanations(
    firsts: Sequence[Explanation], seconds: Sequence[Explanation]
) -> tuple[BilingualExplanation, ...]:
    return tuple(
        BilingualExplanation(
            id=one.id,
            anchor=one.anchor,
            title=pair_words(one.title, same.title),
            formula=pair_words(one.formula, same.formula) if one.formula else None,
            sentences=_pair_lines(one.sentences, same.sentences),
            steps=_pair_lines(one.steps, same.steps),
            rules=tuple(
                BilingualRule(pair_words(rule.label, other.label), pair_words(rule.text, other.text))
                for rule, other in zip(one.rules, same.rules, strict=True)
            ),
        )
        for one, same in zip_by_id(firsts, seconds)
    )


def _pair_lines(firsts: Sequence[str], seconds: Sequence[str]) -> tuple[Pair, ...]:
    return tuple(pair_words(line, same) for line, same in zip(firsts, seconds, strict=True))


def _pair_rating(first: Rating, second: Rating) -> BilingualRating:
    failed = None
    if first.failed is not None or second.failed is not None:
        failed = pair_words(first.failed or "", second.failed or "")
    return BilingualRating(
        name=pair(first.name, second.name),
        range=pair_words(first.range, second.range),
        meaning=pair_known(first.meaning, second.meaning),
        failed=failed,
        marks=(first.mark, second.mark),
    )


def _pair_example(first: WorkedExample, second: WorkedExample) -> BilingualWorkedExample:
    return BilingualWorkedExample(
        anchor=first.anchor,
        title=pair_words(first.title, second.title),
        intro=pair_words(first.intro, second.intro),
        roles=(first.role, second.role),
        rows=tuple(_pair_row(row, same) for row, same in zip(first.rows, second.rows, strict=True)),
        sums=tuple(
            BilingualExampleSum(
                pair_words(line.label, same.label), pair_words(line.value, same.value), line.strong
            )
            for line, same in zip(first.sums, second.sums, strict=True)
        ),
    )


def _pair_row(row: ExampleRow, same: ExampleRow) -> BilingualExampleRow:
    return BilingualExampleRow(
        number=row.number,
        name=pair(row.name, same.name),
        target=pair_words(row.target, same.target),
        actual=pair_words(row.actual, same.actual),
        score=pair_words(row.score, same.score),
        weight=pair_words(row.weight, same.weight),
        product=pair_words(row.product, same.product),
    )
