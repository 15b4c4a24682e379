"""A Word document as it is being written: paragraphs, lists and tables of words in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from rolebook.render.word.blank import choose_paper, make_blank
from rolebook.render.word.elements import make, name_bookmark
from rolebook.render.word.faces import find_speech
from rolebook.render.word.markup import read_blocks
from rolebook.render.word.measures import Measures
from rolebook.render.word.numbering import Numbering
from rolebook.render.word.runs import Words, make_runs, say
from rolebook.render.word.styles import BOLD, TABLE
from rolebook.views.model import Text

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

Line = tuple[str, Sequence[Words]]
"""A paragraph of a cell: the id of its style, and its words."""
Cell = Sequence[Line]


class Writer:
    """Writes from the top to the end; ``_`` gives the words of the interface.

    Empty paragraphs are never written: space stands in the styles.
    """

    def __init__(self, language: str, paper: str, measures: Measures, _: Callable[[str], str]):
        self.speech, self.measures, self._ = find_speech(language), measures, _
        self.paper = choose_paper(measures, paper)
        self.document = docx.Document(make_blank(measures, self.speech, self.paper))
        self.numbering = Numbering(self.document.part.numbering_part.element)
        self._end: Any = self.document.element.body.sectPr
        self._places = 0

    def write(
        self,
        style: str,
        words: Iterable[Words],
        *,
        anchor: str = "",
        number: BaseOxmlElement | None = None,
        keep: bool = False,
    ) -> None:
        """A paragraph. ``anchor`` is a place to link to, ``number`` makes it part of a list.

        ``keep``: it stays on the page of what follows.
        """
        properties = [make("keepNext") if keep else None, number]
        self._end.addprevious(self.make_paragraph(style, words, anchor, properties))

    def make_paragraph(
        self,
        style: str,
        words: Iterable[Words],
        anchor: str = "",
        properties: Sequence[BaseOxmlElement | None] = (),
    ) -> BaseOxmlElement:
        """A paragraph that is not in its place yet; ``properties`` hold besides its style, in Word's order."""
        paragraph = make("p", make("pPr", make("pStyle", val=style), *properties))
        runs = make_runs(words, self.speech, self._link, is_bold=style in BOLD)
        if anchor:
            self._places += 1
            paragraph.append(make("bookmarkStart", id=self._places, name=name_bookmark(anchor)))
            paragraph.extend(runs)
            paragraph.append(make("bookmarkEnd", id=self._places))
        else:
            paragraph.extend(runs)
        return paragraph

    def keep_end(self) -> None:
        """Hold what was written last to what follows, so that an end is not alone on its page."""
        last = self._end.getprevious()
        if last is None:
            return
        rows = [last] if last.tag == qn("w:p") else list(last)[-1:]
        if last.tag == qn("w:p") and last.getprevious() is not None and last.getprevious().tag == qn("w:p"):
            rows.append(last.getprevious())
        for paragraph in (found for row in rows for found in row.iter(qn("w:p"))):
            properties = paragraph.find(qn("w:pPr"))
            if properties.find(qn("w:keepNext")) is None:
                properties.insert(1, make("keepNext"))

    def write_prose(
        self, text: Text, style: str = "BodyText", *, look: str = "", opens: bool = False
    ) -> None:
        """A longer text: its paragraphs, lists, quotes and tables; ``opens``: without a heading above it."""
        self.numbering.begin_prose()
        blocks = read_blocks(text.html)
        styles = {"heading": "Heading3", "quote": "Quote"}
        for block in blocks:
            words = [Words.of(part, look, text.language) for part in block.words]
            if block.kind == "table":
                self._write_prose_table(block.rows, text.language)
            elif block.kind == "item":
                number = self.numbering.count_item(block.list_, block.depth, ordered=block.ordered)
                self.write("ListNumber" if block.ordered else "ListBullet", words, number=number)
            elif block.depth:
                self.write("ListContinue", words)
            else:
                is_opening = opens and block is blocks[0] and block.kind == "paragraph"
                self.write("Opening" if is_opening else styles.get(block.kind, style), words)
        if text.language:
            self.write("Notice", [Words(self._("not yet translated"), "Untranslated")])

    def _write_prose_table(self, rows: Sequence[Sequence[Any]], language: str | None) -> None:
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        cells = [
            [[("TableText", [Words.of(part, "", language) for part in cell])] for cell in row]
            + [[("TableText", [])]] * (columns - len(row))
            for row in rows
        ]
        head = [cell[0][1] for cell in cells[0]]
        self.write_table([1] * columns, head, cells[1:])

    def write_table(
        self,
        widths: Sequence[float],
        head: Sequence[Sequence[Words] | str],
        rows: Iterable[Sequence[Cell]],
        *,
        caption: str = "",
        numeric: int = -1,
        height: int = 0,
        to_sign: bool = False,
        anchors: Sequence[str] = (),
    ) -> None:
        """A table as wide as the page, with a head that is repeated on every page and rows that are not split.

        ``widths`` are shares of the width. ``numeric`` is the column whose figures stand at its end, ``height``
        (twentieths of a point) is the least of a row. ``to_sign``: lines to write on, all on the page of what follows.
        ``anchors`` are places to link to, one a row.
        """
        total = sum(widths)
        columns = [round(self.paper.text_width * width / total) for width in widths]
        table = make(
            "tbl",
            self._make_table_properties(caption, to_sign),
            make("tblGrid", *(make("gridCol", w=w) for w in columns)),
        )
        titles = [[("TableHeading", [Words(label)] if isinstance(label, str) else label)] for label in head]
        table.append(self._make_row(titles, columns, numeric, is_head=True))
        for at, row in enumerate(rows):
            anchor = anchors[at] if anchors else ""
            table.append(self._make_row(row, columns, numeric, height=height, keep=to_sign, anchor=anchor))
        self._end.addprevious(table)

    def _make_table_properties(self, caption: str, to_sign: bool) -> BaseOxmlElement:
        color = self.measures.color("muted")
        lines = (make(side, val="single", sz=8, space=0, color=color) for side in ("bottom", "insideH"))
        return make(
            "tblPr",
            make("tblStyle", val=TABLE),
            make("bidiVisual") if self.speech.is_rtl else None,
            make("tblW", w=self.paper.text_width, type="dxa"),
            make("tblBorders", *lines) if to_sign else None,
            make("tblLayout", type="fixed"),
            make(
                "tblLook",
                val="0020",
                firstRow=1,
                lastRow=0,
                firstColumn=0,
                lastColumn=0,
                noHBand=1,
                noVBand=1,
            ),
            make("tblCaption", val=caption) if caption else None,
        )

    def _make_row(
        self,
        cells: Sequence[Cell],
        columns: Sequence[int],
        numeric: int,
        *,
        is_head: bool = False,
        height: int = 0,
        keep: bool = False,
        anchor: str = "",
    ) -> BaseOxmlElement:
        properties = make(
            "trPr",
            make("cantSplit"),
            make("trHeight", val=height, hRule="atLeast") if height else None,
            make("tblHeader") if is_head else None,
        )
        row = make("tr", properties)
        for at, (cell, width) in enumerate(zip(cells, columns, strict=True)):
            low = make("vAlign", val="bottom") if height else None
            added = make("tc", make("tcPr", make("tcW", w=width, type="dxa"), low))
            extra = [make("keepNext") if keep else None, make("jc", val="right") if at == numeric else None]
            for line, (style, words) in enumerate(cell):
                place = anchor if at == line == 0 else ""
                added.append(self.make_paragraph(style, words, place, extra))
            row.append(added)
        return row

    def say(self, text: Text, look: str = "", *, strong: bool = False) -> list[Words]:
        """A sentence; one not yet translated is marked with its language and says so."""
        return say(text, self._("not yet translated"), look, strong=strong)

    def _link(self, href: str) -> BaseOxmlElement:
        """The element of a link: to a place in this document, or to an address."""
        if href.startswith("#"):
            return make("hyperlink", anchor=name_bookmark(href[1:]), history=1)
        link = make("hyperlink", history=1)
        relation = self.document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relation)
        return link
