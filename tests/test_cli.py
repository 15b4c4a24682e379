"""The commands as a newcomer and as an angry person would use them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import SAMPLE, copy_sample

ROOT = Path(__file__).resolve().parent.parent


def run(*args: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run build.py as the shell would; nothing of the test's own terminal reaches it."""
    variables = {**os.environ, "PYTHONWARNINGS": "error", "SOURCE_DATE_EPOCH": "1796083200", **environment}
    variables.pop("FORCE_COLOR", None)
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *args],
        capture_output=True,
        text=True,
        cwd=cwd or ROOT,
        env=variables,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.returncode == 0
    for command in ("build", "check", "serve", "new", "explain", "schema", "clean"):
        assert command in result.stdout


@pytest.mark.parametrize(
    "command", ["build", "check", "serve", "new", "new role", "new posting", "explain", "schema", "clean"]
)
def test_every_command_has_help(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.returncode == 0, result.stderr
    assert "Usage:" in result.stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["chek"], "check"),
        (["--nonsense"], "--nonsense"),
        (["check", "--format", "xml"], "sarif"),
        (["--jobs", "0"], "--jobs"),
        (["--jobs", "many"], "many"),
        (["--only", "cakes"], "pages"),
        (["--base-url", "ftp://x"], "https://"),
        (["--base-url", "http://"], "https://"),
        (["--base-url", "https://x?y=1"], "https://"),
        (["--Project", ".", "check"], "--Project"),
        (["--only", "--project", "."], "'--only'"),
        (["--lang", "klingon", "--project", str(SAMPLE)], "klingon"),
        (["--date", "yesterday"], "YYYY-MM-DD"),
        (["--project", "no/such/folder"], "no/such/folder"),
        (["--project", "build.py"], "build.py is a file"),
        (["new"], "project"),
        (["new", "role"], "ID"),
        (["explain", "Q999"], "Q999"),
    ],
)
def test_wrong_usage_is_told(args: list[str], told: str) -> None:
    result = run(*args)
    assert result.returncode == 2, result.stdout
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_epoch_is_told(project: Path) -> None:
    result = run("check", "--project", project, SOURCE_DATE_EPOCH="soon")
    assert result.returncode == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_check_of_a_good_project(project: Path) -> None:
    for args in (["check", "--project", project], ["--project", project, "check", "--strict"]):
        result = run(*args)
        assert result.returncode == 0, result.stdout + result.stderr


def test_check_runs_in_the_current_folder_for_the_installed_program(project: Path) -> None:
    code = "import sys; sys.argv = ['rolebook', 'check']; from rolebook.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert result.returncode == 0, result.stderr


def test_check_tells_line_and_cure(project: Path) -> None:
    facts = project / "roles/sales-manager/role.yaml"
    facts.write_text(
        facts.read_text().replace("weight: 60", "weight: 50").replace("period: year", "perod: year")
    )
    result = run("check", "--project", project)
    assert result.returncode == 1
    assert "roles/sales-manager/role.yaml:" in result.stdout
    assert "perod" in result.stdout
    assert "period" in result.stdout
    assert "^" in result.stdout


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_are_json(project: Path, form: str) -> None:
    (project / "roles/sales-manager/zh.yaml").write_bytes(b"title: \xff\n")
    result = run("check", "--project", project, "--format", form)
    assert result.returncode == 1
    assert json.loads(result.stdout)


def test_github_format(project: Path) -> None:
    (project / "roles/sales-manager/zh.yaml").unlink()
    result = run("check", "--project", project, "--format", "github", "--strict")
    assert result.returncode == 1
    assert result.stdout.startswith("::warning file=")
    assert "::warning file=roles/sales-manager/" in result.stdout


def test_strict_fails_on_warnings_only(project: Path) -> None:
    (project / "roles/sales-manager/zh.yaml").unlink()
    assert run("check", "--project", project).returncode == 0
    assert run("check", "--project", project, "--strict").returncode == 1


def test_no_project_is_told(tmp_path: Path) -> None:
    for command in ("check", "build"):
        result = run(command, "--project", tmp_path)
        assert result.returncode == 1
        assert "handbook/handbook.yaml" in result.stdout + result.stderr
        assert "Traceback" not in result.stderr


def test_explain() -> None:
    result = run("explain", "k001")
    assert result.returncode == 0
    assert "Cause" in result.stdout
    listed = run("explain").stdout
    assert "K001" in listed
    assert "Y001" in listed


def test_schemas_are_fresh() -> None:
    result = run("schema", "--check")
    assert result.returncode == 0, result.stderr


def test_no_color_and_no_escape_codes_in_pipes(project: Path) -> None:
    (project / "roles/sales-manager/role.yaml").write_text("kind: \x1b[31mred\n")
    result = run("check", "--project", project)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr


def test_options_may_stand_before_the_command(project: Path) -> None:
    result = run("--project", project, "--quiet", "new", "role", "clerk")
    assert result.returncode == 0, result.stderr
    assert (project / "roles/clerk/role.yaml").is_file()


