"""From lines to pieces: headings, labels, items and prose, however they are glued together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rolebook.importing.cleaning import clean_line, find_furniture, find_repeated_ends
from rolebook.importing.headings import (
    FieldLine,
    RoleHeading,
    SectionHeading,
    clean_title,
    find_field,
    find_role_heading,
    find_section_heading,
    is_title,
    name_section,
    split_glued_fields,
    strip_wrapping,
)
from rolebook.importing.markers import RANKS, Marker, NumberChain, find_inline, read_marker
from rolebook.importing.source_line import SourceLine
from rolebook.importing.vocabulary import Vocabulary

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


class Segmenter:
    """Goes through the lines of a text once, from the first to the last."""

    def __init__(self, lines: Sequence[SourceLine], vocabulary: Vocabulary):
        self.vocabulary = vocabulary
        self.repairs: list[Repair] = []
        self._lines = self._clean(lines)
        headings = re.compile("|".join(p.pattern for p in vocabulary.sections.values()), re.IGNORECASE)
        self._furniture = find_furniture(self._lines, vocabulary, headings)
        self._ends = find_repeated_ends(self._lines, vocabulary)
        self._chain = NumberChain()
        self._section = ""
        self._section_level = 7
        self._number = 0  # of the last role

    def segment(self) -> list[Piece]:
        """All pieces, in the order of the text."""
        pieces: list[Piece] = []
        for index, line in enumerate(self._lines):
            following = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
            for piece in self._segment_line(line, following):
                pieces.append(self._remember(piece))
        return pieces

    def _clean(self, lines: Sequence[SourceLine]) -> list[SourceLine]:
        cleaned = []
        for line in lines:
            text, removed = clean_line(line.text)
            if removed:
                self.repairs.append(Repair(line.number, f"scraps of HTML removed: {removed}"))
            if text:
                cleaned.append(replace(line, text=text))
        return self._carry_numbers(cleaned)

    def _carry_numbers(self, lines: list[SourceLine]) -> list[SourceLine]:
        """A number that the end of a line cut off from its item goes to the item: “…: 1。” and the next line."""
        for index in range(len(lines) - 1):
            match = re.search(r"(?:(?<=[。：；!?！？])|(?<=[:;] ))(\d{1,2}[。.、])$", lines[index].text)
            if match and not re.match(r"\d", lines[index + 1].text):
                lines[index] = replace(lines[index], text=lines[index].text[: match.start()].rstrip())
                following = lines[index + 1]
                lines[index + 1] = replace(following, text=f"{match[1]} {following.text}")
                self.repairs.append(
                    Repair(following.number, f"its number “{match[1]}” stands on the line before")
                )
        return [line for line in lines if line.text]

    def _remember(self, piece: Piece) -> Piece:
        """Keep what later lines are understood by."""
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
            yield from self._segment_heading(line)
        elif line.depth:
            yield from self._segment_listed(line, text)
        else:
            yield from self._segment_text(text, line.number, following)
        if cut is not None:
            end = line.text[cut:].strip()
            self.repairs.append(Repair(line.number, f"a title of the page behind the sentence: “{end}”"))
            yield Piece("furniture", line.number, end, reason="a title that the page put behind the sentence")

    def _segment_row(self, line: SourceLine) -> Iterator[Piece]:
        cells = [cell for cell in line.cells if cell]
        if len(cells) == 1:
            yield from self._segment_text(cells[0], line.number, "")
            return
        if len(cells) % 2 == 0:
            fields = [
                find_field(f"{a}: {b}", self.vocabulary) for a, b in zip(cells[::2], cells[1::2], strict=True)
            ]
            if all(fields):
                for field in fields:
                    assert field is not None
                    yield Piece("field", line.number, f"{field.label}: {field.value}", heading=field)
                return
            section = name_section(strip_wrapping(cells[0]), self.vocabulary)
            if section and len(cells) == 2 and len(cells[1]) > 12:
                yield Piece("section", line.number, cells[0], heading=SectionHeading(section, cells[0], ""))
                yield from self._segment_text(cells[1], line.number, "")
                return
        yield Piece("row", line.number, line.text, cells=line.cells)

    def _segment_heading(self, line: SourceLine) -> Iterator[Piece]:
        marker = read_marker(line.text, self._chain.copy(), self.vocabulary, "")
        text = line.text[marker.end :] if marker else line.text
        role = find_role_heading(text, self.vocabulary, whole=True)
        section = find_section_heading(text, self.vocabulary)
        field = find_field(text, self.vocabulary)
        if section and not section.rest:
            yield Piece("section", line.number, line.text, heading=section, level=line.heading)
        elif role:
            yield Piece("role", line.number, line.text, heading=role, level=line.heading)
        elif field:
            yield Piece("field", line.number, line.text, heading=field)
        elif is_title(text, self.vocabulary) and line.heading <= self._section_level:
            heading = RoleHeading(clean_title(text), "", "", 0, "")
            yield Piece("role", line.number, line.text, heading=heading, level=line.heading)
        elif line.heading > self._section_level or (line.heading == 6 and self._section):
            yield Piece("group", line.number, text, rank=0.1 * line.heading, level=line.heading)
        else:
            yield Piece("unknown", line.number, text, level=line.heading)

    def _segment_listed(self, line: SourceLine, text: str) -> Iterator[Piece]:
        """An item that the file itself marks as one."""
        section = find_section_heading(text, self.vocabulary)
        if section and not section.rest and text.rstrip().endswith((":", "：")):
            yield Piece("section", line.number, text, heading=section)
            return
        if (field := find_field(text, self.vocabulary)) and self._section in ("", "header"):
            yield Piece("field", line.number, text, heading=field)
            return
        style = "arabic" if line.item is not None else "bullet"
        written = read_marker(text, NumberChain(), self.vocabulary, "")
        if written and written.style in ("arabic", "bracket"):
            text = text[written.end :]
        yield Piece(
            "item", line.number, text, style, line.item or 0, 3 + 0.5 * (line.depth - 1), level=line.depth
        )

    def _segment_text(self, text: str, line: int, following: str, depth: int = 0) -> Iterator[Piece]:
        text = text.strip()
        if not text or depth > 6:
            if text:
                yield Piece("prose", line, text)
            return
        marker = read_marker(text, self._chain, self.vocabulary, following)
        if marker:
            yield from self._segment_item(text, marker, line, following)
            return
        if role := find_role_heading(text, self.vocabulary):
            rest = self._read_digits(role, line)
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
        if is_title(text, self.vocabulary):
            yield Piece("role", line, text, heading=RoleHeading(clean_title(text), "", "", 0, ""))
            return
        yield from self._split_inline(text, line, following, None)

    def _segment_item(self, text: str, marker: Marker, line: int, following: str) -> Iterator[Piece]:
        rest = text[marker.end :].strip()
        heading = find_role_heading(rest, self.vocabulary, whole=True)
        if heading and len(rest) <= 60:
            self._number += 1
            if self.vocabulary.find(
                "question", rest
            ):  # “3. What should a manager be able to do”: a text of its own
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
        return rest.rstrip().endswith((":", "：")) or (goes_on is not None and goes_on.value == 1)

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
            looks = opens or field is not None or part != words
            body, tail = self._split_tail(field.value if field else part, looks, whole=marker is None)
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

    def _split_tail(self, text: str, opens: bool, whole: bool) -> tuple[str, str]:
        """The words, and a heading at their end that has no line of its own; ``whole``: it may be all of them."""
        if not opens:
            return text, ""
        core = text.rstrip()
        cut = max(core.rfind(sign, 0, max(0, len(core) - 1)) for sign in "。.!！?？;；") + 1
        tail = core[cut:].strip()
        if tail and len(tail) <= 120 and (cut or whole) and self._find_heading(tail) is not None:
            return core[:cut].strip(), tail
        return text, ""

    def _find_heading(self, text: str) -> RoleHeading | SectionHeading | None:
        role = find_role_heading(text, self.vocabulary, whole=True)
        section = find_section_heading(text, self.vocabulary)
        if section and not section.rest:
            return section if not role or role.section == section.section else role
        if role:
            return role
        if text.rstrip().endswith((":", "：")):
            return self._find_announcement(text)
        return None

    def _find_announcement(self, text: str) -> SectionHeading | None:
        """A sentence that announces a list: “my job responsibilities are:”."""
        core = text.rstrip(" :：")
        parts = re.split(r"[,，;；]", core)
        last = re.sub(
            r"(?:\bare\b|\bson\b|\bis\b|\bas follows\b|是|如下|包括|有)+\s*$", "", parts[-1].strip()
        ).strip()
        for start in range(len(last)):
            if start and self.vocabulary.is_spaced and last[start - 1] != " ":
                continue
            if section := name_section(last[start:], self.vocabulary):
                return SectionHeading(section, text, "")
        return None

    def _make_heading(self, text: str, line: int) -> Iterator[Piece]:
        heading = self._find_heading(text)
        kind: PieceKind = "role" if isinstance(heading, RoleHeading) else "section"
        chain = self._chain
        yield self._remember(Piece(kind, line, text, heading=heading))
        self._chain = chain

    def _make_piece(self, text: str, line: int, marker: Marker | None) -> Piece:
        if marker is None:
            return Piece("prose", line, text)
        if (
            marker.style == "bullet"
            and (heading := self._find_heading(text))
            and isinstance(heading, SectionHeading)
        ):
            return self._remember(Piece("section", line, text, heading=heading))
        return Piece("item", line, text, marker.style, marker.value, RANKS[marker.style])

    def _read_digits(self, role: RoleHeading, line: int) -> str:
        """The words behind a heading with the number of their first item, if digits of both were glued."""
        expected, tokens, rest = self._number + 1, role.digits.split(), role.rest
        if role.number:
            self._number, tokens = role.number, tokens
            return f"{role.digits}{rest}" if role.digits else rest
        joined = "".join(tokens)
        is_glued = len(joined) > 1 and joined == f"{expected}1"
        delimiter = rest[:1] if rest[:1] in ".,、，;；)" else ""
        if not tokens:
            self._number = expected
            return rest
        if is_glued or len(tokens) == 2:
            self._number = expected if is_glued else int(tokens[0])
            item = "1" if is_glued else tokens[1]
            self.repairs.append(
                Repair(line, f"“{role.digits}” behind the heading read as {self._number} and item {item}")
            )
            return item + rest
        number = int(tokens[0])
        if not delimiter or (number == expected and number > 1):
            self._number = number
            return rest.lstrip(".,、，;； ")
        self._number = expected
        return f"{role.digits}{rest}"
