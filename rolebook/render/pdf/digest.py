"""From what WeasyPrint and pydyf have in memory to a part: objects as text, with gaps for their numbers.

Importing this module imports weasyprint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote

import pydyf  # type: ignore[import-untyped]
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf import generate_pdf

from rolebook.render.pdf.document import VARIANT
from rolebook.render.pdf.font_use import describe_fonts
from rolebook.render.pdf.ink import read_body, read_frame
from rolebook.render.pdf.part import (
    DOCUMENT,
    FONTS,
    PAGES,
    SIDES,
    Ink,
    Link,
    PartBody,
    PartHead,
    PartPage,
    pack_part,
    pack_references,
)
from rolebook.render.pdf.running_matter import Frames, FrameStream, draw_frame
from rolebook.render.pdf.structure import simplify_structure

POINTS = 0.75  # per CSS pixel

# The name of a table's head, which begins with the number of the table; any other literal string, which may hold
# anything; a reference.
_NUMBERS = re.compile(rb"\((\d+)(-\d+-\d+)\)|\((?:[^\\()]|\\.)*\)|(?<![\w.])(\d+) 0 R\b", re.DOTALL)


def digest_document(document: Any, frames: Frames, scheme: str) -> bytes:
    """A laid-out section as a part; its links inside the book begin with ``scheme``."""
    return _Digest(document, frames, scheme).pack()


class _Digest:
    """One document on its way to being a part: which of its objects are kept, and under which numbers."""

    def __init__(self, document: Any, frames: Frames, scheme: str):
        self.document = document
        self.scheme = scheme
        self.pairs = [frames.of_page[id(page._page_box)] for page in document.pages]
        self.streams: list[Any] = []
        self.marks: list[dict[Any, int]] = []
        self.drawn: list[dict[str, FrameStream]] = []
        for page, pair in zip(document.pages, self.pairs, strict=True):
            page._page_box.background = None  # it belongs to the frame
            page.paint = partial(self._paint, page, pair, page.paint)
        options = {**DEFAULT_OPTIONS, "pdf_variant": VARIANT, "pdf_version": "1.7", "pdf_tags": True}
        self.pdf = generate_pdf(document, None, 1, **options)
        self.places: dict[int, int] = {}
        self.waiting: list[int] = []
        self.count = PAGES + 1
        self.references: list[int] = []
        self.texts: list[bytes] = []
        self.numbers: list[int] = []
        self.bulk: list[tuple[int, bytes, tuple[int, ...], bytes]] = []

    def _paint(self, page: Any, pair: dict[str, Any], paint: Any, stream: Any, scale: float) -> None:
        paint(stream, scale)
        self.streams.append(stream)
        self.marks.append({box: tag["mcid"] for box, tag in stream._tags.items()})
        self.drawn.append({side: draw_frame(pair[side], stream, scale, page.height) for side in SIDES})

    def pack(self) -> bytes:
        """The part."""
        pdf = self.pdf
        kids = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        tree = self._object(pdf.catalog["StructTreeRoot"])
        root = self._object(tree["K"][0])
        self.places |= {pdf.pages.number: PAGES, root.number: DOCUMENT}
        self.places[_number(self._object(kids[0]["Resources"])["Font"])] = FONTS
        for kid in kids:
            self._place(kid.number, write=False)
        marks = self._object(tree["ParentTree"])["Nums"]
        simplify_structure(pdf.objects, root, marks, [kid.reference for kid in kids])
        pages, frames = self._read_pages(kids, marks)
        links = self._read_links(kids, pages)
        children = tuple(self._place(_number(child)) for child in root["K"])
        self._write_waiting()
        head = PartHead(
            self.count,
            tuple((page.width, page.height, page.shifts, page.right) for page in pages),
            self._list_anchors(),
            self._list_bookmarks(),
            links,
            describe_fonts(self.document.fonts),
            children,
            tuple(page.nums for page in pages),
        )
        body = PartBody(
            pages,
            frames,
            b"\0".join(self.texts),
            tuple(self.numbers),
            pack_references(self.references),
            tuple(self.bulk),
        )
        return pack_part(head, body)

    @property
    def shown(self) -> list[int]:
        """Which pages are kept: a book makes its blank pages itself."""
        pages = self.document.pages
        return [index for index, page in enumerate(pages) if not page._page_box.page_type.blank]

    def _read_pages(self, kids: Sequence[Any], nums: Any) -> tuple[tuple[PartPage, ...], tuple[Ink, ...]]:
        frames: dict[Ink, int] = {}
        pages = []
        for index in self.shown:
            page, drawn, pair = self.document.pages[index], self.drawn[index], self.pairs[index]
            inks = [read_frame(drawn[side], pair[side]) for side in SIDES]
            right, left = (frames.setdefault(ink, len(frames)) for ink in inks)
            marked = nums[2 * index + 1]
            place = -1
            if marked:
                place = self._take()
                self._write(place, marked.data)
            pages.append(
                PartPage(
                    width=_round(page.width * POINTS),
                    height=_round(page.height * POINTS),
                    resources=self._place(_number(kids[index]["Resources"])),
                    body=read_body(self.streams[index], page._page_box, self.marks[index], self.scheme),
                    number=self.places[kids[index].number],
                    content=self._take(),
                    frame=self._take(),
                    nums=place,
                    frames=(right, left),
                    shifts=_measure_shifts(page._page_box, pair),
                    behind=any(_has_background(frame) for frame in pair.values()),
                    right=index > 0 and index - 1 not in self.shown,
                )
            )
        return tuple(pages), tuple(frames)

    def _read_links(self, kids: Sequence[Any], pages: Sequence[PartPage]) -> tuple[Link, ...]:
        holders = {
            _number(kid): item
            for item in self.pdf.objects
            if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
            for kid in item["K"]
            if isinstance(kid, bytes)
        }
        pointers = {
            _number(item["Obj"]): item
            for item in self.pdf.objects
            if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/OBJR"
        }
        links = []
        for place, index in enumerate(self.shown):
            for reference in kids[index].get("Annots", ()):
                annotation = self._object(reference)
                if annotation["Subtype"] != "/Link":
                    raise RuntimeError("a section of a handbook holds neither fields nor attachments")
                links.append(self._read_link(place, annotation, pointers.get(_number(reference)), holders))
        return tuple(links)

    def _read_link(self, page: int, annotation: Any, pointer: Any, holders: dict[int, Any]) -> Link:
        target = str(annotation["A"]["URI"].string)
        external = not target.startswith(self.scheme)
        element, plain = -1, b""
        references: list[int] = []
        if pointer is not None:
            holder = holders[pointer.number]
            element = self._place(holder.number)
            words = pydyf.Dictionary({**holder, "S": "/Span"})
            words.pop("Type", None)
            words["K"] = pydyf.Array(kid for kid in holder["K"] if kid != pointer.reference)
            plain, references = self._fill(words.data)
        return Link(
            page,
            tuple(_round(side) for side in annotation["Rect"]),  # type: ignore[arg-type]
            target if external else unquote(target.removeprefix(self.scheme)),
            external,
            self._place(annotation.number, write=False),
            self._place(pointer.number) if pointer is not None else -1,
            element,
            plain,
            tuple(references),
        )

    def _list_anchors(self) -> tuple[tuple[str, int, float, float], ...]:
        anchors: dict[str, tuple[int, float, float]] = {}
        for place, index in enumerate(self.shown):
            page = self.document.pages[index]
            for name, (x, y, *_) in page.anchors.items():
                anchors.setdefault(name, (place, *_point(page, x, y)))
        return tuple((name, *where) for name, where in anchors.items())

    def _list_bookmarks(self) -> tuple[tuple[int, str, int, float, float, bool], ...]:
        return tuple(
            (level, label, place, *_point(page, *where), state == "closed")
            for place, index in enumerate(self.shown)
            for page in (self.document.pages[index],)
            for level, label, where, state in page.bookmarks
        )

    def _write_waiting(self) -> None:
        """Write all objects that those written so far refer to, and those that these refer to."""
        while self.waiting:
            number = self.waiting.pop()
            item, place = self.pdf.objects[number], self.places[number]
            if isinstance(item, pydyf.Stream):
                front, _, data = item.data.partition(b"\nstream\n")
                text, references = self._fill(front)
                self.bulk.append((place, text, tuple(references), data.removesuffix(b"\nendstream")))
                continue
            if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem":
                del item["Type"]  # nobody needs it, and there are very many
            self._write(place, item.data)

    def _write(self, place: int, data: bytes) -> None:
        text, references = self._fill(data)
        self.numbers.append(place)
        self.texts.append(text)
        self.references += references

    def _fill(self, data: bytes) -> tuple[bytes, list[int]]:
        """An object's text with ``%d`` for numbers of objects, and these numbers in the part."""
        references: list[int] = []

        def replace(match: re.Match[bytes]) -> bytes:
            table, rest, number = match.groups()
            if number is not None:
                references.append(self._place(int(number)))
                return b"%d 0 R"
            if table is not None and self._is_table(int(table)):
                references.append(self._place(int(table)))
                return b"(%d" + rest + b")"
            return match[0]

        return _NUMBERS.sub(replace, data.replace(b"%", b"%%")), references

    def _is_table(self, number: int) -> bool:
        item = self.pdf.objects[number] if number < len(self.pdf.objects) else None
        return isinstance(item, pydyf.Dictionary) and item.get("S") == "/Table"

    def _place(self, number: int, *, write: bool = True) -> int:
        """The number in the part of an object of the PDF; it will be written, unless the book does this."""
        if number not in self.places:
            self.places[number] = self._take()
            if write:
                self.waiting.append(number)
        return self.places[number]

    def _take(self) -> int:
        self.count += 1
        return self.count - 1

    def _object(self, reference: bytes) -> Any:
        return self.pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _round(value: float) -> float:
    return round(float(value), 3)


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    """A place on a page in points from its lower left corner."""
    return _round(x * POINTS), _round((page.height - y) * POINTS)


def _has_background(frame: Any) -> bool:
    background = frame.background
    return bool(background and (background.color.alpha or any(layer.image for layer in background.layers)))


def _measure_shifts(box: Any, pair: dict[str, Any]) -> tuple[float, float]:
    """By how many points the words of a page move to the right on a page of either side."""
    right, left = (_round((pair[side].margin_left - box.margin_left) * POINTS) for side in SIDES)
    return right, left
