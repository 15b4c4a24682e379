"""Imports of texts that were written before anybody read the rules: what is found, and that nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.heldout import HALVES, list_documents, measure_heldout, render_heldout
from rolebook.checks import check_catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import Severity
from rolebook.importing.import_texts import ImportRequest, import_texts, write_drafts
from rolebook.importing.problems import ImportProblem
from rolebook.importing.source_text import read_source
from rolebook.importing.vocabulary import LANGUAGES
from rolebook.scaffold import start_project
from tests.import_drafts import TODAY, draft, letters, read_drafts

ROOT = Path(__file__).resolve().parent.parent
REACHED = {"mend": (215, 2), "final": (184, 38)}
"""Entries found, at least, and false ones, at most."""


def test_what_is_found_is_what_the_docs_say() -> None:
    scores = measure_heldout()
    assert len(scores) == 18
    for half in HALVES:
        chosen = [score for score in scores if score.name.startswith(half)]
        found = sum(sum(score.found.values()) for score in chosen)
        false = sum(sum(score.false.values()) for score in chosen)
        assert (found >= REACHED[half][0], false <= REACHED[half][1]) == (True, True), (half, found, false)
    page = (ROOT / "docs/import.md").read_text(encoding="utf-8")
    table = render_heldout(scores, markdown=True)
    assert table in page, "put the table of `bench/heldout.py --markdown` into docs/import.md"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return list_documents(tmp_path_factory.mktemp("heldout"))


NAMES = sorted(
    f"{path.parent.name}/{path.stem}" for path in (ROOT / "tests/data/import_heldout").glob("*/*.facts")
)


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_of_them_is_lost(blank_project: Path, documents: dict[str, Path], name: str) -> None:
    outcome = draft(blank_project, documents[name])
    written = letters("\n".join(outcome.files.values()))
    for line in read_source(documents[name]).lines:
        for words in line.cells or (line.text,):
            assert_kept(words, written)


def assert_kept(words: str, written: str) -> None:
    """Every clause stands in what was written, without the number of an item before it or glued behind it."""
    for clause in re.split(r"[.。!！?？;；:：,，、|·\n\t]|(?<=\s)[-–—](?=\s)|(?<!\w)/?p>|</p>", words):
        if re.fullmatch(r"\W*(?:[A-Za-z]{1,2}|[一二三四五六七八九十]{1,3})?\W*", clause):
            continue  # the number of an item
        bare = re.sub(r"^\W*(?:[A-Za-z一二三四五六七八九十]{1,3}\W+)?[\d\s]*", "", clause)
        assert is_there(letters(bare).strip("0123456789"), written), clause


def is_there(words: str, written: str) -> bool:
    """Whether words stand there: whole, or in at most five pieces, since lines that were glued are taken apart again.

    Between the pieces a number or a letter of an item may be missing; in all three letters, or one character.
    """
    shortest, spare = (2, 1) if re.search(r"[\u4e00-\u9fff]", words) else (6, 3)
    for _ in range(5):
        if words in written:
            return True
        while True:
            size = next((n for n in range(len(words), shortest - 1, -1) if words[:n] in written), 0)
            if size or not words or not (words[0].isdigit() or spare):
                break
            spare -= not words[0].isdigit()
            words = words[1:]
        words = words[size:]
        if not size:
            return False
    return words in written


def test_the_search_for_lost_words_finds_some() -> None:
    written = letters("Opens the shop in the morning. Counts the till. 打开店门。清点备用金。")
    assert is_there(letters("Opens the shop in the morning 2 Counts the till"), written)
    assert is_there(letters("清点备用金3)打开店门"), written)
    assert not is_there(letters("Closes the shop in the morning"), written)
    assert not is_there(letters("Opens the shop in the evening"), written)
    assert not is_there(letters("关闭店门"), written)


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, list[tuple[str, int, int]]]:
    """One of the texts, and what happens to it: which damage, at which line, with which other line."""
    kinds = st.sampled_from(
        ["delete", "duplicate", "move", "glue", "glue with a space", "blank", "cut", "foreign"]
    )
    places = st.integers(0, 10**6)
    return draw(st.sampled_from(NAMES)), draw(
        st.lists(st.tuples(kinds, places, places), min_size=1, max_size=12)
    )


FOREIGN = ["Page 3", "- - -", "p>7.", "12", "第 4 页", "See annex B", "Véase el anexo", "（见附件）", "1 2."]


def damage(lines: list[str], steps: list[tuple[str, int, int]]) -> list[str]:
    for kind, first, second in steps:
        at, other = first % len(lines), second % len(lines)
        if kind == "delete" and len(lines) > 5:
            del lines[at]
        elif kind == "duplicate":
            lines.insert(other, lines[at])
        elif kind == "move":
            lines.insert(other, lines.pop(at))
        elif kind.startswith("glue") and at + 1 < len(lines):
            lines[at : at + 2] = [(" " if "space" in kind else "").join(lines[at : at + 2])]
        elif kind == "blank":
            lines.insert(at, "")
        elif kind == "cut":
            middle = len(lines[at]) // 2
            lines[at : at + 1] = [lines[at][:middle], lines[at][middle:]]
        elif kind == "foreign":
            lines.insert(at, FOREIGN[second % len(FOREIGN)])
    return lines


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damages())
def test_no_sentence_is_lost_whatever_happens_to_them(
    blank_project: Path,
    documents: dict[str, Path],
    tmp_path: Path,
    case: tuple[str, list[tuple[str, int, int]]],
) -> None:
    name, steps = case
    source = documents[name]
    if source.suffix == ".docx":
        lines = [" | ".join(line.cells) if line.cells else line.text for line in read_source(source).lines]
        lines = "\n".join(lines).split("\n")
    else:
        lines = source.read_text(encoding="utf-8").split("\n")
    path = tmp_path / f"damaged{'.md' if source.suffix == '.md' else '.txt'}"
    path.write_text("\n".join(damage(lines, steps)), encoding="utf-8")
    try:
        outcome = draft(blank_project, path, language=name[-2:])
    except ImportProblem as problem:
        assert "no role" in problem.message  # then nothing is written, and nothing lost
        return
    read_drafts(outcome)
    written = letters("\n".join(outcome.files.values()))
    for line in path.read_text(encoding="utf-8").split("\n"):
        assert_kept(line, written)


def test_their_drafts_are_roles_without_errors(tmp_path: Path, documents: dict[str, Path]) -> None:
    """Also when nobody has mended them and “draft: true” is taken out: whatever is wrong then, it can be built."""
    project = tmp_path / "project"
    start_project(project, LANGUAGES, TODAY)
    for name, path in documents.items():
        prefix = re.sub(r"\W", "-", name) + "-"
        request = ImportRequest(project, (path,), project / "roles", TODAY, prefix=prefix)
        write_drafts(import_texts(request))
    count = 0
    for facts in project.glob("roles/*-*-*/role.yaml"):
        text = facts.read_text(encoding="utf-8")
        assert text.count("\ndraft: true\n") == 1
        facts.write_text(text.replace("\ndraft: true\n", "\n"), encoding="utf-8")
        count += 1
    assert count > 25
    catalogue, problems = load_catalogue(project)
    problems = [*problems, *check_catalogue(catalogue, today=TODAY)]
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert not any(role.facts.draft for role in catalogue.roles.values())
