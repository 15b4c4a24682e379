"""The ``{…}`` placeholders that words may use: one table, shared by the checks and by the localise stage."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from rolebook.content.role_facts import Cadence

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_STRAY = re.compile(r"[{}]")

Test = Callable[[Any], bool]


def _has(*path: str) -> Test:
    """A test whether an entry has a value at a path of attributes."""

    def test(entry: Any) -> bool:
        for name in path:
            entry = getattr(entry, name, None)
        return entry is not None

    return test


def _has_whole_years(name: str) -> Test:
    def test(entry: Any) -> bool:
        months = getattr(entry, name, None)
        return months is not None and months % 12 == 0

    return test


def _always(entry: Any) -> bool:
    return entry is not None


def _has_cadence(entry: Any) -> bool:
    cadence: Cadence | None = getattr(entry, "cadence", None)
    return cadence is not None and bool(cadence.model_fields_set)


_TESTS: Mapping[str, Mapping[str, Test]] = {
    "duties": {
        "count": _has("count"),
        "cadence": _has_cadence,
        "every": _has("cadence", "every"),
        "on": _has("cadence", "on"),
        "from": _has("cadence", "from_"),
        "by": _has("cadence", "by"),
        "at_least": _has("cadence", "at_least"),
        "before": _has("cadence", "before"),
        "after": _has("cadence", "after"),
        "hours": _has("cadence", "hours"),
        "days": _has("cadence", "days"),
        "rolling_months": _has("cadence", "rolling_months"),
    },
    "qualifications": {
        "minimum": _has("minimum"),
        "years": _has_whole_years("months_at_least"),
        "months": _has("months_at_least"),
        "years_at_most": _has_whole_years("months_at_most"),
        "months_at_most": _has("months_at_most"),
        "at_least": _has("at_least"),
        "at_most": _has("at_most"),
        "language": _has("language"),
    },
    "kpis": {"target": _has("target"), "weight": _always, "period": _always},
    "penalties": {
        "amount": _has("effect", "amount"),
        "points": _has("effect", "points"),
        "percent": _has("effect", "percent"),
        "of": _has("effect", "of"),
        "per": _always,
        "window": _has("window"),
        "months": _has("guarantee", "months"),
        "orders": _has("guarantee", "orders_at_least"),
        "appeal_days": _has("appeal_days"),
    },
    "relations": {"count": _has("count")},
    "postings": {
        "openings": _always,
        "pay": _has("pay"),
        "hours": _has("hours_per_week"),
        "starts": _has("starts"),
        "posted": _always,
        "closes": _has("valid_through"),
        "reference": _always,
    },
}

PLACEHOLDERS: dict[str, frozenset[str]] = {section: frozenset(tests) for section, tests in _TESTS.items()}
"""Section → the names that its words may use in braces; sections that are not here know none."""


def find_placeholders(text: str) -> list[tuple[str, int]]:
    """The names in braces in a text, each with the offset of its opening brace."""
    return [(match[1], match.start()) for match in _BRACES.finditer(text)] if "{" in text else []


def find_stray_braces(text: str) -> list[int]:
    """The offsets of braces that belong to no ``{…}``."""
    if "{" not in text and "}" not in text:
        return []
    masked = _BRACES.sub(lambda match: " " * len(match[0]), text)
    return [match.start() for match in _STRAY.finditer(masked)]


def present_placeholders(section: str, facts_entry: Any) -> frozenset[str]:
    """The names that stand for something in this entry's facts; none if it has no facts."""
    return frozenset(name for name, test in _TESTS.get(section, {}).items() if test(facts_entry))
