"""Content streams of pages and of their frames, with slots where page numbers will stand.

Importing this module imports weasyprint.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure import boxes

from rolebook.render.pdf.part import Ink, Slot
from rolebook.render.pdf.running_matter import PLACEHOLDER, FrameStream, numbers_pages

_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
_NOTHING = (b"q", b"Q")
_ALIGN = {"left": 0.0, "start": 0.0, "center": 0.5}

Place = tuple[int, int, Slot]
"""Where in a stream's list of operators a slot stands: from, to, and the slot."""


def read_body(stream: Any, page: Any, marks: dict[Any, int], scheme: str) -> bytes | Ink:
    """What a page draws, deflated; with slots if it has any. It restores a state that the book has saved."""
    slots: list[Place] = []
    for box in page.descendants():
        if _is_room(box) and str(box.element_tag).endswith("::after"):
            address = (box.element.get("href") or "") if box.element is not None else ""
            if address.startswith(scheme) and box in marks:
                anchor = unquote(address.removeprefix(scheme))
                begin, end = _find_marked(stream.stream, marks[box])
                slots.append(_read_slot(stream.stream, begin, end, anchor, box, 1.0))
    if slots:
        return (*_cut(stream.stream, slots), b"Q")
    return zlib.compress(b"\n".join((*map(_bytes, stream.stream), b"Q")), 9)


def read_frame(stream: FrameStream, page: Any) -> Ink:
    """Background, head and foot of a page as an artifact; nothing if they draw nothing."""
    operators = [_bytes(item) for item in stream.stream]
    if all(item in _NOTHING or item.endswith(b" cm") for item in operators):
        return ()
    slots = []
    for box in (box for child in page.children if numbers_pages(child) for box in child.descendants()):
        if _is_room(box) and id(box) in stream.places:
            begin, end = stream.places[id(box)]
            align = _ALIGN.get(box.style["text_align_all"], 1.0)
            slots.append(_read_slot(stream.stream, begin, end, "", box, align))
    return (_ARTIFACT, b"q", *_cut(stream.stream, slots), b"Q", b"EMC")


def _is_room(box: Any) -> bool:
    """Whether these are the figures that hold the room for a page number."""
    return isinstance(box, boxes.TextBox) and box.text.strip() == str(PLACEHOLDER)


def _find_marked(operators: Sequence[Any], mark: int) -> tuple[int, int]:
    """Where the content that is marked with this number begins and ends."""
    begin = next(
        index
        for index, item in enumerate(operators)
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") == mark
    )
    end = next(index for index in range(begin, len(operators)) if _bytes(operators[index]) == b"EMC")
    return begin, end


def _read_slot(operators: Sequence[Any], begin: int, end: int, anchor: str, box: Any, align: float) -> Place:
    texts = [(index, _bytes(operators[index])) for index in range(begin, end)]
    first, matrix = next((index, item) for index, item in texts if item.endswith(b" Tm"))
    last = max(index for index, item in texts if item.endswith(b" TJ"))
    font, size, _ = next(item for _, item in texts if item.endswith(b" Tf")).split()
    tabular = "tabular-nums" in box.style["font_variant_numeric"]
    x = box.position_x + align * box.width
    y = float(matrix.split()[5])
    slot = Slot(anchor, font[1:].decode(), float(size), align, round(x, 4), round(y, 4), tabular)
    return first, last + 1, slot


def _cut(operators: Sequence[Any], slots: list[Place]) -> Ink:
    """The operators as text, with slots instead of the figures that held their room."""
    pieces: list[bytes | Slot] = []
    at = 0
    for begin, end, slot in sorted(slots, key=lambda place: place[0]):
        pieces += [b"\n".join(map(_bytes, operators[at:begin])), slot]
        at = end
    return (*pieces, b"\n".join(map(_bytes, operators[at:])))


def _bytes(item: Any) -> bytes:
    return bytes(pydyf._to_bytes(item))
