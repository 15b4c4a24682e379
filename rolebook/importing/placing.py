"""From the sections of a role's text to the entries of a draft: which list is what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rolebook.importing.drafts import Draft, Unplaced
from rolebook.importing.filling import FALLBACKS, Filler, flatten
from rolebook.importing.known_names import KnownNames
from rolebook.importing.outlines import Entry, Outline, build_outline
from rolebook.importing.placing_prose import ProsePlacer
from rolebook.importing.recognise_kpi import read_kpi, read_kpi_rows
from rolebook.importing.recognise_penalty import are_penalties
from rolebook.importing.recognise_qualification import name_kind
from rolebook.importing.role_texts import RoleText, SectionText
from rolebook.importing.sentences import tidy_sentence
from rolebook.importing.table_rows import ListTable
from rolebook.importing.vocabulary import Vocabulary


class Placer:
    """Fills a draft from the sections of one role's text."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, names: KnownNames):
        self.draft = draft
        self.vocabulary = vocabulary
        self.filler = Filler(draft, vocabulary, names)
        self._prose = ProsePlacer(self.filler, vocabulary)

    def place(self, role: RoleText) -> None:
        """Every section of the role; what cannot be placed is listed in the draft."""
        for section in role.sections:
            if not section.is_unknown:
                self._place_section(section, role)
        named = {section.name for section in role.sections} | self.draft.sections.keys()
        for section in role.sections:
            if section.is_unknown:
                self._place_unknown(section, role, named)
        self.filler.finish()

    def _place_section(self, section: SectionText, role: RoleText) -> None:
        name = section.name
        if name == "elsewhere":
            self.filler.leave(section.pieces, f"under “{section.words}”, which is no part of a role")
            return
        if name == "purpose":
            self.filler.add_purpose(section.pieces)
            return
        if name == "header":
            self.filler.leave(section.pieces, "among the facts at the head of the role")
            return
        outline = build_outline(section.pieces, self.vocabulary)
        note = self.vocabulary.data["note_empty"]
        self.draft.gaps += [(line, note.replace("{n}", str(value or "?"))) for line, value in outline.empty]
        self._place_rows(name or "duties", outline)
        if name == "kpis":
            for entries in outline.lists:
                for entry in flatten(entries):
                    kpi = read_kpi(tidy_sentence(entry.text), self.vocabulary)
                    self.filler.add_kpi(entry.line, kpi, "stated")
        else:
            for index, entries in enumerate(outline.lists):
                is_guess = section.is_guess or not name or name == "summary"
                certainty = "inferred" if is_guess else "stated"
                self._place_list(name, entries, certainty, section, is_first=index == 0)
        self._prose.place(name, outline, section, role)

    def _place_unknown(self, section: SectionText, role: RoleText, named: set[str]) -> None:
        """What stands under a heading that nobody knows: KPIs, or lists that a role lacks, by their words alone."""
        outline = build_outline(section.pieces, self.vocabulary)
        leaves = [leaf.text for entries in outline.lists for one in entries for leaf in one.walk()]
        rows = [piece.cells for piece in outline.rows]
        kpis = read_kpi_rows(rows, self.vocabulary) if rows else []
        name = ""
        if kpis and sum(kpi.weight is not None for _, kpi in kpis) >= 0.5 * len(kpis):
            name = "kpis"
        elif len(leaves) > 1 and are_penalties(leaves, self.vocabulary):
            name = "penalties"
        elif "qualifications" not in named and self._are_qualifications(leaves):
            name = "qualifications"
        elif len(leaves) > 1 and self._are_duties(leaves):
            name = "workflows" if "duties" in named and _are_steps(outline) else "duties"
            if name in named and not outline.lead:  # a group of duties, whose title is the heading
                self._place_group(section, outline)
                return
        if not name:
            self.filler.leave(section.pieces, f"under “{section.words}”, which is no part of a role")
            return
        self._place_section(replace(section, name=name, is_guess=True), role)

    def _place_group(self, section: SectionText, outline: Outline) -> None:
        title = section.words.strip(" :：")
        entries = [entry for one in outline.lists for entry in one]
        self.filler.add_duty(Entry(title, section.line, style="heading", children=entries), "inferred")
        self._place_rows("duties", outline)
        self.filler.leave(outline.loose, "prose beside the lists")
        note = self.vocabulary.data["note_empty"]
        self.draft.gaps += [(line, note.replace("{n}", str(value or "?"))) for line, value in outline.empty]

    def _are_duties(self, texts: Sequence[str]) -> bool:
        return sum(self.vocabulary.starts_duty(text) for text in texts) > 0.6 * len(texts)

    def _place_list(
        self, name: str, entries: list[Entry], certainty: str, section: SectionText, *, is_first: bool
    ) -> None:
        leaves = [leaf.text for entry in entries for leaf in entry.walk() if not leaf.children]
        if name in ("", "duties", "summary", "accountability") and are_penalties(leaves, self.vocabulary):
            self.filler.add_all("penalties", entries, "stated" if name == "penalties" else "inferred")
            return
        if not name and self._are_qualifications(leaves):
            name = "qualifications"
        if name == "qualifications" and self._are_thoughts(entries):
            self._place_thoughts(entries, section)
            return
        name = {"": "duties", "summary": "duties"}.get(name, name)
        if name == "workflows":
            title = section.words.strip(" :：") or "Workflow"
            self.filler.add_workflow(title, section.line, entries, certainty)
        elif name == "duties":
            for entry in entries:
                if section.is_report and entry.title:
                    self._prose.add_told_duty(entry, certainty)
                else:
                    self.filler.add_duty(entry, certainty)
        else:
            wished = name == "qualifications" and bool(self.vocabulary.find("preferred", section.words))
            self.filler.add_all(name, entries, certainty, wished=wished)

    def _are_thoughts(self, entries: Sequence[Entry]) -> bool:
        """Whether a list of requirements is an essay: titles that ask for nothing, each with long prose behind it."""
        longest = 250 if self.vocabulary.is_spaced else 90
        bodies = [len(entry.text) + sum(len(child.text) for child in entry.children) for entry in entries]
        titles = [entry.title or entry.text for entry in entries if entry.title or entry.children]
        asking = sum(name_kind(title, self.vocabulary) != "other" for title in titles)
        return (
            len(titles) > 2
            and len(titles) > 0.7 * len(entries)
            and sum(bodies) > longest * len(entries)
            and asking < 0.5 * len(titles)
        )

    def _place_thoughts(self, entries: Sequence[Entry], section: SectionText) -> None:
        """What the titles of an essay say is done in the role; its thoughts are left."""
        for entry in entries:
            title = entry.title or entry.text
            self.filler.add_duty(
                Entry(title, entry.line, guess="the title of a part of an essay"), "inferred"
            )
            thoughts = [entry.text[len(title) :].lstrip(" .:：")] if entry.title else []
            thoughts += [child.text for one in entry.children for child in one.walk()]
            self.draft.unplaced += [
                Unplaced(entry.line, words, f"thoughts under “{section.words}”")
                for words in thoughts
                if words
            ]

    def _are_qualifications(self, texts: Sequence[str]) -> bool:
        kinds = [name_kind(text, self.vocabulary) for text in texts]
        known = sum(kind not in ("other", "resource", "sex") for kind in kinds)
        duties = sum(bool(self.vocabulary.find("duty_start", text[:40])) for text in texts)
        return len(texts) > 1 and known > 0.6 * len(texts) and duties < 0.3 * len(texts)

    def _place_rows(self, name: str, outline: Outline) -> None:
        rows = [(piece, piece.cells) for piece in outline.rows]
        if not rows:
            return
        kpis = read_kpi_rows([cells for _, cells in rows], self.vocabulary)
        if name == "kpis" or (kpis and sum(kpi.weight is not None for _, kpi in kpis) >= 0.5 * len(kpis)):
            read = {index for index, _ in kpis}
            for index, kpi in kpis:
                self.filler.add_kpi(rows[index][0].line, kpi, "stated")
            self.filler.leave(
                [piece for index, (piece, _) in enumerate(rows) if index not in read], "the head of a table"
            )
            return
        table = ListTable(outline.rows, self.vocabulary)
        self.filler.leave(table.heads, "the head of a table")
        self.draft.headings += table.list_labels()
        target = name if name in FALLBACKS and name != "workflows" else "duties"
        if table.is_matrix and name in ("", "duties"):
            target = "qualifications"
        certainty = "stated" if table.heads and target == name else "inferred"
        for entry, wished in table.list_entries():
            if entry.children or len(entry.text) > 3:
                self.filler.add_all(target, [entry], certainty, wished=wished)
            else:
                self.draft.unplaced.append(Unplaced(entry.line, entry.text, "a row of a table"))


def _are_steps(outline: Outline) -> bool:
    """Whether a list counts what is done: three numbers or more, without groups. Duties mostly have bullets."""
    entries = [entry for one in outline.lists for entry in one]
    return (
        len(outline.lists) == 1
        and len(entries) > 2
        and all(entry.value and not entry.children for entry in entries)
    )
