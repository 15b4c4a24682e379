"""What WeasyPrint complains about, as diagnostics: a document with a complaint is not a good document.

WeasyPrint writes to Python's logging and goes on. Which part of it speaks tells what kind of problem it is.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath

from rolebook.diagnostics import Diagnostic, Place, Severity

_LOGGER = "weasyprint"
_POSITION = re.compile(r"[\s,]*\bat (\d+):(\d+)")
_WRITTEN_OUT = re.compile(r"data:[\w/+.-]+[;,][^\s'\"]*")

_HINTS = {
    "D001": "Write it with other letters: documents use the bundled fonts only.",
    "D002": "Link to a place that this document holds, or take the link away.",
    "D003": "Documents know less CSS than browsers do: `rolebook explain D003` says what is missing.",
    "D004": "Documents use files of the template folders, and images in the project's folders for images.",
    "D005": "`rolebook explain D005` says what may help.",
}
_LIBRARY_HINT = "A library of the system is missing or too old: run `scripts/setup-system`."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet that is being read: its path in the project (None if it is not in it), and its text."""

    path: str | None
    text: str


class _Listener(logging.Handler):
    """Keeps what one thread is told."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.records.append(record)


@contextmanager
def listen() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint says to this thread; the list fills while the block runs."""
    logger = logging.getLogger(_LOGGER)
    listener = _Listener()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield listener.records
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate


def explain_document(
    records: Iterable[logging.LogRecord], name: str, texts: Iterable[str]
) -> list[Diagnostic]:
    """What was said while the document `name` was made; `texts` are its words, to quote from."""
    records = list(records)
    missing = {_missing_character(record) for record in records} - {None}
    quotes = _quote(texts, {character for character in missing if character})
    problems = []
    for record in records:
        code = _code_of(record)
        character = _missing_character(record)
        text = _say_missing(character, quotes) if character else _shorten(record.getMessage())
        hint = _LIBRARY_HINT if code == "D005" and "HarfBuzz" in text else _HINTS[code]
        problems.append(Diagnostic(code, Severity.ERROR, f"{name}: {text}", hint))
    return problems


def explain_sheet(records: Iterable[logging.LogRecord], name: str, sheet: Sheet) -> list[Diagnostic]:
    """What was said while a style sheet was read, with its place if the sheet is in the project."""
    problems = []
    for record in records:
        code = _code_of(record)
        text, place, source_line = _shorten(record.getMessage()), None, None
        match = _POSITION.search(text)
        if sheet.path is None:
            text = f"{name}: {text}"
        elif match is None:
            place = Place(sheet.path)
        else:
            line, column = int(match[1]), int(match[2])
            lines = sheet.text.splitlines()
            source_line = lines[line - 1] if line <= len(lines) else ""
            marked = re.match(r"[^:;{]*", source_line[column - 1 :])
            place = Place(sheet.path, line, column, max(1, len(marked[0].rstrip()) if marked else 1))
            text = text[: match.start()] + text[match.end() :]
        problems.append(Diagnostic(code, Severity.ERROR, text, _HINTS[code], place, source_line))
    return problems


def _code_of(record: logging.LogRecord) -> str:
    """What kind of problem it is, by the part of WeasyPrint that found it."""
    module = "/".join(PurePath(record.pathname).parts[-2:])
    template = str(record.msg)
    if record.funcName == "draw_first_line":
        return "D001"
    if module == "css/targets.py" or record.funcName == "resolve_links":
        return "D002"
    if template.startswith(("Failed to load", "Failed to render", "Unsupported stylesheet", "Font-face")):
        return "D004"
    if module == "weasyprint/urls.py" or "<link rel" in template:
        return "D004"
    if module.startswith(("css/", "validation/")):
        return "D003"
    return "D005"


def _missing_character(record: logging.LogRecord) -> str | None:
    if _code_of(record) == "D001" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return None


def _say_missing(character: str, quotes: Mapping[str, str]) -> str:
    shown = f"“{character}” " if character.isprintable() else ""
    around = f", in “{quotes[character]}”" if character in quotes else ""
    return f"no font has the character {shown}(U+{ord(character):04X}){around}"


def _quote(texts: Iterable[str], characters: set[str]) -> dict[str, str]:
    """A few words around each of these characters, where it stands first."""
    quotes: dict[str, str] = {}
    for text in texts if characters else ():
        for character in characters - quotes.keys():
            at = text.find(character)
            if at >= 0:
                quotes[character] = " ".join(text[max(0, at - 24) : at + 24].split())
    return quotes


def _shorten(text: str) -> str:
    """On one line, and without the whole of an image that is written into its address."""
    text = _WRITTEN_OUT.sub("data:…", " ".join(text.split()))
    return text if len(text) <= 300 else text[:299] + "…"
