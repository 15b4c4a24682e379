"""The structured data of vacancies: what schema.org and Google know, and nothing that the page does not show."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from rolebook.content.resolve import load_catalogue
from rolebook.content.role_facts import QualificationFacts
from rolebook.language.markdown import SafeHtml, simplify_html
from rolebook.pipeline import BuildRequest, build_site
from rolebook.views.feeds import list_open_postings
from rolebook.views.posting import build_advert, build_posting_page, find_wording
from rolebook.views.stated_requirements import StatedRequirements, find_requirements
from rolebook.views.structured_data import describe_job, dump_json_ld
from tests.conftest import ROOT
from tests.openings import HIDDEN, MANAGER, REMOTE, SITE, TOWNS, make_openings
from tests.project import FONTS, TODAY
from tests.test_vacancies import contexts_on

OPEN = [
    *((MANAGER, tag) for tag in ("en", "zh")),
    *((REMOTE, tag) for tag in ("en", "es")),
    *((TOWNS, tag) for tag in ("en", "zh", "es")),
]
Node = dict[str, Any]


@dataclass
class Page(HTMLParser):
    """What a reader sees of a page: its words, its links, its facts; and its structured data."""

    words: str = ""
    links: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    canonical: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside, self._script = False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._script = tag == "script"
        if self._script and values.get("type") == "application/ld+json":
            self.scripts.append("")
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"] or ""
        if tag == "main":
            self._inside = True
        if self._inside and tag == "a":
            self.links.append(values["href"] or "")
        if self._inside:
            self.words += " " if tag not in ("em", "strong", "code", "span", "a") else ""

    def handle_endtag(self, tag: str) -> None:
        self._script = False
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._script and self.scripts:
            self.scripts[-1] += data
        elif self._inside:
            self.words += data

    @property
    def text(self) -> str:
        return squeeze(self.words)

    @property
    def job(self) -> Node:
        assert len(self.scripts) == 1
        node: Node = json.loads(self.scripts[0])
        return node


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read_page(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text("utf-8"))
    return page


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    project = make_openings(tmp_path_factory.mktemp("structured") / "project")

    def build(audience: str = "assessor", day: dt.date = TODAY) -> Path:
        output = project / f"{audience}-{day}"
        request = BuildRequest(
            project,
            output,
            only=("pages",),
            build_date=day,
            base_url=SITE,
            fonts=FONTS,
            audience=audience,  # type: ignore[arg-type]
        )
        report = build_site(request)
        assert not report.failed, report.diagnostics
        return output

    return build


@pytest.fixture(scope="module")
def site(built: Callable[[], Path]) -> Path:
    return built()


def page_of(site: Path, posting: str, tag: str) -> Page:
    return read_page(site / tag / "jobs" / posting / "index.html")


# Which pages have it


def test_every_open_vacancy_has_one_in_each_of_its_languages(site: Path) -> None:
    marked = {
        (path.parent.name, path.relative_to(site).parts[0])
        for path in site.rglob("*.html")
        if "ld+json" in path.read_text("utf-8")
    }
    assert marked == set(OPEN)


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_every_audience_reads_the_same(built: Callable[[str], Path], site: Path, audience: str) -> None:
    other = built(audience)
    for posting, tag in OPEN:
        assert page_of(other, posting, tag).scripts == page_of(site, posting, tag).scripts
    # The public reads names of competencies in adverts alone.
    assert (other / "en/competencies").exists() == (audience == "staff")


def test_it_is_gone_on_the_day_after_the_last(built: Callable[..., Path]) -> None:
    after = built(day=dt.date(2026, 12, 2))
    assert read_page(after / "en/jobs" / TOWNS / "index.html").scripts == []
    assert read_page(after / "en/jobs" / MANAGER / "index.html").scripts
    assert read_page(after / "en/jobs/soon/index.html").scripts, "it opens on this day"


@pytest.mark.parametrize("posting", HIDDEN)
def test_others_have_a_page_without_it(site: Path, posting: str) -> None:
    assert read_page(site / "en/jobs" / posting / "index.html").scripts == []


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
MONEY = {"CNY": {"en": "yuan", "zh": "元"}, "EUR": {"en": "€", "zh": "€", "es": "€"}}
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
def test_what_is_marked_up_stands_on_the_page(site: Path, posting: str, tag: str) -> None:
    page = page_of(site, posting, tag)
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
def test_the_description_is_the_whole_advert(site: Path, posting: str, tag: str) -> None:
    source = (site / tag / "jobs" / posting / "index.html").read_text("utf-8")
    advert = Page()
    body = re.search(r'<div class="reading advert">(.*?)<ul class="more"', source, re.S)
    assert body
    advert.feed(f"<main>{re.sub(r'(?s)<div class=.actions apply.*?</div>', '', body[1])}</main>")
    described = Page()
    described.feed(f"<main>{page_of(site, posting, tag).job['description']}</main>")
    known = set(re.findall(r"\w+", described.text))
    heading = {"Questions", "咨询", "Preguntas"}
    assert set(re.findall(r"\w+", advert.text)) - known <= heading


def test_the_description_has_only_what_google_reads(site: Path) -> None:
    for posting, tag in OPEN:
        description = page_of(site, posting, tag).job["description"]
        tags = set(re.findall(r"</?([a-z0-9]+)[^>]*>", description))
        assert tags <= {"p", "ul", "li", "strong", "em", "br"}
        assert not re.search(r"<[a-z]+\s", description), "no attributes"
        assert "<li>" in description


# Values


def test_one_place_is_no_list_and_several_are_one(site: Path) -> None:
    assert page_of(site, MANAGER, "en").job["jobLocation"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Suzhou",
            "addressRegion": "Jiangsu",
            "postalCode": "215000",
            "addressCountry": "CN",
        },
    }
    towns = page_of(site, TOWNS, "en").job["jobLocation"]
    assert [place["address"].get("streetAddress") for place in towns] == [
        "Calle Mayor 1",
        "350 Fifth Avenue",
        None,
    ]
    assert [place["address"]["addressCountry"] for place in towns] == ["ES", "US", "ES"]


def test_remote_work_is_telecommuting_only_if_it_is_all_of_it(site: Path) -> None:
    remote, hybrid = page_of(site, REMOTE, "es").job, page_of(site, MANAGER, "en").job
    assert remote["jobLocationType"] == "TELECOMMUTE"
    assert [country["name"] for country in remote["applicantLocationRequirements"]] == ["España", "México"]
    assert "jobLocation" not in remote
    assert not {"jobLocationType", "applicantLocationRequirements"} & hybrid.keys()


def test_pay_is_a_range_an_amount_or_a_least(site: Path) -> None:
    pay = [page_of(site, posting, "en").job["baseSalary"]["value"] for posting in (MANAGER, REMOTE, TOWNS)]
    assert pay == [
        {"@type": "QuantitativeValue", "minValue": 12000, "maxValue": 18000, "unitText": "MONTH"},
        {"@type": "QuantitativeValue", "value": 20.5, "unitText": "HOUR"},
        {"@type": "QuantitativeValue", "minValue": 30000, "unitText": "YEAR"},
    ]


def test_the_last_day_counts_and_no_end_is_no_date(site: Path) -> None:
    assert page_of(site, TOWNS, "en").job["validThrough"] == "2026-12-01T23:59:59"
    assert "validThrough" not in page_of(site, REMOTE, "en").job


def test_applying_at_once_is_said_of_forms_only(site: Path) -> None:
    said = [page_of(site, posting, "en").job.get("directApply") for posting in (MANAGER, TOWNS, REMOTE)]
    assert said == [False, True, None]


def test_hours_and_start(site: Path) -> None:
    manager, remote = page_of(site, MANAGER, "en").job, page_of(site, REMOTE, "en").job
    assert (manager["workHours"], manager["jobStartDate"]) == ("Hours a week: 40", "2027-04-01")
    assert (remote["workHours"], remote["jobImmediateStart"]) == ("Mornings, 20 hours a week.", True)
    assert remote["jobBenefits"] == "A box of tools. Thirty days of holidays. Fridays are free."


def test_the_logo_has_a_whole_address(built: Callable[[], Path]) -> None:
    context = contexts_on(load_catalogue(built().parent)[0], base_url=SITE)["en"]
    posting = context.catalogue.postings[MANAGER]
    advert = build_advert(context, posting, None)
    advert = replace(advert, employer=replace(advert.employer, logo="../../../assets/logo.svg"))
    job = describe_job(
        context, posting, find_wording(context, posting), advert, f"en/jobs/{MANAGER}/index.html"
    )
    assert job["hiringOrganization"]["logo"] == f"{SITE}/assets/logo.svg"


# Degrees and experience


def ask(kind: str, **facts: object) -> QualificationFacts:
    return QualificationFacts.model_validate({"kind": kind, **facts})


BACHELOR, MASTER = ask("education", minimum="bachelor"), ask("education", minimum="master")
TWO, FIVE = ask("experience", months_at_least=24), ask("experience", months_at_least=60)


def instead(of: str, entry: QualificationFacts) -> QualificationFacts:
    return entry.model_copy(update={"alternative_to": of})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, StatedRequirements()),
        ({"a": BACHELOR, "b": TWO}, StatedRequirements("bachelor", 24)),
        ({"a": BACHELOR, "b": MASTER, "c": TWO, "d": FIVE}, StatedRequirements("master", 60)),
        ({"a": BACHELOR, "b": instead("a", FIVE)}, StatedRequirements("bachelor", 60, either=True)),
        ({"a": instead("b", BACHELOR), "b": FIVE}, StatedRequirements("bachelor", 60, either=True)),
        ({"a": MASTER, "b": instead("a", BACHELOR)}, StatedRequirements("bachelor")),
        ({"a": FIVE, "b": instead("a", TWO)}, StatedRequirements(None, 24)),
        # Beside an alternative something more of the two is asked for: one of the two is not enough.
        ({"a": BACHELOR, "b": instead("a", FIVE), "c": TWO}, StatedRequirements(None, 24)),
        # Something else will do as well, or is not shown: nothing is certain.
        ({"a": BACHELOR, "b": instead("a", ask("licence"))}, StatedRequirements()),
        ({"a": instead("gone", BACHELOR), "b": TWO}, StatedRequirements(None, 24)),
        ({"a": MASTER, "b": instead("a", ask("education"))}, StatedRequirements()),
        ({"a": BACHELOR.model_copy(update={"need": "preferred"})}, StatedRequirements()),
        ({"a": ask("skill"), "b": ask("experience")}, StatedRequirements()),
        ({"a": None, "b": TWO}, StatedRequirements(None, 24)),
    ],
)
def test_only_what_is_certain_is_required(
    asked: dict[str, QualificationFacts | None], found: StatedRequirements
) -> None:
    assert find_requirements(asked) == found


def test_either_of_two_is_said_to_be_enough(tmp_path: Path) -> None:
    project = make_openings(tmp_path / "project")
    facts = project / "roles/sales-manager/role.yaml"
    text = facts.read_text("utf-8").replace(
        "months_at_least: 24", "months_at_least: 24, alternative_to: degree"
    )
    facts.write_text(text, "utf-8")
    request = BuildRequest(project, tmp_path / "site", only=("pages",), build_date=TODAY, fonts=FONTS)
    assert not build_site(request).failed
    job = page_of(tmp_path / "site", MANAGER, "zh").job
    assert job["experienceInPlaceOfEducation"] is True
    assert {"educationRequirements", "experienceRequirements"} <= job.keys(), "Google wants both then"
    assert "url" not in job, "the site's address is not known"


# In the page


def test_no_word_can_end_the_script(site: Path) -> None:
    source = (site / f"en/jobs/{REMOTE}/index.html").read_text("utf-8")
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


# Names and types


def list_jobs_of_the_library() -> dict[str, Node]:
    contexts = contexts_on(load_catalogue(ROOT)[0], dt.date(2027, 1, 12), SITE)
    jobs = {}
    for tag, context in contexts.items():
        for posting in list_open_postings(context):
            written = build_posting_page(context, posting).structured
            assert written
            jobs[f"library-{posting.id}-{tag}"] = json.loads(written)
    assert len(jobs) > 10
    return jobs


def test_names_and_types_are_those_of_schema_org(site: Path, tmp_path: Path) -> None:
    """TypeScript and schema-dts, made from the vocabulary by Google, know every name and what it may hold."""
    jobs = {f"{posting}-{tag}": page_of(site, posting, tag).job for posting, tag in OPEN}
    jobs |= list_jobs_of_the_library()
    bare = jobs[f"{MANAGER}-en"]
    wrong = {
        "misspelled": {**bare, "directAply": True},
        "misplaced": {**bare, "baseSalary": {**bare["baseSalary"], "addressCountry": "CN"}},
        "mistyped": {**bare, "jobLocation": {"@type": "Place", "address": {"@type": "Address"}}},
    }
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    for name, job in {**jobs, **wrong}.items():
        text = json.dumps(job, ensure_ascii=False)
        code = f"export const job: WithContext<JobPosting> = {text};\n"
        code = f'import type {{JobPosting, WithContext}} from "schema-dts";\n{code}'
        (tmp_path / f"{name}.ts").write_text(code, "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false"]
    options += ["--moduleResolution", "bundler", "--module", "esnext"]
    run = subprocess.run(
        [
            "node",
            ROOT / "node_modules/typescript/bin/tsc",
            *options,
            *(f"{name}.ts" for name in (*jobs, *wrong)),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    faulty = set(re.findall(r"^([\w-]+)\.ts\(\d+,\d+\): error", run.stdout, re.M))
    assert faulty == set(wrong), run.stdout + run.stderr


GOOGLE = {
    "employmentType": {
        *("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER")
    },
    "unitText": {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"},
    "credentialCategory": {
        *("high school", "associate degree", "bachelor degree", "professional certificate"),
        "postgraduate degree",
    },
}


def test_values_are_those_that_google_knows() -> None:
    from typing import get_args

    from rolebook.content.posting_facts import Employment, PayPeriod
    from rolebook.views.structured_data import CREDENTIALS, EMPLOYMENT_TYPES

    assert set(EMPLOYMENT_TYPES) == set(get_args(Employment))
    assert set(EMPLOYMENT_TYPES.values()) == GOOGLE["employmentType"]
    assert {period.upper() for period in get_args(PayPeriod)} == GOOGLE["unitText"]
    degrees = QualificationFacts.model_fields["minimum"].annotation
    assert set(CREDENTIALS) == set(get_args(get_args(degrees)[0]))
    assert set(CREDENTIALS.values()) <= GOOGLE["credentialCategory"]


@pytest.mark.parametrize(("posting", "tag"), OPEN)
def test_what_google_requires_is_there(site: Path, posting: str, tag: str) -> None:
    job = page_of(site, posting, tag).job
    assert {"title", "description", "datePosted", "hiringOrganization"} <= job.keys()
    assert job["hiringOrganization"]["name"]
    if job.get("jobLocationType") == "TELECOMMUTE":
        assert "jobLocation" in job or job["applicantLocationRequirements"]
    else:
        places = job["jobLocation"] if isinstance(job["jobLocation"], list) else [job["jobLocation"]]
        assert all(re.fullmatch("[A-Z]{2}", place["address"]["addressCountry"]) for place in places)
