"""Names of files from names of people: safe on every system, each once, the same on every run."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rolebook.results.people import Person

_KEPT = frozenset(" -_'")
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789")]
)
_MAX_BYTES = 120


def name_files(people: Sequence[Person], ending: str) -> list[str]:
    """A name for each person's file: name and number; people with the same get 2, 3 … in the order of the rows."""
    taken: set[str] = set()
    names = []
    for person in people:
        stem = safe_stem(" ".join(part for part in (person.name, person.number) if part))
        name, count = stem, 1
        # Many systems take capitals and small letters, and composed and decomposed ones, for the same.
        while unicodedata.normalize("NFKC", name).casefold() in taken:
            count += 1
            name = f"{stem} {count}"
        taken.add(unicodedata.normalize("NFKC", name).casefold())
        names.append(f"{name}{ending}")
    return names


def safe_stem(text: str) -> str:
    """A text as the name of a file: letters, digits and a few signs; never hidden, reserved or empty."""
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(
        c if c in _KEPT or unicodedata.category(c)[0] in "LMN" else "-" for c in plain if c.isprintable()
    )
    stem = " ".join(kept.split()).strip(" -_")
    while len(stem.encode("utf-8")) > _MAX_BYTES:
        stem = stem[:-1].rstrip(" -_")
    if not stem:
        return "person"
    return f"{stem}-" if stem.casefold() in _RESERVED else stem
