"""A section of a handbook as it was laid out: its pages, kept in a form that any book can take in.

Objects of the PDF are kept as text with ``%d`` for every number of another object, so that a book puts its own
numbers in with one formatting. What a book must know before it writes anything (how many pages, which places,
links, bookmarks, letters) stands before the bulk, and can be read alone.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

SIDES = ("right", "left")

FONTS, DOCUMENT, PAGES = 0, 1, 2
"""The first numbers of a part: fonts and root of the structure are the book's, the node of pages is its own."""

Ink = tuple["bytes | Slot", ...]
"""What a page draws: pieces of a content stream, with slots between them."""

_MAGIC = b"rolebook part 1\n"


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for a page number: that of the page itself, or that of ``anchor``.

    It is written with this font resource and size, and begins at ``x`` less that share ``align`` of its width; ``y``
    is its base line. Lengths are in units of the content stream. ``tabular``: with figures of one width.
    """

    anchor: str
    font: str
    size: float
    align: float
    x: float
    y: float
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font as a part uses it: which file, what a PDF says of it, and the glyphs with width and text.

    ``file`` is the name of one of our prepared fonts; for any other, ``data`` is the font itself.
    """

    resource: str
    file: str
    data: bytes
    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    stems: tuple[int, int]
    widths: tuple[tuple[int, int], ...]
    texts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it is, where it leads, and the numbers of its objects.

    ``target`` is an anchor, or an address if ``external``. ``plain`` is its structure element as words without a
    link, and ``references`` the numbers in it; ``element`` is -1 if it has none.
    """

    page: int
    rectangle: tuple[float, float, float, float]
    target: str
    external: bool
    annotation: int
    reference: int
    element: int
    plain: bytes
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartPage:
    """A page: its size in points, its own drawing, and heads and feet for either side.

    ``body`` is a deflated content stream, or ink with slots. ``frames`` are places in the part's list of frames, of
    a right and a left page; ``shifts`` are the points by which the body moves there. ``behind``: the frame has a
    background, and is drawn before the body. ``resources``, ``number``,
    ``content``, ``frame`` and ``nums`` (the list of its marked content, or -1) are numbers of objects. ``right``: it
    must be a right page.
    """

    width: float
    height: float
    resources: int
    body: bytes | Ink
    number: int
    content: int
    frame: int
    nums: int
    frames: tuple[int, int]
    shifts: tuple[float, float]
    behind: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class PartHead:
    """What a book must know of a part beforehand.

    ``pages`` has for each page its size, shifts, and whether it must be a right one; ``nums`` the number of its list
    of marked content, or -1. ``anchors`` are name, page
    and place; ``bookmarks`` level, label, page, place, and whether it is closed. Numbers of objects run from 2
    (`PAGES`) to ``count``.
    """

    count: int
    pages: tuple[tuple[float, float, tuple[float, float], bool], ...]
    anchors: tuple[tuple[str, int, float, float], ...]
    bookmarks: tuple[tuple[int, str, int, float, float, bool], ...]
    links: tuple[Link, ...]
    fonts: tuple[FontUse, ...]
    children: tuple[int, ...]
    nums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartBody:
    """The bulk of a part.

    ``objects`` are object texts joined by NUL, ``numbers`` those of the objects, ``references`` the numbers for
    their ``%d``. ``streams`` are number, dictionary without its end, and data.
    """

    pages: tuple[PartPage, ...]
    frames: tuple[Ink, ...]
    objects: bytes
    numbers: tuple[int, ...]
    references: bytes
    streams: tuple[tuple[int, bytes, tuple[int, ...], bytes], ...]


def pack_part(head: PartHead, body: PartBody) -> bytes:
    """Head and body as the content of one file."""
    front = marshal.dumps(_strip(head), 2)
    return b"".join((_MAGIC, len(front).to_bytes(8, "big"), front, marshal.dumps(_strip(body), 2)))


def read_head(path: Path) -> PartHead:
    """The head of a part's file, without reading the rest."""
    with path.open("rb") as file:
        return _read_head(file)


def read_body(path: Path) -> PartBody:
    """The bulk of a part's file."""
    with path.open("rb") as file:
        file.seek(len(_MAGIC))
        file.seek(int.from_bytes(file.read(8), "big"), 1)
        values = marshal.loads(file.read())
    pages = tuple(_make_page(list(page)) for page in values[0])
    return PartBody(pages, tuple(_make_ink(ink) for ink in values[1]), *values[2:])


def pack_references(references: Sequence[int]) -> bytes:
    """Numbers as bytes."""
    return array("I", references).tobytes()


def unpack_references(packed: bytes) -> array[int]:
    """The numbers that were packed."""
    numbers: array[int] = array("I")
    numbers.frombytes(packed)
    return numbers


def _read_head(file: BinaryIO) -> PartHead:
    if file.read(len(_MAGIC)) != _MAGIC:
        raise ValueError("this is not a part of a handbook")
    count, pages, anchors, bookmarks, links, fonts, children, nums = marshal.loads(
        file.read(int.from_bytes(file.read(8), "big"))
    )
    return PartHead(
        count,
        pages,
        anchors,
        bookmarks,
        tuple(Link(*link) for link in links),
        tuple(FontUse(*font) for font in fonts),
        children,
        nums,
    )


def _strip(value: Any) -> Any:
    """A value as marshal takes it: of our classes only the fields, in order."""
    if isinstance(value, tuple):
        return tuple(_strip(item) for item in value)
    if hasattr(type(value), "__dataclass_fields__"):
        return tuple(_strip(getattr(value, field.name)) for field in fields(value))
    return value


def _make_page(values: list[Any]) -> PartPage:
    if not isinstance(values[3], bytes):
        values[3] = _make_ink(values[3])
    return PartPage(*values)


def _make_ink(pieces: Any) -> Ink:
    return tuple(piece if isinstance(piece, bytes) else Slot(*piece) for piece in pieces)
