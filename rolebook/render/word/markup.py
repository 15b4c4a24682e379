"""Safe HTML of a view taken apart: blocks (paragraphs, items of lists, tables) of stretches of words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = {
    "p",
    "div",
    "blockquote",
    "pre",
    "hr",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
} | _HEADINGS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in one form; ``href`` only of schemes that are safe. A line break is a stretch of ``\\n``."""

    text: str
    strong: bool = False
    slanted: bool = False
    code: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, quote, code, item of a list, or table (``rows`` of cells, the first its head).

    ``depth`` counts the lists around it, from 1; ``list_`` numbers the list itself, so that each counts from 1
    again. Paragraphs of an item that follow its first one have a depth, too.
    """

    kind: str
    words: tuple[Stretch, ...] = ()
    depth: int = 0
    list_: int = 0
    ordered: bool = False
    rows: tuple[tuple[tuple[Stretch, ...], ...], ...] = ()


def clean_text(text: str) -> str:
    """Words without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def read_stretches(markup: str) -> tuple[Stretch, ...]:
    """The words of a sentence."""
    if "<" not in markup and "&" not in markup:
        return (Stretch(clean_text(markup)),) if markup else ()
    return tuple(stretch for block in read_blocks(markup) for stretch in block.words)


def read_blocks(markup: str) -> tuple[Block, ...]:
    """The blocks of a longer text, in order."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[Stretch] = []
        self._open: list[str] = []
        self._links: list[str | None] = []
        self._lists: list[tuple[int, bool]] = []
        self._count = 0
        self._fresh = False  # the next block is the first one of an item
        self._rows: list[list[tuple[Stretch, ...]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _BREAKS:
            self.end_block()
        if tag in ("ul", "ol"):
            self._count += 1
            self._lists.append((self._count, tag == "ol"))
        elif tag == "li":
            self._fresh = True
        elif tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag == "br":
            self._words.append(Stretch("\n"))
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self._links.append(href if href.lower().startswith(_SCHEMES) else None)
        if tag not in ("br", "hr"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in ("td", "th") and self._rows:
            self._rows[-1].append(_trim(self._words))
            self._words = []
        elif tag in _BREAKS:
            self.end_block()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "a" and self._links:
            self._links.pop()
        elif tag == "table" and self._rows is not None:
            rows = tuple(tuple(row) for row in self._rows if row)
            self.blocks.append(Block("table", rows=rows))
            self._rows = None
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        text = clean_text(data)
        if "pre" not in self._open:
            text = _SPACE.sub(" ", text)
        if not text:
            return
        strong, slanted, code = "strong" in self._open, "em" in self._open, "code" in self._open
        self._words.append(Stretch(text, strong, slanted, code, self._links[-1] if self._links else None))

    def end_block(self) -> None:
        """Close the paragraph that is being read, if it has words."""
        if self._rows is not None:
            return  # words between the cells of a table are white space
        words = _trim(self._words)
        self._words = []
        if not words:
            return
        depth, (list_, ordered) = len(self._lists), self._lists[-1] if self._lists else (0, False)
        kind = "item" if depth and self._fresh else "paragraph"
        if "pre" in self._open:
            kind = "code"
        elif any(tag in _HEADINGS for tag in self._open):
            kind = "heading"
        elif "blockquote" in self._open and kind == "paragraph":
            kind = "quote"
        self._fresh = False
        self.blocks.append(Block(kind, words, depth, list_, ordered))


def _trim(words: list[Stretch]) -> tuple[Stretch, ...]:
    """Words without white space at their ends, and without empty stretches."""
    kept = list(words)
    while kept and not kept[0].text.lstrip(" \n"):
        del kept[0]
    while kept and not kept[-1].text.rstrip(" \n"):
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(kept)
