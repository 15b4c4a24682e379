"""How diagnostics are written: for people, for programs, for code hosts."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from rolebook.codes import CODES, explain_code
from rolebook.diagnostic_formats import (
    MAX_WIDTH,
    clean,
    display_width,
    excerpt,
    format_github,
    format_human,
    format_json,
    format_sarif,
    summarise,
)
from rolebook.diagnostics import Diagnostic, Place, Severity


def problem(
    message: str = "the weights add up to 95, not 100",
    *,
    code: str = "K001",
    severity: Severity = Severity.ERROR,
    hint: str = "add 5 in all",
    path: str | None = "roles/x/role.yaml",
    line: int = 12,
    column: int = 1,
    length: int = 4,
    source: str | None = "kpis:",
) -> Diagnostic:
    place = Place(path, line, column, length) if path is not None else None
    return Diagnostic(code, severity, message, hint, place, source)


def test_human() -> None:
    assert format_human([problem(), problem(severity=Severity.ADVICE, line=0, source=None)], color=False) == (
        "error[K001] roles/x/role.yaml:12:1 the weights add up to 95, not 100\n"
        "12 | kpis:\n"
        "   | ^^^^\n"
        "   hint: add 5 in all\n"
        "\n"
        "advice[K001] roles/x/role.yaml the weights add up to 95, not 100\n"
        "  hint: add 5 in all\n"
    )


def test_human_without_place_or_hint() -> None:
    assert format_human([problem(path=None, source=None, hint="")], color=False) == (
        "error[K001] the weights add up to 95, not 100\n"
    )
    assert format_human([], color=True) == ""


def test_colours_change_nothing_else() -> None:
    diagnostics = [problem(severity=severity) for severity in Severity]
    colored = format_human(diagnostics, color=True)
    assert "\x1b[1;31merror[K001]\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == format_human(diagnostics, color=False)


@pytest.mark.parametrize(
    ("line", "column", "length", "text", "mark"),
    [
        ("kpis:", 1, 4, "kpis:", "^^^^"),
        ("标题：销售经理", 4, 2, "标题：销售经理", "      ^^^^"),
        ("a: 经理 {by}", 7, 4, "a: 经理 {by}", "        ^^^^"),
        ("\tkey: x", 2, 3, "    key: x", "    ^^^"),
        ("\tkey: x", 1, 1, "    key: x", "^^^^"),
        ("e\u0301e\u0301x", 5, 1, "e\u0301e\u0301x", "  ^"),
        ("a😀b", 3, 1, "a😀b", "   ^"),
        ("ab", 3, 1, "ab", "  ^"),
        ("ab", 99, 5, "ab", "  ^"),
        ("ab", 0, 0, "ab", "^"),
        ("", 1, 1, "", "^"),
        ("abc", 2, 99, "abc", " ^^"),
        ("a\x1b[31mb", 1, 1, "a�[31mb", "^"),
        ("a\u202eb\u2028c", 3, 1, "a�b�c", "  ^"),
    ],
)
def test_excerpt(line: str, column: int, length: int, text: str, mark: str) -> None:
    assert excerpt(line, column, length) == (text, mark)


@pytest.mark.parametrize("character", ["x", "字", "\t", "e\u0301"])
@pytest.mark.parametrize("column", [1, 30, 60, 200, 400])
@pytest.mark.parametrize("length", [1, 5, 300])
def test_long_lines_are_cut_around_the_fault(character: str, column: int, length: int) -> None:
    line = character * 400
    text, mark = excerpt(line, column, length)
    assert display_width(text) <= MAX_WIDTH
    assert len(mark) <= MAX_WIDTH
    assert "^" in mark
    assert text.startswith("…") or not mark.startswith(" " * 41)
    assert "…" in text
    # the mark stands under text, and begins where a character begins
    before = text[: next(i for i in range(len(text) + 1) if display_width(text[:i]) >= mark.index("^"))]
    assert display_width(before) == mark.index("^")


def test_short_lines_are_not_cut() -> None:
    assert "…" not in excerpt("x" * MAX_WIDTH, 90, 5)[0]


def test_control_characters_never_reach_the_terminal() -> None:
    nasty = "\x1b]0;owned\x07\r\n\x9b31m\u202e\ud800"
    report = format_human([problem(nasty, hint=nasty, path="roles/" + nasty, source=nasty)], color=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", report)
    assert clean("a\nb\tc") == "a b c"


@pytest.mark.parametrize(
    ("errors", "warnings", "advices", "files", "expected"),
    [
        (2, 1, 3, 2, "2 errors, 1 warning, 3 advisory notes in 2 files"),
        (1, 0, 0, 1, "1 error in 1 file"),
        (0, 2, 1, 1, "2 warnings, 1 advisory note in 1 file"),
        (0, 0, 0, 0, "no problems"),
        (1, 0, 0, 0, "1 error"),
    ],
)
def test_summary(errors: int, warnings: int, advices: int, files: int, expected: str) -> None:
    severities = [Severity.ERROR] * errors + [Severity.WARNING] * warnings + [Severity.ADVICE] * advices
    found = [
        problem(severity=severity, path=f"{index % files}.yaml" if files else None)
        for index, severity in enumerate(severities)
    ]
    assert summarise(found) == expected


def test_json() -> None:
    document = json.loads(
        format_json([problem("“标题”\n"), problem(severity=Severity.ADVICE, path=None, hint="")])
    )
    assert document == {
        "version": 1,
        "summary": {"errors": 1, "warnings": 0, "advice": 1, "files": 1},
        "diagnostics": [
            {
                "code": "K001",
                "severity": "error",
                "message": "“标题”\n",
                "hint": "add 5 in all",
                "path": "roles/x/role.yaml",
                "line": 12,
                "column": 1,
                "length": 4,
            },
            {
                "code": "K001",
                "severity": "advice",
                "message": "the weights add up to 95, not 100",
                "hint": "",
                "path": None,
                "line": 0,
                "column": 0,
                "length": 0,
            },
        ],
    }
    assert format_json([]).endswith("}\n")


def test_github() -> None:
    assert format_github([problem()]) == (
        "::error file=roles/x/role.yaml,line=12,col=1,endColumn=5,title=K001::"
        "the weights add up to 95, not 100%0Ahint: add 5 in all\n"
    )


def test_github_severities_and_places() -> None:
    assert format_github([problem(severity=Severity.WARNING, hint="", line=0)]).startswith(
        "::warning file=roles/x/role.yaml,title=K001::"
    )
    assert format_github([problem(severity=Severity.ADVICE, hint="", path=None)]).startswith(
        "::notice title=K001::"
    )
    assert "file=docs/book/roles/x/role.yaml," in format_github([problem()], folder="docs/book/")
    assert "file=roles/x/role.yaml," in format_github([problem()], folder=".")


def test_github_escapes() -> None:
    written = format_github([problem("50 % off: a,b\n::error::\r", hint="", path="a,b:c%.yaml")])
    assert written.count("\n") == 1
    assert "file=a%2Cb%3Ac%25.yaml," in written
    assert written.endswith("::50 %25 off: a,b%0A::error::%0D\n")


def test_sarif() -> None:
    diagnostics = [
        problem(),
        problem(severity=Severity.ADVICE, code="K002", path="roles/经理 1/role.yaml", line=0, hint=""),
        problem(code="Z999", path=None),
    ]
    log = json.loads(format_sarif(diagnostics, folder="sub"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["K001", "K002", "Z999"]
    assert rules[0]["help"]["markdown"] == explain_code("K001")
    assert rules[0]["shortDescription"]["text"] == "Weights do not add up to 100"
    assert rules[1]["defaultConfiguration"] == {"level": "note"}
    first, second, third = run["results"]
    assert first == {
        "ruleId": "K001",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "the weights add up to 95, not 100\nHint: add 5 in all"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "sub/roles/x/role.yaml"},
                    "region": {"startLine": 12, "startColumn": 1, "endColumn": 5},
                }
            }
        ],
    }
    (location,) = second["locations"]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote(uri) == "sub/roles/经理 1/role.yaml"
    assert "region" not in location["physicalLocation"]
    assert "locations" not in third


def test_sarif_of_every_code() -> None:
    (run,) = json.loads(format_sarif([problem(code=code) for code in CODES]))["runs"]
    for rule, result in zip(run["tool"]["driver"]["rules"], run["results"], strict=True):
        assert set(rule) == {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["fullDescription"]["text"]
    assert json.loads(format_sarif([]))["runs"][0]["results"] == []
