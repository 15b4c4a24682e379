"""Word documents as lines: mammoth makes HTML of them, in which headings, lists and tables are seen."""

from __future__ import annotations

import io
import zipfile
import zlib
from html.parser import HTMLParser
from typing import Any

from rolebook.content.yaml_text import find_forbidden
from rolebook.importing.problems import ImportProblem
from rolebook.importing.source_line import SourceLine

_MAX_UNPACKED = 200 << 20
_MAX_PART = 20 << 20
_MAX_PARTS = 5000
_MAX_TAGS = 1_000_000
"""Many more than a text needs that may be imported, and as many as are read within seconds."""
_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError),
    NotImplementedError,  # zipfile's own, for ways of packing that it does not know
)
"""What zipfile raises of a file that is no ZIP file, or a damaged one."""
_NESTED = "\n".join(
    f"p[style-name='List {name} {depth}'] => {'ul|ol > li > ' * (depth - 1)}{tag} > li:fresh"
    for name, tag in (("Bullet", "ul"), ("Number", "ol"))
    for depth in (2, 3)
)
"""Word's own styles for deeper lists, which begin a list of their own each."""
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd"}


def read_word_lines(name: str, data: bytes) -> list[SourceLine]:
    """The paragraphs of a .docx file; ImportProblem if it is none, is locked, broken or a trap."""
    _check_package(name, data)
    try:
        import mammoth
    except ImportError:
        raise ImportProblem(
            f"{name}: Word documents need the library mammoth, which is not installed",
            "install it with `.venv/bin/pip install mammoth` (the extra rolebook[docx]), or save the text as .txt",
        ) from None
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_NESTED,
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
    except Exception as error:  # mammoth has no exceptions of its own: whatever a broken file brings about
        raise ImportProblem(
            f"{name} is a damaged Word document ({type(error).__name__})",
            "open it in Word or LibreOffice and save it again",
        ) from None
    reader = _HtmlReader()
    reader.feed(result.value)
    reader.close()
    return reader.lines


def _check_package(name: str, data: bytes) -> None:
    """Nothing is unpacked that is no Word document, or too large, or that could grow while it is read."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ImportProblem(
                f"{name} is locked with a password", "remove the password in Word and save it again"
            )
        raise ImportProblem(f"{name} is a document of an older Word (.doc)", "save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if "word/document.xml" not in package.namelist():
                raise ImportProblem(f"{name} is no Word document", "save the text as .docx or .txt")
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise ImportProblem(
                    f"{name} would be far too large when unpacked", "copy its text into a .txt file"
                )
            for part in parts:
                if part.flag_bits & 1:
                    raise ImportProblem(
                        f"{name} is locked with a password", "remove the password in Word and save it again"
                    )
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(name, package, part)
    except _DAMAGE:
        raise ImportProblem(
            f"{name} is no Word document, or a damaged one",
            "open it in Word or LibreOffice and save it as .docx",
        ) from None


def _check_part(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as stream:
        text = stream.read(_MAX_PART + 1)
    if len(text) > _MAX_PART or text.count(b"<") > _MAX_TAGS:
        raise ImportProblem(f"{name} would be far too large when unpacked", "copy its text into a .txt file")
    head = text[:4096] if b"\x00" not in text[:4096] else text.replace(b"\x00", b"")[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in text:
        raise ImportProblem(
            f"{name} declares entities, which no Word document does", "open it in Word and save it again"
        )


class _HtmlReader(HTMLParser):
    """Gathers the words of each block, with its place in lists, headings and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[SourceLine] = []
        self._words: list[str] = []
        self._lists: list[int | None] = []
        self._item: tuple[int, int | None] | None = None
        self._heading = 0
        self._cells: list[str] | None = None
        self._spans: dict[
            int, int
        ] = {}  # columns that a cell of a row above fills, and for how many rows yet
        self._span = (1, 1)
        self._bold = 0
        self._plain = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Begin a list, an item, a row or a block."""
        if tag in ("ul", "ol"):
            self._end_block()
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "tr":
            self._end_block()
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None:
            given = dict(attrs)
            self._span = (_read_span(given.get("rowspan")), _read_span(given.get("colspan")))
        elif tag == "br":
            self._words.append("\n")
        elif tag in ("strong", "b"):
            self._bold += 1
        elif tag in _BLOCKS and self._cells is None:
            self._end_block()
            if tag == "li" and self._lists:
                last = self._lists[-1]
                self._lists[-1] = None if last is None else last + 1
                self._item = (len(self._lists), self._lists[-1])
            self._heading = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 0

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        if tag in ("ul", "ol"):
            self._end_block()
            if self._lists:
                self._lists.pop()
        elif tag in ("td", "th") and self._cells is not None:
            self._add_cell(self._cells)
        elif tag in ("p", "li") and self._cells is not None:
            self._words.append("\n")
        elif tag == "table":
            self._spans = {}
        elif tag == "tr":
            self._end_row()
        elif tag in ("strong", "b"):
            self._bold = max(0, self._bold - 1)
        elif tag in _BLOCKS and self._cells is None:
            self._end_block()

    def handle_data(self, data: str) -> None:
        """Words of the block that is open."""
        self._words.append(data)
        self._plain = self._plain or bool(data.strip() and not self._bold)

    def close(self) -> None:
        """The last block ends with the text."""
        super().close()
        self._end_block()

    def _add_cell(self, cells: list[str]) -> None:
        """A cell in its column: paragraphs on lines of their own, merged columns and rows as empty cells."""
        self._fill_spans(cells)
        lines = "".join(self._words).split("\n")
        rows, columns = self._span
        for column in range(len(cells), len(cells) + columns) if rows > 1 else ():
            self._spans[column] = rows - 1
        cells.append("\n".join(filter(None, (" ".join(_clean(line).split()) for line in lines))))
        cells.extend([""] * (columns - 1))
        self._words = []

    def _fill_spans(self, cells: list[str]) -> None:
        while self._spans.get(len(cells), 0) > 0:
            self._spans[len(cells)] -= 1
            cells.append("")

    def _end_row(self) -> None:
        cells = self._cells or []
        self._fill_spans(cells)
        self._cells, self._words = None, []
        if any(cells):
            self._add(" | ".join(cells), cells=tuple(cells))

    def _end_block(self) -> None:
        if self._cells is not None:
            return
        text = "".join(self._words)
        heading = self._heading
        if not heading and not self._plain and len(text.strip()) <= 60 and "\n" not in text.strip():
            heading = 6 if self._item is None else 0  # a short paragraph in bold is meant as a heading
        for index, line in enumerate(text.split("\n")):
            if line.strip():
                depth, number = self._item if self._item and index == 0 else (0, None)
                self._add(line, heading=heading, depth=depth, item=number)
        self._words, self._heading, self._item, self._plain = [], 0, None, False

    def _add(self, text: str, **facts: Any) -> None:
        words = " ".join(_clean(text).split())
        if words:
            self.lines.append(SourceLine(len(self.lines) + 1, words, **facts))


def _clean(text: str) -> str:
    while match := find_forbidden(text):
        text = text.replace(match[0], " ")
    return text


def _read_span(written: str | None) -> int:
    return min(int(written), 50) if written and written.isdecimal() and int(written) > 0 else 1
