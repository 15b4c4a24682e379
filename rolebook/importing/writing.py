"""Drafts as the files of a role: every guess with a comment, every sentence that found no place at the end."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from rolebook.content.fields import NUMBER_PATTERN
from rolebook.importing.drafts import ENTRY_SECTIONS, OUTLINES, Draft, DraftEntry, Guess

_PLAIN_WORD = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PLAIN_TEXT = re.compile(r"[^\W\d_]([^\n:#\"'`\\{}\[\]&*!|<>%@]|(?<! )[%&](?= )|：)*")
_MISREAD = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"}
_WIDTH = 100


def render_facts(draft: Draft, schema: str, today: dt.date) -> str:
    """The text of role.yaml; ``schema`` is the path from it to the project's schemas."""
    return "\n".join(_iter_facts(draft, schema, today)) + "\n"


def render_words(draft: Draft, schema: str) -> str:
    """The text of the language's file, with what could not be placed as comments at its end."""
    return "\n".join(_iter_words(draft, schema)) + "\n"


def _iter_facts(draft: Draft, schema: str, today: dt.date) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}/role.json"
    yield f"# A draft that `rolebook import` made of {draft.source}, lines {draft.first_line} to {draft.last_line}."
    yield "# Guesses say so behind “#”. When all is right, delete these comments and the line “draft: true”."
    yield "draft: true"
    if draft.is_unit:
        yield "kind: unit                     # guess: the title names a department"
    yield f"source_language: {draft.language}"
    for name in ("department", "level", "industry"):
        yield _guessed(f"{name}: {getattr(draft, name).value}", getattr(draft, name))
    if draft.header:
        yield "# At the head of the text:"
        yield from (f"#   {_flat(text)}  (line {line})" for line, text in draft.header)
    if draft.reports_to:
        yield _guessed(f"reports_to: [{draft.reports_to.value}]", draft.reports_to)
    else:
        who = (
            f"“{_flat(draft.superior)}”, whom the project does not know"
            if draft.superior
            else "nobody that the project knows"
        )
        yield f"# reports_to: [ ]             # the text names {who}"
    if draft.manages:
        ids = list(dict.fromkeys(guess.value for guess in draft.manages))
        why = ", ".join(guess.why for guess in draft.manages)
        yield _guessed(f"manages: [{', '.join(ids)}]", Guess("", why))
    yield _guessed(f"owner: {draft.owner.value}", draft.owner)
    yield 'version: "0.1"'
    yield _guessed(f"effective: {today}", Guess("", "the day of the import"))
    for section in ENTRY_SECTIONS:
        yield from _iter_section_facts(draft, section)
    yield from _iter_provenance(draft)


def _iter_section_facts(draft: Draft, section: str) -> Iterator[str]:
    entries = [entry for entry in draft.entries(section) if entry.facts]
    if not entries:
        return
    yield f"{section}:"
    if section == "kpis" and draft.weights_note:
        yield f"  # {draft.weights_note}"
    for entry in entries:
        yield _guessed(f"  {entry.id}: {_flow(entry.facts)}", Guess("", entry.why))


def _iter_provenance(draft: Draft) -> Iterator[str]:
    tag = _make_tag(draft.source)
    lines: list[str] = []
    if draft.purpose:
        lines.append(
            _provenance(
                "purpose", tag, draft.purpose_line, "inferred" if draft.purpose_is_guess else "stated"
            )
        )
    if isinstance(draft.summary, Guess):
        lines.append("  summary: {certainty: inferred}")
    if isinstance(draft.title, Guess):
        lines.append("  title: {certainty: inferred}")
    for name in ("department", "level", "industry"):
        lines.append(f"  {name}: {{certainty: inferred}}")
    if draft.reports_to:
        lines.append("  reports_to: {certainty: inferred}")
    for section in ENTRY_SECTIONS:
        for entry in draft.entries(section):
            lines.append(_provenance(f"{section}.{entry.id}", tag, entry.line, entry.certainty, entry.gap))
    yield "provenance:                    # file and line of the text; certainty says what was guessed"
    yield from lines


