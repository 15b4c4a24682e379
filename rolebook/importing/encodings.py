"""Which encoding the bytes of a text have: UTF-8, UTF-16, GB18030 or Windows-1252."""

from __future__ import annotations

import codecs
import re

from rolebook.importing.problems import ImportProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LATIN = set("áéíóúñüàèìòùâêîôûäöçãõÁÉÍÓÚÑÜÇÀÈÖÄ¿¡«»“”‘’–—…€£°ºª·•´©®§½¼\u00a0")
_SIGNS = set("，。、；：（）？！“”‘’《》【】—…　①②③④⑤⑥⑦⑧⑨⑩０１２３４５６７８９％＋－■●")
_SAMPLE = 1 << 16


def decode_bytes(name: str, data: bytes) -> tuple[str, str]:
    """The text of these bytes and the name of their encoding; ImportProblem if it cannot be told."""
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), label
            except UnicodeDecodeError:
                raise _tell_unknown(name, f"it begins as {label} and does not go on so") from None
    wide = _find_wide(data)
    if wide:
        return data.decode(wide), "UTF-16"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_older(name, data)
    if "\x00" in text:
        raise _tell_unknown(name, "it holds bytes that no text has")
    return text, "UTF-8"


def _find_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: it has zero bytes, which no other encoding of a text has, and reads well one way."""
    if len(data) % 2 or b"\x00" not in data[:_SAMPLE]:
        return None
    shares: dict[str, float] = {}
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        known = sum(c.isascii() or "\u4e00" <= c <= "\u9fff" or c in _LATIN or c in _SIGNS for c in text)
        shares[codec] = known / len(text) if "\x00" not in text else 0
    best = max(shares, key=lambda codec: shares[codec], default=None)
    return best if best and shares[best] > 0.9 else None


def _decode_older(name: str, data: bytes) -> tuple[str, str]:
    """Chinese in GB18030 has its high bytes in rows; Spanish in Windows-1252 has them alone between letters."""
    if b"\x00" in data:
        raise _tell_unknown(name, "it holds bytes that no text has")
    high = len(re.findall(rb"[\x80-\xff]", data))
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", data))
    if alone < 0.5 * high:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        foreign = [c for c in text if not c.isascii()]
        if foreign and sum("\u4e00" <= c <= "\u9fff" for c in foreign) > 0.5 * len(foreign):
            return text, "GB18030"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _tell_unknown(name, "it is neither UTF-8, UTF-16, GB18030 nor Windows-1252") from None
    foreign = [c for c in text if not c.isascii()]
    if sum(c in _LATIN for c in foreign) < 0.9 * len(foreign) or len(foreign) > 0.25 * len(text):
        raise _tell_unknown(name, "it is neither UTF-8, UTF-16, GB18030 nor Windows-1252")
    return text, "Windows-1252"


def _tell_unknown(name: str, reason: str) -> ImportProblem:
    return ImportProblem(
        f"{name}: the encoding of the text is not known: {reason}",
        "open it in an editor and save it as UTF-8, or paste it into a Word document",
    )
