"""What a reader sees of a page, a feed, a PDF or a Word document."""

from __future__ import annotations

import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path


def read_words(path: Path) -> str:
    """What a reader sees, with plain blanks."""
    if path.suffix == ".pdf":
        text = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", path, "-"], check=True, capture_output=True
        ).stdout.decode()
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            text = re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
    else:
        text = path.read_text("utf-8")
    return " ".join(unescape(unescape(text)).split())
