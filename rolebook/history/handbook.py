"""The handbook before and after, in brief: which of its entries came, went, or changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rolebook.checks.texts import iter_handbook_texts
from rolebook.content.catalogue import Catalogue


@dataclass(frozen=True)
class HandbookChange:
    """One entry of the handbook that changed; ``id`` is empty for a field of the handbook as a whole.

    ``old`` and ``new`` are given for plain fields only, as text. ``reworded``: only its words changed.
    """

    section: str
    id: str
    change: Literal["added", "removed", "changed", "reworded"]
    old: str | None = None
    new: str | None = None


def compare_handbooks(old: Catalogue, new: Catalogue) -> tuple[HandbookChange, ...]:
    """Every change of the handbook, section by section."""
    found: list[HandbookChange] = []
    reworded = _find_reworded(old, new)
    for name in type(new.handbook).model_fields:
        before, after = getattr(old.handbook, name), getattr(new.handbook, name)
        if name == "provenance":
            continue
        if isinstance(after, dict):
            found += _compare_entries(name, before, after, reworded)
        elif before != after:
            found.append(HandbookChange(name, "", "changed", _say(before), _say(after)))
        elif (name, "") in reworded:
            found.append(HandbookChange(name, "", "reworded"))
    known = set(type(new.handbook).model_fields)
    rest = [key for key in reworded if key[0] not in known]
    found += [HandbookChange(section, entry, "reworded") for section, entry in rest]
    found += _compare_entries("glossary", old.glossary.terms, new.glossary.terms, {})
    for section in ("guides", "forms", "postings"):
        before, after = (
            {name: _strip_places(source) for name, source in getattr(side, section).items()}
            for side in (old, new)
        )
        found += _compare_entries(section, before, after, {})
    return tuple(found)


def _compare_entries(
    section: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reworded: Mapping[tuple[str, str], None],
) -> list[HandbookChange]:
    found = []
    for name in (*after, *(name for name in before if name not in after)):
        if name not in before or name not in after:
            found.append(HandbookChange(section, name, "added" if name in after else "removed"))
        elif before[name] != after[name]:
            found.append(HandbookChange(section, name, "changed"))
        elif (section, name) in reworded:
            found.append(HandbookChange(section, name, "reworded"))
    return found


def _find_reworded(old: Catalogue, new: Catalogue) -> dict[tuple[str, str], None]:
    """The entries whose words changed in the source language, in the order of the words."""
    source = new.handbook.source_language
    texts: list[dict[tuple[str, ...], tuple[str, str, str]]] = []
    for side in (old, new):
        words = side.words.get(source)
        found = {}
        for text in iter_handbook_texts(words) if words else ():
            # An entry of an outline, such as a step of a workflow, belongs to the entry at the top.
            top = text.path[1] if len(text.path) > 1 else ""
            found[text.path] = (text.section, top, " ".join(text.value.split()))
        texts.append(found)
    keys = dict.fromkeys((*texts[1], *texts[0]))
    changed = [key for key in keys if texts[0].get(key) != texts[1].get(key)]
    return dict.fromkeys((texts[1].get(key) or texts[0][key])[:2] for key in changed)


def _strip_places(source: Any) -> Any:
    """A guide, form or posting without the places in its files."""
    if hasattr(source, "articles"):
        words = {
            tag: (article.title, article.opening, [(s.title, s.text) for s in article.sections])
            for tag, article in source.articles.items()
        }
    else:
        words = dict(source.words)
    return source.facts, words


def _say(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    if hasattr(value, "model_dump"):
        return _say_fields(value.model_dump(exclude_none=True))
    return str(value)


def _say_fields(fields: Mapping[str, Any]) -> str:
    """Fields with their values; those of a group in brackets."""
    said = {
        name: f"({_say_fields(value)})" if isinstance(value, dict) else _say(value)
        for name, value in fields.items()
        if value not in ((), {})
    }
    return ", ".join(f"{name}: {value}" for name, value in said.items())
