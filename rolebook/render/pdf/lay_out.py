"""A section of a handbook: from HTML to a part, which books take in without laying it out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from rolebook.diagnostics import ContentError, Diagnostic, Severity
from rolebook.render.pdf.document import VARIANT, open_press
from rolebook.render.pdf.messages import explain_document, listen
from rolebook.render.settings import RenderSettings

SCHEME = "rolebook-book:"
"""Links inside a book while its sections are laid out: WeasyPrint knows only the anchors of one section."""


def lay_out_section(settings: RenderSettings, html: str, *, name: str) -> bytes:
    """The part (as `part.pack_part` gives it) of a section; ``name`` is how diagnostics call it.

    Raises ContentError as `render_pdf` does; links are judged when the book is put together.
    """
    press, sheets = open_press(settings)
    from rolebook.render.pdf.digest import digest_document
    from rolebook.render.pdf.running_matter import LookFault, keep_frames_apart

    with listen() as records:
        source, problems = press.open_source(settings, html, name)
        root = source.etree_element
        _free_links(root)
        try:
            with keep_frames_apart(source) as frames:
                document = source.render(
                    stylesheets=sheets,
                    font_config=press.fonts,
                    counter_style=press.counters.copy(),
                    pdf_variant=VARIANT,
                )
        except LookFault as fault:
            message = f"{name}: {fault.message}"
            raise ContentError([Diagnostic("D003", Severity.ERROR, message, fault.hint)]) from None
        with _without_fonts():
            part = digest_document(document, frames, SCHEME)
    if records or problems:
        raise ContentError([*problems, *explain_document(records, name, root.itertext())])
    return part


def _free_links(root: Any) -> None:
    """Let links to anchors leave the section."""
    for link in root.iter("a"):
        address = (link.get("href") or "").strip()
        if re.match(r"#.", address):
            link.set("href", SCHEME + quote(address[1:], safe="%-._~"))


@contextmanager
def _without_fonts() -> Iterator[None]:
    """Have no fonts embedded: books do this once for all their parts."""
    import pydyf  # type: ignore[import-untyped]
    import weasyprint.pdf

    original = weasyprint.pdf.build_fonts_dictionary
    weasyprint.pdf.build_fonts_dictionary = lambda *_: pydyf.Dictionary()
    try:
        yield
    finally:
        weasyprint.pdf.build_fonts_dictionary = original
