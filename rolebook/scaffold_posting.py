"""Starts a posting: a draft for one role, in the language in which the role was written."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from rolebook.content.fields import ID_PATTERN
from rolebook.content.inherit import order_lineages
from rolebook.content.sources import read_sources
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.scaffold import WORDED, ScaffoldError, fill_starter, write_new_files

_DAYS_OPEN = 60


def start_posting(project: Path, posting_id: str, role_id: str, today: dt.date) -> list[Path]:
    """Make the folder of a new posting with a first text to overwrite; the files written, in order."""
    if not re.fullmatch(ID_PATTERN, posting_id) or len(posting_id) > 80:
        hint = "use small letters a–z, digits and single hyphens, such as 2026-11-madrid-sales"
        raise ScaffoldError(f"“{posting_id}” cannot be a posting's id", hint)
    sources, _ = read_sources(project)
    role = sources.roles.get(role_id)
    if role is None:
        hint = suggest_nearest(role_id, sources.roles) or "name a folder of roles/"
        raise ScaffoldError(f"there is no role “{role_id}”", hint)
    if role.facts.kind == "unit":
        message = f"“{role_id}” is the charter of a department: nobody can be hired for it"
        raise ScaffoldError(message, "name a role of kind: post")
    if posting_id in sources.postings or (project / "postings" / posting_id).exists():
        raise ScaffoldError(f"the posting “{posting_id}” is there already", "choose another id")
    # The language is taken over like other facts of a role that extends another.
    lineage = order_lineages(sources.roles)[0][role_id]
    given = (sources.roles[name].facts.source_language for name in lineage)
    language = next(filter(None, given), sources.handbook.source_language)
    facts = fill_starter(
        "posting.yaml",
        ROLE=role_id,
        SOURCE=language,
        DATE=str(today),
        END=str(today + dt.timedelta(days=_DAYS_OPEN)),
        CURRENCY=sources.handbook.currency,
        POSTING=posting_id,
    )
    words = fill_starter(f"posting.{language if language in WORDED else 'en'}.yaml")
    folder = f"postings/{posting_id}"
    return write_new_files(project, {f"{folder}/posting.yaml": facts, f"{folder}/{language}.yaml": words})
