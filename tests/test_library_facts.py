"""What the role library must hold: every fact of the catalogue of its sources, as data, in every language.

The lists in tests/data are copies from that catalogue, so that the tests need nothing but this repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rolebook.assessment.score import score_result
from rolebook.checks.texts import iter_role_texts
from rolebook.content.catalogue import Catalogue, Role, walk_outline
from rolebook.content.resolve import load_catalogue
from rolebook.language.wording import list_words
from tests.conftest import ROOT

DATA = Path(__file__).parent / "data"
PERIODS = {"day", "week", "month", "quarter", "half-year", "year"}


@cache
def read_library() -> Catalogue:
    return load_catalogue(ROOT)[0]


def list_roles() -> list[Role]:
    """The roles that readers see; drafts are only there to be extended."""
    return [role for role in read_library().roles.values() if not role.facts.draft]


def read_rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def list_handbook_tags() -> set[str]:
    """The tags of the handbook's own content: preface, competencies, workflows, guides, forms."""
    catalogue = read_library()
    sources = [
        catalogue.handbook.provenance,
        *(guide.facts.provenance for guide in catalogue.guides.values()),
        *(form.facts.provenance for form in catalogue.forms.values()),
    ]
    return {tag for provenance in sources for entry in provenance.values() for tag in entry.from_}


def list_role_tags(role: Role) -> set[str]:
    return {tag for entry in role.facts.provenance.values() if entry for tag in entry.from_}


def find_entries(role: Role, tag: str) -> Iterator[tuple[str, object]]:
    """Section and facts of every entry of a role that comes from a tag."""
    for path, provenance in role.facts.provenance.items():
        section, _, rest = path.partition(".")
        facts = getattr(role.facts, section, None)
        if provenance and tag in provenance.from_ and isinstance(facts, dict):
            yield section, facts.get(rest.partition(".")[0])


def test_there_are_forty_one_posts_and_one_charter_in_three_languages() -> None:
    catalogue = read_library()
    kinds = [role.facts.kind for role in list_roles()]
    assert (kinds.count("post"), kinds.count("unit")) == (41, 1)
    for role in catalogue.roles.values():
        wanted = list_words(role.source_words)
        assert len(wanted) > 20, role.id
        for language in ("en", "zh", "es"):
            assert wanted - list_words(role.words[language]) == set(), f"{role.id}: {language}"
    assert set(catalogue.guides) == {
        "from-salesperson-to-supervisor",
        "new-department-manager",
        "running-a-sales-team",
    }
    for words in (
        *(g.articles for g in catalogue.guides.values()),
        *(f.words for f in catalogue.forms.values()),
    ):
        assert set(words) == {"en", "zh", "es"}


def test_every_source_tag_stands_in_the_provenance() -> None:
    wanted: dict[str, set[str]] = {}
    for where, tag in read_rows("provenance_tags.txt"):
        wanted.setdefault(where, set()).add(tag)
    everything = {tag for tags in wanted.values() for tag in tags}
    assert len(everything) == 674
    of_handbook = wanted.pop("handbook")
    assert of_handbook - list_handbook_tags() == set(), "facts of the sources that nothing carries"
    assert list_handbook_tags() - everything == set(), "tags that no source has"
    roles = {role.id: list_role_tags(role) for role in list_roles()}
    assert set(wanted) == set(roles)
    missing = {name: sorted(tags - roles[name]) for name, tags in wanted.items()}
    unknown = {name: sorted(roles[name] - tags) for name, tags in wanted.items()}
    assert {name: tags for name, tags in missing.items() if tags} == {}, "facts that the role does not carry"
    assert {name: tags for name, tags in unknown.items() if tags} == {}, "tags of other roles"


