"""What the project already names, in the language of the text: departments, levels, positions, roles, events."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rolebook.content.sources import Sources
from rolebook.importing.drafts import Guess
from rolebook.importing.markers import widen
from rolebook.importing.naming import name_role
from rolebook.importing.vocabulary import Vocabulary


@dataclass(frozen=True)
class KnownNames:
    """Names in small letters → ids, per kind of thing; and the ids that no role may take."""

    departments: Mapping[str, str]
    levels: Mapping[str, str]
    industries: Mapping[str, str]
    people: Mapping[str, str]
    events: Mapping[str, str]
    pay_components: Mapping[str, str]
    sources: Sources
    vocabulary: Vocabulary

    def find_person(self, title: str) -> str | None:
        """The role or position with this title, if there is one."""
        words = _plain(re.sub(r"^(?:the|an?|el|la|los|las) ", "", title.strip(), flags=re.IGNORECASE))
        if words in self.people:
            return self.people[words]
        by_id = name_role(title, self.vocabulary)
        role = self.sources.roles.get(by_id)
        return by_id if by_id in self.sources.handbook.positions or (role and not role.facts.draft) else None

    def choose_department(self, stated: str, title: str) -> Guess:
        """The department that a text names, or that the title does, or the first one below another."""
        book = self.sources.handbook
        for words, why in ((stated, f"the text says “{stated}”"), (title, "from the title")):
            if words and (found := _find_name(words, self.departments)):
                return Guess(found, why)
        first = next(
            (name for name, one in book.departments.items() if one.part_of), next(iter(book.departments))
        )
        return Guess(first, "the text names none that handbook.yaml has")

    def choose_level(self, stated: str, title: str, *, unit: bool) -> Guess:
        """The level of a post by its title, or that of charters."""
        levels = self.sources.handbook.levels
        if unit and (found := next((name for name, one in levels.items() if one.unit), None)):
            return Guess(found, "a department's charter, by its title")
        if stated and (found := _find_name(stated, self.levels)):
            return Guess(found, f"the text says “{stated}”")
        known = self.vocabulary.pick("levels", title)
        if known in levels:
            return Guess(str(known), "from the title")
        if found := _find_name(title, self.levels):
            return Guess(found, "from the title")
        first = next((name for name, one in levels.items() if not one.unit), next(iter(levels)))
        return Guess(first, "the text does not say")

    def choose_industry(self, text: str) -> Guess:
        """The industry whose name occurs most often in the text, or the first one."""
        plain = _plain(text)
        counts = {id_: plain.count(name) for name, id_ in self.industries.items() if len(name) > 1}
        best = max(counts, key=lambda id_: counts[id_], default=None)
        if best is not None and counts[best] > 1:
            return Guess(best, "its name occurs often in the text")
        return Guess(
            next(iter(self.sources.handbook.industries)), "the text names none that handbook.yaml has"
        )


def list_known_names(sources: Sources, vocabulary: Vocabulary) -> KnownNames:
    """The names of a project in the language of a vocabulary, and its ids read as English words."""
    book, words = sources.handbook, sources.words.get(vocabulary.language)

    def names(section: str) -> dict[str, str]:
        found = {id_.replace("-", " "): id_ for id_ in getattr(book, section)}
        for id_, entry in getattr(words, section, {}).items() if words else ():
            found[_plain(entry if isinstance(entry, str) else entry.name)] = id_
        return found

    people = names("positions")
    for role_id, role in sources.roles.items():
        if role.facts.draft:  # an earlier import: perhaps the same text
            continue
        people[role_id.replace("-", " ")] = role_id
        if (own := role.words.get(vocabulary.language)) and own.title:
            people[_plain(own.title)] = role_id
    return KnownNames(
        names("departments"),
        names("levels"),
        names("industries"),
        people,
        names("events"),
        names("pay_components"),
        sources,
        vocabulary,
    )


def list_taken_ids(sources: Sources) -> set[str]:
    """Ids that name something else than a role: relations could mean either."""
    book = sources.handbook
    return {*book.positions, *book.departments, *book.parties}


def _find_name(text: str, names: Mapping[str, str]) -> str | None:
    plain = _plain(text)
    found = [name for name in names if name and name in plain]
    return names[max(found, key=len)] if found else None


def _plain(text: str) -> str:
    return " ".join(widen(text).casefold().split())
