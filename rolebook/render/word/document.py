"""A view as a Word document: its words, what stands around them, and its properties."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from docx.section import Section

from rolebook.language.interface import load_interface
from rolebook.render.office_archive import repack_office_file
from rolebook.render.settings import RenderSettings
from rolebook.render.word.charter import write_charter
from rolebook.render.word.elements import make, make_field, make_text
from rolebook.render.word.faces import find_speech
from rolebook.render.word.markup import clean_text
from rolebook.render.word.measures import Measures
from rolebook.render.word.posting import write_posting
from rolebook.render.word.runs import Words
from rolebook.render.word.writer import Writer
from rolebook.views.model import Charter, DocumentFrame
from rolebook.views.model.posting import PostingFlyer

_WRITERS: dict[type, Callable[[Writer, Any], None]] = {
    Charter: write_charter,
    PostingFlyer: write_posting,
}
"""Who writes what is between head and foot, by the class of the view; each view has a ``frame``."""

_LONGEST_PROPERTY = 255  # python-docx takes no more


def render_word(settings: RenderSettings, language: str, view: Any) -> bytes:
    """The bytes of the document (DOCX): the same view, the same bytes."""
    words = load_interface(language, settings.template_folders)
    frame: DocumentFrame = view.frame
    writer = Writer(frame.language, frame.paper, Measures(settings, language, frame.accent), words.gettext)
    _WRITERS[type(view)](writer, view)
    _write_margins(writer, frame)
    _set_properties(writer, frame)
    raw = io.BytesIO()
    writer.document.save(raw)
    return repack_office_file(raw.getvalue(), frame.created)


def _write_margins(writer: Writer, frame: DocumentFrame) -> None:
    """Heads from the second page on, as the first has the title; a foot with page numbers on all."""
    section: Section = writer.document.sections[0]
    head = [Words(frame.handbook), Words("\t"), Words(frame.title)]
    _fill(section.header, writer, "header", head)
    _fill(section.first_page_header, writer, "header", [])
    foot = " · ".join(part for part in (frame.edition, frame.language_name) if part)
    for footer in (section.footer, section.first_page_footer):
        paragraph = _fill(footer, writer, "footer", [Words(foot), Words("\t")])
        paragraph.append(make_field("PAGE"))
        paragraph.append(make("r", make_text(" / ")))
        paragraph.append(make_field("NUMPAGES"))


def _fill(part: Any, writer: Writer, style: str, words: list[Words]) -> Any:
    """The one paragraph of a head or foot."""
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    paragraph = writer.make_paragraph(style, words)
    element.append(paragraph)
    return paragraph


def _set_properties(writer: Writer, frame: DocumentFrame) -> None:
    def cut(words: str) -> str:
        return clean_text(words)[:_LONGEST_PROPERTY]

    properties = writer.document.core_properties
    properties.title, properties.subject = cut(frame.title), cut(frame.handbook)
    properties.author = properties.last_modified_by = cut(frame.author)
    properties.language, properties.keywords = find_speech(frame.language).whole, cut(frame.keywords)
    properties.comments, properties.version = "", cut(frame.edition)
    properties.created = properties.modified = dt.datetime.fromisoformat(frame.created)
    properties.revision = 1
