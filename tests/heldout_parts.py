"""Parts of Word documents as people make them by hand: real lists, merged cells, text boxes, tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

_BOX = """<w:r {names}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" type="#_x0000_t202"
 style="position:absolute;margin-left:300pt;margin-top:0;width:150pt;height:60pt"><v:textbox><w:txbxContent>{content}
</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""
_CHANGE = {"id": "9", "author": "HR", "date": "2026-10-01T09:00:00Z"}


class Paper:
    """A Word document that is written from top to bottom."""

    def __init__(self, header: str = "", footer: str = "") -> None:
        self.document: Any = Document()
        section = self.document.sections[0]
        if header:
            section.header.paragraphs[0].text = header
        if footer:
            section.footer.paragraphs[0].text = footer

    def line(self, text: str = "") -> None:
        self.document.add_paragraph(text)

    def head(self, text: str, level: int = 1) -> None:
        self.document.add_heading(text, level)

    def bold(self, text: str, size: int = 0) -> None:
        """A heading as most people make one: a paragraph in bold."""
        run = self.document.add_paragraph().add_run(text)
        run.bold = True
        if size:
            run.font.size = Pt(size)

    def items(self, texts: Iterable[str], style: str = "List Bullet") -> None:
        for text in texts:
            self.document.add_paragraph(text, style=style)

    def table(self, rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]] = ()) -> None:
        """Rows of cells; each merge names the first row and column and the last. Line breaks are paragraphs."""
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                first, *more = text.split("\n")
                table.cell(row, column).text = first
                for line in more:
                    table.cell(row, column).add_paragraph(line)
        for top, left, bottom, right in merged:
            words = table.cell(top, left).text
            whole = table.cell(top, left).merge(table.cell(bottom, right))
            for extra in whole.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
            whole.paragraphs[0].text = words

    def changed(
        self, before: str, deleted: str, inserted: str, after: str, style: str = "List Bullet"
    ) -> None:
        """A paragraph with a tracked change that nobody has accepted yet."""
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(before)
        for tag, inner, text in (("w:del", "w:delText", deleted), ("w:ins", "w:t", inserted)):
            change = OxmlElement(tag)
            for name, value in _CHANGE.items():
                change.set(qn(f"w:{name}"), value)
            run = OxmlElement("w:r")
            words = OxmlElement(inner)
            words.set(qn("xml:space"), "preserve")
            words.text = text
            run.append(words)
            change.append(run)
            paragraph._p.append(change)
        paragraph.add_run(after)

    def box(self, lines: Iterable[str]) -> None:
        """A text box beside an empty paragraph."""
        content = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        run = parse_xml(_BOX.format(names=nsdecls("w"), content=content))
        self.document.add_paragraph()._p.append(run)

    def save(self, path: Path) -> None:
        self.document.save(str(path))
