"""What detectors catch in an entry: by its facts first, by its words only where no fact says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rolebook.content.policy_packs import Detector
from rolebook.content.yaml_tree import Key
from rolebook.policies.detecting import Detection
from rolebook.policies.entries import Cut, Entry

NOTE_ON_SEX = "sexnote"


@dataclass(frozen=True, slots=True)
class Match:
    """Words that were caught: in which language and text, where in it they start, after how many of the same."""

    language: str
    path: tuple[Key, ...]
    words: str
    start: int
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Catch:
    """What one detector caught in one entry, in all languages.

    ``fact`` is the path of keys of the fact that says it, None if only words do. ``share`` is the greatest
    share of pay that is taken, in percent, None if unknown; ``team`` says that a whole team pays.
    """

    detector: str
    entry: Entry
    matches: tuple[Match, ...]
    fact: tuple[Key, ...] | None = None
    share: Decimal | None = None
    team: bool = False


def catch_in_entry(entry: Entry, detections: Iterable[Detection]) -> Iterator[Catch]:
    """What the detectors catch in an entry, whatever the law says about it; one catch a detector."""
    for detection in detections:
        found = _find_matches(entry, detection)
        for name, detector in detection.detectors.items():
            # What counts over all texts of a posting is caught once in them, and nowhere else.
            if entry.scope not in detector.on or entry.whole != (detector.absent or detector.at_least > 1):
                continue
            if (entry.pay is None) != (detector.pay is None):
                continue
            matches = tuple(found.get(name, ()))
            cuts = [cut for cut in entry.cuts if cut.effect.kind in detector.effects]
            fact = _find_fact(entry, detector, cuts, bool(found.get(NOTE_ON_SEX)))
            if fact is None and not _is_caught(detector, matches):
                continue
            shares = [cut.effect.percent for cut in cuts if cut.effect.percent is not None]
            share = max(shares) if shares and len(shares) == len(cuts) else None
            yield Catch(name, entry, matches, fact, share, any(cut.team for cut in cuts))


def _is_caught(detector: Detector, matches: tuple[Match, ...]) -> bool:
    """Whether words alone are enough to catch an entry."""
    if detector.pay:
        return False
    if detector.absent:
        return not matches
    return len({match.words.casefold() for match in matches}) >= detector.at_least


def _find_fact(
    entry: Entry, detector: Detector, cuts: list[Cut], says_any_sex: bool
) -> tuple[Key, ...] | None:
    """The path of the fact by which a detector catches an entry."""
    of_kind = entry.kind in detector.kinds and not (entry.kind == "sex" and says_any_sex)
    if of_kind and (detector.limit is None or (entry.upper if detector.limit == "upper" else entry.lower)):
        return entry.path
    if detector.pay and entry.pay is not None and (detector.pay == "missing") == (entry.pay == "missing"):
        return entry.path
    return cuts[0].path if cuts else None


def _find_matches(entry: Entry, detection: Detection) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for passage in entry.passages:
        for span in detection.find_spans(passage.language, entry.scope, passage.value):
            words = passage.value[span.start : span.end]
            before = passage.value[: span.start].count(words)
            match = Match(passage.language, passage.path, words, span.start, before)
            found.setdefault(span.detector, []).append(match)
    return found
