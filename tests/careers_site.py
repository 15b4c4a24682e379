"""The public site of the library: its address, its pages, and what a page says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.audience import release_catalogue
from rolebook.content.audience_facts import AudienceSettings, find_audience
from rolebook.content.catalogue import Catalogue
from rolebook.views.context import SiteOptions, ViewContext, make_context
from tests.project import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Opener = Callable[..., Page]


ROOT = Path(__file__).resolve().parent.parent
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


def contexts_of(catalogue: Catalogue, day: dt.date = TODAY) -> dict[str, ViewContext]:
    audience = find_audience(AudienceSettings(), "public")
    released = release_catalogue(catalogue, audience, day)
    options = SiteOptions(ADDRESS, released.handbook.languages, tuple(released.roles), day, audience)
    return {tag: make_context(released, options, tag, (ROOT / "templates",)) for tag in options.languages}


class Reader(HTMLParser):
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


def read(path: Path) -> Reader:
    return Reader(path.read_text("utf-8"))
