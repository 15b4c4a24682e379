"""Texts made flat for searching, each character with its place in the original.

Width, case, Markdown's stars, invisible characters and traditional forms of the characters that matter here
make no difference any more; Chinese stands without spaces.
"""

from __future__ import annotations

import re
import unicodedata

# The traditional forms of the characters in our patterns; one for one, so places are kept.
_TRADITIONAL = (
    "歲週齡戶體優氣質顏長無離別員單懷產殘後應屆團輕資發當歷現經親場顧業獎績罰補損滿過須僅設國漢語註雙對項檢測傳條請與為廣禮帥"
    "儀從會選擇給間隱況狀療壯強徵實聯歡聖號協辦賠償擔調師剛達層錄試類適餘開關係華濟廈鄉鎮農穀麗婦孫庫預處據視劃計說訊貼詢問筆"
    "幹倉儲豐釋帶攜臺灣蘭園藥術證書職務銷門責負獨願擾絕額減齊靈動練熱愛畢貫編輯"
)
_SIMPLIFIED = (
    "岁周龄户体优气质颜长无离别员单怀产残后应届团轻资发当历现经亲场顾业奖绩罚补损满过须仅设国汉语注双对项检测传条请与为广礼帅"
    "仪从会选择给间隐况状疗壮强征实联欢圣号协办赔偿担调师刚达层录试类适余开关系华济厦乡镇农谷丽妇孙库预处据视划计说讯贴询问笔"
    "干仓储丰释带携台湾兰园药术证书职务销门责负独愿扰绝额减齐灵动练热爱毕贯编辑"
)
_FOLDED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_MARKS = frozenset("*`")
_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_CJK = re.compile(f"[{_CJK}]")
_SPACES = re.compile(r"\s+")
_SPACE_BY_CJK = re.compile(f"(?<=[{_CJK}]) | (?=[{_CJK}])")


def glance(text: str) -> str:
    """The text nearly as `flatten` gives it, without places: enough to see whether a word may be in it."""
    flat = unicodedata.normalize("NFKC", text).translate(_FOLDED).lower()
    flat = "".join(c for c in flat if c not in _MARKS) if not _MARKS.isdisjoint(flat) else flat
    return _SPACE_BY_CJK.sub("", _SPACES.sub(" ", flat))


def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    """The flat text, and for each of its characters the place in the original from which it comes."""
    flat: list[str] = []
    places: list[int] = []
    for start, piece in _split_pieces(text):
        for char in unicodedata.normalize("NFKC", piece).translate(_FOLDED).lower():
            if char in _MARKS or unicodedata.category(char) == "Cf":
                continue
            if char.isspace():
                if flat and (flat[-1] == " " or _IS_CJK.match(flat[-1])):
                    continue
                char = " "
            elif flat and flat[-1] == " " and _IS_CJK.match(char):
                flat.pop()
                places.pop()
            flat.append(char)
            places.append(start)
    return "".join(flat), tuple(places)


def _split_pieces(text: str) -> list[tuple[int, str]]:
    """Each character with the marks that combine with it, and where it starts."""
    pieces: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if pieces and unicodedata.combining(char):
            start, piece = pieces[-1]
            pieces[-1] = (start, piece + char)
        else:
            pieces.append((index, char))
    return pieces
