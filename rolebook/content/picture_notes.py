"""Pictures of pixels without what they tell besides: cut out of the file, without touching a pixel.

Cameras and programs note in a picture where, when, by whom and with what it was made. Of all that, the colour profile
stays, and which side is up. Sources: PNG, third edition (W3C, 2025); JPEG, ITU-T T.81 with JFIF 1.02 and Exif 2.32;
WebP, RFC 9649.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs", b"sBIT"),
        *(b"gAMA", b"cHRM", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
        *(b"acTL", b"fcTL", b"fdAT"),
    }
)
_EXIF = b"Exif\0\0"
_ICC = b"ICC_PROFILE\0"
_JPEG_KEPT = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, *range(0xC0, 0xD0)} - {0xC8})
"""Tables and frames: DHT, DAC, DQT, DNL, DRI, SOF."""
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_ORIENTATION = 0x0112


def strip_notes(data: bytes) -> bytes:
    """A PNG, JPEG or WebP with its pixels, colour profile and orientation alone; other data as it is.

    The same bytes for the same picture. What is not well-formed is cut off where it stops being so.
    """
    if data.startswith(_PNG):
        return _strip_png(data)
    if data.startswith(b"\xff\xd8"):
        return _strip_jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _strip_webp(data)
    return data


def _strip_png(data: bytes) -> bytes:
    chunks = list(_list_png(data))
    exif = next((body for kind, body in chunks if kind == b"eXIf"), b"")
    parts = [_PNG]
    for kind, body in chunks:
        if kind == b"iCCP":  # the profile's name is free text, and nothing reads it
            body = b"ICC" + body[body.find(b"\0") :]
        elif kind not in _PNG_KEPT:
            continue
        parts.append(_write_png(kind, body))
        if kind == b"IHDR" and (side := _read_orientation(exif)) != 1:
            parts.append(_write_png(b"eXIf", _write_orientation(side)))
    return b"".join(parts)


def _list_png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk, up to the end of the picture."""
    at, kind = len(_PNG), b""
    while kind != b"IEND" and at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        yield kind, data[at + 8 : at + 8 + length]
        at += length + 12


def _write_png(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _strip_jpeg(data: bytes) -> bytes:
    segments = list(_list_jpeg(data))
    exif = next((body for mark, body, _ in segments if mark == 0xE1 and body.startswith(_EXIF)), b"")
    side = _read_orientation(exif.removeprefix(_EXIF))
    head, rest = b"", []
    for mark, body, scan in segments:
        if mark == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            head = _write_jpeg(mark, body[:12] + b"\0\0")  # without its thumbnail
        elif mark == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            rest.append(_write_jpeg(mark, body[:12]))  # says in which model colours are
        elif (mark == 0xE2 and body.startswith(_ICC)) or mark in _JPEG_KEPT or mark == 0xDA:
            rest.append(_write_jpeg(mark, body) + scan)
    if side != 1:
        head += _write_jpeg(0xE1, _EXIF + _write_orientation(side))
    return b"".join((b"\xff\xd8", head, *rest, b"\xff\xd9"))


def _list_jpeg(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker and content of each segment, and the coded pixels that follow it, up to the end of the picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:  # padding
            at += 1
            continue
        if mark == 0xD9:
            return
        if mark == 0x01 or 0xD0 <= mark <= 0xD8:  # stand alone
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        body, at = data[at + 4 : end], end
        if mark == 0xDA:
            end = _find_marker(data, at)
        yield mark, body, data[at:end]
        at = end


def _find_marker(data: bytes, at: int) -> int:
    """Where coded pixels end: at a marker that is none of those within them."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark == 0 or 0xD0 <= mark <= 0xD7:
            at += 2
        else:
            return at
    return len(data)


def _write_jpeg(mark: int, body: bytes) -> bytes:
    return bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body


def _strip_webp(data: bytes) -> bytes:
    chunks = list(_list_riff(data[12 : 8 + int.from_bytes(data[4:8], "little")]))
    exif = next((body for kind, body in chunks if kind == b"EXIF"), b"")
    side = _read_orientation(exif.removeprefix(_EXIF))
    is_extended = bool(chunks) and chunks[0][0] == b"VP8X"
    parts = []
    for kind, body in chunks:
        if kind == b"VP8X" and body:
            flags = body[0] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if side != 1 else 0)
            body = bytes((flags,)) + body[1:]
        elif kind == b"ANMF":  # a frame: 16 bytes of place and time, then chunks of its own
            inner = (_write_riff(*part) for part in _list_riff(body[16:]) if part[0] in _WEBP_KEPT)
            body = body[:16] + b"".join(inner)
        elif kind not in _WEBP_KEPT:
            continue
        parts.append(_write_riff(kind, body))
    if is_extended and side != 1:
        parts.append(_write_riff(b"EXIF", _write_orientation(side)))
    content = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _list_riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _write_riff(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _read_orientation(exif: bytes) -> int:
    """Which side is up, 1 to 8 as Exif has it; 1 (as it lies) if that is not said."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 10:
        return 1
    (at,) = struct.unpack_from(order + "I", exif, 4)
    if at + 2 > len(exif):
        return 1
    (count,) = struct.unpack_from(order + "H", exif, at)
    for entry in range(at + 2, min(at + 2 + 12 * count, len(exif) - 11), 12):
        tag, kind, number, value = struct.unpack_from(order + "HHIH", exif, entry)
        if (tag, kind, number) == (_ORIENTATION, 3, 1):
            return value if 1 <= value <= 8 else 1
    return 1


def _write_orientation(side: int) -> bytes:
    """Exif (TIFF) with nothing but the orientation."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, side, 0, 0)
