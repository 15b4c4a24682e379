"""Imports: Word documents, and files that cannot be read."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from rolebook.importing.problems import ImportProblem
from rolebook.importing.source_text import MAX_TEXT, read_source
from rolebook.scaffold import start_project
from tests.import_drafts import TEXTS, TODAY, draft, draft_text, list_comments, read_drafts


def make_word(path: Path) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("岗位说明书", 0)
    table = document.add_table(rows=2, cols=4)
    for row, cells in enumerate(
        [("岗位名称", "客服主管", "所属部门", "客服部"), ("直接上级", "总经理", "编制日期", "2026-01-01")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_heading("岗位职责", 1)
    document.add_paragraph("客户管理", style="List Number")
    document.add_paragraph("每月5日前汇总投诉", style="List Number 2")
    document.add_paragraph("回访客户", style="List Number 2")
    document.add_paragraph("每周一召开例会", style="List Number")
    document.add_paragraph().add_run("任职资格").bold = True
    document.add_paragraph("本科及以上学历", style="List Bullet")
    document.add_heading("绩效考核", 1)
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        [("考核指标", "权重", "目标值"), ("客户满意度", "60%", "95%"), ("处理时长", "40", "24小时")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_heading("福利待遇", 1)
    document.add_paragraph("五险一金。")
    document.save(str(path))
    return path


class TestWord:
    def test_headings_lists_and_tables(self, blank_project: Path, tmp_path: Path) -> None:
        outcome = draft(blank_project, make_word(tmp_path / "post.docx"))
        facts, words = read_drafts(outcome)["new-customer-service-supervisor"]
        assert words.title == "客服主管"
        group, meeting = words.duties.values()
        assert group.title == "客户管理" and len(group.items) == 2 and meeting == "每周一召开例会"  # type: ignore[union-attr]
        assert list(words.qualifications.values()) == ["本科及以上学历"]
        assert [(str(kpi.weight), kpi.unit, str(kpi.target)) for kpi in facts.kpis.values() if kpi] == [
            ("60", "percent", "95"),
            ("40", "hours", "24"),
        ]
        assert "五险一金" in list_comments(outcome) and "直接上级：总经理" in list_comments(outcome)

    def test_bad_documents(self, tmp_path: Path) -> None:
        good = make_word(tmp_path / "good.docx").read_bytes()
        (tmp_path / "cut.docx").write_bytes(good[: len(good) // 2])
        (tmp_path / "text.docx").write_text("Duties:\n1. Sells.")
        (tmp_path / "locked.docx").write_bytes(
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
        )
        (tmp_path / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
        with zipfile.ZipFile(tmp_path / "sheet.docx", "w") as package:
            package.writestr("xl/workbook.xml", "<x/>")
        with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", b"<a>" + b" " * (30 << 20) + b"</a>")
        with zipfile.ZipFile(tmp_path / "paragraphs.docx", "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", b"<a>" + b"<p>x</p>" * 500_000 + b"</a>")
        with zipfile.ZipFile(tmp_path / "entities.docx", "w") as package:
            package.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        with zipfile.ZipFile(tmp_path / "broken.docx", "w") as package:
            package.writestr("word/document.xml", "<w:document>")
        expected = {
            "cut": "damaged",
            "text": "no Word document",
            "locked": "password",
            "old": "older Word",
            "sheet": "no Word document",
            "bomb": "too large",
            "paragraphs": "too large",
            "entities": "entities",
            "broken": "damaged",
        }
        for name, words in expected.items():
            with pytest.raises(ImportProblem) as caught:
                read_source(tmp_path / f"{name}.docx")
            assert words in caught.value.message, name
            assert caught.value.hint, name

    def test_without_the_library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = make_word(tmp_path / "post.docx")
        monkeypatch.setitem(__import__("sys").modules, "mammoth", None)
        with pytest.raises(ImportProblem) as caught:
            read_source(path)
        assert "rolebook[docx]" in caught.value.hint


class TestBadFiles:
    def test_each_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_bytes(b"")
        (tmp_path / "blank.txt").write_text(" \n\n--- \n")
        (tmp_path / "folder.txt").mkdir()
        with (tmp_path / "huge.txt").open("wb") as stream:
            stream.truncate(50 << 20)
        (tmp_path / "long.txt").write_text("word " * (MAX_TEXT // 4))
        (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
        (tmp_path / "paper.txt").write_bytes(b"%PDF-1.7")
        (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
        expected = {
            "empty.txt": "is empty",
            "blank.txt": "no words",
            "folder.txt": "is a folder",
            "huge.txt": "50 MB",
            "long.txt": "too large",
            "paper.pdf": ".pdf",
            "paper.txt": "a PDF",
            "old.doc": ".doc",
            "missing.txt": "no file",
        }
        for name, words in expected.items():
            with pytest.raises(ImportProblem) as caught:
                read_source(tmp_path / name)
            assert words in caught.value.message, name

    def test_a_name_cannot_write_into_the_draft(self, blank_project: Path, tmp_path: Path) -> None:
        path = tmp_path / "a\nowner: nobody\x1b[31m\udcff.txt"
        path.write_text("Duties:\n1. Sells.\n2. Buys.\n")
        outcome = draft(blank_project, path)
        ((facts, _),) = read_drafts(outcome).values()
        assert facts.owner == "sales"
        assert "\x1b" not in "".join(outcome.files.values())

    def test_unreadable(self, tmp_path: Path) -> None:
        path = tmp_path / "secret.txt"
        path.write_text("x")
        path.chmod(0)
        try:
            if path.stat().st_mode & stat.S_IRUSR or __import__("os").geteuid() == 0:
                pytest.skip("this user may read everything")
            with pytest.raises(ImportProblem, match="cannot be read"):
                read_source(path)
        finally:
            path.chmod(0o600)

    def test_no_role(self, blank_project: Path, tmp_path: Path) -> None:
        with pytest.raises(ImportProblem, match="no role"):
            draft_text(blank_project, tmp_path, "The weather was fine yesterday, and nobody worked.")

    def test_language_that_the_handbook_lacks(self, tmp_path: Path) -> None:
        own = tmp_path / "own"
        start_project(own, ("en",), TODAY)
        with pytest.raises(ImportProblem, match="no language of the handbook"):
            draft(own, TEXTS / "posts.zh.txt")
        with pytest.raises(ImportProblem, match="cannot be imported"):
            draft(own, TEXTS / "posts.zh.txt", language="de")
