"""What WeasyPrint complains about, as diagnostics: a document with a complaint is not a good document.

WeasyPrint writes to Python's logging and goes on. Which part of it speaks tells what kind of problem it is.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from rolebook.diagnostics import Diagnostic, Place, Severity

_LOGGER = "weasyprint"
_POSITION = re.compile(r"\s*\bat (\d+):(\d+)")

_HINTS = {
    "D001": "Write it with other letters: printed documents use the bundled fonts only (`rolebook explain D001`).",
    "D002": "Link to a place that this document holds, or take the link away.",
    "D003": "Printed documents know less CSS than browsers do: see the list in `rolebook explain D003`.",
    "D004": "Documents can use files of the template folders, and images in a folder named “images” of the project.",
    "D005": "See `rolebook explain D005`.",
}


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
    """Collects what WeasyPrint says to this thread; the list fills while the block runs."""
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


def missing_characters(records: list[logging.LogRecord]) -> set[str]:
    """The characters that no font has."""
    return {str(record.args[0]) for record in records if _code_of(record) == "D001" and isinstance(record.args, tuple)}


def explain(
    record: logging.LogRecord, where: str, *, contexts: dict[str, str] | None = None, sheet: str | None = None, source: str = ""
) -> Diagnostic:
    """One complaint as a diagnostic.

    `where` is the document; `contexts` has some words around each missing character; `sheet` is the style sheet
    (relative to the project) if one was being read, and `source` its text.
    """
    code = _code_of(record)
    text = record.getMessage()
    if code == "D001" and isinstance(record.args, tuple):
        character, number = str(record.args[0]), int(str(record.args[1]))
        around = (contexts or {}).get(character)
        shown = f"“{character}” " if character.isprintable() else ""
        text = f"no font has the character {shown}(U+{number:04X})" + (f", in “{around}”" if around else "")
        code_hint = _HINTS[code]
    else:
        code_hint = _HINTS[code]
        if "HarfBuzz" in text:
            code_hint = "A library of the system is missing: run `scripts/setup-system`."
    place, source_line = None, None
    match = _POSITION.search(text)
    if sheet is not None:
        place = Place(sheet)
        if match:
            line, column = int(match[1]), int(match[2])
            lines = source.splitlines()
            source_line = lines[line - 1] if 1 <= line <= len(lines) else None
            place = Place(sheet, line, column, max(1, len((source_line or "")[column - 1 :].split(":")[0].strip())))
            text = text[: match.start()] + text[match.end() :]
    message = f"{where}: {_shorten(text)}" if where else _shorten(text)
    return Diagnostic(code, Severity.ERROR, message, code_hint, place, source_line)


def _code_of(record: logging.LogRecord) -> str:
    """What kind of problem it is, by the part of WeasyPrint that found it."""
    module = "/".join(PurePath(record.pathname).parts[-2:])
    template = str(record.msg)
    if record.funcName == "draw_first_line":
        return "D001"
    if module == "css/targets.py" or record.funcName == "resolve_links":
        return "D002"
    if template.startswith(("Failed to load", "Failed to render")) or "URI reference" in template or "URL" in template:
        return "D004"
    if "stylesheet type" in template or "Font-face" in template:
        return "D004"
    if module.startswith(("css/", "validation/")):
        return "D003"
    return "D005"


def _shorten(text: str) -> str:
    """Without line ends and without the whole of an image that is written into its address."""
    text = re.sub(r"data:[\w/+.-]+[;,]\S{40,}?(?=['\"\s]|$)", "data:…", " ".join(text.split()))
    return text if len(text) <= 400 else text[:399] + "…"
