"""The pieces of a text: headings, labels, items, prose; and what was mended on the way to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rolebook.importing.headings import FieldLine, RoleHeading, SectionHeading

PieceKind = Literal["role", "section", "field", "group", "item", "prose", "row", "furniture", "unknown"]


@dataclass(frozen=True)
class Piece:
    """A part of a line that is one thing.

    ``value`` and ``rank`` are an item's number (0: none) and how deep its kind of number stands.
    ``heading`` is what was understood of a heading or label; ``text`` its words as they stand.
    """

    kind: PieceKind
    line: int
    text: str
    style: str = ""
    value: int = 0
    rank: float = 0
    heading: RoleHeading | SectionHeading | FieldLine | None = None
    level: int = 0
    cells: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Repair:
    """A damage that was mended, and on which line."""

    line: int
    what: str
