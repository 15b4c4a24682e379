"""The whole content as one frozen value, every reference resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rolebook.content.forms import FormSource
from rolebook.content.guides import GuideSource
from rolebook.content.handbook_models import Glossary, HandbookFacts, HandbookWords
from rolebook.content.role_facts import RoleFacts
from rolebook.content.role_words import Group, Outline, OutlineEntry, RoleWords
from rolebook.content.yaml_tree import Key, YamlFile
from rolebook.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rolebook.content.changes import RoleChanges, VersionChanges
    from rolebook.content.policy_packs import PackSource
    from rolebook.content.postings import Posting

Kind = Literal["role", "position", "department", "party"]


@dataclass(frozen=True)
class Role:
    """One role with everything that it takes over and everyone it stands with.

    ``files`` and ``word_files`` start with the role's own file and go on with those it extends, so
    that an inherited entry still has a place.
    """

    id: str
    facts: RoleFacts
    words: Mapping[str, RoleWords]
    source_language: str
    department: str
    level: str
    industry: str
    reports_to: tuple[str, ...]
    manages: tuple[str, ...]
    files: tuple[YamlFile, ...]
    word_files: Mapping[str, tuple[YamlFile, ...]]
    changes: RoleChanges | None = None
    changes_file: YamlFile | None = None

    @property
    def versions(self) -> Mapping[str, VersionChanges]:
        """The recorded versions and what each of them changed, newest first."""
        return self.changes.versions if self.changes else {}

    @property
    def source_words(self) -> RoleWords:
        """The words in the language in which they were first written."""
        return self.words[self.source_language]

    def diagnose(
        self,
        code: str,
        severity: Severity,
        message: str,
        hint: str = "",
        *,
        at: tuple[Key, ...] = (),
        at_key: bool = False,
        language: str | None = None,
    ) -> Diagnostic:
        """A diagnostic at a path of keys in role.yaml or a language's file: the nearest with it."""
        return self.file_of(at, language).diagnose(code, severity, message, hint, at=at, at_key=at_key)

    def file_of(self, path: tuple[Key, ...], language: str | None = None) -> YamlFile:
        """The nearest file, of facts or of one language, that holds a path of keys; its own if none."""
        files = (self.word_files.get(language, ()) if language else ()) or self.files
        if len(files) == 1:
            return files[0]
        return next((f for f in files if _holds(f, path)), files[0])


@dataclass(frozen=True)
class Catalogue:
    """The handbook, its words, its glossary, its roles, guides, forms, postings and policy packs (by id, sorted)."""

    handbook: HandbookFacts
    handbook_file: YamlFile
    words: Mapping[str, HandbookWords]
    word_files: Mapping[str, YamlFile]
    glossary: Glossary
    glossary_file: YamlFile | None
    roles: Mapping[str, Role]
    guides: Mapping[str, GuideSource]
    forms: Mapping[str, FormSource]
    postings: Mapping[str, Posting]
    packs: Mapping[str, PackSource] = field(default_factory=dict)

    def language_of(self, source: GuideSource | FormSource) -> str:
        """The language in which a guide or form was first written."""
        return source.facts.source_language or self.handbook.source_language

    def kind_of(self, name: str) -> Kind | None:
        """What an id names: a role, a position, a department, or a party outside; None if nothing."""
        if name in self.roles:
            return "role"
        if name in self.handbook.positions:
            return "position"
        if name in self.handbook.departments:
            return "department"
        return "party" if name in self.handbook.parties else None


@dataclass(frozen=True)
class OutlineItem:
    """One entry of an outline: its id, its path of keys in the file, its depth, and the entry itself."""

    id: str
    path: tuple[str, ...]
    depth: int
    entry: OutlineEntry

    @property
    def is_group(self) -> bool:
        """Whether it is a group of entries."""
        return isinstance(self.entry, Group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it stands in, the outermost first."""
        return self.path[:-1:2]


def walk_outline(outline: Outline, path: tuple[str, ...] = (), depth: int = 0) -> Iterator[OutlineItem]:
    """Every entry of an outline, groups before their items, in the order written."""
    for key, entry in outline.items():
        here = (*path, key)
        yield OutlineItem(key, here, depth, entry)
        if isinstance(entry, Group):
            yield from walk_outline(entry.items, (*here, "items"), depth + 1)


def _holds(file: YamlFile, path: tuple[Key, ...]) -> bool:
    node = file.root
    for key in path:
        node = node.child(key) if node is not None else None
    return node is not None
