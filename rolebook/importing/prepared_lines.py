"""Lines as they are read: scraps taken out, numbers with their items, and which lines belong to the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rolebook.importing.cleaning import clean_line, find_furniture, find_repeated_ends
from rolebook.importing.pieces import Repair
from rolebook.importing.source_line import SourceLine
from rolebook.importing.vocabulary import Vocabulary
from rolebook.importing.wrapped_lines import join_wrapped


@dataclass(frozen=True)
class PreparedLines:
    """Cleaned lines; why some are furniture of the page; where titles of the page begin behind sentences; repairs."""

    lines: list[SourceLine]
    furniture: dict[int, str]
    ends: dict[int, int]
    repairs: list[Repair]


def prepare_lines(lines: Sequence[SourceLine], vocabulary: Vocabulary) -> PreparedLines:
    """The lines of a text, made ready to be segmented."""
    repairs: list[Repair] = []
    cleaned = []
    for line in lines:
        text, removed = clean_line(line.text)
        if removed:
            repairs.append(Repair(line.number, f"scraps of HTML removed: {removed}"))
        if text:
            cleaned.append(replace(line, text=text))
    cleaned = _carry_numbers(cleaned, repairs)
    headings = re.compile(
        "|".join(pattern.pattern for pattern in vocabulary.sections.values()), re.IGNORECASE
    )
    wide = {line.number for line in lines if re.search(r"\S(?:\s{4,}|\u3000{2,})\S", line.text)}
    furniture = find_furniture(cleaned, vocabulary, headings, wide)
    cleaned = join_wrapped(cleaned, furniture, vocabulary)
    return PreparedLines(cleaned, furniture, find_repeated_ends(cleaned, vocabulary), repairs)


def _carry_numbers(lines: list[SourceLine], repairs: list[Repair]) -> list[SourceLine]:
    """A number that the end of a line cut off from its item goes to the item: “…: 1。” and the next line."""
    for index in range(len(lines) - 1):
        match = re.search(r"(?:(?<=[。：；!?！？])|(?<=[.:;] ))(\d{1,2}[。.、])$", lines[index].text)
        if match and match.string[match.start() - 2 :][:1] == "." and not _counts_on(lines, index, match[1]):
            continue
        if match and not re.match(r"\d", lines[index + 1].text):
            lines[index] = replace(lines[index], text=lines[index].text[: match.start()].rstrip())
            following = lines[index + 1]
            lines[index + 1] = replace(following, text=f"{match[1]} {following.text}")
            repairs.append(Repair(following.number, f"its number “{match[1]}” stands on the line before"))
    return [line for line in lines if line.text]


def _counts_on(lines: list[SourceLine], index: int, number: str) -> bool:
    """Whether the item before this number stands not far above: behind a full stop it may be any figure."""
    before = int(re.sub(r"\D", "", number)) - 1
    return any(
        re.search(rf"(?:^|\s){before} ?[.、)）]", line.text) for line in lines[max(0, index - 4) : index + 1]
    )
