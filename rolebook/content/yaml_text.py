"""From bytes to text: size, encoding, and characters that do not belong (codes Y001 to Y003)."""

from __future__ import annotations

import re

from rolebook.diagnostics import Diagnostic, Place, Severity

MAX_BYTES = 1 << 20
# C0 and C1 controls but tab and line feed; the line ends that only Unicode knows (YAML would count them
# as lines, editors do not); the two overrides that turn letters around, so that a text reads as another than it is
# (embeddings and isolates, which scripts from right to left need, may stay if they are closed); marks that Unicode
# advises against; a byte order mark inside; tags, and variation selectors where there is nothing to vary: whole texts
# can hide in them; what is no character at all.
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\u206a-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + f"]|(?<![{_HAN}])[\U000e0100-\U000e01ef]|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a region, such as Scotland: the one use of tags (UTS 51, ED-14a)."""
_TURN = re.compile("[\u202a-\u202c\u2066-\u2069\n]")


def decode_text(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file with its line ends made ``\\n``; or None and why it cannot be read."""
    if len(data) > MAX_BYTES:
        problem = Diagnostic(
            "Y001",
            Severity.ERROR,
            f"the file is larger than {MAX_BYTES:,} bytes",
            "split the content over several roles",
            Place(path),
        )
        return None, [problem]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_tell_encoding(path, data, error)]
    # Editors on Windows write CRLF; a lone CR is a line end too. Places count lines the same way.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    forbidden = find_forbidden(text)
    if forbidden is None:
        return text, []
    before, _, after = text[: forbidden.start()], forbidden[0], text[forbidden.end() :]
    start = before.rfind("\n") + 1
    line = before[start:] + "�" + after.partition("\n")[0]
    problem = Diagnostic(
        "Y003",
        Severity.ERROR,
        f"invisible character U+{ord(forbidden[0]):04X} in the text",
        "close it with U+2069 (isolates) or U+202C (embeddings) on its line, or delete it"
        if _TURN.match(forbidden[0])
        else "delete it; such characters often come from copying",
        Place(path, before.count("\n") + 1, len(before) - start + 1),
        _TURN.sub("�", _FORBIDDEN.sub("�", line)),
    )
    return None, [problem]


def find_forbidden(text: str) -> re.Match[str] | None:
    """The first character that does not belong into a text, or that turns the rest of a line and is not closed."""
    flags = [match.span() for match in _FLAG.finditer(text)] if "\U0001f3f4" in text else []
    for match in _FORBIDDEN.finditer(text):
        if not any(start < match.start() < end for start, end in flags):
            return match
    return _find_unclosed(text)


def _find_unclosed(text: str) -> re.Match[str] | None:
    """The first embedding or isolate that is not closed on its line: it would turn what comes after the text.

    What closes what is told in UAX 9, BD9 to BD11: an isolate's end closes all that was opened within it.
    """
    opened: list[re.Match[str]] = []
    for match in _TURN.finditer(text):
        char = match[0]
        if char == "\n":
            if opened:
                return opened[0]
        elif char == "\u202c":
            if opened and opened[-1][0] < "\u202c":
                opened.pop()
        elif char == "\u2069":
            isolates = [index for index, one in enumerate(opened) if one[0] > "\u202c"]
            del opened[isolates[-1] if isolates else len(opened) :]
        else:
            opened.append(match)
    return opened[0] if opened else None


def _tell_encoding(path: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    # A line may end in \r\n, \r or \n: each is one line end.
    before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = before.rfind(b"\n") + 1
    rest = re.split(rb"[\r\n]", data[error.start :], maxsplit=1)[0]
    shown = before[start:].decode("utf-8-sig" if start == 0 else "utf-8", "replace")
    return Diagnostic(
        "Y002",
        Severity.ERROR,
        f"the file is not UTF-8: byte 0x{data[error.start]:02x} cannot be read",
        "save the file again with the encoding UTF-8",
        Place(path, before.count(b"\n") + 1, len(shown) + 1),
        shown + rest.decode("utf-8", "replace"),
    )
