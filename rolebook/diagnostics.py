"""What is wrong with the user's content: one record per problem, with its place and its cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath


class Severity(StrEnum):
    """How grave a problem is: only errors stop a build (``--strict`` adds warnings)."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in one file: path relative to the project (POSIX), line and column from 1.

    ``length`` is the number of characters to underline, at least 1. Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __post_init__(self) -> None:
        if PurePosixPath(self.path).is_absolute():
            raise ValueError(f"a place is relative to the project, not {self.path}")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: stable code, severity, what is wrong, what to do, where.

    ``source_line`` is the text of the line at ``place`` (without its line end), if there is one.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    place: Place | None = None
    source_line: str | None = field(default=None, compare=False)

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Order of reports: by file, place, severity and code."""
        place = self.place or Place("")
        return (place.path, place.line, place.column, _RANK[self.severity], self.code, self.message)


class ContentError(Exception):
    """The user's content cannot be used; carries every diagnostic found so far.

    Anything else that is raised is our bug and keeps its traceback.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]):
        self.diagnostics = sort_diagnostics(diagnostics)
        super().__init__(f"{len(self.diagnostics)} problems in the content")


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in report order, each once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: d.sort_key))


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether these diagnostics fail a check: errors do, warnings only when strict, advice never."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(d.severity in failing for d in diagnostics)


def shorten(text: str, limit: int = 60) -> str:
    """The text on one line, cut with an ellipsis if it is long: for quoting content in a message."""
    flat = " ".join(text[: 4 * limit].split())
    return flat if len(flat) <= limit and len(text) <= 4 * limit else flat[: limit - 1].rstrip() + "…"
