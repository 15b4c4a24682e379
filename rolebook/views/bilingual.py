"""Two languages side by side: how finished views of the same thing in both are paired, entry by entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from rolebook.language.markdown import split_blocks, strip_tags
from rolebook.views.context import ViewContext, plain_text
from rolebook.views.model import BilingualFact, Fact, Pair, Prose, Ref, Text

LONG = 1100
"""How much text fills half a page of a column: in letters, of which a Chinese character counts as two."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)


def zip_by_id(firsts: Sequence[Thing], seconds: Sequence[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """The same things of both languages, in the order of the first; ValueError if one lacks what the other has."""
    others = {thing.id: thing for thing in seconds}
    names = [thing.id for thing in firsts]
    if len(others) != len(seconds) or sorted(names) != sorted(others):
        raise ValueError(f"not the same in both languages: {names} and {[*others]}")
    return ((thing, others[thing.id]) for thing in firsts)


def pair(first: Text, second: Text) -> Pair:
    """The same words in both languages."""
    return Pair(first, second, _is_alike(first, second))


def pair_words(first: str, second: str) -> Pair:
    """Words or figures of ours (not Markdown) in both languages."""
    return pair(plain_text(first), plain_text(second))


def pair_known(first: Text | None, second: Text | None) -> Pair | None:
    """The same words in both languages, if there are any; the place of a language without any stays empty."""
    if first is None and second is None:
        return None
    return pair(first or plain_text(""), second or plain_text(""))


def pair_names(context: ViewContext, other: ViewContext, section: str, name: str) -> Pair:
    """The name of a handbook entry."""
    return pair(context.name(section, name), other.name(section, name))


def pair_blocks(first: Text | None, second: Text | None) -> tuple[Prose, ...]:
    """Whole paragraphs, one beside the other; one row for all of them if the two texts are not built alike."""
    if first is None or second is None:
        words = pair_known(first, second)
        return (_build_prose(words.first, words.second),) if words else ()
    blocks, others = split_blocks(first.html), split_blocks(second.html)
    if [_kind(block) for block in blocks] != [_kind(block) for block in others]:
        return (_build_prose(first, second),)
    return tuple(
        _build_prose(
            Text(block, strip_tags(block), first.language), Text(other, strip_tags(other), second.language)
        )
        for block, other in zip(blocks, others, strict=True)
    )


def pair_facts(firsts: Sequence[Fact], seconds: Sequence[Fact]) -> tuple[BilingualFact, ...]:
    """The lines of a facts panel; values that both languages write alike stand once."""
    return tuple(
        BilingualFact(
            fact.id, pair_words(fact.label, other.label), fact.values, other.values, _are_alike(fact, other)
        )
        for fact, other in zip_by_id(firsts, seconds)
    )


def is_long(*texts: Iterable[str]) -> bool:
    """Whether the words of one of these cells (several texts each) are higher than half a page."""
    return any(sum(_measure(text) for text in cell) > LONG for cell in texts)


def list_words(*texts: Text | None) -> list[str]:
    """The plain words of those texts that there are."""
    return [text.plain for text in texts if text]


def _build_prose(first: Text, second: Text) -> Prose:
    return Prose(first, second, is_long([first.plain], [second.plain]))


def _kind(block: str) -> str:
    """The element that a block is."""
    return block[1:].split(">")[0].split()[0] if block.startswith("<") else ""


def _is_alike(first: Text, second: Text) -> bool:
    """Whether both languages write the very same; spaces do not count: 95% and 95 %."""
    if first.language or second.language:
        return False
    return "".join(first.plain.split()) == "".join(second.plain.split())


def _are_alike(fact: Fact, other: Fact) -> bool:
    def labels(values: tuple[Ref, ...]) -> list[Text]:
        return [value.label for value in values]

    pairs = zip(labels(fact.values), labels(other.values), strict=True)
    return all(_is_alike(first, second) for first, second in pairs)


def _measure(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
