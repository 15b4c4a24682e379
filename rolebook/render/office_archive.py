"""An Office file (XLSX, DOCX) as bytes that are the same every time: no clock goes into them."""

from __future__ import annotations

import io
import re
import zipfile

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


def repack_office_file(raw: bytes, created: str) -> bytes:
    """The same file; ``created`` (a date as in ISO 8601) is the only date that it holds."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = re.sub(
                    rb"(<dcterms:(created|modified)[^>]*>)[^<]*",
                    rb"\g<1>" + f"{created}T00:00:00Z".encode(),
                    content,
                )
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return packed.getvalue()
