"""The look of the house: colours that can be read, on pages, in print and in Word."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rolebook.content.catalogue import Catalogue
from rolebook.content.contrast import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    derive_dark,
    find_nearest,
    find_weakest,
    measure_contrast,
)
from rolebook.content.look_facts import HOUSE_ACCENT, LookFacts
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site
from rolebook.render.settings import RenderSettings
from rolebook.render.word.measures import Measures
from rolebook.views.careers import build_careers_page
from tests.conftest import ROOT
from tests.project import FONTS, TODAY, copy_sample, diagnose

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]
from tests.careers_site import contexts_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("sample") / "project"))[0]


# The look of the house


def test_grounds_and_accent_are_those_of_the_style_sheets() -> None:
    def find(sheet: str, name: str) -> str:
        text = (ROOT / "templates/assets/css" / sheet).read_text("utf-8")
        value = re.search(rf"--{name}:[^;#]*(#[0-9a-f]{{6}})", text)
        assert value
        return value[1]

    grounds = ("surface", "raised", "accent-text")
    assert {find("tokens.css", name) for name in grounds} == set(LIGHT_GROUNDS)
    assert {find("dark.css", name) for name in grounds} == set(DARK_GROUNDS)
    assert find("tokens.css", "accent") == HOUSE_ACCENT


def test_contrast_is_that_of_wcag() -> None:
    assert measure_contrast("#000000", "#ffffff") == pytest.approx(21)
    assert measure_contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert measure_contrast("#0c5273", "#0c5273") == 1


@pytest.mark.parametrize("colour", ["#ffffff", "#f2a541", "#ff0000", "#000000", "#00ffcc", "#8080ff"])
def test_a_suggested_colour_can_be_read_and_is_near(colour: str) -> None:
    for grounds in (LIGHT_GROUNDS, DARK_GROUNDS):
        nearest = find_nearest(colour, grounds)
        assert find_weakest(nearest, grounds) >= 4.5
        assert find_nearest(nearest, grounds) == nearest
    assert find_weakest(derive_dark(colour), DARK_GROUNDS) >= 7


@pytest.mark.parametrize("written", ["#0c5", "0c5273", "#0c5273 ", "teal", '"#0c527g"', '"#0c52733"'])
def test_what_is_no_colour_is_told(tmp_path: Path, written: str) -> None:
    project = copy_sample(tmp_path / "project")
    path = project / "handbook/handbook.yaml"
    path.write_text(path.read_text("utf-8") + f"look:\n  accent: {written}\n", "utf-8")
    assert [problem.code for problem in diagnose(project)] == ["S022"]


def test_pages_and_print_have_the_accent_of_the_house(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    path = project / "handbook/handbook.yaml"
    path.write_text(path.read_text("utf-8") + 'look: {accent: "#7a1f5c", corners: round}\n', "utf-8")
    request = BuildRequest(project, project / "site", roles=("sales-manager",), build_date=TODAY, fonts=FONTS)
    assert not build_site(request).failed
    sheet = (project / "site/assets/css/brand.css").read_text("utf-8")
    assert "--brand-accent: #7a1f5c" in sheet
    assert f"--brand-accent-dark: {derive_dark('#7a1f5c')}" in sheet
    assert "--brand-corner: 0.75rem" in sheet
    drawn = subprocess.run(
        [
            "qpdf",
            "--qdf",
            "--object-streams=disable",
            project / "site/en/roles/sales-manager/charter.pdf",
            "-",
        ],
        capture_output=True,
        check=True,
    ).stdout
    red, green, blue = (f"{part / 255:.3f}"[:4] for part in (0x7A, 0x1F, 0x5C))
    assert re.search(
        rb"\b%b\d* %b\d* %b\d* (rg|RG|scn|SCN)" % (red.encode(), green.encode(), blue.encode()), drawn
    )


def test_word_documents_have_the_accent_of_the_house() -> None:
    settings = RenderSettings((ROOT / "templates",), ROOT)
    assert "#" + Measures(settings, "en").color("accent").lower() == HOUSE_ACCENT
    assert Measures(settings, "en", "#7a1f5c").color("accent") == "7A1F5C"


def test_a_house_without_a_look_has_no_sheet_for_it(sample: Catalogue) -> None:
    assert sample.handbook.look == LookFacts()
    contexts = contexts_of(sample)
    assert not build_careers_page(contexts["en"], contexts).frame.has_brand
