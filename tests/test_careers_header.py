"""The head of public pages on a phone, with the longest names and the widest logos that houses have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rolebook.pipeline import BuildRequest, build_site
from tests.project import FONTS, TODAY, copy_sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]

NAME = "International Holdings for Industrial Automation of Suzhou Ltd"
WIDE_LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 60">
<rect width="60" height="60"/><rect x="76" y="20" width="140" height="20"/>
</svg>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_sample(tmp_path_factory.mktemp("header") / "project")
    handbook, words = project / "handbook/handbook.yaml", project / "handbook/en.yaml"
    logo = project / "handbook/images/wide.svg"
    logo.parent.mkdir(exist_ok=True)
    logo.write_text(WIDE_LOGO, "utf-8")
    facts = handbook.read_text("utf-8")
    if "employer: {" in facts:
        facts = facts.replace("employer: {", "employer: {logo: wide.svg, ")
    else:
        facts += "employer: {logo: wide.svg}\n"
    handbook.write_text(facts, "utf-8")
    said = words.read_text("utf-8")
    assert "Sample Tools Ltd" in said
    words.write_text(said.replace("Sample Tools Ltd", NAME), "utf-8")
    request = BuildRequest(
        project, project / "public", only=("pages",), build_date=TODAY, fonts=FONTS, audience="public"
    )
    report = build_site(request)
    assert not report.failed, report.diagnostics
    return project / "public"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["en/index.html", "en/jobs/sales-manager-suzhou/index.html"])
def test_a_long_name_and_a_wide_logo_push_no_button_off_their_line(
    open_page: Opener, site: Path, path: str, width: int
) -> None:
    page = open_page((site / path).as_uri(), viewport={"width": width, "height": 640})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    name, theme = page.locator(".site-bar .site-name").bounding_box(), page.locator("#theme-toggle")
    button = theme.bounding_box()
    assert name
    assert button
    assert page.locator(".site-bar .site-name").inner_text() == NAME
    assert name["y"] <= button["y"] + button["height"] / 2 <= name["y"] + name["height"]
    assert name["x"] + name["width"] <= button["x"]
    search = page.locator("#search-open").bounding_box()
    assert search is None or search["y"] == button["y"]
