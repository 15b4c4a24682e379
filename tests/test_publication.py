"""The report of where vacancies are published: it says of every posting and language what a build does."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rolebook.cli import cli
from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site, report_postings
from rolebook.policies import Withheld
from rolebook.views.publication import list_publication, list_withheld_entries
from tests.conftest import ROOT
from tests.openings import MANAGER, REMOTE, SITE, TOWNS, make_openings
from tests.project import FONTS, TODAY

FEEDS = ("atom.xml", "feed.json", "jobs.xml")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_openings(tmp_path_factory.mktemp("publication") / "project")
    (project / "postings" / REMOTE / "zh.yaml").write_text("# title: 钻与锯的培训师\n", "utf-8")
    return project


@pytest.fixture(scope="module")
def catalogue(project: Path) -> Catalogue:
    return load_catalogue(project)[0]


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)


# What it says is what a build does


@pytest.mark.parametrize("day", [TODAY, dt.date(2026, 12, 2), dt.date(2026, 10, 1)])
@pytest.mark.parametrize("base_url", [SITE, None])
def test_the_report_agrees_with_the_public_build(
    project: Path, catalogue: Catalogue, day: dt.date, base_url: str | None, tmp_path: Path
) -> None:
    request = BuildRequest(
        project,
        tmp_path / "public",
        only=("pages",),
        build_date=day,
        base_url=base_url,
        audience="public",
        fonts=FONTS,
    )
    assert not build_site(request).failed
    rows = list_publication(catalogue, day, base_url)
    assert len(rows) == len(catalogue.postings) * 3
    for row in rows:
        jobs = tmp_path / "public" / row.language / "jobs"
        page = jobs / row.posting / "index.html"
        assert row.page == page.is_file(), row
        marked = page.is_file() and '"@type":"JobPosting"' in page.read_text("utf-8")
        assert row.structured_data == marked, row
        feeds = [(jobs / name).read_text("utf-8") for name in FEEDS if (jobs / name).is_file()]
        assert {f"/jobs/{row.posting}/" in feed for feed in feeds} <= {row.feeds}, row
        assert not row.feeds or len(feeds) == len(FEEDS)
        assert (row.reason is None) == (row.page and row.structured_data and row.feeds), row
        assert row.url == (f"{SITE}/{row.language}/jobs/{row.posting}/" if base_url and row.page else None)


def test_every_reason_is_told_in_words(catalogue: Catalogue) -> None:
    told = {
        (row.posting, row.language): (row.reason.code, row.reason.words) if row.reason else None
        for row in list_publication(catalogue, TODAY, SITE)
    }
    assert told[MANAGER, "en"] is None
    assert told[MANAGER, "es"] == ("no-words", f"there is no postings/{MANAGER}/es.yaml")
    assert told[REMOTE, "zh"] == ("no-words", f"postings/{REMOTE}/zh.yaml holds nothing but comments")
    assert told["over", "en"] == ("closed", "it is closed: the page says so")
    assert told["late", "en"] == ("expired", "it ended on 2026-11-30: the page says so")
    assert told["idea", "en"] == ("draft", "a draft: write status: open")
    assert told["soon", "en"] == ("not-yet-open", "it is posted on 2026-12-02")
    without = {(row.posting, row.language): row for row in list_publication(catalogue, TODAY, None)}
    reason = without[TOWNS, "es"].reason
    assert reason
    assert reason.code == "no-address"
    assert "base_url" in reason.words


# Entries that are left out


def test_a_posting_of_a_role_that_became_a_draft_is_nowhere(catalogue: Catalogue) -> None:
    role = catalogue.roles["sales-manager"]
    draft = replace(role, facts=role.facts.model_copy(update={"draft": True}))
    changed = replace(catalogue, roles={**catalogue.roles, role.id: draft})
    rows = [row for row in list_publication(changed, TODAY, SITE) if row.posting == MANAGER]
    assert [row.page or row.structured_data or row.feeds for row in rows] == [False] * len(rows)
    assert {row.reason.words for row in rows if row.reason and row.reason.code == "draft"} == {
        "its role sales-manager is a draft"
    }


def test_entries_are_withheld_by_the_posting_or_by_policies(catalogue: Catalogue) -> None:
    posting = catalogue.postings[MANAGER]
    held = posting.facts.model_copy(update={"withhold": ("duties.plans", "qualifications.degree")})
    changed = replace(catalogue, postings={MANAGER: replace(posting, facts=held)})
    judged = {
        MANAGER: (
            Withheld("qualifications", "degree", ("asked", "flag")),
            Withheld("qualifications", "years", ("limit",)),
        )
    }
    found = list_withheld_entries(changed, judged)
    assert [(one.entry, one.reasons, one.words) for one in found] == [
        ("duties.plans", ("asked",), "the posting says so"),
        ("qualifications.degree", ("asked", "flag"), "the posting says so; a caution on it: not for adverts"),
        ("qualifications.years", ("limit",), "a limit of age, sex or health"),
    ]


def test_what_the_law_of_the_place_forbids_is_told(tmp_path: Path) -> None:
    project = make_openings(tmp_path / "project")
    facts, words = (project / "roles/sales-manager" / name for name in ("role.yaml", "en.yaml"))
    text = facts.read_text("utf-8").replace(
        "qualifications:\n", "qualifications:\n  age: {kind: age, at_most: 35}\n"
    )
    facts.write_text(text, "utf-8")
    for path in words.parent.glob("??.yaml"):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("qualifications:\n", "qualifications:\n  age: Is {at_most} or younger.\n"), "utf-8"
        )
    report = report_postings(project, TODAY)
    found = {one.posting: one for one in report.withheld if one.entry == "qualifications.age"}
    assert {MANAGER, TOWNS, REMOTE} <= found.keys()
    assert found[TOWNS].reasons[0] == "limit"
    assert {"es.equality", "us.age"} <= set(found[TOWNS].rules)
    assert "us.age" in found[TOWNS].words
    output = tmp_path / "site"
    request = BuildRequest(project, output, only=("pages",), build_date=TODAY, base_url=SITE, fonts=FONTS)
    assert not build_site(request).failed
    jobs = output / "en/jobs"
    for path in (
        *(jobs / name for name in FEEDS),
        jobs / TOWNS / "index.html",
        jobs / MANAGER / "index.html",
    ):
        assert "35 or younger" not in path.read_text("utf-8"), path
    assert "35 or younger" in (output / "en/roles/sales-manager/index.html").read_text("utf-8")


# The command


def test_the_command_prints_a_table(project: Path) -> None:
    result = call("postings", "--project", project, "--date", "2026-12-01", "--base-url", SITE)
    assert result.exit_code == 0
    lines = [line.split(maxsplit=6) for line in result.output.splitlines()]
    assert lines[0] == ["POSTING", "LANGUAGE", "STATE", "PAGE", "DATA", "FEEDS", "WHY NOT"]
    assert [MANAGER, "zh", "open", "yes", "yes", "yes"] in lines
    assert ["late", "en", "expired", "yes", "–", "–", "it ended on 2026-11-30: the page says so"] in lines
    assert f"3 of 7 postings are open on 2026-12-01 ({SITE})." in result.output


def test_the_command_prints_json(project: Path) -> None:
    posting = project / "postings" / TOWNS / "posting.yaml"
    before = posting.read_text("utf-8")
    posting.write_text(before + "withhold: [duties.weekly-report]\n", "utf-8")
    try:
        result = call("postings", "--project", project, "--date", "2026-12-02", "--format", "json")
    finally:
        posting.write_text(before, "utf-8")
    told = json.loads(result.stdout)
    assert (told["date"], told["base_url"]) == ("2026-12-02", None)
    rows = {(row["posting"], row["language"]): row for row in told["postings"]}
    assert len(rows) == 21
    assert rows[TOWNS, "en"]["state"] == "expired"
    assert rows["soon", "en"]["structured_data"] is True
    assert rows["soon", "en"]["reason"]["code"] == "no-address"
    assert told["withheld"] == [
        {
            "posting": TOWNS,
            "entry": "duties.weekly-report",
            "reasons": ["asked"],
            "rules": [],
        }
    ]


def test_the_command_says_what_is_wrong(project: Path, tmp_path: Path) -> None:
    assert call("postings", "--project", project, "--base-url", "example").exit_code == 2
    assert call("postings", "--project", project, "--date", "1.12.2026").exit_code == 2
    broken = make_openings(tmp_path / "broken")
    facts = broken / "postings" / TOWNS / "posting.yaml"
    facts.write_text(facts.read_text("utf-8").replace("posted:", "psted:"), "utf-8")
    result = call("postings", "--project", broken)
    assert result.exit_code == 1
    assert "S001" in result.output


def test_a_project_without_postings_says_so(tmp_path: Path) -> None:
    project = make_openings(tmp_path / "project")
    shutil.rmtree(project / "postings")
    assert call("postings", "--project", project).output == "There are no postings.\n"


# The recipes of docs/vacancies.md


def list_recipes() -> dict[str, str]:
    text = (ROOT / "docs/vacancies.md").read_text("utf-8")
    return dict(re.findall(r"```yml\n# (\S+)\n(.*?)```", text, re.S))


@pytest.mark.parametrize(
    ("name", "schema"),
    [(".github/workflows/vacancies.yml", "github-workflows"), (".gitlab-ci.yml", "gitlab-ci")],
)
def test_the_recipes_are_what_the_two_services_read(name: str, schema: str, tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.yml"
    recipe.write_text(list_recipes()[name], "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(recipe)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    recipe.write_text(list_recipes()[name].replace("rules:", "rule:").replace("runs-on:", "run-on:"), "utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1, "the check can fail"


def test_the_recipes_call_commands_that_there_are() -> None:
    for text in list_recipes().values():
        lines = " ".join(text.split())
        found = re.search(r"\.venv/bin/rolebook (build .*?) --date \"\$\(TZ=\S+ date \+%F\)\"", lines)
        assert found
        parsed = cli.commands["build"].make_context("build", [*found[1].split()[1:], "--date", "2027-01-01"])
        assert parsed.params["audience"] == "public"
        assert parsed.params["strict"] is True
