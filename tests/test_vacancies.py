"""Vacancies as pages and flyers: what stands there on which day, in which language, and what never does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rolebook.audience import release_catalogue
from rolebook.content.audience_facts import EVERYTHING
from rolebook.content.catalogue import Catalogue
from rolebook.content.postings import Posting
from rolebook.content.resolve import load_catalogue
from rolebook.language.markdown import strip_markdown
from rolebook.pipeline import BuildRequest, build_site
from rolebook.views.context import SiteOptions, ViewContext, make_context
from rolebook.views.jobs import build_jobs_page, find_last_change
from rolebook.views.model import Advert, Point
from rolebook.views.posting import build_advert, build_posting_flyer, build_posting_page
from tests.conftest import ROOT
from tests.project import FONTS, TODAY, copy_sample

POSTING = "sales-manager-suzhou"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("vacancies") / "project"))[0]


def contexts_on(
    catalogue: Catalogue, day: dt.date = TODAY, base_url: str | None = None
) -> dict[str, ViewContext]:
    released = release_catalogue(catalogue, EVERYTHING, day)
    options = SiteOptions(base_url, released.handbook.languages, tuple(released.roles), day)
    return {
        tag: make_context(released, options, tag, (ROOT / "templates",))
        for tag in released.handbook.languages
    }


def change(catalogue: Catalogue, **facts: object) -> Catalogue:
    posting = catalogue.postings[POSTING]
    changed = replace(posting, facts=posting.facts.model_copy(update=facts))
    return replace(catalogue, postings={POSTING: changed})


def find(contexts: dict[str, ViewContext], tag: str = "en") -> tuple[ViewContext, Posting]:
    return contexts[tag], contexts[tag].catalogue.postings[POSTING]


def list_points(points: tuple[Point, ...]) -> list[str]:
    return [text for point in points for text in (point.text.plain, *list_points(point.points))]


def tell(advert: Advert) -> dict[str, list[str]]:
    return {section.id: list_points(section.points) for section in advert.sections}


# What it says


def test_an_advert_joins_the_words_of_role_and_posting(sample: Catalogue) -> None:
    context, posting = find(contexts_on(sample))
    advert = build_advert(context, posting, None)
    told = tell(advert)
    assert list(told) == ["purpose", "duties", "qualifications", "offer", "process"]
    assert told["duties"][:3] == [
        "Reports the state of sales to the director.",
        "Has the goods checked 6 hours before delivery of the goods.",
        "Presents the tools at two trade fairs a year.",
    ], "single points first: below a heading they would seem to belong to it"
    assert told["duties"][3:] == [
        "Plans and goals",
        "Splits the goals over the team by 2nd.",
        "Sees to the collection of all invoices.",
    ]
    assert told["qualifications"] == [
        "Holds a bachelor's degree or higher in a related field.",
        "Has sold tools for 2 years or more.",
    ]


def test_requirements_stand_by_need_if_there_are_several(sample: Catalogue) -> None:
    role = sample.roles["sales-manager"]
    years = role.facts.qualifications["years"]
    assert years
    wanted = {**role.facts.qualifications, "years": years.model_copy(update={"need": "preferred"})}
    changed = replace(role, facts=role.facts.model_copy(update={"qualifications": wanted}))
    context, posting = find(contexts_on(replace(sample, roles={**sample.roles, role.id: changed})))
    told = tell(build_advert(context, posting, None))["qualifications"]
    assert told == [
        "Essential",
        "Holds a bachelor's degree or higher in a related field.",
        "Desirable",
        "Has sold tools for 2 years or more.",
    ]


@pytest.mark.parametrize(
    ("tag", "place", "pay"),
    [
        ("en", "Suzhou, Jiangsu 215000, China", "12,000–18,000 yuan a month"),
        ("zh", "中国江苏省苏州市 215000", "每月12,000～18,000元"),
    ],
)
def test_facts_are_written_as_the_language_does(sample: Catalogue, tag: str, place: str, pay: str) -> None:
    context, posting = find(contexts_on(sample), tag)
    facts = {fact.id: fact.values[0].label.plain for fact in build_advert(context, posting, None).facts}
    assert facts["place"] == place
    assert pay in facts["pay"]
    assert facts["reference"] == "SM-7"
    assert facts["openings"] == "2"


def test_facts_that_are_not_given_have_no_row(sample: Catalogue) -> None:
    bare = change(
        sample, pay=None, hours_per_week=None, starts=None, valid_through=None, places=(), remote="full"
    )
    context, posting = find(contexts_on(bare))
    facts = {fact.id for fact in build_advert(context, posting, None).facts}
    assert facts == {"remote", "employment", "openings", "posted", "reference"}


def test_withheld_entries_are_on_the_role_page_and_not_in_the_advert(sample: Catalogue) -> None:
    held = change(sample, withhold=("duties.weekly-report", "qualifications.degree"))
    context, posting = find(contexts_on(held))
    told = tell(build_advert(context, posting, None))
    assert "Reports the state of sales to the director." not in told["duties"]
    assert told["qualifications"] == ["Has sold tools for 2 years or more."]
    assert "degree" in context.catalogue.roles["sales-manager"].facts.qualifications


def test_penalties_and_targets_are_nowhere(sample: Catalogue) -> None:
    context, posting = find(contexts_on(sample))
    page = repr(build_posting_page(context, posting)) + repr(build_posting_flyer(context, posting))
    for secret in ("no report", "fine", "95", "Collection rate", "Late reports", "001§1"):
        assert secret not in page


# When it is open


@pytest.mark.parametrize(
    ("facts", "day", "state", "notice"),
    [
        ({}, dt.date(2026, 12, 1), "open", None),
        ({}, dt.date(2027, 3, 31), "open", None),
        ({}, dt.date(2027, 4, 1), "expired", "Applications closed on 31 March 2027"),
        ({"status": "closed"}, dt.date(2026, 12, 1), "closed", "no longer open"),
        ({"status": "draft"}, dt.date(2026, 12, 1), "draft", "A draft"),
        ({}, dt.date(2026, 10, 31), "not-yet-open", "from 1 November 2026 on"),
    ],
)
def test_the_day_of_the_build_decides(
    sample: Catalogue, facts: dict[str, object], day: dt.date, state: str, notice: str | None
) -> None:
    context, posting = find(contexts_on(change(sample, **facts), day))
    page = build_posting_page(context, posting)
    assert page.advert.state == state
    assert notice is page.advert.notice is None or notice in str(page.advert.notice)
    assert bool(page.advert.apply) == (state in ("open", "draft", "not-yet-open"))
    assert page.frame.searchable == (state == "open")
    listed = build_jobs_page(context, contexts_on(change(sample, **facts), day))
    assert [card.id for card in listed.cards] == ([POSTING] if state == "open" else [])
    assert [card.id for card in listed.former] == ([] if state == "open" else [POSTING])


def test_a_vacancy_may_end_on_the_last_day_there_is(sample: Catalogue) -> None:
    context, _ = find(contexts_on(change(sample, valid_through=dt.date.max)))
    assert find_last_change(context) == dt.date(2026, 11, 1)
    assert find_last_change(find(contexts_on(sample, dt.date(2027, 4, 1)))[0]) == dt.date(2027, 4, 1)
    assert find_last_change(find(contexts_on(sample, dt.date(2027, 3, 31)))[0]) == dt.date(2026, 11, 1)


# In which language


def test_a_vacancy_has_pages_in_its_own_languages_only(sample: Catalogue) -> None:
    contexts = contexts_on(sample, base_url="https://example.com/")
    page = build_posting_page(*find(contexts, "zh"))
    assert [link.language for link in page.frame.languages] == ["en", "zh"]
    assert [alternate.language for alternate in page.frame.alternates] == ["en", "zh"]
    card = build_jobs_page(contexts["es"], contexts).cards[0]
    assert (card.language, card.language_name) == ("en", "inglés")
    assert card.href == f"../../en/jobs/{POSTING}/index.html"
    assert card.title.plain == "Sales manager, tools"
    assert "tiempo completo" in card.details, "facts are in the language of the page"


def test_filters_offer_what_leaves_a_choice(sample: Catalogue) -> None:
    first = sample.postings[POSTING]
    other = replace(
        first,
        id="other",
        facts=first.facts.model_copy(
            update={"remote": "full", "places": (), "applicant_countries": ("ES", "MX"), "posted": TODAY}
        ),
    )
    contexts = contexts_on(replace(sample, postings={POSTING: first, "other": other}))
    page = build_jobs_page(contexts["es"], contexts)
    assert [card.id for card in page.cards] == ["other", POSTING], "the newest first"
    assert {item.id: [(c.label, c.count) for c in item.choices] for item in page.filters} == {
        "country": [("China", 1), ("España", 1), ("México", 1)],
        "remote": [("híbrido, en parte desde casa", 1), ("totalmente a distancia", 1)],
    }
    assert page.count == "2 vacantes"


# The whole build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dt.date], Path]:
    project = copy_sample(tmp_path_factory.mktemp("built") / "project")

    def build(day: dt.date) -> Path:
        output = project / f"site-{day}"
        request = BuildRequest(
            project, output, only=("pages",), build_date=day, base_url="https://example.com/hb", fonts=FONTS
        )
        assert not build_site(request).failed
        return output

    return build


def test_an_expired_vacancy_stays_and_leaves_the_sitemap(site: Callable[[dt.date], Path]) -> None:
    address = f"https://example.com/hb/en/jobs/{POSTING}/"
    before, after = site(TODAY), site(dt.date(2027, 4, 1))
    assert address in (before / "sitemap.xml").read_text("utf-8")
    assert f"/es/jobs/{POSTING}/" not in (before / "sitemap.xml").read_text("utf-8")
    assert address not in (after / "sitemap.xml").read_text("utf-8")
    page = (after / f"en/jobs/{POSTING}/index.html").read_text("utf-8")
    assert "Applications closed on 31 March 2027" in page
    assert "Apply online" not in page
    assert "ld+json" not in page


def test_points_on_the_page_are_closed_lists(site: Callable[[dt.date], Path]) -> None:
    page = (site(TODAY) / f"en/jobs/{POSTING}/index.html").read_text("utf-8")
    duties = re.search(r'id="duties">(.*?)</section>', page, re.S)
    assert duties
    assert list(re.findall(r"</?(?:ul|h3)\b", duties[1])) == [
        *("<ul", "</ul"),
        *("<h3", "</h3", "<ul", "</ul"),
    ]
    assert strip_markdown("Plans and goals") in duties[1]
