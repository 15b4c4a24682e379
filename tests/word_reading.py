"""What a Word document shows, read by rules of its own: the numbers of lists, the words of tables, links."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

import docx
from docx.oxml.ns import qn
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Shown(NamedTuple):
    """A paragraph: the id of its style, the number before it, its words, and its outline level in the list."""

    style: str
    number: str
    text: str


def open_word(data: bytes) -> Any:
    """The document, as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def iter_parts(data: bytes) -> Iterator[tuple[str, Any]]:
    """Every XML part, parsed: what is not well-formed fails."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            yield name, etree.fromstring(archive.read(name))


def text_of(element: Any) -> str:
    """The words of an element, with its breaks and tabs."""
    signs = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    found = [
        signs[node.tag] or node.text or ""
        for node in element.iter(*signs)
        if node.getparent().tag == qn("w:r")
    ]
    return "".join(found)


def list_paragraphs(document: Any, *, apart: bool = False) -> list[Shown]:
    """The paragraphs of the body with their numbers.

    Word counts all lists of one kind together, and begins again where a list says so. Other programs count each list
    apart (``apart``), and take the numbers above from where it starts.
    """
    counter = _Counter(document, apart)
    shown = []
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(qn("w:val"))
        shown.append(Shown(style, counter.count(paragraph, style), text_of(paragraph)))
    return shown


class _Counter:
    def __init__(self, document: Any, apart: bool):
        numbering = document.part.numbering_part.element
        self._kinds = {
            kind.get(qn("w:abstractNumId")): {
                level.get(qn("w:ilvl")): level for level in kind.iter(qn("w:lvl"))
            }
            for kind in numbering.iterchildren(qn("w:abstractNum"))
        }
        self._lists = {number.get(qn("w:numId")): number for number in numbering.iterchildren(qn("w:num"))}
        styles = document.styles.element.iter(qn("w:style"))
        self._of_styles = {style.get(qn("w:styleId")): style.find(f"{W}pPr/{W}numPr") for style in styles}
        self._apart = apart
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, paragraph: Any, style: str) -> str:
        found = paragraph.find(f"{W}pPr/{W}numPr")
        found = self._of_styles.get(style) if found is None else found
        if found is None:
            return ""
        name = found.find(f"{W}numId").get(qn("w:val"))
        level_element = found.find(f"{W}ilvl")
        level = int(level_element.get(qn("w:val"))) if level_element is not None else 0
        kind = self._lists[name].find(f"{W}abstractNumId").get(qn("w:val"))
        levels = self._kinds[kind]
        shape = levels[str(level)].find(f"{W}lvlText").get(qn("w:val"))
        if levels[str(level)].find(f"{W}numFmt").get(qn("w:val")) == "bullet":
            return str(shape)
        starts = {
            int(override.get(qn("w:ilvl"))): int(override.find(f"{W}startOverride").get(qn("w:val")))
            for override in self._lists[name].iterchildren(qn("w:lvlOverride"))
        }
        counts = self._counts.setdefault(name if self._apart else kind, [])
        while len(counts) < level:
            counts.append(starts.get(len(counts), 1))
        begins = (name, level) not in self._begun
        self._begun.add((name, level))
        if len(counts) > level and not (begins and level in starts and not self._apart):
            counts[level] += 1
        else:
            counts[level:] = [starts.get(level, 1)]
        del counts[level + 1 :]
        return re.sub(r"%(\d)", lambda place: str(counts[int(place[1]) - 1]), shape)


def read_table(table: Any) -> list[list[str]]:
    """The words of a table's cells, lines parted by line breaks."""
    return [
        [
            "\n".join(text_of(line) for line in cell.iterchildren(qn("w:p")))
            for cell in row.iterchildren(qn("w:tc"))
        ]
        for row in table._tbl.iterchildren(qn("w:tr"))
    ]
