"""What a Word document begins with: whose it is and of what kind, a title, one sentence, facts."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.render.word.outline import say_refs
from rolebook.render.word.runs import Words
from rolebook.render.word.writer import Writer
from rolebook.views.model import Fact, Text


def write_masthead(writer: Writer, organisation: str, handbook: str, kind: str) -> None:
    """The line above the title; ``handbook`` may be empty."""
    middle = [Words("  "), Words(handbook)] if handbook else []
    writer.write("Masthead", [Words(organisation, strong=True), *middle, Words("\t"), Words(kind)])


def write_head(writer: Writer, title: Text, summary: Text, notice: str | None, facts: Iterable[Fact]) -> None:
    """Title, summary, notice and facts."""
    writer.write("Title", writer.say(title))
    writer.write("Subtitle", writer.say(summary))
    if notice:
        writer.write("Notice", [Words(notice)])
    for fact in facts:
        writer.write("Fact", [Words(fact.label, "Muted"), Words("\t"), *say_refs(writer, fact.values)])
