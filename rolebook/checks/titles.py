"""Titles that readers could not tell apart (code L031)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue
from rolebook.diagnostics import Diagnostic, Severity


def check_titles(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """No two roles have the same title in one language."""
    for language in catalogue.handbook.languages:
        seen: dict[str, str] = {}
        for role in catalogue.roles.values():
            words = role.words.get(language)
            if words is None or words.title is None:
                continue
            key = " ".join(words.title.split()).casefold()
            if key in seen:
                yield role.diagnose(
                    "L031",
                    Severity.WARNING,
                    f"“{words.title}” is the title of “{seen[key]}” too",
                    "say what sets this role apart, such as the industry",
                    at=("title",),
                    language=language,
                )
            seen.setdefault(key, role.id)
