"""One line of a text to be imported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceLine:
    """A line (in Word: a paragraph) by its number, with what its file says of it.

    ``heading`` is the level of a heading from 1, 0 for none. ``depth`` is how deep in lists it stands, 0 for not at
    all, and ``item`` its number there (None: a bullet). ``cells`` are those of a row of a table, with a
    line for each of their paragraphs.
    """

    number: int
    text: str
    heading: int = 0
    depth: int = 0
    item: int | None = None
    cells: tuple[str, ...] = ()
