"""From the pieces of a section to lists of entries, nested as their numbers say, gaps told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rolebook.importing.pieces import Piece
from rolebook.importing.vocabulary import Vocabulary

_GROUP_RANK = 2.5
_FIGURES = {"arabic", "bracket", "half-bracket", "circled"}
_LONGEST_TITLE = 160
_LONGEST_TAIL = 200


@dataclass
class Entry:
    """One entry, or a group of them. ``guess`` and ``gap`` say what is wrong with it, if anything is.

    ``title`` are the words of its first line, where prose behind them went on with it.
    """

    text: str
    line: int
    value: int = 0
    style: str = ""
    rank: float = 0
    children: list[Entry] = field(default_factory=list)
    intro: str = ""
    gap: str = ""
    guess: str = ""
    title: str = ""
    cells: tuple[str, ...] = ()

    def walk(self) -> list[Entry]:
        """The entry and all below it."""
        return [self, *(below for child in self.children for below in child.walk())]


@dataclass
class Outline:
    """What a section holds: prose before its lists, the lists, prose that belongs to none of them, empty items."""

    lead: list[Piece] = field(default_factory=list)
    lists: list[list[Entry]] = field(default_factory=list)
    loose: list[Piece] = field(default_factory=list)
    empty: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Piece] = field(default_factory=list)


def build_outline(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Outline:
    """The lists of a section, in order."""
    return _Builder(pieces, vocabulary).build()


class _Builder:
    def __init__(self, pieces: Sequence[Piece], vocabulary: Vocabulary):
        self.pieces = [piece for piece in pieces if piece.kind != "row"]
        self.vocabulary = vocabulary
        self.outline = Outline(rows=[piece for piece in pieces if piece.kind == "row"])
        self._stack: list[Entry] = []
        self._last: Entry | None = None

    def build(self) -> Outline:
        for index, piece in enumerate(self.pieces):
            following = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
            if piece.kind == "item":
                self._add_item(piece, following)
            elif piece.kind == "group":
                self._push(Entry(piece.text, piece.line, rank=0.5 + piece.rank, style="heading"))
            else:
                self._add_prose(piece, following)
        small = set(self.vocabulary.data["common_words"]) | {"e", "o"}
        for entries in self.outline.lists:
            _mark_lost_starts(entries, small)
        return self.outline

    def _add_item(self, piece: Piece, following: Piece | None) -> None:
        if self._counts_on_in_another_style(piece):
            assert self._last is not None
            piece = replace(piece, style=self._last.style, rank=self._last.rank)
        entry = Entry(piece.text, piece.line, piece.value, piece.style, piece.rank)
        if not re.search(r"\w", piece.text):
            self.outline.empty.append((piece.line, piece.value))
            self._renumber(piece)
            return
        last = self._find_last(piece.style)
        if last is not None and piece.value and piece.rank > 2 and not piece.level:
            self._place_out_of_turn(entry, last, following)
        if piece.value == 1 and last is not None and self._last is not None and entry.rank >= self._last.rank:
            # A list begins again: below the entry before it, if that one was out of turn; else a list of its own.
            if self._last.style == piece.style and self._last.rank == _GROUP_RANK:
                pass
            elif self._stack and self._stack[0].style == piece.style and not self._parents(piece.rank):
                self.outline.lists.append([])
                self._stack = []
        self._push(entry)

    def _counts_on_in_another_style(self, piece: Piece) -> bool:
        """Whether “8)” follows “7.”: the number goes on, and only the sign behind it is another."""
        last = self._last
        if last is None or piece.value < 3 or piece.level or last.style == piece.style:
            return False
        if last.value != piece.value - 1 or {last.style, piece.style} - _FIGURES:
            return False
        own = next((entry for entry in reversed(self._stack) if entry.style == piece.style), None)
        return own is None or own.value != piece.value - 1

    def _place_out_of_turn(self, entry: Entry, last: Entry, following: Piece | None) -> None:
        if entry.value == last.value + 1 and last.rank < entry.rank and last.rank != _GROUP_RANK:
            entry.rank = last.rank  # the one before was out of turn, and this one follows it
        if entry.value in (last.value, last.value + 1) or entry.value == 1:
            return
        begins = following is not None and following.kind == "item" and following.value == 1
        if begins and following is not None and following.style == entry.style:
            entry.rank = _GROUP_RANK
        elif (parents := self._parents(entry.rank)) and entry.value == parents[-1].value + 1:
            entry.rank = parents[-1].rank

    def _renumber(self, piece: Piece) -> None:
        if last := self._find_last(piece.style):
            last.value = max(last.value, piece.value)

    def _find_last(self, style: str) -> Entry | None:
        if self._last is not None and self._last.style == style:
            return self._last
        return next((entry for entry in reversed(self._stack) if entry.style == style), None)

    def _parents(self, rank: float) -> list[Entry]:
        return [entry for entry in self._stack if entry.rank < rank]

    def _push(self, entry: Entry) -> None:
        while self._stack and self._stack[-1].rank >= entry.rank:
            self._stack.pop()
        if self._stack:
            self._stack[-1].children.append(entry)
        else:
            if not self.outline.lists:
                self.outline.lists.append([])
            self.outline.lists[-1].append(entry)
        self._stack.append(entry)
        self._last = entry

    def _add_prose(self, piece: Piece, following: Piece | None) -> None:
        next_item = following if following is not None and following.kind == "item" else None
        last = self._last
        if last is None:
            if (
                next_item is not None
                and next_item.value == 2
                and next_item.rank > 2
                and not self.outline.lead
            ):
                self._push(self._unnumbered(piece, next_item, 1))
            elif (
                next_item is not None
                and _is_list_title(piece.text)
                and next_item.value <= 1
                and self._has_restart()
            ):
                self._push(Entry(piece.text, piece.line, 1, "title", _GROUP_RANK))
            else:
                self.outline.lead.append(piece)
            return
        same = next_item is not None and next_item.style == last.style
        if next_item is not None and same and next_item.value == last.value + 2 and last.value:
            self._push(self._unnumbered(piece, next_item, last.value + 1))
        elif (
            next_item is not None
            and next_item.value <= 1
            and next_item.rank > 1
            and len(piece.text) <= _LONGEST_TITLE
        ):
            if _is_list_title(piece.text) or next_item.value == 1:
                value = (
                    max((entry.value for entry in self._stack if entry.rank <= _GROUP_RANK), default=0) + 1
                )
                self._push(Entry(piece.text, piece.line, value, "title", _GROUP_RANK))
            else:
                self.outline.loose.append(piece)
        elif self._continues(piece, last, next_item):
            joint = " " if self.vocabulary.is_spaced else ""
            if last.rank <= 2 and not re.search(r"[.。:：!！?？]\s*$", last.text):
                joint = ". " if self.vocabulary.is_spaced else "："
            if last.rank <= 2 and "title" not in last.style:
                last.title = last.title or last.text
            last.text = f"{last.text.rstrip()}{joint}{piece.text}"
        else:
            self.outline.loose.append(piece)

    def _unnumbered(self, piece: Piece, like: Piece, value: int) -> Entry:
        entry = Entry(piece.text, piece.line, value, like.style, like.rank, gap="unnumbered")
        entry.guess = f"it has no number; {value} is missing here"
        return entry

    def _continues(self, piece: Piece, last: Entry, next_item: Piece | None) -> bool:
        """Whether prose behind an item goes on with it: it stands inside the list, or begins amid a sentence."""
        if last.children:
            return False
        if last.rank <= 2 or last.style in ("title", "heading"):
            return True
        is_inside = (
            next_item is not None and next_item.style == last.style and next_item.value == last.value + 1
        )
        begins_small = piece.text[:1].islower()
        ends_open = not re.search(r"[.。;；!！?？)）]\s*$", last.text)
        if is_inside:
            return len(piece.text) <= _LONGEST_TAIL
        return (begins_small or (ends_open and not self.vocabulary.is_spaced)) and len(
            piece.text
        ) <= _LONGEST_TAIL

    def _has_restart(self) -> bool:
        """Whether numbers begin again later on, so that what stands before each list is the title of a group."""
        ones = [piece for piece in self.pieces if piece.kind == "item" and piece.value == 1]
        return len({piece.style for piece in ones}) < len(ones)


def _is_list_title(text: str) -> bool:
    return len(text) <= 60 or text.rstrip().endswith((":", "："))


def _mark_lost_starts(entries: Sequence[Entry], small_words: set[str]) -> None:
    """Entries that begin with a comma, or with a small word where their neighbours do not, have lost their start."""
    for entry in entries:
        _mark_lost_starts(entry.children, small_words)
    upper = sum(entry.text[:1].isupper() for entry in entries)
    for entry in entries:
        first = re.match(r"[^\W\d_]+", entry.text)
        is_small = first is not None and first[0] in small_words and upper >= 0.5 * len(entries)
        if entry.text[:1] in ",;，；。" or is_small:
            entry.gap = entry.gap or "lost"
            entry.guess = entry.guess or "its beginning seems to be lost"
