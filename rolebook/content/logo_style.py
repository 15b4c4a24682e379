"""The styles of an SVG: what draws is kept, comments and notes of drawing programs go, what loads is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rolebook.content.logo_words import AT_RULES, PROPERTIES

OUTSIDE = re.compile(
    r"url\(\s*+['\"]?+\s*+(?!#)[^)\s]|@import|(image-set|image|src)\(|expression\(|\\", re.IGNORECASE
)
"""What loads from elsewhere, or hides that it does."""
_VARIABLE = re.compile(r"\bvar\(", re.IGNORECASE)
_DEEPEST = 30


class StyleFault(Exception):
    """A style that a logo must not have; ``line`` counts from the style's first, which is 1."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cleaned style sheet: its rules as pairs of the names in the selector (tags, classes, ids) and the text."""

    text: str
    rules: tuple[tuple[frozenset[str], str], ...]

    @property
    def names(self) -> frozenset[str]:
        """All names in selectors."""
        return frozenset[str]().union(*(names for names, _ in self.rules))


def clean_sheet(text: str) -> Sheet:
    """The content of a ``<style>`` without what draws nothing. Raises StyleFault."""
    import tinycss2

    _check_text(text)
    rules: list[tuple[frozenset[str], str]] = []
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return Sheet("".join(_clean_rules(nodes, rules)), tuple(rules))


def clean_declarations(text: str) -> str:
    """The content of a ``style`` attribute, likewise."""
    import tinycss2

    _check_text(text)
    nodes = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return _format_declarations(nodes)


def clean_value(text: str) -> str:
    """The value of an attribute that is a property too, without comments. Raises StyleFault."""
    import tinycss2

    _check_text(text)
    if "/*" not in text:
        return text
    tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    return str(tinycss2.serialize(tokens)).strip()


def _check_text(text: str) -> None:
    """Raise StyleFault at what loads, and at what we could not keep as it is."""
    faults = (
        (OUTSIDE, "its style refers to something outside"),
        (_VARIABLE, "its style has var(), which not all that draw SVG can read"),
    )
    for pattern, message in faults:
        if found := pattern.search(text):
            raise StyleFault(message, text.count("\n", 0, found.start()) + 1)
    if _measure_depth(text) > _DEEPEST:
        raise StyleFault(f"its style has more than {_DEEPEST} brackets in one another")


def _clean_rules(nodes: Iterable[Any], rules: list[tuple[frozenset[str], str]]) -> Iterator[str]:
    import tinycss2

    for node in nodes:
        if node.type == "error":
            raise StyleFault(f"its style cannot be read ({node.message})", node.source_line)
        prelude = tinycss2.serialize(node.prelude).strip()
        if node.type == "at-rule":
            if node.lower_at_keyword == "charset":
                continue
            if node.lower_at_keyword not in AT_RULES or node.content is None:
                raise StyleFault(f"its style has @{node.at_keyword}", node.source_line)
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield f"@{node.lower_at_keyword} {prelude}{{{''.join(_clean_rules(inner, rules))}}}"
        else:
            nodes_inside = tinycss2.parse_blocks_contents(
                node.content, skip_comments=True, skip_whitespace=True
            )
            declarations = _format_declarations(nodes_inside)
            rules.append((frozenset(_list_names(node.prelude)), declarations))
            yield f"{prelude}{{{declarations}}}"


def _format_declarations(nodes: Iterable[Any]) -> str:
    import tinycss2

    kept = []
    for node in nodes:
        if node.type in ("qualified-rule", "at-rule"):
            raise StyleFault("its style has rules in one another", node.source_line)
        if node.type == "declaration" and node.lower_name in PROPERTIES:
            value = tinycss2.serialize(node.value).strip()
            kept.append(f"{node.lower_name}:{value}{'!important' if node.important else ''}")
    return ";".join(kept)


def _list_names(tokens: Iterable[Any]) -> Iterator[str]:
    """Every name in a selector; ``*`` if it is for all elements."""
    for token in tokens:
        if token.type in ("ident", "hash", "string"):
            yield token.value
        elif token.type == "literal" and token.value == "*":
            yield "*"
        for part in ("content", "arguments"):
            yield from _list_names(getattr(token, part, None) or ())


def _measure_depth(text: str) -> int:
    """How deep brackets lie in one another, at most: the parser of styles calls itself for each."""
    depth = deepest = 0
    for sign in re.findall(r"[(\[{)\]}]", text):
        depth = depth + 1 if sign in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
