"""Lines that were cut at the width of a page or a mail: joined again, where the next one only goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rolebook.importing.headings import find_field, find_role_heading, find_section_heading, is_title
from rolebook.importing.markers import NumberChain, read_marker
from rolebook.importing.source_line import SourceLine
from rolebook.importing.vocabulary import Vocabulary

_WIDEST = 110
_NARROWEST = 45
_SLACK = 14
_ENDS = re.compile(r"[.:;!?…]['’”\")]*$")
_BEGINS_ITEM = re.compile(
    r"(?:\W|_)*(?:\d{1,3}|[A-Za-z]|[IVX]{1,4})[.)º]|[(（]\w{1,2}[)）]|[^\w\s(“\"'¿¡£$€]|\d"
)


def join_wrapped(
    lines: Sequence[SourceLine], furniture: dict[int, str], vocabulary: Vocabulary
) -> list[SourceLine]:
    """The lines, those joined that are one sentence cut at the width of the page. For languages with spaces."""
    width = _find_width(lines) if vocabulary.is_spaced else 0
    if not width:
        return list(lines)
    joined: list[SourceLine] = []
    open_ = -1  # where the sentence stands that may go on
    last_length = last_number = 0
    for line in lines:
        if line.number in furniture:
            joined.append(line)
            last_number += line.number - last_number == 1
            continue
        is_next = line.number - last_number == 1
        if open_ >= 0 and is_next and _goes_on(joined[open_], last_length, line, width, vocabulary):
            joined[open_] = replace(joined[open_], text=f"{joined[open_].text} {line.text}")
        else:
            joined.append(line)
            open_ = len(joined) - 1 if not (line.heading or line.cells) else -1
        last_length, last_number = len(line.text), line.number
    return joined


def _find_width(lines: Sequence[SourceLine]) -> int:
    """The width at which a text was cut, 0 if it was not: many lines nearly as long as the longest, which go on."""
    plain = [line for line in lines if not (line.cells or line.heading or line.depth)]
    longest = max((len(line.text) for line in plain), default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return 0
    goes_on = sum(
        len(line.text) > longest - _SLACK and not _ENDS.search(line.text) and after.text[:1].islower()
        for line, after in pairwise(plain)
    )
    return longest if goes_on >= 2 else 0


def _goes_on(before: SourceLine, length: int, line: SourceLine, width: int, vocabulary: Vocabulary) -> bool:
    first = line.text.split(maxsplit=1)[0]
    if length + 1 + len(first) <= width - 2 or _ENDS.search(before.text):
        return False
    if line.cells or line.heading or line.depth or _BEGINS_ITEM.match(line.text):
        return False
    if line.text[:1].islower():
        return read_marker(line.text, NumberChain(), vocabulary) is None
    # A capital letter may begin an item without a number: it goes on only behind a word that cannot end one.
    last = before.text.rsplit(maxsplit=1)[-1].casefold()
    if last not in vocabulary.data["common_words"] and not last.endswith((",", "-", "&")):
        return False
    return not (
        line.text.isupper()
        or line.text.rstrip().endswith(":")
        or is_title(line.text, vocabulary)
        or find_section_heading(line.text, vocabulary)
        or find_field(line.text, vocabulary)
        or find_role_heading(line.text, vocabulary)
    )
