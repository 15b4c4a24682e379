"""The command `rolebook import`: what it writes, says and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rolebook.cli import cli
from rolebook.content.resolve import load_catalogue
from rolebook.importing.import_texts import write_drafts
from rolebook.importing.problems import ImportProblem
from rolebook.importing.vocabulary import LANGUAGES
from rolebook.scaffold import start_project
from tests.import_drafts import TEXTS, TODAY, draft


class TestCommand:
    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        folder = tmp_path / "own"
        start_project(folder, LANGUAGES, TODAY)
        return folder

    def run(self, own: Path, *args: str | Path) -> Result:
        return CliRunner().invoke(
            cli, ["import", *map(str, args), "--project", str(own)], catch_exceptions=False
        )

    def test_writes_folders_and_a_report(self, own: Path, tmp_path: Path) -> None:
        report = tmp_path / "report.json"
        result = self.run(
            own, TEXTS / "posts.en.txt", TEXTS / "posts.es.txt", "--prefix", "x-", "--report", report
        )
        assert result.exit_code == 0, result.output
        assert "4 drafts" in result.output and "posts.es.txt (UTF-8, es): 2 drafts" in result.output
        assert ", 1 gap\n" in result.output and "delete “draft: true”" in result.output
        data = json.loads(report.read_text(encoding="utf-8"))
        assert [len(file["roles"]) for file in data["files"]] == [2, 2] and data["written"]
        for file in data["files"]:
            for role in file["roles"]:
                assert (own / role["folder"] / "role.yaml").is_file()
                assert role["placed"]["duties"] and role["lines"][0] < role["lines"][1]
        assert {one["line"] for one in data["files"][0]["roles"][0]["unplaced"]} >= {1, 2}
        assert any("read as" in repair["what"] for repair in data["files"][0]["repairs"])
        assert load_catalogue(own)[0].roles.keys() >= {"x-warehouse-supervisor", "x-warehouse-supervisor-2"}

    def test_dry_run_writes_nothing(self, own: Path) -> None:
        before = sorted(own.rglob("*"))
        result = self.run(own, TEXTS / "posts.en.txt", "--dry-run")
        assert result.exit_code == 0 and "Nothing was written" in result.output
        assert sorted(own.rglob("*")) == before

    def test_nothing_is_overwritten(self, own: Path) -> None:
        assert self.run(own, TEXTS / "posts.en.txt").exit_code == 0
        path = own / "roles/warehouse-supervisor/en.yaml"
        path.write_text("title: Mine\nsummary: Mine\n")
        result = self.run(own, TEXTS / "posts.en.txt")
        assert result.exit_code == 1 and "there already" in result.output and "--prefix" in result.output
        assert path.read_text() == "title: Mine\nsummary: Mine\n"
        assert self.run(own, TEXTS / "posts.en.txt", "--prefix", "second-").exit_code == 0

    def test_into_another_folder(self, own: Path, tmp_path: Path) -> None:
        result = self.run(own, TEXTS / "posts.en.txt", "--into", tmp_path / "drafts")
        assert result.exit_code == 0
        text = (tmp_path / "drafts/warehouse-supervisor/role.yaml").read_text(encoding="utf-8")
        assert "$schema=../../own/schema/role.json" in text

    def test_wrong_usage(self, own: Path, tmp_path: Path) -> None:
        assert self.run(own).exit_code == 2
        assert self.run(own, TEXTS / "posts.en.txt", "--prefix", "Ü").exit_code == 2
        missing = self.run(own, tmp_path / "nothing.txt")
        assert missing.exit_code == 1 and "there is no file" in missing.output
        assert self.run(tmp_path, TEXTS / "posts.en.txt").exit_code == 1  # no project

    def test_a_file_in_the_way_leaves_nothing_behind(self, own: Path) -> None:
        outcome = draft(own, TEXTS / "posts.en.txt")
        (own / "roles/new-receiving-clerk").write_text("in the way")
        with pytest.raises(ImportProblem, match="there already"):
            write_drafts(outcome)
        assert not (own / "roles/new-warehouse-supervisor").exists()
