"""Translations have the entries of the source, in the same groups and order (codes L010 to L015)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from rolebook.content.catalogue import Catalogue, OutlineItem, Role, walk_outline
from rolebook.content.role_words import OUTLINES, Group, Outline, RoleWords
from rolebook.diagnostics import Diagnostic, Place, Severity, shorten


@dataclass(frozen=True)
class _Pair:
    """The words of a role in its source language, and in one other."""

    role: Role
    language: str
    source: RoleWords
    words: RoleWords


def check_untranslated(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A role has a file in every language of the handbook."""
    for language in catalogue.handbook.languages:
        if language not in role.words:
            path = role.files[0].path
            yield Diagnostic(
                "L010",
                Severity.WARNING,
                f"not translated into “{language}”: its pages will show “{role.source_language}”",
                f"write its words in {path.rpartition('/')[0]}/{language}.yaml",
                Place(path),
            )


def check_single_texts(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Title, summary, purpose and the words without an outline are in every language."""
    for pair in _list_pairs(role):
        for name in ("title", "summary", "purpose", "closing"):
            if getattr(pair.source, name) and not getattr(pair.words, name):
                yield _tell_missing(pair, (), name, getattr(pair.source, name))
            if getattr(pair.words, name) and not getattr(pair.source, name):
                yield _tell_superfluous(pair, (name,))
        for section in ("qualifications", "kpis", "penalties", "notes"):
            facts = getattr(role.facts, section, {})
            yield from _compare_entries(
                pair, section, getattr(pair.source, section), getattr(pair.words, section), facts
            )


def check_outlines(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """The outlines of a translation have the entries of the source, in the same groups, shapes and order."""
    for pair in _list_pairs(role):
        for section in OUTLINES:
            yield from _compare_outlines(
                pair, section, getattr(pair.source, section), getattr(pair.words, section)
            )


def _list_pairs(role: Role) -> list[_Pair]:
    return [
        _Pair(role, language, role.source_words, words)
        for language, words in role.words.items()
        if language != role.source_language
    ]


def _compare_entries(
    pair: _Pair, section: str, source: Mapping[str, object], words: Mapping[str, object], facts: Iterable[str]
) -> Iterator[Diagnostic]:
    for name, entry in source.items():
        other = words.get(name)
        if other is None:
            yield _tell_missing(pair, (section,), name, _sample(entry))
            continue
        for field, text in _list_fields(entry).items():
            if field not in _list_fields(other):
                yield _tell_missing(pair, (section, name), field, text)
    for name in words:
        if name not in source and name not in facts:
            yield _tell_superfluous(pair, (section, name))
    yield from _compare_order(pair, section, {section: list(source)}, {section: list(words)})


def _compare_outlines(pair: _Pair, section: str, source: Outline, words: Outline) -> Iterator[Diagnostic]:
    wanted = {item.id: item for item in walk_outline(source, (section,))}
    given = {item.id: item for item in walk_outline(words, (section,))}
    silent: set[tuple[str, ...]] = set()
    for name, item in wanted.items():
        other = given.get(name)
        entry = _entry_at(source, item.path)
        if other is None:
            if not any(item.path[: len(path)] == path for path in silent):
                parent = _parent(item.path)
                here = given[parent].path if parent in given else (section,)
                yield _tell_missing(pair, here, name, _sample(entry))
            if item.is_group:
                silent.add(item.path)
            continue
        yield from _compare_items(pair, item, other, source, words)
        if item.is_group and not other.is_group:
            silent.add(item.path)
    for name, item in given.items():
        group = wanted.get(_parent(item.path))
        if name not in wanted and (len(item.path) == 2 or (group is not None and group.is_group)):
            yield _tell_superfluous(pair, item.path)
    yield from _compare_order(pair, section, _list_by_parent(wanted), _list_by_parent(given))


def _compare_items(
    pair: _Pair, item: OutlineItem, other: OutlineItem, source: Outline, words: Outline
) -> Iterator[Diagnostic]:
    if item.is_group != other.is_group:
        was, now = ("a group", "a sentence") if item.is_group else ("a sentence", "a group")
        yield pair.role.diagnose(
            "L014",
            Severity.WARNING,
            f"“{item.id}” is {now} here and {was} in {pair.role.source_language}.yaml",
            f"make {was} of it",
            at=other.path,
            at_key=True,
            language=pair.language,
        )
    elif _parent(item.path) != _parent(other.path):
        was = f"in the group “{_parent(item.path)}”" if _parent(item.path) else "in no group"
        yield pair.role.diagnose(
            "L013",
            Severity.WARNING,
            f"“{item.id}” stands {was} in {pair.role.source_language}.yaml",
            "move it there",
            at=other.path,
            at_key=True,
            language=pair.language,
        )
    if item.is_group and other.is_group:
        group, translated = _entry_at(source, item.path), _entry_at(words, other.path)
        for field, text in _list_fields(group).items():
            if field not in _list_fields(translated):
                yield _tell_missing(pair, other.path, field, text)


def _compare_order(
    pair: _Pair, section: str, wanted: Mapping[str, list[str]], given: Mapping[str, list[str]]
) -> Iterator[Diagnostic]:
    for parent, names in wanted.items():
        others = [name for name in given.get(parent, ()) if name in names]
        expected = [name for name in names if name in others]
        if others != expected:
            first = next(name for name, other in zip(others, expected, strict=True) if name != other)
            yield pair.role.diagnose(
                "L015",
                Severity.ADVICE,
                f"the order differs from {pair.role.source_language}.yaml, from “{first}” on",
                "the page keeps the order of the source; use the same: " + ", ".join(expected),
                at=_find_key(pair, section, first),
                at_key=True,
                language=pair.language,
            )


def _find_key(pair: _Pair, section: str, name: str) -> tuple[str, ...]:
    entries = getattr(pair.words, section)
    if section not in OUTLINES:
        return (section, name)
    return next(item.path for item in walk_outline(entries, (section,)) if item.id == name)


def _tell_missing(pair: _Pair, parent: tuple[str, ...], name: str, sample: str) -> Diagnostic:
    where = " of ".join(f"“{key}”" for key in reversed(parent) if key != "items")
    what = f"“{name}” of {where}" if where else f"“{name}”"
    hint = f"{pair.role.source_language}.yaml says: {shorten(sample)}" if sample else ""
    return pair.role.diagnose(
        "L011",
        Severity.WARNING,
        f"{what} is not translated",
        hint,
        at=parent,
        at_key=True,
        language=pair.language,
    )


def _tell_superfluous(pair: _Pair, path: tuple[str, ...]) -> Diagnostic:
    return pair.role.diagnose(
        "L012",
        Severity.WARNING,
        f"“{path[-1]}” is not in {pair.role.source_language}.yaml: it will not be shown",
        "delete it, or correct its id",
        at=path,
        at_key=True,
        language=pair.language,
    )


def _list_fields(entry: object) -> dict[str, str]:
    """The texts of an entry by the name of their field; a penalty written as a sentence is its trigger."""
    if isinstance(entry, BaseModel):
        return {name: value for name, value in entry if isinstance(value, str)}
    return {"trigger": entry} if isinstance(entry, str) else {}


def _sample(entry: object) -> str:
    return next(iter(_list_fields(entry).values()), "")


def _entry_at(outline: Outline, path: tuple[str, ...]) -> object:
    entry: object = None
    entries = outline
    for key in path[1:]:
        if key == "items" and isinstance(entry, Group):
            entries, entry = entry.items, None
        else:
            entry = entries[key]
    return entry


def _parent(path: tuple[str, ...]) -> str:
    return path[-3] if len(path) > 3 else ""


def _list_by_parent(items: Mapping[str, OutlineItem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items.values():
        found.setdefault(_parent(item.path), []).append(item.id)
    return found
