"""Feeds, sitemap and robots.txt: read by others than their writer, on several days, with and without an address."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from rolebook.content.posting_facts import Employment
from rolebook.content.resolve import load_catalogue
from rolebook.pipeline import BuildRequest, build_site
from rolebook.views.board_jobs import JOB_TYPES, list_board_jobs, put_in_cdata, spare_entities
from rolebook.views.feeds import build_atom_feed, build_board_feed, list_open_postings
from rolebook.views.jobs import find_last_change
from tests.conftest import ROOT
from tests.openings import HIDDEN, MANAGER, REMOTE, SITE, TOWNS, make_openings
from tests.project import FONTS, TODAY
from tests.test_vacancies import contexts_on

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
OPEN = {"en": [REMOTE, TOWNS, MANAGER], "zh": [TOWNS, MANAGER], "es": [REMOTE, TOWNS]}
"""The open vacancies of each language, newest first."""
LAST = dt.date(2026, 12, 2)
"""On this day one vacancy has ended and another one has opened."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    project = make_openings(tmp_path_factory.mktemp("feeds") / "project")

    def build(
        audience: str = "public", day: dt.date = TODAY, base_url: str | None = SITE, jobs: int = 1
    ) -> Path:
        output = project / f"{audience}-{day}-{bool(base_url)}-{jobs}"
        request = BuildRequest(
            project,
            output,
            only=("pages",),
            build_date=day,
            base_url=base_url,
            fonts=FONTS,
            audience=audience,  # type: ignore[arg-type]
            jobs=jobs,
        )
        report = build_site(request)
        assert not report.failed, report.diagnostics
        return output

    return build


@pytest.fixture(scope="module")
def site(built: Callable[..., Path]) -> Path:
    return built()


def url_of(posting: str, tag: str) -> str:
    return f"{SITE}/{tag}/jobs/{posting}/"


def read_jobs(site: Path, tag: str) -> list[dict[str, str]]:
    root = ElementTree.parse(site / tag / "jobs/jobs.xml").getroot()
    return [{field.tag: field.text or "" for field in job} for job in root.iter("job")]


def describe(site: Path, posting: str, tag: str) -> str:
    page = (site / tag / "jobs" / posting / "index.html").read_text("utf-8")
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert script
    return str(json.loads(script[1])["description"])


# Atom


@pytest.mark.parametrize("tag", OPEN)
def test_a_feed_reader_reads_the_atom_feed(site: Path, tag: str) -> None:
    read: Any = feedparser.parse((site / tag / "jobs/atom.xml").read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.language == tag
    assert [entry.link for entry in read.entries] == [url_of(posting, tag) for posting in OPEN[tag]]
    for posting, entry in zip(OPEN[tag], read.entries, strict=True):
        assert entry.content[0].type == "text/html"
        assert "<li>" in entry.content[0].value
        assert entry.title
        assert entry.published_parsed[:3] in ((2026, 11, 20), (2026, 11, 10), (2026, 11, 1)), posting


@pytest.mark.parametrize("tag", OPEN)
def test_the_atom_feed_has_what_rfc_4287_asks_for(site: Path, tag: str) -> None:
    feed = ElementTree.parse(site / tag / "jobs/atom.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    assert [len(feed.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.findtext(f"{ATOM}author/{ATOM}name"), "entries need an author: theirs or the feed's"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}/{tag}/jobs/atom.xml", "alternate": f"{SITE}/{tag}/jobs/"}
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) == len(OPEN[tag])
    for node in (feed, *entries):
        assert re.fullmatch(r"https://\S+", node.findtext(f"{ATOM}id") or "")
        assert dt.datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "").tzinfo
    for posting, entry in zip(OPEN[tag], entries, strict=True):
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        assert content.text == describe(site, posting, tag), "escaped once and no more"


def test_dates_of_a_feed_do_not_come_from_the_clock(built: Callable[..., Path], site: Path) -> None:
    later = built(day=dt.date(2026, 12, 20))
    again = built(day=dt.date(2026, 12, 21))
    for name in ("atom.xml", "feed.json"):
        assert (later / "en/jobs" / name).read_bytes() == (again / "en/jobs" / name).read_bytes()
        assert (later / "en/jobs" / name).read_bytes() != (site / "en/jobs" / name).read_bytes()


# JSON Feed


