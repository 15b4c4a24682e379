"""From the sections of a role's text to the entries of a draft: which list is what, and what its items state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rolebook.importing.drafts import Draft, DraftEntry, Unplaced
from rolebook.importing.known_names import KnownNames
from rolebook.importing.markers import widen
from rolebook.importing.naming import name_entry
from rolebook.importing.outlines import Entry, Outline, build_outline
from rolebook.importing.pieces import Piece
from rolebook.importing.recognise_cadence import find_cadence
from rolebook.importing.recognise_kpi import FoundKpi, read_kpi, read_kpi_rows, spread_weights
from rolebook.importing.recognise_penalty import are_penalties, find_penalty, is_penalty
from rolebook.importing.recognise_qualification import find_qualifications, name_kind
from rolebook.importing.role_texts import RoleText, SectionText
from rolebook.importing.sentences import split_sentences, tidy_sentence
from rolebook.importing.vocabulary import Vocabulary

_FALLBACKS = {
    "duties": "duty", "authority": "power", "accountability": "answer", "workflows": "step", "relations": "relation",
    "qualifications": "requirement", "kpis": "kpi", "penalties": "penalty",
}  # fmt: skip
_FLAT = ("qualifications", "kpis", "penalties")
_MAX_GROUPS = 3
_SHORT_TITLE = 24


class Placer:
    """Fills a draft from the sections of one role's text."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, names: KnownNames):
        self.draft = draft
        self.vocabulary = vocabulary
        self.names = names
        self._taken: dict[str, set[str]] = {section: set() for section in _FALLBACKS}
        self._items = 0
        self._kpis: list[tuple[int, FoundKpi, str]] = []

    def place(self, role: RoleText) -> None:
        """Every section of the role; what cannot be placed is listed in the draft."""
        for section in role.sections:
            self._place_section(section, role)
        self._place_kpis()

    def add(self, section: str, text: str, line: int, certainty: str) -> None:
        """One sentence as an entry of a section."""
        self._add_entry(section, Entry(text, line), certainty)

    def leave(self, pieces: Iterable[Piece], reason: str) -> None:
        """Pieces that found no place."""
        self.draft.unplaced += [
            Unplaced(piece.line, piece.text, reason) for piece in pieces if re.search(r"\w", piece.text)
        ]

    def _place_section(self, section: SectionText, role: RoleText) -> None:
        name = section.name
        if name == "elsewhere":
            self.leave(section.pieces, f"under “{section.words}”, which is no part of a role")
            return
        if name == "purpose":
            self._place_purpose(section.pieces)
            return
        if name == "header":
            self.leave(section.pieces, "among the facts at the head of the role")
            return
        outline = build_outline(section.pieces, self.vocabulary)
        note = self.vocabulary.data["note_empty"]
        self.draft.gaps += [(line, note.replace("{n}", str(value or "?"))) for line, value in outline.empty]
        self._place_rows(name or "duties", outline)
        if name == "kpis":
            for entries in outline.lists:
                for entry in _flatten(entries):
                    self._kpis.append(
                        (entry.line, read_kpi(tidy_sentence(entry.text), self.vocabulary), "stated")
                    )
        else:
            for index, entries in enumerate(outline.lists):
                certainty = "inferred" if not name or name == "summary" else "stated"
                self._place_list(name, entries, certainty, section, is_first=index == 0)
        self._place_prose(name, outline, section, role)

    def _place_list(
        self, name: str, entries: list[Entry], certainty: str, section: SectionText, *, is_first: bool
    ) -> None:
        leaves = [leaf.text for entry in entries for leaf in entry.walk() if not leaf.children]
        if name in ("", "duties", "summary", "accountability") and are_penalties(leaves, self.vocabulary):
            self._add_all("penalties", entries, "stated" if name == "penalties" else "inferred")
            return
        if not name and self._are_qualifications(leaves):
            name = "qualifications"
        name = {"": "duties", "summary": "duties"}.get(name, name)
        if name == "workflows":
            title = section.words.strip(" :：") or "Workflow"
            self._add_workflow(title, section.line, entries, certainty)
        elif name == "duties":
            for entry in entries:
                self._place_duty(entry, certainty)
        else:
            self._add_all(name, entries, certainty)

    def _are_qualifications(self, texts: Sequence[str]) -> bool:
        kinds = [name_kind(text, self.vocabulary) for text in texts]
        known = sum(
            kind in ("education", "experience", "age", "skill", "trait", "knowledge") for kind in kinds
        )
        duties = sum(bool(self.vocabulary.find("duty_start", text[:40])) for text in texts)
        return len(texts) > 1 and known > 0.6 * len(texts) and duties < 0.3 * len(texts)

    def _place_duty(self, entry: Entry, certainty: str) -> None:
        """One duty; powers, answers and penalties that stand among duties go to their own sections."""
        if not entry.children and (name := self._name_other(entry.text)):
            self._add_entry(name, entry, "inferred")
            return
        moved = [child for child in entry.children if not child.children and self._name_other(child.text)]
        if moved and len(moved) < len(entry.children):
            entry.children = [child for child in entry.children if child not in moved]
            for child in moved:
                self._add_entry(str(self._name_other(child.text)), child, "inferred")
        self._add_entry("duties", entry, certainty)

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

    def _add_all(self, section: str, entries: list[Entry], certainty: str) -> None:
        for entry in _flatten(entries) if section in _FLAT else entries:
            self._add_entry(section, entry, certainty)

    def _add_entry(self, section: str, entry: Entry, certainty: str) -> None:
        drafted = self.draft.sections.setdefault(section, [])
        text = tidy_sentence(entry.text)
        self._items += 1
        item = self._items
        if section == "qualifications":
            for found in find_qualifications(text, self.vocabulary):
                new = self._make(section, found.text, entry, certainty)
                new.facts, new.why = found.facts, "from its words"
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
        children = entry.children if depth < _MAX_GROUPS else _flatten(entry.children)
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
        id_ = name_entry(text, self.vocabulary, _FALLBACKS[section], self._taken[section])
        if entry.gap == "lost":
            certainty = "doubtful"
        if self.vocabulary.is_spaced and entry.gap != "lost":
            text = text[:1].upper() + text[1:]
        self._items += 1
        return DraftEntry(id_, text, entry.line, certainty, gap=entry.gap, note=entry.guess, item=self._items)

    def _add_workflow(self, title: str, line: int, entries: list[Entry], certainty: str) -> None:
        group = Entry(title, line, children=[step for entry in entries for step in _split_steps(entry)])
        self.draft.sections.setdefault("workflows", []).append(
            self._make_outline("workflows", group, certainty, 1)
        )

    def _place_rows(self, name: str, outline: Outline) -> None:
        rows = [(piece, piece.cells) for piece in outline.rows]
        if not rows:
            return
        kpis = read_kpi_rows([cells for _, cells in rows], self.vocabulary)
        if name == "kpis" or (kpis and sum(kpi.weight is not None for _, kpi in kpis) >= 0.5 * len(kpis)):
            read = {index for index, _ in kpis}
            self._kpis += [(rows[index][0].line, kpi, "stated") for index, kpi in kpis]
            self.leave(
                [piece for index, (piece, _) in enumerate(rows) if index not in read], "the head of a table"
            )
            return
        for piece, cells in rows:
            words = [cell for cell in cells if cell and not re.fullmatch(r"\d{1,3}[.)]?", cell)]
            if len(words) > 1 or len(words[0] if words else "") > 3:
                joint = ": " if self.vocabulary.is_spaced else "："
                target = name if name in _FALLBACKS and name != "workflows" else "duties"
                self._add_entry(target, Entry(joint.join(words), piece.line), "inferred")
            else:
                self.leave([piece], "a row of a table")

    def _place_prose(self, name: str, outline: Outline, section: SectionText, role: RoleText) -> None:
        has_lists = any(outline.lists) or bool(outline.rows)
        lead = outline.lead
        if name == "summary":
            self.leave(lead, "prose of a report, not of a role")
        elif name in ("", "duties") and has_lists:
            if (
                0 < sum(len(piece.text) for piece in lead) <= 500
                and len(lead) <= 2
                and not self.draft.purpose
                and name
            ):
                self._place_purpose(lead, guessed=True)
            else:
                self.leave(lead, "prose before the first list")
        elif name in ("", "duties"):
            self._place_paragraphs(lead, named=bool(name) and not role.is_guide)
        elif lead:
            self._place_sentences(name, lead, has_lists=has_lists, section=section)
        self.leave(outline.loose, "prose beside the lists")

    def _place_paragraphs(self, lead: list[Piece], *, named: bool) -> None:
        """Paragraphs under a heading of duties without numbers: labelled ones, or sentences that say what is done."""
        labelled = [piece for piece in lead if re.match(r"[^:：.。]{3,60}[:：]\s*\S.{25,}", piece.text)]
        if len(labelled) > 1:
            others = [piece for piece in lead if piece not in labelled]
            if others and others[0] is lead[0] and not self.draft.purpose and len(others[0].text) <= 500:
                self._place_purpose(others[:1], guessed=True)
                others = others[1:]
            for piece in labelled:
                self.add("duties", piece.text, piece.line, "inferred")
            self.leave(others, "prose beside the duties")
            return
        if named and self._is_bare_list(lead):
            for entry in _group_bare_lines(lead):
                if re.search(r"[^\W\d_]", entry.text):
                    self._place_duty(entry, "inferred")
                else:
                    self.draft.unplaced.append(Unplaced(entry.line, entry.text, "a line without words"))
            return
        for piece in lead:
            sentences = split_sentences(piece.text)
            starts = [bool(self.vocabulary.starts_duty(sentence)) for sentence in sentences]
            if named and sum(starts) >= 0.5 * len(sentences):
                for sentence in sentences:
                    self._place_duty(Entry(sentence, piece.line), "inferred")
            elif (
                len(lead) <= 2
                and named
                and not self.draft.purpose
                and len(piece.text) <= 500
                and piece is lead[0]
            ):
                self._place_purpose([piece], guessed=True)
            else:
                self.leave([piece], "prose")

    def _is_bare_list(self, lead: list[Piece]) -> bool:
        """Whether these paragraphs are a list that lost its numbers: short lines, or lines that begin as duties do."""
        starts = [self.vocabulary.starts_duty(piece.text) for piece in lead if len(piece.text) <= 120]
        is_short = len(lead) > 3 and all(
            len(piece.text) <= 60 and len(split_sentences(piece.text)) == 1 for piece in lead
        )
        return len(lead) > 2 and (sum(starts) >= 0.5 * len(lead) or is_short)

    def _place_sentences(
        self, name: str, lead: list[Piece], *, has_lists: bool, section: SectionText
    ) -> None:
        """Prose under a heading that is no heading of duties: its sentences, unless it only leads to a list."""
        if has_lists:
            self.leave(lead, f"prose under “{section.words}”")
            return
        entries = [
            Entry(sentence, piece.line)
            for piece in lead
            for sentence in split_sentences(piece.text, semicolons=True)
        ]
        if name == "workflows":
            self._add_workflow(section.words.strip(" :：") or "Workflow", section.line, entries, "inferred")
        else:
            self._add_all(name, entries, "stated" if len(entries) == 1 else "inferred")

    def _place_purpose(self, pieces: Sequence[Piece], *, guessed: bool = False) -> None:
        words = [tidy_sentence(piece.text) for piece in pieces if piece.text.strip()]
        if words:
            self.draft.purpose = "\n\n".join(filter(None, (self.draft.purpose, *words)))
            self.draft.purpose_line = self.draft.purpose_line or pieces[0].line
            self.draft.purpose_is_guess = self.draft.purpose_is_guess or guessed

    def _place_kpis(self) -> None:
        nameless = [(line, kpi) for line, kpi, _ in self._kpis if not re.search(r"\w", kpi.name)]
        self.draft.unplaced += [Unplaced(line, kpi.measure, "a KPI without a name") for line, kpi in nameless]
        self._kpis = [one for one in self._kpis if re.search(r"\w", one[1].name)]
        weights, self.draft.weights_note = spread_weights([kpi.weight for _, kpi, _ in self._kpis])
        if not self._kpis:
            self.draft.weights_note = ""
        for (line, kpi, certainty), weight in zip(self._kpis, weights, strict=True):
            id_ = name_entry(kpi.name, self.vocabulary, _FALLBACKS["kpis"], self._taken["kpis"])
            facts: dict[str, object] = {"weight": f"{weight.normalize():f}", "unit": kpi.unit}
            facts |= {"target": kpi.target} if kpi.target else {}
            facts |= {"better": kpi.better, "period": kpi.period}
            why = "unit, better and period are guessed" + (
                "" if kpi.weight is not None else ", and the weight"
            )
            words = {"name": kpi.name, "measure": kpi.measure, "evidence": kpi.evidence}
            entry = DraftEntry(id_, kpi.name, line, certainty, facts, why, fields=words)
            self.draft.sections.setdefault("kpis", []).append(entry)


