"""What an import makes: drafts of roles, with their guesses, gaps and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

OUTLINES = ("duties", "authority", "accountability", "workflows", "relations")
ENTRY_SECTIONS = (*OUTLINES, "qualifications", "kpis", "penalties")


@dataclass(frozen=True)
class Guess:
    """A value that a person must look at: what it is, and why it was chosen."""

    value: str
    why: str


@dataclass(frozen=True)
class Unplaced:
    """Words that found no place in a role, with their line and the reason."""

    line: int
    text: str
    reason: str


@dataclass
class DraftEntry:
    """One entry of a section, or a group of entries of an outline.

    ``facts`` go to role.yaml; ``why`` says from which words they were read. ``certainty`` is that of its place:
    stated under a heading, or inferred. Entries with the same ``item`` were one in the text.
    """

    id: str
    text: str
    line: int
    certainty: str = "stated"
    facts: Mapping[str, object] = field(default_factory=dict)
    why: str = ""
    gap: str = ""
    note: str = ""
    intro: str = ""
    children: list[DraftEntry] = field(default_factory=list)
    fields: Mapping[str, str] = field(default_factory=dict)
    item: int = 0

    def walk(self) -> Iterator[DraftEntry]:
        """The entry and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Draft:
    """One role as it was understood."""

    id: str
    language: str
    source: str
    title: Guess | str = ""
    summary: Guess | str = ""
    purpose: str = ""
    purpose_line: int = 0
    purpose_is_guess: bool = False
    is_unit: bool = False
    department: Guess = Guess("", "")
    level: Guess = Guess("", "")
    industry: Guess = Guess("", "")
    owner: Guess = Guess("", "")
    reports_to: Guess | None = None
    superior: str = ""
    manages: tuple[Guess, ...] = ()
    header: list[tuple[int, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    sections: dict[str, list[DraftEntry]] = field(default_factory=dict)
    weights_note: str = ""
    unplaced: list[Unplaced] = field(default_factory=list)
    gaps: list[tuple[int, str]] = field(default_factory=list)
    first_line: int = 0
    last_line: int = 0

    def entries(self, section: str) -> Iterator[DraftEntry]:
        """Every entry of a section, groups and what is in them."""
        for entry in self.sections.get(section, ()):
            yield from entry.walk()

    def leaves(self, section: str) -> list[DraftEntry]:
        """The entries of a section that are no groups."""
        return [entry for entry in self.entries(section) if not entry.children]

    @property
    def guesses(self) -> int:
        """How many things a person must look at."""
        singles = [
            self.title,
            self.summary,
            self.department,
            self.level,
            self.industry,
            self.owner,
            self.reports_to,
        ]
        count = sum(isinstance(one, Guess) and bool(one.why) for one in singles) + len(self.manages)
        count += self.purpose_is_guess
        for section in ENTRY_SECTIONS:
            for entry in self.entries(section):
                count += (entry.certainty != "stated") + bool(entry.facts) + bool(entry.note)
        return count
