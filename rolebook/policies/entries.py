"""What is checked of a role: each requirement and each penalty with its facts and its words in every language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rolebook.content.catalogue import Role
from rolebook.content.handbook_models import HandbookFacts
from rolebook.content.policy_packs import Scope
from rolebook.content.role_facts import Effect, PenaltyFacts, QualificationFacts
from rolebook.content.role_words import PenaltyWords
from rolebook.content.yaml_tree import Key

WORKING_AGE = 18
"""A lower limit up to this age, in years, is about who may work at all, and caught by nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an entry: its language, its path of keys in the file of that language, its words."""

    language: str
    path: tuple[Key, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What an effect of a penalty takes, and its path of keys in the facts."""

    path: tuple[Key, ...]
    effect: Effect
    team: bool


@dataclass(frozen=True, slots=True)
class PayRange:
    """The pay of a posting for a year: the least and the most; both None if it cannot be told by the year."""

    lowest: Decimal | None
    highest: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to check. ``name`` is section and id; ``mark`` changes whenever facts or words do.

    ``whole``: it stands for all texts of a posting together. ``flagged``: a caution on it says that it is not
    for adverts. ``origin`` tells in whose files it stands.
    """

    name: str
    scope: Scope
    passages: tuple[Passage, ...]
    mark: str
    path: tuple[Key, ...] = ()
    kind: str | None = None
    upper: bool = False
    lower: bool = False
    cuts: tuple[Cut, ...] = ()
    pay: PayRange | Literal["missing"] | None = None
    whole: bool = False
    flagged: bool = False
    origin: Literal["role", "posting"] = "role"


def list_role_entries(role: Role, book: HandbookFacts) -> Iterator[Entry]:
    """The requirements and penalties of a role, in the order of role.yaml."""
    for name, need in role.facts.qualifications.items():
        if need is not None:
            yield _read_qualification(role, name, need)
    for name, penalty in role.facts.penalties.items():
        if penalty is not None:
            yield _read_penalty(role, name, penalty, book)


def make_mark(facts: object, passages: tuple[Passage, ...]) -> str:
    """A short digest of facts and words, by which a suppression notices that they have changed."""
    words = sorted((passage.language, passage.path, passage.value) for passage in passages)
    return hashlib.sha256(repr((facts, words)).encode()).hexdigest()[:8]


def _read_qualification(role: Role, name: str, need: QualificationFacts) -> Entry:
    passages = tuple(
        Passage(language, ("qualifications", name), text)
        for language, words in role.words.items()
        if (text := words.qualifications.get(name))
    )
    return Entry(
        f"qualifications.{name}",
        "qualifications",
        passages,
        make_mark((need.kind, str(need.at_least), str(need.at_most)), passages),
        ("qualifications", name),
        need.kind,
        # An age without figures is stated in words only, and counts as an upper limit.
        upper=need.at_most is not None or need.at_least is None,
        lower=need.at_most is None and need.at_least is not None and need.at_least > WORKING_AGE,
        flagged=bool(need.flags),
    )


def _read_penalty(role: Role, name: str, penalty: PenaltyFacts, book: HandbookFacts) -> Entry:
    passages = tuple(_list_penalty_passages(role, name))
    effects: Mapping[tuple[Key, ...], Effect] = {
        ("penalties", name, "effect"): penalty.effect,
        **{
            ("penalties", name, "steps", index, "effect"): step.effect
            for index, step in enumerate(penalty.steps)
        },
    }
    cuts = tuple(Cut(path, effect, _is_of_team(effect.of, book)) for path, effect in effects.items())
    facts = [effect.model_dump_json() for effect in effects.values()]
    return Entry(
        f"penalties.{name}",
        "penalties",
        passages,
        make_mark(facts, passages),
        ("penalties", name),
        cuts=cuts,
        flagged=bool(penalty.flags),
    )


def _list_penalty_passages(role: Role, name: str) -> Iterator[Passage]:
    for language, words in role.words.items():
        entry = words.penalties.get(name)
        if isinstance(entry, str):
            yield Passage(language, ("penalties", name), entry)
        elif isinstance(entry, PenaltyWords):
            yield Passage(language, ("penalties", name, "trigger"), entry.trigger)
            if entry.note:
                yield Passage(language, ("penalties", name, "note"), entry.note)


def _is_of_team(component: str | None, book: HandbookFacts) -> bool:
    facts = book.pay_components.get(component) if component else None
    return bool(facts and facts.team)
