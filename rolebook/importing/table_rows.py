"""Rows of tables: labels beside their values, and lists in columns with a head that says what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rolebook.importing.headings import FieldLine, find_field
from rolebook.importing.markers import widen
from rolebook.importing.outlines import Entry
from rolebook.importing.pieces import Piece
from rolebook.importing.vocabulary import Vocabulary, compile_pattern

_AT_THE_HEAD = ("title", "superior", "subordinates", "department", "level", "place", "purpose", "other")
_LONGEST_HEAD = 40


def read_row_fields(cells: Sequence[str], vocabulary: Vocabulary) -> list[tuple[FieldLine, str]]:
    """Labels and values that stand side by side in a row, each with its words as one text; none if it is another row.

    A label that nobody knows counts if it ends in a colon or stands beside one that is known.
    """
    pairs: list[tuple[str, str]] = []
    index = 0
    while index < len(cells):
        cell = cells[index]
        alone = find_field(" ".join(cell.split()), vocabulary)
        if alone and not cell.rstrip().endswith((":", "：")):
            pairs.append((alone.label, alone.value))
            index += 1
        elif index + 1 < len(cells):
            pairs.append((cell.strip().rstrip(":：").strip(), cells[index + 1]))
            index += 2
        elif said := re.match(r"([^:：\n]{1,25})[:：]\s*(\S.*)$", cell):
            pairs.append((said[1], said[2]))
            index += 1
        else:
            return []
    fields = [find_field(f"{label}: {' '.join(value.split())}", vocabulary) for label, value in pairs]
    is_at_head = bool(fields and fields[0] and fields[0].name in _AT_THE_HEAD and _are_labels(pairs))
    is_marked = len(cells) % 2 == 0 and all(cell.rstrip().endswith((":", "：")) for cell in cells[::2])
    if not fields or (not all(fields) and not is_at_head and not is_marked):
        return []
    found: list[tuple[FieldLine, str]] = []
    for field, (label, value) in zip(fields, pairs, strict=True):
        known = field or FieldLine("other", label, " ".join(value.split()))
        joint = ": " if vocabulary.is_spaced else "："
        if known.name != "qualifications":
            found.append((known, f"{known.label}{joint}{known.value}"))
            continue
        for number, part in enumerate(
            part for part in re.split(r"\n|[;；]", value) if re.search(r"\w", part)
        ):
            text = f"{known.label}{joint}{part.strip()}" if number == 0 else part.strip()
            found.append((known, text))
    return found


def _are_labels(pairs: Sequence[tuple[str, str]]) -> bool:
    return all(label and len(label) <= 25 and "\n" not in label for label, _ in pairs)


class ListTable:
    """A table whose first row may say what its columns are: the numbers, what is done, how often, the area."""

    def __init__(self, rows: Sequence[Piece], vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.columns = _name_columns(rows[0].cells, vocabulary) if len(rows) > 1 else {}
        self.heads = list(rows[:1]) if self.columns else []
        self._rows = rows[1:] if self.columns else rows

    @property
    def is_matrix(self) -> bool:
        """Whether its columns tell what is asked for from what is only wished."""
        return "wished" in self.columns

    def list_entries(self) -> list[tuple[Entry, bool]]:
        """The entries, in order, and whether each is only wished; an area is a group of those beside it."""
        found: list[tuple[Entry, bool]] = []
        group: Entry | None = None
        for row in self._rows:
            if self.is_matrix:
                found += self._read_matrix_row(row)
                continue
            area = self._cell(row, "area")
            if area:
                group = Entry(area, row.line, style="heading")
                found.append((group, False))
            entries = self._read_row(row)
            if group is not None and "area" in self.columns:
                group.children += entries
            else:
                found += [(entry, False) for entry in entries]
        return [(_unwrap(entry), wished) for entry, wished in found]

    def list_labels(self) -> list[tuple[int, str]]:
        """What stands beside the rows of a matrix, such as “Skills”, with its line."""
        at = set(self.columns.values())
        return [
            (row.line, cell)
            for row in (self._rows if self.is_matrix else ())
            for index, cell in enumerate(row.cells)
            if cell and index not in at
        ]

    def _read_matrix_row(self, row: Piece) -> list[tuple[Entry, bool]]:
        return [
            (Entry(_strip_sign(text), row.line), name == "wished")
            for name in ("needed", "wished")
            for text in self._cell(row, name).split("\n")
            if re.search(r"\w", text)
        ]

    def _read_row(self, row: Piece) -> list[Entry]:
        apart = {self.columns[name] for name in ("number", "often", "area") if name in self.columns}
        words = [
            cell
            for index, cell in enumerate(row.cells)
            if cell and index not in apart and not re.fullmatch(r"\d{1,3}[.)]?", cell)
        ]
        often = self._cell(row, "often")
        joint = ": " if self.vocabulary.is_spaced else "："
        lines = [_strip_sign(line) for line in words[0].split("\n")] if len(words) == 1 else []
        texts = lines or ([joint.join(" ".join(cell.split()) for cell in words)] if words else [])
        if often and len(texts) == 1:
            remark = " ".join(often.split())
            texts = [f"{texts[0]} ({remark})" if self.vocabulary.is_spaced else f"{texts[0]}（{remark}）"]
        return [Entry(text, row.line) for text in texts if re.search(r"\w", text)]

    def _cell(self, row: Piece, name: str) -> str:
        at = self.columns.get(name, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""


def _name_columns(cells: Sequence[str], vocabulary: Vocabulary) -> dict[str, int]:
    """What the columns hold, by the first row; nothing if that is no head."""
    if any(len(cell) > _LONGEST_HEAD for cell in cells):
        return {}
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        words = " ".join(widen(cell).strip(" *_:：").split())
        for name, pattern in vocabulary.data["list_columns"].items():
            if name not in columns and compile_pattern(pattern).fullmatch(words):
                columns[name] = index
                break
    return columns if len(columns) > 1 or "text" in columns else {}


def _strip_sign(text: str) -> str:
    return re.sub(r"^(?:[-–•·■*]|\d{1,2}[.)、])\s*", "", text.strip())


def _unwrap(entry: Entry) -> Entry:
    """A group of nothing, or of one entry that says it all, is that entry."""
    if entry.style == "heading" and not entry.children:
        return Entry(entry.text, entry.line)
    return entry
