"""Recording: the changes of a role's new version go into its changes.yaml, before the older ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rolebook.content.changes import ENTRY_FACTS, UNITS, RoleChanges, VersionChanges, VersionRecord
from rolebook.content.fields import NUMBER_PATTERN, Facts
from rolebook.content.sources import CHANGES
from rolebook.content.validate import validate_file
from rolebook.content.yaml_reader import read_yaml
from rolebook.history.compare import Comparison, RoleComparison

_HEAD = (
    "# yaml-language-server: $schema=../../schema/changes.json\n"
    "# Written by `rolebook diff --record`. A note per language may be added to a version.\n"
    "versions:\n"
)
_COUNTED = {"kpis": {"target", "scoring", "examples"}, "penalties": {"at_most"}}
"""Fields that can only be said by those who know in what they are counted."""
_PLAIN = re.compile(r"[a-z][a-z0-9-]*|[a-z]{2,3}(-[A-Za-z0-9]+)+|[A-Z]{3}")
_MISREAD = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}

NameIn = Callable[[RoleComparison, str, str, str], str | None]
"""For a role, a section, an entry and a language, what the old version of the role called the entry."""


@dataclass
class Recording:
    """What was written, and for which roles nothing was: already recorded, or not to be (with the reason)."""

    written: list[Path] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def record_changes(
    comparison: Comparison, project: Path, roles: Mapping[str, RoleComparison], name_in: NameIn
) -> Recording:
    """Write what changed in each of these roles whose version changed. What is recorded already stays as it is."""
    recording = Recording()
    texts: dict[Path, str] = {}
    for role in roles.values():
        if role.old is None or role.new is None or role.new.facts.draft or role.old.facts.draft:
            continue
        before, after = role.old.facts.version, role.new.facts.version
        assert before and after
        if before == after:
            continue
        known = role.new.versions
        record = complete_record(role, comparison.new.handbook.languages, name_in)
        if after in known:
            recording.kept.append(role.id)
            differs = known[after].model_copy(update={"note": {}}) != record
            if differs and known[after].since == before:
                reason = f"{after} is recorded, but the role has changed since: delete {after} there and record again"
                recording.refused.append((role.id, reason))
            continue
        if known and before != (newest := next(iter(known))):
            reason = (
                f"the newest recorded version is {newest}, not {before}: compare with a revision of {newest}"
            )
            recording.refused.append((role.id, reason))
            continue
        path = project / "roles" / role.id / CHANGES
        text = _insert(role, render_version(after, record))
        problem = _find_problem(text)
        if problem:
            recording.refused.append((role.id, problem))
        else:
            texts[path] = text
    for path, text in texts.items():
        _replace(path, text)
        recording.written.append(path)
    return recording


def complete_record(role: RoleComparison, languages: tuple[str, ...], name_in: NameIn) -> VersionRecord:
    """The record with all that must be remembered to tell it when the old version is no longer at hand."""
    assert role.old and role.new
    data = _dump(role.record)
    for section in ENTRY_FACTS:
        for name, entry in role.record.section(section).items():
            written = data.get(section, {}).get(name, {})
            if entry.change == "removed":
                said = {tag: name_in(role, section, name, tag) for tag in languages}
                written["was"] = {tag: words for tag, words in said.items() if words}
    for section, counted in _COUNTED.items():
        for name, written in data.get(section, {}).items():
            if counted & written.keys():
                for unit in UNITS[section]:
                    if pair := _find_unit(role, section, name, unit):
                        written.setdefault(unit, pair)
    return VersionChanges.model_validate(data)


def _find_unit(role: RoleComparison, section: str, name: str, unit: str) -> dict[str, Any]:
    """A field of an entry on both sides; nothing where it is left out."""
    found = {}
    for key, side in (("old", role.old), ("new", role.new)):
        entry: Facts | None = getattr(side.facts, section).get(name) if side else None
        value = getattr(entry, unit, None)
        if entry is not None and value is not None and value != type(entry).model_fields[unit].default:
            found[key] = value.model_dump(by_alias=True) if isinstance(value, Facts) else value
    return found


def render_version(version: str, record: VersionRecord, margin: str = "  ") -> str:
    """A version and its changes as lines of changes.yaml."""
    lines = [f"{margin}{json.dumps(version, ensure_ascii=False)}:"]
    lines += _render(_dump(record), margin + "  ")
    return "\n".join(lines) + "\n"


def _dump(record: VersionRecord) -> dict[str, Any]:
    return record.model_dump(by_alias=True, exclude_defaults=True, mode="json")


def _render(data: Mapping[str, Any], margin: str, depth: int = 0) -> Iterator[str]:
    for key, value in data.items():
        # Sections and entries stand line by line, and so do words; a field with its values takes one line.
        is_block = isinstance(value, dict) and (
            key in ("was", "note") or (depth == 0 and key != "texts") or (depth == 1 and not _is_field(value))
        )
        if is_block:
            yield f"{margin}{_scalar(key)}:"
            yield from _render(value, margin + "  ", depth + 1)
        elif key == "since":
            yield f"{margin}{key}: {json.dumps(value, ensure_ascii=False)}"
        else:
            yield f"{margin}{_scalar(key)}: {_flow(value)}"


def _is_field(value: Mapping[str, Any]) -> bool:
    return bool(value) and set(value) <= {"old", "new"}


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _scalar(str(value))


def _scalar(text: str) -> str:
    """A text plainly if nobody can misread it, else in double quotes."""
    is_plain = _PLAIN.fullmatch(text.replace("_", "-")) and text not in _MISREAD
    if is_plain or re.fullmatch(NUMBER_PATTERN, text) or re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _insert(role: RoleComparison, block: str) -> str:
    """The file with the new version before the others, every other line as it was."""
    assert role.new
    file, versions = role.new.changes_file, role.new.versions
    if file is None or not versions:
        return _HEAD + block
    first = file.place(("versions", next(iter(versions))), at_key=True)
    lines = list(file.lines)
    margin = " " * (first.column - 1)
    if lines[first.line - 1][: first.column - 1].strip():  # versions in braces, on one line
        return _HEAD + block + "".join(render_version(name, record) for name, record in versions.items())
    block = "".join(margin + line.removeprefix("  ") + "\n" for line in block.splitlines())
    return "\n".join([*lines[: first.line - 1], block + "\n".join(lines[first.line - 1 :])])


def _find_problem(text: str) -> str | None:
    """Why a text cannot be a changes.yaml; None if it can."""
    file, problems = read_yaml(CHANGES, text.encode())
    if not problems:
        _, problems = validate_file(RoleChanges, file)
    return f"the changes cannot be written down: {problems[0].message}" if problems else None


def _replace(path: Path, text: str) -> None:
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)
