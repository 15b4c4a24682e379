"""The fonts of a book: each embedded once, with the letters of all its parts; and page numbers set in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from rolebook.render.pdf.part import FontUse, Slot
from rolebook.render.pdf.pdf_file import PdfFile, write_text

_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")


@dataclass
class _Font:
    use: FontUse
    widths: dict[int, int]
    texts: dict[int, str]
    figures: dict[tuple[str, bool], tuple[bytes, float]] = field(default_factory=dict)


class SharedFonts:
    """Fonts of several parts as one; ``folder`` has the prepared font files."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._fonts: dict[str, _Font] = {}

    def add(self, uses: Iterable[FontUse]) -> None:
        """Take in the fonts of a part."""
        for use in uses:
            font = self._fonts.get(use.resource)
            if font is None:
                self._fonts[use.resource] = _Font(use, dict(use.widths), dict(use.texts))
                continue
            for glyph, width in use.widths:
                font.widths.setdefault(glyph, width)
            for glyph, text in use.texts:
                font.texts.setdefault(glyph, text)

    def set_number(self, number: int, slot: Slot) -> bytes:
        """The operators that write a page number into its slot."""
        font = self._fonts[slot.font]
        key = (str(number), slot.tabular)
        if key not in font.figures:
            font.figures[key] = self._shape(font, *key)
        text, width = font.figures[key]
        x = slot.x - slot.align * width * slot.size
        return b"1 0 0 -1 %b %b Tm\n/%b %b Tf\n[%b] TJ" % (
            *(_number(value) for value in (x, slot.y)),
            slot.font.encode(),
            _number(slot.size),
            text,
        )

    def write(self, pdf: PdfFile, number: int) -> None:
        """Embed all fonts; ``number`` is that of the dictionary of fonts."""
        entries, files = [], {}
        for resource in sorted(self._fonts):
            font = self._fonts[resource]
            source = font.use.file or resource
            if source not in files:
                same = [f for f in self._fonts.values() if (f.use.file or f.use.resource) == source]
                files[source] = pdf.take()
                data = cut_font(self._open(font.use), {glyph for f in same for glyph in f.widths})
                pdf.add_deflated(files[source], data, b"/Length1 %d" % len(data), level=9)
            entries.append(b"/%b %d 0 R" % (resource.encode(), _write_font(pdf, font, files[source])))
        pdf.add(number, b"<<%b>>" % b"".join(entries))

    def _open(self, use: FontUse) -> Any:
        import uharfbuzz

        if use.data:
            return uharfbuzz.Face(use.data)
        return _open_face(self._folder / use.file)

    def _shape(self, font: _Font, figures: str, tabular: bool) -> tuple[bytes, float]:
        """Figures as a text of glyphs, and how wide they are at size 1; their glyphs are noted."""
        import uharfbuzz

        face = self._open(font.use)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(figures)
        buffer.guess_segment_properties()
        shaper = uharfbuzz.Font(face)
        uharfbuzz.shape(shaper, buffer, {"tnum": tabular})
        pieces, total = [], 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyph, advance = info.codepoint, position.x_advance * 1000 / face.upem
            width = round(shaper.get_glyph_h_advance(glyph) * 1000 / face.upem)
            font.widths.setdefault(glyph, width)
            font.texts.setdefault(glyph, figures[info.cluster])
            kerning = round(font.widths[glyph] - advance)
            pieces.append(f"<{glyph:04x}>" + (f" {kerning} " if kerning else ""))
            total += advance / 1000
        return "".join(pieces).encode(), total


@lru_cache(maxsize=16)
def _open_face(path: Path) -> Any:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


def cut_font(face: Any, glyphs: set[int]) -> bytes:
    """A font file with these glyphs alone, under the numbers that they have in the whole font."""
    import uharfbuzz

    first = uharfbuzz.SubsetInput()
    first.glyph_set.update(glyphs)
    first.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | uharfbuzz.SubsetFlags.NO_HINTING
    )
    first.drop_table_tag_set.update(
        sum(ord(sign) << 8 * (3 - at) for at, sign in enumerate(tag)) for tag in _DROPPED
    )
    small = uharfbuzz.subset(face, first)
    # Once more, without the empty glyphs after the last one.
    second = uharfbuzz.SubsetInput()
    second.glyph_set.update(range(max(glyphs) + 1))
    second.flags = uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.NO_HINTING
    second.drop_table_tag_set.update(first.drop_table_tag_set)
    return bytes(uharfbuzz.subset(small, second).blob.data)


def _write_font(pdf: PdfFile, font: _Font, file: int) -> int:
    """The objects of a font; the number of the one that resources name."""
    number, descendant, descriptor, unicode = (pdf.take() for _ in range(4))
    use, widths = font.use, font.widths
    name = b"/" + use.name.encode("ascii")
    flags = use.flags + (1 if len(widths) > 1 and len(set(widths.values())) == 1 else 0)
    system = b"<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>"
    pdf.add(
        number,
        b"<</Type /Font/Subtype /Type0/BaseFont %b/ToUnicode %d 0 R/Encoding /Identity-H"
        b"/DescendantFonts [%d 0 R]>>" % (name, unicode, descendant),
    )
    pdf.add(
        descendant,
        b"<</Type /Font/Subtype /CIDFontType2/BaseFont %b/CIDSystemInfo %b/CIDToGIDMap /Identity"
        b"/W [%b]/FontDescriptor %d 0 R>>" % (name, system, _write_widths(widths), descriptor),
    )
    pdf.add(
        descriptor,
        b"<</Type /FontDescriptor/FontName %b/FontFamily %b/Flags %d/FontBBox [0 %d %d %d]/ItalicAngle 0"
        b"/Ascent %d/Descent %d/CapHeight %d/StemV %d/StemH %d/FontFile2 %d 0 R>>"
        % (
            *(name, write_text(use.family), flags, use.descent, max(widths.values(), default=0), use.ascent),
            *(use.ascent, use.descent, use.ascent, *use.stems, file),
        ),
    )
    pdf.add_deflated(unicode, _write_to_unicode(font.texts), level=9)
    return number


def _write_widths(widths: dict[int, int]) -> bytes:
    rows: list[tuple[int, list[int]]] = []
    for glyph in sorted(widths):
        if not rows or glyph != rows[-1][0] + len(rows[-1][1]):
            rows.append((glyph, []))
        rows[-1][1].append(widths[glyph])
    return b" ".join(b"%d [%b]" % (first, b" ".join(b"%d" % width for width in row)) for first, row in rows)


def _write_to_unicode(texts: dict[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        "<< /Registry (Adobe)",
        "/Ordering (UCS)",
        "/Supplement 0",
        ">> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    items = sorted(texts.items())
    for at in range(ceil(len(items) / 100)):
        some = items[at * 100 : at * 100 + 100]
        lines.append(f"{len(some)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in some]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()
