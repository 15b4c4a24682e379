"""Names in the order of a dictionary: by letters, and in Chinese by the first letters of their pinyin."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rolebook.language.locales import Language

# GB 2312 orders its 3,755 common characters by their pinyin: the first character of each initial letter.
_PINYIN_STARTS = (
    ("A", "啊"),
    ("B", "芭"),
    ("C", "擦"),
    ("D", "搭"),
    ("E", "蛾"),
    ("F", "发"),
    ("G", "噶"),
    ("H", "哈"),
    ("J", "击"),
    ("K", "喀"),
    ("L", "垃"),
    ("M", "妈"),
    ("N", "拿"),
    ("O", "哦"),
    ("P", "啪"),
    ("Q", "期"),
    ("R", "然"),
    ("S", "撒"),
    ("T", "塌"),
    ("W", "挖"),
    ("X", "昔"),
    ("Y", "压"),
    ("Z", "匝"),
)
# Characters with several readings whose reading in our trade is not the one GB 2312 sorts by.
_READINGS = {"重点": "Z", "重要": "Z", "长期": "C", "调查": "D", "调整": "T"}


# Each edition has an index of much the same names.
@lru_cache(maxsize=5_000)
def sort_key(text: str, language: Language) -> tuple[object, ...]:
    """Where a name stands among others: by pinyin in Chinese, by plain letters elsewhere, ñ after n in Spanish."""
    if language.locale.language == "zh":
        return (text.encode("gb18030", "replace"),)
    return (_plain_letters(text, language).replace("ñ", "n\uffff"), text)


def _plain_letters(text: str, language: Language) -> str:
    if text.isascii():
        return text.casefold()
    kept = "ñ" if language.locale.language == "es" else ""
    return "".join(
        c
        if c in kept
        else "".join(d for d in unicodedata.normalize("NFKD", c) if not unicodedata.combining(d))
        for c in unicodedata.normalize("NFC", text).casefold()
    )


@lru_cache(maxsize=5_000)
def find_initial(text: str, language: Language) -> str:
    """The letter under which a name stands: of its pinyin in Chinese; # if it has none."""
    first = text[:1]
    if language.locale.language == "zh" and "一" <= first <= "鿿":
        for word, letter in _READINGS.items():
            if text.startswith(word):
                return letter
        try:
            code = first.encode("gb2312")
        except UnicodeEncodeError:
            return "#"
        if code > "座".encode("gb2312"):
            return "#"
        return next(
            (letter for letter, start in reversed(_PINYIN_STARTS) if code >= start.encode("gb2312")), "#"
        )
    letter = _plain_letters(first, language)[:1].upper()
    return letter if letter.isalpha() else "#"
