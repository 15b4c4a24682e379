"""Numbered sentences of a role in Word: duties, authority, accountability, workflows, relations."""

from __future__ import annotations

from collections.abc import Sequence

from rolebook.language.locales import find_language
from rolebook.render.word.runs import Words, join
from rolebook.render.word.writer import Writer
from rolebook.views.model import Entry, Flag, Mark, Ref, SharedWorkflow

_ENTRY_STYLES = ("ListNumber", "ListNumber2", "ListNumber3")
_UNNUMBERED = {"checklist", "promises"}


def write_outline(writer: Writer, entries: Sequence[Entry]) -> None:
    """The entries of a section, with the numbers that they have in the role."""
    writer.numbering.begin_outline()
    _write_entries(writer, entries, "")


def write_workflow(writer: Writer, workflow: SharedWorkflow) -> None:
    """A workflow of the handbook, numbered from 1."""
    writer.write("Heading2", writer.say(workflow.title), anchor=workflow.anchor)
    if workflow.intro:
        writer.write("BodyText", writer.say(workflow.intro), keep=True)
    write_outline(writer, workflow.steps)


def _write_entries(writer: Writer, entries: Sequence[Entry], style: str) -> None:
    for entry in entries:
        if entry.items:
            _write_group(writer, entry)
            continue
        words = list(writer.say(entry.title, strong=True)) if entry.title else []
        if entry.text:
            words = join((words, writer.say(entry.text)), " ")
        words += _say_extras(writer, entry)
        if style == "promises":
            writer.write("ListContinue", words, anchor=entry.anchor)
            continue
        ticked = style == "checklist"
        number = writer.numbering.tick_entry() if ticked else writer.numbering.number_entry(entry.number)
        name = "ListBullet" if ticked else _ENTRY_STYLES[min(entry.depth, len(_ENTRY_STYLES) - 1)]
        writer.write(name, words, anchor=entry.anchor, number=number)


def _write_group(writer: Writer, entry: Entry) -> None:
    words = writer.say(entry.title) if entry.title else []
    if entry.style_label:
        words += [Words(" "), Words(entry.style_label, "SmallNote")]
    number = writer.numbering.number_entry(entry.number)
    name = "Heading3" if entry.depth else "Heading2"
    writer.write(name, [*words, *_say_extras(writer, entry)], anchor=entry.anchor, number=number)
    if entry.intro:
        writer.write("BodyText", writer.say(entry.intro), keep=True)
    _write_entries(writer, entry.items, entry.style)


def _say_extras(writer: Writer, entry: Entry) -> list[Words]:
    """What follows a sentence on its line: how often, who decides, with whom, how sure, cautions."""
    words: list[Words] = []
    if entry.cadence:
        words += [Words(" "), Words(entry.cadence, "Cadence")]
    if entry.note:
        words += [Words(" "), Words(entry.note, "SmallNote")]
    if entry.refs:
        words += [Words(" "), *say_refs(writer, entry.refs, "SmallNote")]
    return words + say_signs(entry.mark, entry.flags)


def say_refs(writer: Writer, refs: Sequence[Ref], look: str = "") -> list[Words]:
    """Things in a row, each linked if it has a place in the document."""
    comma = find_language(writer.speech.tag).comma
    return join((say_ref(writer, ref, look) for ref in refs), comma)


def say_ref(writer: Writer, ref: Ref, look: str = "") -> list[Words]:
    """A named thing."""
    if ref.href and ref.href.startswith("#"):
        words = [Words(ref.label.plain, look, language=ref.label.language, href=ref.href)]
        if ref.label.language:
            words += [Words(" "), Words(writer._("not yet translated"), "Untranslated")]
        return words
    return writer.say(ref.label, look)


def say_signs(mark: Mark | None, flags: Sequence[Flag] = ()) -> list[Words]:
    """How sure a statement is, and cautions; each begins with a space."""
    words: list[Words] = []
    if mark:
        words += [Words(" "), Words(mark.label, "Doubt" if mark.kind == "doubtful" else "Mark")]
        if mark.suggestion:
            words += [Words(" "), Words(mark.suggestion, "Suggestion")]
    for flag in flags:
        words += [Words(" "), Words(flag.label, "Caution")]
    return words
