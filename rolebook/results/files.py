"""One file of results, whatever it is: told by its first bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from rolebook.results import comma_separated, workbook
from rolebook.results.sheet import Sheet, refuse

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_sheet(file: Path, path: str, sheet: str | None = None) -> Sheet:
    """The table of a CSV or XLSX file; ``path`` is how diagnostics call it. Raises SheetUnreadable."""
    try:
        if file.exists() and not file.is_file():
            raise OSError("it is no ordinary file")
        with file.open("rb") as stream:
            data = stream.read(max(comma_separated.MAX_BYTES, workbook.MAX_BYTES) + 1)
    except OSError as error:
        hint = "check that it exists and that you may read it"
        raise refuse(path, "A001", f"it cannot be read: {error.strerror or error}", hint) from error
    if data.startswith(_OLD_WORKBOOK):
        hint = "save it as .xlsx, without a password"
        raise refuse(path, "A001", "it is a workbook of an old kind, or one with a password", hint)
    if data.startswith(b"PK"):
        return workbook.read_xlsx(path, data, sheet)
    return comma_separated.read_csv(path, data)
