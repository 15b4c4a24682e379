"""A text to be imported, as numbered lines with what its file says of them: headings, lists, tables."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rolebook.content.yaml_text import find_forbidden
from rolebook.importing.encodings import decode_bytes
from rolebook.importing.markdown_lines import read_markdown_lines
from rolebook.importing.plain_lines import mend_bullets, read_plain_lines
from rolebook.importing.problems import ImportProblem
from rolebook.importing.source_line import SourceLine

Form = Literal["txt", "md", "docx"]
FORMS: tuple[Form, ...] = ("txt", "md", "docx")
MAX_TEXT = 512 * 1024
"""The most characters of one text: drafts must stay below the 1 MiB of a content file."""
_MAX_BYTES = {"txt": 2 << 20, "md": 2 << 20, "docx": 20 << 20}
_ENDINGS: dict[str, Form] = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".docx": "docx"}


@dataclass(frozen=True)
class SourceText:
    """One text: the name of its file, how it was read, and its lines that are not empty."""

    name: str
    form: Form
    encoding: str
    lines: tuple[SourceLine, ...]


def read_source(path: Path, form: Form | None = None) -> SourceText:
    """Read a file as a text. ImportProblem if it cannot be one; ``form`` overrules the ending of its name."""
    name = show_name(path.name)
    data, form = _read_bytes(path, form)
    if form == "docx":
        from rolebook.importing.word_document import read_word_lines

        lines, encoding = read_word_lines(name, data), "Word"
    else:
        text, encoding = decode_bytes(name, data)
        if len(text) > MAX_TEXT:
            raise _tell_size(name, f"more than {MAX_TEXT:,} characters")
        text = _clean_characters(text if form == "md" else mend_bullets(text))
        lines = read_markdown_lines(text) if form == "md" else read_plain_lines(text)
    if sum(len(line.text) for line in lines) > MAX_TEXT:
        raise _tell_size(name, f"more than {MAX_TEXT:,} characters")
    if not any(re.search(r"\w", line.text) for line in lines):
        raise ImportProblem(f"{name}: there are no words in it", "name a file that holds a text")
    return SourceText(name, form, encoding, tuple(lines))


def _read_bytes(path: Path, form: Form | None) -> tuple[bytes, Form]:
    name, shown = show_name(path.name), show_name(str(path))
    if not os.path.lexists(path):
        raise ImportProblem(f"there is no file {shown}", "check the name")
    if path.is_dir():
        raise ImportProblem(f"{shown} is a folder", "name the files in it, such as a *.docx")
    if not path.is_file():
        raise ImportProblem(f"{shown} is no ordinary file", "name a .txt, .md or .docx file")
    found = form or _ENDINGS.get(path.suffix.lower())
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(8)
            if found is None:
                found = _guess_form(path, head)
            limit = _MAX_BYTES[found]
            if size > limit:
                raise _tell_size(name, f"{size / (1 << 20):.0f} MB, and {limit >> 20} MB is the most")
            data = head + stream.read(limit + 1)
    except OSError as error:
        raise ImportProblem(
            f"{shown} cannot be read: {error.strerror or error}", "check that you may read it"
        ) from None
    if not data:
        raise ImportProblem(f"{name} is empty", "name a file that holds a text")
    if found != "docx" and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        kind = "a PDF" if data.startswith(b"%PDF") else "an Office document"
        raise ImportProblem(
            f"{name} is {kind}, not a text", "save it as .docx, or copy its text into a .txt file"
        )
    return data, found


def _guess_form(path: Path, head: bytes) -> Form:
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if path.suffix.lower() in (".doc", ".pdf", ".odt", ".rtf", ".xls", ".xlsx", ".pptx", ".html", ".htm"):
        raise ImportProblem(
            f"{show_name(path.name)}: files that end in {show_name(path.suffix)} cannot be imported",
            "save it as .docx, or copy its text into a .txt file",
        )
    return "txt"


def show_name(name: str) -> str:
    """The name of a file as it may stand in a message and in a comment: no control characters, valid text."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() else "?" for c in plain)


def _tell_size(name: str, reason: str) -> ImportProblem:
    return ImportProblem(f"{name} is too large: {reason}", "split it, a few roles to a file")


def _clean_characters(text: str) -> str:
    """Line ends as line feeds; what no content file may hold becomes a space."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    while match := find_forbidden(text):
        text = text.replace(match[0], "" if match[0] == "\ufeff" else " ")
    return text
