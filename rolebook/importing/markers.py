"""The numbers and signs before the items of a list, also damaged ones: `1.`, `1 1,`, `(1)`, `一、`, `①`, `a)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rolebook.importing.vocabulary import NUMERALS, Vocabulary

Style = Literal[
    "ordinal",
    "roman",
    "chinese",
    "chinese-bracket",
    "arabic",
    "bracket",
    "half-bracket",
    "circled",
    "letter",
    "bullet",
]
RANKS: Mapping[str, float] = {
    "ordinal": 1, "roman": 1, "chinese": 1, "chinese-bracket": 2, "arabic": 3, "bracket": 4, "half-bracket": 4,
    "circled": 5, "letter": 6, "bullet": 7,
}  # fmt: skip
"""How deep each style stands where a text uses several: a lower rank is nearer to the top."""

_DELIMITER = r"[.、,，;；．)）。º]"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ENCLOSED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_BULLETS = "■□●○◆◇•·▪▫►▶★☆※–—*-"
_AT_START: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("bracket", re.compile(r"[(（] ?(\d{1,2}) ?[)）]\s*[,，.、:：]?\s*")),
    ("bracket", re.compile(rf"([{_ENCLOSED}])\s*[,，.、:：]?\s*")),
    ("half-bracket", re.compile(r"(\d{1,2})[)）]\s*")),
    ("arabic", re.compile(rf"(\d{{1,3}}) ?{_DELIMITER}(?:-(?=\s))?\s*")),
    ("chinese-bracket", re.compile(rf"[(（]([{NUMERALS}]{{1,3}})[)）]\s*[、.]?\s*")),
    ("chinese", re.compile(rf"([{NUMERALS}]{{1,3}})(?:[、.．]\s*|[，,]\s*)")),
    ("circled", re.compile(rf"([{_CIRCLED}])[、.]?\s*")),
    ("roman", re.compile(r"(I{1,3}|IV|VI{0,3}|IX|XI{0,2})[.、)]\s+")),
    ("letter", re.compile(r"([A-Ha-h])[,.、)）]\s*(?=\S)")),
    ("bullet", re.compile(rf"([{re.escape(_BULLETS)}])\s*(?=\S)")),
)
_INLINE = re.compile(
    rf"(?P<circled>[{_CIRCLED}])[、.]?\s*"
    rf"|(?P<bracket>[(（]\d{{1,2}}[)）]|[{_ENCLOSED}])\s*[,，.、]?\s*"
    rf"|(?P<chinesebracket>[(（][{NUMERALS}]{{1,3}}[)）])[、.]?\s*"
    rf"|(?<![\d.,A-Za-z%])(?P<arabic>\d{{1,2}}(?: ?[、,，;；．.]| ?[)）]))\s*(?!\d)"
    rf"|(?<=[。！？!?；;：:”\"]) ?(?P<spaced>\d{{1,2}}) (?=[\u4e00-\u9fff])"
    rf"|(?<![\u4e00-\u9fff])(?P<chinese>[{NUMERALS}]{{1,3}})、"
    rf"|(?<=[:：;；.。] )(?P<letter>[A-Ha-h])[,.、)）] (?=\S)"
    rf"|(?P<bullet>[■□●◆◇▪►▶])\s*"
)
_BEFORE = re.compile(r"(?:^|[.。;；:：!！?？)）”\"’'…~～])\s*$")


@dataclass(frozen=True)
class Marker:
    """What stands before an item: its style, its value (0: none, as for bullets), and where it ends in the text.

    ``repaired`` says what was damaged, if anything was.
    """

    style: Style
    value: int
    start: int
    end: int
    repaired: str = ""


class NumberChain:
    """The last number of each style, by which a damaged one is known."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def expects(self, style: str) -> int:
        """The number that would come next."""
        return self.last.get(style, 0) + 1

    def accept(self, marker: Marker) -> None:
        """Remember a number; lists of deeper styles begin anew."""
        self.last[marker.style] = marker.value
        for style in [style for style, rank in RANKS.items() if rank > RANKS[marker.style]]:
            self.last.pop(style, None)

    def copy(self) -> NumberChain:
        """A chain to try with."""
        other = NumberChain()
        other.last = dict(self.last)
        return other


