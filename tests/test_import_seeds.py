"""The import on five real, damaged documents. They lie beside the repository and are no part of it (copyright)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bench.importing import find_documents, measure, render
from rolebook.checks import check_catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import Severity
from rolebook.importing.import_texts import ImportRequest, import_texts, write_drafts
from rolebook.importing.vocabulary import LANGUAGES
from rolebook.scaffold import start_project
from tests.import_drafts import letters

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 12, 1)
DOCUMENTS = find_documents()
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the documents are not at hand")


def test_what_is_found_is_what_the_docs_say() -> None:
    sections = measure()
    table = render(sections, markdown=True)
    page = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    assert table in page, "put the table of `bench/importing.py --markdown` into docs/import.md"
    wanted = sum(sum(section.wanted.values()) for section in sections)
    found = sum(sum(section.hits.values()) for section in sections)
    assert wanted == 670  # what the catalogue says of itself
    assert found >= 0.95 * wanted
    assert sum(section.surplus for section in sections) <= 0.05 * wanted


def test_drafts_are_roles_and_no_sentence_is_lost(tmp_path: Path) -> None:
    project = tmp_path / "project"
    start_project(project, LANGUAGES, TODAY)
    for document in DOCUMENTS:
        prefix = f"text-{document.name[:3]}-"
        outcome = import_texts(ImportRequest(project, (document,), project / "roles", TODAY, prefix=prefix))
        write_drafts(outcome)
        written = letters("\n".join(outcome.files.values()))
        for line in document.read_text(encoding="utf-8").splitlines():
            for clause in re.split(r"[.。!！?？;；:：,，、]", re.sub(r"(?<!\w)p>", " ", line)):
                if re.fullmatch(
                    r"\W*([一二三四五六七八九十]{1,3}|[A-Za-z]|First|Second|Third|Fourth|En cuarto lugar)\W*",
                    clause,
                ):
                    continue  # the number of an item
                words = letters(re.sub(r"^\W*\d+\s*\d*\W*|\W*\d+\s*\d*$", "", clause))
                words = words.lstrip("0123456789")
                assert _is_there(words, written), f"{document.name}: {clause}"
    catalogue, problems = load_catalogue(project)
    problems = [*problems, *check_catalogue(catalogue, today=TODAY)]
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert sum(role.facts.draft for role in catalogue.roles.values()) > 45


def _is_there(words: str, written: str) -> bool:
    """Whether words stand in what was written, in a few pieces: labels were glued together."""
    for _ in range(8):
        if words in written:
            return True
        size = next((n for n in range(len(words), 3, -1) if words[:n] in written), 0)
        words = words[size:] if size else "?"
    return words in written
