"""The theme of Word documents: what Word offers as colours and typefaces to those who write on."""

from __future__ import annotations

from rolebook.render.word.faces import LATIN, Speech
from rolebook.render.word.measures import Measures

_COLORS = {
    **{"dk1": "text", "lt1": "surface", "dk2": "muted", "lt2": "raised"},
    **{"accent1": "accent", "accent2": "good", "accent3": "warn", "accent4": "bad", "accent5": "muted"},
    **{"accent6": "border", "hlink": "accent", "folHlink": "muted"},
}
"""Word's names of colours, and ours."""
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def build_theme(measures: Measures, speech: Speech) -> str:
    """The part word/theme/theme1.xml."""
    colors = "".join(
        f'<a:{word}><a:srgbClr val="{measures.color(ours)}"/></a:{word}>' for word, ours in _COLORS.items()
    )
    faces = (
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{speech.east_asian_face}"/><a:cs typeface="{LATIN}"/>'
    )
    lines = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Rolebook"><a:themeElements>'
        f'<a:clrScheme name="Rolebook">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Rolebook"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Rolebook"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
