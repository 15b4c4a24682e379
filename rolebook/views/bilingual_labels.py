"""The words of the interface that the bilingual edition shows in both languages."""

from __future__ import annotations

from collections.abc import Callable

from rolebook.views.bilingual import pair_words
from rolebook.views.context import ViewContext
from rolebook.views.model import CellWords, Labels, Pair, Side, Sides
from rolebook.views.section_names import name_sections

Say = Callable[[str], str]


def build_labels(first: ViewContext, second: ViewContext) -> Labels:
    """Titles of chapters, heads of tables, small labels."""
    return Labels(**pair_all(_list_labels(first._), _list_labels(second._)))


def build_section_titles(first: ViewContext, second: ViewContext) -> dict[str, Pair]:
    """The titles of a role's sections, by the names of `Role.order`."""
    return pair_all(name_sections(first._), name_sections(second._))


def build_governing(first: ViewContext, second: ViewContext) -> Pair:
    """Which language counts where the two texts differ, in words of both."""
    return pair_words(_say_governing(first, second), _say_governing(second, first))


def build_sides(first: ViewContext, second: ViewContext) -> Sides:
    """The two languages of a document."""
    sides = (
        Side(context.tag, context.language.autonym, _list_cell_words(context._))
        for context in (first, second)
    )
    return Sides(*sides)


def _list_cell_words(_: Say) -> CellWords:
    return CellWords(
        untranslated=_("not yet translated"),
        evidence=_("Evidence"),
        divided=_("Divided"),
        measures=_("Measures"),
        breaks=_("Breaks"),
        proof=_("Evidence of the fault"),
        spared=_("Not deducted again in"),
        note=_("Note"),
        what_follows=_("What follows"),
        counted=_("Counted"),
        decision=_("Decision and appeal"),
        no_decider=_("nobody named who decides"),
        no_appeal=_("no time for an appeal laid down"),
        no_evidence=_("none named"),
        also=_("Also:"),
        rejected=_("Do not use:"),
    )


def pair_all(words: dict[str, str], others: dict[str, str]) -> dict[str, Pair]:
    """Words by their names, each with the same in the other language."""
    return {name: pair_words(word, others[name]) for name, word in words.items()}


def _list_labels(_: Say) -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "preface": _("Preface"),
        "organisation": _("Organisation"),
        "scale": _("Competency levels"),
        "shared_workflows": _("Shared workflows"),
        "guides": _("Guides"),
        "glossary": _("Glossary"),
        "index": _("Index"),
        "number": _("No."),
        "target": _("Target"),
        "period": _("Period"),
        "weight": _("Weight"),
        "result": _("Result"),
        "score": _("Score"),
        "example": _("Example"),
        "reported": _("Reported result"),
        "level": _("Level"),
        "trace": _("Traceability"),
        "duty": _("Duty"),
        "kpis": _("KPIs"),
        "penalties": _("Penalties"),
    }


def _say_governing(context: ViewContext, other: ViewContext) -> str:
    _, tag = context._, context.catalogue.handbook.governing_language
    if tag is None:
        return _(
            "No governing language is named. Where the two texts differ, ask the organisation that issues them."
        )
    name = context.language.name_of(tag)
    if tag in (context.tag, other.tag):
        return _("Where the two texts differ, the {language} text counts.").format(language=name)
    return _(
        "Where texts differ, the {language} text counts. It is not part of this edition: the handbook has it in "
        "an edition of its own."
    ).format(language=name)
