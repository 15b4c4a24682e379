"""Figures as the place of work writes them: the same in everything that is made of a vacancy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rolebook.pipeline import BuildRequest, build_site
from tests.openings import SITE
from tests.project import FONTS, TODAY, copy_sample
from tests.reading import read_words

SAID = "$14,500-16,000 MXN al mes"
FACTS = """\
role: sales-manager
source_language: es
status: open
posted: 2026-11-01
places: [{country: MX, region: Nuevo León, city: Monterrey}]
employment: [full-time]
pay: {min: 14500, max: 16000, currency: MXN, per: month}
hours_per_week: 37.5
apply: {url: https://careers.example.com/mty}
"""
WORDS = "introduction: Se pagan {pay} por {hours} semanales.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_sample(tmp_path_factory.mktemp("figures") / "project")
    folder = project / "postings/monterrey"
    folder.mkdir()
    (folder / "posting.yaml").write_text(FACTS, "utf-8")
    (folder / "es.yaml").write_text(WORDS, "utf-8")
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text("utf-8") + "print: {word: true}\n", "utf-8")
    for audience in ("public", "staff"):  # Word documents are for those who work on the texts
        report = build_site(
            BuildRequest(
                project,
                project / audience,
                base_url=SITE,
                build_date=TODAY,
                fonts=FONTS,
                audience=audience,  # type: ignore[arg-type]
            )
        )
        assert not report.failed, report.diagnostics
    return project


@pytest.mark.parametrize(
    "name",
    [
        "public/es/index.html",
        "public/es/jobs/index.html",
        "public/es/jobs/monterrey/index.html",
        "public/es/jobs/monterrey/flyer.pdf",
        "staff/es/jobs/monterrey/posting.docx",
        "public/es/jobs/atom.xml",
        "public/es/jobs/feed.json",
        "public/es/jobs/jobs.xml",
        "public/es/roles/sales-manager/index.html",
    ],
)
def test_pay_reads_the_same_everywhere(built: Path, name: str) -> None:
    words = read_words(built / name)
    assert SAID in words
    assert "14.500" not in words and "16.000" not in words


def test_hours_are_written_like_pay(built: Path) -> None:
    for name in ("index.html", "flyer.pdf"):
        words = read_words(built / "public/es/jobs/monterrey" / name)
        assert f"Se pagan {SAID} por 37.5 horas semanales." in words
        assert "37,5" not in words


def test_other_languages_write_it_in_their_own_way(built: Path) -> None:
    assert "MX$14,500–16,000 a month" in read_words(built / "public/en/jobs/index.html")
    assert "每月14,500～16,000墨西哥比索" in read_words(built / "public/zh/jobs/index.html")


def test_structured_data_keep_plain_numbers(built: Path) -> None:
    page = (built / "public/es/jobs/monterrey/index.html").read_text("utf-8")
    data = [json.loads(found) for found in re.findall(r'ld\+json">(.*?)</script>', page, re.S)]
    job = next(node for node in data if node["@type"] == "JobPosting")
    assert job["baseSalary"]["value"]["minValue"] == 14500
    assert SAID in job["description"].replace("\N{NO-BREAK SPACE}", " ")
