"""The public site in a browser, and before the HTML checker."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rolebook.content.contrast import (
    derive_dark,
)
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]
from tests.careers_site import LANGUAGES, OPEN_ROLE, PHONE, POSTINGS, list_pages

# In the browser


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page: Opener, web: str, language: str, scheme: str
) -> None:
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    page = open_page(web, color_scheme=scheme, locale=language)
    found = []
    for path in list_pages(language):
        for viewport in ({"width": 1280, "height": 900}, PHONE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.goto("about:blank")
            page.goto(web + path)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            width = page.evaluate("document.scrollingElement.scrollWidth")
            assert width <= viewport["width"], (path, viewport)
            page.evaluate(axe)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [(path, v["id"], [n["target"] for n in v["nodes"]][:3]) for v in result["violations"]]
    assert found == []


@pytest.mark.browser
def test_from_a_file_without_scripts_one_gets_from_start_to_application(
    open_page: Opener, careers: Path
) -> None:
    page = open_page((careers / "es/index.html").as_uri(), java_script_enabled=False)
    assert not page.is_visible("#search-open")
    page.click(f'#vacancies a[href*="{POSTINGS["es"]}"]')
    page.wait_for_url("**/jobs/**")
    assert page.locator(".action.primary").first.get_attribute("href")
    page.click(".more a[href*='roles/']")
    page.wait_for_url("**/roles/**")
    page.click(".openings a")
    page.wait_for_url("**/jobs/**")


@pytest.mark.browser
def test_the_accent_follows_the_theme(open_page: Opener, web: str) -> None:
    ask = "getComputedStyle(document.querySelector('.action.primary')).backgroundColor"
    page = open_page(web + "en/index.html", color_scheme="light")
    assert page.evaluate(ask) == "rgb(15, 76, 92)"
    page.click("#theme-toggle")
    red, green, blue = bytes.fromhex(derive_dark("#0f4c5c")[1:])
    assert page.evaluate(ask) == f"rgb({red}, {green}, {blue})"


@pytest.mark.browser
@pytest.mark.parametrize("path", ["es/index.html", "en/jobs/index.html", f"en/roles/{OPEN_ROLE}/index.html"])
def test_no_rule_between_details_ends_a_line(open_page: Opener, web: str, path: str) -> None:
    """Whatever wraps: the first of a line has its rule cut off, and each other one has it beside it."""
    page = open_page(web + path)
    ask = """() => [...document.querySelectorAll('.tags')].flatMap(list => {
      const edge = list.getBoundingClientRect(), seen = new Set();
      return [...list.children].filter(item => !item.matches('.badge')).map(item => {
        const box = item.getBoundingClientRect(), first = !seen.has(Math.round(box.top));
        seen.add(Math.round(box.top));
        const style = getComputedStyle(item);
        const inside = box.left >= edge.left && box.right <= edge.right + 1;
        const clipped = getComputedStyle(list).overflowX === 'clip';
        return {first, hidden: clipped && box.left + 1 <= edge.left, inside, after: style.borderRightWidth};
      });
    })"""
    wrapped = 0
    for width in range(320, 1300, 70):
        page.set_viewport_size({"width": width, "height": 800})
        items = page.evaluate(ask)
        assert items
        assert all(item["hidden"] if item["first"] else item["inside"] for item in items), width
        assert {item["after"] for item in items} == {"0px"}
        wrapped += sum(item["first"] for item in items) > page.locator(".tags").count()
    assert wrapped, "some do wrap"


@pytest.mark.browser
def test_print_and_forced_colours(open_page: Opener, web: str) -> None:
    page = open_page(web + "en/index.html")
    page.emulate_media(media="print")
    assert not page.is_visible(".site-nav")
    assert page.is_visible("#vacancies h2")
    page.emulate_media(media="screen", forced_colors="active")
    border = page.evaluate("getComputedStyle(document.querySelector('.action.primary')).borderTopWidth")
    assert float(border.removesuffix("px")) >= 1, (
        "a button is told by its border where colours are the reader's"
    )


def test_the_nu_html_checker_finds_nothing(careers: Path) -> None:
    java = shutil.which("java")
    assert java, "java is installed by scripts/setup-tests"
    pages = [str(path) for path in sorted(careers.rglob("*.html")) if "pagefind" not in path.parts]
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [java, "-Xss4m", "-jar", str(jar), "--Werror", "--format", "text", *pages]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-5000:]
