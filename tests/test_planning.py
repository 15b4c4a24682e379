"""Planning in several processes: the same as in one, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolebook.audience import release_catalogue
from rolebook.build import planning, processes
from rolebook.build.artifact import Artifact
from rolebook.build.cache import open_cache
from rolebook.build.errors import BuildError
from rolebook.build.fingerprint import KeyContext
from rolebook.build.plan import Selection, divide_plan, plan_site
from rolebook.build.planning import count_processes, plan_beside
from rolebook.build.worklist import Keyed, give_keys
from rolebook.content.audience_facts import EVERYTHING
from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostics import ContentError
from rolebook.pipeline import BuildReport, BuildRequest, build_site, find_template_folders, list_options
from rolebook.render.settings import RenderSettings
from rolebook.views.context import SiteOptions
from tests.project import FONTS, TODAY, copy_sample


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


@pytest.fixture(autouse=True)
def _can_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "choose_start_method", lambda: "fork")


def open_context(project: Path) -> KeyContext:
    return KeyContext(RenderSettings(find_template_folders(project), project), project / ".rolebook")


def read(project: Path) -> tuple[Catalogue, SiteOptions]:
    catalogue = release_catalogue(load_catalogue(project)[0], EVERYTHING, TODAY)
    return catalogue, list_options(catalogue, BuildRequest(project, project / "site", build_date=TODAY))


def plan(project: Path, count: int) -> list[Keyed]:
    catalogue, options = read(project)

    def divide() -> list[Iterator[Artifact]]:
        return divide_plan(catalogue, options, find_template_folders(project), Selection())

    with plan_beside(divide, open_context(project), open_cache(project), count) as planned:
        return list(planned)


def build(project: Path, jobs: int, **options: bool) -> BuildReport:
    request = BuildRequest(
        project, project / "site", only=("pages",), jobs=jobs, build_date=TODAY, fonts=FONTS, **options
    )
    return build_site(request)


@pytest.mark.parametrize("count", [2, 3, 9])
def test_several_processes_plan_what_one_plans(project: Path, count: int) -> None:
    alone = plan(project, 1)
    assert plan(project, count) == alone
    assert {item.kind for item in alone} >= {"file", "page", "document", "workbook", "part", "book"}
    assert multiprocessing.active_children() == []


def test_divisions_make_up_the_plan(project: Path) -> None:
    catalogue, options = read(project)
    site = plan_site(catalogue, options, find_template_folders(project))
    assert list(give_keys(site, open_context(project), open_cache(project))) == plan(project, 1)


def test_a_build_in_several_processes_makes_the_same_site(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_FEWEST", 0)
    other = copy_sample(tmp_path / "other")
    assert build(project, jobs=1).files == build(other, jobs=2).files

    def read_site(folder: Path) -> dict[str, bytes]:
        files = (path for path in (folder / "site").rglob("*") if path.is_file() and path.name[0] != ".")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    assert read_site(project) == read_site(other)


def test_nothing_is_made_before_all_checks_have_passed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_FEWEST", 0)
    words, facts = project / "roles/sales-manager/es.yaml", project / "roles/sales-manager/role.yaml"
    words.write_text("# not yet\n", "utf-8")
    assert build(project, jobs=2, strict=True).failed
    facts.write_text(facts.read_text("utf-8").replace("weight: 60", "weight: 61"), "utf-8")
    with pytest.raises(ContentError) as caught:
        build(project, jobs=2)
    assert "K001" in [problem.code for problem in caught.value.diagnostics]
    assert not (project / "site").exists()
    assert multiprocessing.active_children() == []


def test_how_many_processes() -> None:
    assert count_processes(jobs=2, roles=42, languages=3) == 3
    assert count_processes(jobs=8, roles=42, languages=3) == 4
    assert count_processes(jobs=1, roles=42, languages=3) == 1  # as it was asked for
    assert count_processes(jobs=8, roles=3, languages=3) == 1  # it would take longer
    assert count_processes(jobs=8, roles=3_000, languages=3) == 1  # it would take too much memory


# What goes wrong


def page(path: str) -> Artifact:
    return Artifact(path, "page", "site/404.html.j2", "en", view="")


def fail() -> Iterator[Artifact]:
    yield page("a")
    raise ZeroDivisionError("nothing to divide by")


def die() -> Iterator[Artifact]:
    yield page("b")
    os.kill(os.getpid(), signal.SIGKILL)


def dawdle() -> Iterator[Artifact]:
    number = 0
    while True:
        number += 1
        yield page(f"c{number}")


class Odd(Exception):
    """An error that cannot be sent from one process to another."""

    def __init__(self, one: int, other: int):
        super().__init__(f"{one} and {other}")


def fail_oddly() -> Iterator[Artifact]:
    yield page("d")
    raise Odd(1, 2)


def take(project: Path, *divisions: Iterator[Artifact]) -> list[Keyed]:
    with plan_beside(lambda: divisions, open_context(project), open_cache(project), 2) as planned:
        return list(planned)


def test_our_bugs_come_through_with_their_traceback(project: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="nothing to divide by") as caught:
        take(project, iter([page("z")]), fail())
    assert "in fail" in "".join(caught.value.__notes__)
    with pytest.raises(RuntimeError, match="Odd: 1 and 2"):
        take(project, iter([page("z")]), fail_oddly())
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_told(project: Path) -> None:
    with pytest.raises(BuildError, match="ended unexpectedly") as caught:
        take(project, iter([page("z")]), die())
    assert "--jobs 1" in caught.value.hint
    assert multiprocessing.active_children() == []


def test_nothing_goes_on_when_the_caller_is_interrupted(project: Path) -> None:
    divisions = (dawdle(), dawdle())
    with (
        pytest.raises(KeyboardInterrupt),
        plan_beside(lambda: divisions, open_context(project), open_cache(project), 2) as planned,
    ):
        assert [next(planned).path for _ in range(100)] == [f"c{number}" for number in range(1, 101)]
        assert len(multiprocessing.active_children()) == 2
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