def _group_bare_lines(lead: Sequence[Piece]) -> list[Entry]:
    """Lines of a list without numbers; where titles without a full stop stand before sentences with one, groups."""
    ends = [bool(re.search(r"[.。;；]\s*$", piece.text)) for piece in lead]
    pairs = list(zip(ends, [*ends[1:], False], strict=True))
    titles = sum(not end and after for end, after in pairs)
    is_grouped = titles > 1 and all(end or after for end, after in pairs) and not ends[0]
    entries: list[Entry] = []
    for piece, end in zip(lead, ends, strict=True):
        entry = Entry(piece.text, piece.line)
        if is_grouped and end:
            entries[-1].children.append(entry)
        else:
            entries.append(entry)
    return entries


def _split_steps(entry: Entry) -> list[Entry]:
    """Steps that arrows or semicolons part on one line."""
    if entry.children:
        return [entry]
    parts = [
        part for part in re.split(r"\s*(?:→|->|=>|➔|⇒)\s*|[;；]\s*", entry.text) if re.search(r"\w", part)
    ]
    return [Entry(part, entry.line, style=entry.style, guess=entry.guess, gap=entry.gap) for part in parts]


def _flatten(entries: Sequence[Entry]) -> list[Entry]:
    """Groups dissolved: a short title goes before each of its items, a long one becomes an item itself."""
    flat: list[Entry] = []
    for entry in entries:
        if not entry.children:
            flat.append(entry)
            continue
        title = entry.text.strip(" :：。.;；")
        children = _flatten(entry.children)
        if len(title) <= _SHORT_TITLE and not re.search(r"[,，]", title):
            for child in children:
                child.text = f"{title}: {child.text}"
        else:
            flat.append(Entry(entry.text, entry.line, entry.value, entry.style))
        flat += children
    return flat