@pytest.mark.parametrize("tag", OPEN)
def test_the_json_feed_has_what_its_version_asks_for(site: Path, tag: str) -> None:
    feed = json.loads((site / tag / "jobs/feed.json").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["language"] == tag
    assert feed["feed_url"] == f"{SITE}/{tag}/jobs/feed.json"
    assert feed["home_page_url"] == f"{SITE}/{tag}/jobs/"
    assert all(author["name"] for author in feed["authors"])
    assert [item["id"] for item in feed["items"]] == [url_of(posting, tag) for posting in OPEN[tag]]
    for posting, item in zip(OPEN[tag], feed["items"], strict=True):
        assert item["content_html"] == describe(site, posting, tag)
        assert item["url"] == item["id"]
        assert dt.datetime.fromisoformat(item["date_published"]).tzinfo
    known = {"version", "title", "description", "home_page_url", "feed_url", "language", "authors", "items"}
    assert feed.keys() <= known


# For job boards


@pytest.mark.parametrize("tag", OPEN)
def test_job_boards_get_one_job_for_each_place(site: Path, tag: str) -> None:
    root = ElementTree.parse(site / tag / "jobs/jobs.xml").getroot()
    assert [child.tag for child in root][:3] == ["publisher", "publisherurl", "lastBuildDate"]
    assert parsedate_to_datetime(root.findtext("lastBuildDate") or "") == dt.datetime(
        2026, 12, 1, tzinfo=dt.UTC
    )
    jobs = read_jobs(site, tag)
    numbers = [job["referencenumber"] for job in jobs]
    assert len(set(numbers)) == len(numbers)
    every = {
        REMOTE: ["remote-trainer-ES", "remote-trainer-MX"],
        TOWNS: ["TT-1-ES-Madrid", "TT-1-US-New-York", "TT-1-ES-Sevilla"],
        MANAGER: ["SM-7"],
    }
    assert numbers == [number for posting in OPEN[tag] for number in every[posting]]
    needed = {"title", "date", "referencenumber", "url", "company", "country", "description"}
    for job in jobs:
        assert needed <= job.keys()
        assert all(job.values()), "no empty element"
        posting = job["url"].rstrip("/").rpartition("/")[2]
        assert unescape(job["description"]) == unescape(describe(site, posting, tag))


def test_the_elements_of_a_job(site: Path) -> None:
    jobs = {job.pop("referencenumber"): job for job in read_jobs(site, "en")}
    for job in jobs.values():
        del job["description"]
    assert jobs["TT-1-US-New-York"] == {
        "title": "Sales manager",
        "date": "2026-11-10T00:00:00Z",
        "requisitionid": "TT-1",
        "url": url_of(TOWNS, "en"),
        "company": "Sample Tools Ltd",
        "city": "New York",
        "state": "NY",
        "country": "US",
        "postalcode": "10118",
        "streetaddress": "350 Fifth Avenue",
        "email": "jobs@example.com",
        "salary": "from €30,000 a year",
        "jobtype": "fulltime",
        "category": "Sales department",
        "expirationdate": "2026-12-01T00:00:00Z",
    }
    assert jobs["SM-7"]["remotetype"] == "Hybrid remote"
    assert jobs["remote-trainer-MX"]["remotetype"] == "Fully remote"
    assert jobs["remote-trainer-MX"]["jobtype"] == "parttime, contract"
    assert not {"city", "state", "expirationdate"} & jobs["remote-trainer-MX"].keys()


def test_job_boards_get_plain_words_in_cdata(site: Path) -> None:
    source = (site / "en/jobs/jobs.xml").read_text("utf-8")
    for job in re.findall("<job>(.*?)</job>", source, re.S):
        elements = re.findall(r"<(\w+)><!\[CDATA\[.*?\]\]></\1>", job, re.S)
        assert len(elements) == len(re.findall(r"^<\w+>(?=<!\[CDATA)", job, re.M))
        assert "title" in elements and "description" in elements
        assert not re.sub(r"<(\w+)><!\[CDATA\[.*?\]\]></\1>", "", job, flags=re.S).strip()
    assert "<title><![CDATA[Trainer for drills & saws]]></title>" in source
    # What would be a tag or an entity otherwise stays escaped; quotes and “&” do not.
    assert "<em>people</em> how to &lt;saw&gt;, with &lt;/script&gt; and" in source
    assert '"quotes" ]]&gt; & more' in source


def test_entities_that_mean_something_are_kept() -> None:
    assert spare_entities("<p>R&amp;D &amp; &quot;A&amp;lt;&quot; &lt;b&gt;</p>") == (
        '<p>R&amp;D & "A&amp;lt;" &lt;b&gt;</p>'
    )


def test_places_of_a_job_are_in_the_language_of_the_feed(site: Path) -> None:
    jobs = {job["referencenumber"]: job for job in read_jobs(site, "zh")}
    assert (jobs["SM-7"]["state"], jobs["SM-7"]["city"], jobs["SM-7"]["country"]) == (
        "江苏省",
        "苏州市",
        "CN",
    )
    assert jobs["TT-1-ES-Madrid"]["streetaddress"] == "市长街1号"


def test_a_description_may_hold_the_end_of_cdata() -> None:
    """HTML has “>” escaped, but a template of a project may not rely on that."""
    words = "a ]]> b ]]]]>> c"
    element = ElementTree.fromstring(f"<d><![CDATA[{put_in_cdata(words)}]]></d>")
    assert element.text == words


def test_numbers_differ_even_where_references_and_towns_do_not(tmp_path: Path) -> None:
    project = make_openings(tmp_path / "project")
    facts = project / "postings" / TOWNS / "posting.yaml"
    text = facts.read_text("utf-8").replace("region: NY, city: New York", "region: Madrid, city: Madrid")
    facts.write_text(text.replace("country: US", "country: ES").replace("TT-1\n", "sm-7\n"), "utf-8")
    other = project / "postings" / REMOTE / "posting.yaml"
    other.write_text(other.read_text("utf-8") + "reference: SM-7\n", "utf-8")
    context = contexts_on(load_catalogue(project)[0], base_url=SITE)["en"]
    jobs = list_board_jobs(context, SITE, list_open_postings(context))
    numbers = [dict(job.fields)["referencenumber"] for job in jobs]
    assert numbers == [
        *("SM-7-ES", "SM-7-MX"),
        *("sm-7-ES-Madrid", "sm-7-ES-Madrid-2", "sm-7-ES-Sevilla"),
        "SM-7",
    ]


def test_every_kind_of_employment_has_a_word_for_job_boards() -> None:
    from typing import get_args

    assert set(JOB_TYPES) == set(get_args(Employment))


# What is in them, and when


@pytest.mark.parametrize("name", ["atom.xml", "feed.json", "jobs.xml"])
def test_what_is_not_open_is_in_no_feed(built: Callable[..., Path], name: str) -> None:
    for audience in ("public", "assessor"):
        for tag in OPEN:
            feed = (built(audience) / tag / "jobs" / name).read_text("utf-8")
            for posting in HIDDEN:
                assert f"/jobs/{posting}/" not in feed


def test_feeds_follow_the_day_of_the_build(built: Callable[..., Path]) -> None:
    after = built(day=LAST)
    soon = url_of("soon", "en")
    read: Any = feedparser.parse((after / "en/jobs/atom.xml").read_bytes())
    assert [entry.link for entry in read.entries] == [soon, url_of(REMOTE, "en"), url_of(MANAGER, "en")]
    items = json.loads((after / "en/jobs/feed.json").read_bytes())["items"]
    assert [item["url"] for item in items] == [entry.link for entry in read.entries]
    urls = {job["url"] for job in read_jobs(after, "en")}
    assert urls == {soon, url_of(REMOTE, "en"), url_of(MANAGER, "en")}
    sitemap = (after / "sitemap.xml").read_text("utf-8")
    assert soon in sitemap
    assert url_of(TOWNS, "en") not in sitemap


def test_the_list_changes_when_a_vacancy_opens_or_ends(tmp_path: Path) -> None:
    catalogue = load_catalogue(make_openings(tmp_path / "project"))[0]
    changes = {
        day: find_last_change(contexts_on(catalogue, dt.date.fromisoformat(day))["en"]).isoformat()
        for day in ("2026-08-01", "2026-09-02", "2026-11-19", "2026-11-30", "2026-12-01", "2026-12-09")
    }
    assert changes == {
        "2026-08-01": "2026-08-01",  # the handbook itself comes into force later
        "2026-09-02": "2026-09-01",
        "2026-11-19": "2026-11-10",
        "2026-11-30": "2026-11-20",
        "2026-12-01": "2026-12-01",  # one ended on the day before
        "2026-12-09": "2026-12-02",
    }


def test_without_an_address_there_are_no_feeds(built: Callable[..., Path]) -> None:
    output = built(base_url=None)
    assert not [path for name in ("atom.xml", "feed.json", "jobs.xml") for path in output.rglob(name)]
    page = (output / "en/jobs/index.html").read_text("utf-8")
    assert "application/atom+xml" not in page
    assert 'class="detail feeds"' not in page
    assert (output / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow:\n"


@pytest.mark.parametrize("page", ["index.html", f"{TOWNS}/index.html", "late/index.html"])
def test_pages_of_vacancies_announce_the_feeds(site: Path, page: str) -> None:
    path = site / "en/jobs" / page
    head = path.read_text("utf-8").partition("</head>")[0]
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', head)
    assert [kind for kind, _, _ in found] == ["application/atom+xml", "application/feed+json"]
    for _, title, href in found:
        assert title == "Vacancies · Sample Tools Ltd"
        assert (path.parent / href).resolve().is_file()


def test_one_process_and_two_write_the_same_bytes(built: Callable[..., Path], site: Path) -> None:
    other = built(jobs=2)
    for path in [*site.rglob("*.xml"), *site.rglob("*.json"), site / "robots.txt"]:
        if path.name != ".rolebook-manifest.json" and "pagefind" not in path.parts:
            assert (other / path.relative_to(site)).read_bytes() == path.read_bytes(), path.name


def test_views_of_feeds_hold_open_vacancies_in_every_language(tmp_path: Path) -> None:
    contexts = contexts_on(load_catalogue(make_openings(tmp_path / "project"))[0], base_url=SITE)
    for tag, context in contexts.items():
        assert len(build_atom_feed(context).entries) == len(OPEN[tag])
        assert len(build_board_feed(context).jobs) >= len(OPEN[tag])


# Sitemap and robots.txt


def check_sitemap(sitemap: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    schema = folder / "all.xsd"
    parts = (
        (MAP["s"], ROOT / "node_modules/sitemap/schema/sitemap.xsd"),
        (MAP["x"], ROOT / "tests/data/xhtml-link.xsd"),
    )
    imports = "".join(f'<xsd:import namespace="{name}" schemaLocation="{path}"/>' for name, path in parts)
    schema.write_text(
        f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">{imports}</xsd:schema>', "utf-8"
    )
    command = ["xmllint", "--nonet", "--noout", "--schema", str(schema), str(sitemap)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_sitemap_is_valid(site: Path, tmp_path: Path) -> None:
    run = check_sitemap(site / "sitemap.xml", tmp_path)
    assert run.returncode == 0, run.stderr
    spoilt = (site / "sitemap.xml").read_text("utf-8").replace("<lastmod>2026-11-10<", "<lastmod>10.11.2026<")
    (tmp_path / "spoilt.xml").write_text(spoilt, "utf-8")
    assert check_sitemap(tmp_path / "spoilt.xml", tmp_path).returncode != 0, "the check can fail"


def test_vacancies_in_the_sitemap(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    found = {}
    for url in root.iterfind("s:url", MAP):
        loc = url.findtext("s:loc", "", MAP)
        others = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", MAP)}
        if "/jobs/" in loc:
            found[loc] = (url.findtext("s:lastmod", "", MAP), others)
    expected: dict[str, tuple[str, dict[str, str]]] = {}
    for name, day, tags in (
        (TOWNS, "2026-11-10", ("en", "zh", "es")),
        (REMOTE, "2026-11-20", ("en", "es")),
        (MANAGER, "2026-11-01", ("en", "zh")),
    ):
        others = {tag: url_of(name, tag) for tag in tags}
        expected |= dict.fromkeys(others.values(), (day, others))
    lists = {tag: f"{SITE}/{tag}/jobs/" for tag in ("en", "zh", "es")}
    expected |= dict.fromkeys(lists.values(), ("2026-12-01", lists))
    assert found == expected


def test_pages_name_the_languages_that_the_sitemap_names(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    for url in root.iterfind("s:url", MAP):
        loc = url.findtext("s:loc", "", MAP)
        page = (site / loc.removeprefix(f"{SITE}/") / "index.html").read_text("utf-8")
        assert f'<link rel="canonical" href="{loc}">' in page
        others = {(link.get("hreflang"), link.get("href")) for link in url.iterfind("x:link", MAP)}
        assert set(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)) == others


def test_only_the_public_site_is_for_search_engines(built: Callable[..., Path], site: Path) -> None:
    assert (site / "robots.txt").read_text("utf-8") == (
        f"User-agent: *\nDisallow:\n\nSitemap: {SITE}/sitemap.xml\n"
    )
    noindex = '<meta name="robots" content="noindex">'
    for path in site.rglob("*.html"):
        if "pagefind" not in path.parts:
            assert (noindex in path.read_text("utf-8")) == (path.name == "404.html"), path
    for audience in ("staff", "assessor"):
        output = built(audience)
        assert (output / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
        for path in output.rglob("*.html"):
            if "pagefind" not in path.parts:
                assert noindex in path.read_text("utf-8"), path
