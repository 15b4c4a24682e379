"""Where work is done, and whether a jurisdiction reaches there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from rolebook.content.policy_packs import Jurisdiction

Missing = Literal["region", "city", "spelling"]
Reach = Literal["in", "out"] | Missing
"""Whether a law reaches a place, or what would have to be known of the place to tell."""


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A place of work: country in two capitals; region and city as somebody wrote them, if at all.

    ``anywhere``: the work is done from home, in whatever region of the country.
    """

    country: str
    region: str | None = None
    city: str | None = None
    anywhere: bool = False


def read_place_code(code: str) -> WorkPlace:
    """The place that a code of ISO 3166 means: CN, CN-HB."""
    country, _, region = code.partition("-")
    return WorkPlace(country, code if region else None)


def find_reach(jurisdiction: Jurisdiction, place: WorkPlace) -> Reach:
    """Whether a jurisdiction reaches a place; if that cannot be told, the fact that is missing."""
    if jurisdiction.countries and place.country not in jurisdiction.countries:
        return "out"
    if jurisdiction.cities:
        if place.city and _is_among(place.city, jurisdiction.cities):
            return "in"
        if _is_elsewhere(place, jurisdiction.regions):
            return "out"
        return "out" if place.city else _tell_missing(place)
    if not jurisdiction.regions:
        return "in"
    if place.city and _is_among(place.city, jurisdiction.except_cities):
        return "out"
    if place.region is None:
        return "region"
    if not _is_region(place, jurisdiction.regions):
        return "spelling" if _is_nearly(place.region, jurisdiction.regions) else "out"
    return "city" if jurisdiction.except_cities and place.city is None else "in"


def _is_elsewhere(place: WorkPlace, regions: Iterable[str]) -> bool:
    return (
        place.region is not None and not _is_region(place, regions) and not _is_nearly(place.region, regions)
    )


def _tell_missing(place: WorkPlace) -> Missing:
    return "region" if place.region is None else "city"


def _is_region(place: WorkPlace, regions: Iterable[str]) -> bool:
    """Whether the region is written in one of these ways; a code may stand without its country (GD)."""
    assert place.region is not None
    return _is_among(place.region, regions) or _is_among(f"{place.country}-{place.region}", regions)


def _is_among(name: str, names: Iterable[str]) -> bool:
    wanted = _simplify(name)
    return any(_simplify(other) == wanted for other in names)


def _is_nearly(name: str, names: Iterable[str]) -> bool:
    """Whether a name looks like a slip of the pen for one of these: Guandong."""
    wanted = _simplify(name)
    known = [_simplify(other) for other in names]
    return len(wanted) > 4 and bool(get_close_matches(wanted, known, n=1, cutoff=0.86))


def _simplify(name: str) -> str:
    """A name without accents, case and spaces."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum())
