"""From bytes to text: size, encoding, and characters that do not belong (codes Y001 to Y003)."""

from __future__ import annotations

import re

from rolebook.diagnostics import Diagnostic, Place, Severity

MAX_BYTES = 1 << 20
# C0 and C1 controls but tab and line feed; the line ends that only Unicode knows (YAML would count them
# as lines, editors do not); the two overrides that turn letters around, so that a text reads as another than it is
# (embeddings and isolates, which scripts from right to left need, may stay); a byte order mark inside; what is no
# character at all.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufeff\ufffe\uffff\ud800-\udfff]"
)


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
        "delete it; such characters often come from copying",
        Place(path, before.count("\n") + 1, len(before) - start + 1),
        _FORBIDDEN.sub("�", line),
    )
    return None, [problem]


def find_forbidden(text: str) -> re.Match[str] | None:
    """The first character that does not belong into a text."""
    return _FORBIDDEN.search(text)


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
