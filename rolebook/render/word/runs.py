"""Words of a paragraph as runs: their form, their language, their links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rolebook.render.word.elements import make, make_text
from rolebook.render.word.faces import Speech, find_speech
from rolebook.render.word.markup import Stretch, clean_text, read_stretches
from rolebook.views.model import Text

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LIGHT = frozenset({"Mark", "Doubt", "Suggestion", "Caution", "Untranslated", "SmallNote"})
_TURNED = re.compile(f"([{_RIGHT_TO_LEFT}](?:[^A-Za-z]*[{_RIGHT_TO_LEFT}])?)")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one form. ``look`` is the id of a style of letters; ``language`` if it is not the document's."""

    text: str
    look: str = ""
    strong: bool = False
    language: str | None = None
    href: str | None = None
    slanted: bool = False

    @classmethod
    def of(cls, part: Stretch, look: str = "", language: str | None = None, *, strong: bool = False) -> Words:
        """A stretch of a view's HTML."""
        named = "HTMLCode" if part.code else look
        return cls(part.text, named, part.strong or strong, language, part.href, part.slanted)


def say(text: Text, note: str, look: str = "", *, strong: bool = False) -> list[Words]:
    """A sentence of a view; ``note`` follows it if it is not yet translated."""
    words = [Words.of(part, look, text.language, strong=strong) for part in read_stretches(text.html)]
    if text.language:
        words += [Words(" "), Words(note, "Untranslated")]
    return words


def join(items: Iterable[Iterable[Words]], comma: str) -> list[Words]:
    """Several things in a row, with this between them."""
    joined: list[Words] = []
    for item in items:
        found = list(item)
        if found:
            joined += [Words(comma), *found] if joined else found
    return joined


def make_runs(
    words: Iterable[Words], speech: Speech, link: Callable[[str], BaseOxmlElement], *, is_bold: bool = False
) -> Iterator[BaseOxmlElement]:
    """The runs, those of links inside the element that ``link`` makes of an address; ``is_bold``: as in a heading."""
    for item in words:
        runs = list(_make_plain_runs(item, speech, is_bold))
        if item.href and runs:
            outer = link(item.href)
            outer.extend(runs)
            yield outer
        else:
            yield from runs


def _make_plain_runs(words: Words, speech: Speech, is_bold: bool) -> Iterator[BaseOxmlElement]:
    spoken = find_speech(words.language) if words.language else speech
    for at, piece in enumerate(_TURNED.split(clean_text(words.text))):
        if not piece:
            continue
        properties = _make_properties(words, speech, spoken, is_bold=is_bold, is_turned=at % 2 == 1)
        run = make("r", properties if len(properties) else None)
        for line, text in enumerate(piece.split("\n")):
            if line:
                run.append(make("br"))
            if text:
                run.append(make_text(text))
        yield run


def _make_properties(
    words: Words, speech: Speech, spoken: Speech, *, is_bold: bool, is_turned: bool
) -> BaseOxmlElement:
    look = words.look
    if words.href and not words.href.startswith("#"):
        look = "Hyperlink"
    elif not look and words.strong and not is_bold:
        look = "Strong"
    elif not look and words.slanted:
        look = "Emphasis"
    fonts = None
    if spoken.is_cjk:
        # Without the hint Word takes quotes, dashes and dots of Chinese from the Latin typeface.
        fonts = make("rFonts", hint="eastAsia")
        if spoken.east_asian_face != speech.east_asian_face:
            fonts = make("rFonts", hint="eastAsia", eastAsia=spoken.east_asian_face)
    is_strong = words.strong or (words.slanted and spoken.is_cjk and look != "Emphasis")
    bold = is_strong and look != "Strong"
    bold = (bold and not is_bold) or (is_bold and look == "Cadence")
    italic = words.slanted and look != "Emphasis" and not spoken.is_cjk
    other = None
    if words.language:
        other = make("lang", val=spoken.latin, eastAsia=spoken.east_asian, bidi=spoken.right_to_left)
    return make(
        "rPr",
        make("rStyle", val=look) if look else None,
        fonts,
        *((make("b"), make("bCs")) if bold else ()),
        # In Word two bolds of styles cancel each other, and a style cannot take it back: only the run itself can.
        *((make("b", val=0), make("bCs", val=0)) if is_bold and look in _LIGHT else ()),
        *((make("i"), make("iCs")) if italic else ()),
        make("rtl") if is_turned else None,
        other,
    )
