"""Findings: what a rule says about what a detector caught, with all that a reader needs to judge it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rolebook.content.policy_packs import Detector, Jurisdiction, PolicyRule
from rolebook.content.suppressions import Suppression
from rolebook.content.yaml_tree import Key
from rolebook.diagnostics import Severity
from rolebook.policies.catching import Match

Subject = Literal["role", "posting"]
Missing = Literal[
    "region", "spelling", "city", "remote", "headcount", "there", "share", "language", "place", "pack", "open"
]
"""What is not known, so that a rule cannot be decided.

``remote``: what its law asks about work from home; ``there``: how many people work in its region; ``open``: what
the rule itself names.
"""

_JOINED = {"en": "{says}; {remote}", "zh": "{says}；{remote}", "es": "{says}; {remote}"}

YEAR = dt.timedelta(days=365)
"""A rule that was verified longer ago says so in its findings."""


@dataclass(frozen=True, slots=True)
class Keep:
    """That somebody keeps a finding; ``state`` tells whether this still counts on the day of the check."""

    id: str
    suppression: Suppression
    state: Literal["kept", "expired", "changed"]


@dataclass(frozen=True)
class Finding:
    """One rule against one entry of a role or posting.

    ``severity`` is that of the rule where the work is done; checks may be milder with roles. ``entry`` is section
    and id, or the field of a posting; ``origin`` is in whose files it stands. ``fact`` is the path of the fact
    that says it (in role.yaml or posting.yaml), ``matches`` are the words that do. ``mark`` is what a suppression
    must quote. ``remote``: the law is that of a region in which the work, done from home, can be done. ``missing``
    is why it cannot be decided; empty if it can.
    """

    rule_id: str
    rule: PolicyRule
    detector_id: str
    detector: Detector
    jurisdiction: Jurisdiction | None
    severity: Severity
    subject: Subject
    subject_id: str
    origin: Literal["role", "posting"]
    entry: str
    mark: str
    matches: tuple[Match, ...]
    fact: tuple[Key, ...] | None = None
    team: bool = False
    flagged: bool = False
    old: bool = False
    remote: bool = False
    missing: tuple[Missing, ...] = ()
    keep: Keep | None = None

    @property
    def is_kept(self) -> bool:
        """Whether somebody suppressed it, and this still counts."""
        return self.keep is not None and self.keep.state == "kept"

    @property
    def is_undecided(self) -> bool:
        """Whether a fact is missing without which nobody can tell."""
        return bool(self.missing)

    def say(self, language: str) -> str:
        """The finding as a sentence of a language, or of English if the packs do not have it."""
        from rolebook.policies.packs import read_phrases

        phrases = read_phrases()
        finds = choose_words(self.detector.finds, language)
        statute = choose_words(self.rule.statute or {}, language)
        kind = "undecided" if self.missing else "breach"
        if not statute:
            kind = "doubt" if self.rule.verified else "house"
        missing = "; ".join(self.name_missing(name, language) for name in self.missing)
        sentence = choose_words(phrases[kind], language).format(
            finds=finds,
            says=choose_words(self.rule.says, language),
            statute=statute,
            date=self.rule.verified,
            missing=missing,
        )
        return choose_words(phrases["old"], language).format(sentence=sentence) if self.old else sentence

    def name_missing(self, name: Missing, language: str) -> str:
        """What is not known, in the words of the rule if it has any, else in those of all rules."""
        from rolebook.policies.packs import read_phrases

        if name == "open":
            return choose_words(self.rule.open, language)
        if name == "remote" and self.rule.remote:
            return choose_words(self.rule.remote.says, language)
        place = choose_words(self.jurisdiction.name, language) if self.jurisdiction else ""
        return choose_words(read_phrases()[name], language).format(place=place)

    def explain(self, language: str) -> str:
        """What the law, or the house, says; with what it says of work from home, if that is why it holds."""
        says = choose_words(self.rule.says, language)
        if not (self.remote and self.rule.remote and self.rule.remote.reach == "covered"):
            return says
        remote = choose_words(self.rule.remote.says, language)
        return choose_words(_JOINED, language).format(says=says, remote=remote)

    def suggest(self, language: str) -> str:
        """What to do about it, in a language or in English."""
        return choose_words(self.rule.suggestion or self.detector.suggestion, language)

    def list_words(self, language: str | None = None) -> tuple[str, ...]:
        """The different words that were caught, in one language or in all."""
        words = (match.words for match in self.matches if language in (None, match.language))
        return tuple(dict.fromkeys(words))


def choose_words(words: Mapping[str, str], language: str) -> str:
    """The words in a language, or in the same without its region, in English, or in whatever there is."""
    for tag in (language, language.partition("-")[0], "en"):
        if tag in words:
            return words[tag]
    return next(iter(words.values()), "")
