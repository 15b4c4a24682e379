"""Detectors at work: what they catch in a text, whatever the law says about it."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rolebook.content.policy_packs import Detector, Scope, TextPatterns
from rolebook.policies.flat_text import flatten, glance
from rolebook.policies.time_limit import TooSlow, limit_time

_SECONDS = 2.0
"""How long the detectors may search one text; with patterns that do their work it is a few milliseconds."""
_MOST = 100
"""So many passages of a text one pattern catches, and no more: they are all that a reader will look at."""


class PatternTooSlow(Exception):
    """A pattern of a detector takes too long on a text."""

    def __init__(self, detector: str, pattern: str, text: str):
        super().__init__(detector, pattern, text)
        self.detector, self.pattern, self.text = detector, pattern, text


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
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what Python will read otherwise one day
            return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError, Warning):
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
        search = _Search(flat)
        try:
            with limit_time(_SECONDS):
                found = [span for name, patterns, _ in near for span in search.find(name, patterns)]
        except TooSlow:
            raise PatternTooSlow(*search.under_way, text) from None
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
    yield from map(_bound_word, patterns.words)


@cache
def _flatten_word(word: str) -> str:
    return glance(word)


def _bound_word(word: str) -> str:
    """The pattern of a word as such: where letters stand together without spaces, anywhere; else not within another."""
    flat = _flatten_word(word)
    before = r"(?<!\w)" if re.match(r"[^\W\u2e80-\uffff]", flat) else ""
    after = r"(?!\w)" if re.search(r"[^\W\u2e80-\uffff]\Z", flat) else ""
    return before + re.escape(flat) + after


class _Search:
    """The search of one flat text; it knows which detector and pattern are under way."""

    def __init__(self, flat: str):
        self.flat = flat
        self.under_way = ("", "")

    def find(self, name: str, patterns: TextPatterns) -> Iterator[Span]:
        """What the patterns of one detector catch, without what they spare."""
        spared: list[tuple[int, int]] | None = None
        for pattern in self._choose_patterns(patterns):
            caught = []
            for match in self._match(name, pattern):
                if spared is None:
                    spared = [m.span() for spare in patterns.spare for m in self._match(name, spare)]
                    self.under_way = (name, pattern)
                if not any(start <= match.start() and match.end() <= end for start, end in spared):
                    caught.append(Span(name, match.start(), match.end()))
                    if len(caught) == _MOST:
                        break
            yield from caught

    def _choose_patterns(self, patterns: TextPatterns) -> Iterator[str]:
        """The regular expressions, and of the words, of which there may be thousands, those that can be there."""
        yield from patterns.find
        for word in patterns.words:
            if _flatten_word(word) in self.flat:
                yield _bound_word(word)

    def _match(self, name: str, pattern: str) -> Iterator[re.Match[str]]:
        self.under_way = (name, pattern)
        compiled = compile_pattern(pattern)
        for match in compiled.finditer(self.flat) if compiled else ():
            if match.start() != match.end():
                yield match


def _drop_overlaps(spans: Iterable[Span]) -> list[Span]:
    """One span for one passage: the longest, or else the one of the detector that comes first."""
    kept: list[Span] = []  # by start; none overlaps another
    for span in sorted(spans, key=lambda s: s.start - s.end):  # stable: in the order of detectors
        place = bisect_left(kept, span.start, key=lambda other: other.start)
        ends_before = place == 0 or kept[place - 1].end <= span.start
        if ends_before and (place == len(kept) or span.end <= kept[place].start):
            kept.insert(place, span)
    return kept


def _place(span: Span, places: tuple[int, ...]) -> Span:
    """The span in the original text."""
    return Span(span.detector, places[span.start], places[span.end - 1] + 1)
