"""From validated files to the catalogue: inheritance, completeness, references (codes X, some S and L)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rolebook.content.attachments import check_attachments
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.inherit import drop_nulls, drop_spared, merge_facts, merge_words, order_lineages
from rolebook.content.posting_references import check_postings, resolve_postings
from rolebook.content.references import check_handbook, check_references
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import RoleWords
from rolebook.content.sources import RoleSource, Sources, read_sources
from rolebook.content.yaml_tree import YamlFile
from rolebook.diagnostics import ContentError, Diagnostic, Place, Severity, has_errors

_REQUIRED = ("department", "level", "industry", "version", "effective", "owner")


def load_catalogue(root: Path) -> tuple[Catalogue, list[Diagnostic]]:
    """The catalogue of the project at ``root``, with warnings; ContentError if it cannot be made."""
    sources, problems = read_sources(root)
    catalogue, found = resolve_sources(sources)
    problems = problems + found
    if catalogue is None or has_errors(problems):
        raise ContentError(problems)
    return catalogue, problems


def resolve_sources(sources: Sources) -> tuple[Catalogue | None, list[Diagnostic]]:
    """The catalogue that these files make, or None with the reasons."""
    lineages, problems = order_lineages(sources.roles)
    if problems:
        return None, problems
    merged = {role_id: _merge_lineage(lineages[role_id], sources.roles) for role_id in sorted(sources.roles)}
    subordinates = _invert_reporting(merged)
    roles: dict[str, Role] = {}
    for role_id, (facts, words) in merged.items():
        chain = [sources.roles[name] for name in lineages[role_id]]
        role = _complete_role(role_id, facts, words, chain, sources, subordinates.get(role_id, ()), problems)
        if role is not None:
            roles[role_id] = role
    postings, found = resolve_postings(sources)
    problems += found
    catalogue = Catalogue(
        sources.handbook,
        sources.handbook_file,
        sources.words,
        sources.word_files,
        sources.glossary,
        sources.glossary_file,
        roles,
        sources.guides,
        sources.forms,
        postings,
        sources.packs,
    )
    problems += check_handbook(catalogue, set(sources.roles))
    problems += check_attachments(catalogue, set(sources.roles))
    problems += check_postings(catalogue, set(sources.roles))
    for role in roles.values():
        problems += check_references(catalogue, role, set(sources.roles))
    return (None if has_errors(problems) else catalogue), problems


def _merge_lineage(
    lineage: tuple[str, ...], roles: Mapping[str, RoleSource]
) -> tuple[RoleFacts, dict[str, RoleWords]]:
    facts = roles[lineage[-1]].facts
    words = dict(roles[lineage[-1]].words)
    for name in reversed(lineage[:-1]):
        own = roles[name]
        facts = merge_facts(own.facts, facts)
        words = {
            language: merge_words(own.words.get(language, RoleWords()), words.get(language, RoleWords()))
            for language in sorted({*own.words, *words})
        }
    facts = drop_spared(facts, roles[lineage[0]].facts)
    return drop_nulls(facts), {language: drop_nulls(w) for language, w in words.items()}


def _invert_reporting(
    merged: Mapping[str, tuple[RoleFacts, dict[str, RoleWords]]],
) -> dict[str, tuple[str, ...]]:
    below: dict[str, list[str]] = {}
    for role_id, (facts, _) in merged.items():
        for superior in facts.reports_to:
            below.setdefault(superior, []).append(role_id)
    return {superior: tuple(ids) for superior, ids in below.items()}


def _complete_role(
    role_id: str,
    facts: RoleFacts,
    words: dict[str, RoleWords],
    chain: list[RoleSource],
    sources: Sources,
    subordinates: tuple[str, ...],
    problems: list[Diagnostic],
) -> Role | None:
    file = chain[0].file
    missing = [name for name in _REQUIRED if getattr(facts, name) is None]
    problems += [_tell_missing(file, name) for name in missing]
    language = facts.source_language or sources.handbook.source_language
    if language not in sources.handbook.languages:
        problems.append(
            file.diagnose(
                "L004",
                Severity.ERROR,
                f"the source language “{language}” is not among the handbook's languages",
                "choose one of " + ", ".join(sources.handbook.languages),
                at=("source_language",),
            )
        )
        return None
    if language not in words:
        problems.append(
            file.diagnose(
                "L003",
                Severity.ERROR,
                f"the words in the source language “{language}” are missing",
                f"write them in {file.path.rpartition('/')[0]}/{language}.yaml",
                place=Place(file.path),
            )
        )
        return None
    if missing:
        return None
    word_files = {
        lang: tuple(source.word_files[lang] for source in chain if lang in source.word_files)
        for lang in words
    }
    for name in ("title", "summary"):
        if getattr(words[language], name) is None:
            problems.append(_tell_missing((word_files[language] or (file,))[0], name))
    manages = tuple(dict.fromkeys((*subordinates, *facts.manages)))
    assert facts.department and facts.level and facts.industry
    return Role(
        role_id,
        facts,
        words,
        language,
        facts.department,
        facts.level,
        facts.industry,
        facts.reports_to,
        manages,
        tuple(source.file for source in chain),
        word_files,
        chain[0].changes,
        chain[0].changes_file,
    )


def _tell_missing(file: YamlFile, name: str) -> Diagnostic:
    """That a field of the whole file is not there, or there without a value."""
    if file.root is None or file.root.child(name) is None:
        hint = f"add a line “{name}: …” here"
        return file.diagnose("S002", Severity.ERROR, f"the field “{name}” is missing", hint)
    place = file.place((name,), at_key=True)
    hint = f"write it behind “{name}:”"
    if "#" in file.lines[place.line - 1]:
        hint += "; put a text with “#” in double quotes, as # begins a comment"
    return file.diagnose("S002", Severity.ERROR, f"the field “{name}” is empty", hint, place=place)
