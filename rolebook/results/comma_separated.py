"""CSV files as spreadsheets and people write them: encodings, separators, quoted cells of several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.content.yaml_text import find_forbidden
from rolebook.results.sheet import Cell, Sheet, build_sheet, refuse

MAX_BYTES = 10 << 20
_SEPARATORS = (",", ";", "\t")
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WESTERN = re.compile("[áéíóúüñçàèìòùâêîôûäöÁÉÍÓÚÜÑÇÀÈÌÒÙÄÖß¿¡ºª·«»€–—’“”…\u00a0]*")
"""What Spanish and its neighbours write beyond ASCII: all else in that encoding is a guess gone wrong."""


def read_csv(path: str, data: bytes) -> Sheet:
    """The table of a CSV file; ``path`` is how diagnostics call it.

    UTF-8, UTF-16, GB18030, or Windows-1252 as a Spanish Excel writes it. The separator is the one that the
    headings have most of. Raises SheetUnreadable.
    """
    if len(data) > MAX_BYTES:
        raise refuse(path, "A002", f"it is larger than {MAX_BYTES >> 20} MB", "divide it into several files")
    text = _decode(path, data).replace("\r\n", "\n").replace("\r", "\n")
    forbidden = find_forbidden(text)
    if forbidden is not None:
        line = text.count("\n", 0, forbidden.start()) + 1
        column = forbidden.start() - text.rfind("\n", 0, forbidden.start())
        message = f"invisible character U+{ord(forbidden[0]):04X} in the text"
        raise refuse(path, "A001", message, "delete it, or save the file again as CSV UTF-8", line, column)
    lines = tuple(text.split("\n"))
    declared = re.match(r"sep=(.)\n", text)
    start = declared.end() if declared else 0
    separator = declared[1] if declared else _find_separator(text)
    return build_sheet(path, _split_records(path, text, start, separator), lines)


def _decode(path: str, data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise _unknown_encoding(path) from None
    try:
        text = data.decode("utf-8")
        if "\0" not in text:
            return text
    except UnicodeDecodeError:
        pass
    for encoding, fits in (
        ("utf-16-le", lambda text: data[1::2].count(0) * 8 > len(data)),
        ("utf-16-be", lambda text: data[0::2].count(0) * 8 > len(data)),
        ("gb18030", _is_common_chinese),
        ("cp1252", lambda text: _WESTERN.fullmatch("".join(c for c in text if not c.isascii()))),
        ("gb18030", lambda text: True),
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if fits(text):
            return text
    raise _unknown_encoding(path)


def _is_common_chinese(text: str) -> bool:
    """Whether all that is not ASCII is in the small Chinese set: other encodings hardly ever look so."""
    try:
        "".join(c for c in text if not c.isascii()).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _unknown_encoding(path: str) -> Exception:
    hint = "save it in the spreadsheet as “CSV UTF-8”, or as .xlsx"
    return refuse(path, "A001", "nobody can tell in which encoding it is written", hint)


def _find_separator(text: str) -> str:
    """The separator that occurs most outside quotation marks in the first line that is not blank."""
    first = re.search(r"[^\n].*", re.sub(r'"(?:[^"]|"")*"', "", text.lstrip("\n")[:100_000]))
    counts = {separator: first[0].count(separator) if first else 0 for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator])


def _split_records(path: str, text: str, start: int, separator: str) -> Iterator[list[Cell]]:
    """The records of a text, cell by cell (RFC 4180); what follows a closing quotation mark belongs to the cell."""
    plain = re.compile(f"[^{re.escape(separator)}\n]*")
    at, line, line_start, end = start, text.count("\n", 0, start) + 1, start, len(text)
    record: list[Cell] = []
    while at <= end:
        begun, begun_line, begun_column = at, line, at - line_start + 1
        if text.startswith('"', at):
            close = _find_quote(text, at + 1)
            if close < 0:
                raise refuse(
                    path,
                    "A001",
                    "this quotation mark is never closed",
                    "close it; inside a quoted cell, a quotation mark is written twice",
                    begun_line,
                    begun_column,
                )
            rest = plain.match(text, close + 1)
            assert rest
            value, at = text[at + 1 : close].replace('""', '"') + rest[0], rest.end()
            breaks = text.count("\n", begun, at)
            if breaks:
                line, line_start = line + breaks, text.rfind("\n", begun, at) + 1
        else:
            match = plain.match(text, at)
            assert match
            value, at = match[0], match.end()
        length = at - begun if line == begun_line else 1
        record.append(Cell(_tidy(value), begun_line, begun_column, max(1, length)))
        if at < end and text[at] == separator:
            at += 1
            continue
        yield record
        record, at = [], at + 1
        line, line_start = line + 1, at


def _find_quote(text: str, at: int) -> int:
    """Where the closing quotation mark is; -1 if there is none."""
    while (found := text.find('"', at)) >= 0 and text.startswith('"', found + 1):
        at = found + 2
    return found


def _tidy(text: str) -> str:
    return text.strip().replace("\t", " ")
