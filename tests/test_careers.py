"""The public site: what is open first, roles behind, and how links to it are shown elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from PIL import Image

from rolebook.content.catalogue import Catalogue
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site
from rolebook.views.careers import build_careers_page
from rolebook.views.pages import build_role_page
from tests.conftest import ROOT
from tests.project import FONTS, TODAY, copy_sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]
from tests.careers_site import ADDRESS, LANGUAGES, POSTINGS, ROLE, contexts_of, read


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("sample") / "project"))[0]


# What stands on the pages


def test_the_start_page_has_what_is_open_first_then_why_then_roles(careers: Path) -> None:
    text = (careers / "en/index.html").read_text("utf-8")
    order = [text.index(f'id="{name}"') for name in ("vacancies", "promises-title", "roles")]
    assert order == sorted(order)
    assert "Sales work with clear duties" in text
    assert f"jobs/{POSTINGS['en']}/index.html" in text


def test_every_role_is_on_the_start_page_once(careers: Path) -> None:
    text = (careers / "zh/index.html").read_text("utf-8")
    library = text[text.index('id="roles"') :]
    found = re.findall(r'href="roles/([a-z0-9-]+)/index.html"', library)
    assert sorted(found) == sorted(path.parent.name for path in careers.glob("zh/roles/*/index.html"))


def test_no_page_speaks_of_the_handbook(careers: Path) -> None:
    titles = [
        yaml.safe_load((ROOT / f"handbook/{tag}.yaml").read_text("utf-8"))["title"] for tag in LANGUAGES
    ]
    inner = (*titles, "Search the handbook", "Handbook of all roles", "Compare with another role")
    told = {
        (path.relative_to(careers).as_posix(), words)
        for path in careers.rglob("*.html")
        for words in inner
        if words in path.read_text("utf-8")
    }
    assert told == set()


def test_no_empty_bar_of_actions_on_a_role_page(careers: Path) -> None:
    for path in careers.glob("*/roles/*/index.html"):
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


def test_only_what_public_pages_use_is_there(careers: Path) -> None:
    assets = {
        path.relative_to(careers).as_posix() for path in (careers / "assets").rglob("*") if path.is_file()
    }
    unused = {
        f"assets/{name}" for name in ("js/assess.js", "js/scoring.js", "js/compare.js", "css/assess.css")
    }
    assert assets.isdisjoint(unused)
    for path in careers.rglob("*.html"):
        for load in read(path).loads:
            assert (path.parent / load).resolve().is_file(), (path, load)


# How it is shown elsewhere


def test_links_to_a_page_are_shown_with_words_and_picture(careers: Path) -> None:
    for path in (f"en/jobs/{POSTINGS['en']}/", f"en/roles/{ROLE}/", "en/"):
        meta = read(careers / path / "index.html").meta
        assert meta["og:url"] == [f"{ADDRESS}/{path}"]
        assert meta["og:image"] == [f"{ADDRESS}/{path}picture.png"]
        assert meta["og:site_name"] == ["Example Trading Company"]
        assert meta["og:locale"] == ["en_GB"]
        assert set(meta.get("og:locale:alternate", [])) <= {"zh_CN", "es_ES"}
        assert meta["og:type"] == ["website" if path == "en/" else "article"]
        assert meta["og:description"] == meta["description"]
        assert meta["twitter:card"] == ["summary_large_image"]
        assert meta["og:title"][0] in meta["og:image:alt"][0]
        with Image.open(careers / path / "picture.png") as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
            assert picture.convert("RGB").getpixel((2, 2)) == (0x0F, 0x4C, 0x5C), "the accent of the house"
    assert read(careers / "en/jobs/index.html").meta["og:image"] == [f"{ADDRESS}/en/picture.png"]


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
