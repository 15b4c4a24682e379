"""What is checked of a posting: its own words, its pay, and what it shows of the role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pydantic import BaseModel

from rolebook.content.catalogue import Role, walk_outline
from rolebook.content.handbook_models import HandbookFacts
from rolebook.content.policy_packs import Scope
from rolebook.content.postings import Posting
from rolebook.content.role_words import OUTLINES, Group
from rolebook.content.yaml_tree import Key
from rolebook.policies.entries import Entry, Passage, PayRange, list_role_entries, make_mark

_UNCHECKED = frozenset({"equal_opportunity", "places"})
"""Words of a posting that name what others may not: that all are welcome. And names of places."""
_TEXTS = ("title", "summary", "purpose")
_PER_YEAR = {"year": Decimal(1), "month": Decimal(12), "week": Decimal(52)}
_WEEKS = Decimal(52)


def list_advert_entries(posting: Posting, role: Role, book: HandbookFacts) -> Iterator[Entry]:
    """Everything that a posting would show if it withheld nothing, its own words first.

    Entries of the role that it could withhold have ``origin`` “role”.
    """
    own = list(_list_own_entries(posting))
    yield from own
    shown = list(_list_role_texts(posting, role))
    yield from shown
    yield from list_shown_entries(posting, role, book)
    yield _read_pay(posting)
    everything = tuple(passage for entry in (*own, *shown) for passage in entry.passages)
    notes = tuple(
        Passage(language, ("equal_opportunity",), words.equal_opportunity)
        for language, words in posting.words.items()
        if words.equal_opportunity
    )
    passages = (*everything, *notes)
    yield Entry("text", "adverts", passages, make_mark("text", passages), (), whole=True, origin="posting")


def list_shown_entries(posting: Posting, role: Role, book: HandbookFacts) -> Iterator[Entry]:
    """The role's entries in the sections that a posting includes."""
    languages = _shown_languages(posting, role)
    if "qualifications" in posting.facts.include:
        for entry in list_role_entries(role, book):
            if entry.scope == "qualifications":
                passages = tuple(p for p in entry.passages if p.language in languages)
                yield replace(entry, scope="adverts", passages=passages)
    for section in OUTLINES:
        if section in posting.facts.include:
            yield from _list_outline_entries(posting, role, section)


def _list_outline_entries(posting: Posting, role: Role, section: str) -> Iterator[Entry]:
    passages: dict[str, list[Passage]] = {}
    for language in _shown_languages(posting, role):
        for item in walk_outline(getattr(role.words[language], section), (section,)):
            found = passages.setdefault(item.id, [])
            if isinstance(item.entry, Group):
                for field in ("title", "intro"):
                    if text := getattr(item.entry, field):
                        found.append(Passage(language, (*item.path, field), text))
            elif item.entry:
                found.append(Passage(language, item.path, item.entry))
    facts = getattr(role.facts, section, {})
    for name, texts in passages.items():
        known = facts.get(name)
        yield Entry(
            f"{section}.{name}",
            "duties",
            tuple(texts),
            make_mark(section, tuple(texts)),
            (section, name),
            flagged=bool(getattr(known, "flags", ())),
        )


def _list_own_entries(posting: Posting) -> Iterator[Entry]:
    passages: dict[str, list[Passage]] = {}
    for language, words in posting.words.items():
        for field in type(words).model_fields:
            if field in _UNCHECKED:
                continue
            for path, text in _walk(getattr(words, field), (field,)):
                name = ".".join(dict.fromkeys((field, _name_entry(path))))
                passages.setdefault(name, []).append(Passage(language, path, text))
    for name, texts in passages.items():
        scope: Scope = "duties" if name.startswith("duties.") else "adverts"
        own = tuple(texts)
        yield Entry(name, scope, own, make_mark(name, own), (), origin="posting")


def _walk(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a value of words, with its path of keys."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel | dict):
        for name, inner in value.items() if isinstance(value, dict) else value:
            yield from _walk(inner, (*path, name))


def _name_entry(path: tuple[str, ...]) -> str:
    """The id of the entry that a text belongs to: the last key that is no field of a group."""
    inner = [key for key in path[1:] if key != "items"]
    if len(inner) > 1 and inner[-1] in ("title", "intro"):
        inner.pop()
    return inner[-1] if inner else path[0]


def _list_role_texts(posting: Posting, role: Role) -> Iterator[Entry]:
    for name in _TEXTS:
        if name == "purpose" and "purpose" not in posting.facts.include:
            continue
        passages = tuple(_list_texts(posting, role, name))
        if passages:
            yield Entry(name, "adverts", passages, make_mark(name, passages), (name,))


def _list_texts(posting: Posting, role: Role, name: str) -> Iterator[Passage]:
    for language in _shown_languages(posting, role):
        if name == "title" and language in posting.words and posting.words[language].title:
            continue  # the posting has a title of its own
        if text := getattr(role.words[language], name):
            path: tuple[Key, ...] = (name,)
            yield Passage(language, path, text)


def _shown_languages(posting: Posting, role: Role) -> tuple[str, ...]:
    """The languages in which a posting shows its role: its own, and the source where a word is missing."""
    return tuple(
        language for language in role.words if language in posting.words or language == role.source_language
    )


def _read_pay(posting: Posting) -> Entry:
    pay = posting.facts.pay
    notes = tuple(
        Passage(language, ("pay_note",), words.pay_note)
        for language, words in posting.words.items()
        if words.pay_note
    )
    mark = make_mark(pay.model_dump_json() if pay else "missing", ())
    if pay is None:
        return Entry("pay", "adverts", notes, mark, ("pay",), pay="missing", origin="posting")
    factor = _PER_YEAR.get(pay.per)
    if pay.per == "hour" and posting.facts.hours_per_week:
        factor = posting.facts.hours_per_week * _WEEKS
    lowest, highest = pay.exact or pay.min, pay.exact or pay.max
    known = factor is not None and lowest is not None and highest is not None
    yearly = PayRange(
        lowest * factor if known and lowest and factor else None,
        highest * factor if known and highest and factor else None,
        pay.currency,
    )
    return Entry("pay", "adverts", notes, mark, ("pay",), pay=yearly, origin="posting")