@pytest.mark.parametrize("row", read_rows("cadences.txt"), ids=lambda row: " ".join(row))
def test_what_falls_due_is_data(row: list[str]) -> None:
    name, tag, *said = row
    entries = list(find_entries(read_library().roles[name], tag))
    if said[0].startswith(("kpi:", "guarantee:")):
        kind, _, value = said[0].partition(":")
        found = [
            str(getattr(facts, "period", None) if kind == "kpi" else getattr(facts, "guarantee").months)  # noqa: B009
            for section, facts in entries
            if section == ("kpis" if kind == "kpi" else "penalties")
        ]
        assert value in found
        return
    wanted: dict[str, object] = {"every": tuple(word for word in said if word in PERIODS)}
    for word in said:
        key, _, value = word.partition("=")
        if value:
            wanted[key] = value
        elif word not in PERIODS:
            wanted["manner"] = word
    shown = {key: value for key, value in wanted.items() if value}
    cadences = [
        {
            key: value if isinstance(value, tuple) else str(value)
            for key, value in cadence.model_dump(by_alias=True).items()
            if value is not None
        }
        for _, facts in entries
        if (cadence := getattr(facts, "cadence", None)) is not None
    ]
    assert shown in cadences


@pytest.mark.parametrize("row", read_rows("flags.txt"), ids=lambda row: " ".join(row))
def test_cautions_are_marked(row: list[str]) -> None:
    name, tag, flag = row
    flags = {
        f for _, facts in find_entries(read_library().roles[name], tag) for f in getattr(facts, "flags", ())
    }
    assert flag in flags


def test_money_penalties_are_exactly_those_of_the_sources() -> None:
    found = {}
    for role in list_roles():
        for name, rule in role.facts.penalties.items():
            assert rule
            effect = rule.effect
            amount = f"{effect.amount.value} {effect.amount.currency}" if effect.amount else None
            percent = f"{effect.percent} % of {effect.of}" if effect.percent else None
            source = role.facts.provenance[f"penalties.{name}"]
            assert source
            found[role.id, source.from_[0]] = amount or percent or effect.kind
    assert found.pop(("sales-centre-supervisor-real-estate", "004§4.2")) == "process"
    assert found == {
        ("sales-department-head", "002§2.p1"): "50 CNY",
        ("sales-department-head", "002§2.p2"): "10 CNY",
        ("sales-department-head", "002§2.p3"): "50 CNY",
        ("sales-department-head", "002§2.p4"): "50 CNY",
        ("sales-department-head", "002§2.p5"): "50 CNY",
        ("sales-department-head", "002§2.p6"): "20 CNY",
        ("sales-team-supervisor", "004§6.11"): "20 % of team-performance-pay",
    }
    doubt = (
        read_library().roles["sales-department-head"].facts.provenance["penalties.no-new-user.effect.amount"]
    )
    assert doubt and (doubt.certainty, doubt.suggests) == ("doubtful", 100)


@pytest.mark.parametrize(
    ("role", "tag", "section"),
    [
        ("banquet-sales-manager-hotel", "001§7.main12", "authority"),
        ("channel-sales-supervisor", "002§11.23", "authority"),
        ("sales-centre-supervisor-real-estate", "004§4.2", "authority"),
        ("sales-manager-beauty", "003§15.3.9", "duties"),  # to be drawn up for each activity
    ],
)
def test_rules_without_an_amount_are_a_power_or_a_duty(role: str, tag: str, section: str) -> None:
    provenance = read_library().roles[role].facts.provenance
    paths = [path for path, entry in provenance.items() if entry and tag in entry.from_]
    assert any(path.startswith(f"{section}.") for path in paths)


def test_every_post_has_four_kpis_and_every_kpi_measures_a_duty() -> None:
    for role in list_roles():
        kpis = {name: kpi for name, kpi in role.facts.kpis.items() if kpi}
        if role.facts.kind == "post":
            assert len(kpis) >= 4, role.id
        assert sum(kpi.weight for kpi in kpis.values()) == 100, role.id
        duties = {item.id for item in walk_outline(role.source_words.duties)}
        for name, kpi in kpis.items():
            assert set(kpi.measures) & duties, f"{role.id}: {name}"
            masked = (entry := role.facts.provenance.get(f"kpis.{name}")) and entry.gap == "masked"
            assert masked or (kpi.target is not None and kpi.scoring and kpi.examples), f"{role.id}: {name}"
            for example in kpi.examples:
                score = score_result(kpi, example.actual, 1)
                assert kpi.scoring and score and score.value == example.score


