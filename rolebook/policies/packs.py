"""The packs that come with the program, read when a place of work asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rolebook.content.policy_packs import PolicyPack, PolicyPhrases
from rolebook.content.validate import validate_file
from rolebook.content.yaml_reader import read_yaml

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU_MEMBERS = frozenset(_EU.split())
"""Countries of which eu.yaml speaks: known here, so that it is read for them only."""

DETECTORS, GENERAL, PHRASES = "detectors", "general", "phrases"


@cache
def list_built_in() -> tuple[str, ...]:
    """The names of all packs that come with the program, sorted."""
    names = (entry.name for entry in files(__name__.rpartition(".")[0]).joinpath("packs").iterdir())
    return tuple(
        sorted(
            name.removesuffix(".yaml")
            for name in names
            if name.endswith(".yaml") and not name.startswith(PHRASES)
        )
    )


@cache
def read_built_in(name: str) -> PolicyPack:
    """One of the packs that come with the program."""
    path = files(__name__.rpartition(".")[0]).joinpath("packs", f"{name}.yaml")
    file, problems = read_yaml(f"{name}.yaml", path.read_bytes())
    pack, found = validate_file(PolicyPack, file)
    assert pack is not None, [*problems, *found]
    return pack


@cache
def read_phrases() -> Mapping[str, Mapping[str, str]]:
    """The sentences of findings: name → language → sentence with places in braces."""
    path = files(__name__.rpartition(".")[0]).joinpath("packs", f"{PHRASES}.yaml")
    file, problems = read_yaml(path.name, path.read_bytes())
    phrases, found = validate_file(PolicyPhrases, file)
    assert phrases is not None, [*problems, *found]
    return phrases.phrases


def choose_built_in(country: str) -> tuple[str, ...]:
    """The packs that speak of a country: its own, if there is one, and that of the European Union."""
    own = (country.lower(),) if country.lower() in list_built_in() else ()
    return (GENERAL, *(("eu",) if country in EU_MEMBERS else ()), *own)
