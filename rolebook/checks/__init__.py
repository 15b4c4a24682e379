"""Checking: one small function per rule, grouped by what it is about; all problems at once."""

from __future__ import annotations

import datetime as dt

from rolebook.checks import (
    attachments,
    bands,
    braces,
    cadences,
    certainty,
    dates,
    editions,
    employer,
    faults,
    glossary,
    handbook_words,
    kpis,
    links,
    look,
    nesting,
    outlines,
    penalties,
    policies,
    policy_packs,
    posting_dates,
    posting_titles,
    posting_words,
    postings,
    privacy,
    reporting,
    scores,
    shared_workflows,
    titles,
    translations,
    versions,
)
from rolebook.checks.texts import iter_texts
from rolebook.content.catalogue import Catalogue
from rolebook.diagnostics import Diagnostic, sort_diagnostics

_CATALOGUE_RULES = (
    reporting.check_reporting_cycles,
    reporting.check_department_cycles,
    handbook_words.check_handbook_words,
    handbook_words.check_handbook_translations,
    glossary.check_terms,
    links.check_base_url,
    titles.check_titles,
    attachments.check_guides,
    attachments.check_forms,
    attachments.check_form_facts,
    attachments.check_guide_roles,
    shared_workflows.check_shared_workflows,
    cadences.check_shared_cadences,
    reporting.check_editions,
    editions.check_bilingual_editions,
    scores.check_ratings,
    policy_packs.check_packs,
    employer.check_employer_addresses,
    privacy.check_employer_privacy,
    employer.check_headcount,
    employer.check_headcount_countries,
    postings.check_reference,
    look.check_accents,
)
_TEXT_RULES = (braces.check_placeholders, links.check_links, links.check_html, nesting.check_nesting)
_ROLE_RULES = (
    reporting.check_self_references,
    reporting.check_repetitions,
    reporting.check_kind,
    reporting.check_competency_levels,
    cadences.check_cadences,
    kpis.check_weights,
    kpis.check_completeness,
    scores.check_weighing,
    scores.check_one_rule,
    scores.check_limits,
    kpis.check_units,
    kpis.check_names,
    bands.check_bands,
    bands.check_direction,
    bands.check_examples,
    bands.check_target,
    kpis.check_measured_duties,
    penalties.check_effects,
    penalties.check_steps,
    penalties.check_caps,
    penalties.check_procedure,
    faults.check_double_punishment,
    faults.check_spared,
    outlines.check_depth,
    outlines.check_unique_ids,
    outlines.check_groups,
    outlines.check_lists,
    outlines.check_facts_and_words,
    outlines.check_empty_entries,
    translations.check_untranslated,
    translations.check_single_texts,
    translations.check_outlines,
    braces.check_lost_placeholders,
    certainty.check_doubts,
    versions.check_version_order,
    versions.check_version_recorded,
    versions.check_version_date,
)
_DATED_ROLE_RULES = (dates.check_review, dates.check_effective)
_POSTING_RULES = (
    postings.check_role,
    postings.check_role_languages,
    postings.check_period,
    postings.check_places,
    postings.check_several_countries,
    postings.check_countries,
    postings.check_pay,
    postings.check_currency,
    postings.check_apply,
    privacy.check_posting_privacy,
    privacy.check_notice,
    postings.check_description,
    postings.check_repetitions,
    posting_titles.check_posting_titles,
    posting_words.check_shapes,
    posting_words.check_empty_texts,
    posting_words.check_waiting,
    posting_words.check_translations,
    posting_words.check_lost_facts,
    posting_words.check_place_names,
    posting_words.check_variable_pay,
)
_DATED_POSTING_RULES = (
    posting_dates.check_end,
    posting_dates.check_start,
    posting_dates.check_odd_dates,
)


def check_catalogue(catalogue: Catalogue, *, today: dt.date) -> list[Diagnostic]:
    """Every problem that the rules find, in report order; ``today`` decides which reviews are overdue
    and which postings have ended."""
    found: list[Diagnostic] = []
    for rule in _CATALOGUE_RULES:
        found += rule(catalogue)
    texts = list(iter_texts(catalogue))  # collected once: there are a hundred and fifty to a role
    found += glossary.check_rejected(texts, catalogue)
    for text_rule in _TEXT_RULES:
        found += text_rule(texts)
    found += dates.check_handbook_effective(catalogue, today)
    found += policies.check_policies(catalogue, today)
    for role in catalogue.roles.values():
        for role_rule in _ROLE_RULES:
            found += role_rule(role, catalogue)
        for dated_rule in _DATED_ROLE_RULES:
            found += dated_rule(role, catalogue, today)
    for posting in catalogue.postings.values():
        for posting_rule in _POSTING_RULES:
            found += posting_rule(posting, catalogue)
        for dated_posting_rule in _DATED_POSTING_RULES:
            found += dated_posting_rule(posting, catalogue, today)
    return list(sort_diagnostics(found))


__all__ = ["check_catalogue"]
