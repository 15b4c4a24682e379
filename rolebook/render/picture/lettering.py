"""Lines of letters for pictures: each letter in the first of our fonts that has it, or nothing at all.

Letters are placed one after another, by the advance of each run. So scripts whose letters join or stack cannot be set;
the fonts do not have them, and text that needs them is left out rather than drawn as boxes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FILES = ("Inter{}.ttf", "NotoSansSC{}.ttf")
_CLOSING = "，。、；：！？）」』】》〉”’…·～%％"
_PIECES = re.compile(
    rf"[{re.escape(_CLOSING)}]+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*|\s+"
)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Fonts of one weight (Regular, SemiBold, Bold) and size in pixels, in the folder of prepared fonts."""

    folder: Path
    weight: str
    size: int

    def can_set(self, text: str) -> bool:
        """Whether our fonts have every letter of a text."""
        known = self._letters()
        return all(
            any(ord(letter) in letters for letters in known) for letter in text if not letter.isspace()
        )

    def measure(self, text: str) -> float:
        """The width of a line in pixels."""
        return sum(font.getlength(run) for font, run in self._runs(text))

    def draw(self, canvas: ImageDraw, place: tuple[float, float], text: str, fill: int) -> None:
        """Draw a line; ``place`` is the left end of its baseline."""
        x, y = place
        for font, run in self._runs(text):
            canvas.text((x, y), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)

    def wrap(self, text: str, width: float) -> list[str]:
        """The text in lines of this width; a single word that is wider stands alone."""
        lines = [""]
        for piece in _split(text):
            if lines[-1] and self.measure((lines[-1] + piece).rstrip()) > width:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
        return [line.rstrip() for line in lines]

    def cut(self, text: str, width: float) -> str:
        """The text, ended with an ellipsis where it is wider than this."""
        if self.measure(text) <= width:
            return text
        lengths = range(len(text) + 1)
        fitting = bisect_right(lengths, width, key=lambda length: self.measure(f"{text[:length]}…"))
        return text[: max(fitting - 1, 0)].rstrip() + "…"

    def _runs(self, text: str) -> Iterator[tuple[FreeTypeFont, str]]:
        """The text in runs of one font each."""
        known, run, current = self._letters(), "", 0
        for letter in text:
            found = next((place for place, letters in enumerate(known) if ord(letter) in letters), current)
            if found != current and run:
                yield _open(self._path(current), self.size), run
                run = ""
            current, run = found, run + letter
        if run:
            yield _open(self._path(current), self.size), run

    def _letters(self) -> list[frozenset[int]]:
        return [_list_letters(self._path(place)) for place in range(len(_FILES))]

    def _path(self, place: int) -> str:
        return f"{self.folder}/{_FILES[place].format(self.weight)}"


def _split(text: str) -> list[str]:
    """Pieces between which a line may end: words with their blanks, characters with what closes them."""
    pieces: list[str] = []
    for piece in _PIECES.findall(" ".join(text.split())):
        if pieces and piece[0] in _CLOSING:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


@lru_cache(maxsize=8)
def _list_letters(path: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=64)
def _open(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The plain engine: the other one depends on what the system has.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
