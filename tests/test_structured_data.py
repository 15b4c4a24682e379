"""The structured data of vacancies: which pages have it, and that it says nothing that they do not show."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from rolebook.language.markdown import SafeHtml, simplify_html
from rolebook.views.structured_data import dump_json_ld
from tests.marked_pages import OPEN, Page, page_of, read_page, squeeze
from tests.openings import HIDDEN, MANAGER, REMOTE, SITE, TOWNS

# Which pages have it


def test_every_open_vacancy_has_one_in_each_of_its_languages(marked: Path) -> None:
    marked = {
        (path.parent.name, path.relative_to(marked).parts[0])
        for path in marked.rglob("*.html")
        if "ld+json" in path.read_text("utf-8")
    }
    assert marked == set(OPEN)


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_every_audience_reads_the_same(
    build_openings: Callable[[str], Path], marked: Path, audience: str
) -> None:
    other = build_openings(audience)
    for posting, tag in OPEN:
        assert page_of(other, posting, tag).job == page_of(marked, posting, tag).job
    # The public reads names of competencies in adverts alone.
    assert (other / "en/competencies").exists() == (audience == "staff")


def test_it_is_gone_on_the_day_after_the_last(build_openings: Callable[..., Path]) -> None:
    after = build_openings(day=dt.date(2026, 12, 2))
    assert read_page(after / "en/jobs" / TOWNS / "index.html").scripts == []
    assert read_page(after / "en/jobs" / MANAGER / "index.html").scripts
    assert read_page(after / "en/jobs/soon/index.html").scripts, "it opens on this day"


@pytest.mark.parametrize("posting", HIDDEN)
def test_others_have_a_page_without_it(marked: Path, posting: str) -> None:
    assert read_page(marked / "en/jobs" / posting / "index.html").scripts == []


# What is marked up is visible

EMPLOYMENT = {
    "FULL_TIME": {"en": "full time", "zh": "全职", "es": "tiempo completo"},
    "PART_TIME": {"en": "part time", "es": "tiempo parcial"},
    "CONTRACTOR": {"en": "contractor", "es": "por cuenta propia"},
}
AT_HOME = {"en": "fully remote", "es": "totalmente a distancia"}
SOON = {"en": "as soon as possible", "es": "lo antes posible"}
PER = {
    "HOUR": {"en": "an hour", "es": "por hora"},
    "MONTH": {"en": "a month", "zh": "每月"},
    "YEAR": {"en": "a year", "zh": "每年", "es": "al año"},
}
MONEY = {"CNY": {"en": "yuan", "zh": "元"}, "EUR": {"en": "€", "zh": "欧元", "es": "€"}}
DEGREE = {"en": "bachelor's degree", "zh": "本科", "es": "título universitario de grado"}
TWO_YEARS = {"en": "2 years", "zh": "2年", "es": "2 años"}


def list_words(name: str, value: Any, tag: str) -> Iterator[str]:
    """What a reader finds on the page for a property; one without a line here is an error."""
    locale = Locale.parse({"en": "en_GB"}.get(tag, tag))
    if name in ("title", "incentiveCompensation"):
        yield value
    elif name == "description":
        for part in re.split(r"\s*<[^>]+>\s*", unescape(value)):
            yield from (words for words in re.split("; |；|: |：", part.lstrip(":： ")) if words)
    elif name in ("datePosted", "validThrough", "jobStartDate"):
        yield format_date(dt.datetime.fromisoformat(value).date(), "long", locale)
    elif name == "identifier":
        assert value["@type"] == "PropertyValue"
        yield from (value["name"], value["value"])
    elif name == "hiringOrganization":
        yield value["name"]
    elif name == "employmentType":
        yield from (EMPLOYMENT[kind][tag] for kind in value)
    elif name == "jobLocation":
        for place in value if isinstance(value, list) else [value]:
            address = dict(place["address"])
            yield locale.territories[address.pop("addressCountry")]
            assert address.pop("@type") == "PostalAddress"
            yield from address.values()
    elif name == "jobLocationType":
        assert value == "TELECOMMUTE"
        yield AT_HOME[tag]
    elif name == "applicantLocationRequirements":
        yield from (country["name"] for country in value)
    elif name == "baseSalary":
        yield MONEY[value["currency"]][tag]
        amount = {key: number for key, number in value["value"].items() if not key.startswith("@")}
        yield PER[amount.pop("unitText")][tag]
        for number in amount.values():
            pattern = "#,##0.00" if number % 1 else "#,##0"
            yield format_decimal(Decimal(str(number)), pattern, locale)
    elif name == "jobBenefits":
        yield from re.findall(r"[^.。]+[.。]", value)
    elif name == "totalJobOpenings":
        yield str(value)
    elif name == "jobImmediateStart":
        assert value is True
        yield SOON[tag]
    elif name == "workHours":
        yield from re.split(": |：", value)
    elif name == "educationRequirements":
        assert value["credentialCategory"] == "bachelor degree"
        yield DEGREE[tag]
    elif name == "experienceRequirements":
        assert value["monthsOfExperience"] == 24
        yield TWO_YEARS[tag]
    else:
        raise AssertionError(f"nothing is known of {name}")


def unescape(text: str) -> str:
    # Only what the advert's own words need: a “<” in them must not look like a tag here.
    return text.replace("&lt;", "‹").replace("&gt;", "›").replace("&#x27;", "'").replace("&amp;", "&")


@pytest.mark.parametrize(("posting", "tag"), OPEN)
def test_what_is_marked_up_stands_on_the_page(marked: Path, posting: str, tag: str) -> None:
    page = page_of(marked, posting, tag)
    text = page.text.replace("<", "‹").replace(">", "›")
    for name, value in page.job.items():
        if name in ("@context", "@type"):
            continue
        if name == "url":
            assert value == page.canonical == f"{SITE}/{tag}/jobs/{posting}/"
            continue
        if name == "directApply":
            assert any("https://careers.example.com/" in link for link in page.links)
            continue
        if name == "hiringOrganization":
            assert value["sameAs"] in page.links
        for words in list_words(name, value, tag):
            said = squeeze(words)  # by itself on the page, it begins with a capital
            assert said in text or said[:1].upper() + said[1:] in text, f"{name}: {words}"


@pytest.mark.parametrize(("posting", "tag"), OPEN)
def test_the_description_is_the_whole_advert(marked: Path, posting: str, tag: str) -> None:
    source = (marked / tag / "jobs" / posting / "index.html").read_text("utf-8")
    advert = Page()
    body = re.search(r'<div class="reading advert">(.*?)<ul class="more"', source, re.S)
    assert body
    applying = r'(?s)<div class="actions apply.*?</div>\s*<p class="detail privacy.*?</p>'
    advert.feed(f"<main>{re.sub(applying, '', body[1])}</main>")
    described = Page()
    described.feed(f"<main>{page_of(marked, posting, tag).job['description']}</main>")
    known = set(re.findall(r"\w+", described.text))
    heading = {"Questions", "咨询", "Preguntas"}
    assert set(re.findall(r"\w+", advert.text)) - known <= heading


def test_the_description_has_only_what_google_reads(marked: Path) -> None:
    for posting, tag in OPEN:
        description = page_of(marked, posting, tag).job["description"]
        tags = set(re.findall(r"</?([a-z0-9]+)[^>]*>", description))
        assert tags <= {"p", "ul", "li", "strong", "em", "br"}
        assert not re.search(r"<[a-z]+\s", description), "no attributes"
        assert "<li>" in description


# In the page


def test_no_word_can_end_the_script(marked: Path) -> None:
    source = (marked / f"en/jobs/{REMOTE}/index.html").read_text("utf-8")
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', source, re.S)
    assert script
    assert not re.search("[<>&\u2028\u2029]", script[1])
    job = json.loads(script[1])
    assert job["title"] == "Trainer for drills & saws"
    assert "&lt;/script&gt;" in job["description"]


def test_line_ends_of_scripts_are_escaped() -> None:
    words = "</script><!-- & \u2028 \u2029 ]]>"
    written = dump_json_ld({"title": words})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"title": words}


def test_headings_lists_and_tables_become_simple() -> None:
    markup = (
        '<h3>A</h3><ol><li>b</li></ol><table><tr><td align="left">c</td><td>d</td></tr></table>'
        '<p><a href="https://e.example" rel="noopener">f</a></p>'
    )
    assert squeeze(simplify_html(SafeHtml(markup))) == (
        "<p><strong>A</strong></p><ul><li>b</li></ul> <p> c d </p> <p>f</p>"
    )
