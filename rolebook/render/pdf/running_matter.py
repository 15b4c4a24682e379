"""Heads and feet, laid out for a left and a right page at once and kept apart from the words of the page.

A section of a handbook does not know on which side its pages will fall, nor their numbers. So its pages are laid
out without margin boxes; these are laid out beside them, twice, with room for the number. The book takes the pair
that it needs.

Importing this module imports weasyprint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import weasyprint.layout
from weasyprint.draw import draw_page
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as page_layout
from weasyprint.layout.background import layout_backgrounds
from weasyprint.layout.percent import resolve_percentages
from weasyprint.pdf.stream import Stream

from rolebook.render.pdf.part import SIDES

PLACEHOLDER = 8888
"""What stands where a page number will: as wide as any number of four digits."""


class LookFault(Exception):
    """The style sheet asks for something that a book which is put together cannot have: a message, and a hint."""

    def __init__(self, message: str, hint: str):
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass
class Frames:
    """Left and right frame of every page of one document, by page box."""

    html: Any
    of_page: dict[int, dict[str, Any]] = field(default_factory=dict)


@contextmanager
def keep_frames_apart(html: Any) -> Iterator[Frames]:
    """While the block runs, pages are laid out without margin boxes; these are in the `Frames`."""
    frames = Frames(html)
    original = weasyprint.layout.make_margin_boxes
    weasyprint.layout.make_margin_boxes = partial(_lay_out_frames, original, frames)
    try:
        yield frames
    finally:
        weasyprint.layout.make_margin_boxes = original


def _lay_out_frames(original: Any, frames: Frames, context: Any, page: Any, state: Any) -> tuple[()]:
    counters = state[1]
    pages = counters.get("page")
    counters["page"] = [PLACEHOLDER]
    try:
        frames.of_page[id(page)] = {
            side: _lay_out_frame(original, frames.html, context, page, side, state) for side in SIDES
        }
    finally:
        counters["page"] = pages
    return ()


def _lay_out_frame(original: Any, html: Any, context: Any, page: Any, side: str, state: Any) -> Any:
    """A page box of this side with margin boxes and background only."""
    kind = page.page_type._replace(side=side)
    page_layout.set_page_type_computed_styles(kind, html, context.style_for)
    frame = boxes.PageBox(kind, context.style_for(kind))
    size = frame.style["size"]
    resolve_percentages(frame, size)
    frame.position_x = frame.position_y = 0
    page_layout.page_width(frame, context, size[0])
    page_layout.page_height(frame, context, size[1])
    if any(
        abs(getattr(frame, name) - getattr(page, name)) > 0.01
        for name in ("width", "height", "margin_top", "margin_bottom")
    ):
        raise LookFault(
            "left and right pages of a handbook have areas of different size",
            "In print.css, let @page book:left differ from @page book in its margins alone, mirrored.",
        )
    frame.children = page.children
    margin_boxes = tuple(original(context, frame, state))
    for box in margin_boxes:
        _judge_counters(box)
    # The background of the canvas belongs to the page's own drawing.
    frame.children = (page.children[0].copy_with_children([]), *margin_boxes)
    layout_backgrounds(frame, context.get_image_from_uri)
    frame.canvas_background = None
    frame.children = margin_boxes
    return frame


def numbers_pages(box: Any) -> bool:
    """Whether a margin box holds the number of the page."""
    return "page" in _list_counters(box)


def _judge_counters(box: Any) -> None:
    """Refuse what the book could not fill in."""
    counters = _list_counters(box)
    if "pages" in counters or ("page" in counters and len(box.style["content"]) > 1):
        raise LookFault(
            f"{box.at_keyword}: of a handbook, only the number of the page itself, alone in its box, is known",
            "Write content: counter(page), and other words in another margin box.",
        )


def _list_counters(box: Any) -> list[str]:
    content = box.style["content"]
    items = content if isinstance(content, tuple | list) else ()
    return [str(item[1][0]) for item in items if item[0] in ("counter()", "counters()")]


class FrameStream(Stream):
    """A content stream that is no part of the document's structure, and remembers where text boxes are drawn."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.places: dict[int, tuple[int, int]] = {}

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Note where this box begins and ends in the stream; nothing is marked."""
        begin = len(self.stream)
        yield
        self.places[id(box)] = (begin, len(self.stream))


def draw_frame(frame: Any, like: Stream, scale: float, height: float) -> FrameStream:
    """A frame drawn with the fonts and resources of the stream ``like``."""
    stream = FrameStream(
        like._fonts,
        like.page_rectangle,
        like._resources,
        like._images,
        None,
        like._color_profiles,
        like._output_intent,
    )
    stream.transform(d=-1, f=height * scale)
    with stream.stacked():
        stream.transform(a=scale, d=scale)
        draw_page(frame, stream)
    return stream
