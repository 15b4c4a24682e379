"""Which fonts a part uses, and which letters of each: what a book needs to embed every font once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from rolebook.render.pdf.fonts import find_static_fonts
from rolebook.render.pdf.part import FontUse


def describe_fonts(fonts: Mapping[Any, Any]) -> tuple[FontUse, ...]:
    """The fonts of a document of WeasyPrint; several of the same file and style are one."""
    uses: dict[str, FontUse] = {}
    for font in fonts.values():
        known = uses.get(font.hash)
        widths, texts = dict(known.widths) if known else {}, dict(known.texts) if known else {}
        for glyph, width in font.widths.items():
            widths.setdefault(glyph, width)
        for glyph, text in font.to_unicode.items():
            texts.setdefault(glyph, text)
        content = bytes(font.file_content)
        file = _find_file(len(content), content[:4096])
        uses[font.hash] = FontUse(
            font.hash,
            file,
            b"" if file else content,
            font.name.removeprefix(b"/").decode("ascii", "replace"),
            font.family,
            font.flags,
            font.ascent,
            font.descent,
            (font.stemv, font.stemh),
            tuple(sorted(widths.items())),
            tuple(sorted(texts.items())),
        )
    return tuple(uses[name] for name in sorted(uses))


@lru_cache(maxsize=64)
def _find_file(size: int, front: bytes) -> str:
    """The name of the prepared font that is this one; empty if it is none of ours."""
    folder = find_static_fonts(Path(os.environ["FONTCONFIG_FILE"]))
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size == size:
            with path.open("rb") as file:
                if file.read(len(front)) == front:
                    return path.name
    return ""
