"""What a requirement is about: education, experience in months, age limits and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary

SENSITIVE = ("age", "sex", "health")
"""Kinds that are never advertised: they stand as entries of their own."""


@dataclass(frozen=True)
class FoundQualification:
    """A requirement's words, with the facts read from them."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


def find_qualifications(text: str, vocabulary: Vocabulary) -> list[FoundQualification]:
    """A requirement as one entry, or as several where limits on age, sex or health stand among others."""
    parts = _split_sensitive(text, vocabulary)
    return [FoundQualification(part, _read_facts(part, vocabulary)) for part in parts]


def _split_sensitive(text: str, vocabulary: Vocabulary) -> list[str]:
    kinds = {name_kind(text, vocabulary)}
    clauses = [clause for clause in re.split(r"(?<=[,，;；、。])\s*|(?<=\.)\s+", text) if clause.strip()]
    kinds |= {name_kind(clause, vocabulary) for clause in clauses}
    if not kinds & set(SENSITIVE) or len(clauses) < 2:
        return [text]
    parts: list[tuple[str, list[str]]] = []
    for clause in clauses:
        kind = name_kind(clause, vocabulary)
        kind = kind if kind in SENSITIVE else ""
        if parts and parts[-1][0] == kind:
            parts[-1][1].append(clause)
        else:
            parts.append((kind, [clause]))
    joint = " " if vocabulary.is_spaced else ""
    return [joint.join(words).strip().rstrip(",，、;；") for _, words in parts]


def name_kind(text: str, vocabulary: Vocabulary) -> str:
    """The kind of a requirement; limits that must not be advertised come first."""
    plain = widen(text)
    for kind, pattern in vocabulary.qualifications.items():
        if pattern.search(plain):
            return str(kind)
    return "other"


def _read_facts(text: str, vocabulary: Vocabulary) -> dict[str, object]:
    plain, kind = widen(text), name_kind(text, vocabulary)
    facts: dict[str, object] = {"kind": kind}
    if vocabulary.find("information", plain):
        facts["need"] = "information"
    elif vocabulary.find("preferred", plain):
        facts["need"] = "preferred"
    else:
        facts["need"] = "required"
    if kind == "education" and (degree := vocabulary.pick("degrees", plain)):
        facts["minimum"] = degree
    if kind == "experience":
        facts |= _read_months(plain, vocabulary)
    if kind == "age":
        facts |= _read_age(plain, vocabulary)
    if kind == "language" and (language := vocabulary.pick("languages", plain)):
        facts["language"] = language
    return facts


def _read_months(plain: str, vocabulary: Vocabulary) -> dict[str, object]:
    number = r"(\d{1,2}|" + "|".join(sorted(vocabulary.numbers, key=len, reverse=True)) + ")"
    for unit, factor in (("year", 12), ("month", 1)):
        word = vocabulary.data[unit]
        between = re.search(rf"{number} ?(?:-|–|~|至|到|to|a) ?{number} ?(?:{word})", plain, re.IGNORECASE)
        if between:
            low, high = (_number(between[i], vocabulary) for i in (1, 2))
            if low is not None and high is not None and low <= high:
                return {"months_at_least": int(low * factor), "months_at_most": int(high * factor)}
        single = (
            re.search(rf"(?<![\w.]){number} ?(?:{word})", plain, re.IGNORECASE)
            if vocabulary.is_spaced
            else re.search(rf"{number} ?(?:{word})", plain)
        )
        if single and (count := _number(single[1], vocabulary)) is not None:
            return {"months_at_least": int(count * factor)}
    return {}


def _read_age(plain: str, vocabulary: Vocabulary) -> dict[str, object]:
    text = re.sub(r"([一二三四五六])十([一二三四五六七八九])?", _spell_tens, plain)
    between = re.search(r"(\d{2}) ?(?:-|–|~|至|到|to|and|a|y) ?(\d{2})", text)
    if between and int(between[1]) <= int(between[2]):
        return {"at_least": int(between[1]), "at_most": int(between[2])}
    single = re.search(r"(?<!\d)(\d{2})(?!\d)", text)
    if not single:
        return {}
    if vocabulary.find("less_than", text):
        return {"at_most": int(single[1])}
    return {"at_least": int(single[1])} if vocabulary.find("more_than", text) else {}


def _spell_tens(match: re.Match[str]) -> str:
    digits = "一二三四五六七八九"
    return f"{digits.index(match[1]) + 1}{digits.index(match[2]) + 1 if match[2] else 0}"


def _number(words: str, vocabulary: Vocabulary) -> float | None:
    if words.isdecimal():
        return float(words)
    found = vocabulary.numbers.get(words.casefold())
    return float(found) if found else None
