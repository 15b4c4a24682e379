"""Writing a PDF object by object: small ones deflated in groups, a table of where each is, the same bytes always."""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from codecs import BOM_UTF16_BE
from io import BytesIO
from itertools import accumulate

_GROUP = 200  # objects deflated together: more are smaller, and slower to look up
_LEVEL = 6


class PdfFile:
    """A PDF that grows in memory, deflated; numbers of objects are taken first, and each is written once."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._out.write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")
        self._group: list[bytes] = []
        self._members: list[int] = []
        self._streams: dict[int, int] = {}
        self._groups: list[tuple[int, list[int]]] = []
        self.count = 1

    def take(self, count: int = 1) -> int:
        """Take so many numbers in a row; the first. ``count`` is how many are taken, with 0, which is no object."""
        first = self.count
        self.count += count
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
        self._out.write(end_stream(data) + b"\n")

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
        rows = self._list_rows()
        data = zlib.compress(rows, _LEVEL)
        digest = hashlib.md5(self._out.getbuffer(), usedforsecurity=False).hexdigest().encode()
        self._out.write(
            b"%d 0 obj\n<</Type /XRef/Size %d/W [1 5 2]/Root %d 0 R/Info %d 0 R/ID [<%b> <%b>]"
            b"/Filter /FlateDecode/Length %d>>\nstream\n"
            % (number, self.count, root, info, digest, digest, len(data))
        )
        self._out.write(data)
        self._out.write(b"%b\nstartxref\n%d\n%%%%EOF\n" % (end_stream(data), start))
        return self._out.getvalue()

    def _note(self, number: int) -> int:
        place = self._streams[number] = self._out.tell()
        return place

    def _list_rows(self) -> bytes:
        """Where each object is: a byte for the kind, five for a place or the number of a group, two for the rest."""
        kinds, places, indexes = (
            bytearray(self.count),
            array("Q", bytes(8 * self.count)),
            array("H", bytes(2 * self.count)),
        )
        indexes[0] = 0xFFFF
        for number, place in self._streams.items():
            kinds[number], places[number] = 1, place
        for number, members in self._groups:
            for index, member in enumerate(members):
                kinds[member], places[member], indexes[member] = 2, number, index
        if sys.byteorder == "little":
            places.byteswap()
            indexes.byteswap()
        rows, wide, short = bytearray(8 * self.count), places.tobytes(), indexes.tobytes()
        rows[0::8] = kinds
        for byte in range(5):
            rows[1 + byte :: 8] = wide[3 + byte :: 8]
        rows[6::8], rows[7::8] = short[0::2], short[1::2]
        return bytes(rows)

    def _close_group(self) -> None:
        if not self._members:
            return
        number = self.take()
        at = accumulate((len(text) + 1 for text in self._group), initial=0)
        front = b" ".join(map(b"%d %d".__mod__, zip(self._members, at, strict=False))) + b"\n"
        kind = b"/Type /ObjStm/N %d/First %d" % (len(self._members), len(front))
        self.add_deflated(number, front + b"\n".join(self._group), kind)
        self._groups.append((number, self._members))
        self._members, self._group = [], []


def end_stream(data: bytes) -> bytes:
    """What stands after the data of a stream.

    A CR at their end must not be taken for a part of the end of the line (ISO 19005-2, 6.1.7.1).
    """
    return b"\r\nendstream\nendobj" if data.endswith(b"\r") else b"\nendstream\nendobj"


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
