"""The page on which HR reads what policy checks found, and what postings then leave out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from rolebook.audience import release_catalogue
from rolebook.content.audience_facts import EVERYTHING
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site
from rolebook.policies.report import PolicyReport, list_all_withheld, list_doubtful, make_report
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.model.policies import PoliciesPage
from rolebook.views.policies import build_policies_page
from tests.conftest import ROOT
from tests.project import FONTS, TODAY, copy_sample

POSTING = "postings/sales-manager-suzhou"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with a role that wants people of an age, and a vacancy in Madrid."""
    project = copy_sample(tmp_path / "project")
    role = project / "roles/sales-manager"
    change(role / "role.yaml", "  years: {kind", "  age: {kind: age, at_most: 35}\n  years: {kind")
    change(role / "en.yaml", "  years: Has sold", "  age: Is {at_most} or younger.\n  years: Has sold")
    change(
        project / f"{POSTING}/posting.yaml",
        '{country: CN, region: Jiangsu, city: Suzhou, postcode: "215000"}',
        "{country: ES, region: Madrid, city: Madrid}",
    )
    change(project / "handbook/handbook.yaml", "jurisdictions: [SG]", "jurisdictions: [CN]")
    return project


def read(project: Path, tag: str = "en") -> tuple[PoliciesPage, PolicyReport, ViewContext]:
    catalogue, _ = load_catalogue(project)
    report = make_report(catalogue, TODAY)
    withheld = list_all_withheld(catalogue, report, TODAY)
    released = release_catalogue(catalogue, EVERYTHING, TODAY, withheld)
    options = SiteOptions(None, ("en", "zh", "es"), tuple(released.roles), TODAY, report=report)
    context = make_context(released, options, tag, (ROOT / "templates",))
    return build_policies_page(context), report, context


def test_a_posting_leaves_out_what_the_law_of_its_place_forbids_and_the_page_says_so(project: Path) -> None:
    page, _, context = read(project)
    [posting] = page.postings
    assert posting.places == "Madrid, Spain"
    assert posting.findings == (), "nothing is wrong with what it shows"
    [row] = posting.withheld
    assert row.label == "Qualifications"
    assert row.text and row.text.plain == "Is 35 or younger."
    assert row.reason == "a limit of age, sex or health, a rule forbids it (es.equality)"
    shown = context.catalogue.postings["sales-manager-suzhou"].shown
    assert shown and "age" not in shown.facts.qualifications


def test_in_chinese_places_and_reasons_are_written_with_chinese_marks(project: Path) -> None:
    [posting] = read(project, "zh")[0].postings
    assert posting.places == "Madrid、西班牙", "the posting has no Chinese name for it"
    assert posting.withheld[0].reason == "年龄、性别或健康限制、规则禁止（es.equality）"
    change(
        project / f"{POSTING}/posting.yaml",
        "{country: ES, region: Madrid, city: Madrid}",
        "{country: CN, region: Jiangsu, city: Suzhou}\n  - {country: CN, city: Wuxi}",
    )
    [posting] = read(project, "zh")[0].postings
    assert posting.places == "中国江苏省苏州市；Wuxi、中国"


def test_regions_and_towns_of_roles_have_names_in_the_readers_language(project: Path) -> None:
    change(project / "handbook/handbook.yaml", "jurisdictions: [CN]", "jurisdictions: [CN-HB, US-TX]")
    assert read(project, "zh")[0].roles[0].places == "中国湖北；US-TX、美国"
    assert read(project, "es")[0].roles[0].places.startswith("Hubei, China; US-TX")
    book = project / "handbook/handbook.yaml"
    with book.open("a", encoding="utf-8") as stream:
        stream.write("places:\n  suizhou: {country: CN, region: Hubei, city: Suizhou}\n")
    for tag, name in (("en", "Suizhou"), ("zh", "随州"), ("es", "Suizhou")):
        with (project / f"handbook/{tag}.yaml").open("a", encoding="utf-8") as stream:
            stream.write(f"places:\n  suizhou: {name}\n")
    with (project / "roles/sales-manager/role.yaml").open("a", encoding="utf-8") as stream:
        stream.write("places: [suizhou]\n")
    assert read(project, "zh")[0].roles[0].places == "中国湖北随州"
    assert read(project, "en")[0].roles[0].places == "Suizhou, Hubei, China"


