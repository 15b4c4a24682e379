"""An edition of the sample project in two languages: its views, its sections, its PDF."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from rolebook.build.packing import pack_view, unpack_view
from rolebook.pipeline import BuildRequest, choose_options, find_template_folders, read_project
from rolebook.render.html.environment import render_template
from rolebook.render.pdf.assemble import assemble_book
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.settings import RenderSettings
from rolebook.views.bilingual_book import build_bilingual_book, list_bilingual_sections
from rolebook.views.bilingual_edition import BilingualEdition, open_bilingual_edition
from rolebook.views.context import make_context
from rolebook.views.model import BilingualRole, BilingualRoleSection, BilingualRow, BilingualSection, Section
from tests.books import lay_out
from tests.project import FONTS, TODAY, copy_sample

RATINGS = "ratings:\n  good: {from: 80}\n  poor: {passed: false}\n"
RATED = {"en": ("Good", "Poor"), "zh": ("良好", "不足"), "es": ("Bueno", "Escaso")}
NAMES = {"en": "Both languages", "zh": "双语版", "es": "Edición bilingüe"}
GROUPS = """
  market:
    title: {title}
    items:
      visits:
        title: {deeper}
        items:
          bag: {bag}
          car: {car}
"""
GROUP_WORDS = {
    "en": ("The market", "Before a visit", "Price list", "A clean car"),
    "zh": ("市场", "拜访之前", "价目表", "车辆整洁"),
    "es": ("El mercado", "Antes de una visita", "Lista de precios", "Un coche limpio"),
}


def copy_bilingual(target: Path, first: str = "zh", second: str = "es") -> Path:
    """The sample with an edition in two languages, Chinese and Spanish unless others are named."""
    project = copy_sample(target)
    append(project / "handbook/handbook.yaml", f"  both: {{languages: [{first}, {second}]}}\n")
    for tag, name in NAMES.items():
        append(project / f"handbook/{tag}.yaml", f"  both: {name}\n")
    return project


def copy_rated(target: Path, first: str = "zh", second: str = "es") -> Path:
    """The same with a rating scale."""
    project = copy_bilingual(target, first, second)
    change(project / "handbook/handbook.yaml", "levels:", f"{RATINGS}levels:")
    for tag, (good, poor) in RATED.items():
        append(project / f"handbook/{tag}.yaml", f"ratings: {{good: {good}, poor: {poor}}}\n")
    return project


def copy_deep(target: Path) -> Path:
    """The same with duties three levels deep, the last of them a list to tick."""
    project = copy_bilingual(target)
    role = project / "roles/sales-manager"
    change(role / "role.yaml", "duties:\n", "duties:\n  visits: {list: checklist}\n")
    for tag in NAMES:
        title, deeper, bag, car = GROUP_WORDS[tag]
        words = GROUPS.format(title=title, deeper=deeper, bag=bag, car=car).lstrip("\n")
        change(role / f"{tag}.yaml", "duties:\n", "duties:\n" + words)
    return project


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def open_both(
    project: Path, first: str = "zh", second: str = "es"
) -> tuple[BilingualEdition, tuple[Section, ...]]:
    """The edition and its sections."""
    catalogue, _problems = read_project(project, TODAY)
    options = choose_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))
    folders = find_template_folders(project)
    contexts = [make_context(catalogue, options, tag, folders) for tag in (first, second)]
    edition = open_bilingual_edition(contexts[0], contexts[1], "both")
    return edition, list_bilingual_sections(edition)


def view(project: Path, *, first: str = "zh", second: str = "es") -> dict[str, Any]:
    """The views of the edition by the names of their sections, as they come out of a packed plan."""
    _edition, sections = open_both(project, first, second)
    made = {section.name: section.make() for section in sections}
    assert {name: unpack_view(pack_view(one)) for name, one in made.items()} == made
    return made


def roles_of(book: dict[str, Any]) -> list[BilingualRole]:
    return [one.role for one in book.values() if isinstance(one, BilingualRoleSection)]


def role_of(book: dict[str, Any], name: str = "sales-manager") -> BilingualRole:
    return next(role for role in roles_of(book) if role.id == name)


def section_of(role: BilingualRole, name: str) -> BilingualSection:
    return next(section for section in role.sections if section.name == name)


def plain(row: BilingualRow) -> tuple[str, str]:
    return tuple((entry.text or entry.title).plain for entry in (row.first, row.second))  # type: ignore[union-attr,return-value]


def fill(project: Path, name: str) -> str:
    """The HTML of one section."""
    edition, sections = open_both(project)
    settings = RenderSettings(find_template_folders(project), project)
    section = next(section for section in sections if section.name == name)
    return render_template(settings, section.template, edition.frame.language, section.make(), name="doc")


def make(
    project: Path,
    folder: Path,
    first: str = "zh",
    second: str = "es",
    change: Callable[[Any], Any] = lambda x: x,
) -> bytes:
    """The PDF of the edition, its sections laid out in ``folder``."""
    edition, sections = open_both(project, first, second)
    changed = tuple(
        dataclasses.replace(section, make=partial(change, section.make())) for section in sections
    )
    fonts = prepare_fonts(FONTS)
    settings = RenderSettings(find_template_folders(project), project)
    paths = lay_out(settings, changed, first, folder)
    return assemble_book(build_bilingual_book(edition, sections), paths, fonts, name="both.pdf")


def body_words(pdf: bytes) -> str:
    words = " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    return re.sub(r"\s", "", words)
