"""Writing a PDF object by object: small ones deflated in groups, a table of where each is, the same bytes always."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from codecs import BOM_UTF16_BE
from io import BytesIO

_GROUP = 200  # objects deflated together: more are smaller, and slower to look up
_LEVEL = 6


class PdfFile:
    """A PDF that grows in memory, deflated; numbers of objects are taken first, and each is written once."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._out.write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")
        self._kinds, self._places, self._indexes = bytearray(1), array("Q", [0]), array("Q", [65535])
        self._group: list[bytes] = []
        self._members: list[int] = []

    @property
    def count(self) -> int:
        """How many numbers have been taken, with 0, which is no object."""
        return len(self._kinds)

    def take(self, count: int = 1) -> int:
        """Take so many numbers in a row; the first."""
        first = len(self._kinds)
        self._kinds.extend(bytes(count))
        self._places.extend(array("Q", bytes(8 * count)))
        self._indexes.extend(array("Q", bytes(8 * count)))
        return first

    def add(self, number: int, text: bytes) -> None:
        """Write an object that is no stream."""
        self._members.append(number)
        self._group.append(text)
        if len(self._members) == _GROUP:
            self._close_group()

    def add_stream(self, number: int, text: bytes, data: bytes) -> None:
        """Write a stream; its dictionary has its length, and its filter if it is deflated."""
        self._note(number)
        self._out.write(b"%d 0 obj\n%b\nstream\n" % (number, text))
        self._out.write(data)
        self._out.write(b"\nendstream\nendobj\n")

    def add_deflated(self, number: int, data: bytes, text: bytes = b"", *, level: int = _LEVEL) -> None:
        """Write a stream that is deflated now; ``text`` is what else is in its dictionary."""
        self.add_inflatable(number, zlib.compress(data, level), text)

    def add_inflatable(self, number: int, data: bytes, text: bytes = b"") -> None:
        """Write a stream that has been deflated before."""
        self.add_stream(number, b"<<%b/Filter /FlateDecode/Length %d>>" % (text, len(data)), data)

    def finish(self, root: int, info: int) -> bytes:
        """The whole file, with the catalogue ``root`` and the properties ``info``."""
        self._close_group()
        number = self.take()
        start = self._note(number)
        rows = b"".join(
            b"%c%b%b" % (kind, place.to_bytes(5, "big"), index.to_bytes(2, "big"))
            for kind, place, index in zip(self._kinds, self._places, self._indexes, strict=True)
        )
        data = zlib.compress(rows, _LEVEL)
        digest = hashlib.md5(self._out.getbuffer(), usedforsecurity=False).hexdigest().encode()
        self._out.write(
            b"%d 0 obj\n<</Type /XRef/Size %d/W [1 5 2]/Root %d 0 R/Info %d 0 R/ID [<%b> <%b>]"
            b"/Filter /FlateDecode/Length %d>>\nstream\n"
            % (number, self.count, root, info, digest, digest, len(data))
        )
        self._out.write(data)
        self._out.write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()

    def _note(self, number: int) -> int:
        place = self._out.tell()
        self._kinds[number], self._places[number] = 1, place
        return place

    def _close_group(self) -> None:
        if not self._members:
            return
        number, at, front = self.take(), 0, []
        for index, (member, text) in enumerate(zip(self._members, self._group, strict=True)):
            front.append(b"%d %d" % (member, at))
            at += len(text) + 1
            self._kinds[member], self._places[member], self._indexes[member] = 2, number, index
        index_text = b" ".join(front) + b"\n"
        kind = b"/Type /ObjStm/N %d/First %d" % (len(front), len(index_text))
        self.add_deflated(number, index_text + b"\n".join(self._group), kind)
        self._members, self._group = [], []


def write_text(words: str) -> bytes:
    """Words as a PDF string."""
    if words.isascii():
        return b"(%b)" % write_escaped(words.encode("ascii"))
    return b"<%b>" % (BOM_UTF16_BE + words.encode("utf-16-be")).hex().encode()


def write_name(name: str) -> bytes:
    """The name of a place, as a PDF string of bytes."""
    return b"(%b)" % write_escaped(name.encode("utf-8"))


def write_escaped(content: bytes) -> bytes:
    """The content of a literal string."""
    for sign in (b"\\", b"(", b")"):
        content = content.replace(sign, b"\\" + sign)
    return content.replace(b"\r", b"\\r")


def write_number(value: float) -> bytes:
    """A number, without zeros that say nothing."""
    return f"{value:.3f}".rstrip("0").rstrip(".").encode() if value else b"0"


def write_references(numbers: list[int]) -> bytes:
    """References to objects, in a row."""
    return b" ".join(b"%d 0 R" % number for number in numbers)
