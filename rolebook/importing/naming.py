"""Ids for drafts, in small ASCII letters: words of the text where it is English, else of the vocabulary's glossary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from rolebook.importing.markers import widen
from rolebook.importing.vocabulary import Vocabulary

_MOST_WORDS = 3
_LONGEST = 40
_EVERYWHERE = {
    "manager",
    "director",
    "superior",
    "leaders",
    "company",
    "department",
    "staff",
    "work",
    "system",
}
"""Words that say nothing if they stand alone."""
_SMALL = {"the", "of", "a", "an", "and", "for", "to", "in"}


def name_entry(text: str, vocabulary: Vocabulary, fallback: str, taken: set[str]) -> str:
    """An id for an entry, which is added to ``taken``; ``fallback`` with a number where no word is known."""
    words = (
        _english_words(text, vocabulary) if vocabulary.language == "en" else _glossary_words(text, vocabulary)
    )
    words = list(dict.fromkeys(words))[:_MOST_WORDS]
    if vocabulary.language != "en" and len(words) == 1 and words[0] in _EVERYWHERE:
        words = []
    name = "-".join(words)
    while len(name) > _LONGEST and len(words) > 1:
        words.pop()
        name = "-".join(words)
    if not words or len(name) > _LONGEST:
        name = _count_on(fallback, taken, 1, "02d")
    return reserve_name(name, taken)


def name_role(title: str, vocabulary: Vocabulary) -> str:
    """An id for a role from its title; "" where no word of it is known."""
    plain = widen(re.sub(r"[(（].*?[)）]", " ", title)) or title
    if vocabulary.language == "zh":
        words = _glossary_words(plain, vocabulary)
        words += [] if words else _latin_words(plain)
    elif vocabulary.language == "es":
        glossary = vocabulary.data["id_words"]
        small = set(vocabulary.data["common_words"])
        words = [
            glossary.get(word) or "-".join(_latin_words(word))
            for word in re.findall(r"[a-záéíóúñü0-9]+", plain.casefold())
            if word not in small
        ]
        words = words[::-1] if vocabulary.data.get("head_first") else words
    else:
        words = [word for word in _latin_words(plain) if word not in _SMALL]
    kept = [word for index, word in enumerate(words) if word and (index == 0 or word != words[index - 1])]
    return "-".join("-".join(kept[:6]).split("-")[:8])[:60].strip("-")


def reserve_name(name: str, taken: set[str]) -> str:
    """The name, or the first one with a number behind it that is free; it is taken from now on."""
    free = name if name not in taken else _count_on(name, taken, 2, "d")
    taken.add(free)
    return free


def _count_on(name: str, taken: set[str], first: int, form: str) -> str:
    """The name with the first free number; long lists are searched in leaps, so that they take no time."""
    low, step = first - 1, 1
    while f"{name}-{low + step:{form}}" in taken:
        low, step = low + step, 2 * step
    while step > 1:
        step //= 2
        if f"{name}-{low + step:{form}}" in taken:
            low += step
    return f"{name}-{low + 1:{form}}"


def _english_words(text: str, vocabulary: Vocabulary) -> list[str]:
    stop = set(vocabulary.data["stop_words"])
    dropped = re.sub(vocabulary.data["id_drop"], " ", text.casefold())
    return [
        word for word in _latin_words(dropped) if word not in stop and not word.isdigit() and len(word) > 1
    ]


def _glossary_words(text: str, vocabulary: Vocabulary) -> list[str]:
    glossary: dict[str, str] = vocabulary.data["id_words"]
    text = re.sub(vocabulary.data["id_drop"], " ", text.casefold()) or text
    if vocabulary.is_spaced:
        return [glossary[word] for word in re.findall(r"[a-záéíóúñü]+", text) if word in glossary]
    return [glossary[word] for word in vocabulary.glossary.findall(text)]


def _latin_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(
        r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    )


def first_free(base: str, taken: Collection[str], numbers: Sequence[int]) -> str:
    """A role's id that no other of this text has: with the number that the text gives it, or a counted one."""
    for number in (*numbers, *range(2, 1000)):
        if number > 1 and (name := f"{base}-{number}") not in taken:
            return name
    raise AssertionError(base)
