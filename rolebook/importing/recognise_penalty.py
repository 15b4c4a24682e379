"""What a penalty does: money, points, a percentage, a warning; and whether a sentence is a penalty at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary

_CURRENCIES = (
    ("CNY", r"yuan(?:es)?|rmb|cny|人民币|元|块钱?|¥|￥"),
    ("EUR", r"euros?|eur|€|欧元"),
    ("USD", r"us dollars?|dollars?|usd|us\$|dólares|美元"),
    ("MXN", r"pesos mexicanos|mxn"),
    ("GBP", r"pounds?|gbp|£|英镑"),
    ("HKD", r"hkd|hk\$|港[元币]"),
)
_ALL = "|".join(words for _, words in _CURRENCIES)
_NUMBER = r"(\d{1,3}(?:[,.]\d{3})+|\d+(?:[.,]\d{1,2})?)"
_AMOUNT = re.compile(rf"(?<![\w.]){_NUMBER} ?({_ALL})(?![a-z])|({_ALL}) ?{_NUMBER}", re.IGNORECASE)
_CHINESE_AMOUNT = re.compile(rf"{_NUMBER} ?({_ALL})", re.IGNORECASE)


@dataclass(frozen=True)
class FoundPenalty:
    """The facts of a penalty, and the words from which its effect was read (none: a guess)."""

    facts: Mapping[str, object]
    words: str


def find_amount(text: str) -> tuple[str, str, str] | None:
    """An amount of money: value, currency, and the words that state it."""
    plain = widen(text)
    match = _AMOUNT.search(plain)
    if match:
        number, sign = (match[1], match[2]) if match[1] else (match[4], match[3])
    elif match := _CHINESE_AMOUNT.search(plain):
        number, sign = match[1], match[2]
    else:
        return None
    if float(_plain_number(number)) == 0:
        return None
    currency = next(code for code, words in _CURRENCIES if re.fullmatch(words, sign, re.IGNORECASE))
    return _plain_number(number), currency, match[0]


def are_penalties(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a list without a heading is one of penalties: most of its items state an amount and a penalty word."""
    if len(texts) < 2:
        return False
    hits = sum(
        bool(_has_figure(text, vocabulary) and vocabulary.find("penalty_words", widen(text)))
        for text in texts
    )
    return hits > 0.5 * len(texts)


def is_penalty(text: str, vocabulary: Vocabulary) -> bool:
    """Whether one sentence among duties is a penalty: a verb that takes away, and how much."""
    return bool(vocabulary.find("penalty_verbs", widen(text)) and _has_figure(text, vocabulary))


def _has_figure(text: str, vocabulary: Vocabulary) -> bool:
    plain = widen(text)
    return bool(
        find_amount(text) or vocabulary.find("percent_off", plain) or vocabulary.find("points", plain)
    )


def find_penalty(text: str, vocabulary: Vocabulary, pay_components: Mapping[str, str]) -> FoundPenalty:
    """The effect of a penalty and how often it applies; ``pay_components`` are the handbook's, name → id."""
    plain = widen(text)
    effect, words = _read_effect(plain, vocabulary, pay_components)
    facts: dict[str, object] = {"effect": effect}
    if vocabulary.find("per_occurrence", plain):
        facts["per"] = "occurrence"
    return FoundPenalty(facts, words)


def _read_effect(
    plain: str, vocabulary: Vocabulary, pay_components: Mapping[str, str]
) -> tuple[dict[str, object], str]:
    kind = vocabulary.pick("penalty_kinds", plain)
    points, percent, amount = (
        vocabulary.find("points", plain),
        vocabulary.find("percent_off", plain),
        find_amount(plain),
    )
    if amount:
        value, currency, words = amount
        money = {"value": value, "currency": currency}
        if kind in ("wage-deduction", "variable-pay") and vocabulary.find("penalty_verbs", plain):
            return {"kind": kind, "amount": money}, words
        return {"kind": "fine", "amount": money}, words
    if percent and 0 < float(_plain_number(percent[1])) <= 100:
        effect: dict[str, object] = {
            "kind": "wage-deduction" if kind == "wage-deduction" else "variable-pay",
            "percent": _plain_number(percent[1]),
        }
        of = next((id_ for name, id_ in pay_components.items() if name and name in plain.casefold()), None)
        return effect | ({"of": of} if of else {}), percent[0]
    if points and float(_plain_number(points[1])):
        return {"kind": "points", "points": _plain_number(points[1])}, points[0]
    if kind in ("process", "warning"):
        match = re.search(vocabulary.data["penalty_kinds"][kind], plain, re.IGNORECASE)
        return {"kind": kind}, match[0] if match else ""
    return {"kind": "process"}, ""


def _plain_number(text: str) -> str:
    """A number as the format writes it: 1,000 and 1.000 are a thousand, 2,50 is two and a half."""
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return re.sub(r"[,.]", "", text)
    whole, _, part = text.replace(",", ".").partition(".")
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole))