def test_a_relative_project_builds_whole(project: Path) -> None:
    for name in ("sales-department", "sales-representative"):
        shutil.rmtree(project / "roles" / name)
    handbook = project / "handbook/handbook.yaml"
    handbook.write_text(handbook.read_text().replace("reports_to: [sales-representative], ", ""))
    result = run("--project", project.name, cwd=project.parent)
    assert result.returncode == 0, result.stderr
    assert (project / "site/pagefind/pagefind.js").is_file()
    assert "Open project/site/index.html" in result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only")
@pytest.mark.parametrize("place", ["/dev/full", "&-"])
def test_output_that_cannot_be_written_is_no_traceback(project: Path, place: str) -> None:
    command = f'"{sys.executable}" "{ROOT / "build.py"}" check --project "{project}" >{place}'
    result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60)
    assert result.returncode == (1 if place == "/dev/full" else 0)
    assert "Traceback" not in result.stderr


class TestNew:
    """`new` makes what builds, and never overwrites."""

    def test_project_checks_without_a_word(self, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        result = run("new", "project", folder, "--lang", "en", "--lang", "zh", "--lang", "es")
        assert result.returncode == 0, result.stderr
        checked = run("check", "--strict", "--project", folder)
        assert checked.returncode == 0, checked.stdout
        assert (folder / "schema/role.json").is_file()

    def test_project_in_a_language_without_starter_words(self, tmp_path: Path) -> None:
        assert run("new", "project", tmp_path / "mine", "--lang", "de").returncode == 0
        assert run("check", "--strict", "--project", tmp_path / "mine").returncode == 0

    def test_project_with_a_language_named_twice(self, tmp_path: Path) -> None:
        assert run("new", "project", tmp_path / "mine", "--lang", "en", "--lang", "en").returncode == 0
        assert run("check", "--strict", "--project", tmp_path / "mine").returncode == 0

    def test_project_refuses_a_folder_that_is_not_empty(self, project: Path) -> None:
        result = run("new", "project", project)
        assert result.returncode == 1
        assert "not empty" in result.stderr

    def test_project_refuses_an_unknown_language(self, tmp_path: Path) -> None:
        result = run("new", "project", tmp_path / "mine", "--lang", "klingon")
        assert result.returncode == 1
        assert not (tmp_path / "mine").exists()

    def test_role(self, project: Path) -> None:
        result = run(
            "new", "role", "key-account-manager", "--title", 'Manager: "key" accounts', "--project", project
        )
        assert result.returncode == 0, result.stderr
        assert run("check", "--project", project).returncode == 0
        again = run("new", "role", "key-account-manager", "--project", project)
        assert again.returncode == 1
        assert "there already" in again.stderr

    def test_role_refuses_the_id_of_a_position(self, tmp_path: Path) -> None:
        mine = tmp_path / "mine"
        assert run("new", "project", mine).returncode == 0
        result = run("new", "role", "management", "--project", mine)
        assert result.returncode == 1
        assert "“management” stands under positions" in result.stderr
        assert not (mine / "roles" / "management").exists()

    @pytest.mark.parametrize("name", ["../evil", "Sales", "a b", "x" * 90, "-"])
    def test_role_refuses_a_bad_id(self, project: Path, name: str) -> None:
        result = run("new", "role", "--project", project, "--", name)
        assert result.returncode in (1, 2)
        assert "Traceback" not in result.stderr
        assert not (project.parent / "evil").exists()

    def test_role_refuses_a_title_that_cannot_be_written(self, project: Path) -> None:
        for title in ("a\nb", "a\x1b[31m", "a\udcff"):
            result = run("new", "role", "clerk", "--title", title, "--project", project)
            assert result.returncode == 1
            assert "title" in result.stderr
            assert "Traceback" not in result.stderr
            assert not (project / "roles/clerk").exists()

    def test_role_needs_a_department(self, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        run("new", "project", folder)
        shutil.rmtree(folder / "roles")
        facts = (folder / "handbook/handbook.yaml").read_text(encoding="utf-8")
        facts = re.sub(r"(?m)^(departments|levels|industries):\n( .*\n)+", r"\1: {}\n", facts)
        (folder / "handbook/handbook.yaml").write_text(facts, encoding="utf-8")
        result = run("new", "role", "clerk", "--project", folder)
        assert result.returncode == 1
        assert "departments" in result.stderr
        assert "Traceback" not in result.stderr

    def test_language(self, project: Path) -> None:
        before = (project / "handbook/handbook.yaml").read_text().splitlines()
        result = run("new", "language", "de", "--project", project)
        assert result.returncode == 0, result.stderr
        after = (project / "handbook/handbook.yaml").read_text().splitlines()
        assert sum(a != b for a, b in zip(before, after, strict=False)) <= 2
        assert run("check", "--project", project).returncode == 0
        strict = run("check", "--project", project, "--strict")
        assert strict.returncode == 1
        assert "“de”" in strict.stdout
        assert run("new", "language", "de", "--project", project).returncode == 1


def test_build_py_without_libraries_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "build.py").write_bytes((ROOT / "build.py").read_bytes())
    result = subprocess.run(
        [sys.executable, "-S", "-E", tmp_path / "build.py"], capture_output=True, text=True
    )
    assert result.returncode == 1
    assert "make setup" in result.stderr
    assert "Traceback" not in result.stderr