def _provenance(path: str, tag: str, line: int, certainty: str, gap: str = "") -> str:
    facts: dict[str, object] = {"from": [f"{tag}:{line}"]}
    if certainty != "stated":
        facts["certainty"] = certainty
    if gap:
        facts["gap"] = gap
    return f"  {path}: {_flow(facts)}"


def _make_tag(source: str) -> str:
    """The name of a file as the source of a statement: no spaces, not too long."""
    return re.sub(r"[\s:]+", "-", source)[-32:].strip("-") or "text"


def _iter_words(draft: Draft, schema: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}/role-words.json"
    title, summary = draft.title, draft.summary
    yield _one("title", title)
    yield _one("summary", summary)
    if draft.purpose:
        if draft.purpose_is_guess:
            yield "# guess: the prose before the first list"
        yield "purpose: |"
        yield from (f"  {line}".rstrip() for line in draft.purpose.split("\n"))
    for section in ENTRY_SECTIONS:
        entries = draft.sections.get(section, [])
        if not entries:
            continue
        yield f"{section}:"
        for entry in entries:
            yield from _iter_entry(section, entry, "  ")
    yield from _iter_rest(draft)


def _one(name: str, value: Guess | str) -> str:
    if isinstance(value, Guess):
        return _guessed(f"{name}: {_text(value.value)}", value)
    return f"{name}: {_text(value)}"


def _iter_entry(section: str, entry: DraftEntry, margin: str) -> Iterator[str]:
    if entry.note:
        yield f"{margin}# line {entry.line}: {entry.note}"
    if entry.fields:
        given = {name: text for name, text in entry.fields.items() if text}
        yield f"{margin}{entry.id}:"
        yield from (f"{margin}  {name}: {_text(text)}" for name, text in given.items())
    elif entry.children and section in OUTLINES:
        yield f"{margin}{entry.id}:"
        yield f"{margin}  title: {_text(entry.text)}"
        yield f"{margin}  items:"
        for child in entry.children:
            yield from _iter_entry(section, child, margin + "    ")
    else:
        mark = "   # guess: moved here by its words" if _is_moved(section, entry) else ""
        yield f"{margin}{entry.id}: {_text(entry.text)}{mark}"


def _is_moved(section: str, entry: DraftEntry) -> bool:
    return entry.certainty == "inferred" and section in ("authority", "accountability", "penalties")


def _iter_rest(draft: Draft) -> Iterator[str]:
    if draft.headings:
        yield ""
        yield "# Headings of the text:"
        yield from (f"#   line {line}: {_flat(text)}" for line, text in draft.headings)
    if draft.gaps:
        yield ""
        yield "# Gaps of the text:"
        yield from (f"#   line {line}: {text}" for line, text in draft.gaps)
    if draft.unplaced:
        yield ""
        yield "# Not placed. Move what belongs to the role into a section above, and delete the rest."
        for one in draft.unplaced:
            yield f"#   line {one.line} ({_flat(one.reason)}):"
            yield from (f"#     {part}" for part in _wrap(one.text))


def _wrap(text: str) -> Iterable[str]:
    """Long words of a comment on several lines; a line is never cut inside a word or a run of Chinese signs."""
    words = re.findall(r"\S+\s*|\s+", _flat(text))
    line = ""
    for word in words:
        if line and len(line) + len(word) > _WIDTH:
            yield line.rstrip()
            line = ""
        line += word
    if line:
        yield line.rstrip()


def _guessed(line: str, guess: Guess) -> str:
    return f"{line.ljust(30)} # guess: {_flat(guess.why)}" if guess.why else line


def _flat(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    """Words plainly if nobody can misread them, else in double quotes."""
    if _PLAIN_TEXT.fullmatch(text) and text.casefold() not in _MISREAD and not text.endswith((" ", ":")):
        return text
    return json.dumps(text, ensure_ascii=False)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(key))}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(str(value))


def _scalar(text: str) -> str:
    if (_PLAIN_WORD.fullmatch(text.replace("_", "-")) and text not in _MISREAD) or text == "on":
        return text
    if re.fullmatch(NUMBER_PATTERN, text) or re.fullmatch("[A-Z]{3}", text):
        return text
    return json.dumps(text, ensure_ascii=False)
