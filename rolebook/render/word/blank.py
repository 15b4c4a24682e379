"""An empty Word document with our styles and page.

python-docx brings a document of its own: styles of Word 2010, which then opens it in a compatibility mode, and a
thumbnail. Nothing of these is in ours.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from rolebook.render.word.faces import FALLBACKS, Speech
from rolebook.render.word.measures import Measures, millimetres
from rolebook.render.word.numbering import build_numbering
from rolebook.render.word.styles import NAMESPACE, build_styles
from rolebook.render.word.theme import build_theme

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = ("styles", "numbering", "settings", "fontTable")
_PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
_WIDE_CODES = {"zh-CN": "86", "zh-TW": "88", "ja-JP": "80", "ko-KR": "81"}
_HEADER_MM, _FOOTER_MM = 12, 12


@dataclass(frozen=True, slots=True)
class Paper:
    """The page: its size and margins in twentieths of a point."""

    width: int
    height: int
    top: int
    bottom: int
    start: int
    end: int

    @property
    def text_width(self) -> int:
        """How wide lines can be."""
        return self.width - self.start - self.end


def choose_paper(measures: Measures, name: str) -> Paper:
    """A4 or Letter, with the margins of print."""
    width, height = (millimetres(side) for side in _PAPERS[name])
    names = ("page-top", "page-bottom", "page-inner", "page-outer")
    return Paper(width, height, *(measures.twips(margin) for margin in names))


def make_blank(measures: Measures, speech: Speech, paper: Paper) -> io.BytesIO:
    """The file, for python-docx to open."""
    parts = {
        "[Content_Types].xml": _build_types(),
        "_rels/.rels": _build_relations(
            ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": f"{_HEAD}<Properties xmlns="
        '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Rolebook</Application></Properties>",
        "word/_rels/document.xml.rels": _build_relations(
            ("theme", "theme/theme1.xml"), *((name, f"{name}.xml") for name in _PARTS)
        ),
        "word/document.xml": f'{_HEAD}<w:document {NAMESPACE} xmlns:r="{_RELATIONS}"><w:body>'
        f"{_build_section(paper, speech)}</w:body></w:document>",
        "word/styles.xml": build_styles(measures, speech, paper.text_width),
        "word/numbering.xml": build_numbering(measures),
        "word/settings.xml": _build_settings(speech),
        "word/theme/theme1.xml": build_theme(measures, speech),
        "word/fontTable.xml": _build_font_table(speech),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def _build_types() -> str:
    names = {name: name for name in _PARTS} | {"document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{name}+xml"/>'
        for part, name in names.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/><Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _build_relations(*targets: tuple[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _build_section(paper: Paper, speech: Speech) -> str:
    margins = (
        f'w:top="{paper.top}" w:right="{paper.end}" w:bottom="{paper.bottom}" w:left="{paper.start}" '
        f'w:header="{millimetres(_HEADER_MM)}" w:footer="{millimetres(_FOOTER_MM)}" w:gutter="0"'
    )
    return (
        f'<w:sectPr><w:pgSz w:w="{paper.width}" w:h="{paper.height}"/><w:pgMar {margins}/><w:cols w:space="720"/>'
        f"<w:titlePg/>{'<w:bidi/>' if speech.is_rtl else ''}</w:sectPr>"
    )


def _build_settings(speech: Speech) -> str:
    """Hyphens as in print, and the newest way to lay out: without it Word opens in a compatibility mode."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'{_HEAD}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="425"/>'
        '<w:doNotHyphenateCaps/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{speech.latin}" w:eastAsia="{speech.east_asian}" '
        f'w:bidi="{speech.right_to_left}"/></w:settings>'
    )


def _build_font_table(speech: Speech) -> str:
    codes = {speech.east_asian_face: _WIDE_CODES.get(speech.east_asian, "86")}
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="{codes.get(face, "00")}"/>'
        f'<w:family w:val="{"modern" if face.startswith("Courier") else "swiss"}"/><w:pitch w:val="variable"/></w:font>'
        for face, others in FALLBACKS.items()
    )
    return f"{_HEAD}<w:fonts {NAMESPACE}>{fonts}</w:fonts>"
