"""A handbook from its parts: nothing is laid out, pages are put one after the other and told their numbers.

Parts are read one at a time, so that memory does not grow with their number; only their heads are all read first,
since links, contents and bookmarks lead anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.render.pdf.archive import declare_archive, read_colour_profile, write_intent
from rolebook.render.pdf.outline import Bookmark, write_outline
from rolebook.render.pdf.part import (
    DOCUMENT,
    FONTS,
    PAGES,
    Ink,
    Link,
    PartBody,
    PartHead,
    PartPage,
    Slot,
    read_body,
    read_head,
    unpack_references,
)
from rolebook.render.pdf.pdf_file import (
    PdfFile,
    write_name,
    write_number,
    write_references,
    write_text,
)
from rolebook.render.pdf.properties import Properties, write_info, write_metadata
from rolebook.render.pdf.shared_fonts import SharedFonts
from rolebook.views.model import Book

_NAMES_TOGETHER = 128  # names of places in one object


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page in its place: its number in the book (1 is the first), its object; None of a part if it is blank."""

    number: int
    object: int
    page: int | None

    @property
    def side(self) -> int:
        """0 for a right page, 1 for a left one: the order of `part.SIDES`."""
        return 1 - self.number % 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an anchor is: number and object of its page, and the point."""

    number: int
    object: int
    x: float
    y: float


@dataclass(slots=True)
class _Piece:
    """A part in the book: its numbers of objects, its pages with the blank ones before them, its links."""

    path: Path
    head: PartHead
    numbers: list[int]
    leaves: list[_Leaf]
    first_key: int
    dropped: dict[int, Link]

    def shift(self, leaf: _Leaf, double: bool) -> float:
        """By how many points the words of this page are moved."""
        assert leaf.page is not None
        return self.head.pages[leaf.page][2][leaf.side if double else 0]


def assemble_book(book: Book, paths: Sequence[Path], fonts: Path, *, name: str) -> bytes:
    """The PDF of a book from the files of its parts, in its order; ``fonts`` has the prepared font files.

    ``name`` is how diagnostics call it. Raises ContentError for links that lead nowhere and for places that exist
    twice (D002).
    """
    return _Assembly(book, paths, fonts, name).write()


class _Assembly:
    """One book being put together."""

    def __init__(self, book: Book, paths: Sequence[Path], fonts: Path, name: str):
        self.book = book
        self.name = name
        self.pdf = PdfFile()
        self.fonts = SharedFonts(fonts)
        self.beginnings: dict[float, int] = {}
        numbers = iter(range(self.pdf.take(8), self.pdf.count))
        self.catalogue, self.tree, self.structure, self.document, self.parents, self.font_list = (
            next(numbers) for _ in range(6)
        )
        self.metadata, self.info = numbers
        heads = [read_head(path) for path in paths]
        self.pieces = list(self._place_parts(paths, heads))
        self.places = self._find_places()
        self._judge_links()
        self._number_objects()

    def write(self) -> bytes:
        """The finished file."""
        pdf = self.pdf
        for piece in self.pieces:
            self.fonts.add(piece.head.fonts)
        for piece in self.pieces:
            self._write_part(piece)
        self.fonts.write(pdf, self.font_list)
        self._write_structure()
        pages = sum(len(piece.leaves) for piece in self.pieces)
        kids = write_references([piece.numbers[PAGES] for piece in self.pieces])
        pdf.add(self.tree, b"<</Type /Pages/Count %d/Kids [%b]>>" % (pages, kids))
        frame = self.book.frame
        properties = Properties(
            self.book.title, frame.author, self.book.description, frame.keywords, frame.created
        )
        metadata = write_metadata(properties)
        if frame.archive:
            metadata = declare_archive(metadata)
        front = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(metadata)
        pdf.add_stream(self.metadata, front, metadata)
        pdf.add(self.info, write_info(properties))
        self._write_catalogue()
        return pdf.finish(self.catalogue, self.info)

    def _place_parts(self, paths: Sequence[Path], heads: Sequence[PartHead]) -> Iterator[_Piece]:
        """Give pages their numbers; a page that must be a right one gets a blank one before it if need be."""
        number, key = 1, 0
        for part, path, head in zip(self.book.parts, paths, heads, strict=True):
            leaves = []
            for index, (_, _, _, right) in enumerate(head.pages):
                wants_right = right or (part.right and index == 0)
                if self.book.double_sided and wants_right and number % 2 == 0:
                    leaves.append(_Leaf(number, 0, None))
                    number += 1
                leaves.append(_Leaf(number, 0, index))
                number += 1
            yield _Piece(path, head, [], leaves, key, {})
            key += len(head.pages) + len(head.links)

    def _find_places(self) -> dict[str, tuple[int, int]]:
        """Which part and page every anchor is on."""
        places: dict[str, tuple[int, int]] = {}
        twice = []
        for index, piece in enumerate(self.pieces):
            for name, page, _, _ in piece.head.anchors:
                if name in places:
                    twice.append(f"two sections have the place #{name}")
                places[name] = (index, page)
        self._complain(twice)
        return places

    def _judge_links(self) -> None:
        """Find the links that lead out of this edition; those that lead nowhere at all are an error."""
        elsewhere, lost = frozenset(self.book.elsewhere), []
        for index, piece in enumerate(self.pieces):
            for link in piece.head.links:
                if link.external or link.target in self.places:
                    continue
                if link.target in elsewhere:
                    piece.dropped[link.annotation] = link
                else:
                    lost.append(
                        f"{self.book.parts[index].path} links to #{link.target}, which no section has"
                    )
        self._complain(lost)

    def _complain(self, messages: Sequence[str]) -> None:
        if messages:
            hint = "Link to a place that this handbook holds, or take the link away."
            raise ContentError(
                [Diagnostic("D002", Severity.ERROR, f"{self.name}: {text}", hint) for text in messages]
            )

    def _number_objects(self) -> None:
        for piece in self.pieces:
            gone = set(piece.dropped) | {link.reference for link in piece.dropped.values()}
            numbers = [0] * piece.head.count
            numbers[FONTS], numbers[DOCUMENT] = self.font_list, self.document
            wanted = [number for number in range(PAGES, piece.head.count) if number not in gone]
            for at, number in enumerate(wanted, self.pdf.take(len(wanted))):
                numbers[number] = at
            piece.numbers = numbers
            piece.leaves = [
                _Leaf(
                    leaf.number,
                    self.pdf.take() if leaf.page is None else numbers[PAGES + 1 + leaf.page],
                    leaf.page,
                )
                for leaf in piece.leaves
            ]

    def _leaf_of(self, piece: _Piece, page: int) -> _Leaf:
        return next(leaf for leaf in piece.leaves if leaf.page == page)

    # One part

    def _write_part(self, piece: _Piece) -> None:
        body, pdf, numbers = read_body(piece.path), self.pdf, piece.numbers
        plain = {link.element: link for link in piece.dropped.values()}
        texts = (body.objects % tuple(map(numbers.__getitem__, unpack_references(body.references)))).split(
            b"\0"
        )
        for number, text in zip(body.numbers, texts, strict=True):
            if link := plain.get(number):
                text = link.plain % tuple(map(numbers.__getitem__, link.references))
            if numbers[number]:
                pdf.add(numbers[number], text)
        for number, front, references, data in body.streams:
            pdf.add_stream(numbers[number], front % tuple(map(numbers.__getitem__, references)), data)
        leaves = write_references([leaf.object for leaf in piece.leaves])
        pdf.add(
            numbers[PAGES],
            b"<</Type /Pages/Parent %d 0 R/Count %d/Kids [%b]>>" % (self.tree, len(piece.leaves), leaves),
        )
        annotations = self._write_links(piece)
        size = piece.head.pages[0][:2]
        for leaf in piece.leaves:
            if leaf.page is None:
                self._write_blank(piece, leaf, size)
            else:
                self._write_page(piece, leaf, body, annotations.get(leaf.page, []))

    def _write_blank(self, piece: _Piece, leaf: _Leaf, size: tuple[float, float]) -> None:
        text = b"<</Type /Page/Parent %d 0 R/MediaBox [0 0 %b %b]/Resources <<>>>>"
        self.pdf.add(leaf.object, text % (piece.numbers[PAGES], *map(write_number, size)))

    def _write_page(self, piece: _Piece, leaf: _Leaf, body: PartBody, annotations: list[int]) -> None:
        assert leaf.page is not None
        page, numbers, pdf = body.pages[leaf.page], piece.numbers, self.pdf
        side = leaf.side if self.book.double_sided else 0
        contents = [self._begin_body(page.shifts[side]), numbers[page.content]]
        if isinstance(page.body, bytes):
            pdf.add_inflatable(numbers[page.content], page.body)
        else:
            pdf.add_deflated(numbers[page.content], self._fill(page.body, leaf.number))
        if frame := self._fill(body.frames[page.frames[side]], leaf.number):
            contents.insert(0 if page.behind else 2, numbers[page.frame])
            pdf.add_deflated(numbers[page.frame], frame)
        pdf.add(leaf.object, self._describe_page(piece, page, leaf, contents, annotations))

    def _begin_body(self, shift: float) -> int:
        """The stream that pages whose words are moved by so much have in common: it saves the state and moves."""
        if shift not in self.beginnings:
            number = self.beginnings[shift] = self.pdf.take()
            text = b"q 1 0 0 1 %b 0 cm" % write_number(shift) if shift else b"q"
            self.pdf.add_stream(number, b"<</Length %d>>" % len(text), text)
        return self.beginnings[shift]

    def _describe_page(
        self, piece: _Piece, page: PartPage, leaf: _Leaf, contents: list[int], annotations: list[int]
    ) -> bytes:
        text = b"<</Type /Page/Parent %d 0 R/MediaBox [0 0 %b %b]/Resources %d 0 R/Contents [%b]/Tabs /S" % (
            piece.numbers[PAGES],
            write_number(page.width),
            write_number(page.height),
            piece.numbers[page.resources],
            write_references(contents),
        )
        if page.nums >= 0:
            assert leaf.page is not None
            text += b"/StructParents %d" % (piece.first_key + leaf.page)
        if annotations:
            text += b"/Annots [%b]" % write_references(annotations)
        return text + b">>"

    def _fill(self, ink: Ink, number: int) -> bytes:
        """A content stream with its page numbers."""
        return b"\n".join(
            piece if isinstance(piece, bytes) else self._set_number(piece, number) for piece in ink
        )

    def _set_number(self, slot: Slot, number: int) -> bytes:
        if not slot.anchor:
            return self.fonts.set_number(number, slot)
        if slot.anchor not in self.places:
            return b""
        index, page = self.places[slot.anchor]
        return self.fonts.set_number(self._leaf_of(self.pieces[index], page).number, slot)

    def _write_links(self, piece: _Piece) -> dict[int, list[int]]:
        """Write the annotations of a part; their numbers by page."""
        found: dict[int, list[int]] = {}
        leaves = {leaf.page: leaf for leaf in piece.leaves}
        keys = piece.first_key + len(piece.head.pages)
        for at, link in enumerate(piece.head.links):
            if link.annotation in piece.dropped:
                continue
            shift = piece.shift(leaves[link.page], self.book.double_sided)
            x1, y1, x2, y2 = link.rectangle
            rectangle = b" ".join(map(write_number, (x1 + shift, y1, x2 + shift, y2)))
            if link.external:
                goal = b"/A <</Type /Action/S /URI/URI %b>>" % write_name(link.target)
            else:
                goal = b"/Dest %b" % write_name(link.target)
            key = b"/StructParent %d" % (keys + at) if link.element >= 0 else b""
            number = piece.numbers[link.annotation]
            self.pdf.add(
                number,
                b"<</Type /Annot/Subtype /Link/F 4/BS <</W 0>>/Rect [%b]/Contents %b%b%b>>"
                % (rectangle, write_text(link.target), goal, key),
            )
            found.setdefault(link.page, []).append(number)
        return found

    # The whole

    def _write_structure(self) -> None:
        pdf, children, leaves = self.pdf, [], []
        for piece in self.pieces:
            children += [piece.numbers[child] for child in piece.head.children]
            entries = [
                (piece.first_key + index, number)
                for index, number in enumerate(self._list_marks(piece))
                if number
            ]
            keys = piece.first_key + len(piece.head.pages)
            entries += [
                (keys + at, piece.numbers[link.element])
                for at, link in enumerate(piece.head.links)
                if link.element >= 0 and link.annotation not in piece.dropped
            ]
            if entries:
                leaf = pdf.take()
                pairs = b" ".join(b"%d %d 0 R" % entry for entry in entries)
                pdf.add(leaf, b"<</Limits [%d %d]/Nums [%b]>>" % (entries[0][0], entries[-1][0], pairs))
                leaves.append(leaf)
        last = self.pieces[-1]
        following = last.first_key + len(last.head.pages) + len(last.head.links)
        pdf.add(
            self.structure,
            b"<</Type /StructTreeRoot/ParentTree %d 0 R/ParentTreeNextKey %d/K [%d 0 R]>>"
            % (self.parents, following, self.document),
        )
        pdf.add(
            self.document,
            b"<</Type /StructElem/S /Document/P %d 0 R/K [%b]>>"
            % (self.structure, write_references(children)),
        )
        pdf.add(self.parents, b"<</Kids [%b]>>" % write_references(leaves))

    def _list_marks(self, piece: _Piece) -> list[int]:
        """The object of each page's list of marked content; 0 if it has none."""
        return [piece.numbers[number] if number >= 0 else 0 for number in piece.head.nums]

    def _write_catalogue(self) -> None:
        outline = write_outline(self.pdf, list(self._list_bookmarks()))
        text = (
            b"<</Type /Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Metadata %d 0 R/Lang %b"
            b"/MarkInfo <</Marked true>>/ViewerPreferences <</DisplayDocTitle true>>"
            b"/PageLabels <</Nums [0 <</S /D>>]>>"
            % (self.tree, self.structure, self.metadata, write_text(self.book.frame.language))
        )
        if self.book.frame.archive:
            text += b"/OutputIntents [%b]" % self._write_colours()
        if outline:
            text += b"/Outlines %d 0 R" % outline
        if self.places:
            text += b"/Names <</Dests %d 0 R>>" % self._write_names()
        self.pdf.add(self.catalogue, text + b">>")

    def _write_colours(self) -> bytes:
        """What the colours of the book mean, as archives want it; the profile is an object of its own."""
        profile = self.pdf.take()
        self.pdf.add_deflated(profile, read_colour_profile(), b"/N 3")
        return write_intent(profile)

    def _list_bookmarks(self) -> Iterator[Bookmark]:
        for piece in self.pieces:
            leaves = {leaf.page: leaf for leaf in piece.leaves}
            for level, label, page, x, y, closed in piece.head.bookmarks:
                yield Bookmark(level, label, self._point(piece, leaves[page], x, y), closed)

    def _point(self, piece: _Piece, leaf: _Leaf, x: float, y: float) -> bytes:
        moved = x + piece.shift(leaf, self.book.double_sided)
        return b"[%d 0 R /XYZ %b %b 0]" % (leaf.object, write_number(moved), write_number(y))

    def _write_names(self) -> int:
        """Write the places that links lead to, sorted; the number of the root of their tree."""
        names = []
        for piece in self.pieces:
            leaves = {leaf.page: leaf for leaf in piece.leaves}
            for name, page, x, y in piece.head.anchors:
                names.append((name.encode("utf-8"), name, self._point(piece, leaves[page], x, y)))
        names.sort()
        kids = []
        for at in range(0, len(names), _NAMES_TOGETHER):
            some = names[at : at + _NAMES_TOGETHER]
            kids.append(self.pdf.take())
            pairs = b" ".join(b"%b %b" % (write_name(name), point) for _, name, point in some)
            limits = b"%b %b" % (write_name(some[0][1]), write_name(some[-1][1]))
            self.pdf.add(kids[-1], b"<</Limits [%b]/Names [%b]>>" % (limits, pairs))
        root = self.pdf.take()
        self.pdf.add(root, b"<</Kids [%b]>>" % write_references(kids))
        return root
