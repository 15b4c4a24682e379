"""The shape of the words of one language by itself, and words and facts side by side (codes L)."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.postings import Posting
from rolebook.content.role_words import OUTLINES, Group, Outline
from rolebook.content.yaml_tree import Node, YamlFile
from rolebook.diagnostics import Diagnostic, Severity

MAX_GROUPS = 3
_WITH_FACTS = ("qualifications", "kpis", "penalties")


def check_depth(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Groups stand in groups three deep at most."""
    yield from find_deep_groups(role, OUTLINES)


def check_unique_ids(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An id names one entry of a section, in whatever group it stands."""
    yield from find_repeated_ids(role, OUTLINES)


def check_groups(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A group has a title (in the source; translations are compared with it) and entries."""
    yield from find_empty_groups(role, OUTLINES)


def find_deep_groups(subject: Role | Posting, sections: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Groups of these outlines that stand too deep, in every language."""
    for language, section, outline in _list_outlines(subject, sections):
        for item in walk_outline(outline, (section,)):
            if item.is_group and item.depth == MAX_GROUPS:
                yield subject.diagnose(
                    "L016",
                    Severity.ERROR,
                    f"the group “{item.id}” is {item.depth + 1} groups deep; {MAX_GROUPS} is the most",
                    "move its entries up into the group above",
                    at=item.path,
                    at_key=True,
                    language=language,
                )


def find_repeated_ids(subject: Role | Posting, sections: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Ids that stand twice in one of these outlines, in every language."""
    for language, section, outline in _list_outlines(subject, sections):
        seen: dict[str, tuple[str, ...]] = {}
        for item in walk_outline(outline, (section,)):
            if item.id not in seen:
                seen[item.id] = item.path
                continue
            line = subject.file_of(seen[item.id], language).place(seen[item.id], at_key=True).line
            yield subject.diagnose(
                "L017",
                Severity.ERROR,
                f"“{item.id}” stands twice in {section}; the first is on line {line}",
                "give one of the two another id",
                at=item.path,
                at_key=True,
                language=language,
            )


def find_empty_groups(subject: Role | Posting, sections: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Groups of these outlines without title or entries, in every language."""
    for language, section, outline in _list_outlines(subject, sections):
        for path, group in _iter_groups(outline, (section,)):
            if group.title is None and language == subject.source_language:
                yield subject.diagnose(
                    "L018",
                    Severity.WARNING,
                    f"the group “{path[-1]}” has no title",
                    "add title: …",
                    at=path,
                    at_key=True,
                    language=language,
                )
            if not group.items:
                yield subject.diagnose(
                    "L032",
                    Severity.WARNING,
                    f"the group “{path[-1]}” has no entries",
                    "add items: …, or write the group as a sentence",
                    at=path,
                    at_key=True,
                    language=language,
                )


def _list_outlines(subject: Role | Posting, sections: tuple[str, ...]) -> Iterator[tuple[str, str, Outline]]:
    for language, words in subject.words.items():
        for section in sections:
            yield language, section, getattr(words, section)


def check_lists(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What is marked as a list (a checklist, the data of a record …) is a group of entries."""
    groups = {item.id for item in walk_outline(role.source_words.duties) if item.is_group}
    for name, facts in role.facts.duties.items():
        if facts and facts.list_ and name not in groups:
            yield role.diagnose(
                "L038",
                Severity.WARNING,
                f"“{name}” is a list of kind {facts.list_}, yet a sentence in {role.source_language}.yaml",
                "make it a group with title and items, or delete list",
                at=("duties", name, "list"),
                at_key=True,
            )


def check_facts_and_words(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Qualifications, KPIs and penalties have both facts and words."""
    language = role.source_language
    for section in _WITH_FACTS:
        facts, words = getattr(role.facts, section), getattr(role.source_words, section)
        for name, entry in facts.items():
            named = section == "kpis" and (getattr(entry, "named", None) or name) in catalogue.handbook.kpis
            if words.get(name) is None and not named:
                yield role.diagnose(
                    "L023",
                    Severity.ERROR,
                    f"“{name}” has facts but no words in {language}.yaml",
                    f"add “{name}” under {section} in {language}.yaml",
                    at=(section, name),
                    at_key=True,
                )
        for name in words:
            if facts.get(name) is None:
                yield role.diagnose(
                    "L024",
                    Severity.ERROR,
                    f"“{name}” has words but no facts in role.yaml",
                    f"add “{name}” under {section} in role.yaml",
                    at=(section, name),
                    at_key=True,
                    language=language,
                )


def check_empty_entries(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """An entry without a value drops what another role gives; where none gives it, a text was forgotten."""
    lineage = [_folder(file) for file in role.files]
    files = [file for language_files in role.word_files.values() for file in language_files]
    for file in files:
        rank = lineage.index(_folder(file))
        above = [other for other in files if lineage.index(_folder(other)) > rank]
        for path in iter_nulls(file.root):
            if not any(_holds_value(other, path) for other in above):
                yield file.diagnose(
                    "L033",
                    Severity.ERROR,
                    f"“{path[-1]}” has no text",
                    "write the text, or delete the line",
                    at=path,
                    at_key=True,
                )


def _folder(file: YamlFile) -> str:
    return file.path.rpartition("/")[0]


def _iter_groups(outline: Outline, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Group]]:
    for name, entry in outline.items():
        if isinstance(entry, Group):
            yield (*path, name), entry
            yield from _iter_groups(entry.items, (*path, name, "items"))


def iter_nulls(
    node: Node | None, path: tuple[str, ...] = (), *, at_top: bool = False
) -> Iterator[tuple[str, ...]]:
    """The paths of the keys without a value in sections; those of the file as a whole only if asked for."""
    if node is None or not isinstance(node.value, dict):
        return
    for key, child in node.value.items():
        if child.value is None and (path or at_top):
            yield (*path, key)
        yield from iter_nulls(child, (*path, key))


def _holds_value(file: YamlFile, path: tuple[str, ...]) -> bool:
    node = file.root
    for key in path:
        node = node.child(key) if node is not None else None
    return node is not None and node.value is not None
