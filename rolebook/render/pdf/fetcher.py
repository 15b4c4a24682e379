"""What a printed document may read while it is laid out: files of the look and images, nothing else.

Importing this module imports weasyprint, so only functions of `document` do it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from rolebook.content.picture_notes import strip_notes

_IMAGE_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_LOOK_TYPES = {**_IMAGE_TYPES, ".css": "text/css", ".ttf": "font/ttf", ".otf": "font/otf"}


class Refused(ValueError):
    """An address that a document asks for and does not get."""


class _Image(URLFetcherResponse):
    """An image that goes into a PDF as it was fetched: WeasyPrint would put in the file itself, notes and all."""

    path = None


class LocalFetcher(URLFetcher):
    """Reads files of the look below `look`, and images below `images`; refuses every other address.

    Links between files are followed before the place is judged. There is no network: the only address that is
    not a file is ``data:image/svg+xml``, which our own templates use for charts.
    """

    def __init__(self, look: Iterable[Path], images: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=frozenset({"file", "data"}), allow_redirects=False)
        self._places = [(folder.resolve(), _LOOK_TYPES) for folder in look]
        self._places += [(folder.resolve(), _IMAGE_TYPES) for folder in images]

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The content at an address; raises `Refused`."""
        scheme = url.partition(":")[0].lower()
        if scheme == "data":
            return _decode_svg(url)
        if scheme == "file":
            return self._read(url)
        raise Refused("documents use files of the project only")

    def _read(self, url: str) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.netloc not in ("", "localhost"):
            raise Refused("documents use files of this machine only")
        try:
            path = Path(url2pathname(parts.path)).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            raise Refused("there is no such file") from None
        kinds = [
            types[path.suffix.lower()]
            for folder, types in self._places
            if path.is_relative_to(folder) and path.suffix.lower() in types
        ]
        if not kinds or not path.is_file():
            raise Refused("it is no image, font or style sheet in a folder that documents may use")
        content = path.read_bytes()
        if kinds[0].startswith("image/"):
            return _Image(url, strip_notes(content), {"Content-Type": kinds[0]})
        return URLFetcherResponse(url, content, {"Content-Type": kinds[0]})


def _decode_svg(url: str) -> URLFetcherResponse:
    head, _, body = url.partition(",")
    kind, *parameters = head[len("data:") :].lower().split(";")
    if kind != "image/svg+xml":
        raise Refused("only SVG can be written into the document itself")
    data = unquote_to_bytes(body)
    if "base64" in parameters:
        try:
            data = base64.b64decode(data, validate=True)
        except binascii.Error:
            raise Refused("its base64 is broken") from None
    return URLFetcherResponse(url, data, {"Content-Type": kind})
