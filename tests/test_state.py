"""The stamp: it says “up to date” when nothing has changed, and only then."""

import datetime as dt
import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rolebook.build import state
from rolebook.build.state import begin_build, is_up_to_date, remember_build
from rolebook.diagnostics import Diagnostic, Place, Severity

WARNING = Diagnostic(
    "F001", Severity.WARNING, "watch out", "do so", Place("roles/a/en.yaml", 3, 2, 5), "text"
)


@dataclass(frozen=True)
class Request:
    project: Path
    output: Path
    languages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    base_url: str | None = None
    strict: bool = False
    build_date: dt.date = dt.date(2026, 12, 1)
    audience: str = "assessor"


@dataclass(frozen=True)
class Report:
    files: int = 0
    failed: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    for name in (
        "project/handbook/handbook.yaml",
        "project/roles/clerk/role.yaml",
        "project/roles/clerk/en.yaml",
        "templates/site/role.html.j2",
        "project/site/index.html",
        "project/site/.rolebook-manifest.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return Request(tmp_path / "project", tmp_path / "project/site")


def folders(request: Request) -> list[Path]:
    return [request.project.parent / "templates"]


def grow_old(request: Request) -> None:
    """Let all files look an hour old, so that none is fresh."""
    then = time.time() - 3600
    for path in request.project.parent.rglob("*"):
        os.utime(path, (then, then))


def build(request: Request) -> None:
    before = begin_build(request, folders(request))
    remember_build(request, folders(request), before, Report(3, diagnostics=(WARNING,)))


def check(request: Request) -> dict | None:
    return is_up_to_date(request, folders(request))


def test_unchanged_project_is_up_to_date(request_):
    assert check(request_) is None, "never built"
    build(request_)
    assert check(request_) == {"files": 3, "diagnostics": (WARNING,)}
    assert Report(**check(request_)).diagnostics[0].source_line == "text"


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize(
    "name",
    [
        "project/handbook/handbook.yaml",
        "project/roles/clerk/en.yaml",
        "templates/site/role.html.j2",
        "project/site/index.html",
        "project/site/.rolebook-manifest.json",
    ],
)
def test_edit_rename_and_removal_are_seen(request_, tmp_path, name, fresh):
    path = tmp_path / name
    for change in (
        lambda: path.write_text("changed"),
        lambda: path.rename(path.with_name("other.yaml")) and None,
        lambda: path.write_text("again"),
        lambda: path.unlink(),
    ):
        if not fresh:
            grow_old(request_)
        build(request_)
        assert check(request_) is not None
        change()
        assert check(request_) is None


@pytest.mark.parametrize(
    "name", ["project/roles/buyer/role.yaml", "project/postings/a/en.yaml", "project/site/en/new.html"]
)
def test_new_file_is_seen(request_, tmp_path, name):
    build(request_)
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("new")
    assert check(request_) is None


@pytest.mark.parametrize(
    "name", ["project/roles/clerk/.en.yaml.swp", "project/roles/clerk/en.yaml~", "project/README.md"]
)
def test_file_that_no_build_reads_does_not_matter(request_, tmp_path, name):
    build(request_)
    (tmp_path / name).write_text("x")
    assert check(request_) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"languages": ("zh",)},
        {"roles": ("clerk",)},
        {"only": ("pages",)},
        {"base_url": "https://example.org/"},
        {"strict": True},
        {"build_date": dt.date(2026, 12, 2)},
        {"audience": "public"},
    ],
)
def test_other_options_are_another_build(request_, change):
    build(request_)
    assert check(replace(request_, **change)) is None
    assert check(request_) is not None


def edit_unseen(path: Path) -> None:
    """An edit that leaves size, times and inode as they were, as with a coarse clock."""
    status = path.stat()
    text = path.read_text()
    path.write_text(text.swapcase())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.fixture
def no_ctime(monkeypatch):
    """Let the time of change of the inode, which cannot be set back, not be seen."""
    original = os.stat

    def stat(path, **options):
        status = original(path, **options)
        return os.stat_result(
            status[:10], {"st_mtime_ns": status.st_mtime_ns, "st_ctime_ns": 0, "st_atime_ns": 0}
        )

    monkeypatch.setattr(state.os, "stat", stat)


def test_unseen_edit_of_a_fresh_file_is_seen_by_its_content(request_, no_ctime):
    build(request_)
    edit_unseen(request_.project / "roles/clerk/en.yaml")
    assert check(request_) is None


def test_edit_while_the_build_runs_is_seen(request_, no_ctime):
    before = begin_build(request_, folders(request_))
    edit_unseen(request_.project / "roles/clerk/en.yaml")
    remember_build(request_, folders(request_), before, Report(3, diagnostics=(WARNING,)))
    assert check(request_) is None


def test_files_are_no_longer_read_when_they_have_aged(request_, monkeypatch):
    build(request_)
    assert check(request_) is not None
    monkeypatch.setattr(state, "_FRESH", 0)
    assert check(request_) is not None
    monkeypatch.setattr(state, "digest_file", None)
    assert check(request_) is not None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}'])
def test_damaged_stamp_is_no_stamp(request_, text):
    build(request_)
    for stamp in (request_.project / ".rolebook/stamps").iterdir():
        stamp.write_text(text)
    assert check(request_) is None


def test_other_packages_are_seen(request_, tmp_path, monkeypatch):
    build(request_)
    (tmp_path / "packages/weasyprint-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    assert check(request_) is None


def test_text_engine_of_the_system_is_watched(request_, tmp_path, monkeypatch):
    library = tmp_path / "libpango-1.0.so.0"
    library.write_text("1.50")
    monkeypatch.setattr(state, "find_loaded_libraries", lambda: [str(library)])
    build(request_)
    assert check(request_) is not None
    library.write_text("1.56.")
    assert check(request_) is None


def test_folder_that_cannot_be_written_is_no_failure(request_):
    (request_.project / ".rolebook").write_text("in the way")
    build(request_)
    assert check(request_) is None


def test_links_in_a_circle_come_to_an_end(request_):
    (request_.project / "roles/clerk/again").symlink_to(request_.project / "roles")
    build(request_)
    assert check(request_) is not None


def test_nothing_heavy_is_imported():
    script = (
        "import sys; import rolebook.build.state\n"
        "heavy = {'pydantic', 'jinja2', 'babel', 'weasyprint', 'yaml', 'importlib.metadata', 'ctypes'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)
