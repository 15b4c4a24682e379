"""The public site: what is open first, roles behind, the look of the house, and how it is shown elsewhere."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from PIL import Image

from rolebook.audience import release_catalogue
from rolebook.content.audience_facts import AudienceSettings, find_audience
from rolebook.content.catalogue import Catalogue
from rolebook.content.contrast import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    derive_dark,
    find_nearest,
    find_weakest,
    measure_contrast,
)
from rolebook.content.logo import read_logo
from rolebook.content.look_facts import HOUSE_ACCENT, LookFacts
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site
from rolebook.render.pdf.document import prepare_fonts
from rolebook.render.picture.card import draw_card
from rolebook.render.picture.lettering import Lettering
from rolebook.render.settings import RenderSettings
from rolebook.render.word.measures import Measures
from rolebook.views.careers import build_careers_page
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.model import PictureCard
from rolebook.views.pages import build_role_page
from tests.conftest import ROOT
from tests.project import FONTS, TODAY, copy_sample, diagnose

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]

ADDRESS = "https://careers.example.com/jobs"
LANGUAGES = ("en", "zh", "es")
ROLE, OPEN_ROLE = "sales-manager", "banquet-sales-manager-hotel"
POSTINGS = {
    "en": "2026-11-suzhou-hotel-sales",
    "zh": "2026-11-suzhou-hotel-sales",
    "es": "2026-11-madrid-banquets",
}
PHONE = {"width": 320, "height": 640}


def list_pages(language: str) -> tuple[str, ...]:
    return (
        "index.html",
        f"{language}/index.html",
        f"{language}/jobs/index.html",
        f"{language}/jobs/{POSTINGS[language]}/index.html",
        f"{language}/roles/{ROLE}/index.html",
        f"{language}/roles/{OPEN_ROLE}/index.html",
        "404.html",
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library as the public sees it: pages and pictures."""
    project = tmp_path_factory.mktemp("careers") / "project"
    for name in ("handbook", "roles", "postings"):
        shutil.copytree(ROOT / name, project / name)
    request = BuildRequest(
        project,
        project / "public",
        only=("pages",),
        jobs=2,
        base_url=ADDRESS,
        build_date=TODAY,
        fonts=FONTS,
        audience="public",
    )
    report = build_site(request)
    assert not report.failed, report.diagnostics
    return project / "public"


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for tests."""


@pytest.fixture(scope="module")
def web(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(site))) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("sample") / "project"))[0]


def contexts_of(catalogue: Catalogue, day: dt.date = TODAY) -> dict[str, ViewContext]:
    audience = find_audience(AudienceSettings(), "public")
    released = release_catalogue(catalogue, audience, day)
    options = SiteOptions(ADDRESS, released.handbook.languages, tuple(released.roles), day, audience)
    return {tag: make_context(released, options, tag, (ROOT / "templates",)) for tag in options.languages}


class _Reader(HTMLParser):
    """What a page says of itself in its head, and all that it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.loads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.meta.setdefault(name, []).append(given.get("content") or "")
        if tag in ("img", "script") and given.get("src"):
            self.loads.add(str(given["src"]))
        if tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.loads.add(str(given["href"]))


def read(path: Path) -> _Reader:
    return _Reader(path.read_text("utf-8"))


# What stands on the pages


def test_the_start_page_has_what_is_open_first_then_why_then_roles(site: Path) -> None:
    text = (site / "en/index.html").read_text("utf-8")
    order = [text.index(f'id="{name}"') for name in ("vacancies", "promises-title", "roles")]
    assert order == sorted(order)
    assert "Sales work with clear duties" in text
    assert f"jobs/{POSTINGS['en']}/index.html" in text


def test_every_role_is_on_the_start_page_once(site: Path) -> None:
    text = (site / "zh/index.html").read_text("utf-8")
    library = text[text.index('id="roles"') :]
    found = re.findall(r'href="roles/([a-z0-9-]+)/index.html"', library)
    assert sorted(found) == sorted(path.parent.name for path in site.glob("zh/roles/*/index.html"))


def test_no_page_speaks_of_the_handbook(site: Path) -> None:
    titles = [
        yaml.safe_load((ROOT / f"handbook/{tag}.yaml").read_text("utf-8"))["title"] for tag in LANGUAGES
    ]
    inner = (*titles, "Search the handbook", "Handbook of all roles", "Compare with another role")
    told = {
        (path.relative_to(site).as_posix(), words)
        for path in site.rglob("*.html")
        for words in inner
        if words in path.read_text("utf-8")
    }
    assert told == set()


