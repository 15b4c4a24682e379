"""Editions of the handbook in two languages (codes X019, X020)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue
from rolebook.diagnostics import Diagnostic, Severity


def check_bilingual_editions(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An edition in two languages stands beside those in one, and tells which language counts."""
    book, file = catalogue.handbook, catalogue.handbook_file
    for name, edition in book.editions.items():
        if not edition.languages:
            continue
        if name == "all":
            yield file.diagnose(
                "X019",
                Severity.ERROR,
                "the edition “all” cannot be bilingual: every language has one of its own",
                "give the bilingual edition another id, such as bilingual",
                at=("editions", name, "languages"),
                at_key=True,
            )
        if book.governing_language is None:
            yield file.diagnose(
                "X020",
                Severity.ADVICE,
                f"the edition “{name}” stands in two languages, but the handbook names no governing language",
                "add a line “governing_language: …” at the head of this file",
                at=("editions", name, "languages"),
                at_key=True,
            )
