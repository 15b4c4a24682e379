"""What a printed document may read while it is laid out: files of the look and images of the project, nothing else.

Importing this module imports weasyprint, so only functions of `document` do it.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from rolebook.render.settings import RenderSettings

IMAGE_FOLDER = "images"
"""Images of content lie in folders of this name, anywhere in the project."""

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


class ProjectFetcher(URLFetcher):  # type: ignore[misc]
    """Reads files below the template folders and images of the project; refuses every other address.

    Links in files are followed before the place is judged. There is no network: the only address that is not a
    file is ``data:image/svg+xml``, which our own templates use for charts.
    """

    def __init__(self, settings: RenderSettings) -> None:
        super().__init__(allowed_protocols=frozenset({"file", "data"}), allow_redirects=False)
        self._look = tuple(folder.resolve() for folder in settings.template_folders)
        self._project = settings.project.resolve()

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The content at an address, or `Refused`."""
        scheme = url.partition(":")[0].lower()
        if scheme == "data":
            return _decode_svg(url)
        if scheme == "file":
            return self._read(url)
        raise Refused("only files of the project can be used")

    def _read(self, url: str) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.netloc not in ("", "localhost"):
            raise Refused("only files of this machine can be used")
        try:
            path = Path(url2pathname(parts.path)).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            raise Refused("there is no such file") from None
        kind = self._kind_of(path)
        if kind is None:
            raise Refused(
                f"it lies neither in a template folder nor in a folder “{IMAGE_FOLDER}” of the project, or is of no known type"
            )
        if not path.is_file():
            raise Refused("it is not a file")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def _kind_of(self, path: Path) -> str | None:
        suffix = path.suffix.lower()
        if any(path.is_relative_to(folder) for folder in self._look):
            return _LOOK_TYPES.get(suffix)
        if path.is_relative_to(self._project):
            folders = path.relative_to(self._project).parts[:-1]
            if IMAGE_FOLDER in folders and not any(name.startswith(".") for name in folders):
                return _IMAGE_TYPES.get(suffix)
        return None


def _decode_svg(url: str) -> URLFetcherResponse:
    head, _, body = url.partition(",")
    kind, *parameters = head.removeprefix("data:").lower().split(";")
    if kind != "image/svg+xml":
        raise Refused("only SVG can be written into the document itself")
    data = unquote_to_bytes(body)
    if "base64" in parameters:
        try:
            data = base64.b64decode(data, validate=True)
        except binascii.Error:
            raise Refused("its base64 is broken") from None
    return URLFetcherResponse(url, data, {"Content-Type": kind})
