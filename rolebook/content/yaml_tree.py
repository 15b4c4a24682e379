"""The tree of a YAML file: values that know where they stand, and diagnostics placed at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple, TypeAlias

from rolebook.diagnostics import Diagnostic, Place, Severity

Key: TypeAlias = str | int


class Node(NamedTuple):
    """One YAML value with its place.

    ``value`` is a string, None (an empty or null plain scalar), a dict of child nodes, or a list of
    them. ``key_places`` (mappings only) says where each key stands. A tuple, as there are a thousand to a
    role, and it takes a third of the time of a frozen dataclass to make.
    """

    value: str | dict[str, Node] | list[Node] | None
    line: int
    column: int
    length: int
    key_places: dict[str, tuple[int, int, int]] | None = None

    def child(self, key: Key) -> Node | None:
        """The node under a mapping key or list index, or None."""
        found: Node | None = None
        if isinstance(self.value, dict) and isinstance(key, str):
            found = self.value.get(key)
        if isinstance(self.value, list) and isinstance(key, int) and 0 <= key < len(self.value):
            found = self.value[key]
        return found


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that was read: its project-relative path, its lines, and the root node if it parsed."""

    path: str
    lines: tuple[str, ...]
    root: Node | None

    def place(self, location: tuple[Key, ...] = (), *, at_key: bool = False) -> Place:
        """The place of the value (or of its key) at a path of keys; the nearest known parent if absent."""
        node, spot = self.root, (1, 1, 1)
        if node is not None:
            spot = (node.line, node.column, node.length)
        for index, key in enumerate(location):
            if node is None:
                break
            child = node.child(key)
            if child is None:
                break
            last = index == len(location) - 1
            key_place = (node.key_places or {}).get(str(key))
            if key_place and (
                (at_key and last) or isinstance(child.value, (dict, list)) or child.value is None
            ):
                spot = key_place
            else:
                spot = (child.line, child.column, child.length)
            node = child
        return Place(self.path, *spot)

    def diagnose(
        self,
        code: str,
        severity: Severity,
        message: str,
        hint: str = "",
        *,
        at: tuple[Key, ...] = (),
        at_key: bool = False,
        place: Place | None = None,
    ) -> Diagnostic:
        """A diagnostic placed in this file, with the line it is about."""
        place = place or self.place(at, at_key=at_key)
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else None
        return Diagnostic(code, severity, message, hint, place, line)


def suggest_nearest(word: str, known: Iterable[str], *, list_few: bool = True) -> str:
    """A hint naming the nearest known word, or the known words if they are few, or nothing."""
    options = sorted(known)
    nearest = get_close_matches(word[:80], options, n=1, cutoff=0.6)
    if nearest:
        return f"did you mean “{nearest[0]}”?"
    if list_few and 0 < len(options) <= 16:
        return "known here: " + ", ".join(options)
    return ""
