"""How much of five real, damaged documents `rolebook import` finds, against a catalogue made by hand.

The documents and the catalogue lie beside the repository, in ../shared, and are no part of it. The catalogue tags
every fact of a section: [002§2.d1] is a duty, [002§2.q1] a requirement, p a penalty, w a step of a workflow, h a line
of the job header, plain numbers a statement of a list. An entry of a draft counts for the section in whose lines it
stands. Found is at most what the catalogue has; what is more is told beside it, and counts for nothing.

    .venv/bin/python bench/importing.py [--markdown]
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHARED = next(
    (p / "shared" for p in ROOT.parents if (p / "shared" / "seeds").is_dir()), ROOT.parent / "shared"
)
SEEDS = SHARED / "seeds"
CATALOGUE = SHARED / "catalogue.md"
KINDS = ("statements", "requirements", "penalties", "steps", "header", "prose")
_PROSE = ("lead", "end", "def")


@dataclass
class Section:
    """A section of the catalogue: its lines in the document, and how many facts of each kind it has."""

    file: str
    number: str
    lines: tuple[int, int]
    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def hits(self) -> Counter[str]:
        """Facts found, never more than the catalogue has."""
        return Counter({kind: min(self.wanted[kind], self.found[kind]) for kind in KINDS})

    @property
    def surplus(self) -> int:
        """Entries beyond what the catalogue has."""
        return sum(max(0, self.found[kind] - self.wanted[kind]) for kind in KINDS if kind != "prose")


def find_documents() -> list[Path]:
    """The documents, or nothing where they are not at hand."""
    return sorted(SEEDS.glob("*.txt")) if CATALOGUE.is_file() else []


def measure() -> list[Section]:
    """Every section of the catalogue with what the import finds in it."""
    from rolebook.importing.import_texts import ImportRequest, import_texts
    from rolebook.scaffold import start_project

    sections = read_catalogue(CATALOGUE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        start_project(project, ("en", "zh", "es"), dt.date(2026, 12, 1))
        for document in find_documents():
            request = ImportRequest(
                project, (document,), Path(folder) / "drafts", dt.date(2026, 12, 1), prefix="new-"
            )
            for report in import_texts(request).reports:
                _count(report.drafts, [s for s in sections if s.file == document.name[:3]])
    return sections


def read_catalogue(text: str) -> list[Section]:
    """The sections of the catalogue, with their lines from its map and their facts from its tags."""
    lines: dict[tuple[str, str], tuple[int, int]] = {}
    abilities = set()
    for file, number, first, last, what in re.findall(
        r"^\| (\d{3})§(\d+)[^|]*\| (\d+)[–-](\d+) \| (.*) \|$", text, re.MULTILINE
    ):
        if "competencies" in what:  # a list of abilities: each is asked for, none is done
            abilities.add((file, number))
        known = lines.get((file, number), (10**9, 0))
        lines[file, number] = (min(known[0], int(first)), max(known[1], int(last)))
    sections = {
        key: Section(*key, span)
        for key, span in sorted(lines.items(), key=lambda item: (item[0][0], item[1][0]))
    }
    tags = set(re.findall(r"\[(\d{3})§(\d+[a-z]?)\.([A-Za-z0-9.]+)", text))
    for file, written, tag in tags:
        number = written.rstrip("abc")
        if any(
            other != tag and other.startswith(f"{tag}.") for f, n, other in tags if (f, n) == (file, written)
        ):
            continue  # a group: its items are counted
        kind = _kind(tag)
        if (file, number) in abilities and kind == "statements":
            kind = "requirements"
        sections[file, number].wanted[kind] += 1
    return list(sections.values())


def _kind(tag: str) -> str:
    last = tag.split(".")[-1] if not tag.startswith("w") else tag
    if tag in _PROSE or last in _PROSE:
        return "prose"
    letter = re.match(r"[a-z]*", last)
    return {"q": "requirements", "p": "penalties", "w": "steps", "h": "header"}.get(
        letter[0] if letter else "", "statements"
    )


def _count(drafts: list, sections: list[Section]) -> None:  # type: ignore[type-arg]
    places = {"qualifications": "requirements", "penalties": "penalties", "workflows": "steps"}
    for draft in drafts:
        items = {
            (places.get(name, "statements"), entry.line, entry.item)
            for name in draft.sections
            for entry in draft.leaves(name)
        }
        items |= {("header", line, index) for index, (line, _) in enumerate(draft.header)}
        items |= {("prose", draft.purpose_line, 0)} if draft.purpose else set()
        for kind, line, _ in items:
            for section in sections:
                if section.lines[0] <= line <= section.lines[1]:
                    section.found[kind] += 1
                    break


def render(sections: list[Section], *, markdown: bool) -> str:
    """The table, a row to a section, and the sums."""
    rows = [["section", *KINDS, "found", "more"]]
    total, wanted_all = Counter[str](), Counter[str]()
    for section in sections:
        hits = section.hits
        total += hits
        wanted_all += section.wanted
        cells = [f"{hits[k]}/{section.wanted[k]}" if section.wanted[k] else "" for k in KINDS]
        share = f"{sum(hits.values())}/{sum(section.wanted.values())}"
        rows.append([f"{section.file}§{section.number}", *cells, share, str(section.surplus or "")])
    surplus = str(sum(section.surplus for section in sections))
    rows.append(
        [
            "all",
            *(f"{total[k]}/{wanted_all[k]}" for k in KINDS),
            f"{sum(total.values())}/{sum(wanted_all.values())}",
            surplus,
        ]
    )
    if markdown:
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
    return "\n".join("".join(cell.ljust(14) for cell in row).rstrip() for row in rows) + "\n"


if __name__ == "__main__":
    if not find_documents():
        sys.exit("the documents are not at hand: ../shared/seeds and ../shared/catalogue.md")
    sys.stdout.write(render(measure(), markdown="--markdown" in sys.argv))
