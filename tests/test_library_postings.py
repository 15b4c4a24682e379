"""The postings of the library: real ones, of many kinds, in two languages at least, and fit to be shown."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rolebook.checks.texts import iter_posting_texts
from rolebook.content.catalogue import Catalogue
from rolebook.content.placeholders import find_placeholders
from rolebook.content.postings import find_state
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site, check_project
from tests.conftest import ROOT
from tests.project import FONTS

WRITTEN = dt.date(2026, 11, 27)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT)[0]


def test_nothing_is_to_be_said_about_them() -> None:
    problems = [p for p in check_project(ROOT, WRITTEN) if p.place and p.place.path.startswith("postings/")]
    assert [p for p in problems if p.code[0] != "F"] == [], (
        "what the law says of wording has tests of its own"
    )


def test_they_are_of_many_kinds(catalogue: Catalogue) -> None:
    postings = catalogue.postings.values()
    facts = [posting.facts for posting in postings]
    assert len({posting.role for posting in postings}) >= 6
    assert {place.country for one in facts for place in one.places} >= {"CN", "ES", "MX", "US"}
    assert {one.remote for one in facts} == {"none", "hybrid", "full"}
    assert {one.pay.per for one in facts if one.pay} >= {"hour", "month", "year"}
    assert {one.pay.exact is None for one in facts if one.pay} == {True, False}
    assert all(one.pay for one in facts), "fair adverts say what they pay"
    states = {find_state(posting, WRITTEN) for posting in postings}
    assert states == {"draft", "not-yet-open", "open", "closed"}
    assert {find_state(posting, dt.date(2027, 2, 1)) for posting in postings} >= {"expired", "open"}


def test_each_is_in_two_languages_at_least_and_one_in_all(catalogue: Catalogue) -> None:
    languages = {posting.id: set(posting.words) for posting in catalogue.postings.values()}
    assert all(len(tags) >= 2 and "en" in tags for tags in languages.values())
    assert any(len(tags) == 3 for tags in languages.values())
    for posting in catalogue.postings.values():
        countries = {place.country for place in posting.facts.places}
        if countries & {"CN"}:
            assert "zh" in posting.words
        if countries & {"ES", "MX"}:
            assert posting.source_language == "es"


def test_what_is_not_for_adverts_is_withheld(catalogue: Catalogue) -> None:
    cautions = {
        "age",
        "gender",
        "health",
        "lifestyle",
        "appearance",
        "belief",
        "own-contacts",
        "resale-price",
        "personal-data",
    }
    for posting in catalogue.postings.values():
        role = catalogue.roles[posting.role]
        for section in ("duties", "authority", "qualifications"):
            for name, entry in getattr(role.facts, section).items():
                if section in posting.facts.include and entry and cautions & set(entry.flags):
                    assert posting.withholds(section, name), f"{posting.id}: {section}.{name}"
        for name, need in role.facts.qualifications.items():
            assert (
                need is None
                or need.kind not in ("age", "sex", "health")
                or posting.withholds("qualifications", name)
            )


def test_figures_are_the_same_in_every_language(catalogue: Catalogue) -> None:
    """But for those that a language writes in words: they stand in the list below."""
    for posting in catalogue.postings.values():
        source = {text.path: text.value for text in iter_posting_texts(posting.source_words)}
        for language, words in posting.words.items():
            for text in iter_posting_texts(words):
                if text.path[0] == "places" or language == posting.source_language:
                    continue
                original = source[text.path]
                names = [
                    sorted(name for name, _ in find_placeholders(value)) for value in (original, text.value)
                ]
                assert names[0] == names[1], f"{posting.id}/{language}: {text.path}"
                money = [_find_large_figures(value) for value in (original, text.value)]
                assert money[0] == money[1], f"{posting.id}/{language}: {text.path}"


def _find_large_figures(text: str) -> list[str]:
    """Percentages and numbers of three digits or more, without separators: what must not differ."""
    plain = re.sub(r"(?<=\d)[.,\s](?=\d{3}\b)", "", text)
    return sorted(re.findall(r"\d{3,}|\d+(?=\s?%)", plain))


def test_every_posting_says_what_a_good_advert_says(catalogue: Catalogue) -> None:
    for posting in catalogue.postings.values():
        for language, words in posting.words.items():
            where = f"{posting.id}/{language}"
            for name in ("title", "introduction", "pay_note", "schedule", "contact", "equal_opportunity"):
                assert getattr(words, name), f"{where}: {name}"
            for name in ("duties", "qualifications", "offer", "process"):
                assert getattr(words, name), f"{where}: {name}"
            title = words.title or ""
            assert len(title) <= 60, where


def test_addresses_lead_to_nobody(catalogue: Catalogue) -> None:
    for path in (ROOT / "postings").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for host in re.findall(r"(?:https?://|@)([a-z0-9.-]+)", text):
            assert host == "example.com" or host.endswith(".example.com"), f"{path}: {host}"
    employer = catalogue.handbook.employer
    assert employer and employer.url and employer.url.endswith("example.com")


@pytest.mark.slow
def test_in_chinese_each_is_handed_out_on_one_sheet(tmp_path: Path) -> None:
    for folder in ("handbook", "roles", "postings"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    request = BuildRequest(
        tmp_path,
        tmp_path / "public",
        languages=("zh",),
        only=("documents",),
        build_date=WRITTEN,
        fonts=FONTS,
        audience="public",
        base_url="https://careers.example.com",
    )
    assert not build_site(request).failed
    flyers = sorted((tmp_path / "public").rglob("flyer.pdf"))
    assert len(flyers) >= 3
    for flyer in flyers:
        told = subprocess.run(["pdfinfo", flyer], check=True, capture_output=True, text=True).stdout
        assert int(re.findall(r"^Pages: +(\d+)", told, re.M)[0]) <= 2, flyer.parent.name
