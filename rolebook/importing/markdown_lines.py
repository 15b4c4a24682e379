"""Markdown as lines: headings, items of lists and rows of tables; the words stay Markdown."""

from __future__ import annotations

import re

from rolebook.importing.source_line import SourceLine

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"([ \t]*)(?:([-*+])|(\d{1,3})[.)])[ \t]+(.*)$")
_ROW = re.compile(r"[ ]{0,3}\|(.*)\|[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_=][ \t]*){3,}$|[ ]{0,3}\|?[ :|-]*-{3,}[ :|-]*\|?[ \t]*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1[:：]?$")


def read_markdown_lines(text: str) -> list[SourceLine]:
    """The lines that are not empty, without the marks of headings, lists and tables."""
    lines: list[SourceLine] = []
    indents: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if match := _HEADING.fullmatch(line):
            indents = []
            lines.append(SourceLine(number, match[2].strip("*_ "), heading=len(match[1])))
        elif match := _ITEM.fullmatch(line):
            indent = len(match[1].expandtabs(4))
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            item = int(match[3]) if match[3] else None
            lines.append(SourceLine(number, match[4].strip(), depth=len(indents), item=item))
        elif match := _ROW.fullmatch(line):
            cells = tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", match[1]))
            lines.append(SourceLine(number, " | ".join(cells), cells=cells))
        elif match := _BOLD_LINE.fullmatch(line.strip()):
            indents = []
            lines.append(SourceLine(number, match[2], heading=6))
        else:
            lines.append(SourceLine(number, line.strip().lstrip("> ")))
    return [line for line in lines if line.text]
