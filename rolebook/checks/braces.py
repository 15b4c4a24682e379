"""Placeholders in words: known, backed by a fact, and no stray braces (codes L019 to L022)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rolebook.checks.texts import PlacedText, iter_role_texts
from rolebook.content.catalogue import Catalogue, Role
from rolebook.content.placeholders import (
    PLACEHOLDERS,
    find_placeholders,
    find_stray_braces,
    present_placeholders,
)
from rolebook.content.yaml_tree import suggest_nearest
from rolebook.diagnostics import Diagnostic, Severity, shorten

# Placeholders that say the same fact in another unit.
_SAME_FACT = {"years": "months", "years_at_most": "months_at_most"}


def check_placeholders(texts: Sequence[PlacedText]) -> Iterator[Diagnostic]:
    """Every ``{…}`` names a fact of the same entry, and every brace belongs to one."""
    for placed in texts:
        for name, offset in find_placeholders(placed.text.value):
            yield from _check_name(placed, name, offset)
        for offset in find_stray_braces(placed.text.value):
            brace = placed.text.value[offset]
            yield placed.diagnose(
                "L021",
                Severity.ERROR,
                f"a stray “{brace}”: braces are for placeholders",
                "delete it, or close the placeholder",
                fragment=brace,
                offset=offset,
            )


def check_lost_placeholders(role: Role, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """A translation keeps the placeholders of the source, so that no figure is lost."""
    source = {text.path: text for text in iter_role_texts(role.source_words)}
    for language, words in role.words.items():
        for text in iter_role_texts(words) if language != role.source_language else ():
            original = source.get(_match_path(text.path, source))
            if original is None:
                continue
            wanted, given = find_placeholder_facts(original.value), find_placeholder_facts(text.value)
            lost = wanted.keys() - given.keys()
            if not lost or (text.section == "duties" and "cadence" in given):
                continue
            facts = getattr(role.facts, text.section, {}) if text.entry else {}
            present = present_placeholders(text.section, facts.get(text.entry))
            for fact in sorted(lost):
                if wanted[fact] not in present:
                    continue  # told at the source
                yield role.diagnose(
                    "L022",
                    Severity.WARNING,
                    f"“{{{wanted[fact]}}}” of the source is not in this translation",
                    f"{role.source_language}.yaml says: {shorten(original.value)}",
                    at=text.path,
                    language=language,
                )


def _check_name(placed: PlacedText, name: str, offset: int) -> Iterator[Diagnostic]:
    text, role, posting = placed.text, placed.role, placed.posting
    known = PLACEHOLDERS.get(text.section, frozenset()) if role or posting else frozenset()
    fragment = f"{{{name}}}"
    if name not in known:
        if known:
            hint = suggest_nearest(name.strip(), sorted(known)) or "known here: " + ", ".join(sorted(known))
        else:
            hint = (
                "placeholders are for postings, and for duties, qualifications, kpis, penalties and relations"
            )
        message = f"“{fragment}” is no placeholder of {text.section}"
        yield placed.diagnose("L019", Severity.ERROR, message, hint, fragment=fragment, offset=offset)
        return
    if posting:
        present, who, file = present_placeholders("postings", posting.facts), "this posting", "posting.yaml"
    else:
        assert role is not None
        entry = getattr(role.facts, text.section).get(text.entry)
        present, who, file = present_placeholders(text.section, entry), f"“{text.entry}”", "role.yaml"
    if name not in present:
        known_facts = (
            "it knows: " + ", ".join(sorted(present)) if present else "it has none that words could use"
        )
        yield placed.diagnose(
            "L020",
            Severity.ERROR,
            f"{who} has no fact for “{fragment}”",
            f"add the fact to {file}, or use another placeholder ({known_facts})",
            fragment=fragment,
            offset=offset,
        )


def _match_path(path: tuple[str, ...], source: Mapping[tuple[str, ...], object]) -> tuple[str, ...]:
    """The path of the same text in the source, where a penalty may be a sentence or have fields."""
    if path in source or path[0] != "penalties":
        return path
    return path[:2] if path[2:] == ("trigger",) else (*path, "trigger")


def find_placeholder_facts(text: str) -> dict[str, str]:
    """The facts that a text names in braces, each with the name it uses for it."""
    return {_SAME_FACT.get(name, name): name for name, _ in find_placeholders(text)}
