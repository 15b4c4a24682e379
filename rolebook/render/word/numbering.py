"""Numbered lists whose numbers are those of the role: counted by Word, and started anew where it would miscount."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rolebook.render.word.elements import make
from rolebook.render.word.measures import Measures
from rolebook.render.word.styles import BULLETS, CHECKLIST, NAMESPACE, NUMBERS, OUTLINE

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLES = {
    OUTLINE: ("ListNumber", "ListNumber2", "ListNumber3"),
    BULLETS: ("ListBullet", "ListBullet2", "ListBullet3"),
}
_LEVELS = 9
_BOX, _SYMBOLS = "\u2610", "Segoe UI Symbol"


def build_numbering(measures: Measures) -> str:
    """The part word/numbering.xml: the kinds of lists, and one list of each for those who write on in Word."""
    column, hang, deep, box = (measures.twips(name) for name in ("text-column", "hang", "hang-deep", "box"))
    muted = f'<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{measures.color("muted")}"/></w:rPr>'
    faces = " ".join(f'w:{letters}="{_SYMBOLS}"' for letters in ("ascii", "hAnsi", "eastAsia"))
    symbol = f"<w:rPr><w:rFonts {faces}/></w:rPr>"

    def level(kind: int, number: int, form: str, text: str, left: int, back: int, letters: str = "") -> str:
        styles = _STYLES.get(kind, ())
        style = f'<w:pStyle w:val="{styles[number]}"/>' if number < len(styles) else ""
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}<w:suff w:val="tab"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
            f'<w:ind w:left="{left}" w:hanging="{back}"/></w:pPr>{letters}</w:lvl>'
        )

    def kind(number: int, levels: list[str]) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x524F4C00 + number:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
        )

    depths = range(_LEVELS)
    numbers = [".".join(f"%{at + 1}" for at in range(depth + 1)) for depth in depths]
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering {NAMESPACE}>'
        + kind(
            OUTLINE,
            [level(OUTLINE, d, "decimal", numbers[d], column, deep if d else hang, muted) for d in depths],
        )
        + kind(CHECKLIST, [level(CHECKLIST, d, "bullet", _BOX, column + box, box, symbol) for d in depths])
        + kind(BULLETS, [level(BULLETS, d, "bullet", "•", column + box * (d + 1), box) for d in depths])
        + kind(
            NUMBERS, [level(NUMBERS, d, "decimal", f"%{d + 1}.", column + box * (d + 1), box) for d in depths]
        )
        + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in (OUTLINE, CHECKLIST, BULLETS, NUMBERS)
        )
        + "</w:numbering>"
    )


class Numbering:
    """The lists of one document. ``part`` is its numbering part, to which lists are added as they come."""

    def __init__(self, part: Any):
        self._part = part
        self._outline = 0
        self._counts: list[int] = []
        self._starts = [1] * _LEVELS
        self._used: set[int] = set()
        self._prose: dict[int, int] = {}

    def begin_outline(self) -> None:
        """The next number begins a new list."""
        self._outline, self._counts, self._starts, self._used = 0, [], [1] * _LEVELS, set()

    def number_entry(self, number: str) -> BaseOxmlElement:
        """The properties that give a paragraph this number (``2.1``), whichever came before it.

        Word counts by itself as long as it is sure to come to the same; a gap starts a list with the right numbers.
        """
        wanted = [int(part) for part in number.split(".")]
        level = len(wanted) - 1
        if not self._outline or self._counts[:level] != wanted[:level] or self._count(level) != wanted[level]:
            self._starts = [*wanted, *[1] * (_LEVELS - len(wanted))]
            self._outline = self._add_list(OUTLINE, self._starts)
            self._used = set()
        self._counts = wanted
        self._used.add(level)
        return make("numPr", make("ilvl", val=level), make("numId", val=self._outline))

    def _count(self, level: int) -> int | None:
        """What every program makes of the next paragraph of this level; None where they may differ."""
        continues = len(self._counts) > level
        if level in self._used:
            if continues:
                return self._counts[level] + 1
            return 1 if self._starts[level] == 1 else None  # begins again, some say where the list began
        return None if continues else self._starts[level]  # some go on, some begin the list's own count

    def tick_entry(self) -> BaseOxmlElement:
        """The properties that give a paragraph a box to tick."""
        return make("numPr", make("ilvl", val=0), make("numId", val=CHECKLIST))

    def begin_prose(self) -> None:
        """The lists of the text before are over."""
        self._prose = {}

    def count_item(self, list_: int, depth: int, *, ordered: bool) -> BaseOxmlElement:
        """The properties of an item of a text's list, which has a number of its own and counts from 1."""
        if list_ not in self._prose:
            self._prose[list_] = self._add_list(NUMBERS if ordered else BULLETS, [1] * _LEVELS)
        return make("numPr", make("ilvl", val=min(depth, _LEVELS) - 1), make("numId", val=self._prose[list_]))

    def _add_list(self, kind: int, starts: Sequence[int]) -> int:
        added = self._part.add_num(kind)
        for level, start in enumerate(starts):
            added.add_lvlOverride(level).add_startOverride(start)
        return int(added.numId)
