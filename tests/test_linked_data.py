"""What pages of the public site say of themselves in JSON-LD, beside vacancies: trails, the employer, the site."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from rolebook.content.resolve import load_catalogue
from rolebook.views.home import build_language_choice
from rolebook.views.linked_data import mark_site, mark_trail
from rolebook.views.model import Link
from tests.careers_site import ADDRESS, LANGUAGES, OPEN_ROLE, POSTINGS, ROLE, contexts_of
from tests.marked_pages import Node, read_page
from tests.project import copy_sample
from tests.schema_types import find_mistyped


def list_paths(tag: str) -> tuple[str, ...]:
    return (f"{tag}/jobs/{POSTINGS[tag]}", f"{tag}/roles/{ROLE}", f"{tag}/roles/{OPEN_ROLE}")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_trail_leads_through_what_the_page_shows(careers: Path, tag: str) -> None:
    """Google wants two steps at least, and an address for each but the last."""
    for path in list_paths(tag):
        page = read_page(careers / path / "index.html")
        steps = page.find("BreadcrumbList")["itemListElement"]
        assert [step["position"] for step in steps] == [1, 2]
        assert all(step["name"] in page.text for step in steps)
        address = steps[0]["item"]
        assert address in (f"{ADDRESS}/{tag}/jobs/", f"{ADDRESS}/{tag}/#roles")
        target = careers / address.removeprefix(f"{ADDRESS}/").partition("#")[0] / "index.html"
        assert target.is_file()
        assert "item" not in steps[1], "the page itself"
        assert steps[1]["name"] in unescape((careers / path / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_start_page_says_who_offers_the_jobs(careers: Path, tag: str) -> None:
    path = careers / tag / "index.html"
    node, source = read_page(path).find("Organization"), path.read_text("utf-8")
    assert node["name"] in unescape(source[source.index("<body") :])
    assert node["url"] == "https://www.example.com"
    assert f'href="{node["url"]}"' in source
    assert node["logo"] == f"{ADDRESS}/assets/logo.svg"
    assert 'src="../assets/logo.svg"' in source


def test_a_site_below_a_host_has_no_name(careers: Path) -> None:
    """Search engines give names to hosts only."""
    assert read_page(careers / "index.html").scripts == []


def test_a_site_of_its_own_host_has_one(tmp_path: Path) -> None:
    catalogue = load_catalogue(copy_sample(tmp_path / "project"))[0]
    for address, named in (
        ("https://careers.example.com", True),
        ("https://careers.example.com/", True),
        ("https://example.com/jobs", False),
        (None, False),
    ):
        contexts = {
            tag: replace(context, options=replace(context.options, base_url=address))
            for tag, context in contexts_of(catalogue).items()
        }
        page = build_language_choice(contexts)
        assert bool(page.site) == named
        if page.site:
            node = json.loads(page.site)
            assert node["name"] == page.title, "which is the heading of the page"
            assert node["url"] == "https://careers.example.com/"
        trail = mark_trail(contexts["en"], "en/jobs/x/index.html", (Link("Jobs", "../index.html"),), "X")
        assert bool(trail) == bool(address)


def test_staff_and_assessors_have_none_of_it(build_openings: Callable[..., Path]) -> None:
    """Search engines are asked to leave their sites out."""
    for audience in ("staff", "assessor"):
        site = build_openings(audience)
        for path in site.rglob("*.html"):
            kinds = {json.loads(script)["@type"] for script in read_page(path).scripts}
            assert kinds <= {"JobPosting"}, path


def test_names_and_types_are_those_of_schema_org(careers: Path, tmp_path: Path) -> None:
    nodes: dict[str, Node] = {}
    for tag in LANGUAGES:
        nodes[f"employer-{tag}"] = read_page(careers / tag / "index.html").find("Organization")
        for number, path in enumerate(list_paths(tag)):
            nodes[f"trail-{tag}-{number}"] = read_page(careers / path / "index.html").find("BreadcrumbList")
    context = contexts_of(load_catalogue(copy_sample(tmp_path / "project"))[0])["en"]
    options = replace(context.options, base_url="https://careers.example.com")
    nodes["site"] = json.loads(mark_site(replace(context, options=options)) or "{}")
    wrong: dict[str, Node] = {
        "wrong-site": {**nodes["site"], "alternatename": "Sample"},
        "wrong-trail": {**nodes["trail-en-0"], "itemListElement": [{"@type": "ListItem", "rank": 1}]},
    }
    (tmp_path / "types").mkdir()
    assert find_mistyped({**nodes, **wrong}, tmp_path / "types") == set(wrong)
