"""Names of handbook entries (departments, levels, events …) in one language, with fallback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rolebook.content.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in Markdown, and their language if it is not the one asked for."""

    text: str
    language: str | None = None


def choose(words: Mapping[str, str | None], language: str, source: str) -> Phrase | None:
    """The words in this language, else in the source language and marked, else None."""
    if words.get(language):
        return Phrase(words[language] or "")
    if words.get(source):
        return Phrase(words[source] or "", source)
    return None


def find_name(catalogue: Catalogue, section: str, name: str, language: str) -> Phrase | None:
    """The name of a handbook entry (a department, an event …) in a language, with fallback."""
    source = catalogue.handbook.source_language

    def look(tag: str) -> str | None:
        entry = getattr(catalogue.words[tag], section).get(name) if tag in catalogue.words else None
        return entry if isinstance(entry, str) or entry is None else entry.name

    return choose({language: look(language), source: look(source)}, language, source)


def find_description(catalogue: Catalogue, section: str, name: str, language: str) -> Phrase | None:
    """The description of a handbook entry in a language, with fallback; None if it has none."""
    source = catalogue.handbook.source_language

    def look(tag: str) -> str | None:
        entry = getattr(catalogue.words[tag], section).get(name) if tag in catalogue.words else None
        return None if isinstance(entry, str) or entry is None else getattr(entry, "description", None)

    return choose({language: look(language), source: look(source)}, language, source)
