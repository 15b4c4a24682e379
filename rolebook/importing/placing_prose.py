"""Prose of a section: sentences that are entries, the purpose of a role, or words that are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rolebook.importing.drafts import Unplaced
from rolebook.importing.filling import Filler
from rolebook.importing.first_person import tells_duty
from rolebook.importing.outlines import Entry, Outline
from rolebook.importing.pieces import Piece
from rolebook.importing.role_texts import RoleText, SectionText
from rolebook.importing.sentences import split_sentences
from rolebook.importing.vocabulary import Vocabulary


class ProsePlacer:
    """Places what stands beside the lists of a section."""

    def __init__(self, filler: Filler, vocabulary: Vocabulary):
        self.filler = filler
        self.vocabulary = vocabulary

    def place(self, name: str, outline: Outline, section: SectionText, role: RoleText) -> None:
        """The prose of a section: before its lists, and between them."""
        has_lists = any(outline.lists) or bool(outline.rows)
        lead = outline.lead
        if name == "summary":
            self._place_report(lead, "prose of a report, not of a role")
        elif name in ("", "duties") and has_lists:
            if (
                0 < sum(len(piece.text) for piece in lead) <= 500
                and len(lead) <= 2
                and not self.filler.draft.purpose
                and name
            ):
                self.filler.add_purpose(lead, guessed=True)
            else:
                self.filler.leave(lead, "prose before the first list")
        elif name in ("", "duties"):
            self._place_paragraphs(lead, named=bool(name) and not role.is_guide)
        elif lead:
            self._place_sentences(name, lead, has_lists=has_lists, section=section)
        if section.is_report:
            self._place_report(outline.loose, "prose beside the lists")
        else:
            self.filler.leave(outline.loose, "prose beside the lists")

    def add_told_duty(self, entry: Entry, certainty: str) -> None:
        """An item of a report and the prose behind it: a group of what the prose tells; the rest is left."""
        sentences = split_sentences(entry.text[len(entry.title) :].lstrip(" .:："))
        told = [one for one in sentences if tells_duty(one, self.vocabulary) or self._begins_as_duty(one)]
        children = [Entry(one, entry.line, guess="a report tells of it") for one in told] + entry.children
        self.filler.add_duty(
            replace(entry, text=entry.title, children=children), certainty if not told else "inferred"
        )
        joint = " " if self.vocabulary.is_spaced else ""
        rest = joint.join(one for one in sentences if one not in told)
        if rest:
            reason = "prose of a report, not of a role"
            self.filler.draft.unplaced.append(Unplaced(entry.line, rest, reason))

    def _begins_as_duty(self, sentence: str) -> bool:
        """Whether a sentence with a number of its own says what is done: “Secondly, always adhere to …”."""
        marker = self.vocabulary.ordinal_marker.match(sentence)
        words = re.sub(r"^(?:always|also|[a-z]+ly) ", "", sentence[marker.end() :].strip()) if marker else ""
        return bool(words) and self.vocabulary.starts_duty(words)

    def _place_report(self, pieces: Sequence[Piece], reason: str) -> None:
        """What the writer of a report tells of the work is duties, as a guess; the rest is left."""
        for piece in pieces:
            sentences = split_sentences(piece.text)
            told = [sentence for sentence in sentences if tells_duty(sentence, self.vocabulary)]
            for sentence in told:
                self.filler.add_duty(Entry(sentence, piece.line, guess="a report tells of it"), "inferred")
            joint = " " if self.vocabulary.is_spaced else ""
            rest = joint.join(sentence for sentence in sentences if sentence not in told)
            self.filler.leave([replace(piece, text=rest)], reason)

    def _place_paragraphs(self, lead: list[Piece], *, named: bool) -> None:
        """Paragraphs under a heading of duties without numbers: labelled ones, or sentences that say what is done."""
        labelled = [piece for piece in lead if re.match(r"[^:：.。]{3,60}[:：]\s*\S.{25,}", piece.text)]
        if len(labelled) > 1:
            others = [piece for piece in lead if piece not in labelled]
            if (
                others
                and others[0] is lead[0]
                and not self.filler.draft.purpose
                and len(others[0].text) <= 500
            ):
                self.filler.add_purpose(others[:1], guessed=True)
                others = others[1:]
            for piece in labelled:
                self.filler.add("duties", piece.text, piece.line, "inferred")
            self.filler.leave(others, "prose beside the duties")
            return
        if named and self._is_bare_list(lead):
            for entry in _group_bare_lines(lead):
                if re.search(r"[^\W\d_]", entry.text):
                    self.filler.add_duty(entry, "inferred")
                else:
                    self.filler.draft.unplaced.append(
                        Unplaced(entry.line, entry.text, "a line without words")
                    )
            return
        for piece in lead:
            sentences = split_sentences(piece.text)
            starts = [bool(self.vocabulary.starts_duty(sentence)) for sentence in sentences]
            if named and sum(starts) >= 0.5 * len(sentences):
                for sentence in sentences:
                    self.filler.add_duty(Entry(sentence, piece.line), "inferred")
            elif (
                len(lead) <= 2
                and named
                and not self.filler.draft.purpose
                and len(piece.text) <= 500
                and piece is lead[0]
            ):
                self.filler.add_purpose([piece], guessed=True)
            else:
                self.filler.leave([piece], "prose")

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
            self.filler.leave(lead, f"prose under “{section.words}”")
            return
        entries = [
            Entry(sentence, piece.line)
            for piece in lead
            for sentence in split_sentences(piece.text, semicolons=True)
        ]
        if name == "workflows":
            self.filler.add_workflow(
                section.words.strip(" :：") or "Workflow", section.line, entries, "inferred"
            )
        else:
            self.filler.add_all(name, entries, "stated" if len(entries) == 1 else "inferred")


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
