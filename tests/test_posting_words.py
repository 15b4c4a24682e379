"""Postings in words: titles that are none, pay and dates, placeholders, missing translations."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.checks.countries import is_country, list_currencies
from rolebook.checks.posting_titles import _list_faults
from rolebook.content.catalogue import Catalogue
from rolebook.content.posting_words import PostingWords
from rolebook.content.postings import POSTING_OUTLINES
from rolebook.content.resolve import load_catalogue
from rolebook.language.posting_phrases import list_posting_values, say_pay, say_start
from rolebook.language.posting_wording import PostingWording
from tests.project import copy_sample
from tests.sample_posting import FOLDER, PHRASES, ROOT, change, make_posting


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_sample(tmp_path / "project")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(copy_sample(tmp_path_factory.mktemp("postings") / "project"))[0]


# ---------------------------------------------------------------------------------- its title


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Sales manager", []),
        ("Sales manager, tools (B2B)", []),
        ("Key account manager, 3D printing", []),
        ("Director of sales, Suzhou", ["Suzhou"]),
        ("Suzhouer sales", []),
        ("Sales manager SM-7", ["SM-7"]),
        ("Sales manager #204", ["#204"]),
        ("Sales manager 2026", ["2026"]),
        ("Sales manager €45,000", ["€45,000"]),
        ("Sales manager, 45k", ["45k"]),
        ("Sales manager at Sample Tools Ltd", ["Sample Tools Ltd"]),
        ("Join us!", ["!"]),
        ("SALES MANAGER", ["SALES MANAGER"]),
        ("CEO", []),
        ("Sales manager ({pay})", ["{pay}"]),
    ],
)
def test_titles(catalogue: Catalogue, title: str, parts: list[str]) -> None:
    posting = catalogue.postings["sales-manager-suzhou"]
    assert [fragment for _, _, fragment in _list_faults(title, posting, catalogue, "en")] == parts


@pytest.mark.parametrize(
    ("title", "parts"),
    [("销售经理", []), ("苏州销售经理", ["苏州"]), ("销售经理（江苏）", ["江苏"]), ("急聘！", ["！"])],
)
def test_titles_in_chinese(catalogue: Catalogue, title: str, parts: list[str]) -> None:
    posting = catalogue.postings["sales-manager-suzhou"]
    assert [fragment for _, _, fragment in _list_faults(title, posting, catalogue, "zh")] == parts


@given(st.text())
def test_any_title_can_be_looked_at(title: str) -> None:
    posting = make_posting(places=[{"country": "CN", "city": "Suzhou"}])
    catalogue, _ = load_catalogue(ROOT / "tests" / "sample")
    for _, offset, fragment in _list_faults(title, posting, catalogue, "en"):
        assert title[offset : offset + len(fragment)] == fragment


def test_countries_are_those_of_today() -> None:
    assert all(is_country(code) for code in ("CN", "ES", "US", "MX", "GB", "DE", "TW", "HK", "AQ"))
    assert not any(is_country(code) for code in ("UK", "EU", "SU", "DD", "YU", "ZZ", "XX"))
    assert list_currencies("ES") == ("EUR",)
    assert "MXN" in list_currencies("MX")


# ---------------------------------------------------------------------------------- its words


@pytest.mark.parametrize(
    ("pay", "en", "zh", "es"),
    [
        (
            {"min": 12000, "max": 18000, "currency": "CNY", "per": "month"},
            "12,000–18,000 yuan a month",
            "每月12,000～18,000元",
            "12.000-18.000 yuanes al mes",
        ),
        (
            {"exact": 9500, "currency": "CNY", "per": "month"},
            "9,500 yuan a month",
            "每月9,500元",
            "9500 yuanes al mes",
        ),
        (
            {"min": 30000, "currency": "EUR", "per": "year"},
            "from €30,000 a year",
            "每年30,000欧元起",
            "desde 30.000\xa0€ al año",
        ),
        (
            {"max": 250, "currency": "EUR", "per": "day"},
            "up to €250 a day",
            "每天最高250欧元",
            "hasta 250\xa0€ al día",
        ),
        (
            {"min": "20.5", "max": "22", "currency": "USD", "per": "hour"},
            "US$20.50–22.00 an hour",
            "每小时20.50～22.00美元",
            "20,50-22,00\xa0US$ por hora",
        ),
    ],
)
def test_pay_in_words(pay: dict[str, object], en: str, zh: str, es: str) -> None:
    said = [say_pay(PHRASES[tag], make_posting(pay=pay).facts) for tag in ("en", "zh", "es")]
    assert said == [en, zh, es]


@pytest.mark.parametrize(
    ("country", "pay", "said"),
    [
        (
            "MX",
            {"exact": 14500, "currency": "MXN", "per": "month"},
            {"en": "MX$14,500 a month", "zh": "每月14,500墨西哥比索", "es": "$14,500\xa0MXN al mes"},
        ),
        ("MX", {"exact": 9500, "currency": "MXN", "per": "month"}, {"es": "$9,500\xa0MXN al mes"}),
        (
            "US",
            {"min": "28.5", "max": 34, "currency": "USD", "per": "hour"},
            {
                "en": "US$28.50–34.00 an hour",
                "zh": "每小时28.50～34.00美元",
                "es": "US$28.50-34.00 por hora",
            },
        ),
        ("AR", {"exact": 9500, "currency": "ARS", "per": "month"}, {"es": "$9500\xa0ARS al mes"}),
        ("CA", {"exact": 60000, "currency": "CAD", "per": "year"}, {"en": "$60,000\xa0CAD a year"}),
        ("CH", {"exact": 80000, "currency": "CHF", "per": "year"}, {"en": "CHF\xa080,000 a year"}),
        ("GB", {"min": 29000, "currency": "GBP", "per": "year"}, {"es": "desde 29.000\xa0GBP al año"}),
        # English is no language of Spain: its readers would take 34.000 for thirty-four.
        ("ES", {"exact": 34000, "currency": "EUR", "per": "year"}, {"en": "€34,000 a year"}),
    ],
)
def test_pay_is_written_as_the_place_of_work_writes_it(
    country: str, pay: dict[str, object], said: dict[str, str]
) -> None:
    at_home = make_posting(pay=pay, remote="full", applicant_countries=[country])
    there = make_posting(pay=pay, places=[{"country": country}, {"country": country, "city": "Here"}])
    for tag, words in said.items():
        assert say_pay(PHRASES[tag], there.facts) == words
        assert say_pay(PHRASES[tag], at_home.facts) == words


def test_pay_of_several_countries_is_written_as_the_language_writes_it() -> None:
    facts = make_posting(
        pay={"exact": 14500, "currency": "MXN", "per": "month"},
        places=[{"country": "MX"}, {"country": "ES"}],
    ).facts
    assert say_pay(PHRASES["es"], facts) == "14.500\xa0MXN al mes"
    assert say_pay(PHRASES["es"], make_posting().facts) is None


@given(st.sampled_from(["en", "zh", "es"]), st.sampled_from(["MX", "US", "CN", "ES", "GB", "AR", "CH", "IN"]))
def test_no_dollar_stands_alone(tag: str, country: str) -> None:
    """Two dozen countries call their money $."""
    for currency in ("USD", "MXN", "ARS", "CAD", "HKD", "AUD"):
        pattern = PHRASES[tag].language.with_figures_of(country).money_pattern(currency)
        assert pattern.count("{}") == 1
        assert re.search("[A-Z]|[\u4e00-\u9fff]{2}", pattern), pattern


def test_other_figures_of_an_advert_follow_but_dates_do_not() -> None:
    posting = make_posting(
        places=[{"country": "MX"}],
        hours_per_week="37.5",
        pay={"exact": 9500, "currency": "MXN", "per": "month"},
        starts="2027-01-04",
    )
    values = list_posting_values(posting, PHRASES["es"])
    assert (values["pay"], values["hours"]) == ("$9,500\xa0MXN al mes", "37.5 horas")
    assert values["starts"] == "4 de enero de 2027"
    american = make_posting(places=[{"country": "US"}], starts="2027-01-04")
    assert list_posting_values(american, PHRASES["en"])["starts"] == "4 January 2027"


def test_first_day_in_words() -> None:
    assert say_start(PHRASES["zh"], "as-soon-as-possible") == "尽快"
    assert say_start(PHRASES["es"], dt.date(2027, 1, 4)) == "4 de enero de 2027"


def test_placeholders_stand_for_facts(catalogue: Catalogue) -> None:
    values = list_posting_values(catalogue.postings["sales-manager-suzhou"], PHRASES["en"])
    assert values == {
        "openings": "2",
        "posted": "1 November 2026",
        "reference": "SM-7",
        "pay": "12,000–18,000 yuan a month",
        "hours": "40 hours",
        "starts": "1 April 2027",
        "closes": "31 March 2027",
    }


def test_words_of_a_language_and_of_the_source_where_one_is_missing(project: Path) -> None:
    change(project / f"{FOLDER}/zh.yaml", "equal_opportunity: 欢迎各年龄、性别和背景的人士应聘。\n", "")
    posting = load_catalogue(project)[0].postings["sales-manager-suzhou"]
    wording = PostingWording(posting, "zh", PHRASES)
    introduction, equal = wording.sentence("introduction"), wording.sentence("equal_opportunity")
    assert introduction and "2名" in introduction.text and introduction.language is None
    assert equal and equal.language == "en"
    assert wording.sentence("contact") is None
    assert wording.place_name("Suzhou") == "苏州市"
    assert wording.place_name("Main street 1") == "Main street 1"
    steps = [wording.item_text(item) for item in wording.list_items("process")]
    assert [step.text for step in steps if step] == ["半小时电话沟通。", "到团队体验一天，按日计酬。"]
    measured = wording.measure_completeness()
    assert (measured.missing, measured.total) == (1, 8)
    assert PostingWording(posting, "en", PHRASES).measure_completeness().missing == 0


def test_groups_have_title_and_intro(project: Path) -> None:
    path = project / FOLDER / "en.yaml"
    change(path, "offer:", "offer:\n  care: {title: Care, intro: For all., items: {health: A doctor.}}")
    posting = load_catalogue(project)[0].postings["sales-manager-suzhou"]
    wording = PostingWording(posting, "en", PHRASES)
    group, entry, _ = wording.list_items("offer")
    texts = [wording.item_text(group), wording.item_text(group, "intro"), wording.item_text(entry)]
    assert [text.text for text in texts if text] == ["Care", "For all.", "A doctor."]


def test_outlines_are_named_once() -> None:
    outlines = {name for name, field in PostingWords.model_fields.items() if field.default == {}} - {"places"}
    assert outlines == set(POSTING_OUTLINES)
