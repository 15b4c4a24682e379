"""Plain text as lines: signs that programs write for bullets, and tables that were pasted with tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rolebook.importing.source_line import SourceLine

_PASTED_BULLET = re.compile(
    r"^\s*(?:[\uf0a7\uf0b7\uf0d8\uf0fc]\s*|[§Øü](?=\s)\s*|[ovqà](?=\t|\s{2,})\s*)(?=\S)"
)
"""What the bullets of Word's symbol faces become in plain text."""
_NUMBER_CELL = re.compile(r"[^\w]*(?:\w{1,3}[.)、）]?|[^\w]+)")


def mend_bullets(text: str) -> str:
    """A text in which such signs at the start of a line are bullets."""
    return "\n".join(_PASTED_BULLET.sub("• ", line) for line in text.split("\n"))


def read_plain_lines(text: str) -> list[SourceLine]:
    """The lines that are not empty; lines with the same number of tabs are rows of a table."""
    lines = text.split("\n")
    rows = _find_rows(lines)
    return [
        SourceLine(
            number,
            " | ".join(rows[number]) if number in rows else line.strip(),
            cells=rows.get(number, ()),
        )
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _find_rows(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Lines of one another's neighbours with as many cells each, two rows or more: number of the line → cells."""
    cells = [
        tuple(" ".join(cell.split()) for cell in line.strip(" \r").split("\t"))
        if "\t" in line.strip()
        else ()
        for line in lines
    ]
    rows: dict[int, tuple[str, ...]] = {}
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and cells[start] and len(cells[end]) == len(cells[start]):
            end += 1
        if end - start > 1 and _is_table(cells[start:end]):
            rows |= {index + 1: cells[index] for index in range(start, end)}
        start = end
    return rows


def _is_table(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether rows are more than a list whose numbers or bullets stand before a tab."""
    if len(rows[0]) > 2:
        return True
    return not all(_NUMBER_CELL.fullmatch(row[0]) for row in rows if row[0]) and all(row[0] for row in rows)