@pytest.mark.parametrize(
    ("tag", "label", "words"),
    [
        ("en", "to look at", "ask counsel"),
        ("zh", "需要核查", "请咨询法律顾问"),
        ("es", "por revisar", "consulte a un abogado"),
    ],
)
def test_findings_are_told_in_the_language_of_the_reader(
    project: Path, tag: str, label: str, words: str
) -> None:
    page, report, _ = read(project, tag)
    roles = {one.anchor: one for one in page.roles}
    fines = [finding for finding in roles["role-sales-manager"].findings if finding.id == "cn.fine"]
    assert [(finding.kind, finding.label) for finding in fines] == [("warning", label)]
    assert words in fines[0].sentence
    assert fines[0].entries[0].text
    assert len(report.findings) == sum(
        len(finding.entries) for one in (*page.roles, *page.postings) for finding in one.findings
    )


def test_a_finding_that_is_kept_says_by_whom_and_until_when(project: Path) -> None:
    _, report, _ = read(project)
    mark = next(finding.mark for finding in report.findings if finding.rule_id == "cn.fine")
    change(
        project / "roles/sales-manager/role.yaml",
        "provenance:",
        "suppress:\n  agreed:\n    rules: [cn.fine]\n"
        f'    entries: {{penalties.no-report: "{mark}"}}\n'
        "    reason: Agreed with the union\n    author: Li Na\n    until: 2027-06-30\nprovenance:",
    )
    page, report, _ = read(project)
    kept = [f for one in page.roles if one.anchor == "role-sales-manager" for f in one.findings if f.kept]
    assert [(finding.kind, finding.kept) for finding in kept] == [
        ("kept", "Kept until 30 June 2027 by Li Na: Agreed with the union")
    ]
    alone = tuple(finding for finding in report.findings if finding.is_kept)
    assert {finding.subject_id for finding in alone} == {"sales-manager", "sales-representative"}
    assert list_doubtful(replace(report, findings=alone)) == {}


def test_a_closed_posting_leaves_the_same_out(project: Path) -> None:
    change(project / f"{POSTING}/posting.yaml", "status: open", "status: closed")
    catalogue, _ = load_catalogue(project)
    report = make_report(catalogue, TODAY)
    assert not report.withheld, "nobody needs to look at it any more"
    assert list_all_withheld(catalogue, report, TODAY) == {
        "sales-manager-suzhou": frozenset({"qualifications.age"})
    }


@pytest.mark.parametrize(("audience", "there"), [("assessor", True), ("staff", True), ("public", False)])
def test_the_page_is_for_those_inside(project: Path, audience: str, there: bool) -> None:
    request = BuildRequest(
        project,
        project / audience,
        only=("pages",),
        audience=audience,  # type: ignore[arg-type]
        build_date=dt.date(2026, 12, 1),
        fonts=FONTS,
    )
    assert not build_site(request).failed
    assert (project / audience / "es/policies/index.html").exists() == there
    home = (project / audience / "es/index.html").read_text("utf-8")
    assert ("policies/index.html" in home) == there
    advert = (project / audience / "en/jobs/sales-manager-suzhou/index.html").read_text("utf-8")
    assert "35 or younger" not in advert


def test_a_posting_of_another_language_is_named_as_it_is_there(project: Path) -> None:
    page, _, _ = read(project, "es")
    assert [one.name.label.plain for one in page.postings] == ["Sales manager, tools · SM-7"]
    assert [one.name.href for one in page.postings] == ["../../en/jobs/sales-manager-suzhou/index.html"]
