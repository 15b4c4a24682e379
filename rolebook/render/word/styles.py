"""The styles of Word documents: Word's own names where it has one, in the look of print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from rolebook.render.word.faces import CODE, LATIN, Speech
from rolebook.render.word.measures import Measures

_OURS = frozenset(
    {
        *(
            "Masthead",
            "Opening",
            "Fact",
            "Notice",
            "SmallPrint",
            "TableText",
            "TableHeading",
            "Muted",
            "SmallNote",
        ),
        *("Cadence", "Mark", "Doubt", "Suggestion", "Caution", "Untranslated"),
    }
)
"""The styles that Word itself does not know."""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLE = "RolebookTable"
BOLD = frozenset({"Title", "Heading1", "Heading2", "Heading3"})
"""The paragraphs whose letters are bold."""
OUTLINE, CHECKLIST, BULLETS, NUMBERS = 1, 2, 3, 4
"""The kinds of lists: of the role, boxes to tick, and the two of longer texts."""


@dataclass(frozen=True, slots=True)
class Look:
    """A style. Sizes, colours and spaces are names of custom properties; ``outline`` is the level from 0.

    ``indent`` and ``hanging``: where lines begin, and how far the first one begins before that. ``paragraph``
    and ``letters`` are further properties as XML, those of paragraphs already in Word's order.
    """

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    size: str = ""
    leading: str = ""
    color: str = ""
    bold: bool | None = None
    italic: bool = False
    before: str = ""
    after: str = ""
    indent: str = ""
    hanging: str = ""
    keep_next: bool = False
    outline: int | None = None
    list_: int = 0
    level: int = 0
    border: str = ""
    tabs: str = ""
    letters: str = ""


def build_styles(measures: Measures, speech: Speech, text_width: int) -> str:
    """The part word/styles.xml. ``text_width`` is the width of lines, in twentieths of a point."""
    paragraphs = "".join(
        _build_paragraph_style(look, measures) for look in _list_paragraphs(measures, text_width)
    )
    letters = "".join(_build_letter_style(look, measures) for look in _list_letters(measures, speech))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {NAMESPACE}>'
        f"{_build_defaults(measures, speech)}{paragraphs}{letters}{_build_table_styles(measures)}"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style></w:styles>'
    )


def _list_paragraphs(measures: Measures, text_width: int) -> tuple[Look, ...]:
    thin = f'w:val="single" w:sz="4" w:space="4" w:color="{measures.color("border")}"'
    thick = f'w:val="single" w:sz="20" w:space="14" w:color="{measures.color("accent")}"'
    at_end = f'<w:tab w:val="right" w:pos="{text_width}"/>'
    at_text = f'<w:tab w:val="left" w:pos="{measures.twips("text-column")}"/>'
    lead = partial(Look, size="size-lead", leading="leading-lead")
    small = partial(Look, size="size-small", leading="leading-small")
    foot = partial(Look, size="size-foot", leading="leading-small", color="muted", tabs=at_end)
    heading = partial(Look, next="BodyText", bold=True, keep_next=True)
    text = "text-column"
    return (
        heading("Title", "Title", size="size-h1", after="space-3", border=f"<w:top {thick}/>"),
        lead("Subtitle", "Subtitle", after="space-4", indent=text),
        heading(
            *("Heading1", "heading 1"),
            size="size-lead",
            leading="leading-lead",
            color="accent",
            before="space-5",
            after="space-1",
            outline=0,
            border=f"<w:top {thin}/>",
        ),
        heading("Heading2", "heading 2", before="space-3", after="space-0", indent=text, outline=1),
        heading("Heading3", "heading 3", "Heading2", before="space-2", outline=2),
        Look("BodyText", "Body Text", after="space-2", indent=text),
        Look("Opening", "Opening", "BodyText", "BodyText", before="space-5"),
        Look("ListNumber", "List Number", after="space-0", list_=OUTLINE),
        Look("ListNumber2", "List Number 2", "ListNumber", list_=OUTLINE, level=1),
        Look("ListNumber3", "List Number 3", "ListNumber", list_=OUTLINE, level=2),
        Look("ListBullet", "List Bullet", after="space-0", list_=BULLETS),
        Look("ListBullet2", "List Bullet 2", "ListBullet", list_=BULLETS, level=1),
        Look("ListBullet3", "List Bullet 3", "ListBullet", list_=BULLETS, level=2),
        Look("ListContinue", "List Continue", after="space-0", indent=text),
        Look("Quote", "Quote", "BodyText", color="muted"),
        small("Masthead", "Masthead", color="muted", after="space-3", tabs=at_end),
        small(
            *("Fact", "Fact"),
            after="space-1",  # above the rule; below it there is that of the border
            indent=text,
            hanging=text,
            border=f"<w:top {thin}/><w:between {thin}/>",
            tabs=at_text,
        ),
        small("Notice", "Notice", color="warn", after="space-3", indent=text),
        small("SmallPrint", "Small Print", color="muted", before="space-2", indent=text),
        small("TableText", "Table Text"),
        Look("TableHeading", "Table Heading", "TableText", color="muted", keep_next=True),
        foot("header", "header"),
        foot("footer", "footer"),
    )


def _list_letters(measures: Measures, speech: Speech) -> tuple[Look, ...]:
    line = f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{measures.color("border")}"/>'
    doubt = f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{measures.color("bad")}"/>'
    code = f'<w:rFonts w:ascii="{CODE}" w:hAnsi="{CODE}" w:cs="{CODE}"/>'
    base = "DefaultParagraphFont"
    # Chinese has no slanted letters: what is emphasised is bold.
    slanted = not speech.is_cjk
    return (
        Look("Strong", "Strong", base, bold=True),
        Look("Emphasis", "Emphasis", base, bold=None if slanted else True, italic=slanted),
        Look("Hyperlink", "Hyperlink", base, color="accent", letters='<w:u w:val="single"/>'),
        Look("HTMLCode", "HTML Code", base, letters=code),
        Look("Muted", "Muted", base, color="muted"),
        Look("SmallNote", "Small Note", base, size="size-small", color="muted"),
        Look("Cadence", "Cadence", base, size="size-small", color="accent", bold=True),
        Look("Mark", "Mark", base, size="size-small", color="muted", letters=line),
        Look("Doubt", "Doubt", base, size="size-small", color="bad", letters=doubt),
        Look("Suggestion", "Suggestion", base, size="size-small", color="bad"),
        Look("Caution", "Caution", base, size="size-small", color="warn"),
        Look("Untranslated", "Untranslated", base, size="size-small", color="warn"),
    )


def _build_defaults(measures: Measures, speech: Speech) -> str:
    size, color = measures.half_points("size-body"), measures.color("text")
    fonts = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{speech.east_asian_face}" w:cs="{LATIN}"'
    languages = f'w:val="{speech.latin}" w:eastAsia="{speech.east_asian}" w:bidi="{speech.right_to_left}"'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang {languages}/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:bidi/>' if speech.is_rtl else ''}"
        f'<w:spacing w:before="0" w:after="0" w:line="{measures.twips("leading")}" w:lineRule="atLeast"/></w:pPr>'
        f'<w:rPr><w:color w:val="{color}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )


def _build_paragraph_style(look: Look, measures: Measures) -> str:
    spacing = ""
    if look.before:
        spacing += f' w:before="{measures.twips(look.before)}"'
    if look.after:
        spacing += f' w:after="{measures.twips(look.after)}"'
    if look.leading:
        spacing += f' w:line="{measures.twips(look.leading)}" w:lineRule="atLeast"'
    elif look.size:  # a title: lines as high as its letters want
        spacing += f' w:line="{round(240 * measures.points("leading-title"))}" w:lineRule="auto"'
    indent = f' w:left="{measures.twips(look.indent)}"' if look.indent else ""
    indent += f' w:hanging="{measures.twips(look.hanging)}"' if look.hanging else ""
    is_heading = look.outline is not None or look.id == "Title"
    parts = [
        "<w:keepNext/>" if look.keep_next else "",
        "<w:keepLines/>" if is_heading or look.id == "SmallPrint" else "",
        _build_list(look),
        f"<w:pBdr>{look.border}</w:pBdr>" if look.border else "",
        f"<w:tabs>{look.tabs}</w:tabs>" if look.tabs else "",
        "<w:suppressAutoHyphens/>" if is_heading or look.id == "Subtitle" else "",
        f"<w:spacing{spacing}/>" if spacing else "",
        f"<w:ind{indent}/>" if indent else "",
        f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "",
    ]
    return (
        f'<w:style w:type="paragraph" w:styleId="{look.id}"{_custom(look)}><w:name w:val="{look.name}"/>'
        f'<w:basedOn w:val="{look.based_on}"/>'
        + (f'<w:next w:val="{look.next}"/>' if look.next else "")
        + f"<w:qFormat/><w:pPr>{''.join(parts)}</w:pPr>{_build_letters(look, measures)}</w:style>"
    )


def _build_list(look: Look) -> str:
    """The list that a style belongs to: whoever chooses it in Word gets a number."""
    if not look.list_:
        return ""
    level = f'<w:ilvl w:val="{look.level}"/>' if look.level else ""
    return f'<w:numPr>{level}<w:numId w:val="{look.list_}"/></w:numPr>'


def _build_letter_style(look: Look, measures: Measures) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{look.id}"{_custom(look)}><w:name w:val="{look.name}"/>'
        f'<w:basedOn w:val="{look.based_on}"/><w:qFormat/>{_build_letters(look, measures)}</w:style>'
    )


def _custom(look: Look) -> str:
    return ' w:customStyle="1"' if look.id in _OURS else ""


def _build_letters(look: Look, measures: Measures) -> str:
    """Properties of letters, in Word's order: faces, weight, slant, colour, size, line, border."""
    faces = look.letters if look.letters.startswith("<w:rFonts") else ""
    rest = "" if faces else look.letters
    weight = (
        "" if look.bold is None else "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    )
    slant = "<w:i/><w:iCs/>" if look.italic else ""
    color = f'<w:color w:val="{measures.color(look.color)}"/>' if look.color else ""
    size = measures.half_points(look.size) if look.size else 0
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"<w:rPr>{faces}{weight}{slant}{color}{sizes}{rest}</w:rPr>"


def _build_table_styles(measures: Measures) -> str:
    """Rules below rows, none between columns, a stronger one below the head."""
    hairline, text = measures.color("border"), measures.color("text")
    pad, gap = measures.twips("space-1"), measures.twips("space-2")
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="Rolebook Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{hairline}"/></w:tblBorders>'
        f'<w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{pad}" w:type="dxa"/><w:right w:w="{gap}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{text}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