def widen(text: str) -> str:
    """Full-width figures, letters and signs in their narrow form, each of one character as before."""
    return "".join(
        chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" and c not in "，；：？！（）" else c for c in text
    )


def read_marker(text: str, chain: NumberChain, vocabulary: Vocabulary, following: str = "") -> Marker | None:
    """The marker at the start of a text; ``following`` is the text of the next line, which may confirm it."""
    plain = widen(text)
    if match := vocabulary.ordinal_marker.match(plain):
        return Marker(
            "ordinal", _read_ordinal(match[1], vocabulary), 0, match.end() + _count_spaces(plain, match.end())
        )
    if split := _read_split_number(plain, chain):
        return split
    for style, pattern in _AT_START:
        match = pattern.match(plain)
        if not match:
            continue
        marker = Marker(style, _value(style, match[1]), 0, match.end())
        if style == "arabic":
            kept = _check_decimal(plain, marker, chain, match)
            if kept is None:
                continue
            return kept
        if style == "letter" and not _is_confirmed(marker, chain, following):
            continue
        if (
            style == "roman"
            and len(match[1]) == 1
            and marker.value > 1
            and not _is_confirmed(marker, chain, following)
        ):
            continue
        if style == "bullet" and match[1] in "-–—*" and not plain[1:2].isspace():
            continue
        if (
            style == "chinese"
            and plain[match.end(1)] in "，,."
            and not _is_confirmed(marker, chain, following)
        ):
            continue
        return marker
    return _read_bare_number(plain, chain, following)


def find_inline(
    text: str, chain: NumberChain, following: str = "", *, begins_bare: bool = False
) -> list[Marker]:
    """The markers inside a line that begin items: those that count on, or that begin a list.

    ``begins_bare``: the line has no number, so that its beginning may be the item before its first marker.
    """
    plain = widen(text)
    found = list(_iter_inline(plain))
    known, accepted = chain.copy(), []
    for index, marker in enumerate(found):
        if marker.style == "bullet":
            accepted.append(marker)
            continue
        is_next = marker.value == known.expects(marker.style) and marker.value > 1
        is_first = marker.value == 1 and (
            _counts_on(found[index + 1 :], marker.style)
            or _continues(marker, following)
            or (marker.style == "chinese" and _is_title_at_end(plain, marker))
        )
        is_skipped = (
            not accepted
            and begins_bare
            and marker.value == known.expects(marker.style) + 1
            and marker.value > 2
        )
        is_again = marker.value > 1 and marker.value == known.last.get(marker.style) and len(accepted) > 1
        if (
            is_next
            or is_first
            or is_skipped
            or (is_again and plain[: marker.start].rstrip()[-1:] in ".。;；")
        ):
            if marker.style == "letter" and marker.value == 1 and not is_first:
                continue
            accepted.append(marker)
            known.accept(marker)
    return accepted


def _iter_inline(plain: str) -> Iterator[Marker]:
    for match in _INLINE.finditer(plain):
        style = {"chinesebracket": "chinese-bracket", "spaced": "arabic"}.get(
            match.lastgroup or "", match.lastgroup
        )
        written = match[match.lastgroup or 0].strip("()（）.、,，;；． ")
        if style == "arabic" and match.lastgroup == "arabic" and match["arabic"][-1] in ")）":
            style = "half-bracket"
        # A heading may be glued to the first item; any other number needs an end before it.
        needs_end = style in ("arabic", "half-bracket", "chinese") and written not in ("1", "一")
        needs_end = needs_end and not (style == "arabic" and match["arabic"] and match["arabic"][-1] == "、")
        before, after = plain[max(0, match.start() - 8) : match.start()], plain[match.end() : match.end() + 1]
        # Between words, a space will do if what follows could begin a sentence.
        could_begin = before.endswith(" ") and (after.isupper() or after >= "\u4e00")
        if needs_end and not could_begin and not _BEFORE.search(before):
            continue
        yield Marker(style, _value(style, written), match.start(), match.end())  # type: ignore[arg-type]


