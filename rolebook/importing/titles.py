"""Titles of roles that stand on a line of their own, known by their words or by what follows them."""

from __future__ import annotations

import re

from rolebook.importing.headings import (
    clean_title,
    find_field,
    find_section_heading,
    is_label,
    is_title,
    strip_wrapping,
)
from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import NUMERALS, Vocabulary

_SUFFIX = re.compile(r"\s+[–—|/-]\s+|[（(【]|,\s|，")
_NUMBER = re.compile(
    rf"(?:[A-Z]|\d{{1,2}}|[IVX]{{1,4}}|[{NUMERALS}]{{1,3}})(?:[.)）]\s+|[.)）、]\s*(?=[\u4e00-\u9fff]))"
)
_OPENERS = ("duties", "purpose", "header", "workflows")
_LABELS = ("title", "superior", "subordinates", "department", "level", "purpose")


def read_title(text: str, vocabulary: Vocabulary) -> str:
    """The title that a heading names, without a place or a remark behind it; "" if it names none."""
    if is_title(text, vocabulary):
        return clean_title(text)
    cut = _SUFFIX.search(text, 2)
    bare = text[: cut.start()] if cut else ""
    return clean_title(bare) if bare and is_title(bare, vocabulary) else ""


def lower_capitals(title: str, vocabulary: Vocabulary) -> str:
    """A title in capitals as it is written elsewhere; words of two or three letters, such as HR, may be short forms."""
    if not title.isupper() or not vocabulary.is_spaced or len(title) < 5:
        return title
    small = vocabulary.data["common_words"]
    words = [
        word if len(word) < 4 and word.casefold() not in small else word.lower() for word in title.split()
    ]
    return clean_title(" ".join(words))


def find_labelled_title(text: str, vocabulary: Vocabulary, *, marked: bool = False) -> str:
    """The title behind the name of the document, “Job description: Cashier”; "" if there is none.

    A line that its file does not mark as a heading needs the words of a title.
    """
    match = re.match(r"(.{2,30}?)\s*(?:[:：]|\s[–—-]\s)\s*(\S.{1,60})$", strip_wrapping(text))
    if not match or not vocabulary.find_whole("document_names", match[1]):
        return ""
    title = read_title(match[2], vocabulary)
    return title or (clean_title(match[2]) if marked and _may_be_title(match[2], vocabulary) else "")


def find_title_line(text: str, following: str, vocabulary: Vocabulary, *, marked: bool = False) -> str:
    """The title that a line is because of what follows it: a label such as “Reports to:”, or a heading of duties.

    Such a line is numbered, in capitals, ``marked`` as a heading by its file, or has the words of a title. "" if it is
    no title.
    """
    number = _NUMBER.match(text)
    words = strip_wrapping(text[number.end() :] if number else text)
    if not _may_be_title(words, vocabulary) or not _opens(following, vocabulary):
        return ""
    is_known = bool(read_title(words, vocabulary))
    if is_known or number or marked or (vocabulary.is_spaced and words.isupper()):
        return (read_title(words, vocabulary) if is_known else "") or clean_title(words)
    return ""


def _may_be_title(words: str, vocabulary: Vocabulary) -> bool:
    longest = 50 if vocabulary.is_spaced else 14
    return (
        2 <= len(words) <= longest
        and len(words.split()) <= 7
        and not re.search(r"[.。;；:：?？!！,，\d]", widen(words))
        and not is_label(words, vocabulary)
        and (bool(read_title(words, vocabulary)) or not vocabulary.starts_duty(words))
        and bool(re.search(r"[^\W\d_]{2}", words))
    )


def _opens(following: str, vocabulary: Vocabulary) -> bool:
    if not following:
        return False
    field = find_field(following, vocabulary)
    if field is not None and field.name in _LABELS:
        return True
    section = find_section_heading(following, vocabulary)
    return section is not None and section.section in _OPENERS
