"""From the files of a posting to the catalogue's: its language, its role, the entries it names (L003, L004, X007)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.inherit import drop_nulls
from rolebook.content.postings import Posting, PostingSource
from rolebook.content.role_words import OUTLINES
from rolebook.content.sources import Sources
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Diagnostic, Place, Severity


def resolve_postings(sources: Sources) -> tuple[dict[str, Posting], list[Diagnostic]]:
    """The postings by id, sorted; those without words in their source language are told and left out."""
    postings: dict[str, Posting] = {}
    problems: list[Diagnostic] = []
    for name in sorted(sources.postings):
        source = sources.postings[name]
        language = source.facts.source_language or sources.handbook.source_language
        problem = _check_language(source, language, sources.handbook.languages)
        if problem is not None:
            problems.append(problem)
            continue
        postings[name] = Posting(
            name,
            source.facts.role,
            source.facts,
            {tag: drop_nulls(words) for tag, words in source.words.items()},
            language,
            source.file,
            source.word_files,
            source.waiting,
        )
    return postings, problems


def check_postings(catalogue: Catalogue, role_ids: set[str]) -> list[Diagnostic]:
    """A posting names a role that exists, and entries of this role."""
    found: list[Diagnostic] = []
    for posting in catalogue.postings.values():
        if posting.role not in role_ids:
            hint = suggest_nearest(posting.role, role_ids) or "write the id of a folder in roles/"
            message = f"“{posting.role}” is no role"
            found.append(posting.diagnose("X007", Severity.ERROR, message, hint, at=("role",)))
        elif posting.role in catalogue.roles:
            found += _check_withheld(posting, catalogue.roles[posting.role])
    return found


def list_entries(role: Role) -> dict[str, set[str]]:
    """Section → the ids of its entries, of the sections that a posting can show; purpose is one text."""
    from rolebook.content.posting_facts import PostedSection

    entries: dict[str, set[str]] = {}
    for section in get_args(PostedSection):
        if section in OUTLINES:
            entries[section] = {item.id for item in walk_outline(getattr(role.source_words, section))}
        elif section != "purpose":
            entries[section] = set(getattr(role.facts, section))
    return entries


def _check_language(source: PostingSource, language: str, languages: Iterable[str]) -> Diagnostic | None:
    if language not in languages:
        message = f"the source language “{language}” is not among the handbook's languages"
        hint = "choose one of " + ", ".join(languages)
        return source.file.diagnose("L004", Severity.ERROR, message, hint, at=("source_language",))
    if language in source.words:
        return None
    message = f"the words in the source language “{language}” are missing"
    hint = f"write them in {source.file.path.rpartition('/')[0]}/{language}.yaml"
    others = sorted(source.words)
    hint += f", or name another source_language: {', '.join(others)}" if others else ""
    return source.file.diagnose("L003", Severity.ERROR, message, hint, place=Place(source.file.path))


def _check_withheld(posting: Posting, role: Role) -> Iterator[Diagnostic]:
    known = list_entries(role)
    for index, path in enumerate(posting.facts.withhold):
        section, _, entry = path.partition(".")
        if entry in known.get(section, ()):
            continue
        if section in known:
            message = f"“{entry}” is no entry of {section} of “{role.id}”"
            hint = suggest_nearest(entry, known[section]) or "delete it, or correct its id"
        else:
            message = f"a posting shows nothing of “{section}”"
            hint = suggest_nearest(section, known)
        yield posting.diagnose("X007", Severity.ERROR, message, hint, at=("withhold", index))