def _is_title_at_end(plain: str, marker: Marker) -> bool:
    """Whether a short title stands behind a sentence at the end of a line: “… chosen. 一、Maker of strategy”."""
    rest = plain[marker.end :].strip()
    return marker.start > 0 and 2 <= len(rest) <= 40 and not re.search(r"[。！？；!?;]", rest)


def _counts_on(others: list[Marker], style: str) -> bool:
    for other in others:
        if other.style == style:
            return other.value == 2
    return False


def _continues(marker: Marker, following: str) -> bool:
    for style, pattern in _AT_START:
        if style == marker.style and (match := pattern.match(widen(following))):
            return _value(style, match[1]) == marker.value + 1
    return False


def _read_split_number(plain: str, chain: NumberChain) -> Marker | None:
    """`1 1.` for 11: only where 11 is what comes next, or where no other number could be meant (`1 0.`)."""
    match = re.match(rf"(\d) (\d)\s*{_DELIMITER}\s*", plain)
    if match and (
        int(match[1] + match[2]) == chain.expects("arabic") or (match[2] == "0" and match[1] != "0")
    ):
        value = int(match[1] + match[2])
        return Marker("arabic", value, 0, match.end(), f"“{match[1]} {match[2]}” read as {value}")
    return None


def _check_decimal(plain: str, marker: Marker, chain: NumberChain, match: re.Match[str]) -> Marker | None:
    """A figure straight behind may make it a decimal, a date or a range: only the number that comes next is one."""
    delimiter = plain[match.end(1) : match.end()].strip()
    if delimiter in ("", ")") or not plain[match.end() : match.end() + 1].isdigit():
        return marker
    if match.end() > match.end(1) + 1:  # a space between: 1. 5 years
        return marker
    if marker.value == chain.expects("arabic"):
        shown = plain[: match.end() + 1]
        return replace(marker, repaired=f"“{shown}” read as item {marker.value} with a figure behind it")
    return None


def _read_bare_number(plain: str, chain: NumberChain, following: str) -> Marker | None:
    """`3 Accept …`: a number without a sign, where it is the next one and a word follows."""
    match = re.match(r"(\d{1,2})[ \u3000]+(?=[^\W\d_a-z])", plain) or re.match(
        r"(\d{1,2})(?=[\u4e00-\u9fff])(?!\d?[年月日天个周%])", plain
    )
    if match:
        marker = Marker("arabic", int(match[1]), 0, match.end(), f"“{match[1]}” without a sign behind it")
        if (marker.value > 1 and marker.value == chain.expects("arabic")) or (
            marker.value == 1
            and (
                _continues(marker, following)
                or _counts_on(list(_iter_inline(plain[match.end() :])), "arabic")
            )
        ):
            return marker
    return None


def _is_confirmed(marker: Marker, chain: NumberChain, following: str) -> bool:
    if marker.value > 1:
        return marker.value == chain.expects(marker.style)
    return _continues(marker, following)


def _value(style: str, written: str) -> int:
    if written and written in _ENCLOSED:
        return _ENCLOSED.index(written) + 1
    if style in ("arabic", "bracket", "half-bracket"):
        return int(re.sub(r"\D", "", written) or 0)
    if style == "circled":
        return _CIRCLED.index(written) + 1
    if style == "letter":
        return ord(written.lower()) - ord("a") + 1
    if style == "roman":
        return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII").index(
            written.upper()
        ) + 1
    if style in ("chinese", "chinese-bracket"):
        return read_numeral(written)
    return 0


def read_numeral(written: str) -> int:
    """A number up to 99 in Chinese characters."""
    tens, ten, ones = written.rpartition("十") if "十" in written else ("", "", written)
    return 10 * (_digit(tens) if tens else 1 if ten else 0) + (_digit(ones) if ones else 0)


def _digit(character: str) -> int:
    return NUMERALS.find(character[:1]) + 1


def _read_ordinal(word: str, vocabulary: Vocabulary) -> int:
    if word and word[0] in NUMERALS:
        return read_numeral(word)
    return next((n for n, pattern in enumerate(vocabulary.ordinals, 1) if pattern.fullmatch(word)), 0)


def _count_spaces(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip())