def test_no_empty_bar_of_actions_on_a_role_page(site: Path) -> None:
    for path in site.glob("*/roles/*/index.html"):
        assert not re.search(r'<div class="actions"[^>]*>\s*</div>', path.read_text("utf-8")), path


def test_a_role_page_leads_to_its_open_vacancies_until_they_close(sample: Catalogue) -> None:
    for day, wanted in ((dt.date(2027, 4, 1), []), (TODAY, ["Sales manager, tools"])):
        contexts = contexts_of(sample, day)
        role = contexts["es"].catalogue.roles["sales-manager"]
        page = build_role_page(contexts["es"], role, frozenset(), contexts)
        assert [opening.title for opening in page.openings] == wanted
    assert page.openings[0].language == "en", "it says that the vacancy is in English"
    assert page.openings[0].href == "../../../en/jobs/sales-manager-suzhou/index.html"


def test_without_vacancies_the_start_page_says_so(sample: Catalogue) -> None:
    contexts = contexts_of(sample, dt.date(2027, 4, 1))
    page = build_careers_page(contexts["en"], contexts)
    assert page.cards == ()
    assert page.no_jobs and "no open vacancies" in page.no_jobs


def test_a_house_that_says_nothing_of_itself_has_a_plain_headline(sample: Catalogue) -> None:
    contexts = contexts_of(sample)
    page = build_careers_page(contexts["en"], contexts)
    assert page.title.plain == "Work at Sample Tools Ltd"
    assert page.frame.description.startswith("Open vacancies and all roles")
    assert page.promises == ()


def test_only_what_public_pages_use_is_there(site: Path) -> None:
    assets = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    unused = {
        f"assets/{name}" for name in ("js/assess.js", "js/scoring.js", "js/compare.js", "css/assess.css")
    }
    assert assets.isdisjoint(unused)
    for path in site.rglob("*.html"):
        for load in read(path).loads:
            assert (path.parent / load).resolve().is_file(), (path, load)


# How it is shown elsewhere


def test_links_to_a_page_are_shown_with_words_and_picture(site: Path) -> None:
    for path in (f"en/jobs/{POSTINGS['en']}/", f"en/roles/{ROLE}/", "en/"):
        meta = read(site / path / "index.html").meta
        assert meta["og:url"] == [f"{ADDRESS}/{path}"]
        assert meta["og:image"] == [f"{ADDRESS}/{path}picture.png"]
        assert meta["og:site_name"] == ["Example Trading Company"]
        assert meta["og:locale"] == ["en_GB"]
        assert set(meta.get("og:locale:alternate", [])) <= {"zh_CN", "es_ES"}
        assert meta["og:type"] == ["website" if path == "en/" else "article"]
        assert meta["og:description"] == meta["description"]
        assert meta["twitter:card"] == ["summary_large_image"]
        assert meta["og:title"][0] in meta["og:image:alt"][0]
        with Image.open(site / path / "picture.png") as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
            assert picture.convert("RGB").getpixel((2, 2)) == (0x0F, 0x4C, 0x5C), "the accent of the house"
    assert read(site / "en/jobs/index.html").meta["og:image"] == [f"{ADDRESS}/en/picture.png"]


def test_without_an_address_there_is_no_picture(tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "project")
    request = BuildRequest(
        project, project / "public", only=("pages",), build_date=TODAY, fonts=FONTS, audience="public"
    )
    assert not build_site(request).failed
    meta = read(project / "public/en/index.html").meta
    assert "og:image" not in meta and "og:url" not in meta
    assert meta["twitter:card"] == ["summary"]
    assert not list((project / "public").rglob("picture.png"))


@pytest.fixture(scope="module")
def fonts() -> Path:
    return prepare_fonts(FONTS)


def draw(fonts: Path, title: str, logo: str = "", project: Path = ROOT) -> Image.Image:
    card = PictureCard(title, "示例 Ltd", ("Madrid", "full time"), "#7a1f5c", logo)
    settings = RenderSettings((ROOT / "templates",), project)
    data = draw_card(settings, card, fonts)
    assert data == draw_card(settings, card, fonts), "the same bytes"
    return Image.open(BytesIO(data)).convert("RGB")


def measure_ink(picture: Image.Image, top: int, bottom: int) -> int:
    """How many pixels between two heights are white."""
    area = picture.crop((0, top, picture.width, bottom))
    return sum(count for count, colour in area.getcolors(1 << 20) or () if colour == (255, 255, 255))


