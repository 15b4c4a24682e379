"""Putting sample sections together as a book, without a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rolebook.render.html.environment import render_template
from rolebook.render.pdf.assemble import assemble_book
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.pdf.lay_out import lay_out_section
from rolebook.render.settings import RenderSettings
from rolebook.views.model import Book, BookPart, DocumentFrame, Section


def lay_out(settings: RenderSettings, sections: Sequence[Section], language: str, folder: Path) -> list[Path]:
    """The parts of these sections as files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, section in enumerate(sections):
        html = render_template(settings, section.template, language, section.make(), name="doc")
        paths.append(folder / f"{number:03d}.part")
        paths[-1].write_bytes(lay_out_section(settings, html, name=section.name))
    return paths


def make_book(frame: DocumentFrame, sections: Sequence[Section], **changes: Any) -> Book:
    """The book of these sections."""
    parts = tuple(BookPart(section.name, section.right) for section in sections)
    return replace(Book(frame, frame.title, frame.edition, parts), **changes)


def print_book(
    settings: RenderSettings,
    frame: DocumentFrame,
    sections: Sequence[Section],
    folder: Path,
    fonts: Path,
    **changes: Any,
) -> bytes:
    """The PDF of these sections, laid out and put together in ``folder``."""
    paths = lay_out(settings, sections, frame.language, folder)
    book = make_book(frame, sections, **changes)
    return assemble_book(book, paths, prepare_fonts(fonts), name="sample.pdf")
