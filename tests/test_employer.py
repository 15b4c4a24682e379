"""The employer in the handbook: address, headcount, logo, and what a comparison says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.content.resolve import load_catalogue
from rolebook.history.compare import compare_catalogues
from tests.project import copy_sample, diagnose
from tests.sample_posting import change


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


def test_the_employer_is_told_in_words_when_it_changes(project: Path) -> None:
    before = load_catalogue(project)[0]
    change(
        project / "handbook/handbook.yaml",
        "privacy: https://www.example.com/privacy",
        "url: https://example.com, headcount: {total: 20, countries: {CN: 18, ES: 2}}",
    )
    found = compare_catalogues(before, load_catalogue(project)[0]).handbook
    assert [(c.section, c.new) for c in found] == [
        (
            "employer",
            "url: https://example.com, headcount: (total: 20, countries: (CN: 18, ES: 2))",
        )
    ]


@pytest.mark.parametrize("name", ["../logo.svg", "logo.exe", "images/logo.svg", "none.png"])
def test_the_logo_is_a_picture_of_the_project(project: Path, name: str) -> None:
    (project / "handbook" / "images").mkdir()
    (project / "handbook" / "images" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    book = project / "handbook/handbook.yaml"
    change(book, "employer: {", "employer: {logo: logo.svg, ")
    assert diagnose(project) == ()
    change(book, "logo.svg", name)
    assert {d.code for d in diagnose(project)} == {"X021"}


@pytest.mark.parametrize(
    ("employer", "code"),
    [
        ("url: www.example.com", "S012"),
        ("same_as: [ftp://example.com]", "S012"),
        ("headcount: {total: 10, countries: {UK: 2}}", "J008"),
        ("headcount: {total: 10, countries: {China: 2}}", "S017"),
        ("headcount: {total: 10, regions: {Jiangsu: 2}}", "S017"),
        ("headcount: {countries: {CN: 2}}", "S002"),
    ],
)
def test_the_employer(project: Path, employer: str, code: str) -> None:
    change(project / "handbook/handbook.yaml", "employer: {", f"employer: {{{employer}, ")
    assert {d.code for d in diagnose(project)} == {code}
