"""Lines of which the file itself says what they are: headings and items of lists, of Word or Markdown."""

from __future__ import annotations

from rolebook.importing.headings import (
    RoleHeading,
    find_field,
    find_role_heading,
    find_section_heading,
)
from rolebook.importing.markers import NumberChain, read_marker
from rolebook.importing.pieces import Piece
from rolebook.importing.source_line import SourceLine
from rolebook.importing.titles import find_labelled_title, find_title_line, read_title
from rolebook.importing.vocabulary import Vocabulary


def read_heading(line: SourceLine, following: str, vocabulary: Vocabulary, section: str, level: int) -> Piece:
    """A heading as a piece; ``section`` is open, and its own heading is of this ``level``."""
    marker = read_marker(line.text, NumberChain(), vocabulary)
    text = line.text[marker.end :] if marker else line.text
    if title := find_labelled_title(text, vocabulary, marked=True):
        heading = RoleHeading(title, "", "", 0, "")
        return Piece("role", line.number, line.text, heading=heading, level=line.heading)
    named = find_section_heading(text, vocabulary)
    if named and not named.rest:
        return Piece("section", line.number, line.text, heading=named, level=line.heading)
    if role := find_role_heading(text, vocabulary, whole=True):
        return Piece("role", line.number, line.text, heading=role, level=line.heading)
    if field := find_field(text, vocabulary):
        return Piece("field", line.number, line.text, heading=field)
    title = read_title(text, vocabulary) or find_title_line(text, following, vocabulary, marked=True)
    if title and line.heading <= level:
        heading = RoleHeading(title, "", "", 0, "")
        return Piece("role", line.number, line.text, heading=heading, level=line.heading)
    if line.heading > level or (line.heading == 6 and section):
        return Piece("group", line.number, text, rank=0.1 * line.heading, level=line.heading)
    return Piece("unknown", line.number, text, level=line.heading)


def read_listed(line: SourceLine, text: str, vocabulary: Vocabulary, section: str) -> Piece:
    """An item of a list as a piece; ``section`` is open."""
    named = find_section_heading(text, vocabulary)
    if named and not named.rest and text.rstrip().endswith((":", "：")):
        return Piece("section", line.number, text, heading=named)
    if (field := find_field(text, vocabulary)) and section in ("", "header"):
        return Piece("field", line.number, text, heading=field)
    style = "arabic" if line.item is not None else "bullet"
    written = read_marker(text, NumberChain(), vocabulary)
    if written and written.style in ("arabic", "bracket"):
        text = text[written.end :]
    rank = 3 + 0.5 * (line.depth - 1)
    return Piece("item", line.number, text, style, line.item or 0, rank, level=line.depth)
