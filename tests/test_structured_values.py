"""The values of the structured data of vacancies: what schema.org and Google know of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import QualificationFacts
from rolebook.pipeline import BuildRequest, build_site
from rolebook.views.feeds import list_open_postings
from rolebook.views.posting import build_advert, build_posting_page, find_wording
from rolebook.views.stated_requirements import StatedRequirements, find_requirements
from rolebook.views.structured_data import describe_job
from tests.conftest import ROOT
from tests.marked_pages import OPEN, Node, page_of
from tests.openings import MANAGER, REMOTE, SITE, TOWNS, make_openings
from tests.project import FONTS, TODAY
from tests.schema_types import find_mistyped
from tests.test_vacancies import contexts_on

# Values


def test_one_place_is_no_list_and_several_are_one(marked: Path) -> None:
    assert page_of(marked, MANAGER, "en").job["jobLocation"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Suzhou",
            "addressRegion": "Jiangsu",
            "postalCode": "215000",
            "addressCountry": "CN",
        },
    }
    towns = page_of(marked, TOWNS, "en").job["jobLocation"]
    assert [place["address"].get("streetAddress") for place in towns] == [
        "Calle Mayor 1",
        "350 Fifth Avenue",
        None,
    ]
    assert [place["address"]["addressCountry"] for place in towns] == ["ES", "US", "ES"]


def test_remote_work_is_telecommuting_only_if_it_is_all_of_it(marked: Path) -> None:
    remote, hybrid = page_of(marked, REMOTE, "es").job, page_of(marked, MANAGER, "en").job
    assert remote["jobLocationType"] == "TELECOMMUTE"
    assert [country["name"] for country in remote["applicantLocationRequirements"]] == ["España", "México"]
    assert "jobLocation" not in remote
    assert not {"jobLocationType", "applicantLocationRequirements"} & hybrid.keys()


def test_pay_is_a_range_an_amount_or_a_least(marked: Path) -> None:
    pay = [page_of(marked, posting, "en").job["baseSalary"]["value"] for posting in (MANAGER, REMOTE, TOWNS)]
    assert pay == [
        {"@type": "QuantitativeValue", "minValue": 12000, "maxValue": 18000, "unitText": "MONTH"},
        {"@type": "QuantitativeValue", "value": 20.5, "unitText": "HOUR"},
        {"@type": "QuantitativeValue", "minValue": 30000, "unitText": "YEAR"},
    ]


def test_the_last_day_counts_and_no_end_is_no_date(marked: Path) -> None:
    assert page_of(marked, TOWNS, "en").job["validThrough"] == "2026-12-01T23:59:59"
    assert "validThrough" not in page_of(marked, REMOTE, "en").job


def test_applying_at_once_is_said_of_forms_only(marked: Path) -> None:
    said = [page_of(marked, posting, "en").job.get("directApply") for posting in (MANAGER, TOWNS, REMOTE)]
    assert said == [False, True, None]


def test_hours_and_start(marked: Path) -> None:
    manager, remote = page_of(marked, MANAGER, "en").job, page_of(marked, REMOTE, "en").job
    assert (manager["workHours"], manager["jobStartDate"]) == ("Hours a week: 40", "2027-04-01")
    assert (remote["workHours"], remote["jobImmediateStart"]) == ("Mornings, 20 hours a week.", True)
    assert remote["jobBenefits"] == "A box of tools. Thirty days of holidays. Fridays are free."


def test_the_logo_has_a_whole_address(build_openings: Callable[[], Path]) -> None:
    context = contexts_on(load_catalogue(build_openings().parent)[0], base_url=SITE)["en"]
    posting = context.catalogue.postings[MANAGER]
    advert = build_advert(context, posting, None)
    advert = replace(advert, employer=replace(advert.employer, logo="../../../assets/logo.svg"))
    job = describe_job(
        context, posting, find_wording(context, posting), advert, f"en/jobs/{MANAGER}/index.html"
    )
    assert job["hiringOrganization"]["logo"] == f"{SITE}/assets/logo.svg"


# Degrees and experience


def ask(kind: str, **facts: object) -> QualificationFacts:
    return QualificationFacts.model_validate({"kind": kind, **facts})


BACHELOR, MASTER = ask("education", minimum="bachelor"), ask("education", minimum="master")
TWO, FIVE = ask("experience", months_at_least=24), ask("experience", months_at_least=60)


def instead(of: str, entry: QualificationFacts) -> QualificationFacts:
    return entry.model_copy(update={"alternative_to": of})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, StatedRequirements()),
        ({"a": BACHELOR, "b": TWO}, StatedRequirements("bachelor", 24)),
        ({"a": BACHELOR, "b": MASTER, "c": TWO, "d": FIVE}, StatedRequirements("master", 60)),
        ({"a": BACHELOR, "b": instead("a", FIVE)}, StatedRequirements("bachelor", 60, either=True)),
        ({"a": instead("b", BACHELOR), "b": FIVE}, StatedRequirements("bachelor", 60, either=True)),
        ({"a": MASTER, "b": instead("a", BACHELOR)}, StatedRequirements("bachelor")),
        ({"a": FIVE, "b": instead("a", TWO)}, StatedRequirements(None, 24)),
        # Beside an alternative something more of the two is asked for: one of the two is not enough.
        ({"a": BACHELOR, "b": instead("a", FIVE), "c": TWO}, StatedRequirements(None, 24)),
        # Something else will do as well, or is not shown: nothing is certain.
        ({"a": BACHELOR, "b": instead("a", ask("licence"))}, StatedRequirements()),
        ({"a": instead("gone", BACHELOR), "b": TWO}, StatedRequirements(None, 24)),
        ({"a": MASTER, "b": instead("a", ask("education"))}, StatedRequirements()),
        ({"a": BACHELOR.model_copy(update={"need": "preferred"})}, StatedRequirements()),
        ({"a": ask("skill"), "b": ask("experience")}, StatedRequirements()),
        ({"a": None, "b": TWO}, StatedRequirements(None, 24)),
    ],
)
def test_only_what_is_certain_is_required(
    asked: dict[str, QualificationFacts | None], found: StatedRequirements
) -> None:
    assert find_requirements(asked) == found


def test_either_of_two_is_said_to_be_enough(tmp_path: Path) -> None:
    project = make_openings(tmp_path / "project")
    facts = project / "roles/sales-manager/role.yaml"
    text = facts.read_text("utf-8").replace(
        "months_at_least: 24", "months_at_least: 24, alternative_to: degree"
    )
    facts.write_text(text, "utf-8")
    request = BuildRequest(project, tmp_path / "site", only=("pages",), build_date=TODAY, fonts=FONTS)
    assert not build_site(request).failed
    job = page_of(tmp_path / "site", MANAGER, "zh").job
    assert job["experienceInPlaceOfEducation"] is True
    assert {"educationRequirements", "experienceRequirements"} <= job.keys(), "Google wants both then"
    assert "url" not in job, "the marked's address is not known"


# Names and types


def list_jobs_of_the_library() -> dict[str, Node]:
    contexts = contexts_on(load_catalogue(ROOT)[0], dt.date(2027, 1, 12), SITE)
    jobs = {}
    for tag, context in contexts.items():
        for posting in list_open_postings(context):
            written = build_posting_page(context, posting).structured
            assert written
            jobs[f"library-{posting.id}-{tag}"] = json.loads(written)
    assert len(jobs) > 10
    return jobs


def test_names_and_types_are_those_of_schema_org(marked: Path, tmp_path: Path) -> None:
    """TypeScript and schema-dts, made from the vocabulary by Google, know every name and what it may hold."""
    jobs = {f"{posting}-{tag}": page_of(marked, posting, tag).job for posting, tag in OPEN}
    jobs |= list_jobs_of_the_library()
    bare = jobs[f"{MANAGER}-en"]
    wrong = {
        "misspelled": {**bare, "directAply": True},
        "misplaced": {**bare, "baseSalary": {**bare["baseSalary"], "addressCountry": "CN"}},
        "mistyped": {**bare, "jobLocation": {"@type": "Place", "address": {"@type": "Address"}}},
    }
    nodes = {**jobs, **wrong}
    assert find_mistyped(nodes, tmp_path) == set(wrong)


GOOGLE = {
    "employmentType": {
        *("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER")
    },
    "unitText": {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"},
    "credentialCategory": {
        *("high school", "associate degree", "bachelor degree", "professional certificate"),
        "postgraduate degree",
    },
}


def test_values_are_those_that_google_knows() -> None:
    from typing import get_args

    from rolebook.content.posting_facts import Employment, PayPeriod
    from rolebook.views.structured_data import CREDENTIALS, EMPLOYMENT_TYPES

    assert set(EMPLOYMENT_TYPES) == set(get_args(Employment))
    assert set(EMPLOYMENT_TYPES.values()) == GOOGLE["employmentType"]
    assert {period.upper() for period in get_args(PayPeriod)} == GOOGLE["unitText"]
    degrees = QualificationFacts.model_fields["minimum"].annotation
    assert set(CREDENTIALS) == set(get_args(get_args(degrees)[0]))
    assert set(CREDENTIALS.values()) <= GOOGLE["credentialCategory"]


@pytest.mark.parametrize(("posting", "tag"), OPEN)
def test_what_google_requires_is_there(marked: Path, posting: str, tag: str) -> None:
    job = page_of(marked, posting, tag).job
    assert {"title", "description", "datePosted", "hiringOrganization"} <= job.keys()
    assert job["hiringOrganization"]["name"]
    if job.get("jobLocationType") == "TELECOMMUTE":
        assert "jobLocation" in job or job["applicantLocationRequirements"]
    else:
        places = job["jobLocation"] if isinstance(job["jobLocation"], list) else [job["jobLocation"]]
        assert all(re.fullmatch("[A-Z]{2}", place["address"]["addressCountry"]) for place in places)
