"""The words of one role in one language: fallback to the source language, placeholders filled with facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.role_words import OUTLINES, Group, KpiWords, PenaltyWords, RoleWords
from rolebook.language.names import Phrase, choose, find_name
from rolebook.language.phrases import Phrases
from rolebook.language.values import fill_placeholders, list_values


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many words of the source language are there in another language."""

    missing: int
    total: int


class RoleWording:
    """Looks up a role's words in one language; the source language decides what there is to say.

    Each language that shows facts has its own phrases, so that a fallen-back sentence keeps the numbers
    of its own language.
    """

    def __init__(self, role: Role, language: str, phrases: Mapping[str, Phrases], catalogue: Catalogue):
        self.role = role
        self.language = language
        self.source = role.source_language
        self._phrases = phrases
        self._catalogue = catalogue
        self._own = role.words.get(language, RoleWords())
        self._above = role.source_words
        self._outlines = {name: _index_outline(self._own, name) for name in OUTLINES}

    def sentence(self, field: str) -> Phrase | None:
        """The role's title, summary, purpose or closing."""
        above = getattr(self._above, field)
        return self._pick(getattr(self._own, field), above) if above else None

    def outline_text(self, section: str, entry_id: str, source_entry: str) -> Phrase:
        """One sentence of an outline."""
        own = self._outlines[section].get(entry_id)
        return self._filled(section, entry_id, own if isinstance(own, str) else None, source_entry)

    def group_text(self, section: str, group_id: str, field: str, source_group: Group) -> Phrase | None:
        """The title or intro of a group."""
        own = self._outlines[section].get(group_id)
        return self._pick(
            getattr(own, field) if isinstance(own, Group) else None, getattr(source_group, field)
        )

    def qualification(self, entry_id: str) -> Phrase:
        """The sentence of a qualification."""
        return self._filled(
            "qualifications",
            entry_id,
            self._own.qualifications.get(entry_id),
            self._above.qualifications.get(entry_id) or entry_id,
        )

    def kpi(self, entry_id: str, field: str) -> Phrase | None:
        """The name, measure or evidence of a KPI."""
        own, above = self._own.kpis.get(entry_id), self._above.kpis.get(entry_id)
        facts = self.role.facts.kpis.get(entry_id)
        if field == "name" and not _kpi_field(above, field) and facts is not None:
            return find_name(self._catalogue, "kpis", facts.named or entry_id, self.language)
        return self._fill_optional("kpis", entry_id, _kpi_field(own, field), _kpi_field(above, field))

    def penalty(self, entry_id: str, field: str) -> Phrase | None:
        """The trigger, evidence or note of a penalty."""
        own, above = self._own.penalties.get(entry_id), self._above.penalties.get(entry_id)
        return self._fill_optional(
            "penalties", entry_id, _penalty_field(own, field), _penalty_field(above, field)
        )

    def fill(self, section: str, entry_id: str, text: str) -> str:
        """A text of an entry, in this language, with its placeholders filled."""
        return (
            fill_placeholders(text, self._values(section, entry_id, self.language)) if "{" in text else text
        )

    def notes(self) -> dict[str, Phrase]:
        """The remarks for staff by their ids, in the source's order."""
        found = {n: self._pick(self._own.notes.get(n), text) for n, text in self._above.notes.items()}
        return {name: phrase for name, phrase in found.items() if phrase}

    def measure_completeness(self) -> Completeness:
        """How much of the source language's words this language has."""
        return self._completeness

    @cached_property
    def _completeness(self) -> Completeness:
        wanted = list_words(self._above)
        have = list_words(self._own) if self.language != self.source else wanted
        return Completeness(sum(1 for key in wanted if key not in have), len(wanted))

    def _pick(self, own: str | None, above: str | None) -> Phrase | None:
        return choose(
            {self.language: own, self.source: above}
            if self.language != self.source
            else {self.source: above},
            self.language,
            self.source,
        )

    def _fill_optional(
        self, section: str, entry_id: str, own: str | None, above: str | None
    ) -> Phrase | None:
        return self._filled(section, entry_id, own, above) if own or above else None

    def _filled(self, section: str, entry_id: str, own: str | None, above: str | None) -> Phrase:
        phrase = self._pick(own, above) or Phrase(above or own or "")
        if "{" not in phrase.text:
            return phrase
        language = phrase.language or self.language
        return Phrase(
            fill_placeholders(phrase.text, self._values(section, entry_id, language)), phrase.language
        )

    def _values(self, section: str, entry_id: str, language: str) -> dict[str, str]:
        facts = getattr(self.role.facts, section, {}).get(entry_id)

        def name_of(part: str, name: str) -> str:
            phrase = find_name(self._catalogue, part, name, language)
            return phrase.text if phrase else name

        return list_values(facts, self._phrases[language], name_of)


def list_words(words: RoleWords) -> set[str]:
    """A key for every text that a language file holds."""
    keys = {name for name in ("title", "summary", "purpose", "closing") if getattr(words, name)}
    for section in OUTLINES:
        for item in walk_outline(getattr(words, section)):
            keys.add(f"{section}.{item.id}")
    keys |= {f"qualifications.{name}" for name in words.qualifications}
    for name, kpi in words.kpis.items():
        keys |= {
            f"kpis.{name}.{field}" for field in ("name", "measure", "evidence") if _kpi_field(kpi, field)
        }
    for name, penalty in words.penalties.items():
        keys |= {
            f"penalties.{name}.{field}"
            for field in ("trigger", "evidence", "note")
            if _penalty_field(penalty, field)
        }
    return keys | {f"notes.{name}" for name in words.notes}


def _kpi_field(words: KpiWords | None, field: str) -> str | None:
    return getattr(words, field) if words else None


def _penalty_field(words: PenaltyWords | str | None, field: str) -> str | None:
    if isinstance(words, str):
        return words if field == "trigger" else None
    return getattr(words, field) if words else None


def _index_outline(words: RoleWords, section: str) -> dict[str, str | Group]:
    index: dict[str, str | Group] = {}

    def add(entries: Mapping[str, str | Group | None]) -> None:
        for key, entry in entries.items():
            if entry is not None:
                index[key] = entry
            if isinstance(entry, Group):
                add(entry.items)

    add(getattr(words, section))
    return index
