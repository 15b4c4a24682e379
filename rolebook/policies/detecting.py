"""Detectors at work: what they catch in a text, whatever the law says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rolebook.content.policy_packs import Detector, Scope, TextPatterns
from rolebook.policies.flat_text import flatten, glance


@dataclass(frozen=True, slots=True)
class Span:
    """What one detector caught in a text: from ``start`` to before ``end``, counted in the text itself."""

    detector: str
    start: int
    end: int


@cache
def compile_pattern(pattern: str) -> re.Pattern[str] | None:
    """A pattern ready to search flat texts with, or None if it is no regular expression."""
    try:
        return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError):
        return None


class Detection:
    """The detectors of one or several packs, for texts of every language; remembers what it has searched."""

    def __init__(self, detectors: Mapping[str, Detector]):
        self.detectors = detectors
        self._by_language: dict[tuple[str, Scope], tuple[tuple[str, TextPatterns, tuple[str, ...]], ...]] = {}
        self.find_spans = lru_cache(maxsize=50_000)(self._find_spans)

    def knows_language(self, language: str) -> bool:
        """Whether any detector has patterns for texts of a language."""
        return any(choose_patterns(detector, language) for detector in self.detectors.values())

    def _find_spans(self, language: str, scope: Scope, text: str) -> tuple[Span, ...]:
        """What the detectors that look at a scope catch in a text; where they overlap, the longest.

        A passage that a detector spares is not caught by it.
        """
        candidates = self._list_candidates(language, scope)
        if not candidates:
            return ()
        seen = glance(text)
        near = [one for one in candidates if not one[2] or any(word in seen for word in one[2])]
        if not near:
            return ()
        flat, places = flatten(text)
        found = [span for name, patterns, _ in near for span in _search(name, patterns, flat)]
        return tuple(_place(span, places) for span in _drop_overlaps(found))

    def _list_candidates(
        self, language: str, scope: Scope
    ) -> tuple[tuple[str, TextPatterns, tuple[str, ...]], ...]:
        key = (language, scope)
        if key not in self._by_language:
            self._by_language[key] = tuple(
                (name, patterns, tuple(glance(word) for word in patterns.near))
                for name, detector in self.detectors.items()
                if scope in detector.on and (patterns := choose_patterns(detector, language))
            )
        return self._by_language[key]


def choose_patterns(detector: Detector, language: str) -> TextPatterns | None:
    """What a detector looks for in a language: its own patterns, or those of the language without its region."""
    return detector.texts.get(language) or detector.texts.get(language.partition("-")[0])


def list_patterns(patterns: TextPatterns) -> Iterator[str]:
    """Every pattern that can catch something: the regular expressions, and the words as such."""
    yield from patterns.find
    for word in patterns.words:
        flat = glance(word)
        before = r"(?<!\w)" if re.match(r"[^\W\u2e80-\uffff]", flat) else ""
        after = r"(?!\w)" if re.search(r"[^\W\u2e80-\uffff]\Z", flat) else ""
        yield before + re.escape(flat) + after


def _search(name: str, patterns: TextPatterns, flat: str) -> Iterator[Span]:
    """What the patterns of one detector catch in a flat text, without what they spare."""
    spared: list[tuple[int, int]] | None = None
    for pattern in list_patterns(patterns):
        compiled = compile_pattern(pattern)
        for match in compiled.finditer(flat) if compiled else ():
            if match.start() == match.end():
                continue
            if spared is None:
                spared = list(_list_spared(patterns.spare, flat))
            if not any(start <= match.start() and match.end() <= end for start, end in spared):
                yield Span(name, match.start(), match.end())


def _list_spared(patterns: Iterable[str], flat: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        compiled = compile_pattern(pattern)
        for match in compiled.finditer(flat) if compiled else ():
            yield match.span()


def _drop_overlaps(spans: Iterable[Span]) -> list[Span]:
    """One span for one passage: the longest, or else the one of the detector that comes first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start - s.end):  # stable: in the order of detectors
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _place(span: Span, places: tuple[int, ...]) -> Span:
    """The span in the original text."""
    return Span(span.detector, places[span.start], places[span.end - 1] + 1)
