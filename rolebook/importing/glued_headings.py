"""Headings that have no line of their own: glued to a sentence, to numbers, or hidden in an announcement."""

from __future__ import annotations

import re

from rolebook.importing.headings import (
    RoleHeading,
    SectionHeading,
    find_role_heading,
    find_section_heading,
    name_section,
)
from rolebook.importing.vocabulary import Vocabulary


def split_tail(text: str, vocabulary: Vocabulary, *, whole: bool) -> tuple[str, str]:
    """The words, and a heading at their end that has no line of its own; ``whole``: it may be all of them."""
    core = text.rstrip()
    cut = max(core.rfind(sign, 0, max(0, len(core) - 1)) for sign in "。.!！?？;；") + 1
    tail = core[cut:].strip()
    if tail and len(tail) <= 120 and (cut or whole) and find_heading(tail, vocabulary) is not None:
        return core[:cut].strip(), tail
    return text, ""


def find_heading(text: str, vocabulary: Vocabulary) -> RoleHeading | SectionHeading | None:
    """The heading that a text is, of a role or a section, or the sentence that announces one; else None."""
    role = find_role_heading(text, vocabulary, whole=True)
    section = find_section_heading(text, vocabulary)
    if section and not section.rest:
        return section if not role or role.section == section.section else role
    if role:
        return role
    if text.rstrip().endswith((":", "：")):
        return _find_announcement(text, vocabulary)
    return None


def _find_announcement(text: str, vocabulary: Vocabulary) -> SectionHeading | None:
    """A sentence that announces a list: “my job responsibilities are:”."""
    core = text.rstrip(" :：")
    parts = re.split(r"[,，;；]", core)
    last = re.sub(
        r"(?:\bare\b|\bson\b|\bis\b|\bas follows\b|是|如下|包括|有)+\s*$", "", parts[-1].strip()
    ).strip()
    for start in range(len(last)):
        if start and vocabulary.is_spaced and last[start - 1] != " ":
            continue
        if section := name_section(last[start:], vocabulary):
            return SectionHeading(section, text, "")
    return None


def split_digits(role: RoleHeading, last: int) -> tuple[int, str, str]:
    """The number of a role, and the words behind its heading with the number of their first item.

    Digits of both may be glued: `4 1.`, `41;`, `1 1 1.` for the eleventh role. ``last`` is the number of the role
    before. The third value says how they were read, if that was not plain.
    """
    expected, tokens, rest = last + 1, role.digits.split(), role.rest
    if role.number:
        return role.number, f"{role.digits}{rest}", ""
    if not tokens:
        return expected, rest, ""
    joined = "".join(tokens)
    is_glued = len(joined) > 1 and joined == f"{expected}1"
    if is_glued or len(tokens) == 2:
        number, item = (expected, "1") if is_glued else (int(tokens[0]), tokens[1])
        return number, item + rest, f"“{role.digits}” behind the heading read as {number} and item {item}"
    number = int(tokens[0])
    if rest[:1] not in tuple(".,、，;；)") or (number == expected and number > 1):
        return number, rest.lstrip(".,、，;； "), ""
    return expected, f"{role.digits}{rest}", ""
