"""Diagnostics for people (human), programs (json), and code hosts (github, sarif)."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from rolebook import __version__, codes
from rolebook.diagnostics import Diagnostic, Severity

MAX_WIDTH = 100  # columns of source text shown
_LEFT_CONTEXT = 40
_TAB = "    "
_NOUNS = {Severity.ADVICE: "advisory note"}
_COLORS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.ADVICE: "\x1b[1;36m"}
_BLUE, _BOLD, _RESET = "\x1b[1;34m", "\x1b[1m", "\x1b[0m"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def format_human(diagnostics: Sequence[Diagnostic], *, color: bool) -> str:
    """For the terminal: place and message, the source line with a mark under the fault, and the hint."""
    return "\n".join(_format_one(diagnostic, color) for diagnostic in diagnostics)


def format_json(diagnostics: Sequence[Diagnostic]) -> str:
    """For programs: an object with ``version`` (of this schema), ``summary`` and ``diagnostics``."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    document = {
        "version": 1,
        "summary": {
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "advice": counts[Severity.ADVICE],
            "files": _count_files(diagnostics),
        },
        "diagnostics": [
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity.value,
                "message": diagnostic.message,
                "hint": diagnostic.hint,
                "path": diagnostic.place.path if diagnostic.place else None,
                "line": diagnostic.place.line if diagnostic.place else 0,
                "column": diagnostic.place.column if diagnostic.place else 0,
                "length": diagnostic.place.length if diagnostic.place else 0,
            }
            for diagnostic in diagnostics
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def format_github(diagnostics: Sequence[Diagnostic], *, folder: str = "") -> str:
    """For GitHub Actions: workflow commands; ``folder`` is where the project lies in the repository."""
    return "".join(_format_command(diagnostic, folder) for diagnostic in diagnostics)


def format_sarif(diagnostics: Sequence[Diagnostic], *, folder: str = "") -> str:
    """For code scanning: SARIF 2.1.0 with the help page of every code that occurs."""
    used = sorted({diagnostic.code for diagnostic in diagnostics})
    run = {
        "tool": {
            "driver": {
                "name": "rolebook",
                "version": __version__,
                "rules": [_describe_rule(code) for code in used],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_format_result(diagnostic, used, folder) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def summarise(diagnostics: Sequence[Diagnostic]) -> str:
    """The numbers in words: “2 errors, 1 warning, 3 advisory notes in 2 files”, or “no problems”."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        _count(counts[severity], _NOUNS.get(severity, severity.value))
        for severity in Severity
        if counts[severity]
    ]
    if not parts:
        return "no problems"
    files = _count_files(diagnostics)
    return ", ".join(parts) + (f" in {_count(files, 'file')}" if files else "")


def clean(text: str) -> str:
    """The text on one line without characters that could steer a terminal or hide what is written."""
    return "".join(_clean_character(character) for character in text)


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_width(character) for character in text)


def _format_one(diagnostic: Diagnostic, color: bool) -> str:
    shade = _COLORS[diagnostic.severity]
    place = diagnostic.place
    where = ""
    if place is not None:
        where = clean(place.path) + (f":{place.line}:{place.column}" if place.line else "") + " "
    head = _paint(f"{diagnostic.severity.value}[{diagnostic.code}]", shade, color)
    lines = [f"{head} {where}{_paint(clean(diagnostic.message), _BOLD, color)}"]
    margin = "  "
    if place is not None and place.line and diagnostic.source_line is not None:
        number = str(place.line)
        margin = " " * (len(number) + 1)
        text, mark = excerpt(diagnostic.source_line, place.column, place.length)
        lines.append(f"{_paint(f'{number} |', _BLUE, color)} {text}".rstrip())
        lines.append(f"{_paint(f'{margin}|', _BLUE, color)} {_paint(mark, shade, color)}")
    if diagnostic.hint:
        lines.append(f"{margin}{_paint('hint:', _BLUE, color)} {clean(diagnostic.hint)}")
    return "\n".join(lines) + "\n"


def excerpt(line: str, column: int, length: int) -> tuple[str, str]:
    """A source line as a terminal shows it, cut around the fault if long, and the mark that goes under it."""
    start = max(0, min(column - 1, len(line)))
    end = max(start + 1, min(start + max(1, length), len(line)))
    before, fault, after = (_expand(part) for part in (line[:start], line[start:end], line[end:]))
    if display_width(before) + display_width(fault) + display_width(after) > MAX_WIDTH:
        if display_width(before) > _LEFT_CONTEXT:
            before = "…" + _keep(before[::-1], _LEFT_CONTEXT - 1)[::-1]
        room = MAX_WIDTH - display_width(before)
        if display_width(fault) > room:
            fault, after = _keep(fault, room - 1), "…"
        elif display_width(fault) + display_width(after) > room:
            after = _keep(after, room - display_width(fault) - 1) + "…"
    mark = " " * display_width(before) + "^" * max(1, display_width(fault))
    return before + fault + after, mark


def _keep(text: str, columns: int) -> str:
    """As much of the beginning of the text as fits."""
    kept, used = 0, 0
    for character in text:
        used += _width(character)
        if used > columns:
            break
        kept += 1
    return text[:kept]


def _expand(text: str) -> str:
    return "".join(_TAB if character == "\t" else _clean_character(character) for character in text)


def _clean_character(character: str) -> str:
    if character in "\t\n\r":
        return " "
    return "�" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _paint(text: str, ansi: str, color: bool) -> str:
    return f"{ansi}{text}{_RESET}" if color else text


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _count_files(diagnostics: Sequence[Diagnostic]) -> int:
    return len({diagnostic.place.path for diagnostic in diagnostics if diagnostic.place})


def _format_command(diagnostic: Diagnostic, folder: str) -> str:
    properties: dict[str, str | int] = {}
    place = diagnostic.place
    if place is not None:
        properties["file"] = _join(folder, place.path)
        if place.line:
            properties |= {
                "line": place.line,
                "col": max(1, place.column),
                "endColumn": max(1, place.column) + place.length,
            }
    properties["title"] = diagnostic.code
    shown = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    text = diagnostic.message + (f"\nhint: {diagnostic.hint}" if diagnostic.hint else "")
    return f"::{_GITHUB[diagnostic.severity]} {shown}::{_escape_data(text)}\n"


def _escape_data(text: str) -> str:
    safe = "".join(c if c in "\r\n" else _clean_character(c) for c in text)
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _describe_rule(code: str) -> dict[str, Any]:
    if code not in codes.CODES:
        return {"id": code}
    page = codes.read_code_page(code)
    return {
        "id": code,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.cause},
        "help": {"text": page.text, "markdown": page.text},
        "defaultConfiguration": {"level": _SARIF[page.severity]},
    }


def _format_result(diagnostic: Diagnostic, used: list[str], folder: str) -> dict[str, Any]:
    text = diagnostic.message + (f"\nHint: {diagnostic.hint}" if diagnostic.hint else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": used.index(diagnostic.code),
        "level": _SARIF[diagnostic.severity],
        "message": {"text": text},
    }
    place = diagnostic.place
    if place is not None:
        physical: dict[str, Any] = {
            "artifactLocation": {"uri": quote(_join(folder, place.path).encode("utf-8", "replace"))}
        }
        if place.line:
            column = max(1, place.column)
            physical["region"] = {
                "startLine": place.line,
                "startColumn": column,
                "endColumn": column + place.length,
            }
        result["locations"] = [{"physicalLocation": physical}]
    return result


def _join(folder: str, path: str) -> str:
    folder = folder.strip("/")
    return f"{folder}/{path}" if folder and folder != "." else path
