"""Words before and after: what was said otherwise, in which languages, and which languages fell behind."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.checks.texts import iter_role_texts
from rolebook.content.catalogue import Role
from rolebook.content.role_words import RoleWords

Key = tuple[str, str, str]
"""Section (empty for the role's own texts), id, and field (empty where an entry is one sentence)."""

_FIELDS = {
    "kpis": ("name", "measure", "evidence"),
    "penalties": ("trigger", "evidence", "note"),
}
_GROUP_FIELDS = ("title", "intro")


@dataclass(frozen=True)
class WordChange:
    """One text that changed: its words in the source language, None where there were or are none.

    ``languages`` are those whose words changed. ``behind`` are those that still say what the source
    language said before, or nothing.
    """

    section: str
    id: str
    field: str
    old: str | None
    new: str | None
    languages: tuple[str, ...]
    behind: tuple[str, ...]

    @property
    def key(self) -> str:
        """Section, id and field with dots between them."""
        return ".".join(part for part in (self.section, self.id, self.field) if part)


def compare_words(old: Role, new: Role, languages: tuple[str, ...]) -> tuple[WordChange, ...]:
    """Every text that changed in one of these languages, in the order of the new role, then what is gone."""
    source = new.source_language
    tags = (source, *(tag for tag in languages if tag != source))
    before = {tag: index_texts(old.words.get(tag)) for tag in tags}
    after = {tag: index_texts(new.words.get(tag)) for tag in tags}
    keys = dict.fromkeys(
        key for side in (after, before) for tag in tags for key in side[tag] if key[0] != "notes"
    )
    found = []
    for key in keys:
        changed = tuple(tag for tag in tags if _differ(before[tag].get(key), after[tag].get(key)))
        behind: tuple[str, ...] = ()
        if source in changed and key in after[source]:
            behind = tuple(tag for tag in tags if tag not in changed)
        if changed:
            texts = before[source].get(key), after[source].get(key)
            found.append(WordChange(*key, *texts, changed, behind))
    return tuple(found)


def index_texts(words: RoleWords | None) -> dict[Key, str]:
    """Every text of a role in one language by section, id and field."""
    found: dict[Key, str] = {}
    for text in iter_role_texts(words) if words else ():
        section, entry, last = text.section, text.entry, text.path[-1]
        if len(text.path) == 1:
            found["", section, ""] = text.value
            continue
        known = _FIELDS.get(section, _GROUP_FIELDS)
        field = last if last in known and last != entry else "trigger" if section == "penalties" else ""
        found[section, entry, field] = text.value
    return found


def _differ(old: str | None, new: str | None) -> bool:
    """Whether two texts differ in more than their line breaks."""
    return " ".join((old or "").split()) != " ".join((new or "").split())
