"""Where applicants read what becomes of their data: one address, or one for each language, country or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rolebook.content.fields import NoticeKey, Sentence
from rolebook.content.yaml_tree import Key


def _tell_privacy(value: Any) -> str:
    return "words" if isinstance(value, Mapping) else "sentence"


Privacy = Annotated[
    Annotated[Sentence, Tag("sentence")]
    | Annotated[dict[NoticeKey, Sentence], Field(min_length=1), Tag("words")],
    Discriminator(_tell_privacy),
]


@dataclass(frozen=True, slots=True)
class Notice:
    """The address of a privacy notice, and the country that it is for, if it differs from that of others."""

    address: str
    country: str | None = None


def list_addresses(privacy: str | Mapping[str, str] | None) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Every address that a field holds, with its path below the field."""
    if isinstance(privacy, str):
        yield privacy, ()
    elif privacy:
        yield from ((address, (key,)) for key, address in privacy.items())


def find_notices(
    given: Iterable[str | Mapping[str, str] | None],
    language: str,
    source_language: str,
    countries: Iterable[str] = (),
) -> tuple[Notice, ...]:
    """The notices for applicants in these countries who read this language; of several fields the first that has one.

    What is said of a country counts before what is said of a language: another country's notice would be wrong, one
    in another language is only harder to read. Without countries, what holds for all.
    """
    fields = [field for field in given if field]
    found: dict[str, list[str]] = {}
    for country in dict.fromkeys(countries) or ("",):
        for field in fields:
            address = _find_address(field, language, source_language, country)
            if address:
                found.setdefault(address, []).append(country)
                break
    return tuple(
        Notice(address, there[0] if len(found) > 1 and len(there) == 1 else None)
        for address, there in found.items()
    )


def _find_address(
    field: str | Mapping[str, str], language: str, source_language: str, country: str
) -> str | None:
    if isinstance(field, str):
        return field
    plain = language.partition("-")[0]
    own = (f"{language}-{country}", f"{plain}-{country}", country) if country else ()
    return next((field[key] for key in (*own, language, plain, source_language) if key in field), None)
