"""Markdown that stands inside itself more often than anybody means, and than it can be read in time (code L039)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rolebook.checks.texts import PlacedText
from rolebook.diagnostics import Diagnostic, Severity, shorten

_MOST_BRACKETS = 50
_BRACKET = re.compile(r"\\.|[\[\]()]", re.DOTALL)
_DEEP = re.compile(r"^(?:(?:[ \t]*(?:>|(?:[-+*]|\d+[.)])[ \t])){50}|(?: {4}|\t){50})", re.MULTILINE)
"""Lists and quotations fifty deep: by their marks on one line, or by how far it is indented."""


def check_nesting(texts: Sequence[PlacedText]) -> Iterator[Diagnostic]:
    """Brackets, lists and quotations do not nest so deeply that a text takes for ever to be read."""
    for placed in texts:
        text = placed.text.value
        if (offset := _find_deep_bracket(text)) is not None:
            message = f"more than {_MOST_BRACKETS} brackets are open here, one inside another"
            hint = "close them, or write a backslash before each that is meant as it is: \\["
            yield placed.diagnose("L039", Severity.ERROR, message, hint, fragment=text[offset], offset=offset)
        if (match := _DEEP.search(text)) is not None:
            message = f"“{shorten(match[0], 20)}” begins a list or a quotation more than 50 deep"
            hint = "write fewer marks, or spaces, at the beginning of the line"
            yield placed.diagnose(
                "L039", Severity.ERROR, message, hint, fragment=match[0], offset=match.start()
            )


def _find_deep_bracket(text: str) -> int | None:
    """The offset of the first bracket that stands in too many others which are still open."""
    if max(text.count("["), text.count("(")) <= _MOST_BRACKETS:
        return None
    depths = {"[": 0, "(": 0}
    for match in _BRACKET.finditer(text):
        char = match[0]
        if char in depths:
            depths[char] += 1
            if depths[char] > _MOST_BRACKETS:
                return match.start()
        elif char in "])":
            kind = "[" if char == "]" else "("
            depths[kind] = max(0, depths[kind] - 1)
    return None
