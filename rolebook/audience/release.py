"""The catalogue as one audience may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from rolebook.audience.release_posting import Withheld, release_postings
from rolebook.audience.release_role import list_mentions, release_role
from rolebook.content.audience_facts import Audience, Part
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.forms import FormSource
from rolebook.content.guides import GuideSource
from rolebook.content.handbook_models import (
    AssessmentSettings,
    Glossary,
    HandbookFacts,
    HandbookWords,
    NamedWords,
)
from rolebook.content.yaml_tree import YamlFile

_NOTHING: Withheld = MappingProxyType({})
_NEEDED_BY: Mapping[str, frozenset[Part]] = MappingProxyType(
    {
        "positions": frozenset(
            {"organisation", "authority", "accountability", "workflows", "relations", "penalties"}
        ),
        "parties": frozenset({"accountability", "workflows", "relations"}),
        "events": frozenset({"duties", "workflows"}),
        "pay_components": frozenset({"penalties"}),
        "flags": frozenset({"limits"}),
        "places": frozenset({"organisation"}),
        "majors": frozenset({"qualifications"}),
        "kpis": frozenset({"kpis"}),
        "workflows": frozenset({"workflows"}),
        "competency_groups": frozenset({"competencies"}),
        "competencies": frozenset({"competencies"}),
        "ratings": frozenset({"assessment", "kpis"}),
        "editions": frozenset({"handbook"}),
    }
)
"""Lists of handbook.yaml, and the parts that show what stands in them: any one of these is reason enough."""
_ADVERTISED = frozenset({"positions", "parties", "events", "majors", "competencies"})
"""Lists of which adverts say names, also where the audience sees those parts of a role in adverts alone."""
_PLACING = ("departments", "levels", "industries", "families")
"""Lists by which roles are found: of these the names of those in use are always seen."""


def release_catalogue(
    catalogue: Catalogue,
    audience: Audience,
    today: dt.date,
    withheld: Withheld = _NOTHING,
    *,
    of_roles: Withheld = _NOTHING,
) -> Catalogue:
    """The catalogue with only what the audience may see on a day.

    ``withheld`` is left out of postings, and what is withheld ``of_roles`` is left out of these for the public.

    Entries are gone, not marked: facts, words in every language, provenance, and the files themselves.
    """
    postings = release_postings(catalogue.postings, catalogue.roles, audience, today, withheld)
    if audience.sees_all:
        return replace(catalogue, postings=postings)
    hidden = {name for name, role in catalogue.roles.items() if role.facts.draft and audience.is_public}
    roles = {
        name: release_role(
            role, audience, of_roles.get(name, frozenset()) if audience.is_public else frozenset()
        )
        for name, role in catalogue.roles.items()
        if name not in hidden
    }
    advertised = [posting.shown for posting in postings.values() if posting.shown]
    handbook = _release_handbook(catalogue.handbook, roles.values(), advertised, audience)
    shown = audience.sees("handbook")
    return Catalogue(
        handbook,
        _empty(catalogue.handbook_file),
        {tag: _release_words(words, handbook, audience) for tag, words in catalogue.words.items()},
        {},
        catalogue.glossary if shown else Glossary(),
        None,
        roles,
        {name: _release_source(guide, audience) for name, guide in catalogue.guides.items() if shown},
        {name: _release_source(form, audience) for name, form in catalogue.forms.items() if shown},
        postings,
        catalogue.packs if audience.sees("findings") else {},
    )


def _empty(file: YamlFile) -> YamlFile:
    return YamlFile(file.path, (), None)


def _release_handbook(
    facts: HandbookFacts, roles: Iterable[Role], advertised: Iterable[Role], audience: Audience
) -> HandbookFacts:
    mentioned = {name for role in advertised for name in list_mentions(role)}
    changes: dict[str, object] = {
        name: {n: v for n, v in getattr(facts, name).items() if name in _ADVERTISED and n in mentioned}
        for name, parts in _NEEDED_BY.items()
        if not parts & audience.parts
    }
    if not audience.sees("organisation"):
        for section in _PLACING:
            used = _list_used(section, roles)
            changes[section] = {name: v for name, v in getattr(facts, section).items() if name in used}
    if not audience.sees("versions"):
        changes |= {"version": "", "owner": None}
    if not audience.sees("sources"):
        changes["provenance"] = {}
    if not audience.sees("findings"):
        employer = facts.employer.model_copy(update={"headcount": None}) if facts.employer else None
        changes |= {"employer": employer, "jurisdictions": ()}
    if not audience.parts & {"assessment", "kpis"}:
        changes["assessment"] = AssessmentSettings()
    return facts.model_copy(update=changes)


def _list_used(section: str, roles: Iterable[Role]) -> set[str]:
    """The departments, levels, industries or families of these roles."""
    if section == "families":
        return {role.facts.family for role in roles if role.facts.family}
    field = {"departments": "department", "levels": "level", "industries": "industry"}[section]
    return {getattr(role, field) for role in roles}


def _release_words(words: HandbookWords, facts: HandbookFacts, audience: Audience) -> HandbookWords:
    """The words of one language, for the lists as they were released."""
    shown = audience.sees("handbook")
    changes: dict[str, object] = {}
    for section in (*_NEEDED_BY, *_PLACING):
        known = getattr(facts, section)
        changes[section] = {name: w for name, w in getattr(words, section).items() if name in known}
    if not shown:
        changes |= {"introduction": None, "preface": None}
        for section in _PLACING:
            entries: dict[str, str | NamedWords] = changes[section]  # type: ignore[assignment]
            changes[section] = {
                name: entry if isinstance(entry, str) else entry.name for name, entry in entries.items()
            }
    if not facts.competencies:
        changes["competency_scale"] = {}
    return words.model_copy(update=changes)


Source = TypeVar("Source", GuideSource, FormSource)


def _release_source(source: Source, audience: Audience) -> Source:
    """A guide or form, without its provenance where the audience may not see that."""
    if audience.sees("sources"):
        return source
    return replace(source, facts=source.facts.model_copy(update={"provenance": {}}))
