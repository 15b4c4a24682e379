"""Whether a logo can be put on public pages: nothing in it runs, loads or hides, and it is not too large.

An SVG is a document: a browser runs its scripts if it is opened by itself, and loads what it refers to. So only
what draws is let through; anything else is refused, with its line, rather than taken out unseen.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_SVG = 100_000
MOST_RASTER = 500_000
"""Bytes that a logo may have: it is loaded with every page."""
MOST_PIXELS = 4000
"""Of either side."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_SILENT = (
    "http://sodipodi.sourceforge.net/",
    "http://www.inkscape.org/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
)
"""Notes that drawing programs leave; browsers do nothing with them."""
_DRAWING = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath", "mask", "marker"),
        *("linearGradient", "radialGradient", "stop", "pattern", "filter"),
        *("feBlend", "feColorMatrix", "feComposite", "feFlood", "feGaussianBlur", "feMerge", "feMergeNode"),
        *("feOffset", "feDropShadow"),
    }
)
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_OUTSIDE = re.compile(
    r"url\(\s*+['\"]?+\s*+(?!#)[^)\s]|@import|(image-set|image|src)\(|expression\(|\\", re.IGNORECASE
)
_PATH = re.compile(r"\s*(/|~/|[A-Za-z]:[\\/]|\\\\|file:)", re.IGNORECASE)
_GPS, _CAMERA = 0x8825, 0x8769
_PERSONAL = {0x013B: "by whom", 0x9C9D: "by whom", 0xA430: "by whom", 0xA431: "with which camera"}
"""Tags of Exif 2.3: Artist, XPAuthor, CameraOwnerName, BodySerialNumber."""


def find_logo_fault(folder: Path, name: str) -> str | None:
    """What is wrong with a logo, in words, or None; ``folder`` is where it must really lie."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        return "it is a link that leads out of the folder"
    is_svg = name.lower().endswith(".svg")
    most = MOST_SVG if is_svg else MOST_RASTER
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        return f"it is larger than {most // 1000} KB"
    return _find_svg_fault(data) if is_svg else _find_raster_fault(data, _FORMATS[path.suffix.lower()])


def _find_svg_fault(data: bytes) -> str | None:
    reader = _SvgReader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        return f"it is no well-formed SVG: {expat.ErrorString(error.code)} in line {error.lineno}"
    except _Fault as fault:
        return f"{fault} in line {reader.parser.CurrentLineNumber}"
    return None


class _Fault(Exception):
    pass


class _SvgReader:
    """Reads an SVG and stops at what a logo must not have."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read_text
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.ProcessingInstructionHandler = self._refuse_instruction
        self.open: list[str] = []
        self.style = ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self.open and (space, tag) != (_SVG, "svg"):
            raise _Fault("its first element is not <svg> of SVG")
        if self.open and self.open[-1] == "style":  # browsers join the style's text around it
            raise _Fault(f"it has <{tag}> inside <style>")
        if not space.startswith(_SILENT) and (space != _SVG or tag not in _DRAWING):
            raise _Fault(f"it has <{tag}>")
        self.open.append(tag)
        for key, value in attributes.items():
            place, _, attribute = key.rpartition(" ")
            if attribute.lower().startswith("on"):
                raise _Fault(f"it has the script attribute {attribute}")
            if attribute == "href" and place in ("", _XLINK) and not value.strip().startswith("#"):
                raise _Fault("it refers to something outside")
            if (place, attribute) == (_XML, "base"):
                raise _Fault("it sets its own base address")
            if place and _PATH.match(value):
                raise _Fault(f"its attribute {attribute} tells the public a path on your computer")
            if not place and _OUTSIDE.search(value):
                raise _Fault(f"its attribute {attribute} refers to something outside")

    def _end(self, name: str) -> None:
        # The text of an element comes in pieces, so it is looked at as a whole.
        if self.open.pop() == "style" and _OUTSIDE.search(self.style):
            raise _Fault("its style refers to something outside")
        self.style = ""

    def _read_text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += text

    def _refuse_doctype(self, *_: object) -> None:
        raise _Fault("it has a document type (<!DOCTYPE>)")

    def _refuse_instruction(self, *_: object) -> None:
        raise _Fault("it has a processing instruction (<?…?>)")


def _find_raster_fault(data: bytes, wanted: str) -> str | None:
    from PIL import Image, UnidentifiedImageError  # only a project with such a logo pays for loading it

    try:
        with Image.open(BytesIO(data), formats=sorted(set(_FORMATS.values()))) as image:
            found, size = image.format, image.size
            if max(size) > MOST_PIXELS:
                return f"it measures {size[0]} by {size[1]} pixels; {MOST_PIXELS} are the most"
            image.load()
            told = _find_told(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "it cannot be read as a picture"
    if told:
        return f"it tells the public {told} it was made (Exif): save it without such notes"
    return f"it is a {found} file by another name" if found != wanted else None


def _find_told(image: Image) -> str | None:
    """What the notes in a picture tell of people: where, by whom, or with which camera it was made."""
    notes = image.getexif()
    if notes.get_ifd(_GPS):
        return "where"
    tags = {**notes, **notes.get_ifd(_CAMERA)}
    return next((words for tag, words in _PERSONAL.items() if tags.get(tag)), None)
