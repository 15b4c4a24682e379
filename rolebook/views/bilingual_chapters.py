"""What a bilingual handbook has besides roles, paired: the chart as a tree, the scale, guides, the glossary."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.views.bilingual import pair, pair_blocks, pair_known, pair_words, zip_by_id
from rolebook.views.model import (
    BilingualBranch,
    BilingualGuide,
    BilingualGuideSection,
    BilingualLetter,
    BilingualScaleLevel,
    BilingualTerm,
    ChartBranch,
    GlossaryGroup,
    GlossaryTerm,
    Guide,
    ScaleLevel,
)


def pair_scale(
    firsts: Sequence[ScaleLevel], seconds: Sequence[ScaleLevel]
) -> tuple[BilingualScaleLevel, ...]:
    """The scale of competencies."""
    return tuple(
        BilingualScaleLevel(level.level, pair_words(level.name, same.name))
        for level, same in zip(firsts, seconds, strict=True)
    )


def pair_branches(
    firsts: Sequence[ChartBranch], seconds: Sequence[ChartBranch]
) -> tuple[BilingualBranch, ...]:
    """The organisation chart as a tree."""
    return tuple(
        BilingualBranch(
            pair_words(branch.label, same.label), branch.href, pair_branches(branch.branches, same.branches)
        )
        for branch, same in zip_by_id(firsts, seconds)
    )


def pair_guide(first: Guide, second: Guide) -> BilingualGuide:
    """An article, paragraph by paragraph."""
    return BilingualGuide(
        first.anchor,
        pair(first.title, second.title),
        pair(first.opening, second.opening),
        tuple(
            BilingualGuideSection(
                section.anchor,
                pair(section.title, same.title),
                pair_blocks(section.text, same.text),
                (section.mark, same.mark),
            )
            for section, same in zip(first.sections, second.sections, strict=True)
        ),
    )


def pair_letters(
    firsts: Sequence[GlossaryGroup], seconds: Sequence[GlossaryGroup]
) -> tuple[BilingualLetter, ...]:
    """The terms under the initial letters of the first language."""
    others = {term.id: term for group in seconds for term in group.terms}
    return tuple(
        BilingualLetter(group.label, tuple(_pair_term(term, others[term.id]) for term in group.terms))
        for group in firsts
    )


def _pair_term(first: GlossaryTerm, second: GlossaryTerm) -> BilingualTerm:
    return BilingualTerm(
        first.anchor,
        pair(first.term, second.term),
        (first.synonyms, second.synonyms),
        pair_known(first.definition, second.definition),
        (first.rejected, second.rejected),
    )
