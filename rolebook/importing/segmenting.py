"""From lines to pieces: headings, labels, items and prose, however they are glued together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rolebook.importing.glued_headings import find_heading, split_digits, split_tail
from rolebook.importing.headings import (
    FieldLine,
    RoleHeading,
    SectionHeading,
    clean_title,
    find_field,
    find_lone_label,
    find_role_heading,
    find_section_heading,
    is_label,
    is_title,
    name_section,
    opens_role,
    split_glued_fields,
    split_labels,
    strip_wrapping,
)
from rolebook.importing.marked_lines import read_heading, read_listed
from rolebook.importing.markers import RANKS, Marker, NumberChain, find_inline, read_marker
from rolebook.importing.pieces import Piece, PieceKind, Repair
from rolebook.importing.prepared_lines import prepare_lines
from rolebook.importing.source_line import SourceLine
from rolebook.importing.table_rows import read_row_fields
from rolebook.importing.titles import find_labelled_title, find_title_line
from rolebook.importing.vocabulary import Vocabulary


class Segmenter:
    """Goes through the lines of a text once, from the first to the last."""

    def __init__(self, lines: Sequence[SourceLine], vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        prepared = prepare_lines(lines, vocabulary)
        self.repairs = prepared.repairs
        self._lines, self._furniture, self._ends = prepared.lines, prepared.furniture, prepared.ends
        self._chain = NumberChain()
        self._section = ""
        self._section_level = 7
        self._number = 0  # of the last role
        self._numbered: dict[str, int] = {}  # how many headings of sections have a number of this style

    def segment(self) -> list[Piece]:
        """All pieces, in the order of the text."""
        pieces: list[Piece] = []
        taken = -1
        for index, line in enumerate(self._lines):
            if index == taken:
                continue
            following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
            if label := self._read_lone_label(line, following):
                pieces.append(label)
                taken = index + 1 if label.kind == "field" else -1
                continue
            for piece in self._segment_line(line, following):
                pieces.append(self._remember(piece))
        return pieces

    def _read_lone_label(self, line: SourceLine, following: str) -> Piece | None:
        """A label on a line of its own with its value on the next, as forms become when they are pasted."""
        if line.cells or line.depth or line.number in self._furniture:
            return None
        marker = read_marker(line.text, NumberChain(), self.vocabulary)
        label = line.text[marker.end :] if marker and RANKS[marker.style] <= 2 else line.text
        name = find_lone_label(label, following, self.vocabulary)
        if name is None:
            return None
        is_empty = is_label(following, self.vocabulary) or find_field(following, self.vocabulary)
        if is_empty or len(following) > 40 or read_marker(following, NumberChain(), self.vocabulary):
            return Piece("furniture", line.number, line.text, reason="a label without a value")
        words = strip_wrapping(label.rstrip(" :："))
        return Piece("field", line.number, f"{words}: {following}", heading=FieldLine(name, words, following))

    def _remember(self, piece: Piece) -> Piece:
        """Keep what later lines are understood by."""
        if piece.kind == "role":
            self._numbered = {}
        if piece.kind in ("role", "section", "unknown"):
            self._chain = NumberChain()
            heading = piece.heading
            self._section = heading.section if isinstance(heading, RoleHeading | SectionHeading) else ""
            if piece.level:
                self._section_level = piece.level if piece.kind != "role" else 7
        return piece

    def _segment_line(self, line: SourceLine, following: str) -> Iterator[Piece]:
        if line.number in self._furniture:
            yield Piece("furniture", line.number, line.text, reason=self._furniture[line.number])
            return
        text, cut = line.text, self._ends.get(line.number)
        if cut is not None:
            text = line.text[:cut].strip()
        if line.cells:
            yield from self._segment_row(line)
        elif line.heading:
            yield read_heading(line, following, self.vocabulary, self._section, self._section_level)
        elif line.depth:
            yield read_listed(line, text, self.vocabulary, self._section)
        else:
            yield from self._segment_text(text, line.number, following)
        if cut is not None:
            end = line.text[cut:].strip()
            self.repairs.append(Repair(line.number, f"a title of the page behind the sentence: “{end}”"))
            yield Piece("furniture", line.number, end, reason="a title that the page put behind the sentence")

    def _segment_row(self, line: SourceLine) -> Iterator[Piece]:
        cells = [cell for cell in line.cells if cell]
        if len(cells) == 1 and line.cells[0]:
            for part in cells[0].split("\n"):
                yield from self._segment_text(part, line.number, "")
            return
        if fields := read_row_fields(cells, self.vocabulary):
            for field, text in fields:
                yield Piece("field", line.number, text, heading=field)
            return
        section = name_section(strip_wrapping(cells[0]), self.vocabulary) if len(cells) == 2 else None
        if section and len(cells[1]) > 12:
            yield Piece("section", line.number, cells[0], heading=SectionHeading(section, cells[0], ""))
            for part in cells[1].split("\n"):
                yield from self._segment_text(part, line.number, "")
            return
        yield Piece("row", line.number, line.text, cells=line.cells)

    def _segment_text(self, text: str, line: int, following: str, depth: int = 0) -> Iterator[Piece]:
        text = text.strip()
        if not text or depth > 6:
            if text:
                yield Piece("prose", line, text)
            return
        if len(labels := split_labels(text, self.vocabulary)) > 1:
            for part in labels:
                yield from self._segment_text(part, line, following, depth + 1)
            return
        title = find_labelled_title(text, self.vocabulary)
        title = title or ("" if depth else find_title_line(text, following, self.vocabulary))
        if title:
            yield Piece("role", line, text, heading=RoleHeading(title, "", "", 0, ""))
            return
        marker = read_marker(text, self._chain, self.vocabulary, following)
        if marker:
            yield from self._segment_item(text, marker, line, following)
            return
        if role := find_role_heading(text, self.vocabulary):
            self._number, rest, reading = split_digits(role, self._number)
            if reading:
                self.repairs.append(Repair(line, reading))
            words = text[: len(text) - len(role.rest)].strip() if role.rest else text
            yield Piece("role", line, words, value=self._number, heading=role)
            self._chain = NumberChain()
            yield from self._segment_text(rest, line, following, depth + 1)
            return
        section = find_section_heading(text, self.vocabulary)
        field = find_field(text, self.vocabulary)
        if field and not (
            section and field.name not in ("authority", "accountability", "purpose", "relations")
        ):
            yield Piece("field", line, text, heading=field)
            return
        if section:
            words = text[: len(text) - len(section.rest)].strip() if section.rest else text
            yield self._remember(Piece("section", line, words, heading=section))
            yield from self._segment_text(section.rest, line, following, depth + 1)
            return
        if is_title(text, self.vocabulary) and (not self._section or opens_role(following, self.vocabulary)):
            yield Piece("role", line, text, heading=RoleHeading(clean_title(text), "", "", 0, ""))
            return
        yield from self._split_inline(text, line, following, None)

    def _segment_item(self, text: str, marker: Marker, line: int, following: str) -> Iterator[Piece]:
        rest = text[marker.end :].strip()
        heading = find_role_heading(rest, self.vocabulary, whole=True)
        if heading and len(rest) <= 60:
            self._number += 1
            if self.vocabulary.find("question", rest):  # “3. What should a manager know”: a text of its own
                heading = replace(heading, digits=str(marker.value))
            yield Piece("role", line, rest, value=marker.value, heading=heading)
            return
        if marker.style in ("chinese", "roman", "ordinal") and is_title(rest, self.vocabulary):
            yield Piece("role", line, rest, heading=RoleHeading(clean_title(rest), "", "", 0, ""))
            return
        section = find_section_heading(rest, self.vocabulary, numbered=True)
        if section and not section.rest and self._is_numbered_heading(section, marker, rest, following):
            yield Piece("section", line, rest, heading=section)
            self._chain.accept(marker)
            self._numbered[marker.style] = self._numbered.get(marker.style, 0) + 1
            return
        goes_on = marker.value == self._chain.expects(marker.style)
        is_short = len(rest) <= 30 and not rest.rstrip().endswith((".", "。", ";", "；", ",", "，"))
        if RANKS[marker.style] <= 2 and self._numbered.get(marker.style, 0) > 1 and goes_on and is_short:
            # Among numbered headings of sections it is one too, of none that a role has.
            yield Piece("unknown", line, rest)
            self._chain.accept(marker)
            return
        self._chain.accept(marker)
        if marker.repaired:
            self.repairs.append(Repair(line, marker.repaired))
        yield from self._split_inline(rest, line, following, marker)

    def _is_numbered_heading(
        self, section: SectionHeading, marker: Marker, rest: str, following: str
    ) -> bool:
        """Whether a numbered line with the words of a heading is one: lists may have such words as items."""
        if RANKS[marker.style] <= 2:
            return True
        goes_on = read_marker(following, self._chain.copy(), self.vocabulary)
        counts_on = (
            goes_on is not None and goes_on.style == marker.style and goes_on.value == marker.value + 1
        )
        if counts_on:
            return section.section in ("authority", "accountability") and self._section == "duties"
        if goes_on is None:
            return bool(following) and section.section != self._section
        return rest.rstrip().endswith((":", "：")) or goes_on.value == 1

    def _split_inline(self, text: str, line: int, following: str, first: Marker | None) -> Iterator[Piece]:
        """A line with several items in it, cut before each; headings may be glued to what stands before a 1."""
        markers = find_inline(text, self._chain, following, begins_bare=first is None)
        starts = [(first, 0, markers[0].start if markers else len(text))]
        for index, marker in enumerate(markers):
            end = markers[index + 1].start if index + 1 < len(markers) else len(text)
            starts.append((marker, marker.end, end))
        for index, (marker_or_none, start, end) in enumerate(starts):
            words = text[start:end].strip()
            following_marker = starts[index + 1][0] if index + 1 < len(starts) else None
            opens = following_marker is not None and (
                following_marker.value == 1 or following_marker.style == "bullet"
            )
            if index:
                assert marker_or_none is not None
                self._chain.accept(marker_or_none)
            yield from self._split_fields(
                words, line, marker_or_none, opens or (not markers and self._leads(text, following))
            )

    def _leads(self, text: str, following: str) -> bool:
        """Whether a line ends in a colon and the next one begins a list."""
        if not text.rstrip().endswith((":", "：")):
            return False
        marker = read_marker(following, NumberChain(), self.vocabulary, "")
        return marker is not None and marker.value <= 1

    def _split_fields(self, words: str, line: int, marker: Marker | None, opens: bool) -> Iterator[Piece]:
        for part in split_glued_fields(words, self.vocabulary):
            field = find_field(part, self.vocabulary) if part is not words and part != words else None
            body, tail = field.value if field else part, ""
            if opens or field is not None or part != words:
                body, tail = split_tail(body, self.vocabulary, whole=marker is None)
            glued = (
                find_section_heading(part, self.vocabulary) if marker and marker.style == "bullet" else None
            )
            if glued and glued.rest and not field:
                yield self._remember(
                    Piece("section", line, part[: len(part) - len(glued.rest)], heading=glued)
                )
                yield Piece("prose", line, glued.rest)
                marker = None
                continue
            if field:
                yield self._remember(
                    Piece("field", line, f"{field.label}：{body}", heading=replace(field, value=body))
                )
            elif body or marker:
                yield self._make_piece(body, line, marker)
            marker = None
            if tail:
                yield from self._make_heading(tail, line)

    def _make_heading(self, text: str, line: int) -> Iterator[Piece]:
        heading = find_heading(text, self.vocabulary)
        kind: PieceKind = "role" if isinstance(heading, RoleHeading) else "section"
        chain = self._chain
        yield self._remember(Piece(kind, line, text, heading=heading))
        self._chain = chain

    def _make_piece(self, text: str, line: int, marker: Marker | None) -> Piece:
        if marker is None:
            return Piece("prose", line, text)
        if (
            marker.style == "bullet"
            and (heading := find_heading(text, self.vocabulary))
            and isinstance(heading, SectionHeading)
        ):
            return self._remember(Piece("section", line, text, heading=heading))
        return Piece("item", line, text, marker.style, marker.value, RANKS[marker.style])
