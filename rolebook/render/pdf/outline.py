"""Bookmarks of a book: from a list with levels to a tree of PDF objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rolebook.render.pdf.pdf_file import PdfFile, write_text


@dataclass
class Bookmark:
    """A bookmark: its level (1 is the highest), its words, and its destination as a PDF array."""

    level: int
    label: str
    destination: bytes
    closed: bool = False
    number: int = 0
    children: list[Bookmark] = field(default_factory=list)

    @property
    def shown(self) -> int:
        """How many bookmarks below it are to be seen when it is open."""
        return len(self.children) + sum(0 if child.closed else child.shown for child in self.children)


def write_outline(pdf: PdfFile, bookmarks: Sequence[Bookmark]) -> int:
    """Write the tree; the number of its root, or 0 if there is nothing."""
    if not bookmarks:
        return 0
    root = Bookmark(0, "", b"")
    path = [root]
    for bookmark in bookmarks:
        while path[-1].level >= bookmark.level:
            path.pop()
        path[-1].children.append(bookmark)
        path.append(bookmark)
    for bookmark in (root, *bookmarks):
        bookmark.number = pdf.take()
    ends = b"/First %d 0 R/Last %d 0 R"
    pdf.add(root.number, (b"<</Count %d" + ends + b">>") % (root.shown, *_ends(root)))
    for parent in (root, *bookmarks):
        for at, child in enumerate(parent.children):
            text = b"<</Title %b/Parent %d 0 R/Dest %b" % (
                *(write_text(child.label), parent.number, child.destination),
            )
            if at:
                text += b"/Prev %d 0 R" % parent.children[at - 1].number
            if at + 1 < len(parent.children):
                text += b"/Next %d 0 R" % parent.children[at + 1].number
            if child.children:
                count = -child.shown if child.closed else child.shown
                text += (ends + b"/Count %d") % (*_ends(child), count)
            pdf.add(child.number, text + b">>")
    return root.number


def _ends(bookmark: Bookmark) -> tuple[int, int]:
    return bookmark.children[0].number, bookmark.children[-1].number
