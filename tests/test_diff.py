"""`rolebook diff`: revisions of git and folders as versions, what it prints, as words, JSON and PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolebook.history.revisions import RevisionError, open_version
from tests.project import SAMPLE, copy_sample
from tests.versions import MANAGER, TOLD, edit, git, make_repository, run

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh", "es")
CHANGES = f"{MANAGER}/changes.yaml"

# ---------------------------------------------------------------------------------- revisions


def test_a_revision_is_read_as_it_was(repository: Path) -> None:
    for name in ("v1", "HEAD", "main", git(repository, "rev-parse", "HEAD").strip()):
        with open_version(name, repository) as version:
            kept = version.root
            assert (kept / CHANGES).exists() is False
            names = {p.relative_to(kept).as_posix() for p in kept.rglob("*") if p.is_file()}
            assert names == {p.relative_to(SAMPLE).as_posix() for p in SAMPLE.rglob("*.yaml")}
            for path in names:
                assert (kept / path).read_bytes() == (SAMPLE / path).read_bytes()
            assert kept.stat().st_mode & 0o077 == 0
        assert not kept.exists()


@pytest.mark.parametrize(
    "name",
    [
        "nothing",
        "-x",
        "--output=/tmp/x",
        "",
        "HEAD^{tree}",
        "HEAD:roles",
        "v1..HEAD",
        "a b",
        "HEAD\nv1",
        "@{99}",
        "ünbekannt",
    ],
)
def test_a_bad_revision_is_wrong_usage(repository: Path, name: str) -> None:
    with pytest.raises(RevisionError) as caught, open_version(name, repository):
        pass
    assert caught.value.usage
    assert caught.value.hint


def test_no_name_with_a_null_byte(repository: Path) -> None:
    with pytest.raises(RevisionError), open_version("a\0b", repository):
        pass


def test_a_folder_is_a_version(second: Path, tmp_path: Path) -> None:
    with open_version(str(second), tmp_path) as version:
        assert (version.root, version.commit) == (second, None)
    (tmp_path / "empty").mkdir()
    with pytest.raises(RevisionError, match="is no project"), open_version(str(tmp_path / "empty"), tmp_path):
        pass


def test_no_repository_is_told(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    result = run("--project", project, "diff", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert result.returncode == 1
    assert "is in no git repository" in result.stderr
    assert "hint: name a folder with a project" in result.stderr
    assert "Traceback" not in result.stderr


def test_no_git_is_told(repository: Path, tmp_path: Path) -> None:
    result = run("--project", repository, "diff", "v1", PATH=str(tmp_path))
    assert result.returncode == 1
    assert "git is not installed" in result.stderr


def test_a_shallow_clone_is_told(repository: Path, tmp_path: Path) -> None:
    git(repository, "commit", "--quiet", "--all", "--message=The second version")
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-tags",
        f"file://{repository.parent.parent}",
        "shallow",
    )
    result = run("--project", tmp_path / "shallow/books/sales", "diff", "HEAD~1")
    assert result.returncode == 1
    assert "git fetch --unshallow" in result.stderr


def test_a_revision_before_the_project(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "repository" / "sales")
    git(tmp_path / "repository", "init", "--quiet", "--initial-branch=main")
    git(tmp_path / "repository", "commit", "--quiet", "--allow-empty", "--message=Nothing yet")
    result = run("--project", project, "diff", "HEAD")
    assert result.returncode == 1
    assert "has no sales/handbook/handbook.yaml" in result.stderr


def test_links_of_a_revision_do_not_lead_out(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: Secret\n", encoding="utf-8")
    path = repository / MANAGER / "en.yaml"
    path.unlink()
    path.symlink_to(tmp_path / "secret.yaml")
    git(repository, "commit", "--quiet", "--all", "--message=A link")
    path.unlink()
    result = run("--project", repository, "diff", "HEAD")
    assert result.returncode == 1
    assert "the link leads out of the project" in result.stderr
    assert "HEAD:roles/sales-manager/en.yaml" in result.stderr
    assert "Secret" not in result.stderr + result.stdout


def test_which_version_has_errors_is_told(repository: Path) -> None:
    edit(repository, f"{MANAGER}/role.yaml", ("weight: 45", "weigth: 45"))
    result = run("--project", repository, "diff", "v1")
    assert result.returncode == 1
    assert "S001" in result.stderr
    assert "the project as it is now has errors" in result.stderr
    git(repository, "commit", "--quiet", "--all", "--message=A slip")
    edit(repository, f"{MANAGER}/role.yaml", ("weigth: 45", "weight: 45"))
    result = run("--project", repository, "diff", "HEAD")
    assert "HEAD:roles/sales-manager/role.yaml" in result.stderr
    assert "the version “HEAD” has errors" in result.stderr


def test_the_environment_of_a_hook_does_not_mislead(repository: Path, tmp_path: Path) -> None:
    other = make_repository(tmp_path / "other")
    result = run("--project", repository, "diff", "v1", GIT_DIR=str(other / ".git"), GIT_WORK_TREE=str(other))
    assert result.returncode == 0
    assert "version 1.0 → 1.1" in result.stdout


# ---------------------------------------------------------------------------------- the command


def test_the_command_tells_it_in_words(repository: Path) -> None:
    result = run("--project", repository, "diff", "v1", "--role", "sales-manager")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("sales-manager · Sales manager: version 1.0 → 1.1\n  Penalties\n")
    assert "Consequence: fine of 50 yuan → 5 points deducted" in result.stdout
    assert "Spanish: out of date in 3 places (duties.collection, duties.hiring, " in result.stdout
    assert "sales-representative" not in result.stdout
    spanish = run("--project", repository, "diff", "v1", "--lang", "es").stdout
    assert "Consecuencia: multa de 50 yuanes → descuento de 5 puntos" in spanish
    assert "español: sin actualizar en 3 lugares" in spanish
    assert "西班牙语: 有3处未更新" in run("--project", repository, "diff", "v1", "--lang", "zh").stdout


def test_exit_status(repository: Path) -> None:
    assert run("--project", repository, "diff", "v1", "--exit-code").returncode == 1
    same = run("--project", repository, "diff", "v1", "v1", "--exit-code")
    assert (same.returncode, same.stdout) == (0, "Nothing changed.\n")
    assert run("diff", SAMPLE, SAMPLE, "--exit-code").returncode == 0
    quiet = run("--project", repository, "diff", "v1", "--exit-code", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, "", "")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("diff",), "Missing argument"),
        (("diff", "v1", "--role", "sales-manger"), "did you mean “sales-manager”?"),
        (("diff", "v1", "--lang", "de"), "its languages are en, zh, es"),
        (("diff", "v1", "v1", "--record"), "leave NEW out"),
        (("diff", "v1..HEAD"), "write the two versions as two words"),
        (("diff", "nothing"), "git knows no revision “nothing”"),
        (("diff", "--", "-p"), "“-p” is no version"),
    ],
)
def test_wrong_usage_is_told(repository: Path, args: tuple[str, ...], told: str) -> None:
    result = run(*args[:1], "--project", repository, *args[1:])
    assert result.returncode == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_json_has_a_form_of_its_own(repository: Path) -> None:
    result = run("--project", repository, "diff", "v1", "--format", "json")
    assert result.stderr == ""
    data = json.loads(result.stdout)
    assert list(data) == ["format", "language", "old", "new", "roles", "handbook"]
    assert (data["format"], data["language"]) == (1, "en")
    commit = git(repository, "rev-parse", "v1").strip()
    assert data["old"] == {"name": "v1", "commit": commit, "version": "1.0", "effective": "2026-12-01"}
    assert (data["new"]["name"], data["new"]["commit"]) == (None, None)
    role = data["roles"][0]
    assert list(role) == ["id", "change", "title", "version", "effective", "changes", "words", "advice"]
    assert role["version"] == {"old": "1.0", "new": "1.1"}
    for change in role["changes"]:
        assert list(change) == ["section", "id", "field", "change", "old", "new", "text"]
        assert change["change"] in ("added", "removed", "moved", "changed")
    by_key = {(c["section"], c["id"], c["field"]): c for c in role["changes"]}
    assert by_key["kpis", "collection", "weight"] == {
        "section": "kpis",
        "id": "collection",
        "field": "weight",
        "change": "changed",
        "old": "60",
        "new": "45",
        "text": "Weight: 60% → 45%",
    }
    assert by_key["penalties", "no-report", "effect"]["old"] == {
        "kind": "fine",
        "amount": {"value": "50", "currency": "CNY"},
    }
    assert by_key["authority", "contracts", None]["change"] == "removed"
    assert by_key["duties", "weekly-report", "cadence"]["new"] == {"every": ["month"], "by": 5}
    for word in role["words"]:
        assert list(word) == ["section", "id", "field", "old", "new", "languages", "out_of_date"]
    assert {
        "section": "duties",
        "id": "hiring",
        "field": None,
        "old": None,
        "new": "Proposes whom to hire.",
        "languages": ["en", "zh"],
        "out_of_date": ["es"],
    } in role["words"]
    assert run("--project", repository, "diff", "v1", "--format", "json").stdout == result.stdout
    none = json.loads(run("diff", SAMPLE, SAMPLE, "--format", "json").stdout)
    assert (none["roles"], none["handbook"]) == ([], [])


def test_a_version_that_was_not_raised_gives_advice(repository: Path) -> None:
    edit(
        repository,
        f"{MANAGER}/role.yaml",
        ('version: "1.1"\neffective: 2027-03-01', 'version: "1.0"\neffective: 2026-12-01'),
    )
    said = run("--project", repository, "diff", "v1", "--role", "sales-manager").stdout
    assert f"the version is still 1.0: raise version and effective in {MANAGER}/role.yaml" in said
    data = json.loads(run("--project", repository, "diff", "v1", "--format", "json").stdout)
    assert len(data["roles"][0]["advice"]) == 1
    edit(repository, f"{MANAGER}/role.yaml", ('version: "1.0"', 'version: "1.1"'))
    said = run("--project", repository, "diff", "v1", "--role", "sales-manager").stdout
    assert "still effective from 1 December 2026" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_for_staff(repository: Path, tmp_path: Path, language: str) -> None:
    import page as page_validation
    from pypdf import PdfReader

    path = tmp_path / "changes.pdf"
    result = run("--project", repository, "diff", "v1", "--pdf", path, "--lang", language, "--quiet")
    assert result.returncode == 0, result.stderr
    validated = page_validation.validate_pdf(str(path), profile="ua1")
    assert validated.is_compliant, validated.failures
    words = "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())
    for piece in TOLD[language]["kpis"].split(": ")[1].split(" → "):
        assert "".join(piece.split()) in words
    first = path.read_bytes()
    run("--project", repository, "diff", "v1", "-o", path, "--lang", language, "--quiet")
    assert path.read_bytes() == first


def test_a_pdf_of_nothing_and_one_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "nothing.pdf"
    assert run("diff", SAMPLE, SAMPLE, "--pdf", path).returncode == 0
    assert path.stat().st_size > 1000
    result = run("diff", SAMPLE, SAMPLE, "--pdf", tmp_path / "missing" / "x.pdf")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "missing" in result.stderr


def test_words_do_not_deceive_the_terminal(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    edit(
        project,
        f"{MANAGER}/en.yaml",
        ("Signs usual contracts.", "Signs \u202bstcartnoc\u202c. Two\u200bwords."),
    )
    said = run("diff", SAMPLE, project).stdout
    assert "stcartnoc" in said
    assert "\u202b" not in said
