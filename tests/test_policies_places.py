"""Whose law reaches a place of work, and that a fact which is missing is never a pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rolebook.content.policy_packs import PolicyPack
from rolebook.diagnostics import Severity
from rolebook.policies import make_report
from rolebook.policies.packs import read_built_in
from rolebook.policies.places import WorkPlace, find_reach
from rolebook.policies.region_names import name_region
from tests.policy_samples import (
    DAY,
    FINE,
    MADRID,
    PAID,
    find,
    judge_advert,
    judge_penalty,
    make_catalogue,
    set_book,
    with_posting,
)

ERROR, WARNING = Severity.ERROR, Severity.WARNING
CN = read_built_in("cn").jurisdictions


@pytest.mark.parametrize(
    ("region", "city", "guangdong", "shenzhen"),
    [
        ("Guangdong", "Guangzhou", "in", "out"),
        ("GD", "Guangzhou", "in", "out"),
        ("CN-GD", "广州", "in", "out"),
        ("广东省", "深圳市", "out", "in"),
        ("Guangdong", "Shenzhen", "out", "in"),
        (None, "深圳", "out", "in"),
        ("Jiangsu", "Suzhou", "out", "out"),
        ("CN-HB", None, "out", "out"),
        (None, None, "region", "region"),
        ("Guangdong", None, "city", "city"),
        ("Guandong", "Guangzhou", "spelling", "out"),
        ("Guangxi", "Nanning", "out", "out"),
    ],
)
def test_reach(region: str | None, city: str | None, guangdong: str, shenzhen: str) -> None:
    place = WorkPlace("CN", region, city)
    assert (find_reach(CN["cn-gd"], place), find_reach(CN["cn-sz"], place)) == (guangdong, shenzhen)


def test_guangdong_is_stricter_and_shenzhen_is_not() -> None:
    def judge(city: str | None) -> dict[str, Any]:
        catalogue = make_catalogue(None, penalties={"late": (FINE, {"en": "Comes late"})})
        place = {"country": "CN", "region": "Guangdong", **({"city": city} if city else {})}
        catalogue = set_book(catalogue, places={"here": place})
        role = catalogue.roles["sales-manager"]
        facts = role.facts.model_copy(update={"places": ("here",)})
        found = find(replace(catalogue, roles={role.id: replace(role, facts=facts)}))
        return {name: (f.severity, f.missing) for name, f in found.items()}

    assert judge("Guangzhou") == {"cn-gd.fine": (ERROR, ())}
    assert judge("Shenzhen") == {"cn-sz.fine": (WARNING, ())}
    assert judge(None) == {
        "cn.fine": (WARNING, ()),
        "cn-gd.fine": (ERROR, ("city",)),
        "cn-sz.fine": (WARNING, ("city",)),
    }


def test_a_missing_region_is_no_pass() -> None:
    found = judge_penalty("US", FINE)
    assert {name: f.missing for name, f in found.items()} == {
        "us.fine": (),
        "us-ny.fine": ("region",),
        "us-ca.fine": ("region",),
    }
    assert "cannot be decided" in found["us-ny.fine"].say("en")


def test_a_missing_place_is_no_pass() -> None:
    gaps = make_report(make_catalogue(None, penalties={"late": (FINE, {"en": "Late"})}), DAY).gaps
    assert [(gap.kind, gap.subject, gap.entries) for gap in gaps] == [("place", "handbook", 1)]
    assert make_report(make_catalogue(None), DAY).gaps == ()


def test_a_country_without_pack_is_no_pass() -> None:
    gaps = make_report(make_catalogue("JP", penalties={"late": (FINE, {"en": "Late"})}), DAY).gaps
    assert [(gap.kind, gap.detail) for gap in gaps] == [("pack", "JP")]
    posted = with_posting(
        make_catalogue("SG"), {"places": [{"country": "DE"}], **PAID}, {"fr": {"introduction": "Un emploi"}}
    )
    found = make_report(posted, DAY).gaps
    assert [(gap.kind, gap.detail) for gap in found] == [("pack", "DE"), ("language", "fr")]


def test_work_from_home_is_done_somewhere() -> None:
    facts: dict[str, Any] = {"places": [], "remote": "full", "applicant_countries": ["US", "ES"]}
    found = judge_advert({}, "under 35 years old", **facts)
    assert {"us.age", "es.equality"} <= set(found)
    assert found["us-ny.pay"].missing == ("remote",)


def test_closed_and_expired_postings_are_left_alone() -> None:
    assert judge_advert(MADRID, "35岁以下", "zh", status="closed") == {}
    assert judge_advert(MADRID, "35岁以下", "zh", valid_through="2026-11-30") == {}
    assert judge_advert(MADRID, "35岁以下", "zh", status="draft") != {}


@pytest.mark.parametrize(
    ("place", "language", "name"),
    [
        (WorkPlace("CN", "CN-HB"), "zh", "湖北"),
        (WorkPlace("CN", "CN-HB"), "en", "Hubei"),
        (WorkPlace("CN", "GD"), "es", "Cantón"),
        (WorkPlace("US", "US-NY"), "es", "Nueva York"),
        (WorkPlace("US", "US-NY"), "es-MX", "Nueva York"),
        (WorkPlace("US", "US-TX"), "en", "US-TX"),
        (WorkPlace("CN", "Hubei"), "zh", "湖北"),
        (WorkPlace("US", "Texas"), "zh", "Texas"),
        (WorkPlace("US", "California"), "zh", "加利福尼亚州"),
        (WorkPlace("CN"), "zh", None),
    ],
)
def test_regions_have_names(place: WorkPlace, language: str, name: str | None) -> None:
    assert name_region(place, (), language) == name


def test_a_pack_of_the_project_names_its_regions() -> None:
    pack = PolicyPack.model_validate({"region_names": {"US-TX": {"en": "Texas", "zh": "得克萨斯州"}}})
    assert name_region(WorkPlace("US", "US-TX"), (pack,), "zh") == "得克萨斯州"


def test_every_province_of_china_has_its_names() -> None:
    names = read_built_in("cn").region_names
    assert len(names) == 31
    assert all(set(words) == {"en", "zh", "es"} for words in names.values())
