"""Privacy notices: which one an advert leads to, where it stands, and what is said if there is none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rolebook.content.privacy import Notice, find_notices
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site
from rolebook.views.posting import build_advert
from tests.project import FONTS, TODAY, copy_sample, diagnose
from tests.reading import read_words
from tests.sample_posting import FACTS, change
from tests.test_vacancies import contexts_on

EVERYWHERE = "https://example.com/privacy"
BY = {key: f"https://example.com/{key}" for key in ("en", "zh", "MX", "es-US")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


def set_privacy(project: Path, written: str) -> None:
    change(project / "handbook/handbook.yaml", "privacy: https://www.example.com/privacy", written)


# Which one


@pytest.mark.parametrize(
    ("given", "language", "countries", "found"),
    [
        ((EVERYWHERE,), "es", ("MX",), [EVERYWHERE]),
        ((None, EVERYWHERE), "es", (), [EVERYWHERE]),
        (("https://example.com/own", EVERYWHERE), "en", ("MX",), ["https://example.com/own"]),
        ((BY,), "zh", ("CN",), [BY["zh"]]),
        ((BY,), "zh-Hant", ("TW",), [BY["zh"]]),
        ((BY,), "zh", ("MX",), [BY["MX"]]),
        ((BY,), "es", ("US",), [BY["es-US"]]),
        # Nothing in Spanish for Spain: what its source language has is better than nothing.
        ((BY,), "es", ("ES",), [BY["en"]]),
        ((BY,), "es", (), [BY["en"]]),
        (({"MX": "https://example.com/mx"},), "es", ("ES",), []),
        (({"MX": "https://example.com/mx"}, EVERYWHERE), "es", ("ES",), [EVERYWHERE]),
        ((), "en", ("MX",), []),
    ],
)
def test_a_country_counts_before_a_language(
    given: tuple[str | Mapping[str, str] | None, ...],
    language: str,
    countries: tuple[str, ...],
    found: list[str],
) -> None:
    assert [notice.address for notice in find_notices(given, language, "en", countries)] == found


def test_several_countries_have_one_notice_or_one_each() -> None:
    assert find_notices((BY,), "en", "en", ("MX", "US", "CA")) == (
        Notice(BY["MX"], "MX"),
        Notice(BY["en"], None),
    )
    assert find_notices((EVERYWHERE,), "en", "en", ("MX", "US")) == (Notice(EVERYWHERE),)


# Where it stands


def test_an_advert_leads_to_it_while_one_can_apply(project: Path) -> None:
    set_privacy(project, "privacy: {zh: https://example.com/zh, en: https://example.com/en}")
    links = {}
    for status in ("open", "closed"):
        change(project / FACTS, "status: open", f"status: {status}")
        for tag, context in contexts_on(load_catalogue(project)[0]).items():
            posting = context.catalogue.postings["sales-manager-suzhou"]
            if tag in posting.words:
                links[tag, status] = build_advert(context, posting, None).privacy
    assert [link.label for link in links["zh", "open"]] == ["应聘者隐私政策"]
    assert [link.href for link in links["zh", "open"]] == ["https://example.com/zh"]
    assert [link.href for link in links["en", "open"]] == ["https://example.com/en"]
    assert links["en", "closed"] == links["zh", "closed"] == ()


def test_a_posting_may_have_its_own(project: Path) -> None:
    change(project / FACTS, "withhold: []", "withhold: []\nprivacy: {CN: https://example.com/own}")
    assert diagnose(project) == ()
    context = contexts_on(load_catalogue(project)[0])["en"]
    advert = build_advert(context, context.catalogue.postings["sales-manager-suzhou"], None)
    assert [link.href for link in advert.privacy] == ["https://example.com/own"]


def test_it_stands_beside_the_ways_to_apply(project: Path) -> None:
    book = project / "handbook/handbook.yaml"
    book.write_text(book.read_text("utf-8") + "print: {word: true}\n", "utf-8")
    request = BuildRequest(project, project / "site", build_date=TODAY, fonts=FONTS)
    assert not build_site(request).failed
    folder, address = project / "site/zh/jobs/sales-manager-suzhou", "https://www.example.com/privacy"
    page = (folder / "index.html").read_text("utf-8")
    assert page.count(f'<a href="{address}">应聘者隐私政策</a>') == 2, "after each row of buttons"
    assert f"应聘者隐私政策：{address}" in read_words(folder / "flyer.pdf")
    assert f"应聘者隐私政策：{address}" in read_words(folder / "posting.docx")


def test_public_pages_lead_to_it_at_their_foot(careers: Path) -> None:
    for tag, address in (("en", "en/privacy-applicants"), ("es", "es/privacidad-seleccion")):
        page = (careers / tag / "roles/sales-manager/index.html").read_text("utf-8")
        foot = page[page.index('<footer class="site-footer">') :]
        assert f'href="https://www.example.com/{address}"' in foot
    mexican = (careers / "en/jobs/2026-11-monterrey-car-sales/index.html").read_text("utf-8")
    main = mexican[mexican.index("<main") : mexican.index("</main>")]
    assert "https://www.example.com/mx/aviso-de-privacidad" in main
    assert "https://www.example.com/en/privacy-applicants" not in main


# What is said of it


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("privacy: http://example.com/privacy", "S012"),
        ("privacy: www.example.com/privacy", "S012"),
        ('privacy: "javascript:alert(1)"', "S012"),
        ("privacy: {en: https://example.com, CN: ftp://example.com}", "S012"),
        ("privacy: {UK: https://example.com, en: https://example.com}", "J008"),
        ("privacy: {en-UK: https://example.com, en: https://example.com}", "J008"),
        ("privacy: {English: https://example.com}", "S010"),
        ("privacy: {es: https://example.com}", "J023"),
        ("headcount: {total: 3}", "J023"),
        ("privacy: {}", "S009"),
        ("privacy: [https://example.com]", "S003"),
    ],
)
def test_slips_are_told_where_they_are(project: Path, written: str, code: str) -> None:
    set_privacy(project, written)
    found = diagnose(project)
    assert [d.code for d in found] == [code]
    assert found[0].place and found[0].place.line


def test_slips_in_a_posting(project: Path) -> None:
    change(project / FACTS, "withhold: []", "withhold: []\nprivacy: {UK: http://example.com}")
    found = diagnose(project)
    assert [(d.code, d.place.path) for d in found if d.place] == [("J008", FACTS), ("S012", FACTS)]


def test_it_is_told_which_country_has_none(project: Path) -> None:
    set_privacy(project, "privacy: {CN: https://example.com/cn}")
    change(project / FACTS, "places:\n", "places:\n  - {country: ES, city: Madrid}\n")
    messages = [d.message for d in diagnose(project) if d.code == "J023"]
    assert messages == [
        "applicants are not told what becomes of their data: there is no privacy notice for ES"
    ]


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_what_is_not_open_needs_none(project: Path, status: str) -> None:
    set_privacy(project, "headcount: {total: 3}")
    change(project / FACTS, "status: open", f"status: {status}")
    assert "J023" not in {d.code for d in diagnose(project)}