def test_whoever_handles_complaints_is_measured_by_them() -> None:
    for role in list_roles():
        if "complaint-handling" in role.facts.follows:
            assert "complaint-handling" in role.facts.kpis, role.id


def test_kpis_of_one_name_are_named_once() -> None:
    """What two roles measure under one name is a KPI of the handbook, in every language."""
    catalogue = read_library()
    for language in catalogue.handbook.languages:
        seen: dict[str, str] = {}
        shared = {
            entry if isinstance(entry, str) else entry.name
            for entry in catalogue.words[language].kpis.values()
        }
        for role in list_roles():
            for name, words in role.words[language].kpis.items():
                if words and words.name and name not in catalogue.handbook.kpis:
                    assert words.name not in shared, f"{role.id}: {words.name} is in the handbook"
                    assert words.name not in seen, f"{role.id} and {seen.get(words.name)}: {words.name}"
                    seen[words.name] = role.id


def test_weights_and_targets_that_no_source_states_are_proposals() -> None:
    for role in list_roles():
        for name in role.facts.kpis:
            entry = role.facts.provenance[f"kpis.{name}"]
            assert entry and entry.certainty in ("proposed", "implied", "inferred"), f"{role.id}: {name}"


def test_every_entry_says_where_it_comes_from() -> None:
    for role in list_roles():
        known = role.facts.provenance
        for section in ("duties", "authority", "accountability", "workflows", "relations"):
            for item in walk_outline(getattr(role.source_words, section)):
                above = [part for part in item.path if part != "items"]
                assert any(f"{section}.{name}" in known for name in above) or item.is_group, (
                    f"{role.id}: {item.id}"
                )
        for section in ("qualifications", "kpis", "penalties", "competencies"):
            for name in getattr(role.facts, section):
                assert f"{section}.{name}" in known, f"{role.id}: {section}.{name}"


def test_variants_share_what_is_the_same() -> None:
    roles = read_library().roles
    shared = [role for role in list_roles() if role.facts.extends]
    assert {role.facts.extends for role in shared} == {"real-estate-sales-base"}
    assert len(shared) == 3
    base = {item.id for item in walk_outline(roles["real-estate-sales-base"].source_words.duties)}
    for role in shared:
        own = {item.id for item in walk_outline(role.source_words.duties)}
        assert len(own & base) >= 4, role.id


def test_names_of_companies_and_schools_are_generic() -> None:
    names = re.compile(
        "great wall|emgrand|bestune|gleagle|luxgen|fiat|china europe|ceibs|"
        "长城汽车|中欧|帝豪|奔腾|全球鹰|纳智捷|菲亚特",
        re.IGNORECASE,
    )
    files = [*sorted((ROOT / "roles").rglob("*.yaml")), *sorted((ROOT / "handbook").rglob("*.*"))]
    assert len(files) > 180
    assert [str(path) for path in files if names.search(path.read_text(encoding="utf-8"))] == []


def test_words_hold_no_figures_of_their_own() -> None:
    """Figures are facts: words name them in braces. What is left are names such as 4S."""
    sections = {
        "duties",
        "authority",
        "accountability",
        "workflows",
        "relations",
        "qualifications",
        "penalties",
    }
    found = [
        f"{role.id} {language}: {text.value}"
        for role in read_library().roles.values()
        for language, words in role.words.items()
        for text in iter_role_texts(words)
        if text.section in sections and re.search(r"\d", text.value.replace("4S", ""))
    ]
    assert found == []


def test_glossary_has_the_terms_of_the_trade() -> None:
    terms = read_library().glossary.terms
    assert len(terms) >= 135
    for name, term in terms.items():
        assert set(term.terms) == set(term.definition) == {"en", "zh", "es"}, name
    rejected = [words for term in terms.values() for language in term.reject.values() for words in language]
    assert len(rejected) >= 60
