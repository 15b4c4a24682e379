"""All that a build prints: accessible to the last document, with small fonts and small files."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from fontTools.ttLib import TTFont

from tests.pseudo_german import copy_library
from tests.test_pdf_archive import build, copy_with_form
from tests.test_pdf_layout import LONG_ROLES

FILLED_IN = re.compile(r"assessment-form\.pdf$")
"""Documents with fields to fill in on the screen are the only ones that need not be PDF/UA-1."""

CHARTER_BYTES = {"en": 90_000, "es": 90_000, "zh": 200_000}
"""How large a charter of six pages may be: Chinese has more letters, each with more strokes."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every document of the sample project with a form."""
    folder = tmp_path_factory.mktemp("quality")
    return build(copy_with_form(folder / "sample"), folder / "site", only=("documents",))


def test_every_document_is_accessible(documents: dict[str, bytes]) -> None:
    assert {path.rpartition("/")[2] for path in documents} >= {
        "all.pdf",
        "sales.pdf",
        "charter.pdf",
        "form.pdf",
    }
    failures = {}
    for path, pdf in documents.items():
        report = page_validation.validate_pdf_bytes(pdf, profile="ua1")
        if not report.is_compliant and not FILLED_IN.search(path):
            failures[path] = [str(failure) for failure in report.failures]
    assert failures == {}


def test_no_font_is_embedded_whole(documents: dict[str, bytes]) -> None:
    for path, pdf in documents.items():
        with pikepdf.open(BytesIO(pdf)) as opened:
            found = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
            fonts = [item for item in found if item.get("/Subtype") == "/Type0"]
            assert fonts
            names = [str(font.BaseFont) for font in fonts]
            assert len(names) == len(set(names)), f"{path}: a font is embedded twice"
            for font in fonts:
                table = font.ToUnicode.read_bytes().decode()
                used = len(
                    re.findall(r"^<[0-9a-f]{4}> <", table.partition("endcodespacerange")[2], re.MULTILINE)
                )
                file = font.DescendantFonts[0].FontDescriptor.FontFile2
                drawn = count_drawn(file.read_bytes())
                assert 0 < drawn <= used + 30, f"{path}: {font.BaseFont} has {drawn} letters, {used} are used"
                assert len(file.read_raw_bytes()) < 2_000 + 400 * used


def count_drawn(font: bytes) -> int:
    """How many glyphs of a font have a drawing; parts of composed letters are glyphs too."""
    glyphs = TTFont(BytesIO(font))["glyf"]
    return sum(glyphs[name].numberOfContours != 0 for name in glyphs.keys())  # noqa: SIM118


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh", "es"])
def test_long_charters_are_small(language: str, tmp_path: Path) -> None:
    project = copy_library(tmp_path / "library")
    documents = build(
        project, tmp_path / "site", only=("documents",), languages=(language,), roles=LONG_ROLES
    )
    charters = {path: pdf for path, pdf in documents.items() if path.endswith("charter.pdf")}
    assert len(charters) == len(LONG_ROLES)
    for path, pdf in charters.items():
        assert len(pdf) < CHARTER_BYTES[language], path
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert len(opened.pages) <= 6, path
