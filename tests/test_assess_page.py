"""The page that computes an assessment, in a real browser: numbers as people write them, nothing kept, print, phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rolebook.pipeline import BuildRequest, build_site
from tests.conftest import ROOT
from tests.project import FONTS, TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]

pytestmark = pytest.mark.browser

ROLE, LONG = "sales-team-supervisor", "sales-department-head"
LANGUAGES = ("en", "zh", "es")
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pages of two roles of the library, opened from the disk."""
    project = tmp_path_factory.mktemp("assess") / "project"
    for name in ("handbook", "roles"):
        shutil.copytree(ROOT / name, project / name)
    request = BuildRequest(
        project, project / "site", roles=(ROLE, LONG), only=("pages",), build_date=TODAY, fonts=FONTS
    )
    build_site(request)
    return f"file://{project}/site/"


def address(site: str, language: str = "en", role: str = ROLE) -> str:
    return f"{site}{language}/roles/{role}/assess/index.html"


def fill(page: Page, results: dict[str, str]) -> None:
    for name, value in results.items():
        page.fill(f"#result-{name}", value)


RESULTS = {
    "sales-target": "97",
    "daily-indicators": "88",
    "orders-per-member": "4.5",
    "training-held": "1",
    "guarantee-sale": "2",
}


def test_scores_total_and_rating_follow_what_is_written(open_page: Opener, site: str) -> None:
    page = open_page(address(site))
    assert page.inner_text("#total") == "–"
    fill(page, RESULTS)
    page.fill("#now-guarantee-missed", "2")
    assert page.inner_text("#score-sales-target") == "85.0"
    assert page.inner_text("#score-orders-per-member") == "105.0"
    assert page.inner_text("#share-orders-per-member") == "15.75"
    assert page.inner_text("#score-reports-on-time") == ""
    assert page.inner_text("#weighted") == "83.2"
    assert page.inner_text("#added") == "10"
    assert page.inner_text("#total") == "93.2"
    assert page.inner_text("#rating") == "Good"
    assert "5 of 6" in page.inner_text("#counted")
    applying = page.eval_on_selector_all(".bands .applies", "all => all.map(row => row.innerText)")
    assert len(applying) == 3
    assert page.locator("#rating-good.applies").count() == 1
    outcome = page.inner_text("#outcome-guarantee-missed")
    assert "40% deducted from team performance pay" in outcome
    assert "occurrence 2" in outcome
    page.click("button[type=reset]")
    assert page.inner_text("#total") == "–"
    assert page.input_value("#result-sales-target") == ""


@pytest.mark.parametrize(
    ("language", "written", "score"),
    [
        ("en", "4.5", "105.0"),
        ("en", " ４．５ ", "105.0"),
        ("en", "3,9", "97.5"),
        ("en", "−1", "0.0"),
        ("zh", "４．５", "105.0"),
        ("es", "4,5", "105,0"),
        ("es", "4.5", "105,0"),
        ("es", "1.234.567,5", "120,0"),
        ("en", "1,234,567.5", "120.0"),
    ],
)
def test_numbers_may_be_written_as_people_write_them(
    open_page: Opener, site: str, language: str, written: str, score: str
) -> None:
    page = open_page(address(site, language))
    page.fill("#result-orders-per-member", written)
    assert page.inner_text("#score-orders-per-member") == score
    assert page.inner_text("#problem-orders-per-member") == ""


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "four"),
        ("en", "1,234"),
        ("es", "1.234"),
        ("en", "1.2.3"),
        ("en", "1e9"),
        ("zh", "四"),
        ("en", "--1"),
        ("en", "9" * 40),
    ],
)
def test_what_is_no_number_or_two_numbers_is_told(
    open_page: Opener, site: str, language: str, written: str
) -> None:
    page = open_page(address(site, language))
    page.fill("#result-orders-per-member", written)
    assert page.inner_text("#problem-orders-per-member") != ""
    assert page.get_attribute("#result-orders-per-member", "aria-invalid") == "true"
    assert page.inner_text("#score-orders-per-member") == ""
    assert page.inner_text("#total") == "–"
    page.fill("#result-orders-per-member", "4")
    assert page.inner_text("#problem-orders-per-member") == ""
    assert page.get_attribute("#result-orders-per-member", "aria-invalid") == "false"
    page.fill("#earlier-guarantee-missed", "-1")
    assert page.inner_text("#penalty-problem-guarantee-missed") != ""


def test_nothing_is_kept_or_sent(open_page: Opener, site: str) -> None:
    page = open_page(address(site))
    sent: list[str] = []
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: sent.append(request.url))
    fill(page, RESULTS)
    page.fill("#person-employee", "Wang Xiaoming")
    page.press("#person-employee", "Enter")
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, location.search])")
    assert kept == '[{},{},"",""]'
    assert [url for url in sent if not url.endswith("/favicon.svg")] == [], (
        "a browser fetches icons when it likes"
    )
    assert page.input_value("#person-employee") == "Wang Xiaoming", "Enter sends nothing off"
    page.reload()
    assert page.input_value("#person-employee") == ""
    assert page.input_value("#result-sales-target") == ""


def test_no_script_or_style_stands_in_the_page(open_page: Opener, site: str) -> None:
    page = open_page(address(site))
    assert page.evaluate("[...document.scripts].every(script => script.src)")
    assert page.locator("[style], style").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_rules_are_shown(open_page: Opener, site: str, language: str) -> None:
    page = open_page(address(site, language, LONG), java_script_enabled=False)
    assert page.locator("noscript").count() == 1 or page.locator(".page-head .notice").count() >= 1
    assert page.locator("main input:visible").count() == 0
    assert page.locator(".bands:visible").count() == 8
    assert page.locator(".actions a:visible").count() == 3


@pytest.mark.parametrize("role", [ROLE, LONG])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible_on_a_phone_and_in_the_dark(
    open_page: Opener, site: str, language: str, role: str
) -> None:
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        page = open_page(address(site, language, role), color_scheme=scheme, viewport=PHONE)
        for box in page.query_selector_all("[data-kpi], [data-now]"):
            box.fill("1")
        page.fill("[data-kpi]", "x")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(one["id"], one["nodes"][0]["target"]) for one in result["violations"]] == []


def test_a_role_page_leads_to_all_its_forms(open_page: Opener, site: str) -> None:
    page = open_page(f"{site}en/roles/{ROLE}/index.html")
    links = page.eval_on_selector_all(".assessment-forms a", "all => all.map(a => a.getAttribute('href'))")
    assert links == ["assess/index.html", "assessment.pdf", "assessment-form.pdf", "assessment.xlsx"]


def test_paper_has_room_to_sign(open_page: Opener, site: str, tmp_path: Path) -> None:
    page = open_page(address(site))
    fill(page, RESULTS)
    page.emulate_media(media="print")
    assert page.is_visible(".on-paper")
    assert not page.is_visible("button[type=reset]")
    assert not page.is_visible(".page-head .notice")
    assert page.inner_text("#total") == "93.2"
