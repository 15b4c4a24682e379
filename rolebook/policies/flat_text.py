"""Texts made flat for searching, each character with its place in the original.

Width, case, Markdown's stars, invisible characters and traditional forms
make no difference any more; Chinese stands without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_DROPPED = (
    "*`\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\U000e0100-\U000e01ef"
)
"""Marks of Markdown, and characters that nobody sees."""
_IS_DROPPED = re.compile(f"[{_DROPPED}]")
_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_IS_CJK = re.compile(f"[{_CJK}]")
_SPACES = re.compile(r"\s+")
_SPACE_BY_CJK = re.compile(f"(?<=[{_CJK}]) | (?=[{_CJK}])")


@cache
def read_folding() -> dict[int, int]:
    """From the traditional form of a Chinese character to the simplified one, for ``str.translate``."""
    text = files(__name__.rpartition(".")[0]).joinpath("characters.txt").read_text(encoding="utf-8")
    traditional, simplified = (line for line in text.splitlines() if not line.startswith("#"))
    return str.maketrans(traditional, simplified)


def glance(text: str) -> str:
    """The text nearly as `flatten` gives it, without places: enough to see whether a word may be in it."""
    flat = unicodedata.normalize("NFKC", text).translate(read_folding()).lower()
    return _SPACE_BY_CJK.sub("", _SPACES.sub(" ", _IS_DROPPED.sub("", flat)))


def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    """The flat text, and for each of its characters the place in the original from which it comes."""
    folding = read_folding()
    flat: list[str] = []
    places: list[int] = []
    for start, piece in _split_pieces(text):
        for char in unicodedata.normalize("NFKC", piece).translate(folding).lower():
            if _IS_DROPPED.match(char):
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