@pytest.mark.parametrize(
    "title",
    [
        "Sales manager",
        "网络安全与云计算销售经理（华东地区及港澳台，含海外项目）",
        "Coordinador o coordinadora interna de ventas de equipos médicos " * 4,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    ],
)
def test_titles_of_any_length_stay_inside_the_picture(fonts: Path, title: str) -> None:
    picture = draw(fonts, title)
    assert measure_ink(picture, 200, 480) > 3000
    for box in ((0, 0, 60, 630), (1140, 0, 1200, 630), (0, 0, 1200, 60), (0, 590, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (122, 31, 92))]


def test_letters_that_our_fonts_lack_are_left_out_and_not_drawn_as_boxes(fonts: Path) -> None:
    picture = draw(fonts, "مدير المبيعات")
    assert measure_ink(picture, 200, 480) == 0
    assert measure_ink(picture, 60, 200) > 500, "the company is still told"


def test_a_line_does_not_begin_with_what_closes(fonts: Path) -> None:
    lettering = Lettering(fonts, "Bold", 60)
    for width in range(130, 900, 17):
        assert not [
            line
            for line in lettering.wrap("负责销售、采购，以及（华东）售后。", width)
            if line[0] in "、，）。"
        ]


def test_a_title_of_ten_thousand_letters_is_cut_at_once(fonts: Path) -> None:
    """Letter by letter, it took minutes of every build."""
    lettering = Lettering(fonts, "Bold", 42)
    begun = time.perf_counter()
    kept = lettering.cut("Seller" * 1700, 1040)
    assert time.perf_counter() - begun < 5
    assert kept.endswith("…") and lettering.measure(kept) <= 1040 < lettering.measure(f"{kept[:-1]}WW…")
    assert lettering.cut("Seller", 1) == "…"


def test_a_logo_of_pixels_stands_on_the_picture(fonts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "handbook/images"
    folder.mkdir(parents=True)
    Image.new("RGBA", (300, 100), (10, 200, 30, 255)).save(folder / "logo.png")
    colours = {colour for _, colour in draw(fonts, "Title", "logo.png", tmp_path).getcolors(1 << 20) or ()}
    assert (10, 200, 30) in colours


@pytest.mark.parametrize("side", [1, 6])
def test_a_logo_stands_upright_on_the_picture(fonts: Path, tmp_path: Path, side: int) -> None:
    folder = tmp_path / "handbook/images"
    folder.mkdir(parents=True)
    exif = Image.Exif()
    exif[0x0112] = side
    wide = Image.new("RGB", (300, 100), (10, 200, 30))
    lying = wide if side == 1 else wide.transpose(Image.Transpose.ROTATE_90)
    lying.save(folder / "logo.png", exif=exif)
    picture = draw(fonts, "Title", "logo.png", tmp_path)
    green = [(x, y) for x in range(450) for y in range(200) if picture.getpixel((x, y)) == (10, 200, 30)]
    width, height = (max(place) - min(place) + 1 for place in zip(*green, strict=True))
    assert (width, height) == (216, 72)


def test_a_drawn_logo_stands_on_the_picture_in_its_colours(fonts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "handbook/images"
    folder.mkdir(parents=True)
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path fill="#0ac81e" d="M0 0h30v10H0z"/>'
        '<text x="2" y="8" font-size="8" fill="#f00">Ü 示</text></svg>',
        "utf-8",
    )
    picture = draw(fonts, "Title", "logo.svg", tmp_path)
    counted = {colour: count for count, colour in picture.getcolors(1 << 20) or ()}
    assert 10_000 < counted[10, 200, 30] < 216 * 72, "216 by 72 pixels, but for the letters"
    assert counted[255, 0, 0] > 200, "words are set, without fonts of the system"


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


# The logo


def test_the_logo_is_published_cleaned(site: Path) -> None:
    assert (site / "assets/logo.svg").read_bytes() == read_logo(ROOT, "logo.svg")
    assert "../../../assets/logo.svg" in read(site / f"en/jobs/{POSTINGS['en']}/index.html").loads


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
    open_page: Opener, site: Path
) -> None:
    page = open_page((site / "es/index.html").as_uri(), java_script_enabled=False)
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


def test_the_nu_html_checker_finds_nothing(site: Path) -> None:
    java = shutil.which("java")
    assert java, "java is installed by scripts/setup-tests"
    pages = [str(path) for path in sorted(site.rglob("*.html")) if "pagefind" not in path.parts]
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [java, "-Xss4m", "-jar", str(jar), "--Werror", "--format", "text", *pages]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-5000:]
