"""How much of eighteen held-out texts `rolebook import` finds, against lists of facts made by hand.

The texts lie in tests/data/import_heldout/, the Word documents among them are made by tests/heldout_documents.py, and
beside each lie its facts: for every role its title, and section by section the first words of each entry that a careful
person would make. The nine in mend/ were looked at when rules were mended; the nine in final/ never.

A role is compared with the draft that has most of its facts. Found is an entry of the right section that begins with
the words; false is an entry for which there is no fact, in any draft of the text. What a person may place either way
(`?`) counts for nothing.

    .venv/bin/python bench/heldout.py [--markdown] [--entries]
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SET = ROOT / "tests" / "data" / "import_heldout"
HALVES = ("mend", "final")
TODAY = dt.date(2026, 12, 1)

if TYPE_CHECKING:
    from rolebook.importing.drafts import Draft

SECTIONS = (
    "title",
    "header",
    "purpose",
    "duties",
    "authority",
    "accountability",
    "qualifications",
    "kpis",
    "penalties",
    "workflows",
    "relations",
)


@dataclass
class Fact:
    """What a person takes from a text: a section, the first words one of several ways, and whether it may be left."""

    section: str
    ways: tuple[str, ...]
    optional: bool = False


@dataclass
class Score:
    """Facts of a text per section: wanted, found and false, and the words of what was missed and what is false."""

    name: str
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    entries: list[str] = field(default_factory=list)


def read_facts(text: str) -> list[list[Fact]]:
    """The facts of each role of a list that was made by hand."""
    roles: list[list[Fact]] = []
    section = ""
    for line in text.splitlines():
        if line.startswith("= "):
            roles.append([Fact("title", (line[2:],))])
        elif line.startswith("  "):
            words = line.strip()
            roles[-1].append(
                Fact(section, tuple(words.removeprefix("? ").split(" / ")), words.startswith("? "))
            )
        elif line.strip():
            section = line.strip()
            assert section in SECTIONS, section
    return roles


def list_documents(folder: Path) -> dict[str, Path]:
    """Every text of the set by its name there; the Word documents are written into this folder."""
    from tests.heldout_documents import make_papers

    papers = make_papers(folder)
    found = {}
    for facts in sorted(SET.glob("*/*.facts")):
        name = f"{facts.parent.name}/{facts.stem}"
        texts = [path for path in facts.parent.glob(f"{facts.stem}.*") if path.suffix != ".facts"]
        found[name] = papers.get(name) or texts[0]
    return found


def measure_heldout() -> list[Score]:
    """Every text of the set with what the import finds in it."""
    from rolebook.importing.import_texts import ImportRequest, import_texts
    from rolebook.importing.problems import ImportProblem
    from rolebook.scaffold import start_project

    scores = []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        start_project(project, ("en", "zh", "es"), TODAY)
        for name, path in list_documents(Path(folder)).items():
            request = ImportRequest(project, (path,), Path(folder) / "drafts", TODAY, prefix="new-")
            try:
                drafts = import_texts(request).reports[0].drafts
            except ImportProblem:  # no role was found in it
                drafts = []
            roles = read_facts((SET / f"{name}.facts").read_text(encoding="utf-8"))
            scores.append(_compare(name, roles, drafts))
    return scores


def _compare(name: str, roles: list[list[Fact]], drafts: list[Draft]) -> Score:
    score = Score(name)
    left = {number: _list_entries(draft) for number, draft in enumerate(drafts)}
    pairs = sorted(
        ((len(_match(role, left[number])), r, number) for r, role in enumerate(roles) for number in left),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    paired: dict[int, int] = {}
    for hits, r, number in pairs:
        if hits and r not in paired and number not in paired.values():
            paired[r] = number
    for r, role in enumerate(roles):
        hits_of = _match(role, left[paired[r]]) if r in paired else {}
        for index, fact in enumerate(role):
            if not fact.optional:
                score.wanted[fact.section] += 1
                score.found[fact.section] += index in hits_of
                if index not in hits_of:
                    score.entries.append(f"missed  {fact.section:15} {fact.ways[0]}")
        if r in paired:
            used = set(hits_of.values())
            left[paired[r]] = [e for n, e in enumerate(left[paired[r]]) if n not in used]
    for entries in left.values():
        for section, texts in entries:
            if section != "header":  # labels that no role needs are kept there, and harm nobody
                score.false[section] += 1
                score.entries.append(f"false   {section:15} {texts[0][:60]}")
    return score


def _list_entries(draft: Draft) -> list[tuple[str, tuple[str, ...]]]:
    from rolebook.importing.drafts import ENTRY_SECTIONS

    title = draft.title if isinstance(draft.title, str) else draft.title.value
    found: list[tuple[str, tuple[str, ...]]] = [("title", (title,))]
    found += [("header", (text,)) for _, text in draft.header]
    found += [("purpose", (draft.purpose,))] if draft.purpose else []
    for section in ENTRY_SECTIONS:
        for entry in draft.leaves(section):
            found.append((section, (entry.text, *map(str, entry.fields.values()))))
    return found


def _match(role: list[Fact], entries: list[tuple[str, tuple[str, ...]]]) -> dict[int, int]:
    """Facts that an entry answers, by their numbers; each entry answers one."""
    found: dict[int, int] = {}
    for index, fact in enumerate(role):
        for number, (section, texts) in enumerate(entries):
            if section != fact.section or number in found.values():
                continue
            if any(_answers(text, way, section) for text in texts for way in fact.ways):
                found[index] = number
                break
    return found


def _answers(text: str, way: str, section: str) -> bool:
    whole, words = _letters(text), _letters(way)
    return words in whole if section == "header" else whole.startswith(words)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def render_heldout(scores: list[Score], *, markdown: bool) -> str:
    """The table: a row to a section, found of wanted and what is false, for each half and for both."""
    halves = {half: [score for score in scores if score.name.startswith(half)] for half in HALVES}
    rows = [["section", *(f"{half}: {what}" for half in HALVES for what in ("found", "false"))]]
    for section in (*SECTIONS, "all"):
        row = [section]
        for chosen in halves.values():
            wanted, found, false = (
                sum(
                    sum(counts.values()) if section == "all" else counts[section]
                    for counts in (getattr(score, what) for score in chosen)
                )
                for what in ("wanted", "found", "false")
            )
            row += [f"{found}/{wanted}", str(false or "")]
        rows.append(row)
    if markdown:
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
    return "\n".join("".join(cell.ljust(16) for cell in row).rstrip() for row in rows) + "\n"


if __name__ == "__main__":
    measured = measure_heldout()
    for one in measured:
        share = f"{sum(one.found.values())}/{sum(one.wanted.values())}"
        sys.stdout.write(f"{one.name:28} {share:>7}, {sum(one.false.values())} false\n")
        if "--entries" in sys.argv and one.name.startswith("mend"):
            sys.stdout.write("".join(f"    {line}\n" for line in one.entries))
    sys.stdout.write("\n" + render_heldout(measured, markdown="--markdown" in sys.argv))
