"""What pages and programs left in a text: scraps of HTML, headers and footers, titles repeated in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from rolebook.importing.source_line import SourceLine
from rolebook.importing.vocabulary import Vocabulary

_TAG = re.compile(
    r"</?(?:p|br|div|span|li|ul|ol|td|tr|th|b|strong|font|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_SCRAP = re.compile(r"(?:(?<=[\s.;:,。；])|^)(?:/?(?:p|br|li|div|span|td|tr)>|>(?=\s*\d))\s*", re.IGNORECASE)
_ENTITIES = {
    "&nbsp;": " ",
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
    "&middot;": "·",
}
_LINKS = re.compile(r"\W*(?:\[[^\]]*\]\([^()\s]*\)\W*)+")
_WAY = re.compile(r"(?:[^›»>\n]{1,40}\s[›»>]\s){2,}[^›»>\n]{1,40}")
"""“Home › Careers › Shops”: where a page stands in its site."""
_LEADERS = re.compile(r"[.…·]{4,}\s*\d{1,4}$")


def clean_line(text: str) -> tuple[str, str]:
    """The text without scraps of HTML, and what was taken out, for the report."""
    removed: list[str] = []

    def drop(match: re.Match[str]) -> str:
        removed.append(match[0].strip())
        return " " if match.start() and match.end() < len(match.string) else ""

    text = re.sub(r"&(?:nbsp|amp|lt|gt|quot|#39|middot);", lambda match: _ENTITIES[match[0]], text)
    text = _SCRAP.sub(drop, _TAG.sub(drop, text))
    return re.sub(r"[ \t\u00a0]+", " ", text).strip(), " ".join(removed)


def find_furniture(
    lines: Sequence[SourceLine],
    vocabulary: Vocabulary,
    is_heading: re.Pattern[str],
    wide: Collection[int] = (),
) -> dict[int, str]:
    """Lines that belong to pages and not to the text: number of the line → why.

    What has the number of a page, or a gap as between the sides of a page (``wide``), is known by its second time;
    so is what stands beside such a line; anything else by its third.
    """
    found: dict[int, str] = {}
    counts = Counter(_key(line.text) for line in lines if _may_repeat(line, is_heading))
    for line in lines:
        times = counts[_key(line.text)] if _may_repeat(line, is_heading) else 0
        if vocabulary.furniture.fullmatch(line.text.strip()) or (
            not vocabulary.is_spaced and vocabulary.furniture.fullmatch(line.text.replace(" ", ""))
        ):
            found[line.number] = "page header or footer"
        elif _LEADERS.search(line.text):
            found[line.number] = "table of contents"
        elif _LINKS.fullmatch(line.text) and not line.depth:
            found[line.number] = "links of a page"
        elif line in lines[:3] and _WAY.fullmatch(re.sub(r"\]\([^()\s]*\)|\[", "", line.text)):
            found[line.number] = "the way to a page"
        elif times >= 3 or (
            times == 2 and (line.number in wide or vocabulary.find("page_number", line.text))
        ):
            found[line.number] = "stands on several pages"
    for line in lines:
        is_again = line.number not in found and _may_repeat(line, is_heading) and counts[_key(line.text)] == 2
        if is_again and {line.number - 1, line.number + 1} & found.keys():
            found[line.number] = "stands on several pages"
    return found


def _may_repeat(line: SourceLine, is_heading: re.Pattern[str]) -> bool:
    """Whether a line, if it is repeated, is a header: short, no item, no sentence, no heading of a section."""
    text = line.text.strip()
    if line.depth or line.cells or len(text) > 60 or text.endswith((".", "。", ";", "；", ":", "：")):
        return False
    return (
        not re.match(r"[(（]?\d", text)
        and not is_heading.fullmatch(text.strip("[]【】 "))
        and bool(re.search(r"\w", text))
    )


def _key(text: str) -> str:
    """The same header on every page, but for the number of the page."""
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


def find_repeated_ends(lines: Sequence[SourceLine], vocabulary: Vocabulary) -> dict[int, int]:
    """Titles that a page put behind sentences, twice or more: number of the line → where the title begins."""
    ends: dict[int, tuple[str, int]] = {}
    for line in lines:
        cut = max(line.text.rstrip().rfind(sign, 0, len(line.text.rstrip()) - 1) for sign in ".。!！?？")
        tail = line.text[cut + 1 :].strip(" .。")
        if cut > 0 and 8 <= len(tail) <= 60 and any(p.fullmatch(tail) for p in vocabulary.role_headings):
            ends[line.number] = (re.sub(r"\b(?:the|a|an) ", "", tail.casefold()), cut + 1)
    counts = Counter(tail for tail, _ in ends.values())
    return {number: cut for number, (tail, cut) in ends.items() if counts[tail] >= 2}
