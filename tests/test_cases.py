"""One folder, one code: an overlay on the sample project and the report that it must give.

``REWRITE_EXPECTED=1 pytest tests/test_cases.py`` writes expected.txt and docs/codes.md anew; read the
diff before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import rolebook
from rolebook.codes import CODES, LETTERS, explain_code, read_code_page, render_code_index
from rolebook.diagnostic_formats import format_human
from tests.project import CASES, HERE, copy_sample, diagnose, diagnose_results, overlay

# These come from reading and checking, or from tables of results; the tests of the later stages have cases of
# their own.
CHECKED = [code for code in CODES if code[0] in "YSXKPLAVJF"]
REWRITE = os.environ.get("REWRITE_EXPECTED") == "1"


def test_sample_is_without_fault(tmp_path: Path) -> None:
    assert format_human(diagnose(copy_sample(tmp_path / "project")), color=False) == ""


@pytest.mark.parametrize("code", sorted(path.name for path in CASES.iterdir() if path.name[0] in "YSXKPLVJF"))
def test_case(code: str, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    overlay(project, CASES / code)
    found = diagnose(project)
    report = format_human(found, color=False)
    expected = CASES / code / "expected.txt"
    if REWRITE:
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
    severities = {diagnostic.severity for diagnostic in found if diagnostic.code == code}
    assert severities == {read_code_page(code).severity}


@pytest.mark.parametrize("code", sorted(path.name for path in CASES.iterdir() if path.name[0] == "A"))
def test_results_case(code: str, tmp_path: Path) -> None:
    """A table of results (or two) of people of the sample project, and what `assess` says of them."""
    project = copy_sample(tmp_path / "project")
    overlay(project, CASES / code)
    found = diagnose_results(project, sorted(project.glob("results*")))
    report = format_human(found, color=False)
    expected = CASES / code / "expected.txt"
    if REWRITE:
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
    severities = {diagnostic.severity for diagnostic in found if diagnostic.code == code}
    assert severities == {read_code_page(code).severity}


def test_every_code_has_a_case() -> None:
    cases = {path.name for path in CASES.iterdir()}
    assert [code for code in CHECKED if code not in cases] == []


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    package = Path(rolebook.__file__).parent
    letters = "".join(LETTERS)
    used = {
        code
        for path in package.rglob("*.py")
        for code in re.findall(rf'"([{letters}]\d{{3}})"', path.read_text(encoding="utf-8"))
    }
    assert sorted(used - set(CODES)) == []
    assert sorted(set(CHECKED) - used) == []


@pytest.mark.parametrize("code", CODES)
def test_page(code: str) -> None:
    text = explain_code(code)
    assert re.match(
        rf"# {code} \S.*\n\nSeverity: (error|warning|advice)\n\n## Cause\n\n.+\n\n"
        r"## Example\n\n```[a-z]+\n.+\n```\n\n## Cure\n\n.+\n\Z",
        text,
        re.DOTALL,
    )


def test_explain_unknown_code() -> None:
    for code in ("X999", "", "../diagnostics", "__init__"):
        with pytest.raises(KeyError):
            explain_code(code)


def test_index_is_fresh() -> None:
    path = HERE.parent / "docs" / "codes.md"
    if REWRITE:
        path.write_text(render_code_index(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == render_code_index(), "REWRITE_EXPECTED=1 writes it anew"
