"""What is wrong with the layout of a printed document: found in WeasyPrint's own boxes, not in the finished file.

    with catch_layouts() as layouts:
        render_artifact(settings, artifact, FONTS)
    assert [fault for layout in layouts for fault in find_faults(layout)] == []

Measures are CSS pixels (96 to the inch), as WeasyPrint has them; faults tell page and words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from unittest import mock

MM = 96 / 25.4
SLACK = 1.0
"""Rounding, and the little by which italics lean out of their box."""
WRITING = frozenset({"form-line", "writing"})
"""Classes of what is written on or in by hand."""
WRITING_TABLES = frozenset({"form-table", "signatures", "writing-table"})
"""Classes of tables whose empty cells are written in by hand."""
LOWEST = 8 * MM
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ALONE = frozenset({"part-title"})
"""Classes of headings that may stand alone on a page."""


@contextmanager
def catch_layouts() -> Iterator[list[Any]]:
    """Every document and section that is laid out in this process while the block runs, and the heads of sections."""
    from weasyprint import HTML

    from rolebook.render.pdf import digest

    caught: list[Any] = []
    render, draw = HTML.render, digest.draw_frame

    def render_and_keep(self: Any, *arguments: Any, **options: Any) -> Any:
        caught.append(render(self, *arguments, **options))
        return caught[-1]

    def draw_and_keep(frame: Any, *arguments: Any) -> Any:
        caught.append(SimpleNamespace(pages=[SimpleNamespace(_page_box=frame)]))
        return draw(frame, *arguments)

    with (
        mock.patch.object(HTML, "render", render_and_keep),
        mock.patch.object(digest, "draw_frame", draw_and_keep),
    ):
        yield caught


@dataclass(frozen=True)
class Words:
    """Words on a line: where their letters are, on which page (from 1), and the boxes they stand in."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    around: tuple[Any, ...]

    def overlaps(self, other: Words) -> bool:
        """Whether letters of one stand on letters of the other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > SLACK

    def nearest(self, kind: str) -> Any:
        """The innermost box of this kind (its class in WeasyPrint) around the words."""
        return next((box for box in reversed(self.around) if _is(box, kind)), None)

    def heading(self) -> Any:
        """The element of the heading that the words belong to, if they do."""
        elements = (box.element for box in reversed(self.around) if box.element is not None)
        return next((element for element in elements if element.tag in HEADINGS), None)

    def __str__(self) -> str:
        return f"page {self.page}, “{self.text.strip()[:60]}”"


def find_faults(document: Any) -> list[str]:
    """All faults of a laid-out document (weasyprint.Document), in words; empty if it is good."""
    words = [found for number, page in enumerate(document.pages, 1) for found in _read_page(page, number)]
    faults = [*_find_overflow(document, words), *_find_overlaps(words), *_find_stranded_headings(words)]
    faults += [*_find_splits(document), *_find_low_boxes(document, words)]
    return list(dict.fromkeys(faults))


def _is(box: Any, kind: str) -> bool:
    return any(base.__name__ == kind for base in type(box).__mro__)


def _children(box: Any) -> list[Any]:
    return [getattr(child, "_box", child) for child in getattr(box, "children", ())]


def _classes(box: Any) -> set[str]:
    return set() if box.element is None else set(box.element.get("class", "").split())


def _walk(box: Any, around: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every box in a box, in the order of the document, with those around it."""
    yield box, around
    for child in _children(box):
        yield from _walk(child, (*around, box))


def _read_page(page: Any, number: int) -> Iterator[Words]:
    for box, around in _walk(page._page_box):
        if _is(box, "ReplacedBox"):
            left, top = box.content_box_x(), box.content_box_y()
            yield Words(number, "(picture)", left, top, left + box.width, top + box.height, around)
        if not _is(box, "TextBox") or not box.text.strip():
            continue
        size, line = box.style["font_size"], box.position_y + box.baseline
        shown = len(box.text.rstrip()) / len(box.text)  # a space at the end is no letter
        right = box.position_x + box.width * shown
        yield Words(number, box.text, box.position_x, line - 0.72 * size, right, line + 0.21 * size, around)


