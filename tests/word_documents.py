"""What tests of Word documents need: charters of the library and of parts, rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rolebook.language.markdown import render_block, render_inline, strip_markdown
from rolebook.render.settings import RenderSettings
from rolebook.render.word.document import render_word
from rolebook.views.documents import build_charter
from rolebook.views.model import Charter, Entry, Role, Text
from tests.conftest import ROOT
from tests.sample_views import LANGUAGES
from tests.test_assessment_forms import LONG, SHORT, context_of, library

SETTINGS = RenderSettings((ROOT / "templates",), ROOT)
OUTLINES = ("duties", "authority", "accountability", "workflows", "relations")


def charter_of(role: str, language: str) -> Charter:
    return build_charter(context_of(language), library().roles[role])


def render(charter: Charter) -> bytes:
    return render_word(SETTINGS, charter.frame.language, charter)


def with_role(charter: Charter, **parts: object) -> Charter:
    return replace(charter, role=replace(charter.role, **parts))  # type: ignore[arg-type]


def text(words: str, language: str | None = None, *, block: bool = False) -> Text:
    return Text((render_block if block else render_inline)(words), strip_markdown(words), language)


def entry(number: str, words: str, *items: Entry, style: str = "", language: str | None = None) -> Entry:
    bare = Entry(f"e{number}", f"duties-e{number.replace('.', '-')}", number, number.count("."), style=style)
    return (
        replace(bare, title=text(words), items=items) if items else replace(bare, text=text(words, language))
    )


def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for item in entries:
        yield item
        yield from walk(item.items)


def list_numbers(role: Role) -> list[tuple[str, str]]:
    """Number and words of every entry in the order of the document, numbers of ticked and promised ones left out."""
    found = []

    def add(entries: tuple[Entry, ...], style: str = "") -> None:
        for item in entries:
            words = item.title or item.text
            assert words
            number = {"checklist": "☐", "promises": ""}.get(style, item.number)
            found.append((number, words.plain))
            add(item.items, item.style)

    for name in role.order:
        if name in OUTLINES:
            add(getattr(role, name))
        if name == "workflows":
            for workflow in role.shared:
                add(workflow.steps)
    return found


EACH = [(role, language) for role in (LONG, SHORT) for language in LANGUAGES]
