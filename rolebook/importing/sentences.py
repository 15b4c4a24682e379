"""Sentences of a text: where they end, how they stand in a draft, and whether any was lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

_ENDS = re.compile(r"(?<=[。！？!?])|(?<=[^\s\d.]\.)\s+(?=[^\sa-z\d])|\n+")
_SEMICOLONS = re.compile(r"(?<=[。！？!?；;])|(?<=[^\s\d.]\.)\s+(?=[^\sa-z\d])|\n+")
_UNSAFE_LINK = re.compile(r"\]\((?!https?://|mailto:|tel:)")
_UNSAFE = re.compile(r"<(?=[A-Za-z/!?])")


def split_sentences(text: str, *, semicolons: bool = False) -> list[str]:
    """The sentences of a paragraph, each with its sign at the end; also cut at semicolons if asked."""
    parts = (_SEMICOLONS if semicolons else _ENDS).split(text)
    sentences: list[str] = []
    for part in (part.strip() for part in parts):
        if part and not re.search(r"\w", part) and sentences:
            sentences[-1] += part
        elif part:
            sentences.append(part)
    return sentences


def tidy_sentence(text: str, *, is_title: bool = False) -> str:
    """Words as they may stand in a content file: no semicolon at the end, no braces, nothing that acts as markup."""
    text = " ".join(text.split()).strip()
    text = re.sub(r"[\s;；,，、‘“]+$|^[\s;；,，、。.]+(?=\w)", "", text) or text
    if is_title:
        text = re.sub(r"[\s:：。.;；]+$", "", text) or text
    text = text.replace("{", "(").replace("}", ")")
    text = _UNSAFE_LINK.sub("] (", text)
    text = _UNSAFE.sub("< ", text)
    return re.sub(r"^(\[[^\]\n]+\]):", r"\1 :", text)


def read_letters(text: str) -> str:
    """Letters and figures alone, by which words are found again whatever stands between them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def list_lost(
    lines: Iterable[tuple[int, str]], written: str, skip_marker: Callable[[str], str]
) -> list[tuple[int, str]]:
    """The sentences of these lines, numbered ones, whose words do not stand in what was written.

    ``skip_marker`` takes the number of an item from the start of a text.
    """
    haystack, lost = read_letters(written), []
    for number, line in lines:
        for sentence in re.split(r"[.。!！?？;；:：\n]|(?<=\s)-(?=\s)", line):
            clauses = [sentence, *re.split(r"[,，、]|(?<=[\u4e00-\u9fff])\s|\s(?=[\u4e00-\u9fff])", sentence)]
            if _stands(clauses[0], haystack) or _stands(skip_marker(sentence), haystack):
                continue
            if all(
                _stands(clause, haystack) or _stands(skip_marker(clause), haystack) for clause in clauses[1:]
            ):
                continue
            if not _is_covered(read_letters(sentence), haystack):
                lost.append((number, sentence.strip()))
    return lost


def _stands(text: str, haystack: str) -> bool:
    letters = read_letters(text)
    return letters in haystack or letters.strip("0123456789") in haystack


def _is_covered(letters: str, haystack: str) -> bool:
    """Whether words that were taken apart stand in pieces of some length, one after the other."""
    shortest = 4 if any("\u4e00" <= c <= "\u9fff" for c in letters) else 15
    at = 0
    while at < len(letters):
        if letters[at].isdigit():
            at += 1
            continue
        end = at + shortest
        if end > len(letters) or letters[at:end] not in haystack:
            return False
        while end < len(letters) and letters[at : end + 1] in haystack:
            end += 1
        at = end
    return True
