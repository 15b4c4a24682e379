"""Markdown to safe HTML: inline in sentences, blocks in longer texts. Raw HTML is shown as text."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

_MARKDOWN = re.compile(r"[*_`\[\]#<>|~\\\n]|^\s*(\d+[.)]|[-+])\s|https?:", re.MULTILINE)
_SCHEMES = {"http", "https", "mailto", "tel"}
_INLINE_TAGS = {"a", "em", "strong", "code", "br", "span"}
_BLOCK_TAGS = _INLINE_TAGS | {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_SIMPLE_TAGS = {"p", "ul", "li", "strong", "em", "br"}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[a-z-]+(?:=\"[^\"]*\")?)*\s*>")
_EMPTY_TAGS = {"br", "hr"}
_converter: Any = None


class SafeHtml(str):
    """HTML that was made or cleaned by us; templates insert it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escape_text(text: str) -> SafeHtml:
    """Plain text as HTML."""
    return SafeHtml(html.escape(text, quote=True))


def render_inline(text: str) -> SafeHtml:
    """One sentence of Markdown as HTML without block elements."""
    if not _MARKDOWN.search(text):
        return escape_text(text)
    block = _convert(" ".join(text.split("\n")))
    return SafeHtml(_clean(block, _INLINE_TAGS).strip())


def render_block(text: str) -> SafeHtml:
    """Paragraphs of Markdown as HTML."""
    if not _MARKDOWN.search(text):
        return SafeHtml(f"<p>{escape_text(text.strip())}</p>")
    block = _clean(_convert(text), _BLOCK_TAGS).strip()
    # A wide table scrolls in a box of its own, which the keyboard can reach.
    block = block.replace("<table>", '<div class="table-box" tabindex="0"><table>')
    return SafeHtml(block.replace("</table>", "</table></div>"))


def split_blocks(markup: SafeHtml) -> tuple[SafeHtml, ...]:
    """The blocks that `render_block` made of a text, one by one: paragraphs, lists, tables, headings."""
    blocks, start, depth = [], 0, 0
    for tag in _TAG.finditer(markup):
        if tag[2] not in _EMPTY_TAGS:
            depth += -1 if tag[1] else 1
        if depth == 0:
            blocks.append(SafeHtml(markup[start : tag.end()].strip()))
            start = tag.end()
    rest = markup[start:].strip()
    return (*blocks, SafeHtml(rest)) if rest else tuple(blocks)


def simplify_html(markup: SafeHtml) -> str:
    """HTML that we made with paragraphs, lists and stress alone: headings are strong, links and tables mere words."""
    if "<" not in markup:
        return str(markup)
    import nh3

    simple = re.sub(r"<h[3-6]>(.*?)</h[3-6]>", r"<p><strong>\1</strong></p>", markup, flags=re.DOTALL)
    simple = re.sub(r"<(/?)ol>", r"<\1ul>", simple)
    # Rows become paragraphs, before a parser moves what may not stand in a table out of it.
    simple = re.sub(r"</?(?:table|thead|tbody|th|td)\b[^>]*>", " ", simple)
    simple = re.sub(r"<(/?)tr>", r"<\1p>", simple)
    return nh3.clean(simple, tags=_SIMPLE_TAGS, attributes={}, link_rel=None)


def strip_tags(markup: str) -> str:
    """The words of HTML that we made."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", markup).split()))


def strip_markdown(text: str) -> str:
    """The words of a Markdown text alone."""
    if not _MARKDOWN.search(text):
        return text
    return strip_tags(_clean(_convert(text), _BLOCK_TAGS))


@lru_cache(maxsize=8)  # each text is asked for twice in turn: as HTML, and as words alone
def _convert(text: str) -> str:
    global _converter
    if _converter is None:
        # Imported when first needed: most sentences hold no Markdown, and a build without changes needs none.
        import markdown

        _converter = markdown.Markdown(
            extensions=["tables", "sane_lists", "fenced_code"], output_format="html"
        )
        # Raw HTML is not an extension point: what looks like a tag is text.
        _converter.preprocessors.deregister("html_block")
        _converter.inlinePatterns.deregister("html")
    _converter.reset()
    return str(_converter.convert(text))


def _clean(markup: str, tags: set[str]) -> str:
    import nh3

    # Headings inside content start below the page's own.
    markup = re.sub(r"<(/?)h[12]>", r"<\1h3>", markup)
    return nh3.clean(
        markup,
        tags=tags,
        attributes={"a": {"href", "title"}, "th": {"align"}, "td": {"align"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
