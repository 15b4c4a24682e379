"""Whatever stands in the files: diagnostics with a place, never a traceback."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rolebook.assessment.score import score_result
from rolebook.checks import check_catalogue
from rolebook.content import sources as sources_module
from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.diagnostic_formats import format_github, format_human, format_json, format_sarif, summarise
from rolebook.diagnostics import Diagnostic, Severity
from tests.project import SAMPLE, TODAY, copy_sample, diagnose

FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.yaml"))
TEXTS = {path: (SAMPLE / path).read_text(encoding="utf-8") for path in FILES}

# What breaks readers: markup of YAML and Markdown, numbers at the edge, letters that look like others.
TOKENS = (
    "", " ", "~", "null", "[]", "{}", "[a, [b]]", "{a: {b: c}}", "- a", "- {a: b}", "? a", "a: b",
    "a:", ": ", "#", "|", ">-", "&a", "*a", "!!int 1", "<<: {}", "---", "...", "%YAML 1.2", "'",
    '"', "\t", "{by}", "{", "}", "{{ x }}", "{% x %}", "0", "-1", "00", "1e9", "NaN", "Infinity",
    "999999999999999", "0.000001", "١٢", "1٫5", "true", "2026-02-30", "0000-00-00", "9999-12-31",
    "../../etc/passwd", "con", "a" * 300, "-", "--", "é", "ß", "经理", "👩‍🚀", "\u202etxt", "\u200b",
    "İ", "\U000e0041", "[x](javascript:x)", "[x](<)", "![](", "<script>", "`" * 9, "\\", "%00",
    "\x00", "\x85", "\u2028", "\ufeff", "sales-manager", "sales-representative", "director",
    "extends: sales-manager", "reports_to: [sales-manager]",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sample(tmp_path_factory.mktemp("properties") / "project")


@pytest.fixture(autouse=True)
def restored(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "project" in request.fixturenames:
        root: Path = request.getfixturevalue("project")
        shutil.rmtree(root)
        copy_sample(root)


def judge(project: Path, path: str, data: bytes) -> tuple[Diagnostic, ...]:
    """Put these bytes in place of one file, and see that every report of it can be written."""
    target = project / path
    target.write_bytes(data)
    try:
        found = diagnose(project)
    finally:
        target.write_text(TEXTS[path], encoding="utf-8")
    assert_sound(found)
    return found


def assert_sound(found: tuple[Diagnostic, ...]) -> None:
    for diagnostic in found:
        place = diagnostic.place
        assert diagnostic.message
        assert place is not None
        assert place.line >= 0
        assert place.length >= 1
        if place.line:
            assert diagnostic.source_line is not None
            assert 1 <= place.column <= len(diagnostic.source_line) + 1
    report = format_human(found, color=False)
    assert not set(report) & set(
        map(chr, [*range(10), *range(11, 32), *range(127, 160), 0x202E, 0x2066, 0x2028])
    )
    json.loads(format_json(found))
    json.loads(format_sarif(found))
    assert format_github(found).count("\n") == len(found)
    assert summarise(found)


RELAXED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@RELAXED
@given(path=st.sampled_from(FILES), data=st.binary(max_size=200))
@example(path="handbook/handbook.yaml", data=b"")
@example(path="handbook/handbook.yaml", data=b"\xff\xfe")
@example(path="roles/sales-manager/role.yaml", data=b"[]")
@example(path="roles/sales-manager/en.yaml", data=b"\x00")
def test_any_bytes(project: Path, path: str, data: bytes) -> None:
    assert any(d.severity is Severity.ERROR or d.code == "L010" for d in judge(project, path, data))


@RELAXED
@given(path=st.sampled_from(FILES), text=st.text(max_size=100))
def test_any_text_as_a_value(project: Path, path: str, text: str) -> None:
    judge(project, path, (TEXTS[path] + "title: " + text).encode("utf-8", "surrogatepass"))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the sample with some lines changed as people and programs change them."""
    path = draw(st.sampled_from(FILES))
    lines = TEXTS[path].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        index = draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        token = draw(st.sampled_from(TOKENS))
        what = draw(
            st.sampled_from(
                ["value", "value", "insert", "delete", "repeat", "indent", "outdent", "cut", "other"]
            )
        )
        if what == "value":
            lines[index] = line.partition(":")[0] + ": " + token
        elif what == "insert":
            at = draw(st.integers(0, len(line)))
            lines[index] = line[:at] + token + line[at:]
        elif what == "delete":
            del lines[index]
            lines = lines or [""]
        elif what == "repeat":
            lines.insert(index, line)
        elif what == "indent":
            lines[index] = "  " + line
        elif what == "outdent":
            lines[index] = line[2:]
        elif what == "cut":
            lines = lines[: index + 1]
        else:
            other = TEXTS[draw(st.sampled_from(FILES))].split("\n")
            lines[index] = draw(st.sampled_from(other))
    return path, "\n".join(lines)


