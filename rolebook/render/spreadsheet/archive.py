"""A workbook as bytes that are the same every time: no clock goes into them."""

from __future__ import annotations

import io

from openpyxl.workbook import Workbook

from rolebook.render.office_archive import repack_office_file


def pack_workbook(workbook: Workbook, created: str) -> bytes:
    """The bytes of a workbook; ``created`` (a date as in ISO 8601) is the only date that it holds."""
    raw = io.BytesIO()
    workbook.save(raw)
    return repack_office_file(raw.getvalue(), created)
