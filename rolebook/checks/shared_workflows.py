"""The words of the handbook's own workflows: steps in the source, and the same in every language."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.outlines import MAX_GROUPS
from rolebook.content.catalogue import Catalogue, OutlineItem, walk_outline
from rolebook.content.role_words import Group, OutlineEntry
from rolebook.diagnostics import Diagnostic, Severity


def check_shared_workflows(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Each has a title and steps, with ids of their own; other languages have the same steps."""
    source = catalogue.handbook.source_language
    for language, words in catalogue.words.items():
        for name in catalogue.handbook.workflows:
            entry = words.workflows.get(name)
            if entry is None:
                continue  # told with the other names of the handbook
            yield from _check_shape(catalogue, language, name, entry)
            original = catalogue.words[source].workflows.get(name)
            if language != source and isinstance(entry, Group) and isinstance(original, Group):
                yield from _compare(catalogue, language, name, original, entry)


def _check_shape(catalogue: Catalogue, language: str, name: str, entry: OutlineEntry) -> Iterator[Diagnostic]:
    file = catalogue.word_files[language]
    if not isinstance(entry, Group) or not entry.title or not entry.items:
        yield file.diagnose(
            "L032",
            Severity.WARNING,
            f"the workflow “{name}” has no {'steps' if isinstance(entry, Group) and entry.title else 'title'}",
            "write it as a group with title and items",
            at=("workflows", name),
            at_key=True,
        )
        return
    seen: set[str] = set()
    for item in walk_outline(entry.items, ("workflows", name, "items"), 1):
        if item.entry is None:
            message, hint = f"“{item.id}” has no text", "write the text, or delete the line"
            yield file.diagnose("L033", Severity.ERROR, message, hint, at=item.path, at_key=True)
        if item.id in seen:
            message, hint = f"“{item.id}” stands twice in {name}", "give one of the two another id"
            yield file.diagnose("L017", Severity.ERROR, message, hint, at=item.path, at_key=True)
        if item.is_group and item.depth >= MAX_GROUPS:
            message = f"the group “{item.id}” is {item.depth + 1} groups deep; {MAX_GROUPS} is the most"
            hint = "move its entries up into the group above"
            yield file.diagnose("L016", Severity.ERROR, message, hint, at=item.path, at_key=True)
        seen.add(item.id)


def _compare(
    catalogue: Catalogue, language: str, name: str, original: Group, entry: Group
) -> Iterator[Diagnostic]:
    file = catalogue.word_files[language]

    def index(group: Group) -> dict[str, OutlineItem]:
        return {item.id: item for item in walk_outline(group.items, ("workflows", name, "items"))}

    wanted, given = index(original), index(entry)
    for step in wanted:
        if step not in given:
            message, hint = f"“{step}” of “{name}” is not translated", f"add it to {file.path}"
            yield file.diagnose("L026", Severity.WARNING, message, hint, at=("workflows", name), at_key=True)
        elif wanted[step].is_group != given[step].is_group:
            was = "a group" if wanted[step].is_group else "a sentence"
            message = f"“{step}” is {was} in {catalogue.handbook.source_language}.yaml"
            yield file.diagnose(
                "L014", Severity.WARNING, message, f"make {was} of it", at=given[step].path, at_key=True
            )
    for step, item in given.items():
        if step not in wanted:
            message = f"“{step}” is no step of “{name}”: it will not be shown"
            hint = "delete it, or correct its id"
            yield file.diagnose("L027", Severity.WARNING, message, hint, at=item.path, at_key=True)