@settings(RELAXED, max_examples=120)
@given(change=mutated())
def test_mutated_files(project: Path, change: tuple[str, str]) -> None:
    path, text = change
    judge(project, path, text.encode("utf-8", "surrogatepass"))


@settings(RELAXED, max_examples=15)
@given(order=st.permutations(FILES))
def test_order_of_files_is_nothing(project: Path, order: list[str]) -> None:
    def listing(root: Path) -> list[str]:
        return list(order)

    expected, _ = load_catalogue(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources_module, "find_content_files", listing)
        catalogue, problems = load_catalogue(project)
    assert problems == []
    assert catalogue == expected
    assert list(catalogue.roles) == list(expected.roles)
    assert check_catalogue(catalogue, today=TODAY) == []


@settings(RELAXED, max_examples=20)
@given(today=st.dates())
def test_any_day(project: Path, today: dt.date) -> None:
    catalogue, _ = load_catalogue(project)
    assert {d.code for d in check_catalogue(catalogue, today=today)} <= {"S015", "S016", "J013", "J020"}


@RELAXED
@given(name=st.text(min_size=1, max_size=20).filter(lambda name: "/" not in name and name not in (".", "..")))
@example(name="..\\x")
@example(name="a\n")
@example(name="CON")
@example(name="-rf")
@example(name="a" * 81)
@example(name="sales--manager")
@example(name="\udcff")
@example(name="\u202e")
def test_any_name_of_a_role(project: Path, name: str) -> None:
    try:
        folder = project / "roles" / name
        folder.mkdir(exist_ok=False)
    except (OSError, ValueError):
        return  # the system has no such names
    try:
        shutil.copyfile(SAMPLE / "roles/sales-department/role.yaml", folder / "role.yaml")
        shutil.copyfile(SAMPLE / "roles/sales-department/en.yaml", folder / "en.yaml")
        found = diagnose(project)
    finally:
        shutil.rmtree(folder)
    assert_sound(found)
    hidden = name.startswith((".", "_")) or name.endswith("~")
    assert bool(found) != hidden


def test_scores_of_a_sound_project_are_total_and_monotone(project: Path) -> None:
    catalogue: Catalogue = load_catalogue(project)[0]
    for role in catalogue.roles.values():
        for kpi in role.facts.kpis.values():
            assert kpi is not None
            assert kpi.scoring is not None
            bands = kpi.scoring.bands
            limits = {
                value for b in bands for value in (b.from_, b.above, b.up_to, b.below) if value is not None
            }
            points = sorted({*limits, *(x + 1 for x in limits), *(x - 1 for x in limits)})
            found = [score_result(kpi, point, 1) for point in points]
            assert None not in found
            scores = [score.value for score in found if score]
            assert scores == sorted(scores, reverse=kpi.better == "lower")


def test_link_out_of_the_project(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.copytree(SAMPLE / "roles/sales-department", outside)
    (project / "roles/other").symlink_to(outside)
    assert {(d.code, d.place.path) for d in diagnose(project) if d.place} == {
        ("X003", f"roles/other/{name}.yaml") for name in ("role", "en", "es", "zh")
    }


def test_link_inside_the_project(project: Path) -> None:
    (project / "roles/sales-trainee").symlink_to(project / "roles/sales-department")
    assert {d.code for d in diagnose(project)} == {"L031"}


def test_links_that_lead_nowhere_or_round(project: Path) -> None:
    folder = project / "roles/sales-department"
    for name in ("en", "es", "zh"):
        (folder / f"{name}.yaml").unlink()
    (folder / "en.yaml").symlink_to(folder / "nothing.yaml")
    (folder / "es.yaml").symlink_to(folder / "zh.yaml")
    (folder / "zh.yaml").symlink_to(folder / "es.yaml")
    found = diagnose(project)
    assert [d.code for d in found] == ["Y012"] * 3
    assert_sound(found)
    (project / "roles/round").symlink_to(project / "roles/round")
    assert diagnose(project) == found


def test_pipe_is_not_waited_for(project: Path) -> None:
    path = project / "roles/sales-department/es.yaml"
    path.unlink()
    os.mkfifo(path)
    assert [d.code for d in diagnose(project)] == ["Y012"]


def test_project_without_roles(project: Path) -> None:
    shutil.rmtree(project / "roles")
    assert {d.code for d in diagnose(project)} == {"X007"}
    (project / "roles").write_text("no folder\n", encoding="utf-8")
    assert {d.code for d in diagnose(project)} == {"X007"}