def _find_overflow(document: Any, words: list[Words]) -> Iterator[str]:
    for item in words:
        margin = item.nearest("MarginBox")
        if margin is not None:
            inside = (margin.position_x, margin.position_x + margin.margin_width())
            if item.left < inside[0] - SLACK or item.right > inside[1] + SLACK:
                yield f"cut off in the head or foot: {item}"
            continue
        page = document.pages[item.page - 1]._page_box
        left, top = page.content_box_x(), page.content_box_y()
        if item.left < left - SLACK or item.right > left + page.width + SLACK:
            yield f"leaves the page sideways: {item}"
        if item.top < top - SLACK or item.bottom > top + page.height + SLACK:
            yield f"leaves the page at its top or bottom: {item}"
        cell, block = item.nearest("TableCellBox"), item.nearest("BlockContainerBox")
        if cell is not None and (
            item.left < cell.position_x - SLACK or item.right > cell.position_x + cell.border_width() + SLACK
        ):
            yield f"leaves its cell: {item}"
        elif block not in (None, cell) and item.right > block.content_box_x() + block.width + SLACK:
            yield f"leaves its box: {item}"


def _find_overlaps(words: list[Words]) -> Iterator[str]:
    above: list[Words] = []  # what reaches down to the words that are looked at
    for item in sorted(words, key=lambda found: (found.page, found.top)):
        above = [other for other in above if other.page == item.page and other.bottom > item.top]
        for other in above:
            if item.overlaps(other):
                yield f"stands on other words: {item} on “{other.text.strip()[:40]}”"
        above.append(item)


def _find_stranded_headings(words: list[Words]) -> Iterator[str]:
    content = [item for item in words if item.nearest("MarginBox") is None]
    tops: dict[tuple[int, Any], float] = {}
    for item, following in pairwise(content):
        heading = item.heading()
        top = tops.setdefault((item.page, heading), item.top)
        if heading is None or heading is following.heading():
            continue
        if ALONE & set(heading.get("class", "").split()):
            continue
        if following.page != item.page:
            yield f"a heading without its text: {item}"
        elif following.bottom < top:
            yield f"a heading at the foot of a column: {item}"


def _find_splits(document: Any) -> Iterator[str]:
    """What must not break, and does: rows, and what the style sheet forbids to break; two rows that are one entry.

    What is higher than half a page may break.
    """
    parts: dict[Any, list[tuple[int, Any]]] = defaultdict(list)
    rows: dict[Any, int] = {}
    for number, page in enumerate(document.pages, 1):
        for box, around in _walk(page._page_box):
            if box.element is None or any(
                _is(outer, "TableRowGroupBox") and outer.is_header for outer in around
            ):
                continue
            is_row = _is(box, "TableRowBox") and box.element.tag == "tr"
            if is_row:
                rows[box.element] = number
            whole = is_row or (box.style["break_inside"] == "avoid" and not _is(box, "InlineBox"))
            if whole and not any(outer.element is box.element for outer in around):
                parts[box.element].append((number, box))
    for element, found in parts.items():
        if len({number for number, _ in found}) > 1:
            height = sum(box.margin_height() for _, box in found)
            page = document.pages[found[0][0] - 1]._page_box
            if height <= page.height / 2:
                yield f"page {found[0][0]}: split between pages: {_quote(element)}"
    sequence = list(rows.items())
    for (element, number), (_, following) in pairwise(sequence):
        if "main-row" in element.get("class", "").split() and following != number:
            yield f"page {number}: a row without the one that belongs to it: {_quote(element)}"


def _find_low_boxes(document: Any, words: list[Words]) -> Iterator[str]:
    """What is written in by hand is at least 8 mm high, under its label."""
    labels: dict[tuple[int, Any], float] = {}
    for item in words:
        for box in item.around:
            if "form-label" in _classes(box):
                for outer in item.around:
                    key = (item.page, outer.element)
                    labels[key] = max(labels.get(key, 0), item.bottom)
    for number, page in enumerate(document.pages, 1):
        for box, around in _walk(page._page_box):
            classes = _classes(box)
            if not _is(box, "BlockLevelBox") and not _is(box, "TableCellBox"):
                continue
            height = box.border_height()
            if "form-entry" in classes:
                height = box.position_y + box.border_height() - labels.get((number, box.element), 0)
            elif _is(box, "TableCellBox"):
                in_hand = any(WRITING_TABLES & _classes(outer) for outer in around)
                if (
                    not in_hand
                    or box.element.tag != "td"
                    or any(_is(inner, "TextBox") for inner, _ in _walk(box))
                ):
                    continue
            elif not classes & (WRITING | {"form-check"}):
                continue
            if height < LOWEST - SLACK:
                yield f"page {number}: {height / MM:.1f} mm to write in: {_quote(box.element)}"


def _quote(element: Any) -> str:
    name = f"{element.tag}.{element.get('class', '')}".rstrip(".")
    return f"<{name}> “{' '.join(''.join(element.itertext()).split())[:60]}”"
