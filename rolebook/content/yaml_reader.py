"""YAML read as text: a tree of mappings, lists and strings that keeps the place of everything.

Nothing is guessed: ``NO``, ``8:30``, ``030`` and ``1.10`` stay strings; only the field that receives a
value decides what it means. Anchors, aliases, tags and merge keys are refused, so no file can explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from yaml._yaml import CParser

from rolebook.content.yaml_text import decode_text, find_forbidden
from rolebook.content.yaml_tree import Node, YamlFile
from rolebook.diagnostics import Diagnostic, Place, Severity, shorten

MAX_DEPTH = 24
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTES = ('"', "'")
# Spaces that look like indentation and are none to YAML: no-break, ideographic …
_FALSE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")


def read_yaml(path: str, data: bytes) -> tuple[YamlFile, list[Diagnostic]]:
    """The tree of one file and what is wrong with it as YAML (codes Y…).

    ``path`` is relative to the project. The root is None if the file cannot be used at all.
    """
    text, problems = decode_text(path, data)
    if text is None:
        return YamlFile(path, (), None), problems
    lines = tuple(text.split("\n"))
    composer = _Composer(YamlFile(path, lines, None), text)
    root = composer.compose()
    if (root is None or root.value is None) and not composer.problems:
        hint = "write its fields, or delete the file"
        return YamlFile(path, lines, None), [
            Diagnostic("Y013", Severity.ERROR, "there is nothing in the file", hint, Place(path))
        ]
    return YamlFile(path, lines, root), problems + composer.problems


class _Composer:
    """Builds the tree from parser events, gathering problems instead of stopping at the first."""

    def __init__(self, file: YamlFile, text: str):
        self.file = file
        self.problems: list[Diagnostic] = []
        self._text = text
        self._has_escapes = "\\" in text  # without them a value has no other characters than the file
        self._quoted: yaml.ScalarEvent | None = None
        """The last text in quotation marks that goes over several lines."""

    def compose(self) -> Node | None:
        # libyaml counts columns in characters, and refuses tabs as indentation.
        try:
            events: Iterator[yaml.Event] = iter(CParser(self._text).get_event, None)
            root: Node | None = None
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    if root is not None:
                        self._add(
                            "Y004",
                            "a second document starts here (“---”)",
                            "keep one document per file",
                            event,
                        )
                        break
                    root = self._node(next(events), events, 0)
            return root
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except _Refused:
            pass
        except (yaml.YAMLError, ValueError) as error:  # e.g. an escape outside Unicode
            self.problems.append(
                Diagnostic(
                    "Y005",
                    Severity.ERROR,
                    f"this is not valid YAML ({type(error).__name__})",
                    "",
                    Place(self.file.path),
                )
            )
        return None

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._add("Y006", f"nested deeper than {MAX_DEPTH} levels", "flatten the structure", event)
            raise _Refused
        if isinstance(event, yaml.AliasEvent):
            self._add(
                "Y007",
                f"alias *{event.anchor}: anchors and aliases are not part of the format",
                "write the value out",
                event,
            )
            raise _Refused
        if isinstance(event, yaml.ScalarEvent):
            value: str | None = self._read_scalar(event)
            if value in _NULLS and not event.style:  # in quotation marks they are words
                value = None
            return Node(value, *self._place(event))
        self._refuse_properties(event)
        line, column = _start(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    break
                items.append(self._node(item, events, depth + 1))
            return Node(items, line, column, 1)
        return self._mapping(events, line, column, depth)

    def _mapping(self, events: Iterator[yaml.Event], line: int, column: int, depth: int) -> Node:
        children: dict[str, Node] = {}
        places: dict[str, tuple[int, int, int]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._add(
                    "Y009",
                    "a key must be a word, not a list or a mapping",
                    "quote text that contains { or [",
                    event,
                )
                self._node(event, events, depth + 1)
                self._node(next(events), events, depth + 1)
                continue
            key = self._read_scalar(event)
            value = self._node(next(events), events, depth + 1)
            if key == "<<":
                self._add(
                    "Y007",
                    "merge key <<: anchors and aliases are not part of the format",
                    "write the values out",
                    event,
                )
            elif key in children:
                first = places[key][0]
                self._add(
                    "Y010",
                    f"“{shorten(key)}” stands twice here; the first is on line {first}",
                    "keep one of the two, or rename one",
                    event,
                )
            else:
                children[key] = value
                places[key] = self._place(event)
        return Node(children, line, column, 1, places)

    def _read_scalar(self, event: yaml.ScalarEvent) -> str:
        """The text of a scalar; what it may not have is told."""
        # Asked here first: there are a thousand scalars to a role, and hardly any has these.
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if event.style in _QUOTES:
            self._refuse_characters(event)
        return event.value

    def _place(self, event: yaml.ScalarEvent) -> tuple[int, int, int]:
        """Line and column of a scalar, and the characters of it on its first line, at least 1."""
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        line, column = start.line, start.column
        last = end.column if end.line == line else len(self.file.lines[line])
        return line + 1, column + 1, last - column if last > column else 1

    def _refuse_properties(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            what = f"anchor &{shorten(anchor)}: anchors and aliases are not part of the format"
            self._add("Y007", what, "delete the anchor", event)
        if tag is not None:
            hint = "delete the tag; quote the value if it must be text"
            shown = shorten(tag.replace("tag:yaml.org,2002:", "!!"))
            self._add("Y008", f"tag {shown}: tags are not part of the format", hint, event)

    def _refuse_characters(self, event: yaml.ScalarEvent) -> None:
        """What may not stand in a file may not be smuggled in as an escape either."""
        start, end = event.start_mark, event.end_mark
        if start and end and end.line > start.line:
            self._quoted = event
        if self._has_escapes and event.style == '"' and (forbidden := find_forbidden(event.value)):
            what = f"an escape stands for the invisible character U+{ord(forbidden[0]):04X}"
            self._add("Y003", what, "delete the escape, or double its backslash", event)

    def _add(self, code: str, message: str, hint: str, event: yaml.Event) -> None:
        place = Place(self.file.path, *_start(event))
        self.problems.append(self.file.diagnose(code, Severity.ERROR, message, hint, place=place))

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1, len(self.file.lines)) if mark else 1
        if self._tell_quotes(error) or self._tell_spaces(line):
            return
        text = self.file.lines[line - 1] if self.file.lines else ""
        column = min(mark.column + 1, len(text) + 1) if mark else 1
        place = Place(self.file.path, line, column)
        indent = text[: len(text) - len(text.lstrip())]
        if "\t" in indent:
            place = Place(self.file.path, line, text.index("\t") + 1)
            problem = self.file.diagnose(
                "Y011",
                Severity.ERROR,
                "a tab is used for indentation",
                "use two spaces for each level",
                place=place,
            )
        else:
            what = error.problem or "it cannot be read"
            hint = _syntax_hint(text, column)
            problem = self.file.diagnose(
                "Y005", Severity.ERROR, f"this is not valid YAML: {what}", hint, place=place
            )
        self.problems.append(problem)

    def _tell_quotes(self, error: yaml.MarkedYAMLError) -> bool:
        """Whether the fault is a quotation mark that is closed only by a later one, or never."""
        mark, context, quoted = error.problem_mark, error.context_mark, self._quoted
        if mark and quoted and quoted.end_mark and mark.line == quoted.end_mark.line:
            line, column = _start(quoted)
            message = f"not valid YAML: the quotation mark here is closed only on line {mark.line + 1}"
        elif mark and context and error.context == "while scanning a quoted scalar" and mark != context:
            if self._text[mark.index : mark.index + 1] not in ("", "\0"):
                return False
            line, column = context.line + 1, context.column + 1
            message = "not valid YAML: the quotation mark here is never closed"
        else:
            return False
        hint = "close it where the text ends; for an apostrophe, put the whole text in double quotes"
        place = Place(self.file.path, line, column)
        self.problems.append(self.file.diagnose("Y005", Severity.ERROR, message, hint, place=place))
        return True

    def _tell_spaces(self, last: int) -> bool:
        """Whether a line up to this one begins with a space that is no indentation."""
        for number, line in enumerate(self.file.lines[:last], 1):
            if space := _FALSE_SPACE.match(line):
                message = f"not valid YAML: the line begins with U+{ord(space[0]):04X}, not with spaces"
                hint = "indent with ordinary spaces, two for each level"
                place = Place(self.file.path, number, 1)
                self.problems.append(self.file.diagnose("Y005", Severity.ERROR, message, hint, place=place))
                return True
        return False


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1, at which an event begins."""
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1


class _Refused(Exception):
    """Reading stops here; the reason is already among the problems."""


def _syntax_hint(line: str, column: int) -> str:
    if line[column - 1 : column] == "\\":
        return "write \\\\ for a backslash, or put the text in single quotes"
    value = line.partition(":")[2].strip()
    if ": " in value or value.startswith(("*", "&", "!", "%", "@", "`", "{", "[", "-")):
        return "put the text in double quotes, or write it after “|” on lines of its own"
    if value.startswith(('"', "'")):
        return "check that the quotation mark is closed"
    return "check the indentation of this line, and that the line before has a colon and a space"
