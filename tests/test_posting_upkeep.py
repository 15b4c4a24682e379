"""Postings over time: how they are started, kept and compared, and what stops a build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rolebook.content.postings import find_state
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import ContentError
from rolebook.history.compare import compare_catalogues
from rolebook.history.revisions import open_version
from rolebook.pipeline import BuildRequest, build_site
from rolebook.scaffold import ScaffoldError, start_language, start_project
from rolebook.scaffold_posting import start_posting
from tests.project import TODAY, copy_sample, diagnose
from tests.sample_posting import FACTS, FOLDER, change
from tests.versions import git


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


# ------------------------------------------------------------------------ started, kept, compared


def test_a_new_posting_is_a_draft_without_fault(tmp_path: Path) -> None:
    project = tmp_path / "acme"
    start_project(project, ("es", "en"), TODAY)
    written = start_posting(project, "2026-12-ventas", "sales-manager", TODAY)
    assert [path.name for path in written] == ["posting.yaml", "es.yaml"]
    assert diagnose(project) == ()
    posting = load_catalogue(project)[0].postings["2026-12-ventas"]
    assert find_state(posting, TODAY) == "draft"
    assert (posting.facts.posted, posting.facts.valid_through) == (TODAY, dt.date(2027, 1, 30))
    assert "currency: EUR" in (project / "postings/2026-12-ventas/posting.yaml").read_text(encoding="utf-8")


def test_an_unfinished_draft_is_shown_to_those_who_work_on_it(tmp_path: Path) -> None:
    project = tmp_path / "acme"
    start_project(project, ("en",), TODAY)
    folder = project / "postings/2026-12-idea"
    folder.mkdir(parents=True)
    (folder / "posting.yaml").write_text("role: sales-manager\nposted: 2026-12-15\ninclude: []\n", "utf-8")
    (folder / "en.yaml").write_text("title: An idea\n", "utf-8")
    report = build_site(BuildRequest(project, tmp_path / "site", only=("pages",), build_date=TODAY))
    assert not report.failed
    listed = (tmp_path / "site/en/jobs/index.html").read_text("utf-8")
    card = listed.split('<li class="card job-card"')[1].split("<ul")[0]
    assert "An idea" in card and "draft" in card
    assert (tmp_path / "site/en/jobs/2026-12-idea/index.html").is_file()


@pytest.mark.parametrize(
    ("name", "role", "told"),
    [
        ("Madrid 1", "sales-manager", "id"),
        ("madrid", "sales-manger", "no role"),
        ("madrid", "sales-department", "department"),
        ("sales-manager-suzhou", "sales-manager", "already"),
    ],
)
def test_a_posting_that_cannot_be_started(project: Path, name: str, role: str, told: str) -> None:
    with pytest.raises(ScaffoldError, match=told):
        start_posting(project, name, role, TODAY)
    assert [path.name for path in (project / "postings").iterdir()] == ["sales-manager-suzhou"]


def test_a_new_language_leaves_postings_alone(project: Path) -> None:
    start_language(project, "fr")
    assert not (project / FOLDER / "fr.yaml").exists(), "nobody need advertise in every language"


def test_comparison_tells_of_postings(project: Path, tmp_path: Path) -> None:
    before = load_catalogue(project)[0]
    change(project / f"{FOLDER}/zh.yaml", "两次", "三次")
    (project / "postings/two").mkdir()
    (project / "postings/two/posting.yaml").write_text("role: sales-manager\nposted: 2026-12-15\n")
    (project / "postings/two/en.yaml").write_text("title: Sales manager\n")
    found = compare_catalogues(before, load_catalogue(project)[0]).handbook
    assert [(c.section, c.id, c.change) for c in found] == [
        ("postings", "sales-manager-suzhou", "changed"),
        ("postings", "two", "added"),
    ]


def test_an_older_version_has_its_postings(project: Path) -> None:
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "one")
    with open_version("HEAD", project) as version:
        assert list(load_catalogue(version.root)[0].postings) == ["sales-manager-suzhou"]


def test_a_posting_with_an_error_stops_the_build(project: Path, tmp_path: Path) -> None:
    change(project / FACTS, "apply: {url: https://careers.example.com/sm-7}\n", "")
    request = BuildRequest(project, tmp_path / "site", only=("pages",), build_date=TODAY)
    with pytest.raises(ContentError) as error:
        build_site(request)
    assert [d.code for d in error.value.diagnostics] == ["J011"]
    assert not (tmp_path / "site").exists()
