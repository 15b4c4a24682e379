"""The logo as it is published: nothing in it runs, loads or tells, and it is not too large."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from rolebook.content.employer import LOGO_FOLDER
from rolebook.content.picture_notes import strip_notes
from rolebook.diagnostics import Diagnostic, Place, Severity, shorten

MOST_SVG = 100_000
MOST_RASTER = 500_000
"""Bytes that a logo may have: it is loaded with every page."""
MOST_PIXELS = 4000
"""Of either side."""

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


class LogoFault(Exception):
    """Why a logo cannot be published, in words; in an SVG, with line and column from 1, else 0.

    ``source_line`` is the text of that line.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0, source_line: str | None = None):
        super().__init__(message)
        self.line = line
        self.column = column
        self.source_line = source_line

    def diagnose(self, name: str) -> Diagnostic:
        """X022, placed in the logo of this name."""
        return Diagnostic(
            "X022",
            Severity.ERROR,
            f"“{shorten(name)}” cannot be published: {self}",
            "save it as a plain, small picture: paths and shapes in an SVG, or PNG, JPEG, WebP",
            Place(f"{LOGO_FOLDER}/{name}", self.line, self.column),
            self.source_line,
        )


def read_logo(project: Path, name: str) -> bytes:
    """The logo of this name in the project's folder for pictures, as it may be published.

    An SVG keeps what draws, other pictures their pixels, colour profile and orientation. Raises LogoFault, and
    OSError if the file cannot be read.
    """
    folder = project / LOGO_FOLDER
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise LogoFault("it is a link that leads out of the folder")
    is_svg = name.lower().endswith(".svg")
    most = MOST_SVG if is_svg else MOST_RASTER
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise LogoFault(f"it is larger than {most // 1000} KB")
    if is_svg:
        return _clean_svg(data)
    _check_raster(data, _FORMATS[path.suffix.lower()])
    return strip_notes(data)


def _clean_svg(data: bytes) -> bytes:
    from rolebook.content.logo_svg import SvgFault, clean_svg  # only a project with such a logo needs it

    try:
        return clean_svg(data)
    except SvgFault as fault:
        lines = data.decode("utf-8", "replace").splitlines()
        line = lines[fault.line - 1] if fault.line <= len(lines) else ""
        raise LogoFault(str(fault), fault.line, min(fault.column, len(line) + 1), line) from None


def _check_raster(data: bytes, wanted: str) -> None:
    from PIL import Image, UnidentifiedImageError  # only a project with such a logo pays for loading it

    try:
        with Image.open(BytesIO(data), formats=sorted(set(_FORMATS.values()))) as image:
            found, size = image.format, image.size
            if max(size) > MOST_PIXELS:
                raise LogoFault(f"it measures {size[0]} by {size[1]} pixels; {MOST_PIXELS} are the most")
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise LogoFault("it cannot be read as a picture") from None
    if found != wanted and (found, wanted) != ("MPO", "JPEG"):  # MPO: a JPEG with more pictures behind it
        raise LogoFault(f"it is a {found} file by another name")
