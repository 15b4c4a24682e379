"""Names of regions, which places give as codes of ISO 3166-2 or in some language, from the packs that know them."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.content.policy_packs import PolicyPack
from rolebook.policies.findings import choose_words
from rolebook.policies.packs import choose_built_in, read_built_in
from rolebook.policies.places import WorkPlace


def name_region(place: WorkPlace, own: Iterable[PolicyPack], language: str) -> str | None:
    """The region of a place in a language: the name of its code if a pack knows it, else as it is written."""
    if place.region is None:
        return None
    codes = (place.region, f"{place.country}-{place.region}")
    packs = [*own, *(read_built_in(name) for name in choose_built_in(place.country))]
    for pack in packs:
        for code, words in pack.region_names.items():
            if code in codes or place.region in words.values():
                return choose_words(words, language)
        for jurisdiction in pack.jurisdictions.values():
            parts = (*jurisdiction.cities, *jurisdiction.except_cities)
            if not parts and any(code in jurisdiction.regions for code in codes):
                return choose_words(jurisdiction.name, language)
    return place.region
