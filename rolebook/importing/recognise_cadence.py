"""When a duty falls due, read from its sentence: every Monday, by the 2nd of the month, at least three times a week."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary

_ORDER = ("day", "week", "month", "quarter", "half-year", "year")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    **{day: day for day in _DAYS},
    **dict(zip("一二三四五六日", _DAYS, strict=True)),
    "天": "sunday",
    **dict(
        zip(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), _DAYS, strict=True)
    ),
    "sábados": "saturday",
    "domingos": "sunday",
}
_PERIODS = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "日": "day", "天": "day", "周": "week", "月": "month", "季": "quarter", "季度": "quarter", "年": "year",
    "día": "day", "semana": "week", "mes": "month", "trimestre": "quarter", "año": "year",
}  # fmt: skip
_UNITS = {
    "hours": "hours",
    "days": "days",
    "horas": "hours",
    "días": "days",
    "小时": "hours",
    "天": "days",
    "日": "days",
}
_SIDES = {
    "before": "before",
    "after": "after",
    "antes": "before",
    "después": "after",
    "前": "before",
    "后": "after",
}


@dataclass(frozen=True)
class FoundCadence:
    """The fields of a cadence, and the words from which they were read."""

    fields: Mapping[str, object]
    words: str


def find_cadence(text: str, vocabulary: Vocabulary, events: Mapping[str, str]) -> FoundCadence | None:
    """The first cadence that a sentence states; ``events`` are those of the handbook, name → id."""
    plain = widen(text)
    for rule in vocabulary.cadences:
        match = rule.pattern.search(plain)
        if not match:
            continue
        fields = _read_fields(rule.fields, match, vocabulary, events)
        if fields:
            return FoundCadence(fields, match[0].strip())
    return None


def _read_fields(
    rule: Mapping[str, str], match: re.Match[str], vocabulary: Vocabulary, events: Mapping[str, str]
) -> dict[str, object] | None:
    if rule.get("periods"):
        found = [
            period
            for word, period in vocabulary.data["periods"].items()
            if re.search(word, match[0], re.IGNORECASE)
        ]
        every = [period for period in _ORDER if period in found]
        return {"every": every[0] if len(every) == 1 else every} if every else None
    values: dict[str, object] = {}
    for key, pattern in rule.items():
        name, value = _fill(key, match), _fill(pattern, match)
        if name == "event":
            event = next((id_ for word, id_ in events.items() if word and word in value.casefold()), None)
            if event is None:
                return None
            values[_SIDES[_fill(rule["side"], match).casefold()]] = event
        elif name == "side":
            continue
        elif name in _UNITS:
            values[_UNITS[name]] = read_number(value, vocabulary)
        elif name == "on":
            values[name] = _WEEKDAYS.get(value.casefold())
        elif name in ("by", "at_least") and value != "end":
            values[name] = read_number(value, vocabulary)
        elif name == "every":
            values[name] = _PERIODS.get(value.casefold(), value)
        else:
            values[name] = value
    day = values.get("by")
    is_good = (
        None not in values.values() and 0 not in values.values() and (not isinstance(day, int) or day <= 31)
    )
    return values if is_good else None


def _fill(pattern: str, match: re.Match[str]) -> str:
    return re.sub(r"\{(\d)\}", lambda number: match[int(number[1])] or "", pattern)


def read_number(words: str, vocabulary: Vocabulary) -> int | None:
    """A whole number in figures or in words; None if it is none."""
    if words.isdecimal():
        return int(words)
    found = vocabulary.numbers.get(words.casefold())
    return int(found) if found and str(found).isdecimal() else None
