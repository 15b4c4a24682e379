"""Entries of a draft: each with its id, and with the facts that its words state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rolebook.importing.drafts import Draft, DraftEntry, Unplaced
from rolebook.importing.known_names import KnownNames
from rolebook.importing.markers import widen
from rolebook.importing.naming import name_entry
from rolebook.importing.outlines import Entry
from rolebook.importing.pieces import Piece
from rolebook.importing.recognise_cadence import find_cadence
from rolebook.importing.recognise_kpi import FoundKpi, read_kpi, spread_weights
from rolebook.importing.recognise_penalty import find_penalty, is_penalty
from rolebook.importing.recognise_qualification import find_qualifications
from rolebook.importing.sentences import tidy_sentence
from rolebook.importing.vocabulary import Vocabulary

FALLBACKS = {
    "duties": "duty", "authority": "power", "accountability": "answer", "workflows": "step", "relations": "relation",
    "qualifications": "requirement", "kpis": "kpi", "penalties": "penalty",
}  # fmt: skip
"""Sections that have entries, and what an entry is called of which no word is known."""
_FLAT = ("qualifications", "kpis", "penalties")
_MAX_GROUPS = 3
_SHORT_TITLE = 24


class Filler:
    """Writes entries into a draft; ``finish`` when there are no more, for the weights of KPIs."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, names: KnownNames):
        self.draft = draft
        self.vocabulary = vocabulary
        self.names = names
        self._taken: dict[str, set[str]] = {section: set() for section in FALLBACKS}
        self._items = 0
        self._kpis: list[tuple[int, FoundKpi, str]] = []

    def add(self, section: str, text: str, line: int, certainty: str) -> None:
        """One sentence as an entry of a section."""
        self.add_entry(section, Entry(text, line), certainty)

    def leave(self, pieces: Iterable[Piece], reason: str) -> None:
        """Pieces that found no place."""
        self.draft.unplaced += [
            Unplaced(piece.line, piece.text, reason) for piece in pieces if re.search(r"\w", piece.text)
        ]

    def add_duty(self, entry: Entry, certainty: str) -> None:
        """One duty; powers, answers and penalties that stand among duties go to their own sections."""
        if not entry.children and (name := self._name_other(entry.text)):
            self.add_entry(name, entry, "inferred")
            return
        moved = [child for child in entry.children if not child.children and self._name_other(child.text)]
        if moved and len(moved) < len(entry.children):
            entry.children = [child for child in entry.children if child not in moved]
            for child in moved:
                self.add_entry(str(self._name_other(child.text)), child, "inferred")
        self.add_entry("duties", entry, certainty)

    def _name_other(self, text: str) -> str | None:
        start = widen(text.strip())
        if is_penalty(text, self.vocabulary):
            return "penalties"
        for section, pattern in (
            ("authority", "authority_start"),
            ("accountability", "accountability_start"),
        ):
            if self.vocabulary.find(pattern, start):
                return section
        return None

    def add_all(self, section: str, entries: list[Entry], certainty: str, *, wished: bool = False) -> None:
        """Entries of a section; in those that know no groups, groups are dissolved."""
        for entry in flatten(entries) if section in _FLAT else entries:
            self.add_entry(section, entry, certainty, wished=wished)

    def add_entry(self, section: str, entry: Entry, certainty: str, *, wished: bool = False) -> None:
        """One entry, or a group of them, as what a draft has of its section."""
        drafted = self.draft.sections.setdefault(section, [])
        text = tidy_sentence(entry.text)
        self._items += 1
        item = self._items
        if section == "qualifications":
            for found in find_qualifications(text, self.vocabulary):
                new = self._make(section, found.text, entry, certainty)
                new.facts, new.why = found.facts, "from its words"
                if wished and new.facts.get("need") == "required":
                    new.facts, new.why = {**new.facts, "need": "preferred"}, "from its words and heading"
                new.item = item
                drafted.append(new)
        elif section == "penalties":
            penalty = find_penalty(text, self.vocabulary, self.names.pay_components)
            new = self._make(section, text, entry, certainty)
            new.facts = penalty.facts
            new.why = f"from “{penalty.words}”" if penalty.words else "the text states no amount"
            drafted.append(new)
        elif section == "kpis":
            self._kpis.append((entry.line, read_kpi(text, self.vocabulary), certainty))
        else:
            drafted.append(self._make_outline(section, entry, certainty, 1))

    def _make_outline(self, section: str, entry: Entry, certainty: str, depth: int) -> DraftEntry:
        text = tidy_sentence(entry.text, is_title=bool(entry.children))
        new = self._make(section, text, entry, certainty)
        children = entry.children if depth < _MAX_GROUPS else flatten(entry.children)
        new.children = [self._make_outline(section, child, certainty, depth + 1) for child in children]
        if section == "duties" and not new.children:
            if found := find_cadence(text, self.vocabulary, self.names.events):
                new.facts, new.why = {"cadence": found.fields}, f"from “{found.words}”"
        elif section == "authority" and not new.children:
            proposes = self.vocabulary.find("proposal", text)
            if proposes:
                new.facts, new.why = {"kind": "proposes"}, f"from “{proposes[0]}”"
        return new

    def _make(self, section: str, text: str, entry: Entry, certainty: str) -> DraftEntry:
        id_ = name_entry(text, self.vocabulary, FALLBACKS[section], self._taken[section])
        if entry.gap == "lost":
            certainty = "doubtful"
        if self.vocabulary.is_spaced and entry.gap != "lost":
            text = text[:1].upper() + text[1:]
        self._items += 1
        return DraftEntry(id_, text, entry.line, certainty, gap=entry.gap, note=entry.guess, item=self._items)

    def add_workflow(self, title: str, line: int, entries: list[Entry], certainty: str) -> None:
        """A list of steps under its title."""
        group = Entry(title, line, children=[step for entry in entries for step in _split_steps(entry)])
        self.draft.sections.setdefault("workflows", []).append(
            self._make_outline("workflows", group, certainty, 1)
        )

    def add_purpose(self, pieces: Sequence[Piece], *, guessed: bool = False) -> None:
        """Paragraphs that say what the role is for."""
        words = [tidy_sentence(piece.text) for piece in pieces if piece.text.strip()]
        if words:
            self.draft.purpose = "\n\n".join(filter(None, (self.draft.purpose, *words)))
            self.draft.purpose_line = self.draft.purpose_line or pieces[0].line
            self.draft.purpose_is_guess = self.draft.purpose_is_guess or guessed

    def finish(self) -> None:
        """The KPIs, with weights that add up to 100."""
        nameless = [(line, kpi) for line, kpi, _ in self._kpis if not re.search(r"\w", kpi.name)]
        self.draft.unplaced += [Unplaced(line, kpi.measure, "a KPI without a name") for line, kpi in nameless]
        self._kpis = [one for one in self._kpis if re.search(r"\w", one[1].name)]
        weights, self.draft.weights_note = spread_weights([kpi.weight for _, kpi, _ in self._kpis])
        if not self._kpis:
            self.draft.weights_note = ""
        for (line, kpi, certainty), weight in zip(self._kpis, weights, strict=True):
            id_ = name_entry(kpi.name, self.vocabulary, FALLBACKS["kpis"], self._taken["kpis"])
            facts: dict[str, object] = {"weight": f"{weight.normalize():f}", "unit": kpi.unit}
            facts |= {"target": kpi.target} if kpi.target else {}
            facts |= {"better": kpi.better, "period": kpi.period}
            why = "unit, better and period are guessed" + (
                "" if kpi.weight is not None else ", and the weight"
            )
            words = {"name": kpi.name, "measure": kpi.measure, "evidence": kpi.evidence}
            entry = DraftEntry(id_, kpi.name, line, certainty, facts, why, fields=words)
            self.draft.sections.setdefault("kpis", []).append(entry)

    def add_kpi(self, line: int, kpi: FoundKpi, certainty: str) -> None:
        """A KPI that was read already."""
        self._kpis.append((line, kpi, certainty))


def _split_steps(entry: Entry) -> list[Entry]:
    """Steps that arrows or semicolons part on one line."""
    if entry.children:
        return [entry]
    parts = [
        part for part in re.split(r"\s*(?:→|->|=>|➔|⇒)\s*|[;；]\s*", entry.text) if re.search(r"\w", part)
    ]
    return [Entry(part, entry.line, style=entry.style, guess=entry.guess, gap=entry.gap) for part in parts]


def flatten(entries: Sequence[Entry]) -> list[Entry]:
    """Groups dissolved: a short title goes before each of its items, a long one becomes an item itself."""
    flat: list[Entry] = []
    for entry in entries:
        if not entry.children:
            flat.append(entry)
            continue
        title = entry.text.strip(" :：。.;；")
        children = flatten(entry.children)
        if len(title) <= _SHORT_TITLE and not re.search(r"[,，]", title):
            for child in children:
                child.text = f"{title}: {child.text}"
        else:
            flat.append(Entry(entry.text, entry.line, entry.value, entry.style))
        flat += children
    return flat
