"""Languages as Word knows them, and the typefaces of each script: those that every Word has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel.core import get_global

from rolebook.language.locales import find_language

LATIN = "Arial"
CODE = "Courier New"
_SIMPLIFIED = "Microsoft YaHei"
_EAST_ASIAN = {
    "zh-TW": "Microsoft JhengHei",
    "zh-HK": "Microsoft JhengHei",
    "ja-JP": "Yu Gothic",
    "ko-KR": "Malgun Gothic",
}
FALLBACKS = {
    LATIN: "Helvetica,Liberation Sans",
    CODE: "Liberation Mono",
    _SIMPLIFIED: "微软雅黑,PingFang SC,Noto Sans CJK SC,Noto Sans SC,SimHei",
    "Microsoft JhengHei": "微軟正黑體,PingFang TC,Noto Sans CJK TC",
    "Yu Gothic": "游ゴシック,Hiragino Sans,Noto Sans CJK JP",
    "Malgun Gothic": "맑은 고딕,Apple SD Gothic Neo,Noto Sans CJK KR",
}
"""What a Word without a typeface takes instead, best first."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language for Word: the three languages of its texts, by kind of letter, and the East Asian face.

    Word keeps one language for Latin letters, one for East Asian and one for right-to-left ones. Without the
    second, Chinese is shown in Japanese letterforms.
    """

    tag: str
    latin: str
    east_asian: str
    right_to_left: str
    east_asian_face: str
    is_cjk: bool
    is_rtl: bool

    @property
    def whole(self) -> str:
        """The language itself, with its territory."""
        return self.east_asian if self.is_cjk else self.right_to_left if self.is_rtl else self.latin


@lru_cache(maxsize=64)
def find_speech(tag: str) -> Speech:
    """The language of a BCP 47 tag; ValueError if CLDR does not know it."""
    language = find_language(tag)
    whole, rtl = _complete(tag), language.direction == "rtl"
    east_asian = whole if language.is_cjk else "zh-CN"
    return Speech(
        tag=tag,
        latin="en-GB" if language.is_cjk or rtl else whole,
        east_asian=east_asian,
        right_to_left=whole if rtl else "ar-SA",
        east_asian_face=_EAST_ASIAN.get(east_asian, _SIMPLIFIED),
        is_cjk=language.is_cjk,
        is_rtl=rtl,
    )


def _complete(tag: str) -> str:
    """The language with the territory in which it is mostly spoken: es-ES, zh-TW."""
    locale = find_language(tag).locale
    territory = locale.territory
    if not territory:
        named = "_".join(part for part in (locale.language, locale.script) if part)
        likely = get_global("likely_subtags")
        territory = str(likely.get(named) or likely.get(locale.language) or "").rpartition("_")[2]
    return f"{locale.language}-{territory}" if territory else str(locale.language)
