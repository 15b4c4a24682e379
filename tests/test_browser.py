"""The site in a real browser: search, filters, languages, keyboard, small screens, no scripts, axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT, Library

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "zh", "es")
PAGE_TYPES = (
    "index.html",
    "{}/index.html",
    "{}/roles/sales-manager/index.html",
    "{}/roles/sales-department-head/index.html",
    "{}/roles/assistant-sales-director/index.html",
    "{}/roles/sales-team-supervisor/index.html",
    "{}/roles/banquet-sales-manager-hotel/index.html",
    "{}/roles/sales-manager-intelligent-building/index.html",
    "{}/roles/sales-team-manager-insurance/index.html",
    "{}/roles/sales-team-supervisor/assess/index.html",
    "{}/about/index.html",
    "{}/calendar/index.html",
    "{}/calendar/sales/index.html",
    "{}/guides/index.html",
    "{}/guides/new-department-manager/index.html",
    "{}/forms/work-summary/results/index.html",
    "{}/forms/work-summary/themes/index.html",
    "{}/glossary/index.html",
    "{}/competencies/index.html",
    "{}/competencies/negotiation/index.html",
    "{}/compare/index.html#a=sales-manager&b=sales-manager-chemical",
    "404.html",
)
OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true })"
# No single page of these may scroll sideways at 320 CSS px (WCAG 2.2, 1.4.10).
PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(open_page: Opener, server: str, language: str, scheme: str) -> None:
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    page = open_page(server, color_scheme=scheme, locale=language)
    found = []
    for pattern in PAGE_TYPES:
        for viewport in ({"width": 1280, "height": 900}, PHONE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.goto("about:blank")
            page.goto(server + pattern.format(language))
            page.evaluate(OPEN_ALL)
            page.evaluate(axe)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            for violation in result["violations"]:
                targets = [node["target"] for node in violation["nodes"]][:3]
                found.append((pattern, viewport["width"], violation["id"], targets))
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_on_a_phone(open_page: Opener, server: str, language: str) -> None:
    page = open_page(server + f"{language}/index.html", viewport=PHONE)
    for pattern in PAGE_TYPES:
        page.goto(server + pattern.format(language))
        page.evaluate(OPEN_ALL)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        assert width <= PHONE["width"], pattern


@pytest.mark.parametrize(
    ("language", "words", "role"),
    [
        ("en", "prospective franchisees", "franchise-sales-manager"),
        ("zh", "宴会", "banquet-sales-manager-hotel"),
        ("zh", "交车", "car-sales-consultant"),
        ("es", "vehículo", "car-sales-consultant"),
    ],
)
def test_full_text_search(open_page: Opener, server: str, language: str, words: str, role: str) -> None:
    page = open_page(server + f"{language}/index.html")
    page.click("#search-open")
    page.fill("#search-words", words)
    page.wait_for_selector("#search-results a")
    links = page.eval_on_selector_all("#search-results a", "all => all.map(a => a.href)")
    assert any(f"/{language}/roles/{role}/" in link for link in links), links
    assert all(f"/{language}/" in link for link in links), "only pages of the reader's language"
    page.goto(links[0])
    assert page.locator("h1").count() == 1


def test_search_says_when_it_finds_nothing(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/index.html")
    page.click("#search-open")
    page.fill("#search-words", "qwxzqwxz")
    page.wait_for_function("document.getElementById('search-status').textContent.includes('qwxzqwxz')")
    page.fill("#search-words", "")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.getElementById('search').open")
    page.wait_for_function("document.activeElement.id === 'search-open'")  # focus returns to where it was


def test_filters(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/index.html")
    shown = "[...document.querySelectorAll('#list-cards > li')].filter(c => c.offsetParent).length"
    total = page.evaluate(shown)
    assert total == 42
    page.select_option("#filter-level", "supervisor")
    assert page.evaluate(shown) == 11
    assert "11" in page.inner_text("#list-count")
    page.fill("#filter-text", "channel")
    assert page.evaluate(shown) == 1
    assert "supervisor" in page.evaluate("location.href")
    page.fill("#filter-text", "no such role")
    assert page.is_visible("#no-match")
    page.click("#filter-reset")
    assert page.evaluate(shown) == total
    page.goto(server + "en/index.html#department=marketing")
    page.reload()
    assert page.evaluate(shown) == 3


def test_comparison(open_page: Opener, library: Library, server: str) -> None:
    for base in (server, library.site.as_uri() + "/"):
        page = open_page(base + "en/compare/index.html")
        page.select_option("#compare-a", "sales-manager")
        page.select_option("#compare-b", "sales-manager-chemical")
        page.wait_for_selector("#comparison td")
        text = page.inner_text("#comparison")
        assert "Sales manager, chemicals" in text
        assert "a=sales-manager" in page.evaluate("location.href")


def test_the_start_page_goes_to_the_readers_language(open_page: Opener, server: str) -> None:
    page = open_page(server, locale="es-MX")
    page.wait_for_url("**/es/**")
    page = open_page(server, locale="zh-CN")
    page.wait_for_url("**/zh/**")
    page = open_page(server + "index.html", java_script_enabled=False)
    assert page.locator('a[hreflang="zh"]').count() >= 1


def test_the_language_switch_stays_on_the_page(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/roles/car-sales-consultant/index.html")
    page.click('.languages a[hreflang="zh"]')
    page.wait_for_url("**/zh/roles/car-sales-consultant/**")
    assert page.evaluate("document.documentElement.lang") == "zh"
    assert page.inner_text("h1") == "汽车销售顾问"


def test_the_keyboard_reaches_the_content_first(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/roles/sales-manager/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2, "focus is thick and visible"


def test_without_scripts_nothing_is_dead(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/index.html", java_script_enabled=False)
    assert page.locator("#list-cards > li").count() == 42
    for selector in ("#filters", "#search-open", "#theme-toggle"):
        assert not page.is_visible(selector), selector
    page.click("text=Sales manager, chemicals")
    page.wait_for_url("**/roles/sales-manager-chemical/**")
    assert page.inner_text("h1") == "Sales manager, chemicals"


def test_from_a_file_the_site_reads_and_filters(open_page: Opener, library: Library) -> None:
    page = open_page((library.site / "zh/index.html").as_uri())
    page.select_option("#filter-level", "supervisor")
    page.click("#list-cards li:not([hidden]) a")
    page.wait_for_url("**/zh/roles/**")
    page.wait_for_selector("h1")
    page.click("#search-open")
    page.wait_for_selector("#search-missing:not([hidden])")
    assert not page.is_visible("#search-words"), "no field that finds nothing"


def test_a_form_is_filled_in_without_scripts_and_goes_nowhere(open_page: Opener, server: str) -> None:
    page = open_page(server + "zh/forms/work-summary/results/index.html", java_script_enabled=False)
    page.fill("#head--name", "张三")
    page.locator("textarea").first.fill("第一行\n第二行")
    page.locator("table textarea").first.fill("开发客户")
    assert page.input_value("#head--name") == "张三"
    assert page.locator("main form").get_attribute("action") is None
    assert page.locator("main form :is(button, [type=submit])").count() == 0, (
        "there is nothing to send it with"
    )
    labels = page.locator("main form :is(input, textarea)").evaluate_all(
        "all => all.filter(e => !e.labels.length && !e.getAttribute('aria-labelledby')).length"
    )
    assert labels == 0


def test_the_calendar_leads_from_figure_to_department_to_duty(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/calendar/index.html")
    cell = page.locator("tbody tr", has=page.locator("th a", has_text="Showroom")).locator("td a").first
    figure = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**/calendar/showroom/**")
    assert page.locator("section:target tbody tr").count() == figure
    page.locator("section:target tbody tr a").first.click()
    page.wait_for_url("**/roles/car-sales-consultant/**")
    assert page.locator(":target").inner_text()


def test_guides_stand_on_the_pages_of_their_roles(open_page: Opener, server: str) -> None:
    page = open_page(server + "es/roles/sales-manager/index.html")
    links = page.locator("#guides h3 a")
    assert links.count() == 2
    links.first.click()
    page.wait_for_url("**/es/guides/**")
    assert page.locator(".reading section").count() >= 3


def test_duties_lead_to_their_kpis_and_penalties_and_back(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/roles/sales-department-head/index.html", java_script_enabled=False)
    page.click("#traceability summary")
    row = page.locator("#traceability tbody tr", has_text="Opens new markets.")
    assert row.locator("td a").all_inner_texts()[0] == "New markets opened"
    for target in ("#duties-new-markets", "#kpi-new-markets-opened", "#penalty-no-market-work"):
        assert row.locator(f'a[href="{target}"]').count() == 1
        assert page.locator(f"[id='{target[1:]}']").count() == 1
    for rule in ("#kpi-new-markets-opened", "#penalty-no-market-work"):
        assert page.locator(f'{rule} a[href="#duties-new-markets"]').count() == 1
    assert page.locator('#penalty-no-market-work a[href="#kpi-new-markets-opened"]').count() == 1


def test_the_theme_is_remembered(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/index.html", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme-toggle")
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.goto(server + "en/glossary/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_a_printed_page_leaves_the_frame_out(open_page: Opener, server: str) -> None:
    page = open_page(server + "en/roles/sales-manager/index.html")
    page.emulate_media(media="print")
    assert not page.is_visible(".site-nav")
    assert page.is_visible("h1")


def test_nothing_comes_from_elsewhere(open_page: Opener, server: str) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + "en/roles/sales-manager/index.html")
    page.click("#search-open")
    page.fill("#search-words", "credit")
    page.wait_for_selector("#search-results a")
    assert asked
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
