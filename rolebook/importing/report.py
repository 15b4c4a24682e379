"""What an import did, for people and for programs: what was placed, guessed, mended and left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from rolebook.importing.drafts import ENTRY_SECTIONS, Draft
from rolebook.importing.pieces import Repair


@dataclass
class TextReport:
    """One text: how it was read, and its drafts with the folders that they go to."""

    name: str
    form: str
    encoding: str
    language: str
    drafts: list[Draft] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    folders: dict[str, str] = field(default_factory=dict)


def render_json(reports: list[TextReport], *, written: bool) -> str:
    """The report as JSON, for programs."""
    data = {"version": 1, "written": written, "files": [_describe(report) for report in reports]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _describe(report: TextReport) -> dict[str, Any]:
    return {
        "file": report.name,
        "form": report.form,
        "encoding": report.encoding,
        "language": report.language,
        "repairs": [asdict(repair) for repair in report.repairs],
        "roles": [
            {
                "id": draft.id,
                "folder": report.folders.get(draft.id, ""),
                "title": title_of(draft),
                "lines": [draft.first_line, draft.last_line],
                "placed": count_placed(draft),
                "guesses": draft.guesses,
                "gaps": [{"line": line, "text": text} for line, text in draft.gaps],
                "unplaced": [asdict(one) for one in draft.unplaced],
            }
            for draft in report.drafts
        ],
    }


def render_human(report: TextReport) -> Iterator[str]:
    """The report as lines for the terminal."""
    yield f"{report.name} ({report.encoding}, {report.language}): {_count(len(report.drafts), 'draft')}"
    unit = "paragraphs" if report.form == "docx" else "lines"
    for draft in report.drafts:
        placed = ", ".join(f"{count} {section}" for section, count in count_placed(draft).items())
        yield f"  {report.folders.get(draft.id, draft.id)}  {title_of(draft)}"
        yield f"    {unit} {draft.first_line} to {draft.last_line}: {placed or 'nothing placed'}"
        todo = [_count(draft.guesses, "guess", "guesses"), f"{len(draft.unplaced)} not placed"]
        todo += [_count(len(draft.gaps), "gap")] if draft.gaps else []
        yield f"    to look at: {', '.join(todo)}"
    if report.repairs:
        yield f"  mended: {_count(len(report.repairs), 'damaged place')} (--report FILE lists them)"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def count_placed(draft: Draft) -> dict[str, int]:
    """How many entries each section of a draft has; sections without any are left out."""
    counts = {"purpose": int(bool(draft.purpose))}
    counts |= {section: len(draft.leaves(section)) for section in ENTRY_SECTIONS}
    return {section: count for section, count in counts.items() if count}


def title_of(draft: Draft) -> str:
    """The title of a draft, guessed or not."""
    return draft.title if isinstance(draft.title, str) else draft.title.value
