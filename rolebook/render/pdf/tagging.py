"""Tags that WeasyPrint 70 leaves out: the language of words, and what is no content at all.

`complete_tags` puts functions of ours around three of WeasyPrint's own, in this process, for all documents. What
they add stands in the pages and in the structure tree, so it stays right when documents are put together from parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset({"block", "flex", "grid", "table", "list-item"})


def complete_tags() -> None:
    """Have tags written in full from now on; to be called when weasyprint has been imported."""
    import weasyprint.draw
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    if not getattr(tags._build_box_tree, "is_complete", False):
        tags._build_box_tree = _name_languages(tags._build_box_tree)
        weasyprint.draw.draw_stacking_context = _set_margins_apart(weasyprint.draw.draw_stacking_context)
        Stream.marked = _set_decoration_apart(Stream.marked)


def hide_decoration(root: Any) -> None:
    """Mark everything inside an element with ``aria-hidden`` too: boxes do not know what they stand in."""
    for hidden in [element for element in root.iter() if _is_hidden(element)]:
        for element in hidden.iter():
            element.set("aria-hidden", "true")


def _is_hidden(element: Any) -> bool:
    return element is not None and element.get("aria-hidden") == "true"


def _name_languages(build: Any) -> Any:
    """A function that builds the tags of a box with ``/Lang`` where the language changes (ISO 14289-1, 7.2).

    A tag that says nothing of its own becomes a Span, or a Div, so that readers do not pass over its language.
    """
    import pydyf  # type: ignore[import-untyped]
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    languages: list[str] = []  # of the boxes whose tags are being built, from the outermost to the innermost

    def build_named(box: Any, parent: Any, pdf: Any, *arguments: Any) -> Iterator[Any]:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, MarginBox) or _is_hidden(box.element):
            return
        around = languages[-1] if languages else _language_of(pdf)
        # The first child of a tag meets it while its own box is innermost; a list within an item is handed to
        # the tag of the outer list, which is known already.
        of_parent = parent.__dict__.setdefault("rolebook_language", around)
        own = box.style["lang"] or around
        languages.append(own)
        try:
            for element in build(box, parent, pdf, *arguments):
                if own != of_parent:
                    element["Lang"] = pydyf.String(own)
                    if element["S"] == "/NonStruct":
                        element["S"] = "/Div" if box.style["display"][0] in _BLOCKS else "/Span"
                yield element
        finally:
            languages.pop()

    build_named.is_complete = True  # type: ignore[attr-defined]
    return build_named


def _language_of(pdf: Any) -> str:
    language = pdf.catalog.get("Lang")
    return str(language.string) if language is not None else ""


def _set_margins_apart(draw: Any) -> Any:
    """A function that draws what stands in a page's margins as an artifact (ISO 14289-1, 7.8)."""
    import pydyf
    from weasyprint.formatting_structure.boxes import MarginBox

    def draw_apart(stream: Any, stacking_context: Any) -> None:
        box = stacking_context.box
        if not isinstance(box, MarginBox) or stream._tags is None:
            draw(stream, stacking_context)
            return
        side = box.at_keyword.removeprefix("@").partition("-")[0]
        kind = {"top": "/Header", "bottom": "/Footer"}.get(side)
        properties = {"Type": "/Pagination", "Attached": pydyf.Array([f"/{side.title()}"])}
        if kind:
            properties["Subtype"] = kind
        stream.begin_marked_content("Artifact", pydyf.Dictionary(properties))
        tags, stream._tags = stream._tags, None
        try:
            draw(stream, stacking_context)
        finally:
            stream._tags = tags
            stream.end_marked_content()

    return draw_apart


def _set_decoration_apart(mark: Any) -> Any:
    """A method that marks what is hidden from readers (``aria-hidden``) as an artifact instead of content."""

    def mark_apart(stream: Any, box: Any, tag: str) -> Any:
        return stream.artifact() if _is_hidden(box.element) else mark(stream, box, tag)

    return mark_apart
